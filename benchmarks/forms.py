#!/usr/bin/env python3
"""Do the forms of one document agree? Each DOCX is saved by LibreOffice as DOCX, DOC, ODT, RTF and PDF, and read.

    python benchmarks/forms.py                      the samples of this project, then generated documents up to 20
    python benchmarks/forms.py DIR --show           the .docx files of a folder, with what differs
    python benchmarks/forms.py --count 40 --seed 9  so many documents in all, generated ones with this seed

What a record says is compared (every field of an act and of its tasks, targets, citations and outline); where it was
read, the file's facts, notes and confidence are of the form and left aside. Exit code 1 if a form differs anywhere.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generator.acts import document  # noqa: E402
from generator.forms import WRITERS  # noqa: E402
from generator.forms.office import convert  # noqa: E402
from generator.words import Chance  # noqa: E402

import vnplans  # noqa: E402

FORMS = ("docx", "doc", "odt", "rtf", "pdf")
ASIDE = {"evidence", "source", "notes", "confidence", "needs_review", "schema_version", "generator", "block"}
"""Keys that tell of the file and of the reading, not of the act."""


def values(data: bytes) -> Any:
    """What the records of a file say."""
    return [_said(json.loads(record.model_dump_json())) for record in vnplans.parse_all(data)]


_OWN_HASH = re.compile(r"^sha256:[0-9a-f]{12}(?=#)")
"""The file that an act without number or date takes its ids from."""


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _said(inner) for key, inner in value.items() if key not in ASIDE}
    if isinstance(value, list):
        return [_said(inner) for inner in value]
    return _OWN_HASH.sub("", value) if isinstance(value, str) else value


def differences(one: Any, other: Any, at: str = "") -> Iterator[str]:
    """What two records say differently, a line each."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            yield from differences(one.get(key), other.get(key), f"{at}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (a, b) in enumerate(zip(one, other, strict=True)):
            yield from differences(a, b, f"{at}/{place}")
    elif one != other:
        yield f"{at}: {json.dumps(one, ensure_ascii=False)[:150]} != {json.dumps(other, ensure_ascii=False)[:150]}"


def documents(folder: Path | None, count: int, seed: int) -> dict[str, bytes]:
    """The files to compare by name: those of a folder, or the samples with generated ones behind them."""
    paths = sorted((folder or HERE.parent / "samples").glob("*.docx"))[:count]
    found = {path.stem: path.read_bytes() for path in paths}
    number = 0
    while folder is None and len(found) < count:
        number += 1
        act = document(seed, number)
        if act.truth["directive"]:
            found[f"seed {seed}, {number}"] = WRITERS["docx"](act.blocks, Chance(seed, -number))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    found = documents(chosen.folder, chosen.count, chosen.seed)
    true = {name: values(data) for name, data in found.items()}
    plain = {f"{number:04}": name for number, name in enumerate(found)}
    equal = 0
    for form in FORMS:
        made = convert({number: found[name] for number, name in plain.items()}, form)
        agree = 0
        for number, name in plain.items():
            lines = list(differences(true[name], values(made[number]))) if number in made else ["not written"]
            agree += not lines
            for line in lines if chosen.show else ():
                print(f"{form} {name}: {line}")
        equal += agree
        print(f"{form}: {agree} of {len(plain)} agree")
    return 0 if equal == len(plain) * len(FORMS) else 1


if __name__ == "__main__":
    sys.exit(main())

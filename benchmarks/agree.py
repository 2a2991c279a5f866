#!/usr/bin/env python3
"""How far a system agrees with generated truth: a figure per field and form.

python benchmarks/agree.py OUT                       reads OUT/files with vnplans
python benchmarks/agree.py OUT --records FILE.jsonl  takes what another system read: a line a file, in the label
                                                     format, with its name under "file"
python benchmarks/agree.py OUT --by type             the figures by level, type, year, habits ... of OUT/index.tsv
python benchmarks/agree.py OUT --worst 20 --show     the weakest documents, and what is wrong in them
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generator.scoring import Record, Tally  # noqa: E402


def label(record: Record) -> Record:
    """A record of vnplans in the label format."""

    def part(name: str, inner: str) -> Any:
        return (record.get(name) or {}).get(inner)

    return {
        "directive": not any(note["code"] == "not_a_directive" for note in record.get("notes") or []),
        "number": part("number", "text"),
        "doc_type": part("doc_type", "name"),
        "issuer": part("issuer", "name"),
        "parent_issuer": part("issuer", "parent"),
        "issued_on": record.get("issued_on"),
        "place": record.get("place"),
        "title": record.get("title"),
        "signer": record.get("signer"),
        "recipients": record.get("recipients") or [],
        "legal_bases": [_known_by(base) for base in record.get("legal_bases") or []],
        "tasks": [
            {
                "content": task["content"],
                "where": task["where"],
                "lead": [agency["text"] for agency in task["lead_agencies"]],
                "coordinating": [agency["text"] for agency in task["coordinating_agencies"]],
                "deadline": task["deadline"],
                "product": task["deliverable"],
            }
            for task in record.get("tasks") or []
        ],
    }


def _known_by(base: Record) -> str:
    return str((base.get("number") or {}).get("text") or base.get("title") or base["text"])


def read(path: Path) -> Record | None:
    """What vnplans reads in a file: its first record, the tasks of further records added as surplus ones."""
    import vnplans  # noqa: PLC0415

    try:
        records = [json.loads(d.model_dump_json()) for d in vnplans.parse_all(path)]
    except vnplans.VnplansError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return None
    first, *more = [label(record) for record in records]
    for extra in more:
        first["tasks"] += extra["tasks"]
    return first


def given(path: Path) -> dict[str, Record]:
    """What another system read, by file."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {str(line["file"]): line for line in lines}


def table(tallies: dict[str, Tally]) -> str:
    """Fields down, groups across."""
    figures = {name: tally.figures() for name, tally in tallies.items()}
    fields = list(dict.fromkeys(key for found in figures.values() for key in found))
    width = max(len(f) for f in fields)
    lines = [" " * width + "".join(f"{name[:14]:>16}" for name in figures)]
    lines.append(f"{'documents':{width}}" + "".join(f"{t.documents:>16}" for t in tallies.values()))
    for key in fields:
        cells = (f"{found[key]:.3f}" if key in found else "-" for found in figures.values())
        lines.append(f"{key:{width}}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(lines)


def below(tallies: dict[str, Tally], least: str) -> list[str]:
    """What is below the figures asked for ("header=0.98,tasks=0.97"), a line each."""
    wanted = {key.strip(): float(value) for key, _, value in (part.partition("=") for part in least.split(",") if part)}
    found = [
        (name, key, tally.figures().get(key), share) for name, tally in tallies.items() for key, share in wanted.items()
    ]
    return [
        f"{name}: {key} {got:.3f}, least {share}" for name, key, got, share in found if got is not None and got < share
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--by", default="form", help="a column of index.tsv")
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--least", default="", help="figures that each group must reach")
    parser.add_argument("--json", action="store_true", help="the figures by group as one JSON object")
    arguments = parser.parse_args()
    with (arguments.out / "index.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    records = given(arguments.records) if arguments.records else None
    tallies: dict[str, Tally] = defaultdict(Tally)
    faults: list[tuple[str, list[str]]] = []
    for row in rows:
        name = row["file"]
        path = arguments.out / "files" / name
        true = json.loads((arguments.out / "labels" / f"{name}.json").read_text(encoding="utf-8"))
        got = records.get(name) if records is not None else read(path) if path.exists() else None
        lines = tallies[row[arguments.by] or "-"].add(true, got)
        if arguments.by != "form" or len({r["form"] for r in rows}) > 1:
            tallies["all"].add(true, got)
        faults.append((f"{name} ({row['type']}, {row['level']}, {row['habits']})", lines))
    ordered = {name: tallies[name] for name in sorted(tallies, key=lambda n: (n == "all", n))}
    if arguments.json:
        print(json.dumps({name: tally.figures() for name, tally in ordered.items()}, ensure_ascii=False, indent=1))
        return 0
    print(table(ordered))
    for name, lines in sorted(faults, key=lambda f: -len(f[1]))[: arguments.worst]:
        print(f"{len(lines):4}  {name}")
        for line in lines if arguments.show else []:
            print(f"          {line}")
    short = below(ordered, arguments.least)
    print("\n".join(short))
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())

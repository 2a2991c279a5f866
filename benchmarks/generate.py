#!/usr/bin/env python3
"""Writes Vietnamese directives with their truth: files to read, and what a careful clerk would read in them.

    python benchmarks/generate.py OUT --count 200 --seed 7 --forms docx,pdf,html

OUT/files/0001.docx beside OUT/labels/0001.docx.json (the format: docs/generator.md), OUT/index.tsv with what each
document is a specimen of, OUT/README. The forms take turns; `--every-form` writes every document in each of them.
The same seed gives the same words and truth; DOC, ODT and RTF (through LibreOffice) may differ in their bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generator.act import Act  # noqa: E402
from generator.acts import document  # noqa: E402
from generator.forms import FORMS, OFFICE, SUFFIXES, WRITERS  # noqa: E402
from generator.forms.office import convert  # noqa: E402
from generator.words import Chance  # noqa: E402

README = """# Generated Vietnamese directives with truth

Made by benchmarks/generate.py of vnplans: seed {seed}, {count} documents, forms {forms}.
Every name of a person, number, date and order in them is made up; they were written by a program out of word lists that
hold no text of a real act. Documents and labels are given to the public domain: CC0 1.0
(https://creativecommons.org/publicdomain/zero/1.0/deed.vi).

files/NNNN.EXT         the documents
labels/NNNN.EXT.json   what a careful clerk reads in them; the keys are explained in docs/generator.md
index.tsv              level, type, year and typing habits of each
"""
COLUMNS = ("level", "type", "year", "appendix", "pen", "habits")


def written(act: Act, form: str, seed: int, number: int) -> bytes:
    """The file of a document in a form; of DOC, ODT and RTF the DOCX that they are made of."""
    return WRITERS["docx" if form in OFFICE else form](act.blocks, Chance(seed, -number))


def generate(out: Path, numbers: range, seed: int, forms: list[str], *, every: bool = False) -> list[str]:
    """Writes the documents of these numbers; gives the names of the files. Raises NoOffice, NoFont for a form."""
    files, labels = out / "files", out / "labels"
    files.mkdir(parents=True, exist_ok=True)
    labels.mkdir(exist_ok=True)
    waiting: dict[str, dict[str, bytes]] = {form: {} for form in forms if form in OFFICE}
    names: list[str] = []
    rows = ["\t".join(("file", "form", "directive", *COLUMNS))]
    for number in numbers:
        act = document(seed, number)
        for form in forms if every else [forms[(number - 1) % len(forms)]]:
            name = f"{number:04}.{SUFFIXES.get(form, form)}"
            data = written(act, form, seed, number)
            if form in waiting:
                waiting[form][f"{number:04}"] = data
            else:
                (files / name).write_bytes(data)
            text = json.dumps(act.truth, ensure_ascii=False, indent=1)
            (labels / f"{name}.json").write_text(text + "\n", encoding="utf-8")
            directive = "yes" if act.truth["directive"] else "no"
            rows.append("\t".join((name, form, directive, *(act.traits.get(c, "") for c in COLUMNS))))
            names.append(name)
    for form, sources in waiting.items():
        for stem, data in convert(sources, OFFICE[form]).items():
            (files / f"{stem}.{SUFFIXES.get(form, form)}").write_bytes(data)
    (out / "index.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (out / "README").write_text(README.format(seed=seed, count=len(numbers), forms=", ".join(forms)), encoding="utf-8")
    return names


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--first", type=int, default=1, help="the number of the first document")
    parser.add_argument("--forms", default="docx,pdf,html", help=f"of {', '.join(FORMS)}; they take turns")
    parser.add_argument("--every-form", action="store_true", help="every document in every form")
    arguments = parser.parse_args()
    forms = [form.strip() for form in arguments.forms.split(",") if form.strip()]
    if unknown := [form for form in forms if form not in FORMS]:
        parser.error(f"no such form: {', '.join(unknown)}")
    numbers = range(arguments.first, arguments.first + arguments.count)
    names = generate(arguments.out, numbers, arguments.seed, forms, every=arguments.every_form)
    print(f"{len(names)} files in {arguments.out / 'files'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

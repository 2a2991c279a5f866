#!/usr/bin/env python3
"""Accuracy on the real corpus, held to a floor.

    python benchmarks/floor.py check     read the corpus and fail where a figure is below benchmarks/floor.json
    python benchmarks/floor.py record    read the corpus and write the figures down
    python benchmarks/floor.py table     the figures written down, as a table for the README

The corpora and their scorer lie beside the repository (../shared), no part of it; benchmarks/blind, blind_dirty,
blind_doubt and blind_clerk hold documents that the rules were not written with, benchmarks/open such as they were
mended with.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOOR = Path(__file__).with_name("floor.json")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Group:
    """Files that are scored together: where they lie, the scorer's further arguments."""

    files: Path
    arguments: tuple[str, ...]
    slack: float = 0.0005
    """How far a figure may fall before the check fails."""


GROUPS = {
    "text": Group(SHARED / "corpus", ("--kind", "text,docx,doc,signed,born_digital,mixed")),
    # Pictures are read a little differently by each build of an engine
    "scans": Group(SHARED / "corpus", ("--kind", "scanned,ocr_layer"), slack=0.02),
    "fresh": Group(SHARED / "fresh" / "files", ("--gold", str(SHARED / "fresh" / "labels"))),
    "pages": Group(SHARED / "announcements" / "pages", ("--gold", str(SHARED / "announcements" / "labels"))),
    "blind": Group(HERE / "blind" / "docs", ("--gold", str(HERE / "blind" / "labels"))),
    "dirty": Group(HERE / "blind_dirty" / "docs", ("--gold", str(HERE / "blind_dirty" / "labels"))),
    # Six of its documents are scans
    "doubt": Group(HERE / "blind_doubt" / "docs", ("--gold", str(HERE / "blind_doubt" / "labels")), slack=0.01),
    "clerk": Group(HERE / "blind_clerk" / "docs", ("--gold", str(HERE / "blind_clerk" / "labels"))),
    "open": Group(HERE / "open" / "docs", ("--gold", str(HERE / "open" / "labels"))),
}
F1 = ("tasks_f1", "task_words_f1", "lead_f1", "coordinating_f1", "deliverable_f1", "recipients_f1", "legal_bases_f1")

Report = dict[str, Any]


def predictions(source: Path, folder: Path) -> Path:
    """Every file of a folder read into one JSON Lines file."""
    command = [sys.executable, "-m", "vnplans", "convert", str(source), "-o", str(folder)]
    done = subprocess.run(command, check=False)
    out = folder / "directives.jsonl"
    if not out.exists():
        sys.exit(f"vnplans convert failed with exit code {done.returncode}")
    return out


def score(path: Path, arguments: tuple[str, ...]) -> Report:
    """The scorer's figures for a group of files."""
    command = [sys.executable, str(SHARED / "score.py"), str(path), *arguments, "--json"]
    report: Report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return report


def figures(report: Report) -> dict[str, float]:
    """The figures that must not fall; shares of errors count from one downwards."""
    out = {key: report[key] for key in F1 if report.get(key) is not None}
    for field, (right, seen, _, wrong) in report["fields"].items():
        out[field] = right / seen
        out[f"{field}, not wrong"] = 1 - wrong / seen
    for key, sign in (("deadline_accuracy", 1), ("false_deadlines", -1)):
        if report[key][2] is not None:
            out[key] = report[key][2] if sign > 0 else 1 - report[key][2]
    return out


def below(report: Report, floor: Report, slack: float) -> list[str]:
    """What fell below the floor, one line each."""
    now, then = figures(report), figures(floor)
    return [
        f"{key}: {now.get(key, 0.0):.4f}, floor {value:.4f}"
        for key, value in then.items()
        if now.get(key, 0.0) < value - slack
    ]


def check(reports: dict[str, Report]) -> int:
    floor = json.loads(FLOOR.read_text(encoding="utf-8"))
    lines = [
        f"{name}: {line}" for name, group in GROUPS.items() for line in below(reports[name], floor[name], group.slack)
    ]
    print("\n".join(lines) if lines else "accuracy: no figure is below benchmarks/floor.json")
    return 1 if lines else 0


def table(floor: dict[str, Report]) -> str:
    """The README's table of accuracy."""
    heads = [f"{group} ({floor[group]['documents']} files)" for group in GROUPS]
    rows = [f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    names = {
        **{"number": "number", "doc_type": "type", "issuer": "issuer", "issued_on": "date", "title": "title"},
        **{"place": "place", "signer": "signer"},
    }
    for field, name in names.items():
        cells = []
        for group in GROUPS:
            right, seen, _, wrong = floor[group]["fields"].get(field, [0, 0, 0, 0])
            cells.append(f"{right}/{seen} right, {wrong} wrong" if seen else "-")
        rows.append(f"| {name} | {' | '.join(cells)} |")
    for key in F1:
        cells = ["-" if floor[g].get(key) is None else f"{floor[g][key]:.3f}" for g in GROUPS]
        rows.append(f"| {key.replace('_f1', '').replace('_', ' ')}, F1 | {' | '.join(cells)} |")
    for key in ("deadline_accuracy", "false_deadlines"):
        cells = ["{}/{}".format(*floor[g][key][:2]) if floor[g][key][1] else "-" for g in GROUPS]
        rows.append(f"| {key.replace('_', ' ')} | {' | '.join(cells)} |")
    return "\n".join(rows)


def main(verb: str) -> int:
    if verb == "table":
        print(table(json.loads(FLOOR.read_text(encoding="utf-8"))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        places = sorted({group.files for group in GROUPS.values()})
        read = {place: predictions(place, Path(folder) / str(number)) for number, place in enumerate(places)}
        reports = {name: score(read[group.files], group.arguments) for name, group in GROUPS.items()}
    if verb == "record":
        FLOOR.write_text(json.dumps(reports, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(table(reports))
        return 0
    return check(reports)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("check", "record", "table"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))

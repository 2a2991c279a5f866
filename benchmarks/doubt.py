#!/usr/bin/env python3
"""How far the library's doubt can be trusted: marks, confidence and needs_review against documents with truth.

    python benchmarks/doubt.py [GROUP ...] [--cache DIR] [--generated DIR ...] [--picture FILE.svg]

Groups: fresh, corpus, pages (beside the repository, in ../shared), open, blind, dirty, blind_doubt (in benchmarks/);
all that are there if none is named. --generated: folders that benchmarks/generate.py wrote (OUT/files, OUT/labels).
A value is marked by a note of severity warning, review or error on it or below it, or by a confidence under 0.9.
The picture is the reliability diagram of header values and tasks over the groups that the models were not trained on.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from doubts.diagram import diagram  # noqa: E402
from doubts.documents import GROUPS, TRAINING, Document, documents  # noqa: E402
from doubts.figures import Judged, figures, table  # noqa: E402
from doubts.judge import judge, paired  # noqa: E402

from vnplans.pipeline import parse_pages, source_of  # noqa: E402


def judged(document: Document) -> list[Judged]:
    """The records of a document with their truth."""
    records = parse_pages(document.pages, source_of(document.pages, document.name.encode(), document.name))
    dumps = [record.model_dump(mode="json") for record in records]
    out = []
    for label, dump in paired(list(document.labels), dumps):
        verdict = judge(label, dump)
        notes = [n for n in dump["notes"] if n["severity"] != "info"]
        noted = frozenset(n["field"] for n in notes if n["field"])
        asked = any(n["severity"] in ("review", "error") for n in notes)
        none = any(n["code"] == "not_a_directive" for n in notes)
        out.append(Judged(dump["confidence"], verdict.right, verdict.faults, noted, asked, none))
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--cache", type=Path, default=Path(".cache/pages"), help="where the Pages of files are kept")
    parser.add_argument("--generated", type=Path, nargs="*", default=[])
    parser.add_argument("--picture", type=Path)
    args = parser.parse_args()
    found: dict[str, list[Judged]] = defaultdict(list)
    groups = args.groups or ([] if args.generated else list(GROUPS))
    if unknown := set(groups) - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    for document in documents(groups, args.cache, args.generated):
        found[document.group] += judged(document)
    for group, records in found.items():
        print(f"== {group}: trained on" if group in TRAINING else f"== {group}")
        print(table(records), end="\n\n")
    unseen = [record for group, records in found.items() if group not in TRAINING for record in records]
    if len(found) > 1 and unseen:
        print(f"== all that the models were not trained on\n{table(unseen)}")
    if args.picture and unseen:
        parts = {"giá trị phần đầu (header)": "header", "nhiệm vụ (tasks)": "tasks"}
        args.picture.write_text(diagram({k: figures(unseen, v).bins for k, v in parts.items()}), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

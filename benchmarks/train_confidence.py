#!/usr/bin/env python3
"""Trains the models of `Directive.confidence` and writes them to src/vnplans/data/confidence.toml.

    python benchmarks/train_confidence.py anew OUT [--cache DIR] [--jobs 2]
    python benchmarks/train_confidence.py gather OUT [--seeds 0-11] [--cache DIR] [--generated DIR ...] [--jobs 2]
    python benchmarks/train_confidence.py fit OUT [--write] [--upper]

`gather` reads documents whose truth is known (those of ../shared where they are there, and folders that
benchmarks/generate.py wrote) as the library reads them, and again spoilt (doubts/mutate.py) and with rows of its tables
forgotten (doubts/forget.py): seed 0 as they are, each further seed another spoiling of a third of them. It keeps the
features of every value and whether it was right; no text. `fit` trains on that, prints how the models do on documents
that they were not trained with, and with --write writes their rows; with --upper those of the list of tasks and of the
record alone: the rest of the table stays. `anew` does all of it: 300 generated documents in
OUT/generated, their samples and the others' in OUT/rows, the rows of data. The blind documents are never trained on.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tomllib
from multiprocessing import get_context
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from doubts.documents import TRAINING, documents  # noqa: E402
from doubts.forget import forget, held  # noqa: E402
from doubts.learn import Fitted  # noqa: E402
from doubts.rows import gathered  # noqa: E402
from doubts.stack import Models, report, train  # noqa: E402

from vnplans.doubt.confidence import LIST, WHOLE  # noqa: E402

GENERATE = ("--count", "300", "--seed", "11", "--forms", "docx,html,pdf")
"""What `anew` asks of benchmarks/generate.py."""
SHARES = (0.3, 0.6, 0.9)
"""Of the rare words, what the seeds forget, in turn."""
PARTS = 3
"""Each spoilt seed takes every third document."""
UPPER = (LIST, WHOLE)
"""The models of the list of tasks and of the record."""
TABLE = HERE.parent / "src" / "vnplans" / "data" / "confidence.toml"
HEAD = """# How the features of a value (doubt/features) speak for or against it: logistic models, one a row.
#   field    the JSON Pointer of the values, * for a number; "/tasks/*" joins the log-odds of a task's words, lead and
#            deadline, "/tasks" says that no task was lost, "" that a record holds no fault
#   bias     log-odds of being right where no feature holds; weights: what each feature adds, an unknown one nothing
#   values, wrong    how many values the model was trained on, and how many of them were wrong
# Source: trained by benchmarks/train_confidence.py on labelled directives of 1998-2026 and on generated ones, as they
# are, spoilt, and with words forgotten (docs/doubt.md). Not to be edited by hand.
"""


def gather(out: Path, seeds: range, cache: Path, generated: list[Path], jobs: int) -> None:
    """One file of samples a seed."""
    out.mkdir(parents=True, exist_ok=True)
    counts = out / "held.json"
    if not counts.exists():
        texts = [document.pages.text() for document in documents(TRAINING, cache)]
        counts.write_text(json.dumps(held(texts), ensure_ascii=False), encoding="utf-8")
    with get_context("spawn").Pool(jobs, maxtasksperchild=1) as pool:  # what is forgotten is forgotten in that process
        for line in pool.imap(_seed, [(seed, out, cache, generated) for seed in seeds]):
            print(line, flush=True)


def _seed(job: tuple[int, Path, Path, list[Path]]) -> str:
    seed, out, cache, generated = job
    if seed:
        counts = json.loads((out / "held.json").read_text(encoding="utf-8"))
        forget(seed, SHARES[seed % len(SHARES)], counts)
    chosen = (
        (number, document)
        for number, document in enumerate(documents(TRAINING, cache, generated))
        if not seed or (number + seed) % PARTS == 0
    )
    rows = [row for number, document in chosen for row in gathered(document, seed, number)]
    (out / f"{seed:03}.rows").write_bytes(pickle.dumps(rows))
    wrong = sum(not right for row in rows for right in row.right.values())
    return f"seed {seed}: {len(rows)} records, {sum(len(r.right) for r in rows)} values, {wrong} wrong"


def written(models: Models) -> str:
    """The models as rows of data."""
    out = [HEAD]
    for field, (model, values, wrong) in models.items():
        weights = ", ".join(
            f'"{name}" = {value:.3f}' for name, value in sorted(model.weights.items()) if abs(value) >= 0.001
        )
        out.append(
            f'\n[[row]]\nfield = "{field}"\nbias = {model.bias:.3f}\nweights = {{ {weights} }}\n'
            f"values = {values}\nwrong = {wrong}\n"
        )
    return "".join(out)


def held_models() -> Models:
    """The models as the table holds them."""
    held_rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]
    return {r["field"]: (Fitted(r["bias"], r["weights"]), r["values"], r["wrong"]) for r in held_rows}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=("anew", "gather", "fit"))
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", default="0-11")
    parser.add_argument("--cache", type=Path, default=Path(".cache/pages"))
    parser.add_argument("--generated", type=Path, nargs="*", default=[])
    parser.add_argument("--jobs", type=int, default=1, help="processes that read documents")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--upper", action="store_true", help="write the models of lists and records alone")
    args = parser.parse_args()
    out: Path = args.out
    if args.verb == "anew":
        made, out = out / "generated", out / "rows"
        subprocess.run([sys.executable, HERE / "generate.py", made, *GENERATE], check=True)
        args.generated, args.write = [made], True
    if args.verb in ("anew", "gather"):
        first, _, last = args.seeds.partition("-")
        gather(out, range(int(first), int(last or first) + 1), args.cache, args.generated, args.jobs)
    if args.verb == "gather":
        return 0
    rows = [row for path in sorted(out.glob("*.rows")) for row in pickle.loads(path.read_bytes())]
    print(report(rows))
    if args.write:
        models = train(rows)
        kept = held_models() if args.upper else {}
        TABLE.write_text(written({f: m if f in UPPER else kept.get(f, m) for f, m in models.items()}), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

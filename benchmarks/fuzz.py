#!/usr/bin/env python3
"""Damages files the way transport, old programs and attackers do, makes phrases out of the grammars' own words, reads
both, and holds what is read to its laws.

    python benchmarks/fuzz.py files --minutes 10            samples and small files of every form, plain and wrapped
    python benchmarks/fuzz.py grammars --tries 1000000      phrases through every grammar
    python benchmarks/fuzz.py files --seed 7 --only 1234    one input again, kept as a file

The laws: nothing is raised but VnplansError; no rule fails; every quote stands where it says; every record can be
written; no input takes more than 20 seconds of the processor or 1 GB beyond its seed; what a grammar finds stands in
the text. Whatever breaks one is kept in --keep, named by seed and try, and becomes a test. Exit code 1 if anything was
found.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from fuzzing.runs import Find, Ran, made, run  # noqa: E402


class Report:
    """What was run, and what came out; every kind of find is kept once."""

    def __init__(self, seed: int, keep: Path) -> None:
        self.seed, self.keep = seed, keep
        self.inputs, self.slowest, self.largest = 0, 0.0, 0.0
        self.kinds: Counter[str] = Counter()
        self.began = time.monotonic()

    def add(self, ran: Ran) -> None:
        self.inputs += ran.count
        self.slowest, self.largest = max(self.slowest, ran.slowest), max(self.largest, ran.largest)
        for find in ran.finds:
            self.kinds[find.kind] += 1
            if self.kinds[find.kind] == 1:
                self._kept(find)

    def _kept(self, find: Find) -> None:
        self.keep.mkdir(parents=True, exist_ok=True)
        path = self.keep / f"{self.seed}-{find.number}-{find.name}"
        path.write_bytes(find.data)
        print(f"{path}: {find.why}", file=sys.stderr, flush=True)

    def __str__(self) -> str:
        minutes = (time.monotonic() - self.began) / 60
        return (
            f"{self.inputs} inputs of seed {self.seed} in {minutes:.0f} minutes, {sum(self.kinds.values())} that broke "
            f"a law, of {len(self.kinds)} kinds; the dearest {self.slowest:.1f} s, {self.largest:.0f} MB"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("files", "grammars"))
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--tries", type=int, help="so many inputs at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one try")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-finds"))
    chosen = parser.parse_args()
    if chosen.only is not None and chosen.what == "files":
        known, _, data = made(chosen.seed, chosen.only)
        chosen.keep.mkdir(parents=True, exist_ok=True)
        (chosen.keep / f"{chosen.seed}-{chosen.only}-{known.name}{known.suffix}").write_bytes(data)
    first = 1 if chosen.only is None else chosen.only
    tries = chosen.tries or (10**9 if chosen.minutes else 2000)
    report = Report(chosen.seed, chosen.keep)
    end = report.began + 60 * chosen.minutes if chosen.minutes else float("inf")
    told = report.began
    for ran in run(chosen.what, chosen.seed, first, first + (tries if chosen.only is None else 1)):
        report.add(ran)
        if time.monotonic() > end:
            break
        if time.monotonic() > told + 300:
            told = time.monotonic()
            print(report, file=sys.stderr, flush=True)
    print(report)
    return 1 if report.kinds else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Mutation testing of the grammars: how many small faults put into them do the tests find?

    python benchmarks/mutants.py --count 500 --seed 1              a sample over all rooms below
    python benchmarks/mutants.py time agencies --count 50 --show   two rooms, with the mutants that no test found
    python benchmarks/mutants.py --part 1/2 --journal FILE         every second of them; goes on where FILE ends
    python benchmarks/mutants.py --again FILE                      only those that no test found when FILE was written

Cosmic Ray makes the mutants (another operator, comparison, number, keyword ...). What cannot matter is left out: type
annotations, decorators (caches, slots), `__all__`, what compiles to the same code, and what
benchmarks/mutation/equivalent.toml says cannot be told from the code. Each mutant lives in a process
of its own, which exchanges the code of one function and runs the tests that run this line until one fails, the
quickest first. What no test finds within --most seconds counts as not found. What runs while modules
are loaded is loaded anew and shown to all tests. The tests are those that pass without a mutant, without those that
hypothesis draws or that need fixtures. Exit code 1 if fewer than --least of the mutants are found.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import importlib
import pickle
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from math import inf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from mutation.cases import Survey, key, survey
from mutation.places import HERE, ROOMS, Change, Mutant, changed, mutants
from mutation.trial import Warm, found_cold, in_child

FOUND_EARLY = ("pytest", "hypothesis", "pydantic", "lxml.etree", "dateutil.rrule", "rapidfuzz")
"""Loaded before the processes part: no mutant touches them."""


class Tally:
    """What was found, said as it comes."""

    def __init__(self, *, show: bool, journal: Path | None) -> None:
        self.show, self.journal = show, journal
        self.known = read(journal) if journal and journal.exists() else {}
        self.killed, self.seen, self.start = Counter[str](), Counter[str](), time.monotonic()

    def add(self, mutant: Mutant, find: Callable[[], str]) -> None:
        by = self.known.get(str(mutant))
        if by is None:
            by = find()
            if self.journal:
                with self.journal.open("a", encoding="utf-8") as file:
                    print(mutant, by, sep="\t", file=file)
        self.seen[mutant.room] += 1
        self.killed[mutant.room] += bool(by)
        if self.show and not by:
            print(f"alive: {mutant}{_difference(mutant)}", flush=True)
        if self.seen.total() % 50 == 0:
            print(f"{self.killed.total()} of {self.seen.total()}", file=sys.stderr, flush=True)

    @property
    def share(self) -> float:
        return self.killed.total() / max(self.seen.total(), 1)

    def __str__(self) -> str:
        rooms = (f"{r}: {self.killed[r]} of {n} found ({self.killed[r] / n:.0%})" for r, n in self.seen.items())
        minutes = (time.monotonic() - self.start) / 60
        whole = f"all: {self.killed.total()} of {self.seen.total()} ({self.share:.1%}) in {minutes:.0f} minutes"
        return "\n".join((*sorted(rooms), whole))


def read(journal: Path) -> dict[str, str]:
    """Mutants of a journal and the tests that found them ("": none)."""
    return dict(line.split("\t") for line in journal.read_text("utf-8").splitlines())


def _difference(mutant: Mutant) -> str:
    """The line as it was and as it is."""
    old = mutant.path.read_text("utf-8").splitlines()
    lines = difflib.unified_diff(old, mutant.source.splitlines(), n=0, lineterm="")
    return "".join(f"\n    {line}" for line in list(lines)[3:])


def drawn(rooms: list[str], count: int, seed: int) -> tuple[int, list[tuple[Mutant, Change]]]:
    """How many mutants there are, and a sample of those that change anything."""
    every = [mutant for room in rooms for mutant in mutants(room)]
    chance, sample = random.Random(seed), list[tuple[Mutant, Change]]()
    for mutant in chance.sample(every, len(every)):
        if len(sample) == count:
            break
        if (change := changed(mutant)) and not mutant.is_equivalent:
            sample.append((mutant, change))
    return len(every), sample


def _lines(sample: list[tuple[Mutant, Change]]) -> dict[str, frozenset[int]]:
    """The lines by file that a test must run to feel a mutant."""
    found: dict[str, set[int]] = {}
    for mutant, change in sample:
        found.setdefault(str(mutant.path), set()).update(change.lines)
    return {file: frozenset(lines) for file, lines in found.items()}


def _surveyed(sample: list[tuple[Mutant, Change]], journal: Path | None) -> Survey:
    """Which tests run which lines: minutes, so it lies beside the journal while code, tests and sample stay."""
    lines = _lines(sample)
    said = hashlib.sha256(repr(sorted((file, sorted(some)) for file, some in lines.items())).encode())
    for path in sorted(path for room in ("src", "tests", "benchmarks") for path in (HERE / room).rglob("*.*")):
        if path.suffix in (".py", ".toml", ".txt"):
            said.update(path.read_bytes())
    kept = journal and journal.with_name(f"{journal.name}.{said.hexdigest()[:12]}")
    if kept and kept.exists():
        held: Survey = pickle.loads(kept.read_bytes())
        return held
    known: Survey = in_child(lambda: survey(lines))
    if kept:
        kept.write_bytes(pickle.dumps(known))
    return known


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", choices=[[], *ROOMS])
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="name the mutants that no test found")
    parser.add_argument("--least", type=float, default=0.8)
    parser.add_argument("--part", default="1/1", metavar="K/N", help="each N-th mutant, from the K-th")
    parser.add_argument("--journal", type=Path, help="file of what was found; those in it are not tried again")
    parser.add_argument("--again", type=Path, metavar="JOURNAL", help="only the mutants that no test of it found")
    parser.add_argument("--most", type=float, default=inf, metavar="SECONDS", help="of the processor, for one mutant")
    chosen = parser.parse_args()
    sys.path[:0] = [str(HERE / "src"), str(HERE / "tests"), str(HERE / "tests" / "readers"), str(HERE / "benchmarks")]
    total, sample = drawn(chosen.rooms or list(ROOMS), chosen.count, chosen.seed)
    part, parts = map(int, chosen.part.split("/"))
    sample = sample[part - 1 :: parts]
    if chosen.again:
        alive = {mutant for mutant, by in read(chosen.again).items() if not by}
        sample = [one for one in sample if str(one[0]) in alive]
    for name in FOUND_EARLY:
        importlib.import_module(name)
    known = _surveyed(sample, chosen.journal)
    cold = [c.old is None or key(c.old) in known.early for _, c in sample]
    print(
        f"{total} mutants, {len(sample)} drawn, {sum(cold)} of what is loaded; {len(known.passing)} tests", flush=True
    )
    tally = Tally(show=chosen.show, journal=chosen.journal)
    for (mutant, _), is_cold in zip(sample, cold, strict=True):
        if is_cold:
            tally.add(mutant, partial(found_cold, mutant, known, chosen.most))
    print(f"what is loaded: {tally.killed.total()} of {tally.seen.total()}", flush=True)
    warm = Warm(known, chosen.most)
    for (mutant, change), is_cold in zip(sample, cold, strict=True):
        if not is_cold:
            tally.add(mutant, partial(warm.found, change))
    print(tally)
    return 0 if tally.share >= chosen.least else 1


if __name__ == "__main__":
    sys.exit(main())

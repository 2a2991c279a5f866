"""Inputs by the hundred in a process of their own: what hangs, dies or takes all memory is a find like any other."""

from __future__ import annotations

import random
import resource
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from functools import cache

from pebble import ProcessExpired, ProcessPool

from fuzzing.damage import changed, wrapped
from fuzzing.laws import (
    MEMORY,
    SECONDS,
    Cost,
    TooSlow,
    broken_twice,
    ended_after,
    measured,
    read_by_law,
    unwritable,
)
from fuzzing.phrases import broken_grammar, phrase
from fuzzing.seeds import Seed, seeds
from vnplans.models import Directive
from vnplans.pipeline import Document

__all__ = ["Find", "Ran", "Span", "made", "run"]

CHUNK = {"files": 40, "grammars": 4000}
PHRASE = 1.0
"""Seconds of the processor for one phrase through all grammars."""
LONGEST = 3 * SECONDS
"""Seconds of the processor after which an input is given up."""
PATIENCE = 600.0
"""Seconds of the clock for one input that the alarm cannot end, in native code: the machine may be busy."""
ADDRESSES = 6 * 2**30
"""Bytes of address space of the process that reads."""
TWICE = 10
"""Each so many-th input is shown and read a second time."""


@dataclass(frozen=True, slots=True)
class Find:
    """What broke a law: the number of its try, its seed file, why, and the input."""

    number: int
    name: str
    why: str
    data: bytes

    @property
    def kind(self) -> str:
        """The same for finds that look alike."""
        lines = self.why.strip().splitlines()
        places = [line.strip() for line in lines if line.lstrip().startswith("File ") and "vnplans" in line]
        return f"{lines[-1][:90]} {places[-1].rpartition('vnplans/')[2] if places else ''}".strip()


@dataclass(frozen=True, slots=True)
class Span:
    """Tries from `first` to before `last`, drawn with a seed."""

    what: str
    seed: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Ran:
    """How many inputs a span had, what broke, and the dearest of them."""

    count: int
    finds: list[Find]
    slowest: float = 0.0
    largest: float = 0.0


@cache
def _seeds() -> list[tuple[Seed, Cost]]:
    """The seeds with what each takes when it is sound; the first reading, which loads libraries, is not counted."""
    every = seeds()
    for seed in every:
        read_by_law(seed.data)
    known = []
    for seed in every:
        with measured() as cost:
            read_by_law(seed.data)
        known.append((seed, cost))
    return known


@cache
def _weights() -> list[int]:
    return [seed.weight for seed, _ in _seeds()]


def made(seed: int, number: int) -> tuple[Seed, Cost, bytes]:
    """The input of a try, with the file it was made of and what that takes. One in eight is wrapped afterwards."""
    chance = random.Random(f"{seed}/{number}")
    ((known, cost),) = chance.choices(_seeds(), _weights())
    data, suffix = changed(known.data, known.suffix, chance), known.suffix
    if len(data) < 200_000 and chance.random() < 0.125:
        data, suffix = wrapped(data, suffix, chance)
    return Seed(known.name, suffix, known.data), cost, data


def _file(seed: int, number: int) -> tuple[Find | None, Cost, list[Directive]]:
    known, usual, data = made(seed, number)
    why: str | None = None
    documents: list[Document] = []
    with measured() as cost:
        try:
            with ended_after(LONGEST):
                why, documents = read_by_law(data)
        except TooSlow:
            why = f"more than {LONGEST:.0f} seconds\n{traceback.format_exc()}"
    if why is None and cost.seconds > SECONDS + usual.seconds:
        why = f"{cost.seconds:.0f} seconds"
    if why is None and cost.megabytes > MEMORY + usual.megabytes:
        why = f"{cost.megabytes:.0f} MB"
    if why is None and number % TWICE == 0:
        why = broken_twice(documents, data)
    find = Find(number, f"{known.name}{known.suffix}", why, data) if why else None
    return find, cost, [record for document in documents for record in document.records]


def _files(span: Span) -> Ran:
    """Every input read alone; the records of all are written together, and one by one where that fails."""
    results = {number: _file(span.seed, number) for number in range(span.first, span.last)}
    finds = [find for find, _, _ in results.values() if find]
    if unwritable([record for _, _, records in results.values() for record in records]):
        for number, (_, _, records) in results.items():
            if why := unwritable(records):
                known, _, data = made(span.seed, number)
                finds.append(Find(number, f"{known.name}{known.suffix}", why, data))
    return Ran(
        len(results),
        finds,
        max(cost.seconds for _, cost, _ in results.values()),
        max(cost.megabytes for _, cost, _ in results.values()),
    )


def _grammars(span: Span) -> Ran:
    finds, slowest = [], 0.0
    for number in range(span.first, span.last):
        text = phrase(random.Random(f"{span.seed}/{number}"))
        start = time.process_time()
        try:
            with ended_after(LONGEST):
                broken = list(broken_grammar(text))
        except TooSlow:
            broken = [("slow.txt", f"more than {LONGEST:.0f} seconds\n{traceback.format_exc()}")]
        took = time.process_time() - start
        finds += [Find(number, name, why, text.encode()) for name, why in broken]
        if PHRASE < took < LONGEST:
            finds.append(Find(number, "slow.txt", f"{took:.1f} seconds", text.encode()))
        slowest = max(slowest, took)
    return Ran(span.last - span.first, finds, slowest)


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))


def _work(span: Span) -> Ran:
    return _files(span) if span.what == "files" else _grammars(span)


def run(what: str, seed: int, first: int, last: int) -> Iterator[Ran]:
    """The tries in spans, each with its finds. A span whose process dies or hangs is run again, one try at a time."""
    size = CHUNK[what]
    with ProcessPool(max_workers=1, max_tasks=400, initializer=_limited) as pool:
        for low in range(first, last, size):
            span = Span(what, seed, low, min(low + size, last))
            try:
                yield pool.schedule(_work, args=[span], timeout=PATIENCE * 4).result()
                continue
            except (FutureTimeout, ProcessExpired):
                pass
            for number in range(span.first, span.last):
                yield _alone(pool, Span(what, seed, number, number + 1))


def _alone(pool: ProcessPool, span: Span) -> Ran:
    try:
        found: Ran = pool.schedule(_work, args=[span], timeout=PATIENCE).result()
        return found
    except FutureTimeout:
        why = f"hangs ({PATIENCE:.0f} s of the clock)"
    except ProcessExpired as error:
        why = f"the process ended with {error.exitcode}"
    name, data = "slow.txt", phrase(random.Random(f"{span.seed}/{span.first}")).encode()
    if span.what == "files":
        known, _, data = made(span.seed, span.first)
        name = f"{known.name}{known.suffix}"
    return Ran(1, [Find(span.first, name, why, data)])

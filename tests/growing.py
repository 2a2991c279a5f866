"""How the time of some work grows with its size.

Time is that of the processor, never the clock, without the garbage collector; of several runs the least counts, and a
shape that seems to grow too fast is measured again: a busy machine only ever adds.
"""

from __future__ import annotations

import gc
import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["MOST", "growth", "least"]

MOST = 1.2
"""The exponent that growth may have: 8 times the document in 12 times the time."""
TRIES = 20
LEAST = 0.012 * float(os.environ.get("VNPLANS_GROWTH", "1"))
"""Seconds that the smallest size takes at least: what is measured must be more than chance."""
SMALLEST = 24

Make = Callable[[int], Callable[[], object]]
"""The work on something of so many parts."""


@contextmanager
def without_collector() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def seconds(work: Callable[[], object]) -> float:
    with without_collector():
        start = time.process_time()
        work()
        return time.process_time() - start


def least(work: Callable[[], object]) -> float:
    """The seconds of some work, after a first time that is not counted."""
    work()
    return min(seconds(work) for _ in range(3))


def growth(make: Make, most: int = 100_000, fewest: int = SMALLEST) -> float:
    """The exponent of growth from 1x over 2x and 4x to 8x, by the two last steps; `fewest`, `most`: parts of the
    smallest."""
    gc.collect()
    size = fewest
    make(size)()  # what is compiled once
    while size < most and least(make(size)) < LEAST:
        size *= 2
    works = [make(size * times) for times in (1, 2, 4, 8)]
    best = [math.inf] * 4
    exponent = math.inf
    for _ in range(TRIES):
        best = [min(known, seconds(work)) for known, work in zip(best, works, strict=True)]
        exponent = math.log(best[3] / max(best[1], 1e-5), 4)
        if exponent <= MOST:
            break
    return exponent

"""Streaks that a fax or a dirty scanner draws down a page, taken out so that the letters they run through stay whole.

A page that was set level has its streaks aslant: what a streak's box holds beside it is print.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vnplans.readers.ocr.picture import Grey, Mask, ink_of
from vnplans.readers.sheet.ruled import Rule

__all__ = ["bridge"]

_FOUND = 0.6
"""The share of a streak's length that is ink where it was traced."""
_EDGE = 0.3
"""The same at its edges, where it is as ragged as print is dense beside it."""
_OFF = 3
"""Pixels by which a trace may be moved to lie on its streak."""
_WIDEST = 6
"""Pixels to each side of its middle that a streak may take, and still show what it runs through."""


def bridge(grey: Grey, streak: Rule) -> bool:
    """Fill a streak, row by row, with what stands on both sides of it; False for a bar, or one that was not traced."""
    start, end = int(streak.start), int(streak.end)
    ink = ink_of(grey[start:end])
    path = _traced(ink, streak)
    if path is None:
        return False
    rows = np.arange(end - start)
    inked = [float(ink[rows, path + off].mean()) for off in range(-_WIDEST, _WIDEST + 1)]
    left, right = _reach(inked[_WIDEST::-1]), _reach(inked[_WIDEST:])
    if max(left, right) >= _WIDEST:
        return False
    part = grey[start:end]
    sides = part[rows, path - left - 1].astype(np.uint16) + part[rows, path + right + 1]
    for off in range(-left, right + 1):
        part[rows, path + off] = sides // 2
    return True


def _traced(ink: Mask, streak: Rule) -> NDArray[np.intp] | None:
    """The column of the streak's middle in each row: from corner to corner of its box, or straight down."""
    half, rows = streak.thick / 2, np.arange(len(ink))
    best, most = None, 0.0
    for ends in ((0.0, 0.0), (-half, half), (half, -half)):
        line = np.round(streak.at + np.linspace(*ends, len(ink))).astype(np.intp)
        for off in range(-_OFF, _OFF + 1):
            path = line + off
            if path.min() < 2 * _WIDEST or path.max() >= ink.shape[1] - 2 * _WIDEST:
                continue
            shares = [float(ink[rows, path + beside].mean()) for beside in (0, -1, 1, -2, 2)]
            if shares[0] > _FOUND and sum(shares) > most:
                best, most = path, sum(shares)
    return best


def _reach(inked: list[float]) -> int:
    """How far the streak reaches from its middle: as far as many of its rows are ink, and its grey edge."""
    return next((off for off, share in enumerate(inked) if share < _EDGE), len(inked))

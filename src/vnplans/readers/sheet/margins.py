"""How the running text of a page is set: where its lines begin and end, how far apart they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from vnplans.pages import Box
from vnplans.readers.sheet.lines import Line

__all__ = ["Margins", "margins"]

_EVEN = 1.5
"""Ends of justified lines differ by no more points."""
_WAVERS = 3.0
"""Points by which lines of a scan that begin at one margin may differ."""
_FEW = 3
"""From so many lines on it can be said how they are set."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of running text begin and end, and how far apart they stand."""

    left: float
    right: float
    pitch: float
    width: float = 0.0
    inner: float | None = None
    """The pitch of lines that surely run on; None where too few do, and for lines recognised from a picture."""
    justified: bool = False
    """Lines that run on end at the right margin."""
    flush: bool = False
    """Lines that run on begin at the left margin, so that one farther in begins a paragraph."""

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def margins(lines: Sequence[Line], width: float, before: Margins | None = None, tables: Sequence[Box] = ()) -> Margins:
    """The margins of a page's running text, from its long lines; where it has too few from the page before or from
    its tables."""
    long = [line for line in lines if line.x1 - line.x0 > 0.5 * width]
    pitches = sorted(b.base - a.base for a, b in pairwise(lines) if 6 < b.base - a.base < 40)
    pitch = pitches[len(pitches) // 3] if pitches else before.pitch if before else 20.0
    running = _running(lines, width)
    inner, edge = _pitch(running), _edge(running)
    if len(long) < 5 and before and abs(before.width - width) < 2:
        inner = inner or before.inner
        return Margins(before.left, before.right, pitch, width, inner, before.justified, before.flush)
    if len(long) < 3 and tables:
        return Margins(min(box[0] for box in tables), max(box[2] for box in tables), pitch, width)
    if len(long) < 3:
        x0 = min((line.x0 for line in lines), default=0.12 * width)
        x1 = max((line.x1 for line in lines), default=0.92 * width)
        return Margins(min(x0, 0.15 * width), max(x1, 0.9 * width), pitch, width)
    right = sorted(line.x1 for line in long)
    left = _left_edge(long)
    flush = len(running) >= _FEW and sum(abs(b.x0 - left) < 3 for _, b in running) >= 0.8 * len(running)
    return Margins(left, edge or right[int(0.9 * (len(right) - 1))], pitch, width, inner, edge is not None, flush)


def _left_edge(long: Sequence[Line]) -> float:
    """Where the leftmost of the long lines begin that are not alone. On a scan their ends waver by some points, and
    a line that begins in small letters begins there for sure."""
    if long[0].words[0].confidence is None:
        starts = Counter(round(line.x0) for line in long)
        return min((x for x, n in starts.items() if n >= max(2, 0.15 * len(long))), default=min(starts))
    running = [line.x0 for line in long if line.text[:1].islower()]
    found = [
        line.x0
        for line in long
        if sum(abs(line.x0 - other.x0) < _WAVERS for other in long) + sum(abs(line.x0 - x) < _WAVERS for x in running)
        >= max(2, 0.15 * len(long))
    ]
    return min(found, default=min(line.x0 for line in long))


def _running(lines: Sequence[Line], width: float) -> list[tuple[Line, Line]]:
    """Pairs of printed lines that surely run on: the second begins with a small letter."""
    return [
        (a, b)
        for a, b in pairwise(lines)
        if b.text[:2].islower()
        and b.text[:2].replace(" ", "").isalpha()
        and a.x1 - a.x0 > 0.5 * width
        and abs(a.size - b.size) < 1
        and 6 < b.base - a.base < 40
        and a.words[0].confidence is None
    ]


def _pitch(running: Sequence[tuple[Line, Line]]) -> float | None:
    """How far apart lines stand that run on; None where it differs."""
    gaps = [b.base - a.base for a, b in running]
    usual = median(gaps) if len(gaps) >= _FEW else 0.0
    return usual if gaps and sum(abs(gap - usual) < 1 for gap in gaps) >= 0.8 * len(gaps) else None


def _edge(running: Sequence[tuple[Line, Line]]) -> float | None:
    """Where all lines end that run on; None where they end unevenly."""
    ends = [a.x1 for a, _ in running]
    if len(ends) < _FEW:
        return None
    edge = max(ends, key=lambda x: sum(abs(x - other) < _EVEN for other in ends))
    return edge if sum(abs(edge - other) < _EVEN for other in ends) >= 0.7 * len(ends) else None

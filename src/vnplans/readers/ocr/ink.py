"""The ink of a place: cut from the picture without its neighbours, and whether it looks printed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from vnplans.readers.ocr.picture import INK, Grey, Mask, ink_of
from vnplans.readers.ocr.places import Place

__all__ = ["Ink", "ink_at"]

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """What stands at a place: a strip with nothing else on it; empty where nothing does."""

    strip: Grey
    box: _Box
    printed: bool
    """Every part is as high as a digit of the line and stands on its base line."""
    whole: bool
    """No part runs on into a neighbour."""

    @property
    def empty(self) -> bool:
        return self.strip.size == 0


@dataclass(slots=True, eq=False)
class _Part:
    """A connected piece of ink: its pixels and its box (x0, top, x1, bottom), ends exclusive."""

    ys: np.ndarray
    xs: np.ndarray

    @property
    def box(self) -> tuple[int, int, int, int]:
        return int(self.xs.min()), int(self.ys.min()), int(self.xs.max()) + 1, int(self.ys.max()) + 1


def ink_at(grey: Grey, place: Place, *, alone: bool = False, tail: bool = False) -> Ink:
    """Cut out the ink between the printed neighbours of a place, with its faint strokes where they reach further: a
    light "2" before a dark "1".

    `alone`: the picture holds the pen's ink and no print, so that a stroke which runs over a neighbour is not cut off.
    `tail`: without the last letter of "ngày" or "tháng", where it stands at the place's edge.
    """
    em, base = place.em, place.base
    top, bottom = max(0, round(base - 1.25 * em)), min(grey.shape[0], round(base + 0.6 * em))
    left, right = max(0, round(place.x0 - 0.6 * em)), min(grey.shape[1], round(place.x1 + 0.9 * em))
    area = grey[top:bottom, left:right]
    everything = _parts(ink_of(area))
    start, end = place.x0 - left, place.x1 - left
    if place.kind == "serial" and not alone:
        start = _after_colon(everything, start, em, base - top)
        end = _before_slash(everything, end, em, base - top)
    elif tail:
        start = _after_tail(everything, (start, end), em, base - top)
    line = ink_of(area)[max(0, round(base - top - 0.75 * em)) : round(base - top + 0.05 * em)]
    x0, x1 = _edges(line, start, end, (_FREE if alone else _TIGHT) * em)
    found = _cut(area, everything, (x0, x1), em, base - top)
    if found is None or _is_faint(area[:, x0:x1]):
        fainter = np.where(area < _FAINT, area // 4, area)
        traced = _parts(ink_of(fainter))
        faint = _cut(fainter, traced, (x0, x1), em, base - top)
        strokes = [part for part in traced if not (area[part.ys, part.xs] < INK).any()]
        apart = any(
            _belongs(part, x0, x1, em, base - top) and part.box[3] - part.box[1] > _STROKE * em for part in strokes
        )
        if faint and (found is None or apart or _reaches_further(faint.box, found.box, em)):
            found = faint
    if found is None:
        return Ink(grey[:0, :0], (place.x0, base - 0.7 * em, place.x1, base), False, False)
    a, b, c, d = found.box
    return replace(found, box=(left + a, top + b, left + c, top + d))


_FAINT = 205
"""Darker than this is a faint stroke."""
_WIDER, _STROKE = 0.12, 0.35
"""Ems by which faint strokes must reach further; how high one that touches no dark one is."""
_SOME = 0.35
"""The share of faint pixels among those of a place, beyond which there are more than soft edges."""


def _is_faint(area: Grey) -> bool:
    dark = np.count_nonzero(area < INK)
    return bool(np.count_nonzero(area < _FAINT) - dark > _SOME * dark)


def _reaches_further(faint: _Box, dark: _Box, em: float) -> bool:
    return faint[0] < dark[0] - _WIDER * em or faint[2] > dark[2] + _WIDER * em


def _cut(area: Grey, everything: list[_Part], edges: tuple[int, int], em: float, base: float) -> Ink | None:
    """The ink between two columns; its box is that in `area`."""
    x0, x1 = edges
    parts = [part for part in everything if _belongs(part, x0, x1, em, base)]
    strip = np.full(area.shape, 255, np.uint8)
    for part in parts:
        inside = (part.xs >= x0) & (part.xs < x1)
        strip[part.ys[inside], part.xs[inside]] = area[part.ys[inside], part.xs[inside]]
    rows, columns = np.nonzero(ink_of(strip).any(1))[0], np.nonzero(ink_of(strip).any(0))[0]
    if not len(rows):
        return None
    a, b, c, d = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    printed = all(_like_print(part, em, base) for part in parts)
    whole = all(bool(((part.xs >= x0) & (part.xs < x1)).mean() > 0.9) for part in parts)
    whole = whole and not any(_runs_in(part, x0, x1, em) for part in everything if part not in parts)
    return Ink(strip[b:d, a:c], (float(a), float(b), float(c), float(d)), printed, whole)


def _runs_in(part: _Part, x0: int, x1: int, em: float) -> bool:
    """Does a piece that belongs to a neighbour, as a digit that touches the symbol, reach into the place?"""
    inside = (part.xs >= x0) & (part.xs < x1)
    if not inside.any() or inside.all():
        return False
    return bool(np.ptp(part.xs[inside]) > 0.12 * em and np.ptp(part.ys[inside]) > 0.3 * em)


def _after_colon(parts: list[_Part], x0: float, em: float, base: float) -> float:
    """The right edge of the ":" that stands near x0, if its two dots are seen."""
    dots = [p.box for p in parts if max(p.box[2] - p.box[0], p.box[3] - p.box[1]) < 0.2 * em and len(p.xs) > 3]
    low = [b for b in dots if abs(b[3] - base) < 0.08 * em and abs(b[2] - x0) < 0.6 * em]
    pairs = [b for b in low if any(abs(o[0] - b[0]) < 0.08 * em and 0.2 * em < b[1] - o[1] < 0.5 * em for o in dots)]
    return max(b[2] for b in pairs) + 1.0 if pairs else x0


def _after_tail(parts: list[_Part], edges: tuple[float, float], em: float, base: float) -> float:
    """The right edge of the "g" of "tháng" or the "y" of "ngày" that reaches into the place: a small letter with a tail
    below the line, where something stands behind it."""
    x0, x1 = edges
    for part in parts:
        left, top, right, bottom = part.box
        letter = (
            base - 0.58 * em < top < base - 0.3 * em
            and bottom > base + 0.1 * em
            and 0.25 * em < right - left < 0.75 * em
        )
        others = (other.box for other in parts)
        behind = any(a >= right and c <= x1 and d - b > 0.4 * em for a, b, c, d in others)
        if letter and behind and left < x0 + 0.35 * em and x0 < right < x0 + 0.8 * em:
            return right + 1.0
    return x0


def _before_slash(parts: list[_Part], x1: float, em: float, base: float) -> float:
    """The left edge of the "/" that stands near x1, if it is seen: one thin slanting stroke as high as a capital."""
    slashes = []
    for part in parts:
        left, top, right, bottom = part.box
        wide, high = right - left, bottom - top
        if abs(left - x1) > 0.7 * em or not 0.55 * em < high < 0.95 * em or not 0.15 * em < wide < 0.45 * em:
            continue
        slanting = np.corrcoef(part.xs, part.ys)[0, 1] < -0.93
        if slanting and len(part.xs) < 0.5 * wide * high and abs(bottom - base) < 0.15 * em:
            slashes.append(float(left))
    return min(slashes, key=lambda x: abs(x - x1)) if slashes else x1


_TIGHT, _FREE = 0.2, 0.6
"""By how many ems an edge of a place may move: beside print, and where there is none."""


def _edges(line: Mask, x0: float, x1: float, most: float) -> tuple[int, int]:
    """The edges moved to the nearest column of the line without ink, at most so many pixels inwards or outwards."""
    columns = line.sum(0)
    reach = max(1, round(most))
    start = _clear(columns, x0, reach)
    return start, max(_clear(columns, x1, reach), start + 1)


def _clear(columns: np.ndarray, at: float, reach: int) -> int:
    near = [x for x in range(round(at) - reach, round(at) + reach + 1) if 0 <= x < len(columns)]
    if not near:
        return min(max(0, round(at)), len(columns))
    return min(near, key=lambda x: (columns[x] > 0, abs(x - at)))


def _parts(ink: Mask) -> list[_Part]:
    """The connected pieces of ink (diagonals connect)."""
    seen = np.zeros(ink.shape, bool)
    height, width = ink.shape
    parts = []
    for y, x in zip(*np.nonzero(ink), strict=True):
        if seen[y, x]:
            continue
        seen[y, x] = True
        stack, ys, xs = [(int(y), int(x))], [], []
        while stack:
            cy, cx = stack.pop()
            ys.append(cy)
            xs.append(cx)
            for ny in range(max(0, cy - 1), min(height, cy + 2)):
                for nx in range(max(0, cx - 1), min(width, cx + 2)):
                    if ink[ny, nx] and not seen[ny, nx]:
                        seen[ny, nx] = True
                        stack.append((ny, nx))
        parts.append(_Part(np.array(ys), np.array(xs)))
    return parts


def _belongs(part: _Part, x0: int, x1: int, em: float, base: float) -> bool:
    """Is the piece part of what stands at the place: mostly between its edges, in the line, no speck, no rule?"""
    left, top, right, bottom = part.box
    inside = (part.xs >= x0) & (part.xs < x1)
    if len(part.xs) < 0.006 * em * em or not inside.any():
        return False
    if inside.mean() < 0.3 and not _reaches_in(part, inside, em):
        return False
    if top > base + 0.1 * em or bottom < base - 0.75 * em:
        return False
    return not (bottom - top < 0.12 * em and right - left > 0.5 * em)


def _reaches_in(part: _Part, inside: Mask, em: float) -> bool:
    """Digits that touch their neighbour: much of them stands between the edges."""
    xs, ys = part.xs[inside], part.ys[inside]
    return bool(np.ptp(xs) > 0.25 * em and np.ptp(ys) > 0.45 * em)


def _like_print(part: _Part, em: float, base: float) -> bool:
    _, top, right, bottom = part.box
    left = part.box[0]
    high = bottom - top
    level = abs(bottom - base) < 0.1 * em and 0.58 * em < high < 0.76 * em
    return level and right - left < 1.2 * em

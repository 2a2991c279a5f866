"""What a page shows beside text, from its objects: ruled lines, fills, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pypdfium2 import raw

from vnplans.frame import Frame
from vnplans.pages import Box
from vnplans.readers.pdf import pdfium
from vnplans.readers.sheet.ruled import Rule, Rules

__all__ = ["Graphics", "page_graphics"]

_THIN = 3.0
_WHITE = 250
_COVER = (4.0, 40.0)
"""How high a box is that hides words of a line, in points."""
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Graphics:
    """What a page shows beside text, in the page as read."""

    rules: Rules = field(default_factory=Rules)
    fills: tuple[Box, ...] = ()
    """Dark areas."""
    pictured: float = 0.0
    """How much of the page its largest picture covers, 0 to 1."""
    drawn: int = 0
    """How many objects the page has besides text."""
    too_many: bool = False
    """There are more objects than are looked at; rules and fills are then left out."""
    marks: tuple[int, ...] = ()
    """What tells its pictures from others."""
    covers: tuple[tuple[int, Box], ...] = ()
    """White boxes of a line's height, in the page's own coordinates, and their place in the order of drawing."""
    pictures: tuple[Box, ...] = ()
    """Where its pictures stand, and annotations without text, in the page's own coordinates."""
    shapes: tuple[Box, ...] = ()
    """Filled outlines no higher than a line, letters perhaps, in the page's own coordinates."""


def page_graphics(page: Any, frame: Frame, most: int) -> Graphics:
    """What an eye sees beside text; its rules are thin or stroked, not white, along the axes.

    `most`: so many objects are looked at.
    """
    found = _Found(left=most)
    handle = pdfium.address(page)
    count = pdfium.count_objects(handle)
    objects = (pdfium.page_object(handle, i) for i in range(count))
    _collect(objects, _IDENTITY, found, 0)
    across, down = [], []
    too_many = found.left < 0
    for edge in () if too_many else found.edges:
        box = frame.place_box(*edge)
        wide, high = box[2] - box[0], box[3] - box[1]
        if wide >= high:
            across.append(Rule(box[0], box[2], (box[1] + box[3]) / 2, high))
        else:
            down.append(Rule(box[1], box[3], (box[0] + box[2]) / 2, wide))
    wide, high = frame.size
    share = max((abs((x1 - x0) * (y1 - y0)) for x0, y0, x1, y1 in found.pictures), default=0.0) / max(wide * high, 1.0)
    fills = () if too_many else tuple(frame.place_box(*fill) for fill in found.fills)
    rules = Rules(tuple(across), tuple(down))
    covers = () if too_many else tuple(found.covers)
    shown = () if too_many else (tuple(found.pictures), tuple(found.shapes))
    return Graphics(rules, fills, min(share, 1.0), count, too_many, tuple(found.marks), covers, *shown)


@dataclass(slots=True)
class _Found:
    """Boxes in the page's own coordinates."""

    left: int
    """How many more objects are looked at."""
    edges: list[Box] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    at: int = -1
    """The place of the page's object that is looked at."""
    covers: list[tuple[int, Box]] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)


def _collect(objects: Iterator[int], outer: _Matrix, found: _Found, depth: int) -> None:
    for item in objects:
        found.left -= 1
        found.at += not depth
        if found.left < 0:
            return
        kind = pdfium.object_type(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _path(item, outer, found)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(_through(pdfium.object_bounds(item), outer))
            found.marks.append(pdfium.picture_mark(item))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = (pdfium.form_object(item, i) for i in range(pdfium.count_form_objects(item)))
            _collect(inner, _times(pdfium.object_matrix(item), outer), found, depth + 1)


def _path(item: int, outer: _Matrix, found: _Found) -> None:
    filled, stroked = pdfium.draw_mode(item)
    stroked = stroked and _seen(pdfium.stroke_colour(item))
    colour = pdfium.fill_colour(item) if filled else (0, 0, 0, 0)
    filled = _seen(colour)
    if not (stroked or filled):
        if min(colour) >= _WHITE and not stroked:
            box = _through(pdfium.object_bounds(item), outer)
            if _COVER[0] < box[3] - box[1] < _COVER[1] and box[2] - box[0] > _COVER[0]:
                found.covers.append((found.at, box))
        return
    box = _through(pdfium.object_bounds(item), outer)
    wide, high = box[2] - box[0], box[3] - box[1]
    if min(wide, high) <= _THIN:
        if max(wide, high) > min(_THIN, 4 * min(wide, high)):
            found.edges.append(box)
        return
    segments = pdfium.count_segments(item)
    if filled and segments > 6 and high < _COVER[1]:
        found.shapes.append(box)
    if segments > 400:
        return
    if stroked or segments > 6:
        found.edges.extend(_segments(item, segments, _times(pdfium.object_matrix(item), outer), bool(stroked)))
    if filled and segments <= 6:
        found.fills.append(box)


def _segments(item: int, count: int, matrix: _Matrix, stroked: bool) -> Iterator[Box]:
    """Edges of a path with several parts: each straight stroke along an axis, each thin filled part."""
    part: list[tuple[float, float]] = []
    parts = [part]
    for index in range(count):
        kind, closed, x, y = pdfium.segment(item, index)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            part = []
            parts.append(part)
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        part.append(_at(x, y, matrix))
        if closed and part:
            part.append(part[0])
    for points in parts:
        if len(points) < 2:
            continue
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            if max(box[2] - box[0], box[3] - box[1]) > _THIN:
                yield box
        elif stroked:
            for (ax, ay), (bx, by) in pairwise(points):
                if min(abs(ax - bx), abs(ay - by)) <= 0.5 and max(abs(ax - bx), abs(ay - by)) > _THIN:
                    yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _seen(colour: tuple[int, int, int, int]) -> bool:
    red, green, blue, alpha = colour
    return alpha > 10 and min(red, green, blue) < _WHITE


def _at(x: float, y: float, m: _Matrix) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _through(box: Box, m: _Matrix) -> Box:
    if m is _IDENTITY:
        return box
    (ax, ay), (bx, by) = _at(box[0], box[1], m), _at(box[2], box[3], m)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The matrix that does `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    m = outer
    return (
        a * m[0] + b * m[2], a * m[1] + b * m[3],
        c * m[0] + d * m[2], c * m[1] + d * m[3],
        *_at(e, f, m),
    )  # fmt: skip

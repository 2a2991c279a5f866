"""A typed page whose head lacks its number or its day, or is missing: what stands there as a picture or as outlines.

Programs that number and sign acts put the number, the day or a whole line on the page as a small picture, or draw its
letters; some offices set their letterhead as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from vnplans.calendar import dates
from vnplans.landmarks import motto_at, number_word
from vnplans.pages import Box
from vnplans.readers.pdf.graphics import Graphics
from vnplans.readers.sheet.lines import Line, hull, lines_of
from vnplans.readers.sheet.overlay import Overlay, fill_in
from vnplans.readers.sheet.sheet import Sheet
from vnplans.regex import regex

__all__ = ["completed", "unexplained"]

_UPPER = 0.45
"""The head stands in this part of the page's height."""
_ABOVE, _BELOW = 45.0, 130.0
"""How far from the motto the other lines of a letterhead stand, in points."""
_NUMBER = regex(r"\d[a-zđ]?\s?[/-]\s?(?:(?:19|20)\d\d\s?[/-]\s?)?[A-ZĐ]{1,8}")
_FIGURES = regex(rf"{number_word()}\s*:?\s*\d", re.IGNORECASE)
_LETTER = (2.0, 60.0)
"""How high and wide a picture of words is at least, how high at most, in points."""
_HEAD = (0.3, 20.0)
"""A letterhead is so wide, as a share of the page, and so high, in points."""
_OUTLINES = 15
"""A letterhead drawn as outlines has so many."""
_REGIONS = 12
"""More places than the numbers and days of a letterhead are a drawing."""
_NEAR, _BESIDE = 1.3, 0.3
"""Outlines, and pictures, no further apart than this share of their height are one word or line."""


def unexplained(sheet: Sheet, seen: Graphics) -> list[Box]:
    """The places of a page's head where a picture or outlines may hold what its text lacks; none where it is whole."""
    lines = _head(sheet)
    motto = next((line for line in lines if motto_at(line.text) is not None), None)
    if not (seen.pictures or seen.shapes) or (motto and _is_whole(lines, motto)):
        return []
    shown = [box for box in _placed(sheet, seen.pictures) if _LETTER[0] < min(box[2] - box[0], box[3] - box[1])]
    drawn = list(_placed(sheet, seen.shapes))
    if motto is None:
        wide, high = _HEAD[0] * sheet.size[0], _HEAD[1]
        found = [box for box in shown if box[2] - box[0] > wide and box[3] - box[1] > high]
        found += _joined(drawn, _NEAR) if len(drawn) >= _OUTLINES else []
    else:
        found = [box for box in _joined(shown, _BESIDE) + _joined(drawn, _NEAR) if box[3] - box[1] < _LETTER[1]]
        found = [box for box in found if motto.top - _ABOVE < box[1] and box[3] < motto.base + _BELOW]
        found = [box for box in found if not _holds_words(box, lines)]
    return sorted(found, key=lambda box: (box[1], box[0])) if len(found) <= _REGIONS or motto is None else []


def completed(sheet: Sheet, read: Sequence[Sequence[Line]]) -> Sheet | None:
    """The page with what its places turned out to hold; None where nothing of it belongs into its head."""
    over = [Overlay(hull(lines), tuple(lines), stamp=True) for lines in read if lines]
    if any(motto_at(line.text) is not None for line in _head(sheet)):
        lines, left = fill_in(sheet.lines, over)
        if len(left) == len(over):
            return None
    else:
        words = [word for overlay in over for line in overlay.lines for word in line.words]
        if not any(motto_at(line.text) is not None for line in lines_of(words, sheet.number)):
            return None
        lines = lines_of([*words, *(word for line in sheet.lines for word in line.words)], sheet.number)
    return Sheet(sheet.number, sheet.frame, sheet.rules, lines, sheet.tables, sheet.over, sheet.shown, sheet.sideways)


def _head(sheet: Sheet) -> list[Line]:
    cells = (cell.lines for table in sheet.tables for cell in table.cells)
    return [line for line in chain(sheet.lines, *cells) if line.base < _UPPER * sheet.size[1]]


def _is_whole(lines: Sequence[Line], motto: Line) -> bool:
    near = [line.text for line in lines if -_ABOVE < line.base - motto.base < _BELOW]
    numbered = any(_NUMBER.search(text) or _FIGURES.search(text) for text in near)
    return numbered and any(found.date for text in near for found in dates(text))


def _placed(sheet: Sheet, boxes: Sequence[Box]) -> Iterator[Box]:
    """The boxes of the head, in the page as it is read."""
    for box in boxes:
        placed = sheet.frame.place_box(*box)
        if placed[3] < _UPPER * sheet.size[1]:
            yield placed


def _joined(boxes: Sequence[Box], near: float) -> list[Box]:
    """Boxes that stand side by side as one; what is too low for letters left out."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: (b[1] + b[3], b[0])):
        row = rows[-1] if rows else None
        if row and (box[1] + box[3]) / 2 < row[0][3]:
            row.append(box)
        else:
            rows.append([box])
    out: list[Box] = []
    for row in rows:
        first = len(out)
        for box in sorted(row):
            last = out[-1] if len(out) > first else None
            if last and box[0] - last[2] < near * max(last[3] - last[1], box[3] - box[1]):
                out[-1] = last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])
            else:
                out.append(box)
    return [box for box in out if box[3] - box[1] > 2 * _LETTER[0]]


def _holds_words(box: Box, lines: Sequence[Line]) -> bool:
    """Is there text on it? Then it is a ground or a mark, and what it shows is written."""
    return any(
        box[0] < (word.x0 + word.x1) / 2 < box[2] and box[1] < (word.top + word.bottom) / 2 < box[3]
        for line in lines
        for word in line.words
    )

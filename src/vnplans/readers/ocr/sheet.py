"""Words and rules of a picture -> a Sheet, as of a PDF's text: one code lays out both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from vnplans.frame import Frame
from vnplans.readers.ocr.stamps import framed_stamp, open_stamps
from vnplans.readers.ocr.tables import share_out
from vnplans.readers.ocr.title_zone import strays
from vnplans.readers.ocr.words import PixelLine, PixelWord, measured_lines
from vnplans.readers.sheet.lines import hull, lines_of
from vnplans.readers.sheet.overlay import Overlay
from vnplans.readers.sheet.placement import Placement
from vnplans.readers.sheet.ruled import Ruled, Rules
from vnplans.readers.sheet.sheet import Sheet
from vnplans.readers.sheet.words import Style, Word

__all__ = ["placed", "sheet_of"]

_FRACTION = "\u2044"
"""What Tesseract makes of many a stroke; no act prints it."""
SAME_SIZE = 0.16
"""Font sizes measured this near to that of most lines are taken for it: boxes of words are rough."""


def sheet_of(
    words: Sequence[PixelWord], rules: Rules, tables: Sequence[Ruled], placement: Placement, number: int
) -> Sheet:
    """The page as found, in points of the upright page; rules and tables are given in pixels, as the words are."""
    scale = placement.scale
    frame = Frame(0.0, 0.0, *placement.upright_size)
    stands = dict(placed(measured_lines(words), scale, placement.left))
    framed = [(table, found) for table in tables if (found := framed_stamp(table, words, placement.pixels))]
    tables = [table for table in tables if all(table is not stamp for stamp, _ in framed)]
    stamped = {word for _, found in framed for word in found}
    stamps = [found for _, found in framed]
    for found in open_stamps([word for word in words if word not in stamped], placement.pixels):
        stamps.append(found)
        stamped |= set(found)
    if number == 1:
        for found in strays([word for word in words if word not in stamped], placement.pixels):
            stamps.append(found)
            stamped |= set(found)
    outside, inside = share_out((word for word in words if word not in stamped), tables)
    kept: list[Ruled] = []
    for table, cells in zip(tables, inside, strict=True):
        ruled = table.scaled(*scale)
        for cell, some in zip(ruled.cells, cells, strict=True):
            cell.lines = lines_of([stands[word] for word in some], number)
        if sum(1 for cell in ruled.cells if cell.lines) >= 2:
            kept.append(ruled)
        else:
            outside += [word for some in cells for word in some]
    lines = lines_of([stands[word] for word in outside], number)
    shown = [_overlay([stands[word] for word in found], number) for found in stamps]
    return Sheet(number, frame, rules.scaled(*scale), lines, kept, shown=shown)


def _overlay(words: Sequence[Word], number: int) -> Overlay:
    return Overlay(hull(words), tuple(lines_of(words, number)), stamp=True)


def placed(lines: Sequence[PixelLine], scale: tuple[float, float], left: float) -> Iterator[tuple[PixelWord, Word]]:
    """Each word in points, with the size of its line."""
    sx, sy = scale
    body = _body_em(lines)
    for line in lines:
        em = body if abs(line.em - body) < SAME_SIZE * body else line.em
        size = round(em * sy * 2) / 2
        for word in line.words:
            style = Style("", size, bold=word.bold, italic=False, turn=0, visible=True, left=left)
            x0, top, x1, bottom = word.box
            box = x0 * sx, top * sy, x1 * sx, bottom * sy
            text = word.text.replace(_FRACTION, "/")
            yield word, Word(text, *box, line.base * sy, style, confidence=word.confidence, engine=word.engine)


def _body_em(lines: Sequence[PixelLine]) -> float:
    """The font size of most of the text."""
    sizes = [line.em for line in lines for _ in line.words]
    return median(sizes) if sizes else 1.0

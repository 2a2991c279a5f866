"""Words and rules of a picture -> a Sheet, as of a PDF's text: one code lays out both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from vnplans.frame import Frame
from vnplans.readers.ocr.tables import share_out
from vnplans.readers.ocr.words import PixelLine, PixelWord, measured_lines
from vnplans.readers.sheet.lines import hull, lines_of
from vnplans.readers.sheet.overlay import Overlay
from vnplans.readers.sheet.placement import Placement
from vnplans.readers.sheet.ruled import Ruled, Rules
from vnplans.readers.sheet.sheet import Sheet
from vnplans.readers.sheet.words import Style, Word
from vnplans.text import bare

__all__ = ["sheet_of"]

SAME_SIZE = 0.16
"""Font sizes measured this near to that of most lines are taken for it: boxes of words are rough."""


def sheet_of(
    words: Sequence[PixelWord], rules: Rules, tables: Sequence[Ruled], placement: Placement, number: int
) -> Sheet:
    """The page as found, in points of the upright page; rules and tables are given in pixels, as the words are."""
    scale = placement.scale
    frame = Frame(0.0, 0.0, *placement.upright_size)
    placed = dict(_placed(measured_lines(words), scale, placement.left))
    stamps = [(table, found) for table in tables if (found := _stamped(table, words, placement.pixels))]
    tables = [table for table in tables if all(table is not stamp for stamp, _ in stamps)]
    stamped = {word for _, found in stamps for word in found}
    outside, inside = share_out((word for word in words if word not in stamped), tables)
    kept: list[Ruled] = []
    for table, cells in zip(tables, inside, strict=True):
        ruled = table.scaled(*scale)
        for cell, some in zip(ruled.cells, cells, strict=True):
            cell.lines = lines_of([placed[word] for word in some], number)
        if sum(1 for cell in ruled.cells if cell.lines) >= 2:
            kept.append(ruled)
        else:
            outside += [word for some in cells for word in some]
    lines = lines_of([placed[word] for word in outside], number)
    shown = [_overlay([placed[word] for word in found], number) for _, found in stamps]
    return Sheet(number, frame, rules.scaled(*scale), lines, kept, shown=shown)


def _stamped(table: Ruled, words: Sequence[PixelWord], pixels: tuple[int, int]) -> list[PixelWord]:
    """The words of an incoming-mail stamp (ĐẾN, Số, Ngày in a small frame, its body's name above it); else none."""
    x0, top, x1, bottom = table.box
    if x1 - x0 > 0.4 * pixels[0] or top > 0.5 * pixels[1]:
        return []
    right, above = x1 + 0.1 * (x1 - x0), top - 0.016 * pixels[1]
    middles = ((w, (w.box[0] + w.box[2]) / 2, (w.box[1] + w.box[3]) / 2) for w in words)
    found = [word for word, x, y in middles if x0 - 5 <= x <= right and above <= y <= bottom]
    return found if any(bare(word.text).strip(".:|") == "den" for word in found) else []


def _overlay(words: Sequence[Word], number: int) -> Overlay:
    return Overlay(hull(words), tuple(lines_of(words, number)))


def _placed(lines: Sequence[PixelLine], scale: tuple[float, float], left: float) -> Iterator[tuple[PixelWord, Word]]:
    """Each word in points, with the size of its line."""
    sx, sy = scale
    body = _body_em(lines)
    for line in lines:
        em = body if abs(line.em - body) < SAME_SIZE * body else line.em
        style = Style("", round(em * sy * 2) / 2, bold=False, italic=False, turn=0, visible=True, left=left)
        for word in line.words:
            x0, top, x1, bottom = word.box
            box = x0 * sx, top * sy, x1 * sx, bottom * sy
            yield word, Word(word.text, *box, line.base * sy, style, confidence=word.confidence, engine=word.engine)


def _body_em(lines: Sequence[PixelLine]) -> float:
    """The font size of most of the text."""
    sizes = [line.em for line in lines for _ in line.words]
    return median(sizes) if sizes else 1.0

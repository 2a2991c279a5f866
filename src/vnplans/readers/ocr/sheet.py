"""Words and rules of a picture -> a Sheet, as of a PDF's text: one code lays out both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from vnplans.frame import Frame
from vnplans.pages import Box
from vnplans.readers.ocr.picture import Placement
from vnplans.readers.ocr.rules import Rules as PixelRules
from vnplans.readers.ocr.tables import Table, share_out
from vnplans.readers.ocr.words import Line, Word, lines_of
from vnplans.readers.pdf.overlay import Overlay
from vnplans.readers.pdf.rules import Rules
from vnplans.readers.pdf.sheet import Sheet
from vnplans.readers.pdf.tables import GridCell, Ruled
from vnplans.readers.pdf.words import Style
from vnplans.readers.pdf.words import Word as PageWord
from vnplans.readers.sheet.lines import hull
from vnplans.readers.sheet.lines import lines_of as printed_lines
from vnplans.text import bare

__all__ = ["sheet_of"]

SAME_SIZE = 0.16
"""Font sizes measured this near to that of most lines are taken for it: boxes of words are rough."""


def sheet_of(
    words: Sequence[Word], rules: PixelRules, tables: Sequence[Table], placement: Placement, number: int
) -> Sheet:
    """The page as found, in points of the upright page."""
    sx, sy = placement.scale
    width, height = placement.upright_size
    frame = Frame(0.0, 0.0, width, height)
    lines = lines_of(words)
    placed = dict(_placed(lines, placement))
    stamps = [(table, found) for table in tables if (found := _stamped(table, words, placement.pixels))]
    tables = [table for table in tables if all(table is not stamp for stamp, _ in stamps)]
    stamped = {word for _, found in stamps for word in found}
    outside, inside = share_out((word for word in words if word not in stamped), tables)
    ruled = [_ruled(table, cells, placed, (sx, sy), number) for table, cells in zip(tables, inside, strict=True)]
    kept = [(table, cells) for table, cells in ruled if cells >= 2]
    outside += [w for (_, n), cells in zip(ruled, inside, strict=True) if n < 2 for cell in cells for w in cell]
    across = tuple((r.start * sx, r.at * sy, r.end * sx, r.at * sy) for r in rules.across)
    down = tuple((r.at * sx, r.start * sy, r.at * sx, r.end * sy) for r in rules.down)
    page_lines = printed_lines([placed[word] for word in outside], number)
    shown = [_overlay([placed[word] for word in found], number) for _, found in stamps]
    return Sheet(number, frame, Rules(across, down), page_lines, [table for table, _ in kept], shown=shown)


def _stamped(table: Table, words: Sequence[Word], pixels: tuple[int, int]) -> list[Word]:
    """The words of an incoming-mail stamp (ĐẾN, Số, Ngày in a small frame, its body's name above it); else none."""
    x0, top, x1, bottom = table.box
    if x1 - x0 > 0.4 * pixels[0] or top > 0.5 * pixels[1]:
        return []
    right, above = x1 + 0.1 * (x1 - x0), top - 0.016 * pixels[1]
    middles = ((w, (w.box[0] + w.box[2]) / 2, (w.box[1] + w.box[3]) / 2) for w in words)
    found = [word for word, x, y in middles if x0 - 5 <= x <= right and above <= y <= bottom]
    return found if any(bare(word.text).strip(".:|") == "den" for word in found) else []


def _overlay(words: Sequence[PageWord], number: int) -> Overlay:
    return Overlay(hull(words), tuple(printed_lines(words, number)))


def _placed(lines: Iterable[Line], placement: Placement) -> Iterable[tuple[Word, PageWord]]:
    """Each word in points, with the size of its line."""
    sx, sy = placement.scale
    lines = list(lines)
    body = _body_em(lines)
    for line in lines:
        em = body if abs(line.em - body) < SAME_SIZE * body else line.em
        size = round(em * sy * 2) / 2
        style = Style("", size, bold=False, italic=False, turn=0, visible=True)
        for word in line.words:
            x0, top, x1, bottom = word.box
            box: Box = (x0 * sx, top * sy, x1 * sx, bottom * sy)
            yield word, PageWord(word.text, *box, line.base * sy, style, confidence=word.confidence)


def _body_em(lines: Sequence[Line]) -> float:
    """The font size of most of the text."""
    sizes = [line.em for line in lines for _ in line.words]
    return median(sizes) if sizes else 1.0


def _ruled(
    table: Table, words: Sequence[Sequence[Word]], placed: dict[Word, PageWord], scale: tuple[float, float], number: int
) -> tuple[Ruled, int]:
    """The table in points with the lines of its cells, and how many cells have any."""
    sx, sy = scale
    cells = []
    for grid, inside in zip(table.cells, words, strict=True):
        x0, top, x1, bottom = grid.box
        box: Box = (x0 * sx, top * sy, x1 * sx, bottom * sy)
        lines = printed_lines([placed[word] for word in inside], number)
        cell = grid.cell
        cells.append(GridCell(cell.row, cell.column, cell.row_span, cell.column_span, box, lines))
    edges, rows = [x * sx for x in table.xs], [y * sy for y in table.ys]
    return Ruled(number, edges, rows, cells), sum(1 for cell in cells if cell.lines)

"""Words and rules of a picture -> a Sheet, as of a PDF's text: one code lays out both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from vnplans.pages import Box
from vnplans.readers.ocr.picture import Placement
from vnplans.readers.ocr.rules import Rules as PixelRules
from vnplans.readers.ocr.tables import Table, share_out
from vnplans.readers.ocr.words import Line, Word, lines_of
from vnplans.readers.pdf.lines import lines_of as printed_lines
from vnplans.readers.pdf.rules import Rules
from vnplans.readers.pdf.sheet import Sheet
from vnplans.readers.pdf.tables import GridCell, Ruled
from vnplans.readers.pdf.words import Frame, Style
from vnplans.readers.pdf.words import Word as PageWord

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
    outside, inside = share_out(words, tables)
    ruled = [_ruled(table, cells, placed, (sx, sy), number) for table, cells in zip(tables, inside, strict=True)]
    kept = [(table, cells) for table, cells in ruled if cells >= 2]
    outside += [w for (_, n), cells in zip(ruled, inside, strict=True) if n < 2 for cell in cells for w in cell]
    across = tuple((r.start * sx, r.at * sy, r.end * sx, r.at * sy) for r in rules.across)
    down = tuple((r.at * sx, r.start * sy, r.at * sx, r.end * sy) for r in rules.down)
    page_lines = printed_lines([placed[word] for word in outside], number)
    return Sheet(number, frame, Rules(across, down), page_lines, [table for table, _ in kept])


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

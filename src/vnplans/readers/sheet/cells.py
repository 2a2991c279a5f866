"""Table cells to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from vnplans.pages import Block, Cell
from vnplans.readers.sheet.breaks import MARKER
from vnplans.readers.sheet.lines import Line
from vnplans.readers.sheet.margins import Margins
from vnplans.readers.sheet.paragraphs import Paragraph, to_block
from vnplans.readers.sheet.ruled import GridCell, Ruled
from vnplans.regex import regex

__all__ = ["table_blocks"]

_PADDING = 5.4
"""Word's cell margin, in points."""


def table_blocks(table: Ruled, number: int) -> Iterator[Block]:
    """Blocks row by row; what is merged downwards stands again in each further row, marked as repeated."""
    standing: dict[int, tuple[GridCell, list[Block]]] = {}
    starts = {(cell.row, cell.column): cell for cell in table.cells}
    for row in range(table.row_count):
        for column in range(len(table.edges) - 1):
            cell = starts.get((row, column))
            if cell:
                blocks = [to_block(p) for p in _cell_paragraphs(cell)]
                standing[column] = (cell, blocks)
                place = Cell(number, row, column, cell.row_span, cell.column_span)
                yield from (replace(block, cell=place) for block in blocks if block.text)
            elif column in standing:
                above, blocks = standing[column]
                left = above.row + above.row_span - row
                if left > 0:
                    place = Cell(number, row, column, left, above.column_span, repeated=True)
                    yield from (replace(block, cell=place) for block in blocks if block.text)


def _cell_paragraphs(cell: GridCell) -> list[Paragraph]:
    """The paragraphs of a cell: wrapped lines joined."""
    area = Margins(cell.box[0] + _PADDING, cell.box[2] - _PADDING, _pitch(cell.lines))
    done: list[Paragraph] = []
    for line in cell.lines:
        if done and not _begins(line, done[-1], cell, area):
            done[-1].lines.append(line)
        else:
            done.append(Paragraph([line], margins=area))
    wide = cell.box[2] - cell.box[0]
    for paragraph in done:
        paragraph.centred = all(
            abs(line.middle - (cell.box[0] + cell.box[2]) / 2) < 0.06 * wide + 2 and line.x0 > cell.box[0] + 0.08 * wide
            for line in paragraph.lines
        )
    return done


def _pitch(lines: list[Line]) -> float:
    steps = sorted(b.base - a.base for a, b in pairwise(lines) if b.base - a.base > 3)
    return steps[0] if steps else 0.0


_FROM = regex(r"(?!\W)[^:;]{0,24}\d")
_TO = regex(r"[-–] ?(?:(?:ngày|tháng|quý|năm|tuần)\s+)?[\dIVX]+(?:[/.-]\d+)*", re.IGNORECASE)


def _ends_span(line: Line, last: Paragraph) -> bool:
    """Does a line in a time column tell the end of the span above it: "Tháng 5" over "- 9/2022"?"""
    return len(last.lines) == 1 and bool(_FROM.fullmatch(last.lines[0].text) and _TO.fullmatch(line.text))


def _begins(line: Line, last: Paragraph, cell: GridCell, area: Margins) -> bool:
    """Does a line of a cell begin a paragraph: a marker, a gap, or a line before it that ends far too soon?"""
    before = last.lines[-1]
    if MARKER.match(line.text):
        return not _ends_span(line, last)
    if line.page != before.page:
        return before.text[-1:] in ".;:!?" and line.text[:1].isupper()
    if line.base - before.base > max(1.45 * area.pitch, area.pitch + 4):
        return True
    wide = max(area.right - area.left, 1.0)
    indented = 0.0 if abs(before.x0 - line.x0) > 3 else max(0.0, before.x0 - area.left - 2)
    room = wide - (before.x1 - before.x0) - indented
    first = line.words[0]
    fits = room > (first.x1 - first.x0) + 0.5 * line.size
    ends = before.text[-1:] in ".;:!?"
    starts = line.text[:1].isupper() or line.text[:1].isdigit()
    return fits and starts and room > (0.15 if ends else 0.45) * wide

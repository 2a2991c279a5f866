"""The grid of a table: each w:tc once, with its row, column and spans; vertical merges settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vnplans.readers.word.inline import chosen
from vnplans.readers.word.names import MC, Element, W, integer, on, value

__all__ = ["Grid", "GridCell", "grid"]

_TC, _TR, _TCPR, _TRPR, _VAL = W + "tc", W + "tr", W + "tcPr", W + "trPr", W + "val"
_SPAN, _VMERGE, _HMERGE = W + "gridSpan", W + "vMerge", W + "hMerge"
_WRAPPERS = frozenset((W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"))


@dataclass(slots=True)
class GridCell:
    """A cell as drawn: `parts` are its w:tc elements (one, and those of a legacy horizontal merge)."""

    row: int
    column: int
    column_span: int
    row_span: int
    parts: list[Element]
    above: GridCell | None = None
    """The cell whose text this one shows, where it continues a vertical merge."""


@dataclass(slots=True)
class Grid:
    """All cells of a w:tbl in reading order."""

    table: Element
    cells: list[GridCell]

    @property
    def rows(self) -> int:
        return max((c.row for c in self.cells), default=-1) + 1

    @property
    def columns(self) -> int:
        return max((c.column + c.column_span for c in self.cells), default=0)

    def edges(self) -> list[float]:
        """The left edges of the columns in points, and the right edge of the last one."""
        return _edges(self.table, self.cells)

    def bordered(self) -> bool:
        """Are there rules between the cells?"""
        return _bordered(self.table, self.cells)


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through content controls and the like."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, wanted)
        elif child.tag == MC + "AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from _children(branch, wanted)


def _gone(row: Element) -> bool:
    """A row that is deleted in the final view, or hidden."""
    properties = row.find(_TRPR)
    return properties is not None and (
        properties.find(W + "del") is not None or on(properties.find(W + "hidden")) is True
    )


def grid(table: Element) -> Grid:
    """The grid of a w:tbl."""
    cells: list[GridCell] = []
    open_merges: dict[int, GridCell] = {}
    number = 0
    for row in _children(table, _TR):
        if _gone(row):
            continue
        placed = _row(row, number, open_merges)
        if placed:
            cells += placed
            number += 1
    return Grid(table, cells)


def _row(row: Element, number: int, merges: dict[int, GridCell]) -> list[GridCell]:
    """The cells of one row; `merges` holds the open vertical merges by column and is brought up to date."""
    placed: list[GridCell] = []
    column = min(max(integer(value(row.find(_TRPR), "gridBefore")) or 0, 0), 200)
    still: dict[int, GridCell] = {}
    for tc in _children(row, _TC):
        span, across, down = _cell_facts(tc)
        if placed and across == "continue":
            placed[-1].column_span += span
            placed[-1].parts.append(tc)
        else:
            cell = GridCell(number, column, span, 1, [tc])
            if down == "continue" and column in merges:
                cell.above = merges[column]
                cell.above.row_span = number - cell.above.row + 1
                still[column] = cell.above
            elif down:
                still[column] = cell
            placed.append(cell)
        column += span
    merges.clear()
    merges.update(still)
    return placed


def _cell_facts(tc: Element) -> tuple[int, str | None, str | None]:
    """Grid columns of a cell, and its horizontal and vertical merge: "restart", "continue" or None."""
    span, across, down = 1, None, None
    for child in tc[0] if len(tc) and tc[0].tag == _TCPR else ():
        tag = child.tag
        if tag == _SPAN:
            span = min(max(integer(child.get(_VAL)) or 1, 1), 200)
        elif tag == _VMERGE:
            down = child.get(_VAL) or "continue"
        elif tag == _HMERGE:
            across = child.get(_VAL) or "continue"
    return span, across, down


def _edges(table: Element, cells: list[GridCell]) -> list[float]:
    """From w:tblGrid, else from the cells' widths, else even."""
    columns = max((c.column + c.column_span for c in cells), default=0)
    declared = [integer(c.get(W + "w")) or 0 for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if len(declared) < columns or sum(declared) < 20 * columns:
        declared = [0] * columns
        for cell in cells:
            width = cell.parts[0].find(f"{_TCPR}/{W}tcW")
            twips = integer(width.get(W + "w")) if width is not None and width.get(W + "type") == "dxa" else None
            for column in range(cell.column, cell.column + cell.column_span):
                declared[column] = max(declared[column], (twips or 0) // cell.column_span)
    edges = [0.0]
    for twips in declared:
        edges.append(edges[-1] + (twips or 1000) / 20)
    return edges


_NONE = frozenset(("nil", "none"))


def _bordered(table: Element, cells: list[GridCell]) -> bool:
    """Rules of the table, or of half its cells; a table style named Grid counts."""
    properties = table.find(W + "tblPr")
    borders = None if properties is None else properties.find(W + "tblBorders")
    if borders is not None:
        inside = [b for name in ("insideV", "insideH") if (b := borders.find(W + name)) is not None]
        if any(b.get(W + "val") not in _NONE for b in inside):
            return True
    elif "grid" in (value(properties, "tblStyle") or "").lower():
        return True
    ruled = 0
    for cell in cells:
        own = cell.parts[0].find(f"{_TCPR}/{W}tcBorders")
        ruled += own is not None and any(b.get(W + "val") not in _NONE for b in own)
    return ruled * 2 > len(cells)

"""The grid of a table: each w:tc once, with its row, column and spans; vertical merges settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vnplans.readers.word.inline import chosen
from vnplans.readers.word.names import MC, Element, W, integer, on, value

__all__ = ["Grid", "GridCell", "grid"]

_TC, _TR, _TCPR, _TRPR = W + "tc", W + "tr", W + "tcPr", W + "trPr"
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
    """All cells in reading order, and the left edges of the grid's columns in points (one more edge than columns)."""

    cells: list[GridCell]
    edges: list[float]
    bordered: bool

    @property
    def rows(self) -> int:
        return max((c.row for c in self.cells), default=-1) + 1

    @property
    def columns(self) -> int:
        return max((c.column + c.column_span for c in self.cells), default=0)


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
    return Grid(cells, _edges(table, cells), _bordered(table, cells))


def _row(row: Element, number: int, merges: dict[int, GridCell]) -> list[GridCell]:
    """The cells of one row; `merges` holds the open vertical merges by column and is brought up to date."""
    placed: list[GridCell] = []
    column = min(max(integer(value(row.find(_TRPR), "gridBefore")) or 0, 0), 200)
    still: dict[int, GridCell] = {}
    for tc in _children(row, _TC):
        properties = tc.find(_TCPR)
        span = min(max(integer(value(properties, "gridSpan")) or 1, 1), 200)
        if placed and _merge(properties, "hMerge") == "continue":
            placed[-1].column_span += span
            placed[-1].parts.append(tc)
        else:
            cell = GridCell(number, column, span, 1, [tc])
            merge = _merge(properties, "vMerge")
            if merge == "continue" and column in merges:
                cell.above = merges[column]
                cell.above.row_span = number - cell.above.row + 1
                still[column] = cell.above
            elif merge:
                still[column] = cell
            placed.append(cell)
        column += span
    merges.clear()
    merges.update(still)
    return placed


def _merge(properties: Element | None, kind: str) -> str | None:
    """restart, continue or None; w:vMerge without a value continues."""
    element = None if properties is None else properties.find(W + kind)
    return None if element is None else element.get(W + "val") or "continue"


def _edges(table: Element, cells: list[GridCell]) -> list[float]:
    """Column edges in points from w:tblGrid, else from the cells' widths, else even."""
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
    """Are there rules between the cells? Of the table, or of half its cells; a table style named Grid counts."""
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

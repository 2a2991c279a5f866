"""Rows of cells with spans and merges -> places on the table's grid: the one way for Word, RTF, HTML and ODT."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from vnplans.limits import Limits, Tally
from vnplans.pages import Cell

__all__ = ["Entry", "Grid", "Merge", "PlainGrid", "TableCell", "place"]

T = TypeVar("T")
Merge = Literal["first", "next"]
_WIDEST = 1000
"""Columns or rows that one cell may span, as browsers cut it (HTML, 4.9.11)."""


class Grid(Protocol):
    """What is asked of a table besides its text: how many rows and columns, where these stand, is it ruled."""

    @property
    def rows(self) -> int: ...
    @property
    def columns(self) -> int: ...
    def edges(self) -> list[float]:
        """The left edges of the columns in points, and the right edge of the last one."""

    def bordered(self) -> bool:
        """Are there rules between the cells?"""


@dataclass(frozen=True, slots=True)
class PlainGrid:
    """A table of a form that says neither how wide its columns are nor how it is ruled: alike, and ruled."""

    rows: int
    columns: int

    def edges(self) -> list[float]:
        """As in Grid, in columns."""
        return [float(column) for column in range(self.columns + 1)]

    def bordered(self) -> bool:
        """As in Grid: so that only its words show a letterhead or a signature part."""
        return True


@dataclass(slots=True)
class Entry(Generic[T]):
    """A cell as its row gives it."""

    content: T
    width: int = 1
    """Columns of the grid."""
    height: int = 1
    """Rows, where the first cell says so and the rows below leave its place out (HTML, ODT)."""
    merge: Merge | None = None
    """Part of a vertical merge, where each row has a cell of its own that says so (Word, RTF)."""
    skip: int = 0
    """Columns left free before it."""


@dataclass(slots=True)
class TableCell(Generic[T]):
    """A cell on the grid; `above` is the cell that it goes on with, in a further row of a vertical merge."""

    content: T
    row: int
    column: int
    row_span: int
    column_span: int
    above: TableCell[T] | None = None

    @property
    def shown(self) -> T:
        """What the eye reads in it."""
        return self.above.content if self.above else self.content

    def address(self, table: int) -> Cell:
        return Cell(table, self.row, self.column, self.row_span, self.column_span, self.above is not None)


def place(rows: Iterable[Iterable[Entry[T]]], tally: Tally | None = None) -> list[TableCell[T]]:
    """The cells in reading order; one that is merged downwards stands again in each further row.

    There it spans the rows that are left of it, or where each row says that it goes on, one. Raises TooLarge for more
    cells, or more rows times columns, than `tally` allows.
    """
    tally = tally or Tally(Limits())
    placed: list[TableCell[T]] = []
    tall: dict[int, tuple[TableCell[T], int]] = {}  # column -> a cell that reaches down by its height, and rows left
    merged: dict[int, TableCell[T]] = {}  # column -> a cell that the next row may go on with
    widest = 0
    for row, entries in enumerate(rows):
        left = iter(entries)
        upcoming = next(left, None)
        reaching = iter(sorted(tall))
        reached = next(reaching, None)
        column = 0
        below: dict[int, tuple[TableCell[T], int]] = {}
        still: dict[int, TableCell[T]] = {}
        while True:
            while reached is not None and reached < column:  # a cell of this row stands over it
                reached = next(reaching, None)
            if reached == column:
                first, rows_left = tall[column]
                cell = TableCell(first.content, row, column, rows_left, first.column_span, first)
                if rows_left > 1:
                    below[column] = first, rows_left - 1
            elif upcoming is not None:
                cell = _new(upcoming, row, column + upcoming.skip, merged)
                if upcoming.merge:
                    still[cell.column] = cell.above or cell
                if cell.row_span > 1:
                    below[cell.column] = cell, cell.row_span - 1
                upcoming = next(left, None)
            elif reached is not None:
                column = reached
                continue
            else:
                break
            tally.add("cells")
            placed.append(cell)
            column = cell.column + cell.column_span
        tall, merged = below, still
        widest = max(widest, column)
        tally.limits.check("cells", widest * (row + 1))
    return placed


def _new(entry: Entry[T], row: int, column: int, merged: dict[int, TableCell[T]]) -> TableCell[T]:
    """The cell of an entry; the cell above that it goes on with grows by a row."""
    width, height = (min(max(span, 1), _WIDEST) for span in (entry.width, entry.height))
    above = merged.get(column) if entry.merge == "next" else None
    if above:
        above.row_span = row - above.row + 1
    return TableCell(entry.content, row, column, 1 if above else height, width, above)

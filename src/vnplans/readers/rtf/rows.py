"""Table rows of an RTF, with the edges and merges that \\trowd declares -> paragraphs with their cells' addresses.

RTF knows rows only. What its writer drew as one table is told by the edges: rows that share none inside are two tables,
though no paragraph stands between them, and a cell that reaches over several columns of the others spans them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from vnplans.limits import Tally
from vnplans.readers.styled import grid
from vnplans.readers.styled.paragraph import Paragraph

__all__ = ["Merge", "Row", "table_paragraphs", "tables"]

_SAME, _NEAR = 120, 400
"""Twips between edges that are drawn as one: of rows with unequal and with equal numbers of cells."""
_WAYS = 100
"""Ways to part the rows of one table that further rows are held against."""


@dataclass(slots=True)
class Merge:
    """What \\trowd says of a cell: is it merged into the cell on its left, is it part of a vertical merge; its right
    edge in twips."""

    left: bool = False
    vertical: grid.Merge | None = None
    edge: int = 0


@dataclass(slots=True)
class Row:
    """A table row being read: finished cells, and the merges of each."""

    cells: list[list[Paragraph]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    pending: Merge = field(default_factory=Merge)

    @property
    def edges(self) -> list[int]:
        """The right edges of its cells; empty where they are not declared one by one, from left to right."""
        edges = [merge.edge for merge in self.merges]
        sound = len(edges) == len(self.cells) and all(a < b for a, b in pairwise([0, *edges]))
        return edges if sound else []


def tables(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that follow each other, by the table to which they belong."""
    found: list[list[Row]] = []
    drawn: dict[tuple[int, ...], None] = {}  # how the rows of the last table are parted, each way once
    for row in rows:
        edges = tuple(row.edges)
        if found and _goes_on(drawn, edges):
            found[-1].append(row)
        else:
            found.append([row])
            drawn = {}
        if len(drawn) < _WAYS:
            drawn[edges] = None
    return found


def _goes_on(table: Collection[tuple[int, ...]], row: tuple[int, ...]) -> bool:
    """Does a row share an edge between its cells with one of the table's, or has one of them none?"""
    if len(row) < 2 or not any(len(edges) > 1 for edges in table):
        return True
    return row in table or any(
        abs(x - y) <= _reach(row, edges) for edges in table for x in row[:-1] for y in edges[:-1]
    )


def _reach(one: Sequence[int], two: Sequence[int]) -> float:
    """How far apart edges of two rows may be to be one, less than half of their narrowest cell."""
    narrowest = min(b - a for edges in (one, two) for a, b in pairwise([0, *edges]))
    return min(_NEAR if len(one) == len(two) else _SAME, 0.4 * narrowest)


def table_paragraphs(rows: Sequence[Row], table: int, tally: Tally) -> list[Paragraph]:
    """The cells of a table; a cell merged into the one above shows that one's words again. Raises TooLarge."""
    widest = max(rows, key=lambda row: len(row.edges)).edges
    cells = grid.place((_entries(row, widest) for row in rows), tally)
    tally.add("blocks", sum(len(cell.shown) for cell in cells if cell.above))
    return [replace(paragraph, cell=cell.address(table)) for cell in cells for paragraph in cell.shown]


def _entries(row: Row, widest: Sequence[int]) -> Iterator[grid.Entry[list[Paragraph]]]:
    """The cells of a row; one that is merged into the cell on its left widens that one."""
    widths = _widths(row, widest)
    for column, paragraphs in enumerate(row.cells):
        merge = row.merges[column] if column < len(row.merges) else Merge()
        if not merge.left:
            joined = 1 + sum(1 for _ in takewhile(lambda merge: merge.left, row.merges[column + 1 :]))
            width = sum(widths[column : column + joined])
            yield grid.Entry(paragraphs, width=width, merge=merge.vertical)


def _widths(row: Row, widest: Sequence[int]) -> list[int]:
    """How many columns of the widest row each cell covers; one where the edges do not say."""
    plain = [1] * max(len(row.cells), len(row.merges))
    edges = row.edges
    if not edges or len(edges) >= len(widest):
        return plain
    at = [min(range(len(widest)), key=lambda n: abs(widest[n] - edge)) for edge in edges]
    widths = [b - a for a, b in pairwise([-1, *at])]
    return widths if all(width > 0 for width in widths) else plain

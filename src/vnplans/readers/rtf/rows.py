"""Table rows of an RTF, with the merges that \\trowd declares -> paragraphs with their cells' addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from vnplans.readers.styled import grid
from vnplans.readers.styled.paragraph import Paragraph

__all__ = ["Merge", "Row", "table_paragraphs"]


@dataclass(slots=True)
class Merge:
    """What \\trowd says of a cell: is it merged into the cell on its left, and is it part of a vertical merge?"""

    left: bool = False
    vertical: grid.Merge | None = None


@dataclass(slots=True)
class Row:
    """A table row being read: finished cells, and the merges of each."""

    cells: list[list[Paragraph]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    pending: Merge = field(default_factory=Merge)


def table_paragraphs(rows: list[Row], table: int) -> list[Paragraph]:
    """The cells of a table; a cell merged into the one above shows that one's words again."""
    cells = grid.place(_entries(row) for row in rows)
    return [replace(paragraph, cell=cell.address(table)) for cell in cells for paragraph in cell.shown]


def _entries(row: Row) -> Iterator[grid.Entry[list[Paragraph]]]:
    """The cells of a row; one that is merged into the cell on its left widens that one."""
    for column, paragraphs in enumerate(row.cells):
        merge = row.merges[column] if column < len(row.merges) else Merge()
        if not merge.left:
            yield grid.Entry(paragraphs, width=_width(row.merges, column), merge=merge.vertical)


def _width(merges: list[Merge], column: int) -> int:
    return 1 + sum(1 for _ in takewhile(lambda merge: merge.left, merges[column + 1 :]))

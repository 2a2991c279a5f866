"""Rows of cells with spans -> addresses on the table's grid: what HTML and ODT share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from vnplans.pages import Cell

__all__ = ["Placed", "place"]

T = TypeVar("T")
MAX_SPAN = 1000


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A cell's content with its address; given again, marked `repeated`, for each further row that it spans."""

    content: T
    cell: Cell


def place(table: int, rows: Iterable[Iterable[tuple[T, int, int]]]) -> Iterator[Placed[T]]:
    """Cells row by row. Each row gives (content, row_span, column_span), spanned-over places left out, as in HTML."""
    waiting: dict[int, tuple[T, int, int]] = {}  # column -> content, rows left, column span
    for row, cells in enumerate(rows):
        left = iter(cells)
        column = 0
        below: dict[int, tuple[T, int, int]] = {}
        upcoming = next(left, None)
        while upcoming is not None or any(c >= column for c in waiting):
            if column in waiting:
                content, rows_left, width = waiting[column]
                yield Placed(content, Cell(table, row, column, rows_left, width, repeated=True))
                if rows_left > 1:
                    below[column] = (content, rows_left - 1, width)
            elif upcoming is not None:
                content, height, width = upcoming
                height, width = min(max(height, 1), MAX_SPAN), min(max(width, 1), MAX_SPAN)
                yield Placed(content, Cell(table, row, column, height, width))
                if height > 1:
                    below[column] = (content, height - 1, width)
                upcoming = next(left, None)
            else:
                column += 1
                continue
            column += width
        waiting = below

"""The ruled lines of a sheet and the tables they make, in points; OCR measures both in pixels first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from vnplans.pages import Box
from vnplans.readers.sheet.lines import Line

__all__ = ["GridCell", "Rule", "Ruled", "Rules", "sort_in"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis: from `start` to `end`, `at` its middle across its direction, `thick` its width."""

    start: float
    end: float
    at: float
    thick: float = 0.0

    @property
    def length(self) -> float:
        return self.end - self.start

    def across(self) -> Box:
        """Where it stands, if it runs across the page."""
        return self.start, self.at, self.end, self.at

    def down(self) -> Box:
        """Where it stands, if it runs down the page."""
        return self.at, self.start, self.at, self.end


@dataclass(frozen=True, slots=True)
class Rules:
    """Lines across (at = y, start and end = x) and lines down (at = x, start and end = y)."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()

    def scaled(self, sx: float, sy: float) -> Rules:
        """The same lines in a unit that is `sx` of theirs wide and `sy` high."""
        return Rules(
            tuple(Rule(r.start * sx, r.end * sx, r.at * sy, r.thick * sy) for r in self.across),
            tuple(Rule(r.start * sy, r.end * sy, r.at * sx, r.thick * sx) for r in self.down),
        )


@dataclass(slots=True)
class GridCell:
    """A cell on the grid of its table, with its printed lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Ruled:
    """A ruled table: column and row edges, and its cells in reading order."""

    edges: list[float]
    rows: list[float]
    cells: list[GridCell]

    @property
    def box(self) -> Box:
        return self.edges[0], self.rows[0], self.edges[-1], self.rows[-1]

    @property
    def row_count(self) -> int:
        return len(self.rows) - 1

    def row(self, number: int) -> list[GridCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == number]

    def scaled(self, sx: float, sy: float) -> Ruled:
        """The same grid in a unit that is `sx` of its own wide and `sy` high, its cells without lines."""
        cells = [
            GridCell(c.row, c.column, c.row_span, c.column_span, (x0 * sx, top * sy, x1 * sx, bottom * sy))
            for c in self.cells
            for x0, top, x1, bottom in (c.box,)
        ]
        return Ruled([x * sx for x in self.edges], [y * sy for y in self.rows], cells)

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell around a point; None outside the table or where it has no cell."""
        if not _within(self.box, x, y):
            return None
        return next((i for i, cell in enumerate(self.cells) if _within(cell.box, x, y)), None)


def _within(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


T = TypeVar("T")


def sort_in(
    table: Ruled, words: Iterable[T], middle: Callable[[T], tuple[float, float]]
) -> tuple[dict[int, list[T]], list[T]]:
    """Words by the cell (its index) in which their middle stands, and the words that stand in none."""
    inside: dict[int, list[T]] = {}
    outside: list[T] = []
    for word in words:
        index = table.cell_at(*middle(word))
        if index is None:
            outside.append(word)
        else:
            inside.setdefault(index, []).append(word)
    return inside, outside

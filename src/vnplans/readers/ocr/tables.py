"""Ruled lines -> tables: cells with their spans, and the words that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vnplans.pages import Box, Cell
from vnplans.readers.ocr.rules import Rule, Rules
from vnplans.readers.ocr.words import Word

__all__ = ["GridCell", "Table", "find_tables", "share_out"]

NEAR = 14
LEAST_SIDE = 22


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as it is ruled: its address (table number left at 0) and its box in pixels."""

    cell: Cell
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table of at least two cells, cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def find_tables(rules: Rules) -> list[Table]:
    """The tables of a page, from top to bottom."""
    tables = [table for across, down in _groups(rules) if (table := _table(across, down))]
    return sorted(tables, key=lambda table: (table.box[1], table.box[0]))


def _groups(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines across and down that hang together by crossing or meeting."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    loose = list(rules.down)
    while loose:
        down, across = [loose.pop()], list[Rule]()
        grown = True
        while grown:
            fresh_across = [a for a in rules.across if a not in across and any(_meet(a, d) for d in down)]
            across += fresh_across
            fresh_down = [d for d in loose if any(_meet(a, d) for a in across)]
            down += fresh_down
            loose = [d for d in loose if d not in fresh_down]
            grown = bool(fresh_across or fresh_down)
        groups.append((across, down))
    return groups


def _meet(across: Rule, down: Rule) -> bool:
    return across.start - NEAR <= down.at <= across.end + NEAR and down.start - NEAR <= across.at <= down.end + NEAR


def _table(across: Sequence[Rule], down: Sequence[Rule]) -> Table | None:
    xs, ys = _places(down), _places(across)
    if len(ys) < 2 or len(xs) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    # An open outer side (a table without a left or right border) is where its lines across end
    left, right = min(a.start for a in across), max(a.end for a in across)
    xs = ([float(left)] if xs[0] - left > 4 * NEAR else []) + xs + ([float(right)] if right - xs[-1] > 4 * NEAR else [])
    cells = list(_cells(xs, ys, across, down))
    if len(cells) < 2 or len(xs) < 3:
        return None
    return _without_idle_edges(xs, ys, cells)


def _without_idle_edges(xs: Sequence[float], ys: Sequence[float], cells: Sequence[GridCell]) -> Table:
    """The table without rows and columns in which no cell begins: a scrap of a line had parted the grid there."""
    rows = [*sorted({grid.cell.row for grid in cells}), len(ys) - 1]
    columns = [*sorted({grid.cell.column for grid in cells}), len(xs) - 1]
    moved = []
    for grid in cells:
        row, column = rows.index(grid.cell.row), columns.index(grid.cell.column)
        high = sum(grid.cell.row < r <= grid.cell.row + grid.cell.row_span for r in rows)
        wide = sum(grid.cell.column < c <= grid.cell.column + grid.cell.column_span for c in columns)
        moved.append(GridCell(Cell(0, row, column, high, wide), grid.box))
    return Table(tuple(xs[c] for c in columns), tuple(ys[r] for r in rows), tuple(moved))


def _places(rules: Iterable[Rule]) -> list[float]:
    """Where the lines stand: those nearer than a letter's height are one."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if groups and rule.at - groups[-1][-1].at < LEAST_SIDE:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [sum(r.at * r.length for r in group) / sum(r.length for r in group) for group in groups]


def _covered(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Is there a line at `at` along more than half of start .. end?"""
    length = 0.0
    for rule in rules:
        if abs(rule.at - at) < LEAST_SIDE:
            length += max(0.0, min(rule.end, end) - max(rule.start, start))
    return length > 0.5 * (end - start)


def _cells(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> Iterable[GridCell]:
    """Cells row by row: grid places that no line parts are one cell."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while (
                column + wide < columns
                and (row, column + wide) not in taken
                and not _covered(down, xs[column + wide], ys[row], ys[row + 1])
            ):
                wide += 1
            high = 1
            while row + high < rows and not _covered(across, ys[row + high], xs[column], xs[column + wide]):
                high += 1
            taken |= {(r, c) for r in range(row, row + high) for c in range(column, column + wide)}
            box = xs[column], ys[row], xs[column + wide], ys[row + high]
            yield GridCell(Cell(0, row, column, high, wide), box)


def share_out(words: Iterable[Word], tables: Sequence[Table]) -> tuple[list[Word], list[list[list[Word]]]]:
    """The words outside all tables; and for each table, for each cell, the words whose middle is in it."""
    outside: list[Word] = []
    inside: list[list[list[Word]]] = [[[] for _ in table.cells] for table in tables]
    for word in words:
        x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
        home = next(((t, c) for t, table in enumerate(tables) if (c := _cell_at(table, x, y)) is not None), None)
        if home is None:
            outside.append(word)
        else:
            inside[home[0]][home[1]].append(word)
    return outside, inside


def _cell_at(table: Table, x: float, y: float) -> int | None:
    if not _within(table.box, x, y):
        return None
    return next((i for i, cell in enumerate(table.cells) if _within(cell.box, x, y)), None)


def _within(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]

"""Ruled lines -> tables: cells with their spans, and the words that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vnplans.readers.ocr.words import PixelWord
from vnplans.readers.sheet.ruled import GridCell, Rule, Ruled, Rules, sort_in

__all__ = ["find_tables", "share_out"]

NEAR = 14
LEAST_SIDE = 22


def find_tables(rules: Rules) -> list[Ruled]:
    """The tables of a page, each of at least two cells, from top to bottom; in pixels, as the rules are."""
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


def _table(across: Sequence[Rule], down: Sequence[Rule]) -> Ruled | None:
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


def _without_idle_edges(xs: Sequence[float], ys: Sequence[float], cells: list[GridCell]) -> Ruled:
    """The table without rows and columns in which no cell begins: a scrap of a line had parted the grid there."""
    rows = [*sorted({cell.row for cell in cells}), len(ys) - 1]
    columns = [*sorted({cell.column for cell in cells}), len(xs) - 1]
    for cell in cells:
        cell.row_span = sum(cell.row < r <= cell.row + cell.row_span for r in rows)
        cell.column_span = sum(cell.column < c <= cell.column + cell.column_span for c in columns)
        cell.row, cell.column = rows.index(cell.row), columns.index(cell.column)
    return Ruled([xs[c] for c in columns], [ys[r] for r in rows], cells)


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
            yield GridCell(row, column, high, wide, box)


def share_out(
    words: Iterable[PixelWord], tables: Sequence[Ruled]
) -> tuple[list[PixelWord], list[list[list[PixelWord]]]]:
    """The words outside all tables; and for each table, for each cell, the words whose middle is in it."""
    outside, inside = list(words), list[list[list[PixelWord]]]()
    for table in tables:
        by_cell, outside = sort_in(table, outside, _middle)
        inside.append([by_cell.get(index, []) for index in range(len(table.cells))])
    return outside, inside


def _middle(word: PixelWord) -> tuple[float, float]:
    return (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2

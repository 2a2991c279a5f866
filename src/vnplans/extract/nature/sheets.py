"""What of a document is looked at; its large tables, and those that wait for a pen: how much of them is blank."""

from __future__ import annotations

from dataclasses import dataclass

from vnplans.extract.act import Act
from vnplans.text import normal

__all__ = ["LargeTable", "hollow_cells", "large_tables", "span"]

_TABLE_SHARE = 0.5
"""Share of an act's words that stand in one table from which it is that table."""
_HEADER_ROWS = 3
_LEAST_ROWS, _LEAST_COLUMNS = 2, 4
_SHARE = 0.5
"""Share of blank cells from which a table waits to be filled in."""


def span(act: Act) -> tuple[int, int]:
    """The blocks of the body; all of them where none was found, as when the first line is taken for a signature."""
    return act.body if act.body[0] < act.body[1] else act.extent


def hollow_cells(act: Act) -> float:
    """0 to 1: from half of the cells of the body's tables on, serial and first words of a row and its header aside."""
    grids: dict[int, dict[int, dict[int, str]]] = {}
    for index in range(*span(act)):
        block = act.block(index)
        if block.cell is not None and block.column is None:
            row = grids.setdefault(block.cell.table, {}).setdefault(block.cell.row, {})
            row[block.cell.column] = f"{row.get(block.cell.column, '')} {block.text}"
    cells = blank = 0
    for grid in grids.values():
        width = max((max(row) for row in grid.values()), default=0) + 1
        below = [row for number, row in grid.items() if number > min(grid)]
        if width < _LEAST_COLUMNS or len(below) < _LEAST_ROWS:
            continue
        for row in below:
            told, dotted = (sum(map(test, row.values())) for test in (_told, _dotted))
            if told < 2 and dotted < 2:
                continue  # a group row
            for column in range(2, width):
                cells += 1
                blank += not _told(row.get(column, ""))
    share = blank / cells if cells else 0.0
    return max(0.0, min(1.0, (share - _SHARE) / (1 - _SHARE)))


def _told(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _dotted(text: str) -> bool:
    """Dots and nothing else: "…"."""
    return any(c in ".…_" for c in text) and not _told(text)


@dataclass(slots=True)
class LargeTable:
    """A table that holds most of the body's words: the wordings of its header by column, and of each row below."""

    number: int
    heads: dict[int, set[str]]
    rows: dict[int, dict[int, str]]

    @property
    def header(self) -> set[str]:
        return set().union(*self.heads.values())


def large_tables(act: Act) -> list[LargeTable]:
    """The tables that hold most of the body's words."""
    words: dict[int, int] = {}
    tables: dict[int, LargeTable] = {}
    every = 0
    for index in range(*span(act)):
        block = act.block(index)
        every += len(block.text)
        if block.cell is None or block.column is not None:
            continue
        words[block.cell.table] = words.get(block.cell.table, 0) + len(block.text)
        table = tables.setdefault(block.cell.table, LargeTable(block.cell.table, {}, {}))
        if block.cell.row < _HEADER_ROWS:
            table.heads.setdefault(block.cell.column, set()).add(normal(block.text))
        if block.cell.row:
            row = table.rows.setdefault(block.cell.row, {})
            row[block.cell.column] = f"{row.get(block.cell.column, '')} {normal(block.text)}".strip()
    return [table for number, table in tables.items() if words[number] >= every * _TABLE_SHARE]

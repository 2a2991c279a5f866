"""What of a document is looked at, and tables that wait for somebody's pen: how much of them is blank."""

from __future__ import annotations

from vnplans.extract.act import Act

__all__ = ["hollow_cells", "span"]

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

"""What runs on over a page break: paragraphs, tables, table rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from vnplans.readers.sheet.breaks import OPEN_END
from vnplans.readers.sheet.lines import Line
from vnplans.readers.sheet.paragraphs import Paragraph, runs_on
from vnplans.readers.sheet.ruled import GridCell, Ruled
from vnplans.text import bare

__all__ = ["Item", "join_pages"]

Item = Paragraph | Ruled
_SAME_EDGE = 6.0


def join_pages(pages: Iterable[list[Item]]) -> Iterator[Item]:
    """The items of all pages; a paragraph or table that runs over a page break is one, where it begins."""
    waiting: list[Item] = []
    for page in pages:
        last = next((item for item in reversed(waiting) if _is_text(item)), None)
        first = next((item for item in page if _is_text(item)), None)
        rest = page
        if last is not None and first is not None and _joined(last, first):
            rest = [item for item in page if item is not first]
            waiting += rest
            if any(_is_text(item) for item in rest):
                yield from (item for item in waiting if item not in rest)
                waiting = rest
            continue
        if first is not None:
            yield from waiting
            waiting = []
        waiting += rest
    yield from waiting


def _is_text(item: Item) -> bool:
    return isinstance(item, Ruled) or item.role == "text"


def _joined(last: Item, first: Item) -> bool:
    """Append the second item to the first if it runs on."""
    if isinstance(last, Ruled):
        return isinstance(first, Ruled) and _continue_table(last, first)
    if isinstance(first, Paragraph) and runs_on(last, first):
        last.lines.extend(first.lines)
        return True
    return False


def _continue_table(table: Ruled, more: Ruled) -> bool:
    """Append the rows of `more` where its columns are those of `table`."""
    edges = _common_edges(table.edges, more.edges)
    if edges is None:
        return False
    _regrid(table, edges)
    _regrid(more, edges)
    start = _repeated_header(table, more)
    cells = [cell for cell in more.cells if cell.row >= start]
    if not cells:
        return True
    offset = table.row_count - start
    if _row_runs_on(table, more, start):
        joined = _join_row(table, [cell for cell in cells if cell.row == start])
        cells = [cell for cell in cells if cell.row > start or (cell.row_span > 1 and cell not in joined)]
        offset -= 1
    else:
        cells = _extend_merges(table, cells, start)
    added = more.row_count - start + offset + start - table.row_count
    for cell in cells:
        cell.row += offset
    table.cells += cells
    table.cells.sort(key=lambda c: (c.row, c.column))
    table.rows += [table.rows[-1] + step for step in range(1, added + 1)]
    _drop_rows(table)
    return True


def _drop_rows(table: Ruled) -> None:
    """Without rows in which no cell begins: ends of merged cells that a page break left open."""
    used = sorted({cell.row for cell in table.cells})
    if len(used) == table.row_count:
        return
    for cell in table.cells:
        start = bisect_left(used, cell.row)
        cell.row_span = bisect_left(used, cell.row + cell.row_span) - start
        cell.row = start
    table.rows = [*(table.rows[row] for row in used), table.rows[-1]]


def _common_edges(one: list[float], two: list[float]) -> list[float] | None:
    """The column edges of both parts; None where they are two tables."""
    if abs(one[0] - two[0]) > 2 * _SAME_EDGE or abs(one[-1] - two[-1]) > 2 * _SAME_EDGE:
        return None
    extra = [x for x in two if all(abs(x - y) > _SAME_EDGE for y in one)]
    missing = [y for y in one if all(abs(x - y) > _SAME_EDGE for x in two)]
    if len(extra) > 1 or len(missing) > max(1, len(one) // 2):
        return None
    return sorted(one + extra)


def _regrid(table: Ruled, edges: list[float]) -> None:
    """Give the cells their columns on further edges."""
    if table.edges == edges:
        return
    at = [_nearest(edges, x) for x in table.edges]
    for cell in table.cells:
        end = at[cell.column + cell.column_span]
        cell.column = at[cell.column]
        cell.column_span = max(1, end - cell.column)
    table.edges = edges


def _nearest(edges: list[float], x: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - x))


def _row_key(table: Ruled, row: int) -> list[tuple[int, str]]:
    return [(c.column, bare(c.text).replace(" ", "")) for c in table.row(row) if c.lines]


def _repeated_header(table: Ruled, more: Ruled) -> int:
    """How many rows at the top of `more` repeat those at the top of `table`."""
    count = 0
    while count < min(4, more.row_count, table.row_count):
        key = _row_key(more, count)
        if not key or key != _row_key(table, count):
            break
        count += 1
    return count


def _last_cells(table: Ruled) -> dict[int, GridCell]:
    """The cells that reach the last row, by column."""
    return {c.column: c for c in table.cells if c.row + c.row_span >= table.row_count}


def _row_runs_on(table: Ruled, more: Ruled, start: int) -> bool:
    """Is the first new row the rest of the last row: nothing in its first column, text cut off in the middle?"""
    row = more.row(start)
    above = _last_cells(table)
    first = next((cell for cell in row if cell.column == 0), None)
    if first is None or first.lines or 0 not in above:
        return False
    filled = [cell for cell in row if cell.lines]
    if not filled or any(cell.column not in above for cell in filled):
        return False
    if any(c.text[:1].islower() and OPEN_END.search(above[c.column].text) for c in filled if above[c.column].lines):
        return True
    upper = above[filled[0].column].lines
    return len(filled) == 1 and len(row) > 2 and bool(upper) and not _is_heading(filled[0], upper)


def _is_heading(cell: GridCell, upper: Sequence[Line]) -> bool:
    """Is the text of a cell set as the heading of a group, and the text above it is not?"""
    loud = cell.text.isupper() and not upper[-1].text.isupper()
    return loud or (all(line.bold for line in cell.lines) and not upper[-1].bold)


def _join_row(table: Ruled, row: list[GridCell]) -> list[GridCell]:
    """Put the rest of the last row to its cells, which reach as far down as the rest does; the cells so joined."""
    above = _last_cells(table)
    joined = [cell for cell in row if cell.column in above]
    for cell in joined:
        above[cell.column].lines += cell.lines
        above[cell.column].row_span += cell.row_span - 1
    return joined


def _extend_merges(table: Ruled, cells: list[GridCell], start: int) -> list[GridCell]:
    """Empty cells under a vertical merge that the page break cut belong to the cell above."""
    above = _last_cells(table)
    kept = []
    deepest = max((cell.row_span for cell in cells if cell.row == start), default=1)
    below: dict[int, int] = {}
    for cell in cells:
        if cell.row > start:
            below[cell.column] = min(cell.row, below.get(cell.column, cell.row))
    for cell in cells:
        upper = above.get(cell.column)
        merged = upper is not None and (upper.row_span > 1 or cell.row_span > 1)
        if cell.row == start and not cell.lines and upper is not None and merged and upper.lines:
            # the stub of a merged cell may be less high than its row, but not where others stand below it
            upper.row_span += min(deepest, below.get(cell.column, start + deepest) - start)
        else:
            kept.append(cell)
    return kept

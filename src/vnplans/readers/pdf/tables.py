"""Ruled tables of a page: their grid by pdfplumber's finder, their words by place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from vnplans.landmarks import addressee_line, recipients_line
from vnplans.pages import Box
from vnplans.readers.sheet.columns import motto_word
from vnplans.readers.sheet.lines import Line, lines_of
from vnplans.readers.sheet.ruled import GridCell, Rule, Ruled, Rules, sort_in
from vnplans.readers.sheet.words import Word

__all__ = ["find_tables"]

_SNAP = 3.0
_NARROW = 4.0
_SAME_EDGE = 4.5


def find_tables(words: Sequence[Word], rules: Rules, page: int) -> tuple[list[Ruled], list[Word]]:
    """The ruled tables from top to bottom, and the words outside them."""
    if len(rules.across) < 2 or not rules.down:
        return [], list(words)
    tables, rest = [], list(words)
    for boxes in _grids(rules):
        table = _ruled(boxes)
        if table is None:
            continue
        inside, outside = sort_in(table, rest, _middle)
        if _is_table(table, inside, page):
            tables.append(table)
            rest = outside
        else:
            for cell in table.cells:
                cell.lines = []
    return tables, rest


def _grids(rules: Rules) -> list[list[Box]]:
    """Cell boxes, grouped into tables."""
    from pdfplumber import table as finder  # noqa: PLC0415  many files have no ruled page, and pdfplumber is heavy

    down = finder.merge_edges([_edge(*rule.down(), "v") for rule in rules.down], _SNAP, _SNAP, _SNAP, _SNAP)
    across = [*rules.across, *_open_ends(rules.across, [(edge["x0"], edge["top"], edge["bottom"]) for edge in down])]
    edges = [_edge(*rule.across(), "h") for rule in across] + down
    merged = finder.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    cells: list[Box] = finder.intersections_to_cells(finder.edges_to_intersections(merged, _SNAP, _SNAP))
    wide = [cell for cell in cells if cell[2] - cell[0] > _NARROW and cell[3] - cell[1] > _NARROW]
    grids: list[list[Box]] = finder.cells_to_tables(wide)
    return grids


def _open_ends(closing: Sequence[Rule], down: Iterable[tuple[float, float, float]]) -> Iterator[Rule]:
    """A rule across where two neighbours down the page end as one and only their other end is closed: a cell that
    reaches over the page break, as browsers draw it. `down`: x, top and bottom of whole rules; those that are drawn row
    by row have no end at each row of a merged cell."""
    across = _Levels(closing)
    ends: dict[int, list[tuple[float, float, float]]] = {}
    for x, top, bottom in down:
        ends.setdefault(_level(top), []).append((x, top, bottom))
        ends.setdefault(_level(bottom), []).append((x, bottom, top))
    for found in ends.values():
        for (one, here, far), (two, _, further) in pairwise(sorted(found)):
            middle = (one + two) / 2
            held = across.reach(far, middle) or across.reach(further, middle)
            if two - one > _NARROW and held and not across.reach(here, middle):
                yield Rule(one, two, here)


def _level(y: float) -> int:
    return round(y / _SNAP)


class _Levels:
    """Which parts of the page's width its rules across take, by their height."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._parts: dict[int, list[tuple[float, float]]] = {}
        for rule in sorted(rules, key=lambda rule: rule.start):
            for level in range(_level(rule.at) - 1, _level(rule.at) + 2):
                parts = self._parts.setdefault(level, [])
                if parts and rule.start <= parts[-1][1] + _SNAP:
                    parts[-1] = parts[-1][0], max(parts[-1][1], rule.end)
                else:
                    parts.append((rule.start, rule.end))

    def reach(self, y: float, x: float) -> bool:
        """Does a rule at the height of y pass over x?"""
        parts = self._parts.get(_level(y), [])
        at = bisect_right(parts, (x, float("inf"))) - 1
        return at >= 0 and parts[at][1] >= x


def _edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, object]:
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": orientation, "object_type": "line",
    }  # fmt: skip


def _ruled(boxes: list[Box]) -> Ruled | None:
    """The grid of cell boxes; None for a single column."""
    edges = _distinct(x for box in boxes for x in (box[0], box[2]))
    rows = _distinct(y for box in boxes for y in (box[1], box[3]))
    if len(edges) < 3 or len(rows) < 2:
        return None
    cells = []
    for x0, top, x1, bottom in sorted(boxes, key=lambda b: (round(b[1]), b[0])):
        row, column = _index(rows, top), _index(edges, x0)
        cells.append(
            GridCell(row, column, _index(rows, bottom) - row, _index(edges, x1) - column, (x0, top, x1, bottom))
        )
    cells.sort(key=lambda c: (c.row, c.column))
    return Ruled(edges, rows, cells)


def _distinct(values: Iterable[float]) -> list[float]:
    """Sorted values, those that are the same edge given once."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SAME_EDGE:
            out.append(value)
    return out


def _index(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value + 0.01) - 1


def _middle(word: Word) -> tuple[float, float]:
    """The middle of its small letters."""
    return (word.x0 + word.x1) / 2, word.base - 0.3 * word.size


def _is_table(table: Ruled, inside: dict[int, list[Word]], page: int) -> bool:
    """Is it more than a frame for layout? If so its cells get their lines."""
    if not inside or (len(inside) < 2 and len(table.edges) < 4):
        return False
    lines = {index: lines_of(words, page) for index, words in inside.items()}
    if any(
        _lays_out(line) or (motto_word(line) is not None and _is_set(line, found))
        for found in lines.values()
        for line in found
    ):
        return False
    for index, found in lines.items():
        table.cells[index].lines = found
    return True


def _lays_out(line: Line) -> bool:
    """A line of an address or a list of recipients: the table is their frame."""
    return bool(recipients_line(line.text)) or bool(addressee_line(line.text))


def _is_set(motto: Line, cell: Sequence[Line]) -> bool:
    """The motto as letterheads have it, in capitals or first in its cell; else the state's name in a narrow column."""
    return motto is cell[0] or motto.text.isupper()

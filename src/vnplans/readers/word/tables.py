"""A w:tbl: its cells on their grid, and how they are ruled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vnplans.limits import Tally
from vnplans.readers.declared import integer
from vnplans.readers.styled.grid import Entry, Merge, place
from vnplans.readers.word.inline import chosen
from vnplans.readers.word.names import MC, Element, W, on, value

__all__ = ["Table"]

_TC, _TR, _TCPR, _TRPR, _VAL = W + "tc", W + "tr", W + "tcPr", W + "trPr", W + "val"
_SPAN, _VMERGE, _HMERGE = W + "gridSpan", W + "vMerge", W + "hMerge"
_WRAPPERS = frozenset((W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"))


def _children(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through content controls and the like."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, wanted)
        elif child.tag == MC + "AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from _children(branch, wanted)


def _gone(row: Element) -> bool:
    """A row that is deleted in the final view, or hidden."""
    properties = row.find(_TRPR)
    return properties is not None and (
        properties.find(W + "del") is not None or on(properties.find(W + "hidden")) is True
    )


def _entries(row: Element) -> list[Entry[list[Element]]]:
    """The cells of a row: their w:tc elements (one, and those of a legacy horizontal merge)."""
    entries: list[Entry[list[Element]]] = []
    skip = min(max(integer(value(row.find(_TRPR), "gridBefore")) or 0, 0), 200)
    for tc in _children(row, _TC):
        span, across, down = _cell_facts(tc)
        if entries and across == "continue":
            entries[-1].width += span
            entries[-1].content.append(tc)
        else:
            merge: Merge | None = None if down is None else "next" if down == "continue" else "first"
            entries.append(Entry([tc], width=span, merge=merge, skip=0 if entries else skip))
    return entries


def _cell_facts(tc: Element) -> tuple[int, str | None, str | None]:
    """Grid columns of a cell, and its horizontal and vertical merge: "restart", "continue" or None."""
    span, across, down = 1, None, None
    for child in tc[0] if len(tc) and tc[0].tag == _TCPR else ():
        tag = child.tag
        if tag == _SPAN:
            span = min(max(integer(child.get(_VAL)) or 1, 1), 200)
        elif tag == _VMERGE:
            down = child.get(_VAL) or "continue"
        elif tag == _HMERGE:
            across = child.get(_VAL) or "continue"
    return span, across, down


_NONE = frozenset(("nil", "none"))


def _drawn(borders: Iterable[Element]) -> bool:
    return any(border.get(_VAL) not in _NONE for border in borders)


class Table:
    """A w:tbl with its cells in reading order. `rows`, `columns`, `edges` and `bordered` as in styled.grid.Grid."""

    def __init__(self, element: Element, tally: Tally) -> None:
        self.element = element
        rows = (_entries(row) for row in _children(element, _TR) if not _gone(row))
        self.cells = place((entries for entries in rows if entries), tally)
        self.rows = max((c.row for c in self.cells), default=-1) + 1
        self.columns = max((c.column + c.column_span for c in self.cells), default=0)

    def edges(self) -> list[float]:
        """From w:tblGrid, else from the cells' widths, else even."""
        columns = self.columns
        declared = [integer(c.get(W + "w")) or 0 for c in self.element.iterfind(f"{W}tblGrid/{W}gridCol")]
        if len(declared) < columns or sum(declared) < 20 * columns:
            declared = [0] * columns
            for cell in self.cells:
                width = cell.content[0].find(f"{_TCPR}/{W}tcW")
                twips = integer(width.get(W + "w")) if width is not None and width.get(W + "type") == "dxa" else None
                for column in range(cell.column, cell.column + cell.column_span):
                    declared[column] = max(declared[column], (twips or 0) // cell.column_span)
        edges = [0.0]
        for twips in declared:
            edges.append(edges[-1] + (twips or 1000) / 20)
        return edges

    def bordered(self) -> bool:
        """Rules of the table, or of half its cells; a table style named Grid counts."""
        properties = self.element.find(W + "tblPr")
        borders = None if properties is None else properties.find(W + "tblBorders")
        if borders is not None:
            inside = (borders.find(W + name) for name in ("insideV", "insideH"))
            if _drawn(border for border in inside if border is not None):
                return True
        elif "grid" in (value(properties, "tblStyle") or "").lower():
            return True
        own = (cell.content[0].find(f"{_TCPR}/{W}tcBorders") for cell in self.cells)
        return sum(1 for borders in own if borders is not None and _drawn(borders)) * 2 > len(self.cells)

"""A sheet of a workbook as rows that have a key, wherever people have moved them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter, range_boundaries

from vnplans.export.book.keeping import mark, shown
from vnplans.export.book.sheets import HISTORY, Cell, row_height
from vnplans.export.book.tongue import VIETNAMESE, Tongue
from vnplans.export.columns import Value

__all__ = ["Grid", "Looks", "Sheet"]

Sheet = Any
"""openpyxl says nothing of its types."""
Looks = Mapping[str, Any]
"""A cell of each look."""

_HEAD_ROWS = 30
"""Rows above the heads that people may have put in."""


class Grid:
    """The heads of a sheet and the rows below them that have a key.

    A row that people copied bears the key of another: the upper one has it, the copy is theirs from now on.
    """

    def __init__(self, sheet: Sheet, key: str, looks: Looks, tongue: Tongue) -> None:
        self.sheet, self.key, self.looks = sheet, key, looks
        self.head, self.columns = heads(sheet, key, tongue)
        self.rows: dict[str, int] = {}
        self.changed = False
        self.last = self.head
        column = self.columns[key]
        for number, row in enumerate(sheet.iter_rows(min_row=self.head + 1), self.head + 1):
            if any(cell.value is not None for cell in row):
                self.last = number
            cell = row[column - 1]
            if cell.value is None:
                continue
            if str(cell.value) in self.rows and sheet.title != tongue.shown(HISTORY):
                cell.value, self.changed = None, True
            else:
                self.rows[str(cell.value)] = number
        numbers = (self.value(number, "STT") for number in range(self.head + 1, self.last + 1))
        self.count = max((int(n) for n in numbers if isinstance(n, (int, float))), default=0)
        self.bottom = self.last

    def letter(self, header: str) -> str:
        """Of a column, by its head; the key's where the head is gone, so that a formula has something to look at."""
        return str(get_column_letter(self.columns.get(header, self.columns[self.key])))

    def value(self, row: int, header: str) -> Any:
        """What a cell says; None where the column is gone."""
        return self.sheet.cell(row, self.columns[header]).value if header in self.columns else None

    def put(self, row: int, header: str, value: Value) -> None:
        """Write a cell as it looks, unless it says so already or its column is gone."""
        if header in self.columns:
            cell = self.sheet.cell(row, self.columns[header])
            if mark(cell.value) != mark(shown(value)):
                fill(cell, value)
                self.changed = True

    def name(self, row: int, key: str) -> None:
        """Give a row its key, whatever key it has."""
        self.rows = {other: number for other, number in self.rows.items() if number != row} | {key: row}
        self.sheet.cell(row, self.columns[self.key]).value = key
        self.changed = True

    def same(self, cells: Iterable[tuple[str, Value]]) -> int | None:
        """The first row that says just this in these columns."""
        told = {header: mark(shown(value)) for header, value in cells if header in self.columns}
        rows = range(self.head + 1, self.last + 1)
        return next((row for row in rows if all(mark(self.value(row, h)) == v for h, v in told.items())), None)

    def add(self, key: str, cells: Iterable[tuple[str, Cell]]) -> int:
        """A row at the end, in the looks of this workbook; columns of people get the look of the row above."""
        row = self.last + 1
        known: dict[str, Cell] = dict(cells)
        self.count += 1
        known["STT"] = (self.count, "short")
        for header, column in self.columns.items():
            cell = self.sheet.cell(row, column)
            if header in known:
                value, kind = known[header]
                dress(cell, self.looks[kind])
                fill(cell, value, formula=kind == "formula")
            elif self.last > self.head:
                dress(cell, self.sheet.cell(self.last, column))
        widths = [
            (self.sheet.column_dimensions[get_column_letter(column)].width or 10, *known[header])
            for header, column in self.columns.items()
            if header in known
        ]
        self.sheet.row_dimensions[row].height = row_height(widths)
        self.rows[key], self.last, self.changed = row, row, True
        return row

    def finish(self) -> None:
        """Stretch the filter, the tables and the lists to choose from down to the rows that were added."""
        if self.last == self.bottom:
            return
        sheet = self.sheet
        if sheet.auto_filter.ref:
            sheet.auto_filter.ref = self._stretched(sheet.auto_filter.ref)
        for table in sheet.tables.values():
            table.ref = self._stretched(table.ref)
            if table.autoFilter is not None:
                table.autoFilter.ref = table.ref
        for rule in sheet.data_validations.dataValidation:
            for area in rule.sqref.ranges:
                if area.min_row > self.head and self.bottom <= area.max_row < self.last:
                    area.expand(down=self.last - area.max_row)

    def _stretched(self, ref: str) -> str:
        left, top, right, bottom = range_boundaries(ref)
        if top != self.head or bottom >= self.last:
            return ref
        return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{self.last}"


def heads(sheet: Sheet, key: str, tongue: Tongue = VIETNAMESE) -> tuple[int, dict[str, int]]:
    """The row of the heads and the column of each; of equal heads the first. Raises KeyError where `key` is none."""
    for row in sheet.iter_rows(min_row=1, max_row=_HEAD_ROWS):
        names = [(tongue.head(str(cell.value).strip()), cell.column) for cell in row if cell.value is not None]
        if key in (name for name, _ in names):
            return row[0].row, dict(reversed(names))
    raise KeyError(key)


def fill(cell: Any, value: Value, *, formula: bool = False) -> None:
    """A value into a cell; no text becomes a formula. A cell that lies within merged ones holds nothing."""
    if isinstance(cell, MergedCell):
        return
    value = value if formula else shown(value)
    if isinstance(value, dt.date):
        cell.value = dt.datetime.combine(value, dt.time())
    elif isinstance(value, str) and not formula:
        cell.value = value or None
        if value:
            cell.data_type = "s"
        if value[:1] in tuple("=+-@＝＋－＠"):
            cell.quotePrefix = True
    else:
        cell.value = value


def dress(cell: Any, like: Any) -> None:
    """Give a cell the look of another of the same workbook."""
    if like.has_style:
        cell._style = copy(like._style)


def new_sheet(book: Any, name: str, headers: Sequence[tuple[str, int]], looks: Looks, tongue: Tongue) -> Sheet:
    """An empty sheet with its heads, the key at the end out of sight."""
    sheet = book.create_sheet(tongue.shown(name))
    for column, (header, width) in enumerate([("STT", 6), *headers], 1):
        cell = sheet.cell(1, column, tongue.shown(header))
        dress(cell, looks["header"])
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = get_column_letter(len(headers) + 1)
    sheet.column_dimensions[last].hidden = True
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{last}1"
    return sheet

"""Excel: the sheets Nhiệm vụ, Văn bản and Cần xem lại, ready to work in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from vnplans.errors import TooLarge
from vnplans.export.acts_sheet import ACTS, NOTES, note_cells
from vnplans.export.atomic import replacing
from vnplans.export.columns import COLUMNS, STATUSES, Value
from vnplans.export.rows import rows
from vnplans.models import Directive
from vnplans.wording import vn_date

__all__ = ["write"]

ROW_LIMIT = 1_048_576
CELL_LIMIT = 32_767
DUE_SOON_DAYS = 7
LINE_HEIGHT, HIGHEST_ROW = 14, 409
"""Points; 409 is Excel's limit."""
LETTERS = 1.35
"""Letters of running text in the room of one digit, which column widths count in."""

_BASE = {
    "font_name": "Times New Roman",
    "font_size": 11,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#BFBFBF",
}
_FORMATS: dict[str, dict[str, Any]] = {
    "header": {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#1F4E78", "font_color": "#FFFFFF"},
    "text": {},
    # a cell that begins like a formula stays text even after a person has edited it
    "quoted": {"quote_prefix": True},
    "short": {"align": "center"},
    "date": {"align": "center", "num_format": "dd/mm/yyyy"},
    "edit": {"bg_color": "#FFF9E5"},
    "key": {"text_wrap": False, "align": "fill", "font_color": "#7F7F7F"},
}
_STREAMING = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_OVERDUE = {"bg_color": "#F8CBAD", "font_color": "#9C0006", "bold": True}
_DUE_SOON = {"bg_color": "#FFE699", "font_color": "#7F6000", "bold": True}
_DONE = {"font_color": "#7F7F7F"}
_STATUS_LIST = {
    "validate": "list",
    "source": list(STATUSES),
    "error_title": "Trạng thái",
    "error_message": "Hãy chọn trong danh sách",
}
_DUE_NOTE = f"Đỏ: quá hạn. Vàng: còn không quá {DUE_SOON_DAYS} ngày. Hàng đã 'Hoàn thành' thì không tô."


def write(directives: Iterable[Directive], out: Path) -> None:
    """Three sheets: tasks to work in, acts, and what a person should look at (notes but those of severity info).

    Dates are real dates; the status is a list to choose from; overdue and due-soon tasks are coloured by rules that
    Excel works out each day. No text is ever a formula or a link. Raises TooLarge past Excel's 1,048,576 rows.
    """
    with replacing(out) as temporary:
        book = xlsxwriter.Workbook(str(temporary), _STREAMING)
        try:
            _fill(book, directives)
        except BaseException:
            with suppress(OSError, FileCreateError):
                book.close()  # lets go of its temporary files; what it writes is thrown away
            raise
        _close(book)


def _fill(book: xlsxwriter.Workbook, directives: Iterable[Directive]) -> None:
    formats = {name: book.add_format(_BASE | look) for name, look in _FORMATS.items()}
    tasks = _Sheet(book, formats, "Nhiệm vụ", [(c.header, c.width) for c in COLUMNS], frozen=1)
    acts = _Sheet(book, formats, "Văn bản", [(a.header, a.width) for a in ACTS], frozen=2)
    review = _Sheet(book, formats, "Cần xem lại", list(NOTES), frozen=1)
    for directive in directives:
        for row in rows(directive):
            tasks.add([(c.get(row), c.kind) for c in COLUMNS])
        acts.add([(a.get(directive), a.kind) for a in ACTS])
        for note in directive.notes:
            if note.severity != "info":
                review.add(note_cells(directive, note))
    _rules(book, tasks)
    for sheet in (tasks, acts, review):
        sheet.finish()


class _Sheet:
    """A sheet written from the top: a header, a running number, rows."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        formats: dict[str, Any],
        name: str,
        columns: list[tuple[str, int]],
        *,
        frozen: int,
    ) -> None:
        self.sheet, self.formats, self.last, self.width = book.add_worksheet(name), formats, 0, len(columns)
        self.widths = [width for _, width in columns]
        self.sheet.set_column(0, 0, 6)
        for index, (_, width) in enumerate(columns, 1):
            self.sheet.set_column(index, index, width)
        self.sheet.set_row(0, 36)
        for index, header in enumerate(["STT", *(header for header, _ in columns)]):
            self.sheet.write_string(0, index, header, formats["header"])
        self.sheet.freeze_panes(1, frozen + 1)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(8 if len(columns) > 12 else 9)  # A3 for the wide sheets, A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&C&P/&N")

    def add(self, cells: list[tuple[Value, str]]) -> None:
        self.last += 1
        if self.last >= ROW_LIMIT:
            raise TooLarge(
                f"Excel chỉ chứa {ROW_LIMIT} hàng; hãy xuất từng phần hoặc dùng csv, sql, parquet",
                f"Excel holds {ROW_LIMIT} rows; export in parts, or as csv, sql or parquet",
            )
        self.sheet.set_row(self.last, self._height(cells))
        self.sheet.write_number(self.last, 0, self.last, self.formats["short"])
        for index, (value, kind) in enumerate(cells, 1):
            self._cell(index, value, kind)

    def _height(self, cells: list[tuple[Value, str]]) -> float:
        """Points for the cell with most lines: not every program fits the height of a wrapped row by itself."""
        sizes = zip(self.widths, cells, strict=True)
        lines = [
            ceil(len(value) / (width * LETTERS))
            for width, (value, kind) in sizes
            if isinstance(value, str) and kind != "key"
        ]
        return float(min(LINE_HEIGHT * max(lines, default=1), HIGHEST_ROW))

    def _cell(self, column: int, value: Value, kind: str) -> None:
        look = self.formats[kind]
        if value is None or value == "":
            self.sheet.write_blank(self.last, column, None, look)
        elif isinstance(value, dt.date):
            # Excel's calendar begins in 1900; an older day stays words
            if value.year < 1900:
                self.sheet.write_string(self.last, column, vn_date(value), look)
            else:
                self.sheet.write_datetime(self.last, column, dt.datetime.combine(value, dt.time()), look)
        elif isinstance(value, int):
            self.sheet.write_number(self.last, column, value, look)
        else:
            text = value if len(value) <= CELL_LIMIT else value[: CELL_LIMIT - 1] + "…"
            self.sheet.write_string(
                self.last, column, text, self.formats["quoted"] if text[0] in "=+-@＝＋－＠" else look
            )

    def finish(self) -> None:
        self.sheet.autofilter(0, 0, self.last, self.width)


def _rules(book: xlsxwriter.Workbook, tasks: _Sheet) -> None:
    """The status list, and the colours of time."""
    headers = [column.header for column in COLUMNS]
    due, status = headers.index("Hạn hoàn thành") + 1, headers.index("Trạng thái") + 1
    last, sheet = max(tasks.last, 1), tasks.sheet
    sheet.write_comment(0, due, _DUE_NOTE, {"x_scale": 2})
    sheet.data_validation(1, status, last, status, _STATUS_LIST)
    day, state = f"${_letter(due)}2", f"${_letter(status)}2"
    done = f'{state}="{STATUSES[2]}"'
    soon = f"{day}<=TODAY()+{DUE_SOON_DAYS}"
    rules = (
        (0, tasks.width, f"={done}", _DONE),
        (due, due, f"=AND(ISNUMBER({day}),NOT({done}),{day}<TODAY())", _OVERDUE),
        (due, due, f"=AND(ISNUMBER({day}),NOT({done}),{day}>=TODAY(),{soon})", _DUE_SOON),
    )
    for left, right, test, look in rules:
        rule = {"type": "formula", "criteria": test, "format": book.add_format(look)}
        sheet.conditional_format(1, left, last, right, rule)


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _close(book: xlsxwriter.Workbook) -> None:
    """XlsxWriter writes the file here, and wraps what the disk says."""
    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error

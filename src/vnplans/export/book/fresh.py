"""A new workbook, written from the top as the acts come, in little memory."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_col_to_name

from vnplans.errors import TooLarge
from vnplans.export.book import keeping
from vnplans.export.book.choice import NO_LEAD, Choice, sheet_name
from vnplans.export.book.sheets import (
    ACT_HEADERS,
    ACT_SHEET,
    CHECK_HEADERS,
    CHECKED,
    DUE,
    DUE_SOON_DAYS,
    HISTORY,
    HISTORY_HEADERS,
    NOTED,
    NOTED_HEADERS,
    STATE,
    STATES,
    STATUS,
    TASK_COLUMNS,
    TASKS,
    act_cells,
    check_cells,
    events,
    noted,
    row_height,
    task_cells,
    warning_formula,
)
from vnplans.export.book.tongue import Tongue, tongue_of
from vnplans.export.columns import STATUSES, Value
from vnplans.export.rows import TaskRow, act_line, rows
from vnplans.models import Directive
from vnplans.text import alphabetical
from vnplans.tracker import ActChange, HeldRow, Ledger

__all__ = ["make"]

ROW_LIMIT = 1_048_576

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
    "formula": {"align": "center", "bold": True},
    "hidden": {"text_wrap": False},
}
_STREAMING = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_OVERDUE = {"bg_color": "#F8CBAD", "font_color": "#9C0006", "bold": True}
_DUE_SOON = {"bg_color": "#FFE699", "font_color": "#7F6000", "bold": True}
_DONE = {"font_color": "#7F7F7F"}
_GONE = {"font_color": "#A6A6A6", "font_strikeout": True}
_HEADERS = [column.header for column in TASK_COLUMNS]
_STATUS_LIST = {
    "validate": "list",
    "error_title": "Trạng thái",
    "error_message": "Hãy chọn trong danh sách",
}
_DUE_NOTE = f"Đỏ: quá hạn. Vàng: còn không quá {DUE_SOON_DAYS} ngày. Hàng đã 'Hoàn thành' thì không tô."


def make(  # noqa: PLR0913
    directives: Iterable[Directive],
    out: Path,
    choice: Choice,
    settings: keeping.Settings,
    now: dt.datetime,
    *,
    hide: bool,
) -> None:
    """Write the workbook to `out`; `hide`: with the filter that shows only what is open.

    Raises TooLarge past Excel's 1,048,576 rows.
    """
    packed = io.BytesIO()  # a disk that is full is then met by a plain write, not within a half-made ZIP
    book = xlsxwriter.Workbook(packed, _STREAMING)
    try:
        maker = _Maker(book, choice, settings, now)
        for change in Ledger((), lambda _: ()).settle(directives, act_line):
            maker.add(change)
        maker.finish(hide=hide)
    except BaseException:
        with suppress(OSError, FileCreateError):
            book.close()  # lets go of its temporary files; what it writes is thrown away
        raise
    _close(book)
    out.write_bytes(packed.getbuffer())


class _Maker:
    def __init__(self, book: xlsxwriter.Workbook, choice: Choice, settings: keeping.Settings, now: dt.datetime) -> None:
        self.book, self.choice, self.settings, self.now = book, choice, settings, now
        self.tongue = tongue_of(settings.lang)
        self.formats = {name: book.add_format(_BASE | look) for name, look in _FORMATS.items()}
        self.tasks: dict[str, _Sheet] = {}
        if settings.per_lead != "sheet":
            self._sheet_of("")
        self.acts = self._new(ACT_SHEET, ACT_HEADERS, frozen=2)
        self.noted = self._new(NOTED, NOTED_HEADERS, frozen=1)
        self.checks = self._new(CHECKED, CHECK_HEADERS, frozen=1)
        self.history = self._new(HISTORY, HISTORY_HEADERS, frozen=2)
        self.kept = book.add_worksheet(keeping.KEPT)
        self.kept.very_hidden()
        self.kept.write_row(0, 0, [keeping.MAGIC, keeping.SCHEMA, settings.dump()])
        for column, look in enumerate(keeping.LOOKS):
            self.kept.write_string(1, column, look, self.formats[look])
        self.line = 1
        self.words: dict[str, str] = {}
        self.pending: list[ActChange] = []

    def add(self, change: ActChange) -> None:
        assert change.directive is not None
        told = {row.position: row for row in rows(change.directive)}
        chosen = [
            (row, told[row.task])
            for row in change.rows
            if row.task is not None and self.choice.takes(told[row.task], self.now.date())
        ]
        if not chosen and not self.choice.all:
            return
        shown: set[str] = set()
        for row, task in chosen:
            cells = self.tongue.values(task_cells(task, row, self.now.date()))
            self._sheet_of(_lead_of(task) if self.settings.per_lead == "sheet" else "").add_task(cells)
            self._keep(keeping.row_line(change.key, keeping.held_row(row.key, task), keeping.marks_of(cells)))
            shown.add(row.key)
        self.acts.add(act_cells(change, change.directive))
        for _, noted_cells in noted(change, change.directive):
            self.noted.add(noted_cells)
        for event in events(change, _NO_ROWS, shown, self.now):
            self.history.add(event)
        for check in change.checks:
            there = self.words.get(check.key, check.key)
            self.checks.add(check_cells(check, there, change.label, self.now)[1])
        self.words[change.key] = change.label
        self._keep(keeping.act_line(keeping.held_act(change, None)))

    def _sheet_of(self, lead: str) -> _Sheet:
        if lead not in self.tasks:
            taken = {sheet.sheet.get_name().lower() for sheet in self.tasks.values()}
            taken |= {self.tongue.shown(name).lower() for name in (ACT_SHEET, NOTED, CHECKED, HISTORY)}
            known = self.tongue.shown(lead) if lead == NO_LEAD else lead
            name = sheet_name(known, taken | {keeping.KEPT}) if lead else TASKS
            sheet = self.tasks[lead] = self._new(name, [(c.header, c.width) for c in TASK_COLUMNS], frozen=1)
            # at once: in a stream nothing goes into a row above the last
            sheet.sheet.write_comment(0, _HEADERS.index(DUE) + 1, self.tongue.shown(_DUE_NOTE), {"x_scale": 2})
        return self.tasks[lead]

    def _new(self, name: str, columns: Sequence[tuple[str, int]], *, frozen: int) -> _Sheet:
        return _Sheet(self.book, self.formats, name, columns, self.tongue, frozen=frozen)

    def _keep(self, line: list[str]) -> None:
        self.line += 1
        for column, text in enumerate(line):
            self.kept.write_string(self.line, column, text)

    def finish(self, *, hide: bool) -> None:
        if not self.tasks:
            self._sheet_of("")
        for sheet in self.tasks.values():
            _rules(self.book, sheet, self.tongue)
            sheet.finish()
            if hide:
                shown = [self.tongue.shown(status) for status in STATUSES if status != STATUSES[2]]
                sheet.sheet.filter_column_list(_HEADERS.index(STATUS) + 1, shown)
        for sheet in (self.acts, self.noted, self.checks, self.history):
            sheet.finish()
        order = sorted(self.tasks, key=alphabetical)
        first = [self.tasks[lead].sheet for lead in order]
        self.book.worksheets_objs.sort(key=lambda s: first.index(s) if s in first else len(first))
        first[0].activate()


_NO_ROWS: dict[str, HeldRow] = {}


def _lead_of(row: TaskRow) -> str:
    """The first of the lead agencies."""
    return row.task.lead_agencies[0].name if row.task.lead_agencies else NO_LEAD


class _Sheet:
    """A sheet written from the top: a header, a running number, rows."""

    def __init__(  # noqa: PLR0913
        self,
        book: xlsxwriter.Workbook,
        formats: dict[str, Any],
        name: str,
        columns: Sequence[tuple[str, int]],
        tongue: Tongue,
        *,
        frozen: int,
    ) -> None:
        self.sheet = book.add_worksheet(tongue.shown(name))
        self.formats, self.tongue, self.last, self.width = formats, tongue, 0, len(columns)
        self.headers = [header for header, _ in columns]
        self.widths = [width for _, width in columns]
        self.sheet.set_column(0, 0, 6)
        for index, (_, width) in enumerate(columns, 1):
            self.sheet.set_column(index, index, width)
        self.sheet.set_column(len(columns), len(columns), None, None, {"hidden": True})  # the key at the end
        self.sheet.set_row(0, 36)
        for index, header in enumerate(["STT", *self.headers]):
            self.sheet.write_string(0, index, tongue.shown(header), formats["header"])
        self.sheet.freeze_panes(1, frozen + 1)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(8 if len(columns) > 12 else 9)  # A3 for the wide sheets, A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&C&P/&N")

    def add(self, cells: list[tuple[Value, str]]) -> None:
        cells = self.tongue.cells(self.headers, cells)
        self.last += 1
        if self.last >= ROW_LIMIT:
            raise TooLarge(
                f"Excel chỉ chứa {ROW_LIMIT} hàng; hãy xuất từng phần hoặc dùng csv, sql, parquet",
                f"Excel holds {ROW_LIMIT} rows; export in parts, or as csv, sql or parquet",
            )
        sizes = zip(self.widths, cells, strict=True)
        self.sheet.set_row(self.last, row_height((width, value, kind) for width, (value, kind) in sizes))
        self.sheet.write_number(self.last, 0, self.last, self.formats["short"])
        for index, (value, kind) in enumerate(cells, 1):
            self._cell(index, value, kind)

    def add_task(self, cells: dict[str, Value]) -> None:
        """The row of a task; what belongs to people has its first value."""
        row = self.last + 2

        def letter(header: str) -> str:
            return str(xl_col_to_name(_HEADERS.index(header) + 1))

        own: dict[str, Value] = {STATUS: STATUSES[0]}
        alert = warning_formula(letter, row, self.tongue.shown)
        self.add(
            [(alert if c.kind == "formula" else cells.get(c.header, own.get(c.header)), c.kind) for c in TASK_COLUMNS]
        )

    def _cell(self, column: int, value: Value, kind: str) -> None:
        look, value = self.formats[kind], keeping.shown(value)
        if kind == "formula":
            self.sheet.write_formula(self.last, column, value, look, "")
        elif value is None or value == "":
            self.sheet.write_blank(self.last, column, None, look)
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(self.last, column, dt.datetime.combine(value, dt.time()), look)
        elif isinstance(value, int):
            self.sheet.write_number(self.last, column, value, look)
        else:
            quoted = value[0] in "=+-@＝＋－＠" and kind != "hidden"
            self.sheet.write_string(self.last, column, value, self.formats["quoted"] if quoted else look)

    def finish(self) -> None:
        self.sheet.autofilter(0, 0, self.last, self.width)


def _rules(book: xlsxwriter.Workbook, tasks: _Sheet, tongue: Tongue) -> None:
    """The status list, and the colours of time; down to the last row that Excel has, for the rows to come."""
    due, status, state = (_HEADERS.index(header) + 1 for header in (DUE, STATUS, STATE))
    last, sheet = ROW_LIMIT - 1, tasks.sheet
    said = {name: tongue.shown(value) for name, value in _STATUS_LIST.items() if isinstance(value, str)}
    choice = {"source": [tongue.shown(value) for value in STATUSES]}
    sheet.data_validation(1, status, last, status, said | choice)
    day, told = f"${xl_col_to_name(due)}2", f"${xl_col_to_name(state)}2"
    done = f'${xl_col_to_name(status)}2="{tongue.shown(STATUSES[2])}"'
    states = {name: tongue.shown(words) for name, words in STATES.items()}
    gone = f'OR({told}="{states["dropped"]}",{told}="{states["merged"]}")'
    doubt = f'{told}="{states["unsure"]}"'
    soon = f"{day}<=TODAY()+{DUE_SOON_DAYS}"
    rules = (
        (0, tasks.width, f"={gone}", _GONE),
        (0, tasks.width, f"={done}", _DONE),
        (state, state, f"={doubt}", _DUE_SOON),
        (due, due, f"=AND(ISNUMBER({day}),NOT({done}),NOT({gone}),{day}<TODAY())", _OVERDUE),
        (due, due, f"=AND(ISNUMBER({day}),NOT({done}),NOT({gone}),{day}>=TODAY(),{soon})", _DUE_SOON),
    )
    for left, right, test, look in rules:
        rule = {"type": "formula", "criteria": test, "format": book.add_format(look)}
        sheet.conditional_format(1, left, last, right, rule)


def _close(book: xlsxwriter.Workbook) -> None:
    """XlsxWriter writes the file here, and wraps what the disk says."""
    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error

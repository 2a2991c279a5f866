"""A workbook that people work in, brought up to date: their cells, rows, columns, sheets and looks stay theirs."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList

from vnplans.export.book import keeping
from vnplans.export.book.choice import NO_LEAD, Choice, sheet_name
from vnplans.export.book.from_0_1 import take_over
from vnplans.export.book.grid import Grid, Sheet, dress, fill, new_sheet
from vnplans.export.book.guard import refuse
from vnplans.export.book.restoring import restore_acts, restore_keys
from vnplans.export.book.sheets import (
    ACT_HEADERS,
    ACT_KEY,
    ACT_SHEET,
    CHECK_HEADERS,
    CHECKED,
    HISTORY,
    HISTORY_HEADERS,
    KEY,
    NOTE,
    NOTED,
    NOTED_HEADERS,
    OF_ITS_FILE,
    ROW_KEY,
    STATE,
    STATES,
    STATUS,
    TASK_COLUMNS,
    VERDICT,
    WHEN,
    Cell,
    act_cells,
    check_cells,
    events,
    noted,
    task_cells,
    warning_formula,
)
from vnplans.export.book.tongue import tongue_of
from vnplans.export.columns import STATUSES, Value
from vnplans.export.rows import TaskRow, act_line, rows
from vnplans.models import Directive
from vnplans.text import alphabetical
from vnplans.tracker import ActChange, Check, HeldRow, Ledger, RowChange
from vnplans.wording import Said

__all__ = ["Opened"]

_OBSOLETE = "Không còn"
_REMARKS, _TASK_ID = "Ghi chú", "Mã nhiệm vụ"
_ALWAYS = {STATE, NOTE, ROW_KEY, _TASK_ID}
"""Columns that nobody edits: written without asking what stands there."""


class Opened:
    """The workbook at a path, opened to be brought up to date.

    Raises TargetRefused, and leaves the file as it is, where it is not a tracker of ours, or of a newer version.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.book = load_workbook(out, rich_text=True)
        self.taken_over = keeping.KEPT not in self.book.sheetnames and take_over(self.book)
        if keeping.KEPT not in self.book.sheetnames or self.book[keeping.KEPT]["A1"].value != keeping.MAGIC:
            refuse(
                f"không phải sổ theo dõi của vnplans (thiếu trang ẩn {keeping.KEPT}); hãy ghi ra tệp khác",
                f"not a tracker of vnplans (no hidden sheet {keeping.KEPT}); write to another file",
                out,
            )
        self.hidden = self.book[keeping.KEPT]
        version = self.hidden["B1"].value
        if not isinstance(version, int) or version > keeping.SCHEMA:
            refuse(
                f"sổ do phiên bản vnplans mới hơn ghi (lược đồ {version}, bản này biết đến {keeping.SCHEMA})",
                f"the workbook was written by a newer vnplans (schema {version}; this one knows {keeping.SCHEMA})",
                out,
            )
        try:
            self.settings = keeping.Settings(**json.loads(self.hidden["C1"].value))
            self.lines = [
                [str(v) for v in line if v is not None] for line in self.hidden.iter_rows(min_row=3, values_only=True)
            ]
            self.kept = keeping.Kept.read(line for line in self.lines if line)
        except (ValueError, KeyError, TypeError) as error:
            refuse(
                f"trang ẩn {keeping.KEPT} đã bị sửa, không đọc được ({error!r})",
                f"the hidden sheet {keeping.KEPT} was edited and cannot be read ({error!r})",
                out,
            )
        self.tongue = tongue_of(self.settings.lang)
        self.looks = {cell.value: cell for cell in self.hidden[2] if cell.value}

    def bring_up_to_date(self, directives: Iterable[Directive], choice: Choice, now: dt.datetime) -> bool:
        """Take the records in; False where nothing changes."""
        return _Update(self, choice, now).carry_out(directives)

    def show_open(self) -> bool:
        """Hide what is finished or gone, by the filter of each sheet of tasks; nothing is taken out."""
        for sheet in self.book.worksheets:
            grid = self.grid(sheet, ROW_KEY)
            if grid is None or STATUS not in grid.columns:
                continue
            sheet.auto_filter.ref = sheet.auto_filter.ref or sheet.dimensions
            say = self.tongue.shown
            shown = [say(status) for status in STATUSES if status != STATUSES[2]]
            sheet.auto_filter.add_filter_column(grid.columns[STATUS] - 1, shown, True)
            for row in grid.rows.values():
                gone = grid.value(row, STATE) in (say(STATES["dropped"]), say(STATES["merged"]))
                done = grid.value(row, STATUS) == say(STATUSES[2])
                sheet.row_dimensions[row].hidden = gone or done
        return True

    def save(self, path: Path) -> None:
        packed = io.BytesIO()  # as in fresh.make
        self.book.save(packed)
        path.write_bytes(packed.getbuffer())

    def grid(self, sheet: Sheet, key: str) -> Grid | None:
        """The sheet as rows with keys; None where it has no column of keys."""
        try:
            return Grid(sheet, key, self.looks, self.tongue)
        except KeyError:
            return None


class _Update:
    """One export into an opened workbook."""

    def __init__(self, opened: Opened, choice: Choice, now: dt.datetime) -> None:
        self.opened, self.book, self.kept, self.now = opened, opened.book, opened.kept, now
        self.choice, self.settings, self.tongue = choice, opened.settings, opened.tongue
        apart = {keeping.KEPT, *(self.tongue.shown(name) for name in (ACT_SHEET, NOTED, CHECKED, HISTORY))}
        found = [opened.grid(sheet, ROW_KEY) for sheet in self.book.worksheets if sheet.title not in apart]
        self.tasks = [grid for grid in found if grid]
        if not self.tasks:
            refuse(
                f"sổ không còn cột ẩn «{ROW_KEY}» nên không biết hàng nào là nhiệm vụ nào",
                f"the hidden column «{ROW_KEY}» is gone: rows cannot be told apart",
                opened.out,
            )
        restore_keys(self.tasks, self.kept.marks)
        self.place = {key: grid for grid in reversed(self.tasks) for key in grid.rows}
        self.acts = self._sheet(ACT_SHEET, ACT_KEY, ACT_HEADERS)
        restore_acts(self.acts, {key: held.versions for key, held in self.kept.acts.items()})
        self.noted = self._sheet(NOTED, KEY, NOTED_HEADERS)
        self.checks = self._sheet(CHECKED, KEY, CHECK_HEADERS)
        self.history = self._sheet(HISTORY, KEY, HISTORY_HEADERS)
        self.events = 0
        self.words: dict[str, str] = {key: held.label for key, held in self.kept.acts.items()}

    def _sheet(self, name: str, key: str, headers: tuple[tuple[str, int], ...]) -> Grid:
        """A sheet of ours; a new one where people took it away or renamed it."""
        shown, looks = self.tongue.shown(name), self.opened.looks
        grid = self.opened.grid(self.book[shown], key) if shown in self.book.sheetnames else None
        return grid or Grid(new_sheet(self.book, name, headers, looks, self.tongue), key, looks, self.tongue)

    def carry_out(self, directives: Iterable[Directive]) -> bool:
        for act, held in self.kept.rows.items():
            self.kept.rows[act] = [row for row in held if row.key in self.place]
            self.words |= {row.key: f"{row.where}: {row.work.content}" for row in self.kept.rows[act]}
        ledger = Ledger(self.kept.acts.values(), lambda key: self.kept.rows.get(key, ()))
        for change in ledger.settle(directives, act_line):
            self._act(change)
        grids = (*self.tasks, self.acts, self.noted, self.checks, self.history)
        for grid in grids:
            grid.finish()
        kept = self._keep() or self.opened.taken_over
        return kept or any(grid.changed for grid in grids)

    def _act(self, change: ActChange) -> None:
        before = {row.key: row for row in self.kept.rows.get(change.key, ())}
        held = self.kept.acts.get(change.key)
        if change.directive is not None:
            told = {row.position: row for row in rows(change.directive)}
            took = self._rows(change, told, before)
            if held is None and not took and not self.choice.all:
                return
            self._head(change, change.directive)
        self.kept.acts[change.key] = keeping.held_act(change, held)
        self.words[change.key] = change.label
        for event in events(change, before, set(self.place), self.now):
            self._append(self.history, HISTORY_HEADERS, event)
        for check in change.checks:
            self._check(check)

    # rows of tasks

    def _rows(self, change: ActChange, told: Mapping[int, TaskRow], before: Mapping[str, HeldRow]) -> bool:
        """Carry out the changes of rows; False where none of the act's tasks stands in the workbook."""
        held: list[HeldRow] = []
        for row in change.rows:
            task = told[row.task] if row.task is not None else None
            if row.key not in self.place and (task is None or not self.choice.takes(task, self.now.date())):
                continue
            cells = self._cells(row, task)
            if task is not None:
                self.words[row.key] = f"{task.task.where}: {task.task.content}"
            if row.key in self.place:
                self._write(row.key, cells)
            else:
                self._add(row.key, cells, task)
            held.append(
                keeping.held_row(row.key, task, row.state) if task else replace(before[row.key], state=row.state)
            )
            if row.kind == "merged" and row.into in self.place:
                self._hand_over(row.key, row.into)
        self.kept.rows[change.key] = held
        return bool(held)

    def _cells(self, row: RowChange, task: TaskRow | None) -> dict[str, Value]:
        if task is not None:
            return self.tongue.values(task_cells(task, row, self.now.date()))
        note: dict[str, Value] = {} if row.note is None else {NOTE: row.note or None}
        return self.tongue.values({STATE: STATES[row.state]} | note)

    def _write(self, key: str, cells: Mapping[str, Value]) -> None:
        """Into a row that is there. A cell that a person corrected stays so, and is told where the act changed too."""
        grid, marks = self.place[key], self.kept.marks.setdefault(key, {})
        row = grid.rows[key]
        for header, value in cells.items():
            fresh, was, now = (
                keeping.mark(keeping.shown(value)),
                marks.get(header),
                keeping.mark(grid.value(row, header)),
            )
            marks[header] = fresh
            if header in _ALWAYS or was is None or now in (was, fresh):
                grid.put(row, header, value)
            elif header not in grid.columns or fresh == was:
                marks[header] = was
            else:
                shown = f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value
                blank = self.tongue.shown("(để trống)")
                self._corrected(key, self.tongue.shown(header), str(grid.value(row, header)), str(shown or blank))

    def _corrected(self, key: str, header: str, theirs: str, ours: str) -> None:
        reason = Said(
            f"ô «{header}» đã được người dùng sửa và được giữ nguyên; văn bản nay ghi khác",
            f"the cell «{header}» was corrected by a person and stays; the act says otherwise now",
        )
        where = f"{header}: {theirs}"
        self._tell(Check("task", key, f"{header}/{keeping.mark(ours)}", reason), where, f"{header}: {ours}")

    def _add(self, key: str, cells: Mapping[str, Value], task: TaskRow | None) -> None:
        leads = task.task.lead_agencies if task else ()
        grid = self._grid_of(leads[0].name if leads else NO_LEAD)
        line = grid.last + 1
        known: dict[str, Cell] = {c.header: (cells.get(c.header), c.kind) for c in TASK_COLUMNS}
        known[STATUS] = (self.tongue.shown(STATUSES[0]), "edit")
        alert = warning_formula(grid.letter, line, self.tongue.shown)
        known |= {c.header: (alert, c.kind) for c in TASK_COLUMNS if c.kind == "formula"}
        grid.add(key, known.items())
        self.place[key] = grid
        self.kept.marks[key] = keeping.marks_of(cells)

    def _grid_of(self, lead: str) -> Grid:
        """Where a new task goes: the sheet of tasks, or that of its lead agency."""
        if self.settings.per_lead != "sheet":
            return self.tasks[0]
        by_name = {grid.sheet.title: grid for grid in self.tasks}
        lead = self.tongue.shown(lead) if lead == NO_LEAD else lead
        name = sheet_name(lead, set())
        if name not in by_name:
            name = sheet_name(lead, {title.lower() for title in self.book.sheetnames})
            sheet = _like(self.tasks[0], name, lead, self.tasks)
            grid = Grid(sheet, ROW_KEY, self.opened.looks, self.tongue)
            self.tasks.append(grid)
            return grid
        return by_name[name]

    def _hand_over(self, key: str, into: str) -> None:
        """The remarks of a row whose task stands within another's now, below that one's own."""
        grid, other = self.place[key], self.place[into]
        remarks = grid.value(grid.rows[key], _REMARKS)
        if remarks is None or _REMARKS not in other.columns:
            return
        source = grid.sheet.cell(grid.rows[key], grid.columns[_REMARKS])
        cell = other.sheet.cell(other.rows[into], other.columns[_REMARKS])
        if isinstance(cell, MergedCell) or isinstance(source, MergedCell):
            return
        if cell.value is None and not isinstance(remarks, str):
            cell.value = copy(remarks)
        else:
            fill(cell, f"{cell.value}\n{remarks}" if cell.value is not None else str(remarks))
        source.value = None
        other.changed = grid.changed = True

    # acts, notes, history, what to compare

    def _head(self, change: ActChange, directive: Directive) -> None:
        cells = self.tongue.cells((header for header, _ in ACT_HEADERS), act_cells(change, directive))
        if change.key in self.acts.rows:
            for (header, _), (value, _) in zip(ACT_HEADERS, cells, strict=True):
                self.acts.put(self.acts.rows[change.key], header, value)
        else:
            self._append(self.acts, ACT_HEADERS, cells, change.key)
        heads = [header for header, _ in NOTED_HEADERS]
        fresh = {key: self.tongue.cells(heads, told) for key, told in noted(change, directive)}
        for key, noted_cells in fresh.items():
            if key in self.noted.rows:
                for (header, _), (value, _) in zip(NOTED_HEADERS, noted_cells, strict=True):
                    self.noted.put(self.noted.rows[key], header, value)
            else:
                self._append(self.noted, NOTED_HEADERS, noted_cells, key, besides=OF_ITS_FILE)
        for key, row in self.noted.rows.items():
            if key.startswith(f"{change.key}/") and key not in fresh:
                self.noted.put(row, "Mức độ", self.tongue.shown(_OBSOLETE))

    def _check(self, check: Check) -> None:
        there, came = (self.words.get(key, key) for key in (check.key, check.other))
        self._tell(check, there, came)

    def _tell(self, check: Check, there: str, came: str) -> None:
        key, cells = check_cells(check, there, came, self.now)
        if key not in self.checks.rows:
            self._append(self.checks, CHECK_HEADERS, cells, key, besides=(WHEN, VERDICT))

    def _append(
        self,
        grid: Grid,
        headers: tuple[tuple[str, int], ...],
        cells: list[Cell],
        key: str | None = None,
        besides: Collection[str] | None = None,
    ) -> None:
        """A new row; or the row that says the same in all columns but its key and `besides`, which lost its key."""
        heads = [header for header, _ in headers]
        named = list(zip(heads, self.tongue.cells(heads, cells), strict=True))
        if key and besides is not None:
            told = ((header, value) for header, (value, _) in named if header not in {grid.key, *besides})
            if (row := grid.same(told)) is not None:
                grid.name(row, key)
                return
        self.events += 1
        grid.add(key or f"event {self.events}", named)

    def _keep(self) -> bool:
        """Write what the next export needs; False where it is what stands there."""
        lines = [list(line) for line in keeping.lines_of(self.kept)]
        if sorted(lines) == sorted(line for line in self.opened.lines if line):
            return False
        sheet = self.opened.hidden
        sheet.delete_rows(3, sheet.max_row)
        for number, line in enumerate(lines, 3):
            for column, text in enumerate(line, 1):
                fill(sheet.cell(number, column), text)
        return True


def _like(grid: Grid, name: str, lead: str, others: list[Grid]) -> Sheet:
    """A sheet of tasks with the heads, looks and rules of another, without its rows; in the order of the alphabet."""
    source = grid.sheet
    book = source.parent
    before = [g.sheet for g in others if alphabetical(g.sheet.title) < alphabetical(lead)]
    index = max((book.index(sheet) for sheet in before), default=book.index(source) - 1) + 1
    sheet = book.create_sheet(name, index)
    for row in source.iter_rows(min_row=1, max_row=grid.head):
        for cell in row:
            fresh = sheet.cell(cell.row, cell.column)
            fresh.value = copy(cell.value)
            dress(fresh, cell)
    for letter, dimension in source.column_dimensions.items():
        sheet.column_dimensions[letter] = copy(dimension)
        sheet.column_dimensions[letter].worksheet = sheet
    sheet.conditional_formatting = copy(source.conditional_formatting) or ConditionalFormattingList()
    sheet.data_validations = copy(source.data_validations)
    sheet.freeze_panes, sheet.print_title_rows = source.freeze_panes, source.print_title_rows
    sheet.page_setup, sheet.sheet_properties = copy(source.page_setup), copy(source.sheet_properties)
    if source.auto_filter.ref:
        sheet.auto_filter.ref = f"{source.auto_filter.ref.split(':')[0]}:{grid.letter(ROW_KEY)}{grid.head}"
    return sheet

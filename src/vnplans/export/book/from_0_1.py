"""A workbook of vnplans 0.1, which kept nothing for the next export, made one that does: people's cells stay.

What 0.1 wrote stands in its cells: acts on one sheet, tasks on another, each under the id that 0.1 gave it. What a
person corrected in a column of ours cannot be told from that. Where the act says otherwise now, the history says both
of words, place, doer and time; any other cell of a task stays as it is and is listed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from vnplans.export.book import keeping
from vnplans.export.book.grid import Sheet, dress, heads
from vnplans.export.book.sheets import (
    ACT_KEY,
    DUE,
    KEY,
    NEXT,
    NOTE,
    ROW_KEY,
    STATE,
    STATES,
    STATUS,
    TASK_COLUMNS,
    WARNING,
    warning_formula,
)
from vnplans.regex import regex
from vnplans.tracker import HeldAct, HeldRow, Work
from vnplans.tracker.acts import told_act
from vnplans.tracker.rows import new_key
from vnplans.tracker.words import spoken
from vnplans.tracker.work import time_key
from vnplans.where import id_from_0_1, where_from_0_1
from vnplans.wording import LABELS

__all__ = ["take_over"]

_ID, _CONTENT, _SHA, _TIME = "Mã nhiệm vụ", "Nội dung nhiệm vụ", "SHA-256", "Thời hạn (theo văn bản)"
_NOTED = "Nội dung cần xem"
_NUMBER, _DAY, _ISSUER = (LABELS[name] for name in ("number", "issued_on", "issuer"))
_SERIAL = regex(r"\d+")
_LIKE = {"text": _CONTENT, "quoted": _CONTENT, "short": _NUMBER, "date": DUE, "edit": STATUS, "key": _ID}
_LIKE |= {"formula": _NUMBER, "hidden": _ID}
"""The column of 0.1 whose cells have each look."""
_OF_ACT = ("number", "issued_on", "issuer", "source")
_FOLLOWS = frozenset({_ID, _CONTENT, DUE, _TIME, *(LABELS[name] for name in ("where", "lead_agencies", *_OF_ACT))})
"""Columns that follow the act: those that say which it is, and those of which the history keeps what stood there."""
_WHOSE = "?"
"""The mark of a cell that may hold what a person corrected: it equals no other, so the cell stays and is listed."""
_NAME_OF_ACT = (_NUMBER, _DAY, _ISSUER)


def take_over(book: Any) -> bool:
    """Give the workbook what every later export needs; False, and nothing is done, where 0.1 did not write it."""
    tasks = next((sheet for sheet in book.worksheets if _has(sheet, _ID, _CONTENT, STATUS)), None)
    acts = next((sheet for sheet in book.worksheets if _has(sheet, _SHA, _NUMBER)), None)
    if tasks is None or acts is None:
        return False
    kept = keeping.Kept()
    held = _Acts(acts, kept)
    _tasks(tasks, held, kept)
    for sheet in book.worksheets:
        if _has(sheet, _NOTED):
            _Table(sheet, _NOTED).column(KEY, 10, hidden=True)
    _hide(book, tasks, kept)
    return True


def _has(sheet: Sheet, key: str, *headers: str) -> bool:
    try:
        return {key, *headers} <= heads(sheet, key)[1].keys()
    except KeyError:
        return False


class _Table:
    """A sheet as rows of named cells."""

    def __init__(self, sheet: Sheet, key: str) -> None:
        self.sheet = sheet
        self.head, self.columns = heads(sheet, key)

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for line in self.sheet.iter_rows(min_row=self.head + 1):
            told = {header: _plain(line[column - 1].value) for header, column in self.columns.items()}
            if any(value is not None for value in told.values()):
                yield line[0].row, told

    def column(self, header: str, width: int, *, hidden: bool = False) -> int:
        """A new column at the right end."""
        at: int = self.sheet.max_column + 1
        cell = self.sheet.cell(self.head, at, header)
        dress(cell, self.sheet.cell(self.head, min(self.columns.values())))
        dimension = self.sheet.column_dimensions[get_column_letter(at)]
        dimension.width, dimension.hidden = width, hidden
        self.columns[header] = at
        return at


class _Acts:
    """The acts of the workbook, each under a new key."""

    def __init__(self, sheet: Sheet, kept: keeping.Kept) -> None:
        self.kept = kept
        self.by_file: dict[str, str] = {}
        self.by_name: dict[tuple[Any, ...], set[str]] = {}
        self.told: dict[str, dict[str, Any]] = {}
        table = _Table(sheet, _SHA)
        column = table.column(ACT_KEY, 10, hidden=True)
        for row, told in table.rows():
            sha = str(told[_SHA] or "")
            if sha:
                key = new_key("a", self.told, sha, str(told.get(_NUMBER) or ""), str(row))
                sheet.cell(row, column).value = key
                self.told[key] = told
                self.by_file.setdefault(sha[:12], key)
                self.by_name.setdefault(tuple(told.get(header) for header in _NAME_OF_ACT), set()).add(key)

    def of(self, told: dict[str, Any]) -> str | None:
        """The act of a task: that of its file, or the only one of its number, day and issuer."""
        act = str(told[_ID]).partition("#")[0]
        if act.startswith("sha256:"):
            return self.by_file.get(act[7:19])
        found = self.by_name.get(tuple(told.get(header) for header in _NAME_OF_ACT), set())
        return next(iter(found)) if len(found) == 1 else None

    def keep(self, key: str, contents: list[str]) -> None:
        told = self.told[key]
        day, title, number = told.get(_DAY), str(told.get(LABELS["title"]) or ""), str(told.get(_NUMBER) or "")
        serial = _SERIAL.match(number)
        act = told_act(
            sha256=str(told[_SHA]),
            serial=int(serial[0]) if serial else None,
            issued_on=day if isinstance(day, dt.date) else None,
            issuer=str(told.get(_ISSUER) or ""),
            title=title,
            contents=contents,
            file=str(told.get(LABELS["source"]) or ""),
        )
        head = [told.get(LABELS["doc_type"]), number, isinstance(day, dt.date) and f"ngày {day:%d/%m/%Y}"]
        head.append(told.get(_ISSUER) and f"của {told[_ISSUER]}")
        line = " ".join(str(part) for part in head if part) or act.file
        label = f"{line}: {title}" if title else line
        self.kept.acts[key] = HeldAct(key, act, label, frozenset({act.facts.sha256}), len(contents))


def _tasks(sheet: Sheet, acts: _Acts, kept: keeping.Kept) -> None:
    table = _Table(sheet, _ID)
    found = list(table.rows())
    for column in TASK_COLUMNS:
        if column.header in {NEXT, WARNING, STATE, NOTE, ROW_KEY}:
            table.column(column.header, column.width, hidden=column.header == ROW_KEY)
    contents: dict[str, list[str]] = {key: [] for key in acts.told}
    seen: set[str] = set()
    for row, told in found:
        act = acts.of(told) if told[_ID] and str(told[_ID]) not in seen else None
        if act is None or not told.get(_CONTENT):
            continue  # a row of people's own, or a copy
        seen.add(str(told[_ID]))
        held = _held(told, new_key("t", kept.marks, str(told[_ID])))
        _fill(table, row, told, held)
        contents[act].append(held.work.content)
        kept.rows.setdefault(act, []).append(held)
        written = {c.header: told[c.header] for c in TASK_COLUMNS if c.kind != "edit" and c.header in told}
        ours = {header: keeping.mark(value) if header in _FOLLOWS else _WHOSE for header, value in written.items()}
        kept.marks[held.key] = ours
    for key, words in contents.items():
        acts.keep(key, words)


def _held(told: dict[str, Any], key: str) -> HeldRow:
    lead, due = str(told.get(LABELS["lead_agencies"]) or ""), told.get(DUE)
    time = str(told.get(_TIME) or "")
    work = Work(
        content=str(told[_CONTENT]),
        where=where_from_0_1(str(told.get(LABELS["where"]) or "")),
        leads=tuple(lead.split("; ")) if lead else (),
        deadline=time_key(None, due if isinstance(due, dt.date) else None, time),
        group=spoken(str(told.get(LABELS["group"]) or "")),
        time=time,
    )
    return HeldRow(key, work, "live", lead, time)


def _fill(table: _Table, row: int, told: dict[str, Any], held: HeldRow) -> None:
    def letter(header: str) -> str:
        return str(get_column_letter(table.columns.get(header, table.columns[ROW_KEY])))

    like = table.sheet.cell(row, table.columns[_CONTENT])
    fresh = {STATE: STATES["live"], WARNING: warning_formula(letter, row), NEXT: None, NOTE: None, ROW_KEY: held.key}
    for header, value in fresh.items():
        cell = table.sheet.cell(row, table.columns[header])
        dress(cell, table.sheet.cell(row, table.columns[DUE]) if header == NEXT and DUE in table.columns else like)
        cell.value = value
    if LABELS["where"] in table.columns:
        table.sheet.cell(row, table.columns[LABELS["where"]]).value = held.where
    table.sheet.cell(row, table.columns[_ID]).value = id_from_0_1(str(told[_ID]))


def _hide(book: Any, tasks: Sheet, kept: keeping.Kept) -> None:
    """The hidden sheet, with a cell of each look; what is gone is struck through from now on."""
    head, columns = heads(tasks, _ID)
    sheet = book.create_sheet(keeping.KEPT)
    sheet.sheet_state = "veryHidden"
    for column, value in enumerate((keeping.MAGIC, keeping.SCHEMA, keeping.Settings().dump()), 1):
        sheet.cell(1, column, value)
    for column, look in enumerate(keeping.LOOKS, 1):
        like = tasks.cell(head if look == "header" else head + 1, columns.get(_LIKE.get(look, _ID), columns[_ID]))
        dress(sheet.cell(2, column, look), like)
    for number, line in enumerate(keeping.lines_of(kept), 3):
        for column, text in enumerate(line, 1):
            sheet.cell(number, column, text).data_type = "s"
    state = f"${get_column_letter(columns[STATE])}{head + 1}"
    everything = f"A{head + 1}:{get_column_letter(columns[ROW_KEY])}1048576"
    gone = f'OR({state}="{STATES["dropped"]}",{state}="{STATES["merged"]}")'
    tasks.conditional_formatting.add(everything, FormulaRule([gone], font=Font(color="A6A6A6", strike=True)))
    doubt = PatternFill("solid", bgColor="FFE699")
    at = get_column_letter(columns[STATE])
    tasks.conditional_formatting.add(
        f"{at}{head + 1}:{at}1048576", FormulaRule([f'{state}="{STATES["unsure"]}"'], fill=doubt)
    )
    if tasks.auto_filter.ref:
        tasks.auto_filter.ref = f"A{head}:{get_column_letter(columns[ROW_KEY])}{tasks.max_row}"


def _plain(value: Any) -> Any:
    """A day without a time, a text without the looks of its letters."""
    if isinstance(value, dt.datetime):
        return value.date()
    return value if value is None or isinstance(value, (int, float, dt.date)) else str(value)

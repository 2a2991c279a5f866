"""Tasks of tables: each row with its doers, partners, time and result."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.agencies.names import Mention, open_name
from vnplans.extract.duties import when
from vnplans.extract.duties.context import Context
from vnplans.extract.duties.doers import Body, Role, bodies, doers_of, partners, time_behind, without_count
from vnplans.extract.duties.duty import Duty, task
from vnplans.extract.duties.when import When
from vnplans.extract.findings import Finding, Head, Near
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.outline.items import Item
from vnplans.extract.tables.crossed import crossings
from vnplans.extract.tables.grid import Columns, Entry, names_body, rows_of
from vnplans.extract.tables.marks import time_of
from vnplans.extract.tables.table import Refused, TaskRow, table_columns, task_rows
from vnplans.extract.time.reading import names_no_day
from vnplans.landmarks import is_whole
from vnplans.models import TOLD, Deadline, Task
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold
from vnplans.where import step, way

__all__ = ["Place", "TableRead", "table_tasks"]

_CONTINUED = regex(r"\s*\(?(?:tiếp|tiếp theo|tt)\)?[\s:.;]*$", re.IGNORECASE)
"""Behind a group row given again on a further page: "Tháng 9 (tiếp theo)"."""
_NUMBERED = regex(r"(?:\d{1,2}[.)/-]|[a-z]\))\s*(?=\w)")
_ROLES: dict[str, Role] = {"lead": "lead", "both": "both", "coordinating": "with"}


@dataclass(frozen=True)
class TableRead:
    """A table as read: its columns (None if it orders no work) and its findings."""

    columns: Columns | None
    found: tuple[Finding[Task], ...]


@dataclass(frozen=True)
class Place:
    """Where a table stands: the way to it, what the headings above it hand down, the columns of the one before it."""

    where: str
    context: Context
    before: Columns | None


def table_tasks(pages: Pages, head: Head, item: Item, place: Place) -> TableRead:
    """The columns and the tasks of a table."""
    assert item.table is not None
    if crossed := tuple(_crossed(pages, head, item.table, place)):
        return TableRead(None, crossed)
    over = [place.context.group.key if place.context.group else "", fold(head.title or "")]
    visits = any(phrase("tables.visits").search(words) for words in over)
    found = table_columns(pages, item.table, place.before, visits=visits)
    if isinstance(found, Refused):
        first = pages.quote(item.block, rule=found.reason.code) if pages.blocks[item.block].text else None
        return TableRead(None, (found.reason.at(place.where, first),))
    out: list[Finding[Task]] = []
    lines = list(task_rows(pages, item.table, found))
    works = sum(verb_at(line.content.key) is not None for line in lines) * 2 >= len(lines)
    for line in lines:
        out.append(task(pages, _duty(pages, head, line, place, works=works), "tasks.table"))
        out.extend(_slips(pages, line, _where(place, line)))
    return TableRead(found, tuple(out))


def _crossed(pages: Pages, head: Head, table: int, place: Place) -> Iterator[Finding[Task]]:
    """The works of a table of units and weeks, of days and halves of the day."""
    for count, work in enumerate(crossings(rows_of(pages, table), head), 1):
        leads: tuple[Body, ...] = ()
        if work.unit is not None:
            name = work.unit.text.rstrip(" :.;")
            leads = bodies(pages, work.unit, [Mention(name, 0, len(name), open_name(name))], "lead_agencies.column")
        elif work.who is not None:
            leads = bodies(pages, work.words, work.who.mentions, "lead_agencies.subject")
        said = when.in_words(pages, work.content, head)
        duty = Duty(
            content=work.content,
            where=way(place.where, step("row", str(count))),
            leads=leads,
            partners=bodies(pages, work.content, partners(work.content, head), "coordinating_agencies.words"),
            when=said or (when.in_cell(pages, work.time, head) if work.time is not None else None),
            group=place.context.group,
        )
        yield task(pages, duty, "tasks.table")


def _slips(pages: Pages, line: TaskRow, where: str) -> Iterator[Near]:
    """Time cells with a day that no calendar has: "Trước 31/02"."""
    for name in ("deadline", "start", "end"):
        words = _words(line, name)
        if words is not None and names_no_day(words.text):
            quotes = words.quotes(pages, "deadline.no_such_day")
            message = f"{where}: ngày không có trong lịch: {words.text[:50]}"
            yield Near("deadline.no_such_day", message, "no such day", quotes[0] if quotes else None, "warning")


def _where(place: Place, line: TaskRow) -> str:
    return way(place.where, step("row", line.number))


def _duty(pages: Pages, head: Head, line: TaskRow, place: Place, *, works: bool) -> Duty:
    context = place.context
    leads, with_ = _doers(pages, head, line)
    if not leads and "lead" not in line.cells and "both" not in line.cells:
        leads = _group_leads(pages, head, line, works) or context.leads
    if not with_ and "coordinating" not in line.cells:
        with_ = bodies(pages, line.content, partners(line.content, head), "coordinating_agencies.words")
    return Duty(
        content=line.content,
        where=_where(place, line),
        leads=leads,
        partners=with_,
        when=_when(pages, head, line) or _group_when(pages, head, line) or context.when,
        told={name: words for name in TOLD if (words := _words(line, name)) is not None},
        group=line.groups[-1] if line.groups else context.group,
    )


def _words(line: TaskRow, name: str) -> Line | None:
    entry = line.cells.get(name)
    return entry.passage if entry and any(c.isalnum() for c in entry.text) else None


def _when(pages: Pages, head: Head, line: TaskRow) -> When | None:
    cells = {name: _words(line, name) for name in ("deadline", "start", "end")}
    read = {
        name: when.in_cell(pages, words, head, title=line.titles.get(name, ""))
        for name, words in cells.items()
        if words is not None
    }
    if len(line.times) > 1 and "deadline" in read:
        read["deadline"] = _latest(pages, head, line) or read["deadline"]
    last = read.get("end") or read.get("deadline")
    if read.get("start") and last:
        return when.span(read["start"], last)
    said = next((found for found in (read.get("deadline"), read.get("end"), read.get("start")) if found), None)
    noted = _noted(pages, head, line)
    if noted is not None and noted.deadline.end and (said is None or _narrows(noted.deadline, said.deadline)):
        return noted
    said = said or time_of(pages, head, line.slots) or _beside_doers(pages, head, line)
    return said or when.in_words(pages, line.content, head) or noted


def _latest(pages: Pages, head: Head, line: TaskRow) -> When | None:
    """Of several columns of last days, "Gửi thẩm tra", "Trình HĐND", the latest, each a milestone."""
    read = [when.in_cell(pages, words, head, title=title) for title, words in line.times]
    dated = [said for said in read if said is not None and said.deadline.end is not None]
    if not dated:
        return None
    last = max(dated, key=lambda said: said.deadline.end or dt.date.min)
    if len(dated) < 2 or last.deadline.kind not in ("by", "during"):
        return last
    steps = [said.deadline for said in dated]
    return replace(last, deadline=last.deadline.model_copy(update={"milestones": steps}))


def _noted(pages: Pages, head: Head, line: TaskRow) -> When | None:
    """The time that a cell of notes says and nothing else: "Trước 20/9" beside "Tháng 9"."""
    words = _words(line, "note")
    if words is None or not phrase("rows.noted_time").fullmatch(words.key.strip(" .;()")):
        return None
    return when.in_cell(pages, words, head, rule="deadline.note")


def _beside_doers(pages: Pages, head: Head, line: TaskRow) -> When | None:
    """The time behind the doers of a cell: "Phòng Tài chính, tháng 7", "Văn phòng (trước 31/12)"."""
    for name in ("lead", "both"):
        words = _words(line, name)
        behind = time_behind(words) if words is not None else None
        if words is not None and behind:
            return when.in_cell(pages, words.part(*behind), head, rule="deadline.beside_doers")
    return None


def _narrows(note: Deadline, said: Deadline) -> bool:
    """It ends within a longer time: the day in the month."""
    if said.kind != "during" or said.start is None or said.end is None or note.end is None:
        return False
    shorter = note.kind == "by" or (note.start is not None and (note.start, note.end) != (said.start, said.end))
    return shorter and said.start <= (note.start or note.end) and note.end <= said.end


def _group_when(pages: Pages, head: Head, line: TaskRow) -> When | None:
    """The time that a group row says for its rows: "Tháng 4/2024", "Chuẩn bị (Thời gian: trước ngày 10/5)"."""
    for group in reversed(line.groups):
        label = phrase("rows.time_label").search(group.key)
        if label:
            return when.in_cell(pages, group.part(*label.span("time")), head, "deadline.group_row")
        words = group.part(0, len(_CONTINUED.sub("", group.text)))
        if named := phrase("when.of_group").fullmatch(words.key.rstrip(" :.;")):
            return when.in_cell(pages, words.part(*named.span("time")), head, "deadline.group_row")
        if phrase("rows.time_only").fullmatch(words.key.rstrip(" :.;")):
            return when.in_cell(pages, words, head, "deadline.group_row")
    return None


def _group_leads(pages: Pages, head: Head, line: TaskRow, works: bool) -> tuple[Body, ...]:
    """A group row that is an agency's name hands it down to rows of work; rows that are bodies to inspect have none.
    `works`: most rows of the table begin with a verb."""
    if not works and verb_at(line.content.key) is None:
        return ()
    for group in reversed(line.groups):
        words = _without_role(without_count(group))
        province, host, on = head.voice
        mentions = find_agencies(words.text, province=province, host=host, on=on)
        if mentions and mentions[0].start == 0 and mentions[-1].end >= len(words.text.rstrip(" :.;")) - 1:
            return bodies(pages, words, mentions, "lead_agencies.group_row")
    return ()


def _without_role(words: Line) -> Line:
    """ "Phòng Nội vụ chủ trì", "Do Phòng Tài chính thực hiện": the body alone."""
    said = phrase("rows.group_role").fullmatch(words.key.rstrip(" :.;"))
    return words.part(*said.span("who")) if said else words


def _each_line(pages: Pages, entry: Entry) -> Sequence[Line]:
    """The lines of a cell in which every line begins a name, or has a mark of its own; else the cell as a whole."""
    lines = entry.lines
    if len(lines) > 1 and all(_marked_off(pages, line) for line in lines):
        return lines
    numbers = [_NUMBERED.match(line.text) for line in lines]
    if len(lines) > 1 and all(numbers):
        return [line.part(number.end()) for line, number in zip(lines, numbers, strict=True) if number]
    if len(lines) < 2 or any(line.text.rstrip().endswith((",", ";", "-", ":")) for line in lines[:-1]):
        return (entry.passage,)
    if any(is_whole(line.text, "open_head") for line in lines):
        return (entry.passage,)  # "Các thành viên" / "Hội đồng": one name over two lines
    named = (find_agencies(line.text) for line in lines)
    return lines if all(found and found[0].start == 0 for found in named) else (entry.passage,)


def _marked_off(pages: Pages, line: Line) -> bool:
    """A dash or another mark stands before it."""
    _, block, at, _ = line.pieces[0]
    return at > 0 or pages.blocks[block].label is not None


def _doers(pages: Pages, head: Head, line: TaskRow) -> tuple[tuple[Body, ...], tuple[Body, ...]]:
    leads: tuple[Body, ...] = ()
    with_: tuple[Body, ...] = ()
    for name, role in _ROLES.items():
        entry = line.cells.get(name)
        if entry is not None:
            for words in _each_line(pages, entry):
                more_leads, more_with = doers_of(pages, head, words, role, "cell")
                leads, with_ = leads + more_leads, with_ + more_with
    for words, role in line.marks:
        more_leads, more_with = _marked(pages, head, words, role)
        leads, with_ = leads + more_leads, with_ + more_with
    return leads, with_


def _marked(pages: Pages, head: Head, words: Line, role: Role) -> tuple[tuple[Body, ...], tuple[Body, ...]]:
    """The bodies over a marked column; a head that no list knows, "Phòng KT, HT và ĐT", is one body."""
    if names_body(words.text):
        return doers_of(pages, head, words, role, "column")
    name = words.text.rstrip(" :.;")
    field = "coordinating_agencies" if role == "with" else "lead_agencies"
    made = bodies(pages, words, [Mention(name, 0, len(name), open_name(name))], f"{field}.column")
    return ((), made) if role == "with" else (made, ())

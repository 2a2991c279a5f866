"""iCalendar (RFC 5545): a to-do a task, or an all-day event where a calendar shows no to-dos."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateutil.rrule import rrulestr
from icalendar import Calendar, Component, Event, Journal, Todo, vRecur

from vnplans.export.atomic import replacing
from vnplans.export.rows import TITLE_LIMIT, TaskRow, act_key, act_line, describe, rows, shorten
from vnplans.models import Deadline, Directive
from vnplans.wording import LABELS

__all__ = ["uid", "write"]

LINE_BYTES = 75
_WITHIN_A_DAY = ("FREQ=HOURLY", "FREQ=MINUTELY")
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vnplans:task")
_PRIORITY = {"khẩn": 3, "thượng khẩn": 2, "hỏa tốc": 1, "hỏa tốc hẹn giờ": 1}
_CLASS = {"mật": "CONFIDENTIAL", "tối mật": "CONFIDENTIAL", "tuyệt mật": "CONFIDENTIAL"}


def write(
    directives: Iterable[Directive], out: Path, *, events: bool = False, stamp: dt.datetime | None = None
) -> None:
    """A journal entry an act and a to-do a task, which names its act by RELATED-TO.

    UIDs follow from task ids: importing a corrected file updates. DUE is a date. A rhythm becomes RRULE from its first
    day after the issue; where the words name a day ("trước ngày 15/12 hằng năm") the to-do lasts that one day. Where
    neither a start nor the day of issue is known, no rule is given, and the words stand in the description.

    events: all-day VEVENTs on the due day in place of to-dos (Google Calendar, Outlook); undated tasks are left out.
    stamp: DTSTAMP of every entry; the day of issue, else 1 January 1970, when None, so that equal records give equal
    files.
    """
    head, tail = _frame()
    with replacing(out) as temporary, temporary.open("xb") as stream:
        stream.write(head)
        for directive in directives:
            for component in _components(directive, events, stamp):
                stream.write(_folded(component))
        stream.write(tail)


def uid(key: str) -> str:
    """The UID of a task id or act key."""
    return f"{uuid.uuid5(_SPACE, key)}@vnplans"


def _frame() -> tuple[bytes, bytes]:
    """What stands before and after the entries, so that they need not all be held."""
    calendar = Calendar()
    calendar.add("PRODID", "-//vnplans//vnplans//VI")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("X-WR-CALNAME", "Nhiệm vụ được giao")
    end = b"END:VCALENDAR\r\n"
    return calendar.to_ical().removesuffix(end), end


def _folded(component: Component) -> bytes:
    """The entry in lines of at most 75 bytes (RFC 5545, 3.1), no letter parted.

    The library's own folding takes half the time of a large export.
    """
    out: list[bytes] = []
    for line in component.content_lines():
        rest, room = line.encode(), LINE_BYTES
        while len(rest) > room:
            cut = room
            while rest[cut] & 0xC0 == 0x80:  # the middle of a letter
                cut -= 1
            out += (rest[:cut], b"\r\n ")
            rest, room = rest[cut:], LINE_BYTES - 1
        if rest:
            out += (rest, b"\r\n")
    return b"".join(out)


def _components(directive: Directive, events: bool, stamp: dt.datetime | None) -> Iterator[Component]:
    issued = directive.issued_on
    midnight = dt.datetime.combine(issued or dt.date(1970, 1, 1), dt.time(), dt.UTC)
    when = stamp or midnight
    yield _journal(directive, when)
    for row in rows(directive):
        component = _event(row) if events else _todo(row)
        if component is not None:
            _common(component, row, when)
            yield component


def _journal(directive: Directive, when: dt.datetime) -> Journal:
    journal = Journal()
    journal.add("UID", uid(act_key(directive)))
    journal.add("DTSTAMP", when)
    if directive.issued_on:
        journal.add("DTSTART", directive.issued_on)
    journal.add("SUMMARY", shorten(act_line(directive)))
    if directive.source.name:
        journal.add("DESCRIPTION", f"{LABELS['source']}: {directive.source.name}")
    if directive.secrecy:
        journal.add("CLASS", _CLASS[directive.secrecy])
    return journal


def _common(component: Component, row: TaskRow, when: dt.datetime) -> None:
    component.add("UID", uid(row.task.id))
    component.add("DTSTAMP", when)
    component.add("SUMMARY", shorten(row.title, TITLE_LIMIT))
    component.add("DESCRIPTION", describe(row))
    component.add("RELATED-TO", uid(act_key(row.directive)))
    if names := [agency.name for agency in row.task.lead_agencies]:
        component.add("CATEGORIES", names)
    if row.directive.urgency:
        component.add("PRIORITY", _PRIORITY[row.directive.urgency])
    if row.directive.secrecy:
        component.add("CLASS", _CLASS[row.directive.secrecy])


def _todo(row: TaskRow) -> Todo:
    todo, day = Todo(), row.due
    todo.add("STATUS", "NEEDS-ACTION")
    if day:
        # RFC 5545, 3.8.2.3: DUE must be later than DTSTART
        if row.start and row.start < day:
            todo.add("DTSTART", row.start)
        todo.add("DUE", day)
    elif first := _rule(todo, row):
        todo.add("DTSTART", first)
        if _names_a_day(row.task.deadline):
            todo.add("DURATION", dt.timedelta(days=1))
    elif row.start:
        todo.add("DTSTART", row.start)
    return todo


def _event(row: TaskRow) -> Event | None:
    event = Event()
    day = row.due or _rule(event, row)
    if day is None:
        return None
    event.add("DTSTART", day)
    event.add("DTEND", day + dt.timedelta(days=1))
    event.add("TRANSP", "TRANSPARENT")
    return event


def _rule(component: Component, row: TaskRow) -> dt.date | None:
    """Add the rhythm's RRULE and return its first day, which the day of issue or the deadline's start begins."""
    deadline = row.task.deadline
    begin = (deadline.start if deadline else None) or row.directive.issued_on
    if deadline is None or deadline.rrule is None or begin is None:
        return None
    rule = deadline.rrule
    if rule.startswith(_WITHIN_A_DAY):
        return None  # RFC 5545, 3.3.10: no rule of hours for an entry that is a whole day
    if deadline.end and "UNTIL=" not in rule and "COUNT=" not in rule:
        rule += f";UNTIL={deadline.end:%Y%m%d}"
    first = next(iter(rrulestr(rule, dtstart=dt.datetime.combine(begin, dt.time()))), None)
    if first is None:
        return None
    component.add("RRULE", vRecur.from_ical(rule))
    return first.date()


def _names_a_day(deadline: Deadline | None) -> bool:
    return bool(deadline and deadline.rrule and any(part in deadline.rrule for part in ("BYMONTHDAY=", "BYDAY=")))

"""iCalendar (RFC 5545): a to-do a task, or an all-day event where a calendar shows no to-dos."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from dateutil.rrule import rrulestr
from icalendar import Alarm, Component, Event, Journal, Todo, vRecur

from vnplans.errors import WrongRequest
from vnplans.export.atomic import replacing
from vnplans.export.ics_held import ACT, FILES, ID, STATE, WORK, dump_work
from vnplans.export.ics_target import ALARM, Target
from vnplans.export.period import plan_end
from vnplans.export.rows import TITLE_LIMIT, TaskRow, act_key, act_line, describe, rows, shorten
from vnplans.models import Directive
from vnplans.tracker import ActChange, Ledger, work_of
from vnplans.wording import LABELS

__all__ = ["uid", "write"]

LINE_BYTES = 75
ALARM_HOUR = 8
"""The hour of an alarm: a calendar takes the day itself to begin at midnight."""
MOST_DAYS = 366
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vnplans:task")
_PRIORITY = {"khẩn": 3, "thượng khẩn": 2, "hỏa tốc": 1, "hỏa tốc hẹn giờ": 1}
_CLASS = {"mật": "CONFIDENTIAL", "tối mật": "CONFIDENTIAL", "tuyệt mật": "CONFIDENTIAL"}
_DAYS = ("BYMONTHDAY=", "BYDAY=", "BYYEARDAY=")
_WITHIN_A_DAY = ("FREQ=HOURLY", "FREQ=MINUTELY")


def write(  # noqa: PLR0913 - each keyword is an option
    directives: Iterable[Directive],
    out: Path,
    *,
    events: bool = False,
    alarm: str | None = None,
    stamp: dt.datetime | None = None,
    tell: Callable[[str, str], None] | None = None,
    took: Callable[[int, int], None] | None = None,
) -> None:
    """A journal entry an act and a to-do a task, which names its act by RELATED-TO.

    A calendar that is at `out` is brought up to date: an entry follows its work, whatever place, wording or act's
    version it has now (vnplans.tracker), and keeps its UID and whatever a person or a program put into it (STATUS,
    COMPLETED, remarks, own alarms). SEQUENCE rises where it says something new; a task that its act no longer has is
    CANCELLED; entries of other acts and of other programs stay as they are. No STATUS is written for a new task: it
    would take back the mark of a client that has the entry.

    DUE is a date. A rhythm that names its day ("trước ngày 15/12 hằng năm") is an RRULE from that day's first
    coming after the deadline's start or the issue, UNTIL the end of the deadline or of the plan's period. One that
    names none ("hằng quý") has no day in a calendar, and the words stand in summary and description.

    events: all-day VEVENTs on the due day in place of to-dos (Google Calendar, Outlook); tasks without a day are left
    out.
    alarm: days before the due day, at eight o'clock, as "7,1"; 0 is the day itself.
    stamp: DTSTAMP of new and changed entries; the day of issue, else 1 January 1970, when None, so that equal records
    give equal files.

    Raises WrongRequest for an alarm that is no list of days, TargetRefused where `out` is there and is no calendar.
    """
    days, target, dayless = _alarm_days(alarm), Target.of(out), 0
    acts = tasks = 0
    ledger = Ledger(target.acts(), target.rows)
    with replacing(out) as temporary, temporary.open("xb") as stream:
        stream.write(target.head)
        for change in ledger.settle(directives, act_line):
            made = list(_components(change, events, days, stamp, target))
            if change.directive is not None:
                dayless += 1 + len(change.directive.tasks) - len(made)
                acts, tasks = acts + 1, tasks + len(made) - 1
            stream.writelines(map(_folded, made))
        for component in target.left():
            stream.write(_folded(component))
        stream.write(target.tail)
    if took is not None and dayless:
        took(acts, tasks)
    if tell is not None and dayless:
        tell(
            f"{dayless} nhiệm vụ không có ngày nên không thành sự kiện; bỏ --events để có việc cần làm",
            f"{dayless} tasks have no day and are no events; without --events they are to-dos",
        )


def uid(key: str) -> str:
    """The UID of a task id or act key."""
    return f"{uuid.uuid5(_SPACE, key)}@vnplans"


def _alarm_days(alarm: str | None) -> tuple[int, ...]:
    if alarm is None:
        return ()
    days = [part.strip() for part in str(alarm).split(",")]
    if not all(day.isdecimal() and int(day) <= MOST_DAYS for day in days):
        raise WrongRequest(
            f"nhắc trước {alarm!r}: cần số ngày, như 3 hoặc 7,1", f"alarm {alarm!r}: days before, as 3 or 7,1"
        )
    return tuple(map(int, days))


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


def _components(
    change: ActChange, events: bool, alarm: Sequence[int], stamp: dt.datetime | None, target: Target
) -> Iterator[Component]:
    """The entries of an act and its tasks as they are now; rows without a task are left in the target."""
    files, directive = [version.sha256 for version in change.versions], change.directive
    if directive is None:
        target.remember(change.key, files)
        return
    midnight = dt.datetime.combine(directive.issued_on or dt.date(1970, 1, 1), dt.time(), dt.UTC)
    when, key, last = stamp or midnight, act_key(directive), plan_end(directive)
    act = target.uid_of(change.key, uid(key))
    journal = _journal(directive, when)
    for name, value in ((ID, key), (ACT, change.act.dump()), (FILES, target.files(act, files))):
        journal.add(name, value)
    yield target.settle(act, journal)
    told = {row.position: row for row in rows(directive)}
    for now in change.rows:
        row = told[now.task] if now.task is not None else None
        component = None if row is None else _event(row, last) if events else _todo(row, last)
        if row is None or component is None:
            target.leave(now.key, now.state if row is None else "dropped", now.note)
            continue
        _common(component, row, when)
        component.add("RELATED-TO", act)
        component.add(ID, row.task.id)
        component.add(WORK, dump_work(work_of(row.task), row.lead, row.deadline_text or ""))
        component.add(STATE, now.state)
        _alarms(component, row, alarm)
        yield target.settle(target.uid_of(now.key, uid(row.task.id)), component, now.note)


def _journal(directive: Directive, when: dt.datetime) -> Journal:
    journal = Journal()
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
    component.add("DTSTAMP", when)
    component.add("SUMMARY", _summary(component, row))
    component.add("DESCRIPTION", describe(row))
    if names := [agency.name for agency in row.task.lead_agencies]:
        component.add("CATEGORIES", names)
    if row.directive.urgency:
        component.add("PRIORITY", _PRIORITY[row.directive.urgency])
    if row.directive.secrecy:
        component.add("CLASS", _CLASS[row.directive.secrecy])


def _summary(component: Component, row: TaskRow) -> str:
    """The title; behind it how often, where the calendar has no day to show that."""
    deadline = row.task.deadline
    if deadline is None or deadline.kind != "recurring" or "RRULE" in component or row.rhythm is None:
        return shorten(row.title, TITLE_LIMIT)
    often = f" ({row.rhythm})"
    return shorten(row.title, TITLE_LIMIT - len(often)) + often


def _alarms(component: Component, row: TaskRow, days: Sequence[int]) -> None:
    """One a number of days before the due day; none where the entry has no day."""
    if not ("DUE" in component or "RRULE" in component or component.name == "VEVENT"):
        return
    for day in days:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", shorten(row.title, TITLE_LIMIT))
        related = {"RELATED": "END"} if "DUE" in component else {}
        alarm.add("TRIGGER", dt.timedelta(days=-day, hours=ALARM_HOUR), parameters=related)
        alarm.add(ALARM, "TRUE")
        component.add_component(alarm)


def _todo(row: TaskRow, last: dt.date | None) -> Todo:
    todo, day = Todo(), row.due
    if day:
        # RFC 5545, 3.8.2.3: DUE must be later than DTSTART
        if row.start and row.start < day:
            todo.add("DTSTART", row.start)
        todo.add("DUE", day)
    elif first := _rule(todo, row, last):
        todo.add("DTSTART", first)
        todo.add("DURATION", dt.timedelta(days=1))
    elif row.start:
        todo.add("DTSTART", row.start)
    return todo


def _event(row: TaskRow, last: dt.date | None) -> Event | None:
    event = Event()
    day = row.due or _rule(event, row, last)
    if day is None:
        return None
    event.add("DTSTART", day)
    event.add("DTEND", day + dt.timedelta(days=1))
    event.add("TRANSP", "TRANSPARENT")
    return event


def _rule(component: Component, row: TaskRow, last: dt.date | None) -> dt.date | None:
    """Add the RRULE of a rhythm that names its day and return the first, from the deadline's start or the issue on."""
    deadline = row.task.deadline
    begin = (deadline.start if deadline else None) or row.directive.issued_on
    if deadline is None or deadline.rrule is None or begin is None or not _names_a_day(deadline.rrule):
        return None
    rule, end = deadline.rrule, deadline.end or last
    first = next(iter(rrulestr(rule, dtstart=dt.datetime.combine(begin, dt.time()))), None)
    if first is None:
        return None
    if end and end >= first.date() and "UNTIL=" not in rule and "COUNT=" not in rule:
        rule += f";UNTIL={end:%Y%m%d}"
    component.add("RRULE", vRecur.from_ical(rule))
    return first.date()


def _names_a_day(rule: str) -> bool:
    """The rule says which day; one of hours never does for an entry that is a whole day (RFC 5545, 3.3.10)."""
    return any(part in rule for part in _DAYS) and not rule.startswith(_WITHIN_A_DAY)

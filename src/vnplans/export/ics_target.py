"""A calendar that is there already: what of it is ours, what people and programs put into it, what stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from icalendar import Calendar, Component

from vnplans.errors import DamagedFile
from vnplans.where import id_from_0_1

__all__ = ["ALARM", "ID", "Target"]

ID, ALARM, _DROPPED = "X-VNPLANS-ID", "X-VNPLANS-ALARM", "X-VNPLANS-DROPPED"
_OURS = frozenset({
    "UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DUE", "DURATION", "RRULE",
    "RELATED-TO", "CATEGORIES", "PRIORITY", "CLASS", "TRANSP", ID, _DROPPED,
})  # fmt: skip
"""What an export writes anew. All else of an entry (STATUS, COMPLETED, COMMENT, ...) belongs to who put it there."""
_PASSING = frozenset({"DTSTAMP", "SEQUENCE", "BEGIN", "END", "UID"})
_ENTRIES = ("VTODO", "VEVENT", "VJOURNAL")
_NAME = re.compile(r"[\w-]+")
_ID_LINE = re.compile(r"^Mã nhiệm vụ: (.+)$", re.MULTILINE)
_END = b"END:VCALENDAR\r\n"


@dataclass
class Target:
    """The entries at the target, by what they say of themselves. An entry is used once."""

    head: bytes
    tail: bytes = _END
    _by_id: dict[str, Component] = field(default_factory=dict)
    _by_uid: dict[str, Component] = field(default_factory=dict)
    _others: list[Component] = field(default_factory=list)
    """What no export made: entries of other programs, time zones, single occurrences that somebody changed."""
    _taken: set[str] = field(default_factory=set)
    """UIDs of entries that came again, and of those made now."""
    _acts: set[str] = field(default_factory=set)
    """UIDs of the acts that came."""

    @classmethod
    def of(cls, out: Path) -> Target:
        """What is at `out`; an empty calendar where nothing is. Raises DamagedFile where it is no calendar."""
        data = out.read_bytes() if out.exists() else b""
        if not data.strip():
            return cls(_head(_new()))
        try:
            calendars = [found for found in Calendar.from_ical(data, multiple=True) if found.name == "VCALENDAR"]
        except ValueError:
            calendars = []
        if not calendars:
            raise DamagedFile(
                "tệp đã có ở đích không phải lịch iCalendar hoặc bị hỏng; không ghi đè",
                "what is at the target is no iCalendar, or damaged; it is left as it is",
                file=str(out),
            )
        target = cls(_head(calendars[0]))
        for component in (each for calendar in calendars for each in calendar.subcomponents):
            target._keep(component)
        return target

    def uid_of(self, key: str, default: str) -> str:
        """The UID of the entry of a task's id or an act's key; `default`, or one made from it, for a new one."""
        old = self._find(key, default)
        if old is not None:
            return str(old["UID"])
        count, uid = 1, default
        while uid in self._by_uid or uid in self._taken:
            count += 1
            uid = default.replace("@", f"-{count}@", 1)
        return uid

    def settle(self, key: str, default: str, fresh: Component) -> Component:
        """The entry as it goes into the file: `fresh` with what others put into the old one, and its SEQUENCE."""
        old = self._find(key, default)
        uid = self.uid_of(key, default)
        fresh.add("UID", uid)
        fresh.add(ID, key)
        self._taken.add(uid)
        if fresh.name == "VJOURNAL":
            self._acts.add(uid)
        if old is None:
            fresh.add("SEQUENCE", 0)
            return fresh
        if old.name == fresh.name:
            _carry_over(old, fresh)
        if _said(old) == _said(fresh):
            fresh.pop("DTSTAMP", None)
            fresh["DTSTAMP"] = old["DTSTAMP"]
            fresh.add("SEQUENCE", _sequence(old))
        else:
            fresh.add("SEQUENCE", _sequence(old) + 1)
        return fresh

    def left(self) -> Iterator[Component]:
        """What stays: entries of others and of acts that did not come; of those that came, the tasks that are gone,
        as CANCELLED, unless somebody gave them a status of their own."""
        for uid, old in self._by_uid.items():
            if uid in self._taken:
                continue
            if str(old.get("RELATED-TO", "")) in self._acts and _DROPPED not in old:
                old.add(_DROPPED, "TRUE")
                if str(old.get("STATUS", "NEEDS-ACTION")) == "NEEDS-ACTION":
                    old.pop("STATUS", None)
                    old.add("STATUS", "CANCELLED")
                sequence = _sequence(old) + 1
                old.pop("SEQUENCE", None)
                old.add("SEQUENCE", sequence)
            yield old
        yield from self._others

    def _keep(self, component: Component) -> None:
        uid = str(component.get("UID", ""))
        ours = component.name in _ENTRIES and uid.endswith("@vnplans") and "RECURRENCE-ID" not in component
        if not ours or uid in self._by_uid:
            self._others.append(component)
            return
        self._by_uid[uid] = component
        if (key := _key(component)) is not None:
            self._by_id.setdefault(key, component)

    def _find(self, key: str, default: str) -> Component | None:
        old = self._by_id.get(key) or self._by_uid.get(default)
        # another entry may have been made of this place, and have moved: the id that it says counts
        return old if old is not None and _key(old) in (key, None) else None


def _key(component: Component) -> str | None:
    """The id that the entry says, as today's; of a calendar of 0.1 that of its description."""
    told = component.get(ID)
    if told is None:
        lines = _ID_LINE.findall(str(component.get("DESCRIPTION", "")))
        told = lines[-1] if lines else None
    return id_from_0_1(str(told)) if told is not None else None


def _new() -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", "-//vnplans//vnplans//VI")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("X-WR-CALNAME", "Nhiệm vụ được giao")
    return calendar


def _head(calendar: Calendar) -> bytes:
    """What stands before the entries, so that they need not all be held: the calendar's own name stays."""
    bare = Calendar()
    for name, value in calendar.items():
        bare[name] = value
    text: bytes = bare.to_ical()
    return text.removesuffix(_END)


def _carry_over(old: Component, fresh: Component) -> None:
    """What others put into the entry. A NEEDS-ACTION is 0.1's, and a CANCELLED that of a task that was gone."""
    for name, value in old.items():
        if name.upper() not in _OURS:
            fresh[name] = value
    passing = ("NEEDS-ACTION", "CANCELLED") if _DROPPED in old else ("NEEDS-ACTION",)
    if str(fresh.get("STATUS", "")) in passing:
        fresh.pop("STATUS")
    for part in old.subcomponents:
        if ALARM not in part:
            fresh.add_component(part)


def _said(component: Component) -> list[str]:
    """What the entry says in our own words, alarms with it, as lines."""
    lines = [
        line
        for line in component.content_lines()[: _own(component)]
        if (name := _NAME.match(line)) and name[0].upper() in _OURS - _PASSING
    ]
    alarms = [part.to_ical().decode() for part in component.subcomponents if ALARM in part]
    return sorted(lines) + sorted(alarms)


def _own(component: Component) -> int | None:
    """How many of the lines are of the entry itself, not of a part of it."""
    starts = [n for n, line in enumerate(component.content_lines()) if line.startswith("BEGIN:")]
    return starts[1] if len(starts) > 1 else None


def _sequence(component: Component) -> int:
    value: Any = component.get("SEQUENCE", 0)
    return int(value)

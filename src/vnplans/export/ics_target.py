"""A calendar that is there already: what of it is ours, what people and programs put into it, what stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from icalendar import Calendar, Component

from vnplans.errors import TargetRefused
from vnplans.export.ics_held import ACT, FILES, ID, STATE, WORK, held_act, held_row
from vnplans.regex import regex
from vnplans.tracker import HeldAct, HeldRow
from vnplans.tracker.held import State

__all__ = ["ALARM", "NOTE", "Target"]

ALARM, NOTE = "X-VNPLANS-ALARM", "X-VNPLANS-NOTE"
_GONE: tuple[State, ...] = ("dropped", "merged")
_OURS = frozenset({
    "UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DUE", "DURATION", "RRULE",
    "RELATED-TO", "CATEGORIES", "PRIORITY", "CLASS", "TRANSP", ID, ACT, FILES, WORK, STATE, NOTE,
})  # fmt: skip
"""What an export writes anew. All else of an entry (STATUS, COMPLETED, COMMENT, ...) belongs to who put it there."""
_PASSING = frozenset({"DTSTAMP", "SEQUENCE", "BEGIN", "END", "UID", ACT, FILES, WORK})
_ENTRIES = ("VTODO", "VEVENT", "VJOURNAL")
_NAME = regex(r"[\w-]+")
_END = b"END:VCALENDAR\r\n"


@dataclass
class Target:
    """The entries at the target. Acts are journal entries, rows the to-dos or events that name them by RELATED-TO."""

    head: bytes
    tail: bytes = _END
    _entries: dict[str, Component] = field(default_factory=dict)
    _of_act: dict[str, list[Component]] = field(default_factory=lambda: defaultdict(list))
    _others: list[Component] = field(default_factory=list)
    """What no export made: entries of other programs, time zones, single occurrences that somebody changed."""
    _taken: set[str] = field(default_factory=set)
    """UIDs of entries that came again, and of those made now."""

    @classmethod
    def of(cls, out: Path) -> Target:
        """What is at `out`; an empty calendar where nothing is. Raises TargetRefused where it is no calendar."""
        data = out.read_bytes() if out.exists() else b""
        if not data.strip():
            return cls(_head(_new()))
        try:
            calendars = [found for found in Calendar.from_ical(data, multiple=True) if found.name == "VCALENDAR"]
        except ValueError:
            calendars = []
        if not calendars:
            raise TargetRefused(
                "tệp đã có ở đích không phải lịch iCalendar hoặc bị hỏng; không ghi đè",
                "what is at the target is no iCalendar, or damaged; it is left as it is",
                file=str(out),
            )
        target = cls(_head(calendars[0]))
        for component in (each for calendar in calendars for each in calendar.subcomponents):
            target._keep(component)
        return target

    def acts(self) -> list[HeldAct]:
        """The acts that the calendar holds."""
        return [held_act(entry, self._of_act[uid]) for uid, entry in self._entries.items() if entry.name == "VJOURNAL"]

    def rows(self, act: str) -> list[HeldRow]:
        """The rows of an act, by its UID."""
        return [held_row(entry) for entry in self._of_act[act]]

    def uid_of(self, key: str, default: str) -> str:
        """The UID of a row or an act that is there under this key; for a new one `default`, or one made from it."""
        if key in self._entries:
            return key
        count, uid = 1, default
        while uid in self._entries or uid in self._taken:
            count += 1
            uid = default.replace("@", f"-{count}@", 1)
        return uid

    def settle(self, uid: str, fresh: Component, note: str | None = None) -> Component:
        """The entry as it goes into the file: `fresh` with what others put into the old one, and its SEQUENCE.

        note: what it says of itself from now on; "" takes an old note away, None leaves it.
        """
        old = self._entries.get(uid)
        fresh.add("UID", uid)
        self._taken.add(uid)
        said = str(old.get(NOTE, "")) if note is None and old is not None else note
        if said:
            fresh.add(NOTE, said)
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

    def leave(self, uid: str, state: State, note: str | None = None) -> None:
        """A row whose act has no task for it now: CANCELLED where it is gone, unless somebody gave it a status."""
        old = self._entries.get(uid)
        if old is None or (str(old.get(STATE, "live")) == state and not note):
            return
        for name, value in ((STATE, state), (NOTE, note)):
            if value:
                old.pop(name, None)
                old.add(name, value)
        if state in _GONE and str(old.get("STATUS", "NEEDS-ACTION")) == "NEEDS-ACTION":
            old.pop("STATUS", None)
            old.add("STATUS", "CANCELLED")
        sequence = _sequence(old) + 1
        old.pop("SEQUENCE", None)
        old.add("SEQUENCE", sequence)

    def files(self, act: str, came: Iterable[str]) -> str:
        """The files of an act that were exported so far, with those that come now."""
        old = self._entries.get(act)
        return " ".join(sorted({*(str(old.get(FILES, "")).split() if old is not None else ()), *came}))

    def remember(self, act: str, came: Iterable[str]) -> None:
        """Files of an act that do not count: nothing is said of them, but that they were seen."""
        old = self._entries[act]
        told = self.files(act, came)
        old.pop(FILES, None)
        old.add(FILES, told)

    def left(self) -> Iterator[Component]:
        """What stays: rows without a task now, acts that did not come, and what others made."""
        yield from (old for uid, old in self._entries.items() if uid not in self._taken)
        yield from self._others

    def _keep(self, component: Component) -> None:
        uid = str(component.get("UID", ""))
        ours = component.name in _ENTRIES and uid.endswith("@vnplans") and "RECURRENCE-ID" not in component
        if not ours or uid in self._entries:
            self._others.append(component)
            return
        self._entries[uid] = component
        if component.name != "VJOURNAL":
            self._of_act[str(component.get("RELATED-TO", ""))].append(component)


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
    gone = str(old.get(STATE, "live")) in _GONE
    if str(fresh.get("STATUS", "")) in (("NEEDS-ACTION", "CANCELLED") if gone else ("NEEDS-ACTION",)):
        fresh.pop("STATUS")
    for part in old.subcomponents:
        if ALARM not in part:
            fresh.add_component(part)


def _said(component: Component) -> list[str]:
    """What the entry says in our own words, alarms with it, as lines."""
    lines = component.content_lines()
    starts = [n for n, line in enumerate(lines) if line.startswith("BEGIN:")]
    own = lines[: starts[1]] if len(starts) > 1 else lines
    told = [line for line in own if (name := _NAME.match(line)) and name[0].upper() in _OURS - _PASSING]
    alarms = [part.to_ical().decode() for part in component.subcomponents if ALARM in part]
    return sorted(told) + sorted(alarms)


def _sequence(component: Component) -> int:
    value: Any = component.get("SEQUENCE", 0)
    return int(value)

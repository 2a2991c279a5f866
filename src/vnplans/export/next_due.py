"""The next day of a rhythm, where its words name one."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from vnplans.models import Deadline

__all__ = ["next_due"]

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_AHEAD = 366 * 4 + 1
"""Days to look ahead: the 29th of February."""


def next_due(deadline: Deadline | None, today: dt.date) -> dt.date | None:
    """The first day of a recurring deadline on or after `today`; None where the rule names no day.

    "trước ngày 25 hằng tháng" has one; "hằng quý", "6 tháng một lần" and "hằng năm" do not, nor has a rule of every
    second month or week, whose count begins nobody says when.
    """
    if deadline is None or deadline.kind != "recurring" or not deadline.rrule:
        return None
    rule = {name: values.split(",") for name, values in (part.split("=", 1) for part in deadline.rrule.split(";"))}
    unit, every = rule["FREQ"][0], int(rule.get("INTERVAL", ["1"])[0])
    days, months = {int(d) for d in rule.get("BYMONTHDAY", ())}, {int(m) for m in rule.get("BYMONTH", ())}
    week = rule.get("BYDAY", [])
    named = {
        "YEARLY": bool(months and (days or week)) and every == 1,
        "MONTHLY": bool(days or week) and (every == 1 or bool(months)),
        "WEEKLY": bool(week) and every == 1,
    }
    if not named.get(unit, False):
        return None
    first = max(today, deadline.start) if deadline.start else today
    for ahead in range(_AHEAD):
        day = first + dt.timedelta(ahead)
        if deadline.end and day > deadline.end:
            return None
        if (not months or day.month in months) and _in_month(day, days) and _in_week(day, week):
            return day
    return None


def _in_month(day: dt.date, days: set[int]) -> bool:
    from_end = day.day - monthrange(day.year, day.month)[1] - 1
    return not days or day.day in days or from_end in days


def _in_week(day: dt.date, week: list[str]) -> bool:
    """'FR', '2FR', '-1FR'."""
    if not week:
        return True
    name = _WEEKDAYS[day.weekday()]
    nth, last = (day.day - 1) // 7 + 1, -((monthrange(day.year, day.month)[1] - day.day) // 7 + 1)
    return any(code in (name, f"{nth}{name}", f"+{nth}{name}", f"{last}{name}") for code in week)

"""Dates as Vietnamese documents print them. A date that the calendar refuses is None, never mended."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["DATE", "LONG_DATE", "SHORT_DATE", "as_date", "date_of"]

# "ngày 05 tháng 3 năm 2020"; real files: "ngày12 háng 01", "tháng5". Blank day or month: empty groups. On folded text.
LONG_DATE = (
    r"ngày\s*(?P<day>\d{0,2})[\s.…_]*(?:tháng|háng|thang)\s*(?P<month>\d{0,2})[\s.…_]*(?:năm|nam)\s*(?P<year>\d{4})?"
)
SHORT_DATE = r"(?P<d>\d{1,2})\s?(?P<s>[/.-])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>(?:19|20)\d\d)(?!\d)"
DATE = rf"(?:{LONG_DATE}|{SHORT_DATE})"


def as_date(year: str | int | None, month: str | int | None, day: str | int | None) -> dt.date | None:
    """The date of the three parts as printed; None if one is blank or the calendar has no such day."""
    try:
        return dt.date(int(year or ""), int(month or ""), int(day or ""))
    except ValueError:
        return None


def date_of(match: re.Match[str]) -> dt.date | None:
    """The date of a match of DATE."""
    groups = match.groupdict()
    if groups.get("d"):
        return as_date(groups["y"], groups["m"], groups["d"])
    return as_date(groups.get("year"), groups.get("month"), groups.get("day"))

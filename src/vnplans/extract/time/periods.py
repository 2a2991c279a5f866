"""Points and periods of the calendar in folded text: days, months, quarters, halves, years, and ranges of them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from vnplans.knowledge import alternatives, table

__all__ = ["NUMBERS", "Period", "number_of", "periods"]

Grain = Literal["day", "month", "quarter", "half", "year"]
NUMBERS = {row["word"]: int(row["value"]) for row in table("deadline_words") if row["kind"] == "number"}
_MONTHS = {row["word"]: int(row["value"]) for row in table("deadline_words") if row["kind"] == "month"}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "l": 1, "ll": 2, "lll": 3, "lv": 4}
_Y = r"(?:19|20)(?:\d\d|0\d\d)"  # also a slip of the pen: 20010
_IN_WORDS = r"(?:\s*\([^()\d]{2,24}\))?"
_MONTH = rf"(?:1[0-2]|0?[1-9]|{alternatives(_MONTHS)})(?![\d/]|\s*%|[^\W\d_]|\s+lần)"

# One alternative a shape, the longer before the shorter. "ngày 15 (mười lăm) tháng 12 năm 2023", "15/12/2023", "15/12"
_POINT = re.compile(
    rf"""
    (?P<half>\b(?:0?[369]|ba|sáu|chín)\s+tháng\s+(?P<side>đầu|cuối)\s+năm(?:\s+(?P<hy>{_Y}))?)
  | (?P<day>\b(?:ngày\s+(?:m[ùồ]ng\s+)?)?
        (?:(?P<d0>3[01]|[12]\d|0?[1-9])\s*(?:-|đến)\s*(?:hết\s+)?(?:ngày\s+)?)?(?P<d>3[01]|[12]\d|0?[1-9]){_IN_WORDS}
        (?:\s*t?háng\s*(?P<m>{_MONTH}){_IN_WORDS}(?:\s*[,/]?\s*(?:năm\s*)?(?P<y>{_Y})(?!\d))?
          |\s?(?P<sep>[/.-])\s?(?P<m2>1[0-2]|0?[1-9])(?:\s?[/.-]\s?(?P<y2>{_Y}|\d\d)(?![\d/])|(?![\d/.,]\d|\d|/|-[^\W\d_]))))
  | (?P<bare_month>(?<![\d/.,-])(?P<bm>1[0-2]|0?[1-9])\s?/\s?(?P<by>{_Y})(?![\d/]))
  | (?P<month>\bt?háng\s*(?P<tm>{_MONTH}|(?:1[0-2]|0?[1-9])(?=/{_Y}))(?:\s*-\s*(?P<tm2>1[0-2]|0?[1-9])(?!\d|/\d\d?/))?
        (?:(?:\s*(?:,|và)\s*(?:1[0-2]|0?[1-9]))*\s*(?:,|và)\s*(?P<tm3>1[0-2]|0?[1-9])(?=/{_Y}|\s*$|\s*[;)]|\s+năm\s+\d))?
        (?:\s*(?:/|-|\.|,?\s*năm)\s*(?P<ty>{_Y})(?![\d]))?)
  | (?P<quarter>\b(?:qu[ýí]|qúy|q\.?(?=\s?[iv1-4]{{1,3}}/))\s*(?P<q>iv|i{{1,3}}|l{{1,3}}|lv|[1-4])(?![^\W_])
        (?:\s*(?:-|,|và|đến)\s*(?:quý\s*)?(?P<q2>iv|i{{1,3}}|[1-4])(?![^\W_]))?
        (?:\s*(?:/|-|\.|,?\s*năm)\s*(?P<qy>{_Y})(?!\d))?)
  | (?P<year>(?:\bnăm\s+)(?P<yy>{_Y})(?![\d/])
        |(?:(?<![\d/.,-])|(?<=(?:19|20)\d\d-))(?P<yb>{_Y})(?![\d/]|[.,]\d|\s*(?:đồng|người|hộ|tỷ|triệu|ha|tấn)))
    """,
    re.VERBOSE,
)
_RANGE = re.compile(
    r"\s*(?:,?\s*(?:-|->|đến|tới)\s*(?:hết\s*)?(?:\d{1,2}\s*(?:giờ|h)\s*\d{0,2}\s*(?:phút\s*)?)?|/\s*)$"
    r"|\s*(?:,|và)\s*$"
)
_STRETCH = re.compile(r"\s*(?:-|đến|tới)")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day; `end` is None for a year not said and not known. `open_year`: the words name no year."""

    start: dt.date | None
    end: dt.date | None
    grain: Grain
    at: int
    to: int
    open_year: bool
    month: int | None = None
    day: int | None = None
    count: int = 1
    """How many points it is made of."""
    days: tuple[tuple[int, int], ...] = ()
    """(month, day) of every day in it."""


@dataclass(frozen=True, slots=True)
class _Point:
    grain: Grain
    year: int | None
    first: int
    last: int
    day: int | None
    at: int
    to: int
    day0: int | None = None
    """The first day of "15 - 20/5"."""


def number_of(text: str) -> int | None:
    """ "05" -> 5, "sáu" -> 6, "05 (năm)" -> 5."""
    text = text.strip()
    if match := re.match(r"\d+", text):
        return int(match[0])
    return NUMBERS.get(text)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    if len(text) == 2:
        return 2000 + int(text)
    return int(text) if len(text) == 4 else int(text[:2] + text[3:])


def _month(text: str) -> int:
    return _MONTHS[text] if text in _MONTHS else int(text)


def _points(folded: str) -> Iterator[_Point]:
    for m in _POINT.finditer(folded):
        span = m.start(), m.end()
        if m["half"]:
            count = number_of(m["half"].split()[0]) or 6
            first, last = (1, count) if m["side"] == "đầu" else (13 - count, 12)
            yield _Point("half", _year(m["hy"]), first, last, None, *span)
        elif m["day"]:
            year = _year(m["y"] or m["y2"])
            if m["sep"] in (".", "-") and not year:
                continue
            month = _month(m["m"] or m["m2"])
            if int(m["d"]) <= calendar.monthrange(year or 2024, month)[1]:
                from_day = int(m["d0"]) if m["d0"] and int(m["d0"]) < int(m["d"]) else None
                yield _Point("day", year, month, month, int(m["d"]), *span, from_day)
        elif m["bare_month"]:
            yield _Point("month", _year(m["by"]), int(m["bm"]), int(m["bm"]), None, *span)
        elif m["month"]:
            last = _month(m["tm3"] or m["tm2"] or m["tm"])
            first = last if m["tm3"] and last != _month(m["tm"]) + 1 else _month(m["tm"])
            yield _Point("month", _year(m["ty"]), first, last, None, *span)
        elif m["quarter"]:
            first, last = _QUARTERS[m["q"]], _QUARTERS[m["q2"] or m["q"]]
            yield _Point("quarter", _year(m["qy"]), first * 3 - 2, last * 3, None, *span)
        else:
            yield _Point("year", _year(m["yy"] or m["yb"]), 1, 12, None, *span)


def periods(folded: str, year: int | None) -> list[Period]:
    """All periods of the text in order; points joined by "-", "đến", "," "và" are one. `year`: where none is said."""
    groups: list[list[_Point]] = []
    for point in _points(folded):
        gap = folded[groups[-1][-1].to : point.at] if groups else ""
        if groups and len(gap) <= 30 and _RANGE.fullmatch(gap) and _joinable(groups[-1][-1], point, gap):
            groups[-1].append(point)
        else:
            groups.append([point])
    return [period for group in groups if (period := _merge(folded, group, year))]


def _joinable(left: _Point, right: _Point, gap: str) -> bool:
    if left.grain == "year" and right.grain != "year":
        return False
    return bool(_STRETCH.match(gap)) or left.grain == right.grain or {left.grain, right.grain} == {"month", "quarter"}


def _merge(folded: str, group: list[_Point], year: int | None) -> Period | None:
    """Points of one range or list as one period; a missing year comes from the next point that has one."""
    known: int | None = None
    filled: list[_Point] = []
    for point in reversed(group):
        own = point.year or known
        if own and not point.year and filled and point.first > filled[-1].last and point.grain != "year":
            own -= 1  # "từ tháng 11 đến tháng 3/2026"
        filled.append(replace(point, year=own or year))
        known = point.year or known
    filled.reverse()
    open_year = not any(p.year for p in group)
    spans = [_span(p) for p in filled]
    days = tuple((p.first, p.day) for p in filled if p.day)
    first, last = filled[0], filled[-1]
    count = max(len(group), 2 if first.day0 else 1)
    base = Period(None, None, last.grain, first.at, last.to, open_year, last.last, last.day, count, days)
    if any(span is None for span in spans):
        return base
    starts, ends = [s[0] for s in spans if s], [s[1] for s in spans if s]
    if len(group) == 2 and ends[1] < starts[0]:
        return replace(base, start=starts[0], end=ends[0]) if not _STRETCH.match(folded[group[0].to :]) else None
    if len(group) > 1 and not any(_STRETCH.match(folded, p.to) for p in group[:-1]) and _apart(starts, ends):
        return replace(base, start=max(starts), end=max(ends), count=1)  # several dates: the latest
    return replace(base, start=min(starts), end=max(ends))


def _apart(starts: list[dt.date], ends: list[dt.date]) -> bool:
    """Does a gap of more than a day lie between two of the spans?"""
    return any((b - a).days > 1 for a, b in zip(ends, starts[1:], strict=False))


def _span(point: _Point) -> tuple[dt.date, dt.date] | None:
    if point.year is None:
        return None
    last_day = calendar.monthrange(point.year, point.last)[1]
    if point.day:
        day = min(point.day, last_day)
        return dt.date(point.year, point.last, min(point.day0 or day, day)), dt.date(point.year, point.last, day)
    if point.last < point.first:
        return None
    return dt.date(point.year, point.first, 1), dt.date(point.year, point.last, last_day)

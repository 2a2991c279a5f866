"""Points and periods of the calendar in folded text: days, months, quarters, halves, years, and ranges of them.

period  = point { joint point }
point   = half | day | month | quarter | year
half    = ( ( "3" | "6" | "9" ) "tháng" | "nửa" ) ( "đầu" | "cuối" ) "năm" [ year ]
day     = [ day ( "-" | "đến" ) ] date                  15 - 20/5/2024; a date as vnplans.calendar has it
        | "ngày" day { "," [ "ngày" ] day } "," date    ngày 26, 27/4/2026; "2 tháng 6 và 7" are two months
week    = "tuần" ( number | "đầu" | "cuối" ) month      of its month only: no rule says where a week begins
month   = "tháng" month [ "-" month ] { "," month } [ year ]  |  month "/" year
quarter = "quý" quarter { ( "-" | "," ) quarter } [ year ]
dashed  = day ( "-" | "." ) month                       trước ngày 10-8: behind a word that makes it a day
feast   = name [ year ]                                 Quốc khánh năm 2025
lunar   = day { "," day } ( "tháng Chạp" | "Tết" ) ...  of the other calendar: no days of this one
joint   = "-" | "đến" | "tới" | "," | "và"
"""

from __future__ import annotations

import calendar as days_of
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from vnplans import calendar
from vnplans.extract.time.words import Shape, number_of, values, words
from vnplans.knowledge import at_word_start
from vnplans.regex import regex

__all__ = ["SHAPES", "Period", "no_such_day", "periods"]

Grain = Literal["day", "month", "quarter", "half", "year"]
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "l": 1, "ll": 2, "lll": 3, "lv": 4}
_RANGE = Shape(
    r"\s*(?:,?\s*(?:-|->|→|÷|~|đến|tới)\s*(?:(?:hết|đầu|giữa|cuối|{day_part})\s*)?"
    r"(?:\d{1,2}\s*(?:giờ|h)\s*\d{0,2}\s*(?:phút\s*)?)?(?:{weekday}\s*,?\s*)?|/\s*)$"
    r"|\s*(?:đến|tới)\s+(?:hết\s+)?(?:ngày|lễ|đêm|dịp)\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,3}\s*\(?\s*$"
    r"|\s*(?:,|và|\+|&|hoặc)\s*(?:(?:đầu|giữa|cuối|{day_part})\s+)?(?:{weekday}\s*,?\s*)?$"
)
_LUNAR = regex(r"\W*\bâm lịch\b")
"""Behind a day of the other calendar: "ngày 10/3 âm lịch" is no day of this one."""
_NUMBER = regex(r"\d+")
_QUARTER = regex(r"\b(?:iv|i{1,3}|l{1,3}|lv|[1-4])\b")
_STRETCH = regex(r"\s*(?:-|→|÷|~|đến|tới)")


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
    part: bool = False
    """Only a part of it is meant, and which days is not said: "tuần thứ 2 tháng 5"."""


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
    part: bool = False
    """Only a part of it is meant: the second week of May."""
    lunar: bool = False
    """Of the lunar calendar: it has no day of this one here."""
    ranged: bool = False
    """A first and a last one are named: "tháng 6 - 8"."""


# Points: a shape and what it makes -----------------------------------------------------------------------------------


def _half(m: re.Match[str]) -> _Point:
    count = number_of(m["hn"]) or 6  # "nửa đầu năm"
    first, last = (1, count) if m["side"] == "đầu" else (13 - count, 12)
    return _Point("half", calendar.year_number(m["hy"]), first, last, None, *m.span())


def _day(m: re.Match[str]) -> _Point | None:
    year, month, day = calendar.parts(m)
    if not month or not day or calendar.as_date(year or 2024, month, day) is None:
        return None
    if "âm lịch" in m[0] or _LUNAR.match(m.string, m.end()):
        return None
    listed = [int(number) for number in _NUMBER.findall(m["ds"] or m["dl"] or "")]
    day0 = _first_of([*listed, day]) if listed else number_of(m["d0"])
    if m["and"] and day0 != day - 1:
        day0 = None  # "ngày 20 và 25/6": the latest
    return _Point("day", year, month, month, day, *m.span(), day0 if day0 and day0 < day else None)


def _dotted(m: re.Match[str]) -> _Point | None:
    """The first day of "06.9 - 19.9.2024"."""
    month, day = int(m["dm"]), int(m["dd"])
    return _Point("day", None, month, month, day, *m.span()) if calendar.as_date(2024, month, day) else None


_LIMITED = regex(r"(?:trước|nhất|là|đến|hết|từ|hạn|xong)\s+$")


def _dashed(m: re.Match[str]) -> _Point | None:
    """ "trước ngày 10-8", "ngày 20-11"; "ngày 5-7" may be three days of a month that is not said."""
    day, month = int(m["sd"]), int(m["sm"])
    if calendar.as_date(2024, month, day) is None:
        return None
    sure = day > month or _LIMITED.search(m.string, max(0, m.start() - 20), m.start())
    return _Point("day", None, month, month, day, *m.span()) if sure else None


def _feast(m: re.Match[str]) -> _Point:
    month, day = map(int, values("feast")[m["fn"]].split("-"))
    return _Point("day", calendar.year_number(m["fy"]), month, month, day, *m.span())


def _lunar(m: re.Match[str]) -> _Point:
    listed = m["ld"] is not None and len(_NUMBER.findall(m["ld"])) > 1
    return _Point(
        "day" if m["ld"] or m["lr"] or m["ln"] else "month", None, 12, 12, None, *m.span(), lunar=True, ranged=listed
    )


def _first_of(listed: list[int]) -> int:
    """Of numbers that follow each other the first, "3, 4, 5"; of others the last, which is the latest."""
    return listed[0] if listed == list(range(listed[0], listed[-1] + 1)) else listed[-1]


def _bare_month(m: re.Match[str]) -> _Point:
    last = int(m["bm"])
    return _Point(
        "month",
        calendar.year_number(m["by"]),
        min(int(m["bm0"] or last), last),
        last,
        None,
        *m.span(),
        ranged=bool(m["bm0"]),
    )


def _month(m: re.Match[str]) -> _Point:
    said = calendar.month_of(m["tm"])
    last = calendar.month_of(m["tm3"] or m["tm2"] or m["tm"])
    listed = [said, *(int(number) for number in _NUMBER.findall(m["tms"] or "")), last]
    first = _first_of(listed) if m["tm3"] else said
    return _Point("month", calendar.year_number(m["ty"]), first, last, None, *m.span(), ranged=first != last)


def _week(m: re.Match[str]) -> _Point:
    month = calendar.month_of(m["wm"])
    return _Point("month", calendar.year_number(m["wy"]), month, month, None, *m.span(), part=True)


def _quarter(m: re.Match[str]) -> _Point:
    last = _QUARTERS[m["q2"] or m["q"]]
    listed = [_QUARTERS[m["q"]], *(_QUARTERS[q] for q in _QUARTER.findall(m["qs"] or "")), last]
    first = _first_of(listed) if m["qs"] is not None else _QUARTERS[m["q"]]
    year = calendar.year_number(m["qy"])
    return _Point("quarter", year, first * 3 - 2, last * 3, None, *m.span(), ranged=first != last)


def _year(m: re.Match[str]) -> _Point:
    return _Point("year", calendar.year_number(m["yy"] or m["yb"]), 1, 12, None, *m.span())


_POINTS: tuple[tuple[str, str, Callable[[re.Match[str]], _Point | None]], ...] = (
    (
        "lunar_day",
        r"(?:(?P<lr>\b(?:ngày\s+)?rằm\s+tháng\s+(?:chạp|{month}))"
        r"|(?:\bngày\s+)?(?:\bm[ùồ]ng\s+)?(?<![\d/])(?P<ld>{lunar_days})\s+"
        r"(?:tháng\s+(?:chạp|giêng)\b|tết\b(?!\s+(?:trung|dương|độc)))"
        r"|(?:\bngày\s+)?(?<![\d/])(?P<ln>{day_number}\s?/\s?{m}(?:\s?/\s?{year})?(?=\s*\(?âm lịch))"
        r"|\btháng\s+chạp\b)(?:\s*\(?âm lịch\)?)?",
        _lunar,
    ),
    ("feast_day", r"\b(?P<fn>{feast})\b(?!\s*\(?(?:ngày\s+)?\d{1,2}\s*[/.-])(?:\s+(?:năm\s+)?(?P<fy>{year}))?", _feast),
    ("half", r"\b(?:(?P<hn>0?[369]|ba|sáu|chín)\s+tháng|nửa)\s+(?P<side>đầu|cuối)\s+năm(?:\s+(?P<hy>{year}))?", _half),
    (
        "a_day",
        r"(?!0?(?:2\s+tháng\s+{m}|3\s+tháng\s+{m}\s*{and}\s*{m})\s*{and}\s*{m}(?![\d.]|\s*tháng))"
        r"\b(?:(?:ngày\s+(?:m[ùồ]ng\s+)?)?(?<!\d[./])(?P<d0>{day_number})\s*(?:-|đến|(?P<and>và))\s*(?:hết\s+)?"
        r"(?:{day_part}\s+)?"
        r"|ngày\s+(?P<ds>{day_number}(?:\s*[,;]\s*(?:ngày\s+)?{day_number})*)\s*(?:,|;|và|\+|&)\s*"
        r"|(?<![\d/.,-])(?P<dl>{day_number}(?:\s*,\s*{day_number})+)\s*(?:,|và)\s*)?{day}",
        _day,
    ),
    (
        "dotted",
        r"(?<!\d)(?<!\d[.,])(?P<dd>{day_number})\.(?P<dm>{m})"
        r"(?=\s*(?:-|đến)\s*(?:hết\s+)?(?:ngày\s+)?\d{1,2}\.\d{1,2}\.(?:{year}|\d\d(?!\d)))",
        _dotted,
    ),
    (
        "dashed",
        r"(?:\bngày\s+|(?<=trước )|(?<=chậm nhất )|(?<=muộn nhất ))(?P<sd>{day_number})\s?[.-]\s?(?P<sm>{m})(?!\d)"
        r"(?=\s*(?:$|[;,)]|[.](?!\d))|\s+(?:đến|tới|về|để|và|cho|xong|hoàn thành|báo cáo|gửi|nộp|trình|phải)\b)",
        _dashed,
    ),
    (
        "bare_month",
        r"(?:(?<![\d/.,-])|(?<=(?:19|20)\d\d-))(?:(?P<bm0>{m})\s?-\s?)?(?P<bm>{m})\s?/\s?(?P<by>{year})(?!/)",
        _bare_month,
    ),
    (
        "week",
        r"\btuần\s+(?:lễ\s+)?(?:thứ\s+)?(?:[1-5]\b|{nth}|đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|i{1,3}|iv)"
        r"(?:\s*(?:-|,|và|đến)\s*(?:tuần\s+)?(?:thứ\s+)?(?:[1-5]|{nth}|cuối|i{2,3}|iv)\b)?\s*(?:,|/|của)?\s*"
        r"(?:t?háng\s*|(?<=/))(?P<wm>{month}{no_month}|{m}(?=/{year}))(?:\s*(?:/|-|\.|,?\s*năm)\s*(?P<wy>{year}))?",
        _week,
    ),
    (
        "a_month",
        r"(?<!mỗi )(?<!hằng )(?<!hàng )\bt?háng\s*(?P<tm>{month}{no_month}|{m}(?=/{year}))"
        r"(?:\s*-\s*(?P<tm2>{m})(?!\d|/\d\d?/))?"
        r"(?:(?P<tms>(?:\s*{and}\s*{m})*)\s*{and}\s*(?P<tm3>{m})(?=/{year}|\s*$|\s*[;):]|\s*[.](?!\d)|\s+năm\s+\d|\s+h[ằà]ng\s))?"
        r"(?:\s*(?:/|-|\.|,?\s*năm)\s*(?P<ty>{year}))?",
        _month,
    ),
    (
        "quarter",
        r"\b(?:qu[ýí]|qúy|q\.?(?=\s?[iv1-4]{1,3}/))\s*(?P<q>iv|i{1,3}|l{1,3}|lv|[1-4])(?![^\W_])"
        r"(?:(?:\s*(?:-|đến)|(?P<qs>(?:\s*{and}\s*(?:quý\s*)?(?:iv|i{1,3}|l{1,3}|lv|[1-4])(?![^\W_]))*)\s*{and})"
        r"\s*(?:quý\s*)?(?P<q2>iv|i{1,3}|l{1,3}|lv|[1-4])(?![^\W_]))?"
        r"(?:\s*(?:/|-|\.|,?\s*năm)\s*(?P<qy>{year}))?",
        _quarter,
    ),
    (
        "a_year",
        r"\bnăm\s+(?P<yy>{year})(?!/)"
        r"|(?:(?<![\d/.,-])|(?<=(?:19|20)\d\d-))(?P<yb>{year})(?!/|[.,]\d|\s*{counted})",
        _year,
    ),
)
"""Name, shape and maker of each kind of point, the longer before the shorter."""
_MAKERS = {name: make for name, _, make in _POINTS}
_POINT = Shape(
    "|".join(f"(?P<{name}>{source})" for name, source, _ in _POINTS), "0|tháng|háng|quý|quí|qúy|q|nửa|rằm|{feast}"
)
_BEGINS = (
    *("ngày", "ngay", "tuần", "tháng", "háng", "quý", "quí", "qúy", "q", "năm", "nửa"),
    *("ba", "sáu", "chín", "mùng", "mồng", "rằm"),
)
"""What the name of a point begins with, beside a figure and a feast."""
_FIGURES = regex(r"\d+")
SHAPES = (_POINT,)


def _matches(folded: str) -> Iterator[re.Match[str]]:
    """The points as matches, each begun where a point may begin."""
    end = 0
    for start in _starts(folded):
        if start >= end and (match := _POINT.match(folded, start)):
            yield match
            end = match.end()


@cache
def _first_words() -> re.Pattern[str]:
    feasts = (feast for feast in words("feast") if not feast.startswith(_BEGINS))
    return re.compile(at_word_start((*_BEGINS, *feasts)))


def _starts(folded: str) -> list[int]:
    """Where a point may begin, in order: at a figure or one of the words. The whole shape is tried there only."""
    spans = [found.span() for found in _first_words().finditer(folded)]
    starts = [found.start() for found in _FIGURES.finditer(folded)]
    inside = {at for start, end in spans for at in range(start + 1, end)}
    return sorted([*(at for at in starts if at not in inside), *(start for start, _ in spans)])


def no_such_day(folded: str) -> bool:
    """Does it name a day that no calendar has, "31/02", "ngày 31 tháng 4"?"""
    for match in _matches(folded):
        year, month, day = calendar.parts(match) if match.lastgroup == "a_day" else (None, None, None)
        if month and day and calendar.as_date(year or 2024, month, day) is None:
            return True
    return False


def _points(folded: str) -> Iterator[_Point]:
    for match in _matches(folded):
        if point := _MAKERS[str(match.lastgroup)](match):
            yield point


@lru_cache(maxsize=256)
def periods(folded: str, year: int | None) -> tuple[Period, ...]:
    """All periods of the text in order; points joined by "-", "đến", "," "và" are one. `year`: where none is said."""
    if not _POINT.may_stand(folded):
        return ()
    groups: list[list[_Point]] = []
    for point in _points(folded):
        gap = folded[groups[-1][-1].to : point.at] if groups else ""
        if groups and len(gap) <= 30 and _RANGE.pattern.fullmatch(gap) and _joinable(groups[-1][-1], point, gap):
            groups[-1].append(point)
        else:
            groups.append([point])
    return tuple(period for group in groups if (period := _merge(folded, group, year)))


def _joinable(left: _Point, right: _Point, gap: str) -> bool:
    if left.grain == "year" and right.grain != "year":
        return False
    return bool(_STRETCH.match(gap)) or left.grain == right.grain or {left.grain, right.grain} == {"month", "quarter"}


def _with_years(group: list[_Point], year: int | None) -> list[_Point]:
    """A missing year comes from the next point that has one, else it is `year`."""
    known: int | None = None
    filled: list[_Point] = []
    for point in reversed(group):
        own = point.year or known
        if own and not point.year and filled and point.first > filled[-1].last and point.grain != "year":
            own -= 1  # "từ tháng 11 đến tháng 3/2026"
        filled.append(replace(point, year=own or year))
        known = point.year or known
    return filled[::-1]


def _merge(folded: str, group: list[_Point], year: int | None) -> Period | None:
    """Points of one range or list as one period."""
    if len(group) == 2 and group[0].year and not group[1].year and _STRETCH.match(folded, group[0].to):
        group = [group[0], _of_its_year(*group)]
    filled = _with_years(group, year)
    first, last = filled[0], filled[-1]
    base = Period(
        start=None,
        end=None,
        grain=last.grain,
        at=first.at,
        to=last.to,
        open_year=not any(p.year for p in group),
        month=None if last.lunar else last.last,
        day=last.day,
        count=max(len(group), 2 if first.day0 or first.ranged else 1),
        days=tuple((p.first, p.day) for p in filled if p.day),
        part=filled[0].part or filled[-1].part or last.lunar,
    )
    spans = [span for p in filled if (span := _span(p))]
    if len(spans) < len(filled):
        begun = _span(first) if last.lunar and len(group) == 2 and _STRETCH.match(folded, first.to) else None
        return replace(base, start=begun[0], part=False) if begun else base  # "từ 01/12/2011 đến rằm tháng Giêng"
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    if len(group) == 1 and base.open_year and first.last < first.first:  # "tháng 10 - 3": into the next year
        return replace(base, start=_year_later(starts[0]), end=_year_later(ends[0]))
    stretches = [bool(_STRETCH.match(folded, p.to)) for p in group[:-1]]
    if len(group) == 2 and ends[1] < starts[0]:
        if stretches[0] and base.open_year:  # "từ tháng 11 đến tháng 3": of the next year
            return replace(base, start=starts[0], end=_year_later(ends[1]))
        return None if stretches[0] else replace(base, start=starts[0], end=ends[0])
    if stretches and not any(stretches) and _apart(starts, ends):
        return replace(base, start=max(starts), end=max(ends), count=1)  # several dates: the latest
    return replace(base, start=min(starts), end=max(ends))


def _of_its_year(first: _Point, last: _Point) -> _Point:
    """The end of a stretch, where only its start names a year: "từ ngày 25/12/2024 đến ngày 05/01" ends in 2025."""
    turns = (last.last, last.day or 31) < (first.first, first.day or 1)
    return replace(last, year=(first.year or 0) + turns)


def _year_later(day: dt.date) -> dt.date:
    last = days_of.monthrange(day.year + 1, day.month)[1]
    return day.replace(
        year=day.year + 1, day=last if day.day == days_of.monthrange(day.year, day.month)[1] else day.day
    )


def _apart(starts: list[dt.date], ends: list[dt.date]) -> bool:
    """Does a gap of more than a day lie between two of the spans?"""
    return any((b - a).days > 1 for a, b in zip(ends, starts[1:], strict=False))


def _span(point: _Point) -> tuple[dt.date, dt.date] | None:
    if point.year is None or point.lunar:
        return None
    last_day = days_of.monthrange(point.year, point.last)[1]
    if point.day:
        day = min(point.day, last_day)
        return dt.date(point.year, point.last, min(point.day0 or day, day)), dt.date(point.year, point.last, day)
    first = point.year
    if point.last < point.first and point.ranged:  # "tháng 10 - 3/2025": begun the year before
        first -= 1
    elif point.last < point.first:
        return None
    return dt.date(first, point.first, 1), dt.date(point.year, point.last, last_day)

"""Rhythms in folded text ("hằng quý", "6 tháng một lần", "ngày 20 tháng cuối quý") as RFC 5545 rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from vnplans.extract.time.periods import Period
from vnplans.extract.time.words import Shape, months_of, number_of, values

__all__ = ["SHAPES", "Rhythm", "end_of_year_words", "rhythms", "rule_of", "yearly_date"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Where it stands and its rule; None where no interval is said. `months`: its length, 0 for weeks and days."""

    at: int
    to: int
    rrule: str | None
    months: float
    alone: bool = False
    """Only "định kỳ"."""


def rule_of(months: float) -> str | None:
    """FREQ of an interval in months: 1/30 a day, 0.25 a week."""
    if months < 0.1:
        return "FREQ=DAILY"
    if months < 1:
        return "FREQ=WEEKLY"
    if months % 12 == 0:
        return "FREQ=YEARLY" if months == 12 else f"FREQ=YEARLY;INTERVAL={int(months // 12)}"
    return "FREQ=MONTHLY" if months == 1 else f"FREQ=MONTHLY;INTERVAL={int(months)}"


# Intervals: a shape and what it makes --------------------------------------------------------------------------------

_UNITS = Shape(r"(?:({n})\s+)?({unit})\b")


def _of_units(m: re.Match[str]) -> Rhythm:
    """The shortest of "tháng, quý, năm", "06 tháng, 01 năm"."""
    found = _UNITS.pattern.findall(m["units"])
    months = min((number_of(n) or 1) * months_of(unit) for n, unit in found)
    return Rhythm(*m.span(), rule_of(months), months)


def _once(m: re.Match[str]) -> Rhythm:
    if m["to"]:  # "2 - 3 tháng một lần"
        return Rhythm(*m.span(), None, 12)
    months = (number_of(m["n"]) or 1) * months_of(m["u"])
    return Rhythm(*m.span(), rule_of(months), months)


def _times(m: re.Match[str]) -> Rhythm:
    """ "02 lần/năm" is every six months; "5 lần/năm" and "3 lần/tháng" are no interval of whole months."""
    months = months_of(m["u"]) / (number_of(m["n"]) or 1)
    odd = months % 1 if months > 1 else m["u"] not in ("ngày", "tuần")
    return Rhythm(*m.span(), None if odd and months != 1 else rule_of(months), months)


def _alone(m: re.Match[str]) -> Rhythm:
    return Rhythm(*m.span(), None, 12, alone=True)


_MORE = (
    r"(?:\s*(?:,|và|/|hoặc)\s*(?:(?:{every}|cả|cuối)\s+)?(?:(?:0?[69]|sáu|chín|01|1|một)\s+)?{unit}\b(?!\s*\d"
    r"|\s+(?:sau|trước|học)))*"
)
_INTERVALS: tuple[tuple[Shape, Callable[[re.Match[str]], Rhythm]], ...] = (
    # "hằng tháng, quý, năm"
    (Shape(r"\b(?:theo\s+)?(?:định kỳ\s+)?{every}\s+(?P<units>{unit}\b" + _MORE + ")", "{every}"), _of_units),
    # "06 tháng một lần"
    (
        Shape(
            r"\b(?:định kỳ\s+)?(?P<n>{n})(?P<to>\s*-\s*\d+)?\s*(?P<u>{unit})\s*(?:/|\s)\s*(?:01|1|một)?\s*lần\b", "lần"
        ),
        _once,
    ),
    # "tối thiểu 02 lần/năm"
    (
        Shape(
            r"\b(?:định kỳ\s+)?(?:{least}\s+)?(?P<n>{n})\s*lần\s*(?:/|trong)?\s*(?:01|1|một|mỗi)?\s*(?P<u>{unit})\b",
            "lần",
        ),
        _times,
    ),
    # "báo cáo định kỳ quý, 6 tháng, năm"
    (
        Shape(
            r"\b(?:theo\s+)?(?:báo cáo\s+)?định kỳ\s+(?:vào\s+)?(?P<units>(?:{n}\s+)?{unit}\b(?!\s*\d)" + _MORE + ")",
            "định",
        ),
        _of_units,
    ),
    # "6 tháng, năm"
    (
        Shape(
            r"\b(?P<units>(?:(?:tháng|quý)\s*,\s*)*(?:0?6|sáu)\s+tháng\s*(?:,|và)\s*(?:(?:cuối|{every}|cả|01|1"
            r"|một)\s+)?năm)\b(?!\s*\d)",
            "0|sáu",
            "tháng",
        ),
        _of_units,
    ),
    (Shape(r"\b(?:theo\s+)?định kỳ\b", "định"), _alone),
)

# Days of a month, a quarter, a week ----------------------------------------------------------------------------------

# "ngày 15 của tháng báo cáo", "ngày 05 của tháng liền kề", "ngày 20 tháng cuối quý"
_MONTH_DAY = Shape(
    r"\bngày\s+(?:m[ùồ]ng\s+)?(?P<d>{day_number}|cuối cùng)(?:\s*\([^()]{1,24}\))?\s*,?\s*(?:của\s+)?(?:"
    r"(?P<last>tháng\s+cuối(?:\s+cùng)?(?:\s+của)?(?:\s+{every})?\s+quý)"
    r"|(?P<first>tháng\s+đầu(?:\s+tiên)?(?:\s+của)?(?:\s+{every})?\s+quý(?:\s+{next})?)"
    r"|(?:{every}|từng)\s+tháng"
    r"|(?<=cuối cùng của )tháng(?!\s*\d)"
    r"|tháng\s+(?:{next}|{reported}|cuối kỳ)"
    r")",
    "tháng",
    "ngày",
)
_MONTHLY = Shape(r"\b(?:định kỳ\s+)?{every}\s+tháng\b", "{every}")
_BARE_DAY = Shape(
    r"\b(?:trước|chậm nhất|muộn nhất|vào|đến)\s+(?:(?:là|vào|trong)\s+)?ngày\s+(?:m[ùồ]ng\s+)?(?P<d>{day_number})"
    r"(?!\s*(?:\d|[/.-]\s*\d|t?háng\s*\d|làm việc))",
    "ngày",
)
_OF_YEAR = Shape(r"\s*(?:,?\s*{every}\s+năm|(?:của\s+)?năm\s+(?:{next}|{reported})\b)")
_WEEKDAY = Shape(r"\b(?P<day>{weekday})(?:\s+tuần\s+(?:thứ\s+)?(?P<nth>[1-5]|{nth}))?\b", "thứ|chủ")
_NEAR = 120
"""Characters between "hằng tuần" and its day."""
_EVENING = Shape(r"(?:(?:{day_part}|ngày|vào|trước|và)\s+|\d{1,2}\s*(?:giờ|h)\s*(?:\d\d\s*(?:phút)?)?\s*)*$")
SHAPES = (*(shape for shape, _ in _INTERVALS), _MONTH_DAY, _MONTHLY)


@lru_cache(maxsize=256)
def rhythms(folded: str) -> tuple[Rhythm, ...]:
    """All rhythms of the text in order; days of the month and weekdays are in their rules."""
    found: list[Rhythm] = []
    for shape, make in _INTERVALS:
        for match in shape.finditer(folded):
            if not any(r.at < match.end() and match.start() < r.to for r in found):
                found.append(make(match))
    dated = list(_month_days(folded))
    found = dated + [r for r in found if not any(d.at < r.to and r.at < d.to for d in dated)]
    return tuple(sorted((_with_weekday(folded, r) for r in found), key=lambda r: r.at))


def _month_days(folded: str) -> list[Rhythm]:
    out = [_month_day(m) for m in _MONTH_DAY.finditer(folded)]
    monthly = _MONTHLY.search(folded)
    if not monthly:
        return out
    if not out:  # "hằng tháng, trước ngày 25"
        for m in _BARE_DAY.finditer(folded):
            at, to = min(m.start(), monthly.start()), max(m.end(), monthly.end())
            out.append(Rhythm(at, to, f"FREQ=MONTHLY;BYMONTHDAY={int(m['d'])}", 1))
    return out[:1]


def _month_day(m: re.Match[str]) -> Rhythm:
    day = -1 if m["d"].startswith("cuối") else int(m["d"])
    months = "3,6,9,12" if m["last"] else "1,4,7,10" if m["first"] else ""
    rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}" if months else f"FREQ=MONTHLY;BYMONTHDAY={day}"
    return Rhythm(*m.span(), rule, 3 if months else 1)


def _with_weekday(folded: str, rhythm: Rhythm) -> Rhythm:
    """ "vào thứ Sáu hằng tuần", "tối thứ Sáu tuần thứ 2 hàng tháng"."""
    if rhythm.rrule not in ("FREQ=WEEKLY", "FREQ=MONTHLY"):
        return rhythm
    near = [m for m in _WEEKDAY.finditer(folded) if _beside(m, rhythm)]
    weekly = rhythm.rrule == "FREQ=WEEKLY"
    days = [("" if weekly else _nth(m["nth"])) + values("weekday")[m["day"]] for m in near if weekly or m["nth"]]
    if not days:
        return rhythm
    first = min(near[0].start(), rhythm.at)
    if near[0].start() < rhythm.at and (before := _EVENING.search(folded[:first])):
        first = before.start()
    rule = f"{rhythm.rrule};BYDAY={','.join(dict.fromkeys(days))}"
    return Rhythm(first, max(near[-1].end(), rhythm.to), rule, rhythm.months)


def _beside(weekday: re.Match[str], rhythm: Rhythm) -> bool:
    return abs(weekday.start() - rhythm.to) < _NEAR or abs(rhythm.at - weekday.end()) < _NEAR


def _nth(text: str) -> str:
    return values("nth").get(text, text)


# Dates without a year ------------------------------------------------------------------------------------------------


def yearly_date(folded: str, period: Period, found: Iterable[Rhythm]) -> str | None:
    """The yearly rule of a day without a year that a rhythm or "của năm báo cáo" makes a yearly one."""
    if not period.open_year:
        return None
    of_year = _OF_YEAR.match(folded, period.to)
    if of_year and period.grain in ("month", "quarter") and period.month:
        return f"FREQ=YEARLY;BYMONTH={period.month}"
    if not period.days or (period.count > 1 and len({d for _, d in period.days}) > 1):
        return None
    if not of_year and not any(r.months >= 3 and not r.alone for r in found):
        return None
    months = ",".join(str(m) for m in sorted({m for m, _ in period.days}))
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={period.days[0][1]}"


def end_of_year_words(folded: str, at: int) -> int:
    """End of "hằng năm", "của năm báo cáo" right behind a date."""
    found = _OF_YEAR.match(folded, at)
    return found.end() if found else at

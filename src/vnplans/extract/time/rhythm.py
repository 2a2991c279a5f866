"""Rhythms in folded text ("hằng quý", "6 tháng một lần", "ngày 20 tháng cuối quý") as RFC 5545 rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnplans.extract.time.periods import NUMBERS, Period, number_of
from vnplans.knowledge import alternatives, table

__all__ = ["Rhythm", "rhythms", "rule_of"]

_N = rf"(?:\d{{1,3}}|{alternatives(NUMBERS)})(?:\s*\([^()]{{1,24}}\))?"
_UNIT = r"(?:ngày|tuần|tháng|quý|qúy|quí|năm)"
_MORE = (
    rf"(?:\s*(?:,|và|/|hoặc)\s*(?:(?:hằng|hàng|cả|cuối)\s+)?(?:(?:0?[69]|sáu|chín|01|1|một)\s+)?{_UNIT}\b(?!\s*\d"
    r"|\s+(?:sau|trước|học)))*"
)
_EVERY = re.compile(rf"\b(?:theo\s+)?(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+(?P<units>{_UNIT}\b{_MORE})")
_ONCE = re.compile(
    rf"\b(?:định kỳ\s+)?(?P<n>{_N})(?P<to>\s*-\s*\d+)?\s*(?P<u>{_UNIT})\s*(?:/|\s)\s*(?:01|1|một)?\s*lần\b"
)
_TIMES = re.compile(
    rf"\b(?:định kỳ\s+)?(?:(?:ít|tối) (?:nhất|thiểu)\s+)?(?P<n>{_N})\s*lần\s*(?:/|trong)?\s*(?:01|1|một"
    rf"|mỗi)?\s*(?P<u>{_UNIT})\b"
)
_PERIODIC = re.compile(
    rf"\b(?:theo\s+)?(?:báo cáo\s+)?định kỳ\s+(?:vào\s+)?(?P<units>(?:{_N}\s+)?{_UNIT}\b(?!\s*\d){_MORE})"
)
_HALVES = re.compile(
    r"\b(?P<units>(?:(?:tháng|quý)\s*,\s*)*(?:0?6|sáu)\s+tháng\s*(?:,|và)\s*(?:(?:cuối|hằng|hàng|cả|01|1"
    r"|một)\s+)?năm)\b(?!\s*\d)"
)
_ALONE = re.compile(r"\b(?:theo\s+)?định kỳ\b")
_SHAPES = (_EVERY, _ONCE, _TIMES, _PERIODIC, _HALVES, _ALONE)

# A day of each month or quarter: "ngày 15 của tháng báo cáo", "ngày 05 của tháng liền kề", "ngày 20 tháng cuối quý"
_MONTH_DAY = re.compile(
    r"\bngày\s+(?:m[ùồ]ng\s+)?(?P<d>3[01]|[12]\d|0?[1-9]|cuối cùng)(?:\s*\([^()]{1,24}\))?\s*,?\s*(?:của\s+)?(?:"
    r"(?P<last>tháng\s+cuối(?:\s+cùng)?(?:\s+của)?(?:\s+(?:mỗi|hằng|hàng))?\s+quý)"
    r"|(?P<first>tháng\s+đầu(?:\s+tiên)?(?:\s+của)?(?:\s+(?:mỗi|hằng|hàng))?\s+quý(?:\s+(?:sau|tiếp theo"
    r"|kế tiếp|liền kề))?)"
    r"|(?:(?:hằng|hàng|mỗi|từng)\s+)tháng"
    r"|(?<=cuối cùng của )tháng(?!\s*\d)"
    r"|tháng\s+(?:báo cáo|liền kề|sau|tiếp theo|kế tiếp|liền sau|đó|cuối kỳ)"
    r")"
)
_MONTHLY = re.compile(r"\b(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+tháng\b")
_BARE_DAY = re.compile(
    r"\b(?:trước|chậm nhất|muộn nhất|vào|đến)\s+(?:(?:là|vào|trong)\s+)?ngày\s+(?:m[ùồ]ng\s+)?(?P<d>3[01]"
    r"|[12]\d|0?[1-9])"
    r"(?!\s*(?:\d|[/.-]\s*\d|t?háng\s*\d|làm việc))"
)
_OF_YEAR = re.compile(
    r"\s*(?:,?\s*(?:hằng|hàng|mỗi)\s+năm|(?:của\s+)?năm\s+(?:báo cáo|liền kề|sau|tiếp theo|kế tiếp|liền sau|đó)\b)"
)
_WEEKDAYS = {row["word"]: str(row["value"]) for row in table("deadline_words") if row["kind"] == "weekday"}
_WEEKDAY = re.compile(rf"\b(?P<day>{alternatives(_WEEKDAYS)})(?:\s+tuần\s+(?:thứ\s+)?(?P<nth>[1-5]|nhất|hai|ba|tư))?\b")
_NEAR = 120
"""Characters between "hằng tuần" and its day."""
_NTH = {"nhất": "1", "hai": "2", "ba": "3", "tư": "4"}
_EVENING = re.compile(r"(?:(?:sáng|chiều|tối|ngày|vào|trước|và)\s+|\d{1,2}\s*(?:giờ|h)\s*(?:\d\d\s*(?:phút)?)?\s*)*$")


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


_LENGTH = {"ngày": 1 / 30, "tuần": 0.25, "tháng": 1.0, "quý": 3.0, "qúy": 3.0, "quí": 3.0, "năm": 12.0}


def _shortest(units: str) -> float:
    """The shortest of "tháng, quý, năm", "06 tháng, 01 năm"."""
    found = re.findall(rf"(?:({_N})\s+)?({_UNIT})\b", units)
    return min((number_of(n) or 1) * _LENGTH[u] for n, u in found)


def _read(match: re.Match[str]) -> Rhythm:
    groups = match.groupdict()
    if groups.get("units"):
        months = _shortest(groups["units"])
    elif match.re is _ONCE:
        if groups["to"]:
            return Rhythm(match.start(), match.end(), None, 12)
        months = (number_of(groups["n"]) or 1) * _LENGTH[groups["u"]]
    elif match.re is _TIMES:
        months = _LENGTH[groups["u"]] / (number_of(groups["n"]) or 1)
        odd = months % 1 if months > 1 else groups["u"] not in ("ngày", "tuần")
        if odd and months != 1:
            return Rhythm(match.start(), match.end(), None, months)
    else:
        return Rhythm(match.start(), match.end(), None, 12, alone=True)
    return Rhythm(match.start(), match.end(), rule_of(months), months)


def rhythms(folded: str) -> list[Rhythm]:
    """All rhythms of the text in order; days of the month and weekdays are in their rules."""
    found: list[Rhythm] = []
    for shape in _SHAPES:
        for match in shape.finditer(folded):
            if not any(r.at < match.end() and match.start() < r.to for r in found):
                found.append(_read(match))
    dated = list(_month_days(folded))
    found = dated + [r for r in found if not any(d.at < r.to and r.at < d.to for d in dated)]
    return sorted((_with_weekday(folded, r) for r in found), key=lambda r: r.at)


def _month_days(folded: str) -> list[Rhythm]:
    out = []
    for m in _MONTH_DAY.finditer(folded):
        day = -1 if m["d"].startswith("cuối") else int(m["d"])
        months = "3,6,9,12" if m["last"] else "1,4,7,10" if m["first"] else ""
        rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}" if months else f"FREQ=MONTHLY;BYMONTHDAY={day}"
        out.append(Rhythm(m.start(), m.end(), rule, 3 if months else 1))
    monthly = _MONTHLY.search(folded)
    if not out and monthly:
        # "hằng tháng, trước ngày 25"
        for m in _BARE_DAY.finditer(folded):
            at, to = min(m.start(), monthly.start()), max(m.end(), monthly.end())
            out.append(Rhythm(at, to, f"FREQ=MONTHLY;BYMONTHDAY={int(m['d'])}", 1))
    return out[:1] if monthly else out


def _with_weekday(folded: str, rhythm: Rhythm) -> Rhythm:
    """ "vào thứ Sáu hằng tuần", "tối thứ Sáu tuần thứ 2 hàng tháng"."""
    if rhythm.rrule not in ("FREQ=WEEKLY", "FREQ=MONTHLY"):
        return rhythm
    near = [
        m for m in _WEEKDAY.finditer(folded) if abs(m.start() - rhythm.to) < _NEAR or abs(rhythm.at - m.end()) < _NEAR
    ]
    weekly = rhythm.rrule == "FREQ=WEEKLY"
    days = [("" if weekly else _NTH.get(m["nth"], m["nth"])) + _WEEKDAYS[m["day"]] for m in near if weekly or m["nth"]]
    if not days:
        return rhythm
    first = min(near[0].start(), rhythm.at)
    if near[0].start() < rhythm.at and (before := _EVENING.search(folded[:first])):
        first = before.start()
    return Rhythm(
        first, max(near[-1].end(), rhythm.to), f"{rhythm.rrule};BYDAY={','.join(dict.fromkeys(days))}", rhythm.months
    )


def yearly_date(folded: str, period: Period, found: list[Rhythm]) -> str | None:
    """The yearly rule of a day without a year that a rhythm or "của năm báo cáo" makes a yearly one."""
    if period.open_year and period.grain in ("month", "quarter") and period.month and _OF_YEAR.match(folded, period.to):
        return f"FREQ=YEARLY;BYMONTH={period.month}"
    if not period.days or not period.open_year or (period.count > 1 and len({d for _, d in period.days}) > 1):
        return None
    if not _OF_YEAR.match(folded, period.to) and not any(r.months >= 3 and not r.alone for r in found):
        return None
    months = ",".join(str(m) for m in sorted({m for m, _ in period.days}))
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={period.days[0][1]}"


def end_of_year_words(folded: str, at: int) -> int:
    """End of "hằng năm", "của năm báo cáo" right behind a date."""
    found = _OF_YEAR.match(folded, at)
    return found.end() if found else at

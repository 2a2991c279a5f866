"""Rhythms in folded text ("hằng quý", "6 tháng một lần", "ngày 20 tháng cuối quý") as RFC 5545 rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from vnplans.extract.time.intervals import INTERVALS, PLACE, Rhythm, nth_of
from vnplans.extract.time.periods import Period
from vnplans.extract.time.words import Shape, Shapes, values, words_of
from vnplans.regex import regex

__all__ = ["SHAPES", "Rhythm", "end_of_year_words", "rhythms", "yearly_date"]

# Days of a month, a quarter, a week ----------------------------------------------------------------------------------

# "ngày 15 của tháng báo cáo", "ngày 05 của tháng liền kề", "ngày 20 tháng cuối quý"
_MONTH_DAY = Shape(
    r"\b(?:ngày\s+(?:m[ùồ]ng\s+)?|m[ùồ]ng\s+)"
    r"(?:(?P<ds>{day_number}(?:\s*,\s*(?:ngày\s+)?{day_number})*)\s*(?P<to>-|đến|tới|,|và)\s*(?:ngày\s+)?)?"
    r"(?P<d>{day_number}|cuối cùng)(?:\s*\([^()]{1,24}\))?\s*,?\s*(?:của\s+)?(?:"
    r"(?P<last>tháng\s+(?:cuối|thứ ba|thứ 3)(?:\s+cùng)?(?:\s+của)?(?:\s+{every})?\s+quý)"
    r"|(?P<first>tháng\s+đầu(?:\s+tiên)?(?:\s+của)?(?:\s+{every})?\s+quý(?:\s+{next})?)"
    r"|(?P<start>(?:tháng\s+)?đầu(?:\s+mỗi)?\s+quý)(?!\s*(?:i|\d))|(?P<close>cuối(?:\s+mỗi)?\s+quý)(?!\s*(?:i|\d))"
    r"|(?:{every}|từng)\s+tháng(?!\s*\d)"
    r"|(?:các|những|mỗi)\s+tháng\s+(?P<ms>{m}(?:\s*{and}\s*{m})+)|tháng\s+(?P<ml>{m}(?:\s*{and}\s*{m}){2,}|{m}(?:\s*{and}\s*tháng\s+{m})+)(?![\d/])"
    r"|(?<=cuối cùng của )tháng(?!\s*\d)"
    r"|tháng\s+(?:{next}|{reported}|cuối kỳ)"
    r")",
    "tháng|quý",
    "ngày|mùng|mồng",
)
_PLAIN_DAY = Shape(
    r"(?:^\s*|\btrước\s+|\bnhất\s+)(?P<d>{day_number})\s+(?:{every}|từng)\s+tháng(?!\s*\d)", "tháng", "0"
)
"""The same without "ngày": "Trước 25 hằng tháng"."""
_MONTHLY = Shape(
    r"\b(?:định kỳ\s+)?{every}\s+tháng\b|\bbáo cáo\s+tháng\b(?!\s*(?:\d|này|sau|một|trước(?!\s+ngày)))", "tháng"
)
_BARE_DAY = Shape(
    r"\b(?:trước|chậm nhất|muộn nhất|vào|đến)\s+(?:(?:là|vào|trong)\s+)?ngày\s+(?:m[ùồ]ng\s+)?(?P<d>{day_number})"
    r"(?!\s*(?:\d|[/.-]\s*\d|t?háng\s*\d|làm việc))",
    "ngày",
)
_YEARLY_GAP = regex(r"[\s,(:]*(?:(?:vào|trong|trước|đến|cuối|đầu|giữa|hết|chậm nhất|dịp|là|ngày)\s+)*$")
"""Between "hằng năm" and its month: "Hằng năm (vào tháng 11)"."""
_OPENS = regex(r"(?:.*[.;:]\s+)?\W*", re.DOTALL)
_IN_SENTENCE = regex(
    r"(?:(?!\bnăm\b)[^.;:\d]){3,160}\b(?:vào|trong|trước|chậm nhất|muộn nhất|dịp)\s+(?:(?:cuối|đầu|giữa|là)\s+)*"
)
"""Between "Hằng năm", which opens the sentence, and its month: "Hằng năm, tổ chức bình xét vào quý IV"."""
_OF_YEAR = Shape(r"\s*(?:,?\s*{every}\s+năm|(?:của\s+)?năm\s+(?:{next}|{reported})\b)")
_LISTED = regex(r"tháng\s*\d{1,2}(?:\s*(?:,|và)\s*(?:tháng\s*)?\d{1,2})+")
_WEEKDAY = Shape(
    r"\b(?P<day>{weekday})(?:\s+tuần\s+(?:thứ\s+)?(?P<nth>(?:[1-5]|{nth}|đầu(?=\s+tiên)|cuối(?=\s+cùng))(?:\s*(?:,|và)\s*(?:tuần\s+)?(?:thứ\s+)?(?:[1-5]|{nth}))*)"
    r"|\s*(?:-|đến)\s*(?P<last>{weekday})|(?P<more>(?:\s*(?:,|và)\s*(?:[2-7]|hai|ba|tư|năm|sáu|bảy))+))?(?![^\W_])",
    "thứ|chủ",
)
_NEAR = 120
"""Characters between "hằng tuần" and its day."""
_EVENING = Shape(r"(?:(?:{day_part}|ngày|vào|trước|và)\s+|\d{1,2}\s*(?:giờ|h)\s*(?:\d\d\s*(?:phút)?)?\s*)*$")
SHAPES = (*(shape for shape, _ in INTERVALS), _MONTH_DAY, _PLAIN_DAY, _MONTHLY)
_BY_WORDS = Shapes(*(shape for shape, _ in INTERVALS))


@cache
def _triggers() -> frozenset[str]:
    """Words of which a text must hold one for any rhythm to be there."""
    return frozenset().union(*(shape.gates[0] for shape in SHAPES))


@lru_cache(maxsize=256)
def rhythms(folded: str) -> tuple[Rhythm, ...]:
    """All rhythms of the text in order; days of the month and weekdays are in their rules."""
    held = words_of(folded)
    if _triggers().isdisjoint(held):
        return ()
    found: list[Rhythm] = []
    for place in _BY_WORDS.among(held):
        shape, make = INTERVALS[place]
        for match in shape.pattern.finditer(folded):
            other = [r for r in found if r.at < match.end() and match.start() < r.to]
            if all(
                match.start() <= r.at and r.to <= match.end() and match.end() - match.start() > r.to - r.at
                for r in other
            ):
                found = [*(r for r in found if r not in other), make(match)]  # "định kỳ 06 tháng và hàng năm"
    dated = list(_month_days(folded))
    found = dated + [r for r in found if not any(d.at < r.to and r.at < d.to for d in dated)]
    return tuple(sorted((_with_weekday(folded, r) for r in found), key=lambda r: r.at))


def _month_days(folded: str) -> list[Rhythm]:
    out = [_month_day(m) for m in _MONTH_DAY.finditer(folded)]
    out = out or [Rhythm(*m.span(), f"FREQ=MONTHLY;BYMONTHDAY={int(m['d'])}", 1) for m in _PLAIN_DAY.finditer(folded)]
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
    listed = ",".join(str(int(number)) for number in re.findall(r"\d+", m["ms"] or m["ml"] or ""))
    months = "3,6,9,12" if m["last"] or m["close"] else "1,4,7,10" if m["first"] or m["start"] else listed
    days = ",".join(str(int(d)) for d in re.findall(r"\d+", m["ds"] or "") if m["to"] in (",", "và"))
    days = f"{days},{day}" if days else str(day)
    rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={days}" if months else f"FREQ=MONTHLY;BYMONTHDAY={days}"
    return Rhythm(*m.span(), rule, 3 if months else 1)


def _with_weekday(folded: str, rhythm: Rhythm) -> Rhythm:
    """ "vào thứ Sáu hằng tuần", "tối thứ Sáu tuần thứ 2 hàng tháng"."""
    if rhythm.rrule not in ("FREQ=WEEKLY", "FREQ=MONTHLY"):
        return rhythm
    near = [m for m in _WEEKDAY.finditer(folded) if _beside(m, rhythm)]
    weekly = rhythm.rrule == "FREQ=WEEKLY"
    days = [
        place + day
        for m in near
        for place in ([""] if weekly else map(nth_of, PLACE.pattern.findall(m["nth"] or "")))
        for day in _days_of_week(m)
    ]
    if not days:
        return rhythm
    first = min(near[0].start(), rhythm.at)
    if near[0].start() < rhythm.at and (before := _EVENING.search(folded[:first])):
        first = before.start()
    rule = f"{rhythm.rrule};BYDAY={','.join(dict.fromkeys(days))}"
    return Rhythm(first, max(near[-1].end(), rhythm.to), rule, rhythm.months)


def _days_of_week(m: re.Match[str]) -> list[str]:
    """ "thứ 3, 5, 7" are three days, "thứ Hai đến thứ Sáu" five."""
    known = values("weekday")
    if m["last"]:
        week = list(dict.fromkeys(known.values()))
        return week[week.index(known[m["day"]]) : week.index(known[m["last"]]) + 1]
    more = re.findall(r"[2-7]|[^\W\d_]{2,}", m["more"] or "")
    return [known[m["day"]], *(known[f"thứ {word}"] for word in more if f"thứ {word}" in known)]


def _beside(weekday: re.Match[str], rhythm: Rhythm) -> bool:
    return abs(weekday.start() - rhythm.to) < _NEAR or abs(rhythm.at - weekday.end()) < _NEAR


# Dates without a year ------------------------------------------------------------------------------------------------


def yearly_date(folded: str, period: Period, found: Iterable[Rhythm]) -> str | None:
    """The yearly rule of a day without a year that a rhythm or "của năm báo cáo" makes a yearly one."""
    if not period.open_year:
        return None
    of_year = _OF_YEAR.match(folded, period.to)
    if period.grain in ("month", "quarter") and period.month and (of_year or _in_every_year(folded, period, found)):
        return f"FREQ=YEARLY;BYMONTH={_months(folded, period)}"
    regular = len(set(period.days)) > 1 and any(
        r.alone and r.to <= period.at and _YEARLY_GAP.fullmatch(folded, r.to, period.at) for r in found
    )  # "Định kỳ trước ngày 15/6 và 15/12"
    yearly = of_year or regular or any(r.months >= 3 and not r.alone for r in found)
    if period.count > 1 and period.end and len(set(period.days)) > 1 and yearly and _spans(folded, period):
        month, day = period.days[-1]  # "từ 01/7 đến 31/10 hằng năm": the last day
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
    days = {day for _, day in period.days}
    if not days or (period.count > 1 and len(days) > 1):
        return None
    if not yearly:
        return None
    named = sorted(set(period.days))
    if len(days) > 1:  # "trước 30/6 và 31/12": the last days of their months, or the last of them
        ends = all(day == _LAST_DAYS[month] for month, day in named)
        named = [(month, -1) for month, _ in named] if ends else named[-1:]
    months = ",".join(str(month) for month in dict.fromkeys(month for month, _ in named))
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={named[0][1]}"


def _spans(folded: str, period: Period) -> bool:
    """A first and a last day, no list of days."""
    return re.search(r"\d\s*(?:-|đến|tới)\s", folded[period.at : period.to]) is not None


_LAST_DAYS = {month: 30 if month in (4, 6, 9, 11) else 28 if month == 2 else 31 for month in range(1, 13)}


def _in_every_year(folded: str, period: Period, found: Iterable[Rhythm]) -> bool:
    """A rhythm stands right before it: "Hằng năm, trong tháng 11", "02 lần/năm (tháng 6, tháng 12)"."""
    before = (r for r in found if r.months >= 3 and not r.alone and r.to <= period.at)
    return any(
        _YEARLY_GAP.fullmatch(folded, r.to, period.at)
        or (r.months == 12 and _OPENS.fullmatch(folded, 0, r.at) and _IN_SENTENCE.fullmatch(folded, r.to, period.at))
        for r in before
    )


def _months(folded: str, period: Period) -> str:
    """ "3,6,9,12" of a list of months; the month before of "trước tháng 12"; the last of a quarter."""
    if period.grain == "month" and (listed := _LISTED.fullmatch(folded, period.at, period.to)):
        return ",".join(str(int(number)) for number in re.findall(r"\d+", listed[0]))
    month = period.month or 12
    if re.search(r"\btrước\s+$", folded[: period.at]) and period.grain == "month" and month > 1:
        month -= 1
    return str(month)


def end_of_year_words(folded: str, at: int) -> int:
    """End of "hằng năm", "của năm báo cáo" right behind a date."""
    found = _OF_YEAR.match(folded, at)
    return found.end() if found else at

"""Rhythms in folded text ("hằng quý", "6 tháng một lần", "ngày 20 tháng cuối quý") as RFC 5545 rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from vnplans.extract.time.periods import Period
from vnplans.extract.time.words import Shape, duration_of, months_of, number_of, values, words_of

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


_FREQ = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}


def rule_of(count: int, unit: str) -> str:
    """The rule of an interval: 2 "tuần" FREQ=WEEKLY;INTERVAL=2, 1 "quý" FREQ=MONTHLY;INTERVAL=3."""
    length = duration_of(count, unit)
    if length.startswith("PT"):
        return _every("HOURLY" if length[-1] == "H" else "MINUTELY", count)
    every, letter = int(length[1:-1]), length[-1]
    if letter == "M" and every % 12 == 0:
        every, letter = every // 12, "Y"
    return _every(_FREQ[letter], every)


def _every(frequency: str, count: int) -> str:
    return f"FREQ={frequency}" + (f";INTERVAL={count}" if count > 1 else "")


def _often(months: float) -> str | None:
    """The rule of what is done several times in a unit, every so many months."""
    if months < 1:
        return "FREQ=DAILY" if months < 0.1 else "FREQ=WEEKLY"
    return rule_of(int(months), "tháng")


# Intervals: a shape and what it makes --------------------------------------------------------------------------------

_UNITS = Shape(r"(?:({n})\s+)?({unit})\b")


def _of_units(m: re.Match[str]) -> Rhythm:
    """The shortest of "tháng, quý, năm", "06 tháng, 01 năm"."""
    found = _UNITS.pattern.findall(m["units"])
    count, unit = min(((number_of(n) or 1, unit) for n, unit in found), key=lambda one: one[0] * months_of(one[1]))
    return Rhythm(*m.span(), rule_of(count, unit), count * months_of(unit))


def _once(m: re.Match[str]) -> Rhythm:
    if m["to"]:  # "2 - 3 tháng một lần"
        return Rhythm(*m.span(), None, 12)
    count = number_of(m["n"]) or 1
    return Rhythm(*m.span(), rule_of(count, m["u"]), count * months_of(m["u"]))


def _times(m: re.Match[str]) -> Rhythm:
    """ "02 lần/năm" is every six months, "5 lần/năm" no interval of whole months; "3 lần/tháng" is of every month, whatever its days."""
    count, months = number_of(m["n"]) or 1, months_of(m["u"])
    if m["u"] in ("tuần", "tháng") and not m["k"]:
        return Rhythm(*m.span(), rule_of(1, m["u"]), months / count)
    if m["k"]:  # "01 lần/06 tháng"
        rule = rule_of(int(m["k"]), m["u"]) if count == 1 else None
        return Rhythm(*m.span(), rule, months * int(m["k"]) / count)
    months /= count
    odd = months % 1 if months > 1 else m["u"] not in ("ngày", "tuần")
    return Rhythm(*m.span(), None if odd and months != 1 else _often(months), months)


def _without_interval(m: re.Match[str]) -> Rhythm:
    """ "mỗi học kỳ", "mỗi ca một lần": again and again, and no calendar says when."""
    return Rhythm(*m.span(), None, 12)


def _weekends(m: re.Match[str]) -> Rhythm:
    return Rhythm(*m.span(), "FREQ=WEEKLY;BYDAY=SA,SU", 0.25)


def _daily(m: re.Match[str]) -> Rhythm:
    """ "tất cả các ngày trong tuần", "các ngày làm việc trong tuần"."""
    return Rhythm(*m.span(), f"FREQ=WEEKLY;BYDAY={_WORKDAYS}" if m["work"] else "FREQ=DAILY", 0.03)


def _working_day(m: re.Match[str]) -> Rhythm:
    """ "ngày làm việc cuối cùng của tháng", "... đầu tiên của quý"."""
    place = "1" if m["place"].startswith("đầu") else "-1"
    months = "" if m["u"] == "tháng" else ";BYMONTH=" + ("1,4,7,10" if place == "1" else "3,6,9,12")
    return Rhythm(*m.span(), f"FREQ=MONTHLY{months};BYDAY={_WORKDAYS};BYSETPOS={place}", 3 if months else 1)


def _edge_day(m: re.Match[str]) -> Rhythm:
    """ "ngày cuối tháng", "ngày đầu quý"."""
    day = "1" if m["place"] == "đầu" else "-1"
    if m["u"] == "tháng":
        return Rhythm(*m.span(), f"FREQ=MONTHLY;BYMONTHDAY={day}", 1)
    return Rhythm(*m.span(), f"FREQ=YEARLY;BYMONTH={'1,4,7,10' if day == '1' else '3,6,9,12'};BYMONTHDAY={day}", 3)


def _weekdays(m: re.Match[str]) -> Rhythm:
    """ "mỗi sáng thứ Hai", "các tối thứ Bảy, Chủ nhật"."""
    days = [values("weekday")[day] for day in _DAY_OF_WEEK.pattern.findall(m["days"])]
    return Rhythm(*m.span(), f"FREQ=WEEKLY;BYDAY={','.join(dict.fromkeys(days))}", 0.25)


def _weekdays_of_month(m: re.Match[str]) -> Rhythm:
    """ "tối thứ Bảy tuần thứ nhất và thứ ba trong tháng", "thứ Hai đầu tháng"."""
    day = values("weekday")[m["day"]]
    places = [_nth(place) for place in _PLACE.pattern.findall(m["nths"])]
    return Rhythm(*m.span(), f"FREQ=MONTHLY;BYDAY={','.join(place + day for place in places)}", 1)


def _alone(m: re.Match[str]) -> Rhythm:
    return Rhythm(*m.span(), None, 12, alone=True)


_WORKDAYS = "MO,TU,WE,TH,FR"
_DAY_OF_WEEK = Shape(r"{weekday}", "thứ|chủ")
_PLACE = Shape(r"[1-5]|\b(?:{nth}|đầu|cuối)\b")
_MORE = (
    r"(?:\s*(?:,|và|/|hoặc)\s*(?:(?:{every}|cả|cuối)\s+)?(?:(?:0?[369]|ba|sáu|chín|01|1|một)\s+)?{unit}\b(?!\s*\d"
    r"|\s+(?:sau|trước|học)))*"
)
_INTERVALS: tuple[tuple[Shape, Callable[[re.Match[str]], Rhythm]], ...] = (
    # "hằng tháng, quý, năm", "mỗi 2 tuần"
    (
        Shape(
            r"\b(?:theo\s+)?(?:định kỳ\s+)?{every}\s+(?P<units>(?:(?:\d{1,2}|hai|ba|sáu)\s+)?{unit}\b" + _MORE + ")",
            "{every}",
        ),
        _of_units,
    ),
    # "06 tháng một lần", "30 phút một lần"
    (
        Shape(
            r"\b(?:định kỳ\s+)?(?P<n>{n})(?P<to>\s*-\s*\d+)?\s*(?P<u>{unit}|giờ|phút)\s*(?:/|\s)\s*"
            r"(?:01|1|một)?\s*lần\b",
            "lần",
        ),
        _once,
    ),
    # "03 tháng họp một lần", "cứ 6 tháng báo cáo một lần"
    (
        Shape(
            r"\b(?:cứ\s+)?(?P<n>{n})(?P<to>\s*-\s*\d+)?\s*(?P<u>{unit})\s+[^\W\d_]+(?:\s[^\W\d_]+){0,2}\s+"
            r"(?:01|1|một)\s+lần\b",
            "lần",
        ),
        _once,
    ),
    # "mỗi tháng hai đợt", "mỗi năm 02 lần"
    (
        Shape(
            r"\b(?:định kỳ\s+)?{every}\s+(?P<k>)(?P<u>{unit})\s+(?:{least}\s+)?(?P<n>{n})\s+"
            r"(?:lần|đợt|buổi|số|bài|tin|kỳ|cuộc|phiên|chuyên mục|chuyên đề|lượt)\b",
            "{every}",
        ),
        _times,
    ),
    # "ngày hai lần", "tuần ba buổi", "quý một đợt"
    (
        Shape(
            r"(?<!\d )(?<!một )(?<!nửa )(?<!mỗi )(?<!hằng )(?<!hàng )(?<!trong )(?<!học )\b(?P<k>)(?P<u>ngày|tuần|tháng|quý|năm)\s+"
            r"(?:{least}\s+)?(?P<n>0?[1-9]|{number})\s+(?:lần|buổi|đợt|kỳ(?!\s+họp))\b(?!\s*(?:thứ|đầu|cuối|sau|này|\d|/))",
            "ngày|tuần|tháng|quý|năm",
            "lần|buổi|đợt|kỳ",
        ),
        _times,
    ),
    # "01 kỳ/tháng", "2 buổi/tuần"
    (
        Shape(
            r"\b(?:{least}\s+)?(?P<k>)(?P<n>{n})\s*(?:kỳ|buổi|số|đợt|cuộc|chuyên mục|bản tin)\s*/\s*(?:01|1|một)?\s*"
            r"(?P<u>tuần|tháng|quý|năm)\b(?!\s*\d)",
            "tuần|tháng|quý|năm",
        ),
        _times,
    ),
    # "quyết toán theo từng quý"
    (Shape(r"\btheo\s+từng\s+(?P<units>(?:tuần|tháng|quý)\b" + _MORE + r")(?!\s*\d)", "từng"), _of_units),
    # "tất cả các ngày trong tuần", "các ngày làm việc trong tuần"
    (
        Shape(
            r"\b(?:tất cả\s+)?(?:các|mọi)\s+ngày\s+(?P<work>làm việc\s+)?(?:trong|của)\s+tuần\b(?!\s+(?:này|sau|tới|đầu|cuối|qua))",
            "ngày",
            "tuần",
        ),
        _daily,
    ),
    # "ngày làm việc cuối cùng của tháng"
    (
        Shape(
            r"(?<!\d )\bngày\s+làm việc\s+(?P<place>đầu(?:\s+tiên)?|cuối(?:\s+cùng)?)\s+(?:của\s+|trong\s+)?(?:{every}\s+)?"
            r"(?P<u>tháng|quý)\b(?!\s*(?:\d|i|này|sau|tới))",
            "ngày",
            "tháng|quý",
        ),
        _working_day,
    ),
    # "tối thứ Bảy tuần thứ nhất và thứ ba trong tháng", "thứ Sáu cuối cùng của tháng"
    (
        Shape(
            r"\b(?:{day_part}\s+|ngày\s+)?(?P<day>{weekday})\s+(?P<nths>tuần\s+(?:thứ\s+)?(?:[1-5]|{nth}|đầu|cuối)(?:\s+(?:tiên|cùng))?"
            r"(?:\s*(?:,|và)\s*(?:tuần\s+)?(?:thứ\s+)?(?:[1-5]|{nth}|cuối))*|đầu(?:\s+tiên)?|cuối(?:\s+cùng)?)\s*,?\s*"
            r"(?:(?:trong|của)\s+)?(?:mỗi\s+)?tháng\b(?!\s*(?:\d|này|sau|tới|t?háng|{nth}\b))",
            "thứ|chủ",
            "tháng",
        ),
        _weekdays_of_month,
    ),
    # "mỗi sáng thứ Hai", "các tối thứ Bảy, Chủ nhật", "sáng thứ Hai đầu tuần"
    (
        Shape(
            r"\b(?:(?:{every}|các|những)\s+(?:ngày\s+|(?:buổi\s+)?{day_part}\s+)*(?P<days>{weekday}(?:\s*(?:,|và|;)\s*(?:{day_part}\s+)?{weekday})*)"
            r"(?:\s+(?:trong|hằng|hàng)\s+tuần)?)(?!\s*,?\s*(?:ngày\s+)?\d)(?!\s+(?:tuần|của|đầu|cuối|hằng|hàng))",
            "thứ|chủ",
        ),
        _weekdays,
    ),
    (Shape(r"\b(?:{day_part}\s+)?(?P<days>{weekday})\s+đầu\s+tuần\b(?!\s+(?:này|sau|tới|thứ|\d))", "thứ", "tuần"), _weekdays),
    # Days of the lunar calendar, feasts: again and again, and no rule says when
    (Shape(r"\b(?:vào\s+)?(?:các\s+)?ngày\s+(?:rằm|m[ùồ]ng\s+(?:một|1))(?:\s*(?:,|và)\s*(?:ngày\s+)?(?:rằm|m[ùồ]ng\s+(?:một|1)))*(?!\s+(?:tháng|tết))\b", "ngày"), _without_interval),
    (
        Shape(
            r"\b(?:trong|vào|nhân)\s+(?:(?:các|những|mỗi)\s+)(?:dịp|ngày)\s+(?:nghỉ\s+)?lễ\b(?:\s+lớn)?(?:\s*(?:,|và)\s*tết\b)?(?=\s*(?:$|[.;,)]|hằng năm|hàng năm))",
            "lễ",
        ),
        _without_interval,
    ),
    # "cuối mỗi học kỳ", "mỗi buổi chợ một lần"
    (
        Shape(
            r"\b(?:(?:đầu|giữa|cuối)\s+)?{every}\s+(?:học kỳ\b"
            r"|{round}\b(?:\s[^\W\d_]+){0,2}?\s+{n}\s+(?:lần|buổi|đợt|lượt)\b)",
            "{every}",
        ),
        _without_interval,
    ),
    # "vào các ngày cuối tuần"
    (
        Shape(
            r"(?<!trừ )(?<!cả )\b(?:tất cả\s+)?(?:các|mọi|những)\s+ngày\s+cuối\s+tuần\b(?!\s+(?:qua|vừa|của))",
            "cuối",
            "tuần",
        ),
        _weekends,
    ),
    # "02 lần/học kỳ", "nửa tháng một lần", "mỗi nhiệm kỳ"
    (
        Shape(
            r"\b(?:(?:{least}\s+)?{n}\s*(?:lần|buổi|cuộc)\s*/\s*(?:{n}\s+)?(?:học kỳ|năm học|nhiệm kỳ|vụ|{round})\b"
            r"|nửa\s+(?:tháng|năm)\s+(?:một|1|01)\s+lần\b|{every}\s+(?:nhiệm kỳ|vụ)\b(?:\s+{n}\s+lần\b)?)",
            "lần|buổi|cuộc|{every}",
        ),
        _without_interval,
    ),
    # "ngày cuối tháng", "tháng cuối của mỗi quý"
    (
        Shape(
            r"(?<!những )(?<!các )\bngày\s+(?P<place>đầu|cuối)(?:\s+(?:tiên|cùng))?\s+(?:(?:của|mỗi)\s+)*(?P<u>tháng|quý)\b(?!\s*(?:\d|i|này|sau|tới|báo|t?háng))",
            "ngày",
        ),
        _edge_day,
    ),
    # "tối thiểu 02 lần/năm"
    (
        Shape(
            r"\b(?:định kỳ\s+)?(?:{least}\s+)?(?P<n>{n})\s*lần\s*(?:/|trong)?\s*(?:01|1|một|mỗi|(?P<k>\d{1,2}))?\s*"
            r"(?P<u>{unit})\b",
            "lần",
        ),
        _times,
    ),
    # "báo cáo định kỳ quý, 6 tháng, năm"
    (
        Shape(
            r"\b(?:theo\s+)?(?:báo cáo\s+)?định kỳ\s+(?:vào\s+)?(?P<units>(?:{n}\s+)?{unit}\b(?!\s*\d)" + _MORE + ")",
            "kỳ",
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
    # A cell that says only "Tháng, quý, năm"
    (Shape(r"^\W*từng\s+(?P<units>{unit}\b" + _MORE + r")\W*$", "từng"), _of_units),
    (Shape(r"^\W*(?:báo cáo\s+)?(?P<units>{unit}(?=\s*[,/]|\s+và\s)" + _MORE + r")\W*$", "{unit}"), _of_units),
    # A cell that says only "Cuối mỗi quý"
    (Shape(r"^\W*(?:vào\s+)?cuối\s+(?:các|mỗi|từng)\s+(?P<units>{unit})\W*$", "cuối"), _of_units),
    (Shape(r"\b(?:theo\s+)?định kỳ\b", "kỳ"), _alone),
)

# Days of a month, a quarter, a week ----------------------------------------------------------------------------------

# "ngày 15 của tháng báo cáo", "ngày 05 của tháng liền kề", "ngày 20 tháng cuối quý"
_MONTH_DAY = Shape(
    r"\b(?:ngày\s+(?:m[ùồ]ng\s+)?|m[ùồ]ng\s+)(?:(?P<ds>{day_number}(?:\s*,\s*(?:ngày\s+)?{day_number})*)\s*(?P<to>-|đến|tới|,|và)"
    r"\s*(?:ngày\s+)?)?(?P<d>{day_number}|cuối cùng)(?:\s*\([^()]{1,24}\))?\s*,?\s*(?:của\s+)?(?:"
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
_MONTHLY = Shape(r"\b(?:định kỳ\s+)?{every}\s+tháng\b", "{every}")
_BARE_DAY = Shape(
    r"\b(?:trước|chậm nhất|muộn nhất|vào|đến)\s+(?:(?:là|vào|trong)\s+)?ngày\s+(?:m[ùồ]ng\s+)?(?P<d>{day_number})"
    r"(?!\s*(?:\d|[/.-]\s*\d|t?háng\s*\d|làm việc))",
    "ngày",
)
_YEARLY_GAP = re.compile(r"[\s,(:]*(?:(?:vào|trong|trước|đến|cuối|đầu|giữa|hết|chậm nhất|dịp|là|ngày)\s+)*$")
"""Between "hằng năm" and its month: "Hằng năm (vào tháng 11)"."""
_OF_YEAR = Shape(r"\s*(?:,?\s*{every}\s+năm|(?:của\s+)?năm\s+(?:{next}|{reported})\b)")
_LISTED = re.compile(r"tháng\s*\d{1,2}(?:\s*(?:,|và)\s*(?:tháng\s*)?\d{1,2})+")
_WEEKDAY = Shape(
    r"\b(?P<day>{weekday})(?:\s+tuần\s+(?:thứ\s+)?(?P<nth>(?:[1-5]|{nth})(?:\s*(?:,|và)\s*(?:tuần\s+)?(?:thứ\s+)?(?:[1-5]|{nth}))*)"
    r"|\s*(?:-|đến)\s*(?P<last>{weekday})|(?P<more>(?:\s*(?:,|và)\s*(?:[2-7]|hai|ba|tư|năm|sáu|bảy))+))?(?![^\W_])",
    "thứ|chủ",
)
_NEAR = 120
"""Characters between "hằng tuần" and its day."""
_EVENING = Shape(r"(?:(?:{day_part}|ngày|vào|trước|và)\s+|\d{1,2}\s*(?:giờ|h)\s*(?:\d\d\s*(?:phút)?)?\s*)*$")
SHAPES = (*(shape for shape, _ in _INTERVALS), _MONTH_DAY, _PLAIN_DAY, _MONTHLY)


@cache
def _triggers() -> frozenset[str]:
    """Words of which a text must hold one for any rhythm to be there."""
    return frozenset().union(*(shape.gates[0] for shape in SHAPES))


@lru_cache(maxsize=256)
def rhythms(folded: str) -> tuple[Rhythm, ...]:
    """All rhythms of the text in order; days of the month and weekdays are in their rules."""
    if _triggers().isdisjoint(words_of(folded)):
        return ()
    found: list[Rhythm] = []
    for shape, make in _INTERVALS:
        for match in shape.finditer(folded):
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
        for place in ([""] if weekly else map(_nth, _PLACE.pattern.findall(m["nth"] or "")))
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


def _nth(text: str) -> str:
    return {"đầu": "1", "cuối": "-1"}.get(text) or values("nth").get(text, text)


# Dates without a year ------------------------------------------------------------------------------------------------


def yearly_date(folded: str, period: Period, found: Iterable[Rhythm]) -> str | None:
    """The yearly rule of a day without a year that a rhythm or "của năm báo cáo" makes a yearly one."""
    if not period.open_year:
        return None
    of_year = _OF_YEAR.match(folded, period.to)
    if period.grain in ("month", "quarter") and period.month and (of_year or _in_every_year(folded, period, found)):
        return f"FREQ=YEARLY;BYMONTH={_months(folded, period)}"
    days = {day for _, day in period.days}
    if not days or (period.count > 1 and len(days) > 1):
        return None
    if not of_year and not any(r.months >= 3 and not r.alone for r in found):
        return None
    named = sorted(set(period.days))
    if len(days) > 1:  # "trước 30/6 và 31/12": the last days of their months, or the last of them
        ends = all(day == _LAST_DAYS[month] for month, day in named)
        named = [(month, -1) for month, _ in named] if ends else named[-1:]
    months = ",".join(str(month) for month in dict.fromkeys(month for month, _ in named))
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={named[0][1]}"


_LAST_DAYS = {month: 30 if month in (4, 6, 9, 11) else 28 if month == 2 else 31 for month in range(1, 13)}


def _in_every_year(folded: str, period: Period, found: Iterable[Rhythm]) -> bool:
    """A rhythm stands right before it: "Hằng năm, trong tháng 11", "02 lần/năm (tháng 6, tháng 12)"."""
    before = (r for r in found if r.months >= 3 and not r.alone and r.to <= period.at)
    return any(_YEARLY_GAP.fullmatch(folded, r.to, period.at) for r in before)


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

"""Times counted from the day of issue, in folded text: "chiều nay", "sáng thứ Hai tuần sau", "trong tháng tới".

near  = [ part ] ( today | weekday | unit )
today = "hôm nay" | "nay" | "mai"                        behind a part of the day "chiều nay", "sáng mai"
weekday = weekday ( "tuần" ( "này" | "sau" ) | "tới" )   a week runs from Monday to Sunday
unit  = ( "tuần" | "tháng" | "quý" ) ( "này" | "sau" ) | "năm nay"

Where the day of issue is not known the words are there and the dates are not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vnplans.extract.time.words import Shape, values
from vnplans.regex import regex

__all__ = ["SHAPES", "Near", "nears"]


@dataclass(frozen=True, slots=True)
class Near:
    """First and last day; None where the day of issue is not known. `single`: it is one day."""

    start: dt.date | None
    end: dt.date | None
    at: int
    to: int
    single: bool


_NEAR = Shape(
    r"\b(?:(?P<today>(?:{day_part}\s+)?(?:ngày\s+)?hôm nay|{day_part}\s+nay)"
    r"|(?P<tomorrow>(?:{day_part}\s+)?ngày mai|{day_part}\s+mai)"
    r"|(?:{day_part}\s+)?(?P<day>{weekday})\s+(?:tuần\s+(?P<week>này|sau|tới)|(?P<coming>tới))"
    r"|(?:(?:đầu|giữa|(?P<late>cuối))\s+)?(?:(?P<unit>tuần|tháng|quý)\s+(?P<which>này|sau|tới)|(?P<year>năm)\s+nay)"
    r")(?![^\W_])",
    "nay|này|mai|sau|tới",
)
_OF_A_PLAN = Shape(r"(?:\b(?:{act}|{of_week}|lịch\s[^\W\d_]+|tháng|quý)|\d)\s+(?:(?:trong|cho)\s+)?$")
"""Before the week that a plan, a report or a forecast is of, "Lập kế hoạch tuần sau", and in "ngày 05 tháng sau"."""
_COMPARED = regex(r"\b(?:của|so với|như|về|từ|đến|tới)\s+(?:thời điểm\s+)?$")
_ENDS = regex(r"\s*(?:$|[.;,)(])|\s+tại\b")
_OPENS = regex(r"(?:^|[.;:,(])\s*(?:(?:ngay|trong|vào|trước|hoàn thành|xong)\s+)*$")
SHAPES = (_NEAR,)


def nears(folded: str, issued_on: dt.date | None, *, cell: bool) -> Iterator[Near]:
    """All of them; in running text those that open or close their clause and are of no plan."""
    for match in _NEAR.finditer(folded):
        before = folded[: match.start()]
        today = match["today"] or match["tomorrow"]
        if (_COMPARED if today else _OF_A_PLAN).search(before):
            continue
        if not (cell or _ENDS.match(folded, match.end()) or (_OPENS.search(before) and match["which"] != "sau")):
            continue
        first, last = _days(match, issued_on) if issued_on else (None, None)
        yield Near(first, last, *match.span(), single=not (match["unit"] or match["year"]))


def _days(match: re.Match[str], issued: dt.date) -> tuple[dt.date, dt.date]:
    if match["today"] or match["tomorrow"]:
        day = issued + dt.timedelta(days=1 if match["tomorrow"] else 0)
        return day, day
    monday = issued - dt.timedelta(days=issued.weekday())
    if match["day"]:
        weekday = _WEEK.index(values("weekday")[match["day"]])
        day = monday + dt.timedelta(days=weekday + 7 * (match["week"] in ("sau", "tới")))
        return (day + dt.timedelta(days=7 * (day <= issued)),) * 2 if match["coming"] else (day, day)
    later = match["which"] in ("sau", "tới")
    if match["unit"] == "tuần":
        monday += dt.timedelta(days=7 * later)
        return monday + dt.timedelta(days=5 if match["late"] else 0), monday + dt.timedelta(days=6)
    months = {"tháng": 1, "quý": 3}.get(match["unit"], 12)
    index = issued.year * 12 + (issued.month - 1) // months * months + months * later
    return _first_of_month(index), _first_of_month(index + months) - dt.timedelta(days=1)


_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _first_of_month(index: int) -> dt.date:
    """The first day of a month counted from the year 0."""
    return dt.date(index // 12, index % 12 + 1, 1)

"""What a time cell leaves to its column's head or to the plan: "7" under "Tháng", under "Số ngày", in a month's plan.

The result is the cell in words that the grammars of this room read: "tháng 7", "7 ngày", "ngày 7/6/2026".
"""

from __future__ import annotations

import re

from vnplans.calendar import DAY_NUMBER, FOUR_DIGITS, MONTH_NUMBER, year_number
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Month", "head_year", "plan_month", "plan_week", "spelled"]

Month = tuple[int, int]
"""A year and a month of it."""

_COUNT = regex(r"\d{1,3}")
# "Số ngày dự kiến", "Thời gian (ngày)", "Thời gian thực hiện (ngày làm việc)"
_DAYS = regex(r"^số ngày\b(?P<a> làm việc)?|\(\s*(?:số )?ngày(?P<b> làm việc)?\s*\)")
_MONTHS, _QUARTERS = regex(r"(?:^|\(\s*)tháng\b"), regex(r"(?:^|\(\s*)quý\b")
_JOINT = r"\s*(?:-|,|;|\+|và|đến)\s*"
_NUMBERS = regex(rf"{MONTH_NUMBER}(?:{_JOINT}{MONTH_NUMBER})*(?:\s*/\s*{FOUR_DIGITS})?")
_ROMANS = regex(rf"(?:iv|i{{1,3}}|[1-4])(?:{_JOINT}(?:iv|i{{1,3}}|[1-4]))*(?:\s*/\s*{FOUR_DIGITS})?")
_SHORT_MONTHS = regex(
    rf"(?:(?:từ|trong|đến|hết|trước|xong|hoàn thành)\s+)*t\.?\s?{MONTH_NUMBER}(?:{_JOINT}t?\.?\s?{MONTH_NUMBER})*"
    rf"(?:\s*/\s*{FOUR_DIGITS})?"
)
_DOTTED_DAY = regex(rf"(?P<d>{DAY_NUMBER})\s?(?P<s>[.-])\s?(?P<m>{MONTH_NUMBER})")
_ISO_DAY = regex(rf"(?P<y>{FOUR_DIGITS})-(?P<m>\d\d)-(?P<d>\d\d)(?: 00:00(?::00)?)?")
_QUARTER = regex(
    rf"(?P<before>(?:(?:trong|hết|trước|đến|cuối|đầu|từ)\s+)*)q\.?\s?(?P<q>iv|i{{1,3}}|[1-4])(?P<y>\s*[/.-]\s*{FOUR_DIGITS})?"
)
_ROMAN_OF_YEAR = regex(rf"(?P<q>iv|i{{1,3}})\s*/\s*(?P<y>{FOUR_DIGITS})")
_MONTH_OF_SHORT_YEAR = regex(
    rf"(?P<before>(?:(?:trong|hết|trước|đến|cuối|đầu|từ)\s+)*)tháng\s?(?P<m>{MONTH_NUMBER})/(?P<y>[2-4]\d)"
)
_TWO_QUARTERS = regex(
    rf"q(?:uý)?\.?\s?(?P<q>iv|i{{1,3}}|[1-4])(?P<y>\s*/\s*{FOUR_DIGITS})?\s*(?P<joint>-|,|và|đến|\+)\s*"
    rf"(?:q(?:uý)?\.?\s?)?(?P<q2>iv|i{{1,3}}|[1-4])(?P<y2>\s*/\s*{FOUR_DIGITS})?"
)
"""QIII-QIV, Quý IV/2025 - I/2026"""
_RHYTHMS = (
    (regex(r"(0?[369])t\s+((?:đầu|cuối) năm.*)"), r"\1 tháng \2"),
    (regex(r"mỗi\s+(tuần|tháng|quý|năm)\s+(\d{1,2}|một|hai|ba)\s+lần"), r"\2 lần/\1"),
    (regex(r"(ngày|tuần|tháng|quý|năm)\s*/\s*lần"), r"hằng \1"),
    (regex(r"tx|t\.?\s?xuyên"), "thường xuyên"),
    (regex(r"thường xuyên\s*,?\s*(?:trong\s+)?cả năm"), "thường xuyên trong năm"),
    (regex(r"thường xuyên\s*,?\s*(?:hằng|hàng)\s+(ngày|tuần|tháng|quý)"), r"hằng \1"),
)
"""Rhythms as they are typed in a narrow column, and in words that the grammars read."""
_FEAST = regex(r"(?:tết|hè|đại hội|lễ hội)\b[^\d]*")
"""A feast or season that is all of a cell: "Tết Nguyên đán"."""
_ENGLISH = regex(
    rf"(?:(?P<d>{DAY_NUMBER})(?:st|nd|rd|th)?[\s-]+)?(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?"
    rf"(?:\s+(?P<d2>{DAY_NUMBER})(?:st|nd|rd|th)?)?(?:\s*[,\s-]\s*(?P<y>{FOUR_DIGITS}))?"
)
"""June 15, 2024; 15-Jun-2024; Jun 2024"""
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DASHED_MONTH = regex(rf"(?P<m>{MONTH_NUMBER})\s?[.-]\s?(?P<y>{FOUR_DIGITS})")
_DAY_OF_MONTH = regex(
    rf"(?:(?:trước|từ|vào|chậm nhất|hoàn thành|xong|hết|đến)\s+)*(?:ngày\s+)?{DAY_NUMBER}"
    rf"(?:\s*(?:-|,|và|đến)\s*(?:hết\s+)?(?:ngày\s+)?{DAY_NUMBER})*"
)
_PART_OF_MONTH = regex(r"(?:trong|đầu|giữa|cuối|hết|cả|đến hết|đến cuối)\s+tháng")
_WEEK_OF_MONTH = regex(r"(?:trong\s+)?tuần\s+(?:thứ\s+)?(?:[1-5]|i{1,3}|iv|đầu|cuối|nhất|hai|ba|tư)")
# "8h00 ngày 14/10" under "Thời gian" is when something is held; under "Thời hạn nộp" it is the last hour
_AT_HOUR = regex(
    r"(?:\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d\d)?(?:\s*phút)?|ca\s+\d)\s*,?\s*(?:thứ\s+\w+\s*,?\s*)?(?:ngày\s+)?\d"
)
_LIMIT = regex(r"\bhạn\b|hoàn thành|chậm nhất|muộn nhất|kết thúc|\bnộp\b|\bxong\b")
# "Công việc trọng tâm tuần từ 10/11 đến 14/11/2025"
_PLAN_WEEK = regex(
    rf"\btuần\b[^.;]{{0,30}}?\b(?P<words>từ (?:ngày )?{DAY_NUMBER}(?:/{MONTH_NUMBER})?(?:/{FOUR_DIGITS})? ?(?:đến|-) ?"
    rf"(?:hết )?(?:ngày )?{DAY_NUMBER}/{MONTH_NUMBER}/{FOUR_DIGITS})"
)
_IN_WEEK = regex(r"(?:ngay\s+)?(?:trong|cả)\s+tuần")
_YEAR = regex(rf"\bnăm ({FOUR_DIGITS})(?!\s*-\s*\d)")
_PLAN_MONTH = regex(rf"\btháng\s+({MONTH_NUMBER})(?:\s*/\s*|,?\s+năm\s+)({FOUR_DIGITS})")


def head_year(title: str) -> int | None:
    """The year that a column's head names: "Thời gian thực hiện năm 2026"."""
    years = set(_YEAR.findall(fold(title)))
    return year_number(years.pop()) if len(years) == 1 else None


def plan_month(title: str) -> Month | None:
    """The month that a plan is made for: "Công tác tháng 6 năm 2026"."""
    found = set(_PLAN_MONTH.findall(fold(title)))
    if len(found) != 1:
        return None
    month, year = found.pop()
    return (year_number(year) or 0, int(month))


def plan_week(title: str) -> str | None:
    """The days of the week that a plan is made for, in its words: "từ 10/11 đến 14/11/2025"."""
    found = _PLAN_WEEK.search(fold(title))
    return found["words"] if found else None


def spelled(cell: str, title: str = "", month: Month | None = None, week: str | None = None) -> str:
    """The words of a time cell with what its column's head (`title`), the plan's month and its `week` add."""
    key, head = fold(cell).strip(" ."), fold(title)
    if _AT_HOUR.match(key):
        return f"hạn {cell}" if _LIMIT.search(head) else f"lúc {cell}"
    if (days := _DAYS.search(head)) and _COUNT.fullmatch(key):
        return f"{key} ngày" + (days["a"] or days["b"] or "")
    if week and _IN_WEEK.fullmatch(key):
        return week
    if month and (said := _in_month(key, month)):
        return said
    if _NUMBERS.fullmatch(key) and _MONTHS.search(head):
        return f"tháng {key}"
    if _ROMANS.fullmatch(key) and _QUARTERS.search(head):
        return f"quý {key}"
    if _SHORT_MONTHS.fullmatch(key):
        return re.sub(r"\bt\.?\s?(?=\d)", "tháng ", key)
    if said := _typed_short(key):
        return said
    if dashed := _DASHED_MONTH.fullmatch(key):
        return f"tháng {dashed['m']}/{dashed['y']}"
    dotted = _DOTTED_DAY.fullmatch(key)
    if dotted and (dotted["s"] == "." or int(dotted["d"]) > 12):
        return f"ngày {dotted['d']}/{dotted['m']}"
    return cell


def _typed_short(key: str) -> str | None:
    """ "2024-06-30", "Q3", "QIII-QIV", "III/2024", "tháng 6/24", "Quý/lần", "TX"."""
    if named := _ENGLISH.fullmatch(key):
        of_year = f"{_ENGLISH_MONTHS.index(named['m']) + 1}" + (f"/{named['y']}" if named["y"] else "")
        number = named["d"] or named["d2"]
        return f"ngày {number}/{of_year}" if number else f"tháng {of_year}"
    if day := _ISO_DAY.fullmatch(key):
        return f"ngày {day['d']}/{day['m']}/{day['y']}"
    if several := _TWO_QUARTERS.fullmatch(key):
        first, last = (f"quý {several[q]}{several[y] or ''}" for q, y in (("q", "y"), ("q2", "y2")))
        return f"{first} {several['joint']} {last}"
    for shape, made in _RHYTHMS:
        if rhythm := shape.fullmatch(key):
            return rhythm.expand(made)
    if _FEAST.fullmatch(key):
        return f"dịp {key}"
    if quarter := _QUARTER.fullmatch(key):
        return f"{quarter['before']}quý {quarter['q']}{(quarter['y'] or '').replace('.', '/')}"
    if quarter := _ROMAN_OF_YEAR.fullmatch(key):
        return f"quý {quarter['q']}/{quarter['y']}"
    if month := _MONTH_OF_SHORT_YEAR.fullmatch(key):
        return f"{month['before']}tháng {month['m']}/20{month['y']}"
    return None


def _in_month(key: str, month: Month) -> str | None:
    """A day, a week or a part of the plan's month."""
    year, number = month
    if _DAY_OF_MONTH.fullmatch(key):
        named = key if "ngày" in key else re.sub(r"(?=\d)", "ngày ", key, count=1)
        return f"{named}/{number}/{year}"
    if _PART_OF_MONTH.fullmatch(key):
        return f"{key} {number}/{year}"
    return f"{key} tháng {number}/{year}" if _WEEK_OF_MONTH.fullmatch(key) else None

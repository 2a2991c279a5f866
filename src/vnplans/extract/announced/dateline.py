"""The day of a page: a line of its own, the head of its headline or first paragraph, a line below the article."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from vnplans.calendar import blogged, date_of, stamp, written
from vnplans.pages import Pages, Quote
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = [
    "Day",
    "day_below",
    "day_of_line",
    "day_of_month_line",
    "is_date_line",
    "opening_date",
    "opening_day",
    "opening_month",
]

_DAY_LINE = regex(rf"{stamp()}|{written('long_', named=True)}|{blogged('blog_')}")
_LINE_LENGTH = 90
_LINE_WORDS = 5
"""Words that may stand beside the date: the weekday, the hour, the author; more where the hour is told too."""
_HOUR = regex(r"\d{1,2}\s?(?::|h|giờ)\s?\d{2}(?!\d)")
_NAMED_DAY = regex(r"\s*(?:hết\s+)?ngày\s*$")
_SYMBOL = regex(r"\d\s?/\s?[A-ZĐ]{2}|\d-[A-ZĐ]{2,6}/")
"""An act's number: its line tells of the act."""
_CLOCK = regex(r"\d{1,2}[:h]\d{2}(?::\d{2})?|gmt\s?\+\s?7|[^\w\s]+|\d+")
_MONTH_LINE = regex(
    r"\W*(?:(?P<y>20\d\d)\s?[/-]\s?(?P<m>\d{1,2})|(?:tháng\s+)?(?P<m2>\d{1,2})(?:\s?[/-]\s?|,?\s+năm\s+)(?P<y2>20\d\d))\W*"
)
"""A line of month and year: "2021-12", "12/2021", "Tháng 12 năm 2021"."""
_OPENS = regex(
    rf"(?:[a-z]+\s+)?(?:\(\s*(?:\d{{1,2}}[:h]\d{{2}},?\s+)?{stamp('in_')}[^()]{{0,12}}\)"
    rf"|{stamp()}(?:,?\s+\d{{1,2}}[:h]\d{{2}}(?::\d{{2}})?(?:\s+[as]m|\s+pm|\s+ch)?|(?=\s*[-–|])|(?<=\d{{4}}-\d\d-\d\d)))\s*[-–|:]?\s*"
)
"""A date with its hour, in brackets, before a dash or as machines write it, at the head of a line: the page's own."""


_MONTH_OPENS = regex(r"date\s+(?P<y>20\d\d)-(?P<m>\d{2})(?P<y2>)(?P<m2>)(?=\s)")
"""The month of a text that machines stored, at its head: "date 2021-12 Ngày 27/12, UBND tỉnh ..."."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date and the words that tell it."""

    date: dt.date
    quote: Quote | None
    """None where the page's source tells it and no line does."""
    exact: bool = True
    """False where month and year alone are told: the date is the month's last day."""


def is_date_line(text: str) -> re.Match[str] | None:
    """A line of a date, with the hour, the weekday or the author beside it: "Thứ tư, 13/3/2024 08:15"."""
    found = _DAY_LINE.search(fold(text)) if len(text) <= _LINE_LENGTH else None
    if found is None or _SYMBOL.search(text):
        return None
    if phrase("announced.no_day").search(_NAMED_DAY.sub("", fold(text[: found.start()]))):
        return None  # a headline: "Bỏ phí từ ngày 01/7/2024"
    rest = _CLOCK.sub(" ", fold(text[: found.start()] + " " + text[found.end() :]))
    said = phrase("announced.date_line_words").sub(" ", rest)
    most = _LINE_WORDS * (2 if _HOUR.search(fold(text)) else 1)
    return found if len(said.split()) <= most and not text.rstrip().endswith((".", ";")) else None


def day_of_line(pages: Pages, block: int, line: re.Match[str]) -> Day | None:
    """The day of a date line."""
    for form in ("", "long_", "blog_"):
        if (date := date_of(line, form)) is not None:
            return Day(date, pages.quote(block, *line.span(), rule="page.date_line"))
    return None


def day_of_month_line(pages: Pages, block: int) -> Day | None:
    """The day of a line of month and year."""
    line = _MONTH_LINE.fullmatch(fold(pages.blocks[block].text))
    return _last_day(pages, block, line) if line is not None else None


def opening_month(pages: Pages, block: int) -> Day | None:
    """The page's month at the head of a paragraph."""
    found = _MONTH_OPENS.match(fold(pages.blocks[block].text))
    return _last_day(pages, block, found) if found is not None else None


def _last_day(pages: Pages, block: int, line: re.Match[str]) -> Day | None:
    year, month = int(line["y"] or line["y2"]), int(line["m"] or line["m2"])
    if not 1 <= month <= 12:
        return None
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return Day(last, pages.quote(block, *line.span(), rule="page.month_line"), exact=False)


def opening_date(text: str) -> re.Match[str] | None:
    """The page's date at the head of its headline or first paragraph: "(06/08/2021) - Ngày 5/8, UBND tỉnh ..."."""
    return _OPENS.match(fold(text))


def opening_day(pages: Pages, blocks: Iterable[int]) -> Day | None:
    """The page's day at the head of one of the blocks."""
    for block in blocks:
        found = opening_date(pages.blocks[block].text)
        date = (date_of(found) or date_of(found, "in_")) if found else None
        if found is not None and date is not None:
            return Day(date, pages.quote(block, *found.span(), rule="page.opening_date"))
    return None


def day_below(pages: Pages, blocks: Iterable[int]) -> Day | None:
    """The page's day, told below the article and above the links to other pages."""
    for block in blocks:
        text = pages.blocks[block].text
        if phrase("announced.related").match(fold(text)):
            return None
        line = is_date_line(text)
        day = day_of_line(pages, block, line) if line else None
        if day is not None:
            return day
    return None

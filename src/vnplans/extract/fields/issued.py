"""Địa danh và thời gian ban hành: place and date of issue (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from vnplans.calendar import date_of, parts, smudged, written
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.forgive import mend_place
from vnplans.extract.numbers import number_line
from vnplans.extract.zones.enclosed import enclosed_lines, named_act
from vnplans.extract.zones.zones import Layout
from vnplans.text import CAPITALS, bare

__all__ = ["enclosed_date", "place", "place_line_date", "year_of_issue"]

_PLACE = r"(?:(?P<place>[^\W\d_][^,;:()\d]{1,40}?)\s*[,.]\s*)?"
_LONGEST = 400
"""Characters of a line of the letterhead."""


@cache
def _place_line() -> re.Pattern[str]:
    return re.compile(rf"{_PLACE}(?P<date>{written(named=True)})")


@cache
def _without_comma() -> re.Pattern[str]:
    return re.compile(rf"(?P<place>[{CAPITALS}][^,;:()\d]{{1,40}}?)\s+{written(named=True)}")


@cache
def _smudged_line() -> re.Pattern[str]:
    return re.compile(rf"{_PLACE}\W{{0,4}}\S{{0,2}}(?P<date>{smudged()})")


def _line(layout: Layout) -> tuple[int, re.Match[str]] | None:
    """The block and the match of the place-and-date line; the right column first."""
    for index in (*layout.right, *layout.left):
        text = layout.block(index).text
        if len(text) < _LONGEST and (match := _place_line().search(text, _behind_number(text))):
            return index, match
    for index in (*layout.right, *layout.left):  # on a scan the words of the line may have suffered too
        text = layout.block(index).text
        if layout.block(index).confidence is None or len(text) >= _LONGEST:
            continue
        if match := _smudged_line().search(bare(text), _behind_number(text)):
            return index, match
    return None


def _behind_number(text: str) -> int:
    number = number_line(text, anywhere=True)
    return number.end() if number else 0


def place_line_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """'Hải Dương, ngày 07 tháng 3 năm 2023'; a blank or impossible day gives no date and a note."""
    found = _line(layout)
    if not found:
        return
    index, match = found
    value = date_of(match)
    quote = layout.pages.quote(index, *match.span("date"), rule="issued_on.place_line")
    if value:
        yield Found(value, (quote,))
    elif None not in parts(match):
        yield Near("impossible_date", f"ngày không có trong lịch: {quote.text} (no such day)", quote, "review")
    else:
        yield Near(
            "date_incomplete", f"ngày ban hành còn trống: {quote.text} (the date is incomplete)", quote, "review"
        )


def year_of_issue(layout: Layout) -> int | None:
    """The year of the place line, whether or not the day is printed."""
    found = _line(layout)
    if not found:
        return None
    return parts(found[1])[0]


def place(layout: Layout) -> Iterator[Finding[str]]:
    """The words before the date, as printed."""
    found = _line(layout)
    if not found:
        return
    index, match = found
    if not match["place"]:
        match = _without_comma().search(layout.block(index).text) or match
    if match["place"]:
        quote = layout.pages.quote(index, *match.span("place"), rule="place.place_line")
        words = quote.text.strip()
        yield Found(words if layout.block(index).confidence is None else mend_place(words), (quote,))


def enclosed_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """The date of the act in the 'Kèm theo' line of a detached appendix."""
    if layout.left or layout.right:
        return
    start, end = layout.extent
    for line, _ in enclosed_lines(layout.pages, start, min(end, start + 14)):
        match = named_act(line.text)
        value = date_of(match) if match and match["date"] else None
        if match and value:
            yield Found(value, line.quotes(*match.span("date"), rule="issued_on.enclosed"))
            return

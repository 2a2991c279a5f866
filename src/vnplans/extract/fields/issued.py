"""Địa danh và thời gian ban hành: place and date of issue (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from vnplans.calendar import date_of, parts, smudged, written
from vnplans.extract.fields.number import enclosing_act
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.forgive import mend_place
from vnplans.extract.numbers import number_line
from vnplans.extract.zones.zones import Layout
from vnplans.knowledge import alternatives
from vnplans.landmarks import words
from vnplans.text import CAPITALS, bare

__all__ = ["closing_date", "enclosed_date", "place", "place_line_date", "year_of_issue"]

# "Quận 7, ngày ...": a unit may have a number for its name
_PLACE = rf"(?:(?P<place>(?i:{alternatives(words('unit'))})\s\d{{1,2}}|[^\W\d_][^,;:()\d]{{1,40}}?)\s*[,.]\s*)?"
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


def _closing_line(layout: Layout) -> tuple[int, re.Match[str]] | None:
    """Place and date above the signature, as schools and old acts print them; where the letterhead has none."""
    if _line(layout) or not layout.closing:
        return None
    for index in range(max(layout.heading[1], layout.closing[0] - 2), layout.closing[-1] + 1):
        block = layout.block(index)
        match = _place_line().match(block.text) if block.confidence is None and block.column != "left" else None
        if match and match["place"] and not block.text[match.end() :].strip(" .;"):
            return index, match
    return None


def closing_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """'Long Hồ, ngày 28 tháng 8 năm 2023' above the signature."""
    found = _closing_line(layout)
    value = date_of(found[1]) if found else None
    if found and value:
        yield Found(value, (layout.pages.quote(found[0], *found[1].span("date"), rule="issued_on.closing"),))


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
    found = _line(layout) or _closing_line(layout)
    if not found:
        return None
    return parts(found[1])[0]


def place(layout: Layout) -> Iterator[Finding[str]]:
    """The words before the date, as printed."""
    found = _line(layout) or _closing_line(layout)
    if not found:
        return
    index, match = found
    if not match["place"]:
        match = _without_comma().search(layout.block(index).text) or match
    if match["place"]:
        quote = layout.pages.quote(index, *match.span("place"), rule="place.place_line")
        printed = quote.text.strip()
        yield Found(printed if layout.block(index).confidence is None else mend_place(printed), (quote,))


def enclosed_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """The date of the act in the 'Kèm theo' line of a detached appendix."""
    found = enclosing_act(layout)
    value = date_of(found[1]) if found and found[1]["date"] else None
    if found and value:
        yield Found(value, found[0].quotes(*found[1].span("date"), rule="issued_on.enclosed"))

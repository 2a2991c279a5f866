"""Địa danh và thời gian ban hành: place and date of issue (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from vnplans.extract.dates import LONG_DATE, SHORT_DATE, as_date, date_of
from vnplans.extract.enclosed import ACT, enclosed_lines
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.layout import Layout
from vnplans.extract.number import NUMBER_LINE

__all__ = ["enclosed_date", "month_of_issue", "place", "place_line_date"]

_PLACE_LINE = re.compile(
    rf"(?:(?P<place>[^\W\d_][^,;:()\d]{{1,40}}?)\s*[,.]\s*)?(?:{LONG_DATE}|ngày\s*{SHORT_DATE})", re.IGNORECASE
)
_NO_COMMA = re.compile(rf"(?P<place>[A-ZĐÀ-Ỹ][^,;:()\d]{{1,40}}?)\s+{LONG_DATE}", re.IGNORECASE)


def _line(layout: Layout) -> tuple[int, re.Match[str]] | None:
    """The block and the match of the place-and-date line; the right column first."""
    for index in (*layout.right, *layout.left):
        text = layout.block(index).text
        number = NUMBER_LINE.search(text)
        match = _PLACE_LINE.search(text, number.end() if number else 0)
        if match and len(text) < 400:
            return index, match
    return None


def place_line_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """'Hải Dương, ngày 07 tháng 3 năm 2023'; a blank or impossible day gives no date and a note."""
    found = _line(layout)
    if not found:
        return
    index, match = found
    value = date_of(match)
    start = match.start() + match.group().lower().find("ngày")
    quote = layout.pages.quote(index, start, match.end(), rule="issued_on.place_line")
    if value:
        yield Found(value, (quote,))
    elif match["day"] and match["month"] and match["year"]:
        yield Near("impossible_date", f"ngày không có trong lịch: {quote.text} (no such day)", quote, "review")
    else:
        yield Near(
            "date_incomplete", f"ngày ban hành còn trống: {quote.text} (the date is incomplete)", quote, "review"
        )


def month_of_issue(layout: Layout) -> tuple[int, int] | None:
    """Year and month of the place line where they are printed, whether or not the day is."""
    found = _line(layout)
    if not found:
        return None
    first = date_of(found[1]) or as_date(found[1]["year"], found[1]["month"] or 1, 1)
    return (first.year, first.month) if first else None


def place(layout: Layout) -> Iterator[Finding[str]]:
    """The words before the date, as printed."""
    found = _line(layout)
    if not found:
        return
    index, match = found
    if not match["place"]:
        match = _NO_COMMA.search(layout.block(index).text) or match
    if match["place"]:
        yield Found(match["place"].strip(), (layout.pages.quote(index, *match.span("place"), rule="place.place_line"),))


def enclosed_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """The date of the act in the 'Kèm theo' line of a detached appendix."""
    if layout.left or layout.right:
        return
    start, end = layout.extent
    for line, _ in enclosed_lines(layout.pages, start, min(end, start + 14)):
        match = ACT.search(line.text)
        value = date_of(match) if match and match["date"] else None
        if match and value:
            yield Found(value, line.quotes(*match.span("date"), rule="issued_on.enclosed"))
            return

"""Địa danh và thời gian ban hành: place and date of issue (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from vnplans.extract.dates import LONG_DATE, SHORT_DATE, date_of
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.forgive import mend_place
from vnplans.extract.numbers import number_line
from vnplans.extract.zones.enclosed import ACT, enclosed_lines
from vnplans.extract.zones.zones import Layout
from vnplans.text import CAPITALS

__all__ = ["enclosed_date", "place", "place_line_date", "year_of_issue"]

_PLACE_LINE = re.compile(
    rf"(?:(?P<place>[^\W\d_][^,;:()\d]{{1,40}}?)\s*[,.]\s*)?(?:{LONG_DATE}|ngày\s*{SHORT_DATE})", re.IGNORECASE
)
_NO_COMMA = re.compile(rf"(?P<place>(?-i:[{CAPITALS}])[^,;:()\d]{{1,40}}?)\s+{LONG_DATE}", re.IGNORECASE)


# On a scan the day is often ink that OCR took for letters: "ngàyl6 tháng 9", "ngày @3 tháng 01", "ngày 15 tháng I1"
_SMUDGED = re.compile(
    r"(?:(?P<place>[^\W\d_][^,;:()\d]{1,40}?)\s*[,.]\s*)?\W{0,4}\S{0,2}(?:ngày|ngáy|ngây|yày)(?P<day>)\s*\S{0,5}?\s*\W*"
    r"tháng\s*(?P<month>\d{0,2})\S{0,3}\s*năm\s*(?P<year>\d{4})?",
    re.IGNORECASE,
)


def _line(layout: Layout) -> tuple[int, re.Match[str]] | None:
    """The block and the match of the place-and-date line; the right column first."""
    return _line_like(layout, _PLACE_LINE) or _line_like(layout, _SMUDGED, only_ocr=True)


def _line_like(layout: Layout, pattern: re.Pattern[str], *, only_ocr: bool = False) -> tuple[int, re.Match[str]] | None:
    for index in (*layout.right, *layout.left):
        if only_ocr and layout.block(index).confidence is None:
            continue
        text = layout.block(index).text
        number = number_line(text, anywhere=True)
        match = pattern.search(text, number.end() if number else 0)
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


def year_of_issue(layout: Layout) -> int | None:
    """The year of the place line, whether or not the day is printed."""
    found = _line(layout)
    if not found:
        return None
    value = date_of(found[1])
    return value.year if value else int(found[1]["year"]) if found[1]["year"] else None


def place(layout: Layout) -> Iterator[Finding[str]]:
    """The words before the date, as printed."""
    found = _line(layout)
    if not found:
        return
    index, match = found
    if not match["place"]:
        match = _NO_COMMA.search(layout.block(index).text) or match
    if match["place"]:
        words = match["place"].strip()
        name = words if layout.block(index).confidence is None else mend_place(words)
        yield Found(name, (layout.pages.quote(index, *match.span("place"), rule="place.place_line"),))


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

"""Số và ngày in a box over the page: what software that numbers signed files shows there, in the signature's own words.

"Số văn bản: 57/KH-UBND Ngày ban hành: 09/03/2026", where the letterhead has neither, or has left room for them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from vnplans.calendar import date_of, dates
from vnplans.extract.fields.issued import place_line
from vnplans.extract.findings import Finding, Found
from vnplans.extract.numbers import NUMBER, number_line, parse_number
from vnplans.extract.zones.zones import Layout
from vnplans.landmarks import number_label, number_word
from vnplans.models import DocumentNumber
from vnplans.pages import Block
from vnplans.regex import regex

__all__ = ["boxed_date", "boxed_number"]

_LONGEST = 300
"""Letters of such a box."""


@cache
def _number() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){number_word()}(?i:\s+(?:văn bản|công văn))?\s*[:.]\s*(?P<number>{NUMBER})")


_DAY_LABEL = regex(r"\bngày(?:\s+(?:ban hành|văn bản))?\s*:?\s*", re.IGNORECASE)
_CLOCK = regex(r"\s*,?\s*\d{1,2}:\d\d")


def _boxes(layout: Layout) -> Iterator[tuple[int, Block, re.Match[str]]]:
    """The boxes on the page of the letterhead that show a whole number of an act, and the match of it."""
    letterhead = (*layout.left, *layout.right)
    if not letterhead:
        return
    page = layout.block(letterhead[0]).page
    start, end = layout.extent
    for index in range(start, end):
        block = layout.block(index)
        if block.role not in ("text_box", "signature") or block.page != page or len(block.text) > _LONGEST:
            continue
        match = _number().search(block.text)
        if match and match["serial"] and block.confidence is None:
            yield index, block, match


def _read(layout: Layout) -> tuple[int, Block, re.Match[str]] | None:
    """The one box that numbers the act; none where several show different numbers, or the letterhead has its own."""
    found = list(_boxes(layout))
    if not found or len({match["number"] for _, _, match in found}) > 1:
        return None
    symbol = re.sub(r"\s", "", found[0][2]["sign"])
    for index in (*layout.left, *layout.right):
        text = layout.block(index).text
        own = number_line(text, anywhere=True)
        if own and (own["serial"] or re.sub(r"\s", "", own["sign"]) != symbol):
            return None
        if not own and number_label(text) and any(c.isdigit() for c in text):
            return None
    return found[0]


def boxed_number(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """'Số: 57/KH-UBND' in a box, where the letterhead has no number or a blank one with the same symbol."""
    found = _read(layout)
    number = parse_number(found[2]["number"]) if found else None
    if found and number:
        yield Found(number, (layout.pages.quote(found[0], *found[2].span("number"), rule="number.box"),))


def boxed_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """The day in the box that numbers the act, where the letterhead has none or a blank one; no time of signing."""
    found = _read(layout)
    line = place_line(layout) if found else None
    if not found or (line and date_of(line[1])):
        return
    text = found[1].text
    for label in _DAY_LABEL.finditer(text):
        for day in dates(text):
            near = label.start() <= day.start <= label.end()
            if near and day.date and not _CLOCK.match(text, day.end):
                yield Found(day.date, (layout.pages.quote(found[0], day.start, day.end, rule="issued_on.box"),))
                return

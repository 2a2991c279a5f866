"""Serial and day that a pen wrote so that no reader is sure of them, where print elsewhere in the file says them.

An annex names its act by number and date; a file is signed on its day of issue or a few days later, so that the time of
signing chooses among what the ink may be. What is not told apart by that stays blank.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from statistics import mean

from vnplans.calendar import as_date, date_of
from vnplans.extract.fields.signatures import kind_of
from vnplans.extract.line import Joined
from vnplans.extract.numbers import parse_number
from vnplans.extract.zones.enclosed import enclosed_lines, named_act
from vnplans.extract.zones.zones import Layout
from vnplans.models import DocumentNumber
from vnplans.pages import Quote
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["named_day", "named_serial", "signed_day"]

_WITHIN, _CLEAR = 3, 7
"""Days from issue to signing: so many where the ink was read as that day, and nothing else that it may be lies within
as many as the second says."""
_SURE = 0.8
"""Mean confidence of the words by which an annex names its act."""
_DIGITS = regex(r"\d{1,2}")


def signed_day(layout: Layout, year: int, month: int) -> tuple[dt.date, tuple[Quote, ...]] | None:
    """The likeliest day of the ink, where the file was signed on it or soon after; the words of the signature."""
    if layout.extent[0] > 0:
        return None
    ink = next((r for r in layout.pages.remarks if r.field == "/issued_on" and r.severity == "review"), None)
    read = [as_date(year, month, int(text)) for text in ink.candidates if _DIGITS.fullmatch(text)] if ink else []
    if ink is None or not read or read[0] is None or not _DIGITS.fullmatch(ink.candidates[0]):
        return None
    first, others = read[0], [day for day in read[1:] if day and day != read[0]]
    for signed, block in _signed_on(layout):
        gap = (signed - first).days
        rivals = any(0 <= (signed - day).days <= _CLEAR for day in others)
        if gap == 0 or (0 < gap <= _WITHIN and not rivals):
            return first, () if block is None else (layout.pages.quote(block, rule="issued_on.signed"),)
    return None


def _signed_on(layout: Layout) -> Iterator[tuple[dt.date, int | None]]:
    """The days on which the file was signed or published, as it or the picture of its first page says; the block."""
    for stamp in layout.pages.stamps:
        if stamp.time and kind_of(stamp) != "other":
            yield stamp.time.date(), stamp.block
    for index, block in enumerate(layout.pages.blocks[:_UPPER]):
        said = _SIGNED.search(bare(block.text)) if block.confidence is not None and block.page == 1 else None
        day = as_date(int(said["year"]), int(said["month"]), int(said["day"])) if said else None
        if day:
            yield day, index


_UPPER = 30
_SIGNED = regex(r"gian ky\W{0,3}(?P<day>\d\d)[./-](?P<month>\d\d)[./-](?P<year>20\d\d)\b")
"""What a program prints at the head of a page that it signs, before the page is scanned: "Thời gian ký: 04.06.2021"."""


def named_day(layout: Layout, year: int, month: int | None) -> tuple[dt.date, tuple[Quote, ...]] | None:
    """The date by which an annex of the act names it, of the year and month that the letterhead prints."""
    for line, match in _names_of_act(layout):
        day = date_of(match) if match["date"] else None
        if day and day.year == year and month in (None, day.month):
            return day, line.quotes(*match.span("date"), rule="issued_on.named")
    return None


def named_serial(layout: Layout, symbol: str) -> tuple[DocumentNumber, tuple[Quote, ...]] | None:
    """The number, with a serial, by which an annex of the act names it, of the same symbol ("KH-UBND")."""
    for line, match in _names_of_act(layout):
        number = parse_number(match["number"])
        if number and number.serial is not None and number.text.partition("/")[2] == symbol:
            return number, line.quotes(*match.span("number"), rule="number.named")
    return None


def _names_of_act(layout: Layout) -> Iterator[tuple[Joined, re.Match[str]]]:
    """The "Kèm theo" lines behind the heading that name this act: its symbol stands in the letterhead as well."""
    head = ["".join(layout.block(i).text.split()) for i in (*layout.left, *layout.right)]
    for line, blocks in enclosed_lines(layout.pages, layout.heading[1], layout.extent[1]):
        match = named_act(line.text)
        if match is None:
            continue
        symbol = "".join(match["number"].partition("/")[2].split())
        sure = mean(layout.block(i).confidence or 1.0 for i in blocks)
        if symbol and sure > _SURE and any(symbol in text for text in head):
            yield line, match

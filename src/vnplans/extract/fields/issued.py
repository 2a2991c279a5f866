"""Địa danh và thời gian ban hành: place and date of issue (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise

from vnplans.calendar import DAY, date_of, parts, smudged, written
from vnplans.extract.fields.number import enclosing_act
from vnplans.extract.fields.pen_witnesses import named_day, signed_day
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.line import Joined
from vnplans.extract.mend import mend_place
from vnplans.extract.numbers import number_line
from vnplans.extract.zones.openings import is_place_date
from vnplans.extract.zones.zones import Layout
from vnplans.knowledge import alternatives
from vnplans.landmarks import is_motto, words
from vnplans.pages import Block, Quote, Severity
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import CAPITALS, bare, fold

__all__ = ["adopted_date", "closing_date", "enclosed_date", "place", "place_line", "place_line_date", "year_of_issue"]

# "Quận 7, ngày ...", "Hố Nai 3, ngày ...": a unit may have a number for its name, or in it
_NAMED = r"[^\W\d_][^,;:()|\d]{1,40}?(?:\s\d(?=\s?,))?"
# "Yên Bái, hồi 21 giờ 30 phút, ngày ...": a telegram says the hour
_HOUR = r"(?:(?:(?:vào\s)?(?:hồi|lúc)\s)?\d{1,2}\s?(?:giờ|h|g|:)\s?(?:\d{1,2}\s?(?:phút|ph|p|')?)?\s*,?\s*)?"
_PLACE = rf"(?:(?P<place>(?i:{alternatives(words('unit'))})\s\d{{1,2}}|{_NAMED})\s*[,.]\s*(?i:{_HOUR}))?"
_DAY = regex(DAY, re.IGNORECASE)
"""What every line of place and date has: a quick look before the long pattern."""
_LONGEST = 400
"""Characters of a line of the letterhead."""


@cache
def _place_line() -> re.Pattern[str]:
    return re.compile(rf"{_PLACE}(?P<date>{written(named=True)})")


def _place_in(text: str, start: int) -> re.Match[str] | None:
    return _place_line().search(text, start) if _DAY.search(text, start) else None


@cache
def _without_comma() -> re.Pattern[str]:
    return re.compile(rf"(?P<place>[{CAPITALS}][^,;:()\d]{{1,40}}?)\s+{written(named=True)}")


@cache
def _smudged_line() -> re.Pattern[str]:
    return re.compile(rf"{_PLACE}\W{{0,4}}\S{{0,2}}(?P<date>{smudged()})")


@cache
def _short_line() -> re.Pattern[str]:
    """ "Hà Nội, 05/6/2020", the whole line."""
    return re.compile(rf"\s*(?P<place>[{CAPITALS}][^,;:()\d]{{1,40}}?)\s*,\s*(?P<date>{written()})\s*\.?")


_REST = regex(r"(?:(?:ngày\s+)?\d{0,2}\s*tháng\s+\d{1,2}\s+)?(?:năm\s+)?(?:19|20)\d\d\.?")
_SLACK = 12
"""Points by which the rest of a date may stand beside the line above it."""
_PARTED = regex(r"\d\s\d")
"""Digits with a blank between them: on a scan one may be lost."""
_LAST_YEAR = 2060
"""A scan that gives a later year was misread: "2092" for 2002."""
_Place = tuple[Joined, re.Match[str]]
"""The line of place and date, of two lines where it wraps, and what was read of it."""


def place_line(layout: Layout) -> _Place | None:
    """The place-and-date line; the right column first."""
    if "issued.line" not in layout.worked_out:
        layout.worked_out["issued.line"] = _read_line(layout)
    found: _Place | None = layout.worked_out["issued.line"]
    return found


def _read_line(layout: Layout) -> _Place | None:
    above = _above_motto(layout)
    wrapped = dict(_wrapped(layout))
    lines = [
        Joined.of(layout.pages, (i, wrapped[i]) if i in wrapped else (i,))
        for i in (*layout.right, *layout.left)
        if i not in above
    ]
    found = next(_matches(_place_in, lines), None)
    if found and found[1]["place"] and None not in parts(found[1]):
        return found
    typed = [line for line in lines if layout.block(line.indexes[0]).confidence is None]
    for line, match in _matches(_place_in, _pairs(layout)):
        if match.end() > line.starts[1] > match.start() and None not in parts(match):
            return line, match
    if found := found or next(_matches(_short_line().fullmatch, typed), None):
        return found
    # on a scan the words of the line may have suffered too
    scanned = (line for line in lines if line not in typed)
    return next(_matches(lambda text, start: _smudged_line().search(bare(_marked(text)), start), scanned), None)


def _above_motto(layout: Layout) -> frozenset[int]:
    """Lines of a scan above the motto of the right column: what a program or a copyist stamped there has a date too."""
    motto = next((k for k, i in enumerate(layout.right) if is_motto(layout.block(i))), 0)
    return frozenset(i for i in layout.right[:motto] if layout.block(i).confidence is not None)


_MARKS = (
    (regex(r"\b([Nn]g)[^\W\d_]y\b"), r"\1ày"),
    (regex(r"\b([Tt]h)[^\W\d_]ng\b"), r"\1áng"),
    (regex(r"\b([Nn])[^\W\d_]m\b"), r"\1ăm"),
    (regex(r"(?<=\btháng )[Il|]([012])(?=\s)"), r"1\1"),
    (regex(r"(?<=\bnăm )2[ÒÓOoÔ](?=\d\d\b)"), "20"),
    (regex(r"(?<=\d)[,/](?=\s?(?:tháng|năm))"), " "),
    (regex(r"\bth áng\b"), "tháng "),
)
"""The words of a date whose vowel, or its mark, a scan misread, "I1" of its month, which no other has, "2O17"; every
offset stays."""


def _marked(text: str) -> str:
    for words_, spelt in _MARKS:
        text = words_.sub(spelt, text)
    return text


def _pairs(layout: Layout) -> Iterator[Joined]:
    """Neighbours of one column of a typed letterhead; a rest of the date alone on its line stands in no column."""
    for upper in layout.right:
        lower = upper + 1
        if lower < len(layout.pages.blocks) and _is_rest(layout.block(upper), layout.block(lower)):
            yield Joined.of(layout.pages, (upper, lower))
    for column in (layout.right, layout.left, sorted((*layout.left, *layout.right))):
        for upper, lower in pairwise(column):
            one, two = layout.block(upper), layout.block(lower)
            if one.column == two.column and one.confidence is None and two.confidence is None:
                yield Joined.of(layout.pages, (upper, lower))


def _wrapped(layout: Layout) -> Iterator[tuple[int, int]]:
    """On a scan, a line of the right column that breaks off within its date, and the line with the rest of it."""
    for upper, lower in pairwise(layout.right):
        one, two = layout.block(upper), layout.block(lower)
        scanned = one.confidence is not None and two.confidence is not None and one.page == two.page
        if scanned and _BREAKS_OFF.search(bare(one.text)) and _SCANNED_REST.fullmatch(two.text.strip()):
            yield upper, lower


_BREAKS_OFF = regex(r"\bng\w?y(?:\s\d{1,2})?\W*$|\bng\w?y\b.*\b(?:th\w?ng(?:\s\d{1,2})?|n\w?m)\W*$")
_SCANNED_REST = regex(r"(?:(?:(?:\d{1,2}\s+)?tháng\s+)?\d{1,2}\s+)?(?:năm\s+)?(?:19|20)\d\d\W?")


def _is_rest(upper: Block, lower: Block) -> bool:
    """ "2023" below "Hà Nam, ngày 14 tháng 3 năm", on the same side of a typed page."""
    if upper.confidence is not None or lower.column is not None or not _REST.fullmatch(lower.text.strip()):
        return False
    if not upper.box or not lower.box or upper.page != lower.page:
        return False
    left, _, right, _ = lower.box
    return left >= upper.box[0] - _SLACK and right <= upper.box[2] + _SLACK


def _matches(find: Callable[[str, int], re.Match[str] | None], lines: Iterable[Joined]) -> Iterator[_Place]:
    for line in lines:
        if len(line.text) < _LONGEST:
            start = _behind_number(line.text)
            match = find(line.text, start)
            if match is None and (marked := _marked(line.text)) != line.text:
                match = find(marked, start)
            if match:
                yield line, match


def _closing_line(layout: Layout) -> _Place | None:
    """Place and date above the signature, as schools and old acts print them; where the letterhead has none."""
    if place_line(layout):
        return None
    if below := _below_title(layout):
        return below
    if not layout.closing:
        return None
    for index in range(max(layout.heading[1], layout.closing[0] - 2), layout.closing[-1] + 1):
        block = layout.block(index)
        match = _place_line().match(block.text) if block.confidence is None and block.column != "left" else None
        if match and match["place"] and not block.text[match.end() :].strip(" .;"):
            return Joined.of(layout.pages, (index,)), match
    return None


def _below_title(layout: Layout) -> _Place | None:
    """Place and date on a line of their own right below the title."""
    start, end = layout.heading
    for index in range(start + 1, min(end + 1, layout.extent[1])) if end > start else ():
        block = layout.block(index)
        match = is_place_date(block) if block.confidence is None else None
        if match and match["comma"] and match["end"] is not None and None not in parts(match):
            line = Joined.of(layout.pages, (index,))
            return line, _place_in(line.text, 0) or match
    return None


def closing_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """'Long Hồ, ngày 28 tháng 8 năm 2023' above the signature."""
    found = _closing_line(layout)
    value = date_of(found[1]) if found else None
    if found and value:
        yield Found(value, found[0].quotes(*found[1].span("date"), rule="issued_on.closing"))


_LAST_LINES = 8
"""Blocks at the end of the body among which it says when the act was adopted."""


@cache
def _adopted_on() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<date>{written(named=True)})")


def adopted_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """'Nghị quyết này được Quốc hội ... thông qua ngày 11 tháng 12 năm 2025.', where no other day is printed."""
    if place_line(layout) or _closing_line(layout):
        return
    end = layout.body[1]
    places = (*range(max(layout.body[0], end - _LAST_LINES), end), *layout.closing[:2])
    for index in places:
        block = layout.block(index)
        if block.cell is not None or not (adopted := phrase("issued.adopted").match(fold(block.text[:_LONGEST]))):
            continue
        day = _adopted_on().search(block.text, 0, adopted.end())
        value = date_of(day) if day else None
        if day and value:
            line = Joined.of(layout.pages, (index,))
            yield Found(value, line.quotes(*day.span("date"), rule="issued_on.adopted"))
            return


def _behind_number(text: str) -> int:
    number = number_line(text, anywhere=True)
    return number.end() if number else 0


def place_line_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """'Hải Dương, ngày 07 tháng 3 năm 2023'; a blank or impossible day gives no date and a note."""
    found = place_line(layout)
    if not found:
        return
    line, match = found
    value = date_of(match)
    quotes = line.quotes(*match.span("date"), rule="issued_on.place_line")
    printed = " ".join(quote.text for quote in quotes)
    scanned = layout.block(line.indexes[0]).confidence is not None
    if value and scanned and value.year > _LAST_YEAR:
        yield Near("impossible_date", f"năm đọc không chắc: {printed}", "a misread year", quotes[0], "review")
    elif value and not (scanned and _PARTED.search(printed)):
        yield Found(value, quotes)
    elif None not in parts(match):
        yield Near("impossible_date", f"ngày không có trong lịch: {printed}", "no such day", quotes[0], "review")
    elif scanned and (told := _told_elsewhere(layout, match)):
        day, witness = told
        yield Found(day, (*quotes, *witness))
        said = f"ngày viết tay, theo chỗ khác là {day:%d/%m/%Y}: {printed}"
        yield Near("day_witnessed", said, "the day was written by hand and is told elsewhere", quotes[0], "warning")
    else:
        message = f"ngày ban hành còn trống: {printed}"
        severity: Severity = "review" if scanned else "warning"  # in typed text nothing was misread
        yield Near("date_incomplete", message, "the date is incomplete", quotes[0], severity)


def _told_elsewhere(layout: Layout, match: re.Match[str]) -> tuple[dt.date, tuple[Quote, ...]] | None:
    """The day that the line of place and date does not show, as an annex or the time of signing tells it."""
    year, month, day = parts(match)
    if year is None or day is not None:
        return None
    return named_day(layout, year, month) or (signed_day(layout, year, month) if month else None)


def year_of_issue(layout: Layout) -> int | None:
    """The year of the place line, whether or not the day is printed."""
    found = place_line(layout) or _closing_line(layout)
    if not found:
        return None
    return parts(found[1])[0]


def place(layout: Layout) -> Iterator[Finding[str]]:
    """The words before the date, as printed."""
    found = place_line(layout) or _closing_line(layout)
    if not found:
        return
    line, match = found
    if not match["place"]:
        match = _without_comma().search(line.text) or match
    if match["place"]:
        quotes = line.quotes(*match.span("place"), rule="place.place_line")
        if behind := _MOTTO_END.match(fold(quotes[-1].text)):  # the motto beside it, on one line
            last = quotes[-1]
            if not last.text[behind.end() :].strip():
                return
            quotes = (layout.pages.quote(last.block, last.start + behind.end(), last.end, rule=last.rule),)
        printed = " ".join(quote.text for quote in quotes).strip()
        sure = layout.block(line.indexes[0]).confidence is None or _in_letterhead(printed, layout)
        yield Found(printed if sure else mend_place(printed), quotes)


_MOTTO_END = regex(r".*(?:hạnh phúc|sản việt nam)\W*(?=\w|$)")


def _in_letterhead(name: str, layout: Layout) -> bool:
    """Does the left column of a scan name the place in the very same letters, "XÃ LONG SƠN"? Then none was misread."""
    named = re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)")
    return any(named.search(fold(layout.block(index).text)) for index in layout.left)


def enclosed_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """The date of the act in the 'Kèm theo' line of a detached appendix."""
    found = enclosing_act(layout)
    value = date_of(found[1]) if found and found[1]["date"] else None
    if found and value:
        yield Found(value, found[0].quotes(*found[1].span("date"), rule="issued_on.enclosed"))

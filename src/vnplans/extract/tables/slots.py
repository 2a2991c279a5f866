"""Columns that are months or quarters, each row's time marked in them with a cross."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vnplans.calendar import FOUR_DIGITS
from vnplans.extract.duties import when
from vnplans.extract.duties.duty import When
from vnplans.extract.head import Head
from vnplans.extract.line import Line
from vnplans.extract.outline.labels import roman_value
from vnplans.extract.tables.grid import Row
from vnplans.extract.time.deadlines import read_deadline
from vnplans.pages import Pages
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Slot", "marked_slots", "slots_of", "time_of"]

_MARK = regex(r"[xX×✓✔√vV+*●•■]+")
_SLOT = regex(
    rf"(?:^|\s)(?:(?P<unit>tháng|quý|năm|t|q)[\s.]*)?(?P<number>\d{{1,2}}|[ivx]{{1,4}}|{FOUR_DIGITS})"
    rf"(?:\s*[/.-]\s*(?P<year>{FOUR_DIGITS}))?$"
)
_UNIT = regex(rf"\b(?:tháng|quý|năm)\b(?!\s*{FOUR_DIGITS})")
_YEAR = regex(rf"\bnăm ({FOUR_DIGITS})")
_BARE_YEAR = regex(FOUR_DIGITS)
_UNITS = {"t": "Tháng", "q": "Quý"}


@dataclass(frozen=True)
class Slot:
    """A column's time: "Quý I năm 2024", and the words of the header that say it."""

    phrase: str
    header: Line


def slots_of(rows: Sequence[Row], titles: Mapping[int, str], headers: Mapping[int, Line]) -> dict[int, Slot]:
    """The columns that are slots of time, if crosses and nothing else stand in them; none of a single column."""
    slots = {}
    for column, title in titles.items():
        phrase = _phrase(title)
        if phrase and column in headers:
            slots[column] = Slot(phrase, headers[column])
    cells = [row.text(column) for row in rows for column in slots if row.text(column)]
    crosses = bool(cells) and all(_MARK.fullmatch(cell) for cell in cells)
    return slots if crosses and len(slots) > 1 else {}


def _phrase(title: str) -> str | None:
    """ "Thời gian thực hiện năm 2024 Quý I" -> "Quý I năm 2024"; a bare number takes the unit of the head above it."""
    key = fold(title)
    if _BARE_YEAR.fullmatch(key):
        return f"Năm {title}"
    found = _SLOT.search(key)
    if not found:
        return None
    above = key[: found.start()]
    heads = [m.span() for m in _UNIT.finditer(above)]
    start, end = found.span("unit") if found["unit"] else heads[-1] if heads else (0, 0)
    unit = _UNITS.get(key[start:end], title[start:end])
    if not unit or (fold(unit) == "năm") != (found["number"].isdigit() and len(found["number"]) == 4):
        return None
    year = found["year"] or next(iter(_YEAR.findall(above)), None)
    number = title[slice(*found.span("number"))]
    if fold(unit) == "tháng" and (month := roman_value(number)):
        number = str(month)  # "Tháng VIII"
    return f"{unit} {number}" + (f" năm {year}" if year and fold(unit) != "năm" else "")


def marked_slots(row: Row, slots: Mapping[int, Slot]) -> tuple[Slot, ...]:
    """The slots that a row marks, in order; a mark in a merged cell counts for all the columns it covers."""
    marked = {
        place
        for column, entry in row.cells.items()
        if entry.text and _MARK.fullmatch(entry.text)
        for place in range(column, column + entry.column_span)
    }
    return tuple(slot for column, slot in sorted(slots.items()) if column in marked)


def time_of(pages: Pages, head: Head, slots: Sequence[Slot]) -> When | None:
    """From the first marked slot to the last."""
    ends = [slots[0], slots[-1]] if len(slots) > 1 else list(slots)
    read = [_read(pages, head, slot) for slot in ends]
    return read[0] if len(read) == 1 else when.span(read[0], read[1]) if read else None


def _read(pages: Pages, head: Head, slot: Slot) -> When | None:
    deadline = read_deadline(slot.phrase, head.issued_on, year=when.plan_year(head))
    return When(deadline, slot.header.quotes(pages, "deadline.column")) if deadline else None

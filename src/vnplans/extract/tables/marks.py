"""Columns marked with a cross: bodies, each with its part in the work ("CT", "Phối hợp"); months and quarters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vnplans.calendar import FOUR_DIGITS
from vnplans.extract.duties import when
from vnplans.extract.duties.doers import Role
from vnplans.extract.duties.when import When
from vnplans.extract.findings import Head
from vnplans.extract.line import Line
from vnplans.extract.outline.labels import roman_value
from vnplans.extract.tables.grid import Row, names_body
from vnplans.extract.time.deadlines import read_deadline
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Slot", "bodies_of", "marked", "marked_slots", "slots_of", "time_of"]

_FEWEST = 2
_MARK = regex(r"[xX×✓✔√vV+*●•■]+")
_SLOT = regex(
    rf"(?:^|\s)(?:(?P<unit>tháng|quý|năm|t|q)[\s.]*)?(?P<number>\d{{1,2}}|[ivx]{{1,4}}|{FOUR_DIGITS})"
    rf"(?:\s*[/.-]\s*(?P<year>{FOUR_DIGITS}))?$"
)
_UNIT = regex(rf"\b(?:tháng|quý|năm)\b(?!\s*{FOUR_DIGITS})")
_YEAR = regex(rf"\bnăm ({FOUR_DIGITS})")
_BARE_YEAR = regex(FOUR_DIGITS)
_UNITS = {"t": "Tháng", "q": "Quý"}


def bodies_of(rows: Sequence[Row], heads: Mapping[int, Line]) -> dict[int, Line]:
    """The columns headed by a body in which marks and nothing else stand, with their heads; none of a single column.

    Beside them a column of roles in words, "CT", "PH", is a body's too, whatever its head is called.
    """
    named = {c: head for c, head in heads.items() if names_body(head.text)}
    cells = [row.text(c) for row in rows for c in named if row.text(c)]
    if len(named) < _FEWEST or not cells or not all(_role(cell) for cell in cells):
        return {}
    return {c: head for c, head in heads.items() if c in named or _only_roles([row.text(c) for row in rows])}


def _only_roles(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(any(map(str.isalnum, cell)) and len(cell) > 1 and _role(cell) for cell in filled)


def marked(row: Row, bodies: Mapping[int, Line]) -> tuple[tuple[Line, Role], ...]:
    """The bodies that a row marks, and what each does."""
    found = ((head, _role(row.text(column))) for column, head in sorted(bodies.items()))
    return tuple((head, role) for head, role in found if role)


def _role(cell: str) -> Role | None:
    words = fold(cell).strip(" .()")
    if phrase("marks.helps").fullmatch(words):
        return "with"
    return "lead" if phrase("marks.leads").fullmatch(words) else None


@dataclass(frozen=True)
class Slot:
    """A column's time: "Quý I năm 2024", and the words of the header that say it."""

    phrase: str
    header: Line


def slots_of(rows: Sequence[Row], titles: Mapping[int, str], headers: Mapping[int, Line]) -> dict[int, Slot]:
    """The columns that are slots of time, if crosses and nothing else stand in them; none of a single column."""
    slots = {}
    for column, title in titles.items():
        said = _phrase(title)
        if said and column in headers:
            slots[column] = Slot(said, headers[column])
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

"""Tables whose heads cross: units down, weeks across; days down, halves of the day across. Each cell holds work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.duties.headers import field_of
from vnplans.extract.duties.segments import names_doer_first
from vnplans.extract.duties.strangers import Subject
from vnplans.extract.findings import Head
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.tables.grid import Entry, Row
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Crossing", "crossings"]

_CLOCK = regex(r"\s*(?:từ\s+)?\d{1,2}\s*(?:h|giờ|g|:)\s*\d{0,2}(?:\s*phút)?\s*[:,.–-]?\s*", re.IGNORECASE)
_DAY = regex(r"\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?")
_BESIDE = {"ordinal", "note", "place"}
_FEWEST = 2
_MOST, _HALF = 0.7, 0.5


@dataclass(frozen=True)
class Crossing:
    """The work of one line of a cell: who does it, by the head of its row or by its own words, and when."""

    content: Line
    row: int
    unit: Line | None
    who: Subject | None
    words: Line
    time: Line | None


def crossings(rows: Sequence[Row], head: Head) -> Iterator[Crossing]:
    """The works of such a table, which may number its rows and have notes beside; none of a table of another shape."""
    heads = {c: e for c, e in sorted(rows[0].cells.items()) if field_of(e.text) not in _BESIDE} if rows else {}
    if len(heads) <= _FEWEST:
        return
    side, *others = heads
    tops = {c: heads[c] for c in others if heads[c].text}
    if not heads[side].text or len(tops) < _FEWEST:
        return
    if not all(phrase("crossed.time").fullmatch(_plain(top.text)) for top in tops.values()):
        return
    body = [row for row in rows[1:] if row.text(side)]
    sides = [row.text(side) for row in body]
    if _share(sides, _opens_with_body) >= _MOST:
        yield from _of_units(body, side, tops)
    elif _share(sides, lambda text: phrase("crossed.day").match(_plain(text)) is not None) >= _MOST:
        yield from _of_days(body, side, tops, head)


def _of_units(body: Sequence[Row], side: int, tops: dict[int, Entry]) -> Iterator[Crossing]:
    """Units down: the cell is the unit's work, if most cells begin with a verb."""
    cells = [row.text(c) for row in body for c in tops if row.text(c)]
    if not cells or _share(cells, lambda cell: verb_at(fold(cell)) is not None) < _HALF:
        return
    for row in body:
        for column, top in tops.items():
            for words in row.cells[column].lines if column in row.cells else ():
                yield Crossing(words, row.number, row.cells[side].passage, None, words, top.passage)


def _of_days(body: Sequence[Row], side: int, tops: dict[int, Entry], head: Head) -> Iterator[Crossing]:
    """Days down: of the lines of a cell those are work that say who does what."""
    for row in body:
        day = _DAY.search(row.text(side))
        time = row.cells[side].passage.part(*day.span()) if day else None
        for column in tops:
            for line in row.cells[column].lines if column in row.cells else ():
                clock = _CLOCK.match(line.text)
                words = line.part(clock.end()) if clock else line
                who = names_doer_first(words, head)
                if who is not None:
                    yield Crossing(words.part(who.start), row.number, None, who, words, time)


def _opens_with_body(text: str) -> bool:
    found = find_agencies(text)
    return bool(found) and found[0].start == 0


def _plain(text: str) -> str:
    return fold(text).strip(" .:;()")


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0

"""Deadlines (thời hạn) as data: a phrase, a cell or a sentence -> models.Deadline. No clock, no locale."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from vnplans.extract.time.reading import read
from vnplans.extract.time.text import Reading
from vnplans.models import Deadline
from vnplans.regex import regex
from vnplans.text import clean, fold

__all__ = ["find_deadline", "read_cell", "read_deadline"]

_LONGEST_PHRASE = 30
"""Words up to which a text without a sure deadline is read as a phrase that is all about time."""
_SHORTEST = 8
"""Words up to which a cell is nothing but its time."""
_YEARS = range(1000, 9000)
"""Years from which a length of time may be counted without leaving the calendar."""
_NO_PHRASE = regex(r"\bhiệu lực\b|^tính từ\b|^sau \S+ ngày kể từ ngày ký")


@lru_cache(maxsize=1024)
def _find(text: str, issued_on: dt.date | None, year: int | None, cell: bool) -> tuple[Deadline, int, int] | None:
    found = read(text, issued_on, year, cell=cell)
    if not found:
        return None
    best = found[0]
    if not cell:
        return best.deadline, best.at, best.to
    return _with_milestones(best, found), 0, len(text)


def find_deadline(
    text: str, issued_on: dt.date | None = None, *, year: int | None = None, cell: bool = False
) -> tuple[Deadline, int, int] | None:
    """The deadline in clean text with the offsets of its words, or None.

    `cell`: the text is a deadline cell, all of it about time: several dates give the latest, each a milestone; a text
    that only points elsewhere is relative. Else running text of a task: only words about when this task is done count,
    not dates of cited documents, periods in names of programmes, reporting periods or effect dates.
    `year`: the plan's year, for dates that name none; else the year of `issued_on`. A year that no act bears counts as
    not known.
    """
    if issued_on is not None and issued_on.year not in _YEARS:
        issued_on = None
    if year is not None and year not in _YEARS:
        year = None
    if year is None and issued_on is not None:
        year = issued_on.year
    found = _find(text, issued_on, year, cell)
    if found and found[0].milestones:  # a list: what is remembered must not be changed from outside
        return found[0].model_copy(deep=True), *found[1:]
    return found


def _with_milestones(best: Reading, found: list[Reading]) -> Deadline:
    """The latest date of a cell; where a cell gives several, all of them in the order of its words."""
    dated = [r for r in found if r.deadline.kind in ("by", "during") and r.deadline.end]
    if best.deadline.kind not in ("by", "during") or len(dated) < 2:
        return best.deadline
    dated = [r for r in dated if not _frames(r, dated) and not _inside(r, dated)]
    if len(dated) == 1:
        return dated[0].deadline
    latest = max(dated, key=lambda r: r.deadline.end or dt.date.min)
    steps = [r.deadline for r in sorted(dated, key=lambda r: r.at)]
    return latest.deadline.model_copy(update={"milestones": steps})


def _frames(one: Reading, dated: list[Reading]) -> bool:
    """ "Quý I: trước ngày 15/3": the quarter only frames the last day behind it."""
    start, end = one.deadline.start, one.deadline.end
    last = (r.deadline.end for r in dated if r.deadline.kind == "by" and r.at >= one.to)
    return bool(start and end and any(day and start <= day <= end for day in last))


def _inside(one: Reading, dated: list[Reading]) -> bool:
    """ "Từ ngày ký đến hết năm 2026": the last day is part of the span's words."""
    return any(r.at <= one.at and one.to <= r.to and r.to - r.at > one.to - one.at for r in dated)


def read_deadline(text: str, issued_on: dt.date | None = None, *, year: int | None = None) -> Deadline | None:
    """The deadline that a phrase, a cell or a sentence says; None if it says none.

    `text` of the result is the printed phrase. A missing year is `year`, else the year of `issued_on`; without either
    the dates stay None.
    """
    text = clean(text)
    if found := find_deadline(text, issued_on, year=year):
        return found[0]
    if len(text.split()) > _LONGEST_PHRASE or _NO_PHRASE.search(fold(text)):
        return None
    found = find_deadline(text, issued_on, year=year, cell=True)
    return found[0] if found else None


def read_cell(text: str, issued_on: dt.date | None = None, *, year: int | None = None) -> Deadline | None:
    """The deadline of a cell or of a line "Thời gian: ...", which is all about time where it is short.

    "Giai đoạn 2026 - 2030" is a deadline there; in running text it is part of a name.
    """
    text = clean(text)
    said = read_deadline(text, issued_on, year=year)
    if len(text.split()) > _SHORTEST or _NO_PHRASE.search(fold(text)):
        return said
    found = find_deadline(text, issued_on, year=year, cell=True)
    if found is None or (said and _same(said, found[0])):
        return said
    return found[0].model_copy(update={"text": found[0].text.rstrip(" .;,")})


def _same(one: Deadline, other: Deadline) -> bool:
    return (one.kind, one.start, one.end, one.rrule) == (other.kind, other.start, other.end, other.rrule)

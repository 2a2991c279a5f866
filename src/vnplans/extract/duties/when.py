"""When it must be done: the deadline within a task's words, in a cell, in a label line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from vnplans.calendar import FOUR_DIGITS, year_number
from vnplans.extract.findings import Head
from vnplans.extract.line import Line
from vnplans.extract.orders.sentences import sentences
from vnplans.extract.time.cells import head_year, numbers_rounds, plan_month, plan_week, spelled
from vnplans.extract.time.deadlines import find_deadline, read_cell
from vnplans.models import Deadline
from vnplans.pages import Pages, Quote
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = [
    "When",
    "in_cell",
    "in_heading",
    "in_lead_in",
    "in_order",
    "in_words",
    "opens_with_time",
    "said_in",
    "span",
    "told_over",
]

_LEAD_IN_LENGTH = 200
_ASIDE = regex(r"\s*\([^()]*\)$")
_OWN_YEAR = regex(rf"(?:tháng|quý)\s+[\divx]+\s*[/.-]\s*{FOUR_DIGITS}$")
_ORDER_LENGTH = 320
_BARE_YEAR = regex(rf"(?:trong |của |cho )?năm (?:học )?{FOUR_DIGITS}(?:\s*-\s*{FOUR_DIGITS})?", re.IGNORECASE)
_PLAN_YEAR = regex(rf"(?:năm |(?:tháng|quý)\s+[\divx]+\s*/\s*)({FOUR_DIGITS})(?!\s*-\s*\d)", re.IGNORECASE)
_SCHOOL_YEAR = regex(rf"năm học\s+({FOUR_DIGITS})\s*-\s*({FOUR_DIGITS})", re.IGNORECASE)
_WHOLE_YEAR = regex(r"(?:trong|cả|suốt) năm")
"""In a school's plan its own year, of which nobody says when it begins."""
_FIRST_OF_SCHOOL = 7
"""From July on a month of a school's plan is of its first year."""


@dataclass(frozen=True)
class When:
    """A deadline and where it was read."""

    deadline: Deadline
    quotes: tuple[Quote, ...]


def in_words(pages: Pages, passage: Line, head: Head, rule: str = "deadline.words") -> When | None:
    """The deadline that running text says for its own work."""
    found = said_in(passage.text, head)
    if found is None:
        return None
    deadline, start, end = found
    return When(deadline, passage.quotes(pages, rule, start, end))


def told_over(said: When | None, label: When | None) -> When | None:
    """What the words say, but for a step of theirs that no calendar knows ("Sau khi kiểm tra, lập danh sách"), where a
    label line tells the day of the whole: "Thời gian hoàn tất: trước ngày 25/7/2024"."""
    if said is None or label is None or label.deadline.kind != "by":
        return said
    step = said.deadline.kind == "relative" and said.deadline.end is None and said.deadline.duration is None
    return label if step else said


def said_in(text: str, head: Head) -> tuple[Deadline, int, int] | None:
    """The deadline that running text says for its own work, with the offsets of its words; a date without a year is of
    the plan's."""
    return _of_plan(head, lambda year: find_deadline(text, issued_on=head.issued_on, year=year))


_Found = TypeVar("_Found", Deadline, tuple[Deadline, int, int])


def _of_plan(head: Head, read: Callable[[int | None], _Found | None], year: int | None = None) -> _Found | None:
    """What is read where dates without a year are of the plan's; in a school's plan of the one that has the month."""
    years = _school_years(head.title or "")
    if year is None and (made := _made_in(head)) is not None:
        found = read(made)
        deadline = found[0] if isinstance(found, tuple) else found
        day = deadline and (deadline.end or deadline.start)
        return found if day and head.issued_on and day >= head.issued_on else read(plan_year(head))
    if year is not None or not years:
        return read(year or plan_year(head))
    first, second = years
    found = read(first)
    deadline = found[0] if isinstance(found, tuple) else found
    day = deadline and (deadline.start or deadline.end)
    return read(second) if day and day.year == first and day.month < _FIRST_OF_SCHOOL else found


def in_cell(pages: Pages, passage: Line, head: Head, rule: str = "deadline.cell", *, title: str = "") -> When | None:
    """The deadline of a cell, or of a line "Thời gian: ...". `title`: the words over the column."""
    if numbers_rounds(passage.text, title):
        return None
    plan = head.title or ""
    words = spelled(passage.text, title, plan_month(plan), plan_week(plan))
    deadline = _of_plan(head, lambda year: read_cell(words, head.issued_on, year=year), head_year(title))
    if deadline is None:
        return None
    if _school_years(head.title or "") and _WHOLE_YEAR.fullmatch(passage.key.strip(" .;")):
        deadline = deadline.model_copy(update={"start": None, "end": None})
    if words != passage.text:
        deadline = deadline.model_copy(update={"text": passage.text})
    return When(deadline, passage.quotes(pages, rule))


def in_lead_in(pages: Pages, passage: Line, head: Head) -> When | None:
    """The deadline that a lead-in or heading hands down; a bare year ("trong năm 2026") or an event is none."""
    if len(passage.text) > _LEAD_IN_LENGTH:
        return None
    found = in_words(pages, passage, head, "deadline.lead_in") or _opening(pages, passage, head)
    if (
        found is None
        or found.deadline.kind == "relative"
        or (found.deadline.kind == "during" and found.deadline.end is None and _whole(passage, found))
        or (found.deadline.kind == "ongoing" and found.deadline.start is None and not _whole(passage, found))
        or _BARE_YEAR.fullmatch(found.deadline.text.strip())
    ):
        return None
    return found


def in_order(pages: Pages, passage: Line, head: Head) -> When | None:
    """The last day or the span that an order sets for all that is listed below it: "UBND huyện yêu cầu thực hiện các
    nội dung sau, xong trước ngày 25/8:", "Trước ngày 20/3, UBND huyện yêu cầu:"."""
    if not passage.leads_in:
        return None
    sentence = passage.part(sentences(passage.text)[-1][0])
    if len(sentence.text) > _ORDER_LENGTH:
        return None
    found = said_in(sentence.text, head)
    if found is None or found[0].kind not in ("by", "during") or found[0].end is None:
        return None
    deadline, start, end = found
    if _BARE_YEAR.fullmatch(deadline.text.strip()):
        return None
    before, behind = sentence.key[:start], sentence.key[end:]
    if before.strip() not in ("", "từ nay"):
        ordered = [match.end() for match in phrase("when.orders").finditer(sentence.key)]
        if not ordered or ordered[-1] > start or phrase("when.sends").search(before, ordered[-1]):
            return None
    elif not phrase("when.opens").match(sentence.key) or not phrase("when.then_orders").match(behind):
        return None
    return When(deadline, sentence.quotes(pages, "deadline.lead_in", start, end))


def in_heading(pages: Pages, passage: Line, head: Head) -> When | None:
    """The time that a heading says and hands down: "Tháng 9", "Giai đoạn 1 (từ ngày 10/3 đến 31/3/2024)", "Đợt 2: tháng
    4/2024"; a bare year is none."""
    only = phrase("rows.time_only")
    words = passage.key.rstrip(" :.;")
    if named := phrase("when.of_group").fullmatch(words):
        return in_cell(pages, passage.part(*named.span("time")), head, "deadline.heading")
    if only.fullmatch(words) and _names_more_than_a_year(words):
        return in_cell(pages, passage.part(0, len(words)), head, "deadline.heading")
    bare = _ASIDE.sub("", words)
    if bare != words and _OWN_YEAR.search(bare) and only.fullmatch(bare):  # "QUÝ I/2023 (Tháng 1 - 3)"
        return in_cell(pages, passage.part(0, len(bare)), head, "deadline.heading")
    said = phrase("when.of_heading").search(passage.key)
    part = passage.part(*said.span(said.lastgroup or 0)) if said else None
    if part is None or not _names_more_than_a_year(part.key):
        return None
    at = phrase("when.runs_to").search(part.key)  # "Đợt 3: Từ ngày 15/3/2026 đến ngày bầu cử"
    if not only.fullmatch(part.key[: at.start()] if at else part.key):
        return None
    return in_cell(pages, part, head, "deadline.heading")


def _names_more_than_a_year(words: str) -> bool:
    return re.search(r"tháng|quý|ngày|tuần|\d\s*/\s*\d", words) is not None


def _whole(passage: Line, found: When) -> bool:
    """The lead-in says nothing but its time: "Thường xuyên:"."""
    return passage.text.strip(" :.;") == found.deadline.text


def _opening(pages: Pages, passage: Line, head: Head) -> When | None:
    """The time that a lead-in opens with, up to its verb: "Từ 2012 đến 2014 tiến hành các khảo sát:"."""
    verb = phrase("when.verb").search(passage.key)
    if not verb or not passage.key.startswith(("từ ", "trong ", "đến ", "trước ")):
        return None
    return in_cell(pages, passage.part(0, verb.start()), head, "deadline.lead_in")


def opens_with_time(pages: Pages, passage: Line, head: Head) -> When | None:
    """The time phrase that the sentence begins with, a comma behind it: it holds for all clauses."""
    found = in_words(pages, passage, head)
    if found is None or not found.quotes:
        return None
    first = found.quotes[0]
    _, block, at, _ = passage.pieces[0]
    behind = passage.text[len(first.text) :].lstrip()
    return found if (first.block, first.start) == (block, at) and behind[:1] in (",", ":") else None


def span(start: When | None, end: When | None) -> When | None:
    """The time between a "Bắt đầu" and a "Hoàn thành" cell."""
    if start is None or end is None:
        return end or start
    first, last = start.deadline.start or start.deadline.end, end.deadline.end
    if first is None or last is None or first > last:
        return end
    text = f"{start.deadline.text} - {end.deadline.text}"
    return When(Deadline(text=text, kind="during", start=first, end=last), start.quotes + end.quotes)


def _made_in(head: Head) -> int | None:
    """The year of issue, where the title's is that of a plan still to be made: "Xây dựng dự toán năm 2025"."""
    year, issued = plan_year(head), head.issued_on
    if year is None or issued is None or year <= issued.year:
        return None
    return issued.year if phrase("when.to_make").search(fold(head.title or "")) else None


def plan_year(head: Head) -> int | None:
    """The year that dates without one mean: the title's, else the year of issue."""
    years = _years(head.title or "")
    return year_number(years[0]) if len(years) == 1 else head.year


@lru_cache(maxsize=16)
def _years(title: str) -> tuple[str, ...]:
    """The years that a title names, each once."""
    return tuple(set(_PLAN_YEAR.findall(title)))


@lru_cache(maxsize=16)
def _school_years(title: str) -> tuple[int | None, ...]:
    """The two years of the one school year that a title names; none if it names none or several."""
    years = _SCHOOL_YEAR.findall(title)
    return tuple(year_number(text) for text in years[0]) if len(years) == 1 else ()

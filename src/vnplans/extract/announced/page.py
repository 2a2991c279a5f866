"""A page that reports plans: "UBND tỉnh X ban hành Kế hoạch số 31/KH-UBND ... và Kế hoạch số 32/KH-UBND ...".

One `Announced` per plan, with what the page tells of it. The page is no act: it has no letterhead and no number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from vnplans.calendar import dates, written
from vnplans.extract.agencies.lists import find_agencies, open_name
from vnplans.extract.announced.runs import Run, announced_tasks
from vnplans.extract.findings import Finding, Found
from vnplans.extract.head import Head
from vnplans.extract.line import Passage
from vnplans.extract.numbers import NUMBER, number_line, parse_number
from vnplans.kinds import kinds_spoken
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import Kind, Province
from vnplans.landmarks import is_motto
from vnplans.models import Agency, DocumentNumber, DocumentType, Task
from vnplans.pages import Pages
from vnplans.text import fold

__all__ = ["Announced", "announced"]

_ISSUED = re.compile(
    r"(?:vừa |đã |mới )?(?:ký |ký, )?(?:ban hành|phê duyệt|có)\s+(?:các |02 |03 |hai |ba |văn bản |văn bản số )?"
)
# Where the title of a plan ends within the page's sentence
_TITLE_END = re.compile(
    r"\s*(?:,\s*(?:theo đó|trong đó|nhằm|với|yêu cầu|để|qua đó|nêu rõ)\b|\s\((?:sau đây|gọi)|[.;](?:\s|$)|:\s*$"
    r"|\s(?:và|cùng|;)\s+(?=(?:{types})\s+số\s))"
)
_OPENING = re.compile(r"\s*(?:vào |mới đây, |vừa qua, )?")
_LONGEST_PREAMBLE = 12
"""The announcing sentence stands within the first paragraphs of the page."""


@dataclass(frozen=True, slots=True)
class Announced:
    """An announced plan: its fields by the names of Directive, each as a finding, its head and its own tasks."""

    fields: Mapping[str, Found[Any]]
    head: Head
    tasks: tuple[Finding[Task], ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A plan named in the announcing sentence: offsets into the block's text."""

    doc_type: DocumentType
    type_span: tuple[int, int]
    number: DocumentNumber
    number_span: tuple[int, int]
    title_span: tuple[int, int]
    day: tuple[dt.date, int, int] | None


def announced(pages: Pages) -> tuple[Announced, ...]:
    """The plans that a page of text or HTML announces; () if it is an act itself or announces none."""
    if pages.reader not in ("text", "html") or any(is_motto(b) or number_line(b.text) for b in pages.blocks[:40]):
        return ()
    running = [i for i, b in enumerate(pages.blocks) if b.role == "text" and b.text and b.cell is None]
    for index in running[:_LONGEST_PREAMBLE]:
        found = _sentence(pages.blocks[index].text)
        if found:
            issuer, span, plans = found
            return _records(pages, index, issuer, span, plans)
    return ()


@cache
def _types() -> dict[str, Kind]:
    return {fold(kind.name): kind for kind in rows(Kind)}


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<type>{alternatives(kinds_spoken())})\s+(?:số\s*:?\s*)(?P<number>{NUMBER})(?P<dated>\s*,?\s*\(?{written()}\)?)?"
        r"(?:\s+của\s+(?:ubnd|ủy ban nhân dân|chủ tịch|hđnd|tỉnh ủy|sở|bộ)[^,;.]*?(?=\s+(?:về|thực hiện|triển khai"
        r"|ban hành)\b|[,;.]))?",
        re.IGNORECASE,
    )


@cache
def _end() -> re.Pattern[str]:
    return re.compile(_TITLE_END.pattern.replace("{types}", alternatives(kinds_spoken())))


def _sentence(text: str) -> tuple[Agency, tuple[int, int], list[_Plan]] | None:
    """The issuer, where it stands, and the plans of an announcing sentence."""
    key = fold(text)
    for verb in _ISSUED.finditer(key):
        first = _plan().match(key, verb.end())
        bodies = find_agencies(text[: verb.start()])
        if not first or not bodies:
            continue
        body = bodies[-1]
        if len(key[body.end : verb.start()].strip(" ,")) > 40:
            continue
        plans = list(_plans(text, key, first))
        agency = open_name(body.text, _province(text))
        return (agency, (body.start, body.end), plans) if plans else None
    return None


def _province(text: str) -> str | None:
    names = [province.name for province in rows(Province) if f"tỉnh {fold(province.name)}" in fold(text)]
    return names[0] if names else None


def _plans(text: str, key: str, found: re.Match[str] | None) -> Iterator[_Plan]:
    """The first plan, and those joined to it by "và" or ","."""
    while found:
        number = parse_number(text[found.start("number") : found.end("number")])
        kind = _types()[fold(found["type"])]
        end = _end().search(key, found.end())
        stop = end.start() if end else len(text)
        if number is None:
            return
        dated = next((day.date for day in dates(found["dated"] or "")), None)
        yield _Plan(
            doc_type=DocumentType(code=kind.code, name=kind.name),
            type_span=found.span("type"),
            number=number,
            number_span=found.span("number"),
            title_span=(found.end(), stop),
            day=(dated, *found.span("dated")) if dated else None,
        )
        found = _plan().match(key, end.end()) if end else None


def _records(
    pages: Pages, index: int, issuer: Agency, span: tuple[int, int], plans: list[_Plan]
) -> tuple[Announced, ...]:
    shared = _opening_date(pages, index)
    heads = []
    for plan in plans:
        fields = _fields(pages, index, plan, shared)
        fields["issuer"] = Found(issuer, (pages.quote(index, *span, rule="issuer.announced"),))
        heads.append((fields, _head(fields)))
    runs = announced_tasks(pages, index, [Run(h, _words(h)) for _, h in heads])
    return tuple(Announced(f, h, tuple(run)) for (f, h), run in zip(heads, runs, strict=True))


def _opening_date(pages: Pages, index: int) -> Found[dt.date] | None:
    """The date that the sentence opens with holds for all plans that name none."""
    first = next(dates(pages.blocks[index].text), None)
    if first is None or first.date is None or not _OPENING.fullmatch(fold(pages.blocks[index].text[: first.start])):
        return None
    return Found(first.date, (pages.quote(index, first.start, first.end, rule="issued_on.announced"),))


def _fields(pages: Pages, index: int, plan: _Plan, shared: Found[dt.date] | None) -> dict[str, Found[Any]]:
    def quote(span: tuple[int, int], rule: str) -> Any:
        return (pages.quote(index, *span, rule=f"{rule}.announced"),)

    fields: dict[str, Found[Any]] = {
        "number": Found(plan.number, quote(plan.number_span, "number")),
        "doc_type": Found(plan.doc_type, quote(plan.type_span, "doc_type")),
    }
    title = Passage.of(pages, [(index, 0)]).part(*plan.title_span)
    words = title.text.strip(" ,.:")
    if words:
        fields["title"] = Found(words, title.quotes(pages, "title.announced", 0, len(title.text.rstrip(" ,.:"))))
    if plan.day:
        fields["issued_on"] = Found(plan.day[0], quote(plan.day[1:], "issued_on"))
    elif shared:
        fields["issued_on"] = shared
    return fields


def _head(fields: Mapping[str, Found[Any]]) -> Head:
    values = {name: found.value for name, found in fields.items()}
    return Head(
        number=values.get("number"),
        doc_type=values.get("doc_type"),
        issuer=values.get("issuer"),
        issued_on=values.get("issued_on"),
        title=values.get("title"),
    )


def _words(head: Head) -> str:
    return f"{head.number.text if head.number else ''} {head.title or ''}"

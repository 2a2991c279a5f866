"""A page that reports acts: "UBND tỉnh X ban hành Kế hoạch số 31/KH-UBND ... và Kế hoạch số 32/KH-UBND ...".

One `Announced` per act, with what the page tells of it. The page is no act: it has no letterhead and no number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vnplans.extract.announced.acts import chosen
from vnplans.extract.announced.again import day_again
from vnplans.extract.announced.article import Article, article, has_letterhead, is_act
from vnplans.extract.announced.days import issued_below, issued_later, ordered_before, year_near
from vnplans.extract.announced.doubts import (
    day_of_order,
    day_of_page,
    doubtful,
    two_days,
    unnamed,
    year_by_text,
    year_of_page,
)
from vnplans.extract.announced.issuers import issuer_of
from vnplans.extract.announced.named import Told
from vnplans.extract.announced.placed import FIRST_PARAGRAPHS, Act, is_faint, is_late, today
from vnplans.extract.announced.runs import Run, announced_tasks
from vnplans.extract.announced.said import Speech
from vnplans.extract.announced.titles import title_of
from vnplans.extract.announced.told import reports_event
from vnplans.extract.findings import Finding, Found, Head, Near
from vnplans.extract.line import Line
from vnplans.extract.nature.kinds import named_types
from vnplans.models import Attachment, Task
from vnplans.pages import Pages, Quote
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["Announced", "announced", "is_news"]


@dataclass(frozen=True, slots=True)
class Announced:
    """An announced act: its fields by the names of Directive, each as a finding, its head and its own tasks."""

    fields: Mapping[str, Found[Any]]
    head: Head
    tasks: tuple[Finding[Task], ...]
    attachments: tuple[Found[Attachment], ...] = ()
    """The files that the page links to."""
    doubts: Mapping[str, tuple[Near, ...]] = field(default_factory=dict)
    """What was taken from elsewhere or is doubtful, by field."""


def announced(pages: Pages) -> tuple[Announced, ...]:
    """The acts that a page of text or HTML announces; () if it is an act itself or announces none."""
    if pages.reader not in ("text", "html") or has_letterhead(pages):
        return ()
    page = article(pages)
    acts = chosen(page)
    return _records(page, acts) if acts else ()


def is_news(pages: Pages) -> bool:
    """The page is an article, not an act: nothing on it that only acts have, and a date line, a headline, an
    agency's mark, an event or a tale."""
    if pages.reader not in ("text", "html") or has_letterhead(pages) or is_act(pages):
        return False
    page = article(pages)
    first = [page.text(i) for i in page.prose[:2]]
    if not first:
        return False
    marked = any(phrase("announced.prefix").match(text) for text in first) or reports_event(first[0])
    marked = marked or any(pages.blocks[i].heading == 1 or reports_event(page.text(i)) for i in page.headlines)
    return page.day is not None or marked or any(phrase("announced.narrates").search(fold(t)) for t in first)


# Their fields


def _records(page: Article, acts: Sequence[Act]) -> tuple[Announced, ...]:
    built = [_fields(page, act, alone=len(acts) == 1) for act in acts]
    heads = [_head(fields, page) for fields, _ in built]
    runs = [_run(page, head, act) for head, act in zip(heads, acts, strict=True)]
    tasks = [_ordered(head, run) for head, run in zip(heads, announced_tasks(page, runs), strict=True)]
    attached = _attached(page, heads)
    return tuple(
        Announced(fields, head, tuple(run), tuple(files), doubts)
        for (fields, doubts), head, run, files in zip(built, heads, tasks, attached, strict=True)
    )


def _run(page: Article, head: Head, act: Act) -> Run:
    """Where the act's tasks are looked for; one that a last line points to owns what stands above it."""
    above = act.told.how == "points" and bool(page.prose) and act.block > page.prose[0]
    opens = act.lead if above and act.lead is not None else act
    begins = page.prose[0] if above and act.lead is None else opens.block
    rest = 0 if opens is act and _behind_its_orders(act) else _rest(page, opens)
    return Run(head, _words(head), opens.block, rest, Speech(head, _signer(page, opens)), begins)


def _behind_its_orders(act: Act) -> bool:
    """A sentence that names the act for the source of those before it."""
    return act.told.how in ("points", "by") and act.told.sentence[0] > 0 and act.lead is None


def _ordered(head: Head, found: list[Finding[Task]]) -> list[Finding[Task]]:
    """The tasks of an act; none if its type orders nothing: a law, a contract."""
    nature = named_types().get(head.doc_type.name) if head.doc_type else None
    if nature is None:
        return found
    return [Near("not_a_directive", f"{nature.reason}: không giao việc", nature.reason_en, severity="review")]


def _attached(page: Article, heads: Sequence[Head]) -> list[list[Found[Attachment]]]:
    """The files that the page links to: those beside an act's number are that act's, the others the first one's."""
    numbers = [head.number.text if head.number else "" for head in heads]
    found: list[list[Found[Attachment]]] = [[] for _ in heads]
    for link in page.pages.links:
        line = page.text(link.block)
        owner = next((k for k, number in enumerate(numbers) if number and number in line), 0)
        words = line[link.start : link.end]
        bare = phrase("pages.points_to_file").fullmatch(fold(words)) is not None
        quote = page.pages.quote(
            link.block, *((0, len(line)) if bare else (link.start, link.end)), rule="attachments.link"
        )
        found[owner].append(Found(Attachment(title=quote.text, address=link.address), (quote,)))
    return found


def _dated_by(page: Article, act: Act, *, alone: bool) -> tuple[Told, int] | None:
    """The day that the page tells of the act, and the block: in its sentence, in the lead, where it is named again."""
    dated = act.day_from or act
    if dated.told.day is not None:
        return dated.told.day, dated.block
    if act.lead is not None and act.lead.told.day is not None:
        return act.lead.told.day, act.lead.block
    again = day_again(page, act.numbered_by[0] if act.numbered_by else act.told.act)
    if again is not None or not alone:
        return again
    kind = fold(act.told.act.doc_type.name) if act.told.act.doc_type else None
    return issued_later(page, (act.block, act.told.sentence[0]), kind) or issued_below(page)


def _signer(page: Article, act: Act) -> str:
    told = act.told
    return page.text(act.block)[told.sentence[0] : told.act.start]


def _rest(page: Article, act: Act) -> int:
    """Where the words behind the act's title begin."""
    if act.told.orders_at is not None:
        return act.told.orders_at
    text = page.text(act.block)
    title = title_of(text, act.told, act.following)
    passive = phrase("announced.passive").match(fold(text), act.told.act.end) if act.told.how == "passive" else None
    return max(title[1] if title else 0, act.told.act.end, passive.end() if passive else 0)


def _fields(page: Article, act: Act, *, alone: bool) -> tuple[dict[str, Found[Any]], dict[str, tuple[Near, ...]]]:
    told, block, text = act.told, act.block, page.text(act.block)

    def quote(start: int, end: int, rule: str) -> Quote:
        return page.pages.quote(block, start, end, rule=f"{rule}.announced")

    fields: dict[str, Found[Any]] = {}
    doubts: dict[str, tuple[Near, ...]] = {}
    named = told.act
    if act.numbered_by is not None:
        named, at = act.numbered_by
        words = page.pages.quote(at, *(named.number_span or (0, 0)), rule="number.again")
        fields["number"] = Found(named.number, (words,))
        doubts["number"] = (doubtful(words),)
    elif named.number is not None and named.number_span is not None:
        fields["number"] = Found(named.number, (quote(*named.number_span, "number"),))
    if named.doc_type is not None:
        fields["doc_type"] = Found(named.doc_type, (quote(*told.act.type_span, "doc_type"),))
    signs = told.act.signed and told.speaker is not None and told.speaker.text
    of = text[slice(*told.act.of)] if told.act.of and not signs else None
    speaker = act.lead.told.speaker if act.lead else told.speaker
    sentence = _signer(page, act.lead or act)
    issuer = issuer_of(speaker, of, named.number, page.province, sentence=sentence, page=page.words)
    if issuer is not None:
        fields["issuer"] = Found(issuer, (_issuer_quote(page, act),))
        if phrase("announced.unit_end").search(fold(issuer.name)):
            doubts["issuer"] = (unnamed(issuer.name, fields["issuer"].quotes[0]),)
    told_day = _dated_by(page, act, alone=alone)
    by_order = None
    if told_day is None and issuer is not None and alone:
        told_day = by_order = ordered_before(page, (block, told.sentence[0]), issuer.name)
    issued = _issued_on(page, act, *told_day, fields.get("number")) if told_day else None
    if issued is not None:
        fields["issued_on"], doubts["issued_on"] = issued
        if by_order is not None:
            doubts["issued_on"] += (day_of_order(issued[0].quotes[0]),)
    if (part := _title(page, act)) is not None:
        fields["title"] = Found(part.text, part.quotes(page.pages, "title.announced"))
    late = page.day is not None and told_day is not None and is_late(page, told_day[0])
    faint = is_faint(page, act, told_day[0] if told_day else None)
    by_the_way = told.how in ("by", "done", "attached", "headline") or act.position >= FIRST_PARAGRAPHS
    if (late or by_the_way or faint) and told.how != "points":
        doubts["number"] = (doubtful(fields["number"].quotes[0]) if "number" in fields else doubtful(None),)
    return fields, doubts


def _issued_on(
    page: Article, act: Act, told: Told, block: int, number: Found[Any] | None
) -> tuple[Found[dt.date], tuple[Near, ...]] | None:
    """The date of the day that the page tells; a missing year is that of the page, of the number or of a date near."""
    quote = page.pages.quote(block, told.start, told.end, rule="issued_on.announced")
    year = number.value.year if number else None
    if told.ago is not None and page.day is not None and not page.day.exact:
        return None
    told_in = dt.date(year, 12, 31) if year is not None and page.day is None else today(page)
    day = told.date(told_in)
    if day is None:
        near = year_near(page, told) if told.year is None and told.ago is None and told_in is None else None
        return (Found(near[0], (quote, near[1])), (year_by_text(near[0], quote),)) if near else None
    quotes: list[Quote] = [quote]
    doubts: list[Near] = []
    if told.year is None:
        quotes += number.quotes if page.day is None and number else ()
        quotes += (page.day.quote,) if page.day is not None and page.day.quote is not None else ()
        doubts.append(day_of_page(day, quote) if told.ago is not None else year_of_page(day, quote))
    other = act.told.other_day
    if other is not None and act.told.day is told and (second := other.date(told_in)) not in (None, day):
        doubts.append(two_days(second, page.pages.quote(act.block, other.start, other.end, rule="issued_on.other")))
    return Found(day, tuple(quotes)), tuple(doubts)


def _title(page: Article, act: Act) -> Line | None:
    """The title that the sentence tells, else the lead's."""
    for one in (act, act.lead):
        span = title_of(page.text(one.block), one.told, one.following) if one is not None else None
        if one is not None and span is not None:
            words = Line.of(page.pages, [(one.block, 0)])
            shift = words.pieces[0][2]
            return words.part(span[0] - shift, span[1] - shift)
    return None


def _issuer_quote(page: Article, act: Act) -> Quote:
    """The words that name the issuer: behind "của", before the verb, else the symbol or the type."""
    named, speaker, block = act.told.act, act.told.speaker, act.block
    if act.lead is not None and not named.of:
        speaker, block = act.lead.told.speaker, act.lead.block
    of = None if named.signed and speaker is not None and speaker.text else named.of
    span = of or ((speaker.start, speaker.end) if speaker and speaker.text else None)
    return page.pages.quote(block, *(span or named.number_span or named.type_span), rule="issuer.announced")


def _head(fields: Mapping[str, Found[Any]], page: Article) -> Head:
    values = {name: found.value for name, found in fields.items()}
    return Head(
        number=values.get("number"),
        doc_type=values.get("doc_type"),
        issuer=values.get("issuer"),
        issued_on=values.get("issued_on"),
        year_of_issue=page.day.date.year if page.day else None,
        title=values.get("title"),
    )


def _words(head: Head) -> str:
    return f"{head.number.text if head.number else ''} {head.title or ''}"

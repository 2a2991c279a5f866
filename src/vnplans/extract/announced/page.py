"""A page that reports acts: "UBND tỉnh X ban hành Kế hoạch số 31/KH-UBND ... và Kế hoạch số 32/KH-UBND ...".

One `Announced` per act, with what the page tells of it. The page is no act: it has no letterhead and no number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from vnplans.calendar import dates
from vnplans.extract.announced.again import day_again, number_again
from vnplans.extract.announced.article import Article, article, has_letterhead, is_act
from vnplans.extract.announced.days import issued_below, issued_later, year_near
from vnplans.extract.announced.doubts import day_of_page, doubtful, two_days, year_by_text, year_of_page
from vnplans.extract.announced.issuers import issuer_of
from vnplans.extract.announced.named import Named, Told, same_number
from vnplans.extract.announced.runs import Run, announced_tasks
from vnplans.extract.announced.said import Speech
from vnplans.extract.announced.titles import title_of
from vnplans.extract.announced.told import Telling, reports_event, tellings
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.head import Head
from vnplans.extract.line import Line
from vnplans.models import Attachment, Task
from vnplans.pages import Pages, Quote
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["Announced", "announced", "is_news"]

_FIRST_PARAGRAPHS = 4
"""Where the announcing sentence of nearly every page stands; further down it is doubtful."""
_LAST_PARAGRAPH = 8
_DEEP = 500
"""Characters of its paragraph before an announcing sentence that is not told as news, at most."""
_BELOW = 4
"""Lines below the article that may point to the act's text."""
_OLD = dt.timedelta(days=183)
"""An act older than the page by more is background."""
_TOLD_LATE = dt.timedelta(days=75)
"""Below the first paragraph, an act that is not told as news is background if it is older than the page by more."""
_NEW = dt.timedelta(days=10)
"""A page tells of an act that is no older."""
_TOGETHER = dt.timedelta(days=45)
"""Acts of one digest are no further apart."""


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


@dataclass(frozen=True, slots=True)
class _Act:
    """A telling in its place on the page."""

    told: Telling
    block: int
    position: int
    """Its paragraph's place among the page's."""
    following: int | None = None
    """Where the next act of the same paragraph begins."""
    day_from: _Act | None = None
    """The act told before, on the same day."""
    lead: _Act | None = None
    """The telling of the same act without its number, in the page's lead."""
    numbered_by: tuple[Named, int] | None = None
    """Where a later sentence tells the number of an act told by its type alone, and the block."""


def announced(pages: Pages) -> tuple[Announced, ...]:
    """The acts that a page of text or HTML announces; () if it is an act itself or announces none."""
    if pages.reader not in ("text", "html") or has_letterhead(pages):
        return ()
    page = article(pages)
    acts = _chosen(page, _told(page))
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


# Which of the acts that the page names it announces


def _told(page: Article) -> list[_Act]:
    """All that the paragraphs announce; a pointer to the act's text may stand below them."""
    out: list[_Act] = []
    below = range(page.end, min(page.end + _BELOW, len(page.pages.blocks)))
    for position, block in enumerate((*page.prose, *below)):
        out += _of_block(page, block, position)
    if not any(a.told.act.number for a in out):
        rest = [block for block in page.lines if block not in page.prose]
        out += [act for block in rest for act in _of_block(page, block, 0) if act.told.act.number]
    return out


def _of_block(page: Article, block: int, position: int) -> list[_Act]:
    found = tellings(page.text(block))
    if block >= page.end:
        found = [t for t in found if t.how == "points"]
    following = [*(told.act.start for told in found[1:]), None]
    return [_Act(told, block, position, after) for told, after in zip(found, following, strict=False)]


def _chosen(page: Article, acts: Sequence[_Act]) -> list[_Act]:
    """The announced acts, one for each number; an act told by its type alone only where none has a number."""
    if any(reports_event(page.text(i)) for i in (*page.headlines, *page.prose[:1]) if not _tells(acts, i)):
        acts = [a for a in acts if a.position == 0 or a.told.how == "points" or a.told.fresh]
    acts = [
        a for a in acts if not (a.told.act.doc_type and phrase("announced.no_order").match(a.told.act.doc_type.name))
    ]
    acts = _dated(page, [a for a in acts if not _is_old(page, a) and (a.told.how != "by" or _is_new(page, a))])
    numbered = [a for a in acts if a.told.act.number is not None]
    first = next((a for a in numbered if _is_first(page, a)), None)
    if first is None:
        bare = [a for a in acts if a.position < _FIRST_PARAGRAPHS and a.told.act.number is None][:1]
        return [replace(a, numbered_by=number_again(page, a.told.act, a.block)) for a in bare]
    chosen = [first]
    for act in numbered:
        if (
            act is not first
            and not any(same_number(act.told.act, other.told.act) for other in chosen)
            and _belongs(page, first, act)
        ):
            chosen.append(act)
    return [_with_lead(chosen[0], acts), *chosen[1:]]


def _tells(acts: Sequence[_Act], block: int) -> bool:
    return any(a.block == block for a in acts)


def _is_first(page: Article, act: _Act) -> bool:
    """Early on the page; below its first paragraph if told as news, or if what stands above speaks of an act."""
    if act.told.how == "points" or (act.told.fresh and act.position < _LAST_PARAGRAPH):
        return True
    start = act.told.sentence[0]
    if act.position == 0:
        return start < _DEEP
    if act.position >= _FIRST_PARAGRAPHS or (start and act.position > 1):
        return False
    if start == 0 and _is_new(page, act):
        return True
    headed = any(phrase("announced.headline").search(fold(page.text(i))) for i in page.headlines)
    return headed or any(phrase("announced.lead").search(fold(page.text(i))) for i in page.prose[: act.position])


def _is_new(page: Article, act: _Act) -> bool:
    """Issued shortly before the page's own day."""
    day = act.told.day.date(_today(page)) if act.told.day and act.told.how in ("issued", "passive", "by") else None
    return day is not None and page.day is not None and dt.timedelta(0) <= page.day.date - day <= _NEW


def _dated(page: Article, acts: Sequence[_Act]) -> list[_Act]:
    """ "Cùng ngày": the day of the act before."""
    out: list[_Act] = []
    for act in acts:
        if act.told.same_day and out and out[-1].told.day is not None:
            act = replace(act, day_from=out[-1].day_from or out[-1])  # noqa: PLW2901 - the same act, dated
        out.append(act)
    return out


def _is_old(page: Article, act: _Act) -> bool:
    """Half a year older than the page, or than a day that the paragraphs before it tell."""
    told = act.told
    if page.day is None:
        day = told.day.date(None) if told.day and told.day.year else None
        if day is None or told.fresh or told.how == "points":
            return False
        return act.position >= _FIRST_PARAGRAPHS or any(d - day > _TOLD_LATE for d in _days_told(page, act))
    day = told.day.date(page.day.date) if told.day else None
    late = day is not None and page.day.date - day > (_OLD if told.fresh else _TOLD_LATE)
    if act.position == 0 or late:
        return late and act.position > 0
    year = told.act.number.year if told.act.number else None
    return year is not None and year < page.day.date.year - 1


def _days_told(page: Article, act: _Act) -> Iterator[dt.date]:
    """The days that other sentences begin with: what they tell happened then; and those told before the act."""
    for place, block in enumerate((*page.headlines, *page.prose)):
        key = fold(page.text(block))
        before = place < len(page.headlines) + act.position
        for found in dates(key):
            told = before or phrase("announced.at_head").search(key[: found.start]) is not None
            if told and found.date is not None:
                yield found.date


def _belongs(page: Article, first: _Act, act: _Act) -> bool:
    """A further act of a digest: in the first one's paragraph, or at the head of its own, of about the same time."""
    if act.block == first.block:
        return True
    one = first.told.day.date(_today(page)) if first.told.day else None
    other = act.told.day.date(_today(page)) if act.told.day else None
    if one is not None and other is not None and abs(one - other) > _TOGETHER:
        return False
    return act.told.how not in ("points", "orders", "rules") and act.told.sentence[0] == 0


def _today(page: Article) -> dt.date | None:
    return page.day.date if page.day else None


def _with_lead(first: _Act, acts: Sequence[_Act]) -> _Act:
    """A lead told the act without its number: where the sentence with the number names no body, the lead's holds."""
    before = next((a for a in acts if a.position < first.position and _alike(a.told, first.told)), None)
    speaker = first.told.speaker
    vague = (
        speaker is None or not speaker.text or phrase("announced.bare_unit").fullmatch(fold(speaker.text)) is not None
    )
    return replace(first, lead=before) if before is not None and vague else first


def _alike(one: Telling, other: Telling) -> bool:
    a, b = one.act.doc_type, other.act.doc_type
    return one.act.number is None and (a is None or b is None or a.name == b.name)


# Their fields


def _records(page: Article, acts: Sequence[_Act]) -> tuple[Announced, ...]:
    built = [_fields(page, act, alone=len(acts) == 1) for act in acts]
    heads = [_head(fields, page) for fields, _ in built]
    runs = [
        Run(head, _words(head), act.block, _rest(page, act), Speech(head, _signer(page, act)))
        for head, act in zip(heads, acts, strict=True)
    ]
    tasks = announced_tasks(page, runs)
    return tuple(
        Announced(fields, head, tuple(run), tuple(_attached(page, heads, place)), doubts)
        for place, ((fields, doubts), head, run) in enumerate(zip(built, heads, tasks, strict=True))
    )


def _attached(page: Article, heads: Sequence[Head], place: int) -> Iterator[Found[Attachment]]:
    """The files that the page links to: those beside an act's number are that act's, the others the first one's."""
    numbers = [head.number.text if head.number else "" for head in heads]
    for link in page.pages.links:
        line = page.text(link.block)
        owner = next((k for k, number in enumerate(numbers) if number and number in line), 0)
        if owner != place:
            continue
        words = line[link.start : link.end]
        bare = phrase("pages.points_to_file").fullmatch(fold(words)) is not None
        quote = page.pages.quote(
            link.block, *((0, len(line)) if bare else (link.start, link.end)), rule="attachments.link"
        )
        yield Found(Attachment(title=quote.text, address=link.address), (quote,))


def _dated_by(page: Article, act: _Act, *, alone: bool) -> tuple[Told, int] | None:
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


def _signer(page: Article, act: _Act) -> str:
    told = act.told
    return page.text(act.block)[told.sentence[0] : told.act.start]


def _rest(page: Article, act: _Act) -> int:
    """Where the words behind the act's title begin."""
    if act.told.orders_at is not None:
        return act.told.orders_at
    title = title_of(page.text(act.block), act.told, act.following)
    return max(title[1] if title else 0, act.told.act.end)


def _fields(page: Article, act: _Act, *, alone: bool) -> tuple[dict[str, Found[Any]], dict[str, tuple[Near, ...]]]:
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
    of = text[slice(*told.act.of)] if told.act.of else None
    speaker = act.lead.told.speaker if act.lead else told.speaker
    sentence = _signer(page, act.lead or act)
    issuer = issuer_of(speaker, of, named.number, page.province, sentence=sentence, page=_page_words(page))
    if issuer is not None:
        fields["issuer"] = Found(issuer, (_issuer_quote(page, act),))
    told_day = _dated_by(page, act, alone=alone)
    issued = _issued_on(page, act, *told_day, fields.get("number")) if told_day else None
    if issued is not None:
        fields["issued_on"], doubts["issued_on"] = issued
    if (part := _title(page, act)) is not None:
        fields["title"] = Found(part.text, part.quotes(page.pages, "title.announced"))
    late = page.day is not None and told_day is not None and _is_late(page, told_day[0])
    if (late or told.how == "by" or act.position >= _FIRST_PARAGRAPHS) and told.how != "points":
        doubts["number"] = (doubtful(fields["number"].quotes[0]) if "number" in fields else doubtful(None),)
    return fields, doubts


def _issued_on(
    page: Article, act: _Act, told: Told, block: int, number: Found[Any] | None
) -> tuple[Found[dt.date], tuple[Near, ...]] | None:
    """The date of the day that the page tells; a missing year is that of the page, of the number or of a date near."""
    quote = page.pages.quote(block, told.start, told.end, rule="issued_on.announced")
    year = number.value.year if number else None
    if told.ago is not None and page.day is not None and not page.day.exact:
        return None
    told_in = dt.date(year, 12, 31) if year is not None and page.day is None else _today(page)
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


def _title(page: Article, act: _Act) -> Line | None:
    """The title that the sentence tells, else the lead's."""
    for one in (act, act.lead):
        span = title_of(page.text(one.block), one.told, one.following) if one is not None else None
        if one is not None and span is not None:
            words = Line.of(page.pages, [(one.block, 0)])
            shift = words.pieces[0][2]
            return words.part(span[0] - shift, span[1] - shift)
    return None


def _issuer_quote(page: Article, act: _Act) -> Quote:
    """The words that name the issuer: behind "của", before the verb, else the symbol or the type."""
    named, speaker, block = act.told.act, act.told.speaker, act.block
    if act.lead is not None and not named.of:
        speaker, block = act.lead.told.speaker, act.lead.block
    span = named.of or ((speaker.start, speaker.end) if speaker and speaker.text else None)
    return page.pages.quote(block, *(span or named.number_span or named.type_span), rule="issuer.announced")


def _is_late(page: Article, told: Told) -> bool:
    """The page is half a year younger than the act that it announces: its day may be that of a later edition."""
    day = told.date(_today(page))
    return day is not None and page.day is not None and page.day.date - day > _OLD


def _page_words(page: Article) -> str:
    return " \n ".join(page.text(i) for i in (*page.headlines, *page.prose))


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

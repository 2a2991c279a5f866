"""Who and when told beside the work: by label lines before, between and behind items, by a bracket, by a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.duties.context import Context
from vnplans.extract.duties.doers import Body, doers_of
from vnplans.extract.duties.headers import field_of, only_bodies
from vnplans.extract.duties.labels import UNLABELLED, Labels, inline_labels, is_label, labels_of
from vnplans.extract.duties.segments import names_doer_first
from vnplans.extract.duties.tails import tail_of
from vnplans.extract.findings import Head
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.outline.items import Item
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import normal

__all__ = ["OWN_LABELS", "bracket_below", "labelled", "names_contents", "told_below", "told_beside"]

OWN_LABELS = frozenset({"nội dung", "nội dung thực hiện", "nhiệm vụ", "nội dung công việc", "nội dung nhiệm vụ"})
"""Titles and labels of the work itself."""
_ENDS_WITH = regex(r"\((?P<in>[^():;]{4,90})\)[\s.:]*$|\s[-\u2013]\s+(?P<behind>[^():;.,]{4,80})[\s.:]*$")
_BRACKETED = regex(r"\([^()]+\)[\s.;]*")
_SMALL = frozenset({"letter", "bullet", "decimal"})
"""Kinds of items that are parts of one work under a heading."""
_SEVERAL, _LONGEST_LABEL = 2, 50


def names_contents(item: Item) -> bool:
    """ "Nội dung", "Nhiệm vụ cụ thể", "Tổ chức hội thi" over what the labels beside it speak of.

    "III. Thời gian thực hiện: ..." beside "II. Tổ chức hội thi" is the whole act's."""
    title = item.passage.text
    if normal(title) in OWN_LABELS:
        return True
    if item.parent is None or item.parent.parent is None:
        return False
    if verb_at(item.passage.key) is not None:
        return phrase("prose.of_course").match(item.passage.key) is None
    return len(title) < _LONGEST_LABEL and field_of(title) in ("content", "detail")


def told_beside(pages: Pages, head: Head, item: Item, context: Context) -> Context:
    """The context of what stands below a title that says who and when: "Tuyên truyền (Chủ trì: A; phối hợp: B)"."""
    if leads := _behind_title(pages, head, item.passage):
        return replace(context, leads=leads, partners=())
    if "(" not in item.passage.text:
        return context
    words, said = inline_labels(pages, item.passage, head)
    if words is not item.passage or not said.leads:
        return context
    return replace(context, leads=said.leads, partners=said.partners, when=said.when or context.when)


def _behind_title(pages: Pages, head: Head, words: Line) -> tuple[Body, ...]:
    """Bodies alone in the bracket or behind the dash that ends a title: "Tiếp cận đất đai (Sở Tài chính)", "Hỗ trợ
    doanh nghiệp - Sở Công Thương"; () if the title names a body itself."""
    found = _ENDS_WITH.search(words.text)
    if found is None or find_agencies(words.names[: found.start()]):
        return ()
    at, end = found.span(found.lastgroup or 0)
    told = phrase("strangers.role").search(words.key, at, end)
    end = told.start() if told else end
    named = find_agencies(words.names[at:end])
    people = phrase("strangers.person").match(words.text, at) is not None
    if not people and not (named and named[0].start == 0 and only_bodies(words.text[at:end])):
        return ()
    return doers_of(pages, head, words.part(at, end), "lead", "heading")[0]


def bracket_below(pages: Pages, head: Head, item: Item, real: Sequence[Item]) -> Labels | None:
    """What a bracket below an item says of it: "(Sở A chủ trì; thời gian: tháng 9)"."""
    if len(real) != 1 or item.marker is None or real[0].children or not _BRACKETED.fullmatch(real[0].passage.text):
        return None
    tail = tail_of(pages, item.passage + real[0].passage, head)
    return tail.said if tail is not None else None


def told_below(pages: Pages, head: Head, item: Item) -> Labels:
    """ "Thời gian: Quý III/2024" below the last of several small items, none of which has a line of its own."""
    real = [c for c in item.children if not is_label(c)]
    if len(real) < _SEVERAL or item.parent is None:
        return UNLABELLED
    *others, last = real
    if not last.children or any(c.children or c.table is not None for c in others):
        return UNLABELLED
    if _speaks_of_all(last.children[0]):  # what stands behind it is no part of the list
        return labels_of(pages, last.children[:1], head)
    if any(c.kind not in _SMALL and not _style(c).startswith("(") for c in real):
        return UNLABELLED
    if any(names_doer_first(c.passage, head) for c in real):
        return UNLABELLED  # each body has its own
    lines = last.children
    work = real[1:] if len(real) > _SEVERAL and _style(real[0]) != _style(last) else real  # a principle before them
    if not all(is_label(c) for c in lines) or {_style(c) for c in work} & {_style(c) for c in lines}:
        return UNLABELLED
    return labels_of(pages, lines, head)


def _style(item: Item) -> str:
    return item.marker.style if item.marker else ""


def _speaks_of_all(line: Item) -> bool:
    """The line below the last item speaks of all: "Các nhiệm vụ trên hoàn thành trước ngày 30/6"."""
    return is_label(line) and phrase("headers.all_above").match(line.passage.key) is not None


def labelled(pages: Pages, head: Head, item: Item, left_out: frozenset[int]) -> Iterator[tuple[Item, Labels]]:
    """The children that are no label lines, each with the labels that follow its run, or open the list."""
    waiting: list[Item] = []
    lines: list[Item] = []
    opening = UNLABELLED
    for child in [*(c for c in item.children if c.number not in left_out or item.parent), None]:
        if child is not None and child.table is None and is_label(child):
            lines.append(child)
            continue
        if lines:
            said = labels_of(pages, lines, head)
            yield from ((done, said.over(opening)) for done in waiting)
            opening = opening if waiting else said.over(opening)
            waiting, lines = [], []
        if child is not None:
            waiting.append(child)
    yield from ((left, opening) for left in waiting)

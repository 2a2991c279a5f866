"""Tasks of a page that announces acts: each act's own run of text, and in it only what the page says is ordered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from vnplans.extract.agencies.names import Mention
from vnplans.extract.announced.article import Article
from vnplans.extract.announced.said import Said, Speech, goes_on, listed, tells
from vnplans.extract.duties.context import Context
from vnplans.extract.duties.doers import Body, bodies
from vnplans.extract.duties.strangers import Subject, moved
from vnplans.extract.duties.subject import subject
from vnplans.extract.findings import Finding, Head
from vnplans.extract.line import Line
from vnplans.extract.orders.sentences import sentences
from vnplans.extract.outline.items import Item, path
from vnplans.extract.outline.labels import Marker
from vnplans.extract.outline.tree import tree
from vnplans.extract.tables.rows import Place, table_tasks
from vnplans.extract.tasks.prose import Reader
from vnplans.models import Task
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold, normal
from vnplans.where import step, way

__all__ = ["Run", "announced_tasks"]

_TOPIC = regex(r"(?:đối với|về|với)\s[^:;.]{3,140}:\s*(?=\S)")


@dataclass(frozen=True)
class Run:
    """An announced act whose tasks are looked for."""

    head: Head
    words: str
    """What it is known by: number and title."""
    block: int
    """Where it is announced."""
    rest: int
    """Where the words behind its title begin in that paragraph."""
    speech: Speech
    begins: int
    """Where its text begins, of an act that a later line points to."""


def announced_tasks(page: Article, runs: Sequence[Run]) -> list[list[Finding[Task]]]:
    """The tasks of each act, in the acts' order."""
    out: list[list[Finding[Task]]] = [[] for _ in runs]
    root = tree(page.pages, min(run.begins for run in runs), page.end)
    reader = _Page(page.pages, runs[0].head, page=page, runs=runs, closing=_leads(page.pages, root, runs[0].head))
    for item in root.children:
        for found in reader.read(item, reader.context):
            out[reader.now].append(found)
    return out


def _closes(words: Line) -> bool:
    """The paragraph that hands all plans to those who carry them out."""
    key = words.key
    return (
        len(key) < _CLOSING
        and bool(phrase("announced.closing").match(key))
        and bool(phrase("announced.carry_out").search(key))
    )


def _leads(pages: Pages, root: Item, head: Head) -> tuple[Body, ...]:
    for item in reversed(root.walk):
        if _closes(item.passage):
            found = subject(item.passage, head.voice)
            if found:
                return bodies(pages, item.passage, found.mentions, "lead_agencies.closing_paragraph")
    return ()


_CLOSING = 1000
"""Characters that the paragraph which hands the plans out stays below."""
_FIGURES = regex(r"\d+")


@dataclass
class _Segment:
    """Sentences of a paragraph that are one order."""

    start: int
    end: int
    said: Said | None
    """None: the order of the words before goes on."""
    content: int
    alone: bool = True
    """One sentence."""


@dataclass
class _Page(Reader):
    """Reads the items of a page. `now`: the act whose run is being read; `last`: the doers of the order before."""

    page: Article = field(kw_only=True)
    runs: Sequence[Run] = field(kw_only=True)
    closing: tuple[Body, ...] = ()
    now: int = 0
    last: tuple[Body, ...] | None = None
    closed: bool = False
    """The paragraph is read that hands the acts out; what follows is the page's own."""
    listing: bool = False
    """The announcing sentence opens the list of the work."""

    @property
    def context(self) -> Context:
        return Context(holds="tasks" if self.listing else None, leads=self.closing)

    @property
    def run(self) -> Run:
        return self.runs[self.now]

    def read(self, item: Item, context: Context) -> Iterator[Finding[Task]]:
        """The tasks under an item, in the run of the act that owns it."""
        opened = self._opened.get(item.block)
        if opened:
            yield from self._announcing(item, opened)
            return
        self.closed = self.closed or (self.listing and _closes(item.passage))
        if self.closed:
            return
        if item.table is not None:
            yield from self.table(item, replace(context, leads=self.closing))
            return
        self._turn(self._owner(item))
        yield from super().read(item, context)

    def table(self, item: Item, context: Context) -> Iterator[Finding[Task]]:
        """The rows of a table of work that the page prints: those of the act told last."""
        yield from table_tasks(self.pages, self.head, item, Place("", context, None)).found

    def _turn(self, to: int) -> None:
        if to != self.now:
            self.now, self.last = to, None
        self.head = self.runs[to].head

    def _announcing(self, item: Item, opened: Sequence[int]) -> Iterator[Finding[Task]]:
        """What the announcing paragraph orders behind the titles of its acts, and the list that it opens."""
        self._turn(opened[-1])
        self.last = None
        text = item.passage.text
        self.listing = bool(phrase("announced.opens_list").search(fold(text)))
        offset = item.passage.pieces[0][2] if item.passage.pieces else 0
        rest = item.passage.part(max(0, self.run.rest - offset))
        if rest.text and not (self.listing and text.endswith(":") and len(sentences(rest.text)) < 2):
            yield from self._ordered(path(item), rest, self.context, addressed=True)
        self._turn(opened[0])
        context = replace(self.context, leads=self.last or self.closing)
        for child in item.children:
            yield from self.read(child, context)

    def _owner(self, item: Item) -> int:
        """The act whose number or title the paragraph takes up; else that of the run before it."""
        if len(self.runs) == 1:
            return 0
        text = item.passage.text
        named = self._named(text)
        if len(named) == 1:
            return named[0]
        shared = self._opened[self.run.block]
        if typed := self._by_type(item.passage.key, shared):
            return typed[0]
        topic = set(normal(text.split(":", 1)[0]).split()) if ":" in text[:160] else set()
        common = set.intersection(*(set(normal(self.runs[k].words).split()) for k in shared))
        scores = {k: len((topic - common) & set(normal(self.runs[k].words).split())) for k in shared}
        best = max(scores.values())
        ranked = [k for k, score in scores.items() if score == best]
        return ranked[0] if best and len(ranked) == 1 else self.now

    def _named(self, text: str) -> list[int]:
        """The acts whose number the words name, or whose serial alone behind "số": "Về Chỉ thị số 18, ..."."""
        found = {k for figures in _FIGURES.findall(text) for k in self._numbered.get(figures, ())}
        numbers = ((k, self.runs[k].head.number) for k in sorted(found.union(self._numbered.get("", ()))))
        return [k for k, number in numbers if number is not None and _names(text, number.text)]

    @cached_property
    def _opened(self) -> dict[int, list[int]]:
        """The acts that each announcing block tells of."""
        found: dict[int, list[int]] = {}
        for k, run in enumerate(self.runs):
            found.setdefault(run.block, []).append(k)
        return found

    @cached_property
    def _numbered(self) -> dict[str, list[int]]:
        """The acts with a number by the figures that it begins with."""
        found: dict[str, list[int]] = {}
        for k, run in enumerate(self.runs):
            if run.head.number is not None:
                figures = _FIGURES.match(run.head.number.text)
                found.setdefault(figures[0] if figures else "", []).append(k)
        return found

    def _by_type(self, key: str, among: Sequence[int]) -> list[int]:
        """The one act of the type that the paragraph begins with: "Kế hoạch nêu rõ ...", "Về Chỉ thị này, ..."."""
        start = re.sub(r"^(?:về|đối với|theo|tại)\s+", "", key)
        kinds = [(k, self.runs[k].head.doc_type) for k in among]
        found = [k for k, kind in kinds if kind is not None and start.startswith(f"{fold(kind.name)} ")]
        return found if len(found) == 1 else []

    def _own_words(self, item: Item, real: Sequence[Item], context: Context) -> Iterator[Finding[Task]]:
        """The sentences before a lead-in's last one; a paragraph that is no lead-in, whole."""
        words = item.passage
        if not words.text.endswith(":"):
            yield from self._leaf(item, context)
            return
        spans = sentences(words.text)
        if len(spans) > 1:
            yield from self._ordered(path(item), words.part(0, spans[-2][1]), context)

    def _leaf(self, item: Item, context: Context, words: Line | None = None) -> Iterator[Finding[Task]]:
        own = words or item.passage
        if context.silent and (context.holds != "time" or listed(own.text) is None):
            return
        if item.marker is None and (item.block not in self.page.prose or tells(own.text)):
            return
        topic = _TOPIC.match(own.key)
        if context.orders and topic is not None:
            reader = Reader(self.pages, self.head, prefix=own.text[: topic.end()].strip(" :"))
            yield from reader._leaf(_unnamed(item), context, own.part(topic.end()))
        elif context.orders and (item.marker is not None or item.above):
            yield from super()._leaf(item, context, own)
        elif not _closes(own):
            yield from self._ordered(path(item), own, context)

    def _ordered(
        self, where: str, words: Line, context: Context, *, addressed: bool = False
    ) -> Iterator[Finding[Task]]:
        """The tasks that the sentences of a paragraph order."""
        segments = list(self._segments(words, addressed=addressed))
        for place, segment in enumerate(segments, 1):
            name = way(where, step("sentence", place)) if len(segments) > 1 else where
            said = segment.said
            if said is None or not said.mentions:
                inherited = replace(context, leads=self.last) if said is None and self.last is not None else context
                part = words.part(segment.content, segment.end)
                if said is not None:
                    self.last = ()
                yield from self._duties(name, part, None, inherited, single=segment.alone)
                continue
            part = words.part(segment.start, segment.end)
            mentions = tuple(moved(m, -segment.start) for m in said.mentions)
            self.last = bodies(self.pages, part, mentions, "lead_agencies.announced")
            who = Subject(mentions, segment.content - segment.start, said.reported)
            yield from self._duties(name, part, who, context, single=segment.alone)

    def _segments(self, words: Line, *, addressed: bool) -> Iterator[_Segment]:
        """Runs of sentences: one that orders something of other doers begins a new run (GUIDE: rule 5); one that only
        tells ends it."""
        open_: _Segment | None = None
        spans = sentences(words.text)
        for number, (start, end) in enumerate(spans):
            text = words.text[start:end]
            first = addressed and number == 0
            said = self.run.speech.order(text, addressed=first)
            if said is not None:
                if open_ is not None and open_.said is not None and _same(open_.said.mentions, said.mentions):
                    open_.end, open_.alone = end, False
                    continue
                if open_ is not None:
                    yield open_
                mentions = tuple(moved(m, start) for m in said.mentions)
                open_ = _Segment(start, end, replace(said, mentions=mentions), start + said.start)
                if first:
                    self.last = bodies(self.pages, words, mentions, "lead_agencies.announced")
                    yield open_
                    open_ = None
            elif tells(text):
                if open_ is not None:
                    yield open_
                open_ = None
            elif open_ is not None:
                open_.end, open_.alone = end, False
            else:
                at = self._continues(text)
                if at is not None:
                    open_ = _Segment(start, end, None, start + at)
        if open_ is not None:
            yield open_

    def _continues(self, text: str) -> int | None:
        """Where the work begins of a sentence that goes on with the order before it, or opens a list of work."""
        at = listed(text)
        if at is None and self.last is not None:
            at = goes_on(text)
        return at


def _same(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    return {fold(m.text) for m in one} == {fold(m.text) for m in other}


def _names(text: str, number: str) -> bool:
    """The number, or its serial alone behind "số": "Về Chỉ thị số 18, ..."."""
    serial = _FIGURES.match(number)
    bare = serial and re.search(rf"\bsố {serial[0]}(?![\w/])", text)
    return number in text or bool(bare)


def _unnamed(item: Item) -> Item:
    """The item alone under its run, whose topic says where it is and stands for a label."""
    return item.alone(Marker("bullet", "run", "-", None, 0))

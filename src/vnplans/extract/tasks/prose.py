"""Tasks of running text: the leaf items that order work, split as the reading guide says, with what they inherit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.duties import when
from vnplans.extract.duties.beside import (
    OWN_LABELS,
    bracket_below,
    labelled,
    names_contents,
    told_below,
    told_beside,
)
from vnplans.extract.duties.context import Context, below
from vnplans.extract.duties.doers import bodies, named, partners
from vnplans.extract.duties.duty import Duty, task
from vnplans.extract.duties.headers import ASSIGNS, field_of, label_line
from vnplans.extract.duties.labels import UNLABELLED, Labels, inline_labels, is_label, is_trait, labels_of
from vnplans.extract.duties.segments import decides, names_doer_first, segments_of, split_duties, topical
from vnplans.extract.duties.strangers import (
    Subject,
    named_unit,
    person_behind_colon,
    stranger,
    stranger_in_bracket,
    stranger_ordered,
    unit,
)
from vnplans.extract.duties.subject import senders, subject
from vnplans.extract.duties.tails import Tail, tail_of
from vnplans.extract.duties.when import When
from vnplans.extract.findings import Finding, Found, Head, Near, Reason
from vnplans.extract.line import Line
from vnplans.extract.orders.refusals import orders_nothing
from vnplans.extract.orders.sentences import clauses, sentences
from vnplans.extract.orders.verbs import opens_with_order, verb_at
from vnplans.extract.outline.items import Item, path
from vnplans.extract.tasks.names import below_name, lists_names
from vnplans.extract.tasks.reported import asks_report, behind_points
from vnplans.extract.tasks.verdict import CLOSINGS, FAREWELL, LED, Case, is_farewell, verdict
from vnplans.models import Task
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold, normal
from vnplans.where import step, way

__all__ = ["Reader"]

_DECISION = "task.decision"
_TITLE, _LONE_VERB, _TITLE_WITHIN = 7, 2, 12
"""Words of a title before a full stop; of one that is a verb; characters before the doer behind it."""
_INCLUDED = regex(r"(?:bao gồm|gồm|cụ thể)\b")
_LIST = Reason("task.names", "danh sách do văn bản này nêu", "a list that the act itself gives")
_AMENDED = Reason("task.amended", "lời văn mới của văn bản được sửa đổi", "new wording of an amended text")
_PREAMBLE = Reason("task.preamble", "phần mở đầu, trước lời ban hành", "before the enacting words")


@dataclass
class Reader:
    """Reads the items of one range. `prefix`: the annex's name; `tables` reads a table item under its context."""

    pages: Pages
    head: Head
    prefix: str = ""
    event: When | None = None
    """The one day of the event that the act plans: its agenda items are done then."""
    left_out: frozenset[int] = frozenset()
    """Items before the words that open the orders, by their number."""
    opens_at: int = 0
    """The block of the words that enact; what stands before it is preamble."""
    amended: frozenset[int] = frozenset()
    """Items that are the new wording of an amended text, by their number."""

    def read(self, item: Item, context: Context) -> Iterator[Finding[Task]]:
        """The tasks under an item that is no table."""
        if item.parent is None:
            yield from self._children(item, context)
            return
        if item.block < self.opens_at or item.number in self.amended:
            yield self._near(item, item.passage, _AMENDED if item.number in self.amended else _PREAMBLE)
            yield from self._children(item, context)
            return
        told = [is_label(c) for c in item.children]
        lines = [c for c, label in zip(item.children, told, strict=True) if label]
        real: Sequence[Item] = [c for c, label in zip(item.children, told, strict=True) if not label]
        closing = [(child, no) for child in real if (no := self._closing(child)) is not None]
        if len(closing) == len(real) or (lines and self._only_traits(item, real)):
            real = ()  # the closing words of the act under its last item
        if not real:
            labels = labels_of(self.pages, lines, self.head) if lines else UNLABELLED
            yield from self._leaf(item, replace(context, labels=labels) if labels != UNLABELLED else context)
            for child, no in closing:
                if no is FAREWELL:
                    yield self._near(child, child.passage, no)
                yield from self._reports(child, child.passage, context)
        elif (below_it := bracket_below(self.pages, self.head, item, real)) is not None:
            yield from self._leaf(item, replace(context, labels=below_it))
        elif lists_names(item, self.head.voice) and not item.heading and not item.passage.text.endswith(":"):
            yield from self._over_names(item, context)
        elif asks_report(item, real, self.head.voice):
            yield from self._leaf(item, context)
            for behind in behind_points(real):
                yield from self.read(behind, context)
        elif self._merges(item, real):
            yield from self._leaf(item, context, item.passage + real[0].passage)
        else:
            yield from self._over_items(item, real, context)

    def _over_items(self, item: Item, real: Sequence[Item], context: Context) -> Iterator[Finding[Task]]:
        """What the item orders itself, and its items under what it hands down."""
        yield from self._own_words(item, real, self._told_below(item, context))
        handed = context.labels if context.labels == UNLABELLED or names_contents(item) else UNLABELLED
        under = below(self.pages, item, context, self.head)
        under = under if under.labels is handed else replace(under, labels=handed)
        if context.labels.when is not None and item.marker is None and item.passage.text.endswith(":"):
            under = replace(under, when=context.labels.when)  # "... sau: - A; - B. Các việc trên xong trước 30/6"
        yield from self._children(item, told_beside(self.pages, self.head, item, under))

    def _over_names(self, item: Item, context: Context) -> Iterator[Finding[Task]]:
        """A paragraph over names: the recipients of the act below its last item, or a list that the act itself adds
        to. Behind the last name may stand what is no part of the list."""
        announced = phrase("names.announced").match(item.passage.key)
        if announced and subject(item.passage, self.head.voice) is None:
            yield self._near(item, item.passage, _LIST)
        else:
            yield from self._leaf(item, context)
        yield from self._children(item, context)

    def _closing(self, item: Item) -> Reason | None:
        """Why an unmarked paragraph under the last item is no part of it: closing words of the act."""
        if item.kind != "text" or item.children or item.table is not None:
            return None
        no = orders_nothing(item.passage.key, led=False, opening=False, codes=CLOSINGS)
        if no is not None:
            behind = [item.passage.part(start) for start, _ in sentences(item.passage.text)[1:]]
            return None if any(opens_with_order(words.key) is not None for words in behind) else no
        return FAREWELL if is_farewell(item.passage, subject(item.passage, self.head.voice)) else None

    def _only_traits(self, item: Item, real: Sequence[Item]) -> bool:
        """ "Tổ chức thi nấu ăn" over "Chỉ tiêu: 10 đội"; "Yêu cầu: các trường gửi danh sách" is an order."""
        told = all(is_trait(child) and subject(child.passage, self.head.voice) is None for child in real)
        return told and verb_at(item.passage.key) is not None

    def _merges(self, item: Item, real: Sequence[Item]) -> bool:
        """A bullet "Nâng cấp các bảo tàng:" whose words go on in the paragraph below: "Bao gồm ..."."""
        return (
            item.kind == "bullet"
            and len(real) == 1
            and real[0].kind == "text"
            and bool(_INCLUDED.match(real[0].passage.key))
        )

    def _children(self, item: Item, context: Context) -> Iterator[Finding[Task]]:
        opening = labels_of(self.pages, list(takewhile(is_label, item.children)), self.head)
        if opening.when is not None and item.parent is not None:  # "Thời gian: ..." above the list holds for all of it
            context = replace(context, when=opening.when)
        else:
            context = self._told_below(item, context)
        for child, labels in labelled(self.pages, self.head, item, self.left_out):
            if child.table is not None:
                yield from self.table(child, context)
                continue
            under = below_name(self.pages, child, context, self.head.voice)
            yield from self.read(child, replace(under, labels=labels) if labels != UNLABELLED else under)

    def _told_below(self, item: Item, context: Context) -> Context:
        """The context with who and when told below the last of the items."""
        shared = told_below(self.pages, self.head, item)
        if shared == UNLABELLED:
            return context
        return replace(
            context,
            when=shared.when or context.when,
            leads=shared.leads or context.leads,
            partners=shared.partners or context.partners,
        )

    def table(self, item: Item, context: Context) -> Iterator[Finding[Task]]:
        """Replaced by the tables' reader."""
        return iter(())

    def _own_words(self, item: Item, real: Sequence[Item], context: Context) -> Iterator[Finding[Task]]:
        """What an item with sub-items orders itself: a full sentence beside its list, or one before a table."""
        words = item.passage
        ends = words.text.endswith(":")
        over_table = real[0].table is not None and ends
        title = words.key.startswith("đối với ") and words.text[-1:] not in ".;:"
        if item.heading or title or (len(words.text) < 60 and ends) or context.silent:
            return
        if (label := label_line(words.text)) is not None and label[0] == ASSIGNS:
            return  # "2. Công an tỉnh chủ trì, phối hợp thực hiện" heads what stands below
        if over_table:
            found = subject(words, self.head.voice)
            if (
                found
                and verb_at(words.key, found.start) is not None
                and not phrase("prose.by_table").match(words.key, found.start)
            ):
                yield from self._leaf(item, context, _without_lead_in(words))
            return
        parts = sentences(words.text)
        if self._only_leads(words):
            return
        if ends:
            go_on = phrase("prose.go_on").search(words.key)
            earlier = [words.part(a, b) for a, b in parts[:-1]]
            if go_on:
                yield from self._leaf(item, context, words.part(0, go_on.start() + 1))
                return
            for part in earlier:
                if names_doer_first(part, self.head):
                    yield from self._leaf(item, context, part)
        elif len(words.text) > 200 or len(parts) > 1 or self._complete(words, real):
            yield from self._leaf(item, context)

    def _only_leads(self, words: Line) -> bool:
        """ "2. Sở Công Thương chủ trì, phối hợp thực hiện" over its items: who leads them, no work of its own."""
        found = subject(words, self.head.voice)
        return found is not None and phrase("prose.only_leads").fullmatch(words.key, found.start) is not None

    def _complete(self, words: Line, real: Sequence[Item]) -> bool:
        """A sentence of its own, though paragraphs without a label or a table follow it."""
        if all(child.marker is None for child in real) and words.text[-1:] in (".", ";"):
            return True
        return names_doer_first(words, self.head) is not None

    def _leaf(self, item: Item, context: Context, words: Line | None = None) -> Iterator[Finding[Task]]:
        """The tasks of the words (all of the item's own, if not given) that stand at the item's place."""
        words, inline = self._behind_words(_unlabelled(item, words or item.passage))
        if inline != UNLABELLED:
            context = replace(context, labels=inline)
        words = self._behind_title(item, words, context)
        spans = sentences(words.text)
        segments = segments_of(words, spans, self._doers(words, context), self.head)
        where = self._where(item)
        closed = False
        for place, (words_, doers) in enumerate(segments, 1):
            if closed and opens_with_order(words_.key) is None:
                continue
            segment, who, no = words_, doers, verdict(Case(item, words_, doers, context, self.head))
            if no is not None and no.code == _DECISION:
                yield self._near(item, segment, no)
                segment, who = self._behind_decision(segment, context)
                no = verdict(Case(item, segment, who, context, self.head)) if who else None
                if who is None or no is not None:
                    continue
            if no is not None:
                yield self._near(item, segment, no)
                closed = closed or no.code in CLOSINGS
                if no.code == FAREWELL.code:
                    yield from self._reports(item, segment, context)
                continue
            name = way(where, step("sentence", place)) if len(segments) > 1 else where
            yield from self._duties(name, segment, who, context, single=len(spans) == 1)

    def _reports(self, item: Item, words: Line, context: Context) -> Iterator[Found[Task]]:
        """The report by a day that the last words ask for: "Nhận được Chỉ thị này, các xã triển khai; báo cáo
        kết quả về Sở Y tế trước ngày 15/12"."""
        asked = phrase("prose.last_report").search(words.key)
        if asked is None or phrase("prose.in_case").search(words.key, 0, asked.start("duty")):
            return
        duty = words.part(asked.start("duty"), asked.end("duty"))
        before = words.part(0, asked.start("duty"))
        who = subject(before, self.head.voice) or self._any_body(before)
        if who is None or all(self.head.is_issuer(mention.agency) for mention in who.mentions):
            return
        alone = replace(context, leads=(), partners=(), when=None, labels=UNLABELLED, group=None)
        yield task(self.pages, self._duty(duty, self._where(item), words, who, alone), "tasks.prose")

    def _any_body(self, words: Line) -> Subject | None:
        """ "Nhận được Kế hoạch này, các phòng, các trường triển khai": bodies behind what is received."""
        province, host, on = self.head.voice
        found = tuple(find_agencies(words.names, province=province, host=host, on=on))
        return Subject(found, 0, ordered=False) if found else None

    def _behind_words(self, words: Line) -> tuple[Line, Labels]:
        """The words of a task, and who and when behind them."""
        tail = tail_of(self.pages, words, self.head)
        if tail is None or self._names_own(words, tail):
            return inline_labels(self.pages, words, self.head)
        return words.part(0, tail.start) if tail.apart else words, tail.said

    def _names_own(self, words: Line, tail: Tail) -> bool:
        """The words before the tail name their doer, or the tail is a sentence that others read."""
        found = subject(words.part(0, tail.start), self.head.voice)
        if found is not None and not found.last:
            return True
        last = words.part(tail.start)
        behind = subject(last, self.head.voice) if tail.apart else None
        if behind is None or any(c.isdigit() or c == ":" for c in last.text[: behind.mentions[0].start]):
            return False  # a time stands first
        return phrase("segments.assigns").fullmatch(last.key[behind.start :]) is not None

    def _behind_title(self, item: Item, words: Line, context: Context) -> Line:
        """The words without a short title that ends with a full stop: "Lịch họp. Các nhóm trưởng họp ...", "Về kinh
        phí. Giao Sở Tài chính ..."."""
        spans = sentences(words.text)
        if item.marker is None or len(spans) < 2:
            return words
        title = words.part(*spans[0])
        if len(title.text.split()) > _TITLE or any(c in ",;:" or c.isdigit() for c in title.text):
            return words
        if verb_at(title.key) is not None and len(title.text.split()) > _LONE_VERB:
            return words
        if orders_nothing(title.key, led=False, opening=False) is not None:
            return words
        rest = words.part(spans[1][0])
        who = self._doers(rest.part(0, spans[1][1] - spans[1][0]), context)
        if who is None or not who.start or who.mentions[0].start >= _TITLE_WITHIN:
            return words
        assigns = phrase("segments.assigns").fullmatch(words.key[spans[1][0] + who.start : spans[1][1]])
        return rest if not assigns and self._doers(title, context) is None else words

    def _behind_decision(self, segment: Line, context: Context) -> tuple[Line, Subject | None]:
        """What a decision hands out behind its first clause: "Đồng ý chủ trương ...; giao Ban Quản lý lập báo cáo"."""
        parts = clauses(segment.text)
        rest = segment.part(parts[1][0]) if len(parts) > 1 else segment
        who = self._doers(rest, context) if len(parts) > 1 else None
        return rest, who if who and (who.start or who.ordered) else None

    def _near(self, item: Item, words: Line, why: Reason) -> Near:
        quotes = words.quotes(self.pages, why.code)
        return why.at(self._where(item), quotes[0] if quotes else None)

    def _doers(self, words: Line, context: Context) -> Subject | None:
        """Who the paragraph names; in a section that assigns work, units that no list knows too."""
        found = senders(words, self.head.voice) or subject(words, self.head.voice)
        if context.mode.name == "rules" and found is None and context.leads:
            return stranger(words)
        if context.mode.name != "order" or (context.silent and context.holds not in LED):
            return found
        if found is not None:
            return found if found.ordered else person_behind_colon(words) or found
        if orders_nothing(words.key, led=False, opening=False):
            return None
        if ":" in words.text[:80]:
            found = unit(words) if context.holds == "assignment" else named_unit(words) if not context.holds else None
        readers = (stranger, stranger_ordered, person_behind_colon, stranger_in_bracket)
        return found or next((told for read in readers if (told := read(words)) is not None), None)

    def _duties(
        self, where: str, segment: Line, who: Subject | None, context: Context, *, single: bool
    ) -> Iterator[Found[Task]]:
        """The tasks of a segment: one, or one per clause of a single sentence."""
        if context.mode.name == "invitation":  # the hour of the meeting is no last day of what is made ready for it
            context = replace(context, when=None, labels=replace(context.labels, when=None))
        content = segment.part(who.start) if who and not topical(segment, who, context.leads) else segment
        if not content.text:
            return
        within = who if who and not who.start else None
        led = within is None and who is not None and content is not segment and content.text[:1].islower()
        clauses = split_duties(content, self.head, single=single, who=within, led=led)
        shared = when.opens_with_time(self.pages, clauses[0][0], self.head) if len(clauses) > 1 else None
        first = clauses[0][0]
        if len(clauses) > 1 and (decides(first) or is_farewell(first, None)):
            clauses = clauses[1:]
        for number, (clause, named_in) in enumerate(clauses, 1):
            own = None if named_in and who and self._is_each(named_in) else named_in
            name = way(where, step("clause", number)) if len(clauses) > 1 else where
            words = clause.part(own.start) if own else clause
            duty = self._duty(words, name, clause if own else segment, own or who, context)
            handed = None if duty.when else shared or context.when
            yield task(self.pages, replace(duty, when=handed) if handed else duty, "tasks.prose")

    @staticmethod
    def _is_each(own: Subject) -> bool:
        """ "A, B xây dựng phương án; mỗi đơn vị tổ chức một cuộc diễn tập": each of those named before."""
        return all(phrase("prose.each").fullmatch(fold(mention.text)) for mention in own.mentions)

    def _duty(self, clause: Line, where: str, segment: Line, who: Subject | None, context: Context) -> Duty:
        labels = context.labels
        leads = named(bodies(self.pages, segment, who.mentions, "lead_agencies.subject"), context.leads) if who else ()
        with_ = bodies(self.pages, clause, partners(clause, self.head), "coordinating_agencies.words")
        return Duty(
            content=clause,
            where=where,
            leads=leads or labels.leads or context.leads,
            partners=with_ or labels.partners or (context.partners if not who else ()),
            when=when.in_words(self.pages, clause, self.head)
            or (self._step(segment, who) if who and who.start else None)
            or labels.when
            or (self.event if who and who.last and context.when is None else None),
            told=labels.told,
            group=context.group,
        )

    def _step(self, segment: Line, who: Subject) -> When | None:
        """The time before a doer: "Ngày 05/5/2024: Phòng Thống kê gửi báo cáo"."""
        before = segment.part(0, who.mentions[0].start)
        return (
            when.in_cell(self.pages, before, self.head) if phrase("verdict.step").fullmatch(before.key + " ") else None
        )

    def _where(self, item: Item) -> str:
        return way(self.prefix, path(item))


def _unlabelled(item: Item, words: Line) -> Line:
    """The words without a label of their own: "Nội dung: rà soát ...", "Bước 2: vận động ..." with no other mark."""
    numbered = phrase("prose.numbered").match(words.key) if item.marker is None else None
    if numbered and words.text[numbered.end() :].strip():
        return words.part(numbered.end())
    colon = words.text.find(":")
    known = 0 < colon < 30 and field_of(words.text[:colon]) == "content" and normal(words.text[:colon]) in OWN_LABELS
    return words.part(colon + 1) if known and words.text[colon + 1 :].strip() else words


def _without_lead_in(words: Line) -> Line:
    """The words before "..., cụ thể:", "gồm 11 chuyên mục sau:"."""
    found = re.search(r"[,;]?\s*(?:cụ thể(?: như sau)?|như sau|sau đây|sau)?\s*:$", words.key)
    return words.part(0, found.start()) if found else words

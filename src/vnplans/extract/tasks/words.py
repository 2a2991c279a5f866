"""The tasks of one paragraph's words: its sentences and clauses, who is named in them, what its place hands down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.duties import when
from vnplans.extract.duties.asked import senders
from vnplans.extract.duties.beside import OWN_LABELS
from vnplans.extract.duties.context import Context
from vnplans.extract.duties.doers import bodies, named, partners
from vnplans.extract.duties.duty import Duty, task
from vnplans.extract.duties.headers import field_of
from vnplans.extract.duties.labels import UNLABELLED, Labels, inline_labels
from vnplans.extract.duties.segments import decides, segments_of, split_duties, topical
from vnplans.extract.duties.strangers import (
    Subject,
    named_unit,
    person_behind_colon,
    stranger,
    stranger_in_bracket,
    stranger_ordered,
    unit,
)
from vnplans.extract.duties.subject import subject
from vnplans.extract.duties.tails import Tail, tail_of
from vnplans.extract.duties.when import When
from vnplans.extract.findings import Finding, Found, Head, Near, Reason
from vnplans.extract.line import Line
from vnplans.extract.orders.refusals import orders_nothing
from vnplans.extract.orders.sentences import clauses, sentences
from vnplans.extract.orders.verbs import opens_with_order, verb_at
from vnplans.extract.outline.items import Item, path
from vnplans.extract.tasks.ordered import Case
from vnplans.extract.tasks.verdict import CLOSINGS, FAREWELL, LED, is_farewell, verdict
from vnplans.models import Task
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.text import fold, normal
from vnplans.where import step, way

__all__ = ["Words"]

_DECISION, _REPORTED = "task.decision", "task.reported"
_TITLE, _LONE_VERB, _TITLE_WITHIN = 7, 2, 12
"""Words of a title before a full stop; of one that is a verb; characters before the doer behind it."""


@dataclass
class Words:
    """Reads the words of one item. `prefix`: the annex's name."""

    pages: Pages
    head: Head
    prefix: str = ""
    event: When | None = None
    """The one day of the event that the act plans: its agenda items are done then."""

    def _leaf(self, item: Item, context: Context, words: Line | None = None) -> Iterator[Finding[Task]]:
        """The tasks of the words (all of the item's own, if not given) that stand at the item's place."""
        words, inline = self._behind_words(_unlabelled(item, words or item.passage))
        if inline != UNLABELLED:
            context = replace(context, labels=inline)
        words = self._behind_title(item, words, context)
        spans = sentences(words.text)
        segments = segments_of(words, spans, self._doers(words, context), self.head, context.leads)
        where = self._where(item)
        closed = False
        for place, (words_, doers) in enumerate(segments, 1):
            if closed and opens_with_order(words_.key) is None:
                continue
            segment, who, no = words_, doers, verdict(Case(item, words_, doers, context, self.head))
            if no is not None and no.code in (_DECISION, _REPORTED):
                yield self._near(item, segment, no)
                behind = self._behind_decision if no.code == _DECISION else self._behind_report
                segment, who = behind(segment, context)
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
        work, said = inline_labels(self.pages, words, self.head)
        if said != UNLABELLED and len(work.text) < tail.start:  # the tail is the last of several labels
            return work, said
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

    def _behind_report(self, segment: Line, context: Context) -> tuple[Line, Subject | None]:
        """What is ordered now, behind what an act ordered before: "UBND tỉnh đã có Công văn số 8 yêu cầu các xã ... Đề
        nghị các xã báo cáo"."""
        for start, _ in sentences(segment.text)[1:]:
            rest = segment.part(start)
            who = self._doers(rest, context)
            if who and (who.start or who.ordered):
                return rest, who
        return segment, None

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
        if not with_ and who and who.start > who.mentions[-1].end:  # "UBND xã (phối hợp với Hạt Kiểm lâm) kiểm tra"
            aside = segment.part(who.mentions[-1].end, who.start)
            with_ = bodies(self.pages, aside, partners(aside, self.head), "coordinating_agencies.words")
        return Duty(
            content=clause,
            where=where,
            leads=leads or labels.leads or context.leads,
            partners=with_ or labels.partners or (context.partners if not who else ()),
            when=when.told_over(when.in_words(self.pages, clause, self.head), labels.when)
            or (self._step(segment, who) if who and who.start else None)
            or labels.when
            or (self.event if who and who.last and context.when is None else None),
            told=labels.told,
            group=context.group,
        )

    def _step(self, segment: Line, who: Subject) -> When | None:
        """The time before a doer: "Ngày 05/5/2024: Phòng Thống kê gửi báo cáo", "Bước 1 (tháng 4): Các tổ họp"."""
        before = segment.part(0, who.mentions[0].start)
        if phrase("verdict.step").fullmatch(before.key + " "):
            return when.in_cell(self.pages, before, self.head)
        if not before.text.rstrip().endswith("):") or phrase("doers.ground").match(before.key):
            return None
        return when.in_heading(self.pages, before, self.head)

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

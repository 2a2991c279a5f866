"""Tasks of running text: the leaf items that order work, split as the reading guide says, with what they inherit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from vnplans.extract.duties.beside import (
    bracket_below,
    labelled,
    names_contents,
    told_below,
    told_beside,
)
from vnplans.extract.duties.context import Context, below
from vnplans.extract.duties.headers import ASSIGNS, label_line
from vnplans.extract.duties.labels import UNLABELLED, is_label, is_trait, labels_of
from vnplans.extract.duties.segments import names_doer_first
from vnplans.extract.duties.subject import subject
from vnplans.extract.findings import Finding, Reason
from vnplans.extract.line import Line
from vnplans.extract.orders.refusals import orders_nothing
from vnplans.extract.orders.sentences import sentences
from vnplans.extract.orders.verbs import opens_with_order, verb_at
from vnplans.extract.outline.items import Item
from vnplans.extract.tasks.names import below_name, lists_names
from vnplans.extract.tasks.reported import asks_report, behind_points, lists_things
from vnplans.extract.tasks.verdict import CLOSINGS, FAREWELL, is_farewell
from vnplans.extract.tasks.words import Words
from vnplans.models import Task
from vnplans.phrases import phrase
from vnplans.regex import regex

__all__ = ["Reader"]

_INCLUDED = regex(r"(?:bao gồm|gồm|cụ thể)\b")
_LIST = Reason("task.names", "danh sách do văn bản này nêu", "a list that the act itself gives")
_AMENDED = Reason("task.amended", "lời văn mới của văn bản được sửa đổi", "new wording of an amended text")
_PREAMBLE = Reason("task.preamble", "phần mở đầu, trước lời ban hành", "before the enacting words")


@dataclass
class Reader(Words):
    """Reads the items of one range. `prefix`: the annex's name; `tables` reads a table item under its context."""

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
        elif lists_names(item, self.head.voice) and not item.heading and not item.passage.leads_in:
            yield from self._over_names(item, context)
        elif asks_report(item, real, self.head.voice) or lists_things(item, real, self.head.voice):
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
        if context.labels.when is not None and item.marker is None and item.passage.leads_in:
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
        ends = words.leads_in
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
        elif len(words.text) > 200 or len(parts) > 1 or self._complete(item, real):
            yield from self._leaf(item, context)

    def _only_leads(self, words: Line) -> bool:
        """ "2. Sở Công Thương chủ trì, phối hợp thực hiện" over its items: who leads them, no work of its own."""
        found = subject(words, self.head.voice)
        return found is not None and phrase("prose.only_leads").fullmatch(words.key, found.start) is not None

    def _complete(self, item: Item, real: Sequence[Item]) -> bool:
        """A sentence of its own, though paragraphs without a label or a table follow it."""
        words = item.passage
        if all(child.marker is None for child in real) and (words.text[-1:] in (".", ";") or _ends_list(item)):
            return True
        return names_doer_first(words, self.head) is not None


def _without_lead_in(words: Line) -> Line:
    """The words before "..., cụ thể:", "gồm 11 chuyên mục sau:"."""
    found = re.search(r"[,;]?\s*(?:cụ thể(?: như sau)?|như sau|sau đây|sau)?\s*:$", words.key)
    return words.part(0, found.start()) if found else words


def _ends_list(item: Item) -> bool:
    """The last point of a list whose others have nothing below them: what stands below it is no part of it, though its
    full stop is forgotten."""
    if item.parent is None or item.marker is None or item.marker.first or verb_at(item.passage.key) is None:
        return False
    alike = [other for other in item.parent.children if other.style == item.style]
    return alike[-1] is item and not any(other.children for other in alike[:-1])

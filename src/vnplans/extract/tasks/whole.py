"""All tasks of one act, in reading order, and notes on what was left out or is doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vnplans.extract.act import Act, Enclosure
from vnplans.extract.duties import when
from vnplans.extract.duties.context import Context
from vnplans.extract.duties.when import When
from vnplans.extract.findings import Finding, Found, Head, Near
from vnplans.extract.nature import Nature, Seen, Unsure, is_bare, is_loose, nature_of, nature_within
from vnplans.extract.orders.modes import (
    OPINION,
    ORDERS_ALL,
    REPLY,
    Mode,
    answers,
    gives_opinion,
    is_standing,
    mode_of,
    mode_of_rules,
)
from vnplans.extract.orders.sections import ORDERS, holds
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.outline.items import Item
from vnplans.extract.tables.grid import Columns
from vnplans.extract.tables.rows import Place, table_tasks
from vnplans.extract.tasks.amended import amended_wording
from vnplans.extract.tasks.prose import Reader
from vnplans.models import Task
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.text import fold, normal
from vnplans.where import says

__all__ = ["tasks"]

_LETTER = "Công văn"
_TITLE_LENGTH = 40
_DIVISIONS = 9
"""Rank of what is no division of an act."""


def tasks(act: Act, head: Head) -> Iterator[Finding[Task]]:
    """The tasks of the body and of the annexes, whose `where` begins with their name. Near for what was refused."""
    seen = Seen(act, head)
    nature = nature_of(seen)
    kind = head.doc_type.name if head.doc_type else None
    if isinstance(nature, Nature):
        yield Near("not_a_directive", f"{nature.reason}: không giao việc", nature.reason_en, severity="review")
        return
    mode = mode_of(kind, act.outline)
    if mode is ORDERS_ALL and kind == _LETTER:
        opinion, reply = gives_opinion(act.outline), answers(head.title, act.outline)
        mode = OPINION if opinion else REPLY if reply else mode
    if mode.name == "silent":
        yield Near("task.type", f"{kind}: không giao việc", "this type hands out no work")
        return
    found = list(_Text(act.pages, head).read_all(act.outline, Context(mode=mode)))
    for enclosure in act.enclosures:
        found.extend(_enclosed(act, head, enclosure))
    found.extend(_undecided(found, mode))
    if is_bare(seen) or nature is not None:
        found = [_doubted(finding) for finding in found]
    if mode.name == "rules" and is_standing(kind) and is_loose(seen):
        found = [_standing(finding) for finding in found]
    if nature is not None:
        yield _unsure(nature, ordered=any(isinstance(finding, Found) for finding in found))
    yield from _summed(found)
    yield from _doubts([finding for finding in found if isinstance(finding, Found)])


def _unsure(nature: Unsure, *, ordered: bool) -> Near:
    """A paper of which nothing says surely whether it orders something: the signs, for a person to weigh if tasks were
    read of it."""
    speaks, against = (signs or "không có" for signs in nature.signs)
    speaks_en, against_en = (signs or "none" for signs in nature.signs_en)
    said = f"không rõ văn bản có giao việc không; dấu hiệu có: {speaks}; dấu hiệu không: {against}"
    said_en = f"it is not clear whether this orders anything; for: {speaks_en}; against: {against_en}"
    return Near("nature_unsure", said, said_en, severity="review" if ordered else "warning")


def _undecided(found: list[Finding[Task]], mode: Mode) -> Iterator[Near]:
    """What a person must decide: a day in what an opinion proposes, an order in the new words of an amended plan."""
    left = [near for near in found if isinstance(near, Near) and near.quote is not None]
    for near in left:
        words = fold(near.quote.text) if near.quote else ""
        if mode is OPINION and near.code == "task.no_order" and phrase("doubt.time").search(words):
            why = "công văn góp ý nêu thời hạn: có thể là việc được giao"
            yield Near("task.opinion", why, "an opinion names a day: it may hand out work", near.quote, "review")
            return
        if near.code == "task.amended" and phrase("whole.new_duty").search(words):
            why = "lời văn mới của văn bản được sửa đổi nêu người làm: có thể là việc được giao"
            yield Near("task.new_words", why, "new words of an amended text may hand out work", near.quote, "review")
            return


def _doubted(finding: Finding[Task]) -> Finding[Task]:
    """Where nothing of an act is printed, work without a doer must stand in a table or under a heading of work, and
    begin with a verb: a bare list of phases or of functions hands out nothing."""
    if isinstance(finding, Near) or finding.value.lead_agencies or finding.value.deadline:
        return finding
    task = finding.value
    placed = says(task.where, "row") or holds(task.group or "") in ORDERS
    if placed and verb_at(fold(task.content)) is not None:
        return finding
    why = "không có thể thức văn bản, không nêu người làm"
    return Near("task.bare", why, "nothing of an act is printed, and no doer", finding.quotes[0])


def _standing(finding: Finding[Task]) -> Finding[Task]:
    """Of rules that stand alone only what has a day of the calendar is work that somebody reports as done."""
    if isinstance(finding, Near) or (finding.value.deadline is not None and finding.value.deadline.end is not None):
        return finding
    why = f"{finding.value.where}: trách nhiệm thường xuyên trong quy chế, quy định không kèm văn bản ban hành"
    return Near("task.standing", why, "rules without the act that issues them: a standing duty", finding.quotes[0])


def _and_more(first: Near, more: int) -> Near:
    said = first.message_en and f"{first.message_en} (+{more})"
    return replace(first, message=f"{first.message} (+{more})", message_en=said)


def _summed(found: list[Finding[Task]]) -> Iterator[Finding[Task]]:
    """The findings, paragraphs left out in a row for one reason told as one: the first, and how many follow."""
    waiting: Near | None = None
    more = 0
    for finding in [*found, None]:
        if isinstance(finding, Near) and waiting is not None and finding.code == waiting.code:
            more += 1
            continue
        if waiting is not None:
            yield _and_more(waiting, more) if more else waiting
            waiting, more = None, 0
        if isinstance(finding, Near):
            waiting = finding
        elif finding is not None:
            yield finding


_TIMED = 0.6
"""Share of an annex's works that have a time, from which it hands out work whatever it looks like."""


def _enclosed(act: Act, head: Head, enclosure: Enclosure) -> Iterator[Finding[Task]]:
    name, root = enclosure.name, enclosure.outline
    if phrase("whole.form").match(enclosure.title):
        yield Near("task.form", f"{name}: biểu mẫu, danh sách, đề cương", "a form, list or outline")
        return
    mode = mode_of(name, root) if enclosure.annex.label is None else mode_of_rules(root)
    found = list(_Text(act.pages, head, name).read_all(root, Context(mode=mode)))
    works = [finding.value for finding in found if isinstance(finding, Found)]
    timed = sum(work.deadline is not None for work in works)
    if timed < _TIMED * len(works) and (nature := nature_within(act, head, enclosure)):
        yield Near("task.form", f"{name}: {nature.reason}", nature.reason_en)
        return
    yield from found


@dataclass
class _Text(Reader):
    """The reader of one range with its tables, and the preamble left out."""

    columns: Columns | None = None
    last_table: Item | None = None

    def read_all(self, root: Item, context: Context) -> Iterator[Finding[Task]]:
        self.event = _event(self.pages, self.head, root)
        self.opens_at = _enacting(root, self.head)
        self.amended = amended_wording(root)
        gate = _gate(root)
        if gate is not None:
            self.left_out = frozenset(c.number for c in root.children if c.block < gate.block and c.kind == "text")
        yield from self.read(root, context)

    def table(self, item: Item, context: Context) -> Iterator[Finding[Task]]:
        joined = self.columns if self.last_table is not None and _follows(self.last_table, item) else None
        read = table_tasks(self.pages, self.head, item, Place(self._where(item), context, joined))
        self.columns, self.last_table = read.columns, item
        yield from read.found


def _event(pages: Pages, head: Head, root: Item) -> When | None:
    """The one day under a heading "Thời gian": when the planned event takes place."""
    for item in root.walk:
        short = len(item.passage.text) < _TITLE_LENGTH and bool(item.children)
        title = holds(item.passage.names) if item.marker and (item.heading or short) else None
        if title == "time" and item.children and item.children[0].table is None:
            found = when.in_cell(pages, item.children[0].passage, head, "deadline.event")
            day = found.deadline if found else None
            if day and day.end and (day.kind == "by" or day.start == day.end):
                return found
    return None


def _follows(before: Item, item: Item) -> bool:
    """Nothing stands between the two tables."""
    return before.parent is item.parent and before.number + 1 == item.number


def _enacting(root: Item, head: Head) -> int:
    """The block of the words that enact, "QUYẾT ĐỊNH:" on a line of its own: what stands before it is preamble. 0 if an
    act of that kind has no such line, or a division before it."""
    enacts = phrase("whole.enacts")
    if head.doc_type is None or not enacts.fullmatch(fold(head.doc_type.name)):
        return 0
    for item in root.walk:
        if item.rank < _DIVISIONS or item.kind in ("roman", "upper"):
            return 0
        if item.marker is None and enacts.fullmatch(item.passage.key):
            return item.block
    return 0


def _gate(root: Item) -> Item | None:
    """The lead-in that opens the orders: "... yêu cầu ... thực hiện các nội dung sau:". Text before it is preamble."""
    for item in root.walk:
        if item.marker is not None:
            return None
        if item.kind == "intro" and phrase("whole.gate").search(item.passage.key):
            return item
    return None


def _doubts(given: list[Found[Task]]) -> Iterator[Near]:
    """Tasks without a doer, and work told twice."""
    without = [f for f in given if not f.value.lead_agencies]
    if without:
        first = without[0]
        counted = f"{len(without)}/{len(given)}"
        yield Near(
            "task.no_lead",
            f"{counted} nhiệm vụ không nêu cơ quan chủ trì, đầu tiên: {first.value.where}",
            f"{counted} tasks name no lead, the first at {first.value.where}",
            first.quotes[0],
            "info" if len(without) * 2 > len(given) else "warning",
        )
    prose = {_gist(f) for f in given if not says(f.value.where, "row")}
    for f in given:
        if says(f.value.where, "row") and len(_gist(f)) > 60 and _gist(f) in prose:
            yield Near("task.twice", f"{f.value.where}: nội dung này đã có ở chỗ khác", "told twice", f.quotes[0])


def _gist(found: Found[Task]) -> str:
    return " ".join(normal(found.value.content).split()[:20])

"""What a paragraph takes over from the headings and lead-ins above it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from vnplans.extract.duties import when
from vnplans.extract.duties.doers import Body, bodies, heading_subject, named, partners
from vnplans.extract.duties.labels import Labels
from vnplans.extract.duties.leading import mentions_at
from vnplans.extract.duties.strangers import Subject, moved, stranger_above, unit
from vnplans.extract.duties.when import When
from vnplans.extract.findings import Head, Voice
from vnplans.extract.line import Line
from vnplans.extract.orders.modes import ORDERS_ALL, Mode
from vnplans.extract.orders.sections import ORDERS, holds, strong
from vnplans.extract.outline.items import Item
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Context", "below", "title_of"]

_CLAUSE = regex(r"[,;.]\s+(?=\w)")
_TITLE = regex(r"[^:.;]{3,90}(?=[:.]\s)")


@dataclass(frozen=True)
class Context:
    """What holds for the items under a heading."""

    holds: str | None = None
    """What the nearest telling title says of the section; None: nothing."""
    locked: bool = False
    """No title below can make it order work."""
    leads: tuple[Body, ...] = ()
    partners: tuple[Body, ...] = ()
    when: When | None = None
    group: Line | None = None
    labels: Labels = field(default_factory=Labels)
    mode: Mode = ORDERS_ALL
    """How this type of text orders work at all."""

    @property
    def orders(self) -> bool:
        return self.holds in ORDERS

    @property
    def silent(self) -> bool:
        """Orders no work: aims, targets, situation ..."""
        return self.holds is not None and self.holds not in ORDERS


def title_of(item: Item) -> Line | None:
    """The words of an item that may be a title: all of a heading or short lead-in, the run-in title of a paragraph."""
    if item.heading and len(item.passage.text) < 250:
        return item.passage
    if item.lead > 3 and item.lead < len(item.passage.text):
        return item.passage.part(0, item.lead)
    found = _TITLE.match(item.passage.text)
    if found and item.marker is not None:
        return item.passage.part(0, found.end())
    return item.passage if len(item.passage.text) < 120 else None


def below(pages: Pages, item: Item, context: Context, head: Head) -> Context:
    """What holds for the children of the item."""
    title = title_of(item)
    kind = holds(title.names, heading=item.heading) if title else None
    found = _doers(item, context, head, titled=kind is not None)
    doers = found is not None and not item.heading and not found.ordered
    if kind not in ORDERS and (doers or _hands_out(item, found, head.voice)):
        kind = None
    if context.mode.name != "order" and (item.heading or item.rank < 9 or kind is not None):
        kind = _in_mode(title, kind, context)
        context = context if kind in ORDERS else replace(context, holds=None)
    if kind == "scope" and context.when is not None and title and phrase("context.inspects").match(title.key):
        kind = "steps"  # what is inspected in a phase with its days is work, not the scope of the plan
    if kind == "effect" and item.kind == "roman" and context.mode.name == "order" and _over_points(item):
        kind = None  # "V. ĐIỀU KHOẢN THI HÀNH" of a plan, over the duties of bodies; its clauses of effect say so
    if item.kind == "article" and phrase("context.approves").match(item.passage.key):
        kind = "approved"
    if kind is not None and (not context.locked or (context.mode.name == "report" and kind in ORDERS)):
        context = replace(context, holds=kind, locked=strong(kind) and item.kind != "bullet")
    if title and (item.heading or item.marker):
        context = replace(context, group=title)
    if found:
        own = named(bodies(pages, item.passage, found.mentions, "lead_agencies.heading"), context.leads)
        with_ = bodies(pages, item.passage, partners(item.passage, head), "coordinating_agencies.heading")
        context = replace(context, leads=own, partners=with_ if len(item.passage.text) < 200 else ())
        if context.holds is None and not context.locked and context.mode.name == "order":
            context = replace(context, holds="assignment")
    return _timed(pages, item, context, head)


def _over_points(item: Item) -> bool:
    """Two points with a label at least stand below."""
    return sum(child.marker is not None for child in item.children) > 1


def _hands_out(item: Item, found: Subject | None, voice: Voice) -> bool:
    """A sentence that leads up to what is listed below it, whatever title its first words look like: "Căn cứ tình hình
    trên, UBND huyện yêu cầu các xã:", "Khó khăn còn nhiều, Giám đốc Sở chỉ đạo:", "Thời gian tới, các xã cần:"."""
    words = item.passage
    if item.heading or not words.leads_in:
        return False
    if (found is not None and found.ordered) or phrase("context.hands_out").search(words.key):
        return True
    clauses = [cut.end() for cut in _CLAUSE.finditer(words.text)]
    if clauses and phrase("context.ground").match(words.key):
        return True
    return any(_begins_with_doer(words, at, voice) for at in clauses)


def _begins_with_doer(words: Line, at: int, voice: Voice) -> bool:
    """A clause whose subject is a body: something is said of it, it is no further part of a title."""
    named = mentions_at(words.names, at, voice)
    return bool(named) and named[0].start == at and bool(words.key[named[-1].end :].strip(" :"))


def _doers(item: Item, context: Context, head: Head, *, titled: bool) -> Subject | None:
    """The doers that the item hands down. `titled`: its title says what the section holds."""
    if phrase("context.speaks").search(item.passage.key):
        return None
    found = heading_subject(item.passage, head) if item.passage.text else None
    if not found and not titled and context.holds == "assignment":
        found = unit(item.passage)
    found = found or _owner(item.passage)
    if found is None and context.mode.name == "order" and not context.silent:
        found = stranger_above(item.passage)
    if found is not None and phrase("context.says").search(fold(found.mentions[-1].text)):
        return None  # "UBND tỉnh lưu ý các đơn vị một số nội dung sau:" names no unit
    if found is None or found.ordered:
        return found
    if phrase("context.asks").match(item.passage.key, found.mentions[-1].end):
        return None  # "Đoàn kiểm tra đề nghị:" names who asks, not who is asked
    about = context.holds == "tasks" and phrase("context.regarding").match(item.passage.key)
    return None if about or _announces(item, found, head) else found


def _owner(passage: Line) -> Subject | None:
    """ "Trách nhiệm của chủ hộ chăn nuôi": whose duties stand below, though no list knows them."""
    of = phrase("context.of").match(passage.key)
    if of is None or phrase("context.of_what").match(passage.key, of.end()):
        return None
    found = unit(passage.part(of.end()))
    shift = len(passage.text) - len(passage.part(of.end()).text)
    return replace(found, mentions=tuple(moved(m, shift) for m in found.mentions)) if found else None


def _timed(pages: Pages, item: Item, context: Context, head: Head) -> Context:
    """With the time that a lead-in or heading hands down."""
    labelled = item.marker is not None
    if item.marker is not None and not item.heading and item.kind in ("letter", "bullet", "number") and _ends(item):
        return context  # a point that is whole: paragraphs behind it are no part of its list
    if item.kind == "article" and not item.heading and item.passage.text.endswith("."):
        return context  # "Điều 2. Viện ... báo cáo trước ngày 31/3/2024." over the plan behind it
    if (
        item.passage.text
        and (labelled or any(step.marker for step in item.above))
        and not phrase("context.gate").search(item.passage.key)
        and (not item.heading or phrase("context.duty").search(item.passage.key))
    ):
        context = replace(context, when=when.in_lead_in(pages, item.passage, head) or context.when)
    elif not labelled and not item.heading and (said := when.in_order(pages, item.passage, head)):
        context = replace(context, when=said)
    said = when.in_heading(pages, item.passage, head) if item.heading or labelled else None
    if said is None:
        return context
    if context.holds == "time":  # phases of a course: what begins with a verb there, or names its doer, is work
        return replace(context, when=said, holds="steps")
    opens = context.holds is None and context.mode.name == "order" and item.heading
    return replace(context, when=said, holds="tasks" if opens else context.holds)


def _ends(item: Item) -> bool:
    """A sentence of its own, behind which only paragraphs without a label stand."""
    return item.passage.text.endswith(".") and all(child.marker is None for child in item.children)


def _announces(item: Item, found: Subject, head: Head) -> bool:
    """The issuer's own sentence hands nothing down: "UBND tỉnh ban hành Kế hoạch ... với chủ đề: ..., gồm:"."""
    behind = found.mentions[-1].end
    if item.kind == "intro" and phrase("context.issuing").match(item.passage.key, behind):
        return True
    own = all(head.is_issuer(m.agency) for m in found.mentions)
    return own and item.marker is None and phrase("context.issues").match(item.passage.key, behind) is not None


def _in_mode(title: Line | None, kind: str | None, context: Context) -> str | None:
    """What a title says in rules and reports: only the titles of their mode open a section that orders work."""
    if title and context.mode.opened_by(title.text):
        return "tasks"
    if kind in ORDERS:
        return context.holds if context.orders else None
    return kind or (context.holds if context.orders else None)

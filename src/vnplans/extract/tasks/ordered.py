"""Does an item order work? The words of action, the doer, the place that it stands at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vnplans.extract.duties.asked import asks_for
from vnplans.extract.duties.context import Context
from vnplans.extract.duties.strangers import Subject
from vnplans.extract.findings import Head
from vnplans.extract.line import Line
from vnplans.extract.orders.refusals import tells_situation
from vnplans.extract.orders.sentences import acts_in_time
from vnplans.extract.orders.verbs import action, is_aim, opens_with_order, verb_at
from vnplans.extract.outline.items import Item
from vnplans.phrases import phrase
from vnplans.regex import regex

__all__ = ["Case", "acts", "may_order", "mostly_acts", "run_in"]

_DONE = regex(r",\s[^,;.]{2,60}? đã ")
"""Behind a ground: what somebody did."""
_PERSON = regex(r"(?:các )?(?:ông|bà|đồng chí|đ/c|\d)")
_NAME_LENGTH = 90
_ASKING = frozenset({"report", "reply", "opinion", "invitation"})
"""Modes in which only what is asked of somebody is work."""
_FEWEST_PEERS = 2
_REMIT = 80
"""Characters that say by what a body acts, before its verb."""
_FEWEST_OF_WORK = 5
"""Words of a paragraph that is work though its verb is not known."""
_LONGEST_NUMBERED = 15
"""Words of a numbered title under which a paragraph without a label may order work."""


@dataclass(frozen=True)
class Case:
    """A paragraph to judge: where it stands, its words, its doers, what the headings above say."""

    item: Item
    words: Line
    found: Subject | None
    context: Context
    head: Head

    @property
    def led(self) -> bool:
        """It names its doer first, or hands the work out."""
        return self.found is not None and (self.found.start > 0 or self.found.ordered)

    @property
    def ordered(self) -> bool:
        return self.found is not None and self.found.ordered


def may_order(case: Case) -> bool:
    item, key, found, context = case.item, case.words.key, case.found, case.context
    if context.mode.name == "rules" and not _handed_out(case):
        return False
    if context.mode.name != "order" and not context.orders:
        return context.mode.name in _ASKING and _is_asked(case) and not tells_situation(key)
    if (context.orders or context.holds in ("agenda", "time")) and item.marker is not None and item.rank == 9:
        return context.mode.name != "report" or _says_work(case)
    if context.mode.name == "order" and (asks_for(key) or _below_doer(case)):
        return True
    if context.mode.name == "order" and context.labels.leads and item.marker is not None:
        return True
    if found is not None:
        rest = key[found.start :]
        handed = (
            found.ordered or context.orders or (not found.last and verb_at(key, found.mentions[-1].end) is not None)
        ) or phrase("sentences.forbids").match(key, found.mentions[-1].end + 1) is not None
        handed = handed or _by_remit(key, found.start)
        handed = handed or phrase("verdict.party_leads").match(key, found.mentions[-1].end) is not None
        return handed or verb_at(rest) is not None or acts(rest) or run_in(case)
    if item.rank < 9:
        return False
    if not (
        context.orders or context.holds == "steps" or item.marker is not None or context.leads or _under_title(case)
    ):
        return False
    return acts(key) or (context.mode.name == "order" and context.holds is None and _among_orders(item))


def _by_remit(key: str, at: int) -> bool:
    """ "Các Phó Chủ tịch theo lĩnh vực phụ trách đôn đốc ...": by what they are in charge of, then the duty."""
    remit = phrase("verdict.remit").match(key, at)
    return remit is not None and any(
        verb_at(remit[0], gap.end()) is not None for gap in re.finditer(r"\s", remit[0][:_REMIT])
    )


def _under_title(case: Case) -> bool:
    """A paragraph without a label right under a numbered title of a plan that says no more of it: "2. Vệ sinh"."""
    above = case.item.parent
    if above is None or above.marker is None or above.rank < 9 or case.context.mode.name != "order":
        return False
    words = above.passage.text
    title = len(words.split()) <= _LONGEST_NUMBERED and words[-1:] not in (".", ";", ",")
    told = tells_situation(case.words.key) or _DONE.search(case.words.key) is not None
    return case.context.holds is None and title and not told


def _below_doer(case: Case) -> bool:
    """A paragraph without a label below a numbered "2. Tổ số hóa" of a section on tasks: its verb may be any word.
    Behind the last of such headings only the first one is: others may close the text."""
    item, above = case.item, case.item.parent
    if above is None or above.marker is None or item.marker is not None or item.rank < 9 or not case.context.orders:
        return False
    heads = any(quote.block == above.block for body in case.context.leads for quote in body.quotes)
    words = item.passage.text
    title = above.passage.text
    if not heads or title[-1:] in (".", ";", ",") or len(title.split()) > _LONGEST_NUMBERED:
        return False
    if words[:1].islower() or words[-1:] not in ".;" or len(words.split()) < _FEWEST_OF_WORK:
        return False
    if phrase("ordered.ground").fullmatch(item.passage.key):
        return False
    over = above.parent
    return above.children[0] is item or (over is not None and over.children[-1] is not above)


def _says_work(case: Case) -> bool:
    """In a report, whose sections on tasks tell what lies ahead too: words of action must be there."""
    key, found = case.words.key, case.found
    if case.ordered or (found is not None and _must(key, found)):
        return True
    foretold = phrase("verdict.foretells").match(key)
    if foretold is not None and foretold["opens"] is not None:
        return False
    if acts(key) or (found is not None and acts(key[found.start :])):
        return True
    return foretold is None and _among_orders(case.item)


def _must(key: str, found: Subject) -> bool:
    return phrase("clause.duty").match(key, found.mentions[-1].end) is not None


def _among_orders(item: Item) -> bool:
    """One of a list that is mostly orders: its verb is not known. A case ("Khi mực nước ...") is none."""
    if item.parent is None or item.marker is None or len(item.passage.text) > _NAME_LENGTH * 2:
        return False
    key = item.passage.key
    case = phrase("subject.condition").match(key) or phrase("subject.ground").match(key)
    return case is None and not is_aim(key) and mostly_acts(item.parent, item.style)


def _is_asked(case: Case) -> bool:
    """Handed to somebody by a word of order; a reply may also give a body by its name an item of its own. What a report
    or an opinion asks of those above is none."""
    mode = case.context.mode.name
    if mode == "invitation" and not any(phrase("verdict.prepares").search(up.passage.key) for up in case.item.above):
        return False
    if mode == "opinion":
        return case.ordered and phrase("verdict.commands").search(case.words.key) is not None
    if case.ordered or mode == "report":
        handed = case.ordered or _under_order(case)
        return handed and not (mode == "report" and _petitions(case))
    found = case.found
    if found is None:
        return False
    named = found.start > 0 and not any(m.agency.group for m in found.mentions)
    return (
        named and case.item.marker is not None and case.words.text[:1].isupper() and acts(case.words.key[found.start :])
    )


def _under_order(case: Case) -> bool:
    """A point of what a word of order hands to a body: "a) Giao Văn phòng: - Tham mưu ..."."""
    above = case.item.parent
    if above is None or case.item.marker is None or not above.passage.text.endswith(":"):
        return False
    return bool(case.context.leads) and opens_with_order(above.passage.key) is not None and acts(case.words.key)


def _petitions(case: Case) -> bool:
    """It stands under "Kiến nghị", or begins so."""
    petition = phrase("verdict.petition")
    return any(petition.match(item.passage.key) for item in (case.item, *case.item.above))


@lru_cache(maxsize=16)
def mostly_acts(parent: Item, style: str) -> bool:
    """Two thirds of the items of this style, and more than one, begin with a verb of action."""
    peers = [item.passage for item in parent.children if item.style == style and item.marker is not None]
    acting = sum(acts(words.key) for words in peers)
    return acting >= _FEWEST_PEERS and acting * 3 >= len(peers) * 2


def _handed_out(case: Case) -> bool:
    """Rules order work of a body that they name, or in a section on tasks; who signs, what a person must do: none."""
    if any(step.heading and phrase("verdict.tasks").match(step.passage.key) for step in case.item.above):
        return True
    if case.found is not None and case.found.start:
        behind = phrase("verdict.within").match(case.words.key, case.found.mentions[-1].end)
        acts = verb_at(case.words.key, behind.end() if behind else case.found.start) is not None
        return acts or behind is not None or run_in(case)
    return bool(case.context.leads) or case.ordered or _opens_duty(case)


def _opens_duty(case: Case) -> bool:
    """ "Trong phạm vi nhiệm vụ của mình, các bộ cung cấp ...", "Hằng năm, trước ngày 15/11, Trung tâm A phải ...": the
    body stands within, behind its remit or a time, and its verb behind it."""
    if case.found is None or case.found.last or phrase("verdict.opens_duty").match(case.words.key) is None:
        return False
    return verb_at(case.words.key, case.found.mentions[-1].end) is not None


def run_in(case: Case) -> bool:
    """A numbered "Đài Phát thanh tỉnh: Nới khung giờ ...": words behind the colon are work, their verb known or not."""
    found = case.found
    if found is None or not found.start or case.item.marker is None:
        return False
    rest = case.words.key[found.start :]
    return ":" in case.words.text[found.start - 2 : found.start] and len(rest.split()) > 3 and not _PERSON.match(rest)


def acts(key: str) -> bool:
    """Words of action, at the start or behind a ground or time phrase."""
    if action(key) or acts_in_time(key):
        return True
    first = re.split(r"[.;]\s", key, maxsplit=1)[0]
    return any(action(first, m.end()) for m in re.finditer(r"[,:]\s+", first[:220]))

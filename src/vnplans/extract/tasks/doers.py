"""Who must do it: the subject a paragraph begins with, the agency a heading names, the partners it works with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vnplans.extract.agencies import Mention, coordinating, leading_agencies, split_agencies
from vnplans.extract.head import Head
from vnplans.extract.passage import Passage
from vnplans.extract.tasks.verbs import opens_with_order, verb_at
from vnplans.models import Agency
from vnplans.pages import Pages, Quote

__all__ = ["Body", "Subject", "bodies", "heading_subject", "partners", "subject"]


@dataclass(frozen=True)
class Body:
    """An agency and where it was read."""

    agency: Agency
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Subject:
    """The doers that a paragraph names, and where the words about their work begin."""

    mentions: tuple[Mention, ...]
    start: int
    """Offset of the content: behind the agency where it stands first, 0 where it stands within the sentence."""
    ordered: bool
    """Handed the work by "giao", "yêu cầu", "đề nghị"."""


_BEFORE = re.compile(
    r"(?:riêng\s+)?(?:đối với|về phía|riêng|đồng thời,?)\s+|(?:trách nhiệm|nhiệm vụ)\s+(?:của|cho)\s+|phân công\s+"
)
_ORDER_WITHIN = re.compile(r"(?<=[,:;]\s)(?:thì\s+)?(?:giao|đề nghị|yêu cầu|phân công)\s+(?!việc\b)")
_GROUND = re.compile(
    r"(?:trong quá trình|trên cơ sở|căn cứ|định kỳ|sau khi|trước khi|khi|để|nhằm|hằng|hàng)\b[^.;:]{0,160}?[,\s](?=\S)"
)
_AFTER = re.compile(r"[\s:,.\-]*")
_MORE = re.compile(r"\s*(?:chỉ đạo\s[^.;]*?)?(?:,|và)\s+(?:đề nghị|giao|yêu cầu)\s+")
_ISSUER = re.compile(
    r"(?:chủ tịch |phó chủ tịch |thường trực |ban thường vụ |thủ tướng |bộ trưởng |giám đốc )?(?:ủy ban nhân dân|ubnd|hđnd|chính phủ|bộ|tỉnh ủy|sở)"
)


def subject(passage: Passage, head: Head, province: str | None = None) -> Subject | None:
    """The doers named at the start of a paragraph, or by an order within its first sentence; None if none are.

    "Sở Tư pháp: rà soát ..." · "Giao Sở Y tế chủ trì ..." · "Chủ tịch UBND tỉnh giao Sở Nội vụ ..." · "Riêng UBND xã X ..." ·
    "Về kinh phí: Sở Tài chính thẩm định ..." · "Sau khi có kết quả, giao Sở Y tế ...".
    """
    at = _start(passage.key)
    found = _leading(passage, at, head)
    if found:
        return _handed_on(passage, found, head) or found
    colon = passage.text.find(":")
    if 0 < colon < 110 and colon + 2 < len(passage.text) and ";" not in passage.text[:colon]:
        found = _leading(passage, colon + 2, head)
        if found:
            return Subject(found.mentions, found.start if verb_at(passage.key) is None else 0, found.ordered)
    return _within(passage, head)


def _start(key: str) -> int:
    found = _BEFORE.match(key)
    return found.end() if found else 0


def _mentions(text: str, shift: int, head: Head) -> tuple[Mention, ...]:
    host = head.issuer.name if head.issuer else None
    found = leading_agencies(text[shift:], province=head.province, host=host)
    return tuple(Mention(m.text, m.start + shift, m.end + shift, m.agency) for m in found)


def _leading(passage: Passage, at: int, head: Head) -> Subject | None:
    mentions = _mentions(passage.text, at, head)
    if not mentions:
        return None
    end = mentions[-1].end
    more = _MORE.match(passage.key, end)
    if more:
        further = _mentions(passage.text, more.end(), head)
        mentions, end = mentions + further, further[-1].end if further else end
    ordered = opens_with_order(passage.key, at) is not None
    after = _AFTER.match(passage.text, end)
    return Subject(mentions, after.end() if after else end, ordered)


def _handed_on(passage: Passage, first: Subject, head: Head) -> Subject | None:
    """ "Chủ tịch UBND tỉnh giao Sở Nội vụ ...": the first named only gives the order."""
    end = first.mentions[-1].end
    order = opens_with_order(passage.key, end + len(passage.key[end:]) - len(passage.key[end:].lstrip()))
    if order is None or first.ordered or not _ISSUER.match(passage.key[first.mentions[0].start :]):
        return None
    return _leading(passage, order, head)


def _within(passage: Passage, head: Head) -> Subject | None:
    """An order, or a subject behind a ground, within the first sentence: the content stays whole."""
    first = passage.text.split(". ")[0]
    for order in _ORDER_WITHIN.finditer(passage.key[: len(first)]):
        mentions = _mentions(passage.text, order.end(), head)
        if mentions:
            return Subject(mentions, 0, True)
    ground = _GROUND.match(passage.key)
    while ground and ground.end() < len(first):
        mentions = _mentions(passage.text, ground.end(), head) if passage.text[ground.end()].isupper() else ()
        if mentions and verb_at(passage.key, mentions[-1].end) is not None:
            return Subject(mentions, 0, False)
        following = re.compile(r"[^.;:]*?[,\s](?=[A-ZĐÀ-Ỹ])").match(passage.text, ground.end())
        if not following:
            break
        ground = following
    return None


def heading_subject(passage: Passage, head: Head) -> Subject | None:
    """The doers that a heading or lead-in hands down to what stands under it."""
    found = subject(passage, head)
    if not found:
        return None
    rest = passage.key[found.start :].strip(" :.;")
    if (
        found.start
        and rest
        and not found.ordered
        and verb_at(rest) is None
        and len(passage.text) < 140
        and ":" not in rest
    ):
        at = found.mentions[0].start
        host = head.issuer.name if head.issuer else None
        words = passage.text[at:].rstrip(" :.;")
        whole = split_agencies(words, province=head.province, host=host)
        mentions = tuple(Mention(m.text, m.start + at, m.end + at, m.agency) for m in whole)
        return Subject(mentions, len(passage.text), found.ordered)
    return found


def partners(passage: Passage, head: Head) -> tuple[Mention, ...]:
    """The agencies that a duty is done together with."""
    host = head.issuer.name if head.issuer else None
    found = coordinating(passage.text, province=head.province, host=host)
    if found:
        return found
    together = re.match(r"(?:cùng(?: với)?)\s+", passage.key)
    return _mentions(passage.text, together.end(), head) if together else ()


def bodies(pages: Pages, passage: Passage, mentions: Sequence[Mention], rule: str) -> tuple[Body, ...]:
    """The mentions with their evidence."""
    return tuple(Body(m.agency, passage.quotes(pages, rule, m.start, m.end)) for m in mentions)

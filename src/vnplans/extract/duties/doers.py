"""Agencies with their evidence; the doers that a heading hands down, the partners that a duty names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vnplans.extract.agencies.lists import Mention, coordinating, split_agencies
from vnplans.extract.duties.subject import Subject, mentions_at, moved, subject
from vnplans.extract.head import Head
from vnplans.extract.line import Passage
from vnplans.extract.orders.sentences import sentences
from vnplans.extract.orders.verbs import verb_at
from vnplans.models import Agency
from vnplans.pages import Pages, Quote
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["Body", "bodies", "heading_subject", "named", "partners", "without_count"]


_COUNT = re.compile(r"\s*\(\s*\d[^)]*\)?[\s:.;]*$")


@dataclass(frozen=True)
class Body:
    """An agency and where it was read."""

    agency: Agency
    quotes: tuple[Quote, ...]


def without_count(passage: Passage) -> Passage:
    """A heading without the count of what stands below it: "Thanh tra Sở (6 nhiệm vụ):"."""
    return passage.part(0, len(_COUNT.sub("", passage.text)))


def heading_subject(passage: Passage, head: Head) -> Subject | None:
    """The doers that a heading or lead-in hands down to what stands under it: those of its last sentence."""
    last = sentences(passage.text)[-1:] or [(0, 0)]
    shift = last[0][0]
    words = without_count(passage.part(shift))
    found = subject(words, head)
    if not found:
        return None
    body = words.names.rstrip(" :.;")
    at, rest = found.mentions[0].start, words.key[found.mentions[-1].end : len(body)].strip(" :.;,")
    if len(body) - at < 160 and _runs_on(found, rest):
        host = head.issuer.name if head.issuer else None
        whole = split_agencies(body[at:], province=head.province, host=host)
        found = Subject(tuple(moved(m, at) for m in whole), len(words.text), found.ordered)
    return Subject(tuple(moved(m, shift) for m in found.mentions), found.start + shift, found.ordered)


def _runs_on(found: Subject, rest: str) -> bool:
    """The name goes on to the end of the heading: "Các cơ quan, đơn vị được kiểm tra"."""
    if fold(found.mentions[-1].text).endswith(" được"):
        return True
    sentence = any(c in ":;" or c.isdigit() for c in rest)
    return bool(rest) and not sentence and verb_at(rest) is None and not phrase("doers.ground").match(rest)


def partners(passage: Passage, head: Head) -> tuple[Mention, ...]:
    """The agencies that a duty is done together with."""
    host = head.issuer.name if head.issuer else None
    found = coordinating(passage.names, province=head.province, host=host)
    if found:
        return found
    together = re.match(r"(?:cùng(?: với)?)\s+", passage.key)
    return mentions_at(passage.names, together.end(), head) if together else ()


def bodies(pages: Pages, passage: Passage, mentions: Sequence[Mention], rule: str) -> tuple[Body, ...]:
    """The mentions with their evidence."""
    return tuple(Body(m.agency, passage.quotes(pages, rule, m.start, m.end)) for m in mentions)


def named(found: tuple[Body, ...], above: Sequence[Body]) -> tuple[Body, ...]:
    """ "Trung tâm", "Sở" alone mean the body of that sort that the heading above names."""
    return tuple(_full(body, above) for body in found)


def _full(body: Body, above: Sequence[Body]) -> Body:
    short = fold(body.agency.text)
    if len(short.split()) > 2:
        return body
    return next((b for b in above if fold(b.agency.text).startswith(f"{short} ")), body)

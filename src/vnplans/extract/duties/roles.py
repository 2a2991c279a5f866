"""The parts of a list of doers: who leads, who works with them, as cells and label lines put it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from vnplans.extract.agencies.lists import split_agencies
from vnplans.extract.duties.doers import Body, bodies
from vnplans.extract.head import Head
from vnplans.extract.line import Passage
from vnplans.pages import Pages
from vnplans.phrases import phrase

__all__ = ["Role", "doers_of"]

Role = Literal["lead", "with", "both"]

# A cell that points elsewhere names no doer: "Theo phân công tại Quyết định số ..."
_NO_DOER = re.compile(r"(?:theo|như|căn cứ|xem)\b")
_WITH_BEHIND = re.compile(r"\s+(?:cùng )?phối hợp(?:\s+thực hiện)?[\s.;]*$")


def doers_of(
    pages: Pages, head: Head, words: Passage, role: Role, rule: str
) -> tuple[tuple[Body, ...], tuple[Body, ...]]:
    """The leads and the partners that a cell or label line names; `rule` says where: "cell", "label_line"."""
    leads: tuple[Body, ...] = ()
    with_: tuple[Body, ...] = ()
    if _NO_DOER.match(words.key):
        return leads, with_
    for part, part_role in _parts(words, role):
        host = head.issuer.name if head.issuer else None
        mentions = [
            m for m in split_agencies(part.names, province=head.province, host=host) if any(c.isalpha() for c in m.text)
        ]
        if part_role == "with":
            with_ += bodies(pages, part, mentions, f"coordinating_agencies.{rule}")
        else:
            leads += bodies(pages, part, mentions, f"lead_agencies.{rule}")
    return leads, with_


def _parts(words: Passage, role: Role) -> Iterator[tuple[Passage, Role]]:
    """ "Chủ trì: A; phối hợp: B" · "A chủ trì, phối hợp với B" · "A; B phối hợp" · "A (tham khảo ý kiến B)", "A/ B"."""
    first: Role = "with" if role == "with" else "lead"
    marks = list(phrase("roles.mark").finditer(words.key))
    if marks:
        if marks[0].start() > 2:
            yield words.part(0, marks[0].start()), first
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            yield words.part(mark.end(), following.start() if following else None), "with" if mark["with"] else "lead"
        return
    bracket = phrase("roles.bracket").search(words.key)
    if bracket:
        yield words.part(0, bracket.start()), first
        yield words.part(bracket.start("who"), bracket.end("who")), "with"
        return
    yield from _in_words(words, first, role)


def _in_words(words: Passage, first: Role, role: Role) -> Iterator[tuple[Passage, Role]]:
    then = phrase("roles.then_with").search(words.key) if first == "lead" else None
    behind = _WITH_BEHIND.search(words.key) if first == "lead" else None
    slash = words.text.find("/")
    if behind:
        cut = max(words.text.rfind(mark, 0, behind.start()) for mark in (";", "\u2022", ". ")) + 1
        yield words.part(0, cut), first
        yield words.part(cut, behind.start()), "with"
    elif then and then.start() > 2:
        yield words.part(0, then.start()), first
        yield words.part(then.end()), "with"
    elif role == "both" and slash > 0 and words.text.count("/") == 1:
        yield words.part(0, slash), "lead"
        yield words.part(slash + 1), "with"
    else:
        leads = phrase("roles.leads_behind").search(words.key)
        yield words.part(0, leads.start() if leads else None), first

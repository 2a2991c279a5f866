"""The bodies that words begin with, and what belongs to them: lists, partners, standings, clauses."""

from __future__ import annotations

from dataclasses import replace

from vnplans.extract.agencies.lists import leading_agencies
from vnplans.extract.agencies.names import Mention, open_name
from vnplans.extract.duties.clause import with_clause
from vnplans.extract.duties.places import places
from vnplans.extract.duties.strangers import Subject, behind, moved
from vnplans.extract.findings import Voice
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import opens_with_order, verb_at
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["leading", "mentions_at"]

_ASIDE = regex(r"\s*\((?P<in>[^()]+)\)")
_EACH = ("mỗi", "từng")
_FEWEST_BEHIND = 3
"""Words of the work behind bodies that are listed."""
_UP_TO_COLON = regex(r"[^:;.,]{3,80}(?=:)")


def mentions_at(text: str, shift: int, voice: Voice, *, ordered: bool = False) -> tuple[Mention, ...]:
    """The bodies that the words from `shift` begin with; behind an order they may be no capitalised name."""
    words = text[shift:]
    found = leading_agencies(words, province=voice.province, host=voice.host, on=voice.on)
    if not found and words[:1].islower() and ordered:
        found = leading_agencies(words[:1].upper() + words[1:], province=voice.province, host=voice.host, on=voice.on)
    return tuple([moved(_before_duty(m, words), shift) for m in found])


def _before_duty(mention: Mention, words: str) -> Mention:
    """The body as printed, cut at a colon behind which a duty begins ("UBND các xã: Xây dựng ...")."""
    printed = words[mention.start : mention.end]
    colon = printed.find(":")
    if colon > 0 and verb_at(fold(words), mention.start + colon + 1) is not None:
        agency = open_name(printed[:colon])
        return Mention(printed[:colon], mention.start, mention.start + colon, agency)
    own = mention.start == 0 and colon < 0 and printed != mention.text
    return replace(mention, text=printed) if own else mention


def leading(passage: Line, at: int, voice: Voice, *, ordered: bool = False) -> Subject | None:
    mentions = mentions_at(passage.names, at, voice, ordered=ordered) or places(passage, at)
    if not mentions:
        return None
    if len(mentions) == 1 and phrase("subject.bare").match(fold(mentions[0].text)):
        mentions = _to_colon(passage, mentions[0])
        if not mentions:
            return None
    mentions = _listed(passage, _behind_regarded(passage, _before_partners(passage, mentions)), voice)
    mentions, end = _without_standing(passage, mentions)
    more = phrase("subject.more").match(passage.key, end)
    if more:
        further = mentions_at(passage.names, more.end(), voice)
        mentions, end = mentions + further, further[-1].end if further else end
    mentions, end = with_clause(passage, mentions, end)
    if len(mentions) > 1 and phrase("subject.regarding").match(passage.key):
        mentions = tuple(m for m in mentions if not phrase("subject.its_head").match(fold(m.text))) or mentions
    ordered = opens_with_order(passage.key, at) is not None
    return Subject(mentions, behind(passage.text, end), ordered)


def _listed(passage: Line, mentions: tuple[Mention, ...], voice: Voice) -> tuple[Mention, ...]:
    """ "Các đơn vị: Trung tâm Khuyến nông, Chi cục Thủy lợi xây dựng ...": those listed act, the group only says that
    there are several."""
    end = mentions[-1].end
    if len(mentions) > 1 or not mentions[0].agency.group or passage.text[end : end + 2] != ": ":
        return mentions
    named = mentions_at(passage.names, end + 2, voice)
    behind = passage.text[named[-1].end :] if named else ""
    if (
        len(named) < 2
        or named[0].start > end + 2
        or behind[:1] not in (" ", ",")
        or len(behind.split()) < _FEWEST_BEHIND
    ):
        return mentions
    return named


def _before_partners(passage: Line, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """ "Đoàn Thanh niên cùng với Hội Phụ nữ dọn bãi biển": those behind "cùng" help."""
    for place in range(1, len(mentions)):
        if passage.key[mentions[place - 1].end : mentions[place].start].strip().startswith("cùng"):
            return mentions[:place]
    return mentions


def _behind_regarded(passage: Line, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """ "Đối với các xã đặc biệt khó khăn, Sở Nội vụ bố trí ...": the body behind the comma acts, the group does not."""
    last = mentions[-1]
    if len(mentions) < 2 or last.agency.group or not mentions[0].agency.group:
        return mentions
    if not phrase("subject.regarding").match(passage.key) or passage.text[last.end : last.end + 1] == ":":
        return mentions
    comma = passage.text[mentions[-2].end : last.start].strip() == ","
    return (last,) if comma and verb_at(passage.key, last.end) is not None else mentions


def _without_standing(passage: Line, mentions: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], int]:
    """ "Sở Nội vụ - cơ quan thường trực Hội đồng - hướng dẫn ...", "Sở Nội vụ (cơ quan thường trực) ...": what a body
    is to a board is no second doer. Also where the words end that tell it."""
    end = mentions[-1].end
    aside = _ASIDE.match(passage.text, end)
    if aside and (
        phrase("subject.standing").match(passage.key, aside.start("in"))
        or phrase("strangers.person").match(passage.text, aside.start("in"))
    ):
        end = aside.end()  # "Phòng Kỹ thuật (anh Lâm): ..."
    elif aside and verb_at(passage.key, aside.end()) is not None:
        end = aside.end()  # "Công ty A (đơn vị thi công) dừng thi công"
    named = [m for m in mentions if not phrase("subject.standing").match(fold(m.text))]
    named = [m for m in named if not _is_each(m, mentions[0])]
    if not named or named[0] is not mentions[0]:
        return mentions, end
    return tuple(named), end


def _is_each(mention: Mention, first: Mention) -> bool:
    """ "Sở A, Sở B, mỗi đơn vị cử 01 người", "Các phòng, mỗi phòng cử 01 người": each of those named before."""
    each, _, noun = fold(mention.text).partition(" ")
    if mention is first or each not in _EACH or fold(first.text).startswith(_EACH):
        return False
    return phrase("prose.each").fullmatch(fold(mention.text)) is not None or fold(first.text).endswith(f" {noun}")


def _to_colon(passage: Line, bare: Mention) -> tuple[Mention, ...]:
    """ "Đơn vị quản lý chợ: dọn vệ sinh": the words up to the colon; "Cơ quan trình, cơ quan thẩm tra" names nobody."""
    found = _UP_TO_COLON.match(passage.names, bare.end)
    if not found or verb_at(passage.key, found.end() + 1) is None:
        return ()
    name = passage.names[bare.start : found.end()]
    return (Mention(name, bare.start, found.end(), open_name(name)),)

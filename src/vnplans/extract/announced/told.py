"""Is an act that a page names announced by it, or cited? Judged from the words around it, never from the act itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from vnplans.calendar import written
from vnplans.extract.announced.days import day_before, sent_behind, signed_behind
from vnplans.extract.announced.issuers import Speaker, may_issue, speaker_before
from vnplans.extract.announced.named import (
    DAY_MONTH,
    Named,
    Told,
    day_behind,
    day_told,
    joined_number,
    named,
    number_alone,
    type_of,
    unnumbered,
)
from vnplans.extract.orders.sentences import sentences
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Telling", "reports_event", "tellings"]


_VERB_REACH = 120
"""Characters before an act in which its issuing verb begins, or that of the list it opens."""
_JOINT_REACH = 40
_CLOSES = regex(r"\s*\)?\s*(?:[.;,]|$|về(?!\w))")
"""Behind an act that ends the order given in it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An act that a paragraph announces, who issued it and when, as the sentence says; offsets into the paragraph."""

    act: Named
    sentence: tuple[int, int]
    speaker: Speaker | None
    day: Told | None
    how: str
    """issued | approved | passive | signed | rules | orders | by | points | headline | joined."""
    fresh: bool = False
    """Told as news: "vừa", "mới"."""
    title: tuple[int, int] | None = None
    """Its title, where it stands before the number."""
    other_day: Told | None = None
    """A day before the act where another stands beside its number."""
    same_day: bool = False
    """ "Cùng ngày": on the day of the act told before."""
    verb: int = 0
    """Where the issuing verb begins, of an act told by its type alone."""
    orders_at: int | None = None
    """Where the sentence's own order begins ("Tại Công văn số ..., Sở A yêu cầu ..."), the speaker before it."""


def tellings(text: str) -> list[Telling]:
    """The acts that a paragraph announces, in order."""
    out: list[Telling] = []
    for start, end in sentences(text):
        out += _of_sentence(text, start, end)
    return out


def _of_sentence(text: str, start: int, end: int) -> list[Telling]:
    key = fold(text)[:end]
    if phrase("announced.earlier").match(key, start):
        return []
    numbered = _numbered(text, start, end)
    found: list[Telling] = []
    chained = False
    for place, act in enumerate(numbered):
        told = _judged(text, key, act, start, end)
        if told is None and found and _joins(key, numbered[place - 1], act, found[-1].act, chained):
            told = replace(found[-1], act=act, day=act.day or found[-1].day, how="joined", orders_at=None)
        chained = told is None
        if told is not None:
            found.append(told)
    if not found:
        bare = _without_number(text, key, start, end) or _at_unnumbered(text, key, start, end)
        found = [_with_number(text, key, told, numbered) for told in bare]
        found = [t for t in found if t.how != "approved" or t.act.number is not None]
    same = phrase("announced.same_day").match(key, start) is not None
    return [replace(t, same_day=same and t.day is None) for t in _signed_days(key, found, end)]


def _signed_days(key: str, found: Sequence[Telling], end: int) -> Iterator[Telling]:
    """The day told behind the title, of acts that the sentence tells none for."""
    for told in found:
        alone = told.day is None and len(found) == 1
        signed = (signed_behind(key, told.act.end, end) or sent_behind(key, told.act.end, end)) if alone else None
        yield replace(told, day=day_told(signed)) if signed else told


def _begins(speaker: Speaker | None) -> int | None:
    return speaker.start if speaker is not None and speaker.text else None


def _numbered(text: str, start: int, end: int) -> list[Named]:
    """The numbered acts of the sentence; "các Quyết định số 1/QĐ-UBND, số 2/QĐ-UBND": the type holds for both."""
    out: list[Named] = []
    for act in named(text, start, end):
        out.append(act)
        while (more := joined_number(text, out[-1], end)) is not None:
            out.append(more)
    return out


def _judged(text: str, key: str, act: Named, start: int, end: int) -> Telling | None:
    """The act as announced by an issuing verb, in the passive, by "Tại ..., X yêu cầu", by a pointer to its text."""
    sentence = (start, end)
    verb = _verb_before(key, start, act.start)
    if verb is not None and phrase("announced.long_ago").search(key, start, verb.start()) is None:
        speaker = speaker_before(text, start, verb.start(), unknown=True)
        if speaker is None and phrase("announced.just").search(key, start, verb.start()) is None:
            return None
        if speaker is not None and speaker.reported:
            return None
        before = day_before(text, start, act.start, _begins(speaker))
        told = Telling(act, sentence, speaker, act.day or before, "issued")
        fresh = _is_fresh(key, start, speaker, verb.start())
        return replace(told, fresh=fresh, other_day=before if act.day else None)
    passive = phrase("announced.passive").match(key, act.end, end)
    if passive is not None and (_stands_free(key, start, act.start) or _is_news(key, start, act, passive)):
        who = next((name for name in ("who", "by") if passive[name]), None)
        speaker = speaker_before(text, *passive.span(who), unknown=True) if who else None
        day = act.day or day_behind(key, passive.end()) or day_before(text, start, act.start)
        title = passive.span("title") if passive["title"] else None
        return Telling(act, sentence, speaker, day, "passive", fresh=True, title=title)
    rules = start == 0 and phrase("announced.rules").match(key, act.end, end) is not None
    if act.of is not None and (act.signed or rules) and _stands_free(key, start, act.start):
        return Telling(act, sentence, None, act.day, "signed" if act.signed else "rules", fresh=act.signed)
    at = phrase("announced.at").match(key, _behind_day(key, start))
    if at is not None and at.end() == act.start:
        order = phrase("announced.at_orders").match(key, act.end, end)
        if order is not None:
            speaker = speaker_before(text, order.start("who"), order.end("who"))
            if at["by"] is None or may_issue(speaker, act.number, of=act.of is not None):
                day = act.day or day_before(text, start, act.start)
                return Telling(act, sentence, speaker, day, "orders", orders_at=order.start("order"))
        if at["by"] is not None and act.of is not None and act.day is not None:
            return Telling(act, sentence, None, act.day, "by")
    ordered = phrase("announced.ordered_in").search(key[start : act.start])
    if ordered is not None and _signed(act) and _CLOSES.match(key, act.end, end):
        order_at = start + ordered.start(ordered.lastgroup or 0)
        speaker = speaker_before(text, start, order_at)
        if speaker is not None and speaker.text and not speaker.reported:
            day = act.day or day_before(text, start, order_at, speaker.start)
            return Telling(act, sentence, speaker, day, "orders", orders_at=order_at)
    content = phrase("announced.is_content").search(key, start, act.start)
    if phrase("announced.points").fullmatch(key, start, act.start) or (content and _CLOSES.match(key, act.end, end)):
        return Telling(act, sentence, None, act.day, "points")
    return None


def _is_news(key: str, start: int, act: Named, passive: re.Match[str]) -> bool:
    """ "..., theo Kế hoạch số 5/KH-UBND vừa được UBND tỉnh ban hành": told as new, though it is named for a ground."""
    before = key[start : act.start].rstrip()
    return before.endswith(("theo", "tại", "trong")) and phrase("announced.fresh").search(passive[0]) is not None


def _behind_day(key: str, start: int) -> int:
    """Behind the day that the sentence opens with: "Ngày 6/5/2024, tại Công văn số ..."."""
    found = re.compile(rf"(?:{written()}|{DAY_MONTH})\s*,\s*").match(key, start)
    return found.end() if found else start


def _is_fresh(key: str, start: int, speaker: Speaker | None, verb: int) -> bool:
    """ "vừa" before the verb, or "Mới đây" at the head of the sentence."""
    if speaker is None or phrase("announced.just_now").match(key, start):
        return True
    return phrase("announced.fresh").search(key[speaker.end : verb]) is not None


def _with_number(text: str, key: str, told: Telling, numbered: Sequence[Named]) -> Telling:
    """The number of an act whose title stands before it: "ban hành Kế hoạch trồng rừng (số 12/KH-UBND ngày ...)",
    "vừa phê duyệt Đề án nghề cá tại Quyết định số 8/QĐ-UBND"."""
    end = told.sentence[1]
    behind = phrase("announced.number_behind").search(key, told.act.end, end)
    act = next((a for a in numbered if behind and behind.end() == a.start and _signed(a)), None)
    if act is not None and behind is not None and behind["under"] and not _approves(told, act):
        act = behind = None
    title = (told.verb, behind.start()) if behind is not None else None
    if act is None:
        alone = number_alone(text, told.act.end, end)
        if alone is None:
            return told
        act = replace(
            alone, type_span=told.act.type_span, doc_type=type_of(text[slice(*told.act.type_span)], alone.number)
        )
        title = (told.act.end, alone.start)
    elif told.act.doc_type is not None and act.doc_type == told.act.doc_type and behind is not None:
        title = (told.act.end, behind.start())
    if not told.fresh and behind is not None and behind["at"] and told.day is None:
        return told
    return replace(told, act=replace(act, day=act.day), day=act.day or told.day, title=title)


def _approves(told: Telling, act: Named) -> bool:
    """ "vừa phê duyệt Đề án ... theo Quyết định số 8/QĐ-UBND": the act by which it was approved."""
    if act.doc_type is None or act.doc_type.code != "QĐ" or act.of is not None:
        return False
    own = act.number is not None and (act.number.issuer_code or "").upper() == "UBND"
    committee = told.speaker is not None and phrase("announced.committee").search(fold(told.speaker.text)) is not None
    return told.how == "approved" or (own and committee)


def _signed(act: Named) -> bool:
    """The number has its symbol."""
    return act.number is not None and bool(act.number.type_code or act.number.issuer_code)


def _verb_before(key: str, start: int, at: int) -> re.Match[str] | None:
    """The issuing verb right before the act, or before the list that it stands first in."""
    start = max(start, at - _VERB_REACH)
    told = _day_right_before().search(key, start, at)
    at = told.start() if told else at  # "ban hành ngày 5/8 Kế hoạch số ..."
    listed = phrase("announced.issuing_list").search(key, start, at)
    if listed is not None and listed.end() == at:
        return listed
    found = None
    for verb in phrase("announced.issuing").finditer(key, start, at):
        if verb.end() == at:
            found = verb if found is None else found
    return found


@cache
def _day_right_before() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{DAY_MONTH}|{written()}|{phrase('announced.part_of_day').pattern})\s+$")


def _stands_free(key: str, start: int, at: int) -> bool:
    """Nothing but an opener or a date stands before the act in its sentence."""
    before = key[start:at]
    return (
        re.fullmatch(
            rf"(?:{phrase('announced.opener').pattern}|(?:(?:kể\s+)?từ\s+)?(?:{written()}|{DAY_MONTH})|[\s,.:*•\-])*",
            before,
        )
        is not None
    )


def _joins(key: str, before: Named, act: Named, told: Named, chained: bool) -> bool:
    """ "Kế hoạch số 71/KH-UBND về ... và Kế hoạch số 72/KH-UBND về ...": joined to the announced act before it.

    One joined to a cited act ("thực hiện Nghị quyết số 3 và Kế hoạch số 5") is cited too, unless it bears the announced
    act's symbol.
    """
    if not phrase("announced.listed_with").search(key[max(0, act.start - _JOINT_REACH) : act.start]):
        return False
    same = (
        act.number is not None
        and told.number is not None
        and act.number.issuer_code == told.number.issuer_code
        and act.number.type_code == told.number.type_code
    )
    between = key[before.end : act.start]
    if chained:
        return same and before is not told
    if re.fullmatch(r"\s*(?:,|;|và|cùng)\s*", between):
        return same
    citing = phrase("announced.citing_title").search(between)
    return same or citing is None


def _without_number(text: str, key: str, start: int, end: int) -> list[Telling]:
    """An act announced by its type alone."""
    for verb in phrase("announced.issuing").finditer(key, start, end):
        act = unnumbered(key, verb.end())
        approved = verb["numbered"] == "phê duyệt"
        if act is None or verb["many"] or (verb["numbered"] and not approved):
            continue
        had = not verb["weak"] or not phrase("announced.not_had").match(key, verb.end())
        if not had and number_alone(text, act.end, end) is None:
            continue
        speaker = speaker_before(text, start, verb.start())
        if speaker is None or speaker.reported or speaker.vague:
            continue
        day = act.day or day_before(text, start, act.start, _begins(speaker))
        how = "approved" if approved else "issued"
        fresh = _is_fresh(key, start, speaker, verb.start())
        return [Telling(act, (start, end), speaker, day, how, fresh=fresh, verb=verb.start())]
    return []


def _at_unnumbered(text: str, key: str, start: int, end: int) -> list[Telling]:
    """ "Tại văn bản ký ngày 5/8, UBND tỉnh yêu cầu ...", "Trong công văn vừa ban hành, Sở A đề nghị ...": told by its
    type, and as new."""
    at = phrase("announced.at").match(key, _behind_day(key, start))
    act = unnumbered(key, at.end()) if at is not None else None
    if act is None or act.of is not None:
        return []
    new = phrase("announced.just_issued").match(key, act.end)
    order = phrase("announced.at_orders").match(key, new.end() if new else act.end, end)
    if order is None or (act.day is None and new is None):
        return []
    speaker = speaker_before(text, order.start("who"), order.end("who"))
    if speaker is None or not speaker.text or speaker.reported or speaker.vague:
        return []
    day = act.day or (day_behind(key, new.end()) if new else None)
    return [Telling(act, (start, end), speaker, day, "orders", fresh=new is not None, orders_at=order.start("order"))]


def reports_event(text: str) -> bool:
    """The paragraph reports a meeting, a visit, a ceremony: the acts that such a page names are its background."""
    first = sentences(text)[:1] or [(0, 0)]
    mark = phrase("announced.prefix").match(text)
    start = mark.end() if mark else 0
    return phrase("announced.event").match(fold(text[: first[0][1]]), start) is not None

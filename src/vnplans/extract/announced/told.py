"""Is an act that a page names announced by it, or cited? Judged from the words around it, never from the act itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vnplans.extract.announced.days import day_alone_before, day_before, sent_behind, signed_behind
from vnplans.extract.announced.issuers import may_issue, speaker_before
from vnplans.extract.announced.judged import Telling, begins, behind_day, is_fresh, is_signed, judged
from vnplans.extract.announced.named import (
    Named,
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
from vnplans.text import fold

__all__ = ["Telling", "reports_event", "tellings"]


_JOINT_REACH = 40


def tellings(text: str) -> list[Telling]:
    """The acts that a paragraph announces, in order."""
    out: list[Telling] = []
    for start, end in sentences(text):
        out += _of_sentence(text, start, end)
    return out


def _of_sentence(text: str, start: int, end: int) -> list[Telling]:
    key = fold(text)[:end]
    earlier = phrase("announced.earlier").match(key, start) is not None
    if earlier and phrase("announced.lately").match(key, start) is None:
        return []
    numbered = _numbered(text, start, end)
    found: list[Telling] = []
    chained = False
    for place, act in enumerate(numbered):
        told = judged(text, key, act, start, end)
        if told is None and found and _joins(key, numbered[place - 1], act, found[-1].act, chained):
            told = replace(found[-1], act=act, day=act.day or found[-1].day, how="joined", orders_at=None)
        chained = told is None
        if told is not None:
            found.append(told)
    if not found:
        bare = _without_number(text, key, start, end) or _at_unnumbered(text, key, start, end)
        bare = bare or _several(text, key, start, end)
        bare = bare or _points_unnumbered(text, key, start, end) or _passive_unnumbered(text, key, start, end)
        found = [_with_number(text, key, told, numbered) for told in bare]
        found = [t for t in found if t.how != "approved" or t.act.number is not None]
    same = phrase("announced.same_day").match(key, start) is not None
    return [replace(t, same_day=same and t.day is None, earlier=earlier) for t in _signed_days(key, found, end)]


def _signed_days(key: str, found: Sequence[Telling], end: int) -> Iterator[Telling]:
    """The day told behind the title, of acts that the sentence tells none for."""
    for told in found:
        alone = told.day is None and len(found) == 1
        signed = (signed_behind(key, told.act.end, end) or sent_behind(key, told.act.end, end)) if alone else None
        day = day_told(signed) if signed else day_alone_before(key, told.sentence[0]) if alone else None
        yield replace(told, day=day) if day else told


def _numbered(text: str, start: int, end: int) -> list[Named]:
    """The numbered acts of the sentence; "các Quyết định số 1/QĐ-UBND, số 2/QĐ-UBND": the type holds for both."""
    out: list[Named] = []
    for act in named(text, start, end):
        out.append(act)
        while (more := joined_number(text, out[-1], end)) is not None:
            out.append(more)
    return out


def _with_number(text: str, key: str, told: Telling, numbered: Sequence[Named]) -> Telling:
    """The number of an act whose title stands before it: "ban hành Kế hoạch trồng rừng (số 12/KH-UBND ngày ...)",
    "vừa phê duyệt Đề án nghề cá tại Quyết định số 8/QĐ-UBND"."""
    end = told.sentence[1]
    behind = phrase("announced.number_behind").search(key, told.act.end, end)
    act = next((a for a in numbered if behind and behind.end() == a.start and is_signed(a)), None)
    if act is not None and behind is not None and not _is_own(key, told, act, behind):
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


def _is_own(key: str, told: Telling, act: Named, behind: re.Match[str]) -> bool:
    """The number behind the title is that of the act, none that the title names: "hướng dẫn thực hiện quy định tại Nghị
    quyết số 12/NQ-CP", "trả lời UBND tỉnh (Công văn số 5/UBND-KT)"."""
    if behind["under"]:
        return _approves(told, act)
    title = key[told.act.end : behind.start()]
    if phrase("announced.of_another").search(title) or phrase("announced.amends").search(title):
        return False
    speaker = told.speaker
    if speaker is None or not speaker.text or phrase("announced.place").fullmatch(speaker.text):
        return True
    return may_issue(speaker, act.number, of=False)


def _approves(told: Telling, act: Named) -> bool:
    """ "vừa phê duyệt Đề án ... theo Quyết định số 8/QĐ-UBND": the act by which it was approved."""
    if act.doc_type is None or act.doc_type.code != "QĐ" or act.of is not None:
        return False
    own = act.number is not None and (act.number.issuer_code or "").upper() == "UBND"
    committee = told.speaker is not None and phrase("announced.committee").search(fold(told.speaker.text)) is not None
    return told.how == "approved" or (own and committee)


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
    if phrase("announced.long_ago").search(between):
        return False
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
        approved, sent = verb["numbered"] == "phê duyệt", verb["numbered"] == "gửi"
        if act is None or verb["many"] or (verb["numbered"] and not approved and not (sent and _is_letter(act))):
            continue
        had = not verb["weak"] or not phrase("announced.not_had").match(key, verb.end())
        if not had and number_alone(text, act.end, end) is None:
            continue
        speaker = speaker_before(text, start, verb.start())
        if speaker is None or speaker.reported or speaker.vague or _is_order(key, speaker.end, verb.start()):
            continue
        day = act.day or day_before(text, start, act.start, begins(speaker))
        how = "approved" if approved else "issued"
        fresh = is_fresh(key, start, speaker, verb.start())
        if sent and not fresh and day is None:
            continue
        return [Telling(act, (start, end), speaker, day, how, fresh=fresh, verb=verb.start())]
    return []


def _several(text: str, key: str, start: int, end: int) -> list[Telling]:
    """Acts that the sentence tells together: "UBND tỉnh vừa ban hành 2 quyết định về trồng rừng."."""
    for verb in phrase("announced.issuing").finditer(key, start, end):
        act = unnumbered(key, verb.end()) if verb["many"] else None
        speaker = speaker_before(text, start, verb.start()) if act is not None else None
        if act is None or speaker is None or speaker.reported or speaker.vague or not speaker.text:
            continue
        if _is_order(key, speaker.end, verb.start()):
            continue
        day = act.day or day_before(text, start, act.start, begins(speaker))
        return [Telling(act, (start, end), speaker, day, "many", fresh=is_fresh(key, start, speaker, verb.start()))]
    return []


def _is_order(key: str, start: int, verb: int) -> bool:
    """ "Sở Y tế khẩn trương ban hành kế hoạch ...": what is to be done, unless "đã" or "vừa" stands by."""
    manner = phrase("announced.manner").search(key, start, verb)
    return manner is not None and phrase("announced.done").search(key, start, verb) is None


def _is_letter(act: Named) -> bool:
    """A letter or a telegram; "văn bản" is one."""
    return act.doc_type is None or act.doc_type.name in ("Công văn", "Công điện")


def _at_unnumbered(text: str, key: str, start: int, end: int) -> list[Telling]:
    """ "Tại văn bản ký ngày 5/8, UBND tỉnh yêu cầu ...", "Trong công văn vừa ban hành, Sở A đề nghị ...": told by its
    type, and as new."""
    at = phrase("announced.at").match(key, behind_day(key, start))
    act = unnumbered(key, at.end() if at is not None else start)
    if act is not None and act.of is not None and act.day is not None and _is_letter(act):
        rules = phrase("announced.rules").match(key, act.end, end)
        if rules is not None or (at is not None and act.signed):
            return [Telling(act, (start, end), None, act.day, "by")]
    if at is None or act is None or act.of is not None:
        return []
    new = phrase("announced.just_issued").match(key, act.end)
    order = phrase("announced.at_orders").match(key, new.end() if new else act.end, end)
    before = day_before(text, start, act.start)
    if before is None and order is not None and (sent := sent_behind(key, act.end, order.start("who"))) is not None:
        before = day_told(sent)
    if order is None or (act.day is None and new is None and before is None):
        return []
    speaker = speaker_before(text, order.start("who"), order.end("who"))
    if speaker is None or not speaker.text or speaker.reported or speaker.vague:
        return []
    day = act.day or (day_behind(key, new.end()) if new else None) or before
    return [Telling(act, (start, end), speaker, day, "orders", fresh=new is not None, orders_at=order.start("order"))]


def _points_unnumbered(text: str, key: str, start: int, end: int) -> list[Telling]:
    """ "Đó là nội dung trong chỉ thị về trồng rừng vừa được UBND tỉnh ban hành": told by its type, and as new."""
    that = phrase("announced.points").match(key, start)
    act = unnumbered(key, that.end()) if that is not None else None
    by = phrase("announced.points_by").search(key, act.end, end) if act is not None else None
    if act is None or by is None:
        return []
    speaker = speaker_before(text, *by.span(by.lastgroup or 0), unknown=True)
    if speaker is None or not speaker.text:
        return []
    day = act.day or day_behind(key, by.end())
    return [Telling(act, (start, end), speaker, day, "passive", fresh=True, title=(act.end, by.start()))]


def _passive_unnumbered(text: str, key: str, start: int, end: int) -> list[Telling]:
    """ "Kế hoạch trồng rừng vừa được UBND tỉnh ban hành"; dated, "đã" will do."""
    act = unnumbered(key, behind_day(key, start))
    said = phrase("announced.passive_behind").search(key, act.end, end) if act is not None else None
    if act is None or said is None or phrase("announced.cites").search(key, act.end, said.start()):
        return []
    speaker = speaker_before(text, *said.span("who"), unknown=True)
    if speaker is None or not speaker.text or speaker.vague:
        return []
    day = act.day or day_behind(key, said.end()) or day_before(text, start, act.start)
    fresh = phrase("announced.fresh").search(said[0]) is not None
    if not fresh and day is None:
        return []
    return [Telling(act, (start, end), speaker, day, "passive", fresh=fresh, title=(act.end, said.start()))]


def reports_event(text: str) -> bool:
    """The paragraph reports a meeting, a visit, a ceremony: the acts that such a page names are its background."""
    first = sentences(text)[:1] or [(0, 0)]
    mark = phrase("announced.prefix").match(text)
    start = mark.end() if mark else 0
    return phrase("announced.event").match(fold(text[: first[0][1]]), start) is not None

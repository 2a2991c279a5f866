"""Is an act that a page names announced by it, or cited? Judged from the words around it, never from the act itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnplans.extract.announced.issuers import Speaker, speaker_before
from vnplans.extract.announced.named import DAY_MONTH, Named, Told, day_told, named, unnumbered
from vnplans.extract.dates import DATE
from vnplans.extract.orders.sentences import sentences
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["Telling", "reports_event", "tellings"]


@dataclass(frozen=True, slots=True)
class Telling:
    """An act that a paragraph announces, who issued it and when, as the sentence says; offsets into the paragraph."""

    act: Named
    sentence: tuple[int, int]
    speaker: Speaker | None
    day: Told | None
    how: str
    """issued | passive | orders | points | joined."""
    orders_at: int | None = None
    """Where the sentence's own order begins ("Tại Công văn số ..., Sở A yêu cầu ..."), the speaker before it."""


def tellings(text: str) -> list[Telling]:
    """The acts that a paragraph announces, in order."""
    out: list[Telling] = []
    for start, end in sentences(text):
        out += _of_sentence(text, start, end)
    return out


def _of_sentence(text: str, start: int, end: int) -> list[Telling]:
    key = fold(text[:end])
    if phrase("announced.earlier").match(key, start):
        return []
    numbered = [act for act in named(text[:end]) if act.start >= start]
    found: list[Telling] = []
    chained = False
    for place, act in enumerate(numbered):
        told = _judged(text, key, act, start, end)
        if told is None and found and _joins(key, numbered[place - 1], act, found[-1].act, chained):
            told = Telling(act, (start, end), found[-1].speaker, act.day or found[-1].day, "joined")
        chained = told is None
        if told is not None:
            found.append(told)
    return found or [t for t in _without_number(text, key, start, end) if not numbered or t.act.start < numbered[0].start]


def _judged(text: str, key: str, act: Named, start: int, end: int) -> Telling | None:
    """The act as announced by an issuing verb, in the passive, by "Tại ..., X yêu cầu", by a pointer to its text."""
    sentence = (start, end)
    verb = _verb_before(key, start, act.start)
    if verb is not None:
        speaker = speaker_before(text, start, verb.start())
        if speaker is not None and not speaker.reported:
            return Telling(act, sentence, speaker, act.day or _day(key, start, act.start), "issued")
        return None
    passive = phrase("announced.passive").match(key, act.end, end)
    if passive is not None and _stands_free(key, start, act.start):
        speaker = speaker_before(text, passive.start("who"), passive.end("who"), passive=True)
        return Telling(act, sentence, speaker, act.day or _day(key, start, passive.end()), "passive")
    at = phrase("announced.at").match(key, start)
    if at is not None and at.end() == act.start:
        order = phrase("announced.at_orders").match(key, act.end, end)
        if order is not None:
            speaker = speaker_before(text, order.start("who"), order.end("who"))
            return Telling(act, sentence, speaker, act.day or _day(key, start, act.start), "orders", order.start("order"))
    pointer = phrase("announced.points").match(key, start)
    if pointer is not None and pointer.end() == act.start:
        return Telling(act, sentence, None, act.day, "points")
    return None


def _verb_before(key: str, start: int, at: int) -> re.Match[str] | None:
    """The issuing verb right before the act."""
    found = None
    for verb in phrase("announced.issuing").finditer(key, start, at):
        if verb.end() == at:
            found = verb if found is None else found
    return found


def _stands_free(key: str, start: int, at: int) -> bool:
    """Nothing but an opener or a date stands before the act in its sentence."""
    before = key[start:at]
    return re.fullmatch(rf"(?:{phrase('announced.opener').pattern}|(?:ngày\s*)?{DATE}|{DAY_MONTH}|[\s,.:*•\-])*", before) is not None


def _joins(key: str, before: Named, act: Named, told: Named, chained: bool) -> bool:
    """ "Kế hoạch số 71/KH-UBND về ... và Kế hoạch số 72/KH-UBND về ...": joined to the announced act before it. One that is
    joined to a cited act ("thực hiện Nghị quyết số 3 và Kế hoạch số 5") is cited too, unless it bears the same symbol."""
    if not re.search(r"(?:[,;]|\svà|\scùng|\scùng với)\s*(?:các |ban hành )?$", key[: act.start]):
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


def _day(key: str, start: int, end: int) -> Told | None:
    """The day at the head of the sentence, or between the body and the verb; the last told before the act that is not
    the date of another act."""
    pattern = rf"(?P<at>(?:ngày\s*)?{DATE}|{DAY_MONTH}|{phrase('announced.part_of_day').pattern})"
    cited = [(act.start - start, act.end - start) for act in named(key[:end]) if act.start >= start]
    found = [
        m
        for m in re.finditer(pattern, key[start:end])
        if not any(a <= m.start() < b for a, b in cited)
        and not phrase("announced.no_day").search(key[start : start + m.start()])
    ]
    if not found:
        return None
    last = found[-1]
    told = _part_of_day(last) or day_told(last)
    return Told(told.day, told.month, told.year, told.start + start, told.end + start) if told else None


def _part_of_day(match: re.Match[str]) -> Told | None:
    if match["pd"] is None:
        return None
    return Told(int(match["pd"]), int(match["pm"]), int(match["py"]) if match["py"] else None, *match.span("at"))


def _without_number(text: str, key: str, start: int, end: int) -> list[Telling]:
    """An act announced by its type alone."""
    for verb in phrase("announced.issuing").finditer(key, start, end):
        act = unnumbered(key[:end], verb.end())
        if act is None or verb["many"] or verb["numbered"]:
            continue
        if verb["weak"] and phrase("announced.not_had").match(key, verb.end()):
            continue
        speaker = speaker_before(text, start, verb.start())
        if speaker is None or speaker.reported or speaker.vague:
            continue
        return [Telling(act, (start, end), speaker, act.day or _day(key, start, act.start), "issued")]
    return []


def reports_event(text: str) -> bool:
    """The paragraph reports a meeting, a visit, a ceremony: the acts that such a page names are its background."""
    first = sentences(text)[:1] or [(0, 0)]
    return phrase("announced.event").search(fold(text[: first[0][1]])) is not None

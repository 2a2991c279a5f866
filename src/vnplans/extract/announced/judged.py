"""Is a numbered act that a sentence names announced by it, or cited? Judged from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from vnplans.calendar import written
from vnplans.extract.announced.days import day_before
from vnplans.extract.announced.issuers import Speaker, may_issue, speaker_before
from vnplans.extract.announced.named import DAY_MONTH, Named, Told, day_behind
from vnplans.phrases import phrase
from vnplans.regex import regex

__all__ = ["Telling", "begins", "behind_day", "is_fresh", "is_signed", "judged"]

_VERB_REACH = 120
"""Characters before an act in which its issuing verb begins, or that of the list it opens."""
_FAR = 1000
"""Characters before an act beyond which its sentence, however long, says nothing of it."""
_JUST = 16
"""Characters before "được" in which "vừa" stands."""
_LAST = regex(r"[^()]*\)?\s*[.;]?\s*")
"""Behind an act in brackets that are all of their line."""
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
    """issued | approved | passive | signed | rules | orders | by | done | points | attached | headline | listed |
    joined | many (several acts told together, each named elsewhere)."""
    fresh: bool = False
    """Told as news: "vừa", "mới"."""
    title: tuple[int, int] | None = None
    """Its title, where it stands before the number."""
    other_day: Told | None = None
    """A day before the act where another stands beside its number."""
    same_day: bool = False
    """ "Cùng ngày": on the day of the act told before."""
    earlier: bool = False
    """The sentence begins with a time that is over: "Thời gian qua", "Năm 2024"."""
    verb: int = 0
    """Where the issuing verb begins, of an act told by its type alone."""
    orders_at: int | None = None
    """Where the sentence's own order begins ("Tại Công văn số ..., Sở A yêu cầu ..."), the speaker before it."""


def judged(text: str, key: str, act: Named, start: int, end: int) -> Telling | None:
    """The act as announced by an issuing verb, in the passive, by "Tại ..., X yêu cầu", by a pointer to its text.

    Of a sentence without an end the words far before the act say nothing of it.
    """
    near = start if act.start - start <= _FAR else key.find(" ", act.start - _FAR) + 1
    told = _judged(text, key, act, near, end)
    return told and replace(told, sentence=(start, end))


def _judged(text: str, key: str, act: Named, start: int, end: int) -> Telling | None:
    verb = _verb_before(key, start, act.start)
    if verb is not None and not _is_long_ago(key, start, verb.start()):
        return _issued(text, key, act, verb, (start, end))
    free = _stands_free(key, min(_behind_mark(text, start), act.start), act.start)
    passive = phrase("announced.passive").match(key, act.end, end)
    if passive is not None and (free or _is_news(key, start, act, passive)):
        return _passive(text, act, passive, (start, end))
    rules = start == 0 and phrase("announced.rules").match(key, act.end, end) is not None
    if act.of is not None and (act.signed or rules) and free:
        return Telling(act, (start, end), None, act.day, "signed" if act.signed else "rules", fresh=act.signed)
    ordered = _at(text, key, act, (start, end)) or _ordered(text, key, act, (start, end))
    ordered = ordered or _done(text, key, act, (start, end))
    if ordered is not None:
        return ordered
    if act.of is not None and act.day is not None and start == 0 and (free or _opens_with(key, act, end)):
        return Telling(act, (start, end), None, act.day, "by")
    content = phrase("announced.is_content").search(key, start, act.start)
    if phrase("announced.points").fullmatch(key, start, act.start) or (content and _CLOSES.match(key, act.end, end)):
        if passive is not None:
            return replace(_passive(text, act, passive, (start, end)), how="points", fresh=False)
        return Telling(act, (start, end), None, act.day, "points")
    source = start == 0 and phrase("announced.in_brackets").fullmatch(key, start, act.start) is not None
    if source and _LAST.fullmatch(key, act.end):
        return Telling(act, (start, end), None, act.day, "points")
    here = phrase("announced.here").match(key, act.end, end) is not None
    if phrase("announced.presents").fullmatch(key, start, act.start):
        return Telling(act, (start, end), None, act.day, "attached")
    linked = here and phrase("announced.content").fullmatch(key, start, act.start) is not None
    if linked or phrase("announced.attached").fullmatch(key, start, act.start):
        return Telling(act, (start, end), None, act.day, "attached")
    return None


def _is_long_ago(key: str, start: int, verb: int) -> bool:
    """ "..., trước đó UBND tỉnh đã ban hành"; a day behind "từ năm 2020 đến nay, " is that of the issuing."""
    ago = phrase("announced.long_ago").search(key, start, verb)
    if ago is None or ago["until"] is None:
        return ago is not None
    new = phrase("announced.fresh").search(key, ago.end(), verb) or _any_day().search(key, ago.end(), verb)
    return new is None


@cache
def _any_day() -> re.Pattern[str]:
    return re.compile(rf"{DAY_MONTH}|{written()}|{phrase('announced.part_of_day').pattern}")


def _issued(text: str, key: str, act: Named, verb: re.Match[str], sentence: tuple[int, int]) -> Telling | None:
    """ "UBND tỉnh vừa ban hành Kế hoạch số ..."."""
    start, _ = sentence
    speaker = speaker_before(text, start, verb.start(), unknown=True)
    if speaker is None and phrase("announced.just").search(key, start, verb.start()) is None:
        return None
    if speaker is not None and speaker.reported:
        return None
    person = phrase("announced.person_tells").match(key, start, verb.start())
    if person is not None and phrase("announced.fresh").search(key, person.end(), verb.start()) is None:
        return None
    if act.of is not None and not act.signed and phrase("announced.passes_on").match(verb[0]):
        return None
    before = day_before(text, start, act.start, begins(speaker))
    told = Telling(act, sentence, speaker, act.day or before, "issued")
    fresh = is_fresh(key, start, speaker, verb.start())
    return replace(told, fresh=fresh, other_day=before if act.day else None)


def _passive(text: str, act: Named, passive: re.Match[str], sentence: tuple[int, int]) -> Telling:
    """ "Kế hoạch số ... vừa được UBND tỉnh ban hành"."""
    who = next((name for name in ("who", "by") if passive[name]), None)
    speaker = speaker_before(text, *passive.span(who), unknown=True) if who else None
    day = act.day or day_behind(passive.string, passive.end()) or day_before(text, sentence[0], act.start)
    title = passive.span("title") if passive["title"] else None
    return Telling(act, sentence, speaker, day, "passive", fresh=True, title=title)


def _at(text: str, key: str, act: Named, sentence: tuple[int, int]) -> Telling | None:
    """ "Tại Công văn số ..., Sở A yêu cầu ..."; "Theo Công văn số ... của Sở A, các trường ..."."""
    start, end = sentence
    at = phrase("announced.at").match(key, behind_day(key, _behind_mark(text, start)))
    if at is None or at.end() != act.start:
        return None
    order = phrase("announced.at_orders").match(key, act.end, end)
    if order is not None:
        speaker = speaker_before(text, order.start("who"), order.end("who"))
        if at["by"] is None or may_issue(speaker, act.number, of=act.of is not None):
            day = act.day or day_before(text, start, act.start)
            return Telling(act, sentence, speaker, day, "orders", orders_at=order.start("order"))
    decides = phrase("announced.at_decides").match(key, act.end, end) if order is None else None
    if decides is not None:
        speaker = speaker_before(text, decides.start("who"), decides.end("who"))
        if may_issue(speaker, act.number, of=act.of is not None):
            day = act.day or day_before(text, start, act.start)
            return Telling(act, sentence, speaker, day, "orders", orders_at=decides.start("order"))
    if at["by"] is not None and act.of is not None and act.day is not None:
        return Telling(act, sentence, None, act.day, "by")
    return None


def _ordered(text: str, key: str, act: Named, sentence: tuple[int, int]) -> Telling | None:
    """ "UBND tỉnh yêu cầu các huyện ... tại Công văn số ..."."""
    start, end = sentence
    before = key[start : act.start]
    ordered = phrase("announced.ordered_in").search(before)
    by = phrase("announced.ordered_by").search(before) if ordered is None else None
    ordered = ordered or by
    if ordered is None or not is_signed(act) or not _CLOSES.match(key, act.end, end):
        return None
    order_at = start + ordered.start(ordered.lastgroup or 0)
    speaker = speaker_before(text, start, order_at)
    if speaker is None or not speaker.text or speaker.reported:
        return None
    if by is not None and not may_issue(speaker, act.number, of=act.of is not None):
        return None
    day = act.day or day_before(text, start, order_at, speaker.start)
    return Telling(act, sentence, speaker, day, "orders", orders_at=order_at)


def _done(text: str, key: str, act: Named, sentence: tuple[int, int]) -> Telling | None:
    """ "UBND tỉnh vừa phê duyệt Đề án ... tại Quyết định số ...", "Đề án ... vừa được UBND tỉnh phê duyệt theo ..."."""
    start, end = sentence
    done = phrase("announced.done_in").search(key, start, act.start)
    if done is None or not is_signed(act) or act.of is not None or not _CLOSES.match(key, act.end, end):
        return None
    who = next((name for name in ("who", "by") if done[name]), None)
    speaker = speaker_before(text, *done.span(who)) if who else speaker_before(text, start, done.start("verb"))
    if speaker is None or speaker.reported or not may_issue(speaker, act.number, of=False):
        return None
    said = key[start : done.start()][-_JUST:] if who else key[speaker.end : done.start("verb")]
    fresh = (phrase("announced.just").search(said) if who else phrase("announced.fresh").search(said)) is not None
    fresh = fresh and "đã" not in said.split()
    day = act.day or day_before(text, start, act.start, speaker.start)
    return Telling(act, sentence, speaker, day, "done", fresh=fresh)


def begins(speaker: Speaker | None) -> int | None:
    return speaker.start if speaker is not None and speaker.text else None


def _opens_with(key: str, act: Named, end: int) -> bool:
    """ "Mục tiêu của Kế hoạch số ... là", "Với mục tiêu giữ nước, Kế hoạch số ... đề ra ..."."""
    before = key[: act.start]
    if phrase("announced.content_of").fullmatch(before):
        return True
    rules = phrase("announced.rules").match(key, act.end, end) is not None
    return rules and phrase("announced.aimed").fullmatch(before) is not None


def _is_news(key: str, start: int, act: Named, passive: re.Match[str]) -> bool:
    """ "..., theo Kế hoạch số 5/KH-UBND vừa được UBND tỉnh ban hành": told as new, though it is named for a ground."""
    before = key[start : act.start].rstrip()
    return before.endswith(("theo", "tại", "trong")) and phrase("announced.fresh").search(passive[0]) is not None


def _behind_mark(text: str, start: int) -> int:
    """Behind the mark of an agency at the head of the paragraph: "(TTX) - Tại Công văn số ..."."""
    mark = phrase("announced.prefix").match(text) if start == 0 else None
    return mark.end() if mark else start


def behind_day(key: str, start: int) -> int:
    """Behind the day that the sentence opens with: "Ngày 6/5/2024, tại Công văn số ..."."""
    found = re.compile(rf"(?:{written()}|{DAY_MONTH})\s*,\s*").match(key, start)
    return found.end() if found else start


def is_fresh(key: str, start: int, speaker: Speaker | None, verb: int) -> bool:
    """ "vừa" before the verb, or "Mới đây" at the head of the sentence."""
    if speaker is None or phrase("announced.just_now").match(key, start):
        return True
    return phrase("announced.fresh").search(key[speaker.end : verb]) is not None


def is_signed(act: Named) -> bool:
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

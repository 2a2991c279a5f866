"""The clause by which those who must act are told apart from others of their kind: "UBND các xã có rừng", "Giáo viên
được phân công trực". It is part of the name, the duty begins behind it."""

from __future__ import annotations

from itertools import pairwise

from vnplans.extract.agencies.names import Mention
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import verb_at, verb_end
from vnplans.phrases import phrase
from vnplans.regex import regex

__all__ = ["with_clause"]

_WORD = regex(r"\s+(?=\S)")
_CLAUSE = regex(r"(?:\s+[^\s.,;:()\[\]]+){1,12}")
"""The words behind the name up to a mark, twelve at most."""
_WAITS = " được"


def with_clause(passage: Line, mentions: tuple[Mention, ...], end: int) -> tuple[tuple[Mention, ...], int]:
    """The mentions and where the last ends, the clause behind it taken along.

    "Các đơn vị được giao nhiệm vụ tại Phụ lục kèm theo Kế hoạch này ...", "UBND các xã có rừng kiện toàn ..."
    """
    last = mentions[-1]
    if end != last.end:
        return mentions, end
    at = end - len(_WAITS) if passage.key[:end].endswith(_WAITS) else end
    chosen = phrase("subject.chosen").match(passage.key, at)
    stop = chosen.end() if chosen else _end(passage, last, at)
    if stop <= end:
        return mentions, end
    text = f"{last.text[: len(last.text) - (end - at)]}{passage.text[at:stop]}"
    agency = last.agency.model_copy(update={"text": text, "name": text})
    return (*mentions[:-1], Mention(text, last.start, stop, agency)), stop


def _end(passage: Line, last: Mention, at: int) -> int:
    """Where the clause behind a name ends: before the verb of the duty; 0 if there is none."""
    key = passage.key
    opener = phrase("clause.opens").match(key, at)
    words = _CLAUSE.match(key, at)
    if opener is None and words is not None and f"{_WAITS} " in last.text.lower():
        duty = phrase("clause.duty").search(key, at, words.end())  # "Các hộ được cấp giấy phép | khai thác phải ..."
        return duty.start() if duty else 0
    if opener is None or words is None or not _of_several(last):
        return 0
    given = opener["given"] is not None
    if not given and verb_at(key, opener.start("word")) is not None:
        return 0  # "UBND các xã có văn bản gửi ..."
    duty = phrase("clause.duty").search(key, opener.start("word") - 1, words.end())
    last_word = duty.start() if duty else words.end()
    if phrase("clause.none").search(key, opener.start("word"), last_word):
        return 0
    verbs = [gap for gap in _gaps(key, opener.end(), last_word) if _acts(passage, gap)]
    if opener["own"] is not None and verbs and verbs[0] == opener.end():
        verbs = verbs[1:]  # "Các huyện chưa báo cáo | gửi số liệu": the first verb is the clause's own
    if duty and (given or not verbs):
        return last_word if last_word > opener.end() or opener["whole"] else 0
    if not verbs and verb_at(key, words.end() + 1) is not None and key[words.end() : words.end() + 1] == ":":
        return words.end()  # "Các sở, ngành được báo chí nêu: trả lời ..."
    if not verbs:
        return 0
    if given:
        return _behind_what_is_given(key, verbs)
    return verbs[0] if key[opener.end() : verbs[0]].strip() or opener["whole"] else 0


def _gaps(key: str, start: int, end: int) -> list[int]:
    """Offsets of the blanks between the words."""
    return [gap.start() for gap in _WORD.finditer(key, start, end)]


def _of_several(last: Mention) -> bool:
    """A group, or a post that many hold: one body with a name of its own needs no clause."""
    return last.agency.group or phrase("clause.several").search(last.text.lower().removesuffix(_WAITS)) is not None


def _acts(passage: Line, gap: int) -> bool:
    """Words of action that are no half of another word stand behind the blank."""
    key, start = passage.key, gap + 1
    if not passage.text[start].islower() or phrase("clause.noun").match(key, start):
        return False
    at = verb_at(key, start)
    if at is None:
        return False
    return at > start or " " in key[at : verb_end(key, at)] or phrase("clause.short").match(key, at) is not None


def _behind_what_is_given(key: str, verbs: list[int]) -> int:
    """ "được giao chủ trì thực hiện nhiệm vụ | báo cáo": verbs side by side are what was given, the next is the duty;
    of verbs that all stand side by side the last is."""
    for one, two in pairwise(verbs):
        adverb = (verb_at(key, two + 1) or 0) > two + 1
        if adverb or key[verb_end(key, one + 1) : two].strip():
            return two
    return verbs[-1] if len(verbs) > 1 else verbs[0]

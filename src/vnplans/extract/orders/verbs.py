"""Does a clause begin with a verb of action? (data/verbs.toml)"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vnplans.knowledge import Openings, alternatives, rows
from vnplans.knowledge.tables import Verb
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["action", "is_aim", "opens_with_order", "verb_at", "verb_end"]


@cache
def _verbs() -> Openings:
    return Openings(row.word for row in rows(Verb) if row.kind == "verb")


@cache
def _misread() -> Openings:
    """Verbs of two syllables or more without any mark: "tô chức", "đôi mới" of a scan."""
    return Openings(bare(row.word) for row in rows(Verb) if row.kind == "verb" and " " in row.word and not row.exact)


@cache
def _adverbs() -> re.Pattern[str]:
    words = [row.word for row in rows(Verb) if row.kind == "adverb"]
    return re.compile(rf"(?:{alternatives(words)})(?!\w)[\s,:]*(?:và(?!\w)\s*)?")


@cache
def _aims() -> re.Pattern[str]:
    words = [row.word for row in rows(Verb) if row.kind == "verb" and row.aim]
    return re.compile(rf"(?:{alternatives(words)})(?!\w)")


@cache
def _orders() -> re.Pattern[str]:
    words = [row.word for row in rows(Verb) if row.kind == "order"]
    return re.compile(rf"(?:{alternatives(words)})(?!\w)\s*")


@cache
def _first_words() -> frozenset[str]:
    """Words that a verb of action, or what stands before one, begins with; "qui", which is read as "quy", too."""
    words = [row.word for row in rows(Verb) if row.kind in ("verb", "adverb")]
    firsts = {_WORD.findall(word)[0] for word in words} | {"có", "là", "làm"}
    return frozenset(firsts | {"qui"})


_LONGEST = 40
_WORD = regex(r"\w+")
_PASSED = frozenset(' "“(,')


@lru_cache(maxsize=16_384)
def verb_at(key: str, start: int = 0) -> int | None:
    """Offset of the verb of action that the words from `start` begin with, adverbs before it passed over; else None.

    `key` is `fold`ed text.
    """
    at = start
    while key[at : at + 1] in _PASSED:
        at += 1
    first = _WORD.match(key, at)
    if first is None or not (first[0] in _first_words() or _misread().may_open(bare(first[0]))):
        return None
    text = key.replace("qui ", "quy ")
    if phrase("orders.through").match(text, at):
        return None
    for _ in range(5):
        if _verbs().end(text, at) or phrase("orders.have").match(text, at) or phrase("orders.be").match(text, at):
            return at
        adverb = _adverbs().match(text, at)
        if not adverb or adverb.end() == at:
            if phrase("orders.alike").match(text, at):
                return None
            return at if _is_misread(text, at) else None
        at = adverb.end()
    return None


def verb_end(key: str, at: int) -> int:
    """End of the longest verb of action at `at`, where `verb_at` found one."""
    return _verbs().end(key, at) or at


def _is_misread(text: str, at: int) -> bool:
    first = _WORD.match(text, at)
    return bool(first and _misread().may_open(bare(first[0])) and _misread().end(bare(text[at : at + _LONGEST])))


def is_aim(key: str, start: int = 0) -> bool:
    """The clause says an aim or an attitude: "phấn đấu đạt 90 %", "bảo đảm 100 % hồ sơ", "coi ... là nhiệm vụ"."""
    clause = key[start:].lstrip(' "“,')
    if phrase("orders.attitude").match(clause):
        return True
    at = verb_at(key, start)
    words = key[at:] if at is not None else clause
    if phrase("orders.attitude").match(words):
        return True
    aim = _aims().match(words)
    return bool(aim) and (words.startswith("phấn đấu") or bool(phrase("orders.measured").search(words)))


def action(key: str, start: int = 0) -> bool:
    """The clause begins with a verb of action and says no mere aim."""
    return verb_at(key, start) is not None and not is_aim(key, start)


def opens_with_order(key: str, start: int = 0) -> int | None:
    """End of a word that hands work to the agency named next ("giao", "đề nghị", "yêu cầu"); None if there is none."""
    found = _orders().match(key, start)
    return found.end() if found else None

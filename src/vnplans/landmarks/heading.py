"""Type words, what enacts, the line of addressees."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from vnplans.kinds import kind_names
from vnplans.knowledge import alternatives
from vnplans.landmarks.words import REACH, any_of, begins_exactly, words
from vnplans.pages import Block
from vnplans.regex import regex
from vnplans.text import CAPITALS, bare, fold

__all__ = ["addressee_line", "breaks_off", "is_enacting", "is_type_word", "type_end", "type_line"]


@cache
def _type_words() -> dict[str, str]:
    """The type words without marks, longest first -> the names of their kinds."""
    return {bare(name): name for name in sorted(kind_names(), key=len, reverse=True)}


def is_type_word(text: str, *, misread: bool = False) -> bool:
    """Is the text a type word and nothing else, in any case? `misread`: in capitals, a letter or two may be wrong."""
    return bare(text) in _type_words() or (misread and text.isupper() and _near_type(bare(text)) is not None)


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{alternatives(map(fold, words('unfinished')))})$|,$")


def breaks_off(text: str) -> bool:
    """Does a title line end within a phrase, at a comma or a word that asks for another: "... của Chủ tịch và các"?"""
    key = fold(text.rstrip())
    return bool(_unfinished().search(key)) and not key.endswith(words("finished"))


def is_enacting(text: str) -> bool:
    """Is the text a formula that closes the legal bases, beside the type words: "QUYẾT NGHỊ"?"""
    return bare(text) in {bare(word) for word in words("enacting")}


_SPACED = regex(rf"(?=(?:.*?\b[{CAPITALS}]\b){{3}})[{CAPITALS}]{{1,4}}(?: [{CAPITALS}]{{1,4}}){{3,}}")
"""Letters set apart, some of which a converter has joined again: "KẾ H O Ạ C H"."""


def type_end(text: str) -> int:
    """Where the type word ends that a text begins with, in any case; 0 if it begins with none."""
    key = bare(text[:REACH])
    return next((len(w) for w in _type_words() if key.startswith(w) and not key[len(w) : len(w) + 1].isalpha()), 0)


def type_line(block: Block, *, any_case: bool = False) -> tuple[str, int] | None:
    """The type that a block names in capitals at its start ('KẾ HOẠCH', 'CHƯƠNG TRÌNH HÀNH ĐỘNG Thực hiện ...') and
    where its word ends; None if it names none. `any_case`: capitals are not asked for."""
    text = block.text
    if not any_case and not text[:2].isupper():
        return None if block.confidence is None else _misread_type(block)
    if block.confidence is None and begins_exactly(text, "no_type"):
        return None
    if _SPACED.fullmatch(text):  # "Q U Y Ế T Đ Ị N H": the blanks between its words are lost among the others
        letters = bare(text).replace(" ", "")
        named = next((name for spelt, name in _type_words().items() if spelt.replace(" ", "") == letters), None)
        return (named, len(text)) if named else None
    key = bare(text[:REACH])
    before = _before_type().match(key)
    skipped = before.end() if before else 0  # "BẢN QUY ĐỊNH"
    for at in dict.fromkeys((0, skipped)):
        for spelt, name in _type_words().items():
            end = at + len(spelt)
            if key.startswith(spelt, at) and not key[end : end + 1].isalpha():
                return (name, end) if any_case or text[:end].isupper() else None
    return _misread_type(block)


@cache
def _before_type() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('before_type')})\s+")


_SCRAPS = regex(r"[^\w]{1,4}|[^\W_]?\W{1,3}|[^\W\d_]\s")
"""What specks before a type word are read as."""


def _misread_type(block: Block) -> tuple[str, int] | None:
    """A type word alone on its line, nearly read; on a scan also behind scraps."""
    text = block.text[:REACH]
    if not block.capitals:
        return None
    starts = [0]
    if block.confidence is not None and (scraps := _SCRAPS.match(text)):
        starts.append(scraps.end())
    for start in starts:
        key = bare(text[start:]).rstrip(" .-_'|")
        named = _type_words().get(key) if start else None
        if block.confidence is not None and not named:
            named = _glued_types().get(key.replace(" ", ""))
        named = named or _near_type(key)
        if named:
            return named, len(block.text)
    return None


@cache
def _glued_types() -> dict[str, str]:
    """The type words of more than a word without their blanks, which a scan may lose: "ĐEÁN"."""
    return {spelt.replace(" ", ""): name for spelt, name in _type_words().items() if " " in spelt}


def _near_type(key: str) -> str | None:
    """The type whose word, without marks, is nearly this one."""
    if 6 <= len(key) <= 30:
        like = SequenceMatcher(None, "", key)
        for spelt, name in _type_words().items():
            if abs(len(spelt) - len(key)) <= 2:
                like.set_seq1(spelt)
                if like.quick_ratio() >= 0.88 and like.ratio() >= 0.88:  # the quick one is never less
                    return name
    return None


@cache
def _addressee() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:(?:{any_of('addressee')})\b|\W?k\w{{1,3}}\s[gcq][ui]{{1,2}}(?=\s?:))")


def addressee_line(text: str) -> re.Match[str] | None:
    """'Kính gửi:' at the start of a line, a letter of it misread where its colon stands; the match ends before that."""
    return _addressee().match(bare(text[:REACH]))

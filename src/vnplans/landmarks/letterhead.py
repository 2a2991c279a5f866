"""What opens a page: the motto, the number's label, rules, marks that stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from vnplans.calendar import OUTLINE
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import Landmark
from vnplans.landmarks.words import REACH, is_whole
from vnplans.pages import Block
from vnplans.regex import regex
from vnplans.text import CAPITALS, bare, fold

__all__ = [
    "SUBJECT",
    "is_mark",
    "is_motto",
    "is_motto_misread",
    "is_rule",
    "motto_at",
    "motto_nearly",
    "number_label",
    "number_word",
    "place_and_date",
]

_SYLLABLE = regex(r"[a-z]+")
_EDGES = " -*_.–"
"""Marks about a broken motto's pieces."""


@dataclass(frozen=True, slots=True)
class _Motto:
    syllables: frozenset[str]
    at_least: int
    party: bool


@cache
def _mottoes() -> tuple[_Motto, ...]:
    return tuple(
        _Motto(frozenset(_SYLLABLE.findall(bare(" ".join(row.words)))), row.at_least, row.party)
        for row in rows(Landmark)
        if row.kind == "motto"
    )


def is_motto(block: Block) -> bool:
    """Quốc hiệu, Tiêu ngữ or the Party's headline on a line of its own, or a piece of one that a column has broken.

    Some of its words may be misread or lost. The Party's name is a headline only in capitals.
    """
    text = block.text
    if len(text) > 120 or text.endswith((".", ";", ":", ",")):
        return False
    if _motto_in(text, block.capitals and len(text) < 40):
        return True
    return block.confidence is not None and motto_nearly(text.split()[:_MOTTO_WORDS]) == 0


@lru_cache(maxsize=1024)
def _motto_in(text: str, headline: bool) -> bool:
    read = set(_SYLLABLE.findall(bare(text)))
    whole = any(len(read & m.syllables) >= m.at_least and (headline or not m.party) for m in _mottoes())
    return whole or is_whole(text.strip(_EDGES), "motto_piece")


@cache
def _motto_start() -> re.Pattern[str]:
    starts = [bare(row.begins) for row in rows(Landmark) if row.kind == "motto"]
    pattern = alternatives(starts).replace(r"\s+\-\s+", r"\s*[-.,]{0,3}\s*")
    return re.compile(pattern.replace("hoa", r"h\S{1,2}"))


def motto_at(text: str) -> int | None:
    """Where a motto begins in a text that may hold the other column's words before it; None if it holds none."""
    found = _motto_start().search(bare(text))
    return found.start() if found else None


_MOTTO_WORDS = 9
_ONE_OFF = 0.75
"""The share of a motto's syllables that must have been read for a scanned line to hold it."""


@cache
def _motto_syllables() -> tuple[tuple[str, ...], ...]:
    """What mottoes consist of, without marks."""
    return tuple(tuple(_SYLLABLE.findall(bare(" ".join(row.words)))) for row in rows(Landmark) if row.kind == "motto")


def motto_nearly(words_: Sequence[str]) -> int | None:
    """Where among the words of a line a motto begins of which a quarter of the syllables was misread: "ĐẢNG CÍNG SẢN
    VIỆT NAM", "tộc lập - Tự do - Hạnh phúc"; None if it holds none. The Party's counts in capitals only."""
    keys = [(at, _SYLLABLE.findall(bare(word))) for at, word in enumerate(words_)]
    read = [(at, found[0]) for at, found in keys if len(found) == 1]
    for motto in _motto_syllables():
        for start in range(len(read) - len(motto) + 1):
            run = read[start : start + len(motto)]
            same = sum(key == own for (_, key), own in zip(run, motto, strict=True))
            capitals = all(words_[at].isupper() for at, _ in run)
            glued = len(run[0][1]) > len(motto[0]) + 1  # to the last word of the other column
            if _ONE_OFF * len(motto) <= same and not glued and (capitals or motto[0] != _OF_THE_PARTY):
                return run[0][0]
    return None


_OF_THE_PARTY = "dang"


@cache
def _motto_spelt() -> tuple[str, ...]:
    return tuple(_letters(row.begins) for row in rows(Landmark) if row.kind == "motto")


def _letters(text: str) -> str:
    """Without blanks and dashes, which a typist may set or leave as he likes."""
    return "".join(char for char in fold(text) if char.isalpha())


def is_motto_misread(text: str) -> bool:
    """Does a motto begin in the text with wrong or lost marks?"""
    return motto_at(text) is not None and not any(words in _letters(text) for words in _motto_spelt())


@cache
def number_word() -> str:
    """A regular expression of the word "Số" before a number, as print and OCR give it."""
    letters = next(row.letters for row in rows(Landmark) if row.kind == "number")
    return f"S[{letters}{letters.upper()}]"


@cache
def _number_label() -> re.Pattern[str]:
    return re.compile(rf"\s*{number_word()}\s*:", re.IGNORECASE)


def number_label(text: str) -> bool:
    """Does a line begin with "Số:", whatever stands behind it?"""
    return _number_label().match(text) is not None


SUBJECT = regex(r"\s*[-(“\"]?\s*v(?:\s*/\s*v\b|\s?[.\\-]\s?v\b(?!\.))\s*[:.]?\s*", re.IGNORECASE)
"""The V/v line, to the first word of what the letter is about."""
_RULE = regex(r"[\W_]*(?:(?<=[\W_])[oO0]{2,5}[\W_]+)?|o[0O]o")


def is_rule(block: Block) -> bool:
    """A line of dashes, stars or underscores, the ornament "-----o0o-----" among them."""
    return bool(_RULE.fullmatch(block.text))


@cache
def _standing_mark() -> re.Pattern[str]:
    listed = [row for row in rows(Landmark) if row.kind in ("draft", "urgency", "secrecy", "restricted", "paper")]
    alone = alternatives(bare(word) for row in listed if not row.tail for word in row.words)
    tailed = alternatives(bare(word) for row in listed if row.tail for word in row.words)
    return re.compile(rf"[\s(*\-\[]*(?:(?:{tailed})\b.{{0,20}}|{alone})[\s)*.\-\]]*")


def is_mark(text: str) -> bool:
    """A mark that stands by itself: 'DỰ THẢO lần 2', 'HỎA TỐC', 'MẬT'."""
    return len(text) < REACH and bool(_standing_mark().fullmatch(bare(text)))


_DATED = regex(rf"{OUTLINE}.{{0,12}}\bnăm\b")
_WORD = rf"(?![{CAPITALS}]+-[{CAPITALS}])[{CAPITALS}][^\s,;:/()]*"
_PLACE = regex(rf"(?<!\S)(?:{_WORD}\s){{0,4}}{_WORD},\s*ngày\b")


def place_and_date(text: str) -> int | None:
    """Where a line's place and date begin behind words of the other column, which ran together with them: "Số:
    3/KH-UBND Tân An, ngày 5 tháng 3 năm 2026"; 0 where it holds nothing else. None for other lines."""
    found = _PLACE.search(text) if _DATED.search(fold(text)) else None
    return found.start() if found else None

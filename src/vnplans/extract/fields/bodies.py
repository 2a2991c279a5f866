"""How the names of bodies begin, and the provinces in them."""

from __future__ import annotations

import re
from functools import cache

from vnplans.knowledge import Openings, alternatives, rows
from vnplans.knowledge.bodies import AgencyHead, AgencyName, Province
from vnplans.landmarks import words
from vnplans.text import bare, fold

__all__ = ["begins_body", "head_words", "province_in"]


def _openings() -> set[str]:
    names: set[str] = set(words("body"))
    for head in rows(AgencyHead):
        names |= {head.word, *head.variants}
    for agency in rows(AgencyName):
        names |= {agency.name, *agency.variants}
    return names


@cache
def _bodies() -> Openings:
    return Openings(map(bare, _openings()))


@cache
def _spelt() -> Openings:
    return Openings(map(fold, _openings()))


@cache
def _other_words() -> re.Pattern[str]:
    """Words that begin as a head does: "BỘ ĐỘI", "KHOA HỌC"; with their tone marks."""
    other = (f"{head.word}{' ' * word.isalpha()}{word}" for head in rows(AgencyHead) for word in head.unless)
    return re.compile(rf"(?:{alternatives(map(fold, other))})(?![^\W\d_])")


@cache
def _one_syllable() -> frozenset[str]:
    """Names and abbreviations of one word, with their tone marks."""
    heads = (name for head in rows(AgencyHead) for name in (head.word, *head.variants))
    known = (name for agency in rows(AgencyName) for name in (agency.name, *agency.variants))
    return frozenset(fold(name) for name in (*words("body"), *heads, *known) if " " not in name)


def begins_body(text: str) -> bool:
    """Does a line of a letterhead begin the name of a body?

    Without tone marks "VŨ THƯ" begins as "Vụ" does: one syllable must have its own, on a line that has any.
    """
    line = text.lstrip(" -*•")
    plain, key = bare(line), fold(line)
    end = _bodies().end(plain)
    if end is None or " " in plain[:end] or plain == line.lower():
        return end is not None
    return key[:end] in _one_syllable() and not _other_words().match(key)


def head_words(text: str) -> int:
    """How many words of a line are those that bodies begin with, marks and all: "TRUNG TÂM Y TẾ" has two; 0 for others,
    as "HỘI ĐÔNG" is no "hội đồng"."""
    key = fold(text.lstrip(" -*"))
    end = _spelt().end(key)
    return 0 if end is None else len(key[:end].split())


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    """Longest first: the name without marks, and the name itself."""
    names = sorted((province.name for province in rows(Province)), key=len, reverse=True)
    return tuple((bare(name), name) for name in names)


def province_in(text: str) -> str | None:
    """The province named in a text, as data/provinces.toml spells it."""
    key = f" {bare(text)} "
    held = ((plain, name) for plain, name in _provinces() if plain in key)  # few: patterns of 64 take 10 ms to compile
    return next((name for plain, name in held if re.search(rf"\W{re.escape(plain)}\W", key)), None)

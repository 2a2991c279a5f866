"""The words by which a clerk finds his way, by kind, as data/landmarks.toml has them.

Tone marks are not asked for (`text.bare`): scans and typing lose them first.
"""

from __future__ import annotations

import re
from functools import cache

from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import Landmark
from vnplans.text import bare, fold

__all__ = ["REACH", "any_of", "begins", "begins_exactly", "holds_word", "is_whole", "leads_to", "words"]

REACH = 100
"""Landmarks stand at the start of a line: no more of it is looked at."""


@cache
def words(*kinds: str) -> tuple[str, ...]:
    """The words of one or more kinds, as the table spells them. Raises KeyError for a kind that it does not have."""
    found: list[str] = []
    for kind in kinds:
        listed = [row.words for row in rows(Landmark) if row.kind == kind]
        if not listed:
            raise KeyError(kind)
        found += [word for row in listed for word in row]
    return tuple(found)


@cache
def any_of(*kinds: str) -> str:
    return alternatives(bare(word) for word in words(*kinds))


@cache
def _beginning(*kinds: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(*kinds)})(?![^\W\d_])")


def begins(text: str, *kinds: str) -> bool:
    """Does the text, without its marks, begin with a word of one of the kinds?"""
    return bool(_beginning(*kinds).match(bare(text[:REACH])))


@cache
def _exactly(*kinds: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(fold(word) for word in words(*kinds))})(?![^\W\d_])")


def begins_exactly(text: str, *kinds: str) -> bool:
    """The same with tone marks, where a word without them would be another ("mật", "mặt")."""
    return bool(_exactly(*kinds).match(fold(text[:REACH])))


def is_whole(text: str, *kinds: str) -> bool:
    """Is the text, without its marks, a word of one of the kinds and nothing else?"""
    return re.fullmatch(any_of(*kinds), bare(text).strip()) is not None


@cache
def _anywhere(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(kind))


def holds_word(text: str, kind: str) -> bool:
    """Does the text, without its marks, hold a word of the kind, wherever it stands?"""
    return _anywhere(kind).search(bare(text)) is not None


@cache
def _leading(*kinds: str) -> re.Pattern[str]:
    pairs = (
        rf"(?:{alternatives(map(bare, row.words))})\s+(?=(?:{alternatives(map(bare, row.next))})(?![^\W\d_]))"
        for row in rows(Landmark)
        if row.kind in kinds
    )
    return re.compile("|".join(pairs))


def leads_to(text: str, *kinds: str) -> int | None:
    """Where the `next` word begins in a text that begins with a word of one of the kinds and that word behind it."""
    found = _leading(*kinds).match(bare(text[:REACH]))
    return found.end() if found else None

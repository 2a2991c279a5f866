"""What stands on a page and is no part of the act: stamps, visible signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vnplans.knowledge import rows
from vnplans.knowledge.tables import Landmark
from vnplans.landmarks.words import REACH
from vnplans.text import bare

__all__ = ["Mark", "mark_role", "marks"]

_Role = Literal["stamp", "signature"]
_ROLES: Mapping[str, _Role] = {"stamp": "stamp", "signature": "signature"}
"""Kinds of rows that are marks."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp or the appearance of a digital signature; words without marks."""

    role: _Role
    opening: tuple[str, ...]
    going_on: tuple[str, ...]
    """Of further lines of the mark, which belong to it only below such a line."""

    def begins(self, key: str, *, misread: bool = False) -> bool:
        """Does a line, without its tone marks, open the mark? `misread`: one letter of a longer word may be wrong."""
        return _starts(key, self.opening, misread)

    def continues(self, key: str, *, misread: bool = False) -> bool:
        """Does a line below the mark belong to it?"""
        return _starts(key, self.going_on, misread)


_LONG_WORD = 7
"""Letters of a word of a mark of which one may be misread."""


def _starts(key: str, words: tuple[str, ...], misread: bool) -> bool:
    if any(key.startswith(word) and not key[len(word) : len(word) + 1].isalpha() for word in words):
        return True
    return misread and any(_one_off(key, word) for word in words if len(word) >= _LONG_WORD)


def _one_off(key: str, word: str) -> bool:
    """Does a text begin with the word but for one letter, wrong or lost?"""
    same = sum(a == b for a, b in zip(key, word, strict=False))
    if same >= len(word) - 1:
        return True
    at = next((i for i, (a, b) in enumerate(zip(key, word, strict=False)) if a != b), len(key))
    end = at + len(word[at + 1 :])
    return at + 1 < len(word) and key[at:end] == word[at + 1 :] and not key[end : end + 1].isalpha()


@cache
def marks() -> tuple[Mark, ...]:
    """What stands on a page and is no part of the act."""
    return tuple(
        Mark(_ROLES[row.kind], tuple(map(bare, row.words)), tuple(map(bare, row.also)))
        for row in rows(Landmark)
        if row.kind in _ROLES
    )


def mark_role(text: str) -> _Role | None:
    """The role of a line that begins as a stamp or a visible signature does."""
    key = bare(text[:REACH])
    return next((mark.role for mark in marks() if mark.begins(key)), None)

"""Patterns made of the rows of data/layout_words.toml."""

from __future__ import annotations

import re
from functools import cache

from vnplans.knowledge import alternatives, table
from vnplans.text import bare

__all__ = ["begins", "begins_body", "words"]


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of a kind, as the table spells them. Raises KeyError for a kind that the table does not have."""
    found = [row["words"] for row in table("layout_words") if row["kind"] == kind]
    if not found:
        raise KeyError(kind)
    return tuple(word for row in found for word in row)


@cache
def _beginning(*kinds: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(bare(w) for kind in kinds for w in words(kind))})(?![^\W\d_])")


def begins(text: str, *kinds: str) -> bool:
    """Does the text, without its marks, begin with a word of one of the kinds?"""
    return bool(_beginning(*kinds).match(bare(text)))


@cache
def _bodies() -> re.Pattern[str]:
    names: set[str] = set(words("body"))
    for row in table("agency_heads"):
        names |= {row["word"], *row.get("variants", ())}
    for row in table("agencies"):
        names |= {row["name"], *row.get("variants", ())}
    return re.compile(rf"(?:{alternatives(bare(name) for name in names)})(?![^\W\d_])")


def begins_body(text: str) -> bool:
    """Does a line of a letterhead begin the name of a body?"""
    return bool(_bodies().match(bare(text).lstrip(" -")))

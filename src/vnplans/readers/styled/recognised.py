"""Text that another program recognised from pictures: told by the national motto, which no one types without marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vnplans.landmarks import is_motto_misread
from vnplans.pages import Block
from vnplans.regex import regex
from vnplans.syllables import is_syllable

__all__ = ["as_recognised", "misread_motto"]

_WORD = regex(r"[^\W\d_]{2,}")
_MARKED = 0.3
"""Share of words with Vietnamese marks, in a text that is not typed without them throughout."""
_HEAD = 25
"""Blocks among which the motto stands."""


def misread_motto(blocks: Sequence[Block]) -> bool:
    """Does the motto stand in the letterhead with wrong or lost marks, in a text that has marks elsewhere?"""
    if not any(is_motto_misread(block.text) for block in blocks[:_HEAD]):
        return False
    words = [word for block in blocks for word in _WORD.findall(block.text)]
    return sum(not word.isascii() for word in words) > len(words) * _MARKED


def as_recognised(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with a confidence: the share of sound syllables among their words, at most that of all. What the
    program that read them thought of them is not known."""
    every = _sound([block.text for block in blocks])
    return tuple(replace(block, confidence=round(min(every, _sound([block.text])), 3)) for block in blocks)


def _sound(texts: Sequence[str]) -> float:
    words = [word for text in texts for word in _WORD.findall(text)]
    return sum(map(is_syllable, words)) / len(words) if words else 1.0

"""Finding the words of rows in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from vnplans.regex import regex

__all__ = ["Openings", "alternatives", "at_word_start"]


def alternatives(words: Iterable[str]) -> str:
    """A regular expression of the words, escaped, to stand inside a group; blanks match any blank.

    The longest that fits is tried first ("mười một" before "mười"). Words share what they begin with
    ("rà(?:\\s+soát)?"), which matches twenty times as fast as a list of them does.
    """
    return _branches(sorted(set(words)))


def at_word_start(words: Iterable[str]) -> str:
    r"""The same with `\b` before the words, which begin with a letter or figure, for a pattern to be searched with.

    It asks for the boundary behind the first letter: a search goes fast only where a letter is the first thing in it.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        groups.setdefault(word[0], []).append(word[1:])
    branches = (rf"{first}(?<!\w.){_branches(rest)}" for first, rest in groups.items())
    return f"(?:{'|'.join(branches)})"


def _branches(words: Sequence[str]) -> str:
    """Sorted words as one piece of a pattern; an empty word lets nothing stand there."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1].lower(), []).append(word)
    may_end = groups.pop("", None)
    pattern = "|".join(map(_branch, groups.values()))
    if may_end and groups:
        return f"(?:{pattern})?"
    return f"(?:{pattern})" if len(groups) > 1 else pattern


def _branch(words: Sequence[str]) -> str:
    """Sorted words that begin with one letter, in either case."""
    first, last = words[0], words[-1]
    if len(words) == 1:
        return _escaped(first)
    if first[0] != last[0]:  # "TTg" and "ttg": side by side, the longest first, since a pattern may ignore case
        return f"(?:{'|'.join(map(_escaped, sorted(words, key=lambda w: (-len(w), w))))})"
    size = 1  # what the first and the last begin with, all between them do
    while first[size : size + 1] == last[size : size + 1] != "":
        size += 1
    return _escaped(first[:size]) + _branches([word[size:] for word in words])


def _escaped(text: str) -> str:
    if not text.replace(" ", "").isalnum():
        text = re.escape(text).replace(r"\ ", " ")
    return text.replace(" ", r"\s+")


_WORD = regex(r"\w+")


class Openings:
    """Phrases that a text may open with, looked up by their first word.

    For hundreds of them: one pattern takes longer to compile than an act to read.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for phrase in phrases:
            self._by_first.setdefault(_WORD.findall(phrase)[0], []).append(phrase)
        for known in self._by_first.values():
            known.sort(key=len, reverse=True)

    def may_open(self, word: str) -> bool:
        """Does one of them begin with that word?"""
        return word in self._by_first

    def end(self, text: str, at: int = 0) -> int | None:
        """Where the longest of them ends that stands at that place, its last word whole. The text has single blanks."""
        first = _WORD.match(text, at)
        known = self._by_first.get(first[0]) if first else None
        if not known:
            return None
        for phrase in known:
            if text.startswith(phrase, at) and not _WORD.match(text, at + len(phrase)):
                return at + len(phrase)
        return None

"""A text as tokens, and phrases looked up in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

from vnplans.regex import regex
from vnplans.text import CAPITALS, SMALLS, fold

__all__ = ["Index", "Tokens", "opening", "openings", "tokens", "words_in"]

T = TypeVar("T")
_TOKEN = regex(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_PARTED = regex(rf"([{CAPITALS}{SMALLS}0-9]+[^\W_]*(?:['’][^\W_]+)*|{_TOKEN.pattern})")
"""The same, the letters of Vietnamese first, which are found faster in a list of their own."""
_OPENING = regex(rf"(?P<first>{_TOKEN.pattern})[\s_]*(?P<second>{_TOKEN.pattern})?")
_BEYOND = 8
"""Empty tokens behind the last: a grammar may look that far ahead without asking whether the text ends."""
_NOTHING, _NO_CAPITALS = [""] * _BEYOND, [False] * _BEYOND


class Tokens:
    """A text as folded words and single marks, each with its offsets and whether it begins with a capital.

    `words` and `capital` go on for `_BEYOND` empty tokens; `len` counts those of the text.
    """

    __slots__ = ("capital", "ends", "folded", "shouting", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        parts = _PARTED.split(self.folded)  # what stands between the tokens, and they themselves, in turn
        ends = list(accumulate(map(len, parts)))
        self.starts = ends[:-1:2]
        self.ends = ends[1::2]
        self.words = parts[1::2] + _NOTHING
        self.capital = [text[start].isupper() for start in self.starts] + _NO_CAPITALS
        self.shouting = not any(map(str.islower, text))
        """No lower-case letter at all: capitals say nothing (a letterhead)."""

    def __len__(self) -> int:
        return len(self.starts)

    def is_code(self, i: int) -> bool:
        """A token of at least two capitals: "SNV", "VCCI", "TTgCP"."""
        return self.capital[i] and sum(c.isupper() for c in self.text[self.starts[i] : self.ends[i]]) > 1

    def span(self, i: int, j: int) -> str:
        """The printed text of tokens i to j, end exclusive."""
        return self.text[self.starts[i] : self.ends[j - 1]]

    def at_offset(self, offset: int) -> int:
        """The first token that begins at or behind an offset of the text."""
        return bisect_left(self.starts, offset)


@lru_cache(maxsize=256)
def tokens(text: str) -> Tokens:
    """The tokens of a text, worked out once for all who read bodies in it."""
    return Tokens(text)


def openings(text: str) -> Iterator[str]:
    """What stands anywhere in a text with a capital: the token, folded, and that with the token behind it."""
    words = _TOKEN.findall(text)
    for word, behind in pairwise([*words, ""]):
        if word[0].isupper():
            first = fold(word)
            yield first
            yield f"{first} {fold(behind)}"


def words_in(text: str) -> list[str]:
    """The words of a text's tokens, without their places."""
    return _TOKEN.findall(fold(text))


def opening(folded: str, offset: int = 0) -> frozenset[str]:
    """What a folded text may open with, at or behind an offset: its first token, and its first two as "sở nội"."""
    found = _OPENING.search(folded, offset)
    return frozenset({found["first"], f"{found['first']} {found['second']}"}) if found else frozenset()


class Index(Generic[T]):
    """Phrases to values; the longest phrase at a place wins, of equal ones the first row."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        phrases: dict[str, dict[int, dict[tuple[str, ...], list[T]]]] = {}
        for phrase, value in rows:
            key = tuple(_TOKEN.findall(fold(phrase)))
            phrases.setdefault(key[0], {}).setdefault(len(key), {}).setdefault(key, []).append(value)
        self._by_first = {first: tuple(sorted(by_length.items(), reverse=True)) for first, by_length in phrases.items()}
        """By the first token the lengths of its phrases, the longest first, each with the values of its phrases."""

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The tokens that a phrase begins with."""
        return frozenset(self._by_first)

    @property
    def openings(self) -> frozenset[str]:
        """What a phrase opens with: its only token, or its first two."""
        every = (keyed for by_length in self._by_first.values() for _, keyed in by_length)
        return frozenset(" ".join(key[:2]) for keyed in every for key in keyed)

    def all_at(self, t: Tokens, i: int) -> Sequence[tuple[int, T]]:
        """End and value of every phrase that stands at token i, longest first."""
        words = t.words
        known = self._by_first.get(words[i])
        if known is None:
            return ()
        found: list[tuple[int, T]] = []
        for length, keyed in known:
            for value in keyed.get(tuple(words[i : i + length]), ()):
                found.append((i + length, value))
        return found

    def at(self, t: Tokens, i: int) -> tuple[int, T] | None:
        """End and value of the longest phrase at token i."""
        words = t.words
        for length, keyed in self._by_first.get(words[i], ()):
            if values := keyed.get(tuple(words[i : i + length])):
                return i + length, values[0]
        return None

    def end(self, t: Tokens, i: int) -> int:
        """End of the longest phrase at token i, 0 if none stands there."""
        words = t.words
        for length, keyed in self._by_first.get(words[i], ()):
            if tuple(words[i : i + length]) in keyed:
                return i + length
        return 0

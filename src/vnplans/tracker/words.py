"""How alike two texts are: of corrected wordings, and of one text read twice (a scan loses tones and letters)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Indel

from vnplans.regex import regex
from vnplans.text import bare, fold

__all__ = ["Bag", "bag", "contained", "dice", "likeness", "noisy_likeness", "same_words", "spoken", "toned_bag"]

Bag = Counter[str]
"""Words and word pairs of a text, counted."""

_WORD = regex(r"\w+")


def same_words(text: str) -> str:
    """A key that is equal where only case, tone placement or the end mark differ."""
    return fold(text).rstrip(" .;,:/")


@lru_cache(maxsize=16_384)
def spoken(text: str) -> str:
    """The words alone, without marks, tones and case: equal for one sentence typed, scanned or listed otherwise."""
    return " ".join(_WORD.findall(bare(text)))


def bag(texts: Iterable[str]) -> Bag:
    """The words and word pairs of all `texts`, without tones; no pair spans two texts."""
    counted: Bag = Counter()
    for text in texts:
        counted.update(_bag(spoken(text).split()))
    return counted


def dice(one: Bag, other: Bag) -> float:
    """The share of words and word pairs that both have, 0 to 1 (Dice). Two empty bags: 1."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0


def contained(part: Bag, whole: Bag) -> float:
    """The share of `part` that stands in `whole`, 0 to 1; of nothing: 0."""
    size = part.total()
    return (part & whole).total() / size if size else 0.0


def likeness(old: str, new: str) -> float:
    """How alike two texts are, 0 to 1, tones counted. Two empty texts: 1."""
    return dice(toned_bag(old), toned_bag(new))


def toned_bag(text: str) -> Bag:
    """The words and word pairs of one text, tones counted."""
    return _bag(_WORD.findall(fold(text)))


def noisy_likeness(old: str, new: str, shared: float) -> float:
    """The same where one side may be a scan: the better of `shared` (their `dice`) and of the letters in order.

    Letters of two unlike Vietnamese sentences agree by half, so the half counts for nothing.
    """
    letters = Indel.normalized_similarity(spoken(old), spoken(new))
    return max(shared, 2 * letters - 1)


def _bag(words: list[str]) -> Bag:
    return Counter(words) + Counter(map(" ".join, pairwise(words)))

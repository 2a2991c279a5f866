"""Tone slips of OCR in a title, put right by the document's own text, which says the same words again and again.

Two words of the title that the text never spells so, but spells otherwise at least twice, take the text's spelling.
Letters without marks must be the same; digits and words that the text does not repeat stay. A word that was not surely
read, and that the text never has, takes the word that the text has between the same neighbours, a letter different. The
quote is as read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from vnplans.extract.mend import distance
from vnplans.extract.zones.zones import Layout
from vnplans.regex import regex
from vnplans.text import bare, fold

__all__ = ["mend_title"]

_WORD = regex(r"[^\W\d_]+")
_TWICE = 2


def _pairs(text: str) -> list[tuple[str, str]]:
    words = _WORD.findall(fold(text))
    return list(pairwise(words))


def mend_title(title: str, layout: Layout, unsure: Collection[str] = ()) -> str:
    """The title as the text of its act spells it; unchanged where the text does not repeat its words. `unsure`: words
    that the engine did not read surely, folded."""
    spelt = Counter(pair for i in range(*layout.body) for pair in _pairs(layout.block(i).text))
    by_letters: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for pair, count in spelt.items():
        by_letters.setdefault((bare(pair[0]), bare(pair[1])), Counter())[pair] = count
    found = list(_WORD.finditer(title))
    out = [m.group() for m in found]
    for i, pair in enumerate(_pairs(title)):
        best = by_letters.get((bare(pair[0]), bare(pair[1])), Counter()).most_common(1)
        if spelt[pair] or not best or best[0][1] < _TWICE:
            continue
        for at, word in zip((i, i + 1), best[0][0], strict=True):
            out[at] = _in_case(word, found[at].group())
    if unsure:
        _between_neighbours(out, unsure, {word for pair in spelt for word in pair}, layout)
    pieces, end = [], 0
    for match, word in zip(found, out, strict=True):
        pieces += [title[end : match.start()], word]
        end = match.end()
    return "".join([*pieces, title[end:]])


def _between_neighbours(out: list[str], unsure: Collection[str], known: Collection[str], layout: Layout) -> None:
    """Put right, in place, unsure words that the text, whose words are `known`, has otherwise between the same two."""
    wanted = [at for at in range(1, len(out) - 1) if fold(out[at]) in unsure and fold(out[at]) not in known]
    if not wanted:
        return
    between: dict[tuple[str, str], set[str]] = {}
    for i in range(*layout.body):
        words = _WORD.findall(fold(layout.block(i).text))
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            between.setdefault((before, after), set()).add(word)
    for at in wanted:
        found = between.get((fold(out[at - 1]), fold(out[at + 1])), set())
        near = [word for word in found if distance(bare(word), bare(out[at]), 1) <= 1]
        if len(near) == 1:
            out[at] = _in_case(near[0], out[at])


def _in_case(word: str, like: str) -> str:
    if fold(like) == word:
        return like
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word

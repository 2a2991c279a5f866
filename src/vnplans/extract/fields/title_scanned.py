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


def mend_title(title: str, layout: Layout, unsure: Collection[str] = (), joins: Collection[int] = ()) -> str:
    """The title as the text of its act spells it; unchanged where the text does not repeat its words. `unsure`: words
    that the engine did not read surely, folded; `joins`: where lines of the title meet, as numbers of words."""
    spelt = Counter(pair for i in range(*layout.body) for pair in _pairs(layout.block(i).text))
    by_letters: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for pair, count in spelt.items():
        by_letters.setdefault((bare(pair[0]), bare(pair[1])), Counter())[pair] = count
    title = _without_holes(title, joins, layout)
    found = list(_WORD.finditer(title))
    out = [m.group() for m in found]
    for i, pair in enumerate(_pairs(title)):
        best = by_letters.get((bare(pair[0]), bare(pair[1])), Counter()).most_common(1)
        if spelt[pair] or not best or best[0][1] < _TWICE:
            continue
        for at, word in zip((i, i + 1), best[0][0], strict=True):
            out[at] = _in_case(word, found[at].group())
    _as_run(out, unsure, layout)
    if unsure:
        _between_neighbours(out, unsure, {word for pair in spelt for word in pair}, layout)
    pieces, end = [], 0
    for match, word in zip(found, out, strict=True):
        pieces += [title[end : match.start()], word]
        end = match.end()
    return "".join([*pieces, title[end:]])


def _as_run(out: list[str], unsure: Collection[str], layout: Layout) -> None:
    """Put right, in place, the marks of four words on end that the text has in one way and never as read: in capitals,
    whose marks an engine reads worse than those of small letters, or less sure than the text's."""
    title = [fold(word) for word in out]
    wanted = {tuple(bare(word) for word in title[at : at + _RUN]) for at in range(len(title) - _RUN + 1)}
    ways: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    doubted: set[str] = set()
    for i in range(*layout.body):
        block = layout.block(i)
        words = _WORD.findall(fold(block.text))
        letters = [bare(word) for word in words]
        doubted |= {fold(block.text[w.start : w.end]).strip(".,;:()") for w in block.words if w.confidence < _WITNESS}
        for at in range(len(words) - _RUN + 1):
            if (run := tuple(letters[at : at + _RUN])) in wanted:
                ways.setdefault(run, set()).add(tuple(words[at : at + _RUN]))
    for at in range(len(title) - _RUN + 1):
        found = ways.get(tuple(bare(word) for word in title[at : at + _RUN]), set())
        for run in found if len(found) == 1 else ():
            other = [(at + k, word) for k, word in enumerate(run) if word != fold(out[at + k])]
            if all(out[k].isupper() or (fold(out[k]) in unsure and word not in doubted) for k, word in other):
                for place, word in other:
                    out[place] = _in_case(word, out[place])


_RUN, _WITNESS = 4, 0.93
"""Words on end, and how surely the text's must be read."""


# Words that a stamp or a streak hides

_ODD = regex(r"[^\w\s,.;:()\[\]“”\"'’‘/&%+*–-]|\s[+*/=]\s")
_LINE_LOST, _SIGN_LOST = 4, 2
"""Words that may be lost at the end of a line, and where a sign stands for them."""


def _without_holes(title: str, joins: Collection[int], layout: Layout) -> str:
    """The title with the words that its text has between the same words, where a sign stands for them or the end of a
    line was lost, and where the text has them in one way only."""
    found = list(_WORD.finditer(title))
    texts = [_WORD.findall(layout.block(i).text) for i in range(*layout.body)] if len(found) > _CONTEXT else []
    pieces, end = [], 0
    for at, (one, two) in enumerate(pairwise(found), 1):
        gap = title[one.end() : two.start()]
        odd = _ODD.search(gap) is not None
        if not (odd or at in joins):
            continue
        before = [m.group() for m in found[max(0, at - _CONTEXT) : at]]
        after = [m.group() for m in found[at : at + _CONTEXT]]
        if odd:
            lost = _lost_between(before[-1:], after, texts, _SIGN_LOST)
        else:
            lost = _lost_between(before, after, texts, _LINE_LOST) if len(before) == _CONTEXT else None
        if lost:
            pieces.append(title[end : one.end()] + " " + " ".join(_in_case(word, before[-1]) for word in lost) + " ")
            end = two.start()
        elif odd and (whole := _with_its_first(before[-1], after, texts)):
            pieces.append(title[end : two.start() - len(gap) + len(gap.rstrip()) - 1].rstrip() + " " + whole)
            end = two.end()
    return "".join([*pieces, title[end:]])


_CONTEXT, _FEWEST_BESIDE = 2, 3


def _lost_between(before: list[str], after: list[str], texts: list[list[str]], most: int) -> tuple[str, ...] | None:
    """The words, up to so many, that the text has between these, if it always has the same and never none."""
    first, last = [fold(word) for word in before], [fold(word) for word in after]
    if len(first) + len(last) < _FEWEST_BESIDE:
        return None
    ways: dict[tuple[str, ...], tuple[str, ...]] = {}
    for words in texts:
        keys = [fold(word) for word in words]
        for at in range(len(keys)):
            start = at + len(first)
            if keys[at:start] != first:
                continue
            for size in range(most + 1):
                if keys[start + size : start + size + len(last)] == last:
                    ways[tuple(keys[start : start + size])] = tuple(words[start : start + size])
    return next(iter(ways.values())) or None if len(ways) == 1 else None


def _with_its_first(before: str, after: list[str], texts: list[list[str]]) -> str | None:
    """A word whose first letter a sign stands for, as the text has it before or behind the same word: "›hòng, đơn"."""
    cut = fold(after[0])
    ways = set()
    for words in texts:
        keys = [fold(word) for word in words]
        for at, key in enumerate(keys):
            beside = keys[at - 1 : at] == [fold(before)] or keys[at + 1 : at + 2] == [fold(word) for word in after[1:2]]
            if beside and len(key) == len(cut) + 1 and key.endswith(cut):
                ways.add(words[at])
            if beside and key == cut:
                return None
    return _in_case(ways.pop(), after[0]) if len(ways) == 1 else None


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
        if not near:  # its first letter misread, beside one of them
            one, two = fold(out[at - 1]), fold(out[at + 1])
            beside = {word for pair, ways in between.items() if one == pair[0] or two == pair[1] for word in ways}
            rest = bare(out[at])[1:]
            near = [word for word in beside if bare(word)[1:] == rest and bare(word)[:1] != bare(out[at])[:1]]
        if len(near) == 1:
            out[at] = _in_case(near[0], out[at])


def _in_case(word: str, like: str) -> str:
    if fold(like) == word:
        return like
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word

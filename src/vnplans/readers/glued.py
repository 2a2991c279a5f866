"""Words that lost the blank between them: "Hội đồngnhân dân", "SởTài chính", "UBNDtỉnh", "trướcngày30/6".

Converters drop the blank where a line of the original ended; typists do now and then. What is no syllable is parted
where its parts are syllables that stand beside each other in laws, where a capital stands behind a small letter, where
an abbreviation ends, and where figures begin or end; where a document has several such words, also where only one way
of parting gives common syllables. Words without a Vietnamese mark stay ("online").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from vnplans.pages import Block, Pages
from vnplans.readers.neighbours import NUMBER, neighbours
from vnplans.regex import regex
from vnplans.syllables import is_syllable
from vnplans.text import place_tones

__all__ = ["opened"]

_WORD = regex(r"[^\W\d_]{2,24}")
_SHORT = regex(r"(?P<before>[A-ZĐ]{2,})(?P<after>[A-ZĐ]?[^\WA-ZĐ\d_]+)|(?P<one>[^\W\d_]+?)(?P<two>[A-ZĐ]{2,})")
"""An abbreviation before or behind a syllable; between a capital and what follows it either may end."""
_MARKED = regex("[^\x00-\x7f]")
_LONGEST = 7
"""Letters of the longest syllable: "nghiêng"."""
_MOST = 4
"""Syllables that are glued at most."""
_SURE = 30
"""Times that two syllables must stand beside each other in the counts to be parted in any document."""
_COMMON = 100
"""Times that a syllable must stand in the counts where nothing else tells of it."""
_SEVERAL = 2
"""Words surely glued from which on a document is known to have them."""


def opened(pages: Pages) -> Pages:
    """The pages with a blank between glued syllables; not in words with a place or a link."""
    linked = {link.block for link in pages.links}
    loose = [index for index, block in enumerate(pages.blocks) if not block.words and index not in linked]
    found = {index: cuts for index in loose if (cuts := list(_cuts(pages.blocks[index].text)))}
    several = sum(sure for cuts in found.values() for _, sure in cuts) >= _SEVERAL
    blocks = list(pages.blocks)
    for index, cuts in found.items():
        blocks[index] = _opened(blocks[index], [at for at, sure in cuts if sure or several])
    return replace(pages, blocks=tuple(blocks)) if found else pages


def _opened(block: Block, cuts: list[int]) -> Block:
    if not cuts:
        return block
    text = " ".join(block.text[one:two] for one, two in pairwise([0, *cuts, len(block.text)]))
    return replace(block, text=text, bold_lead=block.bold_lead + sum(at < block.bold_lead for at in cuts))


def _cuts(text: str) -> Iterator[tuple[int, bool]]:
    """Where a blank is missing, and whether that is sure in any document."""
    if text.isascii():
        return
    for found in _WORD.finditer(text):
        word, start, end = found[0], found.start(), found.end()
        if word.isascii() or text[start - 1 : start] == "_" or text[end : end + 1] == "_":
            continue
        parts, sure = _parted(word)
        if text[start - 1 : start].isdigit() and is_syllable(parts[0]) and len(parts[0]) > 1:
            yield start, _together(NUMBER, parts[0]) >= _SURE
        at = start
        for part in parts[:-1]:
            at += len(part)
            yield at, sure
        if text[end : end + 1].isdigit() and is_syllable(parts[-1]):
            yield end, _together(parts[-1], NUMBER) >= _SURE


@lru_cache(maxsize=20_000)
def _parted(word: str) -> tuple[tuple[str, ...], bool]:
    """The syllables of a glued word, and whether they are sure; the word alone if it is none."""
    whole = ((word,), False)
    if is_syllable(word) or not _MARKED.search(word):
        return whole
    if short := _beside_short(word):
        return short, True
    ways = list(_ways(word, _MOST))
    if not ways:
        return whole
    cased = [way for way in ways if _at_capitals(way)]
    if cased:
        return cased[0], True
    seen = {way: min(_together(one, two) for one, two in pairwise(way)) for way in ways}
    best = max(ways, key=lambda way: (seen[way], -len(way)))
    if seen[best] >= _SURE:
        return best, True
    common = [way for way in ways if all(_alone(part) >= _COMMON for part in way)]
    return (common[0], False) if len(common) == 1 else whole


def _beside_short(word: str) -> tuple[str, ...]:
    """An abbreviation and the syllable glued to it: "UBNDtỉnh", "THCSNguyễn", "vàUBND"."""
    found = _SHORT.fullmatch(word)
    if found is None:
        return ()
    if found["one"]:
        return (found["one"], found["two"]) if is_syllable(found["one"]) and found["one"][-1].islower() else ()
    before, after = found["before"], found["after"]
    rest = before[-1] + after
    if len(before) > 2 and is_syllable(rest) and _alone(after) < _COMMON:
        return before[:-1], rest  # "THCSNguyễn": the last capital is the syllable's
    return (before, after) if len(after) > 1 and is_syllable(after) else ()


def _ways(word: str, most: int) -> Iterator[tuple[str, ...]]:
    """All ways to part a word into two to `most` syllables; a syllable of one letter needs a mark."""
    for end in range(1, min(_LONGEST, len(word) - 1) + 1):
        head, rest = word[:end], word[end:]
        if not is_syllable(head) or (end == 1 and head.isascii()):
            continue
        if is_syllable(rest) and (len(rest) > 1 or not rest.isascii() or (rest == "Y" and head[-1].islower())):
            yield head, rest
        if most > 2:
            yield from ((head, *way) for way in _ways(rest, most - 1))


def _at_capitals(way: tuple[str, ...]) -> bool:
    """Does each syllable behind the first begin with a capital behind a small letter: "SởTài", "theoQuyết"?"""
    return all(two[0].isupper() and one[-1].islower() for one, two in pairwise(way))


def _together(one: str, two: str) -> int:
    return neighbours().pairs.get(_key(one), {}).get(_key(two), 0)


def _alone(syllable: str) -> int:
    return neighbours().singles.get(_key(syllable), 0)


def _key(syllable: str) -> str:
    return place_tones(syllable.lower())

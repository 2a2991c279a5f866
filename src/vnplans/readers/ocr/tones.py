"""Tones and marks put right: of syllables with the same bare letters, the one that the words beside it ask for.

Faint hooks and dots are what an engine loses most ("thẩm quyền" read as "thâm quyền"). A syllable gives way to another
of the same letters where the counts of neighbours (readers/neighbours) speak against it more strongly
than the engine's confidence speaks for it. Never touched are names (runs of capitalised words inside a sentence),
figures, symbols, the number line, and lines that the engine hardly read: there any choice makes plausible words of
garbage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby

from vnplans.landmarks import number_word
from vnplans.readers.neighbours import NAME, NUMBER, SIGNS, START, neighbours
from vnplans.readers.ocr.words import PixelWord
from vnplans.regex import regex
from vnplans.text import bare, place_tones

__all__ = ["corrected"]

MARGIN = 3.0
"""How many nats the neighbours must say more than the costs below: counts of laws do not know every text."""
DOUBTS = ((0.97, 7.0), (0.965, 5.0), (0.955, 4.0), (0.9, 3.0), (0.0, 1.5))
"""From this confidence of the engine on, a change costs so many nats: the odds that it was right, on worn pages."""
CAPITALISED = 3.0
"""How many more are asked for capitalised words."""
READ_AT_ALL = 0.6
"""The mean confidence of a line below which it is left alone."""

GRAVE, ACUTE, HOOK = "\u0300", "\u0301", "\u0309"
TONE = regex("[\u0300\u0301\u0303\u0309\u0323]")
_CORE = regex(r"(?P<before>[(\[\"'“‘]*)(?P<core>[^\W\d_]+)(?P<after>[.,;:)\]\"'”’…!?]*)")
_NUMBER_LINE = regex(r"/\s?[A-ZĐ]{2}|[A-ZĐ]{2,}\s?-\s?[A-ZĐ]{2,}")


@dataclass(frozen=True, slots=True)
class _Token:
    """A syllable, sign or figure in its place: what it may be, and at what cost."""

    choices: Mapping[str, float]
    """What it may be, the engine's own reading first, and what each costs."""
    word: int = -1
    """The number of the word it stands in; -1 for what cannot change."""


def corrected(words: Iterable[PixelWord]) -> list[PixelWord]:
    """The words in the order of their lines, each as it is or with its tones put right (`engine`: what was read)."""
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    flat = [word for line in lines for word in line]
    for token, chosen in _chosen(list(_tokens(lines))):
        word = flat[token.word]
        flat[token.word] = replace(word, text=_as_written(word.text, chosen), engine=word.text)
    return flat


def _chosen(tokens: Sequence[_Token]) -> Iterator[tuple[_Token, str]]:
    """The tokens that change, with what they become: the likeliest way through all choices (Viterbi)."""
    likely = neighbours().likely
    best: dict[str, float] = {START: 0.0}
    ways: list[dict[str, str]] = []
    for token in tokens:
        way: dict[str, str] = {}
        reached: dict[str, float] = {}
        for choice, cost in token.choices.items():
            reached[choice], way[choice] = max((sum_ + likely(one, choice) - cost, one) for one, sum_ in best.items())
        ways.append(way)
        best = reached
    at = max(best, key=lambda one: best[one])
    found = []
    for token, way in zip(reversed(tokens), reversed(ways), strict=True):
        if token.choices[at]:
            found.append((token, at))
        at = way[at]
    yield from reversed(found)


def _tokens(lines: Sequence[Sequence[PixelWord]]) -> Iterator[_Token]:
    """All words as tokens; a line that opens a paragraph of the engine, or begins with a capital, opens a sentence."""
    first, before = 0, None
    for line in lines:
        if line[0].line[:-1] != before or line[0].text[:1].isupper():
            yield _fixed(START)
        before = line[0].line[:-1]
        yield from _line_tokens(line, first)
        first += len(line)


def _line_tokens(line: Sequence[PixelWord], first: int) -> Iterator[_Token]:
    free = _may_change(line)
    names = _names(line)
    for index, word in enumerate(line):
        match = _CORE.fullmatch(word.text)
        if match is None:
            yield _fixed(_sign(word.text))
            continue
        yield from (_fixed(char) for char in match["before"] if char in SIGNS)
        core = match["core"]
        if index in names:
            if index - 1 not in names:
                yield _fixed(NAME)
        elif free:
            yield _free(core, word.confidence, first + index)
        else:
            yield _fixed(place_tones(core.lower()))
        yield from (_fixed(char) for char in match["after"] if char in SIGNS)


def _free(core: str, confidence: float, word: int) -> _Token:
    """The token of a syllable that may change, if it has siblings and its capitals are those of a word."""
    own = place_tones(core.lower())
    others = [token for token in neighbours().siblings.get(bare(own), ()) if token != own]
    plain_capitals = core.isupper() and len(core) < 4 and core.isascii()
    if not others or plain_capitals or not (core.isupper() or core[1:].islower() or len(core) == 1):
        return _fixed(own)
    cost = MARGIN + next(cost for least, cost in DOUBTS if confidence >= least)
    cost += 0.0 if core.islower() else CAPITALISED
    return _Token({own: 0.0, **{other: cost + _rarity(own, other) for other in others}}, word)


def _fixed(token: str) -> _Token:
    return _Token({token: 0.0})


@lru_cache(maxsize=4096)
def _rarity(read: str, other: str) -> float:
    """How seldom an engine reads `other` as `read`, in nats: mostly it loses one mark, the hook above all."""
    one, two = _apart(read), _apart(other)
    if one[0] != two[0] and one[1] != two[1]:
        return 6.0
    if one[0] != two[0]:
        return 1.5 if len(two[0]) > len(one[0]) else 3.0
    if two[1] == HOOK:
        return 0.5
    return 1.5 if not one[1] and two[1] in (ACUTE, GRAVE) else 3.0


def _apart(syllable: str) -> tuple[str, str]:
    """The letters with what makes others of them (â, ơ, đ), and the tone."""
    marks = unicodedata.normalize("NFD", syllable.replace("đ", "d\u0335"))
    return TONE.sub("", marks), "".join(TONE.findall(marks))


def _sign(text: str) -> str:
    if any(char.isdigit() for char in text):
        return NUMBER
    return text if text in SIGNS else text.lower()


def _may_change(line: Sequence[PixelWord]) -> bool:
    """Was the line read at all, and is it no number line?"""
    letters = sum(len(word.text) for word in line)
    sure = sum(word.confidence * len(word.text) for word in line) / letters
    text = " ".join(word.text for word in line)
    return sure >= READ_AT_ALL and not (_number_label().match(text) and _NUMBER_LINE.search(text))


@cache
def _number_label() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,2}}(?:{number_word()}|S)\b")


def _names(line: Sequence[PixelWord]) -> frozenset[int]:
    """The words of runs of capitalised words; words all in capitals are a heading, and none of them."""
    capital = [word.text.strip("(\"'“‘")[:1].isupper() and not word.text.isupper() for word in line]
    return frozenset(
        index
        for index, (word, is_capital) in enumerate(zip(line, capital, strict=True))
        if is_capital
        and (
            (index > 0 and capital[index - 1] and line[index - 1].text[-1:].isalpha())
            or (index + 1 < len(line) and capital[index + 1] and word.text[-1:].isalpha())
        )
    )


def _as_written(text: str, syllable: str) -> str:
    """The word with the letters of `syllable` in its own case, signs beside it kept."""
    match = _CORE.fullmatch(text)
    if match is None:
        return text
    core = "".join(new.upper() if old.isupper() else new for old, new in zip(match["core"], syllable, strict=True))
    return match["before"] + core + match["after"]

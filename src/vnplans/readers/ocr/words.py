"""Words as an engine found them in a picture, and what their boxes say of font size and base line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import median

from vnplans.pages import Box
from vnplans.regex import regex

__all__ = [
    "PixelLine",
    "PixelWord",
    "is_dirt",
    "measured",
    "measured_lines",
    "with_stroke",
    "without_doubles",
    "without_lines",
]

# Height over the base line and depth under it, in ems of a Times-like face
_X_HEIGHT, _ASCENDER, _CAPITAL, _DEPTH = 0.45, 0.683, 0.67, 0.217
_TALL = {**dict.fromkeys("bdfhklijđ", _ASCENDER), "t": 0.58, **dict.fromkeys("()[]/|", _ASCENDER)}
_DEEP = {**dict.fromkeys("gpqyj", _DEPTH), **dict.fromkeys(",;()[]", 0.16), "Q": 0.17}
_HORN, _DOT_BELOW = "\u031b", "\u0323"


@dataclass(frozen=True, slots=True)
class PixelWord:
    """One recognised word. `box` is in pixels of the picture that was read; `confidence` 0 to 1."""

    text: str
    box: Box
    confidence: float
    line: tuple[int, ...] = ()
    """The engine's own address of the line, equal for the words of one line."""
    engine: str | None = None
    """What the engine read, where `text` is something else."""
    bold: bool = False
    """Its line is set in bold, as its strokes show (`weight.py`); not known below the first lines of an act's text."""


@dataclass(frozen=True, slots=True)
class PixelLine:
    """Words of one engine line from left to right, with their font size and base line in pixels."""

    words: tuple[PixelWord, ...]
    em: float
    base: float


_SCRAPS = frozenset("_¬~^ˆ˘‹›„«»°`´¨|¦'‘’“”\"=\\")


def is_dirt(word: PixelWord) -> bool:
    """Scraps of rules and specks read as signs; short words that the engine itself does not believe, digits apart."""
    if all(char in _SCRAPS for char in word.text):
        return True
    return word.confidence < 0.3 and len(word.text) <= 2 and not any(char.isdigit() for char in word.text)


def without_lines(word: PixelWord) -> PixelWord:
    """The word without what a rule beside it was read as: "_Thực" -> "Thực"."""
    text = word.text.strip("_")
    if text == word.text or not any(char.isalpha() for char in text):
        return word
    return replace(word, text=text, engine=word.engine or word.text)


_GLUED_YEAR = regex(r"(\d{1,5}[/⁄](?:19|20)\d\d)(?=[A-ZĐ]{2,5}-[A-ZĐ]{2})")


def with_stroke(word: PixelWord) -> PixelWord:
    """A number with the stroke that was not read behind its year: "01/2016TTLT-BTP" -> "01/2016/TTLT-BTP"."""
    text = _GLUED_YEAR.sub(r"\1/", word.text)
    return word if text == word.text else replace(word, text=text, engine=word.engine or word.text)


_DOUBTED = 0.7
_COVERED = 0.5
"""The share of a doubted word's box that surer words of another line cover, where it is their print read twice."""


def without_doubles(words: Sequence[PixelWord]) -> list[PixelWord]:
    """Without the words that an engine read a second time, badly, in a line laid across: under a seal or a pen."""
    rows: dict[int, list[PixelWord]] = {}
    for word in words:
        for row in range(int(word.box[1]) // _ROW, int(word.box[3]) // _ROW + 1):
            rows.setdefault(row, []).append(word)
    return [word for word in words if word.confidence >= _DOUBTED or _covered(word, rows) < _COVERED]


_ROW = 64
"""Pixels: words are looked for among those of the same height."""


def _covered(word: PixelWord, rows: dict[int, list[PixelWord]]) -> float:
    """The share of the word's box under surer words of other lines."""
    x0, top, x1, bottom = word.box
    near = {o for row in range(int(top) // _ROW, int(bottom) // _ROW + 1) for o in rows[row] if o.line != word.line}
    sure = (o.box for o in near if o.confidence > max(word.confidence + 0.15, _DOUBTED))
    area = sum(max(0.0, min(x1, c) - max(x0, a)) * max(0.0, min(bottom, d) - max(top, b)) for a, b, c, d in sure)
    return area / max((x1 - x0) * (bottom - top), 1.0)


def measured_lines(words: Iterable[PixelWord]) -> list[PixelLine]:
    """The engine's lines, measured."""
    grouped: dict[tuple[int, ...], list[PixelWord]] = {}
    for word in words:
        grouped.setdefault(word.line, []).append(word)
    return [measured(sorted(group, key=lambda word: word.box[0])) for group in grouped.values()]


def measured(words: Sequence[PixelWord]) -> PixelLine:
    """Words side by side as a line: font size and base line as most of them say."""
    heights = [(word, *_extent(word.text)) for word in words]
    known = [(word, above, below) for word, above, below in heights if above] or [
        (word, _CAPITAL, 0.0) for word in words
    ]
    em = median((word.box[3] - word.box[1]) / (above + below) for word, above, below in known)
    base = median(word.box[3] - below * em for word, _, below in known)
    return PixelLine(tuple(words), em, base)


def _extent(text: str) -> tuple[float, float]:
    """How far a word reaches above and below its base line, in ems; (0, 0) where its signs do not tell."""
    letters = [_letter(char) for char in text if char.isalnum() or char in _TALL or char in _DEEP]
    if not any(char.isalnum() for char in text):
        return 0.0, 0.0
    return max(above for above, _ in letters), max(below for _, below in letters)


@cache
def _letter(char: str) -> tuple[float, float]:
    base, *marks = list(unicodedata.normalize("NFD", char))
    above = _TALL.get(base, _CAPITAL if base.isupper() or base.isdigit() else _X_HEIGHT if base.isalpha() else 0.1)
    below = _DEEP.get(base, 0.0)
    over = [mark for mark in marks if mark not in (_HORN, _DOT_BELOW)]
    if over:
        above = max(above, _ASCENDER) if base.islower() else 0.86
        above += 0.17 * (len(over) - 1)
    if _DOT_BELOW in marks:
        below = max(below, 0.19)
    return above, below

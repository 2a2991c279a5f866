"""Lines of a letterhead or title that an engine left out: a stamp or a seal over them made it take them for a picture.

Where ink as high as a line stands under no word, that strip of the page is read once more as one block of text; what
was read surely before stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from vnplans.landmarks import is_type_word
from vnplans.pages import Box
from vnplans.readers.ocr.picture import Grey, Mask, ink_of
from vnplans.readers.ocr.words import PixelLine, PixelWord, measured_lines
from vnplans.syllables import is_syllable

__all__ = ["with_lost_lines"]

_UPPER = 0.45
"""Letterhead and title stand in this part of the page's height."""
_SURE = 0.4
"""A word with less confidence does not explain the ink below it."""
_DENSE = 0.03
"""The share of a row that is ink where a line of text runs over a fifth of the page."""
_HIGH = (0.35, 7.0)
"""How high a strip of ink without words is, in ems: a line at least, and no picture."""
_ROOM = 1.2
"""Ems above and below the strip that are read with it."""
_BELIEVED = 0.7
_FEWEST = 3
"""Words that a line must have to be believed."""
_SAME_PLACE = 0.3
"""The share of a word that lies under one that was read before."""
BlockReader = Callable[[Grey], list[PixelWord]]


def with_lost_lines(words: Sequence[PixelWord], grey: Grey, read_block: BlockReader) -> list[PixelWord]:
    """The words of a page with those of lines near its top that were left out."""
    lines = measured_lines(words)
    if not lines:
        return list(words)
    em = median(line.em for line in lines for _ in line.words)
    kept = list(words)
    for number, (top, bottom) in enumerate(_strips(lines, grey, em)):
        first, last = max(0, round(top - _ROOM * em)), min(grey.shape[0], round(bottom + _ROOM * em))
        found = read_block(np.ascontiguousarray(grey[first:last]))
        for line in measured_lines(found):
            fresh = [_at(word, first, number) for word in line.words]
            kept += _new(fresh, kept)
    return kept


def _at(word: PixelWord, down: int, strip: int) -> PixelWord:
    x0, top, x1, bottom = word.box
    return replace(word, box=(x0, top + down, x1, bottom + down), line=(-2, strip, *word.line))


def _new(line: Sequence[PixelWord], known: Sequence[PixelWord]) -> list[PixelWord]:
    """What a line read again has that was not read before: several syllables surely read, or a type word."""
    free = [word for word in line if all(_share(word.box, old.box) < _SAME_PLACE for old in known)]
    sure = [word for word in free if word.confidence > _BELIEVED and is_syllable(word.text.strip('.,;:()“”"'))]
    text = " ".join(word.text for word in free).strip(" .-_'|")
    named = text.isupper() and is_type_word(text, misread=True)
    return [word for word in free if named or word.confidence > _BELIEVED] if named or len(sure) >= _FEWEST else []


def _strips(lines: Sequence[PixelLine], grey: Grey, em: float) -> Iterator[tuple[int, int]]:
    """From top to bottom where ink stands under no word."""
    upper = round(_UPPER * grey.shape[0])
    ink = _without_words(ink_of(grey[:upper]), [word for line in lines for word in line.words], em)
    dense = ink.sum(1) > _DENSE * grey.shape[1]
    edges = np.diff(np.concatenate(([0], dense.astype(np.int8), [0])))
    runs: list[tuple[int, int]] = []
    for start, end in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        if runs and start - runs[-1][1] < 0.3 * em:
            runs[-1] = runs[-1][0], int(end)
        else:
            runs.append((int(start), int(end)))
    yield from (run for run in runs if _HIGH[0] * em < run[1] - run[0] < _HIGH[1] * em)


def _without_words(ink: Mask, words: Sequence[PixelWord], em: float) -> Mask:
    left = ink.copy()
    around = round(0.15 * em)
    for word in words:
        if word.confidence >= _SURE:
            x0, top, x1, bottom = (round(v) for v in word.box)
            left[max(0, top - around) : bottom + around, max(0, x0 - around) : x1 + around] = False
    return left


def _share(one: Box, other: Box) -> float:
    """How much of the first box lies in the second, or of the second in the first."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    least = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return wide * high / max(least, 1.0)

"""The lines between the letterhead and the text: title and addressee, where registries set their stamps.

What a stamp leaves there, a pen's "28/8" far to the right of a centred title or a name in tiny capitals, is no part of
the line that an engine put it into. A line that was hardly read, for a frame or a pen runs into it, is read once more
by itself, and stands if it then reads better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
from PIL import Image

from vnplans.landmarks import is_type_word
from vnplans.readers.ocr.picture import Grey, ink_of
from vnplans.readers.ocr.words import PixelLine, PixelWord, is_dirt, measured, measured_lines
from vnplans.regex import regex
from vnplans.syllables import is_syllable
from vnplans.text import bare

__all__ = ["read_poor_lines", "strays"]

_LOWEST = 0.45
"""Letterhead and title stand in this part of the page's height."""
_DATED = regex(r"\bth\w?ng\b.*\bn\w?m\s?\d{3}")
_GAPS = (1.2, 0.78), (2.0, 0.0)
"""Ems between the words of a line and what does not belong to it, to the right of which share of the page's width."""
_MOST_LETTERS = 8
_EDGES = 0.3, 0.68
"""Shares of the page's width: a stray stands to the left or to the right of these."""
_MIDDLE, _OFF = 0.54, 0.12
"""Where the middle of a centred line is, as a share of the page's width, and by how much it may be off."""
_TINY = 0.55
"""How high the letters of a stamp are at most, against those of the page, to be known by that alone."""
_POOR = 0.5
"""A word of a line with less confidence lets the line be read again."""
_BETTER = 0.08
_MOST_LINES = 6
_SYLLABLE = 0.8
LineReader = Callable[[Grey], list[PixelWord]]


def _zone(lines: Sequence[PixelLine], pixels: tuple[int, int]) -> list[PixelLine]:
    """The lines below that of place and date, in the upper part of the page; [] where no such line was read."""
    width, height = pixels
    top = None
    for line in lines:
        text = bare(" ".join(word.text for word in line.words))
        if line.base < 0.35 * height and line.words[-1].box[0] > 0.5 * width and _DATED.search(text):
            top = line.base if top is None else min(top, line.base)
    if top is None:
        return []
    return [line for line in lines if top < line.base - 0.5 * line.em and line.base < _LOWEST * height]


def _parts(line: PixelLine, em: float, width: int) -> list[list[PixelWord]]:
    """The words of a line, cut at wide gaps."""
    parts = [[line.words[0]]]
    for one, two in pairwise(line.words):
        gap = (two.box[0] - one.box[2]) / em
        if any(gap > least and two.box[0] > share * width for least, share in _GAPS):
            parts.append([])
        parts[-1].append(two)
    return parts


def strays(words: Sequence[PixelWord], pixels: tuple[int, int]) -> Iterator[list[PixelWord]]:
    """The words beside a centred line, or in tiny capitals, that a stamp left."""
    lines = measured_lines(words)
    if not lines:
        return
    em = median(line.em for line in lines for _ in line.words)
    zone = _zone(lines, pixels)
    centred = [line for line in zone if _is_centred(line.words, pixels[0])]
    for line in zone:
        if all(_is_tiny(word, em) for word in line.words) or _is_label(line, em, pixels[0]):
            yield list(line.words)
            continue
        parts = _parts(line, em, pixels[0])
        main = max(parts, key=lambda part: part[-1].box[2] - part[0].box[0])
        beside = [other for other in centred if abs(other.base - line.base) < 0.7 * em]
        if not _is_centred(main, pixels[0]):
            if any(
                _is_stray(line.words, pixels[0]) or _is_small(line.words, other.words, pixels[0]) for other in beside
            ):
                yield list(line.words)
        else:
            others = (part for part in parts if part is not main)
            yield from (part for part in others if _is_stray(part, pixels[0]) or _is_small(part, main, pixels[0]))


def _is_centred(words: Sequence[PixelWord], width: int) -> bool:
    middle = (words[0].box[0] + words[-1].box[2]) / 2 / width
    return abs(middle - _MIDDLE) < _OFF


def _is_label(line: PixelLine, em: float, width: int) -> bool:
    """A few words at the side of the page in a face much smaller than the text's: a label of a stamp."""
    aside = line.words[-1].box[2] < _NAMED_EDGES[0] * width or line.words[0].box[0] > _NAMED_EDGES[1] * width
    return aside and line.em < _LABEL * em and len(line.words) <= _LABEL_WORDS


_LABEL, _LABEL_WORDS = 0.66, 6


def _is_tiny(word: PixelWord, em: float) -> bool:
    return word.text.isupper() and word.box[3] - word.box[1] < _TINY * 0.67 * em


def _is_stray(part: Sequence[PixelWord], width: int) -> bool:
    """A few signs at the side of the page without a syllable that was surely read."""
    aside = part[-1].box[2] < _EDGES[0] * width or part[0].box[0] > _EDGES[1] * width
    letters = sum(char.isalnum() for word in part for char in word.text)
    read = any(word.confidence > _SYLLABLE and _says_something(word.text.strip(".,;:()")) for word in part)
    return aside and letters <= _MOST_LETTERS and not read


def _is_small(part: Sequence[PixelWord], main: Sequence[PixelWord], width: int) -> bool:
    """The name over a stamp, at the side of the page: capitals of a smaller face beside a line in small letters."""
    aside = part[-1].box[2] < _NAMED_EDGES[0] * width or part[0].box[0] > _NAMED_EDGES[1] * width
    capitals = all(word.text.isupper() for word in part if any(char.isalpha() for char in word.text))
    own, other = measured(part).em, measured(main).em
    return aside and capitals and own < _SMALLER * other and not all(word.text.isupper() for word in main)


_NAMED_EDGES = 0.36, 0.64
_SMALLER = 0.85


def _says_something(text: str) -> bool:
    return (len(text) > 1 and is_syllable(text)) or bool(_YEAR.fullmatch(text))


_YEAR = regex(r"(?:19|20)\d\d")


def read_poor_lines(words: Sequence[PixelWord], grey: Grey, read_line: LineReader) -> list[PixelWord]:
    """The words of the page, poor lines between letterhead and text as they read by themselves where that is better."""
    lines = measured_lines(words)
    if not lines:
        return list(words)
    em = median(line.em for line in lines for _ in line.words)
    zone = _zone(lines, grey.shape[::-1])
    out = list(words)
    read = 0
    for line in zone:
        part = max(_parts(line, em, grey.shape[1]), key=len)
        middle = _middle(line, zone, em, grey.shape[1])
        strip = _strip(part, em, middle) if _is_poor(line) else None
        hidden = _hidden(part, em, middle, grey) if strip is None else None
        strip = strip or hidden
        if strip is None or read == _MOST_LINES:
            continue
        read += 1
        fresh = max((_trimmed(_read(strip, scale, grey, read_line, part[0].line)) for scale in _SCALES), key=_weight)
        more = hidden is not None and _letters(fresh) > _letters(part) + _FEWEST_HIDDEN and _sure(fresh) > _SYLLABLE
        if more or (_letters(fresh) > _KEPT * _letters(part) and _sure(fresh) > _sure(part) + _BETTER):
            gone = {word for word in part if word.box[2] > strip[0] or word.confidence < _POOR}
            at = next(i for i, word in enumerate(out) if word in gone)
            kept = [word for word in out if word not in gone]
            out = [*kept[:at], *fresh, *kept[at:]]
    tops = [line.base - line.em for line in zone]
    return [part for word in out for part in (_parted(word) if tops and word.box[3] > min(tops) else (word,))]


_Strip = tuple[int, int, int, int]
_SCALES = (1.5, 2.0, 3.0)
_KEPT = 0.6
"""The share of the letters that a line read again must have."""


def _middle(line: PixelLine, zone: Sequence[PixelLine], em: float, width: int) -> float | None:
    """Where the middle of a title's lines is: that of the type word above."""
    for above in zone:
        for part in _parts(above, em, width) if above.base < line.base else ():
            text = " ".join(word.text for word in part).strip(" .-_'|")
            if is_type_word(text, misread=True):
                return (part[0].box[0] + part[-1].box[2]) / 2
    return None


def _strip(part: Sequence[PixelWord], em: float, middle: float | None) -> _Strip | None:
    """Where to read a line again (x0, top, x1, bottom): as its sure words lie; what a stamp runs into at one end of a
    title is as far from its middle as the other end is."""
    sure = [word for word in part if word.confidence > _SYLLABLE]
    if len(sure) < _FEWEST:
        return None
    line = measured(sure)
    size = min(line.em, 1.15 * em)
    x0, x1 = part[0].box[0], part[-1].box[2]
    if middle is not None and not (part[0] is sure[0] and part[-1] is sure[-1]):
        wide = max(middle - sure[0].box[0], sure[-1].box[2] - middle) + _FURTHER * size
        x0, x1 = middle - wide, middle + wide
    top, bottom = line.base - 1.1 * size, line.base + 0.45 * size
    return max(0, round(x0 - 0.5 * size)), max(0, round(top)), round(x1 + 0.5 * size), round(bottom)


_FEWEST = 2
_FURTHER = 3.0
"""Ems that may be lost at the ends of a title's line, beyond its sure words."""


def _hidden(part: Sequence[PixelWord], em: float, middle: float | None, grey: Grey) -> _Strip | None:
    """Where to read a title's line whose one end is far shorter than its other, while ink stands there, as a stamp
    leaves it."""
    if middle is None or len(part) <= _FEWEST:
        return None
    line = measured(part)
    before, behind = middle - part[0].box[0], part[-1].box[2] - middle
    if min(before, behind) < 0 or abs(before - behind) < _LOPSIDED * em or line.em < _SMALLER * em:
        return None
    wide = max(before, behind) + 0.5 * em
    x0, x1 = max(0, round(middle - wide)), min(grey.shape[1], round(middle + wide))
    band = ink_of(grey[max(0, round(line.base - 0.45 * em)) : round(line.base)])
    lost = band[:, x0 : round(part[0].box[0])] if before < behind else band[:, round(part[-1].box[2]) : x1]
    if not lost.size or lost.mean() < _INKED:
        return None
    return x0, max(0, round(line.base - 1.1 * em)), x1, round(line.base + 0.45 * em)


_LOPSIDED = 3.5
"""Ems by which one end of a centred line is shorter, where words of it were not read."""
_INKED = 0.06
"""The share of a place that is ink where words stand."""
_FEWEST_HIDDEN = 3


def _read(strip: _Strip, scale: float, grey: Grey, read_line: LineReader, line: tuple[int, ...]) -> list[PixelWord]:
    x0, top, x1, bottom = strip
    picture = Image.fromarray(grey[top:bottom, x0:x1])
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    found = read_line(np.asarray(picture.resize(size, Image.Resampling.BICUBIC)))
    return [
        replace(
            word,
            box=(
                x0 + word.box[0] / scale,
                top + word.box[1] / scale,
                x0 + word.box[2] / scale,
                top + word.box[3] / scale,
            ),
            line=line,
        )
        for word in found
        if not is_dirt(word)
    ]


def _trimmed(words: Sequence[PixelWord]) -> list[PixelWord]:
    """Without the scraps at both ends."""
    kept = list(words)
    while kept and _is_scrap(kept[-1]):
        kept.pop()
    while kept and _is_scrap(kept[0]):
        kept.pop(0)
    return kept


def _is_scrap(word: PixelWord) -> bool:
    text = word.text.strip(".,;:()“”\"'-")
    arrived = text.isupper() and bare(text) == "den"  # of the stamp of incoming mail
    return (
        arrived or not any(char.isalnum() for char in text) or (word.confidence < _POOR and not _says_something(text))
    )


_WITH_YEAR = regex(r"(?P<words>[^\W\d_]{2,})(?P<year>(?:19|20)\d\d)(?P<rest>[_.,;]*)")


def _parted(word: PixelWord) -> Iterator[PixelWord]:
    """Words whose blank was lost, where they part in one way only: "tácnăm2004_"."""
    text = word.text
    year = _WITH_YEAR.fullmatch(text)
    if year and year["words"].islower():
        yield from _parted(_piece(word, 0, year.end("words")))
        yield _piece(word, year.start("year"), year.end("year"))
        return
    glued = len(text) > _SHORTEST and text.isalpha() and text[1:].islower() and not is_syllable(text)
    ways = [at for at in range(2, len(text) - 1) if glued and is_syllable(text[:at]) and is_syllable(text[at:])]
    if len(ways) == 1 and word.confidence < _SYLLABLE:
        yield _piece(word, 0, ways[0])
        yield _piece(word, ways[0], len(text))
    else:
        yield word


_SHORTEST = 4


def _piece(word: PixelWord, start: int, end: int) -> PixelWord:
    x0, top, x1, bottom = word.box
    wide = (x1 - x0) / len(word.text)
    box = (x0 + start * wide, top, x0 + end * wide, bottom)
    return replace(word, text=word.text[start:end], box=box, engine=word.engine or word.text)


def _is_poor(line: PixelLine) -> bool:
    return len(line.words) > 1 and any(word.confidence < _POOR and len(word.text) > 1 for word in line.words)


def _letters(words: Sequence[PixelWord]) -> int:
    return sum(char.isalnum() for word in words for char in word.text)


def _weight(words: Sequence[PixelWord]) -> float:
    """How many letters were read, each counted as surely as it was."""
    return sum(word.confidence * len(word.text) for word in words)


def _sure(words: Sequence[PixelWord]) -> float:
    return sum(word.confidence * len(word.text) for word in words) / max(sum(len(word.text) for word in words), 1)

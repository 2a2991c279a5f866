"""A place that a pen may have filled, read again by the engine: in its line and alone, at several scales."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image

from vnplans.readers.ocr.picture import Grey
from vnplans.readers.ocr.places import Kind, Place, symbol_start
from vnplans.readers.ocr.words import PixelWord
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["LABEL", "as_digits", "looks"]

# What an engine makes of printed digits; it counts only where the digit reader agrees
_LOOK_ALIKES = str.maketrans("lI|][!ỊÌJoOØøSsŠš", "11111111100005555")
_STROKES = str.maketrans("/⁄", "11")
"""A slanting 1, in a day or a month; before a symbol they are its stroke."""
_IN_LINE = (1.5, 3.0)
_ALONE = (1.0, 1.5, 2.0)
_SAID = regex(r"(?:ng\w?y|th\w?ng)(?P<read>.{0,8}?)(?:th\w?ng|n\w?m)")
LABEL = regex(r"\W*(?:[Ss]\S?\s?[:.;,]?|\S{1,3}\s?:)\s*")
""" "Số:" before a serial, whatever became of its vowel."""


def as_digits(text: str, kind: Kind) -> str:
    """What an engine read at a place, without blanks and its look-alikes of digits put right."""
    digits = re.sub(r"\s", "", text).translate(_LOOK_ALIKES)
    return digits if kind == "serial" else digits.translate(_STROKES)


def looks(place: Place, strip: Grey, grey: Grey, read_line: Callable[[Grey], list[PixelWord]]) -> Iterator[str]:
    """What the engine makes of the ink each time, without blanks; "" where the print around it was not found again."""
    line = _line(place, grey)
    for scale in _IN_LINE:
        yield _between(place, _read(line, scale, read_line))
    alone = np.pad(strip, round(0.4 * place.em), constant_values=255)
    for scale in _ALONE:
        yield _read(alone, scale, read_line).replace(" ", "")


def _line(place: Place, grey: Grey) -> Grey:
    """The place with its printed neighbours."""
    em, (after, _) = place.em, place.after
    before = place.before[0].box[0] if place.before else place.x0 - em
    left, right = (
        max(0, round(before - 0.3 * em)),
        min(grey.shape[1], round(min(after.box[2], place.x1 + 6 * em) + 0.3 * em)),
    )
    return grey[max(0, round(place.base - 1.25 * em)) : round(place.base + 0.6 * em), left:right]


def _read(grey: Grey, scale: float, read_line: Callable[[Grey], list[PixelWord]]) -> str:
    if not grey.size:
        return ""
    picture = Image.fromarray(grey)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    words = read_line(np.asarray(picture.resize(size, Image.Resampling.BICUBIC)))
    return " ".join(word.text for word in words)


def _between(place: Place, text: str) -> str:
    """The text between the printed neighbours of the place."""
    if place.kind == "serial":
        at, label = symbol_start(text), LABEL.match(text)
        read = text[label.end() if label else 0 : at] if at is not None else ""
    else:
        found = _SAID.search(bare(text))
        read = text[slice(*found.span("read"))] if found else ""
    return re.sub(r"\s", "", read)

"""Single places of a printed page that hold a picture of words: a stamped number, a letterhead set as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import mean

import numpy as np
from PIL import Image

from vnplans.pages import Box
from vnplans.readers.ocr import engines
from vnplans.readers.ocr.engines import Engine
from vnplans.readers.ocr.picture import Grey, evened, ink_of
from vnplans.readers.ocr.sheet import placed
from vnplans.readers.ocr.tessdata import EngineFailed, Mode
from vnplans.readers.ocr.words import PixelWord, is_dirt, measured_lines, with_stroke
from vnplans.readers.options import ReadOptions
from vnplans.readers.sheet.lines import Line, lines_of
from vnplans.readers.sheet.placement import Placement

__all__ = ["read_regions"]

_ONE_LINE = 24.0
"""Points: what is lower holds one line."""
_EDGE = 12
"""White pixels about a place."""
_LEAST = 25
"""Pixels of ink: the stroke of a "1" has more."""
_BELIEVED, _SURE = 0.6, 0.9
_SMALLER = 0.8
"""What was not surely read is read once more at this size."""


def read_regions(
    picture: Image.Image, size: tuple[float, float], number: int, regions: Sequence[Box], options: ReadOptions
) -> Iterator[list[Line]]:
    """For each place the lines that stand in it, none where they are not surely read; boxes in points of the page.

    Raises MissingExtra where no engine is installed.
    """
    engine = engines.demand(options.ocr_engine)
    grey = evened(np.asarray(picture.convert("L")))
    placement = Placement(size, grey.shape[::-1])
    across, down = placement.scale
    for n, (x0, top, x1, bottom) in enumerate(regions):
        left, upper = max(0, round(x0 / across)), max(0, round(top / down))
        part = grey[upper : round(bottom / down), left : round(x1 / across)]
        if np.count_nonzero(ink_of(part)) < _LEAST:
            yield []
            continue
        try:
            found = _read(part, "line" if bottom - top < _ONE_LINE else "block", engine)
        except EngineFailed:
            found = []
        words = [_at(word, left, upper, n) for word in found]
        yield lines_of([word for _, word in placed(measured_lines(words), placement.scale, 0.0)], number)


def _read(part: Grey, mode: Mode, engine: Engine) -> list[PixelWord]:
    """The words of a place; none where they are not surely read."""
    framed = np.pad(part, _EDGE, constant_values=255)
    words = _words(framed, mode, engine)
    if _confidence(words) < _SURE:
        smaller = Image.fromarray(framed)
        size = round(smaller.width * _SMALLER), round(smaller.height * _SMALLER)
        again = _words(np.asarray(smaller.resize(size, Image.Resampling.LANCZOS)), mode, engine)
        words = max(words, [_scaled(word, 1 / _SMALLER) for word in again], key=_confidence)
    return [_at(word, -_EDGE, -_EDGE) for word in words] if _confidence(words) >= _BELIEVED else []


def _words(grey: Grey, mode: Mode, engine: Engine) -> list[PixelWord]:
    return [with_stroke(word) for word in engine.read(grey, mode) if not is_dirt(word)]


def _confidence(words: Sequence[PixelWord]) -> float:
    return mean(word.confidence for word in words) if words else 0.0


def _scaled(word: PixelWord, by: float) -> PixelWord:
    x0, top, x1, bottom = word.box
    return replace(word, box=(x0 * by, top * by, x1 * by, bottom * by))


def _at(word: PixelWord, right: int, down: int, *line: int) -> PixelWord:
    x0, top, x1, bottom = word.box
    return replace(word, box=(x0 + right, top + down, x1 + right, bottom + down), line=(*line, *word.line))

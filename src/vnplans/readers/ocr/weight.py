"""Which lines of a letterhead and title are set in bold type: by how thick their strokes are beside those of the page.

An engine does not say it, and where a title of a full line ends above the text, nothing else may tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from vnplans.readers.ocr.picture import Grey, ink_of
from vnplans.readers.ocr.words import PixelLine, PixelWord, measured, measured_lines

__all__ = ["with_bold"]

_UPPER = 0.5
"""Letterhead and title stand in this part of the page's height."""
_MEAN, _MEDIAN = 1.15, 1.2
"""Strokes of a bold line against those of the page; italics are thinner."""
_X_HEIGHT = 0.45
_WIDEST = 0.3
"""Ems: a longer run of ink is the bar of a letter or a rule, not the stroke of one."""
_FEWEST = 30
"""Strokes by which a line can be judged."""
_GAP = 1.5
"""Ems between what stands in two columns."""
_TEXT = 50
"""Letters of a line that is no title's if it is not bold: the text has begun."""
_SMALL = 0.75
_Runs = NDArray[np.float64]


def with_bold(words: Sequence[PixelWord], grey: Grey) -> list[PixelWord]:
    """The words, those above the text marked whose lines are bold."""
    bold = _bold(words, grey)
    return [replace(word, bold=True) if word in bold else word for word in words]


def _bold(words: Sequence[PixelWord], grey: Grey) -> frozenset[PixelWord]:
    """None where the whole page is bold, or a copier made all of it so."""
    lines = measured_lines(words)
    if not lines:
        return frozenset()
    em = median(line.em for line in lines for _ in line.words)
    parts = [(part, _runs(part, grey)) for line in lines for part in _parts(line) if line.em > _SMALL * em]
    known = [(part, runs) for part, runs in parts if len(runs) >= _FEWEST]
    if not known:
        return frozenset()
    every = np.concatenate([runs for _, runs in known])
    usual, mean = float(np.median(every)), float(np.median([runs.mean() for _, runs in known for _ in runs[::_FEWEST]]))
    found: set[PixelWord] = set()
    for part, runs in sorted(known, key=lambda one: one[0].base):
        if part.base > _UPPER * grey.shape[0]:
            break
        if runs.mean() > _MEAN * mean and np.median(runs) >= _MEDIAN * usual:
            found.update(part.words)
        elif sum(len(word.text) for word in part.words) >= _TEXT:
            break
    return frozenset(found)


def _parts(line: PixelLine) -> Iterator[PixelLine]:
    """What stands side by side on a line."""
    start = 0
    for at, (one, two) in enumerate(pairwise(line.words), 1):
        if two.box[0] - one.box[2] > _GAP * line.em:
            yield measured(line.words[start:at])
            start = at
    yield measured(line.words[start:])


def _runs(line: PixelLine, grey: Grey) -> _Runs:
    """How wide the strokes of its words are in ems, row by row between base line and height of small letters."""
    top, bottom = max(0, round(line.base - _X_HEIGHT * line.em)), max(0, round(line.base))
    found = []
    for word in line.words:
        ink = np.pad(ink_of(grey[top:bottom, round(word.box[0]) : round(word.box[2])]), ((0, 0), (1, 1)))
        steps = np.diff(ink.ravel().view(np.int8))
        found.append(np.flatnonzero(steps == -1) - np.flatnonzero(steps == 1))
    runs = np.concatenate(found) / line.em
    return runs[runs < _WIDEST]

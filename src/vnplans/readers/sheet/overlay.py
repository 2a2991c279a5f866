"""What is shown over the print of a page: stamped numbers and days, put into the gaps that wait for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vnplans.calendar import BARE_PARTS
from vnplans.pages import Box
from vnplans.readers.sheet.lines import Line
from vnplans.readers.sheet.words import Word
from vnplans.text import bare

__all__ = ["Overlay", "fill_in"]

_FILLING = re.compile(r"[\d./\- ]{1,12}[a-zđ]?|\d{1,5}[./-][\w./&()-]{2,30}", re.IGNORECASE)
_BEFORE_BLANK = re.compile(rf"(?:so|{BARE_PARTS}|so ki hieu|so ky hieu)\s*:?$")
_AFTER_BLANK = re.compile(rf"[/\-]\s?\w|{BARE_PARTS}\b")
_GLUED_NUMBER = re.compile(r"(s[oố]\s*:?)([/-].+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Overlay:
    """One annotation with the lines it shows."""

    box: Box
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def fills(self) -> bool:
        """Is it a number or a day put into a gap of the print?"""
        return len(self.lines) == 1 and bool(_FILLING.fullmatch(self.text))


def fill_in(lines: Sequence[Line], stamped: Sequence[Overlay]) -> tuple[list[Line], list[Overlay]]:
    """The lines with stamped numbers and days in their gaps, and the overlays that fit no gap."""
    result = list(lines)
    left: list[Overlay] = []
    for overlay in stamped:
        if not (overlay.fills and _fill(result, overlay.lines[0])):
            left.append(overlay)
    return result, left


def _fill(lines: list[Line], stamp: Line) -> bool:
    """Put the stamp's words into the line whose gap it fills; False if there is none."""
    best: tuple[float, int, int] | None = None
    for index, line in enumerate(lines):
        distance = abs(line.base - stamp.base)
        if distance > 1.4 * line.size or not line.x0 - 5 < stamp.middle < line.x1 + 80:
            continue
        for at, words in _gaps(line, stamp):
            before, after = bare(words[at - 1].text) if at else "", bare(" ".join(w.text for w in words[at : at + 2]))
            named = bool(_BEFORE_BLANK.search(before)) + bool(_AFTER_BLANK.match(after))
            if named and (best is None or distance - 8 * named < best[0]):
                best = (distance - 8 * named, index, at)
    if best is None:
        return False
    _, index, at = best
    line = lines[index]
    words = _split_number(line.words, stamp)
    at = min(at, len(words)) if len(words) == len(line.words) else at
    for word in stamp.words:
        word.base = line.base
        word.top, word.bottom = line.top, line.bottom
    if at < len(words) and words[at].text[:1] in "/-.":
        words[at].glued = True
    lines[index] = Line([*words[:at], *stamp.words, *words[at:]], line.page)
    return True


def _gaps(line: Line, stamp: Line) -> list[tuple[int, list[Word]]]:
    """The place among the line's words where the stamp stands, and its neighbours."""
    words = _split_number(line.words, stamp)
    at = sum(1 for w in words if (w.x0 + w.x1) / 2 < stamp.middle)
    near = [at]
    near += [i for i in (at - 1, at + 1) if 0 <= i <= len(words)]
    return [(i, words) for i in near if _open(words, i, stamp)]


def _open(words: Sequence[Word], at: int, stamp: Line) -> bool:
    """Is there room for the stamp before word `at`, give or take its own width?"""
    left = words[at - 1].x1 if at else 0.0
    right = words[at].x0 if at < len(words) else left + 200
    return left - 12 < stamp.middle < right + 12


def _split_number(words: list[Word], stamp: Line) -> list[Word]:
    """The words, with one like "Số:/KH-UBND" under the stamp cut in two."""
    out: list[Word] = []
    for word in words:
        match = _GLUED_NUMBER.fullmatch(word.text)
        if match and word.x0 - 20 < stamp.middle < word.x1 + 5:
            cut = word.x0 + (word.x1 - word.x0) * len(match[1]) / len(word.text)
            out.append(Word(match[1], word.x0, word.top, cut, word.bottom, word.base, word.style, word.glued))
            out.append(Word(match[2], cut, word.top, word.x1, word.bottom, word.base, word.style))
        else:
            out.append(word)
    return out

"""The letters of a PDF page with their places: where on a page the words of a quote stand."""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from vnplans.frame import Frame
from vnplans.pages import Box
from vnplans.text import bare, clean

__all__ = ["Letters", "key", "read_letters"]

_SLACK = 2.0
"""Points by which a letter may stand outside the box of its block."""


def key(words: str) -> str:
    """What of words is compared: letters and digits without tones, so that no way of encoding them matters."""
    return "".join(c for c in bare(clean(words)) if c.isalnum())


@dataclass(frozen=True, slots=True)
class Letters:
    """`text` holds one character a letter, `boxes` its place in points of the page as read."""

    frame: Frame
    text: str
    boxes: tuple[Box, ...]

    def find(self, words: str, within: Box, before: str | None) -> list[Box]:
        """The lines of the words inside a box; empty if they are not there, or more than once and nothing tells which.

        `before` is the text of the block before the words, None if unknown.
        """
        inside = [n for n, box in enumerate(self.boxes) if _holds(within, box)]
        text, sought = "".join(self.text[n] for n in inside), key(words)
        starts = _starts(text, sought)
        if not starts:
            return []
        if len(starts) > 1:
            if before is None:
                return []
            lead = key(before)
            count = len([at for at in _starts(lead + sought, sought) if at < len(lead)])
            if count >= len(starts):
                return []
            starts = starts[count:]
        return _lines([self.boxes[n] for n in inside[starts[0] : starts[0] + len(sought)]])


def _holds(within: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    x0, top, x1, bottom = within
    return x0 - _SLACK <= x <= x1 + _SLACK and top - _SLACK <= y <= bottom + _SLACK


def _starts(text: str, sought: str) -> list[int]:
    starts, at = [], text.find(sought) if sought else -1
    while at >= 0:
        starts.append(at)
        at = text.find(sought, at + 1)
    return starts


def _lines(boxes: list[Box]) -> list[Box]:
    """Boxes of letters that follow each other, joined line by line."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        middle = (box[1] + box[3]) / 2
        if last and last[1] <= middle <= last[3] and box[0] >= last[0] - _SLACK:
            lines[-1] = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            lines.append(box)
    return lines


def read_letters(page: Any) -> Letters:
    """The letters of a pypdfium2 page. Their frame is turned as most of them stand."""
    text_page = page.get_textpage()
    try:
        found = _found(text_page)
    finally:
        text_page.close()
    turns = Counter(turn for _, _, turn in found)
    left, bottom, right, top = page.get_cropbox()
    frame = Frame(left, bottom, right, top, turns.most_common(1)[0][0] if turns else 0)
    letters = [(c, frame.place_box(*rect)) for char, rect, _ in found for c in key(char)]
    return Letters(frame, "".join(c for c, _ in letters), tuple(box for _, box in letters))


def _found(text_page: Any) -> list[tuple[str, tuple[float, float, float, float], int]]:
    """Character, left, bottom, right, top in the file's coordinates, and turn."""
    rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    found = []
    for index in range(raw.FPDFText_CountChars(text_page)):
        char = chr(raw.FPDFText_GetUnicode(text_page, index))
        if not char.isalnum() or not raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rect)):
            continue
        raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
        found.append((char, (rect.left, rect.bottom, rect.right, rect.top), _turn(matrix)))
    return found


def _turn(matrix: Any) -> int:
    if abs(matrix.b) > abs(matrix.a):
        return 90 if matrix.b > 0 else 270
    return 180 if matrix.a < 0 else 0

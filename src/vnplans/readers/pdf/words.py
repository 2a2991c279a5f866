"""Characters of a page, joined to words with their place and style."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pypdfium2 import raw

from vnplans.frame import Frame
from vnplans.pages import Box
from vnplans.readers.pdf import pdfium
from vnplans.readers.pdf.shifted import unshifted
from vnplans.readers.sheet.words import Style, Word

__all__ = ["Glyph", "page_glyphs", "place_words", "read_with", "turns_of"]

_BLANKS = frozenset(map(ord, "\r\n\t \u00a0\u2002\u2003\u2009\u200b\u3000\ufeff")) | {0, 0xFFFE, 0xFFFF}
_NOTHING = frozenset((0, 0xFFFE))
_MARKS = frozenset(range(0x0300, 0x0370))

Glyph = tuple[int, float, float, float, float, float, Style | None]
"""Character code, x0, bottom, x1, top, base line (y upwards, as in the file), and style (None for a blank)."""


def turns_of(glyphs: Iterable[Glyph]) -> Counter[int]:
    """How many glyphs stand with each turn."""
    return Counter(glyph[6].turn for glyph in glyphs if glyph[6])


def read_with(frame: Frame, turns: Counter[int], shown: int = 0) -> Frame:
    """The frame in which most of the glyphs stand upright, as a reader would hold the page; a page without any is read
    as it is `shown`, turned clockwise by its /Rotate."""
    return replace(frame, turn=turns.most_common(1)[0][0] if turns else shown)


def page_glyphs(
    text_page: Any, paragraphs: Mapping[int, int] | None = None, hidden: Mapping[int, Sequence[Box]] | None = None
) -> list[Glyph]:
    """All characters of a page that are seen, in the order of its content, blanks as separators.

    `paragraphs`: what the tags say of its text objects, by their handles; `hidden`: the boxes that hide words of them.
    """
    paragraphs = paragraphs or {}
    handle = pdfium.address(text_page)
    box = raw.FS_RECTF()
    box_at = ctypes.addressof(box)
    x, y = ctypes.c_double(), ctypes.c_double()
    x_at, y_at = ctypes.addressof(x), ctypes.addressof(y)
    code_of, box_of, object_of, origin_of = (
        pdfium.char_unicode, pdfium.char_box, pdfium.char_object, pdfium.char_origin,
    )  # fmt: skip
    seen: dict[int, tuple[Style, float]] = {}
    shared: dict[Style, Style] = {}
    fonts: dict[int, tuple[str, bool, bool]] = {}
    glyphs: list[Glyph] = []
    add = glyphs.append
    blank: Glyph = (0x20, 0.0, 0.0, 0.0, 0.0, 0.0, None)
    nothing: Glyph = (0, 0.0, 0.0, 0.0, 0.0, 0.0, None)
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = code_of(handle, index)
        if code in _BLANKS:
            add(blank if code not in _NOTHING else nothing)
            continue
        text_object = object_of(handle, index)
        if text_object not in seen:
            if not text_object:
                continue
            style = Style(*pdfium.object_style(handle, index, text_object, fonts), paragraphs.get(text_object))
            origin_of(handle, index, x_at, y_at)
            # The letters of one text object stand on one line
            base = y.value if style.turn in (0, 180) else x.value
            seen[text_object] = shared.setdefault(style, style), base
        style, base = seen[text_object]
        box_of(handle, index, box_at)
        if hidden and text_object in hidden and _is_under(box, hidden[text_object]):
            add(blank)
            continue
        add((code, box.left, box.bottom, box.right, box.top, base, style))
    return _seen(unshifted(glyphs))


def _is_under(letter: Any, boxes: Sequence[Box]) -> bool:
    """Does the middle of a letter lie under one of the boxes?"""
    x, y = (letter.left + letter.right) / 2, (letter.bottom + letter.top) / 2
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes)


def _seen(glyphs: list[Glyph]) -> list[Glyph]:
    """Without hidden characters; on a page where most are hidden (the layer of an OCR program) all stay."""
    hidden = sum(1 for glyph in glyphs if glyph[6] and not glyph[6].visible)
    if hidden and hidden < 0.5 * sum(1 for glyph in glyphs if glyph[6]):
        return [glyph for glyph in glyphs if glyph[6] is None or glyph[6].visible]
    return glyphs


def place_words(glyphs: list[Glyph], frame: Frame, turns: Collection[int]) -> tuple[list[Word], list[Word]]:
    """Words in the order of the page's content: those that stand upright in the frame, and those turned to it.

    `turns`: all that the glyphs have.
    """
    upright = list(_words(glyphs, frame)) if frame.turn in turns or not turns else []
    turned = []
    for turn in sorted({*turns} - {frame.turn}):
        own = replace(frame, turn=turn)
        turned += [_back(word, own, frame) for word in _words(glyphs, own)]
    return upright, turned


def _back(word: Word, own: Frame, frame: Frame) -> Word:
    """A turned word's place in the frame of the page: by the corner it was measured from, turned back."""
    high, wide = own.size[1], own.size[0]
    corners = {0: (word.x0, word.top, word.x1, word.bottom),
               90: (word.top, wide - word.x1, word.bottom, wide - word.x0),
               180: (wide - word.x1, high - word.bottom, wide - word.x0, high - word.top),
               270: (high - word.bottom, word.x0, high - word.top, word.x1)}  # fmt: skip
    x0, top, x1, bottom = corners[(own.turn - frame.turn) % 360]
    return Word(word.text, x0, top, x1, bottom, bottom, word.style)


def _upright(glyphs: list[Glyph], frame: Frame) -> list[Glyph]:
    """The glyphs of the frame's turn and the blanks, in coordinates in which they stand upright (y upwards)."""
    if frame.turn == 0:
        return glyphs
    turned: list[Glyph] = []
    high = frame.size[1]
    for glyph in glyphs:
        code, x0, y0, x1, y1, base, style = glyph
        if style is None:
            turned.append(glyph)
        elif style.turn == frame.turn:
            line = high - frame.place(base, base)[1]
            ax, ay, bx, by = frame.place_box(x0, y0, x1, y1)
            turned.append((code, ax, high - by, bx, high - ay, line, style))
    return turned


def _words(glyphs: list[Glyph], frame: Frame) -> Iterator[Word]:
    """A word ends at a blank that is really seen, at a jump, and where the style changes.

    PDFium gives blanks where letters stand apart, and a few producers print them where no eye sees one: a blank
    narrower than a twentieth of the letters' height is none.
    """
    left, top = (frame.left, frame.top) if frame.turn == 0 else (0.0, frame.size[1])
    word: Word | None = None
    blank = True
    edge = level = 0.0  # where the last letter ends, and the line it stands on
    for code, x0, y0, x1, y1, base, style in _upright(glyphs, frame):
        if style is None:
            blank = True
            continue
        if style.turn != frame.turn:
            continue
        letter = chr(code) if code != 0x02 else "\u00ad"
        glued = False
        if word is not None:
            gap, size, drop = x0 - edge, style.size, abs(base - level)
            if code in _MARKS and abs(gap) < size:
                word.text = unicodedata.normalize("NFC", word.text + letter)
                continue
            if drop < 0.1 * size and -0.5 * size < gap < (0.05 if blank else 0.6) * size:
                if style is word.style:
                    word.text += letter
                    edge = max(edge, x1)
                    word.x1 = edge - left
                    blank = False
                    continue
                glued = 0.75 * word.size < size < 1.34 * word.size
            elif not blank and -0.5 * size < gap < 0.3 * size and drop < size:
                glued = letter.isdigit() or 0.75 * word.size < size < 1.34 * word.size
            yield word
        word = Word(letter, x0 - left, top - y1, x1 - left, top - y0, top - base, style, glued)
        edge, level, blank = x1, base, False
    if word is not None:
        yield word

"""Letters whose Unicode a PDF printer wrote one byte off.

Ghostscript drops the first byte where the file that it prints gives a glyph by several characters (text typed in
decomposed letters): 0041 0300 becomes 4103 00.., "TH䄃NH" for "THÀNH".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

__all__ = ["unshifted"]

_ODD = 0x40FF
"""The codes of a letter and of the first byte of its mark, taken for one, lie above."""
_MARK = 0x0300
_MARKS = frozenset(_MARK + low for low in (0x00, 0x01, 0x02, 0x03, 0x06, 0x09, 0x1B, 0x23))
_TORN = frozenset(_MARK + low for low in (0x02, 0x06, 0x09, 0x1B, 0x23))
"""Marks that stand alone where three characters were cut, before a code that begins with their own last byte."""
_LOST = 0xFFFD

Glyph = TypeVar("Glyph", bound=tuple[int, *tuple[object, ...]])


def unshifted(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs of a page with such letters whole; as they are where there are none. A code is the first of a glyph,
    0 where the file gives none."""
    if not any(code in _TORN or _base(code) for code in {glyph[0] for glyph in glyphs}):
        return glyphs
    out: list[Glyph] = []
    at = 0
    while at < len(glyphs):
        letter, taken = _whole([glyph[0] for glyph in glyphs[at : at + 2]])
        glyph = glyphs[at]
        out.append((letter, *glyph[1:]) if taken else glyph)  # type: ignore[arg-type]
        at += taken or 1
    return out


def _base(code: int) -> str:
    """The letter in the upper byte of a code whose lower byte opens a mark."""
    letter = chr(code >> 8) if code > _ODD and code & 0xFF == _MARK >> 8 else ""
    return letter if letter.isalpha() else ""


def _whole(codes: Sequence[int]) -> tuple[int, int]:
    """The letter that the codes begin with, and how many of them it takes; 0 where they are none."""
    first, second = codes[0], codes[1] if len(codes) > 1 else -1
    letter = _base(first)
    if letter:
        mark = _MARK + (second >> 8) if second >= 0 and second & 0xFF == 0 else -1
        return _composed(letter, mark if mark in _MARKS else _MARK), 2 if mark in _MARKS else 1
    if first in _TORN and second >> 8 == first & 0xFF:
        return _LOST, 2  # the letter is gone
    return first, 0


def _composed(letter: str, mark: int) -> int:
    whole = unicodedata.normalize("NFC", letter + chr(mark))
    return ord(whole) if len(whole) == 1 else ord(letter)

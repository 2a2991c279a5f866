"""Bytes of text -> letters: Unicode with or without a byte order mark, cp1258, and the legacy encodings."""

from __future__ import annotations

import codecs

from vnplans.readers.styled import legacy
from vnplans.text import clean

__all__ = ["decode_bytes"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 20_000
# Letters of Vietnamese that a right reading shows; a wrong one shows other letters beyond ASCII
_VIETNAMESE = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")


def _without_mark(data: bytes) -> str | None:
    """The encoding of UTF-16 without a mark: every second byte of the blanks and digits is zero."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 8 < len(sample) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _share(text: str) -> float:
    """The share of Vietnamese letters among the letters beyond ASCII."""
    letters = [c for c in clean(text).lower() if not c.isascii() and c.isalpha()]
    return sum(c in _VIETNAMESE for c in letters) / len(letters) if letters else 1.0


def _single_bytes(data: bytes) -> tuple[str, str]:
    """Text of one byte a letter: the reading that shows the most Vietnamese, Windows-1258 before the legacy fonts."""
    readings = [("cp1258", data.decode("cp1258", errors="replace"))]
    # Decoded from Latin-1, where no byte is lost: 0xAD is a letter of TCVN3
    latin = data.decode("latin-1")
    if found := legacy.guess([latin[:_SAMPLE]]):
        readings.append((found, legacy.decode(latin, found)))
    name, text = max(readings, key=lambda reading: _share(reading[1][:_SAMPLE]))
    return text, name


def decode_bytes(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of the bytes and the name of the encoding it was in. `declared`: what the file says of itself.

    A byte order mark wins; then what decodes without a fault; legacy letters in Unicode clothes are decoded too.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _from_fonts(data.decode(encoding, errors="replace"), encoding.removesuffix("-sig"))
    bare = _without_mark(data)
    for encoding in filter(None, (bare, "utf-8", declared)):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding == declared and _share(text[:_SAMPLE]) < 0.5:
            continue
        return _from_fonts(text, encoding)
    return _single_bytes(data)


def _from_fonts(text: str, encoding: str) -> tuple[str, str]:
    """Unicode whose letters are those of a legacy font (copied out of a .VnTime document)."""
    sample = text[:_SAMPLE]
    if sample.isascii() or _share(sample) > 0.9:
        return text, encoding
    found = legacy.guess([sample])
    return (legacy.decode(text, found), found) if found else (text, encoding)

"""Bytes of text -> letters: Unicode with or without a byte order mark, cp1258, and the legacy encodings."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from vnplans.readers.declared import charset
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
_SURELY = 10
"""So many letters that only Unicode has, well formed as UTF-8, do not come about by chance."""
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


def _sample(text: str) -> str:
    """The lines of a text that hold more than ASCII, as far as a judgement needs them: pages begin with long styles."""
    lines = (line for line in text.splitlines() if not line.isascii())
    return "\n".join(_short(lines))


def _short(lines: Iterable[str]) -> Iterator[str]:
    """Lines up to the size of a sample."""
    size = 0
    for line in lines:
        if size > _SAMPLE:
            return
        size += len(line)
        yield line[:_SAMPLE]


def _single_bytes(data: bytes, *, fonts: bool) -> tuple[str, str]:
    """Text of one byte a letter: the reading that shows the most Vietnamese, Windows-1258 before the legacy fonts."""
    readings = [("cp1258", data.decode("cp1258", errors="replace"))]
    # Decoded from Latin-1, where no byte is lost: 0xAD is a letter of TCVN3
    latin = data.decode("latin-1")
    if found := legacy.guess([_sample(latin)]):
        readings.append((found, legacy.decode(latin, found)))
    name, text = max(readings, key=lambda reading: _share(_sample(reading[1])))
    return (latin if fonts and name == found else text), name


def decode_bytes(data: bytes, declared: str | None = None, *, fonts: bool = False) -> tuple[str, str]:
    """The text of the bytes and the name of the encoding it was in. `declared`: what the file says of itself.

    A byte order mark wins; then what decodes without a fault; legacy letters in Unicode clothes are decoded too, but
    for a form that names `fonts`: there each run is judged with its own font, which may draw capitals.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _from_fonts(data.decode(encoding, errors="replace"), encoding.removesuffix("-sig"), fonts=fonts)
    bare = _without_mark(data)
    for encoding in filter(None, (bare, "utf-8", charset(declared))):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if encoding not in (bare, "utf-8") and _share(_sample(text)) < 0.5:
            continue
        return _from_fonts(text, encoding, fonts=fonts)
    if fonts and (both := _two_in_one(data)):
        return both, "utf-8"
    return _single_bytes(data, fonts=fonts)


def _two_in_one(data: bytes) -> str | None:
    """UTF-8 into which text of one byte a letter was pasted (a portal's frame around an old page): its bytes as the
    letters of Latin-1. None where hardly a letter is UTF-8."""
    text = data.decode("utf-8", errors="surrogateescape")
    if legacy.count_unicode(text) < _SURELY:
        return None
    return "".join(chr(ord(c) - 0xDC00) if "\udc80" <= c <= "\udcff" else c for c in text)


def _from_fonts(text: str, encoding: str, *, fonts: bool) -> tuple[str, str]:
    """Unicode whose letters are those of a legacy font (copied out of a .VnTime document)."""
    sample = _sample(text)
    if fonts or not sample or _share(sample) > 0.9:
        return text, encoding
    found = legacy.guess([sample])
    return (legacy.decode(text, found), found) if found else (text, encoding)

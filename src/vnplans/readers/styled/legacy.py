"""Vietnamese text in the font encodings of before Unicode: TCVN3 (.VnTime), VNI, VISCII, VPS.

The tables are viparse's. A font's name is a hint, no proof: many files name .VnTime and hold Unicode, so every text is
judged by what it says before and after decoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from vnplans.knowledge import rows
from vnplans.knowledge.tables import LegacyFont
from vnplans.regex import regex
from vnplans.syllables import is_syllable

if TYPE_CHECKING:
    from viparse.normalize.tables import Charmap

__all__ = [
    "ENCODINGS",
    "count_unicode",
    "decode",
    "decode_if_legacy",
    "font_encoding",
    "gain",
    "guess",
    "holds_unicode",
    "join_marks",
]

ENCODINGS = ("TCVN3", "VNI", "VISCII", "VPS")

# How the names of such fonts begin; .VnTimeH, .VnArialH draw capitals for lower-case letters
_FONTS = (
    (regex(r"\.vn[a-z]", re.I), "TCVN3"),
    (regex(r"vni[-\s]|vni$", re.I), "VNI"),
    (regex(r"vps[-\s]|vps$", re.I), "VPS"),
    (regex(r"vi[-\s]", re.I), "VISCII"),
)
_SUBSET = regex(r"^[A-Z]{6}\+")
_CAPITALS = regex(r"^\.vn.*h$", re.I)
# Letters that no single-byte font encoding shows: Ă ă Đ đ Ĩ ĩ Ũ ũ Ơ ơ Ư ư and the block U+1EA0..U+1EF9
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_UNICODE_ONLY = regex(f"[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9{_TONE_MARKS}]")
# Bytes 0xA0-0xFF as they surface; those below as cp1252 letters or as control characters (VISCII, VPS)
_HIGH = regex("[\u0080-\u00ffŒœŠšŸŽžƒˆ˜€™‰‹›†‡\x02\x05\x06\x14\x19\x1e]")
# What a byte of 0x80-0x9F becomes when a program takes it for cp1252
_CP1252 = {ord(bytes([b]).decode("cp1252")): b for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


@cache
def font_encoding(font: str) -> tuple[str | None, bool]:
    """The encoding a font's name stands for, and whether it draws capitals: .VnTimeH -> ("TCVN3", True)."""
    name = _SUBSET.sub("", font).strip()
    encoding = next((e for pattern, e in (*_FONTS, *_families()) if pattern.match(name)), None)
    return encoding, encoding == "TCVN3" and bool(_CAPITALS.match(name))


@cache
def _families() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.escape(family.name).replace(r"\ ", r"[-\s]?"), re.I), family.encoding)
        for family in rows(LegacyFont)
    )


def holds_unicode(text: str) -> bool:
    """Does the text hold a Vietnamese letter that only Unicode has?"""
    return _UNICODE_ONLY.search(text) is not None


def count_unicode(text: str) -> int:
    """How many letters of the text only Unicode has."""
    return len(_UNICODE_ONLY.findall(text))


def decode(text: str, encoding: str) -> str:
    """Text of a legacy font as Unicode (NFC). TCVN3's U+00AD is the letter ư: nothing may have dropped it before."""
    from viparse.normalize.tables import convert  # noqa: PLC0415 - viparse is heavy, and such fonts are rare

    if encoding in ("VISCII", "VPS"):
        text = text.translate(_CP1252)
    return str(convert(text, _charmap(encoding)))


@cache
def _charmap(encoding: str) -> Charmap:
    from viparse.normalize.encodings import get_charmap  # noqa: PLC0415
    from viparse.normalize.tables import build_charmap  # noqa: PLC0415

    charmap = get_charmap(encoding.lower())
    if charmap is None:
        raise KeyError(encoding)
    return build_charmap("vni", _any_case(charmap).items()) if encoding == "VNI" else charmap


def _any_case(charmap: Charmap) -> dict[str, str]:
    """VNI as typed: the mark of a capital letter in either case ("Uûy" as "UÛy"); letters viparse leaves out."""
    pairs = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ", **dict(charmap.pairs)}
    marked = [(letter, shown) for letter, shown in pairs.items() if len(letter) == 2]
    return {letter[0] + letter[1].swapcase(): shown for letter, shown in marked} | pairs


def decode_if_legacy(text: str, encoding: str | None) -> str:
    """`decode`, where the text is plainly better Vietnamese after it."""
    return decode(text, encoding) if encoding and (gain(text, encoding) or 0) > 0 else text


def gain(text: str, encoding: str) -> int | None:
    """How many more sound Vietnamese syllables decoding gives: > 0 legacy, < 0 Unicode, 0 undecided; None: plain ASCII.

    Text that holds letters only Unicode has is never legacy: ask `holds_unicode` first.
    """
    if not _HIGH.search(text):
        return None
    return _syllables(decode(text, encoding)) - _syllables(text)


_PROOF = 8
"""So many different sound syllables make a guess plain."""
_ABBREVIATION = regex("[A-ZĐ]+")
_WORD = regex(r"[^\W\d_]+")


def _syllables(text: str) -> int:
    """How many words with a mark are sound Vietnamese syllables, less those that are not."""
    return sum(1 if is_syllable(word) else -1 for word in _marked_words(text))


def _marked_words(text: str) -> list[str]:
    """Words that prove something: not ASCII, not a single sign such as ©, no abbreviation such as QĐ."""
    words = _WORD.findall(text)
    return [w for w in words if len(w) > 1 and not w.isascii() and not _ABBREVIATION.fullmatch(w)]


def guess(texts: Iterable[str]) -> str | None:
    """The encoding of text whose fonts say nothing; None unless it is plain. Decided over many texts at once."""
    sample = [t for t in texts if _HIGH.search(t)]
    joined = " ".join(sample)[:20000]
    high = len(_HIGH.findall(joined))
    # No word is proved without a letter of its own, and the tables are heavy to load
    if high < _PROOF or len(_UNICODE_ONLY.findall(joined)) * 4 > high:
        return None
    scores = {e: _syllables(" ".join(set(_marked_words(decode(joined, e))))) for e in ENCODINGS[:3]}
    best = max(scores, key=lambda e: scores[e])
    before = _syllables(" ".join(set(_marked_words(joined))))
    return best if scores[best] >= _PROOF and scores[best] > 2 * max(before, 0) else None


_VNI_MARKS = "ØÙÛÕÏÂÁÀÅÃÄÊÉÈÚÜËøùûõïâáàåãäêéèúüë"


def join_marks(pieces: Sequence[str]) -> list[str]:
    """Pieces of VNI text with each mark moved to the piece of its letter: ["Ñieà", ...] never begins with a mark."""
    joined: list[str] = []
    for piece in pieces:
        cut = 0
        if joined and joined[-1][-1:].isalpha():
            cut = len(piece) - len(piece.lstrip(_VNI_MARKS))
            joined[-1] += piece[:cut]
        joined.append(piece[cut:])
    return joined

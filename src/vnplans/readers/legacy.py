"""Vietnamese text in the font encodings of before Unicode: TCVN3 (.VnTime), VNI, VISCII, VPS.

The tables are viparse's. A font's name is a hint, no proof: many files name .VnTime and hold Unicode, so every text is
judged by what it says before and after decoding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from viparse.normalize.encodings import get_charmap
from viparse.normalize.tables import Charmap, convert

__all__ = ["ENCODINGS", "decode", "decode_if_legacy", "font_encoding", "guess", "holds_unicode", "join_marks", "reads_better"]

ENCODINGS = ("TCVN3", "VNI", "VISCII", "VPS")

# Family names of the fonts; .VnTimeH, .VnArialH draw capitals for lower-case letters
_FONTS = (
    (re.compile(r"\.vn[a-z]", re.I), "TCVN3"),
    (re.compile(r"vni[-\s]|vni$", re.I), "VNI"),
    (re.compile(r"vps[-\s]|vps$", re.I), "VPS"),
    (re.compile(r"(?:vi[-\s]|heo?[-\s]?may|phuong\s?thao|u\s?hoai|thu\s?phap|minh\s?quan|ho\s?xuan\s?huong)", re.I), "VISCII"),
)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_CAPITALS = re.compile(r"^\.vn.*h$", re.I)
# Letters that no single-byte font encoding shows: Ă ă Đ đ Ĩ ĩ Ũ ũ Ơ ơ Ư ư and the block U+1EA0..U+1EF9
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
_HIGH = re.compile("[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]")
_CONTROL = re.compile(r"[\x02\x05\x06\x14\x19\x1e\x80-\x9f]")
# What a byte of 0x80-0x9F becomes when a program takes it for cp1252
_CP1252 = {ord(bytes([b]).decode("cp1252")): b for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


@cache
def font_encoding(font: str) -> tuple[str | None, bool]:
    """The encoding a font's name stands for, and whether it draws capitals: .VnTimeH -> ("TCVN3", True)."""
    name = _SUBSET.sub("", font).strip()
    encoding = next((e for pattern, e in _FONTS if pattern.match(name)), None)
    return encoding, encoding == "TCVN3" and bool(_CAPITALS.match(name))


def holds_unicode(text: str) -> bool:
    """Does the text hold a Vietnamese letter that only Unicode has?"""
    return _UNICODE_ONLY.search(text) is not None


def decode(text: str, encoding: str) -> str:
    """Text of a legacy font as Unicode (NFC). TCVN3's U+00AD is the letter ư: nothing may have dropped it before."""
    if encoding in ("VISCII", "VPS"):
        text = text.translate(_CP1252)
    return convert(text, _charmap(encoding))


@cache
def _charmap(encoding: str) -> Charmap:
    charmap = get_charmap(encoding.lower())
    if charmap is None:
        raise KeyError(encoding)
    return charmap


def decode_if_legacy(text: str, encoding: str | None) -> str:
    """`decode`, where the text is better Vietnamese after it."""
    return decode(text, encoding) if encoding and reads_better(text, encoding) else text


def reads_better(text: str, encoding: str) -> bool:
    """Is the text of a font of this encoding really in it? False for Unicode and for plain ASCII."""
    if holds_unicode(text) or not (_HIGH.search(text) or _CONTROL.search(text)):
        return False
    before, after = _syllables(text), _syllables(decode(text, encoding))
    return after > before or (after == before and _marks(text) > 0)


# A Vietnamese syllable: onset, rhyme; tones and quality marks are checked by their base letters only
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_RHYME = (
    "(?:oa|oă|oe|uâ|uê|uơ|uy|uyê|uya|ia|iê|ya|yê|ua|uô|ưa|ươ|oo|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnptiouy])?"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?{_RHYME}")
_WORD = re.compile(r"[^\W\d_]+")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def _syllables(text: str) -> int:
    """How many words with a mark are sound Vietnamese syllables, less those that are not."""
    score = 0
    for word in _WORD.findall(text):
        if not word.isascii():
            score += 1 if _is_syllable(word) else -1
    return score


@cache
def _is_syllable(word: str) -> bool:
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    plain = unicodedata.normalize("NFD", word.lower())
    if len(_TONES.findall(plain)) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONES.sub("", plain))) is not None


def _marks(text: str) -> int:
    """Signs that stand for letters in TCVN3 and stand inside words nowhere else."""
    return len(re.findall("[\u00a1-\u00b4\u00b6-\u00bf\u00d7](?=[a-z])|(?<=[A-Za-z])[\u00a1-\u00b4\u00b6-\u00bf\u00d7]", text))


def guess(texts: Iterable[str]) -> str | None:
    """The encoding of text whose fonts say nothing; None unless it is plain. Decided over many texts at once."""
    sample = [t for t in texts if _HIGH.search(t)]
    joined = " ".join(sample)[:20000]
    if not joined or len(_UNICODE_ONLY.findall(joined)) * 4 > len(_HIGH.findall(joined)):
        return None
    scores = {e: _syllables(decode(joined, e)) for e in ENCODINGS[:3]}
    best = max(scores, key=lambda e: scores[e])
    return best if scores[best] >= 8 and scores[best] > 2 * max(_syllables(joined), 0) else None


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

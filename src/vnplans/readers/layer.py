"""Is the text of a page to be believed, or must its picture be read?

A scan may carry no text, only its signature line, or the output of an OCR program that knew no Vietnamese. A PDF that
was printed anew may show sound letters and name them wrongly ("CÞNG HÒA", "thāc hißn").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vnplans.regex import regex
from vnplans.syllables import is_syllable

__all__ = ["Verdict", "judge"]

State = Literal["believable", "missing", "only_signature", "garbage", "misnamed"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page's text layer is, and why, in Vietnamese and English. `syllables`, `marked`: shares of its words."""

    state: State
    reason: str
    reason_en: str
    syllables: float = 0.0
    marked: float = 0.0

    @property
    def believable(self) -> bool:
        return self.state == "believable"


_WORD = regex(r"[^\W\d_]+")
_TOKEN = regex(r"\S*[^\W\d_]\S*")
_ADDRESS = regex(r"(?:(?:https?|file)://|www\.)\S+|\S+@\S+", re.IGNORECASE)
"""What no language has: a page's address at its foot, that of a mail."""
_ABBREVIATION = regex(r"[^\W\d_]{1,7}")
# On the shape of a word (l lower case, U upper case, d digit, other signs as they are): what printed words do not have
_BROKEN_SHAPE = regex(r"lU|UUl|[lU]d+l|[lU][^\w./&()\-:,;'%+*\[\]–—’‘“”…\"]+[lU]")
_UNREADABLE = regex(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")

_FEW_LETTERS = 12
"""A page with fewer letters has no text of its own if a picture covers it."""
_SIGNATURE_LETTERS = 150
_PICTURED = 0.5


def judge(text: str, pictured: float = 0.0) -> Verdict:
    """Judge the text of one page, lines of visible signatures left out.

    `pictured` is the share of the page that its largest picture covers. Legacy fonts must be decoded before.
    The verdict does not depend on the order of the words, nor on blanks between them being single.
    """
    if pictured >= _PICTURED and _letters(text) < _SIGNATURE_LETTERS:
        if _letters(text) < _FEW_LETTERS:
            return Verdict("missing", "ảnh không có chữ", "a picture without text")
        return Verdict("only_signature", "ảnh, chỉ có chữ ký", "a picture, a few words")
    if not _letters(text):
        return Verdict("missing", "không có chữ", "no text")
    unreadable = sum(len(hit) for hit in _UNREADABLE.findall(text))
    if unreadable > 0.1 * max(len(text.replace(" ", "")), 1):
        return Verdict("garbage", "ký tự vô nghĩa", "characters without a meaning")
    text = _ADDRESS.sub(" ", text)
    runs = _WORD.findall(text)
    words = [w for w in runs if len(w) > 1]
    if len(runs) >= 12 and len(words) < 0.55 * len(runs):
        return Verdict("garbage", "chữ bị tách rời", "its syllables are split into letters")
    tokens = _TOKEN.findall(text)
    if len(words) < 12:
        return Verdict("believable", "quá ít chữ để ngờ", "too few words to doubt")
    if (wrong := _misnamed(words)) >= _MISNAMED and wrong > _MISNAMED_SHARE * len(words):
        return Verdict("misnamed", "mã chữ bị hỏng", "its letters have wrong codes")
    syllables, marked = _shares(words)
    if syllables > 0.85 and marked > 0.3:
        return Verdict("believable", "tiếng Việt", "Vietnamese", syllables, marked)
    broken = sum(1 for token in tokens if _BROKEN_SHAPE.search(_shape(token))) / len(tokens)
    if pictured < _PICTURED and syllables < 0.5 and marked < 0.1 and broken < 0.15:
        return Verdict("believable", "tiếng nước ngoài", "printed text in another language", syllables, marked)
    if syllables < 0.5 or (marked < 0.25 and (pictured >= _PICTURED or broken > 0.2)):
        return Verdict("garbage", "không phải tiếng Việt", "its words are no syllables", syllables, marked)
    if broken > 0.25:
        return Verdict("garbage", "chữ lẫn ký hiệu", "signs and capitals inside its words", syllables, marked)
    return Verdict("believable", "tiếng Việt", "Vietnamese", syllables, marked)


_MISNAMED, _MISNAMED_SHARE = 4, 0.012
"""So many words, and this share of all, hold a letter of no Vietnamese word where one would make a syllable."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@cache
def _alphabet() -> frozenset[str]:
    """The letters of Vietnamese beyond ASCII, both cases, and its vowels."""
    plain = "aăâeêioôơuưy"
    marked = {unicodedata.normalize("NFC", letter + mark) for letter in plain for mark in _TONES}
    small = {*plain, *marked, "đ"}
    return frozenset(small | {letter.upper() for letter in small})


@cache
def _stopped() -> str:
    """Vowels in the two tones that a syllable with any end may have."""
    return "".join(unicodedata.normalize("NFC", v + mark) for v in "aăâeêioôơuưy" for mark in ("\u0301", "\u0323"))


def _misnamed(words: list[str]) -> int:
    """How many words hold a Latin letter that Vietnamese lacks, and are syllables with a vowel in its place."""
    odd = {c for c in set("".join(words)) - _alphabet() if not c.isascii() and _is_latin(c)}
    if not odd:
        return 0
    held = Counter(word for word in words if not odd.isdisjoint(word))
    return sum(count for word, count in held.items() if _would_be_syllable(word, odd))


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def _would_be_syllable(word: str, odd: set[str]) -> bool:
    word = word.lower()
    at = [n for n, c in enumerate(word) if c in odd or c.upper() in odd]
    if len(at) != 1:
        return False
    return any(is_syllable(word[: at[0]] + vowel + word[at[0] + 1 :]) for vowel in _stopped())


def _shape(token: str) -> str:
    return "".join(("U" if c.isupper() else "l") if c.isalpha() else "d" if c.isdigit() else c for c in token)


def _letters(text: str) -> int:
    return sum(map(len, _WORD.findall(text)))


def _shares(words: list[str]) -> tuple[float, float]:
    """The shares of sound syllables, and of those with Vietnamese marks, among words that are no abbreviations."""
    plain = [w for w in words if not (w.isupper() and _ABBREVIATION.fullmatch(w) and not is_syllable(w))]
    if not plain:
        return 0.0, 0.0
    sound = sum(1 for w in plain if is_syllable(w))
    marked = sum(1 for w in plain if not w.isascii() and is_syllable(w))
    return sound / len(plain), marked / len(plain)

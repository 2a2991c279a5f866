"""Clean text, and keys for comparing it. All functions are pure str -> str."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from vnplans.regex import regex

__all__ = ["BULLETS", "CAPITALS", "SMALLS", "alphabetical", "bare", "clean", "fold", "normal", "place_tones", "places"]

CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""Capital letters of Vietnamese, for a character class (a range such as À-Ỹ holds small letters too)."""
SMALLS = CAPITALS.replace("A-Z", "").lower() + "a-z"
"""Small letters of Vietnamese, for a character class."""
BULLETS = "-+*•●○▪▫■□▸▶►▷◦‣➢➤➔➜➥→⇒⇨☞✓✔√❖♦◆◇◊★☆∙·❑❒❍➣▹⮚"
"""Signs before the points of a list, for a character class; symbol fonts have their own (U+E000 to U+F8FF)."""

# Hyphen look-alikes (U+2010..U+2015, minus, small and full-width hyphens) and the Icelandic letters that stand for Đ, đ
_SAME = {ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"}
_SAME |= {0x00D0: "Đ", 0x0110: "Đ", 0x00F0: "đ"}
# Fonts of around 2008 have the glyph of ư under the code of another language's letter: PDF programs write it so
_LETTERS = {0x01A2: "Ư", 0x01A3: "ư"}
# Where Distiller numbers a font's glyphs anew, U+1EA0 to U+1EF9 come out as U+04A4 to U+04FD: "Hҥnh phúc", "ViӋt"
_LETTERS |= {0x04A4 + step: chr(0x1EA0 + step) for step in range(0x5A)}
_LETTERS |= {0x046A: "Ơ", 0x046B: "ơ", 0x046C: "Ư", 0x046D: "ư", 0x0108: "Đ", 0x00FF: "đ", 0x01AC: "Ĩ", 0x01AD: "ĩ"}
_LETTERS |= {0x01CA: "ũ"}
_SAME |= {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if wide != 0xFF0D}  # full-width forms
# Invisible: soft hyphen (after legacy fonts are decoded), zero-width blanks and joiners, direction and byte order
# marks; and what is no character (Unicode 23.7)
_GONE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060], "")
_GONE |= dict.fromkeys([*range(0x2066, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF], "")
_FIRST = {**_GONE, **_LETTERS}
"""What changes before letters and marks are joined."""
_BLANKS = regex(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000\x00-\x1f\x7f-\x9f]+")
# What `clean` does more to than normalise and fold blanks
_ODD = regex(
    "["
    + "".join(map(chr, {**_SAME, **_LETTERS, **_GONE})).replace("\u0110", "")
    + r"\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
)
_HALVES = regex("[\ud800-\udfff]+")


def clean(text: str) -> str:
    """Return `text` as one line of NFC text.

    Guaranteed: NFC; only single blanks, none at either end; no control, soft-hyphen or zero-width character; every dash
    or hyphen look-alike is "-"; the letter Đ is U+0110 or U+0111, and letters that PDF programs write under wrong codes
    ("đƣợc", "Hҥnh phúc") are the right ones; halves of surrogate pairs are joined, and one that
    stands alone is U+FFFD, so that every text can be written as UTF-8. `clean(clean(x)) == clean(x)`.
    Legacy encodings (TCVN3: U+00AD is the letter ư) must be decoded before.
    """
    if _ODD.search(text) is None:  # most text: a shorter way to the same result
        return " ".join(unicodedata.normalize("NFC", text).split())
    text = unicodedata.normalize("NFC", _joined(text.translate(_FIRST))).translate(_SAME)
    return _BLANKS.sub(" ", text).strip(" ")


def places(text: str) -> list[tuple[int, int]]:
    """For each character of `clean(text)` the (start, end) in `text` of what it was made of.

    A letter and its marks have one range; of several blanks the first is named; what `clean` drops is in no range.
    """
    if text.strip() == clean(text):
        lead = len(text) - len(text.lstrip())
        return [(at, at + 1) for at in range(lead, lead + len(text.strip()))]
    out: list[tuple[int, int]] = []
    blank: tuple[int, int] | None = None
    for start, end in _letters(text):
        for char in unicodedata.normalize("NFC", _joined(text[start:end].translate(_FIRST))):
            if _BLANKS.match(char):
                blank = blank or (start, end)
                continue
            out += [blank] if blank and out else []
            out.append((start, end))
            blank = None
    return out


def _letters(text: str) -> list[tuple[int, int]]:
    """The ranges of letters with the marks that NFC may join to them; characters that `clean` drops open none."""
    out: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if ord(char) in _GONE:
            continue
        if out and not char.isascii() and _joins(text[slice(*out[-1])].translate(_FIRST), char):
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return out


def _joined(text: str) -> str:
    """Surrogate pairs as the characters that they are; halves that stand alone as U+FFFD."""
    return _HALVES.sub(lambda m: m[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace"), text)


def _joins(before: str, char: str) -> bool:
    """A mark, or the second part of a letter (Hangul, some scripts of India, a surrogate pair)."""
    if unicodedata.combining(char) or ("\udc00" <= char <= "\udfff" and "\ud800" <= before[-1:] <= "\udbff"):
        return True
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", char)
    return unicodedata.normalize("NFC", before + char) != apart


# Decomposed vowels that may carry a misplaced tone: "hoà" and "hòa" are one syllable, as are "uỷ" and "ủy"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OPEN = regex(r"[ou][àáảãạèéẻẽẹỳýỷỹỵ](?![^\W\d_])")
"""Two letters at the end of a syllable: one set before the other is searched much faster than their pairs."""
_PLACED = {
    first + second: unicodedata.normalize("NFC", first + parts[1]) + parts[0]
    for first, seconds in (("o", "àáảãạèéẻẽẹ"), ("u", "ỳýỷỹỵ"))
    for second in seconds
    for parts in (unicodedata.normalize("NFD", second),)
}


def _swap(match: re.Match[str]) -> str:
    pair = match[0]
    if pair[0] == "u" and match.string[match.start() - 1 : match.start()] == "q":
        return pair
    return _PLACED.get(pair, pair)


def place_tones(text: str) -> str:
    """Put the tone of an open oa, oe, uy syllable on its first vowel: hoà -> hòa, uỷ -> ủy; quỳ stays.

    Lower-case NFC in, same length out: offsets into the result are offsets into the argument.
    """
    return _OPEN.sub(_swap, text)


def _lower(text: str) -> str:
    """Lower case, one character for one character ('İ'.lower() has two: such letters stay)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=32_768)
def fold(text: str) -> str:
    """A key for comparing clean text: lower case, tones placed one way.

    Guaranteed: `len(fold(x)) == len(x)` for clean x, so a match in the key has the same offsets in the text;
    `fold(fold(x)) == fold(x)`.
    """
    lowered = text.lower()
    return _OPEN.sub(_swap, lowered if len(lowered) == len(text) else _lower(text))


def _base(char: str) -> str:
    if char in "đ":
        return "d"
    return unicodedata.normalize("NFD", char)[0]


class _Bases(dict[str, str]):
    """Letters without their marks, worked out when first met."""

    def __missing__(self, char: str) -> str:
        self[char] = found = _base(char)
        return found


_BASES = _Bases({char: char for char in map(chr, range(128))})


@lru_cache(maxsize=32_768)
def bare(text: str) -> str:
    """A weaker key: lower case without any tone or vowel mark, for OCR and mistyped text ("KẼ HOẠCH" -> "ke hoach").

    Guaranteed: `len(bare(x)) == len(x)` for clean x.
    """
    lowered = _lower(text)
    if lowered.isascii():
        return lowered
    # most text is Latin letters with marks: what is left of them without has as many characters
    latin = unicodedata.normalize("NFD", lowered).replace("đ", "d").encode("ascii", "ignore").decode()
    return latin if len(latin) == len(lowered) else "".join(map(_BASES.__getitem__, lowered))


_NOISE = regex(r"\([^)]*\)|[^\w%]+")
_KEPT = regex(r"[\w%]+")


@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """A wording for comparing: folded, brackets and punctuation as single blanks."""
    key = fold(text)
    return " ".join(_NOISE.sub(" ", key).split() if "(" in key else _KEPT.findall(key))


_ALPHABET = {letter: n for n, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONE_ORDER = {mark: n for n, mark in enumerate("\u0300\u0309\u0303\u0301\u0323", 1)}  # huyền hỏi ngã sắc nặng


@lru_cache(maxsize=8192)
def alphabetical(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """A key for sorting as dictionaries do: a ă â b c d đ e ê ...; then by tone: ngang huyền hỏi ngã sắc nặng.

    Words go before longer ones that begin like them, figures and signs before letters.
    """
    letters: list[int] = []
    tones: list[int] = []
    for char in fold(text):
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONE_ORDER[mark] for mark in parts if mark in _TONE_ORDER), 0)
        letter = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONE_ORDER))
        letters.append(0x1000 + _ALPHABET[letter] if letter in _ALPHABET else ord(letter[:1] or " ") % 0x1000)
        tones.append(tone)
    return tuple(letters), tuple(tones), text

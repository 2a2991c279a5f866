"""List labels typed at the start of a paragraph: Phần I, Chương II, Điều 3., A., I., I-, 1., 1.1., 1), (1), a), -, +.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6 (phần, chương, mục, tiểu mục, điều, khoản, điểm; or I, 1, a); Party documents
use "I-", "1-". Bullets are custom: "-" over "+" over "*" or a symbol font's sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from vnplans.regex import regex
from vnplans.text import BULLETS, CAPITALS, SMALLS

__all__ = ["LETTERS", "Marker", "as_roman", "bare_roman", "marker", "own_marker", "roman_value"]

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of điểm: a, b, c, d, đ, e, g, h, i, k ... (no f, j, w, z)."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A list label: its `style` ("roman.", "number)", "bullet-") tells lists apart, `value` counts within one."""

    kind: str
    """part | chapter | section | subsection | article | upper | roman | decimal | number | letter | bullet"""
    style: str
    label: str
    """As said on the way to it: "Phần II", "Điều 3", "II", "1.2", "a"; a bullet's own sign."""
    value: int | None
    end: int
    """Offset in the text where the words after the label begin."""

    @property
    def first(self) -> bool:
        """The label begins a list (bullets may always)."""
        return self.value in (None, 1)


_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_NAMED = regex(
    r"(?P<name>phần|chương|tiểu mục|mục|điều)\s+(?:thứ\s+)?"
    r"(?P<value>[IVXLC]+(?![^\W\d_])|\d{1,3}[a-zđ]?(?!\w)|nhất|hai|ba|tư|bốn|năm|sáu|[A-H](?!\w))"
    rf"(?P<mark>\s*[.:/)-]+\s*|\s*$|\s+(?=[{CAPITALS}]))",
    re.IGNORECASE,
)
_NAMED_KIND = {"phần": "part", "chương": "chapter", "mục": "section", "tiểu mục": "subsection", "điều": "article"}
_ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7}

_ORDINAL = regex(r"Thứ (?P<value>nhất|hai|ba|tư|năm|sáu|bảy),\s+(?!ngày\b|sáng\b|chiều\b|\d)")
"""Spelt, with a comma behind; a day of the week ("Thứ hai, ngày 5/8") is none."""

_ROMAN = regex(rf"(?P<value>[IVX]{{1,6}})\s*(?P<mark>[.)/:-])-?\s*(?![{SMALLS}]\b|v\b)")
_BARE_ROMAN = regex(
    r"(?P<value>I{1,3}|IV|VI{0,3}|IX)(?P<mark>)\s+(?=(?!NĂM\b|NHIỆM KỲ|ĐẾN\b|VÀ\b|CỦA\b|GIAI ĐOẠN)"
    rf"[{CAPITALS}]{{2,}}[,\s-]+[{CAPITALS}]{{2}})"
)
"""Its mark forgotten, before a title in capitals: "I MỤC ĐÍCH"; "IV NĂM 2025" goes on with a title."""
_DECIMAL = regex(
    r"(?P<value>\d{1,2}(?:\.\d{1,2}){1,3})(?P<mark>\.?\)?/?)(?:-?\s+|-)(?=[^\W\d_\"“(])|(?P<tight>\d{1,2}(?:\.\d{1,2}){1,3})\.(?=["
    rf"{CAPITALS}])"
)
_NUMBER = regex(r"(?P<value>\d{1,3})\s*(?P<mark>[.)/:-])(?:(?<=/)-)?\s*(?![\d%]|/)")
_ROUND = regex(r"\((?P<value>\d{1,2}|[a-zđ]|[ivx]{1,5}|[-+*])\)\s*")
_LETTER = regex(
    r"(?P<value>[a-zđ]\d{0,2})\s*(?P<mark>[.)/])\s*(?=\S)"
    rf"|(?P<dashed>[a-zđ])(?:\s?[-\u2013]\s+(?!mail\b)(?=[^\W\d_])|[-\u2013](?=[{CAPITALS}]))"
)
_UPPER = regex(r"(?P<value>[A-ZĐ])\s*(?P<mark>[.)/-])\s+(?=\S)")
_BULLET = regex(rf"(?P<sign>[{BULLETS}›»§]|[\ue000-\uf8ff]|o(?=\s+[{CAPITALS}]))\s*(?![\d.,]*\d\s*%?$)")
_SECOND = regex(rf"\d{{1,2}}[.)]\s+(?=[{CAPITALS}])")
"""A number behind a bullet, "- 1. Duy trì nền nếp": no words of the item."""


def roman_value(text: str) -> int | None:
    """The number that Roman digits write; None if they write none ("IIX")."""
    total, before = 0, 0
    for char in reversed(text.upper()):
        digit = _ROMAN_DIGITS.get(char, 0)
        total += digit if digit >= before else -digit
        before = max(before, digit)
    return total if total and as_roman(total) == text.upper() else None


def as_roman(number: int) -> str:
    """The number in Roman digits."""
    out = ""
    for digits, value in (
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ):
        while number >= value:
            out, number = out + digits, number - value
    return out


def _letter_value(text: str) -> int:
    return LETTERS.index(text[0]) + 1 if text[0] in LETTERS else 0


def _named(text: str) -> Marker | None:
    found = _NAMED.match(text)
    if not found:
        return None
    name, raw = found["name"].lower(), found["value"]
    if (
        found["mark"]
        and not found["mark"].strip()
        and found.end() < len(text)
        and not _heading_like(text[found.end() :])
    ):
        return None
    if raw.lower() in _ORDINALS:
        value: int | None = _ORDINALS[raw.lower()]
    elif raw[0].isdigit():
        value = int(re.match(r"\d+", raw)[0])  # type: ignore[index]
    else:
        value = roman_value(raw) or (ord(raw.upper()) - ord("A") + 1 if len(raw) == 1 else None)
    kind = _NAMED_KIND[name]
    return Marker(kind, kind, f"{name.capitalize()} {raw}", value, found.end())


def _heading_like(rest: str) -> bool:
    """'Chương II QUY ĐỊNH CHUNG' is a heading; 'Điều 5 Nghị định này quy định ...' is a sentence."""
    return rest == rest.upper() and any(c.isalpha() for c in rest)


def _decimal(text: str) -> Marker | None:
    found = _DECIMAL.match(text)
    if not found:
        return None
    value = found["value"] or found["tight"]
    depth = value.count(".") + 1
    return Marker("decimal", f"decimal{depth}", value, int(value.rsplit(".", 1)[1]), found.end())


def bare_roman(text: str) -> bool:
    """A Roman number before a title in capitals, its mark forgotten: "I MỤC ĐÍCH"."""
    return _BARE_ROMAN.match(text) is not None


def _roman(text: str) -> Marker | None:
    found = _ROMAN.match(text) or _BARE_ROMAN.match(text)
    value = roman_value(found["value"]) if found else None
    if not found or value is None:
        return None
    return Marker("roman", f"roman{found['mark'] or '.'}", found["value"], value, found.end())


def _number(text: str) -> Marker | None:
    found = _NUMBER.match(text)
    if not found or int(found["value"]) == 0:
        return None
    return Marker("number", f"number{found['mark']}", str(int(found["value"])), int(found["value"]), found.end())


def _ordinal(text: str) -> Marker | None:
    found = _ORDINAL.match(text)
    if not found:
        return None
    value = _ORDINALS[found["value"]]
    return Marker("number", "ordinal,", str(value), value, found.end())


def _round(text: str) -> Marker | None:
    found = _ROUND.match(text)
    if not found:
        return None
    raw = found["value"]
    if raw in "-+*":
        return Marker("bullet", f"bullet({raw})", f"({raw})", None, found.end())
    if raw.isdigit():
        return Marker("number", "(number)", f"({int(raw)})", int(raw), found.end())
    if len(raw) > 1 or raw in "ivx":
        return Marker("roman", "(roman)", f"({raw})", roman_value(raw), found.end())
    return Marker("letter", "(letter)", f"({raw})", _letter_value(raw), found.end())


def _letter(text: str) -> Marker | None:
    found = _LETTER.match(text)
    if found and (raw := found["dashed"]):
        return Marker("letter", "letter-", raw, _letter_value(raw), found.end())
    if not found or (found["mark"] != ")" and text[found.end() - 1] != " " and not text[found.end()].isupper()):
        return None
    raw = found["value"]
    return Marker(
        "letter", f"letter{found['mark']}", raw, _letter_value(raw) if len(raw) == 1 else int(raw[1:]), found.end()
    )


def _upper(text: str) -> Marker | None:
    found = _UPPER.match(text)
    if not found:
        return None
    raw = found["value"]
    return Marker("upper", f"upper{found['mark']}", raw, _letter_value(raw.lower()), found.end())


def _bullet(text: str) -> Marker | None:
    found = _BULLET.match(text)
    if not found:
        return None
    sign = "•" if found["sign"] not in "-+*" else found["sign"]
    second = _SECOND.match(text, found.end())
    return Marker("bullet", f"bullet{found['sign']}", sign, None, second.end() if second else found.end())


_WORD = regex(r"(?!(?:phần|chương|tiểu mục|mục|điều|thứ)\s)(?![IVX])[^\W\d_]{2}", re.IGNORECASE)
"""A word that opens no label, as most text begins: a quick look before the forms."""
# Longest forms first: "1.1." before "1."; Roman before capital letters ("I.", "V.", "X."); by what a label begins with
_OF_LETTERS = (_named, _ordinal, _roman, _letter, _upper, _bullet)
_OF_FIGURES = (_decimal, _number)
_OF_SIGNS = (_round, _bullet)


def _forms(first: str) -> tuple[Callable[[str], Marker | None], ...]:
    if first.isdecimal():
        return _OF_FIGURES
    return _OF_LETTERS if first.isalpha() else _OF_SIGNS


def marker(text: str) -> Marker | None:
    """The list label that the clean text begins with; None if it begins with words.

    "20/4/2026", "12,5 %", "V/v", "1.000 người" are no labels.
    """
    if _WORD.match(text):
        return None
    for form in _forms(text[:1]):
        found = form(text)
        if found:
            return found
    return None


@lru_cache(maxsize=4096)
def own_marker(text: str, label: str | None) -> Marker | None:
    """The label of a block: the automatic one, where the file has it apart from the text, else the typed one."""
    if label and label.strip():
        found = marker(f"{label.strip()} X") or marker(f"{label.strip()}. X")
        if found:
            return Marker(found.kind, found.style, found.label, found.value, 0)
    return marker(text)

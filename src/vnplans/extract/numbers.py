"""The grammar of a document's number and symbol, as printed and as mistyped.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3 (606/KH-UBND); Luật 64/2025/QH15 (23/2023/QĐ-UBND, 72/2025/QH15);
Hướng dẫn 36-HD/VPTW (15-KH/TU). Shapes met in real files: 144/2002/QĐ/BTC, QĐ.UBT, TTr-CAT(PA05), 66.25/2026/NQ-CP,
30c/NQ-CP.
"""

from __future__ import annotations

import re
from functools import cache

from vnplans.kinds import kind_names, type_codes
from vnplans.knowledge import alternatives
from vnplans.landmarks import number_word
from vnplans.models import DocumentNumber
from vnplans.regex import regex
from vnplans.text import CAPITALS

__all__ = [
    "NUMBER",
    "NUMBER_BEGINS",
    "SIGN",
    "named_number_line",
    "number_line",
    "parse_number",
    "set_up_by",
]

_SERIAL = r"\d{1,8}(?:\.\d{1,4})?[a-zđA-E]?(?![^\W_])"
_JOINT = "(?://?|--?)"
_PIECE = (
    rf"(?![Nn]gày|NGÀY)[^\W\d_](?:(?!ngày)[^\W_])*(?:\s?&\s?[^\W_]+|\.[^\W\d_][^\W_]*|,[{CAPITALS}][^\W_]*)*"
    r"(?:\s?\([^()\s]{1,12}\))?"
)
SIGN = rf"{_PIECE}(?:(?:\s?{_JOINT}\s?|_){_PIECE}|\s?[/-]\s?[A-ZĐ]?\d{{1,4}}(?![\d/]))*"
"""The symbol of a number: "KH-UBND", "QĐ/BTC", "QH15"."""

_FILLED = (
    r"(?:/?[\s.…_]{1,12}(?=/)|\s?[.…_]{2,12}\s?(?=-)|\s?)"  # a serial written on a dotted line: "Số: ...05.../KH-UBND"
)
_STANDARD = r"(?!(?:[^\W\d_]{1,8}\s){1,3}\d{1,6}(?:-\d{1,2})?:\d{4})"  # "QCVN 01:2020", "TCVN ISO 9001:2015"
NUMBER = (
    rf"(?P<serial>{_SERIAL})?{_FILLED}(?P<sep>{_JOINT})\s?(?:(?P<of_year>(?:19|20)\d\d\d?)\s?{_JOINT}\s?)?"
    rf"{_STANDARD}(?P<sign>{SIGN})"
)
"""A number with or without its serial: groups serial, sep, of_year, sign. Blanks beside / and - are forgiven, and a
joint typed twice."""
NUMBER_BEGINS = rf"{_SERIAL}{_FILLED}{_JOINT}\s?(?:(?:19|20)\d\d\d?\s?{_JOINT}\s?)?[^\W\d_]"
"""What a number with a serial begins with, up to the first letter of its symbol: no date does."""


@cache
def _number_line() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){number_word()}(?!\s*/\s*[Kk]ý\s)\s*[:.;]?[\s.…_]*(?P<number>{NUMBER})")


def number_line(text: str, *, anywhere: bool = False) -> re.Match[str] | None:
    """'Số: 606/KH-UBND', also with a blank serial: group `number` and the groups of NUMBER.

    At the start of the line, or `anywhere` in it.
    """
    return _number_line().search(text) if anywhere else _number_line().match(text)


_SET_UP_BY = regex(r"(?<!\w)theo\s+(?:QĐ|quyết định)\s+số\b", re.IGNORECASE)


def set_up_by(text: str) -> bool:
    """Does a line name a body by the decision that set it up: "ĐOÀN KIỂM TRA THEO QĐ SỐ 88/QĐ-TTT"?"""
    return _SET_UP_BY.search(text) is not None


@cache
def _named_line() -> re.Pattern[str]:
    kinds = alternatives({form for name in kind_names() for form in (name, name.upper())})
    return re.compile(rf"\s*(?:{kinds})\s+(?i:số)\s*[:.;]?[\s.…_]*(?P<number>{NUMBER})\s*")


def named_number_line(text: str) -> re.Match[str] | None:
    """'Nghị quyết số: 12/2025/UBTVQH15', 'Luật số: 27/2023/QH15', the whole line: groups as `number_line`.

    So the National Assembly, and decrees before 2000, print their number; elsewhere such a line cites another act.
    """
    return _named_line().fullmatch(text)


_YEAR = 4
"""Digits of a year: a mistyped one ("86/20008/TT-BYT") stays in the text."""
_PARSE = regex(
    r"(?P<serial>\d{1,8}(?:\.\d{1,4})?[a-zđA-E]?)?(?P<sep>[/-]|\.(?=[A-ZĐ]{2}))?(?:(?P<year>(?:19|20)\d\d\d?)[/-])?(?P<sign>[^\W\d_].*)"
)


_DOTTED = regex(r"(?<![\s.…_/])[\s.…_/]+(?=/)|-(?=-)|(?<=\d)[.…_]{2,}(?=-)|\s+")
_PART = regex(r"[/_-]|(?<=[a-zđĐA-Z])\.(?=[A-ZĐ])")


def _split_sign(sign: str) -> tuple[str | None, str | None]:
    """Symbol -> type code and issuer code: 'KH-UBND' -> KH, UBND; 'UBND-KT' -> None, UBND; 'QH15' -> None, QH15."""
    parts = _PART.split(sign, maxsplit=1)
    known = type_codes()
    if parts[0].upper() in known:
        return parts[0], parts[1] if len(parts) > 1 else None
    for length in (4, 3, 2):  # a lost hyphen: QĐUBND, NQCP
        if len(parts) == 1 and sign[:length].upper() in known and sign[length:] in ("UBND", "CP", "TTg", "HĐND"):
            return sign[:length], sign[length:]
    return None, parts[0] or None


def parse_number(text: str) -> DocumentNumber | None:
    """A number as printed (inner blanks and a dotted line dropped) and its parts; None if the words are not one.

    A serial that is not a whole number ("66.25", "30c") gives serial None and stays in `text`.
    """
    text = _DOTTED.sub("", text).rstrip(".,;:")
    match = _PARSE.fullmatch(text)
    if not match or not (match["sep"] or match["serial"]):
        return None
    serial = match["serial"]
    kind, issuer = _split_sign(match["sign"])
    year = match["year"]
    return DocumentNumber(
        text=text,
        serial=int(serial) if serial and serial.isdigit() else None,
        year=int(year) if year and len(year) == _YEAR else None,
        type_code=kind,
        issuer_code=issuer,
    )

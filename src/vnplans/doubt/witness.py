"""Second witnesses of the header: do the codes of a symbol fit the issuer's name, and does a type have such a code?"""

from __future__ import annotations

import re

from vnplans.kinds import type_codes
from vnplans.models import Agency, DocumentNumber
from vnplans.regex import regex
from vnplans.text import bare, fold

__all__ = ["fits", "type_code_known"]

_WORDS = regex(r"[^\W\d_]+")
_BODIES = {
    "ubnd": "ủy ban nhân dân",
    "hdnd": "hội đồng nhân dân",
    "ttg": "thủ tướng",
    "cp": "chính phủ",
    "qh": "quốc hội",
}
_COMMITTEES = {
    "tu": ("ủy", "đảng bộ", "ban chấp hành", "ban thường vụ"),
    "tw": ("trung ương", "bộ chính trị", "ban bí thư", "đảng", "ban chấp hành"),
    "hu": ("ủy", "đảng bộ", "ban chấp hành", "ban thường vụ"),
    "du": ("ủy", "đảng bộ", "ban chấp hành", "ban thường vụ"),
}
"""Codes of the Party's committees -> words that the issuer's name holds."""
_PARTY = frozenset({"tvu", "bcd", "bch", "btv", "bcs", "ct", "ctn", "vp", "tt"})


def fits(code: str, issuer: Agency) -> bool:
    """Is the issuer's code of a symbol made of the issuer's initials or its parent's, or is it that of its head?"""
    first = re.split(r"[-/.(&,]", code)[0]
    letters = re.sub(r"[^a-z]", "", bare(first)).removesuffix("tw")
    if len(letters) < 2 or _made_of(letters, issuer.name):
        return True
    return issuer.parent is not None and _made_of(letters, issuer.parent)


def _made_of(letters: str, name: str) -> bool:
    key = fold(name)
    for code, words in _BODIES.items():
        if letters.startswith(code):
            return words in key or "chủ tịch" in key
    if letters in _COMMITTEES:
        return any(words in key for words in _COMMITTEES[letters])
    if letters in _PARTY:
        return True
    initials = "".join(word[0] for word in _WORDS.findall(bare(name)))
    at = 0
    for letter in letters:  # the letters stand in the name's words, in order: "SNNMT" of "Sở Nông nghiệp và Môi trường"
        at = initials.find(letter, at) + 1
        if not at:
            return False
    return True


_ASSEMBLY = regex(r"(?:UBTV)?QH\d{1,2}")
"""What stands behind the number of an act of the National Assembly: its term, no type's code."""


def type_code_known(number: DocumentNumber) -> bool:
    """Does the symbol begin with a code that a type has? True where it has none."""
    sign = re.sub(r"^[\d.]*[a-zđ]?[/-](?:(?:19|20)\d\d[/-])?", "", number.text)
    first = re.split(r"[-/.]", sign)[0]
    return not first or first.upper() in type_codes() or _ASSEMBLY.fullmatch(first.upper()) is not None

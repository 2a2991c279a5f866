"""Faults of OCR in names, forgiven where knowledge allows: a province, an agency, a fixed phrase within an edit of one
known. Never a digit. The words of the quote stay as they were read; only the name that follows from them is mended.
"""

from __future__ import annotations

import re
from functools import cache

from vnplans.knowledge import rows
from vnplans.knowledge.tables import AgencyAbbreviation, AgencyField, AgencyHead, AgencyName, Province
from vnplans.text import bare, fold

__all__ = ["distance", "mend_name", "mend_place"]

_SHORTEST = 7
"""Letters a phrase must have before a fault in it is forgiven."""
_UNITS = ("tỉnh", "thành phố", "UBND tỉnh", "UBND thành phố")


def distance(a: str, b: str, most: int = 2) -> int:
    """Levenshtein distance, or `most + 1` as soon as it is larger."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only scans need it

    return Levenshtein.distance(a, b, score_cutoff=most)


@cache
def _phrases() -> dict[int, dict[str, str]]:
    """Known phrases by number of syllables: letters without marks and blanks -> the phrase in lower case."""
    names = {f"{unit} {province.name}" for province in rows(Province) for unit in _UNITS}
    names |= {agency.name for agency in rows(AgencyName)} | {head.word for head in rows(AgencyHead)}
    names |= {f"{head} {field.name}" for field in rows(AgencyField) for head in field.heads}
    names |= {field.name for field in rows(AgencyField)} | {short.name for short in rows(AgencyAbbreviation)}
    out: dict[int, dict[str, str]] = {}
    for name in sorted(names):
        key = _letters(name)
        if len(key) >= _SHORTEST:
            out.setdefault(len(name.split()), {}).setdefault(key, fold(name))
    return out


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", bare(text))


def _allowed(key: str) -> int:
    """Edits forgiven in a phrase of that length, marks not counted."""
    return 1 if len(key) < 16 else 2


@cache
def _known(key: str, syllables: int) -> str | None:
    known = _phrases().get(syllables, {})
    if key in known:
        return known[key]
    near = [name for letters, name in known.items() if distance(key, letters, _allowed(letters)) <= _allowed(letters)]
    return near[0] if len(near) == 1 and not any(c.isdigit() for c in key) else None


def mend_name(text: str) -> str:
    """A letterhead name as OCR read it, every phrase that is nearly a known one put right; capitals stay capitals."""
    text = _unglued(text)
    tokens = text.split()
    out: list[str] = []
    index = 0
    while index < len(tokens):
        for size in range(min(9, len(tokens) - index), 0, -1):
            window = " ".join(tokens[index : index + size])
            known = _known(_letters(window), size) if len(_letters(window)) >= _SHORTEST else None
            if known:
                out.append(known.upper() if window.isupper() else known)
                index += size
                break
        else:
            out.append(tokens[index])
            index += 1
    return " ".join(out)


@cache
def _glued_provinces() -> dict[str, str]:
    names = [province.name for province in rows(Province)]
    offices = {_letters(f"UBND tỉnh {name}"): f"UBND TỈNH {name.upper()}" for name in names}
    return offices | {_letters(f"tỉnh {name}"): f"TỈNH {name.upper()}" for name in names}


def _unglued(text: str) -> str:
    """'UBNDTÌNHBẮCGIANG': a line whose blanks were lost."""
    return _glued_provinces().get(_letters(text), text.strip(" _.,'`*|-"))


@cache
def _places() -> dict[str, str]:
    return {_letters(province.name): province.name for province in rows(Province)}


def mend_place(text: str) -> str:
    """A province's name as OCR read it ("Lâm Đông" -> "Lâm Đồng"); any other place as it is."""
    key = _letters(text)
    if key in _places():
        return _places()[key]
    near = [name for letters, name in _places().items() if len(letters) >= _SHORTEST and distance(key, letters, 1) <= 1]
    return near[0] if len(near) == 1 else text

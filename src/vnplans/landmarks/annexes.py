"""Labels of annexes, and the lines that tie an enclosed act to the act that brings it."""

from __future__ import annotations

import re
from functools import cache

from vnplans.kinds import kind_names
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import Kind, Landmark
from vnplans.landmarks.words import REACH, any_of
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["annex_label", "is_enclosed", "tie_at"]


@cache
def _annex() -> re.Pattern[str]:
    names: set[str] = set()
    for row in rows(Landmark):
        if row.kind in ("annex", "form"):
            spelt = {form for word in row.words for form in (word, bare(word))}
            names |= {word.upper() for word in spelt}
            names |= set() if row.capitals else {word.capitalize() for word in spelt}
    return re.compile(
        rf"\s*(?P<label>(?:{alternatives(names)})(?:\s+(?:SỐ|Số|số)(?:\s*:)?)?"
        r"(?:\s+(?:[IVXL]+|\d{1,2}|[A-ZĐ])(?:[.-]\d{1,2}|[a-z])?(?![^\W_]))?)\s*(?P<rest>.*)"
    )


def annex_label(text: str) -> re.Match[str] | None:
    """'PHỤ LỤC I', 'Mẫu số 02' at the start of a line: groups `label` and `rest`, the words behind it."""
    return _annex().match(text)


@cache
def _enclosed() -> re.Pattern[str]:
    return re.compile(rf"\s*[(\[]?\s*(?:{any_of('enclosed')})\b")


def is_enclosed(text: str) -> bool:
    """Does a line begin as the one that ties an annex to its act: '(Kèm theo Quyết định số ...'?"""
    return _enclosed().match(bare(text[:REACH])) is not None


@cache
def _tie() -> re.Pattern[str]:
    """In brackets, also behind other words; without them only at the start of a line (`is_enclosed`)."""
    codes = (code for kind in rows(Kind) for code in kind.all_codes)
    acts = alternatives(bare(name) for name in (*kind_names(), *codes, "văn bản"))
    return re.compile(rf"[(\[]\s*(?:{any_of('enclosed')})\b|^\s*[(\[]\s*(?:{any_of('tie')})\s+(?:{acts})(?![^\W_])")


_ITEM = regex(r"\s*(?:\d{1,2}[.)]|[^\W\d_][.)]|[-+*•])\s")


@cache
def _tie_behind() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{any_of('enclosed')})\s+(?:{alternatives(map(bare, kind_names()))})\s+so\b")


def tie_at(text: str) -> int | None:
    """Where the words begin that tie an annex to its act, at the start of a line or behind its title: "PHỤ LỤC 1 (Kèm
    theo Quyết định số ...", "Về thi đua Ban hành kèm theo Quyết định số ..."; None if it has none."""
    if is_enclosed(text):
        return 0
    key = bare(text)
    found = _tie().search(key) if "(" in text or "[" in text else None
    if not found and " so" in key and not _ITEM.match(text) and not text.isupper():
        found = next((m for m in _tie_behind().finditer(key) if text[m.start()].isupper()), None)
    return found.start() if found else None

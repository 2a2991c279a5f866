"""Lines that name the first section of an act's text, where its title must end."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache

from vnplans.knowledge import Openings, rows
from vnplans.knowledge.tables import SectionTitles
from vnplans.regex import regex
from vnplans.text import bare, normal

__all__ = ["heads_section", "names_section"]

_LONGEST_SECTION = 6


def names_section(text: str) -> bool:
    """Is the line the title of the text's first section: "Mục đích", "Đánh giá công tác tháng 9"?"""
    words, (titles, opening) = normal(text), _sections()
    if not text[:1].isupper():
        return False
    return words in titles or (len(words.split()) <= _LONGEST_SECTION and opening.end(words) is not None)


@cache
def _sections() -> tuple[frozenset[str], Openings]:
    """Titles of sections, and those of aims and situation, which go on."""
    found = rows(SectionTitles)
    first = (title for row in found if row.holds in ("purpose", "situation") for title in (*row.titles, *row.whole))
    return frozenset(title for row in found for title in (*row.titles, *row.whole)), Openings(first)


_NUMERAL = regex(r"\W{0,3}(?:\S{1,3}\s){0,2}?(?:[IVXLÍÌl|!]{1,4}|\d{1,2})\W{0,2}\s")
"""A section's numeral as a scan leaves it, scraps before it: "L", "IL.", ".1.", "LÍ! 1"."""
_SHORTEST, _ALIKE = 7, 0.85


def heads_section(text: str, above: str) -> bool:
    """On a scan, the title of a section in capitals below a title in small letters, its numeral and some of its letters
    misread: "L MỤC|ĐÍCH, YÊU CẦU"."""
    if above.isupper() or sum(c.isupper() for c in text) <= 2 * sum(c.islower() for c in text):
        return False
    numeral = _NUMERAL.match(text)
    letters = _letters(text)
    if any(_is_alike(letters, title) for title in _titles_in_letters()):
        return True
    behind = _letters(text[numeral.end() :]) if numeral else ""
    return any(behind.startswith(title) or _is_alike(behind, title) for title in _titles_in_letters())


def _is_alike(letters: str, title: str) -> bool:
    near = abs(len(letters) - len(title)) <= 2 and letters[:1] == title[:1]
    return near and SequenceMatcher(None, letters, title, autojunk=False).ratio() >= _ALIKE


def _letters(text: str) -> str:
    return "".join(char for char in bare(text) if char.isalpha())


@cache
def _titles_in_letters() -> frozenset[str]:
    titles, _ = _sections()
    found = (_letters(title) for title in titles)
    return frozenset(title for title in found if len(title) >= _SHORTEST)

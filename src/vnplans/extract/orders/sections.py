"""What a section holds, by its title: work ordered, or aims, targets, situation ... (data/sections.toml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vnplans.extract.findings import Reason
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import SectionTitles
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold, normal

__all__ = ["ORDERS", "holds", "labelled", "reason", "strong"]

ORDERS = frozenset({"tasks", "assignment"})
_ASIDE = regex(r"\s*\([^()]*\)[\s.:]*$")
"""A bracket behind a title: "IV. CHƯƠNG TRÌNH (ngày 14/11)"."""


@cache
def _rows() -> dict[str, SectionTitles]:
    return {row.holds: row for row in rows(SectionTitles)}


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    """Title words and what they say, longest first."""
    pairs = [(title, row.holds) for row in rows(SectionTitles) for title in row.titles]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


@lru_cache(maxsize=16_384)
def holds(title: str, *, heading: bool = True) -> str | None:
    """What the title says of the section under it; None if nothing, or two things ("MỤC TIÊU, NHIỆM VỤ").

    A lead-in that is no heading counts only if it begins with such words.
    """
    if title.rstrip().endswith("?") and phrase("sections.asks").search(fold(title)):
        return "explained"
    words = f"{normal(title)} "
    alone = _whole().get(words.strip(" :.")) or _whole().get(normal(_ASIDE.sub("", title)))
    if alone is not None:
        return alone
    first = _at_start(words) or _at_start(phrase("sections.before").sub("", words, count=1))
    if first is None:
        return _anywhere(words) if heading else None
    found, kind = first
    if found.startswith("nội dung") and kind in ORDERS and phrase("sections.inspected").search(words):
        return "scope"
    if kind in ORDERS or kind == "situation":
        return kind
    rest = words.replace(found, "", 1)
    return None if _anywhere(rest) else kind


@cache
def _labels() -> tuple[tuple[str, str], ...]:
    pairs = [(label, row.holds) for row in rows(SectionTitles) for label in row.labels]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def labelled(title: str) -> str | None:
    """What a label before a colon says of its own words, and nothing else: "Nhân lực mỗi bàn tiêm: 01 bác sĩ"."""
    words = f"{normal(title)} "
    return next((kind for label, kind in _labels() if words.startswith(f"{label} ")), None)


@cache
def _by_title() -> tuple[dict[str, str], frozenset[str], int]:
    """Kind by title, the first words of titles, and how many words the longest title has."""
    kinds: dict[str, str] = {}
    for title, kind in _titles():
        kinds.setdefault(title, kind)
    return kinds, frozenset(title.split(" ")[0] for title in kinds), max(len(title.split(" ")) for title in kinds)


@cache
def _whole() -> dict[str, str]:
    """Kind by a title behind which nothing stands."""
    return {title: row.holds for row in rows(SectionTitles) for title in row.whole}


def _at_start(words: str) -> tuple[str, str] | None:
    """The longest title that the words begin with, and its kind."""
    kinds, firsts, most = _by_title()
    first = words.split(" ", most)[:most]
    if first[0] not in firsts:
        return None
    for count in range(len(first), 0, -1):
        title = " ".join(first[:count])
        if title in kinds and words.startswith(f"{title} "):
            return title, kinds[title]
    return None


@cache
def _ordering() -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """Title words of sections that order work, between blanks, and what they say; before them all of them in one."""
    padded = tuple((f" {title} ", kind) for title, kind in _titles() if kind in ORDERS and title != "tổ chức")
    return re.compile(alternatives(f"{title.strip()} " for title, _ in padded)), padded


def _anywhere(words: str) -> str | None:
    some, ordering = _ordering()
    if some.search(words) is None:
        return None
    padded = f" {words}"
    return next((kind for title, kind in ordering if title in padded), None)


def reason(kind: str) -> Reason:
    """Why text under such a title is left out."""
    row = _rows()[kind]
    return Reason(f"task.{kind}", row.reason or kind, row.reason_en or kind)


def strong(kind: str) -> bool:
    """Nothing under such a title orders work, whatever the titles below say."""
    return _rows()[kind].strong

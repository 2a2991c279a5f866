"""The new wording of an amended text: between quotes behind "... được sửa đổi như sau:". It is the amended text that
orders by it, not this act."""

from __future__ import annotations

from vnplans.extract.outline.items import Item
from vnplans.phrases import phrase
from vnplans.regex import regex

__all__ = ["amended_wording"]

_ARTICLE = 5
"""Rank of an article."""
_OPENS = ('"', "\u201c")
_CLOSED = regex(r"[\"\u201d]\s*[.;,/]*\s*$")


def amended_wording(root: Item) -> frozenset[int]:
    """The items that stand within such quotes, by their number. A quote that nobody closes ends with its article."""
    inside: set[int] = set()
    amends = open_ = False
    for item in root.walk:
        words = item.passage.text
        if item.table is not None or not words:
            continue
        if open_ and item.rank <= _ARTICLE:
            open_ = amends = False
        opens = amends and not open_ and words.startswith(_OPENS)
        if open_ or opens:
            inside.add(item.number)
            open_ = not _CLOSED.search(words, 1)
            amends = open_ or amends
            continue
        amends = phrase("whole.amends").search(item.passage.key) is not None
    return frozenset(inside)

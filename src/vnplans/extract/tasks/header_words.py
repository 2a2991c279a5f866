"""The field of a header wording that no table lists, by its words (data/header_words.toml).

"Bộ phận cùng thực hiện": the head "bộ phận" is about doers, the role "cùng" makes them partners. "Hạn xong": the head
"hạn" is about time, whatever follows.
"""

from __future__ import annotations

import re
from functools import cache

from vnplans.knowledge import alternatives, table

__all__ = ["field_by_words"]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@cache
def _words(part: str) -> dict[str, str]:
    return {word: row["field"] for row in table("header_words") if row["part"] == part for word in row["words"]}


@cache
def _pattern(part: str) -> re.Pattern[str]:
    """Where each word of this part stands; the longest first."""
    return re.compile(rf"\b(?:{alternatives(_words(part))})\b")


def field_by_words(words: str) -> str | None:
    """The field that the words of a header speak of; `words` as `headers.normal` gives them."""
    head, rest = _head(words)
    if head in ("doer", "body"):
        return _role(rest, doer=head == "doer" or rest.endswith(" thực hiện"))
    if head is not None:
        return head
    found = _pattern("any").search(words)
    return _role(rest, noun=False) or (_words("any")[found[0]] if found else None)


def _head(words: str) -> tuple[str | None, str]:
    """The field of the head, and the words without what opens them."""
    while True:
        found = _pattern("head").match(words)
        if found:
            return _words("head")[found[0]], words
        opener = _pattern("opener").match(words)
        if opener is None or opener.end() == len(words):
            return None, words
        words = words[opener.end() :].strip()


def _role(words: str, *, noun: bool = True, doer: bool = False) -> str | None:
    """What the doers of a wording do: leading, helping, or both ("Đơn vị chủ trì, phối hợp"); directing is neither.

    Without a noun for doers the wording must begin with the role: "Cùng thực hiện", "Đầu mối tham mưu".
    """
    found = [(match.start(), _words("role")[match[0]]) for match in _pattern("role").finditer(words)]
    if not found or (not noun and found[0][0]):
        return None
    names = {name for _, name in found}
    if "content" in names:
        return "content"
    partner = next((at for at, name in found if name == "coordinating"), None)
    lead = next((at for at, name in found if name == "lead" or (name, words[at:][:9]) == ("work", "thực hiện")), None)
    if partner is not None:
        return "both" if lead is not None and lead < partner else "coordinating"
    if "lead" in names:
        return "lead"
    if not doer:
        return None
    return "lead" if found[0][1] == "work" and not _YEAR.search(words) else "monitor"

"""Sentences that only say who leads and who helps."""

from __future__ import annotations

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.line import Line
from vnplans.phrases import phrase

__all__ = ["only_roles"]

_LONGEST = 220


def only_roles(words: Line) -> bool:
    """Bodies and their roles, and nothing of the work: "Sở Y tế chủ trì; Sở Tài chính, Công an tỉnh phối hợp."."""
    if len(words.text) > _LONGEST or phrase("tails.role").search(words.key) is None:
        return False
    found = find_agencies(words.names)
    rest = words.key
    for mention in reversed(found):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    return bool(found) and not any(map(str.isalnum, phrase("tails.between").sub(" ", rest)))

"""Doers that no list of bodies knows: units and groups by their first word, people by their role."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnplans.extract.agencies.lists import Mention, open_name, split_agencies
from vnplans.extract.line import Passage
from vnplans.extract.orders.verbs import verb_at
from vnplans.phrases import phrase

__all__ = ["Subject", "named_unit", "role", "unit", "verb_within"]


@dataclass(frozen=True)
class Subject:
    """The doers that a paragraph names, and where the words about their work begin."""

    mentions: tuple[Mention, ...]
    start: int
    """Offset of the content: behind the agency where it stands first, 0 where it stands within the sentence."""
    ordered: bool
    """Handed the work by "giao", "yêu cầu", "đề nghị"."""
    last: bool = False
    """Named behind the words: "Tham luận ... - Trường A thực hiện"."""


_ROLE_LENGTH = 90
_AFTER = re.compile(r"[\s:,.\-]*")


def unit(passage: Passage) -> Subject | None:
    """In a section that assigns work, what a short heading or the words before a colon call a unit or a group,
    though no list of bodies knows it: "Các khu dân cư", "Hạt Quản lý đê: kiểm tra ..."."""
    colon = passage.text.find(":")
    name = passage.names[:colon] if colon > 0 else passage.names.rstrip(" .;")
    if not phrase("units.unit").match(passage.key) or len(name.split()) > 12 or verb_at(passage.key) is not None:
        return None
    if colon < 0 and verb_within(passage.key):
        return None
    rest = _AFTER.match(passage.text, len(name))
    mentions = split_agencies(name)
    return Subject(mentions, rest.end() if rest else len(name), False) if mentions else None


def named_unit(passage: Passage) -> Subject | None:
    """In a text without such sections, a unit's proper name before a colon and its work: "Khoa Nội: tiếp nhận ..."."""
    found = unit(passage)
    words = passage.text.split(maxsplit=3)
    proper = len(words) > 1 and words[1][:1].isupper()
    return found if found and proper and verb_at(passage.key, found.start) is not None else None


def verb_within(key: str) -> bool:
    """Some word but the first begins a verb of action: the words are a sentence, not a name."""
    return any(verb_at(key, gap.end()) == gap.end() for gap in re.finditer(r"\s+", key))


def role(passage: Passage) -> Subject | None:
    """A person's or unit's role within the issuer: "Giáo viên chủ nhiệm rà soát ...", "Tổ trưởng chuyên môn: ..."."""
    role = phrase("units.role").match(passage.key)
    if not role:
        return None
    for end in (m.start() for m in re.finditer(r":|\s(?=\S)", passage.key[:_ROLE_LENGTH])):
        after = _AFTER.match(passage.text, end)
        start = after.end() if after else end
        if end >= role.end() and (passage.text[end] == ":" or verb_at(passage.key, start) is not None):
            name = passage.text[:end].rstrip(" :")
            return Subject((Mention(name, 0, len(name), open_name(name)),), start, False)
    if len(passage.text.split()) < 7 and not any(c.isdigit() or c in ".;," for c in passage.text):
        name = passage.text.rstrip(" :.;")
        return Subject((Mention(name, 0, len(name), open_name(name)),), len(passage.text), False)
    return None

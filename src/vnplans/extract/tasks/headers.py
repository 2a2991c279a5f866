"""Header wordings of task tables -> the field a column holds (data/table_headers.toml)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vnplans.extract.tasks.header_words import field_by_words
from vnplans.knowledge import table
from vnplans.text import fold

__all__ = ["field_of", "label_line", "normal"]

_NOISE = re.compile(r"\([^)]*\)|[^\w%]+")


def normal(text: str) -> str:
    """A wording for comparing: folded, brackets and punctuation as single blanks."""
    return " ".join(_NOISE.sub(" ", fold(text)).split())


@cache
def _fields() -> dict[str, str]:
    return {variant: row["field"] for row in table("table_headers") for variant in row["variants"]}


@cache
def _lines() -> frozenset[str]:
    return frozenset(row["field"] for row in table("table_headers") if row.get("line"))


@lru_cache(maxsize=4096)
def field_of(text: str) -> str | None:
    """The field of a header cell; None if its wording is not known. "Thời gian hoàn thành (dự kiến)" -> "deadline".

    A wording that is known whole decides; then its words; else the longest known one that it begins with or holds.
    """
    words = normal(text)
    if not words or len(words) > 90:
        return None
    fields = _fields()
    if words in fields:
        return fields[words]
    spoken = field_by_words(words)
    if spoken is not None:
        return spoken
    at_start = [v for v in fields if (" " in v or fields[v] == "ordinal") and f"{words} ".startswith(f"{v} ")]
    known = at_start or [v for v in fields if len(v) > 7 and fields[v] != "lead" and f" {v} " in f" {words} "]
    return fields[max(known, key=len)] if known else None


_LINE = re.compile(r"(?P<label>[^:;.]{3,60}):\s*")


def label_line(text: str) -> tuple[str, int] | None:
    """The field of a line such as "Đơn vị chủ trì: Sở Y tế", and where its value begins; None for other lines."""
    found = _LINE.match(text)
    if not found:
        return None
    name = _fields().get(normal(found["label"]))
    return (name, found.end()) if name in _lines() else None

"""Vị trí: the way to a task as a clerk says it, "Phụ lục I, dòng 7", "IV.2, gạch đầu dòng 3" (data/where_words.toml).

`where` and the ids that end with it are written here, asked about here, and brought over from 0.1, whose records said
"Phụ lục I, row 7" and "IV.2 bullet 3".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import WhereKind, WhereWord

__all__ = ["id_from_0_1", "says", "step", "way", "where_from_0_1"]

_SIGNS = r"\(?[-+*•]\)?"
_END = r"(?=,|~|$)"


def way(*parts: str) -> str:
    """The parts of the way in order, without the empty ones."""
    return ", ".join(part for part in parts if part)


def step(kind: WhereKind, count: int | str) -> str:
    """One step of the way: 'dòng 7', 'gạch đầu dòng 3', 'dấu + 1' (`count` of a sign: the sign and its count)."""
    return f"{_words()[kind]} {count}"


@lru_cache(maxsize=4096)
def says(where: str, kind: WhereKind) -> bool:
    """Does the way lead through a step of that kind?"""
    return _step_of(kind).search(where) is not None


def id_from_0_1(task_id: str) -> str:
    """Today's id of a task whose id vnplans 0.1 wrote; an id of today comes back as it is.

    '<act>#II.1 bullet 2, clause 1~2' -> '<act>#II.1, gạch đầu dòng 2, ý 1~2'. The act's part is the same in both.
    """
    act, mark, where = task_id.partition("#")
    return f"{act}{mark}{where_from_0_1(where)}"


def where_from_0_1(where: str) -> str:
    """Today's `where` for what 0.1 wrote; one of today comes back as it is."""
    return _old_step().sub(_today, where)


def _today(found: re.Match[str]) -> str:
    word = found["word"]
    said = step(_was()[word], found["count"]) if word else step("sign", f"{found['sign']} {found['count']}")
    return f", {said}" if found.start() else said


@cache
def _words() -> Mapping[WhereKind, str]:
    return {row.kind: row.word for row in rows(WhereWord)}


@cache
def _was() -> Mapping[str, WhereKind]:
    return {row.was: row.kind for row in rows(WhereWord) if row.was}


@cache
def _step_of(kind: WhereKind) -> re.Pattern[str]:
    sign = f"{_SIGNS} " if kind == "sign" else ""
    return re.compile(rf"(?:^|, ){re.escape(_words()[kind])} {sign}[^\s,~]+{_END}")


@cache
def _old_step() -> re.Pattern[str]:
    words = alternatives(_was())
    old = rf"(?P<word>{words}) |(?P<sign>{_SIGNS}) "
    return re.compile(rf"(?:^|(?P<gap>,? ))(?<!{re.escape(_words()['sign'])} )(?:{old})(?P<count>[^\s,~]+){_END}")

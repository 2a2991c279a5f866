"""The rows of the tables of bodies: their names, heads, fields, the words around them, provinces."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

__all__ = [
    "AgencyAbbreviation",
    "AgencyField",
    "AgencyHead",
    "AgencyName",
    "AgencyNameWords",
    "AgencyWord",
    "AgencyWordKind",
    "Level",
    "Province",
    "Rest",
    "Words",
]

Words = tuple[str, ...]

Level = Literal["state", "ministry", "province", "district", "commune", "party", "mass", "school", "other"]


Rest = Literal["field", "named", "proper", "lower"]
"""How the words behind a head are written in sentence case: first letter capital; this and unknown words, which are
proper names; every word; none."""


AgencyWordKind = Literal[
    "group", "office", "many", "unit", "level", "member", "whole",
    "stop", "inner", "aside", "manner", "sender", "label", "compound", "relative", "elsewhere", "proper",
    "trade", "draft", "post", "duty", "people", "headman",
]  # fmt: skip


class AgencyName(NamedTuple):
    """A body whose name follows from no head and field."""

    name: str
    examples: Words
    variants: Words = ()
    level: Level | None = None
    successor: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class AgencyAbbreviation(NamedTuple):
    """An abbreviation inside the name of a body, and what it stands for; `behind`: only right behind these words;
    `body`: it names a body by itself ("TYT")."""

    word: str
    name: str
    examples: Words
    behind: Words = ()
    body: bool = False


class AgencyField(NamedTuple):
    """What stands after "Sở", "Bộ", "Phòng"; `heads`: which of them it goes with."""

    name: str
    heads: Words
    examples: Words
    variants: Words = ()
    successor: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class AgencyHead(NamedTuple):
    """A head noun of bodies; `rest`: how the words after it are written; `before`: it stands only before a capital, or
    also before a territory or a mark ("place"), or before a capital or a number ("number": "Tổ dân phố số 7")."""

    word: str
    rest: Rest
    examples: Words
    variants: Words = ()
    level: Level | None = None
    unless: Words = ()
    named: bool = False
    lone: bool = True
    inside: Literal["unit", "name"] | None = None
    before: Literal["capital", "place", "number"] | None = None


class AgencyNameWords(NamedTuple):
    """What may follow a head or a group noun inside the name of a body."""

    of: str
    words: Words
    examples: Words
    capitals: bool = False


class AgencyWord(NamedTuple):
    """A word around the names of bodies."""

    kind: AgencyWordKind
    word: str
    examples: Words
    variants: Words = ()
    unless: Words = ()
    alone: bool = False
    modified: bool = False
    several: bool = False
    first: bool = False
    noun: bool = False
    village: bool = False
    body: str | None = None
    level: Level | None = None


class Province(NamedTuple):
    """A province or centrally run city."""

    name: str
    kind: Literal["tỉnh", "thành phố"]
    code: str
    examples: Words
    variants: Words = ()
    successor: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

"""What the tables know of bodies: typed rows, and the indexes over them that say what stands at a token."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import signature
from typing import Literal, Protocol, TypeVar

from vnplans.extract.agencies.tokens import Index
from vnplans.knowledge import table
from vnplans.models import Level

__all__ = [
    "Body",
    "Field",
    "Group",
    "Head",
    "Known",
    "Lexicon",
    "Member",
    "Office",
    "Place",
    "Rest",
    "Unit",
    "begun",
    "dated",
    "lexicon",
    "phrases",
]

Row = TypeVar("Row")
Rest = Literal["field", "proper", "lower"]
"""How open words behind a head are written in sentence case: first letter capital, every word, none."""

# Rows of the tables, as the grammar reads them; what their keys mean is said at the top of each table ----------------


class _Dated(Protocol):
    """since: the first day on which the body stood; until: the first on which it no longer did."""

    @property
    def since(self) -> dt.date | None: ...
    @property
    def until(self) -> dt.date | None: ...


D = TypeVar("D", bound=_Dated)


def stood(row: _Dated, on: dt.date | None) -> bool:
    """Did the body stand on that day? On no day in particular every one did."""
    return on is None or ((row.since is None or row.since <= on) and (row.until is None or on < row.until))


def begun(row: _Dated, on: dt.date | None) -> bool:
    """Did the body stand on that day or before it?"""
    return on is None or row.since is None or row.since <= on


def dated(found: Iterable[tuple[int, D]], on: dt.date | None) -> list[tuple[int, D]]:
    """What stands at a token, longest first; of rows with the same words those that stood on that day come first."""
    return sorted(found, key=lambda entry: (-entry[0], not stood(entry[1], on)))


@dataclass(frozen=True, slots=True)
class Head:
    """agency_heads: a noun that the name of a body begins with."""

    word: str
    rest: Rest
    level: Level | None = None
    variants: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    named: bool = False
    lone: bool = True
    inside: Literal["unit", "name"] | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """agency_fields: what a department is for, and the heads that it goes with."""

    name: str
    heads: tuple[str, ...]
    variants: tuple[str, ...] = ()
    successor: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """agencies: a body whose name or abbreviation follows from no head and field."""

    name: str
    variants: tuple[str, ...] = ()
    level: Level | None = None
    successor: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """provinces: a province or a centrally run city."""

    name: str
    kind: Literal["tỉnh", "thành phố"]
    variants: tuple[str, ...] = ()
    successor: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """agency_words, member: a tail that belongs to the body before it."""

    word: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """agency_words, group: a noun for bodies that are no one body."""

    word: str
    unless: tuple[str, ...] = ()
    alone: bool = False
    modified: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """agency_words, office: whose holder stands for the body; `body`: the head noun within the office's own name."""

    word: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """agency_words, unit: a unit of territory."""

    word: str
    level: Level
    variants: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A body known by name. `code`: the phrase is one and must be in capitals; `head`: of a department ("SNV": Sở)."""

    name: str
    row: Body | Field
    level: Level | None
    code: bool
    head: str | None = None

    @property
    def since(self) -> dt.date | None:
        return self.row.since

    @property
    def until(self) -> dt.date | None:
        return self.row.until


@dataclass(frozen=True, slots=True)
class _Compound:
    """agency_words, compound: a verb that is part of the noun before it; `noun`: it is a verb nowhere behind one."""

    word: str
    noun: bool = False


def _rows(shape: type[Row], name: str, kind: str | None = None) -> list[Row]:
    """The rows of a table (those of one kind) in their shape; of their keys those that the shape has."""
    keys = signature(shape).parameters
    return [
        shape(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items() if k in keys})
        for row in table(name)
        if kind is None or row["kind"] == kind
    ]


def phrases(kind: str, only: str | None = None) -> list[str]:
    """The words of one kind in agency_words; `only`: of the rows in which that key is true."""
    return [row["word"] for row in table("agency_words") if row["kind"] == kind and (only is None or row.get(only))]


# Indexes --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All indexes over the tables of bodies."""

    heads: Index[Head]
    known: Index[Known]
    fields: Mapping[str, Index[Field]]
    """By head."""
    places: Index[Place]
    """By name and variant."""
    provinces: Mapping[str, tuple[Place, ...]]
    """By name."""
    abbreviations: Index[str]
    groups: Index[Group]
    offices: Index[Office]
    many: Index[str]
    units: Index[Unit]
    levels: Index[str]
    members: Index[Member]
    stops: Index[str]
    compounds: Index[bool]
    """True: never a verb there."""
    orders: Index[str]
    inner: Index[str]
    parts: Index[str]
    """What may follow a head inside a name."""
    wholes: frozenset[str]
    verbs: Index[str]
    names: frozenset[str]
    """Tokens that a body with a name begins with."""
    openers: frozenset[str]
    """Tokens that a body of any kind begins with: the gate before the grammar."""
    openings: frozenset[str]
    """The same with the token behind, where no phrase is that one token: the gate before a text is tokenised."""


def _known() -> Iterator[tuple[str, Known]]:
    for body in _rows(Body, "agencies"):
        for phrase in (body.name, *body.variants):
            yield phrase, Known(body.name, body, body.level, code=" " not in phrase)
    for field in _rows(Field, "agency_fields"):
        for head in field.heads:
            for variant in field.variants:
                if head != "Phòng" and variant.isupper() and " " not in variant:
                    level: Level = "ministry" if head == "Bộ" else "province"
                    yield head[0] + variant, Known(f"{head} {field.name}", field, level, code=True, head=head)


def _departments() -> dict[str, Index[Field]]:
    rows = _rows(Field, "agency_fields")
    return {
        head: Index((phrase, row) for row in rows if head in row.heads for phrase in (row.name, *row.variants))
        for head in {head for row in rows for head in row.heads}
    }


def _provinces() -> dict[str, tuple[Place, ...]]:
    rows = _rows(Place, "provinces")
    return {row.name: tuple(other for other in rows if other.name == row.name) for row in rows}


def _index(words: Iterable[str]) -> Index[str]:
    return Index((word, word) for word in words)


@cache
def lexicon() -> Lexicon:
    """The indexes, built once."""
    verbs = table("verbs")
    heads = Index((p, row) for row in _rows(Head, "agency_heads") for p in (row.word, *row.variants))
    known = Index(_known())
    groups = Index((row.word, row) for row in _rows(Group, "agency_words", "group"))
    offices = Index((row.word, row) for row in _rows(Office, "agency_words", "office"))
    many = _index(phrases("many"))
    return Lexicon(
        heads=heads,
        known=known,
        fields=_departments(),
        places=Index((p, row) for row in _rows(Place, "provinces") for p in (row.name, *row.variants)),
        provinces=_provinces(),
        abbreviations=Index((row["word"], row["name"]) for row in table("agency_abbreviations")),
        groups=groups,
        offices=offices,
        many=many,
        units=Index((p, row) for row in _rows(Unit, "agency_words", "unit") for p in (row.word, *row.variants)),
        levels=_index(phrases("level")),
        members=Index((row.word, row) for row in _rows(Member, "agency_words", "member")),
        stops=_index([*phrases("stop"), *(row["word"] for row in verbs if row["kind"] != "order")]),
        compounds=Index((row.word, row.noun) for row in _rows(_Compound, "agency_words", "compound")),
        orders=_index(row["word"] for row in verbs if row["kind"] == "order"),
        inner=_index(phrases("inner")),
        parts=_index(word for row in table("agency_name_words") for word in row["words"]),
        wholes=frozenset(phrases("whole")),
        verbs=_index(row["word"] for row in verbs if row["kind"] == "verb"),
        names=heads.firsts | known.firsts,
        openers=heads.firsts | known.firsts | groups.firsts | offices.firsts | many.firsts,
        openings=heads.openings | known.openings | groups.openings | offices.openings | many.openings,
    )

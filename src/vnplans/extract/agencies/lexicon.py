"""What the tables know of bodies: typed rows, and the indexes over them that say what stands at a token."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

from vnplans.extract.agencies.tokens import Index
from vnplans.knowledge import Dated, is_live, rows
from vnplans.knowledge.bodies import (
    AgencyAbbreviation,
    AgencyField,
    AgencyHead,
    AgencyName,
    AgencyNameWords,
    AgencyWord,
    AgencyWordKind,
    Province,
)
from vnplans.knowledge.tables import Verb
from vnplans.models import Level

__all__ = ["Known", "Lexicon", "begun", "dated", "lexicon", "phrases"]

# Rows; what their keys mean is said at the top of each table ---------------------------------------------------------


D = TypeVar("D", bound=Dated)


def begun(row: Dated, on: dt.date | None) -> bool:
    """Did the body stand on that day or before it?"""
    return on is None or row.since is None or row.since <= on


def dated(found: Iterable[tuple[int, D]], on: dt.date | None) -> list[tuple[int, D]]:
    """What stands at a token, longest first; of rows with the same words those that stood on that day come first."""
    return sorted(found, key=lambda entry: (-entry[0], not is_live(entry[1], on)))


@dataclass(frozen=True, slots=True)
class Known:
    """A body known by name. `code`: the phrase is one and must be in capitals; `head`: of a department ("SNV": Sở)."""

    name: str
    row: AgencyName | AgencyField
    level: Level | None
    code: bool
    head: str | None = None

    @property
    def since(self) -> dt.date | None:
        return self.row.since

    @property
    def until(self) -> dt.date | None:
        return self.row.until


def _of(kind: AgencyWordKind) -> Iterator[tuple[str, AgencyWord]]:
    """The words and variants of one kind in agency_words, with their rows."""
    return ((word, row) for row in rows(AgencyWord) if row.kind == kind for word in (row.word, *row.variants))


def phrases(kind: AgencyWordKind, only: Literal["first", "several"] | None = None) -> list[str]:
    """The words of one kind in agency_words; `only`: of the rows in which that key is true."""
    return [row.word for row in rows(AgencyWord) if row.kind == kind and (only is None or getattr(row, only))]


# Indexes --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All indexes over the tables of bodies."""

    heads: Index[AgencyHead]
    known: Index[Known]
    fields: Mapping[str, Index[AgencyField]]
    """By head."""
    places: Index[Province]
    """By name and variant."""
    provinces: Mapping[str, tuple[Province, ...]]
    """By name."""
    abbreviations: Index[AgencyAbbreviation]
    groups: Index[AgencyWord]
    offices: Index[AgencyWord]
    many: Index[str]
    units: Index[AgencyWord]
    levels: Index[str]
    members: Index[AgencyWord]
    stops: Index[str]
    compounds: Index[AgencyWord]
    """`noun`: never a verb there."""
    relatives: Index[str]
    orders: Index[str]
    inner: Index[str]
    parts: Index[str]
    """What may follow a head inside a name."""
    common: Index[str]
    """Words that are no proper name, for names in capitals: parts, fields, verbs of two syllables and more."""
    propers: Index[str]
    wholes: frozenset[str]
    verbs: Index[str]
    adverbs: Index[str]
    trades: Index[str]
    """Verbs that a body may be named by."""
    drafts: Index[str]
    """What is drawn up as work: a verb before it is no part of a name."""
    duties: Index[AgencyWord]
    """What opens a duty and stands in no name; `first`: of a body, not of people."""
    posts: Index[str]
    """People and posts that are entries of a list, though in small letters."""
    headmen: Index[str]
    """Who speaks for a village, a cell of the Party: a doer without a body's name."""
    people: Index[str]
    """People that a body works with: behind "và" they are no further part of its name."""
    names: frozenset[str]
    """Tokens that a body with a name begins with."""
    openers: frozenset[str]
    """Tokens that a body of any kind begins with: the gate before the grammar."""
    openings: frozenset[str]
    """The same with the token behind, where no phrase is that one token: the gate before a text is tokenised."""


def _known() -> Iterator[tuple[str, Known]]:
    for body in rows(AgencyName):
        for phrase in (body.name, *body.variants):
            yield phrase, Known(body.name, body, body.level, code=" " not in phrase)
    for field in rows(AgencyField):
        for head in field.heads:
            for variant in field.variants:
                if variant.isupper() and " " not in variant and (head != "Phòng" or len(variant) > 2):
                    level: Level | None = {"Bộ": "ministry", "Phòng": None}.get(head, "province")
                    yield head[0] + variant, Known(f"{head} {field.name}", field, level, code=True, head=head)
    for short in rows(AgencyAbbreviation):
        if short.body:
            yield short.word, Known(short.name, AgencyName(short.name, short.examples), None, code=True)


def _departments() -> dict[str, Index[AgencyField]]:
    fields = rows(AgencyField)
    return {
        head: Index((phrase, row) for row in fields if head in row.heads for phrase in (row.name, *row.variants))
        for head in {head for row in fields for head in row.heads}
    }


def _provinces() -> dict[str, tuple[Province, ...]]:
    places = rows(Province)
    return {row.name: tuple(other for other in places if other.name == row.name) for row in places}


def _index(words: Iterable[str]) -> Index[str]:
    return Index((word, word) for word in words)


@cache
def lexicon() -> Lexicon:
    """The indexes, built once."""
    verbs = rows(Verb)
    heads = Index((p, row) for row in rows(AgencyHead) for p in (row.word, *row.variants))
    known = Index(_known())
    groups = Index(_of("group"))
    offices = Index(_of("office"))
    many = _index(phrases("many"))
    headmen = _index(phrases("headman"))
    parts = [(word, row.capitals) for row in rows(AgencyNameWords) for word in row.words]
    plain = [word for word, _ in parts] + phrases("inner") + [row.name for row in rows(AgencyField)]
    return Lexicon(
        heads=heads,
        known=known,
        fields=_departments(),
        places=Index((p, row) for row in rows(Province) for p in (row.name, *row.variants)),
        provinces=_provinces(),
        abbreviations=Index((row.word, row) for row in rows(AgencyAbbreviation)),
        groups=groups,
        offices=offices,
        many=many,
        units=Index(_of("unit")),
        levels=_index(phrases("level")),
        members=Index(_of("member")),
        stops=_index([*phrases("stop"), *(row.word for row in verbs if row.kind != "order")]),
        compounds=Index(_of("compound")),
        relatives=_index(phrases("relative")),
        orders=_index(row.word for row in verbs if row.kind == "order"),
        inner=_index(phrases("inner")),
        parts=_index(word for word, capitals in parts if not capitals),
        common=_index([*plain, *(row.word for row in verbs if " " in row.word)]),
        propers=_index(phrases("proper")),
        wholes=frozenset(phrases("whole")),
        verbs=_index(row.word for row in verbs if row.kind == "verb"),
        adverbs=_index(row.word for row in verbs if row.kind == "adverb"),
        trades=_index(phrases("trade")),
        drafts=_index(phrases("draft")),
        duties=Index(_of("duty")),
        posts=_index(phrases("post")),
        headmen=headmen,
        people=_index(phrases("people")),
        names=heads.firsts | known.firsts,
        openers=heads.firsts | known.firsts | groups.firsts | offices.firsts | many.firsts | headmen.firsts,
        openings=heads.openings
        | known.openings
        | groups.openings
        | offices.openings
        | many.openings
        | headmen.openings,
    )

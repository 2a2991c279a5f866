"""Words of bodies as an index over tokens: what stands at a token, longest phrase first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from vnplans.knowledge import table
from vnplans.text import fold

__all__ = ["Field", "Index", "Known", "Tokens", "Words", "barred", "words"]

T = TypeVar("T")
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")


class Tokens:
    """A text as folded words and single marks, each with its offsets and whether it begins with a capital."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded = fold(text)
        found = list(_TOKEN.finditer(folded))
        self.words = [m.group() for m in found]
        self.starts = [m.start() for m in found]
        self.ends = [m.end() for m in found]
        self.capital = [text[s].isupper() for s in self.starts]
        self.shouting = not any(c.islower() for c in text)
        """No lower-case letter at all: capitals say nothing (a letterhead)."""

    def __len__(self) -> int:
        return len(self.words)

    def word(self, i: int) -> str:
        """The folded token, "" past the end."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def is_capital(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.capital[i]

    def is_code(self, i: int) -> bool:
        """A token of at least two capitals: "SNV", "VCCI", "TTgCP"."""
        return self.is_capital(i) and sum(c.isupper() for c in self.text[self.starts[i] : self.ends[i]]) > 1

    def span(self, i: int, j: int) -> str:
        """The printed text of tokens i to j, end exclusive."""
        return self.text[self.starts[i] : self.ends[j - 1]]


def barred(tokens: Tokens, end: int, row: Mapping[str, Any]) -> bool:
    """Is the head that ends before token `end` the beginning of another word ("Bộ phận", "Bộ tài liệu")?"""
    after = tokens.word(end), f"{tokens.word(end)} {tokens.word(end + 1)}"
    return any(word in row.get("unless", ()) for word in after)


class Index(Generic[T]):
    """Phrases to values; the longest phrase at a place wins."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in rows:
            key = tuple(_TOKEN.findall(fold(phrase)))
            self._by_first.setdefault(key[0], []).append((key, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def all_at(self, tokens: Tokens, i: int) -> Iterator[tuple[int, T]]:
        """End and value of every phrase that stands at token i, longest first."""
        for key, value in self._by_first.get(tokens.word(i), ()):
            if len(key) == 1 or tuple(tokens.words[i : i + len(key)]) == key:
                yield i + len(key), value

    def at(self, tokens: Tokens, i: int) -> tuple[int, T] | None:
        """End and value of the longest phrase at token i."""
        return next(self.all_at(tokens, i), None)


@dataclass(frozen=True, slots=True)
class Field:
    """A row of agency_fields under one head."""

    head: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A body known by name: `code` where the phrase is one and must be in capitals."""

    name: str
    row: Mapping[str, Any]
    code: bool = False
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """All indexes over the agency tables."""

    heads: Index[Mapping[str, Any]]
    known: Index[Known]
    fields: Mapping[str, Index[Field]]
    groups: Index[Mapping[str, Any]]
    offices: Index[Mapping[str, Any]]
    many: Index[str]
    units: Index[Mapping[str, Any]]
    members: Index[str]
    stops: Index[str]
    compounds: Index[bool]
    """True: never a verb there."""
    orders: Index[str]
    places: Index[str]
    inner: Index[str]
    parts: Index[str]
    """What may follow a head inside a name."""
    verbs: Index[str]


def _phrases(row: Mapping[str, Any], key: str = "word") -> list[str]:
    return [row[key], *row.get("variants", ())]


def _known() -> Iterator[tuple[str, Known]]:
    for row in table("agencies"):
        for phrase in _phrases(row, "name"):
            yield phrase, Known(row["name"], row, code=" " not in phrase)
    for row in table("agency_fields"):
        for head in row["heads"]:
            if head == "Phòng":
                continue
            for variant in row["variants"]:
                if variant.isupper() and " " not in variant:
                    code = head[0] + variant
                    yield code, Known(f"{head} {row['name']}", row, code=True, field=Field(head, row))


def _fields() -> dict[str, Index[Field]]:
    heads = {head for row in table("agency_fields") for head in row["heads"]}
    return {
        head: Index(
            (phrase, Field(head, row))
            for row in table("agency_fields")
            if head in row["heads"]
            for phrase in _phrases(row, "name")
        )
        for head in heads
    }


@cache
def words() -> Words:
    """The indexes, built once."""

    def kind(name: str) -> list[Mapping[str, Any]]:
        return [row for row in table("agency_words") if row["kind"] == name]

    verbs = table("verbs")
    stops = [row["word"] for row in kind("stop")] + [row["word"] for row in verbs if row["kind"] != "order"]
    return Words(
        heads=Index((p, row) for row in table("agency_heads") for p in _phrases(row)),
        known=Index(_known()),
        fields=_fields(),
        groups=Index((row["word"], row) for row in kind("group")),
        offices=Index((row["word"], row) for row in kind("office")),
        many=Index((row["word"], row["word"]) for row in kind("many")),
        units=Index((p, row) for row in kind("unit") for p in _phrases(row)),
        members=Index((row["word"], row["word"]) for row in kind("member")),
        stops=Index((word, word) for word in stops),
        compounds=Index((row["word"], bool(row.get("noun"))) for row in kind("compound")),
        places=Index((row["name"], row["name"]) for row in table("provinces")),
        inner=Index((row["word"], row["word"]) for row in kind("inner")),
        parts=Index((word, word) for row in table("agency_name_words") for word in row["words"]),
        verbs=Index((row["word"], row["word"]) for row in verbs if row["kind"] == "verb"),
        orders=Index((row["word"], row["word"]) for row in verbs if row["kind"] == "order"),
    )

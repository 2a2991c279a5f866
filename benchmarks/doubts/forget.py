"""A library that knows less: rows of data/*.toml left out, as a document from elsewhere holds words that no row has.

The rules were written beside the labelled documents, so nearly all that these hold is known. A word that one of them
alone holds would not be known if that document had not been seen: such words are forgotten most, those that many hold
seldom. To be called before anything else of vnplans is used, in a process of its own.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

__all__ = ["FORGOTTEN", "forget", "held"]

FORGOTTEN: dict[str, str] = {
    # table: the field whose words are forgotten; "row" leaves out the whole row
    "verbs": "row",
    "agencies": "row",
    "agency_fields": "row",
    "agency_heads": "row",
    "agency_abbreviations": "row",
    "agency_words": "row",
    "agency_name_words": "words",
    "deadline_words": "row",
    "sections": "titles",
    "table_headers": "variants",
    "header_words": "words",
    "refusals": "forms",
    "landmarks": "words",
    "phrases": "lists",
}
WEAK = (
    ("deadline_words",),
    ("agencies", "agency_fields", "agency_abbreviations", "agency_name_words"),
    ("agency_heads", "agency_words"),
    ("verbs", "refusals"),
    ("sections", "table_headers"),
    ("phrases",),
)
"""Each time the words of one of these are forgotten whether common or not: an office that speaks in its own way."""
_WEAKLY = 4
_NAMED = ("word", "name")
_SOME = 6
_RATES = ((2, 1), (_SOME, 3), (20, 8))
"""Documents that hold a word at most, and the part of `share` by which it is forgotten."""
_LEAST = 2
"""Words of a list that stay."""
_FEW = 3
"""Rows of a kind up to which none is left out: the grammar counts on them."""
_WORD = re.compile(r"\w+")


def held(texts: Iterable[str]) -> dict[str, int]:
    """How many of the texts hold each word of the tables: computed once for all that is forgotten."""
    from vnplans import knowledge  # noqa: PLC0415 - before anything else of the library

    folded = [_plain(text) for text in texts]
    words = {word for kind, name in _tables() for row in knowledge.rows(kind) for word in _words(row, name)}
    return {word: sum(_plain(word) in text for text in folded) for word in words if _plain(word).strip()}


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower()))} "


def _tables() -> list[tuple[type[Any], str]]:
    from vnplans.knowledge.tables import TABLES  # noqa: PLC0415

    return [(TABLES[table], field) for table, field in FORGOTTEN.items()]


def _words(row: Any, field: str) -> tuple[str, ...]:
    if field == "row":
        return (getattr(row, next(n for n in _NAMED if n in row._fields)),)
    value = getattr(row, field)
    return tuple(w for words in value.values() for w in words) if isinstance(value, Mapping) else value


def forget(seed: int, share: float, counts: Mapping[str, int]) -> None:
    """Leave out rows and words at random: `share` of those that one or two of the texts hold, fewer of commoner ones.

    `counts`: how many documents hold each word (`held`).
    """
    from vnplans import knowledge  # noqa: PLC0415

    chance = random.Random(seed)
    true: Callable[[type[Any]], tuple[Any, ...]] = knowledge._typed
    fields = dict(_tables())

    weak = chance.choice(WEAK)
    tables = {kind: name for name, kind in knowledge.TABLES.items()}

    @cache
    def gone(word: str, *, weakly: bool) -> bool:
        count = counts.get(word, _SOME)
        rate = next((share / by for most, by in _RATES if count <= most), share / 40)
        return chance.random() < (max(rate, share / _WEAKLY) if weakly else rate)

    def kept(words: tuple[str, ...], *, weakly: bool) -> tuple[str, ...]:
        left = tuple(word for word in words if word.startswith("@") or not gone(word, weakly=weakly))
        return left if len(left) >= _LEAST else words

    @cache
    def fewer(kind: type[Any]) -> tuple[Any, ...]:
        rows, field, weakly = true(kind), fields.get(kind), tables[kind] in weak
        if field is None:
            return rows
        if field == "row":
            of = Counter(getattr(row, "kind", "") for row in rows)
            return tuple(
                r for r in rows if of[getattr(r, "kind", "")] <= _FEW or not gone(*_words(r, field), weakly=weakly)
            )
        if field == "lists":
            return tuple(
                row._replace(lists={k: kept(words, weakly=weakly) for k, words in row.lists.items()}) for row in rows
            )
        return tuple(row._replace(**{field: kept(getattr(row, field), weakly=weakly)}) for row in rows)

    knowledge._typed = fewer  # type: ignore[assignment]

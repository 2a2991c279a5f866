"""The quotes of one document's records, numbered: what joins a value on the left to a mark on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vnplans.models import Directive
from vnplans.pages import Block, Pages, Quote

__all__ = ["Witness", "agrees", "kind_of", "source_of"]

Key = tuple[int, int, int, str, int | None]

# The part of the record that a pointer names -> the colour of its marks
_KINDS = {
    "deadline": "deadline",
    "lead_agencies": "lead",
    "coordinating_agencies": "other-agency",
    "deliverable": "deliverable",
    "legal_bases": "citation",
    "citations": "citation",
    "targets": "target",
    "outline": "outline",
    "tasks": "task",
}

_NOTES = ("refused", "note")
"""The colours of words that only a note quotes."""


def source_of(record: Directive, pointer: str) -> str:
    """The pointer whose evidence shows a value: its own, else that of the field it is a part of.

    A task's own words are those of no part in particular: a part without evidence has none.
    """
    whole = pointer.rpartition("/")[0]
    return whole if pointer not in record.evidence and whole.count("/") == 1 else pointer


def agrees(blocks: Sequence[Block], quote: Quote) -> bool:
    """Are the words of the quote where it says they are?"""
    return 0 <= quote.block < len(blocks) and blocks[quote.block].text[quote.start : quote.end] == quote.text


def _key(quote: Quote) -> Key:
    return quote.block, quote.start, quote.end, quote.text, quote.page


@dataclass(slots=True)
class Witness:
    """`quotes[n]` is the n-th different quote; `values[n]` the ids of the values that were read from it."""

    prefix: str
    """Of all ids of this document."""
    quotes: list[Quote] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    values: dict[int, list[str]] = field(default_factory=dict)
    _numbers: dict[Key, int] = field(default_factory=dict)
    _count: int = 0

    def number(self, quote: Quote, kind: str) -> int:
        """The number of a quote, the same for the same words in the same place. `kind` gives its colour."""
        key = _key(quote)
        if key not in self._numbers:
            self._numbers[key] = len(self.quotes)
            self.quotes.append(quote)
            self.kinds.append(kind)
        number = self._numbers[key]
        if self.kinds[number] in _NOTES:
            self.kinds[number] = kind  # what was read from the words says more than what was noted of them
        return number

    def numbers(self, record: Directive, pointer: str) -> list[int]:
        """The quotes of a pointer of evidence."""
        return [self.number(quote, kind_of(pointer)) for quote in record.evidence.get(pointer, ())]

    def value_id(self, numbers: Sequence[int]) -> str:
        """A new id for a value that these quotes show."""
        self._count += 1
        name = f"{self.prefix}v{self._count}"
        for number in numbers:
            self.values.setdefault(number, []).append(name)
        return name

    def quote_id(self, number: int) -> str:
        """The id of the first mark of a quote."""
        return f"{self.prefix}q{number}"

    def in_blocks(self, pages: Pages) -> dict[int, list[int]]:
        """Block -> the quotes whose words it holds."""
        placed: dict[int, list[int]] = {}
        for number, quote in self._each():
            if agrees(pages.blocks, quote):
                placed.setdefault(quote.block, []).append(number)
        return placed

    def on_pages(self) -> dict[int, list[int]]:
        """Page -> the quotes that have a box on it."""
        placed: dict[int, list[int]] = {}
        for number, quote in self._each():
            if quote.page and quote.box:
                placed.setdefault(quote.page, []).append(number)
        return placed

    def _each(self) -> Iterator[tuple[int, Quote]]:
        return enumerate(self.quotes)


def kind_of(pointer: str) -> str:
    """The colour of a pointer's marks: its last named part that has one, else "head"."""
    parts = [part for part in pointer.split("/") if part and not part.isdecimal()]
    return next((_KINDS[part] for part in reversed(parts) if part in _KINDS), "head")

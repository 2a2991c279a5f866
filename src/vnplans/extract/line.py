"""A passage: the words of one paragraph, item or cell, though they stand in several blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from vnplans.extract.misread import mend_letters
from vnplans.pages import Pages, Quote
from vnplans.text import fold

__all__ = ["Passage"]


@dataclass(frozen=True)
class Passage:
    """Text joined of pieces of blocks by single blanks. `pieces`: (offset in text, block, offset in block, length)."""

    text: str
    pieces: tuple[tuple[int, int, int, int], ...]
    scanned: bool = False
    """Some of it was read from a picture."""

    @cached_property
    def names(self) -> str:
        """The text to read names and titles in: of scanned words with misread letters put right; same offsets."""
        return mend_letters(self.text) if self.scanned else self.text

    @cached_property
    def key(self) -> str:
        """`fold(names)`: same offsets as the text."""
        return fold(self.names)

    @classmethod
    def of(cls, pages: Pages, spans: Iterable[tuple[int, int]]) -> Passage:
        """The blocks' own words, each from the given offset on: (block, start). Blocks without words are left out."""
        text, pieces = "", []
        for block, start in spans:
            raw = pages.blocks[block].text
            words = raw[start:].strip()
            if not words:
                continue
            text += " " if text else ""
            pieces.append((len(text), block, raw.index(words, start), len(words)))
            text += words
        return cls(text, tuple(pieces), any(pages.blocks[p[1]].confidence is not None for p in pieces))

    def part(self, start: int, end: int | None = None) -> Passage:
        """The words `[start:end]`, without outer blanks."""
        start, end, _ = slice(start, end).indices(len(self.text))
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        end = start + len(words)
        pieces = []
        for offset, block, at, length in self.pieces:
            low, high = max(offset, start), min(offset + length, end)
            if low < high:
                pieces.append((low - start, block, at + low - offset, high - low))
        return Passage(words, tuple(pieces), self.scanned)

    def __add__(self, other: Passage) -> Passage:
        """Both, one after the other with a blank between them."""
        if not self.text or not other.text:
            return other if not self.text else self
        shift = len(self.text) + 1
        moved = tuple((offset + shift, block, at, length) for offset, block, at, length in other.pieces)
        return Passage(f"{self.text} {other.text}", self.pieces + moved, self.scanned or other.scanned)

    def quotes(self, pages: Pages, rule: str, start: int = 0, end: int | None = None) -> tuple[Quote, ...]:
        """The words `[start:end]` as evidence: one Quote per block they stand in."""
        part = self.part(start, end) if (start, end) != (0, None) else self
        return tuple(
            pages.quote(block, at, at + length, rule=rule)
            for _, block, at, length in part.pieces
            if pages.blocks[block].text[at : at + length].strip()
        )

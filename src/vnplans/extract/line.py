"""The words of one paragraph, item or cell, though they stand in several blocks; what is worked out of them, once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from vnplans.extract.mend import mend_letters
from vnplans.pages import Pages, Quote
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["Joined", "Line"]


@dataclass(frozen=True, init=False)
class Line:
    """Text joined of pieces of blocks by single blanks. `pieces`: (offset in text, block, offset in block, length)."""

    text: str
    pieces: tuple[tuple[int, int, int, int], ...]
    scanned: bool = False
    """Some of it was read from a picture."""

    def __init__(self, text: str, pieces: tuple[tuple[int, int, int, int], ...], scanned: bool = False) -> None:
        own = self.__dict__  # half the time of the constructor that a frozen dataclass gets: hundreds are made a page
        own["text"], own["pieces"], own["scanned"] = text, pieces, scanned

    @cached_property
    def leads_in(self) -> bool:
        """They lead up to what stands below them: "... như sau:", "... các việc sau" without its colon too."""
        return self.text.endswith(":") or phrase("line.leads_in").search(self.key) is not None

    @property
    def names(self) -> str:
        """The text to read names and titles in: of scanned words with misread letters put right; same offsets."""
        return self._mended if self.scanned else self.text

    @cached_property
    def _mended(self) -> str:
        return mend_letters(self.text)

    @cached_property
    def key(self) -> str:
        """`fold(names)`: same offsets as the text."""
        return fold(self.names)

    @classmethod
    def of(cls, pages: Pages, spans: Iterable[tuple[int, int]]) -> Line:
        """The blocks' own words, each from the given offset on: (block, start). Blocks without words are left out."""
        text, pieces, scanned = "", [], False
        for block, start in spans:
            own = pages.blocks[block]
            words = own.text[start:].strip()
            if not words:
                continue
            if text:
                text += " "
            pieces.append((len(text), block, own.text.index(words, start), len(words)))
            text += words
            scanned = scanned or own.confidence is not None
        return cls(text, tuple(pieces), scanned)

    def part(self, start: int, end: int | None = None) -> Line:
        """The words `[start:end]`, without outer blanks."""
        text = self.text
        start, end, _ = slice(start, end).indices(len(text))
        words = text[start:end]
        stripped = words.lstrip()
        start += len(words) - len(stripped)
        words = stripped.rstrip()
        if len(words) == len(text):
            return self
        end = start + len(words)
        pieces = []
        for offset, block, at, length in self.pieces:
            low, high = max(offset, start), min(offset + length, end)
            if low < high:
                pieces.append((low - start, block, at + low - offset, high - low))
        part = Line(words, tuple(pieces), self.scanned)
        if not self.scanned and "key" in self.__dict__ and not (_cuts_word(text, start) or _cuts_word(text, end)):
            part.__dict__["key"] = self.key[start:end]
        return part

    def __add__(self, other: Line) -> Line:
        """Both, one after the other with a blank between them."""
        if not self.text or not other.text:
            return other if not self.text else self
        shift = len(self.text) + 1
        moved = tuple((offset + shift, block, at, length) for offset, block, at, length in other.pieces)
        return Line(f"{self.text} {other.text}", self.pieces + moved, self.scanned or other.scanned)

    def quotes(self, pages: Pages, rule: str, start: int = 0, end: int | None = None) -> tuple[Quote, ...]:
        """The words `[start:end]` as evidence: one Quote per block they stand in."""
        part = self.part(start, end) if (start, end) != (0, None) else self
        return tuple(
            [
                pages.quote(block, at, at + length, rule=rule)
                for _, block, at, length in part.pieces
                if pages.blocks[block].text[at : at + length].strip()
            ]
        )


def _cuts_word(text: str, at: int) -> bool:
    """Does a word stand on both sides of that place? Its letters are folded together."""
    return text[at - 1 : at].isalnum() and text[at : at + 1].isalnum()


@dataclass(frozen=True, slots=True)
class Joined:
    """The texts of blocks, joined by one blank; `starts[i]` is where block `indexes[i]` begins in `text`."""

    pages: Pages
    indexes: tuple[int, ...]
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, pages: Pages, indexes: Iterable[int]) -> Joined:
        indexes = tuple(indexes)
        starts, at = [], 0
        for index in indexes:
            starts.append(at)
            at += len(pages.blocks[index].text) + 1
        return cls(pages, indexes, " ".join(pages.blocks[i].text for i in indexes), tuple(starts))

    def quotes(self, start: int, end: int, *, rule: str) -> tuple[Quote, ...]:
        """One quote for each block that `text[start:end]` touches. Raises ValueError if those words are blank."""
        out = []
        for index, at in zip(self.indexes, self.starts, strict=True):
            length = len(self.pages.blocks[index].text)
            a, b = max(start - at, 0), min(end - at, length)
            if a < b and self.pages.blocks[index].text[a:b].strip():
                out.append(self.pages.quote(index, a, b, rule=rule))
        if not out:
            raise ValueError("an empty quote")
        return tuple(out)

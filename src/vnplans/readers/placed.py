"""Text that is in memory already -> Pages, and the way back from a quote to the offsets of that text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from vnplans.pages import Pages, Quote
from vnplans.readers.plain import pages_of
from vnplans.readers.styled.symbols import symbols
from vnplans.text import clean, places

__all__ = ["PlacedText"]


class _Line(NamedTuple):
    start: int
    """Where it begins in the clean lines, joined by single blanks."""
    at: int
    """Where it begins in the text."""
    text: str


class PlacedText:
    """The pages of a text, and where the words of its quotes stand in it, whatever its blanks and its letters' form."""

    def __init__(self, text: str) -> None:
        self.pages: Pages = pages_of(text)
        self._lines: list[_Line] = []
        joined: list[str] = []
        start = at = 0
        for line in map(symbols, text.splitlines(keepends=True)):
            if words := clean(line):
                self._lines.append(_Line(start, at, line))
                joined.append(words)
                start += len(words) + 1
            at += len(line)
        self._starts = _starts(" ".join(joined), [block.text for block in self.pages.blocks])

    def place(self, quotes: Sequence[Quote]) -> tuple[int, int] | None:
        """The (start, end) in the text from the first quote's words to the last's.

        None where the text does not hold them: letters of an old font (TCVN3, VNI), which Pages show decoded.
        """
        first, last = quotes[0], quotes[-1]
        begins, ends = self._starts[first.block], self._starts[last.block]
        if begins is None or ends is None:
            return None
        return self._character(begins + first.start)[0], self._character(ends + last.end - 1)[1]

    def _character(self, at: int) -> tuple[int, int]:
        line = self._lines[bisect_right(self._lines, at, key=lambda line: line.start) - 1]
        start, end = _places(line.text)[at - line.start]
        return line.at + start, line.at + end


_places = lru_cache(maxsize=64)(places)  # many quotes stand in one line


def _starts(joined: str, blocks: Sequence[str]) -> list[int | None]:
    """Where each block begins in the lines: they hold the blocks in order, the halves of a line in two columns too."""
    out: list[int | None] = []
    at = 0
    for block in blocks:
        found = joined.find(block, at)
        out.append(found if found >= 0 else None)
        at = found + len(block) if found >= 0 else at
    return out

"""Words to printed lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vnplans.pages import Box
from vnplans.readers.sheet.words import Word
from vnplans.regex import regex
from vnplans.text import bare, clean

__all__ = ["Line", "hull", "lines_of", "text_of", "word_at"]

_RULE_SIGNS = regex(r"[-_=~]{3,}")


@dataclass(slots=True)
class Line:
    """Words on one base line, from left to right."""

    words: list[Word]
    page: int
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    base: float = 0.0
    text: str = field(default="", init=False)
    size: float = field(default=0.0, init=False)
    """The height of the letters of its longest word."""
    _key: str | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        words = self.words
        first = words[0]
        x0, top, x1, bottom, base, weight = first.x0, first.top, first.x1, first.bottom, first.base, 0.0
        for word in words:
            x0, top = min(x0, word.x0), min(top, word.top)
            x1, bottom = max(x1, word.x1), max(bottom, word.bottom)
            heavy = len(word.text) * word.style.size
            if heavy > weight:
                base, weight = word.base, heavy
        self.x0, self.top, self.x1, self.bottom, self.base = x0, top, x1, bottom, base
        self.text = text_of(words)
        self.size = max(words, key=lambda w: len(w.text)).size

    @property
    def key(self) -> str:
        """The text in lower case without marks."""
        if self._key is None:
            self._key = bare(self.text)
        return self._key

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def bold(self) -> bool:
        return all(word.style.bold for word in self.words)

    @property
    def is_rule(self) -> bool:
        """A line drawn with signs ("-----", "____")."""
        return bool(_RULE_SIGNS.fullmatch(self.text.replace(" ", "")))


def hull(parts: Iterable[Word | Line]) -> Box:
    """The box around words or lines."""
    parts = list(parts)
    return (
        min(p.x0 for p in parts),
        min(p.top for p in parts),
        max(p.x1 for p in parts),
        max(p.bottom for p in parts),
    )


def text_of(words: Sequence[Word]) -> str:
    """The clean text of words in their order: a blank between them unless they were printed as one."""
    return clean("".join(w.text if w.glued or not i else " " + w.text for i, w in enumerate(words)))


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """Lines from top to bottom. Letters raised or lowered by less than half their height stay with their line."""
    rows: list[list[Word]] = []
    bases: list[float] = []
    for word in sorted(words, key=lambda w: (w.base, w.x0)):
        if rows and word.base - bases[-1] < 0.35 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            bases.append(word.base)
    return [Line(sorted(row, key=lambda w: w.x0), page) for row in _with_raised(rows)]


def _with_raised(rows: list[list[Word]]) -> list[list[Word]]:
    """Rows in which small raised signs (superscripts) have joined the row they belong to."""
    joined: list[list[Word]] = []
    for index, row in enumerate(rows):
        after = rows[index + 1] if index + 1 < len(rows) else None
        if after and _hangs_on(row, after):
            after.extend(row)
        else:
            joined.append(row)
    return joined


def _hangs_on(row: list[Word], after: list[Word]) -> bool:
    """Is every word of the row a short, small sign that touches a word of the next row at its shoulder?"""
    size = max(w.size for w in after)
    if any(len(w.text) > 3 or w.size > 0.8 * size for w in row) or after[0].base - row[0].base > 0.6 * size:
        return False
    near = 0.4 * size
    return all(any(abs(w.x0 - o.x1) < near or abs(o.x0 - w.x1) < near for o in after) for w in row)


def word_at(line: Line, at: int) -> int | None:
    """The index of the word that begins at an offset of the line's text."""
    return next((k for k in range(1, len(line.words)) if len(text_of(line.words[:k])) == at - 1), None)

"""Words as an engine found them in a picture, and the printed lines they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from vnplans.pages import Box

__all__ = ["Line", "Word", "lines_of", "part_at", "part_at_gaps", "rows_of"]

# Height of a letter above and below the baseline, in ems of a Times-like face: what a word's box says of its font size
_ASCENDERS = frozenset("bdfhklt" + "ABCDEFGHIJKLMNOPQRSTUVWXYZĐđ" + "0123456789" + "ÀÁẢÃẠ")
_DESCENDERS = frozenset("gjpqyQ,;()/")


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word. `box` is in pixels of the picture that was read; `confidence` 0 to 1."""

    text: str
    box: Box
    confidence: float
    line: tuple[int, ...] = ()
    """The engine's own address of the line, equal for the words of one line."""

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side without a wide gap: a printed line, or the part of it in one column."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        boxes = [word.box for word in self.words]
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)

    @property
    def middle(self) -> float:
        x0, _, x1, _ = self.box
        return (x0 + x1) / 2

    @property
    def confidence(self) -> float:
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters

    @property
    def em(self) -> float:
        """The font size in pixels, from the heights of the words and the letters in them."""
        return median(_em(word) for word in self.words)


def _em(word: Word) -> float:
    above = 0.68 if _ASCENDERS & set(word.text) or word.text.isupper() else 0.46
    marks = any(c not in "đĐ" and not c.isascii() for c in word.text)
    above += 0.2 if marks and above > 0.5 and word.text.isupper() else (0.22 if marks and above < 0.5 else 0.0)
    below = 0.21 if _DESCENDERS & set(word.text) else 0.0
    return word.height / (above + below)


def lines_of(words: Iterable[Word], gap: float = 2.2) -> list[Line]:
    """The lines of one page: words of one engine line, parted where the gap is wider than `gap` ems."""
    grouped: dict[tuple[int, ...], list[Word]] = {}
    for word in words:
        grouped.setdefault(word.line, []).append(word)
    return [part for group in grouped.values() for part in part_at_gaps(Line(tuple(sorted(group, key=_left))), gap)]


def _left(word: Word) -> float:
    return word.box[0]


def part_at_gaps(line: Line, gap: float) -> list[Line]:
    """The line parted where two neighbours stand more than `gap` ems apart."""
    limit = gap * line.em
    parts: list[list[Word]] = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.box[0] - before.box[2] > limit:
            parts.append([])
        parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]


def part_at(line: Line, edge: float) -> list[Line]:
    """The line parted at x = `edge`, if a gap of more than half an em stands near it."""
    slack = 0.5 * line.em
    left = tuple(word for word in line.words if word.box[0] < edge - slack)
    right = line.words[len(left) :]
    if not left or not right or right[0].box[0] - left[-1].box[2] < slack or right[0].box[0] > edge + 4 * line.em:
        return [line]
    return [Line(left), Line(right)]


def _same_row(a: Box, b: Box) -> bool:
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return shared > 0.5 * min(a[3] - a[1], b[3] - b[1])


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that stand at one height, as rows from top to bottom, each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.box[1] + line.box[3]) / 2):
        row = next((r for r in reversed(rows[-3:]) if all(_beside(line, other) for other in r)), None)
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    return [sorted(row, key=lambda line: line.box[0]) for row in rows]


def _beside(a: Line, b: Line) -> bool:
    """At one height, and not over one another."""
    overlap = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
    return _same_row(a.box, b.box) and overlap < 0.3 * min(a.box[2] - a.box[0], b.box[2] - b.box[0])

"""Printed lines to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from vnplans.pages import Block, Box, Role
from vnplans.readers.sheet.columns import Column, Placed
from vnplans.readers.sheet.lines import Line, hull
from vnplans.readers.sheet.words import Word
from vnplans.text import CAPITALS, clean

__all__ = ["MARKER", "OPEN_END", "Margins", "Paragraph", "margins", "paragraphs", "runs_on", "to_block"]

MARKER = re.compile(
    r"(?:[-+*•●○▪◦➢✓–]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[ivx]{1,4})[.)/]|[IVXLC]{1,6}[.\-/)]"
    r"|(?:Điều|Phần|Chương|Mục|Phụ lục)\s+[\dIVXA-Z]+\b)"
    rf"(?=\s|$|[{CAPITALS}])"
)
"""A list mark or the head of an article, chapter or appendix at the start of a line."""
OPEN_END = re.compile(r"[^.;:!?…]$")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of running text begin and end, and how far apart they stand."""

    left: float
    right: float
    pitch: float
    width: float = 0.0

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Paragraph:
    """Lines that read as one; `column` as in Placed."""

    lines: list[Line]
    column: Column | None = None
    centred: bool = False
    role: Role = "text"
    margins: Margins = field(default_factory=lambda: Margins(0, 0, 0))

    @property
    def page(self) -> int:
        return self.lines[0].page


def margins(lines: Sequence[Line], width: float, before: Margins | None = None, tables: Sequence[Box] = ()) -> Margins:
    """The margins of a page's running text, from its long lines; where it has too few from the page before or from
    its tables."""
    long = [line for line in lines if line.x1 - line.x0 > 0.5 * width]
    pitches = sorted(b.base - a.base for a, b in pairwise(lines) if 6 < b.base - a.base < 40)
    pitch = pitches[len(pitches) // 3] if pitches else before.pitch if before else 20.0
    if len(long) < 5 and before and abs(before.width - width) < 2:
        return Margins(before.left, before.right, pitch, width)
    if len(long) < 3 and tables:
        return Margins(min(box[0] for box in tables), max(box[2] for box in tables), pitch, width)
    if len(long) < 3:
        x0 = min((line.x0 for line in lines), default=0.12 * width)
        x1 = max((line.x1 for line in lines), default=0.92 * width)
        return Margins(min(x0, 0.15 * width), max(x1, 0.9 * width), pitch, width)
    starts = Counter(round(line.x0) for line in long)
    right = sorted(line.x1 for line in long)
    left = min((x for x, n in starts.items() if n >= max(2, 0.15 * len(long))), default=min(starts))
    return Margins(left, right[int(0.9 * (len(right) - 1))], pitch, width)


def paragraphs(placed: Sequence[Placed], area: Margins) -> list[Paragraph]:
    """The paragraphs of a page in reading order; lines in columns and centred lines stay alone."""
    done: list[Paragraph] = []
    for item in placed:
        line = item.line
        if line.is_rule:
            continue
        centred = item.column is None and _is_centred(line, area)
        last = done[-1] if done else None
        if item.column or centred or last is None or last.column or last.centred or _starts(line, last, area):
            done.append(Paragraph([line], item.column, centred, margins=area))
        else:
            last.lines.append(line)
    return done


def _is_centred(line: Line, area: Margins) -> bool:
    """Does the line stand in the middle, clear of both margins?"""
    clear = line.x0 > area.left + 15 and line.x1 < area.right - 10
    off = 14 if line.x1 - line.x0 < 0.5 * (area.right - area.left) else 9
    if not clear or abs(line.middle - area.middle) > off:
        return False
    return not MARKER.match(line.text) or line.x0 > area.left + 70


def _starts(line: Line, last: Paragraph, area: Margins) -> bool:
    """Does the line begin a paragraph?"""
    before = last.lines[-1]
    gap = line.base - before.base
    size = line.size
    if gap > 1.6 * max(area.pitch, size * 1.1) or gap < -2:
        return True
    room = area.right - before.x1
    fits = room > line.words[0].x1 - line.words[0].x0 + 0.6 * size
    if fits and room > 0.12 * (area.right - area.left):
        return True
    first = last.lines[0]
    indent = line.x0 - area.left
    if abs(line.size - before.size) > 1.5:
        return True
    hanging = len(last.lines) > 1 and abs(line.x0 - last.lines[1].x0) < 3
    if MARKER.match(line.text) and (fits or not OPEN_END.search(before.text) or (indent > 8 and not hanging)):
        return True
    if indent > 8 and line.x0 > before.x0 + 8 and (len(last.lines) > 1 or line.x0 > first.x0 - 3) and not hanging:
        return True
    if indent > 8 and abs(line.x0 - first.x0) < 3 and len(last.lines) == 1 and first.x0 > area.left + 8:
        return fits or not OPEN_END.search(before.text)
    return fits


def runs_on(last: Paragraph, first: Paragraph) -> bool:
    """Does the first paragraph of a page continue the last one of the page before?"""
    if last.role != "text" or first.role != "text" or last.column or first.column or last.centred or first.centred:
        return False
    line, before = first.lines[0], last.lines[-1]
    full = before.x1 > last.margins.right - 0.12 * (last.margins.right - last.margins.left)
    flush = line.x0 < first.margins.left + 8
    open_end = bool(OPEN_END.search(before.text))
    if MARKER.match(line.text) and not flush:
        return False
    return open_end and (flush or line.text[:1].islower()) and (full or line.text[:1].islower())


def to_block(paragraph: Paragraph) -> Block:
    """The block of a paragraph; its box is that of the lines on its first page."""
    lines = paragraph.lines
    words = [word for line in lines for word in line.words]
    text, bold_lead = _join(lines)
    on_first = [line for line in lines if line.page == paragraph.page]
    letters = [w for w in words if any(c.isalpha() for c in w.text)] or words
    sizes = Counter[float]()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    bold = all(w.style.bold for w in letters)
    return Block(
        text=text,
        role=paragraph.role,
        bold=bold,
        bold_lead=len(text) if bold else bold_lead,
        italic=all(w.style.italic for w in letters),
        capitals=any(c.isalpha() for c in text) and text == text.upper(),
        centred=paragraph.centred,
        indent=round(lines[0].x0, 1),
        size=sizes.most_common(1)[0][0],
        column=paragraph.column,
        page=paragraph.page,
        box=_rounded(hull(on_first)),
        confidence=_confidence(words),
    )


def _confidence(words: Sequence[Word]) -> float | None:
    """The mean over letters of what OCR said; None where no word was recognised from a picture."""
    seen = [(w.confidence, len(w.text)) for w in words if w.confidence is not None]
    return round(sum(c * n for c, n in seen) / sum(n for _, n in seen), 3) if seen else None


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (round(v, 1) for v in box)
    return x0, top, x1, bottom


_BROKEN = re.compile(r"[^\W_]-$|\d{4} -$")
"""A word or a span of years broken after its hyphen."""


def _join(lines: Sequence[Line]) -> tuple[str, int]:
    """The text of lines joined, and how many characters at its start are bold."""
    text = ""
    for line in lines:
        glue = "" if not text or (_BROKEN.search(text) and line.text[:1].isalnum()) else " "
        text = text + glue + line.text
    text = clean(text)
    words = (word for line in lines for word in line.words)
    letters = sum(len(clean(w.text).replace(" ", "")) for w in takewhile(lambda w: w.style.bold, words))
    at = 0
    while at < len(text) and (letters or text[at] == " "):
        letters -= text[at] != " "
        at += 1
    return text, len(text[:at].rstrip())

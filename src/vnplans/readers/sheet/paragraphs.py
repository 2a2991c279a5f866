"""Printed lines to paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile, zip_longest

from vnplans.pages import Block, Box, ReadWord, Role
from vnplans.readers.sheet.breaks import MARKER, OPEN_END, habits, starts
from vnplans.readers.sheet.columns import Column, Placed
from vnplans.readers.sheet.lines import Line, hull
from vnplans.readers.sheet.margins import Margins
from vnplans.readers.sheet.placement import tenth
from vnplans.readers.sheet.words import Word
from vnplans.regex import regex
from vnplans.text import clean

__all__ = ["Paragraph", "paragraphs", "runs_on", "to_block"]


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


def paragraphs(placed: Sequence[Placed], area: Margins) -> list[Paragraph]:
    """The paragraphs of a page in reading order; lines in columns and centred lines stay alone."""
    done: list[Paragraph] = []
    running = [item.line for item in placed if item.column is None]
    known, indents = habits(running, area), _Indents(running)
    for item, after in zip_longest(placed, placed[1:]):
        line = item.line
        if line.is_rule:
            continue
        centred = item.column is None and _is_centred(line, area) and not indents.hold(line)
        centred = centred and not (after and _goes_on(line, after.line, area))
        last = done[-1] if done else None
        if (
            item.column
            or centred
            or last is None
            or last.column
            or last.centred
            or starts(line, last.lines, area, known)
        ):
            done.append(Paragraph([line], item.column, centred, margins=area))
        else:
            last.lines.append(line)
    return done


class _Indents:
    """Where lines of a page begin that are as long as they like: no line in the middle begins there."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._middles: dict[int, tuple[int, float, float]] = {}
        for line in lines:
            for at in range(round(line.x0) - 1, round(line.x0) + 2):
                count, least, most = self._middles.get(at, (0, line.middle, line.middle))
                self._middles[at] = count + 1, min(least, line.middle), max(most, line.middle)

    def hold(self, line: Line) -> bool:
        """Is it a line of running text, not bold and longer than most headings, that begins as others do?"""
        count, least, most = self._middles.get(round(line.x0), (0, 0.0, 0.0))
        return count >= _ALIKE and most - least > _APART and not line.bold and len(line.text) > _HEADING


_ALIKE, _APART, _HEADING = 3, 20.0, 40
"""So many lines begin alike, the middles of two of them so many points apart; letters of a heading."""


def _goes_on(line: Line, after: Line, area: Margins) -> bool:
    """Does the next line go on at the left margin, so that the line is the first of a paragraph?"""
    flush = after.x0 < area.left + 3 and after.base - line.base < 1.6 * max(area.pitch, line.size * 1.1)
    return area.flush and flush and after.text[:2].islower() and OPEN_END.search(line.text) is not None


def _is_centred(line: Line, area: Margins) -> bool:
    """Does the line stand in the middle, clear of both margins?"""
    clear = line.x0 > area.left + 15 and line.x1 < area.right - 10
    off = 14 if line.x1 - line.x0 < 0.5 * (area.right - area.left) else 9
    if not clear or abs(line.middle - area.middle) > off:
        return False
    return not MARKER.match(line.text) or line.x0 > area.left + 70


def runs_on(last: Paragraph, first: Paragraph) -> bool:
    """Does the first paragraph of a page continue the last one of the page before?"""
    if last.role != "text" or first.role != "text" or last.column or first.column or last.centred or first.centred:
        return False
    line, before = first.lines[0], last.lines[-1]
    full = before.x1 > last.margins.right - 0.12 * (last.margins.right - last.margins.left)
    flush = line.x0 < first.margins.left + 8
    open_end = bool(OPEN_END.search(before.text))
    if MARKER.match(line.text):
        return flush and open_end and full
    small = line.text[:1].islower()
    return open_end and (flush or small) and (full or small)


def to_block(paragraph: Paragraph) -> Block:
    """The block of a paragraph; its box is that of the lines on its first page."""
    lines = paragraph.lines
    words = [word for line in lines for word in line.words]
    text, bold_lead = _join(lines, paragraph.margins.right - paragraph.margins.left)
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
        box=_on_sheet(on_first),
        confidence=_confidence(words),
        words=tuple(_read_words(lines, text)),
    )


def _read_words(lines: Sequence[Line], text: str) -> Iterator[ReadWord]:
    """The words that OCR read, found again in the text of the block."""
    at = 0
    for line in lines:
        for word in line.words:
            shown = clean(word.text)
            start = text.find(shown, at)
            if not shown or start < 0:
                continue
            at = start + len(shown)
            if word.confidence is not None:
                yield ReadWord(start, at, round(word.confidence, 3), _on_sheet([word]), line.page, word.engine)


def _confidence(words: Sequence[Word]) -> float | None:
    """The mean over letters of what OCR said; None where no word was recognised from a picture."""
    seen = [(w.confidence, len(w.text)) for w in words if w.confidence is not None]
    return round(sum(c * n for c, n in seen) / sum(n for _, n in seen), 3) if seen else None


def _on_sheet(parts: Sequence[Line | Word]) -> Box:
    """The box around lines or words on the sheet on which their page lies."""
    first = parts[0].words[0] if isinstance(parts[0], Line) else parts[0]
    x0, top, x1, bottom = hull(parts)
    left = first.style.left
    return tenth(x0 + left), tenth(top), tenth(x1 + left), tenth(bottom)


_BROKEN = regex(r"[^\W_]-$|\d{4} -$")
"""A word or a span of years broken after its hyphen."""


_DATED = regex(r"\D?(?:\d{1,2}[/.-]){1,2}(?:19|20)\d{2}\W?|T?1[0-2]|(?:19|20)\d{2}")
"""A day, a month or a year whole, and the number of a month of two digits ("T10" at the head of a column)."""


def _is_torn(before: Word, after: Word, room: float) -> bool:
    """Is a date or number broken within its digits, since a column has no room for it: "30/09/202" over "6"?"""
    if not (before.text[-1:].isdigit() and after.text[:1].isdigit()) or before.confidence is not None:
        return False
    too_wide = (before.x1 - before.x0) + (after.x1 - after.x0) > room > 0
    return too_wide and bool(_DATED.fullmatch(before.text + after.text)) and not _DATED.fullmatch(before.text)


def _join(lines: Sequence[Line], room: float) -> tuple[str, int]:
    """The text of lines joined, and how many characters at its start are bold; `room`: how wide a line may be."""
    text, above = "", None
    for line in lines:
        broken = _BROKEN.search(text) and line.text[:1].isalnum()
        torn = above is not None and _is_torn(above.words[-1], line.words[0], room)
        text = text + ("" if not text or broken or torn else " ") + line.text
        above = line
    text = clean(text)
    words = (word for line in lines for word in line.words)
    letters = sum(len(clean(w.text).replace(" ", "")) for w in takewhile(lambda w: w.style.bold, words))
    at = 0
    while at < len(text) and (letters or text[at] == " "):
        letters -= text[at] != " "
        at += 1
    return text, len(text[:at].rstrip())

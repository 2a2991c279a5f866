"""One page of a PDF as found: its lines, tables and overlays, with nothing joined over pages yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vnplans.frame import Frame
from vnplans.readers.pdf.encoding import Decoder
from vnplans.readers.pdf.overlay import Overlay, fill_in, overlays
from vnplans.readers.pdf.rules import Rules, page_rules
from vnplans.readers.pdf.tables import Ruled, find_tables
from vnplans.readers.pdf.words import Word, page_glyphs, place_words, read_with
from vnplans.readers.sheet.lines import Line, lines_of

__all__ = ["Sheet", "body_size", "read_sheet"]


@dataclass(slots=True)
class Sheet:
    """`lines` are the printed lines outside tables; `over` is what annotations show, `shown` what no gap takes."""

    number: int
    frame: Frame
    rules: Rules
    lines: list[Line] = field(default_factory=list)
    tables: list[Ruled] = field(default_factory=list)
    over: list[Overlay] = field(default_factory=list)
    shown: list[Overlay] = field(default_factory=list)
    sideways: list[Line] = field(default_factory=list)
    """Text that stands turned on the page, outside its tables."""

    @property
    def size(self) -> tuple[float, float]:
        return self.frame.size

    def text(self) -> str:
        """All words of the page's own text, one line a line."""
        cells = (line for table in self.tables for cell in table.cells for line in cell.lines)
        return "\n".join(line.text for part in (self.lines, cells) for line in part)


def read_sheet(document: Any, number: int, decoder: Decoder) -> Sheet:
    """Page `number` (from 1), closed again when it is read; text of legacy fonts decoded."""
    page = document[number - 1]
    text_page = page.get_textpage()
    glyphs = page_glyphs(text_page)
    text_page.close()
    frame = read_with(Frame(*page.get_cropbox()), glyphs)
    words, turned = place_words(glyphs, frame)
    words += _runs(turned)
    decoder.decode(words)
    for word in words:
        if "\u00ad" in word.text:
            word.text = word.text.replace("\u00ad", "-")
    rules = page_rules(page, frame)
    words = [word for word in words if not word.style.white or _on_colour(word, rules)]
    over = overlays(document, page, number, glyphs, frame)
    page.close()
    tables, words = find_tables(words, rules, number)
    upright = [word for word in words if word.style.turn == frame.turn]
    lines, shown = fill_in(lines_of(upright, number), over)
    sideways = [Line([word], number) for word in words if word.style.turn != frame.turn]
    return Sheet(number, frame, rules, lines, tables, over, shown, sideways)


def _runs(words: Sequence[Word]) -> list[Word]:
    """Words that stand turned on the page, those that follow each other as one (a header written up its cell)."""
    runs: list[Word] = []
    for word in words:
        last = runs[-1] if runs else None
        reach = 1.5 * word.size
        if (
            last is not None
            and last.style.turn == word.style.turn
            and last.x0 - reach < word.x1
            and word.x0 < last.x1 + reach
            and last.top - reach < word.bottom
            and word.top < last.bottom + reach
        ):
            last.text += " " + word.text
            last.x0, last.top = min(last.x0, word.x0), min(last.top, word.top)
            last.x1, last.bottom = max(last.x1, word.x1), max(last.bottom, word.bottom)
            last.base = (last.top + last.bottom) / 2 + 0.3 * last.size
        else:
            runs.append(word)
    return runs


def _on_colour(word: Word, rules: Rules) -> bool:
    """Does a white word stand on a dark fill or a picture?"""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return rules.pictured > 0.1 or any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in rules.fills)


def body_size(lines: Sequence[Line]) -> float:
    """The size of most letters of the lines; 13 for none."""
    weights: dict[float, int] = {}
    for line in lines:
        size = round(line.size, 1)
        weights[size] = weights.get(size, 0) + len(line.text)
    return max(weights, key=lambda s: weights[s]) if weights else 13.0

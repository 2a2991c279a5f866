"""One page of a PDF as a sheet: its words, rules and annotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

from pypdfium2 import raw

from vnplans.frame import Frame
from vnplans.landmarks import annex_label
from vnplans.limits import Limits
from vnplans.readers.pdf.annotations import overlays
from vnplans.readers.pdf.covers import replaced
from vnplans.readers.pdf.encoding import Decoder
from vnplans.readers.pdf.graphics import Graphics, page_graphics
from vnplans.readers.pdf.tables import find_tables
from vnplans.readers.pdf.tags import tagged
from vnplans.readers.pdf.words import page_glyphs, place_words, read_with, turns_of
from vnplans.readers.sheet.lines import Line, lines_of
from vnplans.readers.sheet.overlay import fill_in
from vnplans.readers.sheet.sheet import Sheet
from vnplans.readers.sheet.words import Word
from vnplans.readers.styled.symbols import symbol, symbols

__all__ = ["read_sheet"]

_PICTURES = frozenset(map(chr, range(0xF000, 0xF100)))
"""Letters of Symbol and Wingdings, which PDF writers leave in the private area."""


_MARK = itemgetter(0, 1, 5)
"""Of a glyph: its letter and place."""


def read_sheet(document: Any, number: int, decoder: Decoder, limits: Limits) -> tuple[Sheet, Graphics, int | None]:
    """Page `number` (from 1), closed again when it is read; text of legacy fonts decoded.

    Last what tells a page with anything on it from others. Raises TooLarge where there is too much on it.
    """
    page = document[number - 1]
    text_page = page.get_textpage()
    limits.check("page_letters", raw.FPDFText_CountChars(text_page))
    limits.check("page_notes", raw.FPDFPage_GetAnnotCount(page))
    tags = tagged(page)
    glyphs = page_glyphs(text_page, tags)
    turns = turns_of(glyphs)
    rotation = max(raw.FPDFPage_GetRotation(page), 0) * 90  # -1 of a damaged page
    frame = read_with(Frame(*page.get_cropbox()), turns, rotation)
    seen = page_graphics(page, frame, limits.page_objects)
    printed = glyphs
    if seen.covers and (hidden := replaced(page, seen.covers, limits.page_objects)):
        printed = page_glyphs(text_page, tags, hidden)
    text_page.close()
    words, turned = place_words(printed, frame, turns)
    words += _runs(turned)
    decoder.decode(words)
    for word in words:
        if "\u00ad" in word.text:
            word.text = word.text.replace("\u00ad", "-")
        if not _PICTURES.isdisjoint(word.text):
            word.text = _pictured(word)
    words = [word for word in words if not word.style.white or _on_colour(word, seen)]
    over, silent = overlays(document, page, number, glyphs, frame)
    if silent:
        seen = replace(seen, pictures=(*seen.pictures, *silent))
    page.close()
    tables, words = find_tables(words, seen.rules, number)
    upright = [word for word in words if word.style.turn == frame.turn]
    lines, shown = fill_in(lines_of(upright, number), over)
    sideways = [Line([word], number) for word in words if word.style.turn != frame.turn]
    mark = hash((tuple(map(_MARK, glyphs)), seen.marks)) if glyphs or seen.marks else None
    return Sheet(number, frame, seen.rules, lines, tables, over, shown, sideways), seen, mark


def _runs(words: Sequence[Word]) -> list[Word]:
    """Words that stand turned on the page, those that follow each other as one (a header written up its cell); the
    label of an annex keeps its line to itself."""
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
            and not (_on_another_line(last, word) and annex_label(last.text))
        ):
            last.text += " " + word.text
            last.x0, last.top = min(last.x0, word.x0), min(last.top, word.top)
            last.x1, last.bottom = max(last.x1, word.x1), max(last.bottom, word.bottom)
            last.base = (last.top + last.bottom) / 2 + 0.3 * last.size
        else:
            runs.append(word)
    return runs


def _on_another_line(one: Word, two: Word) -> bool:
    """Of words that run up or down the page: does the second stand beside the first, not behind it?"""
    return one.bottom - one.top > one.x1 - one.x0 and abs(one.x0 + one.x1 - two.x0 - two.x1) > one.size


def _pictured(word: Word) -> str:
    """The word with Unicode likenesses of the letters of picture fonts."""
    font = word.style.font
    if not font.lower().startswith(("wingdings", "webdings", "symbol")):
        return symbols(word.text)
    return "".join(symbol(ord(c), font) if c in _PICTURES else c for c in word.text)


def _on_colour(word: Word, seen: Graphics) -> bool:
    """Does a white word stand on a dark fill or a picture?"""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return seen.pictured > 0.1 or any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in seen.fills)

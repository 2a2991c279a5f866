"""One picture of a page, or many side by side, recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from subprocess import SubprocessError

from PIL import Image

from vnplans.pages import Block, Remark
from vnplans.readers.ocr import engines
from vnplans.readers.ocr.cells import read_bare_cells
from vnplans.readers.ocr.handwriting import read_places
from vnplans.readers.ocr.picture import Grey, Placement, Prepared, lies_sideways, prepare, turned
from vnplans.readers.ocr.rules import Rules, find_rules, without_rules
from vnplans.readers.ocr.sheet import sheet_of
from vnplans.readers.ocr.tables import Table, find_tables
from vnplans.readers.ocr.words import Word, is_dirt, lines_of
from vnplans.readers.options import ReadOptions
from vnplans.readers.pdf.sheet import Sheet
from vnplans.readers.sheet.flow import blocks_of

__all__ = ["DPI", "PageImage", "Reading", "as_given", "recognise_page", "recognise_sheets"]

DPI = 200
"""Dots per inch at which a page is best rendered for recognition: more is slower and no better."""
AT_ONCE = 2
READS_WELL = 0.82
"""The score of a page that surely stands upright."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """The picture of a page: its number from 1 and its size in points."""

    image: Image.Image
    number: int
    size: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was recognised on a page."""

    sheet: Sheet
    placement: Placement
    remarks: tuple[Remark, ...] = ()


def recognise_sheets(pages: Iterable[PageImage], options: ReadOptions) -> Iterator[Reading]:
    """Each page in order, two at once. Raises MissingExtra where no engine is installed."""
    engine = engines.demand(options.ocr_engine)
    source = iter(pages)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(_recognise, page, engine) for page in islice(source, AT_ONCE)]
        while running:
            yield running.pop(0).result()
            running += [pool.submit(_recognise, page, engine) for page in islice(source, 1)]


def recognise_page(
    page_image: Image.Image, page_number: int, page_size: tuple[float, float], options: ReadOptions
) -> tuple[Block, ...]:
    """The blocks of one page alone, boxes in its points. Raises MissingExtra where no engine is installed."""
    reading = _recognise(PageImage(page_image, page_number, page_size), engines.demand(options.ocr_engine))
    return as_given(blocks_of([reading.sheet]), [reading])


def as_given(blocks: Iterable[Block], readings: Iterable[Reading]) -> tuple[Block, ...]:
    """The blocks with their boxes moved from the upright, level page to the page as it was given."""
    placed = {reading.sheet.number: reading.placement for reading in readings}
    return tuple(
        replace(block, box=placed[block.page].as_given(block.box)) if block.page in placed and block.box else block
        for block in blocks
    )


def _recognise(page: PageImage, engine: str) -> Reading:
    prepared = prepare(page.image, page.size)
    try:
        seen = _upright(prepared, engine)
        grey, number = seen.clear, page.number
        words, remarks = read_places(lines_of(seen.words), grey, number, partial(_read_line, engine))
        words += read_bare_cells(words, seen.tables, grey, partial(_read_block, engine))
    except SubprocessError:
        message = f"không nhận dạng được chữ trên trang {page.number} / OCR failed on page {page.number}"
        remark = Remark("ocr_failed", "error", message, page.number)
        rules = Rules((), (), ())
        return Reading(sheet_of([], rules, [], prepared.placement, page.number), prepared.placement, (remark,))
    sheet = sheet_of(words, seen.rules, seen.tables, seen.placement, number)
    return Reading(sheet, seen.placement, tuple(remarks))


def _read_line(engine: str, grey: Grey) -> list[Word]:
    return engines.read_line(Image.fromarray(grey), engine)


def _read_block(engine: str, grey: Grey) -> list[Word]:
    return engines.read_block(Image.fromarray(grey), engine)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A prepared picture with what was found on it."""

    clear: Grey
    """Without rules and streaks."""
    rules: Rules
    tables: list[Table]
    words: list[Word]
    placement: Placement

    @property
    def score(self) -> float:
        """How well it reads: the confidence of letters in words of more than one."""
        letters = sum(len(w.text) for w in self.words)
        return sum(w.confidence * len(w.text) for w in self.words if len(w.text) > 1) / max(letters, 1)


def _upright(prepared: Prepared, engine: str) -> _Seen:
    """The page as it reads best: most pages stand upright; the others are turned by quarters."""
    rules = find_rules(prepared.grey)
    sideways = lies_sideways(without_rules(prepared.grey, rules, [table.box for table in find_tables(rules)]))
    turns = (1, 3) if sideways else (0, 2)
    seen = _see(turned(prepared, turns[0]) if turns[0] else prepared, engine)
    if seen.score > READS_WELL or len(seen.words) < 8:
        return seen
    other = _see(turned(prepared, turns[1]), engine)
    return max(seen, other, key=lambda s: s.score)


def _see(prepared: Prepared, engine: str) -> _Seen:
    rules = find_rules(prepared.grey)
    tables = find_tables(rules)
    clear = without_rules(prepared.grey, rules, [table.box for table in tables])
    words = [word for word in engines.read(Image.fromarray(clear), engine) if not is_dirt(word)]
    return _Seen(clear, rules, tables, words, prepared.placement)

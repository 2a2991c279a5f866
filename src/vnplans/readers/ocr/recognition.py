"""One picture of a page, or many side by side, recognised."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from multiprocessing import parent_process

from PIL import Image
from pydantic import TypeAdapter, ValidationError

from vnplans.pages import Block, Remark
from vnplans.readers.ocr import engines
from vnplans.readers.ocr.cells import read_bare_cells
from vnplans.readers.ocr.engines import Engine
from vnplans.readers.ocr.halves import pages_beside
from vnplans.readers.ocr.handwriting import read_places
from vnplans.readers.ocr.lost import with_lost_lines
from vnplans.readers.ocr.picture import DPI, Grey, Prepared, is_blank, lies_sideways, prepare, turned
from vnplans.readers.ocr.rules import find_rules, without_rules
from vnplans.readers.ocr.sheet import sheet_of
from vnplans.readers.ocr.tables import find_tables
from vnplans.readers.ocr.tessdata import EngineFailed
from vnplans.readers.ocr.title_zone import read_poor_lines
from vnplans.readers.ocr.tones import corrected
from vnplans.readers.ocr.weight import with_bold
from vnplans.readers.ocr.words import PixelWord, is_dirt, measured_lines, with_stroke, without_lines
from vnplans.readers.options import KeptPages, ReadOptions
from vnplans.readers.sheet.flow import blocks_of
from vnplans.readers.sheet.placement import Placement, as_given
from vnplans.readers.sheet.ruled import Ruled, Rules
from vnplans.readers.sheet.sheet import Sheet

__all__ = ["DPI", "PageImage", "Reading", "recognise_page", "recognise_sheets"]

AT_ONCE = 2
"""Pages of one document that are read side by side, where there are so many cores and no other process does so."""
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
    """What was recognised on a page: one sheet, two where two pages lie side by side on it."""

    sheets: tuple[Sheet, ...]
    placement: Placement
    remarks: tuple[Remark, ...] = ()


def recognise_sheets(pages: Iterable[PageImage], options: ReadOptions) -> Iterator[Reading]:
    """Each page in order, two at once where that is of use. Raises MissingExtra where no engine is installed."""
    engine = engines.demand(options.ocr_engine)
    source, at_once = iter(pages), _at_once()
    if options.kept is not None:
        yield from (_kept(page, engine, options.kept) for page in source)
        return
    if at_once == 1:
        yield from (_recognise(page, engine) for page in source)
        return
    with ThreadPoolExecutor(at_once) as pool:
        running = [pool.submit(_recognise, page, engine) for page in islice(source, at_once)]
        while running:
            yield running.pop(0).result()
            running += [pool.submit(_recognise, page, engine) for page in islice(source, 1)]


def _kept(page: PageImage, engine: Engine, kept: KeptPages) -> Reading:
    """The page as it was recognised before, else now; one at which that ended the process again and again is blank."""
    key = f"{page.number}-{hashlib.blake2b(page.image.tobytes(), digest_size=12).hexdigest()}"
    if (told := kept.get(key)) is not None:
        with suppress(ValidationError):  # somebody else's, or of another version
            return _form().validate_json(told)
    if not kept.begin(key):
        said = "trang này không nhận dạng xong lần nào, phải bỏ qua"
        remark = Remark("ocr_failed", "error", said, "this page never came to an end and was left out", page.number)
        blank = prepare(Image.new("RGB", (100, 100), "white"), page.size)
        return Reading((_nothing(blank, page),), blank.placement, (remark,))
    reading = _recognise(page, engine)
    kept.put(key, _form().dump_json(reading))
    return reading


@cache
def _form() -> TypeAdapter[Reading]:
    """How a page is kept: as JSON, which can do nothing but be read."""
    return TypeAdapter(Reading)


def _at_once() -> int:
    """One in a worker process: there the files are read side by side. Never more than this process has cores."""
    if parent_process() is not None:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(AT_ONCE, cores)


def recognise_page(
    page_image: Image.Image, page_number: int, page_size: tuple[float, float], options: ReadOptions
) -> tuple[Block, ...]:
    """The blocks of one page alone, boxes in its points. Raises MissingExtra where no engine is installed."""
    reading = _recognise(PageImage(page_image, page_number, page_size), engines.demand(options.ocr_engine))
    return as_given(blocks_of(reading.sheets), {page_number: reading.placement})


def _recognise(page: PageImage, engine: Engine) -> Reading:
    prepared = prepare(page.image, page.size)
    if is_blank(prepared.grey):
        return Reading((_nothing(prepared, page),), prepared.placement)
    parts = pages_beside(prepared)
    try:
        if len(parts) == 1:
            return _read(_upright(prepared, engine), page, engine)
        readings = [_read(_see(_unruled(part), part.placement, engine), page, engine) for part in parts]
    except EngineFailed:
        remark = Remark("ocr_failed", "error", "không nhận dạng được chữ", "OCR failed", page.number)
        return Reading((_nothing(prepared, page),), prepared.placement, (remark,))
    sheets = tuple(sheet for reading in readings for sheet in reading.sheets)
    return Reading(sheets, prepared.placement, tuple(remark for reading in readings for remark in reading.remarks))


def _nothing(prepared: Prepared, page: PageImage) -> Sheet:
    return sheet_of([], Rules(), [], prepared.placement, page.number)


def _read(seen: _Seen, page: PageImage, engine: Engine) -> Reading:
    """The sheet of a picture: handwritten places settled, bare cells read, tones put right."""
    grey, tables = seen.ruled.clear, seen.ruled.tables
    read_line, read_block = partial(engine.read, mode="line"), partial(engine.read, mode="block")
    seen_words = seen.words
    if page.number == 1:
        seen_words = with_lost_lines(seen_words, grey, read_block)
        seen_words = read_poor_lines(seen_words, grey, read_line)
    lines = measured_lines(seen_words)
    words, remarks = read_places(lines, grey, page.number, read_line, seen.ruled.inked)
    words += read_bare_cells(words, tables, grey, read_block)
    words = [without_lines(word) for word in words]
    words = corrected(words)
    if page.number == 1:
        words = with_bold(words, grey)
    sheet = sheet_of(words, seen.ruled.rules, tables, seen.placement, page.number)
    return Reading((sheet,), seen.placement, tuple(remarks))


@dataclass(frozen=True, slots=True)
class _Unruled:
    """A prepared picture with its rules found and taken out."""

    clear: Grey
    """Without rules and streaks."""
    rules: Rules
    tables: list[Ruled]
    inked: Grey | None
    """As in Prepared."""


def _unruled(prepared: Prepared) -> _Unruled:
    grey = prepared.grey
    rules, streaks = find_rules(grey)
    tables = find_tables(rules)
    return _Unruled(without_rules(grey, rules, streaks, [table.box for table in tables]), rules, tables, prepared.inked)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an engine saw on a picture."""

    ruled: _Unruled
    words: list[PixelWord]
    placement: Placement

    @property
    def score(self) -> float:
        """How well it reads: the confidence of letters in words of more than one."""
        letters = sum(len(w.text) for w in self.words)
        return sum(w.confidence * len(w.text) for w in self.words if len(w.text) > 1) / max(letters, 1)


def _upright(prepared: Prepared, engine: Engine) -> _Seen:
    """The page as it reads best: most pages stand upright; the others are turned by quarters."""
    given = _unruled(prepared)
    if lies_sideways(given.clear):
        seen, other = _turned(prepared, 1, engine), 3
    else:
        seen, other = _see(given, prepared.placement, engine), 2
    if seen.score > READS_WELL or len(seen.words) < 8:
        return seen
    return max(seen, _turned(prepared, other, engine), key=lambda s: s.score)


def _turned(prepared: Prepared, quarters: int, engine: Engine) -> _Seen:
    there = turned(prepared, quarters)
    return _see(_unruled(there), there.placement, engine)


def _see(ruled: _Unruled, placement: Placement, engine: Engine) -> _Seen:
    words = [with_stroke(word) for word in engine.read(ruled.clear) if not is_dirt(word)]
    return _Seen(ruled, words, placement)

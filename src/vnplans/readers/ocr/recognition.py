"""One picture of a page, or many side by side, recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from subprocess import SubprocessError

from PIL import Image

from vnplans.pages import Block, Remark
from vnplans.readers.ocr import engines
from vnplans.readers.ocr.picture import Placement, prepare
from vnplans.readers.ocr.rules import find_rules, without_rules
from vnplans.readers.ocr.sheet import sheet_of
from vnplans.readers.ocr.tables import find_tables
from vnplans.readers.options import ReadOptions
from vnplans.readers.pdf.sheet import Sheet

__all__ = ["DPI", "PageImage", "Reading", "as_given", "recognise_page", "recognise_sheets"]

DPI = 200
"""Dots per inch at which a page is best rendered for recognition: more is slower and no better."""
AT_ONCE = 2


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
    from vnplans.readers.pdf.reader import blocks_of  # noqa: PLC0415  the PDF reader may be importing this package

    reading = _recognise(PageImage(page_image, page_number, page_size), engines.demand(options.ocr_engine))
    return as_given(blocks_of([reading.sheet]), [reading])


def as_given(blocks: Iterable[Block], readings: Iterable[Reading]) -> tuple[Block, ...]:
    """The blocks with their boxes moved from the upright, level page to the page as it was given."""
    placed = {reading.sheet.number: reading.placement for reading in readings}
    return tuple(
        replace(block, box=placed[block.page].as_given(block.box))
        if block.page in placed and block.box
        else block
        for block in blocks
    )


def _recognise(page: PageImage, engine: str) -> Reading:
    prepared = prepare(page.image, page.size)
    rules = find_rules(prepared.grey)
    try:
        words = engines.read(Image.fromarray(without_rules(prepared.grey, rules)), engine)
    except SubprocessError:
        message = f"không nhận dạng được chữ trên trang {page.number} / OCR failed on page {page.number}"
        remark = Remark("ocr_failed", "error", message, page.number)
        return Reading(sheet_of([], rules, [], prepared.placement, page.number), prepared.placement, (remark,))
    sheet = sheet_of(words, rules, find_tables(rules), prepared.placement, page.number)
    return Reading(sheet, prepared.placement)

"""Pictures of pages -> blocks, by Tesseract where it is installed, else by trueocr.

    for reading in recognise_pages(pictures, options):     # two pages at once
        blocks += reading.blocks
        remarks += reading.remarks

A picture is given with the number and the size in points of its page; boxes come back in points of that page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from PIL import Image

from vnplans.pages import Block, Remark
from vnplans.readers.ocr import engines
from vnplans.readers.ocr.layout import Scale, blocks_of
from vnplans.readers.ocr.words import lines_of
from vnplans.readers.options import ReadOptions

__all__ = ["DPI", "PageImage", "Reading", "available", "recognise_page", "recognise_pages"]

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
    """What was recognised on a page. Tables count from 0 on each page."""

    page: int
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()


def available(options: ReadOptions) -> str | None:
    """The name of the engine that would read ("tesseract", "trueocr"), or None where none is installed or wanted."""
    return None if options.ocr == "never" else engines.choose(options.ocr_engine)


def recognise_page(
    page_image: Image.Image, page_number: int, page_size: tuple[float, float], options: ReadOptions
) -> tuple[Block, ...]:
    """The blocks of one picture of a page. Raises MissingExtra where no engine is installed."""
    return _recognise(PageImage(page_image, page_number, page_size), engines.demand(options.ocr_engine)).blocks


def recognise_pages(pages: Iterable[PageImage], options: ReadOptions) -> Iterator[Reading]:
    """Each page as it comes, in order, two at once; only as many pictures are held. Raises MissingExtra."""
    engine = engines.demand(options.ocr_engine)
    source = iter(pages)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(_recognise, page, engine) for page in islice(source, AT_ONCE)]
        while running:
            yield running.pop(0).result()
            running += [pool.submit(_recognise, page, engine) for page in islice(source, 1)]


def _recognise(page: PageImage, engine: str) -> Reading:
    picture = page.image.convert("RGB").getchannel("R")
    words = engines.read(picture, engine)
    scale = Scale(page.size[0] / picture.width, page.size[1] / picture.height, page.number)
    return Reading(page.number, tuple(blocks_of(lines_of(words), scale)))

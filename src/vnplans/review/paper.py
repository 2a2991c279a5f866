"""The right side of a PDF or a picture: each page as it looks, a box over the words of every quote."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from vnplans.pages import Box, Pages
from vnplans.review.flow import Mark
from vnplans.review.pictures import PagePicture
from vnplans.review.witness import Witness, agrees
from vnplans.wording import PARTS

__all__ = ["Bar", "Boxed", "Figure", "paper"]

Lines = tuple[Box, ...]

_MARGIN = 1.0
"""Points around the words."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """A box over a page: `style` places it, `mark` is what it marks. Only the first of a mark is reached by keys."""

    style: str
    mark: Mark
    first: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar at the edge of a page beside a block: where it stands, and what the block is."""

    style: str
    part: str
    name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The picture of a page as a data address, and its boxes in the order in which they lie on it."""

    shape: ClassVar[str] = "figure"
    id: str
    number: int
    pixels: tuple[int, int]
    source: str
    boxes: list[Boxed]
    bars: list[Bar]


def paper(
    pages: Iterable[PagePicture], witness: Witness, known: Pages | None, placed: set[int], parts: Sequence[str] = ()
) -> Iterator[Figure]:
    """The pictures of the pages with their marks. Adds the quotes that are shown to `placed`.

    `parts`: what each block of `known` is; () where it is not known.
    """
    on_pages = witness.on_pages()
    for page in pages:
        marks = _marks(page, on_pages.get(page.number, ()), witness, known)
        source = "data:image/jpeg;base64," + base64.b64encode(page.jpeg).decode("ascii")
        # long quotes first: the boxes of short ones lie above them and can be clicked
        order = sorted(marks, key=lambda lines: -sum(map(_area, lines)))
        boxes = [box for lines in order for box in _boxes(marks[lines], lines, page, witness)]
        yield Figure(
            f"{witness.prefix}p{page.number}", page.number, page.pixels, source, boxes, list(_bars(page, known, parts))
        )
        placed.update(number for numbers in marks.values() for number in numbers)


def _bars(page: PagePicture, known: Pages | None, parts: Sequence[str]) -> Iterator[Bar]:
    for block, part in zip(known.blocks if known else (), parts, strict=False):
        if block.page == page.number and block.box is not None and block.text and part != "furniture":
            high = max(page.size[1], 1.0)
            top, down = 100 * block.box[1] / high, 100 * (block.box[3] - block.box[1]) / high
            yield Bar(f"top:{top:.3f}%;height:{down:.3f}%", part, PARTS[part])


def _marks(page: PagePicture, numbers: Iterable[int], witness: Witness, known: Pages | None) -> dict[Lines, list[int]]:
    """Boxes -> the quotes that they show: the lines of the words where the page has letters, else the block's box."""
    marks: dict[Lines, list[int]] = {}
    for number in numbers:
        quote = witness.quotes[number]
        if quote.box is None:
            continue
        blocks = known.blocks if known else ()
        before = blocks[quote.block].text[: quote.start] if agrees(blocks, quote) else None
        lines = page.letters.find(quote.text, quote.box, before) if page.letters else []
        marks.setdefault(tuple(lines) or (quote.box,), []).append(number)
    return marks


def _boxes(numbers: Sequence[int], lines: Lines, page: PagePicture, witness: Witness) -> Iterator[Boxed]:
    """A box a line; the first carries the ids of the quotes."""
    words = " | ".join(dict.fromkeys(witness.quotes[n].text for n in numbers))
    telling = max(numbers, key=lambda n: len(witness.quotes[n].text))
    value = next(iter(witness.values.get(telling, ())), None)
    for line, box in enumerate(lines):
        anchors = [(n, witness.quote_id(n)) for n in numbers] if line == 0 else []
        yield Boxed(
            _style(box, page.size), Mark(words, list(numbers), anchors, witness.kinds[telling], value), line == 0
        )


def _style(box: Box, size: tuple[float, float]) -> str:
    wide, high = max(size[0], 1.0), max(size[1], 1.0)
    x0, top, x1, bottom = box
    left, above = (x0 - _MARGIN) / wide, (top - _MARGIN) / high
    across, down = (x1 - x0 + 2 * _MARGIN) / wide, (bottom - top + 2 * _MARGIN) / high
    told = {"left": left, "top": above, "width": across, "height": down}
    return ";".join(f"{name}:{100 * value:.3f}%" for name, value in told.items())


def _area(box: Box) -> float:
    return abs((box[2] - box[0]) * (box[3] - box[1]))

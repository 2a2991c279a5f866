"""The right side of a PDF or a picture: each page as it looks, a box over the words of every quote."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vnplans.pages import Box, Pages
from vnplans.review.markup import element, void
from vnplans.review.pictures import PagePicture
from vnplans.review.witness import Witness, agrees

__all__ = ["paper_html"]

Lines = tuple[Box, ...]

_MARGIN = 1.0
"""Points around the words."""


def paper_html(pages: Iterable[PagePicture], witness: Witness, known: Pages | None, placed: set[int]) -> Iterator[str]:
    """The pictures of the pages with their marks, one page a piece. Adds the quotes that are shown to `placed`."""
    on_pages = witness.on_pages()
    for page in pages:
        marks = _marks(page, on_pages.get(page.number, ()), witness, known)
        yield _page(page, marks, witness)
        placed.update(number for numbers in marks.values() for number in numbers)


def _page(page: PagePicture, marks: Mapping[Lines, list[int]], witness: Witness) -> str:
    source = "data:image/jpeg;base64," + base64.b64encode(page.jpeg).decode("ascii")
    wide, high = (str(n) for n in page.pixels)
    image = void("img", alt=f"Trang {page.number}", width=wide, height=high, src=source)
    # long quotes first: the boxes of short ones lie above them and can be clicked
    order = sorted(marks, key=lambda lines: -sum(map(_area, lines)))
    boxes = "".join(_mark(marks[lines], lines, n, page, witness) for lines in order for n in range(len(lines)))
    return element(
        "figure",
        element("figcaption", f"Trang {page.number}"),
        element("div", image, boxes, class_="sheet"),
        class_="page",
        id=f"{witness.prefix}p{page.number}",
    )


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


def _mark(numbers: Sequence[int], lines: Lines, line: int, page: PagePicture, witness: Witness) -> str:
    """One of the boxes; the first carries the ids of the quotes and is the one to reach by keyboard."""
    words = " | ".join(dict.fromkeys(witness.quotes[n].text for n in numbers))
    first = max(numbers, key=lambda n: len(witness.quotes[n].text))
    values = witness.values.get(first, [])
    anchors = "".join(element("i", id=witness.quote_id(n), data_q=str(n)) for n in numbers) if line == 0 else ""
    return element(
        "a",
        anchors,
        class_=f"m k-{witness.kinds[first]}",
        href=f"#{values[0]}" if values else None,
        data_q=" ".join(map(str, numbers)),
        title=words,
        aria_label=words,
        tabindex="-1" if line else None,
        style=_style(lines[line], page.size),
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

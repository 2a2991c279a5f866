"""The right side of a PDF or a picture: each page as it looks, a box over the words of every quote."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping

from vnplans.pages import Box, Pages
from vnplans.review.markup import element, void
from vnplans.review.pictures import PagePicture
from vnplans.review.witness import Witness, agrees

__all__ = ["paper_html"]

_MARGIN = 1.0
"""Points around the words."""


def paper_html(
    pages: Iterable[PagePicture], witness: Witness, known: Pages | None, placed: set[int]
) -> Iterator[str]:
    """The pictures of the pages with their marks, one page a piece. Adds the quotes that are shown to `placed`."""
    on_pages = witness.on_pages()
    for page in pages:
        marks = _marks(page, on_pages.get(page.number, ()), witness, known)
        first = {number: boxes for number, boxes in marks.items() if number not in placed}
        placed.update(marks)
        yield _page(page, marks, first, witness)


def _page(
    page: PagePicture, marks: Mapping[int, list[Box]], first: Mapping[int, list[Box]], witness: Witness
) -> str:
    source = "data:image/jpeg;base64," + base64.b64encode(page.jpeg).decode("ascii")
    wide, high = (str(n) for n in page.pixels)
    image = void("img", alt=f"Trang {page.number}", width=wide, height=high, src=source, decoding="async")
    # long quotes first: the boxes of short ones lie above them and can be clicked
    order = sorted(marks, key=lambda number: -sum(map(_area, marks[number])))
    boxes = "".join(
        _mark(number, box, page, witness, first=number in first and not n)
        for number in order
        for n, box in enumerate(marks[number])
    )
    return element(
        "figure",
        element("figcaption", f"Trang {page.number}"),
        element("div", image, boxes, class_="sheet"),
        class_="page",
        id=f"{witness.prefix}p{page.number}",
    )


def _marks(
    page: PagePicture, numbers: Iterable[int], witness: Witness, known: Pages | None
) -> dict[int, list[Box]]:
    """Quote -> its boxes: those of its lines where the page has letters, else that of its block."""
    marks = {}
    for number in numbers:
        quote = witness.quotes[number]
        if quote.box is None:
            continue
        blocks = known.blocks if known else ()
        before = blocks[quote.block].text[: quote.start] if agrees(blocks, quote) else None
        lines = page.letters.find(quote.text, quote.box, before) if page.letters else []
        marks[number] = lines or [quote.box]
    return marks


def _mark(number: int, box: Box, page: PagePicture, witness: Witness, *, first: bool) -> str:
    values = witness.values.get(number, [])
    return element(
        "a",
        class_=f"m k-{witness.kinds[number]}",
        id=witness.quote_id(number) if first else None,
        href=f"#{values[0]}" if values else None,
        data_q=str(number),
        title=witness.quotes[number].text,
        aria_label=witness.quotes[number].text,
        tabindex=None if first else "-1",
        style=_style(box, page.size),
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

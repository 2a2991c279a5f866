"""Words that a white box hides and others replace: so editors of PDF and programs that number acts write over print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pypdfium2 import raw

from vnplans.pages import Box
from vnplans.readers.pdf import pdfium

__all__ = ["replaced"]

Covers = Sequence[tuple[int, Box]]
"""White boxes with their places in the order of drawing."""


def replaced(page: Any, covers: Covers, most: int) -> Mapping[int, Sequence[Box]]:
    """For text objects, by their handles, the boxes that hide words of theirs: drawn later, and written on since.

    `most`: so many objects are looked at. What forms draw may replace words, and is not hidden.
    """
    drawn = list(_drawn(page, most)) if covers else []
    hidden: dict[int, list[Box]] = {}
    for order, box in covers[:_MOST]:
        over = [(place, text) for place, text, bounds in drawn if _meet(bounds, box)]
        if any(place > order for place, _ in over):
            for place, text in over:
                if place < order and text:
                    hidden.setdefault(text, []).append(box)
    return hidden


_MOST = 200
"""More white boxes are cells of a table, or what a program draws before each line."""


def _drawn(page: Any, most: int) -> Iterator[tuple[int, int, Box]]:
    """Place, handle and bounds of the page's text objects; a form has no handle."""
    handle = pdfium.address(page)
    for place in range(min(pdfium.count_objects(handle), most)):
        item = pdfium.page_object(handle, place)
        kind = pdfium.object_type(item)
        if kind in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM):
            yield place, item if kind == raw.FPDF_PAGEOBJ_TEXT else 0, pdfium.object_bounds(item)


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]

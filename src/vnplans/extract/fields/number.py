"""Số, ký hiệu: the number of the act itself (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3; 36-HD/VPTW, II.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vnplans.extract.findings import Finding, Found
from vnplans.extract.numbers import NUMBER, number_line, parse_number
from vnplans.extract.zones.enclosed import enclosed_lines, named_act
from vnplans.extract.zones.zones import Layout
from vnplans.landmarks import number_word
from vnplans.models import DocumentNumber

__all__ = ["enclosed_number", "letterhead_number"]

_BARE = re.compile(rf"\s*(?P<number>{NUMBER})\s*")


@cache
def _glued() -> re.Pattern[str]:
    """A symbol that lost its stroke: "Số: 12KH-UBND"."""
    return re.compile(
        rf"(?<![^\W_]){number_word()}\s*[:.]?\s*(?P<number>\d{{1,5}}\s?[A-ZĐ]{{2,}}[A-ZĐa-z]*(?:[/-][A-ZĐ&a-z,]+)+)"
    )


def letterhead_number(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """'Số: 606/KH-UBND' in the left column; else anywhere in the letterhead; a blank serial gives '/KH-UBND'."""
    for index in (*layout.left, *layout.right):
        text = layout.block(index).text
        match = number_line(text, anywhere=True) or _glued().search(text)
        number = parse_number(match["number"]) if match else None
        if match and number:
            quote = layout.pages.quote(index, *match.span("number"), rule="number.letterhead")
            yield Found(number, (quote,))
            return
    for index in layout.left:  # a line that is nothing but a number: "Số:" lost, or on the line above
        if layout.block(index).confidence is not None:
            continue  # on a scan, digits without their label are not believed
        match = _BARE.fullmatch(layout.block(index).text)
        number = parse_number(match["number"]) if match and match["serial"] else None
        if match and number:
            yield Found(number, (layout.pages.quote(index, *match.span("number"), rule="number.bare_line"),))
            return


def enclosed_number(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """A detached appendix carries the number of the act in its 'Kèm theo' line (reading guide, settled cases)."""
    if layout.left or layout.right:
        return
    start, end = layout.extent
    for line, _ in enclosed_lines(layout.pages, start, min(end, start + 14)):
        match = named_act(line.text)
        number = parse_number(match["number"]) if match else None
        if match and number:
            yield Found(number, line.quotes(*match.span("number"), rule="number.enclosed"))
            return

"""An act whose letterhead is lost: title in capitals, who decides, legal bases, the formula that enacts.

Legal databases whose tables a converter dropped give such texts; the line that ties its annex to it names the act.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from vnplans.calendar import date_of
from vnplans.extract.agencies.names import open_name
from vnplans.extract.fields.bodies import begins_body, province_in
from vnplans.extract.fields.kind import named_type
from vnplans.extract.findings import Finding, Found
from vnplans.extract.line import Joined
from vnplans.extract.numbers import parse_number
from vnplans.extract.zones.enclosed import enclosed_lines, named_act
from vnplans.extract.zones.zones import Layout
from vnplans.landmarks import begins, is_enacting, is_rule, is_type_word, leads_to
from vnplans.models import Agency, DocumentNumber, DocumentType
from vnplans.text import fold

__all__ = ["headless_date", "headless_issuer", "headless_number", "headless_title", "headless_type"]

_FIRST = 60
"""Blocks within which the formula stands."""
_TITLE = 6
"""Lines of the title at most."""
_SHORTEST = 4
"""Words of a title."""


class _Head(NamedTuple):
    """Blocks of what is left of the head."""

    title: range
    decides: int
    formula: int


def _head(layout: Layout) -> _Head | None:
    """What is left of the head; None where the act has a letterhead, or its text begins otherwise."""
    if "headless" not in layout.worked_out:
        layout.worked_out["headless"] = _read(layout)
    found: _Head | None = layout.worked_out["headless"]
    return found


def _read(layout: Layout) -> _Head | None:
    start, end = layout.extent
    lettered = layout.left or layout.right or layout.type_block is not None
    if lettered or start == end or layout.block(start).confidence is not None:
        return None
    decides = next((i for i in range(start, min(end, start + _TITLE)) if _decides(layout, i, end)), None)
    if decides is None or decides == start:
        return None
    title = range(start, decides)
    words_ = " ".join(layout.block(i).text for i in title).split()
    formula = next((i for i in range(decides, min(end, start + _FIRST)) if _enacts(layout.block(i).text)), None)
    if formula is None or len(words_) < _SHORTEST or not all(layout.block(i).text.isupper() for i in title):
        return None
    return _Head(title, decides, formula)


def _decides(layout: Layout, index: int, end: int) -> bool:
    """A body or an office in capitals right above a legal basis."""
    text = layout.block(index).text
    below = next((i for i in range(index + 1, end) if not is_rule(layout.block(i))), None)
    based = below is not None and begins(layout.block(below).text.lstrip("-+ "), "opening")
    return based and text.isupper() and (begins(text, "authority", "office", "head") or begins_body(text))


def _enacts(text: str) -> bool:
    formula = text.strip(" :.")
    return formula.isupper() and (is_type_word(formula) or is_enacting(formula))


def headless_type(layout: Layout) -> Iterator[Finding[DocumentType]]:
    """The kind that the formula names: "QUYẾT ĐỊNH:", "QUYẾT NGHỊ:"."""
    head = _head(layout)
    formula = layout.block(head.formula).text.strip(" :.") if head else ""
    kind = named_type(formula) or named_type(" ".join(reversed(formula.split())))
    if head and kind:
        yield Found(kind, (layout.pages.quote(head.formula, rule="doc_type.formula"),))


def headless_issuer(layout: Layout) -> Iterator[Finding[Agency]]:
    """Who decides: "THỦ TƯỚNG CHÍNH PHỦ", the body of "BỘ TRƯỞNG BỘ Y TẾ"."""
    head = _head(layout)
    if head is None:
        return
    text = layout.block(head.decides).text.strip()
    own = text[leads_to(text, "chairman", "head_of") or 0 :]
    if begins_body(own):
        quote = layout.pages.quote(head.decides, rule="issuer.decides")
        yield Found(open_name(own, province=province_in(own)).model_copy(update={"text": text}), (quote,))


def headless_title(layout: Layout) -> Iterator[Finding[str]]:
    """The lines above who decides."""
    head = _head(layout)
    if head:
        quotes = tuple(layout.pages.quote(i, rule="title.headless") for i in head.title)
        yield Found(" ".join(quote.text for quote in quotes).strip(" .-*_"), quotes)


def _tie(layout: Layout) -> tuple[Joined, re.Match[str]] | None:
    """The first line that ties an annex to an act of this kind: "(Ban hành kèm theo Quyết định số ...)"."""
    head = _head(layout)
    if head is None or not layout.annexes:
        return None
    kind = fold(layout.block(head.formula).text.strip(" :."))
    start, end = layout.annexes[0].heading
    for line, _ in enclosed_lines(layout.pages, start, min(end + 1, layout.extent[1])):
        match = named_act(line.text)
        if match and match["serial"] and kind in fold(line.text[: match.start("number")]):
            return line, match
    return None


def headless_number(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """The number that the annex names."""
    found = _tie(layout)
    number = parse_number(found[1]["number"]) if found else None
    if found and number:
        yield Found(number, found[0].quotes(*found[1].span("number"), rule="number.tie"))


def headless_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """The day that the annex names."""
    found = _tie(layout)
    value = date_of(found[1]) if found and found[1]["date"] else None
    if found and value:
        yield Found(value, found[0].quotes(*found[1].span("date"), rule="issued_on.tie"))

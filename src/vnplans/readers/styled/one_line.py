"""A letterhead and the text behind it that a page prints in one paragraph, parted where a clerk would begin a line.

Portals that show a file's words without its layout give such pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from vnplans.calendar import written
from vnplans.knowledge import alternatives
from vnplans.landmarks import motto_at, number_word, type_end, words
from vnplans.readers.styled.paragraph import Paragraph
from vnplans.regex import regex
from vnplans.text import CAPITALS, fold

__all__ = ["parted"]

_FIRST = 12
"""Paragraphs among which a letterhead stands."""
_LETTERHEAD = 500
"""Letters that it and the title take at most."""
_MOTTO_ENDS = regex(r"hạnh phúc\W{0,2}(?=\s|$)")
_SECTION = regex(rf"(?<=[.;:,/])\s+(?=[IVX]{{1,4}}\s?[./]\s?[{CAPITALS}]{{2}})")
_PLACE = regex(rf"[{CAPITALS}][^,;:()\d]{{1,40}},\s*")


_CAPITALS = regex(rf"(?<=\s)(?=[{CAPITALS}]{{2,}}\s[{CAPITALS}]{{2,}})")
"""Where the first body begins behind the way to a page: "Trang chủ » Văn bản SỞ Y TẾ"."""


@cache
def _number() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){number_word()}\s*:?\s?[\d/.…]")


@cache
def _date() -> re.Pattern[str]:
    return re.compile(written(named=True))


@cache
def _opening() -> re.Pattern[str]:
    """Words with which the text begins behind the title."""
    first = {word.capitalize() for word in (*words("basis"), *words("addressee"))}
    return re.compile(rf"(?<!\w)(?:{alternatives(first)})(?!\w)|(?<!\w)I\s?[./]\s?[{CAPITALS}]")


def parted(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs; one that holds a whole letterhead gives one for each of its parts."""
    for order, paragraph in enumerate(paragraphs):
        text = "".join(piece for piece, _ in paragraph.pieces) if order < _FIRST and paragraph.cell is None else ""
        cuts = _cuts(text) if "\n" not in text and "\t" not in text else []
        yield from _cut(paragraph, cuts) if cuts else (paragraph,)


def _cuts(text: str) -> list[int]:
    """Where the parts of a letterhead on one line begin; none where the line holds no whole one before more text."""
    motto = motto_at(text[:_LETTERHEAD])
    if motto is None or len(text) < motto + _FIRST:
        return []
    head = text[:_LETTERHEAD]
    ends = _MOTTO_ENDS.search(fold(head), motto)
    number = _number().search(head)
    dated = _date().search(head, ends.end()) if ends else None
    if not (ends and number and dated) or max(number.start(), dated.end()) >= len(text.rstrip()):
        return []
    place = _PLACE.search(head, ends.end(), dated.start())
    cuts = [number.start(), motto, ends.end(), place.start() if place else dated.start(), dated.end()]
    cuts += [subject.start() for subject in _SUBJECT.finditer(head, number.end(), motto)]
    below = dated.end() + len(text[dated.end() :]) - len(text[dated.end() :].lstrip(" .*_-"))
    kind = type_end(text[below:])
    cuts.append(below + kind)
    if opening := _opening().search(text, below + kind, below + kind + _LETTERHEAD):
        cuts.append(opening.start())
        cuts += [section.end() for section in _SECTION.finditer(text, opening.start())]
    named = _CAPITALS.search(head)
    if named and named.start() < min(number.start(), motto) and not head[: named.start()].isupper():
        cuts.append(named.start())
    return sorted({cut for cut in cuts if 0 < cut < len(text)})


_SUBJECT = regex(r"(?<=\s)V/v\b", re.IGNORECASE)


def _cut(paragraph: Paragraph, cuts: list[int]) -> Iterator[Paragraph]:
    at, bounds = 0, [*cuts, sum(len(piece) for piece, _ in paragraph.pieces)]
    part = Paragraph(look=paragraph.look, role=paragraph.role)
    for text, look in paragraph.pieces:
        left = text
        while left:
            taken = left[: bounds[0] - at]
            left = left[len(taken) :]
            part.pieces.append((taken, look))
            at += len(taken)
            if at == bounds[0] and len(bounds) > 1:
                bounds.pop(0)
                yield part
                part = Paragraph(look=paragraph.look, role=paragraph.role)
    if part.pieces:
        yield part

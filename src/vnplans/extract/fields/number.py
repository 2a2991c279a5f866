"""Số, ký hiệu: the number of the act itself (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3; 36-HD/VPTW, II.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from vnplans.extract.findings import Finding, Found
from vnplans.extract.line import Joined
from vnplans.extract.numbers import NUMBER, SIGN, named_number_line, number_line, parse_number, set_up_by
from vnplans.extract.zones.enclosed import enclosed_lines, named_act
from vnplans.extract.zones.zones import Layout
from vnplans.kinds import kind_names
from vnplans.knowledge import alternatives
from vnplans.landmarks import SUBJECT, number_label, number_word
from vnplans.models import DocumentNumber
from vnplans.pages import Block
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["enclosed_number", "enclosing_act", "letterhead_number"]

_BARE = regex(rf"\s*(?P<number>{NUMBER})\s*")


@cache
def _glued() -> re.Pattern[str]:
    """A symbol that lost its stroke: "Số: 12KH-UBND"."""
    return re.compile(
        rf"(?<![^\W_]){number_word()}\s*[:.]?\s*(?P<number>\d{{1,5}}\s?[A-ZĐ]{{2,}}[A-ZĐa-z]*(?:[/-][A-ZĐ&a-z,]+)+)"
    )


@cache
def _spaced() -> re.Pattern[str]:
    """A serial with blanks between its digits: "Số: 4 5 /KH-UBND". Of typed text: a scan loses digits."""
    return re.compile(rf"{number_word()}\s*:\s*(?P<number>\d{{1,3}}(?:\s\d{{1,2}}){{1,2}}\s?[/-]\s?{SIGN})")


@cache
def _typed_line() -> re.Pattern[str]:
    """ "số: 12/KH-UBND", "Số: 12\\KH-UBND": slips of the keyboard, at the start of a line."""
    symbol = r"(?:\s?\\\s?[^\W\d_]{1,6}-|\.[A-ZĐ]{2,6}/)\S+"
    return re.compile(rf"\s*(?i:{number_word()}|s ố)\s*:\s*(?P<number>{NUMBER}|\d{{1,5}}{symbol})")


_TAIL = regex(r"\s(?P<initials>[A-ZĐ]{2,6}\d?(?:[-/][A-ZĐ][A-ZĐa-z&\d]{0,9})*)\s*")
"""Initials behind a symbol, and what goes on with them: "56/KH-THPT NTN", "4120/EVN SPC-KT"."""
_OPEN_END = regex(r"\s?[-/]\s*")
_SYMBOL_GOES_ON = regex(r"\s*[A-ZĐ][A-ZĐa-z\d]{0,9}(?:[-/][A-ZĐ][A-ZĐa-z\d]{0,9})*\s*")
"""The rest of a symbol that breaks behind its hyphen."""


def _read(layout: Layout, index: int, match: re.Match[str], rule: str) -> Found[DocumentNumber] | None:
    """The number of a match, with what its line or the line below has of the symbol."""
    block, (start, end) = layout.block(index), match.span("number")
    if match.groupdict().get("serial") and not _surely_read(block, match.span("serial")):
        start = match.end("serial")
    quotes = [layout.pages.quote(index, start, end, rule=rule)]
    if block.confidence is None:
        tail = _TAIL.fullmatch(block.text, end)
        below = layout.left[layout.left.index(index) + 1 :][:1] if index in layout.left else ()
        if tail:
            quotes = [layout.pages.quote(index, start, tail.end("initials"), rule=rule)]
        elif _OPEN_END.fullmatch(block.text, end) and below and _SYMBOL_GOES_ON.fullmatch(layout.block(*below).text):
            quotes = [layout.pages.quote(index, start, rule=rule), layout.pages.quote(*below, rule=rule)]
    number = parse_number("".join(quote.text for quote in quotes).replace("\\", "/"))
    return Found(number, tuple(quotes)) if number else None


_SURE_SERIAL = 0.6


def _surely_read(block: Block, span: tuple[int, int]) -> bool:
    """On a scan, digits that the engine itself doubts are no serial."""
    return all(word.confidence >= _SURE_SERIAL for word in block.words if word.start < span[1] and word.end > span[0])


def letterhead_number(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """'Số: 606/KH-UBND' in the left column; else anywhere in the letterhead; a blank serial gives '/KH-UBND'."""
    lines = [i for i in (*layout.left, *layout.right) if not set_up_by(layout.block(i).text)]
    for index in lines:
        block = layout.block(index)
        match = number_line(block.text, anywhere=True) or _glued().search(block.text)
        if not match and block.confidence is None:
            match = _spaced().search(block.text) or _typed_line().match(block.text)
        found = _read(layout, index, match, "number.letterhead") if match else None
        if found:
            yield found
            return
    if not any(number_label(layout.block(i).text) or SUBJECT.match(layout.block(i).text) for i in lines):
        for index in lines:
            match = named_number_line(layout.block(index).text)
            found = _read(layout, index, match, "number.named_line") if match else None
            if found:
                yield found
                return
    yield from _wrapped(layout)
    for index in layout.left:  # a line that is nothing but a number: "Số:" lost, or on the line above
        if layout.block(index).confidence is not None:
            continue  # on a scan, digits without their label are not believed
        match = _BARE.fullmatch(layout.block(index).text)
        number = parse_number(match["number"]) if match and match["serial"] else None
        if match and number:
            yield Found(number, (layout.pages.quote(index, *match.span("number"), rule="number.bare_line"),))
            return


def _wrapped(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """A number that breaks behind its stroke: "Số: 12/" over "KH-UBND"."""
    for index, below in pairwise(layout.left):
        if layout.block(index).confidence is not None or not number_label(layout.block(index).text):
            continue
        line = Joined.of(layout.pages, (index, below))
        match = number_line(line.text)
        if match and match.end() > line.starts[1]:
            number = parse_number(match["number"])
            if number:
                yield Found(number, line.quotes(*match.span("number"), rule="number.wrapped"))
                return


@cache
def _submits() -> re.Pattern[str]:
    """Kinds of act that lay a draft before another body: the draft is none of their appendices."""
    return re.compile(alternatives(map(bare, kind_names("submits"))))


def enclosing_act(layout: Layout) -> tuple[Joined, re.Match[str]] | None:
    """The act that a detached appendix, or rules under the letterhead of their issuer, came with: the 'Kèm theo' line
    and the match of `named_act`; None where the letterhead numbers this act itself (reading guide, settled cases)."""
    letterhead = (*layout.left, *layout.right)
    start, end = layout.extent
    reach = layout.heading[1] if letterhead else start + 14
    if any(_numbers_itself(layout.block(i)) for i in letterhead):
        return None
    for line, _ in enclosed_lines(layout.pages, start, min(end, reach)):
        match = named_act(line.text)
        if match and not (letterhead and _submits().search(bare(line.text[: match.end("number")]))):
            return line, match
    return None


def _numbers_itself(block: Block) -> bool:
    """A number line, blank or not; on a scan it may be lost altogether, and a letterhead there is believed."""
    return number_label(block.text) or bool(number_line(block.text, anywhere=True)) or block.confidence is not None


def enclosed_number(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """A detached appendix carries the number of the act in its 'Kèm theo' line."""
    found = enclosing_act(layout)
    number = parse_number(found[1]["number"]) if found else None
    if found and number:
        yield Found(number, found[0].quotes(*found[1].span("number"), rule="number.enclosed"))

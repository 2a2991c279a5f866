"""The line that ties an appendix or issued rules to their act: '(Kèm theo Quyết định số ... ngày ... của ...)'.

Often broken over two or three lines; blanks for number and day are normal in drafts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vnplans.calendar import written
from vnplans.extract.line import Joined
from vnplans.extract.numbers import NUMBER
from vnplans.kinds import kind_names
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import Kind
from vnplans.landmarks import number_word, tie_at
from vnplans.pages import Pages
from vnplans.regex import regex

__all__ = ["enclosed_lines", "named_act"]


@cache
def _act() -> re.Pattern[str]:
    # "Kèm theo Quyết định 112/QĐ-UBND": the kind of act, or its code, may stand for "số"
    codes = (code for kind in rows(Kind) for code in kind.all_codes)
    named = rf"(?:{alternatives({*kind_names(), *codes})})\s(?=\s*[\d/.…])"
    return re.compile(
        rf"\b(?:{number_word()}\s*:?|{named})[\s.…_]*(?P<number>{NUMBER})(?:[\s,]*(?P<date>{written()}))?"
        r"(?:[\s,]*(?:của|do)\s+(?P<issuer>[^()\[\]\"“]{4,120}?)(?=\s*(?:[)\].;\"]|\s(?:về|ban hành|V/v)\s|$)))?",
        re.IGNORECASE,
    )


_LINES, _SHORT = 4, 120


def named_act(text: str) -> re.Match[str] | None:
    """The act that such a line names: groups `number`, `date` (read with calendar.date_of) and `issuer`."""
    return _act().search(text)


def enclosed_lines(pages: Pages, start: int, end: int) -> Iterator[tuple[Joined, range]]:
    """Each such line within blocks start..end, wrapped lines joined, with the blocks it takes."""
    index = start
    while index < end:
        text = pages.blocks[index].text
        if len(text) < 400 and tie_at(text) is not None:
            stop = _line_end(pages, index, end)
            yield Joined.of(pages, range(index, stop)), range(index, stop)
            index = stop
        else:
            index += 1


_GOES_ON = regex(r"\s*(?:ngày|tháng|năm|của|số)\b")


def _line_end(pages: Pages, index: int, end: int) -> int:
    """After the block that closes the bracket; without a bracket, after the line and one that goes on with it."""
    first = pages.blocks[index].text
    tie = first[tie_at(first) or 0 :]
    if not tie.lstrip().startswith(("(", "[")):
        below = pages.blocks[index + 1].text if index + 1 < end else ""
        return index + 2 if _GOES_ON.match(below) and len(below) < _SHORT else index + 1
    if ")" in tie or "]" in tie:
        return index + 1
    for stop in range(index + 1, min(end, index + _LINES)):
        if any(mark in pages.blocks[stop].text for mark in ")]"):
            return stop + 1
    return index + 1

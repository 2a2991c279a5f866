"""Where a paragraph begins among printed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vnplans.knowledge import alternatives
from vnplans.landmarks import words
from vnplans.readers.sheet.lines import Line
from vnplans.readers.sheet.margins import Margins
from vnplans.regex import regex
from vnplans.text import BULLETS, CAPITALS

__all__ = ["MARKER", "OPEN_END", "Habits", "habits", "starts"]

MARKER = regex(
    rf"(?:[{BULLETS}\u2013]|\(?(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[a-zđ]|[ivx]{{1,4}})[.)/]|[IVXLC]{{1,6}}[.\-/)]"
    rf"|(?:{alternatives(word.capitalize() for word in (*words('division'), 'phụ lục'))})\s+[\dIVXA-Z]+\b)"
    rf"(?=\s|$|[{CAPITALS}])"
)
"""A list mark or the head of an article, chapter or appendix at the start of a line."""
OPEN_END = regex(r"[^.;:!?…]$")
_OPENS_SECTION = regex(r"(?:I|A|1)\s?[.\-/)]\s*[^\W\d_]")
"""The first heading below a title on a full line, which is as bold as it."""
_LABELLED = regex(rf"[{CAPITALS}][^.;:]{{2,50}}:\s")
"""A label with its colon: "Sở Nội vụ: chủ trì ..."."""
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_MANY = 3
"""So many lines in a row that begin with a capital are no running text: one word in seven does."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How the items of a page are typed: which marks stand for items that end without a sign, and which lines begin
    with a capital like all their neighbours."""

    open_marks: frozenset[str]
    listed: frozenset[int]


def starts(line: Line, last: Sequence[Line], area: Margins, known: Habits) -> bool:
    """Does a line begin a paragraph after the one whose lines are `last`?

    The tags of the file are believed before the eye, except where they cut a sentence (the writer pressed Enter at
    the end of his line) or hold lines together that he broke by hand.
    """
    before = last[-1]
    room = area.right - before.x1
    fits = room > line.words[0].x1 - line.words[0].x0 + 0.6 * line.size
    short = fits and room > 0.12 * (area.right - area.left)
    seen = short or _seems_to_start(line, last, area, known, fits=fits)
    one, two = before.words[-1].style.paragraph, line.words[0].style.paragraph
    if one is None or two is None:
        return seen
    if one == two:
        return seen and (short or MARKER.match(line.text) is not None)
    return seen or not (line.text[:1].islower() and OPEN_END.search(before.text))


def _seems_to_start(line: Line, last: Sequence[Line], area: Margins, known: Habits, *, fits: bool) -> bool:
    """What the eye says. `fits`: the first word would have had room on the line before."""
    before = last[-1]
    gap = line.base - before.base
    if gap > 1.6 * max(area.pitch, line.size * 1.1) or gap < -2:
        return True
    if abs(line.size - before.size) > 1.5:
        return True
    indent = line.x0 - area.left
    hanging = _hangs(line, last)
    open_end = bool(OPEN_END.search(before.text))
    marked = MARKER.match(line.text) is not None
    small = line.text[:1].islower() and not marked
    if marked and (fits or not open_end or (indent > 8 and not hanging)):
        return True
    if _OPENS_SECTION.match(line.text) and line.words[-1].style.bold and all(above.bold for above in last):
        return True
    if indent > 8 and not hanging and not (small and open_end):
        deeper = line.x0 > before.x0 + 8 and (len(last) > 1 or line.x0 > last[0].x0 - 3)
        level = abs(line.x0 - last[0].x0) < 3 and len(last) == 1 and last[0].x0 > area.left + 8
        if deeper or (level and (area.flush or not open_end)):
            return True
    if not small and (
        _ends_bold(line, last) or _is_set_apart(line, before, area) or _is_listed(line, last, area, known)
    ):
        return True
    return fits


def _ends_bold(line: Line, last: Sequence[Line]) -> bool:
    """Is the paragraph before bold to its last word, a title on a full line, and nothing of this line?"""
    return not any(word.style.bold for word in line.words) and all(above.bold for above in last)


def _hangs(line: Line, last: Sequence[Line]) -> bool:
    """Does a line stand under the second line of its paragraph, or under the first word behind the mark?"""
    if len(last) > 1:
        return abs(line.x0 - last[1].x0) < 3
    first = last[0].words
    return len(first) > 1 and MARKER.match(last[0].text) is not None and abs(line.x0 - first[1].x0) < 3


def _is_set_apart(line: Line, before: Line, area: Margins) -> bool:
    """Is there more room above the line than between lines that run on, or does the one before end short of the
    margin to which running lines are stretched?"""
    room = area.right - before.x1
    more = line.base - before.base - (area.inner or 0.0)
    stretched = area.justified and abs(room) < 1.5 and OPEN_END.search(before.text)
    if area.inner and abs(line.size - before.size) < 1 and more > (0.2 * area.inner if stretched else 2):
        return True
    return area.justified and room > 3


def _is_listed(line: Line, last: Sequence[Line], area: Margins, known: Habits) -> bool:
    """Does the line begin the next item of a list whose marks or labels the paragraph before bears too?"""
    first, before = last[0].text, last[-1].text
    if id(line) in known.listed:
        return True
    mark, above = MARKER.match(line.text), MARKER.match(first)
    if mark and above:
        kind = _kind(mark[0])
        return _follows(above[0], mark[0]) or (kind == _kind(above[0]) and kind in known.open_marks)
    if area.justified or not line.text[:1].isupper():
        return False
    alone = len(last) == 1 and first.endswith(";") and first[:1].isupper()
    labelled = _LABELLED.match(line.text) and _LABELLED.match(first) and not before.endswith(",")
    return alone or bool(labelled)


def _kind(mark: str) -> str:
    """The shape of a mark: its sign, or 1 for any number and a for any letter, with what closes it."""
    return re.sub(r"\d+", "1", re.sub(r"[a-zđ]\b", "a", mark))


def _follows(one: str, two: str) -> bool:
    """Is the second mark the next after the first: 1. 2. · a) b) · 1.1. 1.2.?"""
    if _kind(one) != _kind(two):
        return False
    numbers = [[int(n) for n in re.findall(r"\d+", mark)] for mark in (one, two)]
    if numbers[0] and numbers[1]:
        return numbers[0][:-1] == numbers[1][:-1] and numbers[1][-1] == numbers[0][-1] + 1
    letters = [re.sub(r"[^a-zđ]", "", mark) for mark in (one, two)]
    if all(len(letter) == 1 and letter in _LETTERS for letter in letters):
        return 0 < _LETTERS.index(letters[1]) - _LETTERS.index(letters[0]) <= 2
    return False


def habits(lines: Sequence[Line], area: Margins) -> Habits:
    """What a page's lines show of how its items are typed."""
    ends: dict[str, list[bool]] = {}
    run: list[Line] = []
    listed: set[int] = set()
    for before, line in zip([None, *lines], lines, strict=False):
        mark = MARKER.match(line.text)
        if mark and before is not None:
            ends.setdefault(_kind(mark[0]), []).append(bool(OPEN_END.search(before.text)))
        goes_on = run and abs(run[-1].x0 - line.x0) < 3 and line.base - run[-1].base < 1.6 * area.pitch
        if not (goes_on and _capital(line)):
            listed |= _items(run, area)
            run = []
        if _capital(line):
            run.append(line)
    listed |= _items(run, area)
    return Habits(frozenset(kind for kind, found in ends.items() if 2 * sum(found) > len(found)), frozenset(listed))


def _capital(line: Line) -> bool:
    """Does a printed line begin with a capital and hold small letters?"""
    return line.text[:1].isupper() and not line.text.isupper() and line.words[0].confidence is None


def _items(run: Sequence[Line], area: Margins) -> set[int]:
    """The further items of a list typed without marks; behind a full line that ends open stands the rest of its words:
    "... của Bộ trưởng Bộ" over "Nội vụ về ...;"."""
    if len(run) <= _MANY:
        return set()
    return {
        id(line)
        for before, line in pairwise(run)
        if before.x1 < area.right - before.size or not OPEN_END.search(before.text) or OPEN_END.search(line.text)
    }

"""The two columns of the letterhead and of the signature part, kept apart (Nghị định 30/2020/NĐ-CP, Phụ lục I).

Within them a printed line is a line: left column first, then right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from vnplans.calendar import BARE_OUTLINE
from vnplans.landmarks import (
    begins,
    is_signing_line,
    is_type_word,
    is_whole,
    motto_at,
    motto_nearly,
    number_label,
    place_and_date,
)
from vnplans.readers.sheet.lines import Line, text_of, word_at
from vnplans.readers.sheet.signature import listed, recipients, signature_parts, signature_start
from vnplans.readers.sheet.words import Word
from vnplans.regex import regex
from vnplans.text import bare, fold

__all__ = ["Placed", "in_columns", "motto_word"]

Column = Literal["left", "right"]

_DAY = regex(rf"{BARE_OUTLINE}\b|\bthang\b.{{0,12}}\bnam\b")

_HEAD_LINES = 6
"""Lines from the motto to the number line, at most."""
_MOTTO = 8
"""Words of either line of the motto: "Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc"."""
_WIDE = 60.0
"""A gap of so many points stands between columns, not between words; the gap for a number is smaller."""


@dataclass(slots=True)
class Placed:
    """A line, and the column it stands in; None for running text."""

    line: Line
    column: Column | None = None


def in_columns(lines: Sequence[Line], width: float, height: float, goes_on: bool = False) -> list[Placed]:
    """The lines of a page in reading order, letterhead and signature part taken apart.

    `goes_on`: the page before ended within the signature part, whose list of recipients may run on here.
    """
    placed: list[Placed] = []
    motto = next((i for i, line in enumerate(lines) if line.top < 0.45 * height and motto_word(line) is not None), None)
    if motto is None:
        others = enumerate(lines[:_HEAD_LINES])
        motto = next((i for i, line in others if (_union(line, width) or _dated(line, width)) is not None), None)
    if motto is not None:
        before, head, lines = _letterhead(lines, motto, width)
        placed += [Placed(line) for line in before] + head
    closing = next((i for i, line in enumerate(lines) if recipients(line, width)), None)
    if goes_on and motto is None and lines and listed(lines[0], width):
        closing = 0
    if closing is None:
        return placed + _single(lines, width)
    first = signature_start(lines, closing, width)
    left, right, end = signature_parts(lines, first, closing, width)
    placed += _single(lines[:first], width)
    placed += [Placed(line, "left") for line in left] + [Placed(line, "right") for line in right]
    return placed + _single(lines[end:], width)


def motto_word(line: Line) -> int | None:
    """The index of the word with which the national or Party motto begins."""
    if motto_at(line.text) is None:
        return motto_nearly([word.text for word in line.words]) if line.words[0].confidence is not None else None
    for index in range(len(line.words)):
        if motto_at(" ".join(w.text for w in line.words[index : index + 6])) == 0:
            return None if _in_sentence(line, index) else index
    return None


def _in_sentence(line: Line, index: int) -> bool:
    """The state's name in running text, no column begins there: "pháp luật nước Cộng hòa xã hội chủ nghĩa Việt Nam"."""
    words = line.words
    if words[index].text.isupper():
        return False
    behind = words[index + _MOTTO : index + _MOTTO + 1]
    if behind and behind[0].text.islower() and behind[0].x0 - words[index + _MOTTO - 1].x1 < line.size:
        return True
    if index == 0:
        return False
    return bare(words[index - 1].text) == "nuoc" or words[index].x0 - words[index - 1].x1 < line.size


def _union(line: Line, width: float) -> int | None:
    """The index of the word with which the Youth Union's name begins on the right, where others have the motto."""
    for index, word in enumerate(line.words):
        behind = " ".join(w.text for w in line.words[index:])
        if word.x0 > 0.4 * width and behind.isupper() and is_whole(behind, "union_name"):
            return index
    return None


_PLACE_WORDS = 5
"""Words of a place before its date, at most."""


def _dated(line: Line, width: float) -> int | None:
    """On a scan whose motto was not read: the index of the word with which place and date begin beside a number."""
    if line.words[0].confidence is None or not number_label(line.words[0].text.rstrip(".,;") + ":"):
        return None
    day = next((k for k, word in enumerate(line.words) if bare(word.text) == "ngay"), None)
    if day is None or not _DAY.search(line.key):
        return None
    for index in range(day, max(0, day - 1 - _PLACE_WORDS), -1):
        word, before = line.words[index], line.words[index - 1]
        if word.x0 > 0.4 * width and word.x0 - before.x1 > line.size:
            return index
    return None


@dataclass(slots=True)
class _Head:
    """Where the columns of a letterhead lie."""

    left_middle: float
    right_middle: float
    right_edge: float
    page_middle: float


def _letterhead(lines: Sequence[Line], motto: int, width: float) -> tuple[list[Line], list[Placed], Sequence[Line]]:
    """Lines before the letterhead, its lines in columns, and the lines after it."""
    at = motto_word(lines[motto]) or _union(lines[motto], width) or _dated(lines[motto], width) or 0
    words = lines[motto].words[at:]
    x0, x1 = words[0].x0, max(w.x1 for w in words)
    close = [line for line in lines[: motto + 5] if abs(line.base - lines[motto].base) < 45]
    near = [
        Line(part, line.page)
        for line in close
        if (part := [w for w in _first_run(line) if w.x1 < x0]) and part[0].x0 < 0.4 * width
    ]
    close_by = at > 0 and x0 - lines[motto].words[at - 1].x1 > 1.5 * lines[motto].size
    left_most = 0.2 if close_by and words[0].confidence is None else 0.3  # a page that a printer made small
    if x0 < left_most * width or not (near := near or _numbered(lines, motto, x0, width)):
        return [], [], lines
    widest = max(near, key=lambda p: p.x1 - p.x0)
    head = _Head(widest.middle, (x0 + x1) / 2, x0, (min(widest.x0, width - x1) + x1) / 2)
    before: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    rest: Sequence[Line] = ()
    for index, line in enumerate(lines):
        ended = _rest_of_motto(words, line) if motto < index <= motto + 2 else None
        if ended is not None:
            left += [Line(line.words[:ended], line.page)] if ended else []
            right.append(Line(line.words[ended:], line.page))
            continue
        typed = _type_run(line, head, width) if index > motto else None
        if typed:
            beside = [Line(part, line.page) for part in (line.words[: typed.start], line.words[typed.stop :]) if part]
            left += [part for part in beside if part.middle < head.page_middle]
            right += [part for part in beside if part.middle >= head.page_middle]
            rest = [Line(line.words[typed.start : typed.stop], line.page), *lines[index + 1 :]]
            break
        if right and line.x0 > head.left_middle and _ends_date(right[-1], line):
            right.append(line)
            continue
        parts = _sides(line, head)
        if parts is None or (index > motto and (_ends_letterhead(line, parts) or _has_hole(line, parts))):
            if index < motto:
                before.append(line)
                continue
            beside, rest = _beside_addressee(lines[index:], left)
            left += beside
            break
        if parts[0]:
            left.append(parts[0])
        if parts[1]:
            right.append(parts[1])
    placed = [Placed(line, "left") for line in left] + [Placed(line, "right") for line in right]
    return before, placed, rest


_REST = regex(r"(?:\d{1,2}\s)?(?:tháng\s\d{1,2}\s)?năm\s\d{4}|(?:19|20)\d\d", re.IGNORECASE)
"""What a narrow column leaves of a date for its next line."""


def _ends_date(above: Line, line: Line) -> bool:
    """Does a line hold the rest of the date above it, set to the left of the column?"""
    return _REST.fullmatch(line.text) is not None and "ngay" in above.key and not _REST.search(above.text)


def _rest_of_motto(words: Sequence[Word], line: Line) -> int | None:
    """The index of the word of a line with which the state's name ends that `words` break off, wrapped in a narrow
    column or to the left margin; words of the left column may stand before it."""
    said = text_of(words)
    if is_whole(said, "motto"):
        return None
    for index in range(max(0, len(line.words) - _MOTTO), len(line.words)):
        rest = text_of(line.words[index:])
        if rest.isupper() and is_whole(f"{said} {rest}", "motto"):
            return index
    return None


_TYPE_WORDS = 6
"""A type word has no more syllables: "CHƯƠNG TRÌNH HÀNH ĐỘNG"."""
_IN_THE_MIDDLE = 0.06
"""How far from the middle of the page a type word may stand, in parts of its width."""


def _type_run(line: Line, head: _Head, width: float) -> slice | None:
    """The words of a scanned line that are a type word in the middle of the page, whatever a stamp left beside it."""
    words = line.words
    if words[0].confidence is None:
        return None
    for size in range(min(_TYPE_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            run = words[start : start + size]
            off = abs((run[0].x0 + run[-1].x1) / 2 - head.page_middle)
            text = text_of(run).strip(" .-_'|")
            if off < _IN_THE_MIDDLE * width and text.isupper() and is_type_word(text, misread=size > 1):
                stop = start + size  # with the title that goes on behind it
                while (
                    stop < len(words) and words[stop].x0 - words[stop - 1].x1 < line.size and words[stop].text.isupper()
                ):
                    stop += 1
                return slice(start, stop)
    return None


_NEXT_LINE = 1.7
"""How far below a line the next one of a subject stands at most, in font sizes."""


def _beside_addressee(lines: Sequence[Line], left: Sequence[Line]) -> tuple[list[Line], Sequence[Line]]:
    """Lines of a letter's subject that stand in the left column beside and below "Kính gửi:", and the lines without
    them."""
    if not left or not begins(lines[0].text, "addressee", "greeting"):
        return [], lines
    edge, last = lines[0].x0, left[-1]
    found: list[Line] = []
    kept: list[Line] = []
    for line in lines:
        size = next((k for k, word in enumerate(line.words) if word.x1 > edge), len(line.words))
        part, behind = line.words[:size], line.words[size:]
        beside = Line(part, line.page) if part else None
        if beside and _goes_on(last, beside) and not (behind and behind[0].x0 - part[-1].x1 < line.size):
            found.append(beside)
            last = beside
            if behind:
                kept.append(Line(behind, line.page))
        else:
            kept.append(line)
    return found, kept


def _goes_on(above: Line, line: Line) -> bool:
    """Is a line the next one of a column: right below the one above, and set as it is, to the middle or to the left?"""
    set_alike = abs(line.middle - above.middle) < 2 * line.size or abs(line.x0 - above.x0) < line.size
    return 0 < line.base - above.base < _NEXT_LINE * above.size and set_alike


def _numbered(lines: Sequence[Line], motto: int, x0: float, width: float) -> list[Line]:
    """The number line, where no words beside the motto are left of the left column: a seal hides its body's name."""
    found = []
    for line in lines[motto : motto + _HEAD_LINES]:
        part = [w for w in _first_run(line) if w.x0 < x0]
        if part and part[0].x0 < 0.35 * width and number_label(part[0].text + (":" if len(part) > 1 else "")):
            found.append(Line(part, line.page))
    return found[:1]


def _first_run(line: Line) -> Sequence[Word]:
    """The words of the line before its first wide gap."""
    wide = (at for at, (a, b) in enumerate(pairwise(line.words), 1) if b.x0 - a.x1 > _WIDE)
    return line.words[: next(wide, len(line.words))]


def _sides(line: Line, head: _Head) -> tuple[Line | None, Line | None] | None:
    """The line's part in the left and in the right column; None for a line across both or in the middle."""
    best, widest = 0, 0.0
    for index in range(1, len(line.words)):
        a, b = line.words[index - 1], line.words[index]
        gap = 0.0 if _within_date(a, b) else b.x0 - a.x1
        if gap > widest and head.left_middle < (a.x1 + b.x0) / 2 < head.right_middle:
            best, widest = index, gap
    if best and widest > 0.6 * line.size and not _even(line, best, widest):
        left, right = Line(line.words[:best], line.page), Line(line.words[best:], line.page)
        if right.x0 > head.left_middle and _side(left, head) != "right" and _side(right, head) != "left":
            return left, right
    motto = motto_word(line)
    if motto == 0 and line.x0 > head.left_middle:  # set to the left of its column, or about another middle
        return None, line
    motto = motto or _close_behind(line)
    if motto:  # close to the name beside it, and still a column of its own
        return Line(line.words[:motto], line.page), Line(line.words[motto:], line.page)
    side = _side(line, head)
    if side == "left":
        return line, None
    return (None, line) if side == "right" else None


def _close_behind(line: Line) -> int | None:
    """The index of the word with which the motto's second line, or place and date, begin close behind words of the
    left column; not on a scan."""
    if line.words[0].confidence is not None:
        return None
    at = motto_at(line.text)
    if at is None or not is_whole(line.text[at:], "motto"):
        at = place_and_date(line.text)
    return word_at(line, at) if at else None


_EVEN = 1.5
_FEWEST_GAPS = 3


def _even(line: Line, index: int, gap: float) -> bool:
    """On a scan, is a gap no wider than the others of its line, as in a face that sets all letters as wide?"""
    others = [b.x0 - a.x1 for at, (a, b) in enumerate(pairwise(line.words), 1) if at != index]
    return line.words[0].confidence is not None and len(others) >= _FEWEST_GAPS and gap < _EVEN * median(others)


def _within_date(before: Word, after: Word) -> bool:
    """Is the gap between the words one of a date, left for the pen ("ngày ... tháng ... năm"), or behind its place?"""
    if before.text.endswith(",") and bare(after.text) == "ngay":
        return True
    if before.confidence is None:  # "NAM" of the motto and "Nam Định" are no year
        opened = fold(before.text).endswith(("ngày", "tháng"))
        return opened or (fold(after.text).startswith(("tháng", "năm")) and not before.text[-1:].isalpha())
    opens = bare(after.text).startswith(("thang", "nam")) and after.text[:1].islower()
    return opens or bare(before.text).endswith(("ngay", "thang"))


def _side(line: Line, head: _Head) -> Column | None:
    middle = line.middle
    if abs(middle - head.left_middle) < abs(middle - head.page_middle) and line.x1 < head.right_middle:
        return "left"
    if abs(middle - head.right_middle) < abs(middle - head.page_middle) and line.x0 > head.left_middle:
        return "right"
    if _DAY.search(line.key) and line.x0 > head.left_middle and middle > head.page_middle:
        return "right"
    return None


_SPACED = 4
"""Letters of a type word that are set apart: "Đ Ề  Á N", "K Ế  H O Ạ C H"."""


def _ends_letterhead(line: Line, parts: tuple[Line | None, Line | None]) -> bool:
    """A type word or "Kính gửi" alone on its line begins the heading; letters set apart are such a word."""
    if len(line.words) >= _SPACED and all(len(word.text) == 1 and word.text.isupper() for word in line.words):
        return True
    alone = parts[0] is None or parts[1] is None
    scanned = line.words[0].confidence is not None
    typed = alone and is_type_word(line.text.strip(" .-_'|") if scanned else line.text, misread=scanned)
    return begins((parts[0] or line).text, "addressee", "greeting") or typed


def _has_hole(line: Line, parts: tuple[Line | None, Line | None]) -> bool:
    """A line of running text on a scan with a hole where a seal hid its words: its second part begins within a
    sentence."""
    left, right = parts
    if left is None or right is None or line.words[0].confidence is None:
        return False
    if motto_nearly([word.text for word in right.words]) == 0:
        return False
    return right.text[:1].islower() and not _DAY.search(right.key) and len(right.words) > 2 < len(left.words)


def _single(lines: Sequence[Line], width: float) -> list[Placed]:
    """Lines outside the columns; a signer's lines alone in the right half are a right column."""
    placed: list[Placed] = []
    signing = False
    for line in lines:
        apart = line.x0 > 0.42 * width and line.middle > 0.6 * width
        signing = apart and (signing or bool(is_signing_line(line.text, capitals=False)) or line.text.isupper())
        placed.append(Placed(line, "right" if signing else None))
    return placed

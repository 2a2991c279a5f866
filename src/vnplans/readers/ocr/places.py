"""Where a clerk writes by hand into print: the serial after "Số:", the day after "ngày", the month after "tháng".

The places are found from the printed words around them; what an engine made of the ink there does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile
from statistics import median
from typing import Literal

from vnplans.calendar import SMUDGED_DAY, SMUDGED_MONTH, SMUDGED_YEAR
from vnplans.landmarks import number_word
from vnplans.readers.ocr.words import PixelLine, PixelWord, measured
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["Kind", "Place", "find_places", "number_lines", "symbol_start"]

Kind = Literal["serial", "day", "month"]

_UPPER = 0.45
"""The letterhead is in this part of the page's height."""
_SYMBOL = (
    regex(r"[/⁄|]\s*(?:19|20)\d\d\s*[/⁄|]\s*[A-ZĐ]"),
    regex(r"(?<![A-ZĐ])[-–]\s*[A-ZĐ]{2}\w*\s*/\s*[A-ZĐ]"),
    regex(r"(?<![^\W\d_])[A-Za-zĐđ][A-ZĐ]\w?\s*/\s*(?:TW|TU|HU|ĐU)\b"),
    regex(r"[/⁄|]\s*[A-ZĐ]{2}"),
    regex(r"(?<![A-Za-zÀ-ỹ])[A-ZĐ]{2,}\w*[-/]\s*[A-ZĐ]|/\s*[A-ZĐ]\w*[-–]\s*[A-ZĐ]{2}|(?<=\s)[A-ZĐ]{2,}$"),
    regex(r"[A-ZĐ]{2,}[-–/]\s*[A-ZĐ]{2,}"),
    regex(r"[-–]\s?[A-ZĐ]{2}[A-Za-z]{0,2}[Il|!]\s?(?:TW|TU|HU|ĐU)\b"),
)
# A year of six digits and more behind its serial, the stroke between them read as a digit or not at all: "1812020/TT"
_GLUED_YEAR = regex(r"\d\s?\d[\dIl|!]{0,4}(?P<year>(?:19|20)\d\d)\s*[/⁄|]\s*[A-ZĐ]")
_RUN_IN = regex(r"\W?S\w?:?\d[\dA-ZĐIl|]{4,}")
"""A number line of which no sign parts the serial from its symbol."""
_YEAR_OF_ISSUE = regex(r"\bthang\b.{1,8}\bnam\s?(?P<year>(?:19|20)\d\d)(?!\d)")
_DAY, _MONTH, _YEAR = map(re.compile, (SMUDGED_DAY, SMUDGED_MONTH, SMUDGED_YEAR))

# Advance widths of Times, in thousandths of an em, for the letters that stand beside the ink
_WIDTHS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944,
    722, 722, 611), strict=True))  # fmt: skip
_WIDTHS |= dict(zip("abcdefghijklmnopqrstuvwxyz", (
    444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722,
    500, 500, 444), strict=True))  # fmt: skip
_WIDTHS |= {"/": 278, "⁄": 278, "-": 333, "–": 500, ":": 278, ".": 250, ",": 250, ";": 278, " ": 250, "&": 778}


@dataclass(frozen=True, slots=True)
class Place:
    """Ink between printed neighbours, in pixels: from x0 to x1, on the base line `base` of letters of `em`."""

    kind: Kind
    x0: float
    x1: float
    em: float
    base: float
    before: tuple[PixelWord, str] | None
    """The word on the left and the printed part of its text ("Số:", "ngày"); None where none was read."""
    after: tuple[PixelWord, str]
    """The word on the right and the printed part of its text ("/CT-UBND", "tháng")."""
    between: tuple[PixelWord, ...]
    """What the engine made of the ink: words of their own; glued letters are in `read`."""
    read: str
    """The engine's text between the printed neighbours."""

    @property
    def confidence(self) -> float:
        """The engine's, of the words that hold the ink."""
        beside = (self.after[0],) if self.before is None else (self.before[0], self.after[0])
        return min(word.confidence for word in self.between or beside)

    @property
    def words(self) -> tuple[PixelWord, ...]:
        """The words of the place and its neighbours."""
        return (*((self.before[0],) if self.before else ()), *self.between, self.after[0])


@dataclass(frozen=True, slots=True)
class _Row:
    """Words at one height from left to right, their text, and where each begins in it."""

    words: tuple[PixelWord, ...]
    em: float
    base: float
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, words: Sequence[PixelWord], most: float) -> _Row:
        """`most`: the em of ordinary text; ink that stands out makes a word's box too high."""
        text, starts = "", []
        line = measured(words)
        em = min(line.em, most)
        for word in words:
            starts.append(len(text) + bool(text))
            text += (" " if text else "") + word.text
        return cls(tuple(words), em * _stretch(words, em), line.base, text, tuple(starts))

    def index(self, at: int) -> int:
        """The word that holds the character `at`."""
        return max((i for i, start in enumerate(self.starts) if start <= at), default=0)

    def x(self, at: int) -> float:
        """Where the character `at` stands: measured from the right end of its word."""
        word, start = self.words[self.index(at)], self.starts[self.index(at)]
        if at <= start:
            wide, own = _advance(word.text, self.em), word.box[2] - word.box[0]
            return word.box[0] if own < wide + 0.6 * self.em else word.box[2] - wide  # ink within its box
        wide = _advance(word.text[at - start :], self.em)
        share = wide / _advance(word.text, self.em) * (word.box[2] - word.box[0])
        return word.box[2] - min(wide, share)


def _stretch(words: Sequence[PixelWord], em: float) -> float:
    """How much wider than Times the letters are, from words that were read well."""
    good = [w for w in words if w.confidence > 0.9 and len(w.text) > 2 and w.text.isalpha()]
    shares = [(w.box[2] - w.box[0]) / _advance(w.text, em) for w in good]
    return min(max(median(shares), 0.8), 1.25) if shares else 1.0


def _advance(text: str, em: float) -> float:
    keys = (b.upper() if c.isupper() else b for c, b in zip(text, bare(text), strict=True))
    return sum(_WIDTHS.get(key, 500) for key in keys) / 1000 * em


def find_places(lines: Sequence[PixelLine], width: float, height: float) -> list[Place]:
    """The places of the letterhead of a page of the given size in pixels: at most one of each kind."""
    found: dict[Kind, Place] = {}
    rows = list(_rows(lines, height))
    dated = (_YEAR_OF_ISSUE.search(bare(row.text)) for row in rows)
    year = next((match["year"] for match in dated if match), None)
    for row in rows:
        for place in (*_serials(row, width, year), *_dates(row, width)):
            if place.kind == "month" and "day" in found and found["day"].base != place.base:
                continue
            if place.x1 > place.x0 - 0.8 * place.em:
                found.setdefault(place.kind, place)
    return list(found.values())


def number_lines(lines: Sequence[PixelLine], width: float, height: float) -> list[PixelLine]:
    """Lines of the left column that end in a symbol ("/CT-UBND"), whether or not "Số:" was read before it, or that
    begin with "Số" and run into one ("Số220IBUBND")."""
    found = []
    for row in _rows(lines, height):
        words = _near(row)
        text = " ".join(word.text for word in words)
        if row.words[0].box[0] > 0.42 * width or len(text) > 44 or len(words) > 6:
            continue
        if symbol_start(text) is not None or _RUN_IN.match(text):
            found.append(measured(words))
    return found


def _rows(lines: Sequence[PixelLine], height: float) -> Iterator[_Row]:
    """Each line of the letterhead from its first word, with the words of others at its height: ink splits lines."""
    usual = 1.05 * median([line.em for line in lines for _ in line.words] or [1.0])
    for line in sorted(lines, key=lambda line: line.base):
        if line.base > _UPPER * height:
            return
        near = [w for other in lines if abs(other.base - line.base) < 0.55 * line.em for w in other.words]
        words = sorted((w for w in near if w.box[0] >= line.words[0].box[0]), key=lambda w: w.box[0])
        words = list(dropwhile(lambda w: not any(c.isalnum() for c in w.text), words)) or words
        yield _Row.of(words, usual)


def _near(row: _Row) -> list[PixelWord]:
    """The words of the row's first column."""
    reach = row.words[0].box[0] + 16 * row.em
    return [word for word in row.words if word.box[0] < reach]


def symbol_start(text: str, start: int = 0) -> int | None:
    """Where the symbol ("/CT-UBND", "-KH/TU") begins in a number line, from `start` on."""
    glued = _GLUED_YEAR.search(text, start)
    if glued and not _SYMBOL[0].search(text, start):
        return glued.start("year")
    match = next((m for pattern in _SYMBOL if (m := pattern.search(text, start))), None)
    return match.start() if match else None


@cache
def _serial() -> re.Pattern[str]:
    """ "Số:" as print and OCR give it, its vowel lost too."""
    return re.compile(rf"[\W_]{{0,2}}(?:{number_word()}|S\w(?=\s?[:;])|S[^\w\s:]?)\s*(?:[:.;,]|\s|(?=\d)|$)")


def _serials(row: _Row, width: float, year: str | None) -> Iterator[Place]:
    """'Số: 04 /CT-UBND' in the left half; or a line that is only '04/CT-UBND'.

    The year of issue right before the symbol is printed, and part of it: '<2Ý2024/QĐ-UBND'.
    """
    if row.words[0].box[0] > 0.5 * width:
        return
    row = _Row.of(_near(row), row.em)
    match = _serial().match(row.text)
    at = symbol_start(row.text, match.end() if match else 0)
    if at is None:
        return
    if year and row.text[:at].rstrip().endswith(year) and row.text[at:].startswith("/"):
        at = len(row.text[:at].rstrip()) - len(year)
    last = row.index(at)
    following = row.words[last + 1 : last + 2]
    if following and following[0].box[0] - row.words[last].box[2] < 0.7 * row.em and not match:
        return
    if match:
        yield _place("serial", row, (0, match.end()), at)
    elif last <= 1 and re.fullmatch(r"\W*\d[\d./ ]*", row.text[:at]):
        words = row.words[:last]
        after = row.text[at : row.starts[last] + len(row.words[last].text)]
        yield Place(
            "serial", row.words[0].box[0], row.x(at), row.em, row.base, None, (row.words[last], after), words,
            row.text[:at].strip(),
        )  # fmt: skip


def _dates(row: _Row, width: float) -> Iterator[Place]:
    """'Quảng Ngãi, ngày 15 tháng 3 năm 2024' in the right half."""
    key = bare(row.text)
    day = _DAY.search(key)
    month = _MONTH.search(key, day.end() if day else 0)
    year = _YEAR.search(key, month.end()) if month else None
    if not (month and year) or (day and month.start() - day.end() > 12):
        return
    if day:
        first = _name_start(row, row.index(day.start()), width)
        if first is None:
            return
        if first:
            yield from _dates(_Row.of(row.words[first:], 1.1 * row.em), width)
            return
    if day:
        yield _place("day", row, day.span(), month.start())
    if day and year.start() - month.end() <= 10:
        yield _place("month", row, month.span(), year.start())


def _name_start(row: _Row, day: int, width: float) -> int | None:
    """The word with which the place's name begins a line of the right column: up to five words before "ngày"."""
    for index in range(day, max(-1, day - 6), -1):
        word = row.words[index]
        clear = index == 0 or word.box[0] - row.words[index - 1].box[2] > 0.9 * row.em
        if clear and word.box[0] > 0.35 * width:
            named = all(w.text[:1].isupper() or not w.text[:1].isalpha() for w in row.words[index:day])
            return index if named else None
    return None


def _place(kind: Kind, row: _Row, span: tuple[int, int], end: int) -> Place:
    """The place between the printed text `span` and the printed text that begins at `end`."""
    left, right = row.index(max(span[1] - 1, 0)), row.index(end)
    before = row.text[row.starts[left] : span[1]].strip()
    after = row.text[end : row.starts[right] + len(row.words[right].text)]
    if kind == "serial" and after[:1].isdigit():
        after = f"/{after}"  # the year of the symbol, whose stroke was not read
    return Place(
        kind, _right_edge(row, left, span), row.x(end), row.em, row.base, (row.words[left], before),
        (row.words[right], after), row.words[left + 1 : right], row.text[span[1] : end].strip(),
    )  # fmt: skip


def _right_edge(row: _Row, index: int, span: tuple[int, int]) -> float:
    """Where the printed part `span` at the end or the start of a word ends.

    A box much wider than its letters holds ink as well.
    """
    word, start = row.words[index], row.starts[index]
    part = row.text[start : span[1]].strip()
    wide, own = _advance(part, row.em), word.box[2] - word.box[0]
    if part == word.text:
        return word.box[2] if span[0] > start or own < wide + 0.35 * row.em else word.box[0] + wide
    return word.box[0] + min(wide, wide / _advance(word.text, row.em) * own)

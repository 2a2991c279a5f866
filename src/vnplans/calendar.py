"""Every written date, one grammar: for readers in a letterhead, for rules in citations, date lines and deadlines.

    date   = [ "ngày" [ "mồng" ] ] ( long | short )
    long   = day "tháng" month [ year ]             05 tháng 3 năm 2020 · 15 (mười lăm) tháng 12, 2023 · 5 tháng ba
    year   = [ "," | "/" | "-" ] [ "năm" ] digits
    short  = day sep month [ sep year ]             05/3/2024 · 5.3.2024 · 05-3-2024 · 05/3/24

Day, month and year of a long date may be blank in a draft or where a clerk writes by hand: "ngày    tháng 4 năm 2026".
Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4 has the long form with "ngày" and "năm"; the others stand in text and tables.

The patterns are pieces to embed: their groups bear a prefix, so that one pattern may hold two dates. They read clean
text; the three words of a date may have lost their tones. A date that no calendar has is None, never mended.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import DeadlineWord

__all__ = [
    "BARE_OUTLINE",
    "BARE_PARTS",
    "DAY",
    "DAY_NUMBER",
    "FOUR_DIGITS",
    "MONTH",
    "MONTH_NUMBER",
    "NO_MONTH",
    "OUTLINE",
    "PARTS",
    "SMUDGED_DAY",
    "SMUDGED_MONTH",
    "SMUDGED_YEAR",
    "Written",
    "as_date",
    "blogged",
    "date_of",
    "dates",
    "day",
    "month_number",
    "month_of",
    "parts",
    "smudged",
    "stamp",
    "written",
    "year_number",
]

PARTS, BARE_PARTS = r"(?:ngày|tháng|năm)", r"(?:ngay|thang|nam)"
"""The words of a date, of folded and of bare text: around a blank they say what belongs there."""
OUTLINE, BARE_OUTLINE = r"\bngày\b.{0,20}\btháng", r"\bngay\b.{0,20}\bthang"
"""A date line, whatever stands between its words: print, ink or nothing."""
# The same words where the grammar makes sure what they are: with or without tones
DAY, MONTH, YEAR = r"ng[àa]y", r"th[áa]ng", r"n[ăa]m"
FOUR_DIGITS = r"(?:19|20)(?:0\d\d|\d\d)(?!\d)"
"""A year; also a slip of the pen: "20010"."""
MONTH_NUMBER, DAY_NUMBER = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"

# The same words as OCR gives them where ink touches print; of bare text
SMUDGED_DAY, SMUDGED_MONTH, SMUDGED_YEAR = r"n[gqh]a[yvw]|\b\w?\W?gay", r"t?h[ae]ng\b|tha\w[gq]|thdng", r"nm\b|nam"

_MONTH_WORD = rf"(?:{MONTH}|háng)"  # "háng 01": the first letter lost
_BLANK = r"[\s.…_]*+"
_APART = r"\d\s\d(?!\d)"  # "tháng 0 6": digits that the clerk's typing parted
_NAMED = rf"{DAY}{_BLANK}(?:m[ùồ]ng\s*)?"
_IN_WORDS = r"(?:\s*\([^()\d]{2,24}\))?"
# "1.2.15" is a label of an outline: before a short year the other parts have two digits, or "ngày" stands in front
_SURE = rf"(?:(?<=ngày )|(?=\d\d?\s?/|\d\d\s?[.-]\s?\d\d\s?[.-]|\d\d?\s?[.-]\s?\d\d?\s?[.-]\s?{FOUR_DIGITS}))"
# Of a short date without a year: "26,27/4" only behind "ngày", "ngày 5.5" too; else these are shares and outline labels
_OPEN_DAY = r"(?:(?<!\d[.,])|(?<=ngày \d,)|(?<=ngày \d\d,)|(?<=ngày \d\d,\d\d,))"
_OPEN_SLASH = r"(?:\s?/\s?|(?<=ngày \d)[.]|(?<=ngày \d\d)[.])"
NO_MONTH = r"(?![\d/]|\s*%|[^\W\d_]|\s+lần)"
"""Behind a month without a year: "6 tháng 1 lần", "tháng 5%" are none."""
_FORMS = (
    *(("year", "month", "day"), ("y", "m", "d"), ("iy", "im", "id"), ("", "om", "od")),
    *(("y1", "m1", "d1"), ("y2", "m2", "d2")),
)
"""Groups of year, month, day: of the long, the short, the ISO form, of a short one without a year, of blogs."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written: its offsets, its parts as numbers (None: blank), its date (None: a part is blank or wrong)."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    @property
    def whole(self) -> bool:
        """No part is blank."""
        return None not in (self.year, self.month, self.day)

    @property
    def date(self) -> dt.date | None:
        return as_date(self.year, self.month, self.day)


# Pieces of patterns --------------------------------------------------------------------------------------------------


@cache
def _months() -> dict[str, int]:
    """Names of months ("ba", "tư", "giêng") and their numbers."""
    return {row.word: int(row.value or 0) for row in rows(DeadlineWord) if row.kind == "month"}


@cache
def month_number() -> str:
    """A month as number or word; "năm" before a year is no May: "tháng    năm 2024" has a blank month."""
    return rf"(?:{MONTH_NUMBER}|(?!{YEAR}\s*{FOUR_DIGITS})(?:{alternatives(_months())})(?![^\W\d_]))"


def written(prefix: str = "", *, named: bool = False) -> str:
    """A date with its year, in text of any case; behind "ngày" parts of the long form may be blank.

    `named`: "ngày" must stand. Where it does not, "6 tháng năm 2024" are six months, so all parts must be there.
    """
    whole = (
        rf"(?<!\d)(?=\d{{1,2}}{_IN_WORDS}\s*{_MONTH_WORD}\s*{month_number()}{_IN_WORDS}\s*[,/-]?\s*(?:{YEAR}\s*)?"
        rf"{FOUR_DIGITS})"
    )
    month = rf"{_MONTH_WORD}{_BLANK}(?P<{prefix}month>{_APART}|{month_number()}|\d{{0,2}})"
    year = (
        rf"(?:{_BLANK}[,/-]?\s*{YEAR}\s*|\s*[,/-]?\s*(?={FOUR_DIGITS}))"
        rf"(?P<{prefix}year>{FOUR_DIGITS}|(?:1\s?9|2\s?0)\s?\d\s?\d(?!\d))?"
    )
    long = rf"(?P<{prefix}day>{_APART}|\d{{0,2}}){_IN_WORDS}{_BLANK}{month}{_IN_WORDS}{year}"
    if named:
        return rf"(?i:{_NAMED}(?:{long}|{_short(prefix)}))"
    return rf"(?i:(?:{_NAMED}|{whole}){long}|(?:{_NAMED})?{_short(prefix)})"


def day(prefix: str = "") -> str:
    """A day in folded text, no part blank; its year may be open: "15 tháng 12", "15/12"."""
    year = rf"(?:{_BLANK}[,/-]?\s*{YEAR}\s*|\s*[,/-]?\s*)(?P<{prefix}year>{FOUR_DIGITS})"
    month = rf"(?P<{prefix}month>{month_number()}|\d\d(?=\s*{YEAR}\s*\d))"
    blank = rf"(?({prefix}word){_BLANK}|\s*)"  # "15. Tháng 3 năm 2024" is the fifteenth item of a list
    long = rf"(?P<{prefix}day>\d{{1,2}}){_IN_WORDS}{blank}{_MONTH_WORD}{blank}{month}{_IN_WORDS}(?:{year}|{NO_MONTH})"
    short = (
        rf"{_OPEN_DAY}(?P<{prefix}od>{DAY_NUMBER}){_OPEN_SLASH}(?P<{prefix}om>{MONTH_NUMBER})(?![\d/.,]\d|\d|/|-[^\W\d_])"
        rf"(?({prefix}word)|(?!\s+(?:{_shares()})\b))"
    )
    return rf"(?P<{prefix}word>{_NAMED})?(?<!\d)(?:{long}|{_short(prefix)}|{short})"


@cache
def _shares() -> str:
    """What makes "1/2" a share: "1/2 số hộ"."""
    return alternatives(row.word for row in rows(DeadlineWord) if row.kind == "share")


def stamp(prefix: str = "") -> str:
    """A date as machines print it: "07.03.2023" or "2023-03-07"."""
    iso = rf"(?<!\d)(?P<{prefix}iy>(?:19|20)\d\d)[./-](?P<{prefix}im>\d{{1,2}})[./-](?P<{prefix}id>\d{{1,2}})(?!\d)"
    return rf"(?:{iso}|{_short(prefix)})"


def blogged(prefix: str = "") -> str:
    """A date as themes of blogs print it: "12 Tháng Sáu, 2024", "Tháng Sáu 12, 2024", "12 Th6 2024"."""
    month = rf"(?:{_MONTH_WORD}\s+|th\.?\s?)(?P<{prefix}m{{}}>{month_number()})"
    first = rf"(?<!\d)(?P<{prefix}d1>\d{{1,2}})\s+{month.format(1)},?\s+(?P<{prefix}y1>{FOUR_DIGITS})"
    behind = rf"{month.format(2)}\s+(?P<{prefix}d2>\d{{1,2}}),\s*(?P<{prefix}y2>{FOUR_DIGITS})"
    return rf"(?i:{first}|{behind})"


def _short(prefix: str) -> str:
    return (
        rf"(?<!\d){_SURE}(?P<{prefix}d>\d{{1,2}})\s?(?P<{prefix}s>[/.-])\s?(?P<{prefix}m>\d{{1,2}})"
        rf"\s?(?P={prefix}s)\s?(?P<{prefix}y>{FOUR_DIGITS}|\d\d)(?!\d|/\w)"
    )


def smudged(prefix: str = "") -> str:
    """A date line of a scan, bare: its day is ink that OCR took for letters, and its words suffered.

    "ngàyl6 tháng 9", "ngày @3 tháng 01": the day is read where it stands alone between its words, and they are whole
    but for a letter ("ngàw 11 tháng 5"); month and year where they can be.
    """
    return (
        rf"(?:{SMUDGED_DAY}|yay)(?:\s(?P<{prefix}day>{DAY_NUMBER})\s(?=thang\s)|\s*\S{{0,5}}?\s*\W*)(?:{SMUDGED_MONTH})\s*"
        rf"(?P<{prefix}month>\d{{0,2}})"
        rf"\S{{0,3}}\s*(?:{SMUDGED_YEAR})\s*(?P<{prefix}year>(?:19|20)\d\d)?"
    )


# From a match to a date ----------------------------------------------------------------------------------------------


def as_date(year: str | int | None, month: str | int | None, day: str | int | None) -> dt.date | None:
    """The date of the three parts as printed; None if one is blank or the calendar has no such day."""
    try:
        return dt.date(int(year or ""), int(month or ""), int(day or ""))
    except ValueError:
        return None


def year_number(text: str | None) -> int | None:
    """ "2024" -> 2024, "20010" -> 2010; of two digits "69" to "99" are of the last century, as POSIX has it."""
    text = _joined(text or "")
    if not text:
        return None
    if len(text) == 2:
        return int(text) + (1900 if int(text) > 68 else 2000)
    return int(text[:2] + text[-2:])


def parts(match: re.Match[str], prefix: str = "") -> tuple[int | None, int | None, int | None]:
    """Year, month and day of a match of one of the pieces; None for a part that is blank."""
    groups = match.groupdict()
    for names in _FORMS:
        year, month, day = (groups.get(f"{prefix}{name}") if name else None for name in names)
        if year or month or day:
            return year_number(year), month_of(month) if month else None, int(_joined(day)) if day else None
    return None, None, None


def _joined(digits: str) -> str:
    """ "0 5" -> "05"."""
    return "".join(digits.split())


def month_of(text: str) -> int:
    """ "03" -> 3, "0 3" -> 3, "ba" -> 3."""
    return int(_joined(text)) if _joined(text).isdigit() else _months()[" ".join(text.lower().split())]


def date_of(match: re.Match[str], prefix: str = "") -> dt.date | None:
    """The date of a match of one of the pieces."""
    return as_date(*parts(match, prefix))


@cache
def _written() -> re.Pattern[str]:
    return re.compile(rf"(?<![\d/])(?<!\d[.,])(?:{written()})")


def dates(text: str) -> Iterator[Written]:
    """The dates of a clean text that name a year, in order; those with a blank or an impossible part have no `date`."""
    for match in _written().finditer(text):
        yield Written(match.start(), match.end(), *parts(match))

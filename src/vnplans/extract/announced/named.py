"""The acts that a sentence names: "type (số) number (date)", in any case, with a bare serial or none, in brackets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from vnplans.calendar import as_date, date_of, written
from vnplans.extract.numbers import NUMBER, parse_number
from vnplans.kinds import types_of_code
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import Kind
from vnplans.models import DocumentNumber, DocumentType
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = [
    "DAY_MONTH",
    "Named",
    "Told",
    "day_behind",
    "day_told",
    "named",
    "number_alone",
    "number_at",
    "same_number",
    "type_of",
    "types",
    "unnumbered",
]

DAY_MONTH = r"ngày\s*(?:m[ùồ]ng\s+)?(?P<dd>\d{1,2})\s?(?:[/.-]|,?\s?tháng\s)\s?(?P<dm>\d{1,2})(?![/.\-]?\d)"
"""A day and month whose year the page leaves out."""
_BARE = r"\d{1,5}(?:/(?:19|20)\d\d)?(?![\w/]|[.,]\d)"
_DATED = regex(r"\s*\(\d[\d/.-]*\)?$")
"""A date in brackets, which a symbol may have too: "12/KH-UBND (9/8/2022)"."""
_FILE = regex(r"(?i:\.(?:signed|pdf|docx?|zip|rar))+$")
"""What a file's name ends with: "12/KH-UBND.pdf"."""
_SIGNED = r"(?:(?:được\s+)?(?:ký|đề|ra|ban hành|ký ban hành|phát hành|phát đi|thông qua)\s+)?(?:(?:hôm|vào|trong)\s+)?"
_HOUR = r"(?:(?:hồi|(?:vào\s+)?lúc)\s+)?(?:\d{1,2}\s?(?:giờ|[hg:])\s?(?:\d{1,2})?(?:\s?phút|['’])?,?\s+)?"
"""The hour of a telegram: "Công điện số 7/CĐ-UBND hồi 17 giờ 00 ngày 05/8"."""
_RECENT = r"(?!\s+(?:vừa qua|vừa rồi)\b)"
"""A recent day is that of the page's own act: "Thực hiện Nghị quyết số 12-NQ/TU, ngày 20/2 vừa qua, UBND ..."."""
_BRACKETED = r"(?<=\()(?P<bd>\d{1,2})[/.-](?P<bm>\d{1,2})(?=\))"
"""A day and month alone in brackets: "Kế hoạch số 12/KH-UBND (9/8)"."""
_WHEN = regex(rf"\s*[,(–-]?\s*{_SIGNED}{_HOUR}(?P<at>{written()}|{DAY_MONTH}|{_BRACKETED})\)?{_RECENT}")


@dataclass(frozen=True, slots=True)
class Told:
    """A day as told: its year is None where the page leaves it out."""

    day: int
    month: int
    year: int | None
    start: int
    end: int
    ago: int | None = None
    """Days before the page's own day, where only that is told: "hôm nay", "hôm qua"."""

    def date(self, page: dt.date | None) -> dt.date | None:
        """The date; one without its year is the last such day before the page's own date."""
        if self.ago is not None:
            return page - dt.timedelta(days=self.ago) if page else None
        if self.year is not None:
            return as_date(self.year, self.month, self.day)
        if page is None:
            return None
        this = as_date(page.year, self.month, self.day)
        if this is not None and (this - page).days > 3:
            return as_date(page.year - 1, self.month, self.day)
        return this


@dataclass(frozen=True, slots=True)
class Named:
    """An act that a paragraph names: offsets into its text."""

    start: int
    end: int
    """Behind the number, its date and the body that it is of."""
    type_span: tuple[int, int]
    doc_type: DocumentType | None
    number: DocumentNumber | None
    number_span: tuple[int, int] | None
    day: Told | None
    of: tuple[int, int] | None
    """The body behind "của" or "do"."""
    signed: bool = False
    """ "do X ký", "do X vừa ban hành"."""


@cache
def types() -> Mapping[str, Kind | None]:
    """Folded type word -> its row; "văn bản" is any act: None."""
    return {**{fold(row.name): row for row in rows(Kind)}, **_short(), "văn bản": None}


@cache
def _short() -> Mapping[str, Kind | None]:
    """Types as their codes: "QĐ số 12/QĐ-UBND"; "CV" is a letter."""
    letter = next(row for row in rows(Kind) if row.name == "Công văn")
    codes = {fold(row.code): row for row in reversed(rows(Kind)) if row.code and len(row.code) > 1}
    return {**codes, "cv": letter}


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?P<type>{alternatives(types())})(?!\w)(?:\s+(?:{phrase('announced.urgent').pattern}))?(?:(?:\s+(?!{phrase('announced.not_between').pattern})\w+){{1,3}}(?=\s+số[\s:]))?"
        rf"\s*[,(]?\s*(?P<so>số\s*:?\s*)?(?:(?P<number>{NUMBER})|(?P<glued>{_glued()})|(?P<bare>{_BARE}))\)?",
        re.IGNORECASE,
    )


@cache
def _glued() -> str:
    """A number that leaves out what stands between serial and code: "145 KH/TWĐTN", "145QĐ-UBND"."""
    codes = alternatives({fold(row.code) for row in rows(Kind) if row.code and len(row.code) > 1})
    return rf"\d{{1,5}}\s?(?:{codes})\s?[/-]\s?[^\W\d_][^\W_]*(?:[/-][^\W_]+)*"


@cache
def _of() -> re.Pattern[str]:
    return re.compile(
        rf"\s*,?\s*(?:do\s+(?P<do>[^;.,()\"“]{{3,80}}?)\s+(?:(?:{phrase('announced.signs').pattern}))|của\s+(?P<of>(?:[^;.,()\"“:]|(?<=tp)\.){{3,90}}?))"
        rf"(?=\s+(?:{phrase('announced.behind_body').pattern})|\s*[;.,()\"“:]|\s*$)"
    )


def named(text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
    """The numbered acts of a paragraph, or of a part of it, in order."""
    key = fold(text)
    stop = len(key) if end is None else end
    for match in _numbered().finditer(key, start, stop):
        number, span = _number(text, match, stop)
        if number is None or not _is_type(text[slice(*match.span("type"))], match["so"], number):
            continue
        behind = max(span[1], match.end() if span[1] == match.end("number") else 0)
        close, day, of, signed = _behind(key, behind, stop)
        kind = type_of(match["type"], number)
        yield Named(match.start(), close, match.span("type"), kind, number, span, day, of, signed)


def _is_type(word: str, so: str | None, number: DocumentNumber) -> bool:
    """A code stands for its type in capitals, behind it "số" or a number with the code."""
    if fold(word) not in _short():
        return True
    same = (number.type_code or "").upper() == word
    return word.isupper() and (so is not None or same) and number.issuer_code is not None


def same_number(one: Named, other: Named) -> bool:
    """The same act, by its number; a bare serial is that of any symbol with it."""
    a, b = one.number, other.number
    return (
        a is not None and b is not None and (a.text == b.text or (a.serial == b.serial and "/" not in a.text + b.text))
    )


def _number(text: str, match: re.Match[str], stop: int) -> tuple[DocumentNumber | None, tuple[int, int]]:
    if match["glued"] is not None:
        whole = text[slice(*match.span("glued"))]
        code = whole.lstrip("0123456789 ")
        return (parse_number(whole) if code[:2].isupper() else None), match.span("glued")
    if match["bare"] is not None:
        words = match["bare"]
        serial, _, year = words.partition("/")
        number = DocumentNumber(text=words, serial=int(serial), year=int(year) if year else None)
        sure = match["so"] or _is_serial(fold(text), match, stop)
        told = sure and phrase("announced.unnumbered").match(fold(match["type"]))
        return (number if told else None), match.span("bare")
    start, end = match.span("number")
    end = start + len(_FILE.sub("", _DATED.sub("", text[start:end])))
    printed = text[start:end]
    if not match["serial"] or not any(c.isupper() for c in printed):
        return None, (start, end)
    return parse_number(printed), (start, end)


def _is_serial(key: str, match: re.Match[str], stop: int) -> bool:
    """A serial without "số": "Chỉ thị 03 tăng cường ..."; "Kế hoạch 5 năm", "quyết định 2 vấn đề" count something."""
    if phrase("announced.behind_bare").match(key, match.end(), stop):
        return True
    firm = phrase("announced.firm_type").match(match["type"])
    return firm is not None and phrase("announced.counted").match(key, match.end(), stop) is None


def type_of(word: str, number: DocumentNumber | None) -> DocumentType | None:
    """The type that the word names. A compound that has no code of its own beside the symbol's is the symbol's type
    ("Kế hoạch phối hợp số 5/KH-UBND": Kế hoạch); "văn bản" is a letter where its symbol names no type."""
    row = types()[fold(re.sub(r"\s+", " ", word))]
    code = number.type_code if number else None
    if row is None:
        names = types_of_code(code) if code else ()
        if names:
            return DocumentType(code=code, name=names[0])
        return DocumentType(code=None, name="Công văn") if number and number.issuer_code else None
    if code and code.upper() != (row.code or "").upper():
        shorter = row.joint and [name for name in types_of_code(code) if fold(row.name).startswith(f"{fold(name)} ")]
        if shorter:
            row = types()[fold(shorter[0])] or row
    return DocumentType(code=row.code, name=row.name)


def _behind(key: str, at: int, stop: int) -> tuple[int, Told | None, tuple[int, int] | None, bool]:
    """The date and the body behind a number and before `stop`, in either order; is it told who signed?"""
    signed = False
    day: Told | None = None
    of: tuple[int, int] | None = None
    for _ in range(2):
        if day is None and (found := _when(key, at, stop)):
            day, at = day_told(found), found.end()
        elif of is None and (body := _of().match(key, at, stop)):
            signed = body["do"] is not None
            of = body.span("do" if signed else "of")
            at = body.end()
    return at, day, of, signed


def _when(key: str, at: int, stop: int) -> re.Match[str] | None:
    """The day told right behind a number: "ngày 5/8", "(5/8)"; without a comma also "tối 5/8"."""
    return _WHEN.match(key, at, stop) or _later_that_day().match(key, at, stop)


@cache
def _later_that_day() -> re.Pattern[str]:
    return re.compile(rf"\s*{_SIGNED}(?P<at>{phrase('announced.part_of_day').pattern})")


def day_told(match: re.Match[str]) -> Told | None:
    """The day of a match that has the groups of a date, of a day and month or of a part of a day, and `at` around
    them."""
    said = match.groupdict()
    for day, month, year in (("dd", "dm", ""), ("bd", "bm", ""), ("pd", "pm", "py")):
        if said.get(day):
            told = said.get(year)
            return Told(int(said[day]), int(said[month]), int(told) if told else None, *match.span("at"))
    date = date_of(match) if "year" in said else None
    return Told(date.day, date.month, date.year, *match.span("at")) if date else None


def unnumbered(key: str, at: int) -> Named | None:
    """An act named at this place of a folded paragraph by its type alone: "ban hành kế hoạch phòng cháy rừng"."""
    found = phrase("announced.unnumbered").match(key, at)
    if found is None:
        return None
    words = found["type"]
    end, day, of, _ = _behind(key, found.end(), len(key))
    return Named(found.start("type"), end, found.span("type"), type_of(words, None), None, None, day, of)


def day_behind(key: str, at: int) -> Told | None:
    """The day told right at this place."""
    found = _when(key, at, len(key))
    return day_told(found) if found else None


_ALONE = regex(rf"(?<!\w)\(?(?P<so>số(?:\s+(?:ký\s+)?hiệu)?\s*:?\s*)(?P<number>{NUMBER})\)?", re.IGNORECASE)


def number_alone(text: str, at: int, stop: int) -> Named | None:
    """A number behind "số" alone: "ban hành kế hoạch phòng cháy rừng số 12/KH-UBND"."""
    key = fold(text)
    for match in _ALONE.finditer(key, at, stop):
        start, close = match.span("number")
        printed = text[start:close]
        number = parse_number(printed) if match["serial"] and any(c.isupper() for c in printed) else None
        bracket = match[0].startswith("(")
        before = None if bracket else phrase("announced.unnumbered_before").search(key, at, match.start())
        if number is not None and before is None:
            end, day, of, _ = _behind(key, match.end(), stop)
            return Named(match.start(), end, (start, close), None, number, (start, close), day, of)
    return None


_NUMBER = regex(NUMBER, re.IGNORECASE)


def number_at(text: str, at: int, act: Named) -> Named | None:
    """The number right at this place, of an act that another line tells by its type alone."""
    match = _NUMBER.match(fold(text), at)
    number = parse_number(text[slice(*match.span())]) if match and match["serial"] else None
    if match is None or number is None:
        return None
    kind = act.doc_type or type_of("văn bản", number)
    if number.type_code and (kind is None or number.type_code.upper() != (kind.code or "").upper()):
        return None
    return Named(match.start(), match.end(), act.type_span, kind, number, match.span(), None, None)


_JOINED = regex(rf"\s*(?:,|;|và|,\s*và)\s*số\s*:?\s*(?P<number>{NUMBER})", re.IGNORECASE)


def joined_number(text: str, before: Named, stop: int) -> Named | None:
    """A further number right behind a numbered act, of the same type."""
    match = _JOINED.match(fold(text), before.end, stop)
    if match is None or not match["serial"]:
        return None
    span = match.span("number")
    number = parse_number(text[slice(*span)])
    if number is None:
        return None
    end, day, of, signed = _behind(fold(text), match.end(), stop)
    return Named(span[0], end, before.type_span, before.doc_type, number, span, day, of, signed)

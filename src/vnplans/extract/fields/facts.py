"""The table of facts that a portal prints above or beside an act: "Số ký hiệu | 12/KH-UBND", "Ngày ban hành | ...".

Its labels are phrases of data/phrases.toml; three of them with a value make one. The document pages of provinces, of
the government's portal and of legal databases print such a table; where the act's own letterhead is there it decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import pairwise

from vnplans.calendar import dates
from vnplans.extract.agencies.names import open_name
from vnplans.extract.fields.kind import named_type
from vnplans.extract.fields.number import letterhead_number
from vnplans.extract.findings import Finding, Found
from vnplans.extract.numbers import parse_number
from vnplans.extract.zones.zones import Layout
from vnplans.landmarks import begins, words
from vnplans.models import Agency, DocumentNumber, DocumentType
from vnplans.pages import Pages, Quote
from vnplans.phrases import phrase
from vnplans.text import bare, fold

__all__ = ["facts_date", "facts_issuer", "facts_number", "facts_title", "facts_type", "first_fact"]

_FEWEST = 3
_FIRST = 60
"""Blocks at the head of a page among which its facts stand."""
_FIELDS = ("number", "issued_on", "doc_type", "issuer", "title")


def first_fact(pages: Pages) -> int | None:
    """The block where the table of facts of an act begins, if the page prints one with its number."""
    found = _facts(pages)
    return min(quote.block for quote in found.values()) if "number" in found else None


def _facts(pages: Pages) -> Mapping[str, Quote]:
    """The values by the names of Directive, each as the words of its cell or line; the first of each."""
    key = ("facts", 0)
    if key not in pages.worked_out:
        pages.worked_out[key] = _read(pages)
    found: Mapping[str, Quote] = pages.worked_out[key]
    return found


def _read(pages: Pages) -> dict[str, Quote]:
    out: dict[str, Quote] = {}
    for name, quote in (*_cells(pages), *_lines(pages)):
        if fold(out.setdefault(name, quote).text).strip() != fold(quote.text).strip():
            return {}  # a list of acts
    return out if len(out) >= _FEWEST else {}


def _label(text: str) -> str | None:
    words = fold(text).strip(" .:*")
    return next((name for name in _FIELDS if phrase(f"facts.{name}").fullmatch(words)), None)


def _cells(pages: Pages) -> Iterator[tuple[str, Quote]]:
    """A label in one cell, its value in the next of the same row."""
    tables = dict.fromkeys(block.cell.table for block in pages.blocks[:_FIRST] if block.cell)
    for table in tables:
        for _, columns in pages.rows(table):
            cells = [columns[column] for column in sorted(columns)]
            if cells[0][0] >= _FIRST:
                break
            for label, value in pairwise(cells):
                if len(label) != 1 or len(value) != 1 or not pages.blocks[value[0]].text:
                    continue
                name = _label(pages.blocks[label[0]].text)
                if name and _label(pages.blocks[value[0]].text) is None:  # else the header of a list of acts
                    yield name, pages.quote(value[0], rule=f"{name}.facts")


def _lines(pages: Pages) -> Iterator[tuple[str, Quote]]:
    """ "Số ký hiệu: 12/KH-UBND" in a line of its own."""
    for index, block in enumerate(pages.blocks[:_FIRST]):
        for label, begin, end in _told_in(block.text):
            told = block.text[begin:end].strip()
            name = _label(label)
            if name and told:
                start = block.text.index(told, begin)
                yield name, pages.quote(index, start, start + len(told), rule=f"{name}.facts")


def _told_in(text: str) -> Iterator[tuple[str, int, int]]:
    """A line's label and where its value stands; several labels where the line begins with one that is known: "Số hiệu:
    12/KH-UBND Loại văn bản: Kế hoạch"."""
    colon = text.find(":")
    if not 0 < colon < _LONGEST_LABEL:
        return
    labels = [at for at in phrase("facts.label").finditer(fold(text)) if text[at.start()].isupper()]
    if not labels or text[: labels[0].start()].strip(" \t•-"):
        yield text[:colon], colon + 1, len(text)
        return
    for at, following in pairwise([*labels, None]):
        if at:
            yield text[at.start() : at.end() - 1], at.end(), following.start() if following else len(text)


_LONGEST_LABEL = 40


def _told(layout: Layout, name: str) -> Quote | None:
    """A fact of the table, where the act prints no letterhead of its own."""
    if layout.type_block is not None or name not in (found := _facts(layout.pages)):
        return None
    return None if any(isinstance(number, Found) for number in letterhead_number(layout)) else found[name]


def facts_number(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """ "Số ký hiệu | 12/KH-UBND"."""
    quote = _told(layout, "number")
    number = parse_number(quote.text.strip()) if quote else None
    if quote and number:
        yield Found(number, (quote,))


def facts_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """ "Ngày ban hành | 14/9/2026"."""
    quote = _told(layout, "issued_on")
    told = [found.date for found in dates(quote.text)] if quote else []
    if quote and len(told) == 1 and told[0] is not None:
        yield Found(told[0], (quote,))


def facts_type(layout: Layout) -> Iterator[Finding[DocumentType]]:
    """ "Loại văn bản | Hướng dẫn"."""
    quote = _told(layout, "doc_type")
    kind = named_type(quote.text) if quote else None
    if quote and kind:
        yield Found(kind, (quote,))


def facts_issuer(layout: Layout) -> Iterator[Finding[Agency]]:
    """ "Cơ quan ban hành | UBND tỉnh Lâm Đồng"."""
    found = _facts(layout.pages)
    quote = _told(layout, "issuer") or (found.get("issuer") if _same_act(layout) else None)
    if quote is None:
        return
    name = quote.text.strip()
    if not begins(name, "unit"):
        yield Found(open_name(name), (quote,))
    elif (number := found.get("number")) and (body := _of_symbol(number.text)):
        yield Found(open_name(f"{body} {name[:1].lower()}{name[1:]}"), (quote, number))


def _same_act(layout: Layout) -> bool:
    """Does the letterhead, which names no body, print the number that the facts tell?"""
    told = _facts(layout.pages).get("number")
    own = [number.value.text for number in letterhead_number(layout) if isinstance(number, Found)]
    return told is not None and own[:1] == [told.text.strip()]


def _of_symbol(number: str) -> str | None:
    """Which body of a province "Tỉnh X" stands for, as databases write: by the symbol of its act."""
    code = bare(number.rpartition("-")[2].strip()).upper()
    return next((body for body in words("council") if _initials(body) == code), None)


def _initials(name: str) -> str:
    return bare("".join(word[0] for word in name.split())).upper()


def facts_title(layout: Layout) -> Iterator[Finding[str]]:
    """ "Trích yếu | Phòng cháy rừng năm 2026"; the type word before it is no part of it."""
    quote = _told(layout, "title")
    if quote is None:
        return
    kind = phrase("facts.kind").match(fold(quote.text))
    start = kind.end() if kind else 0
    told = layout.pages.quote(quote.block, quote.start + start, quote.end, rule="title.facts")
    if told.text.strip():
        yield Found(told.text.strip(" ."), (told,))

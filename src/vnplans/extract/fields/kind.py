"""Tên loại văn bản (Nghị định 30/2020/NĐ-CP, Điều 7; a letter prints none)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from vnplans.extract.fields.number import letterhead_number
from vnplans.extract.fields.number_scanned import smudged_number
from vnplans.extract.findings import Finding, Found
from vnplans.extract.zones.zones import Layout
from vnplans.kinds import type_codes, types_of_code
from vnplans.knowledge import rows
from vnplans.knowledge.tables import Kind
from vnplans.landmarks import SUBJECT, addressee_line, annex_label, type_line
from vnplans.models import DocumentType
from vnplans.pages import Block
from vnplans.text import fold

__all__ = ["letter", "named_type", "of_symbol", "type_word"]


def _document_type(name: str) -> DocumentType:
    code = next(kind.code for kind in rows(Kind) if kind.name == name)
    return DocumentType(code=code, name=name)


def named_type(text: str) -> DocumentType | None:
    """The type that the words are the name of: "Kế hoạch"."""
    words = fold(text).strip(" .:")
    return next((_document_type(kind.name) for kind in rows(Kind) if fold(kind.name) == words), None)


def _is_cut(block: Block) -> bool:
    """Is only the rest of a type word left, as on a scan: "HOẠCH"?"""
    return block.confidence is not None and not annex_label(block.text) and type_line(block, any_case=True) is None


@cache
def _addressed_codes() -> frozenset[str]:
    """Codes of types that are printed without a type word, yet with a V/v or Kính gửi line."""
    return frozenset(code.upper() for kind in rows(Kind) if kind.addressed for code in kind.all_codes[:1])


def type_word(layout: Layout) -> Iterator[Finding[DocumentType]]:
    """The type word printed above the title."""
    if layout.type_block is None:
        return
    block = layout.block(layout.type_block)
    label = annex_label(block.text)
    named = ("Phụ lục", label.end("label")) if label else type_line(block, any_case=True)
    if named:
        quote = layout.pages.quote(layout.type_block, 0, named[1], rule="doc_type.type_word")
        yield Found(_document_type(named[0]), (quote,))


def of_symbol(layout: Layout) -> Iterator[Finding[DocumentType]]:
    """The type code in the symbol, where no type word is printed or read: 58/GM-UBND is a giấy mời."""
    if layout.type_block is not None and not _is_cut(layout.block(layout.type_block)):
        return
    is_letter = any(isinstance(finding, Found) for finding in letter(layout))
    for finding in (*smudged_number(layout), *letterhead_number(layout)):
        if isinstance(finding, Found) and finding.value.type_code:
            code = finding.value.type_code
            party = code.upper() == "CV"
            if is_letter and code.upper() not in _addressed_codes() and not party:
                return  # a body's code before the unit's: 1300/TC-TCDN is the Ministry of Finance's
            names = ("Công văn",) if party else types_of_code(code)
            if names and code.upper() in type_codes() and (finding.value.issuer_code or party):
                yield Found(_document_type(names[0]), finding.quotes)
                return


def letter(layout: Layout) -> Iterator[Finding[DocumentType]]:
    """No type word, but a V/v line or an addressee: a letter (công văn)."""
    if layout.type_block is not None:
        return
    for index in (*layout.left, *range(*layout.heading)):
        text = layout.block(index).text
        if SUBJECT.match(text) or addressee_line(text):
            quote = layout.pages.quote(index, rule="doc_type.letter")
            yield Found(_document_type("Công văn"), (quote,))
            return

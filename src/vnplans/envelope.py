"""The record of an edXML envelope that has no document with it: what its message header says, and no tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vnplans.calendar import date_of, stamp
from vnplans.extract.agencies.names import open_name
from vnplans.extract.numbers import parse_number
from vnplans.knowledge import rows
from vnplans.knowledge.tables import EdxmlField, Kind
from vnplans.models import Agency, Attachment, Directive, DocumentNumber, DocumentType, Note, Signer, Source
from vnplans.pages import Pages, Quote
from vnplans.regex import regex

__all__ = ["assemble_envelope"]

URGENCIES = {"1": "khẩn", "2": "thượng khẩn", "3": "hỏa tốc", "4": "hỏa tốc hẹn giờ"}
_DATE = regex(stamp())
_MANY = ("addressees", "recipients", "attachments")


def assemble_envelope(pages: Pages, source: Source) -> Directive:
    """The record, each value with the words of the header that it stands in."""
    told: dict[str, list[Quote]] = {}
    fields = {row.label: row.field for row in rows(EdxmlField)}
    for index, block in enumerate(pages.blocks):
        label, mark, _ = block.text.partition(": ")
        quote = pages.quote(index, len(label) + len(mark), len(block.text), rule="edxml.header")
        told.setdefault(fields[label], []).append(quote)
    values = {name: value for name, value in _values(told).items() if value not in (None, [])}
    evidence: dict[str, list[Quote]] = {}
    for name, quotes in told.items():
        field = name.split("/")[0]
        if field in _MANY:
            evidence |= {f"/{field}/{n}": [quote] for n, quote in enumerate(quotes)}
        elif field in values:
            evidence.setdefault(f"/{field}", []).extend(quotes)
    note = Note(
        code="header_only",
        severity="review",
        message="gói edXML chỉ có phần đầu, không kèm văn bản: không đọc được nhiệm vụ",
        message_en="the edXML envelope has a header and no document: no tasks can be read",
    )
    return Directive(source=source, evidence=evidence, notes=[note], **values)


def _values(told: Mapping[str, list[Quote]]) -> dict[str, Any]:
    one = {name: quotes[0].text for name, quotes in told.items() if name not in _MANY}
    day = _DATE.match(one.get("issued_on", ""))
    return {
        "issuer": _issuer(one.get("issuer"), one.get("issuer/parent")),
        "number": _number(one.get("number")),
        "doc_type": _type(one.get("doc_type")),
        "issued_on": date_of(day) if day else None,
        "place": one.get("place"),
        "title": one.get("title"),
        "urgency": URGENCIES.get(one.get("urgency", "")),
        "signer": _signer(one),
        "addressees": [quote.text for quote in told.get("addressees", ())],
        "recipients": [quote.text for quote in told.get("recipients", ())],
        "attachments": [_attachment(quote.text) for quote in told.get("attachments", ())],
    }


def _issuer(name: str | None, parent: str | None) -> Agency | None:
    if name is None:
        return None
    agency = open_name(name)
    whole = name if name.endswith(agency.name) else agency.name  # "Chủ tịch Ủy ban ..." issues telegrams
    return agency.model_copy(update={"name": whole, "parent": parent or agency.parent})


def _number(text: str | None) -> DocumentNumber | None:
    return (parse_number(text) or DocumentNumber(text=text)) if text else None


def _type(name: str | None) -> DocumentType | None:
    codes = {kind.name: kind.code for kind in rows(Kind)}
    return DocumentType(code=codes.get(name), name=name) if name else None


def _signer(one: Mapping[str, str]) -> Signer | None:
    name, position, authority = (one.get(f"signer{part}") for part in ("", "/position", "/authority"))
    return Signer(name=name, position=position, authority=authority) if name or position or authority else None


def _attachment(text: str) -> Attachment:
    """ "Phụ lục I. Danh mục" parted; a title alone stays one."""
    label, dot, title = text.partition(". ")
    return Attachment(label=label, title=title) if dot else Attachment(title=text)

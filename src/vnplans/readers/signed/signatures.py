"""The signature dictionaries of a PDF: who, of which body, when, and does the digest still hold? Facts only.

Nothing here says that a signature is trusted: that needs the roots of Ban Cơ yếu Chính phủ and their lists.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from itertools import islice
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFNoValidXRef
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from vnplans.pages import Box
from vnplans.readers.signed.certificates import Signature, is_intact, signature_of
from vnplans.regex import regex
from vnplans.text import clean

__all__ = ["Signed", "pdf_time", "signatures"]


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature dictionary. `box`: left, bottom, right, top in the page's own coordinates; None if unseen."""

    field: str
    who: str | None
    body: str | None
    time: datetime | None
    page: int | None
    box: Box | None
    intact: bool | None = None
    """Does the signed digest still hold? None: could not be verified."""


def signatures(data: bytes) -> list[Signed]:
    """The signatures of a file in the order of its form fields; none for an unsigned or an unreadable form."""
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        return list(_signed(document, data))
    except (PDFEncryptionError, PDFNoValidXRef, PDFSyntaxError, PSException, *_BROKEN):
        return []


_DETACHED = {"adbe.pkcs7.detached", "ETSI.CAdES.detached"}

logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # it reports each fault of a damaged file

# What a damaged form makes of pdfminer's untyped objects
_BROKEN = (TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError)


_MOST_FIELDS = 5000
"""Fields of a form; those that name themselves as their children have no end."""


def _signed(document: Any, data: bytes) -> Iterator[Signed]:
    form = resolve1(document.catalog.get("AcroForm")) or {}
    pages = {page.pageid: number for number, page in enumerate(PDFPage.create_pages(document), 1)}
    for field in islice(_fields(resolve1(form.get("Fields")) or [], 0), _MOST_FIELDS):
        value = resolve1(field.get("V"))
        if _name(field.get("FT")) != "Sig" or not isinstance(value, dict):
            continue
        contents = resolve1(value.get("Contents"))
        found = signature_of(contents) if isinstance(contents, bytes) else Signature()
        box = resolve1(field.get("Rect"))
        seen = isinstance(box, list) and len(box) == 4 and box[0] != box[2] and box[1] != box[3]
        yield Signed(
            field=_text(field.get("T")) or "",
            who=found.who or _text(value.get("Name")),
            body=found.body,
            time=pdf_time(_text(value.get("M")) or "") or found.time,
            page=pages.get(getattr(field.get("P"), "objid", None)),
            box=tuple(float(resolve1(v)) for v in box) if seen else None,  # type: ignore[arg-type]
            intact=is_intact(found, covered) if (covered := _covered(value, data)) else None,
        )


def _covered(value: dict[str, Any], data: bytes) -> bytes:
    """The bytes that a signature signs; none where its ranges make no sense or it signs another way."""
    ranges = resolve1(value.get("ByteRange"))
    if _name(value.get("SubFilter")) not in _DETACHED or not isinstance(ranges, list) or len(ranges) != 4:
        return b""
    start, length, second, rest = (int(resolve1(v)) for v in ranges)
    if min(start, length, second, rest) < 0 or second + rest > len(data):
        return b""
    return data[start : start + length] + data[second : second + rest]


def _fields(fields: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Fields without children of their own; what children leave out they have from their parent."""
    for reference in fields:
        field = resolve1(reference)
        if not isinstance(field, dict):
            continue
        kids = resolve1(field.get("Kids"))
        if isinstance(kids, list) and kids and depth < 8:
            for kid in _fields(kids, depth + 1):
                yield {**{k: v for k, v in field.items() if k != "Kids"}, **kid}
        else:
            yield field


def _name(value: Any) -> str:
    value = resolve1(value)
    return value.name if hasattr(value, "name") else str(value or "")


def _text(value: Any) -> str | None:
    value = resolve1(value)
    return clean(decode_text(value)) or None if isinstance(value, bytes) else None


_PDF_TIME = regex(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?")


def pdf_time(text: str) -> datetime | None:
    """A date of a PDF ("D:20230307163105+07'00'") with its offset, if it gives one."""
    match = _PDF_TIME.match(text)
    if not match:
        return None
    zone = UTC if text[match.end() - 1] == "Z" else None
    try:
        if match[7]:
            span = timedelta(hours=int(match[8]), minutes=int(match[9] or 0))
            zone = timezone(span if match[7] == "+" else -span)
        return datetime(*(int(match[i] or 0) for i in range(1, 7)), tzinfo=zone)  # type: ignore[misc,arg-type]
    except ValueError:
        return None

"""Digital signatures of a PDF: who, of which body, when, and whether the digest still holds. Facts only.

Nothing here says that a signature is trusted: that needs the roots of Ban Cơ yếu Chính phủ and the state of their lists.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import Any

from vnplans.pages import Box
from vnplans.readers.certificates import Signature, is_intact, signature_of
from vnplans.text import clean

__all__ = ["Signed", "is_signed", "shown_signature", "shown_time", "signatures"]


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature dictionary. `box` is in the file's own page coordinates: left, bottom, right, top; None if unseen."""

    field: str
    who: str | None
    body: str | None
    time: datetime | None
    page: int | None
    box: Box | None
    intact: bool | None = None
    """Does the signed digest still hold? None: could not be verified."""


def is_signed(data: bytes) -> bool:
    """Can the file hold a signature at all? Cheap: nothing is parsed."""
    return b"/ByteRange" in data


def signatures(data: bytes) -> list[Signed]:
    """The signatures of a file in the order of its form fields; none for an unsigned or an unreadable form."""
    if not is_signed(data):
        return []
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFNoValidXRef
    from pdfminer.pdfparser import PDFParser, PDFSyntaxError
    from pdfminer.psexceptions import PSException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        return list(_signed(document, data))
    except (PDFEncryptionError, PDFNoValidXRef, PDFSyntaxError, PSException, *_BROKEN):
        return []


_DETACHED = {"adbe.pkcs7.detached", "ETSI.CAdES.detached"}

# What a damaged form makes of pdfminer's untyped objects
_BROKEN = (TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError)


def _signed(document: Any, data: bytes) -> Iterator[Signed]:
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdftypes import resolve1

    form = resolve1(document.catalog.get("AcroForm")) or {}
    pages = {page.pageid: number for number, page in enumerate(PDFPage.create_pages(document), 1)}
    for field in _fields(resolve1(form.get("Fields")) or [], 0):
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
    from pdfminer.pdftypes import resolve1

    ranges = resolve1(value.get("ByteRange"))
    if _name(value.get("SubFilter")) not in _DETACHED or not isinstance(ranges, list) or len(ranges) != 4:
        return b""
    start, length, second, rest = (int(resolve1(v)) for v in ranges)
    if min(start, length, second, rest) < 0 or second + rest > len(data):
        return b""
    return data[start : start + length] + data[second : second + rest]


def _fields(fields: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Fields without children of their own; what children leave out they have from their parent."""
    from pdfminer.pdftypes import resolve1

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
    from pdfminer.pdftypes import resolve1

    value = resolve1(value)
    return value.name if hasattr(value, "name") else str(value or "")


def _text(value: Any) -> str | None:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    value = resolve1(value)
    return clean(decode_text(value)) or None if isinstance(value, bytes) else None


_PDF_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?")


def pdf_time(text: str) -> datetime | None:
    """A date of a PDF ("D:20230307163105+07'00'") with its offset, if it gives one."""
    match = _PDF_TIME.match(text)
    if not match:
        return None
    zone = None
    if match[7]:
        span = timedelta(hours=int(match[8]), minutes=int(match[9] or 0))
        zone = timezone(span if match[7] == "+" else -span)
    elif text[match.end() - 1] == "Z":
        zone = timezone.utc
    try:
        return datetime(*(int(match[i] or 0) for i in range(1, 7)), tzinfo=zone)  # type: ignore[misc,arg-type]
    except ValueError:
        return None


# Appearances: "Ký bởi: UBND tỉnh X", "Người ký: Sở Y", "Cơ quan: ...", "Thời gian ký: 07.03.2023 16:31:05 +07:00"
_NEXT = r"(?=\s*(?:Cơ quan|Tổ chức|Đơn vị|Chức vụ|Email|E-mail|Thời gian|Ngày ký|Giờ ký|Date|Reason|Location|$|\d{1,2}[./]\d))"
_WHO = re.compile(rf"(?:(?:Được )?k[ýí] (?:số |điện tử )?bởi|Người k[ýí]|Digitally signed by)\s*:?\s*(.+?){_NEXT}", re.I)
_BODY = re.compile(rf"(?:Cơ quan|Tổ chức|Đơn vị)\s*:\s*(.+?){_NEXT}", re.I)
_TIME = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*(?:GMT)?\s*([+-]\d{1,2}):?(\d\d))?"
)
_TIME_ISO = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})\s+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([+-]\d{1,2}):?'?(\d\d))?")


def shown_time(text: str) -> datetime | None:
    """The time that an appearance shows, with its offset if it shows one."""
    match = _TIME.search(text)
    if match:
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    else:
        match = _TIME_ISO.search(text)
        if not match:
            return None
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    zone = None
    if match[7]:
        hours = int(match[7])
        zone = timezone(timedelta(hours=hours, minutes=int(match[8]) * (-1 if hours < 0 else 1)))
    try:
        return datetime(year, month, day, int(match[4]), int(match[5]), int(match[6] or 0), tzinfo=zone)
    except ValueError:
        return None


def shown_signature(text: str) -> tuple[str | None, str | None, datetime | None]:
    """Who, body and time, as the words of an appearance say."""
    who, body = _WHO.search(text), _BODY.search(text)
    return (clean(who[1]) or None if who else None, clean(body[1]) or None if body else None, shown_time(text))

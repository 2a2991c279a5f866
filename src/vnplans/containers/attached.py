"""Documents that travel inside a document: files attached to a PDF, files embedded in a DOCX.

Only what can be read comes out: an embedded sheet or drawing is part of its document, not one of its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing

from vnplans.containers.member import Member
from vnplans.containers.names import file_name
from vnplans.errors import DamagedFile, EncryptedFile, VnplansError
from vnplans.limits import Limits
from vnplans.readers import FORMS
from vnplans.readers.sniff import sniff

__all__ = ["attached"]

_EMBEDDED = "word/embeddings/"
_READ = {*FORMS, "zip", "7z", "mail", "mbox", "edxml"} - {"text", "image"}
"""Forms that are documents wherever they lie; a text or picture may be anything."""


def attached(data: bytes, limits: Limits) -> Iterator[Member]:
    """The documents inside a PDF or DOCX, in order; nothing for other forms and for a file that does not open."""
    if b"%PDF-" in data[:1024]:
        files = _of_pdf(data)
    elif data.startswith(b"PK\x03\x04"):
        files = _of_docx(data, limits)
    else:
        return
    for number, (name, content) in enumerate(files, 1):
        if len(content) <= limits.member_size and _form(content) in _READ:
            yield Member(file_name(name) if name else f"tệp {number}", None, content)


def _form(data: bytes) -> str | None:
    try:
        return sniff(data)
    except VnplansError:
        return None


def _of_pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    from pypdfium2 import PdfiumError  # noqa: PLC0415 - heavy, and for PDFs only

    from vnplans.readers.pdf.opening import open_pdf  # noqa: PLC0415
    from vnplans.readers.pdf.pdfium import IN_TURN  # noqa: PLC0415

    try:
        with IN_TURN, closing(open_pdf(data)) as document:
            found = [document.get_attachment(i) for i in range(document.count_attachments())]
            files = [(file.get_name(), bytes(file.get_data())) for file in found]
    except (PdfiumError, DamagedFile, EncryptedFile, ValueError):
        return
    yield from files


def _of_docx(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                fits = info.file_size <= min(
                    limits.member_size, max(limits.ratio_from, info.compress_size * limits.ratio)
                )
                if info.filename.startswith(_EMBEDDED) and fits and not info.flag_bits & 1:
                    yield info.filename.removeprefix(_EMBEDDED), archive.read(info)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return

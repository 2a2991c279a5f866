"""A PDF opened by PDFium, or the reason why not."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from vnplans.errors import DamagedFile, EncryptedFile

__all__ = ["Renewed", "open_pdf", "unlocked"]

_HIDDEN = re.compile(rb"/(?:Encrypt|ObjStm)\b")
_KEPT = 16_000_000
"""Bytes of a file whose pages are read before it is opened anew."""
_PASSWORD = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def open_pdf(data: bytes) -> Any:
    """The document, forms loaded. Raises EncryptedFile or DamagedFile."""
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in _PASSWORD:
            raise EncryptedFile(
                "tệp PDF có mật khẩu: hãy mở bằng mật khẩu rồi lưu lại không mật khẩu",
                "the PDF is locked with a password: open it and save it again without one",
            ) from error
        raise DamagedFile(
            "tệp PDF bị hỏng hoặc bị cắt cụt: hãy tải lại tệp gốc",
            "the PDF is damaged or cut short: fetch the original again",
        ) from error
    if not count:
        document.close()
        raise DamagedFile("tệp PDF không có trang nào", "the PDF has no pages")
    return document


class Renewed:
    """A document whose pages are asked for in order, opened anew now and then: PDFium keeps the streams that it has
    read of a page until the document is closed, so that a long scan would come to lie in memory twice."""

    def __init__(self, data: bytes) -> None:
        """Raises EncryptedFile or DamagedFile."""
        self.now = open_pdf(data)
        self.pages: int = len(self.now)
        self._data = data
        self._together = max(1, self.pages * _KEPT // max(len(data), 1))
        self._read = 0

    def at(self, number: int) -> Any:
        """The document for reading page `number` (from 1): the one before is closed where it has read its share."""
        if self._read == self._together and number <= self.pages:
            self.now.close()
            self.now = open_pdf(self._data)
            self._read = 0
        self._read += 1
        return self.now

    def close(self) -> None:
        self.now.close()


def unlocked(document: Any, data: bytes) -> bytes:
    """The file with nothing hidden: where it is locked without a password, or its objects lie packed in streams, what
    PDFium writes without lock and packing. Streams of content stay as packed as they were."""
    if not _HIDDEN.search(data):
        return data
    out = io.BytesIO()
    try:
        document.save(out, flags=raw.FPDF_REMOVE_SECURITY)
    except pdfium.PdfiumError:
        return data
    return out.getvalue()

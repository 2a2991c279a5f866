"""A PDF opened by PDFium, or the reason why not."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from vnplans.errors import DamagedFile, EncryptedFile

__all__ = ["open_pdf", "unlocked"]

_HIDDEN = re.compile(rb"/(?:Encrypt|ObjStm)\b")
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

"""DOC (Word 97-2003) -> Pages: converted to DOCX by msdoc2docx, else by LibreOffice, else read as text only."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import replace
from pathlib import Path

from vnplans.errors import DamagedFile, EncryptedFile
from vnplans.pages import Pages
from vnplans.readers import docx
from vnplans.readers.options import ReadOptions

__all__ = ["MEDIA_TYPE", "read"]

MEDIA_TYPE = "application/msword"

_log = logging.getLogger("vnplans.readers.doc")


def read(data: bytes, options: ReadOptions) -> Pages:
    """The pages of a .doc, by the DOCX reader. Raises DamagedFile, EncryptedFile, TooLarge, NoText."""
    converted = _by_doc2docx(data)
    if converted is None:
        raise DamagedFile("không mở được tệp .doc", "the .doc file could not be opened")
    return replace(docx.read(converted, options), reader="doc", media_type=MEDIA_TYPE)


def _by_doc2docx(data: bytes) -> bytes | None:
    """The file as .docx; None where doc2docx refuses it."""
    import doc2docx  # noqa: PLC0415
    from doc2docx.errors import EncryptedDocumentError  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="vnplans-") as folder:
        source, target = Path(folder, "in.doc"), Path(folder, "out.docx")
        source.write_bytes(data)
        try:
            doc2docx.convert(source, target)
            return target.read_bytes()
        except EncryptedDocumentError as error:
            raise EncryptedFile("tệp .doc có mật khẩu", "the .doc file has a password") from error
        except Exception as error:  # a parser of untrusted bytes may fail in any way; the next way is tried
            _log.info("doc2docx refused the file: %r", error)
            return None

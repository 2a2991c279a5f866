"""Bytes -> Pages. First bytes decide which reader, never the file's name."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from vnplans.errors import NoText, UnsupportedFile
from vnplans.pages import Pages
from vnplans.readers.options import ReadOptions
from vnplans.readers.sniff import sniff

__all__ = ["FORMS", "ReadOptions", "read"]

FORMS: dict[str, str] = {
    # form (as sniff names it): the module of vnplans.readers that has read(data, options) -> Pages
    "docx": "word.docx",
    "doc": "word.doc",
    "pdf": "pdf",
    "html": "html",
    "text": "plain",
    "rtf": "rtf.reader",
    "odt": "odt.reader",
    "image": "ocr.image",
}

HOLDERS = frozenset(("docx", "doc"))
"""Forms that may hold files of any form: their read(data, options, inner) is given what reads those."""


def read(data: bytes, options: ReadOptions | None = None) -> Pages:
    """The pages of one document.

    Raises UnsupportedFile, EncryptedFile or DamagedFile, saying what the file is; NoText for an empty one.
    """
    if not data.strip():
        raise NoText("tệp rỗng", "the file is empty")
    form = sniff(data)
    if form not in FORMS:
        raise UnsupportedFile(
            f"đây là tệp chứa ({form}), không phải một văn bản", f"this is a container ({form}), not one document"
        )
    options = options or ReadOptions()
    module = import_module(f"vnplans.readers.{FORMS[form]}")
    given = (partial(read, options=options),) if form in HOLDERS else ()
    pages: Pages = module.read(data, options, *given)
    return pages

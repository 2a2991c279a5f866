"""Bytes -> Pages. First bytes decide which reader, never the file's name."""

from __future__ import annotations

from collections.abc import Callable
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
    reader: Callable[[bytes, ReadOptions], Pages] = import_module(f"vnplans.readers.{FORMS[form]}").read
    return reader(data, options or ReadOptions())

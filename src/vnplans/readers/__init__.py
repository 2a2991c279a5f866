"""Bytes -> Pages. First bytes decide which reader, never the file's name."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from vnplans.errors import NoText, UnsupportedFile, guarded
from vnplans.pages import Pages, Remark
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
    "edxml": "edxml",
}

HOLDERS = frozenset(("docx", "doc"))
"""Forms that may hold files of any form: their read(data, options, inner) is given what reads those."""


def read(data: bytes, options: ReadOptions | None = None) -> Pages:
    """The pages of one document.

    Raises UnsupportedFile, EncryptedFile or DamagedFile, saying what the file is; NoText for an empty one; TooLarge.
    Nothing else, whatever a reader lets out, but MemoryError and errors of the operating system.
    """
    if not data.strip():
        raise NoText("tệp rỗng", "the file is empty")
    with guarded("tệp", "file"):
        form = sniff(data)
    if form not in FORMS:
        raise UnsupportedFile(
            f"đây là tệp chứa ({form}), không phải một văn bản", f"this is a container ({form}), not one document"
        )
    options = options or ReadOptions()
    module = import_module(f"vnplans.readers.{FORMS[form]}")
    given = (partial(read, options=options),) if form in HOLDERS else ()
    with guarded(f"tệp ({form})", f"file ({form})"):
        pages: Pages = module.read(data, options, *given)
    lost = sum(block.text.count("\ufffd") for block in pages.blocks)
    return pages.with_remarks(_lost(lost)) if lost else pages


def _lost(count: int) -> Remark:
    """What is told of letters that are no characters in the file."""
    return Remark("letters_lost", "warning", f"{count} chữ bị hỏng trong tệp", f"{count} damaged letters in the file")

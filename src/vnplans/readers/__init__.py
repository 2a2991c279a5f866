"""Bytes -> Pages. First bytes decide which reader, never the file's name."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from vnplans.errors import NoText, UnsupportedFile, guarded
from vnplans.pages import Pages, Remark
from vnplans.readers.glued import opened
from vnplans.readers.heavy import evened
from vnplans.readers.long import parted
from vnplans.readers.options import Inner, ReadOptions
from vnplans.readers.sniff import sniff
from vnplans.readers.spaced import closed

__all__ = ["FORMS", "ReadOptions", "read"]

FORMS: dict[str, str] = {
    # form (as sniff names it): the module of vnplans.readers that has read(data, options) -> Pages
    "docx": "word.docx",
    "doc": "word.doc",
    "pdf": "pdf",
    "html": "html",
    "text": "plain",
    "markdown": "markdown",
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
    options = options or ReadOptions()
    options.limits.check("file_size", len(data))
    if not data.strip():
        raise NoText("tệp rỗng", "the file is empty")
    with guarded("tệp", "file"):
        form = sniff(data)
    if form not in FORMS:
        raise UnsupportedFile(
            f"đây là tệp chứa ({form}), không phải một văn bản", f"this is a container ({form}), not one document"
        )
    module = import_module(f"vnplans.readers.{FORMS[form]}")
    given = (_inner(options),) if form in HOLDERS else ()
    with guarded(f"tệp ({form})", f"file ({form})"):
        pages: Pages = module.read(data, options, *given)
        pages = evened(opened(closed(parted(pages, options.limits.paragraph))))
    lost = sum(block.text.count("\ufffd") for block in pages.blocks)
    return pages.with_remarks(_lost(lost)) if lost else pages


def _inner(options: ReadOptions) -> Inner:
    """What reads the documents that stand inside one."""

    def read_inner(data: bytes, among: int = 1) -> Pages:
        if not options.limits.chunk_depth:
            raise options.limits.over("chunk_depth")
        return read(data, replace(options, limits=options.limits.inside(among)))

    return read_inner


def _lost(count: int) -> Remark:
    """What is told of letters that are no characters in the file."""
    return Remark("letters_lost", "warning", f"{count} chữ bị hỏng trong tệp", f"{count} damaged letters in the file")

"""Bytes -> records: the one straight path. The only file that sees readers and extract together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from vnplans import readers
from vnplans.assemble import assemble
from vnplans.checks import check
from vnplans.errors import VnplansError
from vnplans.extract import layouts
from vnplans.models import Directive, Source
from vnplans.pages import Pages
from vnplans.readers import ReadOptions

__all__ = ["parse_bytes", "parse_pages", "read_bytes"]


def read_bytes(data: bytes, name: str | None = None, options: ReadOptions | None = None) -> Pages:
    """The pages of one document. Raises VnplansError, naming the file."""
    try:
        return readers.read(data, options)
    except VnplansError as error:
        error.file = error.file or name
        raise


def parse_pages(pages: Pages, source: Source) -> list[Directive]:
    """The records of one file's pages: one act, or several where the file holds several."""
    return [check(assemble(layout, source)) for layout in layouts(pages)]


def source_of(pages: Pages, data: bytes, name: str | None, container: str | None = None) -> Source:
    """The facts of the file."""
    return Source(
        name=name,
        container=container,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=pages.media_type,
        reader=pages.reader,
        pages=pages.page_count,
        encoding=pages.encoding,
        text_origin=pages.text_origin,
    )


def parse_bytes(data: bytes, name: str | None = None, options: ReadOptions | None = None) -> list[Directive]:
    """All records of a file. Raises VnplansError if the file cannot be opened at all."""
    return list(_records(data, name, options))


def _records(data: bytes, name: str | None, options: ReadOptions | None) -> Iterator[Directive]:
    pages = read_bytes(data, name, options)
    yield from parse_pages(pages, source_of(pages, data, name))

"""Plain text -> Pages."""

from __future__ import annotations

from collections.abc import Iterator

from vnplans.errors import NoText
from vnplans.limits import Limits
from vnplans.pages import Cell, Pages
from vnplans.readers.options import ReadOptions
from vnplans.readers.styled.charsets import decode_bytes
from vnplans.readers.styled.flow import finish
from vnplans.readers.styled.looks import ParagraphLook, RunLook
from vnplans.readers.styled.paragraph import Paragraph
from vnplans.readers.styled.recognised import as_recognised, misread_motto
from vnplans.readers.styled.run_together import set_apart
from vnplans.readers.styled.typed_tables import TypedTable, typed_tables
from vnplans.readers.styled.wrapped import centred_titles, unbroken, unglued, unwrapped
from vnplans.regex import regex

__all__ = ["pages_of", "read"]

# A line moved to the middle by blanks, with no second column in it
_CENTRED = regex(r"(?: {8,}|\t{2,})(?!.*(?: {4,}|\t))\S")


_TABLE = "\ue0ff"
"""Stands for a table while broken lines are made whole."""


def read(data: bytes, options: ReadOptions) -> Pages:
    """The paragraphs of a text file, one block each. Raises NoText where all are empty."""
    text, encoding = decode_bytes(data)
    pages = pages_of(text, encoding, options.limits)
    if not pages.blocks:
        raise NoText("tệp văn bản không có chữ", "the text file holds no words")
    return pages


def pages_of(text: str, encoding: str | None = None, limits: Limits | None = None) -> Pages:
    """The paragraphs, one block each: lines that are not empty, those broken at a margin made whole; a line with both
    columns of a letterhead gives two. Text that was recognised from a picture has a confidence."""
    limits = limits or Limits()
    limits.check("letters", len(text))
    lines = centred_titles(set_apart([line.rstrip() for line in text.splitlines()]))
    tables = list(typed_tables(lines))
    for table in reversed(tables):
        lines[table.start : table.end] = ["", _TABLE, ""]
    paragraphs: list[Paragraph] = []
    left = enumerate(tables)
    for line in unglued(unbroken(unwrapped(lines))):
        if line == _TABLE:
            paragraphs += _cells(*next(left))
        else:
            paragraphs.append(Paragraph([(line, RunLook())], ParagraphLook(centred=bool(_CENTRED.match(line)))))
    blocks, _ = finish(paragraphs, limits)
    if misread_motto(blocks):
        blocks = as_recognised(blocks)
        return Pages(blocks, reader="text", media_type="text/plain", encoding=encoding, text_origin="ocr")
    return Pages(blocks, reader="text", media_type="text/plain", encoding=encoding)


def _cells(number: int, table: TypedTable) -> Iterator[Paragraph]:
    """The cells of a table; a row of one cell behind its number reaches over all columns."""
    wide = max(map(len, table.rows))
    for row, cells in enumerate(table.rows):
        for column, words in enumerate(cells):
            span = wide - column if len(cells) < wide and column == len(cells) - 1 else 1
            yield Paragraph([(words, RunLook())], cell=Cell(number, row, column, column_span=span))

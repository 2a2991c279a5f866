"""Markdown -> Pages: what converters and recognition by language models write of a document.

A line is a paragraph, as in plain text, for the marks of lists ("1.", "a)", "-") are the act's own and stay as typed.
Headings, bold and italic letters, escapes and tables are Markdown's (markdown-it-py); tables that it cannot write, with
several lines in a cell, stand in it as HTML.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token

from vnplans.errors import NoText
from vnplans.limits import Limits, Tally
from vnplans.pages import Pages
from vnplans.readers.html import table_paragraphs
from vnplans.readers.options import ReadOptions
from vnplans.readers.styled.charsets import decode_bytes
from vnplans.readers.styled.flow import finish
from vnplans.readers.styled.grid import Entry, place
from vnplans.readers.styled.looks import ParagraphLook, RunLook
from vnplans.readers.styled.paragraph import Paragraph, Piece
from vnplans.readers.styled.wrapped import unwrapped
from vnplans.regex import regex

__all__ = ["read"]

_ROW = regex(r"\s*\|.*\|\s*$")
_STANDS = "\ue0ff"
"""Stands for a table while broken lines are made whole."""
_TABLE = regex(r"<(?P<end>/?)table\b[^<>]{0,500}>", re.IGNORECASE)
_BREAK = regex(r"<br\s*/?>", re.IGNORECASE)
_TURNED = {
    "strong_open": ("bold", 1),
    "strong_close": ("bold", -1),
    "em_open": ("italic", 1),
    "em_close": ("italic", -1),
}


def read(data: bytes, options: ReadOptions) -> Pages:
    """The paragraphs and tables of a Markdown file. Raises NoText for one without words, TooLarge."""
    text, encoding = decode_bytes(data)
    options.limits.check("letters", len(text))
    tally = Tally(options.limits)
    blocks, _ = finish(_all(text, tally), options.limits)
    if not blocks:
        raise NoText("tệp Markdown không có chữ", "the Markdown file holds no words")
    return Pages(blocks, reader="markdown", media_type="text/markdown", encoding=encoding)


@cache
def _parser() -> MarkdownIt:
    """CommonMark and tables, without what takes a mark or a blank of the act for its own."""
    parser = MarkdownIt("commonmark", {"maxNesting": Limits().nesting}).enable("table")
    return parser.disable(["list", "code", "blockquote", "reference", "lheading", "html_block", "autolink"])


def _all(text: str, tally: Tally) -> list[Paragraph]:
    """The paragraphs of the text, one a line, those broken at a margin made whole; and the cells of its tables."""
    lines, tables = _taken_out(text)
    out: list[Paragraph] = []
    number = 0
    for is_table, run in groupby(unwrapped(lines, blank_apart=True), key=lambda line: line == _STANDS):
        for part in (tables.popleft() for _ in run) if is_table else ("\n\n".join(run),):
            if is_table and part.startswith("<"):
                found = table_paragraphs(part, number, tally)
            else:
                found = list(_paragraphs(_parser().parse(part), tally, number))
            number = max((p.cell.table + 1 for p in found if p.cell is not None), default=number)
            out += found
    return out


def _taken_out(text: str) -> tuple[list[str], deque[str]]:
    """The lines of the text with a sign in each table's place, and the tables."""
    lines: list[str] = []
    tables: deque[str] = deque()
    for part, is_markup in _parts(text):
        for is_rows, run in groupby(() if is_markup else part.splitlines(), key=lambda line: bool(_ROW.match(line))):
            if is_rows:
                tables.append("\n".join(run))
                lines += ["", _STANDS, ""]
            else:
                lines += [line.strip() for line in run]
        if is_markup:
            tables.append(part)
            lines += ["", _STANDS, ""]
    return lines, tables


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order, cut where tables in HTML stand; those within others are theirs."""
    at = begin = depth = 0
    for tag in _TABLE.finditer(text):
        if tag["end"]:
            depth -= depth > 0
            if depth == 0 and begin > at:
                yield text[at : begin - 1], False
                yield text[begin - 1 : tag.end()], True
                at = begin = tag.end()
        else:
            begin = begin if depth else tag.start() + 1
            depth += 1
    yield text[at:], False


def _paragraphs(tokens: Sequence[Token], tally: Tally, tables: int) -> Iterator[Paragraph]:
    """`tables`: how many stand before."""
    heading: int | None = None
    rows: list[list[Entry[Paragraph]]] = []
    for token in tokens:
        if token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = None
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            for cell in place(rows, tally):
                yield Paragraph(cell.shown.pieces, cell.shown.look, cell=cell.address(tables))
            rows, tables = [], tables + 1
        elif token.type == "inline":
            paragraph = Paragraph(list(_pieces(token.children or ())), ParagraphLook(heading=heading))
            if rows:
                rows[-1].append(Entry(paragraph))
            else:
                yield paragraph
        elif token.type == "fence":
            yield from (Paragraph([(line, RunLook())]) for line in token.content.splitlines())


def _pieces(tokens: Iterable[Token]) -> Iterator[Piece]:
    depth = {"bold": 0, "italic": 0}
    for token in tokens:
        if token.type in _TURNED:
            which, step = _TURNED[token.type]
            depth[which] += step
        elif token.type in ("text", "code_inline"):
            yield token.content, RunLook(bold=depth["bold"] > 0, italic=depth["italic"] > 0)
        elif token.type in ("softbreak", "hardbreak") or (token.type == "html_inline" and _BREAK.match(token.content)):
            yield "\n", RunLook()

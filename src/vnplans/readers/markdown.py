"""Markdown -> Pages: what converters and recognition by language models write of a document.

A line is a paragraph, as in plain text, for the marks of lists ("1.", "a)", "-") are the act's own and stay as typed.
Headings, bold and italic letters, escapes and tables are Markdown's (markdown-it-py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from vnplans.errors import NoText
from vnplans.limits import Limits, Tally
from vnplans.pages import Pages
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
    blocks, _ = finish(list(_paragraphs(_parser().parse(_apart(text)), tally)), options.limits)
    if not blocks:
        raise NoText("tệp Markdown không có chữ", "the Markdown file holds no words")
    return Pages(blocks, reader="markdown", media_type="text/markdown", encoding=encoding)


@cache
def _parser() -> MarkdownIt:
    """CommonMark and tables, without what takes a mark or a blank of the act for its own."""
    parser = MarkdownIt("commonmark", {"maxNesting": Limits().nesting}).enable("table")
    return parser.disable(["list", "code", "blockquote", "reference", "lheading", "html_block", "autolink"])


def _apart(text: str) -> str:
    """The text with a blank line between paragraphs, those broken at a margin made whole, and none between rows."""
    lines = unwrapped([line.strip() for line in text.splitlines()])
    out: list[str] = []
    for line in lines:
        if out and not (_ROW.match(line) and _ROW.match(out[-1])):
            out.append("")
        out.append(line)
    return "\n".join(out)


def _paragraphs(tokens: Sequence[Token], tally: Tally) -> Iterator[Paragraph]:
    heading: int | None = None
    tables = 0
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

"""DOCX (Word 2007 and later) -> Pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from vnplans.errors import NoText, VnplansError
from vnplans.landmarks import motto_at
from vnplans.limits import Tally
from vnplans.pages import Block, Pages, Remark, Role
from vnplans.readers.options import Inner, ReadOptions
from vnplans.readers.styled.blocks import blocks_of
from vnplans.readers.styled.budget import weigh
from vnplans.readers.styled.columns import place_columns
from vnplans.readers.styled.decoding import decode_all
from vnplans.readers.styled.entered import rejoined
from vnplans.readers.styled.paragraph import Chunk, Item, Paragraph
from vnplans.readers.word import package
from vnplans.readers.word.names import OFFICE, Element, W
from vnplans.readers.word.numbering import Numbering
from vnplans.readers.word.package import Parts, open_parts
from vnplans.readers.word.pictures import FEW_LETTERS, OCR_IS_OFF, of_pages, with_pictures
from vnplans.readers.word.story import Story
from vnplans.readers.word.styles import Styles
from vnplans.readers.word.tables import Table
from vnplans.text import clean

__all__ = ["MEDIA_TYPE", "read"]

_MARKS = ("fldChar", "moveFrom", "del ", "del>", "del/")
"""How fields and tracked changes show in the bytes."""
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(data: bytes, options: ReadOptions, inner: Inner) -> Pages:
    """The pages of a .docx: headers, body, footers, footnotes; tracked changes in their final view.

    A file of hardly any text and large pictures is a scan: its pictures are read. `inner` reads them, and documents
    of any form that stand inside this one.

    Raises DamagedFile, EncryptedFile, TooLarge (what it unpacks to), NoText, MissingExtra (a scan, and no OCR).
    """
    limits = options.limits
    parts = open_parts(data, limits)
    numbering = Numbering(lambda: parts.related(package.NUMBERING))
    styles = Styles(parts.related(package.STYLES), parts.bytes_of(package.THEME), numbering)
    tables: list[Table] = []
    story = Story(styles, numbering, tables, Tally(limits))
    body = parts.document.find(W + "body")
    marked = parts.mentions(*_MARKS) > 0
    items: list[Item] = [] if body is None else story.walk(body, marked=marked)
    sections = _sections(parts, body)
    headers, footers = _margins(parts, story, sections, "header"), _margins(parts, story, sections, "footer")
    items = [*headers, *items, *footers, *_footnotes(parts, story)]
    weigh(items, limits)
    limits.check("chunks", sum(1 for i in items if isinstance(i, Chunk)))
    paragraphs = [i for i in items if isinstance(i, Paragraph)]
    encoding = decode_all(paragraphs)
    items = place_columns(rejoined(items), tables)
    remarks: list[Remark] = []
    blocks = tuple(_blocks(items, parts, len(tables), inner, remarks))
    limits.check("blocks", len(blocks))
    pages = Pages(blocks, "docx", MEDIA_TYPE, encoding=encoding, remarks=tuple(remarks))
    if sum(len(block.text) for block in blocks) < FEW_LETTERS and (pictures := of_pages(parts)):
        limits.check("pages", len(pictures))
        if options.ocr == "never":
            return pages.with_remarks(OCR_IS_OFF)
        return with_pictures(pages, pictures, inner)
    if not blocks:
        raise NoText("tệp .docx không có chữ", "the .docx holds no text")
    return pages


def _sections(parts: Parts, body: Element | None) -> list[Element]:
    """The w:sectPr of the body; most files have one, the body's last child."""
    if body is not None and len(body) and body[-1].tag == W + "sectPr" and parts.mentions("sectPr") <= 2:
        return [body[-1]]
    return list(parts.document.iter(W + "sectPr"))


def _blocks(items: Sequence[Item], parts: Parts, tables: int, inner: Inner, remarks: list[Remark]) -> Iterator[Block]:
    among = sum(1 for item in items if isinstance(item, Chunk))
    for item in items:
        if isinstance(item, Paragraph):
            yield from blocks_of(item)
            continue
        chunk, said = _chunk(parts.blob(item.rid), inner, among)
        remarks += said
        offset = tables
        for block in chunk:
            cell = block.cell
            if cell is not None:
                tables = max(tables, offset + cell.table + 1)
                cell = replace(cell, table=offset + cell.table)
            yield replace(block, cell=cell or item.cell)


def _chunk(data: bytes | None, inner: Inner, among: int) -> tuple[Sequence[Block], Sequence[Remark]]:
    """The blocks of a document placed inside (w:altChunk: HTML, another .docx, RTF), by the reader of its form, and
    what that had to say."""
    if not data:
        return (), ()
    try:
        pages = inner(data, among)
    except VnplansError as error:
        vi, en = "văn bản nhúng không đọc được", "an embedded document could not be read"
        remark = Remark("chunk_unread", "warning", f"{vi}: {error.message_vi}", f"{en}: {error.message_en}")
        return (), (remark,)
    return pages.blocks, pages.remarks


def _margins(parts: Parts, story: Story, sections: Sequence[Element], which: Role) -> Iterator[Item]:
    """The headers or footers that the sections use, each text once; even pages and unused first pages left out."""
    kind = package.HEADER if which == "header" else package.FOOTER
    used: list[str] = []
    for section in sections:
        shown = ("default", "first") if section.find(W + "titlePg") is not None else ("default",)
        for reference in section.iterchildren(f"{W}{which}Reference"):
            if (reference.get(W + "type") or "default") in shown:
                used.append(reference.get(OFFICE + "id") or "")
    roots = dict(parts.all_related(kind))
    seen: set[str] = set()
    for rid in dict.fromkeys(used):
        if rid in roots:
            items = story.walk(roots[rid], which)
            words = "".join(t for i in items if isinstance(i, Paragraph) for t, _ in i.pieces).strip()
            if words not in seen:
                seen.add(words)
                yield from _as_letterhead(items) if motto_at(clean(words)) is not None else items


def _as_letterhead(items: Iterable[Item]) -> Iterator[Item]:
    """A header that holds the national motto is the letterhead itself, put where it prints on the first page."""
    for item in items:
        if isinstance(item, Paragraph) and item.role == "header":
            item.role = "text"
        yield item


def _footnotes(parts: Parts, story: Story) -> Iterator[Item]:
    """Footnotes, then endnotes, in the order of the file, each labelled with its number."""
    for kind, tag in ((package.FOOTNOTES, "footnote"), (package.ENDNOTES, "endnote")):
        root = parts.related(kind)
        notes: Iterable[Element] = () if root is None else root.iterchildren(W + tag)
        number = 0
        for note in notes:
            if note.get(W + "type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            number += 1
            items = story.walk(note, "footnote")
            for item in items[:1]:
                if isinstance(item, Paragraph) and item.label is None:
                    item.label = str(number)
            yield from items

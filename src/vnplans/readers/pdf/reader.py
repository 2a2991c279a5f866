"""The path of a PDF: pages to lines, lines to columns and paragraphs, paragraphs to blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vnplans.pages import Block, Pages
from vnplans.readers.options import ReadOptions
from vnplans.readers.pdf.cells import table_blocks
from vnplans.readers.pdf.columns import in_columns
from vnplans.readers.pdf.lines import Line, lines_of
from vnplans.readers.pdf.opening import open_pdf
from vnplans.readers.pdf.overlay import fill_in, overlays
from vnplans.readers.pdf.paragraphs import Paragraph, join_pages, margins, paragraphs, to_block
from vnplans.readers.pdf.rules import page_rules
from vnplans.readers.pdf.tables import Ruled, find_tables
from vnplans.readers.pdf.words import Frame, page_glyphs, place_words

__all__ = ["read"]


Item = Paragraph | Ruled


def read(data: bytes, options: ReadOptions) -> Pages:
    """The pages of a PDF. Raises EncryptedFile or DamagedFile."""
    document = open_pdf(data)
    items: list[list[Item]] = []
    sizes = []
    for number in range(1, len(document) + 1):
        found, size = _page(document, number)
        items.append(found)
        sizes.append(size)
    document.close()
    return Pages(
        blocks=tuple(_blocks(join_pages(items))),
        reader="pdf",
        media_type="application/pdf",
        page_count=len(sizes),
        page_sizes=tuple(sizes),
    )


def _blocks(items: Sequence[Item]) -> Iterator[Block]:
    tables = 0
    for item in items:
        if isinstance(item, Ruled):
            yield from table_blocks(item, tables)
            tables += 1
        else:
            block = to_block(item)
            if block.text:
                yield block


def _page(document: Any, number: int) -> tuple[list[Item], tuple[float, float]]:
    page = document[number - 1]
    text_page = page.get_textpage()
    glyphs = page_glyphs(text_page)
    frame = Frame(*page.get_cropbox()).read_with(glyphs)
    text_page.close()
    words, _turned = place_words(glyphs, frame)
    rules = page_rules(page, frame)
    stamped = overlays(document, page, number, glyphs, frame)
    page.close()
    tables, words = find_tables(words, rules, number)
    lines, shown = fill_in(lines_of(words, number), stamped)
    items = _flow(lines, tables, frame)
    return items + [Paragraph(list(overlay.lines), role="signature") for overlay in shown], frame.size


def _flow(lines: Sequence[Line], tables: Sequence[Ruled], frame: Frame) -> list[Item]:
    """Paragraphs and tables from top to bottom."""
    width, height = frame.size
    area = margins(lines, width)
    items: list[Item] = []
    rest = list(lines)
    for table in tables:
        above = [line for line in rest if line.base <= table.box[1] + 2]
        rest = rest[len(above) :]
        items += paragraphs(in_columns(above, width, height), area)
        items.append(table)
    return items + paragraphs(in_columns(rest, width, height), area)

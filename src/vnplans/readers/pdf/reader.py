"""The path of a PDF: pages to lines, lines to columns and paragraphs, paragraphs to blocks."""

from __future__ import annotations

from typing import Any

from vnplans.pages import Pages
from vnplans.readers.options import ReadOptions
from vnplans.readers.pdf.columns import in_columns
from vnplans.readers.pdf.lines import lines_of
from vnplans.readers.pdf.opening import open_pdf
from vnplans.readers.pdf.overlay import Overlay, fill_in, overlays
from vnplans.readers.pdf.paragraphs import Paragraph, join_pages, margins, paragraphs, to_block
from vnplans.readers.pdf.words import Frame, page_glyphs, place_words

__all__ = ["read"]


def read(data: bytes, options: ReadOptions) -> Pages:
    """The pages of a PDF. Raises EncryptedFile or DamagedFile."""
    document = open_pdf(data)
    pages: list[list[Paragraph]] = []
    sizes = []
    for number in range(1, len(document) + 1):
        found, size = _page(document, number)
        pages.append(found)
        sizes.append(size)
    document.close()
    blocks = tuple(to_block(p) for p in join_pages(pages))
    return Pages(
        blocks=tuple(b for b in blocks if b.text),
        reader="pdf",
        media_type="application/pdf",
        page_count=len(sizes),
        page_sizes=tuple(sizes),
    )


def _page(document: Any, number: int) -> tuple[list[Paragraph], tuple[float, float]]:
    page = document[number - 1]
    text_page = page.get_textpage()
    glyphs = page_glyphs(text_page)
    frame = Frame(*page.get_cropbox()).read_with(glyphs)
    text_page.close()
    words, _turned = place_words(glyphs, frame)
    stamped = overlays(document, page, number, glyphs, frame)
    page.close()
    lines, shown = fill_in(lines_of(words, number), stamped)
    width, height = frame.size
    area = margins(lines, width)
    text = paragraphs(in_columns(lines, width, height), area)
    return text + [_as_paragraph(overlay) for overlay in shown], frame.size


def _as_paragraph(overlay: Overlay) -> Paragraph:
    return Paragraph(list(overlay.lines), role="signature")

"""Blocks -> PDF by reportlab, on the page of Nghị định 30/2020/NĐ-CP: A4, margins 20/20/30/15 mm."""

from __future__ import annotations

import io
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from generator.act import Block, Columns, Grid, Page, Text
from generator.words import Chance

_ALIGN = {"left": TA_LEFT, "centre": TA_CENTER, "justify": TA_JUSTIFY, "right": TA_RIGHT}
_FOLDERS = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif",
)
_STYLES = {"": "Regular", "b": "Bold", "i": "Italic", "bi": "BoldItalic"}
FONT = "Serif"


class NoFont(RuntimeError):
    """No Liberation Serif on this machine (Debian: fonts-liberation2)."""


@cache
def register() -> None:
    """Liberation Serif in four faces, as wide as Times New Roman and with all Vietnamese letters."""
    folder = next((Path(f) for f in _FOLDERS if Path(f, "LiberationSerif-Regular.ttf").exists()), None)
    if folder is None:
        raise NoFont("Liberation Serif is needed for PDF and pictures (Debian: apt-get install fonts-liberation2)")
    for face, name in _STYLES.items():
        pdfmetrics.registerFont(TTFont(FONT + face, folder / f"LiberationSerif-{name}.ttf"))
    pdfmetrics.registerFontFamily(FONT, FONT, FONT + "b", FONT + "i", FONT + "bi")


def pdf(blocks: list[Block], chance: Chance) -> bytes:
    register()
    return _Printer(chance).write(blocks)


class _Printer:
    def __init__(self, chance: Chance) -> None:
        self.leading = chance.one((1.15, 1.25, 1.4))
        self.size = chance.one((0, 0.5, 1))
        self.after = chance.one((2, 4, 6))
        self.numbered = chance.often(0.8)
        self.width = A4[0] - 45 * mm

    def write(self, blocks: list[Block]) -> bytes:
        out = io.BytesIO()
        document = BaseDocTemplate(out, pagesize=A4, invariant=True, title="", author="generator")
        document.addPageTemplates([self.template("tall", A4), self.template("wide", landscape(A4))])
        document.build([flowable for block in blocks for flowable in self.block(block)])
        return out.getvalue()

    def template(self, name: str, size: tuple[float, float]) -> PageTemplate:
        width, height = size
        frame = Frame(30 * mm, 20 * mm, width - 45 * mm, height - 40 * mm, leftPadding=0, rightPadding=0)
        return PageTemplate(name, [frame], onPage=self.folio, pagesize=size)

    def folio(self, canvas: Any, document: Any) -> None:
        """The page's number at the top, from the second page on."""
        if self.numbered and document.page > 1:
            width, height = canvas._pagesize
            canvas.setFont(FONT, 13)
            canvas.drawCentredString(width / 2, height - 12 * mm, str(document.page))

    def block(self, block: Block) -> list[Any]:
        if isinstance(block, Text):
            return [self.text(block)]
        if isinstance(block, Columns):
            return [Spacer(1, 4), self.pair(block), Spacer(1, 8)]
        if isinstance(block, Grid):
            return [self.grid(block)]
        return self.page(block)

    def page(self, block: Page) -> list[Any]:
        if block.wide:
            self.width = A4[1] - 45 * mm
        return [NextPageTemplate("wide" if block.wide else "tall"), PageBreak()]

    def text(self, block: Text, *, cell: bool = False) -> Paragraph:
        size = block.size + (self.size if not cell else 0)
        inner = escape(block.text).replace("\n", "<br/>")
        if block.strong:
            inner = f"<b>{escape(block.text[: block.strong])}</b>{escape(block.text[block.strong :])}"
        if block.bold:
            inner = f"<b>{inner}</b>"
        if block.italic:
            inner = f"<i>{inner}</i>"
        # Two blanks or more are a gap that somebody fills in by hand: kept, as a printer keeps them
        inner = inner.replace("  ", "\u00a0\u00a0")
        style = ParagraphStyle(
            "",
            fontName=FONT,
            fontSize=size,
            leading=size * (1.15 if cell else self.leading),
            alignment=_ALIGN[block.align],
            firstLineIndent=0 if cell or block.align != "justify" else 12.7 * mm,
            leftIndent=12.7 * mm if block.align == "left" and block.level and not cell else 0,
            spaceAfter=0 if cell else self.after,
        )
        return Paragraph(inner or "\u00a0", style)

    def pair(self, block: Columns) -> Table:
        width = A4[0] - 45 * mm
        rows = [
            [[self.text(t, cell=True) for t in left], [self.text(t, cell=True) for t in right]]
            for left, right in block.rows
        ]
        table = Table(rows, colWidths=[width * block.share, width * (1 - block.share)])
        table.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 2),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 2),
                ]
            )
        )
        return table

    def grid(self, block: Grid) -> Table:
        """The ruled table; the header again on each page."""
        count, total = len(block.header), sum(block.widths)
        styles: list[tuple[Any, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
        data: list[list[Any]] = []
        held: dict[int, int] = {}
        for r, row in enumerate((block.header, *block.rows)):
            line: list[Any] = [""] * count
            column = 0
            for cell in row:
                while held.get(column, 0) > 0:
                    held[column] -= 1
                    column += 1
                line[column] = self.text(
                    Text(cell.text, bold=cell.bold, align="centre" if r == 0 else "left", size=12), cell=True
                )
                if cell.columns > 1 or cell.rows > 1:
                    styles.append(("SPAN", (column, r), (column + cell.columns - 1, r + cell.rows - 1)))
                if cell.rows > 1:
                    held[column] = cell.rows - 1
                column += cell.columns
            while held.get(column, 0) > 0:
                held[column] -= 1
                column += 1
            data.append(line)
        table = Table(data, colWidths=[self.width * w / total for w in block.widths], repeatRows=1, spaceAfter=8)
        table.setStyle(TableStyle(styles))
        return table

"""Blocks -> DOCX by python-docx; no clock in the bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import docx as word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from generator.act import Block, Columns, Grid, Page, Text
from generator.words import Chance

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def docx(blocks: list[Block], chance: Chance) -> bytes:
    return _Writer(chance).write(blocks)


class _Writer:
    def __init__(self, chance: Chance) -> None:
        self.document: Any = word.Document()
        self.columns = chance.weighted((("cells", 8), ("tabs", 1)))
        self.bullets = chance.often(0.2)
        """Bullets as Word's own list, not as a typed dash."""
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(13)
        style.paragraph_format.space_after = Pt(chance.one((0, 3, 6)))

    def write(self, blocks: list[Block]) -> bytes:
        for block in blocks:
            if isinstance(block, Text):
                self.text(block)
            elif isinstance(block, Columns):
                self.pair(block)
            elif isinstance(block, Grid):
                self.grid(block)
            else:
                self.page(block)
        return self.saved()

    def text(self, block: Text) -> None:
        text, bullet = block.text, False
        if self.bullets and block.text.startswith("- ") and block.level:
            text, bullet = block.text[2:], True
        paragraph = self.document.add_paragraph(style="List Bullet" if bullet else None)
        if not bullet and block.align == "justify" and block.level:
            paragraph.paragraph_format.first_line_indent = Cm(1.27)
        self.runs(paragraph, block, text)

    def runs(self, paragraph: Any, block: Text, text: str) -> None:
        paragraph.alignment = _ALIGN[block.align]
        pieces = [(text[: block.strong], True), (text[block.strong :], False)] if block.strong else [(text, False)]
        for piece, strong in pieces:
            run = paragraph.add_run(piece)
            run.bold, run.italic, run.font.size = block.bold or strong or None, block.italic or None, Pt(block.size)

    def pair(self, block: Columns) -> None:
        """The letterhead or the closing: a table without rules, or tabs."""
        if self.columns == "tabs" and len(block.rows) > 1:
            for left, right in block.rows:
                self.tabs(left, right)
            return
        table = self.document.add_table(rows=len(block.rows), cols=2)
        table.autofit = False
        for row, sides in zip(table.rows, block.rows, strict=True):
            for cell, lines, share in zip(row.cells, sides, (block.share, 1 - block.share), strict=True):
                cell.width = Cm(16.5 * share)
                for n, line in enumerate(lines):
                    paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
                    self.runs(paragraph, line, line.text)
        self.document.add_paragraph()

    def tabs(self, left: tuple[Text, ...], right: tuple[Text, ...]) -> None:
        for n in range(max(len(left), len(right))):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(7.5))
            for line, before in (
                (left[n] if n < len(left) else None, ""),
                (right[n] if n < len(right) else None, "\t"),
            ):
                if line and line.text:
                    run = paragraph.add_run(before + line.text)
                    run.bold, run.italic, run.font.size = line.bold or None, line.italic or None, Pt(line.size)

    def grid(self, block: Grid) -> None:
        table = self.document.add_table(rows=1 + len(block.rows), cols=len(block.header))
        table.style = "Table Grid"
        total = sum(block.widths)
        widths = [Cm(16.5 * w / total) for w in block.widths]
        grid = [list(row.cells) for row in table.rows]
        held: dict[int, int] = {}
        for r, row in enumerate((block.header, *block.rows)):
            column = 0
            for cell in row:
                while held.get(column, 0) > 0:
                    held[column] -= 1
                    column += 1
                target = grid[r][column]
                if cell.columns > 1 or cell.rows > 1:
                    target = target.merge(grid[r + cell.rows - 1][column + cell.columns - 1])
                if cell.rows > 1:
                    held[column] = cell.rows - 1
                self.cell(target, cell.text, cell.bold, widths[column] if cell.columns == 1 else None)
                column += cell.columns
            while held.get(column, 0) > 0:
                held[column] -= 1
                column += 1
        self.repeat(table)
        self.document.add_paragraph()

    def cell(self, target: Any, text: str, bold: bool, width: Any) -> None:
        if width is not None:
            target.width = width
        for n, line in enumerate(text.split("\n")):
            paragraph = target.paragraphs[0] if n == 0 else target.add_paragraph()
            run = paragraph.add_run(line)
            run.bold, run.font.size = bold or None, Pt(12)

    def repeat(self, table: Any) -> None:
        """The header row again on each page."""
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)

    def page(self, block: Page) -> None:
        if not block.wide:
            self.document.add_page_break()
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)

    def saved(self) -> bytes:
        out, fixed = io.BytesIO(), io.BytesIO()
        properties = self.document.core_properties
        properties.author, properties.created, properties.modified = "generator", *[dt.datetime(2026, 1, 1)] * 2
        self.document.save(out)
        with zipfile.ZipFile(out) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
        return fixed.getvalue()

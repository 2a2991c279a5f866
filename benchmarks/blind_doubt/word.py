"""A text as a Word file, in the hand of an office typist."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from source import Block, Source


class Word:
    """A document in the hand of an office typist."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.doc = Document()
        self.size = float(source.meta.get("size", "13"))
        style = self.doc.styles["Normal"]
        style.font.name = source.meta.get("font", "Times New Roman")
        style.font.size = Pt(self.size)
        fonts = style.element.rPr.rFonts
        for key in ("w:eastAsia", "w:cs", "w:hAnsi"):
            fonts.set(qn(key), source.meta.get("font", "Times New Roman"))
        for other in list(self.doc.styles):
            if other.type == WD_STYLE_TYPE.TABLE and other.name not in ("Normal Table", "Table Grid"):
                other.delete()
        section = self.doc.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2)
        when = datetime(2026, 1, 1)
        self.doc.core_properties.created = self.doc.core_properties.modified = when
        self.doc.core_properties.author = ""
        self.numbering = 0
        self.parity = 0
        self.wide = False

    def text(self, words: str) -> str:
        flags = self.source.meta.get("flags", "")
        self.parity += 1
        if "nfd-some" in flags:
            return unicodedata.normalize("NFD" if self.parity % 2 else "NFC", words)
        return unicodedata.normalize("NFD" if "nfd" in flags else "NFC", words)

    def runs(self, paragraph: Any, words: str, bold: bool = False, italic: bool = False, size: float = 0) -> None:
        for part in re.split(r"(\*\*.*?\*\*|__.*?__)", self.text(words)):
            if not part:
                continue
            strong, slanted = part.startswith("**"), part.startswith(("__", "**__"))
            words = part.replace("**", "").replace("__", "") if strong or slanted else part
            run = paragraph.add_run(words.replace("⏎", "\n").replace("⇥", "\t"))
            run.bold, run.italic = bold or strong or None, italic or slanted or None
            if size:
                run.font.size = Pt(size)

    def paragraph(self, block: Block, where: Any = None) -> None:
        kind = block.kind
        where = where or self.doc
        style = {"num": "List Number", "bul": "List Bullet", "bul2": "List Bullet 2"}.get(kind)
        p = where.add_paragraph(style=style) if style else where.add_paragraph()
        if kind == "num":
            self.restart(p)
        p.paragraph_format.space_after = Pt(4)
        if kind in ("c", "cb", "ci", "cbi"):
            p.alignment = ALIGN.CENTER
        elif kind in ("r", "ri", "rb"):
            p.alignment = ALIGN.RIGHT
        elif kind in ("l", "li", "lb"):
            pass
        elif not style:
            p.alignment = ALIGN.JUSTIFY
            p.paragraph_format.first_line_indent = Cm({"in": 2}.get(kind, 1.2))
        self.runs(
            p,
            block.text,
            bold=kind in ("b", "cb", "bi", "lb", "cbi", "rb"),
            italic=kind in ("i", "ci", "bi", "ri", "li", "cbi"),
        )

    def restart(self, p: Any) -> None:
        """A numbered list that begins anew after %numstart."""
        if not self.numbering:
            return
        number = p._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_numId().val = self.numbering
        level = OxmlElement("w:ilvl")
        level.set(qn("w:val"), "0")
        if number.find(qn("w:ilvl")) is None:
            number.insert(0, level)

    def numstart(self) -> None:
        root = self.doc.part.numbering_part.numbering_definitions._numbering
        style = self.doc.styles["List Number"].element
        base = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
        abstract = next(n.abstractNumId.val for n in root.num_lst if str(n.numId) == base)
        num = root.add_num(abstract)
        num.add_lvlOverride(ilvl=0).add_startOverride(1)
        self.numbering = num.numId

    def columns(self, block: Block) -> None:
        """A letterhead or a signature: as a table, with tabs, or plain."""
        style = block.text.split()[0] if block.text else "table"
        if style in ("table", "cells"):
            rows = block.rows if style == "table" else [["\n".join(x) for x in zip(*block.rows, strict=True)]]
            t = self.doc.add_table(len(rows), 2)
            widths = (Cm(7), Cm(9.8))
            t.autofit = False
            for j, width in enumerate(widths):
                t.columns[j].width = width
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    t.cell(i, j).width = widths[j]
                    for n, line in enumerate(cell.split("\n")):
                        p = t.cell(i, j).paragraphs[0] if n == 0 else t.cell(i, j).add_paragraph()
                        left = block.kind == "sign" and j == 0
                        p.alignment = ALIGN.LEFT if left else ALIGN.CENTER
                        p.paragraph_format.space_after = Pt(0)
                        self.runs(p, line, size=self.size - (2 if left else 1))
            self.doc.add_paragraph()
        else:
            for row in block.rows:
                p = self.doc.add_paragraph()
                p.paragraph_format.space_after = Pt(0)
                if style == "tabs":
                    p.paragraph_format.tab_stops.add_tab_stop(Cm(7))
                    self.runs(p, "⇥".join(row), size=self.size - 1)
                elif style == "center":
                    p.alignment = ALIGN.CENTER
                    self.runs(p, " ".join(x for x in row if x))
                else:
                    self.runs(p, " ".join(x for x in row if x))

    def grid(self, block: Block) -> None:
        columns = max(len(r) for r in block.rows)
        t = self.doc.add_table(len(block.rows), columns)
        if block.options.get("style") != "none":
            t.style = "Table Grid"
        total = 25.0 if self.wide else 16.5
        shares = [float(x) for x in block.options.get("widths", ",".join(["1"] * columns)).split(",")]
        t.autofit = False
        for j in range(columns):
            t.columns[j].width = Cm(total * shares[j] / sum(shares))
        for i, row in enumerate(block.rows):
            for j, cell in enumerate(row):
                target = t.cell(i, j)
                target.width = Cm(total * shares[j] / sum(shares))
                if cell in ("^", "<"):
                    continue
                lines = cell.split("⏎")
                for n, line in enumerate(lines):
                    p = target.paragraphs[0] if n == 0 else target.add_paragraph()
                    p.paragraph_format.space_after = Pt(0)
                    self.runs(p, line, bold=i in block.heads, size=self.size - 1)
            if len(row) == 1 and columns > 1:
                t.cell(i, 0).merge(t.cell(i, columns - 1))
        merge(t, block.rows)
        self.doc.add_paragraph()

    def save(self, path: Path) -> None:
        for block in self.source.blocks:
            if block.kind in ("head", "sign"):
                self.columns(block)
            elif block.kind == "table":
                self.grid(block)
            elif block.kind == "page":
                self.doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            elif block.kind == "numstart":
                self.numstart()
            elif block.kind in ("landscape", "portrait"):
                first = block is self.source.blocks[0]
                section = self.doc.sections[0] if first else self.doc.add_section(WD_SECTION.NEW_PAGE)
                section.orientation = WD_ORIENT.LANDSCAPE if block.kind == "landscape" else WD_ORIENT.PORTRAIT
                section.page_width, section.page_height = section.page_height, section.page_width
                self.wide = block.kind == "landscape"
            else:
                self.paragraph(block)
        section = self.doc.sections[0]
        if "footer" in self.source.meta:
            section.footer.paragraphs[0].text = self.source.meta["footer"]
        if "header" in self.source.meta:
            section.header.paragraphs[0].text = self.source.meta["header"]
        self.doc.save(str(path))
        settle(path)


def merge(grid: Any, rows: list[list[str]]) -> None:
    """Cells marked `^` or `<` become one with the cell above or before, once for each run of marks."""
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            below = rows[i + 1][j : j + 1] if i + 1 < len(rows) else []
            if cell == "^" and below != ["^"]:
                top = max(k for k in range(i) if rows[k][j : j + 1] not in ([], ["^"]))
                grid.cell(top, j).merge(grid.cell(i, j))
            if cell == "<" and row[j + 1 : j + 2] != ["<"]:
                left = max(k for k in range(j) if row[k] != "<")
                grid.cell(i, left).merge(grid.cell(i, j))


def settle(path: Path) -> None:
    """The same bytes on every run, and no parts that the template alone needs."""
    dropped = re.compile(rb"<(?:Relationship|Override) [^>]*(?:thumbnail|stylesWithEffects)[^>]*/>")
    with zipfile.ZipFile(path) as old:
        parts = [(n, old.read(n)) for n in old.namelist() if not re.search("thumbnail|stylesWithEffects", n)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            lists = name.endswith((".rels", "[Content_Types].xml"))
            said = dropped.sub(b"", data) if lists else data
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), said, zipfile.ZIP_DEFLATED)

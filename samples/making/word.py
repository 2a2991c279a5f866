"""Act -> DOCX, in the layouts of Nghị định 30/2020/NĐ-CP, Thông tư 01/2011/TT-BNV and Hướng dẫn 36-HD/VPTW."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from making.act import Act, Group, P, R, Table, plain

CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
NATIONAL = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
Encoder = Callable[[str], list[tuple[str, str]]]
"""Unicode text -> runs of (text as stored, font name); the sample in an old encoding has its own."""


def unicode_font(text: str) -> list[tuple[str, str]]:
    return [(text, "Times New Roman")]


class Writer:
    def __init__(self, act: Act, encode: Encoder = unicode_font) -> None:
        self.act, self.encode = act, encode
        self.document: Document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(14)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
        style.paragraph_format.space_after = Pt(0)

    def write(self) -> bytes:
        self.letterhead()
        self.heading()
        for part in self.act.body:
            self.part(part)
        self.closing()
        for annex in self.act.annexes:
            self.annex(annex)
        return self.saved()

    def saved(self) -> bytes:
        """The file's bytes, with no clock in them."""
        out, fixed = io.BytesIO(), io.BytesIO()
        properties = self.document.core_properties
        properties.author, properties.title = "vnplans samples", self.act.title
        properties.created = properties.modified = dt.datetime(2026, 1, 1)
        self.document.save(out)
        with zipfile.ZipFile(out) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
        return fixed.getvalue()

    def run(
        self, paragraph: Paragraph, text: str, *, size: float = 14, bold: bool = False, italic: bool = False
    ) -> None:
        for n, piece in enumerate(re.split(r"\*\*", plain(text))):
            for stored, font in self.encode(piece):
                run = paragraph.add_run(stored)
                run.bold, run.italic, run.font.size = bold or n % 2 == 1 or None, italic or None, Pt(size)
                run.font.name = font
                run._element.rPr.rFonts.set(qn("w:eastAsia"), font)

    def centred(self, cell: _Cell, text: str, *, first: bool = False, size: float = 13, **style: bool) -> None:
        paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
        paragraph.alignment = CENTRE
        self.run(paragraph, text, size=size, **style)

    def letterhead(self) -> None:
        act, party = self.act, self.act.layout == "party"
        table = self.document.add_table(rows=2, cols=2)
        _widths(table, (6.5, 10.0))
        left, right = table.rows[0].cells
        lines = [(line, False) for line in act.upper] + [(line, True) for line in act.issuer_lines]
        for n, (line, bold) in enumerate(lines):
            self.centred(left, line, first=n == 0, bold=bold)
        if party:
            self.centred(left, "*")
            self.centred(right, "ĐẢNG CỘNG SẢN VIỆT NAM", first=True, bold=True)
        else:
            self.centred(right, NATIONAL[0], first=True, bold=True)
            self.centred(right, NATIONAL[1], size=14, bold=True)
        left, right = table.rows[1].cells
        self.centred(left, act.printed_number or f"Số: {act.number}", first=True)
        if act.kind == "CÔNG VĂN":
            self.centred(left, f"V/v {act.title}", size=12)
        self.centred(right, act.date_line, first=True, size=14, italic=True)

    def heading(self) -> None:
        act = self.act
        self.body_paragraph(P(""))
        if act.kind != "CÔNG VĂN":
            self.body_paragraph(P(act.kind, bold=True, centred=True))
            for line in act.title_lines or [act.title]:
                self.body_paragraph(P(line, bold=True, centred=True))
            self.body_paragraph(P(""))
        if act.addressees:
            self.addressees()
        if act.kind == "QUYẾT ĐỊNH":
            for line in act.authority_line:
                self.body_paragraph(P(line, bold=True, centred=True))
        for text, _ in act.bases:
            self.body_paragraph(P(text, italic=act.layout == "nd30"))

    def addressees(self) -> None:
        names = self.act.addressees
        if len(names) == 1:
            self.body_paragraph(P(f"Kính gửi: {names[0]}", centred=True))
            return
        self.body_paragraph(P("Kính gửi:", centred=True))
        for n, name in enumerate(names):
            self.body_paragraph(P(f"- {name}{'.' if n == len(names) - 1 else ';'}"))

    def part(self, part: P | Table) -> None:
        if isinstance(part, Table):
            self.task_table(part)
        else:
            self.body_paragraph(part)

    def body_paragraph(self, part: P) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = CENTRE if part.centred else JUSTIFY
        if part.new_page:
            paragraph.paragraph_format.page_break_before = True
        if not part.centred:
            paragraph.paragraph_format.first_line_indent = Cm(1.27)
            paragraph.paragraph_format.space_before = Pt(6)
        self.run(paragraph, part.text, bold=part.bold, italic=part.italic)

    def closing(self) -> None:
        act = self.act
        self.body_paragraph(P(""))
        table = self.document.add_table(rows=1, cols=2)
        _widths(table, (8.0, 8.5))
        left, right = table.rows[0].cells
        self.run(left.paragraphs[0], "Nơi nhận:", size=12, bold=act.layout != "party", italic=act.layout != "party")
        for n, line in enumerate(act.recipients):
            end = "." if n == len(act.recipients) - 1 else ";"
            self.run(left.add_paragraph(), f"- {line}{end}", size=11)
        for n, line in enumerate([*act.authority, act.position]):
            self.centred(right, line, first=n == 0, size=14, bold=True)
        for line in ("", "", "", act.signer):
            self.centred(right, line, size=14, bold=True)

    def annex(self, parts: list[P | Table]) -> None:
        if any(isinstance(part, Table) and part.landscape for part in parts):
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21)
        elif isinstance(parts[0], P):
            parts[0].new_page = True
        for part in parts:
            self.part(part)

    def task_table(self, spec: Table) -> None:
        table = self.document.add_table(rows=1, cols=len(spec.header))
        table.style = "Table Grid"
        widths = (1.2, 9.0, 4.0, 4.4, 3.2, 3.4) if spec.landscape else (1.2, 6.0, 3.0, 3.0, 3.0)
        for cell, text in zip(table.rows[0].cells, spec.header, strict=True):
            self.centred(cell, text, first=True, size=12, bold=True)
        _repeat_header(table.rows[0]._tr)
        for row in spec.rows:
            cells = table.add_row().cells
            if isinstance(row, Group):
                self.run(cells[0].paragraphs[0], row.label, size=12, bold=True)
                merged = cells[1].merge(cells[-1])
                self.run(merged.paragraphs[0], row.text, size=12, bold=True)
            else:
                self.row(table, len(table.rows) - 1, row)
        _widths(table, widths[: len(spec.header)])

    def row(self, table: docx.table.Table, index: int, row: R) -> None:
        deadline = row.deadline["text"] if row.deadline else ""
        texts: list[str | None] = [
            row.number,
            row.content,
            None if row.lead is None else "; ".join(row.lead),
            None if row.coordinating is None else "; ".join(row.coordinating),
            None if row.merged_deadline else deadline,
            row.product or "",
        ]
        cells = table.rows[index].cells
        for column, text in enumerate(texts[: len(cells)]):
            if text is None:
                _merge_up(table, index, column)
            else:
                self.run(cells[column].paragraphs[0], text, size=12)


def _merge_up(table: docx.table.Table, row: int, column: int) -> None:
    """Mark a cell as the further part of a vertical merge, and the one above as its start or middle."""
    for index, value in ((row - 1, "restart"), (row, None)):
        properties = table.rows[index].cells[column]._tc.get_or_add_tcPr() if value else None
        cell = table.rows[index]._tr.tc_lst[column]
        properties = cell.get_or_add_tcPr()
        if properties.find(qn("w:vMerge")) is None:
            merge = OxmlElement("w:vMerge")
            if value:
                merge.set(qn("w:val"), value)
            properties.append(merge)


def _repeat_header(row: object) -> None:
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.append(OxmlElement("w:tblHeader"))


def _widths(table: docx.table.Table, widths: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell in row._tr.tc_lst:
            properties = cell.get_or_add_tcPr()
            span = properties.gridSpan.val if properties.gridSpan is not None else 1
            start = cell.grid_offset
            cell.width = Cm(sum(widths[start : start + span]))

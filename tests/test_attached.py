"""Documents inside documents: attached to a PDF, embedded in a DOCX; what is no document stays part of its own."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

import vnplans
from vnplans import containers

TEXT = (
    "ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH",
    "Số: {n}/KH-UBND",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2024",
    "1. Giao Sở Nội vụ chủ trì báo cáo kết quả trước ngày 30 tháng 6 năm 2024.",
)


def docx(number: int) -> bytes:
    out, document = io.BytesIO(), Document()
    for line in TEXT:
        document.add_paragraph(line.format(n=number))
    document.save(out)
    return out.getvalue()


def pdf(attachments: dict[str, bytes]) -> bytes:
    page, out = io.BytesIO(), io.BytesIO()
    canvas = Canvas(page)
    canvas.drawString(72, 700, "So: 9/KH-UBND")
    canvas.save()
    document = pypdfium2.PdfDocument(page.getvalue())
    for name, data in attachments.items():
        document.new_attachment(name).set_data(data)
    document.save(out)
    document.close()
    return out.getvalue()


def holding(embedded: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(1))) as plain, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in plain.infolist():
            archive.writestr(info, plain.read(info))
        for name, data in embedded.items():
            archive.writestr(f"word/embeddings/{name}", data)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.docx", data)
    return out.getvalue()


SHEET = b"PK\x03\x04 not a sheet"


@pytest.mark.parametrize("make", [pdf, holding], ids=["pdf", "docx"])
def test_documents_inside_are_read_with_the_way_to_them(make: object, tmp_path: Path) -> None:
    assert callable(make)
    inside = {"phụ lục 2.docx": docx(2), "cả bộ.zip": zipped(ba=docx(3)), "bảng.xlsx": SHEET, "ghi chú.txt": b"abc"}
    path = tmp_path / "kế hoạch.bin"
    path.write_bytes(make(inside))
    records = vnplans.parse_all(path)
    names = [(r.source.container, r.source.name) for r in records]
    assert names[0] == (None, "kế hoạch.bin")
    # a PDF keeps its attachments by name
    assert sorted(names[1:]) == [("kế hoạch.bin", "phụ lục 2.docx"), ("kế hoạch.bin/cả bộ.zip", "ba.docx")]
    assert {r.number.serial for r in records[1:] if r.number} == {2, 3}
    assert not [note for note in records[0].notes if note.code == "member_failed"]


def test_files_without_anything_inside() -> None:
    for data in (docx(1), pdf({}), b"", b"%PDF-1.4 cut", b"PK\x03\x04 cut", b"abc"):
        assert list(containers.inside_document(data, "a")) == []

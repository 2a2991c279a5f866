"""The columns of letterhead and signature part, in tables and typed with tabs or blanks."""

from __future__ import annotations

import pytest
from wordml import cell, docx, paragraph, row, run, table

from vnplans.readers import ReadOptions, read

MOTTO, FREEDOM = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
CENTRED = '<w:jc w:val="center"/>'


def columns(body: str) -> list[tuple[str, str | None]]:
    return [(block.text, block.column) for block in read(docx(body), ReadOptions()).blocks]


def tabbed(*parts: str) -> str:
    return paragraph("<w:r>" + "<w:tab/>".join(f"<w:t>{p}</w:t>" if p else "" for p in parts) + "</w:r>")


BODY = paragraph("Căn cứ Luật Tổ chức chính quyền địa phương;")
CASES = {
    "table": (
        table(
            row(cell("UBND TỈNH X", "SỞ Y TẾ"), cell(MOTTO, FREEDOM, width=4000)),
            row(cell("Số:      /KH-SYT"), cell("X, ngày    tháng 4 năm 2026", width=4000)),
        ),
        [
            ("UBND TỈNH X", "left"),
            ("SỞ Y TẾ", "left"),
            (MOTTO, "right"),
            (FREEDOM, "right"),
            ("Số: /KH-SYT", "left"),
            ("X, ngày tháng 4 năm 2026", "right"),
        ],
    ),
    "table without a motto": (
        table(row("ĐẢNG ỦY XÃ A", "ĐẢNG CỘNG SẢN VIỆT NAM")),
        [("ĐẢNG ỦY XÃ A", "left"), ("ĐẢNG CỘNG SẢN VIỆT NAM", "right")],
    ),
    "task table": (
        table(row("Nội dung", "Chủ trì"), row("Kế hoạch số: 5", "ngày 1 tháng 2"), bordered=True),
        [("Nội dung", None), ("Chủ trì", None), ("Kế hoạch số: 5", None), ("ngày 1 tháng 2", None)],
    ),
    "tabs": (
        tabbed("UBND TỈNH X", MOTTO)
        + tabbed("SỞ Y TẾ", FREEDOM)
        + tabbed("Số: 12/KH-SYT", "", "X, ngày 3 tháng 4 năm 2026")
        + paragraph("KẾ HOẠCH", properties=CENTRED)
        + BODY,
        [
            ("UBND TỈNH X", "left"),
            (MOTTO, "right"),
            ("SỞ Y TẾ", "left"),
            (FREEDOM, "right"),
            ("Số: 12/KH-SYT", "left"),
            ("X, ngày 3 tháng 4 năm 2026", "right"),
            ("KẾ HOẠCH", None),
            ("Căn cứ Luật Tổ chức chính quyền địa phương;", None),
        ],
    ),
    "blanks": (
        paragraph(f"BỘ Y TẾ{' ' * 30}{MOTTO}")
        + paragraph(f"Số:       /CT-BYT{' ' * 20}Hà Nội, ngày      tháng 4 năm 2026")
        + paragraph("Về việc phòng, chống dịch", properties=CENTRED),
        [
            ("BỘ Y TẾ", "left"),
            (MOTTO, "right"),
            ("Số: /CT-BYT", "left"),
            ("Hà Nội, ngày tháng 4 năm 2026", "right"),
            ("Về việc phòng, chống dịch", None),
        ],
    ),
    "one paragraph with line breaks": (
        tabbed("UBND XÃ A", f"{MOTTO}</w:t><w:br/><w:t>Số: 1/QĐ", FREEDOM),
        [("UBND XÃ A", "left"), (MOTTO, "right"), ("Số: 1/QĐ", "left"), (FREEDOM, "right")],
    ),
    "date on a line of its own": (
        tabbed("BỘ Y TẾ", MOTTO) + paragraph(f"{' ' * 40}Hà Nội, ngày 3 tháng 4 năm 2026"),
        [("BỘ Y TẾ", "left"), (MOTTO, "right"), ("Hà Nội, ngày 3 tháng 4 năm 2026", "right")],
    ),
    "signature with tabs": (
        paragraph("Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.")
        + tabbed("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN")
        + tabbed("- Như Điều 3;", "CHỦ TỊCH")
        + paragraph("- Lưu: VT.")
        + tabbed("", "", "", "Nguyễn Văn A"),
        [
            ("Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.", None),
            ("Nơi nhận:", "left"),
            ("TM. ỦY BAN NHÂN DÂN", "right"),
            ("- Như Điều 3;", "left"),
            ("CHỦ TỊCH", "right"),
            ("- Lưu: VT.", "left"),
            ("Nguyễn Văn A", "right"),
        ],
    ),
    "signature table": (
        table(row(cell("Nơi nhận:", "- Như trên;"), cell("KT. GIÁM ĐỐC", "Trần Thị B"))),
        [("Nơi nhận:", "left"), ("- Như trên;", "left"), ("KT. GIÁM ĐỐC", "right"), ("Trần Thị B", "right")],
    ),
    "tabs in the running text": (
        BODY + tabbed("1.", "Sở Y tế chủ trì"),
        [("Căn cứ Luật Tổ chức chính quyền địa phương;", None), ("1. Sở Y tế chủ trì", None)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "placed"), CASES.values(), ids=CASES.keys())
def test_columns(body: str, placed: list[tuple[str, str | None]]) -> None:
    assert columns(body) == placed


def test_a_letterhead_in_the_page_header_is_text() -> None:
    section = '<w:sectPr><w:headerReference w:type="first" r:id="rId_header1"/><w:titlePg/></w:sectPr>'
    pages = read(docx(BODY + section, {"header1": table(row("UBND XÃ A", MOTTO))}), ReadOptions())
    assert [(b.text, b.role, b.column) for b in pages.blocks[:2]] == [
        ("UBND XÃ A", "text", "left"),
        (MOTTO, "text", "right"),
    ]


def test_a_parted_line_keeps_its_looks() -> None:
    line = paragraph(run("UBND XÃ A"), "<w:r><w:tab/></w:r>", run(MOTTO, "<w:b/>"))
    left, right = read(docx(line), ReadOptions()).blocks
    assert (left.bold, right.bold) == (False, True)

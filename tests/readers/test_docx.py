"""DOCX: nothing is lost and nothing comes twice; tables, tracked changes, fields, margins, looks, broken files."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from wordml import cell, docx, paragraph, row, run, table

from vnplans.errors import DamagedFile, EncryptedFile, NoText, TooLarge, UnsupportedFile, VnplansError
from vnplans.limits import Limits
from vnplans.pages import Block, Cell, Pages
from vnplans.readers import ReadOptions, read


def blocks(body: str, parts: dict[str, str] | None = None, files: dict[str, str | bytes] | None = None) -> list[Block]:
    return list(read(docx(body, parts, files), ReadOptions()).blocks)


def texts(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return [block.text for block in blocks(body, parts)]


def box(text: str) -> str:
    """A text box as Word writes it: once for new programs, once for old ones."""
    inside = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    new = f"<w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


CODE = "<w:r><w:instrText>REF x</w:instrText></w:r>"
# What stands in one paragraph, and the text it shows
INLINE = {
    "content control": (f"<w:sdt><w:sdtContent>{run('277')}</w:sdtContent></w:sdt>" + run("/KH"), "277/KH"),
    "smart tag": (f"<w:smartTag>{run('Sở Y')}</w:smartTag>" + run(" tế"), "Sở Y tế"),
    "simple field": (f'<w:fldSimple w:instr="DATE">{run("15/4")}</w:fldSimple>', "15/4"),
    "link": (f"<w:hyperlink>{run('Phụ lục')}</w:hyperlink>", "Phụ lục"),
    "field": (field("begin") + CODE + field("separate") + run("Điều 2") + field("end"), "Điều 2"),
    "field in a field": (
        field("begin") + field("begin") + field("separate") + run("code") + field("end") + field("separate")
        + run("shown") + field("end"),
        "shown",
    ),
    "field never ended": (field("begin") + CODE + run("text"), "text"),
    "hyphens": (f"<w:r><w:t>606</w:t><w:noBreakHyphen/><w:t>KH{chr(0xAD)}</w:t><w:softHyphen/></w:r>", "606-KH"),
    "tab": ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a b"),
    "lines of the XML": (run("a\n   b"), "a b"),
    "symbols": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "✓≥"),
    "private letters": (run("\uf0b7 mục"), "• mục"),
    "equation": ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>" + run(" m"), "x+1 m"),
    "hidden": (run("a") + run("HIDDEN", "<w:vanish/>") + run("b", '<w:vanish w:val="0"/>'), "ab"),
    "caps": (run("kế hoạch", "<w:caps/>"), "KẾ HOẠCH"),
    "decomposed letters": (run("Ke\u0302\u0301 hoa\u0323ch"), "Kế hoạch"),
    "inserted, deleted": (
        run("Sở ") + f"<w:ins>{run('Y tế')}</w:ins><w:del><w:r><w:delText>TC</w:delText></w:r></w:del>",
        "Sở Y tế",
    ),
    "moved": (f"<w:moveFrom>{run('OLD')}</w:moveFrom>" + run("a ") + f"<w:moveTo>{run('NEW')}</w:moveTo>", "a NEW"),
    "object mark": (run("a\ufffcb"), "ab"),
    "ruby": (f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>", "base"),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "shown"), INLINE.values(), ids=INLINE.keys())
def test_inline(inside: str, shown: str) -> None:
    assert texts(f"<w:p>{inside}</w:p>") == [shown]


def test_every_block_once_in_order() -> None:
    got = blocks(
        paragraph("Một")
        + paragraph(run("Hai"), box("HỎA TỐC"))
        + f"<w:sdt><w:sdtContent>{paragraph('Ba')}</w:sdtContent></w:sdt>"
        + '<w:altChunk r:id="rIdX1"/>'
        + paragraph(run("Bốn"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + '<w:sectPr><w:headerReference w:type="default" r:id="rId_header1"/>'
        '<w:headerReference w:type="first" r:id="rId_header2"/>'
        '<w:footerReference w:type="default" r:id="rId_footer1"/></w:sectPr>',
        {
            "header1": paragraph("Đầu trang"),
            "header2": paragraph("Trang đầu, không dùng"),
            "footer1": paragraph("- 2 -"),
            "footnotes": f'<w:footnote w:id="0" w:type="separator">{paragraph("no")}</w:footnote>'
            f'<w:footnote w:id="2">{paragraph("Chú thích")}</w:footnote>',
        },
        {"chunk.html": "<html><body><p>Từ HTML</p></body></html>"},
    )
    assert [(b.role, b.text, b.label) for b in got] == [
        ("header", "Đầu trang", None),
        ("text", "Một", None),
        ("text", "Hai", None),
        ("text_box", "HỎA TỐC", None),
        ("text", "Ba", None),
        ("text", "Từ HTML", None),
        ("text", "Bốn", None),
        ("page_number", "- 2 -", None),
        ("footnote", "Chú thích", "1"),
    ]


@pytest.mark.parametrize(
    ("inside", "role"),
    [
        ("1. Sở Nội vụ chủ trì rà soát thủ tục hành chính của tỉnh", "text"),
        ("Các xã, phường báo cáo kết quả trước ngày 30 tháng 6 hằng năm.", "text"),
        ("- Công an tỉnh kiểm tra việc chấp hành tại các cơ quan", "text"),
        ("HỎA TỐC", "text_box"),
        ("DỰ THẢO LẦN 2", "text_box"),
        ("V/v triển khai công tác phòng cháy, chữa cháy mùa khô năm 2026", "text_box"),
        ("Ủy ban nhân dân tỉnh", "text_box"),
        ("1. Phòng Nội vụ", "text_box"),
    ],
)
def test_a_box_with_sentences_is_text(inside: str, role: str) -> None:
    got = blocks(paragraph(run("Phân công:"), box(inside)) + paragraph("Hết"))
    assert [(b.role, b.text) for b in got] == [("text", "Phân công:"), (role, inside), ("text", "Hết")]


def test_first_page_header_where_the_section_has_one() -> None:
    section = '<w:sectPr><w:headerReference w:type="first" r:id="rId_header1"/><w:titlePg/></w:sectPr>'
    assert texts(paragraph("a") + section, {"header1": paragraph("MẬT")}) == ["MẬT", "a"]


def test_a_line_break_begins_a_block_that_continues() -> None:
    first, second = blocks("<w:p><w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:br/><w:t>Năm 2026</w:t></w:r></w:p>")
    assert (first.text, first.continues) == ("KẾ HOẠCH", False)
    assert (second.text, second.continues) == ("Năm 2026", True)


def test_text_of_a_deleted_paragraph_mark_joins_the_next_paragraph() -> None:
    assert texts(paragraph("Sở ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("Y tế")) == ["Sở Y tế"]


def test_table_cells() -> None:
    merged = '<w:vMerge w:val="restart"/>'
    got = blocks(
        paragraph("Phụ lục")
        + table(
            row("TT", "Việc", "Chủ trì"),
            row("1", cell("Việc A", "dòng hai"), cell("Sở Y tế", properties=merged)),
            row("2", "Việc B", cell(properties="<w:vMerge/>")),
            f"<w:sdt><w:sdtContent>{row('3', 'Việc C', 'Sở C')}</w:sdtContent></w:sdt>",
            row(cell("Nhóm", properties='<w:gridSpan w:val="3"/>')),
            row("xóa", "xóa", "xóa", properties="<w:del/>"),
            row(cell("rộng", properties='<w:hMerge w:val="restart"/>'), cell(properties="<w:hMerge/>"), "x"),
            row("y", properties='<w:gridBefore w:val="2"/>'),
            bordered=True,
        )
    )[1:]
    assert [(b.text, b.cell) for b in got] == [
        ("TT", Cell(0, 0, 0)),
        ("Việc", Cell(0, 0, 1)),
        ("Chủ trì", Cell(0, 0, 2)),
        ("1", Cell(0, 1, 0)),
        ("Việc A", Cell(0, 1, 1)),
        ("dòng hai", Cell(0, 1, 1)),
        ("Sở Y tế", Cell(0, 1, 2, row_span=2)),
        ("2", Cell(0, 2, 0)),
        ("Việc B", Cell(0, 2, 1)),
        ("Sở Y tế", Cell(0, 2, 2, repeated=True)),
        ("3", Cell(0, 3, 0)),
        ("Việc C", Cell(0, 3, 1)),
        ("Sở C", Cell(0, 3, 2)),
        ("Nhóm", Cell(0, 4, 0, column_span=3)),
        ("rộng", Cell(0, 5, 0, column_span=2)),
        ("x", Cell(0, 5, 2)),
        ("y", Cell(0, 6, 2)),
    ]


def test_nested_tables() -> None:
    inner = table(row("a", "b"), row("c", "d"))
    in_layout = blocks(table(row(cell(inner, "sau"), "bên")))
    assert [(b.text, b.cell and b.cell.table) for b in in_layout] == [
        *(("a", 1), ("b", 1), ("c", 1), ("d", 1), ("sau", 0), ("bên", 0)),
    ]
    in_a_row = blocks(table(row("1", cell(inner)), row("2", "x")))
    assert {b.cell and b.cell.table for b in in_a_row} == {0}
    assert [b.text for b in blocks(table(row(cell("khung"))))] == ["khung"]
    assert {b.cell for b in blocks(table(row(cell("khung")), row(cell("một cột"))))} == {None}
    framed = blocks(table(row(cell(table(row("a"), row("b"))), "bên")))
    assert {b.cell for b in framed} == {Cell(0, 0, 0), Cell(0, 0, 1)}


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:ind w:firstLine="567"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="H2"/>'
    '<w:rPr><w:b w:val="0"/><w:i/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Round2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Round2"><w:basedOn w:val="Round"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
)
BOLD = "<w:b/>"
LOOKS: dict[str, tuple[str, dict[str, object]]] = {
    "defaults": (paragraph("a"), {"size": 13.0, "indent": 28.35, "bold": False, "centred": False, "heading": None}),
    "heading": (
        paragraph("a", properties='<w:pStyle w:val="H2"/>'),
        {"bold": True, "centred": True, "heading": 2, "size": 14.0, "indent": 28.35},
    ),
    "based on a heading": (
        paragraph("a", properties='<w:pStyle w:val="Sub"/>'),
        {"bold": False, "italic": True, "heading": 2, "bold_lead": 0},
    ),
    "toggles cancel out": (
        paragraph(run("a", '<w:rStyle w:val="Strong"/>'), properties='<w:pStyle w:val="H2"/>'),
        {"bold": False},
    ),
    "styles in a ring": (paragraph("a", properties='<w:pStyle w:val="Round"/>'), {"bold": False}),
    "run-in heading": (
        paragraph(run("1. Sở Nội", BOLD), run(" "), run("vụ:", BOLD), run(" chủ trì")),
        {"bold": False, "bold_lead": 13},
    ),
    "all bold": (paragraph(run("Điều 1", BOLD), run(" ")), {"bold": True, "bold_lead": 6}),
    "bold behind": (paragraph(run("a "), run("b", BOLD)), {"bold": False, "bold_lead": 0}),
    "underlined": (paragraph(run("a", '<w:u w:val="single"/>')), {"underlined": True}),
    "not underlined": (paragraph(run("a", '<w:u w:val="none"/>')), {"underlined": False}),
    "capitals": (paragraph(run("kế", "<w:caps/>"), run(" HOẠCH 2026")), {"capitals": True}),
    "hanging": (paragraph("a", properties='<w:ind w:left="720" w:hanging="360"/>'), {"indent": 18.0}),
    "size of most letters": (paragraph(run("a", '<w:sz w:val="40"/>'), run("bcd")), {"size": 13.0}),
}


@pytest.mark.parametrize(("body", "look"), LOOKS.values(), ids=LOOKS.keys())
def test_looks(body: str, look: dict[str, object]) -> None:
    (block,) = blocks(body, {"styles": STYLES})
    assert {name: getattr(block, name) for name in look} == look


def test_merged_letterhead_is_read_once() -> None:
    merged = '<w:vMerge w:val="restart"/>'
    got = blocks(
        paragraph("x" * 200)
        + table(
            row(cell("Nơi nhận:", "- Như trên;", properties=merged), "KT. CHỦ TỊCH"),
            row(cell(properties="<w:vMerge/>"), "Nguyễn Văn A"),
        )
    )[1:]
    assert [(b.text, b.column) for b in got] == [
        ("Nơi nhận:", "left"),
        ("- Như trên;", "left"),
        ("KT. CHỦ TỊCH", "right"),
        ("Nguyễn Văn A", "right"),
    ]


# Broken files


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as target:
        for name in archive.namelist():
            target.writestr(name, change(name, archive.read(name)))
    return out.getvalue()


SOUND = docx(table(row("1", "Việc A"), row("2", "Việc B")) + paragraph("Hết"), {"styles": STYLES})


@pytest.mark.parametrize("length", [10, 100, 600, -40])
def test_a_truncated_file_is_damaged(length: int) -> None:
    with pytest.raises(DamagedFile):
        read(SOUND[:length], ReadOptions())


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_malformed_xml_never_escapes(part: str) -> None:
    broken = rewritten(SOUND, lambda name, blob: blob[:-20] if name == part else blob)
    try:
        assert read(broken, ReadOptions()).blocks, part
    except DamagedFile:
        assert part != "word/styles.xml"


def test_mutated_files_raise_only_our_errors() -> None:
    chance = random.Random(7)
    values = ["", "x", "-1", "9" * 30, "nan", "1e400", "true"]

    def change(name: str, blob: bytes) -> bytes:
        text = blob.decode()
        found = list(re.finditer(r'w:\w+="([^"]*)"', text))
        if not found or name.endswith("rels"):
            return blob
        place = chance.choice(found)
        return (text[: place.start(1)] + chance.choice(values) + text[place.end(1) :]).encode()

    for _ in range(60):
        mutated = rewritten(SOUND, change)
        flipped = bytearray(SOUND)
        flipped[chance.randrange(len(SOUND))] ^= 1 << chance.randrange(8)
        for data in (mutated, bytes(flipped)):
            try:
                read(data, ReadOptions())
            except VnplansError:
                continue


def test_what_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(TooLarge):
        read(docx(paragraph("a" * 20_000)), ReadOptions(limits=Limits(part_size=10_000)))


def test_a_zip_password_is_told() -> None:
    data = bytearray(SOUND)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + offset] |= 1
    with pytest.raises(EncryptedFile):
        read(bytes(data), ReadOptions())


def test_no_text() -> None:
    with pytest.raises(NoText):
        read(docx("<w:p/>"), ReadOptions())


def test_a_link_to_a_missing_part_does_no_harm() -> None:
    def change(name: str, blob: bytes) -> bytes:
        dangling = b'<Relationship Id="rId9" Type="x/image" Target="../NULL"/></Relationships>'
        return blob.replace(b"</Relationships>", dangling) if name.endswith("document.xml.rels") else blob

    assert read(rewritten(SOUND, change), ReadOptions()).blocks[-1].text == "Hết"


def test_strict_office_open_xml() -> None:
    def change(_: str, blob: bytes) -> bytes:
        for name in (b"wordprocessingml/", b"officeDocument/"):
            blob = blob.replace(
                b"http://schemas.openxmlformats.org/" + name + b"2006/", b"http://purl.oclc.org/ooxml/" + name
            )
        return blob

    assert read(rewritten(SOUND, change)).blocks[-1].text == "Hết"


def test_an_unreadable_chunk_is_a_remark() -> None:
    pages = read(docx(paragraph("a") + '<w:altChunk r:id="rIdX1"/>', files={"c.bin": b"\x7fELF\x00"}), ReadOptions())
    assert [r.code for r in pages.remarks] == ["chunk_unread"]


def test_a_zip_that_is_no_document_is_told() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnsupportedFile):
        read(out.getvalue())


PNG = b"\x89PNG\r\n\x1a\n" + bytes(40_000)
DRAWN = (
    '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'r:embed="rIdX{}"/></w:drawing></w:r></w:p>'
)


def test_scanned_pages_pasted_into_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognised(data: bytes, options: ReadOptions) -> Pages:
        word = f"trang {data[8]}"
        return Pages(
            (Block(word, page=1, confidence=0.9),), "image", "image/png", page_count=1, page_sizes=((595.0, 842.0),)
        )

    monkeypatch.setattr("vnplans.readers.ocr.image.read", recognised)
    files: dict[str, str | bytes] = {"1.png": PNG, "2.png": PNG[:8] + b"\x01" + PNG[9:], "logo.png": PNG[:500]}
    data = docx(
        paragraph("Kèm theo") + DRAWN.format(2) + DRAWN.format(1) + DRAWN.format(2) + DRAWN.format(3), files=files
    )
    pages = read(data, ReadOptions())
    assert [(b.text, b.page) for b in pages.blocks] == [("Kèm theo", None), ("trang 1", 1), ("trang 0", 2)]
    assert (pages.text_origin, pages.page_count) == ("mixed", 2)
    assert [r.code for r in read(data, ReadOptions(ocr="never")).remarks] == ["ocr_off"]


def test_a_broken_picture_is_a_remark() -> None:
    pages = read(docx(DRAWN.format(1), files={"1.png": PNG}), ReadOptions())
    assert [r.code for r in pages.remarks] == ["picture_unread"]


def test_pictures_beside_text_are_left_alone() -> None:
    pages = read(docx(paragraph("Căn cứ " * 20) + DRAWN.format(1), files={"1.png": PNG}), ReadOptions())
    assert (len(pages.blocks), pages.remarks) == (1, ())

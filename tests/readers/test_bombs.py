"""Files of a few kilobytes that ask for gigabytes: refused by a budget before the work is done.

What was done before the refusal is counted in calls of Python, never in seconds: a busy machine changes nothing.
"""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from pdf_maker import pdf_of, pdf_page
from PIL import Image
from refusing import refused
from small_files import LINES, docx, html, odt, png, rtf, zip_of

import vnplans
from vnplans.errors import DamagedFile, TooLarge
from vnplans.limits import Limits
from vnplans.readers import ReadOptions


def spans(depth: int) -> str:
    """A cell over ten rows that holds a table with a cell over ten rows ..."""
    if not depth:
        return "<p>x</p>"
    rest = "<tr><td>y</td></tr>" * 9
    return f'<table><tr><td rowspan="10">{spans(depth - 1)}</td><td>a</td></tr>{rest}</table>'


def odt_spans(depth: int) -> str:
    if not depth:
        return "<text:p>x</text:p>"
    cell = "<table:table-cell><text:p>y</text:p></table:table-cell>"
    first = f'<table:table-cell table:number-rows-spanned="10">{odt_spans(depth - 1)}</table:table-cell>'
    rows = "".join(f"<table:table-row>{first if not n else ''}{cell}</table:table-row>" for n in range(10))
    return f"<table:table>{rows}</table:table>"


def merged_rows(words: str, rows: int) -> str:
    """Word's vertical merge: the first cell's words stand again in every row."""
    first = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>'
    again = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    other = "<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc>"
    return f"<w:tbl><w:tr>{first}{other}</w:tr>" + f"<w:tr>{again}{other}</w:tr>" * rows + "</w:tbl>"


def wide_cells(rows: int) -> str:
    return "<table>" + '<tr><td colspan="1000" rowspan="1000">a</td></tr>' * rows + "</table>"


def listed_often(times: int) -> bytes:
    """A ZIP whose directory names one file again and again."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "\n".join(LINES))
        archive.filelist *= times
    return out.getvalue()


def tiff(frames: int) -> bytes:
    """Frames that all show one strip of 100 by 100 black pixels."""
    strip, wide = bytes(1300), 100
    at, out = 8 + len(strip), b"II*\0" + struct.pack("<I", 8 + len(strip)) + strip
    entries = ((256, wide), (257, wide), (258, 1), (259, 1), (262, 1), (273, 8), (278, wide), (279, len(strip)))
    for number in range(frames):
        directory = struct.pack("<H", len(entries))
        directory += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
        at += len(directory) + 4
        out += directory + struct.pack("<I", at if number < frames - 1 else 0)
    return out


def pdf_pages(kids: str, count: int, content: str = "") -> bytes:
    """A PDF of one page object and a tree that says what it likes."""
    words = content or "BT /F 12 Tf 72 700 Td (Ke hoach trong cay xanh nam 2024 tren dia ban tinh) Tj ET"
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
            *pdf_page(3, words),
        ]
    )


BOMBS = {
    "html: spans in spans": (html(spans(9)), "blocks"),
    "html: a product of spans": (html(wide_cells(50)), "cells"),
    "html: paragraphs": (html("<p>a" * 21_000), "blocks"),
    "odt: spans in spans": (odt(odt_spans(6)), "blocks"),
    "docx: one cell over 8,000 rows": (docx(merged_rows("chữ " * 13_500, 8000)), "letters"),
    "docx: one cell over 210,000 rows": (docx(merged_rows("a", 21_000)), "blocks"),
    "rtf: paragraphs": (rtf(r"\par a" * 21_000), "blocks"),
    "text: lines": (("a\n" * 21_000).encode(), "blocks"),
    "text: letters": (("a" * 100_000 + "\n").encode() * 301, "letters"),
    "png: a line that scales to 20 GB": (png(1, 100_000), "scaled_pixels"),
    "png: pixels": (png(20_000, 20_000), "pixels"),
    "tiff: one strip in 200 frames": (tiff(200), "repeats"),
    "pdf: one page 4,000 times": (pdf_pages("3 0 R " * 4000, 4000), "repeats"),
    "pdf: a million pages": (pdf_pages("3 0 R", 1_000_000), "pages"),
    "pdf: letters on a page": (
        pdf_pages("3 0 R", 1, "BT /F 1 Tf 0 0 Td " + f"({'a' * 1000}) Tj " * 120 + "ET"),
        "page_letters",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str) -> None:
    data, row = BOMBS[name]
    # as many paragraphs as a test can wait for; all other budgets as they are
    options = ReadOptions(ocr="never", limits=Limits(blocks=20_000))
    assert f"--limit {row}=" in refused(data, options).message_en


def test_what_a_limit_refuses_a_higher_one_reads() -> None:
    data = html("<p>a</p>" * 50)
    with pytest.raises(TooLarge):
        vnplans.parse(data, options=ReadOptions(limits=Limits(blocks=40)))
    assert vnplans.parse(data, options=ReadOptions(limits=Limits(blocks=60))).number is not None


@pytest.mark.parametrize("kids", ["2 0 R", "2 0 R 3 0 R", "3 0 R 2 0 R " * 20])
def test_a_tree_of_pages_that_names_itself_ends(kids: str) -> None:
    with suppress(DamagedFile, TooLarge):
        assert len(vnplans.read(pdf_pages(kids, 50)).blocks) <= 50


def test_fields_that_name_themselves_end() -> None:
    form = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>"
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    field = f"<< /T (a) /FT /Sig /Kids [{'5 0 R ' * 40}] >>".encode()
    words = "BT /F 12 Tf 72 700 Td (Ke hoach trong cay xanh) Tj ET"
    assert vnplans.read(pdf_of([form, tree, *pdf_page(3, words), field])).blocks


def test_a_page_with_too_many_drawings_keeps_its_words() -> None:
    lines = "".join(f"{n % 500} {n // 500} m {n % 500 + 9} {n // 500} l S " for n in range(3000))
    words = "BT /F 12 Tf 72 700 Td (Ke hoach trong cay xanh nam 2024) Tj ET "
    limits = Limits(page_objects=2000)
    pages = vnplans.read(pdf_pages("3 0 R", 1, words + lines), options=ReadOptions(ocr="never", limits=limits))
    assert pages.blocks[0].text == "Ke hoach trong cay xanh nam 2024"
    assert [remark.code for remark in pages.remarks] == ["drawings_unread"]


def test_one_page_over_its_limit_is_left_out_alone() -> None:
    long = "BT /F 1 Tf 0 0 Td " + f"({'a' * 1000}) Tj " * 120 + "ET"
    tree = b"<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>"
    short = "BT /F 12 Tf 72 700 Td (Ke hoach trong cay xanh) Tj ET"
    data = pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *pdf_page(3, long), *pdf_page(5, short)])
    pages = vnplans.read(data, options=ReadOptions(ocr="never"))
    assert [block.page for block in pages.blocks] == [2]
    assert [(remark.code, remark.page) for remark in pages.remarks] == [("page_left_out", 1)]


def test_a_zip_that_lists_one_file_often() -> None:
    with pytest.raises(TooLarge, match="999"):
        vnplans.parse_all(listed_often(1000))


def test_a_zip_of_more_files_than_are_opened() -> None:
    with pytest.raises(TooLarge, match="--limit members="):
        vnplans.parse_all(zip_of(30), options=ReadOptions(limits=Limits(members=20)))


def test_a_word_file_that_lists_one_part_often() -> None:
    data = docx("")
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.filelist += archive.filelist[-1:] * 1000
        archive._didModify = True  # type: ignore[attr-defined]
    assert "lie over each other" in refused(out.getvalue()).message_en


def chunks(count: int, inner: bytes) -> bytes:
    """A Word file with documents inside."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    body = "".join(f'<w:altChunk xmlns:r="{relations}" r:id="c{n}"/>' for n in range(count))
    listed = "".join(
        f'<Relationship Id="c{n}" Type="{relations}/aFChunk" Target="chunk{n}.docx"/>' for n in range(count)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(body))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "[Content_Types].xml":
                text = text.replace(b"</Types>", b'<Default Extension="docx" ContentType="application/x"/></Types>')
            target.writestr(name, text)
        target.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{listed}</Relationships>')
        for n in range(count):
            target.writestr(f"word/chunk{n}.docx", inner)
    return out.getvalue()


def test_documents_in_documents_end() -> None:
    data = docx("")
    for _ in range(6):
        data = chunks(1, data)
    pages = vnplans.read(data)
    assert sum(block.text == LINES[0] for block in pages.blocks) == 1 + Limits().chunk_depth
    data = docx("")
    for _ in range(3):
        data = chunks(6, data)  # 6, 36, 216
    read = vnplans.read(data, options=ReadOptions(limits=Limits(chunks=40)))
    assert sum(block.text == LINES[0] for block in read.blocks) <= 1 + 40 + 40
    assert "chunk_unread" in {remark.code for remark in read.remarks}


def test_more_documents_inside_than_are_read() -> None:
    error = refused(chunks(30, docx("")), ReadOptions(limits=Limits(chunks=20)))
    assert "--limit chunks=" in error.message_en


def test_words_that_lie_too_deep_are_told() -> None:
    pages = vnplans.read(html("<div>" * 60 + "x" + "</div>" * 60), options=ReadOptions(limits=Limits(nesting=30)))
    assert [remark.code for remark in pages.remarks] == ["left_out"]
    assert pages.blocks[0].text == LINES[0]


@pytest.mark.parametrize("words", ["Sở Y tế chủ trì. ", "Sở Y tế, ", "Sở Y tế ", "a"])
def test_a_paragraph_without_an_end_is_parted(words: str) -> None:
    line = f"<p>Mở {words * 3000}<a href='http://a.vn/b.pdf'>tải về</a></p>"
    options = ReadOptions(limits=Limits(paragraph=1000))
    pages, whole = vnplans.read(html(line), options=options), vnplans.read(html(line))
    text = "".join(block.text for block in whole.blocks)
    assert "".join(block.text for block in pages.blocks).replace(" ", "") == text.replace(" ", "")
    assert max(len(block.text) for block in pages.blocks) <= 1000
    assert [remark.code for remark in pages.remarks] == ["long_paragraph"]
    assert all(pages.blocks[link.block].text[link.start : link.end] == "tải về" for link in pages.links)


def test_a_picture_of_a_real_size_is_read() -> None:
    out = io.BytesIO()
    Image.new("L", (1654, 2339), 255).save(out, "PNG", dpi=(200, 200))
    assert vnplans.read(out.getvalue(), options=ReadOptions(ocr="never")).page_count == 1

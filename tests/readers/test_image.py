"""Pictures as documents. OCR itself needs the Tesseract program."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from vnplans.errors import DamagedFile, MissingExtra
from vnplans.readers import ReadOptions, read
from vnplans.readers.ocr import available, engines, recognise_page, tesseract
from vnplans.readers.ocr.tesseract import parse_tsv

needs_tesseract = pytest.mark.skipif(not tesseract.installed(), reason="Tesseract with Vietnamese is not installed")


def picture(*lines: str) -> Image.Image:
    page = Image.new("RGB", (1654, 2339), "white")
    for i, text in enumerate(lines):
        ImageDraw.Draw(page).text((250, 300 + 80 * i), text, font=ImageFont.load_default(42), fill="black")
    return page


def encoded(form: str, *pages: Image.Image) -> bytes:
    stream = io.BytesIO()
    pages[0].save(stream, form, dpi=(200, 200), **({"save_all": True, "append_images": pages[1:]} if pages[1:] else {}))
    return stream.getvalue()


def test_a_cut_off_picture_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read(encoded("PNG", picture("x"))[:60])


def test_without_ocr_a_picture_has_no_text_and_says_so() -> None:
    pages = read(encoded("PNG", picture("x")), ReadOptions(ocr="never"))
    assert pages.blocks == ()
    assert [remark.code for remark in pages.remarks] == ["ocr_off"]


def test_no_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_INSTALLED", {"tesseract": lambda: False, "trueocr": lambda: False})
    assert available(ReadOptions()) is None
    with pytest.raises(MissingExtra, match="tesseract-ocr-vie"):
        recognise_page(picture("x"), 1, (595.0, 842.0), ReadOptions())


def test_tsv_gives_words_with_boxes_and_confidence() -> None:
    table = (
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
        "4\t1\t1\t1\t2\t0\t10\t20\t200\t30\t-1\t\n"
        "5\t1\t1\t1\t2\t1\t10\t20\t50\t30\t96.5\tKẾ\n"
        '5\t1\t1\t1\t2\t2\t70\t20\t40\t30\t90\t"a\n'
        "5\t1\t1\t1\t2\t3\t120\t20\t40\t30\t95\t \n"
    )
    assert [(w.text, w.box, w.confidence, w.line) for w in parse_tsv(table)] == [
        ("KẾ", (10, 20, 60, 50), 0.965, (1, 1, 2)),
        ('"a', (70, 20, 110, 50), 0.9, (1, 1, 2)),
    ]


@needs_tesseract
def test_every_page_of_a_tiff_is_read_in_order() -> None:
    pages = read(encoded("TIFF", picture("Trang thu nhat."), picture("Trang thu hai.")))
    assert pages.page_count == 2
    assert pages.media_type == "image/tiff"
    assert pages.text_origin == "ocr"
    assert [block.page for block in pages.blocks] == [1, 2]
    assert pages.page_sizes[0] == pytest.approx((595.4, 842.0), abs=0.2)
    assert all(block.confidence and block.box for block in pages.blocks)


@needs_tesseract
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_is_read_upright(quarters: int) -> None:
    lines = ["noi dung van ban thu nhat cua trang nay", "dong thu hai cua van ban gom nhieu tu"] * 8
    turned = picture(*lines).rotate(90 * quarters, expand=True)
    size = (842.0, 595.0) if quarters % 2 else (595.0, 842.0)
    blocks = recognise_page(turned, 1, size, ReadOptions())
    assert "van ban" in " ".join(block.text for block in blocks)
    for block in blocks:
        assert block.box is not None
        assert 0 <= block.box[0] < block.box[2] <= size[0] + 1
        assert 0 <= block.box[1] < block.box[3] <= size[1] + 1

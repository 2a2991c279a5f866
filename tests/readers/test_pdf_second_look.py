"""A typed page whose head shows its number, its day or all of it as a picture or as outlines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdf_maker import Page, make_pdf
from PIL import Image, ImageDraw, ImageFont

from vnplans import pipeline
from vnplans.models import Directive
from vnplans.readers import ocr
from vnplans.readers.ocr import regions
from vnplans.readers.options import Ocr, ReadOptions

NUMBER, DAY = "Số:      /KH-PKT", "Bình Khê, ngày      tháng 4 năm 2026"
LETTER = 6.5
"""The width of a letter of 13 points."""

needs_ocr = pytest.mark.skipif(ocr.available(ReadOptions()) is None, reason="no OCR engine")


def drawn(words: str, dpi: int = 200) -> list[bytes]:
    """The rows of pixels of a picture of the words, as high as their line."""
    font = ImageFont.load_default(13 * dpi / 72)
    high = round(1.25 * 13 * dpi / 72)
    picture = Image.new("L", (round(font.getlength(words)) + 8, high), 255)
    ImageDraw.Draw(picture).text((4, high * 0.8), words, font=font, fill=0, anchor="ls")
    wide = picture.width
    pixels = picture.tobytes()
    return [pixels[at : at + wide] for at in range(0, len(pixels), wide)]


def head(number: str = NUMBER, day: str = DAY, *, motto: bool = True) -> Page:
    page = Page()
    if motto:
        page.text(70, 60, "UBND XÃ BÌNH KHÊ", 12).text(80, 76, "PHÒNG KINH TẾ", bold=True)
        page.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
        page.text(330, 76, "Độc lập - Tự do - Hạnh phúc", bold=True)
        page.text(70, 100, number).text(310, 100, day)
    page.centred(140, "KẾ HOẠCH").centred(158, "Nạo vét kênh mương nội đồng vụ Hè Thu")
    page.text(70, 200, "1. Các thôn nạo vét kênh cấp ba, xong trước ngày 15/5/2026.")
    return page.text(70, 220, "2. Trạm Thủy nông Bình Khê điều tiết nước theo lịch gieo sạ.")


def read(page: Page, how: Ocr = "auto") -> Directive:
    data = make_pdf(page)
    pages = pipeline.read_bytes(data, "a.pdf", ReadOptions(ocr=how))
    record = pipeline.parse_pages(pages, pipeline.source_of(pages, data, "a.pdf"))[0]
    for quotes in record.evidence.values():
        assert all(pages.blocks[q.block].text[q.start : q.end] == q.text for q in quotes)
    return record


def said(record: Directive) -> tuple[str | None, str | None]:
    number, day = record.number, record.issued_on
    return number.text if number else None, day.isoformat() if day else None


def codes(record: Directive) -> set[str]:
    return {note.code for note in record.notes}


@needs_ocr
@pytest.mark.parametrize("way", [Page.picture, Page.outlines])
def test_number_and_day_in_their_gaps(way: Callable[..., Page]) -> None:
    page = way(way(head(), 70 + 5 * LETTER, 100, drawn("68")), 310 + 15 * LETTER, 100, drawn("27"))
    record = read(page)
    assert said(record) == ("68/KH-PKT", "2026-04-27")
    assert record.source.text_origin == "mixed"
    assert "ocr" in codes(record)


@needs_ocr
def test_a_coarse_picture_in_one_gap() -> None:
    page = head(day="Bình Khê, ngày 27 tháng 4 năm 2026").picture(70 + 5 * LETTER, 100, drawn("68", 110))
    assert said(read(page)) == ("68/KH-PKT", "2026-04-27")


@needs_ocr
def test_the_whole_number_as_a_picture() -> None:
    page = head(number="Số:", day="Bình Khê, ngày 27 tháng 4 năm 2026").picture(95, 100, drawn("68/KH-PKT"))
    assert said(read(page)) == ("68/KH-PKT", "2026-04-27")


def test_without_ocr_it_says_so() -> None:
    record = read(head().picture(70 + 5 * LETTER, 100, drawn("68")), "never")
    assert said(record) == ("/KH-PKT", None)
    assert "ocr_needed" in codes(record)
    assert record.needs_review


def unread(*_: object) -> list[object]:
    raise AssertionError("nothing was to be looked at")


@pytest.mark.parametrize(
    "page",
    [
        head(),
        head("Số: 68/KH-PKT", "Bình Khê, ngày 27 tháng 4 năm 2026").picture(70 + 5 * LETTER, 118, drawn("68")),
        head().picture(200, 700, drawn("68")),
        head(motto=False).picture(70, 60, drawn("68")),
        head().picture(68, 101, drawn("Số:      /KH-PKT")),
    ],
    ids=["a draft", "nothing is lacking", "far below the head", "too small for a letterhead", "behind the text"],
)
def test_no_look_where_there_is_nothing_to_find(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "read_regions", unread)
    assert not codes(read(page)) & {"ocr", "ocr_needed"}


@needs_ocr
@pytest.mark.parametrize("words", ["DEN 456", "QR", "A1", "TUYEN TRUYEN 2026"])
def test_what_fits_no_gap_is_no_value(words: str) -> None:
    record = read(head().picture(70 + 5 * LETTER, 100, drawn(words)))
    assert said(record) == ("/KH-PKT", None)
    assert record.source.text_origin == "text"

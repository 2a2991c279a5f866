"""Words of a PDF that a white box hides and others replace."""

from __future__ import annotations

import pytest
from pdf_maker import Page, make_pdf

from vnplans.readers.options import ReadOptions
from vnplans.readers.pdf import read

WORD = 6.5
"""The width of a letter of 13 points."""


def letterhead(number: str) -> Page:
    page = Page().text(70, 60, "UBND TỈNH HÒA AN", 12).text(80, 76, "SỞ NỘI VỤ", bold=True)
    page.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    page.text(330, 76, "Độc lập - Tự do - Hạnh phúc", bold=True)
    return page.text(70, 96, number).centred(140, "KẾ HOẠCH")


def number_line(page: Page) -> str:
    pages = read(make_pdf(page), ReadOptions(ocr="never"))
    return next(block.text for block in pages.blocks if block.text.startswith("Số"))


@pytest.mark.parametrize("printed", ["Số: [SO]/KH-SNV", "Số: #So#/KH-SNV", "Số: ..../KH-SNV", "Số: 0000/KH-SNV"])
def test_a_value_written_over_what_held_its_place(printed: str) -> None:
    page = letterhead(printed).cover(70 + 4 * WORD, 96, 4 * WORD).text(70 + 5 * WORD, 96, "57")
    assert number_line(page).replace(" /", "/") == "Số: 57/KH-SNV"


def test_a_whole_line_written_anew() -> None:
    page = letterhead("Số: 56/KH-SNV").cover(68, 96, 14 * WORD).text(70, 97, "Số: 57/KH-SNV")
    assert number_line(page) == "Số: 57/KH-SNV"


def test_words_that_nothing_replaces_stay() -> None:
    """A box may be clipped away, or painted by a program that draws no white."""
    assert number_line(letterhead("Số: 56/KH-SNV").cover(68, 96, 14 * WORD)) == "Số: 56/KH-SNV"


def test_a_box_below_the_words_hides_nothing() -> None:
    page = letterhead(" ").cover(68, 96, 14 * WORD).text(70, 96, "Số: 56/KH-SNV")
    assert number_line(page) == "Số: 56/KH-SNV"


def test_a_box_beside_the_words_hides_nothing() -> None:
    page = letterhead("Số: 56/KH-SNV").cover(70 + 20 * WORD, 96, 4 * WORD).text(70 + 21 * WORD, 96, "x")
    assert number_line(page).startswith("Số: 56/KH-SNV")

"""Number and day in a box over the page, where the letterhead has none."""

from __future__ import annotations

import datetime as dt

import pytest
from pdf_maker import Page, make_pdf

import vnplans

NUMBER, DAY = "57/KH-SNV", dt.date(2026, 3, 9)


def act(number: str | None, date: str | None, *boxes: tuple[float, str]) -> tuple[str | None, dt.date | None]:
    """What is read of a plan with these lines in its letterhead and these boxes, each at its height."""
    page = Page().text(70, 60, "UBND TỈNH HÒA AN", 12).text(80, 76, "SỞ NỘI VỤ", bold=True)
    page.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    page.text(330, 76, "Độc lập - Tự do - Hạnh phúc", bold=True)
    if number:
        page.text(70, 96, number)
    if date:
        page.text(320, 96, date)
    page.centred(140, "KẾ HOẠCH").centred(156, "Chỉnh lý tài liệu năm 2026")
    page.text(70, 200, "1. Các phòng rà soát hồ sơ lưu trữ, xong trước ngày 20/4/2026.")
    for y, words in boxes:
        page.stamp(400, y, words, 9)
    read = vnplans.parse(make_pdf(page))
    return read.number.text if read.number else None, read.issued_on


@pytest.mark.parametrize("y", [20, 700])
@pytest.mark.parametrize(
    "box",
    [
        "Số: 57/KH-SNV\nNgày: 09/03/2026",
        "Số văn bản: 57/KH-SNV\nNgày ban hành: 09/03/2026",
        "Ký bởi: Sở Nội vụ\nSố: 57/KH-SNV\nNgày: 09/03/2026\nGiờ ký: 08:15 10/03/2026",
        "Số: 57/KH-SNV, ngày 09 tháng 3 năm 2026",
    ],
)
@pytest.mark.parametrize(
    ("number", "date"), [(None, None), ("Số:      /KH-SNV", "Hòa An, ngày    tháng    năm 2026"), (None, "Hòa An,")]
)
def test_it_is_that_of_the_act(y: float, box: str, number: str | None, date: str | None) -> None:
    assert act(number, date, (y, box)) == (NUMBER, DAY)


def test_a_letterhead_that_has_them_is_believed() -> None:
    assert act("Số: 58/KH-SNV", "Hòa An, ngày 10 tháng 3 năm 2026", (20, "Số: 57/KH-SNV\nNgày: 09/03/2026")) == (
        "58/KH-SNV",
        dt.date(2026, 3, 10),
    )


@pytest.mark.parametrize(
    "box",
    [
        "Số đến: 57\nNgày: 09/03/2026",
        "ĐẾN Số: 57\nNgày: 09/03/2026",
        "Ký bởi: Sở Nội vụ\nNgày ký: 09/03/2026 08:15:30",
        "Số: 57/QĐ-SNV\nNgày: 09/03/2026",  # of another act
    ],
)
def test_what_is_shown_of_something_else(box: str) -> None:
    assert act("Số:      /KH-SNV", "Hòa An, ngày    tháng    năm 2026", (20, box)) == ("/KH-SNV", None)


def test_the_time_of_signing_is_no_day_of_issue() -> None:
    assert act(None, None, (20, "Số: 57/KH-SNV\nNgày: 09/03/2026 08:15:30")) == (NUMBER, None)


def test_two_numbers_are_none() -> None:
    assert act(None, None, (20, "Số: 57/KH-SNV"), (700, "Số: 58/KH-SNV")) == (None, None)

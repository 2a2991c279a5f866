"""Where ink may stand in a letterhead, found from the printed words around it."""

from __future__ import annotations

import pytest

from vnplans.readers.ocr.looks import as_digits
from vnplans.readers.ocr.places import Kind, find_places, number_lines, symbol_start
from vnplans.readers.ocr.words import PixelLine, PixelWord, measured_lines, without_doubles

WIDTH, HEIGHT = 1650.0, 2340.0


def line(text: str, x: float, y: float, number: int) -> list[PixelWord]:
    """Words 36 pixels high in a Times-like advance of 18 pixels a letter; '~' is a blank as wide as two letters."""
    words = []
    for part in text.split(" "):
        if part.strip("~"):
            words.append(PixelWord(part, (x, y - 25, x + 17 * len(part), y), 0.95, (number,)))
        x += 17 * len(part) + 9
    return words


def page(*rows: tuple[str, float, float]) -> list[PixelLine]:
    return measured_lines(word for i, (text, x, y) in enumerate(rows) for word in line(text, x, y, i))


@pytest.mark.parametrize(
    ("text", "read", "after"),
    [
        ("Số: 04 /CT-UBND", "04", "/CT-UBND"),
        ("Số: ~~~~ /KH-UBND", "", "/KH-UBND"),
        ("Số:2ô/TB-STTTT", "2ô", "/TB-STTTT"),
        ("Sô: #£ /TTr-UBND", "#£", "/TTr-UBND"),
        ("Số 15 -KH/TU", "15", "-KH/TU"),
        ("Số: 227 /MTTQ-BTT", "227", "/MTTQ-BTT"),
    ],
)
def test_the_serial_stands_between_its_word_and_the_symbol(text: str, read: str, after: str) -> None:
    places = find_places(page(("UBND TỈNH X", 250, 200), (text, 280, 320)), WIDTH, HEIGHT)
    assert [(place.kind, place.read, place.after[1]) for place in places] == [("serial", read, after)]


@pytest.mark.parametrize(
    ("text", "read", "after"),
    [
        ("Số: 04 /2011/TT-BNV", "04", "/2011/TT-BNV"),
        ("Số: <2Ý2011/QĐ-UBND", "<2Ý", "/2011/QĐ-UBND"),
        ("Số: 1872011/TT-BNV", "187", "/2011/TT-BNV"),
        ("Số: 2010/TB-UBND", "2010", "/TB-UBND"),  # not the year of issue
    ],
)
def test_a_printed_year_belongs_to_the_symbol(text: str, read: str, after: str) -> None:
    rows = page(("UBND TỈNH X", 250, 200), (text, 280, 320), ("Hà Nội, ngày 12 tháng 5 năm 2011", 900, 330))
    serials = [place for place in find_places(rows, WIDTH, HEIGHT) if place.kind == "serial"]
    assert [(place.read, place.after[1]) for place in serials] == [(read, after)]


@pytest.mark.parametrize(
    "text",
    [
        "số 92/2006/NĐ-CP ngày 07 tháng 9 năm 2006 của Chính phủ",  # a citation
        "Số lượng hồ sơ đã nhận",
        "Căn cứ Luật Tổ chức chính quyền địa phương",
    ],
)
def test_running_text_holds_no_serial(text: str) -> None:
    assert find_places(page((text, 200, 900)), WIDTH, HEIGHT) == []


def test_day_and_month_stand_in_the_line_of_the_place_name() -> None:
    places = find_places(page(("Bắc Giang, ngày 0P tháng 4 năm 2012", 900, 320)), WIDTH, HEIGHT)
    assert [(place.kind, place.read) for place in places] == [("day", "0P"), ("month", "4")]
    day = places[0]
    assert day.before is not None
    assert day.before[0].box[2] <= day.x0 <= day.x1 <= day.after[0].box[0]


def test_a_date_in_a_sentence_is_left_alone() -> None:
    rows = ("Thực hiện công văn đến Hà Nội, ngày 15 tháng 3 năm 2024 của Sở", 150, 700)
    assert find_places(page(rows), WIDTH, HEIGHT) == []


def test_the_lower_half_of_the_page_has_no_letterhead() -> None:
    assert find_places(page(("Số: 04 /CT-UBND", 280, 1500)), WIDTH, HEIGHT) == []


def test_a_number_line_is_known_by_its_symbol() -> None:
    lines = page(("3641 /CT-UBND", 280, 320), ("V/v triển khai kế hoạch", 250, 380))
    assert [line.words[-1].text for line in number_lines(lines, WIDTH, HEIGHT)] == ["/CT-UBND"]


@pytest.mark.parametrize(
    ("text", "runs_in"),
    [
        ("Số220IBUBND 2", True),
        ("Số4135KHUBND", True),
        ("Số:18KHSYT", True),
        ("Số 220", False),
        ("Số:1234", False),
        ("Sở Y tế", False),
    ],
)
def test_a_number_line_that_runs_into_its_symbol(text: str, *, runs_in: bool) -> None:
    """Such a line is cut out and read again."""
    assert bool(number_lines(page((text, 280, 320)), WIDTH, HEIGHT)) is runs_in


@pytest.mark.parametrize(
    ("text", "start"),
    [("Số: /QĐ-BCĐ138", 4), ("15-KH/TU", 2), ("không có ký hiệu", None), ("Số: 12", None), ("Số 24 -CVIHU", 6)],
)
def test_where_a_symbol_begins(text: str, start: int | None) -> None:
    assert symbol_start(text) == start


def test_print_that_was_read_twice_counts_once() -> None:
    sure = PixelWord("tập", (100, 100, 160, 130), 0.96, (1,))
    ghost = PixelWord("ạẠpP", (105, 98, 165, 134), 0.4, (2,))
    beside = PixelWord("trung", (170, 100, 250, 130), 0.4, (2,))
    assert without_doubles([sure, ghost, beside]) == [sure, beside]


@pytest.mark.parametrize("label", ["_Số:", "S%:", "S6:", "Số;", "SỐ:"])
def test_the_label_of_a_number_may_be_spoilt(label: str) -> None:
    places = find_places(page(("UBND TỈNH X", 250, 200), (f"{label} 44! /BĐH-VP", 280, 320)), WIDTH, HEIGHT)
    assert [(place.kind, place.read, place.after[1]) for place in places] == [("serial", "44!", "/BĐH-VP")]


def test_a_pen_that_runs_into_the_word_before_the_day() -> None:
    places = find_places(page(("Lâm Thao, ngàw/{ tháng 5 năm 2021", 900, 320)), WIDTH, HEIGHT)
    assert [place.kind for place in places] == ["day", "month"]


@pytest.mark.parametrize(
    ("text", "kind", "digits"),
    [
        ("/2", "day", "12"),
        ("⁄ 2", "month", "12"),
        ("2/", "serial", "2/"),  # the stroke of the symbol
        ("/2", "serial", "/2"),
        ("l5", "day", "15"),
        ("O7", "serial", "07"),
    ],
)
def test_what_an_engine_makes_of_digits(text: str, kind: Kind, digits: str) -> None:
    assert as_digits(text, kind) == digits

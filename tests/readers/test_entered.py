"""Acts whose typist ended each printed line with Enter."""

from __future__ import annotations

import pytest
from wordml import docx, item, paragraph

from vnplans.readers import read

ORDERS = (
    "Trạm Khuyến nông cử cán bộ xuống từng thôn, cùng trưởng thôn đo lại",
    "diện tích vườn chè già cỗi và lập danh sách các hộ đăng ký trồng thay.",
)
LONG = "Phòng Kinh tế tổng hợp nhu cầu cây giống của từng xã, trình Ủy ban nhân dân huyện " * 3


def texts(*paragraphs: str) -> list[str]:
    return [block.text for block in read(docx("".join(paragraphs))).blocks]


def lines(*words: str, properties: str = "") -> list[str]:
    return [paragraph(line, properties=properties) for line in words]


def test_lines_are_joined_to_their_paragraphs() -> None:
    typed = [line for _ in range(6) for line in lines(*ORDERS)]
    assert texts(*typed) == [" ".join(ORDERS)] * 6


def test_a_few_are_joined_where_they_begin_small() -> None:
    assert texts(*lines("I. NHIỆM VỤ", *ORDERS, "Các xã làm theo.")) == [
        "I. NHIỆM VỤ",
        " ".join(ORDERS),
        "Các xã làm theo.",
    ]


def test_one_line_broken_by_a_slip_among_whole_paragraphs() -> None:
    assert texts(paragraph(LONG), *lines(*ORDERS), paragraph(LONG)) == [LONG.strip(), " ".join(ORDERS), LONG.strip()]


def test_a_proper_name_at_the_head_of_a_line() -> None:
    """A capital goes on only where the whole act is typed so."""
    one = (
        "Các hợp tác xã ký hợp đồng bao tiêu búp chè tươi với nhà máy của xã",
        "Tân Lập trước ngày 30 tháng 4 năm 2011, gửi một bản về Trạm.",
    )
    typed = [line for _ in range(6) for line in lines(*ORDERS)]
    assert texts(*typed, *lines(*one))[-1] == " ".join(one)
    assert texts(*lines(*one)) == list(one)


@pytest.mark.parametrize(
    "two",
    [
        ("1. Trạm Khuyến nông cử cán bộ xuống từng thôn cùng trưởng thôn đo lại", "2. các xã tự đo phần còn lại"),
        ("- Trạm Khuyến nông cử cán bộ xuống từng thôn cùng trưởng thôn đo lại", "- các xã tự đo phần còn lại"),
        ("Trạm Khuyến nông cử cán bộ xuống từng thôn cùng trưởng thôn đo lại;", "các xã tự đo phần còn lại."),
        ("Trạm Khuyến nông cử cán bộ xuống từng thôn cùng với trưởng thôn:", "đo lại vườn chè già."),
        ("Trạm Khuyến nông cử cán bộ xuống thôn", "đo lại vườn chè già cỗi trong tháng ba"),
        ("VỀ VIỆC TRỒNG THAY CÂY CHÈ GIÀ CỖI TRÊN ĐỊA BÀN CÁC XÃ VÙNG CAO", "của huyện trong năm nay"),
    ],
)
def test_what_stays_apart(two: tuple[str, str]) -> None:
    assert texts(*lines(*two)) == list(two)


def test_items_of_an_automatic_list_stay_apart() -> None:
    assert texts(paragraph(ORDERS[0]), item(ORDERS[1])) == list(ORDERS)


def test_lines_in_the_middle_stay_apart() -> None:
    assert texts(*lines(*ORDERS, properties='<w:jc w:val="center"/>')) == list(ORDERS)


def test_a_bold_heading_stays_apart() -> None:
    bold = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{ORDERS[0]}</w:t></w:r>'
    assert texts(paragraph(bold), paragraph(ORDERS[1])) == list(ORDERS)


def test_first_lines_that_stand_farther_in_begin_a_paragraph() -> None:
    full = (
        "Trạm Khuyến nông cử cán bộ xuống từng thôn, cùng trưởng thôn đo lại các",
        "vườn chè già cỗi, ghi sổ và đóng cọc mốc ở bốn góc vườn trước mùa mưa",
    )
    inner = '<w:ind w:left="0" w:firstLine="567"/>'
    typed = [
        block
        for _ in range(6)
        for block in (paragraph(full[0], properties=inner), paragraph(full[1], properties='<w:ind w:left="0"/>'))
    ]
    assert texts(*typed) == [" ".join(full)] * 6

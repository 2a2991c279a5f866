"""The foot of a title page ends the title, and letters without a blank cost no time there."""

import pytest
from growing import MOST, growth

from vnplans import parse


@pytest.mark.parametrize(
    "foot", ["HÀ NỘI - THÁNG 12/2018", "Lai Châu, tháng 5 năm 2010", "TP. Hồ Chí Minh, ngày 03 tháng 2"]
)
def test_the_foot_is_no_title(foot: str) -> None:
    record = parse(f"BÁO CÁO\nTổng kết công tác thủy lợi\n{foot}\n".encode(), name="a.txt")
    assert record.title == "Tổng kết công tác thủy lợi"


@pytest.mark.parametrize("letters", ["A", "AB - ", "Ab", "A. "])
def test_letters_in_a_row_below_a_type_word(letters: str) -> None:
    def title(count: int):  # type: ignore[no-untyped-def]
        data = f"QUYẾT ĐỊNH\n{letters * count}x\n".encode()
        return lambda: parse(data, name="a.txt")

    assert growth(title, most=2_000) <= MOST

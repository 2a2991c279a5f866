"""Whose "UBND tỉnh" an act means: that of its own province; a body of the state has none, though it signs in Hà Nội."""

from __future__ import annotations

import pytest

from vnplans.pipeline import parse_bytes

ACT = """
{issuer}
Số: 12/KH-VP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày 07 tháng 3 năm {year}
KẾ HOẠCH
Triển khai công tác phòng cháy
I. NHIỆM VỤ
1. Tuyên truyền pháp luật.
II. TỔ CHỨC THỰC HIỆN
1. {lead}: Xây dựng kế hoạch và báo cáo kết quả trước ngày 15/12/{year}.
2. Văn phòng: Tổng hợp kết quả thực hiện.
"""


def lead(issuer: str, place: str, words: str, year: int = 2024) -> tuple[str, str | None]:
    (record,) = parse_bytes(ACT.format(issuer=issuer, place=place, lead=words, year=year).encode(), "act.txt")
    agency = next(t for t in record.tasks if t.content.startswith("Xây dựng kế hoạch")).lead_agencies[0]
    return agency.name, agency.province


@pytest.mark.parametrize(
    "issuer",
    [
        "BỘ CÔNG AN",
        "THỦ TƯỚNG CHÍNH PHỦ",
        "BỘ TƯ PHÁP\nCỤC TRỢ GIÚP PHÁP LÝ",
        "BAN CHẤP HÀNH TRUNG ƯƠNG",
        "VĂN PHÒNG CHÍNH PHỦ",
    ],
)
@pytest.mark.parametrize("words", ["Ủy ban nhân dân tỉnh", "Sở Xây dựng các tỉnh"])
def test_a_body_of_the_state_has_no_province(issuer: str, words: str) -> None:
    assert lead(issuer, "Hà Nội", words) == (words, None)


@pytest.mark.parametrize(
    "issuer", ["UBND TỈNH SƠN LA", "UBND TỈNH SƠN LA\nSỞ NỘI VỤ", "UBND TỈNH", "CÔNG AN TỈNH SƠN LA"]
)
def test_a_local_body_has_its_own(issuer: str) -> None:
    assert lead(issuer, "Sơn La", "Ủy ban nhân dân tỉnh") == ("Ủy ban nhân dân tỉnh Sơn La", "Sơn La")
    assert lead(issuer, "Sơn La", "Công an các tỉnh") == ("Công an các tỉnh", None)


def test_the_capital_is_a_province_of_its_own_bodies() -> None:
    assert lead("UBND THÀNH PHỐ HÀ NỘI", "Hà Nội", "Sở Xây dựng") == ("Sở Xây dựng thành phố Hà Nội", "Hà Nội")


def test_of_two_bodies_with_one_name_that_of_the_day_of_issue_is_meant() -> None:
    assert lead("UBND TỈNH SƠN LA", "Sơn La", "Sở VHTT", 2006)[0] == "Sở Văn hóa - Thông tin tỉnh Sơn La"
    assert lead("UBND TỈNH SƠN LA", "Sơn La", "Sở VHTT", 2024)[0] == "Sở Văn hóa và Thể thao tỉnh Sơn La"

"""Syllables broken at their marked vowel are closed; words that stand beside a vowel of their own stay."""

import pytest

from vnplans import read

TWICE = "Thực hiện đ ế n h ế t tháng 6."
"""A document that has broken syllables."""


@pytest.mark.parametrize(
    ("typed", "closed"),
    [
        ("Đ ế n năm 2027 hoàn thành", "Đến năm 2027 hoàn thành"),
        ("B ộ Y t ế hướng dẫn", "Bộ Y tế hướng dẫn"),
        ("UBND t ỉ nh Qu ả ng Trị", "UBND tỉnh Quảng Trị"),
        ("UBND X ã Tân Lập", "UBND Xã Tân Lập"),
        ("Huy ệ n ủy giao", "Huyện ủy giao"),
        ("đư ợ c ti ế p nhận", "được tiếp nhận"),
        ("ngư ờ i dân", "người dân"),
        ("thu ế đất", "thuế đất"),
        ("CHỦ T Ị CH UBND", "CHỦ TỊCH UBND"),
        ("th ự c hiện; ph ố i hợp", "thực hiện; phối hợp"),
        ("quyế t đị nh của Thủ tướng", "quyết định của Thủ tướng"),
        ("Th ực hiện, nghi êm túc, Tr ường", "Thực hiện, nghi êm túc, Trường"),
        ("hướ ng dẫn, chuyể n, đượ c", "hướng dẫn, chuyển, được"),
        ("QUYẾ T ĐỊ NH; KẾ HOẠ CH", "QUYẾT ĐỊNH; KẾ HOẠCH"),
        ("tổ C, nhà N, lớp 5 t, mã QR ảnh", "tổ C, nhà N, lớp 5 t, mã QR ảnh"),
        ("TP ủy quyền, KCN ở Tân Tạo", "TP ủy quyền, KCN ở Tân Tạo"),
        ("khối B ở tầng 2", "khối B ở tầng 2"),
        ("cho ý kiến", "cho ý kiến"),
        ("chi ủy, thu ở xã", "chi ủy, thu ở xã"),
        ("xe ô tô, h ô hấp", "xe ô tô, h ô hấp"),
        ("b ả xyz", "b ả xyz"),
    ],
)
def test_closed(typed: str, closed: str) -> None:
    pages = read(f"{TWICE}\n\n{typed}\n".encode(), name="a.txt")
    assert closed in " ".join(block.text for block in pages.blocks)


def test_one_alone_stays() -> None:
    pages = read("Nhóm h ế t lượt chơi.\n\nPhòng họp số 2.\n".encode(), name="a.txt")
    assert "h ế t" in pages.blocks[0].text

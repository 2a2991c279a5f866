"""Syllables that lost the blank between them are parted; words of other languages and names stay."""

import pytest

from vnplans import parse, read

TWICE = "Hội đồngnhân dân giao Sở Kế hoạchvà Đầu tư."
"""A document that has glued words."""


def _text(typed: str) -> str:
    return " ".join(block.text for block in read(f"{typed}\n".encode(), name="a.txt").blocks)


@pytest.mark.parametrize(
    ("typed", "parted"),
    [
        ("bốtrí kinh phí", "bố trí kinh phí"),
        ("SởTài chính chủtrì", "Sở Tài chính chủ trì"),
        ("kèm theoQuyết định này", "kèm theo Quyết định này"),
        ("các cơquan, đơnvị", "các cơ quan, đơn vị"),
        ("BANHÀNH KẾ HOẠCH", "BAN HÀNH KẾ HOẠCH"),
        ("CỦA CHÍNHPHỦ", "CỦA CHÍNH PHỦ"),
        ("tổchứcthực hiện", "tổ chức thực hiện"),
        ("Chủ tịch HồChí Minh", "Chủ tịch Hồ Chí Minh"),
        ("theo quyđịnh.", "theo quy định."),
        ("Ủyban nhân dân", "Ủy ban nhân dân"),
        ("(giaiđoạn 2006-2010)", "(giai đoạn 2006-2010)"),
        ("UBNDtỉnh vàUBND cấp xã", "UBND tỉnh và UBND cấp xã"),
        ("trường THCSNguyễn Du, HĐNDvà UBND", "trường THCS Nguyễn Du, HĐND và UBND"),
        ("SởY tế", "Sở Y tế"),
        ("ngày15 tháng6 năm2025", "ngày 15 tháng 6 năm 2025"),
        ("trong 15ngày, 6tháng", "trong 15 ngày, 6 tháng"),
        ("Điều1. khoản2", "Điều 1. khoản 2"),
        ("bể 20m3, 5km, COVID19, 3G, Đ1, QĐ01, QĐi", "bể 20m3, 5km, COVID19, 3G, Đ1, QĐ01, QĐi"),
        ("tệp kế_hoạchnăm_2025.docx", "tệp kế_hoạchnăm_2025.docx"),
        ("dạy học online, Vietcombank, TPHCM, HĐND, UBND", "dạy học online, Vietcombank, TPHCM, HĐND, UBND"),
        ("xã Đắkrông, huyện KrôngPắk", "xã Đắkrông, huyện KrôngPắk"),
        ("các dân tộc Bahnar, Mnông", "các dân tộc Bahnar, Mnông"),
        ("nghiêng, khuỷu, thuở, giếng", "nghiêng, khuỷu, thuở, giếng"),
        ("HĐTVTĐKT", "HĐTVTĐKT"),
        ("Số: 12/KHLTĐU", "Số: 12/KHLTĐU"),
    ],
)
def test_parted(typed: str, parted: str) -> None:
    assert _text(typed) == parted


@pytest.mark.parametrize(
    ("typed", "parted"),
    [
        ("Hội Phụ nữtham mưu", "Hội Phụ nữ tham mưu"),
        ("Ban của cácsở", "Ban của các sở"),
        ("chiến dịch trướcngày 30/6", "chiến dịch trước ngày 30/6"),
    ],
)
def test_what_only_a_document_with_several_parts(typed: str, parted: str) -> None:
    assert parted in _text(f"{TWICE}\n\n{typed}")


def test_quotes_hold_and_leads_are_read() -> None:
    found = parse(
        "KẾ HOẠCH\nPhòng chống hạn\n\nII. TỔ CHỨC THỰC HIỆN\n\n"
        "1. SởTài chính chủtrì, phối hợp với Sở Kế hoạchvà Đầu tư bốtrí kinh phí trướcngày 30/6/2007.\n".encode(),
        name="a.txt",
    )
    task = found.tasks[0]
    assert [body.name for body in task.lead_agencies] == ["Sở Tài chính"]
    assert [body.name for body in task.coordinating_agencies] == ["Sở Kế hoạch và Đầu tư"]
    assert task.deadline is not None
    assert str(task.deadline.end) == "2007-06-30"

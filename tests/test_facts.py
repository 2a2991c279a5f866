"""The table of facts of a portal's document page, where the act prints no letterhead of its own."""

from __future__ import annotations

import datetime as dt

import pytest

import vnplans
from vnplans.models import Directive

BODY = """<p>I. NHIỆM VỤ</p><p>1. Sở Nông nghiệp và Môi trường kiểm tra rừng trước ngày 30/4/2025.</p>
<p>2. Ủy ban nhân dân các xã tổ chức trực gác.</p>"""


def rows(*pairs: tuple[str, str], columns: int = 1) -> str:
    cells = [f"<td>{label}</td><td>{value}</td>" for label, value in pairs]
    lines = ["".join(cells[k : k + columns]) for k in range(0, len(cells), columns)]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def read(head: str, body: str = BODY) -> Directive:
    page = f"<html><head><title>Văn bản</title></head><body><div>{head}{body}</div></body></html>"
    return vnplans.parse(page.encode(), name="page.html")


KE_HOACH = (
    ("Số ký hiệu", "12/KH-UBND"),
    ("Ngày ban hành", "14/03/2025"),
    ("Loại văn bản", "Kế hoạch"),
    ("Cơ quan ban hành", "UBND tỉnh Lâm Đồng"),
    ("Trích yếu", "Kế hoạch phòng cháy rừng năm 2025"),
)


@pytest.mark.parametrize(
    "head",
    [
        rows(*KE_HOACH),
        rows(*KE_HOACH, columns=2),
        rows(("Lĩnh vực", "Lâm nghiệp"), *KE_HOACH, ("Ngày hiệu lực", "01/4/2025"), ("Tệp đính kèm", "12.pdf")),
        rows(*((f"{label}:", value) for label, value in KE_HOACH)),
        rows(*((label.upper(), value) for label, value in KE_HOACH)),
        "".join(f"<p>{label}: {value}</p>" for label, value in KE_HOACH),
        "<h1>VĂN BẢN CHỈ ĐẠO</h1>" + rows(*KE_HOACH),
    ],
)
def test_facts_stand_for_a_letterhead(head: str) -> None:
    act = read(head)
    assert act.number is not None
    assert act.number.text == "12/KH-UBND"
    assert act.issued_on == dt.date(2025, 3, 14)
    assert act.doc_type is not None
    assert act.doc_type.name == "Kế hoạch"
    assert act.issuer is not None
    assert act.issuer.name == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert act.title == "phòng cháy rừng năm 2025"
    assert [task.lead_agencies[0].text for task in act.tasks] == [
        "Sở Nông nghiệp và Môi trường",
        "Ủy ban nhân dân các xã",
    ]


def test_other_labels_party_and_blank_values() -> None:
    facts = (
        ("Số hiệu", "32-HD/ĐU"),
        ("Ngày ký", "ngày 14 tháng 9 năm 2026"),
        ("Thể loại", "Hướng dẫn"),
        ("Đơn vị ban hành", "Đảng ủy phường Hương Thủy"),
        ("Trích yếu nội dung", ""),
    )
    act = read(rows(*facts))
    assert (act.number and act.number.text, act.issued_on, act.title) == ("32-HD/ĐU", dt.date(2026, 9, 14), None)


def test_the_letterhead_decides() -> None:
    letterhead = """<table><tr><td>ỦY BAN NHÂN DÂN<br>TỈNH SƠN LA</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>
    Độc lập - Tự do - Hạnh phúc</td></tr>
    <tr><td>Số: 7/CT-UBND</td><td>Sơn La, ngày 05 tháng 02 năm 2024</td></tr></table>
    <p>CHỈ THỊ</p><p>Về việc phòng cháy rừng</p>"""
    act = read(rows(*KE_HOACH) + letterhead)
    assert act.number is not None
    assert act.number.text == "7/CT-UBND"


@pytest.mark.parametrize(
    "head",
    [
        rows(*KE_HOACH[:1], ("Lượt xem", "120")),
        "<table><tr><td>Số ký hiệu</td><td>Ngày ban hành</td><td>Loại văn bản</td><td>Trích yếu</td></tr>"
        "<tr><td>12/KH-UBND</td><td>14/03/2025</td><td>Kế hoạch</td><td>Phòng cháy rừng</td></tr></table>",
        "".join(f"<p>{label}: {value}</p>" for label, value in KE_HOACH)
        + "<p>Số ký hiệu: 13/KH-UBND</p><p>Ngày ban hành: 15/03/2025</p><p>Trích yếu: Trồng rừng</p>",
        "<p>Số hiệu bể nước: 12; ngày ký hợp đồng: 14/3/2025; loại bê tông: M200.</p>",
    ],
)
def test_what_is_no_table_of_facts(head: str) -> None:
    assert read(head).number is None


def test_a_box_of_another_act_gives_way_to_the_news() -> None:
    news = """<h1>Lâm Đồng phòng cháy rừng</h1>
    <p>Ngày 10/9/2026, UBND tỉnh Lâm Đồng vừa ban hành Kế hoạch số 99/KH-UBND về phòng cháy rừng năm 2026.</p>
    <p>Theo đó, UBND tỉnh yêu cầu Sở Nông nghiệp và Môi trường kiểm tra rừng.</p>"""
    act = read(news + rows(*KE_HOACH), body="")
    assert act.number is not None
    assert act.number.text == "99/KH-UBND"


LETTERHEAD = """<table><tr><td>{issuer}<br>-------</td>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr>
<tr><td>Số: 12/KH-UBND</td><td>Đà Lạt, ngày 14 tháng 3 năm 2025</td></tr></table>
<p align=center>KẾ HOẠCH</p><p align=center>PHÒNG CHÁY RỪNG NĂM 2025</p>"""


@pytest.mark.parametrize(
    "above",
    [
        "<ul><li>Trang chủ</li><li>Văn bản</li></ul><h1>Kế hoạch 12/KH-UBND</h1>" + rows(*KE_HOACH[:4]),
        "<h1>Kế hoạch 12/KH-UBND</h1>" + rows(*((f"{label}:", value) for label, value in KE_HOACH)),
        "<p>Thông tin văn bản</p><ul>" + "".join(f"<li>{label}: {value}</li>" for label, value in KE_HOACH) + "</ul>",
        "<p>“Kể từ ngày 01/7/2025, văn bản này bị thay thế”. Xem thêm Lược đồ.</p>" + rows(*KE_HOACH),
    ],
)
def test_a_letterhead_in_a_table_begins_there(above: str) -> None:
    act = read(above + LETTERHEAD.format(issuer="ỦY BAN NHÂN DÂN<br>TỈNH LÂM ĐỒNG"))
    assert act.issuer is not None
    assert act.issuer.name == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert (act.number and act.number.text, act.issued_on) == ("12/KH-UBND", dt.date(2025, 3, 14))
    assert act.title == "PHÒNG CHÁY RỪNG NĂM 2025"


@pytest.mark.parametrize(
    ("number", "issuer"),
    [
        ("12/KH-UBND", "Ủy ban nhân dân tỉnh Lâm Đồng"),
        ("07/2025/NQ-HĐND", "Hội đồng nhân dân tỉnh Lâm Đồng"),
        ("31/KH-SXD", None),
    ],
)
def test_a_province_as_issuer_is_the_body_of_the_symbol(number: str, issuer: str | None) -> None:
    act = read(rows(("Số hiệu", number), ("Nơi ban hành", "Tỉnh Lâm Đồng"), ("Ngày ban hành", "14/03/2025")))
    assert (act.issuer and act.issuer.name) == issuer

"""A page that announces plans gives one record per plan, with the page's words and each plan's own tasks."""

from __future__ import annotations

import datetime as dt

from vnplans.pipeline import parse_bytes

OPENING = (
    "Ngày 12/3/2024, Ủy ban nhân dân tỉnh Nghệ An ban hành Kế hoạch số 91/KH-UBND về trồng cây phân tán năm 2024 và "
    "Kế hoạch số 92/KH-UBND về tiết kiệm nước sinh hoạt năm 2024, theo đó các đơn vị cần tập trung:"
)
CLOSING = (
    "Trên cơ sở chức năng, nhiệm vụ được giao, các sở, ban, ngành; UBND các huyện, thị xã triển khai thực hiện các nội "
    "dung của hai Kế hoạch nêu trên."
)
PAGE = f"""
Tin hoạt động

Trồng cây và giữ nước năm 2024

15/03/2024 08:00:00

{OPENING}

Đối với trồng cây phân tán: Chuẩn bị đủ cây giống; tổ chức Tết trồng cây; kiểm tra cây sống trước ngày 30/11/2024.

Đối với tiết kiệm nước: Tuyên truyền đến từng hộ; thay thế đường ống cũ.

{CLOSING}

Nguồn tin: Văn phòng

Lượt xem: 120
"""


def test_one_record_per_plan() -> None:
    first, second = parse_bytes(PAGE.encode(), "tin.txt")
    assert [r.number.text if r.number else None for r in (first, second)] == ["91/KH-UBND", "92/KH-UBND"]
    assert {r.issued_on for r in (first, second)} == {dt.date(2024, 3, 12)}
    assert {r.issuer.name if r.issuer else None for r in (first, second)} == {"Ủy ban nhân dân tỉnh Nghệ An"}
    assert first.title == "về trồng cây phân tán năm 2024"
    assert second.title == "về tiết kiệm nước sinh hoạt năm 2024"


def test_each_plan_has_its_own_run_and_the_closing_paragraph_leads() -> None:
    first, second = parse_bytes(PAGE.encode(), "tin.txt")
    assert [t.content for t in first.tasks] == [
        "Chuẩn bị đủ cây giống",
        "tổ chức Tết trồng cây",
        "kiểm tra cây sống trước ngày 30/11/2024.",
    ]
    assert [t.content for t in second.tasks] == ["Tuyên truyền đến từng hộ", "thay thế đường ống cũ."]
    leads = {tuple(a.text for a in t.lead_agencies) for r in (first, second) for t in r.tasks}
    assert leads == {("các sở, ban, ngành", "UBND các huyện, thị xã")}
    assert first.tasks[2].deadline and first.tasks[2].deadline.end == dt.date(2024, 11, 30)
    assert first.tasks[0].id.startswith("Ủy ban nhân dân tỉnh Nghệ An/91/KH-UBND@2024-03-12#")


def test_evidence_stands_on_the_page() -> None:
    first, _ = parse_bytes(PAGE.encode(), "tin.txt")
    assert [q.text for q in first.evidence["/number"]] == ["91/KH-UBND"]
    assert [q.text for q in first.evidence["/tasks/0/lead_agencies/0"]] == ["các sở, ban, ngành"]


def test_an_act_is_no_announcement() -> None:
    act = PAGE.replace("Tin hoạt động", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert len(parse_bytes(act.encode(), "kh.txt")) == 1

"""A page that announces plans gives one record per plan, with the page's words and each plan's own tasks."""

from __future__ import annotations

import datetime as dt

import pytest

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
    act = PAGE.replace("Tin hoạt động", "Số: 91/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert len(parse_bytes(act.encode(), "kh.txt")) == 1


def _doubts(page: str) -> dict[str, str]:
    (record,) = parse_bytes(page.replace("¶", "\n\n").encode(), "tin.txt")
    return {note.code: note.severity for note in record.notes if note.field == "/issued_on"}


def test_two_days_of_one_act_are_a_matter_for_review() -> None:
    page = (
        "Trồng cây¶08/3/2024¶Ngày 07/3, UBND tỉnh Lai Châu ban hành Kế hoạch số 31/KH-UBND ngày 06/3/2024 về trồng cây."
    )
    (record,) = parse_bytes(page.replace("¶", "\n\n").encode(), "tin.txt")
    assert record.issued_on == dt.date(2024, 3, 6)
    note = next(n for n in record.notes if n.code == "two_days")
    assert (note.severity, note.candidates) == ("review", ["2024-03-07"])
    assert record.needs_review


def test_a_year_from_another_date_is_a_matter_for_review() -> None:
    page = (
        "Trồng cây¶Ngày 07/3, UBND tỉnh Lai Châu ban hành Kế hoạch số 31/KH-UBND về trồng cây.¶"
        "Các huyện trồng xong trước ngày 30/4/2024."
    )
    assert _doubts(page) == {"year_of_page": "review"}


def test_the_day_of_an_order_is_a_matter_for_review() -> None:
    page = (
        "Trồng cây¶08/3/2024¶Ngày 07/3, UBND tỉnh Lai Châu yêu cầu các huyện trồng cây ven đường.¶"
        "UBND tỉnh Lai Châu vừa ban hành Kế hoạch số 31/KH-UBND về trồng cây."
    )
    assert _doubts(page) == {"year_of_page": "info", "day_of_order": "review"}


WHOLE = "Giữ nước\n\n12/06/2024\n\nNgày 10/6, UBND tỉnh Lai Châu ban hành Kế hoạch số 31/KH-UBND về giữ nước."


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("Kế hoạch số 31/KH-UBND về", "Kế hoạch số\n31/KH-UBND\nvề"),
        ("Kế hoạch số 31/KH-UBND về", "Kế hoạch số\n\n31/KH-UBND\n\nvề"),
        ("UBND tỉnh Lai Châu ban", "UBND tỉnh Lai Châu đã\nban"),
        ("ban hành Kế hoạch số 31/KH-UBND về", "ban hành \nKế hoạch số 31/KH-UBND\n về"),
        ("UBND tỉnh Lai Châu", "UBND tỉnh\nLai Châu"),
        ("về giữ nước", "về\ngiữ nước"),
    ],
)
def test_a_sentence_broken_by_a_link_is_one(whole: str, broken: str) -> None:
    def told(page: str) -> list[object]:
        (record,) = parse_bytes(page.encode(), "tin.txt")
        return [
            record.number and record.number.text,
            record.issued_on,
            record.issuer and record.issuer.name,
            record.title,
        ]

    assert told(WHOLE.replace(whole, broken)) == told(WHOLE)

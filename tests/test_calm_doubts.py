"""What looks like a fault and is none: lines that tell of the task above them, first steps of a plan signed late."""

from __future__ import annotations

import pytest
import text_act

from vnplans.models import Directive
from vnplans.parts import parts
from vnplans.pipeline import parse_pages, source_of

PLAN = """
@ỦY BAN NHÂN DÂN / TỈNH SƠN HÀ|{number}/KH-UBND|Sơn Hà, ngày {day}
^**KẾ HOẠCH**
^**Thi hành Luật Thư viện năm 2024**
**I. NỘI DUNG**
1. Biên soạn, phát hành tài liệu hỏi - đáp về Luật Thư viện
- Chủ trì: Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn Hà.
- Phối hợp: Báo Sơn Hà; Đài Phát thanh và Truyền hình tỉnh.
- Thời gian: Trước ngày {first}.
2. Kiểm tra tình hình thi hành Luật Thư viện tại các xã, phường
- Chủ trì: Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn Hà.
- Thời gian: Trước ngày {second}.
#TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH|Hà Văn Lưu|- Các sở;/- Lưu: VT.
"""


def read(day: str, first: str, second: str) -> Directive:
    pages = text_act.paper(PLAN.format(number=12, day=day, first=first, second=second))
    (record,) = parse_pages(pages, source_of(pages, b"a", "a.docx"))
    return record


def test_label_lines_are_part_of_their_task() -> None:
    pages = text_act.paper(PLAN.format(number=12, day="05 tháng 3 năm 2024", first="30/4/2024", second="31/10/2024"))
    (record,) = parse_pages(pages, source_of(pages, b"a", "a.docx"))
    assert [task.lead_agencies[0].text for task in record.tasks] == ["Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn Hà"] * 2
    assert not [note for note in record.notes if note.code == "unexplained"]
    told = {part.name for part in parts((record,), pages) if pages.blocks[part.block].text.startswith("- Phối hợp")}
    assert told == {"task"}


@pytest.mark.parametrize(
    ("first", "second", "severity"),
    [
        ("01/3/2024", "31/10/2024", "warning"),
        ("05/2/2024", "31/10/2024", "warning"),
        ("01/01/2024", "31/10/2024", "review"),  # two months before: a year or a day may be misread
        ("01/3/2023", "31/10/2024", "review"),
        ("01/3/2024", "28/2/2024", "review"),  # all of it lies behind: so the day of issue may be wrong
    ],
)
def test_a_first_step_before_the_day_of_issue(first: str, second: str, severity: str) -> None:
    record = read("05 tháng 3 năm 2024", first, second)
    said = [note.severity for note in record.notes if note.code == "deadline_before_issue"]
    assert said
    assert said[0] == severity


def test_a_last_day_on_the_day_of_issue_is_none() -> None:
    record = read("05 tháng 3 năm 2024", "05/3/2024", "31/10/2024")
    assert not [note for note in record.notes if note.code == "deadline_before_issue"]

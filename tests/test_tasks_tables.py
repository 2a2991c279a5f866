"""Task tables by the words of their headers and by what their cells hold: rows of tests/cases/tables.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import text_act

from vnplans.extract.act import Act
from vnplans.extract.duties.headers import field_of
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.tasks.whole import tasks
from vnplans.knowledge import rows
from vnplans.knowledge.tables import HeaderWords
from vnplans.models import Deadline, Task
from vnplans.pages import Block, Cell, Pages
from vnplans.text import clean, normal

FILE = Path(__file__).parent / "cases" / "tables.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["case"]


def blocks(table: str) -> Iterator[Block]:
    grid = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    for r, line in enumerate(grid):
        for c, words in enumerate(line):
            if words == "<":
                continue
            top = r
            while grid[top][c] == "^":
                top -= 1
            wide = next((k for k in range(c + 1, len(line)) if line[k] != "<"), len(line)) - c
            high = next((k for k in range(top + 1, len(grid)) if grid[k][c : c + 1] != ["^"]), len(grid)) - top
            yield Block(clean(grid[top][c]), cell=Cell(0, r, c, high, wide, repeated=top < r))


def findings(table: str, title: str | None = None) -> list[Finding[Task]]:
    heading = Block("Phụ lục. PHÂN CÔNG NHIỆM VỤ", bold=True)
    made = Pages((heading, *blocks(table)), "text", "text/plain")
    end = len(made.blocks)
    act = Act(made, (0, end), (), (), (0, 0), (0, end), (), ())
    head = text_act.head()
    return list(tasks(act, replace(head, title=title) if title else head))


def given(table: str, title: str | None = None) -> list[Task]:
    return [f.value for f in findings(table, title) if isinstance(f, Found)]


def when(deadline: Deadline | None) -> str:
    if deadline is None:
        return ""
    return " ".join(str(part) for part in (deadline.kind, deadline.start, deadline.end) if part)


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_tables(case: dict[str, Any]) -> None:
    got = [
        [
            task.content,
            " | ".join(a.text for a in task.lead_agencies),
            " | ".join(a.text for a in task.coordinating_agencies),
            when(task.deadline),
            task.deliverable or "",
        ]
        for task in given(case["table"], case.get("title"))
    ]
    assert got == case["tasks"]
    if "told" in case:
        assert [text_act.told(task) for task in given(case["table"], case.get("title"))] == case["told"]


@pytest.mark.parametrize("row", rows(HeaderWords), ids=lambda row: f"{row.part}: {row.field}")
def test_header_words(row: HeaderWords) -> None:
    said = {"work": "lead", "doer": "lead", "body": "lead", "none": "deadline"}.get(row.field, row.field)
    for example in row.examples:
        assert field_of(example) == said, example
    for word in row.words:
        assert normal(word) == word


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        ("Đơn vị chủ trì, phối hợp", "both"),
        ("Cơ quan thực hiện và phối hợp", "both"),
        ("Phân công phối hợp", "coordinating"),
        ("Nội dung phối hợp", "content"),
        ("Kinh phí hỗ trợ", "funding"),
        ("Số người tham gia", "figure"),
        ("Thời gian phối hợp (dự kiến)", "deadline"),
        ("Người chỉ đạo thực hiện", "monitor"),
        ("Đơn vị thụ hưởng", "audience"),
        ("Thực hiện năm 2023", "figure"),
        ("Ngày sinh", "member"),
        ("Xã, phường", "place"),
        ("Năm 2025", "figure"),
        ("Từ nguồn xã hội hóa", None),
    ],
)
def test_what_a_header_speaks_of(wording: str, field: str | None) -> None:
    assert field_of(wording) == field


def test_a_time_that_crosses_mark_is_told_as_the_header_prints_it() -> None:
    table = """
    TT | Việc cần làm | Đơn vị lo chính | Thời gian năm 2024 | < | <
    ^ | ^ | ^ | Quý I | Quý II | T.7
    1 | Truyền thông lưu động | Sở Y tế | x | x |
    2 | Sơ kết mô hình | Sở Y tế | | | x
    """
    assert [t.deadline.text for t in given(table) if t.deadline] == [
        "Quý I năm 2024 - Quý II năm 2024",
        "Tháng 7 năm 2024",
    ]


def test_expected_days_are_a_length() -> None:
    days = "TT | Nội dung công việc | Đơn vị thực hiện | Số ngày làm việc\n1 | Rà soát hồ sơ đất | Phòng Nội vụ | 7"
    (found,) = given(days)
    assert found.deadline
    assert (found.deadline.text, found.deadline.duration, found.deadline.business_days) == ("7", "P7D", True)


def test_a_day_that_no_calendar_has_is_noted() -> None:
    table = "TT | Nội dung | Đơn vị thực hiện | Thời hạn\n1 | Rà soát sổ đỏ | Phòng Nội vụ | Trước 31/02\n"
    near = [f for f in findings(table + "2 | Rà soát hộ khẩu | Phòng Nội vụ | Trước 28/02") if isinstance(f, Near)]
    assert [(f.code, f.quote.text if f.quote else None) for f in near] == [("deadline.no_such_day", "Trước 31/02")]

"""Task tables by the words of their headers and by what their cells hold: rows of tests/cases/tables.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import text_act

from vnplans.extract.act import Act
from vnplans.extract.duties.headers import field_of, only_bodies
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.tables.rows import _narrows
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


ANNEX = Block("Phụ lục. PHÂN CÔNG NHIỆM VỤ", bold=True)


def findings(table: str, title: str | None = None) -> list[Finding[Task]]:
    return made((ANNEX, *blocks(table)), title)


def made(every: Sequence[Block], title: str | None = None) -> list[Finding[Task]]:
    end = len(every)
    act = Act(Pages(tuple(every), "text", "text/plain"), (0, end), (), (), (0, 0), (0, end), (), ())
    head = text_act.head()
    return list(tasks(act, replace(head, title=title) if title else head))


def given(table: str, title: str | None = None) -> list[Task]:
    return [f.value for f in findings(table, title) if isinstance(f, Found)]


def when(deadline: Deadline | None) -> str:
    if deadline is None:
        return ""
    return " ".join(str(part) for part in (deadline.kind, deadline.start, deadline.end) if part)


def told(found: Iterable[Task]) -> list[list[str]]:
    """Tasks as `tasks` of a case says them."""
    return [
        [
            task.content,
            " | ".join(a.text for a in task.lead_agencies),
            " | ".join(a.text for a in task.coordinating_agencies),
            when(task.deadline),
            task.deliverable or "",
        ]
        for task in found
    ]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_tables(case: dict[str, Any]) -> None:
    found = given(case["table"], case.get("title"))
    assert told(found) == case["tasks"]
    if "told" in case:
        assert [text_act.told(task) for task in found] == case["told"]


# Laws over the rows: what a table says hangs neither on what stands above it nor on an empty column beside it.


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_a_table_behind_another(case: dict[str, Any]) -> None:
    first = blocks("TT | Nhiệm vụ | Chủ trì\n1 | Khám sức khỏe cho công nhân | Sở Y tế")
    second = [replace(b, cell=b.cell and replace(b.cell, table=1)) for b in blocks(case["table"])]
    both = (ANNEX, *first, Block("Phụ lục II. PHÂN CÔNG CÔNG VIỆC", bold=True), *second)
    found = [f.value for f in made(both, case.get("title")) if isinstance(f, Found)]
    assert told(found) == [["Khám sức khỏe cho công nhân", "Sở Y tế", "", "", ""], *case["tasks"]]


OF_ROWS_ONLY = {"two columns without a header: bodies, and what each must do", "a table laid on its side"}
"""A column of notes needs a header above it."""
HEADED = [c for c in CASES if c["name"] not in OF_ROWS_ONLY]


@pytest.mark.parametrize("case", HEADED, ids=[c["name"] for c in HEADED])
def test_an_empty_column_of_notes_changes_nothing(case: dict[str, Any]) -> None:
    lines = case["table"].strip().splitlines()
    width = max(line.count("|") for line in lines)
    full = [line + " |" * (width - line.count("|")) for line in lines]
    noted = [full[0] + " | Ghi chú", *(f"{line} | {'^' if line[0] == '^' else ''}" for line in full[1:])]
    assert told(given("\n".join(noted), case.get("title"))) == case["tasks"]


IN_ORDER = {
    "unknown headings read by their cells",
    "months as columns outnumber the other heads",
    "bodies as columns, crosses in them",
    "bodies as columns, roles in words",
    "bodies as columns, one of a name that no list knows",
    "units down, weeks across",
    "units down, months across",
    "units down, months across, numbered rows and notes",
    "months in Roman numbers as columns of crosses",
    "columns of years with crosses",
    "days down, halves of the day across, numbered rows and places",
    "a calendar of one week: what a body or person is to do, not meetings without a doer",
    "no header at all, two works under two groups",
}
"""Tables in which the order of the columns says something: months, bodies that are told one after the other."""
PLAIN = [c for c in HEADED if "<" not in c["table"] and c["name"] not in IN_ORDER]


@pytest.mark.parametrize("turn", ["backwards", "first to last"])
@pytest.mark.parametrize("case", PLAIN, ids=[c["name"] for c in PLAIN])
def test_columns_in_another_order(case: dict[str, Any], turn: str) -> None:
    grid = [[cell.strip() for cell in line.split("|")] for line in case["table"].strip().splitlines()]
    width = max(map(len, grid))
    places = [*range(width - 1, 0, -1)] if turn == "backwards" else [*range(2, width), 1]
    full = [line + [""] * (width - len(line)) for line in grid]
    turned = "\n".join(" | ".join(line[place] for place in (0, *places)) for line in full)
    assert told(given(turned, case.get("title"))) == case["tasks"]


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


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Sở Nội vụ chủ trì, phối hợp với các huyện", True),
        ("chủ trì, phối hợp", False),
        ("Sở Nội vụ rà soát", False),
    ],
)
def test_bodies_and_what_each_does(words: str, told: bool) -> None:
    assert only_bodies(words) is told


@pytest.mark.parametrize(
    ("start", "end", "narrower"),
    [
        (None, "2024-06-10", True),
        (None, "2024-05-31", False),
        (None, "2024-07-01", False),
        ("2024-06-01", "2024-06-30", False),
    ],
)
def test_a_day_narrows_the_month_that_holds_it(start: str | None, end: str, narrower: bool) -> None:
    month = Deadline(text="tháng 6", kind="during", start=dt.date(2024, 6, 1), end=dt.date(2024, 6, 30))
    first = dt.date.fromisoformat(start) if start else None
    note = Deadline(text="x", kind="during" if start else "by", start=first, end=dt.date.fromisoformat(end))
    assert _narrows(note, month) is narrower

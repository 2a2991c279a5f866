"""Which words are tasks, whose they are and where they stand: rows of tests/cases/tasks.toml, no_orders.toml and
short_acts.toml, and laws over them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import text_act

from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.tasks.whole import tasks
from vnplans.models import Deadline, Task

FILES = [Path(__file__).parent / "cases" / name for name in ("tasks.toml", "no_orders.toml", "short_acts.toml")]
CASES: list[dict[str, Any]] = [case for file in FILES for case in tomllib.loads(file.read_text("utf-8"))["case"]]
HEADING = "**IV. TỔ CHỨC THỰC HIỆN**\n"


def findings(case: dict[str, Any]) -> list[Finding[Task]]:
    text = case["text"] if case.get("whole") else HEADING + case["text"]
    issuer = {"issuer": case["issuer"]} if "issuer" in case else {}
    return list(tasks(text_act.act(text), text_act.head(case.get("kind", "Kế hoạch"), **issuer)))


def given(case: dict[str, Any]) -> list[Found[Task]]:
    return [finding for finding in findings(case) if isinstance(finding, Found)]


def told(case: dict[str, Any]) -> list[list[str]]:
    """The tasks of a case as its `tasks` says them."""
    return [
        [
            found.value.where,
            found.value.content,
            " | ".join(a.text for a in found.value.lead_agencies),
            " | ".join(a.text for a in found.value.coordinating_agencies),
        ]
        for found in given(case)
    ]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_tasks(case: dict[str, Any]) -> None:
    assert told(case) == case["tasks"]
    if "review" in case:
        asked = [near for near in findings(case) if isinstance(near, Near) and near.severity == "review"]
        assert bool(asked) == case["review"]
    if "told" in case:
        assert [text_act.told(found.value) for found in given(case)] == case["told"]


LINES: list[list[str]] = [
    row
    for rule in tomllib.loads((Path(__file__).parent / "cases" / "task_lines.toml").read_text("utf-8"))["case"]
    for row in rule["lines"]
]


@pytest.mark.parametrize("label", ["", "a) ", "- "])
@pytest.mark.parametrize("row", LINES, ids=[row[0] for row in LINES])
def test_a_line_of_work(row: list[str], label: str) -> None:
    line, *words = row
    assert [said for _, *said in told({"text": label + line})] == [words[i : i + 3] for i in range(0, len(words), 3)]


OTHERS = [
    {
        "Sở Y tế": "Sở Tư pháp",
        "Sở Tài chính": "Sở Công Thương",
        "Sở Xây dựng": "Sở Y tế",
        "Sở Nội vụ": "Sở Dân tộc và Tôn giáo",
        "Sở Tư pháp": "Sở Nội vụ",
        "Sở Công Thương": "Sở Tài chính",
        "Công an tỉnh": "Thanh tra tỉnh",
    },
    {
        "Sở Y tế": "Sở Khoa học và Công nghệ",
        "Sở Tài chính": "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Xây dựng": "Sở Giáo dục và Đào tạo",
        "Sở Nội vụ": "Văn phòng UBND tỉnh",
        "Sở Tư pháp": "Sở NN&PTNT",
        "Sở Công Thương": "Sở GD-ĐT",
        "Công an tỉnh": "Ban Quản lý các khu công nghiệp tỉnh",
    },
]
"""Bodies that the orders may be given to instead: shorter, longer, of several parts, by their short names."""
_ONE = re.compile("|".join(OTHERS[0]))
RENAMED = [c for c in CASES if _ONE.search(c["text"]) and "issuer" not in c and c.get("kind") != "Công văn"]
"""An issuer that speaks of itself is told by its name."""


@pytest.mark.parametrize("other", OTHERS, ids=["near", "far"])
@pytest.mark.parametrize("case", RENAMED, ids=[c["name"] for c in RENAMED])
def test_the_same_order_to_other_bodies(case: dict[str, Any], other: dict[str, str]) -> None:
    def renamed(text: str) -> str:
        return _ONE.sub(lambda name: other[name[0]], text)

    got = told(case | {"text": renamed(case["text"])})
    assert got == [[where, *map(renamed, words)] for where, *words in case["tasks"]]


ABOVE = """
**III. NHIỆM VỤ**
1. Sở Y tế khám sức khỏe cho công nhân.
2. Giao Công an tỉnh:
- Tuần tra ban đêm.
"""
OF_ABOVE = [
    ["III.1", "khám sức khỏe cho công nhân.", "Sở Y tế", ""],
    ["III.2, gạch đầu dòng 1", "Tuần tra ban đêm.", "Công an tỉnh", ""],
]
SECTIONS = [case for case in CASES if not case.get("whole")]


@pytest.mark.parametrize("case", SECTIONS, ids=[c["name"] for c in SECTIONS])
def test_a_section_behind_another(case: dict[str, Any]) -> None:
    assert told(case | {"text": ABOVE + HEADING + case["text"], "whole": True}) == [*OF_ABOVE, *case["tasks"]]


BELOW = """
**V. NHIỆM VỤ KHÁC**
1. Sở Y tế khám sức khỏe cho công nhân.
2. Giao Công an tỉnh:
- Tuần tra ban đêm.
"""
OF_BELOW = [
    ["V.1", "khám sức khỏe cho công nhân.", "Sở Y tế", ""],
    ["V.2, gạch đầu dòng 1", "Tuần tra ban đêm.", "Công an tỉnh", ""],
]


@pytest.mark.parametrize("case", SECTIONS, ids=[c["name"] for c in SECTIONS])
def test_a_section_before_another(case: dict[str, Any]) -> None:
    text = f"{HEADING}{case['text'].strip()}{BELOW}"
    assert told(case | {"text": text, "whole": True}) == [*case["tasks"], *OF_BELOW]


def said(deadline: Deadline | None) -> str:
    parts = (deadline.kind, deadline.rrule, deadline.start, deadline.end) if deadline else ()
    return " ".join(str(part) for part in parts if part)


TIMED = [case for case in CASES if "times" in case]


@pytest.mark.parametrize("case", TIMED, ids=[c["name"] for c in TIMED])
def test_deadlines(case: dict[str, Any]) -> None:
    assert [said(found.value.deadline) for found in given(case)] == case["times"]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_every_part_shows_its_words(case: dict[str, Any]) -> None:
    made = text_act.pages(case["text"] if case.get("whole") else HEADING + case["text"])
    for found in given(case):
        assert " ".join(quote.text for quote in found.parts["content"]) == found.value.content
        leads = [name for name in found.parts if name.startswith("lead_agencies/")]
        assert len(leads) == len(found.value.lead_agencies)
        for quotes in found.parts.values():
            for quote in quotes:
                assert made.blocks[quote.block].text[quote.start : quote.end] == quote.text


def test_what_is_left_out_has_its_reason() -> None:
    plan = {
        "whole": True,
        "text": """
        **I. MỤC ĐÍCH**
        - Nâng cao nhận thức.
        **II. NHIỆM VỤ**
        - Tỷ lệ hộ nghèo giảm còn 2%.
        - Trồng rừng.
        Trên đây là Kế hoạch trồng rừng.
        """,
    }
    notes = {f.code: f.quote.text for f in findings(plan) if isinstance(f, Near) and f.quote}
    assert notes["task.purpose"] == "Nâng cao nhận thức."
    assert notes["task.target"] == "Tỷ lệ hộ nghèo giảm còn 2%."
    assert notes["task.no_lead"] == "Trồng rừng."


@pytest.mark.parametrize(
    ("line", "kind", "end"),
    [
        ("1. Sở Y tế: Báo cáo UBND tỉnh trước ngày 15/12/2024.", "by", "2024-12-15"),
        ("1. Sở Y tế: Định kỳ hằng tuần, tổng hợp số liệu; phân tích nguyên nhân.", "recurring", None),
        ("1. Sở Y tế: Tiếp tục triển khai Kế hoạch số 15/KH-UBND ngày 20/01/2024 của UBND tỉnh.", None, None),
    ],
)
def test_deadline_of_the_words(line: str, kind: str | None, end: str | None) -> None:
    for found in given({"text": line}):
        deadline = found.value.deadline
        assert (deadline.kind if deadline else None) == kind
        assert (str(deadline.end) if deadline and deadline.end else None) == end


def test_deadline_of_a_lead_in_holds_below_and_own_words_win() -> None:
    text = """
    **III. NHIỆM VỤ**
    Từ quý II đến quý III năm 2024 tiến hành các việc:
    - Khảo sát hiện trạng.
    - Lập hồ sơ trước ngày 30/4/2024.
    """
    first, second = (found.value.deadline for found in given({"whole": True, "text": text}))
    assert first and str(first.start) == "2024-04-01"
    assert second and str(second.end) == "2024-04-30"


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        # above the list, and down to what is nested in it
        ("Thời gian thực hiện: Quý II/2024.\n- Tập huấn tổ hòa giải.\n- In tờ rơi.", ["during", "during"]),
        (
            "Thời gian: Quý II/2024\na) Rà soát quỹ đất.\nb) Lập quy hoạch:\n- Quy hoạch chợ;\n- Quy hoạch bến.",
            3,
        ),
        # below it, with wordings that no table lists
        ("- Tập huấn tổ hòa giải.\n- In tờ rơi.\n- Hạn gửi sản phẩm: ngày 25/8.", ["by", "by"]),
        ("Tập huấn tổ hòa giải\n- Thời gian, địa điểm: 7h30 ngày 20/8/2024 tại Nhà văn hóa huyện.", ["during"]),
        ("Chấm thi tổ hòa giải\n- Thời gian chấm: sau khi kết thúc vòng sơ khảo.", ["relative"]),
        ("Tập huấn tổ hòa giải\n- Thời gian tập huấn: 03 ngày.", ["relative"]),
        # a title of its own
        ("Tập huấn tổ hòa giải:\n1.1. Nội dung\n- In tờ rơi.\n1.2. Thời gian\n- Tháng 6/2024.", ["during"]),
        # a lead-in that says nothing but its time
        ("Thường xuyên:\n- Tập huấn tổ hòa giải.", ["ongoing"]),
        # the time of the whole act is no task's
        ("Thời gian thực hiện Kế hoạch: từ năm 2024 đến năm 2030.\n- Tập huấn tổ hòa giải.", [None]),
    ],
)
def test_a_label_line_hands_its_time_to_the_items_of_its_list(lines: str, kinds: list[str | None] | int) -> None:
    first, _, rest = lines.partition("\n")
    title = first if not first.startswith(("- ", "Thời gian")) else f"Công tác hòa giải\n{first}"
    got = [found.value.deadline for found in given({"whole": True, "text": f"**II. NHIỆM VỤ**\n1. {title}\n{rest}"})]
    want = ["during"] * kinds if isinstance(kinds, int) else kinds
    assert [deadline.kind if deadline else None for deadline in got] == want


def test_columns_of_begin_and_end_make_a_span() -> None:
    text = """
    |TT|Nội dung công việc|Đơn vị thực hiện|Thời gian||
    ||||Bắt đầu|Kết thúc|
    |1|Khảo sát|Sở Xây dựng|01/3/2024|30/4/2024|
    """
    (found,) = given({"whole": True, "text": text})
    deadline = found.value.deadline
    assert deadline and (str(deadline.start), str(deadline.end)) == ("2024-03-01", "2024-04-30")


def test_a_table_that_goes_on_without_its_header() -> None:
    head = "|TT|Nhiệm vụ|Chủ trì|\n|1|Trồng cây|Sở Xây dựng|\n"
    made = text_act.pages(head)
    more = text_act.pages("|2|Tỉa cành|Sở Y tế|")
    shifted = [replace(b, cell=replace(b.cell, table=1)) for b in more.blocks if b.cell]
    both = replace(made, blocks=made.blocks + tuple(shifted))
    act = replace(text_act.act(head), pages=both, body=(0, len(both.blocks)))
    got = [f.value.content for f in tasks(act, text_act.head()) if isinstance(f, Found)]
    assert got == ["Trồng cây", "Tỉa cành"]


def test_the_same_work_in_prose_and_table_is_told_twice_and_noted() -> None:
    duty = "Rà soát, thống kê toàn bộ các công trình thủy lợi nhỏ trên địa bàn các huyện miền núi"
    text = f"**II. NHIỆM VỤ**\n1. {duty}.\n|TT|Nhiệm vụ|Chủ trì|\n|1|{duty}|Sở Xây dựng|"
    found = findings({"whole": True, "text": text})
    assert sum(isinstance(f, Found) for f in found) == 2
    assert [f.code for f in found if isinstance(f, Near) and f.code == "task.twice"] == ["task.twice"]


@pytest.mark.parametrize("broken", [1, 2])
def test_a_row_broken_by_the_end_of_a_page_is_one_task(broken: int) -> None:
    rows = ["|Trồng cây dọc các tuyến phố|Sở Xây dựng|", "|Tỉa cành|Sở Y tế|", "|Tưới cây|Sở Nội vụ|"]
    rows[broken - 1 : broken] = ["|Lập danh mục cây|Sở Xây|", "||đường phố|dựng|"]
    numbers = iter(range(1, 4))
    lines = ["|TT|Nhiệm vụ|Chủ trì|", *(row if row.startswith("||") else f"|{next(numbers)}{row}" for row in rows)]
    text = "\n".join(lines)
    made = text_act.pages(text)
    blocks = tuple(replace(b, page=1 if b.cell and b.cell.row <= broken else 2) for b in made.blocks)
    act = replace(text_act.act(text), pages=replace(made, blocks=blocks))
    got = [f.value for f in tasks(act, text_act.head()) if isinstance(f, Found)]
    assert len(got) == 3
    assert got[broken - 1].content == "Lập danh mục cây đường phố"
    assert [a.text for a in got[broken - 1].lead_agencies] == ["Sở Xây dựng"]

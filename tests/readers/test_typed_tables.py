"""Tables in plain text: bars, tabs, a cell a line; what looks like one and is none."""

from __future__ import annotations

import pytest

import vnplans
from vnplans.readers.styled.typed_tables import typed_tables

ROWS = (
    ("TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"),
    ("1", "Lập bản đồ vùng trọng điểm cháy", "Hạt Kiểm lâm", "UBND các xã", "Quý I/2024"),
    ("2", "Làm đường băng cản lửa", "Các chủ rừng", "Hạt Kiểm lâm; UBND các xã", "Trước 30/6/2024"),
    ("3", "Tổ chức diễn tập chữa cháy rừng", "Ban CHQS huyện", "Công an huyện", "Tháng 7/2024"),
)
TRUTH = [
    ("Lập bản đồ vùng trọng điểm cháy", ["Hạt Kiểm lâm"], ["UBND các xã"], "Quý I/2024"),
    ("Làm đường băng cản lửa", ["Các chủ rừng"], ["Hạt Kiểm lâm", "UBND các xã"], "Trước 30/6/2024"),
    ("Tổ chức diễn tập chữa cháy rừng", ["Ban CHQS huyện"], ["Công an huyện"], "Tháng 7/2024"),
]
HEAD = """ỦY BAN NHÂN DÂN
HUYỆN THANH BA

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 45/KH-UBND
Thanh Ba, ngày 20 tháng 5 năm 2024

KẾ HOẠCH
Phòng cháy rừng năm 2024

II. NHIỆM VỤ VÀ PHÂN CÔNG

"""
TAIL = "\n\nNơi nhận:\n- Như trên;\n- Lưu VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An\n"
RULE = "+----+-----------------+--------+--------+-------+"
FORMS = {
    "bars": "\n".join(f"| {' | '.join(row)} |" for row in ROWS),
    "bars, a rule below the head": "\n".join(
        [f"| {' | '.join(ROWS[0])} |", "|---|---|---|---|---|"] + [f"| {' | '.join(row)} |" for row in ROWS[1:]]
    ),
    "bars without outer ones": "\n".join(" | ".join(row) for row in ROWS),
    "a box": "\n".join(line for row in ROWS for line in (RULE, f"| {' | '.join(row)} |")) + f"\n{RULE}",
    "tabs": "\n".join("\t".join(row) for row in ROWS),
    "a cell a line": "\n".join(cell for row in ROWS for cell in row),
    "a cell a line, blank lines between": "\n\n".join(cell for row in ROWS for cell in row),
    "a head over two lines": "\n".join(
        [*ROWS[0][:2], "Cơ quan", "chủ trì", *ROWS[0][3:], *(c for row in ROWS[1:] for c in row)]
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_read_as_the_table_that_it_is(form: str) -> None:
    act = vnplans.parse((HEAD + FORMS[form] + TAIL).encode())
    got = [
        (
            t.content,
            [a.text for a in t.lead_agencies],
            [a.text for a in t.coordinating_agencies],
            t.deadline and t.deadline.text,
        )
        for t in act.tasks
    ]
    assert got == TRUTH


def test_empty_cells_of_a_table_of_which_each_cell_is_a_line() -> None:
    lines = [*ROWS[0], "1", "Lập bản đồ", "Hạt Kiểm lâm", "Quý I/2024", "2", "Làm đường băng", "cản lửa", "Tháng 6"]
    (table,) = typed_tables(lines)
    assert table.rows[1:] == (
        ("1", "Lập bản đồ", "Hạt Kiểm lâm", "", "Quý I/2024"),
        ("2", "Làm đường băng cản lửa", "", "", "Tháng 6"),
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["UBND TỈNH A\t\t\tCỘNG HÒA", "SỞ B\t\t\tĐộc lập", "Số: 1\t\t\tngày 5"],
        ["1", "Nội dung", "2", "Thời gian"],
        ["Nội dung", "Thời gian", "1. Họp", "2. Ăn"],
        ["TT", "Nội dung", "Hạt Kiểm lâm lập bản đồ"],
        ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian", "Các hạt báo cáo hằng tuần về Chi cục."],
        ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian"],
        ["a | b", "c | d", "e | f"],
        ["Sáng\tHọp", "Chiều\tNghỉ", "Tối\tTrực"],
    ],
)
def test_what_is_no_table(lines: list[str]) -> None:
    assert list(typed_tables(lines)) == []

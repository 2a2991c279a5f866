"""The bounds of task tables at their edge: so many rows, columns and letters, and not one more or less."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import test_tasks_tables as tables
from test_edges import Edge, long

from vnplans.extract.findings import Found
from vnplans.extract.tables import crossed
from vnplans.pages import Block, Cell

BODIES = (
    *("Sở Y tế", "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Công an tỉnh", "Sở Xây dựng", "Sở Công Thương"),
    *("Thanh tra tỉnh", "Tỉnh đoàn", "Sở Ngoại vụ", "Sở Y tế", "Sở Nội vụ", "Sở Tư pháp"),
)
WORKS = (
    *("Rà soát hồ sơ cán bộ thôn", "Lập danh sách hộ nghèo", "Xây dựng kế hoạch tập huấn", "Kiểm tra hệ thống loa"),
    *("Tổ chức hội thi nấu ăn", "Khảo sát giếng nước sạch", "Sửa chữa đường liên thôn", "Trồng cây ven đường lớn"),
    *("Vận động hội viên góp công", "Mua sắm bàn ghế lớp học", "Rà soát sổ sách thu chi", "Lập biên bản kiểm kê"),
    "Kiểm tra giếng khoan cũ",
)


def day(row: int) -> str:
    return f"{row + 10}/6/2024"


def table(heads: str, cells: Callable[[int], tuple[str, ...]], rows: int = 10) -> str:
    """A header and numbered rows."""
    return "\n".join([heads, *(" | ".join((str(row + 1), *cells(row))) for row in range(rows))])


def read_table(text: str, title: str | None = None) -> list[list[str]]:
    return tables.told(tables.given(text, title))


def leads(text: str) -> bool:
    return any(lead for _, lead, *_ in read_table(text))


def dated(text: str) -> bool:
    return any(when for *_, when, _ in read_table(text))


MOST: dict[str, Edge] = {
    "telephone numbers, of ten rows": (
        lambda n: table(
            "TT | Nội dung công việc | Chủ trì | Cột",
            lambda r: (WORKS[r], BODIES[r], f"09{r}1234567" if r < n else "xanh"),
        ),
        read_table,
        5,
    ),
    "figures under a head of doers, of ten rows": (
        lambda n: table(
            "TT | Nội dung công việc | Chủ trì | Thời hạn",
            lambda r: (WORKS[r], "12" if r < n else BODIES[r], day(r)),
        ),
        leads,
        4,
    ),
    "hours without a day, of ten rows": (
        lambda n: table("TT | Nội dung | Thời gian", lambda r: (WORKS[r], "8h00" if r < n else day(r))),
        read_table,
        5,
    ),
    "letters of doers that no list knows": (
        lambda n: table("TT | Nội dung công việc | Người gánh | Thời hạn", lambda r: (WORKS[r], long(n), day(r))),
        leads,
        44,
    ),
    "letters of a time under an unknown head": (
        lambda n: table(
            "TT | Nội dung công việc | Chủ trì | Cột lạ",
            lambda r: (WORKS[r], BODIES[r], f"ngày 10/6/2024 tại {long(n - 19)}"),
        ),
        dated,
        60,
    ),
    "rows of no bodies, of the twelve that are looked at": (
        lambda n: table(
            "TT | Nội dung công việc | Cột lạ | Thời hạn",
            lambda r: (WORKS[r], "xanh lá" if r < n else BODIES[r], day(r)),
            rows=13,
        ),
        leads,
        3,
    ),
    "columns of figures without a header": (
        lambda n: "\n".join(
            " | ".join((str(r + 1), f"{WORKS[r]} trong năm nay", BODIES[r], *["12"] * n)) for r in range(5)
        ),
        read_table,
        1,
    ),
    "letters of a head": (
        lambda n: table(
            f"TT | Nội dung công việc | Chủ trì | {long(n)}", lambda r: (WORKS[r], BODIES[r], "xanh"), rows=4
        ),
        read_table,
        119,
    ),
    "heads down the side": (
        lambda n: "\n".join(
            [
                f"Nội dung công việc | {WORKS[0]} | {WORKS[1]}",
                f"Chủ trì | {BODIES[0]} | {BODIES[1]}",
                "Thời hạn | 10/6/2024 | 11/6/2024",
                *["Ghi chú | xanh | lá"] * (n - 3),
            ]
        ),
        lambda t: len(read_table(t)) == 2,
        8,
    ),
    "rows above the header": (
        lambda n: "\n".join(
            [
                *["Xanh lá mạ | Đỏ | Tím"] * n,
                table("TT | Nội dung công việc | Chủ trì", lambda r: (WORKS[r], BODIES[r]), rows=4),
            ]
        ),
        lambda t: len(read_table(t)) == 4,
        4,
    ),
}
FEWEST: dict[str, Edge] = {
    "bodies under an unknown head, of ten rows": (
        lambda n: table(
            "TT | Nội dung công việc | Cột lạ | Thời hạn",
            lambda r: (WORKS[r], BODIES[r] if r < n else "xanh lá", day(r)),
        ),
        leads,
        7,
    ),
    "times under an unknown head, of ten rows": (
        lambda n: table(
            "TT | Nội dung công việc | Chủ trì | Cột lạ",
            lambda r: (WORKS[r], BODIES[r], day(r) if r < n else "xanh lá"),
        ),
        dated,
        7,
    ),
    "letters of work under an unknown head": (
        lambda n: table(
            "TT | Cột lạ | Chủ trì | Thời hạn",
            lambda r: (f"Rà soát {long(30)}"[:n], BODIES[r], day(r)),
            rows=4,
        ),
        read_table,
        15,
    ),
    "rows without a header": (
        lambda n: "\n".join(f"{r + 1} | {WORKS[r]} trong năm nay | {BODIES[r]}" for r in range(n)),
        read_table,
        3,
    ),
    "letters of work without a header": (
        lambda n: "\n".join(f"{r + 1} | {f'Rà soát {long(40)}'[:n]} | {BODIES[r]}" for r in range(5)),
        read_table,
        25,
    ),
    "columns of a table laid on its side": (
        lambda n: "\n".join(
            " | ".join((head, *cells[: n - 1])) for head, cells in (("Nội dung công việc", WORKS), ("Chủ trì", BODIES))
        ),
        read_table,
        3,
    ),
    "bodies as columns": (
        lambda n: table(
            " | ".join(("TT", "Nội dung công việc", *BODIES[:n])),
            lambda r: (WORKS[r], "x", *[""] * (n - 1)),
            rows=4,
        ),
        leads,
        2,
    ),
    "months as columns": (
        lambda n: table(
            " | ".join(("TT", "Nội dung công việc", "Chủ trì", *(f"Tháng {k + 1}" for k in range(n)))),
            lambda r: (WORKS[r], BODIES[r], "x", *[""] * (n - 1)),
            rows=4,
        ),
        dated,
        2,
    ),
    "columns that a group covers, of six": (
        lambda n: "\n".join(
            [
                "TT | Nội dung công việc | Chủ trì | Thời hạn | Kết quả | Ghi chú",
                " | ".join(["Sở Y tế", *["<"] * (n - 1), *[""] * (6 - n)]),
                *(f"{r + 1} | {WORKS[r]} | | {day(r)} | sổ | " for r in range(3)),
            ]
        ),
        leads,
        3,
    ),
    "bodies down the side of weeks, of ten": (
        lambda n: "\n".join(
            ["Đơn vị | Tuần 1 | Tuần 2"]
            + [f"{BODIES[r] if r < n else 'Góc xanh'} | {WORKS[r]} | {WORKS[r + 1]}" for r in range(10)]
        ),
        lambda t: len(read_table(t)) == 20,
        7,
    ),
    "days down the side of halves of the day, of ten": (
        lambda n: "\n".join(
            ["Thứ, ngày | Sáng | Chiều"]
            + [f"{f'Thứ Hai, {day(r)}' if r < n else 'Góc xanh'} | {BODIES[r]} rà soát hồ sơ | " for r in range(10)]
        ),
        lambda t: len(read_table(t)) == 10,
        7,
    ),
    "works in the cells of bodies and weeks, of ten": (
        lambda n: "\n".join(
            ["Đơn vị | Tuần 1 | Tuần 2"]
            + [
                " | ".join((BODIES[r], *(WORKS[r] if 2 * r + k < n else "Góc xanh lá mạ" for k in range(2))))
                for r in range(5)
            ]
        ),
        lambda t: len(read_table(t)) == 10,
        5,
    ),
    "weeks over bodies": (
        lambda n: "\n".join(
            [" | ".join(("Đơn vị", *(f"Tuần {k + 1}" for k in range(n))))]
            + [" | ".join((BODIES[r], *[WORKS[r]] * n)) for r in range(3)]
        ),
        leads,
        2,
    ),
    "visits to make a table of them": (
        lambda n: "\n".join(["Trường | Thời gian", *(f"Trường THCS Trần {'ABCDE'[r]} | {day(r)}" for r in range(n))]),
        lambda t: read_table(t, "Kế hoạch kiểm tra các trường học"),
        2,
    ),
}


@pytest.mark.parametrize(("build", "read", "most"), MOST.values(), ids=MOST)
def test_one_more_is_too_many(build: Callable[[int], str], read: Callable[[str], object], most: int) -> None:
    assert [bool(read(build(count))) for count in (most - 1, most, most + 1)] == [True, True, False]


@pytest.mark.parametrize(("build", "read", "fewest"), FEWEST.values(), ids=FEWEST)
def test_one_less_is_too_few(build: Callable[[int], str], read: Callable[[str], object], fewest: int) -> None:
    assert [bool(read(build(count))) for count in (fewest - 1, fewest, fewest + 1)] == [False, True, True]


def test_the_share_of_cells() -> None:
    assert [crossed._share(cells, str.isdigit) for cells in (["1", "a", "2"], ["a", "b"], [])] == [2 / 3, 0, 0]


def test_a_row_that_the_end_of_a_page_broke_goes_on_with_the_last_before_it() -> None:
    lines = (
        ("TT", "Nội dung công việc", "Chủ trì", "Thời hạn"),
        ("1", WORKS[0], "Sở Y tế", "10/6/2024"),
        ("2", "Lập danh sách hộ nghèo", "Sở Nội vụ", "11/6/2024"),
        ("", "và hộ cận nghèo", "", ""),
        ("3", WORKS[2], "Sở Tư pháp", "12/6/2024"),
    )
    blocks = [
        Block(words, page=1 + (row > 2), cell=Cell(0, row, column))
        for row, line in enumerate(lines)
        for column, words in enumerate(line)
    ]
    works = [
        work for work, *_ in tables.told(f.value for f in tables.made([tables.ANNEX, *blocks]) if isinstance(f, Found))
    ]
    assert works == [WORKS[0], "Lập danh sách hộ nghèo và hộ cận nghèo", WORKS[2]]

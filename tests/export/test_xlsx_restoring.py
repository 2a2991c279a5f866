"""Hidden keys that people spoiled: rows find theirs again by what they say, and nothing is doubled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tracker.acts import CONTENTS, act, task, tasks_of

from vnplans import export
from vnplans.export.book.sheets import ACT_KEY, ROW_KEY

from .trackers import Workbook

NOW = dt.datetime(2025, 6, 1, 9)


def heads(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1] if cell.value is not None}


def column(sheet: Any, header: str) -> list[Any]:
    return [sheet.cell(row, heads(sheet)[header]) for row in range(2, 7)]


def emptied(sheet: Any) -> None:
    for cell in column(sheet, ROW_KEY):
        cell.value = None


def one_emptied(sheet: Any) -> None:
    column(sheet, ROW_KEY)[2].value = None


def filled_down(sheet: Any) -> None:
    cells = column(sheet, ROW_KEY)
    for cell in cells[1:]:
        cell.value = cells[0].value


def filled_up(sheet: Any) -> None:
    cells = column(sheet, ROW_KEY)
    for cell in cells[:-1]:
        cell.value = cells[-1].value


def sorted_alone(sheet: Any) -> None:
    cells = column(sheet, ROW_KEY)
    for cell, value in zip(cells, sorted(cell.value for cell in cells)[::-1], strict=True):
        cell.value = value


def moved_by_one(sheet: Any) -> None:
    cells = column(sheet, ROW_KEY)
    values = [cell.value for cell in cells]
    for cell, value in zip(cells, [*values[1:], values[0]], strict=True):
        cell.value = value


def typed_over(sheet: Any) -> None:
    for number, cell in enumerate(column(sheet, ROW_KEY)):
        cell.value = number


def words_too(sheet: Any) -> None:
    """A person corrected the words besides: the task's id says which it is."""
    emptied(sheet)
    column(sheet, "Nội dung nhiệm vụ")[1].value = "lời do người dùng sửa"


def id_too(sheet: Any) -> None:
    emptied(sheet)
    column(sheet, "Mã nhiệm vụ")[1].value = None


SPOILERS = (emptied, one_emptied, filled_down, filled_up, sorted_alone, moved_by_one, typed_over, words_too, id_too)


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda f: f.__name__)
def test_spoiled_keys_double_nothing(spoil: Callable[[Any], None], tmp_path: Path) -> None:
    book = Workbook(tmp_path / "x.xlsx")
    export.write([act("kh.docx", tasks_of(), 45, dt.date(2025, 3, 5))], "xlsx", book.out, now=NOW)
    for content in CONTENTS:
        book.write(content, remarks=f"về {content[:14]}")
    book.edit(spoil)
    changed = [*tasks_of(), task("Kiểm tra giếng nước hợp vệ sinh", "Sở Y tế")]
    export.write([act("kh lần 2.docx", changed, 45, dt.date(2025, 3, 5))], "xlsx", book.out, now=NOW)
    found = [(row["content"], row["remarks"]) for row in book.rows()]
    said = [(c, f"về {c[:14]}") for c in CONTENTS]
    if spoil is words_too:
        said[1] = ("lời do người dùng sửa", said[1][1])
    assert found == [*said, ("Kiểm tra giếng nước hợp vệ sinh", None)]
    assert all(cell.value for cell in column(openpyxl.load_workbook(book.out)["Nhiệm vụ"], ROW_KEY))


def test_a_row_that_was_deleted_beside_spoiled_keys_comes_again_alone(tmp_path: Path) -> None:
    book = Workbook(tmp_path / "x.xlsx")
    export.write([act("kh.docx", tasks_of(), 45, dt.date(2025, 3, 5))], "xlsx", book.out, now=NOW)
    book.edit(emptied)
    book.edit(lambda sheet: sheet.delete_rows(3))
    export.write([act("kh.docx", tasks_of(), 45, dt.date(2025, 3, 5))], "xlsx", book.out, now=NOW)
    assert sorted(row["content"] for row in book.rows()) == sorted(CONTENTS)


def test_rows_of_acts_and_of_what_to_compare_are_not_doubled(tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    first = act("kh.docx", tasks_of(), 45, dt.date(2025, 3, 5))
    other = [task("Mua sắm thuốc dự phòng", "Sở Nội vụ"), *tasks_of()[1:]]
    second = act("kh lần 2.docx", other, 45, dt.date(2025, 3, 5))
    export.write([first], "xlsx", out, now=NOW)
    export.write([second], "xlsx", out, now=NOW)
    book = openpyxl.load_workbook(out)
    counts = {}
    for name, header in (("Văn bản", ACT_KEY), ("Cần đối chiếu", "Khóa")):
        sheet = book[name]
        counts[name] = sheet.max_row
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, heads(sheet)[header]).value = None
    book.save(out)
    export.write([second, first], "xlsx", out, now=NOW)
    book = openpyxl.load_workbook(out)
    assert {name: book[name].max_row for name in counts} == counts

"""A workbook that 0.1 wrote is taken over: what people wrote in it stays with its work."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tracker.acts import CONTENTS, act, task, tasks_of

from vnplans import export
from vnplans.errors import TargetRefused
from vnplans.export.acts_sheet import ACTS, NOTES, note_cells
from vnplans.export.columns import COLUMNS
from vnplans.export.rows import rows
from vnplans.models import Directive, Note, Task

from .trackers import Workbook

DAY = dt.date(2025, 3, 5)
NOW = dt.datetime(2025, 6, 1, 9)
NOTE = Note(code="no_signer", severity="warning", message="Không thấy người ký", message_en="No signer was found")


def of_0_1(path: Path, *records: Directive, gap: int = 0) -> Workbook:
    """As 0.1 wrote it: three sheets, ids with the English words of then, nothing hidden. `gap`: lines above."""
    book = openpyxl.Workbook()
    tasks, acts, noted = book.active, book.create_sheet("Văn bản"), book.create_sheet("Cần xem lại")
    tasks.title = "Nhiệm vụ"
    for _ in range(gap):
        tasks.append(["SỔ THEO DÕI"])
    tasks.append(["STT", *(column.header for column in COLUMNS)])
    acts.append(["STT", *(column.header for column in ACTS)])
    noted.append(["STT", *(header for header, _ in NOTES)])
    for directive in records:
        for row in rows(directive):
            values = ((column, column.get(row)) for column in COLUMNS)
            old = (str(v).replace(", gạch đầu dòng ", " bullet ") if c.header in OLD else v for c, v in values)
            tasks.append([tasks.max_row, *old])
        acts.append([acts.max_row, *(column.get(directive) for column in ACTS)])
        for note in directive.notes:
            noted.append([noted.max_row, *(value for value, _ in note_cells(directive, note))])
    tasks.auto_filter.ref = tasks.dimensions
    book.save(path)
    return Workbook(path)


OLD = {"Vị trí", "Mã nhiệm vụ"}


def plan(name: str, *more: Any) -> Directive:
    """An act whose second task is a bullet."""
    made = act(name, [*more, *tasks_of()], 45, DAY)
    tasks = [told(t) if t.content == CONTENTS[1] else t for t in made.tasks]
    return made.model_copy(update={"notes": [NOTE], "tasks": tasks})


def told(task: Task) -> Task:
    where = "II, gạch đầu dòng 2"
    return task.model_copy(update={"where": where, "id": f"{task.id.split('#')[0]}#{where}"})


@pytest.mark.parametrize("gap", [0, 2])
def test_what_people_wrote_stays_with_its_work(tmp_path: Path, gap: int) -> None:
    path = tmp_path / "sổ.xlsx"
    of_0_1(path, plan("kh45.docx"), act("du thao.docx", tasks_of()[:2], title="Chuyển đổi số năm 2025"), gap=gap)
    book = openpyxl.load_workbook(path)
    sheet = book["Nhiệm vụ"]
    at = {cell.value: cell.column for cell in sheet[gap + 1]}
    for line in range(gap + 2, sheet.max_row + 1):
        sheet.cell(line, at["Ghi chú"]).value = f"về {line}: {sheet.cell(line, at['Nội dung nhiệm vụ']).value}"
    sheet.cell(sheet.max_row + 1, at["Nội dung nhiệm vụ"]).value = "việc tự thêm"
    sheet.cell(gap + 1, sheet.max_column + 1).value = "Cột riêng"
    sheet.cell(gap + 2, sheet.max_column).value = "riêng"
    book.create_sheet("Của tôi")["A1"] = "giữ"
    book.save(path)

    for _ in range(2):
        more = task("Kiểm tra giếng nước hợp vệ sinh", "Sở Y tế")
        export.write([plan("kh45 lần 2.docx", more)], "xlsx", path, now=NOW)
        book = openpyxl.load_workbook(path)
        sheet = book["Nhiệm vụ"]
        at = {cell.value: cell.column for cell in sheet[gap + 1]}
        lines = [[sheet.cell(n, at[h]).value for h in ("Nội dung nhiệm vụ", "Ghi chú", "Tình trạng")] for n in
                 range(gap + 2, sheet.max_row + 1)]  # fmt: skip
        told = [line for line in lines if line[1]]
        assert [line[1].split(": ", 1)[1] for line in told] == [line[0] for line in told]
        assert len(told) == 7
        assert [line[0] for line in lines if not line[1]] == ["việc tự thêm", "Kiểm tra giếng nước hợp vệ sinh"]
        assert [line[2] for line in told] == ["Đang theo dõi"] * 7
        assert sheet.cell(gap + 3, at["Mã nhiệm vụ"]).value.endswith("#II, gạch đầu dòng 2")
        assert sheet.cell(gap + 2, at["Cột riêng"]).value == "riêng"
        assert book["Của tôi"]["A1"].value == "giữ"
        assert book["Văn bản"].max_row == 3
        assert book["Cần xem lại"].max_row == 2
        assert "Thay văn bản" in [row[2] for row in book["Lịch sử"].iter_rows(values_only=True)]
        assert book["_vnplans"].sheet_state == "veryHidden"


def test_the_same_act_again_changes_no_word(tmp_path: Path) -> None:
    book = of_0_1(tmp_path / "x.xlsx", plan("kh45.docx"))
    book.write(CONTENTS[0], remarks="đã gọi")
    export.write([plan("kh45.docx")], "xlsx", book.out, now=NOW)
    assert book.said() == {CONTENTS[0]: "đã gọi"}
    assert len(book.rows()) == len(CONTENTS)
    assert book.counts()[1:] == (0, 0)


def test_a_workbook_without_the_sheet_of_acts_is_refused(tmp_path: Path) -> None:
    book = of_0_1(tmp_path / "x.xlsx", plan("kh45.docx"))
    opened = openpyxl.load_workbook(book.out)
    del opened["Văn bản"]
    opened.save(book.out)
    before = book.out.read_bytes()
    with pytest.raises(TargetRefused):
        export.write([plan("kh45.docx")], "xlsx", book.out, now=NOW)
    assert book.out.read_bytes() == before


def test_a_copied_row_is_the_person_s_own(tmp_path: Path) -> None:
    book = of_0_1(tmp_path / "x.xlsx", plan("kh45.docx"))

    def copy(sheet: Any) -> None:
        for cell in list(sheet[2]):
            sheet.cell(sheet.max_row if cell.column > 1 else sheet.max_row + 1, cell.column).value = cell.value

    book.edit(copy)
    book.write(CONTENTS[0], remarks="đã gọi")
    export.write([plan("kh45.docx")], "xlsx", book.out, now=NOW)
    assert [row["content"] for row in book.rows()] == [*CONTENTS, CONTENTS[0]]


def test_what_may_be_a_person_s_correction_stays_and_is_listed(tmp_path: Path) -> None:
    book = of_0_1(tmp_path / "x.xlsx", plan("kh45.docx"))
    header = "Phối hợp"

    def correct(sheet: Any) -> None:
        at = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, at[header]).value = "Hội Nông dân xã"

    book.edit(correct)
    for _ in range(2):
        export.write([plan("kh45.docx")], "xlsx", book.out, now=NOW)
        opened = openpyxl.load_workbook(book.out)
        sheet = opened["Nhiệm vụ"]
        at = {cell.value: cell.column for cell in sheet[1]}
        assert sheet.cell(2, at[header]).value == "Hội Nông dân xã"
        listed = [row for row in opened["Cần đối chiếu"].iter_rows(min_row=2, values_only=True) if any(row)]
        assert len(listed) == 1 and any("Hội Nông dân xã" in str(cell) for cell in listed[0])

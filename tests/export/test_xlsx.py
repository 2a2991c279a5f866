"""Excel: what a person finds when the file is opened, by another library and by another program."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from vnplans import export
from vnplans.errors import TooLarge
from vnplans.export.book import fresh
from vnplans.models import TOLD, Directive, Task
from vnplans.wording import LABELS, label_of

from .records import TASKS, empty, many, other_plan, plan, task

NOW = dt.datetime(2024, 7, 1, 8, 30)


@pytest.fixture
def book(tmp_path: Path) -> Any:
    export.write([plan(), other_plan(), empty()], "xlsx", tmp_path / "x.xlsx", now=NOW)
    return openpyxl.load_workbook(tmp_path / "x.xlsx")


def column(sheet: Any, header: str) -> list[Any]:
    index = [cell.value for cell in sheet[1]].index(header)
    return [row[index] for row in sheet.iter_rows(min_row=2)]


def test_sheets_with_frozen_heads_and_filters(book: Any) -> None:
    assert book.sheetnames == ["Nhiệm vụ", "Văn bản", "Cần xem lại", "Cần đối chiếu", "Lịch sử", "_vnplans"]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["_vnplans"]
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.column_dimensions[sheet.cell(1, sheet.max_column).column_letter].hidden
    assert [sheet.max_row for sheet in book][:-1] == [1 + 2 * len(TASKS), 4, 4, 1, 4]


def test_a_row_says_the_task(book: Any) -> None:
    sheet = book["Nhiệm vụ"]
    first = {head.value: cell.value for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert first == {told.label: None for told in TOLD.values()} | {
        "STT": 1,
        "Số, ký hiệu": "45/KH-UBND",
        "Ngày ban hành": dt.datetime(2024, 3, 5),
        "Cơ quan ban hành": "Ủy ban nhân dân tỉnh Hà Sơn",
        "Vị trí": "II.1.a",
        "Nhóm nhiệm vụ": "1. Hồ sơ, lưu trữ",
        "Nội dung nhiệm vụ": TASKS[0].content,
        "Chủ trì": "Sở Nội vụ",
        "Phối hợp": "Sở Tài chính; các xã, phường",
        "Thời hạn (theo văn bản)": "trước ngày 30/6/2024",
        "Bắt đầu": None,
        "Hạn hoàn thành": dt.datetime(2024, 6, 30),
        "Lặp lại": None,
        "Kỳ tới": None,
        "Sản phẩm": "Kho dữ liệu hồ sơ",
        "Kinh phí": "Ngân sách tỉnh",
        "Trạng thái": "Chưa thực hiện",
        "Người thực hiện": None,
        "Ghi chú": None,
        "Cảnh báo": first["Cảnh báo"],
        "Tình trạng": "Đang theo dõi",
        "Biến động": None,
        "Nguồn": "kh45.pdf, tr. 2, II.1.a",
        "Mã nhiệm vụ": TASKS[0].id,
        "Khóa hàng": first["Khóa hàng"],
    }
    assert first["Cảnh báo"].startswith("=IF(")
    assert first["Khóa hàng"].startswith("t-")


def test_dates_are_dates_shown_the_vietnamese_way(book: Any) -> None:
    cells = [cell for cell in column(book["Nhiệm vụ"], "Hạn hoàn thành") if cell.value]
    assert [cell.value.date() for cell in cells] == [dt.date(2024, 6, 30)] * 4
    assert {cell.number_format for cell in cells} == {"dd/mm/yyyy"}


def test_the_status_is_chosen_from_a_list(book: Any) -> None:
    sheet = book["Nhiệm vụ"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.type == "list"
    assert "Hoàn thành" in rule.formula1
    assert column(sheet, "Trạng thái")[0].coordinate in rule.sqref


def test_rules_colour_done_overdue_and_due_soon(book: Any) -> None:
    sheet = book["Nhiệm vụ"]
    due, status = column(sheet, "Hạn hoàn thành")[0], column(sheet, "Trạng thái")[0]
    every = [rule for found in sheet.conditional_formatting for rule in found.rules]
    rules = [rule.formula[0] for rule in sorted(every, key=lambda rule: rule.priority)]
    assert len(rules) == 5
    assert [f"${status.column_letter}2" in rule for rule in rules] == [False, True, False, True, True]
    assert [f"${due.column_letter}2<TODAY()" in rule for rule in rules] == [False, False, False, True, False]
    assert [f"${due.column_letter}2<=TODAY()+7" in rule for rule in rules] == [False, False, False, False, True]


def test_no_text_is_a_formula_or_a_link(tmp_path: Path) -> None:
    nasty = [task(str(i), f"{c}HYPERLINK(1)") for i, c in enumerate("=+-@")] + [task("9", "http://x.example/a")]
    export.write([plan(tasks=nasty, title="=1+1")], "xlsx", tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [cell for cell in cells if cell.data_type == "f"]
    assert formulas == list(column(book["Nhiệm vụ"], "Cảnh báo"))
    assert [cell.value for cell in cells if cell.hyperlink] == []
    contents = column(book["Nhiệm vụ"], "Nội dung nhiệm vụ")
    assert [cell.quotePrefix for cell in contents] == [True] * 4 + [False]


def test_what_to_look_at_stands_on_its_own_sheet(book: Any) -> None:
    rows = list(book["Cần xem lại"].iter_rows(min_row=2, values_only=True))
    assert [(row[2], row[3], row[4], row[5], row[6]) for row in rows] == [
        ("Cần xem lại", "Nhiệm vụ II.3", "Không rõ ai chủ trì", "Kiểm tra", 2),
        ("Cần xem lại", "Nhiệm vụ II.3", "Không rõ ai chủ trì", "Kiểm tra", 2),
        ("Lỗi", None, "Không đọc được phần đầu", None, None),
    ]


@pytest.mark.parametrize(
    ("pointer", "label"),
    [
        ("/number", "Số, ký hiệu"),
        ("issued_on", "Ngày ban hành"),
        ("/tasks/1/deadline", "Nhiệm vụ II.1.b: Thời hạn"),
        ("/tasks/99", "Nhiệm vụ 100"),
        ("/tasks", "Nhiệm vụ"),
        ("/legal_bases/0/number", "Căn cứ 1: Số, ký hiệu"),
        ("/signer/position", "Chức vụ"),
        ("/signer/name", "Người ký"),
        ("/something/new", "something"),
    ],
)
def test_fields_have_vietnamese_names(pointer: str, label: str) -> None:
    assert label_of(plan(), pointer) == label


def test_every_field_of_the_record_has_a_vietnamese_name() -> None:
    unnamed = set(Directive.model_fields) | set(Task.model_fields)
    assert unnamed - set(LABELS) == {"schema_version", "evidence", "notes", "id"}


def test_a_very_long_text_is_cut_to_what_a_cell_holds(tmp_path: Path) -> None:
    export.write([plan(tasks=[task("1", "dài " * 10_000)])], "xlsx", tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Nhiệm vụ"]
    (cell,) = column(sheet, "Nội dung nhiệm vụ")
    assert len(cell.value) == 32_767
    assert cell.value.endswith("…")


def test_a_day_before_1900_stays_words(tmp_path: Path) -> None:
    export.write([plan(issued_on=dt.date(1885, 1, 2))], "xlsx", tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Văn bản"]
    assert [cell.value for cell in column(sheet, "Ngày ban hành")] == ["02/01/1885"]


def test_more_rows_than_excel_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh, "ROW_LIMIT", 50)
    with pytest.raises(TooLarge, match=r"Excel chỉ chứa 50 hàng") as raised:
        export.write(many(200), "xlsx", tmp_path / "x.xlsx")
    assert "Excel holds 50 rows" in raised.value.message_en
    assert list(tmp_path.iterdir()) == []


def test_libreoffice_opens_it(tmp_path: Path) -> None:
    if not (shutil.which("soffice") and shutil.which("localc")):
        pytest.skip("LibreOffice Calc is not installed")
    export.write([plan(), empty()], "xlsx", tmp_path / "x.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    form = "csv:Text - txt - csv (StarCalc):44,34,76"  # comma, double quote, UTF-8
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "x.xlsx")], check=True, capture_output=True, timeout=180)
    shown = (tmp_path / "x.csv").read_text(encoding="utf-8")
    assert "Ủy ban nhân dân tỉnh Hà Sơn" in shown
    assert "30/06/2024" in shown
    assert "- Sở Y tế: =tổng hợp" in shown

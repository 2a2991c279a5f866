"""A workbook that people work in: what they did to it stays, and what cannot be kept is refused by name."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from tracker.acts import CONTENTS, act, task, tasks_of

from vnplans import export
from vnplans.errors import TargetRefused, WrongRequest
from vnplans.export.next_due import next_due
from vnplans.models import Deadline, Directive
from vnplans.text import alphabetical

from .trackers import Workbook

DAY = dt.date(2025, 3, 5)
NOW = dt.datetime(2025, 6, 1, 9)


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    """A tracker with a draft in it."""
    made = Workbook(tmp_path / "theo dõi.xlsx")
    take(made, act("du thao.docx"))
    return made


def take(book: Workbook, *records: Directive, **options: Any) -> None:
    export.write(records, "xlsx", book.out, now=NOW, **options)


def corrected(*more: str) -> Directive:
    return act("lần 2.docx", [task("Kiểm tra giếng nước hợp vệ sinh", "Sở Y tế"), *tasks_of((*CONTENTS, *more))])


def heads(sheet: Any, row: int = 1) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[row] if cell.value is not None}


def test_looks_comments_filters_and_own_sheets_stay(book: Workbook) -> None:
    def work(sheet: Any) -> None:
        at = heads(sheet)
        content, remarks = sheet.cell(3, at["Nội dung nhiệm vụ"]), sheet.cell(3, at["Ghi chú"])
        content.fill = PatternFill("solid", fgColor="FFCC00")
        content.comment = Comment("hỏi lại anh Bình", "Lan")
        remarks.value = CellRichText("đã ", TextBlock(InlineFont(b=True), "gửi"))
        sheet.auto_filter.add_filter_column(at["Chủ trì"] - 1, ["Sở Nội vụ"])
        sheet.row_dimensions[4].hidden = True
        sheet.conditional_formatting.add(
            "A2:A50", CellIsRule("equal", ["1"], fill=PatternFill("solid", bgColor="00FF00"))
        )
        choice = DataValidation("list", formula1='"có,không"')
        sheet.add_data_validation(choice)
        choice.add("Z2:Z6")
        sheet.cell(1, sheet.max_column + 1).value = "Đã kiểm tra"
        sheet.cell(3, sheet.max_column).value = "có"
        sheet.column_dimensions["C"].width = 44
        own = sheet.parent.create_sheet("Của tôi", 0)
        own["A1"], own["B1"] = "=1+1", "tự ghi"

    book.edit(work)
    take(book, corrected())
    made = openpyxl.load_workbook(book.out, rich_text=True)
    sheet = made["Nhiệm vụ"]
    at = heads(sheet)
    assert sheet.cell(3, at["Nội dung nhiệm vụ"]).fill.fgColor.rgb == "00FFCC00"
    assert sheet.cell(3, at["Nội dung nhiệm vụ"]).comment.text == "hỏi lại anh Bình"
    assert isinstance(sheet.cell(3, at["Ghi chú"]).value, CellRichText)
    assert sheet.cell(3, at["Đã kiểm tra"]).value == "có"
    assert sheet.auto_filter.filterColumn[0].filters.filter == ["Sở Nội vụ"]
    assert sheet.auto_filter.ref.endswith("7")
    assert sheet.row_dimensions[4].hidden
    assert sheet.column_dimensions["C"].width == 44
    assert len(sheet.conditional_formatting) == 4
    assert {str(rule.sqref) for rule in sheet.data_validations.dataValidation} == {"Q2:Q1048576", "Z2:Z7"}
    assert (made["Của tôi"]["A1"].value, made["Của tôi"]["B1"].value) == ("=1+1", "tự ghi")
    assert sheet.cell(7, at["Nội dung nhiệm vụ"]).value == "Kiểm tra giếng nước hợp vệ sinh"
    assert sheet.cell(7, at["Hạn hoàn thành"]).number_format == "dd/mm/yyyy"
    assert sheet.cell(7, at["Nội dung nhiệm vụ"]).border.left.style == "thin"


def test_rows_may_be_sorted_deleted_put_in_and_copied(book: Workbook) -> None:
    def work(sheet: Any) -> None:
        at = heads(sheet)
        lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for line in lines:
            line[at["Ghi chú"] - 1] = f"về {line[at['Nội dung nhiệm vụ'] - 1][:12]}"
        copied = list(lines[0])
        copied[at["Ghi chú"] - 1] = "bản sao"
        own: list[Any] = [None] * len(lines[0])
        own[at["Nội dung nhiệm vụ"] - 1] = "việc tự thêm"
        for number, line in enumerate([lines[3], own, lines[0], lines[4], copied, lines[2]], 2):
            for column, value in enumerate(line, 1):
                sheet.cell(number, column).value = value
        for cell in sheet[8]:
            cell.value = None

    book.edit(work)
    take(book, corrected())
    found = [(row["content"], row["remarks"]) for row in book.rows()]
    words = {content: f"về {content[:12]}" for content in CONTENTS}
    assert found == [
        (CONTENTS[3], words[CONTENTS[3]]),
        ("việc tự thêm", None),
        (CONTENTS[0], words[CONTENTS[0]]),
        (CONTENTS[4], words[CONTENTS[4]]),
        (CONTENTS[0], "bản sao"),
        (CONTENTS[2], words[CONTENTS[2]]),
        ("Kiểm tra giếng nước hợp vệ sinh", None),
        (CONTENTS[1], None),  # deleted by a person: the act still has it
    ]


def test_columns_may_be_moved_renamed_taken_away_and_a_title_put_above(book: Workbook) -> None:
    def work(sheet: Any) -> None:
        at = heads(sheet)
        sheet.cell(1, at["Chủ trì"]).value = "Đơn vị"
        sheet.delete_cols(at["Kinh phí"])
        sheet.insert_rows(1, 2)
        sheet["A1"] = "SỔ THEO DÕI NHIỆM VỤ"
        sheet.title = "Việc 2025"

    book.edit(work)
    take(book, corrected())
    sheet = openpyxl.load_workbook(book.out)["Việc 2025"]
    at = heads(sheet, 3)
    assert sheet["A1"].value == "SỔ THEO DÕI NHIỆM VỤ"
    assert sheet.cell(4, at["Đơn vị"]).value == "Sở Nội vụ"
    assert [sheet.cell(row, at["Vị trí"]).value for row in range(4, 10)] == [
        "II.2",
        "II.3",
        "II.4",
        "II.5",
        "II.6",
        "II.1",
    ]
    assert "Kinh phí" not in at


def test_a_cell_that_a_person_corrected_stays_and_is_told_where_the_act_changed_too(book: Workbook) -> None:
    def work(sheet: Any) -> None:
        at = heads(sheet)
        sheet.cell(2, at["Chủ trì"]).value = "Sở Nội vụ (anh Bình)"
        sheet.cell(3, at["Chủ trì"]).value = "Sở Du lịch"

    book.edit(work)
    changed = tasks_of()
    changed[1] = task(CONTENTS[1], "Sở Thông tin")
    for _ in range(2):
        take(book, act("lần 2.docx", changed))
        sheet = openpyxl.load_workbook(book.out)["Nhiệm vụ"]
        at = heads(sheet)
        assert [sheet.cell(row, at["Chủ trì"]).value for row in (2, 3)] == ["Sở Nội vụ (anh Bình)", "Sở Du lịch"]
        told = list(openpyxl.load_workbook(book.out)["Cần đối chiếu"].iter_rows(min_row=2, values_only=True))
        assert [(line[3], line[4]) for line in told] == [("Chủ trì: Sở Du lịch", "Chủ trì: Sở Thông tin")]


def test_nothing_new_leaves_the_very_file(book: Workbook) -> None:
    before = (book.out.read_bytes(), book.out.stat().st_mtime_ns)
    take(book, act("du thao.docx"))
    assert (book.out.read_bytes(), book.out.stat().st_mtime_ns) == before


def test_the_history_says_what_replaced_what(book: Workbook) -> None:
    take(book, act("kh45.docx", tasks_of()[:4], 45, DAY))
    lines = list(openpyxl.load_workbook(book.out)["Lịch sử"].iter_rows(min_row=2, values_only=True))
    assert [(line[2], line[4]) for line in lines] == [
        ("Văn bản mới", None),
        ("Thay văn bản", None),
        ("Không còn", CONTENTS[4]),
    ]
    assert lines[1][9].startswith("Kế hoạch /KH-UBND của")
    assert lines[1][10].startswith("Kế hoạch 45/KH-UBND ngày 05/03/2025")


def test_merged_cells_and_odd_texts_do_no_harm(tmp_path: Path) -> None:
    book = Workbook(tmp_path / "x.xlsx")
    odd = [
        "=1+1 tổng hợp số liệu",
        "dài " * 10_000,
        "dòng\x0bmột\x07 và hai của báo cáo",
        "+ gạch đầu dòng của kế hoạch",
    ]
    take(book, act("a.docx", tasks_of(odd), day=dt.date(1899, 5, 1)))
    before = book.out.read_bytes()
    take(book, act("a.docx", tasks_of(odd), day=dt.date(1899, 5, 1)))
    assert book.out.read_bytes() == before
    book.edit(lambda sheet: sheet.merge_cells("B2:B5"))
    take(book, act("b.docx", tasks_of([*odd, "Trồng cây ven đê"]), 45, dt.date(1899, 5, 1)))
    assert set(book.states().values()) == {"live"}
    sheet = openpyxl.load_workbook(book.out)["Nhiệm vụ"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B2:B5"]
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == [
        sheet.cell(row, heads(sheet)["Cảnh báo"]).value for row in range(2, 7)
    ]


# What is refused


def add_part(path: Path, name: str, data: bytes = b"x") -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, data)


def overwrite(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def change_part(path: Path, name: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)


def extension(uri: str) -> Callable[[Path], None]:
    ext = f'<extLst><ext uri="{{{uri}}}"/></extLst></worksheet>'.encode()
    return lambda path: change_part(path, "xl/worksheets/sheet1.xml", b"</worksheet>", ext)


def drawing(path: Path) -> None:
    add_part(path, "xl/drawings/drawing1.xml", b"<xdr:wsDr><xdr:twoCellAnchor/></xdr:wsDr>")


def newer(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["_vnplans"]["B1"] = 99
    book.save(path)


def edited(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["_vnplans"]["A3"] = "?"
    book.save(path)


def without_key(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Nhiệm vụ"]
    sheet.delete_cols(heads(sheet)["Khóa hàng"])
    book.save(path)


def foreign(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Nhiệm vụ").write_row(0, 0, ["STT", "Nội dung nhiệm vụ", "Mã nhiệm vụ"])
    book.close()


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "open in Excel": (lambda p: p.with_name(f"~${p.name}").touch(), "đang mở trong Excel"),
    "open in LibreOffice": (lambda p: p.with_name(f".~lock.{p.name}#").touch(), "đang mở trong Excel hoặc LibreOffice"),
    "no workbook": (lambda p: overwrite(p, b"ghi"), "không phải tệp Excel"),
    "a password": (lambda p: overwrite(p, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 80), "có mật khẩu"),
    "somebody else's": (foreign, "không phải sổ theo dõi của vnplans"),
    "newer": (newer, "phiên bản vnplans mới hơn"),
    "the hidden sheet was edited": (edited, "đã bị sửa"),
    "no key column": (without_key, "không còn cột ẩn"),
    "chart": (lambda p: add_part(p, "xl/charts/chart1.xml"), "biểu đồ"),
    "pivot table": (lambda p: add_part(p, "xl/pivotTables/pivotTable1.xml"), "PivotTable"),
    "macro": (lambda p: add_part(p, "xl/vbaProject.bin"), "macro"),
    "form control": (lambda p: add_part(p, "xl/ctrlProps/ctrlProp1.xml"), "form control"),
    "picture": (lambda p: add_part(p, "xl/media/image1.png"), "hình ảnh"),
    "text box": (drawing, "hộp chữ"),
    "threaded comment": (lambda p: add_part(p, "xl/threadedComments/threadedComment1.xml"), "threaded"),
    "slicer": (lambda p: add_part(p, "xl/slicers/slicer1.xml"), "slicer"),
    "embedded file": (lambda p: add_part(p, "xl/embeddings/oleObject1.bin"), "đối tượng nhúng"),
    "query": (lambda p: add_part(p, "xl/connections.xml"), "kết nối dữ liệu"),
    "something unknown": (lambda p: add_part(p, "xl/tomorrow/part1.xml"), "xl/tomorrow/part1.xml"),
    "newer conditional format": (extension("78C0D931-6437-407d-A8EE-F0AAD7539E65"), "định dạng có điều kiện"),
    "list from another sheet": (extension("CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF"), "danh sách chọn"),
    "sparkline": (extension("05C60535-1F16-4fd2-B633-F4F36F0B64E0"), "sparkline"),
}


@pytest.mark.parametrize(("spoil", "said"), REFUSED.values(), ids=REFUSED)
def test_what_would_be_lost_is_refused_by_name_and_left_alone(
    spoil: Callable[[Path], None], said: str, book: Workbook
) -> None:
    spoil(book.out)
    before, there = book.out.read_bytes(), sorted(book.out.parent.iterdir())
    with pytest.raises(TargetRefused, match=said.replace("(", r"\(")) as refused:
        take(book, corrected())
    assert "tệp được giữ nguyên" in str(refused.value)
    assert book.out.read_bytes() == before
    assert sorted(book.out.parent.iterdir()) == there


def test_a_real_chart_is_refused(book: Workbook) -> None:
    made = openpyxl.load_workbook(book.out)
    made["Văn bản"].add_chart(openpyxl.chart.BarChart(), "D9")
    made.save(book.out)
    with pytest.raises(TargetRefused, match=r"biểu đồ"):
        take(book, corrected())


def test_a_table_of_excel_grows_with_its_rows(book: Workbook) -> None:
    def work(sheet: Any) -> None:
        ref, sheet.auto_filter.ref = sheet.auto_filter.ref, None
        sheet.add_table(Table(displayName="Viec", ref=ref))

    book.edit(work)
    take(book, corrected())
    assert openpyxl.load_workbook(book.out)["Nhiệm vụ"].tables["Viec"].ref.endswith("7")


# Choosing


def test_filters_choose_what_comes_in_and_lose_no_row_that_is_there(tmp_path: Path) -> None:
    book = Workbook(tmp_path / "x.xlsx")
    take(book, act("a.docx"), lead="nội vụ")
    assert [row["content"] for row in book.rows()] == [CONTENTS[0]]
    assert book.counts()[0] == 1
    take(book, act("a.docx"), lead="Văn hóa")
    assert [row["content"] for row in book.rows()] == list(CONTENTS[:2])
    take(book, act("b.docx", issuer="Ủy ban nhân dân tỉnh Hà Nam"), issuer="Hà Đông")
    assert book.counts()[0] == 1
    assert set(book.states().values()) == {"live"}


def test_due_before_counts_the_next_time_of_a_rhythm(tmp_path: Path) -> None:
    tasks = [
        task("việc tháng sáu", end=dt.date(2025, 6, 20)),
        task("việc cuối năm", end=dt.date(2025, 12, 20)),
        task("việc không hạn"),
        task("việc hằng tháng") | {"deadline": monthly(25)},
    ]
    book = Workbook(tmp_path / "x.xlsx")
    take(book, act("a.docx", tasks), due_before="2025-06-30")
    assert [row["content"] for row in book.rows()] == ["việc tháng sáu", "việc hằng tháng"]
    with pytest.raises(WrongRequest, match="YYYY-MM-DD"):
        take(book, act("a.docx", tasks), due_before="30/6/2025")


def test_open_hides_what_is_done_and_takes_nothing_out(book: Workbook) -> None:
    book.write(CONTENTS[0], status="Hoàn thành")
    take(book, act("lần 2.docx", tasks_of()[:4]), open=True)
    sheet = openpyxl.load_workbook(book.out)["Nhiệm vụ"]
    assert [sheet.row_dimensions[row].hidden for row in range(2, 7)] == [True, False, False, False, True]
    assert len(book.rows()) == len(CONTENTS)


def test_one_sheet_per_lead_agency_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    tasks = [
        task(f"việc {n}", lead) for n, lead in enumerate(["Đài Truyền hình", "Ủy ban", "Ban Dân tộc", None, "Sở: A/B"])
    ]
    export.write([act("a.docx", tasks)], "xlsx", out, per_lead="sheet", now=NOW)
    assert openpyxl.load_workbook(out).sheetnames[:5] == [
        "Ban Dân tộc",
        "Chưa rõ chủ trì",
        "Đài Truyền hình",
        "Sở  A B",
        "Ủy ban",
    ]
    more = [*tasks, task("Giữ trật tự chợ", "Công an tỉnh"), task("Trồng cây ven đê", "Ủy ban")]
    export.write([act("b.docx", more)], "xlsx", out, now=NOW)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[:6] == [
        "Ban Dân tộc",
        "Chưa rõ chủ trì",
        "Công an tỉnh",
        "Đài Truyền hình",
        "Sở  A B",
        "Ủy ban",
    ]
    assert [book[name].max_row for name in ("Công an tỉnh", "Ủy ban", "Ban Dân tộc")] == [2, 3, 2]
    assert book["Công an tỉnh"].column_dimensions["H"].width == book["Ủy ban"].column_dimensions["H"].width


def test_one_workbook_per_lead_agency(tmp_path: Path) -> None:
    out = tmp_path / "viec.xlsx"
    leads = ("Sở Nội vụ", "Sở Nội vụ;Sở Y tế", None)
    tasks = [task(content, lead) for content, lead in zip(CONTENTS[:3], leads, strict=True)]
    export.write([act("a.docx", tasks)], "xlsx", out, per_lead="file", now=NOW)
    names = ["viec - Chưa rõ chủ trì.xlsx", "viec - Sở Nội vụ.xlsx", "viec - Sở Y tế.xlsx"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    health = Workbook(tmp_path / names[2])
    health.write(CONTENTS[1], remarks="của y tế")
    export.write([act("b.docx", [tasks[0], task(CONTENTS[1], "Sở Nội vụ")])], "xlsx", out, per_lead="file", now=NOW)
    assert health.said() == {CONTENTS[1]: "của y tế"}
    assert [row["content"] for row in Workbook(tmp_path / names[1]).rows()] == list(CONTENTS[:2])
    assert Workbook(tmp_path / names[0]).states() == {CONTENTS[2]: "dropped"}


# Time


def monthly(day: int) -> Deadline:
    return Deadline(text=f"ngày {day} hằng tháng", kind="recurring", rrule=f"FREQ=MONTHLY;BYMONTHDAY={day}")


RHYTHMS = [
    ("FREQ=MONTHLY;BYMONTHDAY=25", dt.date(2025, 6, 25)),
    ("FREQ=MONTHLY;BYMONTHDAY=1", dt.date(2025, 7, 1)),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", dt.date(2025, 6, 30)),
    ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15", dt.date(2026, 3, 15)),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", dt.date(2028, 2, 29)),
    ("FREQ=MONTHLY;INTERVAL=3;BYMONTH=3,6,9,12;BYMONTHDAY=20", dt.date(2025, 6, 20)),
    ("FREQ=WEEKLY;BYDAY=FR", dt.date(2025, 6, 6)),
    ("FREQ=MONTHLY;BYDAY=2TU", dt.date(2025, 6, 10)),
    ("FREQ=MONTHLY;BYDAY=-1FR", dt.date(2025, 6, 27)),
    ("FREQ=MONTHLY;INTERVAL=3", None),
    ("FREQ=YEARLY", None),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", None),
    ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5", None),
    ("FREQ=DAILY", None),
]


@pytest.mark.parametrize(("rule", "day"), RHYTHMS)
def test_the_next_day_of_a_rhythm_is_one_that_its_words_name(rule: str, day: dt.date | None) -> None:
    deadline = Deadline(text="x", kind="recurring", rrule=rule)
    assert next_due(deadline, dt.date(2025, 6, 2)) == day
    assert next_due(deadline.model_copy(update={"kind": "by"}), dt.date(2025, 6, 2)) is None


def test_a_rhythm_ends_with_its_period() -> None:
    deadline = monthly(25).model_copy(update={"end": dt.date(2025, 6, 20)})
    assert next_due(deadline, dt.date(2025, 6, 2)) is None
    assert next_due(monthly(25).model_copy(update={"start": dt.date(2026, 1, 1)}), dt.date(2025, 6, 2)) == dt.date(
        2026, 1, 25
    )


def test_words_are_sorted_as_dictionaries_do() -> None:
    right = [
        "a",
        "à",
        "ả",
        "ã",
        "á",
        "ạ",
        "an",
        "ăn",
        "ân",
        "ba",
        "Bà",
        "ca",
        "da",
        "Đa",
        "em",
        "êm",
        "o",
        "ô",
        "ơ",
        "ưa",
        "y",
    ]
    shuffled = random.Random(1).sample(right, len(right))
    assert sorted(shuffled, key=alphabetical) == right
    assert sorted(["Sở Y tế", "Sở Tài chính", "Sở Nội vụ", "Ủy ban", "Đài", "Ban"], key=alphabetical) == [
        *("Ban", "Đài", "Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Ủy ban"),
    ]


# Other programs, and the end of the world


@pytest.fixture
def libreoffice(tmp_path: Path) -> Callable[[Path, str], Path]:
    if not (shutil.which("soffice") and shutil.which("localc")):
        pytest.skip("LibreOffice Calc is not installed")
    out = tmp_path / "saved"
    out.mkdir()

    def save(path: Path, form: str) -> Path:
        command = [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            "--headless",
            "--convert-to",
            form,
        ]
        subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=180)
        return out / path.with_suffix(f".{form.partition(':')[0]}").name

    return save


def test_a_workbook_that_libreoffice_saved_goes_on(book: Workbook, libreoffice: Callable[[Path, str], Path]) -> None:
    tasks = [task("việc trễ", "Sở Nội vụ", dt.date(2024, 1, 1)), task("việc xong", "Sở Nội vụ", dt.date(2024, 1, 1))]
    take(book, act("lần 2.docx", [*tasks_of(), *tasks]))
    for content in (*CONTENTS, "việc xong"):
        book.write(content, remarks=f"về {content[:12]}", status="Hoàn thành")
    shutil.copy(libreoffice(book.out, "xlsx:Calc MS Excel 2007 XML"), book.out)
    take(book, act("lần 3.docx", [task("Trồng cây ven đê"), *tasks_of(), *tasks]))
    assert {content: words for content, words in book.said().items() if content in CONTENTS} == {
        content: f"về {content[:12]}" for content in CONTENTS
    }
    assert set(book.states().values()) == {"live"}
    shown = libreoffice(book.out, "csv:Text - txt - csv (StarCalc):44,34,76").read_text(encoding="utf-8").splitlines()
    (late,) = (line for line in shown if "việc trễ" in line)
    (done,) = (line for line in shown if "việc xong" in line)
    assert "Quá hạn" in late
    assert "Quá hạn" not in done


_EXPORT = """
import sys
from pathlib import Path
from tracker.acts import act, tasks_of
from vnplans import export
words = [f"việc số {n} của đợt {sys.argv[2]}" for n in range(60)]
export.write([act(f"đợt {sys.argv[2]}.docx", tasks_of(words), title=f"Đợt {sys.argv[2]}")], "xlsx", Path(sys.argv[1]))
"""


def test_a_kill_at_any_moment_loses_nothing(book: Workbook) -> None:
    book.write(CONTENTS[0], remarks="giữ lấy")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])}
    rng = random.Random(7)
    for round_ in range(6):
        command = [sys.executable, "-c", _EXPORT, str(book.out), str(round_)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.4 + rng.random() * 1.6)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert book.said() == {CONTENTS[0]: "giữ lấy"}
        assert (len(book.rows()) - len(CONTENTS)) % 60 == 0


@pytest.mark.parametrize("ending", [".xlsm", ".xls", ".ods", ".XLSB"])
def test_the_name_of_another_form_is_refused(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"so{ending}"
    with pytest.raises(WrongRequest, match=r"\.xlsx"):
        export.write([act("a.docx", [])], "xlsx", out)
    assert not out.exists()

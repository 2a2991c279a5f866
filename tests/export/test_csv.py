"""CSV: the columns that importers document, and no formula."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from vnplans import export
from vnplans.errors import WrongRequest
from vnplans.export.csv import safe
from vnplans.export.presets import PRESETS
from vnplans.export.rows import rows

from .records import TASKS, agency, many, plan, task


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def exported(tmp_path: Path, preset: str) -> list[dict[str, str]]:
    export.write([plan()], "csv", tmp_path / "x.csv", preset=preset)
    return table(tmp_path / "x.csv")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- Sở Y tế", "'- Sở Y tế"),
        ("=1+1", "'=1+1"),
        ("+84 24", "'+84 24"),
        ("@vnplans", "'@vnplans"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("＠vnplans", "'＠vnplans"),
        ("a;=1+1", "a;'=1+1"),
        ("Sở Y tế = 1", "Sở Y tế = 1"),
        ("", ""),
    ],
)
def test_no_cell_begins_a_formula(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_writes_a_cell_that_begins_a_formula(preset: str, tmp_path: Path) -> None:
    nasty = [
        task(f"{i}", f'{c}cmd|" /C calc"!A0', group=f"{c}x", lead_agencies=[agency(f"{c}b")])
        for i, c in enumerate("=+-@")
    ]
    export.write([plan(tasks=nasty, title="=1+1")], "csv", tmp_path / "x.csv", preset=preset)
    cells = [cell for row in table(tmp_path / "x.csv") for cell in row.values()]
    assert cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


# preset: header of title, of start, of due, the byte order mark
TRACKERS = [
    ("jira", "Summary", "Start date", "Due Date", False),
    ("redmine", "subject", "start_date", "due_date", False),
    ("openproject", "Subject", "Start date", "Finish date", True),
    ("planner", "Task Name", "Start date", "Due date", True),
]


@pytest.mark.parametrize(("preset", "title", "start", "due", "mark"), TRACKERS)
def test_trackers_get_a_short_title_and_iso_dates(  # noqa: PLR0917 - a row of the table above
    preset: str, title: str, start: str, due: str, mark: bool, tmp_path: Path
) -> None:
    shown = exported(tmp_path, preset)
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf") == mark
    assert [row[title] for row in shown][:2] == [
        TASKS[0].content,
        "Sở Y tế: =tổng hợp nhu cầu thuốc @kho, báo cáo kết quả",
    ]
    assert all(len(row[title]) <= 255 for row in shown)
    assert [(row[start], row[due]) for row in shown] == [
        ("", "2024-06-30"),
        ("", ""),
        ("2024-04-01", "2024-06-30"),
        *[("", "")] * 4,
    ]
    assert f"Nội dung: {TASKS[0].content}" in (shown[0].get("Description") or shown[0]["description"])


def test_gitlab_gets_its_three_columns(tmp_path: Path) -> None:
    shown = exported(tmp_path, "gitlab")
    assert list(shown[0]) == ["title", "description", "due_date"]
    assert shown[0]["due_date"] == "2024-06-30"
    assert "thuốc &#64;kho" in shown[1]["description"]
    assert r"\[khẩu hiệu\] \*bắt buộc\*" in shown[2]["description"]


def test_no_line_of_a_gitlab_description_is_a_quick_action(tmp_path: Path) -> None:
    """A line that begins with '/' would be carried out: '/close'."""
    nasty = task("1", "/close", group="/label ~x", lead_agencies=[agency("/assign @root")], deliverable="/lock")
    export.write([plan(tasks=[nasty], title="/close")], "csv", tmp_path / "x.csv", preset="gitlab")
    lines = table(tmp_path / "x.csv")[0]["description"].splitlines()
    assert [line for line in lines if line.lstrip().startswith("/")] == []


def test_jira_repeats_the_column_of_labels_which_hold_no_blank(tmp_path: Path) -> None:
    export.write([plan()], "csv", tmp_path / "x.csv", preset="jira")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        header, *body = list(csv.reader(stream))
    labels = [index for index, name in enumerate(header) if name == "Labels"]
    assert len(labels) == 3
    assert [body[2][index] for index in labels] == ["Sở_Văn_hóa_và_Thể_thao", "Báo_Hà_Sơn", ""]
    assert not any(set(name) & set(",.;:()/'\"") for name in header)


def test_redmine_headers_are_its_field_identifiers(tmp_path: Path) -> None:
    header = "unique_id,subject,description,priority,category,fixed_version,start_date,due_date,done_ratio"
    assert ",".join(exported(tmp_path, "redmine")[0]) == header


@pytest.mark.parametrize(("delimiter", "sign"), [(",", ","), (";", ";"), ("|", "|"), ("tab", "\t"), ("\t", "\t")])
@pytest.mark.parametrize("preset", PRESETS)
def test_the_delimiter_that_a_spreadsheet_takes(preset: str, delimiter: str, sign: str, tmp_path: Path) -> None:
    export.write([plan()], "csv", tmp_path / "x.csv", preset=preset, delimiter=delimiter)
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as stream:
        shown = list(csv.reader(stream, delimiter=sign))
    assert len(shown) == len(TASKS) + 1
    assert {len(row) for row in shown} == {len(PRESETS[preset].fields)}


def test_the_generic_file_for_excel_in_viet_nam(tmp_path: Path) -> None:
    export.write([plan()], "csv", tmp_path / "x.csv", delimiter=";")
    assert (tmp_path / "x.csv").read_bytes().startswith("\ufeffSố, ký hiệu;Ngày ban hành;".encode())


@pytest.mark.parametrize("wrong", [{"delimiter": "#"}, {"delimiter": ""}, {"rows": 0}, {"rows": "x"}])
def test_what_no_file_can_have_is_refused(wrong: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(WrongRequest):
        export.write([plan()], "csv", tmp_path / "x.csv", **wrong)
    assert list(tmp_path.iterdir()) == []


def told(out: Path, count: int, **options: Any) -> list[str]:
    said: list[str] = []
    export.write(many(count), "csv", out, tell=lambda vi, _: said.append(vi), **options)
    return said


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "generic"])
def test_a_preset_that_cannot_update_says_so(preset: str, tmp_path: Path) -> None:
    (said,) = told(tmp_path / "x.csv", 5, preset=preset)
    assert "cập nhật" in said


def test_the_generic_file_has_nothing_to_say(tmp_path: Path) -> None:
    assert told(tmp_path / "x.csv", 300) == []


def test_more_rows_than_jira_takes_are_told_and_can_be_parted(tmp_path: Path) -> None:
    assert "501 dòng, mà người" in told(tmp_path / "x.csv", 501, preset="jira")[0]
    assert len(told(tmp_path / "x.csv", 250, preset="jira")) == 1
    assert told(tmp_path / "y.csv", 501, preset="jira", rows=250)[1:] == ["3 tệp, đến y-3.csv"]
    parts = [table(tmp_path / f"y-{n}.csv") for n in (1, 2, 3)]
    assert [len(part) for part in parts] == [250, 250, 1]
    assert not (tmp_path / "y.csv").exists() and not (tmp_path / "y-4.csv").exists()
    ids = [row["External ID"] for part in parts for row in part]
    assert ids == [row["External ID"] for row in table_of(501, tmp_path)]


def table_of(count: int, folder: Path) -> list[dict[str, str]]:
    export.write(many(count), "csv", folder / "whole.csv", preset="jira")
    return table(folder / "whole.csv")


def test_of_parts_the_first_is_given(tmp_path: Path) -> None:
    assert export.write([plan()], "csv", tmp_path / "x.csv", rows=3) == tmp_path / "x-1.csv"
    assert export.write([], "csv", tmp_path / "none.csv", rows=3) == tmp_path / "none-1.csv"
    assert export.write([plan()], "csv", tmp_path / "x.csv") == tmp_path / "x.csv"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("rà soát hồ sơ", "Rà soát hồ sơ"),
        ("- đôn đốc các xã", "Đôn đốc các xã"),
        ("100% hộ ký cam kết", "100% hộ ký cam kết"),
        ("---", "---"),
    ],
)
def test_a_title_reads_as_a_title(content: str, title: str) -> None:
    assert next(rows(plan(tasks=[task("1", content)]))).title == title


def test_generic_says_all_in_vietnamese(tmp_path: Path) -> None:
    first = exported(tmp_path, "generic")[0]
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert first["Chủ trì"] == "Sở Nội vụ"
    assert first["Phối hợp"] == "Sở Tài chính; các xã, phường"
    assert first["Thời hạn (theo văn bản)"] == "trước ngày 30/6/2024"
    assert dt.date.fromisoformat(first["Hạn hoàn thành"]) == dt.date(2024, 6, 30)
    assert first["Nguồn"] == "kh45.pdf, tr. 2, II.1.a"
    assert first["Mã nhiệm vụ"] == TASKS[0].id
    rhythms = [row["Lặp lại"] for row in exported(tmp_path, "generic")]
    assert rhythms == ["", "hằng năm", "", "thường xuyên", "", "hằng quý", ""]

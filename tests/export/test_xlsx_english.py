"""A workbook made with --lang en speaks English, for as long as it lives; what acts say is never translated."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tracker.acts import CONTENTS, act, task, tasks_of
from typer.testing import CliRunner

from vnplans import export
from vnplans.cli import app
from vnplans.english import ENGLISH, LABELS_EN, in_english
from vnplans.errors import WrongRequest
from vnplans.export.book.sheets import (
    ACT_HEADERS,
    CHECK_HEADERS,
    HISTORY_HEADERS,
    NOTED_HEADERS,
    TASK_COLUMNS,
)
from vnplans.export.book.tongue import ENGLISH as TONGUE
from vnplans.models import Deadline, Directive, Note
from vnplans.wording import LABELS, Said

DAY = dt.date(2025, 3, 5)
NOW = dt.datetime(2025, 6, 1, 9)
SHEETS = ["Tasks", "Acts", "To review", "To compare", "History", "_vnplans"]


def plan(name: str, tasks: list[dict[str, Any]] | None = None) -> Directive:
    note = Note(code="no_signer", severity="warning", message="Không thấy người ký", message_en="No signer was found")
    return act(name, tasks, 45, DAY).model_copy(update={"notes": [note]})


def lines(path: Path, sheet: str) -> list[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A workbook in English with marks on its rows."""
    path = tmp_path / "tracker.xlsx"
    rhythm = Deadline(text="hằng quý", kind="recurring", rrule="FREQ=MONTHLY;INTERVAL=3")
    tasks = [*tasks_of(), task("Kiểm kê", "Sở Tài chính", deadline=rhythm) | {"group": "Văn bản"}]
    export.write([plan("kh.docx", tasks)], "xlsx", path, lang="en", now=NOW)
    book = openpyxl.load_workbook(path)
    sheet = book["Tasks"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, at["Remarks"]).value = f"về {sheet.cell(row, at['Task']).value}"
        sheet.cell(row, at["Status"]).value = "Done"
    sheet.cell(3, at["Lead"]).value = "Sở Du lịch"
    book.save(path)
    return path


def test_heads_states_and_notes_are_english_and_what_the_act_says_is_not(out: Path) -> None:
    assert openpyxl.load_workbook(out).sheetnames == SHEETS
    first, *_, last = lines(out, "Tasks")
    assert first["Task"] == CONTENTS[0]
    assert first["State"] == "Tracked"
    assert (last["Repeats"], last["Deadline (as printed)"], last["Task group"]) == (
        "every quarter",
        "hằng quý",
        "Văn bản",
    )
    assert "Overdue" in first["Alert"]
    (note,) = lines(out, "To review")
    assert (note["Severity"], note["What to review"]) == ("Warning", "No signer was found")
    assert lines(out, "History")[0]["Change"] == "New act"


def test_it_is_brought_up_to_date_in_english(out: Path) -> None:
    changed = [task("Kiểm tra giếng nước hợp vệ sinh", "Sở Y tế"), *tasks_of()[:4]]
    changed[2] = task(CONTENTS[1], "Sở Thông tin")
    for lang in (None, "vi"):  # the workbook's language counts
        export.write([plan("kh lần 2.docx", changed)], "xlsx", out, now=NOW, lang=lang)
        book = openpyxl.load_workbook(out)
        assert book.sheetnames == SHEETS
        rows = lines(out, "Tasks")
        assert [row["Remarks"] for row in rows] == [*(f"về {c}" for c in CONTENTS), "về Kiểm kê", None]
        assert [row["State"] for row in rows] == ["Tracked"] * 4 + ["Gone"] * 2 + ["Tracked"]
        assert rows[-1]["Status"] == "Not started"
        assert rows[4]["Change"].startswith("No longer in Kế hoạch 45/KH-UBND")
        (check,) = lines(out, "To compare")
        assert check["Why"] == "the cell «Lead» was corrected by a person and stays; the act says otherwise now"
        assert {line["Change"] for line in lines(out, "History")} == {
            "New act",
            "Act replaced",
            "New",
            "Gone",
            "Changed",
        }
        assert len(lines(out, "To review")) == len(lines(out, "Acts")) == 1
    before = out.read_bytes()
    export.write([plan("kh lần 2.docx", changed)], "xlsx", out, now=NOW)
    assert out.read_bytes() == before


def test_open_hides_what_is_done(out: Path) -> None:
    export.write([plan("kh.docx")], "xlsx", out, open=True, now=NOW)
    sheet = openpyxl.load_workbook(out)["Tasks"]
    assert all(sheet.row_dimensions[row].hidden for row in range(2, sheet.max_row + 1))


def test_sheets_per_lead(tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    first = plan("kh.docx", [task(CONTENTS[0], "Sở Nội vụ")])
    export.write([first], "xlsx", out, lang="en", per_lead="sheet", now=NOW)
    more = plan("kh lần 2.docx", [task(CONTENTS[0], "Sở Nội vụ"), task(CONTENTS[1])])
    export.write([more], "xlsx", out, now=NOW)
    assert set(openpyxl.load_workbook(out).sheetnames) == {"Sở Nội vụ", "No lead named", *SHEETS[1:]}


def test_the_command_line_asks_for_it(tmp_path: Path) -> None:
    records = tmp_path / "x.jsonl"
    export.write([plan("kh.docx")], "jsonl", records)
    for lang, name in (("en", "Tasks"), ("vi", "Nhiệm vụ")):
        out = tmp_path / f"{lang}.xlsx"
        runner = CliRunner(env={"VNPLANS_LANG": lang})  # `--lang` is read from the arguments of the process
        assert runner.invoke(app, ["export", str(records), "--to", "xlsx", "-o", str(out)]).exit_code == 0
        assert name in openpyxl.load_workbook(out).sheetnames


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongRequest):
        export.write([plan("kh.docx")], "xlsx", tmp_path / "x.xlsx", lang="fr")


def test_every_word_has_its_english_and_no_two_heads_have_the_same() -> None:
    assert LABELS_EN.keys() == LABELS.keys()
    heads = [[c.header for c in TASK_COLUMNS]]
    heads += [[head for head, _ in table] for table in (ACT_HEADERS, NOTED_HEADERS, CHECK_HEADERS, HISTORY_HEADERS)]
    for table in heads:
        assert set(table) <= ENGLISH.keys()
        assert len({in_english(head) for head in table}) == len(table)
        assert [TONGUE.head(in_english(head)) for head in table] == table


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("hằng năm", "every year"),
        ("2 tuần một lần", "every 2 weeks"),
        ("thường xuyên", "ongoing"),
        ("Rà soát hồ sơ", "Rà soát hồ sơ"),
    ],
)
def test_rhythms(vi: str, en: str) -> None:
    assert in_english(vi) == en


def test_what_is_said_in_both_is_a_text_in_vietnamese() -> None:
    said = Said("mới", "new").capital
    assert (said, said.en) == ("Mới", "New")

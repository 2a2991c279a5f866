"""vnplans export and vnplans diff, as a person calls them."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vnplans import export
from vnplans.cli import app
from vnplans.export.atomic import replacing

from .records import TASKS, draft, plan, task

RUN = CliRunner()


@pytest.fixture
def records(tmp_path: Path) -> str:
    export.write([plan(title="đọc lần một"), plan()], "jsonl", tmp_path / "in.jsonl")
    return str(tmp_path / "in.jsonl")


def test_export_takes_the_last_reading_of_an_act(records: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = RUN.invoke(app, ["export", records, "--to", "csv", "--preset", "redmine", "-o", str(out)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "vnplans: Redmine không cập nhật khi nhập CSV: nhập lần nữa sẽ tạo lại mọi việc",
        f"vnplans: đã ghi 1 văn bản, {len(TASKS)} nhiệm vụ vào {out}",
    ]
    with out.open(encoding="utf-8", newline="") as stream:
        assert [row["unique_id"] for row in csv.DictReader(stream)] == [t.id for t in TASKS]


def test_export_takes_every_reading_when_asked(records: str, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert RUN.invoke(app, ["export", records, "--to", "jsonl", "-o", str(out), "--every"]).exit_code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2


def test_export_reads_standard_input(records: str, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    given = Path(records).read_bytes()
    assert RUN.invoke(app, ["export", "-", "--to", "jsonl", "-o", str(out)], input=given).exit_code == 0
    assert out.read_bytes() == given.splitlines(keepends=True)[-1]


def test_export_to_a_database_file_twice(records: str, tmp_path: Path) -> None:
    out = tmp_path / "plans.sqlite"
    for _ in range(2):
        assert RUN.invoke(app, ["export", records, "--to", "sql", "-o", str(out)]).exit_code == 0
    with closing(sqlite3.connect(out)) as connection:
        assert connection.execute("SELECT count(*) FROM tasks").fetchone() == (len(TASKS),)


def test_options_of_a_format(records: str, tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    assert RUN.invoke(app, ["export", records, "--to", "ics", "-o", str(out), "--set", "events=true"]).exit_code == 0
    assert b"BEGIN:VEVENT" in out.read_bytes()


WRONG = [
    (["--to", "xls", "-o", "{}/x"], 2, "không có định dạng"),
    (["--to", "csv", "--preset", "nope", "-o", "{}/x"], 2, "không có mẫu CSV 'nope'"),
    (["--to", "csv", "--set", "preset", "-o", "{}/x"], 2, "tên=giá trị"),
    (["--to", "csv", "-o", "{}/in.jsonl/x"], 3, "không đọc hoặc ghi được"),
    (["--to", "sql", "-o", "postgresql+psycopg://someone:hidden@127.0.0.1:1/x"], 3, "://***@127.0.0.1"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG)
def test_what_goes_wrong_is_said_without_a_traceback(
    arguments: list[str], code: int, said: str, records: str, tmp_path: Path
) -> None:
    done = RUN.invoke(app, ["export", records, *(a.format(tmp_path) for a in arguments)])
    assert done.exit_code == code
    assert said in done.output
    assert "hidden" not in done.output
    assert "Traceback" not in done.output


def test_a_damaged_line_leaves_no_output(records: str, tmp_path: Path) -> None:
    with Path(records).open("a", encoding="utf-8") as stream:
        stream.write("{nửa dòng\n")
    done = RUN.invoke(app, ["export", records, "--to", "csv", "-o", str(tmp_path / "x.csv")])
    assert done.exit_code == 2
    assert "dòng 3" in done.output
    assert not (tmp_path / "x.csv").exists()


def test_diff_in_words_and_as_json(tmp_path: Path) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    export.write([draft()], "jsonl", old)
    export.write([plan(tasks=[*TASKS[1:], task("IV.1", "Việc mới hẳn")])], "jsonl", new)
    words = RUN.invoke(app, ["diff", str(old), str(new)])
    assert words.exit_code == 1
    assert "  + IV.1: Việc mới hẳn\n" in words.output
    assert "Số, ký hiệu: /KH-UBND → 45/KH-UBND" in words.output
    found = json.loads(RUN.invoke(app, ["diff", str(old), str(new), "--json"]).stdout)
    assert [t["where"] for t in found["acts"][0]["dropped"]] == ["II.1.a"]


def test_diff_of_the_same_ends_with_0(records: str) -> None:
    assert RUN.invoke(app, ["diff", records, records]).exit_code == 0


def test_diff_of_a_missing_file_ends_with_2(records: str) -> None:
    done = RUN.invoke(app, ["diff", records, "no such file"])
    assert done.exit_code == 2
    assert "không đọc được" in done.output


def test_a_target_that_is_somebody_elses_ends_with_3(records: str, tmp_path: Path) -> None:
    for to in ("ics", "xlsx"):
        out = tmp_path / f"x.{to}"
        out.write_text("ghi chép của ai đó", encoding="utf-8")
        done = RUN.invoke(app, ["export", records, "--to", to, "-o", str(out)])
        assert (done.exit_code, done.stdout) == (3, "")
        assert out.read_text(encoding="utf-8") == "ghi chép của ai đó"


@pytest.mark.parametrize(
    ("options", "acts", "tasks"),
    [(("--to", "xlsx", "--lead", "Sở Nội vụ"), 1, 1), (("--to", "xlsx", "--lead", "không ai"), 0, 0)],
)
def test_the_last_line_says_what_the_filters_took(
    options: tuple[str, ...], acts: int, tasks: int, tmp_path: Path
) -> None:
    records, out = tmp_path / "in.jsonl", tmp_path / "x.xlsx"
    export.write([plan()], "jsonl", records)
    done = RUN.invoke(app, ["export", str(records), *options, "-o", str(out)])
    chosen = sum("Sở Nội vụ" in agency.name for t in TASKS for agency in t.lead_agencies)
    told = f"đã ghi {acts} văn bản, {tasks and chosen} nhiệm vụ vào {out}"
    assert done.stderr.splitlines() == [f"vnplans: {told}"]


def test_events_say_how_many_went_in(records: str, tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    done = RUN.invoke(app, ["export", records, "--to", "ics", "--events", "-o", str(out)])
    count = out.read_text(encoding="utf-8").count("BEGIN:VEVENT")
    assert done.stderr.splitlines()[-1] == f"vnplans: đã ghi 1 văn bản, {count} nhiệm vụ vào {out}"


def test_workbooks_of_lead_agencies_are_named_by_their_pattern(records: str, tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    done = RUN.invoke(app, ["export", records, "--to", "xlsx", "--per-lead", "file", "-o", str(out)])
    assert done.stderr.splitlines()[-1].endswith(f"vào {tmp_path / 'x - *.xlsx'}")
    assert list(tmp_path.glob("x - *.xlsx"))


@pytest.mark.parametrize("to", ["xlsx", "csv", "ics", "jsonl", "parquet"])
def test_a_full_disk_is_one_line_that_names_the_target(to: str, records: str, tmp_path: Path) -> None:
    out = tmp_path / f"x.{to}"
    out.write_bytes(b"old")
    full = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900));"
        "from vnplans.cli import main; main()"
    )
    if to in {"xlsx", "ics"}:
        out.unlink()  # what stood there is no workbook
    ran = subprocess.run(
        [sys.executable, "-c", full, "export", records, "--to", to, "-o", str(out)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert ran.returncode == 3
    assert [line.split(": ")[:2] for line in ran.stderr.splitlines()] == [["vnplans", str(out)]]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "x."))] == (
        [] if to in {"xlsx", "ics"} else [out.name]
    )


def test_the_scratch_file_is_no_name_for_people(tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    with pytest.raises(OSError, match="Read-only") as caught, replacing(out) as temporary:
        raise OSError(30, "Read-only file system", str(temporary))
    assert caught.value.filename == str(out)

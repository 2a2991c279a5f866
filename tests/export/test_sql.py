"""SQL: rows by stable ids, in SQLite and in a real PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from vnplans import export
from vnplans.errors import WrongRequest
from vnplans.models import Directive

from .records import ACT, TASKS, draft, empty, many, other_plan, plan, task

REWORDED = "Tổ chức tuyên truyền sâu rộng trên loa truyền thanh và trang thông tin của xã"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Any, str]:
    """Where to export to, and the URL to look with."""
    if request.param == "sqlite":
        out = tmp_path / "new folder" / "plans.sqlite"
        return out, f"sqlite:///{out}"
    url: str = request.getfixturevalue("postgres")
    return url, url


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    engine = sa.create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(sa.text(query))
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()


def test_every_part_of_a_record_has_its_table(database: tuple[Any, str]) -> None:
    out, url = database
    export.write([plan(), empty(), other_plan()], "sql", out)
    counts = {name: rows(url, f"SELECT count(*) FROM {name}")[0][0] for name in (
        "directives", "tasks", "task_agencies", "targets", "citations", "evidence", "notes")}  # fmt: skip
    agencies = sum(len(t.lead_agencies) + len(t.coordinating_agencies) for t in TASKS)
    dated = sum(t.deadline is not None for t in TASKS)
    assert counts == {
        "directives": 3,
        "tasks": 2 * len(TASKS),
        "task_agencies": 2 * agencies,
        "targets": 2,
        "citations": 4,
        "evidence": 2 * (1 + len(TASKS) + dated),
        "notes": 5,
    }
    due = rows(url, f"SELECT due_on, deadline_kind, page FROM tasks WHERE task_id = '{ACT}#II.1.a'")
    assert [(str(day), kind, page) for day, kind, page in due] == [("2024-06-30", "by", 2)]
    leads = (
        "SELECT a.name FROM task_agencies a JOIN tasks t ON t.id = a.task_id "
        "WHERE t.task_id = :id AND a.role = 'lead' ORDER BY a.position"
    )
    found = rows(url, leads.replace(":id", f"'{ACT}#II.2'"))
    assert found == [("Sở Văn hóa và Thể thao",), ("Báo Hà Sơn",)]


def test_a_corrected_reading_updates_and_keeps_what_people_wrote(database: tuple[Any, str]) -> None:
    out, url = database
    export.write([plan()], "sql", out)
    words = "status = 'Hoàn thành', assignee = 'Chị Lan', remarks = 'đã gửi'"
    rows(url, f"UPDATE tasks SET {words} WHERE task_id = '{ACT}#II.2'")
    corrected = [
        t.model_copy(update={"content": REWORDED}) if t.where == "II.2" else t for t in TASKS if t.where != "III.3"
    ]
    export.write([plan(tasks=[*corrected, task("IV.1", "Việc mới thấy")], title="Tên đã sửa")], "sql", out)
    kept = rows(url, f"SELECT content, status, assignee, remarks FROM tasks WHERE task_id = '{ACT}#II.2'")
    assert kept == [(REWORDED, "Hoàn thành", "Chị Lan", "đã gửi")]
    assert rows(url, "SELECT place FROM tasks WHERE dropped") == [("III.3",)]
    assert rows(url, "SELECT count(*) FROM tasks")[0][0] == len(TASKS) + 1
    assert rows(url, "SELECT title FROM directives") == [("Tên đã sửa",)]
    assert rows(url, "SELECT status FROM tasks WHERE place = 'IV.1'") == [("Chưa thực hiện",)]


def test_a_dropped_task_that_comes_back_is_no_longer_dropped(database: tuple[Any, str]) -> None:
    out, url = database
    for tasks in (TASKS, TASKS[:2], TASKS):
        export.write([plan(tasks=tasks)], "sql", out)
    assert rows(url, "SELECT count(*) FROM tasks WHERE dropped")[0][0] == 0


def test_the_same_twice_leaves_the_same_rows(database: tuple[Any, str]) -> None:
    out, url = database
    for _ in range(2):
        export.write(many(2_500), "sql", out)
    assert rows(url, "SELECT count(*), count(DISTINCT id) FROM tasks") == [(2_500, 2_500)]
    assert rows(url, "SELECT count(*) FROM directives") == [(25,)]


def test_two_readings_of_an_act_in_one_export_are_one_act(database: tuple[Any, str]) -> None:
    out, url = database
    export.write([plan(title="đọc lần một"), plan(title="đọc lần hai")], "sql", out)
    assert rows(url, "SELECT title FROM directives") == [("đọc lần hai",)]


def test_an_act_without_number_or_tasks_does_not_hide_another_of_its_file(database: tuple[Any, str]) -> None:
    out, url = database
    submission = draft().model_copy(update={"title": "tờ trình", "tasks": []})
    export.write([draft(), submission], "sql", out)
    assert rows(url, "SELECT title FROM directives ORDER BY id") == [(draft().title,), ("tờ trình",)]


def test_a_failure_half_way_changes_nothing(database: tuple[Any, str]) -> None:
    out, url = database
    export.write([plan()], "sql", out)

    def broken() -> Iterator[Directive]:
        yield from many(2_000)
        raise RuntimeError("the reader fell over")

    with pytest.raises(RuntimeError):
        export.write(broken(), "sql", out)
    assert rows(url, "SELECT count(*) FROM directives") == [(1,)]


def test_dates_are_dates_in_postgresql(postgres: str) -> None:
    export.write([plan()], "sql", postgres)
    query = "SELECT min(due_on), min(issued_on) FROM tasks JOIN directives ON directive_id = directives.id"
    assert rows(postgres, query) == [(dt.date(2024, 6, 30), dt.date(2024, 3, 5))]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_url_as_postgresql_itself_writes_it(scheme: str, postgres: str) -> None:
    export.write([plan()], "sql", postgres.replace("postgresql+psycopg", scheme))
    assert rows(postgres, "SELECT count(*) FROM tasks") == [(len(TASKS),)]


def test_other_databases_are_refused_in_both_languages() -> None:
    with pytest.raises(WrongRequest, match=r"không có loại") as raised:
        export.write([], "sql", "nosuch://x/y")
    assert "no such kind" in raised.value.message_en


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "notes.sqlite"
    out.write_text("ghi chép của ai đó, không phải cơ sở dữ liệu\n" * 50)
    before = out.read_bytes()
    with pytest.raises(OSError, match="not a database"):
        export.write([plan()], "sql", out)
    assert out.read_bytes() == before

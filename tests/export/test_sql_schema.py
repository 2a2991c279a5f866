"""Databases that older versions wrote are brought up to date; others' are left alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tracker.acts import CONTENTS, LEADS, act, tasks_of

from vnplans import export
from vnplans.errors import TargetRefused, WrongRequest

from .trackers import Database

FIRST = (Path(__file__).parent / "schema_01.sql").read_text(encoding="utf-8")
"""As the first commits of 0.1 made it; what 0.1 renamed within its first days:"""
RENAMED = {'"list"': "list_name", '"start"': "start_at", '"end"': "end_at", '"by"': "by_date"}
LATER = FIRST.replace("\ttext TEXT NOT NULL, \n\tblock", "\tquote TEXT NOT NULL, \n\tblock")
for old, new in RENAMED.items():
    LATER = LATER.replace(old, new)
ISSUER, DAY = "Ủy ban nhân dân tỉnh Hà Sơn", dt.date(2025, 3, 5)
ACT = f"{ISSUER}/45/KH-UBND@2025-03-05"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    if request.param == "sqlite":
        return Database(tmp_path / "plans.sqlite", f"sqlite:///{tmp_path / 'plans.sqlite'}")
    url = request.getfixturevalue("postgres")
    return Database(url, url)


def make_old(database: Database, schema: str) -> None:
    """The plan of `tracker.acts` as 0.1 wrote it, with English places and a person's words."""
    for statement in schema.split(";"):
        if statement.strip():
            database.run(statement)
    title = "Về công tác lưu trữ và phòng chống thiên tai trên địa bàn tỉnh năm 2025"
    database.run(
        "INSERT INTO directives (id, number, serial, type_code, doc_type, issuer, issued_on, title, file, sha256, "
        "needs_review, schema_version) VALUES (:id, '45/KH-UBND', 45, 'KH', 'Kế hoạch', :issuer, :day, :title, "
        "'kh45.docx', :sha, false, '1.0')",
        id=ACT, issuer=ISSUER, day=DAY, title=title, sha="ab" * 32,
    )  # fmt: skip
    for number, (content, lead) in enumerate(zip(CONTENTS, LEADS, strict=True), 1):
        key = f"{ACT}#Phụ lục I, row {number}"
        database.run(
            "INSERT INTO tasks (id, directive_id, position, place, content, dropped, status, remarks) VALUES "
            "(:id, :act, :n, :place, :content, false, 'Hoàn thành', :remarks)",
            id=key, act=ACT, n=number - 1, place=f"Phụ lục I, row {number}", content=content, remarks=f"về {number}",
        )  # fmt: skip
        database.run(
            "INSERT INTO task_agencies (directive_id, task_id, role, position, text, name, is_group) "
            "VALUES (:act, :task, 'lead', 0, :name, :name, false)",
            act=ACT, task=key, name=lead,
        )  # fmt: skip
    database.own_column()
    database.run("UPDATE tasks SET own = 'riêng'")
    database.run("CREATE VIEW mine AS SELECT id, own FROM tasks")


@pytest.mark.parametrize("schema", [FIRST, LATER], ids=["first", "later"])
def test_a_database_of_0_1_keeps_its_rows_and_words(schema: str, database: Database) -> None:
    make_old(database, schema)
    before = {row["content"]: row["id"] for row in database.run("SELECT id, content FROM tasks")}
    record = act("kh45 sửa.docx", [tasks_of(("Kiểm tra giếng nước",))[0], *tasks_of()], 45, DAY)
    export.write([record], "sql", database.out)
    rows = {row["content"]: row for row in database.rows()}
    assert [(rows[c]["id"], rows[c]["remarks"], rows[c]["status"], rows[c]["own"]) for c in CONTENTS] == [
        (before[c], f"về {n}", "Hoàn thành", "riêng") for n, c in enumerate(CONTENTS, 1)
    ]
    assert [rows[c]["task_id"] for c in CONTENTS] == [task.id for task in record.tasks[1:]]
    assert rows["Kiểm tra giếng nước"]["status"] == "Chưa thực hiện"
    assert database.counts()[0] == 1
    assert database.run("SELECT version FROM vnplans_schema") == [{"version": 2}]
    assert len(database.run("SELECT * FROM mine")) == len(CONTENTS) + 1
    files = database.run("SELECT file, valid FROM act_versions ORDER BY valid")
    assert [(row["file"], bool(row["valid"])) for row in files] == [("kh45.docx", False), ("kh45 sửa.docx", True)]


def test_a_draft_of_0_1_is_found_by_its_words(database: Database) -> None:
    make_old(database, FIRST)
    database.run("UPDATE directives SET number = '/KH-UBND', serial = NULL, issued_on = NULL")
    export.write([act("kh45.docx", tasks_of(), 45, DAY)], "sql", database.out)
    assert database.counts()[0] == 1
    assert {row["remarks"] for row in database.rows()} == {f"về {n}" for n in range(1, 6)}


def test_a_newer_database_is_left_alone(database: Database) -> None:
    export.write([act("a.docx")], "sql", database.out)
    database.run("UPDATE vnplans_schema SET version = 3")
    before = database.rows()
    with pytest.raises(TargetRefused, match=r"mới hơn"):
        export.write([act("b.docx", tasks_of()[:2])], "sql", database.out)
    assert database.rows() == before


def test_tables_of_somebody_else_are_left_alone(database: Database) -> None:
    database.run("CREATE TABLE tasks (id INTEGER PRIMARY KEY, what TEXT)")
    with pytest.raises(TargetRefused, match=r"không phải của vnplans"):
        export.write([act("a.docx")], "sql", database.out)
    assert database.run("SELECT * FROM tasks") == []
    with pytest.raises(Exception, match="directives"):
        database.run("SELECT * FROM directives")


def test_a_persons_column_of_a_needed_name_is_not_taken(database: Database) -> None:
    make_old(database, FIRST)
    database.run("ALTER TABLE tasks ADD COLUMN updated_at TEXT")
    with pytest.raises(TargetRefused, match=r"cột updated_at do người dùng thêm"):
        export.write([act("a.docx")], "sql", database.out)
    columns = database.run("SELECT * FROM tasks")[0].keys()
    assert "task_id" not in columns
    database.run('SELECT "list" FROM citations')  # half a migration is none


def test_updated_at_tells_what_changed(database: Database) -> None:
    first, second = dt.datetime(2025, 4, 1, tzinfo=dt.UTC), dt.datetime(2025, 5, 1, tzinfo=dt.UTC)
    export.write([act("a.docx")], "sql", database.out, now=first)
    put_off = [*tasks_of()]
    put_off[2] = put_off[2] | {"content": "Kiểm tra, đôn đốc việc trực ban trong mùa mưa bão"}
    export.write([act("b.docx", put_off)], "sql", database.out, now=second)
    export.write([act("b.docx", put_off)], "sql", database.out, now=dt.datetime(2025, 6, 1, tzinfo=dt.UTC))
    stamps = {str(row["updated_at"])[:10] for row in database.rows()}
    assert stamps == {"2025-05-01"}  # every row has the name of the new file
    history = database.run("SELECT change, field, old, new FROM history WHERE row_id IS NOT NULL")
    assert [dict(row) for row in history] == [
        {"change": "changed", "field": "content", "old": CONTENTS[2], "new": put_off[2]["content"]}
    ]


@pytest.mark.parametrize("url", ["mysql://x/y", "mssql+pyodbc://x/y", "oracle://x/y"])
def test_other_databases_are_refused_by_name(url: str) -> None:
    with pytest.raises(WrongRequest, match="chỉ ghi được SQLite và PostgreSQL"):
        export.write([], "sql", url)

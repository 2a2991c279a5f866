"""Trackers as people use them: what they write into a database, and what stands there afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

__all__ = ["MARKS", "Held", "Key", "Row", "SqlTarget", "Target", "marks"]

MARKS = ("status", "assignee", "remarks", "own")
Key = Callable[[str, str], str | None]
"""(Task.id, content) of a row -> the work that it shows."""
_STATUSES = ("Đang thực hiện", "Hoàn thành", "Tạm dừng")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the tracker. `state`: live, unsure, dropped or merged; `listed`: among what a person must compare.

    `extra`: colour and comment of a workbook.
    """

    task_id: str
    content: str
    state: str
    marks: dict[str, str | None]
    listed: bool = False
    extra: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """`acts`: how many; `faults`: what of people's own things is no longer as they made it."""

    rows: list[Row]
    acts: int
    faults: list[str] = field(default_factory=list)


class Target(Protocol):
    """One tracker of one edit. `out` is what `vnplans export -o` is given."""

    form: str
    out: str

    def write(self, key: Key) -> set[str]:
        """People write on every row that has no mark yet; gives the keys of these rows."""

    def read(self) -> Held: ...


def marks(key: str) -> dict[str, str]:
    """What people write on the row of this work; all but the status are its own."""
    status = _STATUSES[sum(key.encode()) % len(_STATUSES)]
    return {"status": status, "assignee": f"Người của {key}", "remarks": f"Đã gọi về {key}.", "own": f"ưu tiên {key}"}


class SqlTarget:
    """A database: people have a column `uu_tien` and a table `viec_rieng` of their own."""

    form = "sql"

    def __init__(self, out: str) -> None:
        self.out = out

    def _engine(self) -> sa.Engine:
        return sa.create_engine(self.out if "://" in self.out else f"sqlite:///{self.out}", poolclass=sa.NullPool)

    def write(self, key: Key) -> set[str]:
        written: set[str] = set()
        with self._engine().begin() as connection:
            if "uu_tien" not in {column["name"] for column in sa.inspect(connection).get_columns("tasks")}:
                connection.execute(sa.text("ALTER TABLE tasks ADD COLUMN uu_tien TEXT"))
                connection.execute(sa.text("CREATE TABLE viec_rieng (viec TEXT)"))
                connection.execute(sa.text("INSERT INTO viec_rieng VALUES ('giữ')"))
            rows = connection.execute(sa.text("SELECT id, task_id, content FROM tasks WHERE uu_tien IS NULL")).all()
            for row, task_id, content in rows:
                name = key(task_id, content)
                if name is None or name[0] == "?" or name in written:
                    continue
                written.add(name)
                change = (
                    "UPDATE tasks SET status=:status, assignee=:assignee, remarks=:remarks, uu_tien=:own WHERE id=:id"
                )
                connection.execute(sa.text(change), marks(name) | {"id": row})
        return written

    def read(self) -> Held:
        with self._engine().connect() as connection:
            checks = connection.execute(sa.text("SELECT there_id, came_id FROM to_check")).all()
            listed = {key for pair in checks for key in pair}
            columns = "id, task_id, content, tracker_state, dropped, status, assignee, remarks, uu_tien"
            rows = [
                Row(task_id, content, _state(state, gone), dict(zip(MARKS, rest, strict=True)), key in listed)
                for key, task_id, content, state, gone, *rest in connection.execute(
                    sa.text(f"SELECT {columns} FROM tasks")
                )
            ]
            acts = connection.execute(sa.text("SELECT count(*) FROM directives")).scalar() or 0
            kept = connection.execute(sa.text("SELECT viec FROM viec_rieng")).scalar() == "giữ"
        return Held(rows, acts, [] if kept else ["a table of people is gone"])


def _state(state: str, gone: object) -> str:
    """`dropped` is what a query of people asks."""
    assert bool(gone) == (state in {"dropped", "merged"}), (state, gone)
    return state


def sound(path: Path) -> bool:
    """SQLite finds no fault in the file."""
    with closing(sqlite3.connect(path)) as database:
        return bool(database.execute("PRAGMA integrity_check").fetchone()[0] == "ok")

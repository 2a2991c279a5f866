"""SQL: the records as tables that are brought up to date, in SQLite or PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from vnplans.errors import MissingExtra, WrongRequest
from vnplans.export.rows import act_key, rows
from vnplans.export.sql_rows import act_values, child_rows, task_values
from vnplans.export.sql_tables import CHILDREN, EDITED, METADATA, directives, tasks
from vnplans.models import Directive

__all__ = ["write"]

BATCH_TASKS = 1_000

_INSERTS: dict[str, Callable[[sa.Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

_PLAIN, _DRIVER = re.compile(r"^postgres(ql)?://"), "postgresql+psycopg://"
"""A URL as PostgreSQL's own programs take it, and the driver that the extra brings."""


def write(directives: Iterable[Directive], out: Path | str) -> None:
    """Bring the database at `out` up to date: a path is a SQLite file, a URL any database of SQLAlchemy's form.

    Rows are found by stable ids: an act read again updates its rows and never doubles them. `status`, `assignee` and
    `remarks` of a task belong to people and are never written again; a task that a new reading no longer has is kept
    and marked `dropped`. All in one transaction: the database is brought to the new state or stays as it was.

    Raises WrongRequest for a database other than SQLite and PostgreSQL, MissingExtra for a missing driver, OSError
    where the database says no.
    """
    engine = _engine(out)
    try:
        with engine.begin() as connection:
            METADATA.create_all(connection)
            for batch in _batches(directives):
                _write_batch(connection, batch)
    except DBAPIError as error:
        raise OSError(str(error.orig).strip()) from error
    finally:
        engine.dispose()


def _engine(out: Path | str) -> sa.Engine:
    if isinstance(out, Path):
        out.parent.mkdir(parents=True, exist_ok=True)
    try:
        engine = sa.create_engine(f"sqlite:///{out}" if isinstance(out, Path) else _PLAIN.sub(_DRIVER, out))
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"thiếu trình điều khiển {error.name}: pip install 'vnplans[postgres]'",
            f"the driver {error.name} is missing: pip install 'vnplans[postgres]'",
        ) from error
    except NoSuchModuleError as error:
        raise WrongRequest(f"không có loại cơ sở dữ liệu này: {error}", f"no such kind of database: {error}") from error
    if engine.dialect.name not in _INSERTS:
        raise WrongRequest(
            f"chỉ ghi được SQLite và PostgreSQL, không phải {engine.dialect.name}",
            f"only SQLite and PostgreSQL are written, not {engine.dialect.name}",
        )
    return engine


def _batches(records: Iterable[Directive]) -> Iterator[dict[str, Directive]]:
    """Acts by key, about `BATCH_TASKS` tasks at a time; of two readings in one batch the later stays."""
    batch: dict[str, Directive] = {}
    size = 0
    for directive in records:
        batch[act_key(directive)] = directive
        size += 1 + len(directive.tasks)
        if size >= BATCH_TASKS:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _write_batch(connection: sa.Connection, batch: dict[str, Directive]) -> None:
    keys = list(batch)
    _upsert(connection, directives, [act_values(key, directive) for key, directive in batch.items()])
    # a dict: two tasks of one id in one statement would stop PostgreSQL
    found = {row.task.id: task_values(key, row) for key, directive in batch.items() for row in rows(directive)}
    _upsert(connection, tasks, list(found.values()))
    gone = tasks.c.directive_id.in_(keys) & tasks.c.id.not_in(list(found))
    connection.execute(sa.update(tasks).where(gone).values(dropped=True))
    for name, table in CHILDREN.items():
        connection.execute(sa.delete(table).where(table.c.directive_id.in_(keys)))
        unique = {
            tuple(values[column.name] for column in table.primary_key): values
            for key, directive in batch.items()
            for values in child_rows(name, key, directive)
        }
        if unique:
            connection.execute(sa.insert(table), list(unique.values()))


def _upsert(connection: sa.Connection, table: sa.Table, values: list[dict[str, Any]]) -> None:
    if not values:
        return
    insert = _INSERTS[connection.dialect.name](table)
    fresh = {c.name: insert.excluded[c.name] for c in table.c if not c.primary_key and c.name not in EDITED}
    connection.execute(insert.on_conflict_do_update(index_elements=[table.c.id], set_=fresh), values)

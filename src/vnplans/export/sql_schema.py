"""Bringing the tables of an older version up to date, by the version that the database keeps."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NoReturn

import sqlalchemy as sa

from vnplans.errors import TargetRefused
from vnplans.export.sql_tables import CHILDREN, METADATA, SCHEMA_VERSION, directives, tasks, version, versions
from vnplans.where import id_from_0_1, where_from_0_1
from vnplans.wording import vn_date

__all__ = ["prepare"]

_FIRST = {
    "directives": {"id", "sha256", "schema_version"},
    "tasks": {"id", "directive_id", "place", "status", "dropped"},
}
"""Columns by which the tables of 0.1, which kept no version, are known as ours."""
_RENAMED = {
    "targets": {"by": "by_date"},
    "citations": {"list": "list_name"},
    "evidence": {"text": "quote", "start": "start_at", "end": "end_at"},
}
"""Of the first days of 0.1: some databases take these words for their own."""


def prepare(connection: sa.Connection) -> None:
    """Make the tables, or bring them to `SCHEMA_VERSION`, in the transaction of the connection.

    No row and no column that people added is lost. Raises TargetRefused, with nothing changed, for tables that are not
    of vnplans, for those of a newer version, and where a column that people added bears a name that is needed now.
    """
    found = _columns(connection)
    kept = _version(connection, found)
    if kept is not None and kept > SCHEMA_VERSION:
        _refuse(
            f"cơ sở dữ liệu do phiên bản vnplans mới hơn ghi (lược đồ {kept}, bản này biết đến {SCHEMA_VERSION})",
            f"the database was written by a newer vnplans (schema {kept}; this one knows {SCHEMA_VERSION})",
        )
    if kept == 1:
        _to_2(connection, found)
    METADATA.create_all(connection)
    if kept != SCHEMA_VERSION:
        connection.execute(sa.delete(version))
        connection.execute(sa.insert(version).values(version=SCHEMA_VERSION))


def _columns(connection: sa.Connection) -> dict[str, set[str]]:
    """The tables that have a name of ours, with their columns."""
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names()) & METADATA.tables.keys()
    return {name: {column["name"] for column in inspector.get_columns(name)} for name in there}


def _version(connection: sa.Connection, found: dict[str, set[str]]) -> int | None:
    """The version of the tables; None where there are none."""
    if version.name in found:
        kept = connection.execute(sa.select(sa.func.max(version.c.version))).scalar()
        return int(kept) if kept is not None else SCHEMA_VERSION
    if not found:
        return None
    if all(columns <= found.get(name, set()) for name, columns in _FIRST.items()):
        return 1
    names = ", ".join(sorted(found))
    return _refuse(
        f"cơ sở dữ liệu đã có bảng {names} không phải của vnplans; hãy dùng cơ sở dữ liệu hoặc lược đồ khác",
        f"the database has tables {names} that are not of vnplans; use another database or schema",
    )


def _to_2(connection: sa.Connection, found: dict[str, set[str]]) -> None:
    """From 0.1: rows keep their key, which was the task's id; facts, versions and leads are told from what is there."""
    for name, names in _RENAMED.items():
        for old, new in names.items():
            if old in found.get(name, ()) and new not in found[name]:
                _alter(connection, name, f"RENAME COLUMN {_quoted(connection, old)} TO {_quoted(connection, new)}")
    for table in (directives, tasks):
        added = [column for column in table.c if column.name not in found[table.name]]
        taken = sorted(found[table.name] & _NEW[table.name])
        if taken:
            _refuse(
                f"bảng {table.name} đã có cột {', '.join(taken)} do người dùng thêm, nay vnplans cần tên này; "
                "hãy đổi tên cột ấy rồi xuất lại",
                f"the table {table.name} has columns {', '.join(taken)} that people added, and vnplans needs the "
                "names now; rename them and export again",
            )
        for column in added:
            kind = column.type.compile(connection.dialect)
            default = " NOT NULL DEFAULT 'live'" if column is tasks.c.tracker_state else ""
            _alter(connection, table.name, f"ADD COLUMN {_quoted(connection, column.name)} {kind}{default}")
        for index in table.indexes:
            index.create(connection, checkfirst=True)
    METADATA.create_all(connection)
    _fill(connection)


_NEW = {
    "directives": {"act", "label", "facts", "updated_at"},
    "tasks": {"task_id", "lead_names", "tracker_state", "tracker_note", "created_at", "updated_at"},
}
"""Columns that came with version 2."""


def _fill(connection: sa.Connection) -> None:
    for act in connection.execute(sa.select(directives)).mappings().all():
        head = [act["doc_type"], act["number"], act["issued_on"] and f"ngày {vn_date(act['issued_on'])}"]
        head += [act["issuer"] and f"của {act['issuer']}"]
        line = " ".join(part for part in head if part) or act["file"] or act["id"]
        label = f"{line}: {act['title']}" if act["title"] else line
        values = {"act": act["id"], "label": label}
        connection.execute(sa.update(directives).where(directives.c.id == act["id"]).values(**values))
        seen = {"directive_id": act["id"], "sha256": act["sha256"], "file": act["file"], "label": label, "valid": True}
        connection.execute(sa.insert(versions).values(**seen))
    state = sa.case((tasks.c.dropped, "dropped"), else_="live")
    connection.execute(sa.update(tasks).values(task_id=tasks.c.id, tracker_state=state))
    places = connection.execute(sa.select(tasks.c.id, tasks.c.place)).all()
    moved = [
        {"key": key, "named": id_from_0_1(key), "told": where_from_0_1(place)}
        for key, place in places
        if id_from_0_1(key) != key or where_from_0_1(place) != place
    ]
    if moved:
        names: dict[str, Any] = {"task_id": sa.bindparam("named"), "place": sa.bindparam("told")}
        connection.execute(sa.update(tasks).where(tasks.c.id == sa.bindparam("key")).values(**names), moved)
    agencies = CHILDREN["task_agencies"]
    query = sa.select(agencies.c.task_id, agencies.c.name).where(agencies.c.role == "lead")
    leads: dict[str, list[str]] = defaultdict(list)
    for task, name in connection.execute(query.order_by(agencies.c.task_id, agencies.c.position)):
        leads[task].append(name)
    if leads:
        told = sa.update(tasks).where(tasks.c.id == sa.bindparam("key")).values(lead_names=sa.bindparam("told"))
        connection.execute(told, [{"key": key, "told": "; ".join(names)} for key, names in leads.items()])


def _alter(connection: sa.Connection, table: str, change: str) -> None:
    connection.execute(sa.text(f"ALTER TABLE {_quoted(connection, table)} {change}"))


def _quoted(connection: sa.Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)


def _refuse(vi: str, en: str) -> NoReturn:
    raise TargetRefused(vi, en)

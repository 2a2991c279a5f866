"""SQL: the records as tables that are brought up to date, in SQLite or PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from vnplans.errors import MissingExtra, WrongRequest
from vnplans.export.moments import moment
from vnplans.export.rows import act_line, rows
from vnplans.export.sql_held import Held, differs
from vnplans.export.sql_rows import act_values, child_rows, task_values
from vnplans.export.sql_schema import prepare
from vnplans.export.sql_tables import CHILDREN, checks, directives, history, tasks, versions
from vnplans.models import Directive
from vnplans.regex import regex
from vnplans.tracker import ActChange, Ledger, RowChange

__all__ = ["write"]

BATCH = 1_000
"""Rows that wait to be inserted in one statement."""

_SUPPORTED = ("sqlite", "postgresql")
_PLAIN, _DRIVER = regex(r"^postgres(ql)?://"), "postgresql+psycopg://"
"""A URL as PostgreSQL's own programs take it, and the driver that the extra brings."""
_LOCK = 0x766E706C616E73
"""Of PostgreSQL's advisory locks, the one for exports."""


def write(directives: Iterable[Directive], out: Path | str, *, now: dt.datetime | str | None = None) -> None:
    """Bring the database at `out` up to date: a path is a SQLite file, a URL any database of SQLAlchemy's form.

    A row follows its work, whatever place, wording or act's version it has now (vnplans.tracker): `tasks.id` is the
    row's own key. `status`, `assignee`, `remarks` and columns that people added are theirs: never written again, but
    that a row whose task was put together with another hands its remarks over to that one's. A task that the act no
    longer has is kept and marked `dropped`. The table `history` says what changed, `to_check` what may be one and was
    not joined. All in one transaction: the database is brought to the new state or stays as it was. `now`: for
    `updated_at` and `history`, else the clock's.

    Raises WrongRequest for a database other than SQLite and PostgreSQL, TargetRefused for tables that are not ours or
    of a newer version, MissingExtra for a missing driver, OSError where the database says no.
    """
    engine = _engine(out)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            prepare(connection)
            _Update(connection, moment(now).astimezone(dt.UTC)).carry_out(directives)
    except DBAPIError as error:
        raise OSError(str(error.orig).strip()) from error
    finally:
        engine.dispose()


def _engine(out: Path | str) -> sa.Engine:
    url = f"sqlite:///{out}" if isinstance(out, Path) else _PLAIN.sub(_DRIVER, out)
    try:
        kind = sa.make_url(url).get_backend_name()
    except ArgumentError as error:
        raise WrongRequest(f"không phải URL cơ sở dữ liệu: {error}", f"not a database URL: {error}") from error
    if kind not in _SUPPORTED:
        raise WrongRequest(
            f"không có loại cơ sở dữ liệu {kind}; chỉ ghi được SQLite và PostgreSQL",
            f"no such kind of database is written: {kind}; only SQLite and PostgreSQL are",
        )
    if isinstance(out, Path):
        out.parent.mkdir(parents=True, exist_ok=True)
    try:
        engine = sa.create_engine(url)
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"thiếu trình điều khiển {error.name}: pip install 'vnplans[postgres]'",
            f"the driver {error.name} is missing: pip install 'vnplans[postgres]'",
        ) from error
    except NoSuchModuleError as error:
        raise WrongRequest(f"không có loại cơ sở dữ liệu này: {error}", f"no such kind of database: {error}") from error
    if kind == "sqlite":
        sa.event.listen(engine, "connect", _leave_transactions_to_us)
        sa.event.listen(engine, "begin", _begin_to_write)
    return engine


def _leave_transactions_to_us(connection: Any, _: object) -> None:
    """The driver of SQLite begins none before a change of tables: then half a migration would stay."""
    connection.isolation_level = None


def _begin_to_write(connection: sa.Connection) -> None:
    """Nobody else writes between what is read and what is written."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class _Update:
    """One export into the tables of a connection."""

    def __init__(self, connection: sa.Connection, now: dt.datetime) -> None:
        self.connection, self.now, self.held = connection, now, Held(connection)
        self.waiting: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def carry_out(self, records: Iterable[Directive]) -> None:
        for change in Ledger(self.held.acts, self.held.rows).settle(records, act_line):
            self._act(change)
            if sum(map(len, self.waiting.values())) >= BATCH:
                self._flush()
        self._flush()

    def _act(self, change: ActChange) -> None:
        if change.directive is not None:
            self._head(change, change.directive)
            self._rows(change, change.directive)
        self._versions(change)
        for check in change.checks:
            values = {"kind": check.kind, "there_id": check.key, "came_id": check.other}
            there = sa.select(checks.c.kind).where(*(checks.c[name] == value for name, value in values.items()))
            if self.connection.execute(there).first() is None:
                self._insert(checks, values | {"reason": check.reason, "likeness": check.likeness, "at": self.now})

    def _head(self, change: ActChange, directive: Directive) -> None:
        values = {**act_values(directive), "label": change.label, "facts": change.act.dump()}
        if change.was is None:
            self._insert(directives, {"id": change.key, **values, "updated_at": self.now})
            self._tell(change, "new", reason="văn bản mới")
            return
        mine = directives.c.id == change.key
        old = self.connection.execute(sa.select(directives).where(mine)).mappings().one()
        if fresh := differs(old, values):
            self.connection.execute(sa.update(directives).where(mine).values(**fresh, updated_at=self.now))

    def _rows(self, change: ActChange, directive: Directive) -> None:
        told = {row.position: row for row in rows(directive)}
        old = {row["id"]: row for row in self.held.records(change.key)} if change.was is not None else {}
        keys = {row.task: row.key for row in change.rows if row.task is not None}
        for row in change.rows:
            values: dict[str, Any] = task_values(told[row.task]) if row.task is not None else {}
            values |= {"tracker_state": row.state, "dropped": row.state in ("dropped", "merged")}
            if row.note is not None:
                values["tracker_note"] = row.note or None
            if row.key in old:
                self._update(row.key, differs(old[row.key], values))
            else:
                stamps = {"created_at": self.now, "updated_at": self.now}
                self._insert(tasks, {"id": row.key, "directive_id": change.key, "tracker_note": None} | values | stamps)
            if row.kind == "merged" and row.into:
                self._hand_over(old[row.key]["remarks"], row.key, row.into)
            self._tell_row(change, row)
        self._children(change, directive, keys)

    def _update(self, key: str, fresh: dict[str, Any]) -> None:
        if fresh:
            self.connection.execute(sa.update(tasks).where(tasks.c.id == key).values(**fresh, updated_at=self.now))

    def _hand_over(self, remarks: str | None, key: str, into: str) -> None:
        """The remarks of a row whose task stands within another's now, below that one's own."""
        if not remarks:
            return
        own = self.connection.execute(sa.select(tasks.c.remarks).where(tasks.c.id == into)).scalar()
        self._update(into, {"remarks": f"{own}\n{remarks}" if own else remarks})
        self._update(key, {"remarks": None})

    def _children(self, change: ActChange, directive: Directive, keys: dict[int, str]) -> None:
        """What is made anew with each reading; a row without a task keeps its agencies."""
        for name, table in CHILDREN.items():
            if change.was is not None:
                stale = table.c.directive_id == change.key
                if name == "task_agencies":
                    stale &= table.c.task_id.in_(list(keys.values()))
                self.connection.execute(sa.delete(table).where(stale))
            unique = {
                tuple(values[column.name] for column in table.primary_key): values
                for values in child_rows(name, change.key, directive, keys)
            }
            for values in unique.values():
                self._insert(table, values)

    def _versions(self, change: ActChange) -> None:
        mine = versions.c.directive_id == change.key
        for version in change.versions:
            values = {"file": version.file or None, "label": version.label, "valid": version.valid}
            if version.valid and change.was is not None:
                self.connection.execute(sa.update(versions).where(mine & versions.c.valid).values(valid=False))
            if version.fresh:
                self._insert(
                    versions, {"directive_id": change.key, "sha256": version.sha256, "seen_at": self.now} | values
                )
            else:
                this = mine & (versions.c.sha256 == version.sha256)
                self.connection.execute(sa.update(versions).where(this).values(**values))
            if version.fresh and not version.valid:
                reason = "bản khác của văn bản này, không thay bản đang theo dõi"
                self._insert(history, self._event(change, "version") | {"reason": reason, "from_act": version.label})
        if change.replaced:
            self._tell(change, "replaced", reason=f"bản mới thay bản cũ: {change.act.file}")

    def _tell(self, change: ActChange, kind: str, reason: str) -> None:
        self._insert(history, self._event(change, kind) | {"reason": reason})

    def _tell_row(self, change: ActChange, row: RowChange) -> None:
        if row.kind == "kept" or (row.kind == "new" and change.was is None):
            return
        event = self._event(change, row.kind) | {"row_id": row.key, "reason": row.reason}
        values = [{"field": field, "old": old, "new": new} for field, (old, new) in row.values.items()]
        for value in values or [{}]:
            self._insert(history, event | value)

    def _event(self, change: ActChange, kind: str) -> dict[str, Any]:
        names = dict.fromkeys(("row_id", "field", "old", "new"))
        acts = {"from_act": change.was, "to_act": change.label}
        return names | {"at": self.now, "directive_id": change.key, "change": kind} | acts

    def _insert(self, table: sa.Table, values: dict[str, Any]) -> None:
        self.waiting[table.name].append(values)

    def _flush(self) -> None:
        """Tables that others point to first."""
        for table in (directives, tasks, *CHILDREN.values(), versions, history, checks):
            if values := self.waiting.pop(table.name, None):
                self.connection.execute(sa.insert(table), values)

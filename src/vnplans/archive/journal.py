"""The journal: what was read, in SQLite. All outputs are made from it, so it alone must survive a kill or a power cut.

WAL with synchronous=FULL: a committed transaction is on the disk. Outcomes are committed in small batches; those of the
last, uncommitted batch are read again after a kill. A result is keyed by content, version and options, so a file that
was renamed, copied or listed twice is read once.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Literal

from vnplans.archive.job import Failed, Inside, Read, Record, Unpacked
from vnplans.errors import FailureCode, Reason
from vnplans.tracker.facts import Facts

__all__ = ["Journal", "Result", "Row"]

_FORM = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS known(path BLOB PRIMARY KEY, stamp TEXT, sha256 TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS listing(
  ordinal INTEGER, member INTEGER, path BLOB, name TEXT, container TEXT, stamp TEXT, sha256 TEXT,
  code TEXT, vi TEXT, en TEXT, PRIMARY KEY(ordinal, member)) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS listed_once ON listing(path) WHERE member = 0;
CREATE TABLE IF NOT EXISTS results(
  key TEXT PRIMARY KEY, sha256 TEXT, status TEXT, code TEXT, vi TEXT, en TEXT, seconds REAL, cpu REAL,
  run INTEGER);
CREATE TABLE IF NOT EXISTS records(
  key TEXT, idx INTEGER, line BLOB, sha256 TEXT, serial INTEGER, symbol TEXT, issued_on TEXT, issuer TEXT, figures TEXT,
  sketch BLOB, PRIMARY KEY(key, idx));
CREATE TABLE IF NOT EXISTS inside(
  key TEXT, idx INTEGER, name TEXT, container TEXT, sha256 TEXT, code TEXT, vi TEXT, en TEXT, PRIMARY KEY(key, idx));
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the listing: a file (member 0) or a file inside it (member 1, 2, ...)."""

    ordinal: int
    member: int
    path: bytes
    name: str
    container: str | None
    stamp: str | None
    """Size and time of change, by which an unchanged file is known without reading it."""
    sha256: str | None = None
    why: Reason | None = None
    """Why it cannot be read, where that was seen before any reading."""

    @property
    def shown(self) -> str:
        """The name with the container before it."""
        return f"{self.container}/{self.name}" if self.container else self.name


@dataclass(frozen=True, slots=True)
class Result:
    """What became of some content."""

    status: Literal["read", "failed", "unpacked"]
    why: Reason | None
    seconds: float
    cpu: float
    run: int


_LISTED = "ordinal, member, path, name, container, stamp, sha256, code, vi, en"


class Journal:
    """One journal belongs to one output folder and one running process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA temp_store=FILE")
        self._db.execute("PRAGMA cache_size=-16384")
        self._renew()
        self._db.executescript(_SCHEMA)
        self.run = int(self.meta("run") or 0) + 1
        self.set_meta("run", str(self.run))

    def _renew(self) -> None:
        """A journal of another form is begun anew: its results belong to another version of the library."""
        if self._db.execute("PRAGMA user_version").fetchone()[0] != _FORM:
            tables = self._db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
            for (table,) in tables:
                self._db.execute(f'DROP TABLE "{table}"')
            self._db.execute(f"PRAGMA user_version={_FORM}")

    def meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN")

    def commit(self) -> None:
        """Put all that was noted on the disk. Raises sqlite3.OperationalError when it is full."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def close(self) -> None:
        """Drop what was not committed, and close."""
        self._db.close()

    # the listing

    def clear_listing(self) -> None:
        self.begin()
        self._db.execute("DELETE FROM listing")

    def list_rows(self, rows: Iterable[Row]) -> None:
        """Add rows; a path that is listed already stays where it was."""
        self.begin()
        self._db.executemany(
            f"INSERT OR IGNORE INTO listing({_LISTED}) VALUES (?,?,?,?,?,?,?,?,?,?)",
            ((r.ordinal, r.member, r.path, r.name, r.container, r.stamp, r.sha256, *_columns(r.why)) for r in rows),
        )

    def rows(self, *, members: bool) -> Iterator[Row]:
        """The listing in its order, fetched in pages so that it may grow meanwhile."""
        at: tuple[int, int] = (-1, -1)
        only = "" if members else "AND member=0"
        after = f"(ordinal, member) > (?, ?) {only}"
        query = f"SELECT {_LISTED} FROM listing WHERE {after} ORDER BY ordinal, member LIMIT 500"
        while page := self._db.execute(query, at).fetchall():
            yield from map(_row, page)
            at = page[-1][:2]

    def row_after(self, ordinal: int, member: int) -> Row | None:
        """The next row of the listing as it is now."""
        query = f"SELECT {_LISTED} FROM listing WHERE (ordinal, member) > (?, ?) ORDER BY ordinal, member LIMIT 1"
        values = self._db.execute(query, (ordinal, member)).fetchone()
        return None if values is None else _row(values)

    def settle_row(self, row: Row) -> None:
        """Note what became known of a listed file: its hash, or why it cannot be read."""
        self.begin()
        values = (row.sha256, row.stamp, *_columns(row.why), row.ordinal, row.member)
        update = "UPDATE listing SET sha256=?, stamp=?, code=?, vi=?, en=? WHERE ordinal=? AND member=?"
        self._db.execute(update, values)

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM listing").fetchone()[0])

    # hashes of unchanged files

    def known(self, path: bytes, stamp: str) -> str | None:
        row = self._db.execute("SELECT sha256 FROM known WHERE path=? AND stamp=?", (path, stamp)).fetchone()
        return None if row is None else str(row[0])

    def know(self, row: Row) -> None:
        self.begin()
        self._db.execute("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", (row.path, row.stamp, row.sha256))

    # results

    def result(self, key: str) -> Result | None:
        query = "SELECT status, code, vi, en, seconds, cpu, run FROM results WHERE key=?"
        found = self._db.execute(query, (key,)).fetchone()
        if found is None:
            return None
        status, code, vi, en, *cost_and_run = found
        return Result(status, _reason(code, vi, en), *cost_and_run)

    def _put(self, key: str, sha256: str, status: str, why: Reason | None, cost: tuple[float, float]) -> None:
        self.begin()
        for table in ("records", "inside"):
            self._db.execute(f"DELETE FROM {table} WHERE key=?", (key,))
        row = (key, sha256, status, *_columns(why), *(round(c, 3) for c in cost), self.run)
        self._db.execute("INSERT OR REPLACE INTO results VALUES (?,?,?,?,?,?,?,?,?)", row)

    def put_read(self, key: str, read: Read) -> None:
        self._put(key, read.sha256, "read", None, (read.seconds, read.cpu))
        self._db.executemany(
            "INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?,?)",
            ((key, i, zlib.compress(r.line, 6), *astuple(r.facts)) for i, r in enumerate(read.records)),
        )

    def put_failed(self, key: str, sha256: str, failed: Failed) -> None:
        self._put(key, sha256, "failed", failed.why, (failed.seconds, failed.cpu))

    def put_unpacked(self, key: str, unpacked: Unpacked) -> None:
        self._put(key, unpacked.sha256, "unpacked", None, (0.0, 0.0))
        self._db.executemany(
            "INSERT INTO inside VALUES (?,?,?,?,?,?,?,?)",
            ((key, i, m.name, m.container, m.sha256, *_columns(m.why)) for i, m in enumerate(unpacked.members, 1)),
        )

    def inside(self, key: str) -> Iterator[Inside]:
        """The members of a container that was unpacked before; their bytes are gone."""
        query = "SELECT name, container, sha256, code, vi, en FROM inside WHERE key=? ORDER BY idx"
        for name, container, sha256, code, vi, en in self._db.execute(query, (key,)):
            yield Inside(name, container, sha256, None, _reason(code, vi, en))

    def records(self, key: str) -> Iterator[Record]:
        columns = "line, sha256, serial, symbol, issued_on, issuer, figures, sketch"
        query = f"SELECT {columns} FROM records WHERE key=? ORDER BY idx"
        for line, *values in self._db.execute(query, (key,)):
            yield Record(zlib.decompress(line), Facts(*values))

    def facts(self, key: str) -> list[Facts]:
        columns = "sha256, serial, symbol, issued_on, issuer, figures, sketch"
        return [Facts(*v) for v in self._db.execute(f"SELECT {columns} FROM records WHERE key=? ORDER BY idx", (key,))]

    def scratch(self, statements: str) -> sqlite3.Connection:
        """Temporary tables of one pass over the records; they vanish with the connection."""
        self.commit()
        self._db.executescript(statements)
        return self._db


def _row(values: tuple[Any, ...]) -> Row:
    ordinal, member, path, name, container, stamp, sha256, code, vi, en = values
    return Row(ordinal, member, path, name, container, stamp, sha256, _reason(code, vi, en))


def _columns(why: Reason | None) -> tuple[str | None, str | None, str | None]:
    """A reason as the columns code, vi and en."""
    return (why.code, why.message_vi, why.message_en) if why else (None, None, None)


def _reason(code: FailureCode | None, vi: str, en: str) -> Reason | None:
    return Reason(code, vi, en) if code else None

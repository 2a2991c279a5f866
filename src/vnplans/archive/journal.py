"""The journal: what was read, in SQLite. All outputs are made from it, so it alone must survive a kill or a power cut.

WAL with synchronous=FULL: a committed transaction is on the disk. Outcomes are committed in small batches; those of the
last, uncommitted batch are read again after a kill. A result belongs to a content and to the version and options it was
read with, so a file that was renamed, copied or listed twice is read once. Nothing that was read leaves the journal but
by `prune`: files that are not there today keep their rows.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Literal

from vnplans.archive.job import Failed, Inside, Listed, Read, Record
from vnplans.errors import FailureCode, Reason
from vnplans.tracker.facts import Facts

__all__ = ["Journal", "Member", "Result", "Row"]

_FORM = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS listing(
  path BLOB PRIMARY KEY, turn INTEGER, ordinal INTEGER, name TEXT, stamp TEXT, size INTEGER, skip TEXT,
  code TEXT, vi TEXT, en TEXT, gone INTEGER DEFAULT 0, sha256 TEXT, hashed TEXT, before TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS listing_order ON listing(gone, turn, ordinal);
CREATE TABLE IF NOT EXISTS results(
  id INTEGER PRIMARY KEY, sha256 TEXT, print TEXT, status TEXT, code TEXT, vi TEXT, en TEXT, seconds REAL, cpu REAL,
  run INTEGER, needs TEXT, pages INTEGER, size INTEGER, more INTEGER, UNIQUE(sha256, print));
CREATE TABLE IF NOT EXISTS records(
  result INTEGER, idx INTEGER, line BLOB, sha256 TEXT, serial INTEGER, symbol TEXT, issued_on TEXT, issuer TEXT,
  figures TEXT, sketch BLOB, PRIMARY KEY(result, idx));
CREATE TABLE IF NOT EXISTS inside(
  result INTEGER, idx INTEGER, name TEXT, sha256 TEXT, size INTEGER, skip TEXT, code TEXT, vi TEXT, en TEXT,
  PRIMARY KEY(result, idx));
CREATE TEMP TABLE found(
  ordinal INTEGER, path BLOB PRIMARY KEY, name TEXT, stamp TEXT, size INTEGER, skip TEXT, code TEXT, vi TEXT, en TEXT)
  WITHOUT ROWID;
CREATE TEMP TABLE entered(sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE outages(sha256 TEXT PRIMARY KEY, code TEXT, vi TEXT, en TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A file of the listing. One of member files is no row: it is found in its container's result."""

    ordinal: int
    path: bytes
    name: str
    stamp: str | None = None
    """Size, time and place on the disk, by which an unchanged file is known without reading it."""
    size: int | None = None
    skip: str | None = None
    """What it is instead of a document (`litter.SKIPPED`)."""
    why: Reason | None = None
    """Why it cannot be read today. Passing: it is asked anew in each run."""
    gone: bool = False
    """It was not there when its folder was last listed."""
    sha256: str | None = None
    """Its content as last seen."""
    hashed: str | None = None
    """The stamp it had then."""
    before: str | None = None
    """Its content before that: its result stands until there is a new one."""
    run: int = 0
    """The run that last saw it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of some content."""

    id: int
    status: Literal["read", "failed", "unpacked"]
    why: Reason | None
    seconds: float
    cpu: float
    run: int
    needs: str
    pages: int | None
    size: int | None
    more: int | None
    """Of a container: the first member that is not listed yet."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a container, with the result of its content where there is one."""

    inside: Inside
    result: Result | None


# turn: minus the run that last saw the file, so that those of the last run come first
_LISTED = "turn, ordinal, path, name, stamp, size, skip, code, vi, en, gone, sha256, hashed, before"
_RESULT = "id, status, code, vi, en, seconds, cpu, run, needs, pages, size, more"
_R = ", ".join(f"r.{name}" for name in _RESULT.split(", "))
_PAGE = 500


class Journal:
    """One journal belongs to one output folder and one running process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # a stream of outcomes may be closed by another thread than the one that read it; never two at a time
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA temp_store=FILE")
        self._db.execute("PRAGMA cache_size=-16384")
        self.renewed = self._renew()
        self._db.executescript(_SCHEMA)
        self.run = int(self.meta("run") or 0)

    def _renew(self) -> bool:
        """A journal of another form is begun anew: its results belong to another version of the library. True if there
        was one."""
        form = self._db.execute("PRAGMA user_version").fetchone()[0]
        tables = self._db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        if form != _FORM:
            for (table,) in tables:
                self._db.execute(f'DROP TABLE "{table}"')
            self._db.execute(f"PRAGMA user_version={_FORM}")
        return form != _FORM and bool(tables)

    def next_run(self) -> None:
        """From here on things are noted as of another run."""
        self.run += 1
        self.set_meta("run", str(self.run))

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

    # what is published

    @property
    def published(self) -> str | None:
        """What the outputs were last made of; None where the journal has changed since."""
        return self.meta("published") or None

    @published.setter
    def published(self, of: str) -> None:
        self.set_meta("published", of)

    def _changed(self) -> None:
        """The outputs are no longer what the journal says."""
        self.begin()
        self._db.execute("UPDATE meta SET value='' WHERE name='published' AND value<>''")

    # the listing

    def find(self, rows: Iterable[Row]) -> None:
        """Gather what is there today, aside; a path that was found already stays where it was."""
        self.begin()
        self._db.executemany(
            "INSERT OR IGNORE INTO temp.found VALUES (?,?,?,?,?,?,?,?,?)",
            ((r.ordinal, r.path, r.name, r.stamp, r.size, r.skip, *_columns(r.why)) for r in rows),
        )

    def found_under(self, root: bytes) -> int:
        """How many files were found at or under a path."""
        return self._count("temp.found", "1", root)

    def had_under(self, root: bytes) -> int:
        """How many files were there when the path was last listed."""
        return self._count("listing", "gone=0", root)

    def _count(self, table: str, which: str, root: bytes) -> int:
        query = f"SELECT count(*) FROM {table} WHERE {which} AND {_UNDER}"
        return int(self._db.execute(query, _span(root)).fetchone()[0])

    def list_found(self, roots: Iterable[bytes], closed: Iterable[bytes]) -> None:
        """Make what was found the listing. Files under `roots` that were not found are gone; nothing is known of those
        under `closed`, folders that could not be looked into."""
        self.begin()
        db = self._db
        same = " AND ".join(f"l.{c} IS f.{c}" for c in ("ordinal", "name", "stamp", "size", "skip", "code", "vi", "en"))
        known = f"SELECT 1 FROM listing l WHERE l.path=f.path AND l.gone=0 AND {same}"
        changed = f"SELECT count(*) FROM temp.found f WHERE NOT EXISTS ({known})"
        fresh = db.execute(changed).fetchone()[0]
        db.execute(
            "INSERT INTO listing(path, ordinal, turn, name, stamp, size, skip, code, vi, en, gone) "
            f"SELECT path, ordinal, {-self.run}, name, stamp, size, skip, code, vi, en, 0 FROM temp.found WHERE true "
            "ON CONFLICT(path) DO UPDATE SET ordinal=excluded.ordinal, turn=excluded.turn, name=excluded.name, "
            "stamp=excluded.stamp, size=excluded.size, skip=excluded.skip, code=excluded.code, vi=excluded.vi, "
            "en=excluded.en, gone=0"
        )
        db.execute("CREATE TEMP TABLE closed(path BLOB)")
        db.executemany("INSERT INTO temp.closed VALUES (?)", ((path + b"/",) for path in closed))
        lost = 0
        for root in roots:
            lost += db.execute(
                f"UPDATE listing SET gone=1 WHERE gone=0 AND turn<>{-self.run} AND {_UNDER} AND NOT EXISTS "
                "(SELECT 1 FROM temp.closed c WHERE substr(listing.path, 1, length(c.path)) = c.path)",
                _span(root),
            ).rowcount
        db.execute("DROP TABLE temp.closed")
        db.execute("DELETE FROM temp.found")
        lost += self._lose_absent()
        if fresh or lost:
            self._changed()
        self.commit()

    def _lose_absent(self) -> int:
        """Files that this run was not asked for: those that are nowhere any more are gone too."""
        query = f"SELECT path FROM listing WHERE gone=0 AND turn<>{-self.run} AND NOT instr(path, CAST('://' AS BLOB))"
        absent = [(path,) for (path,) in self._db.execute(query) if not os.path.lexists(path)]
        self._db.executemany("UPDATE listing SET gone=1 WHERE path=?", absent)
        return len(absent)

    def rows(self) -> Iterator[Row]:
        """The files that are there in their order, then those that are gone; fetched in pages so that they may change
        meanwhile."""
        at: tuple[int, int, int, bytes] = (-1, 0, -1, b"")
        order = "gone, turn, ordinal, path"
        query = f"SELECT {_LISTED} FROM listing WHERE ({order}) > (?, ?, ?, ?) ORDER BY {order} LIMIT {_PAGE}"
        while page := [_row(values) for values in self._db.execute(query, at)]:
            yield from page
            last = page[-1]
            at = (int(last.gone), -last.run, last.ordinal, last.path)

    def here(self) -> Iterator[Row]:
        """The files of this run, in order."""
        at = -1
        query = f"SELECT {_LISTED} FROM listing WHERE {self._this_run} AND ordinal>? ORDER BY ordinal LIMIT {_PAGE}"
        while page := [_row(values) for values in self._db.execute(query, (at,))]:
            yield from page
            at = page[-1].ordinal

    @property
    def _this_run(self) -> str:
        return f"gone=0 AND turn={-self.run}"

    def row_after(self, ordinal: int) -> Row | None:
        """The next file of this run as its row is now."""
        query = f"SELECT {_LISTED} FROM listing WHERE {self._this_run} AND ordinal>? ORDER BY ordinal LIMIT 1"
        values = self._db.execute(query, (ordinal,)).fetchone()
        return None if values is None else _row(values)

    def settle_row(self, row: Row, *, changed: bool = True) -> None:
        """Note what became known of a listed file: its hash, or why it cannot be read today. `changed`: in what the
        outputs tell."""
        self.begin()
        if changed:
            self._changed()
        values = (row.sha256, row.hashed, row.before, row.stamp, row.size, *_columns(row.why), row.path)
        update = "UPDATE listing SET sha256=?, hashed=?, before=?, stamp=?, size=?, code=?, vi=?, en=? WHERE path=?"
        self._db.execute(update, values)

    def count(self) -> int:
        """How many files are there in this run."""
        query = f"SELECT count(*) FROM listing WHERE {self._this_run}"
        return int(self._db.execute(query).fetchone()[0])

    # results

    def result(self, sha256: str, print_: str) -> Result | None:
        """What became of a content, read so."""
        query = f"SELECT {_RESULT} FROM results WHERE sha256=? AND print=?"
        return _result(self._db.execute(query, (sha256, print_)).fetchone())

    def latest(self, sha256: str) -> Result | None:
        """What became of a content, however it was read; the latest."""
        query = f"SELECT {_RESULT} FROM results WHERE sha256=? ORDER BY run DESC, id DESC LIMIT 1"
        return _result(self._db.execute(query, (sha256,)).fetchone())

    def whole(self, sha256: str) -> Result | None:
        """A container that was listed to its end, however it was read; the latest."""
        query = f"SELECT {_RESULT} FROM results WHERE sha256=? AND status='unpacked' AND more IS NULL ORDER BY run DESC"
        return _result(self._db.execute(f"{query} LIMIT 1", (sha256,)).fetchone())

    def enter(self, sha256: str) -> bool:
        """Is this the first time in this run that a container is opened?"""
        return self._db.execute("INSERT OR IGNORE INTO temp.entered VALUES (?)", (sha256,)).rowcount == 1

    def _put(self, sha256: str, print_: str, status: str, told: Read | Failed | None) -> int:
        self._changed()
        db = self._db
        if (old := self.result(sha256, print_)) is not None:
            self._drop(old.id)
        why = told.why if isinstance(told, Failed) else None
        cost = (round(told.seconds, 3), round(told.cpu, 3)) if told else (0.0, 0.0)
        size = told.size if isinstance(told, Failed) else None
        known = (told.needs, told.pages) if told else ("", None)
        row = (sha256, print_, status, *_columns(why), *cost, self.run, *known, size)
        put = (
            "INSERT INTO results(sha256, print, status, code, vi, en, seconds, cpu, run, needs, pages, size) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
        )
        number = db.execute(put, row).lastrowid
        assert number is not None
        return number

    def _drop(self, number: int) -> None:
        for table, column in (("records", "result"), ("inside", "result"), ("results", "id")):
            self._db.execute(f"DELETE FROM {table} WHERE {column}=?", (number,))

    def put_read(self, print_: str, read: Read) -> None:
        number = self._put(read.sha256, print_, "read", read)
        self._db.executemany(
            "INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?,?)",
            ((number, i, zlib.compress(r.line, 6), *astuple(r.facts)) for i, r in enumerate(read.records)),
        )

    def put_lost(self, number: int, index: int, why: Reason) -> None:
        """A member that cannot even be listed; the list goes on behind it."""
        self._changed()
        self._put_inside(number, [Inside(index, f"{index + 1}", None, 0, why)])
        self._db.execute("UPDATE results SET more=? WHERE id=?", (index + 1, number))

    def put_failed(self, print_: str, sha256: str, failed: Failed) -> None:
        self._put(sha256, print_, "failed", failed)

    def put_listed(self, print_: str, listed: Listed, start: int) -> None:
        """Some more members of a container, those from `start` on."""
        known = self.result(listed.sha256, print_) if start else None
        number = known.id if known else self._put(listed.sha256, print_, "unpacked", None)
        self._changed()
        self._put_inside(number, listed.members)
        self._db.execute("UPDATE results SET more=? WHERE id=?", (listed.more, number))

    def _put_inside(self, number: int, members: Iterable[Inside]) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO inside VALUES (?,?,?,?,?,?,?,?,?)",
            ((number, m.index, m.name, m.sha256, m.size, m.skip, *_columns(m.why)) for m in members),
        )

    def inside(self, number: int, print_: str, start: int = -1) -> Iterator[Member]:
        """The members of a result from behind index `start`, with their results; fetched in pages."""
        query = (
            f"SELECT m.idx, m.name, m.sha256, m.size, m.skip, m.code, m.vi, m.en, {_R} FROM inside m "
            "LEFT JOIN results r ON r.sha256=m.sha256 AND r.print=? "
            f"WHERE m.result=? AND m.idx>? ORDER BY m.idx LIMIT {_PAGE}"
        )
        while page := self._db.execute(query, (print_, number, start)).fetchall():
            for idx, name, sha256, size, skip, code, vi, en, *result in page:
                yield Member(Inside(idx, name, sha256, size, _reason(code, vi, en), skip), _result(result))
            start = page[-1][0]

    def records(self, number: int) -> Iterator[Record]:
        columns = "line, sha256, serial, symbol, issued_on, issuer, figures, sketch"
        query = f"SELECT {columns} FROM records WHERE result=? ORDER BY idx"
        for line, *values in self._db.execute(query, (number,)):
            yield Record(zlib.decompress(line), Facts(*values))

    def facts(self, number: int) -> list[Facts]:
        columns = "sha256, serial, symbol, issued_on, issuer, figures, sketch"
        query = f"SELECT {columns} FROM records WHERE result=? ORDER BY idx"
        return [Facts(*v) for v in self._db.execute(query, (number,))]

    # outages: of this run only

    def put_outage(self, sha256: str, why: Reason) -> None:
        """A member cannot be had now: said in this run, and asked again in the next."""
        self._changed()
        self._db.execute("INSERT OR REPLACE INTO temp.outages VALUES (?,?,?,?)", (sha256, *_columns(why)))

    def outage(self, sha256: str) -> Reason | None:
        found = self._db.execute("SELECT code, vi, en FROM temp.outages WHERE sha256=?", (sha256,)).fetchone()
        return None if found is None else _reason(*found)

    # taking out

    def prune(self, print_: str) -> int:
        """Take out the files that are gone and the results that nothing leads to; how many files."""
        self._changed()
        db = self._db
        pruned = db.execute("DELETE FROM listing WHERE gone=1").rowcount
        settled = "SELECT 1 FROM results r WHERE r.sha256=listing.sha256 AND r.print=?"
        db.execute(f"UPDATE listing SET before=NULL WHERE EXISTS ({settled})", (print_,))
        led = (
            "WITH RECURSIVE led(sha256) AS (SELECT sha256 FROM listing UNION SELECT before FROM listing UNION "
            "SELECT m.sha256 FROM led JOIN results r ON r.sha256=led.sha256 JOIN inside m ON m.result=r.id) "
        )
        superseded = "r.print<>? AND EXISTS (SELECT 1 FROM results n WHERE n.sha256=r.sha256 AND n.print=?)"
        unled = "r.sha256 NOT IN (SELECT sha256 FROM led WHERE sha256 IS NOT NULL)"
        query = f"{led}SELECT r.id FROM results r WHERE {unled} OR ({superseded})"
        for (number,) in db.execute(query, (print_, print_)).fetchall():
            self._drop(number)
        self.commit()
        return pruned

    def scratch(self, statements: str) -> sqlite3.Connection:
        """Temporary tables of one pass over the records; they vanish with the connection."""
        self.commit()
        self._db.executescript(statements)
        return self._db


_UNDER = "(path=? OR (path>=? AND path<?))"


def _span(root: bytes) -> tuple[bytes, bytes, bytes]:
    """A path, and the bounds of all that lies under it."""
    bare = root.rstrip(b"/")
    return bare or b"/", bare + b"/", bare + b"0"  # "0" follows "/"


def _row(values: tuple[Any, ...]) -> Row:
    turn, ordinal, path, name, stamp, size, skip, code, vi, en, gone, sha256, hashed, before = values
    why = _reason(code, vi, en)
    return Row(ordinal, path, name, stamp, size, skip, why, bool(gone), sha256, hashed, before, -turn)


def _result(values: Any) -> Result | None:
    if values is None or values[0] is None:
        return None
    number, status, code, vi, en, seconds, cpu, run, needs, pages, size, more = values
    return Result(number, status, _reason(code, vi, en), seconds, cpu, run, needs, pages, size, more)


def _columns(why: Reason | None) -> tuple[str | None, str | None, str | None]:
    """A reason as the columns code, vi and en."""
    return (why.code, why.message_vi, why.message_en) if why else (None, None, None)


def _reason(code: FailureCode | None, vi: str, en: str) -> Reason | None:
    return Reason(code, vi, en) if code else None

"""The journal: what was read, in SQLite. All outputs are made from it, so it alone must survive a kill or a power cut.

Outcomes are committed in small batches; those of the last, uncommitted batch are read again after a kill. A result
belongs to a content and to the version and options it was read with, so a file that was renamed, copied or listed twice
is read once. The line of a record stands here, or in a bundle that a worker of a cluster wrote. Nothing that was read
leaves the journal but by `prune`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Literal

from vnplans.archive.book import PAGE, Book, columns, reason
from vnplans.archive.bundles import Bundles
from vnplans.archive.job import Failed, Inside, Kept, Listed, Read, Record
from vnplans.archive.listing import LISTED, SCHEMA, Listing, Row, row_of
from vnplans.archive.tally import Tally
from vnplans.errors import Reason
from vnplans.tracker.facts import Facts

__all__ = ["Journal", "Member", "Result"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS results(
  id INTEGER PRIMARY KEY, sha256 TEXT, print TEXT, status TEXT, code TEXT, vi TEXT, en TEXT, seconds REAL, cpu REAL,
  run INTEGER, needs TEXT, pages INTEGER, size INTEGER, more INTEGER, UNIQUE(sha256, print));
CREATE TABLE IF NOT EXISTS records(
  result INTEGER, idx INTEGER, line BLOB, bundle INTEGER, at INTEGER, size INTEGER, tally BLOB, sha256 TEXT,
  serial INTEGER, symbol TEXT, issued_on TEXT, issuer TEXT, figures TEXT, sketch BLOB, PRIMARY KEY(result, idx));
CREATE TABLE IF NOT EXISTS inside(
  result INTEGER, idx INTEGER, name TEXT, sha256 TEXT, size INTEGER, skip TEXT, code TEXT, vi TEXT, en TEXT,
  PRIMARY KEY(result, idx));
CREATE INDEX IF NOT EXISTS inside_size ON inside(size);
CREATE TABLE IF NOT EXISTS bundles(id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TEMP TABLE entered(sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE outages(sha256 TEXT PRIMARY KEY, code TEXT, vi TEXT, en TEXT) WITHOUT ROWID;
"""


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


_RESULT = "id, status, code, vi, en, seconds, cpu, run, needs, pages, size, more"
_COLUMNS = len(LISTED.split(", "))
_R = ", ".join(f"r.{name}" for name in _RESULT.split(", "))
_FACTS = "sha256, serial, symbol, issued_on, issuer, figures, sketch"
_RECORD = f"SELECT line, b.name, at, size, tally, {_FACTS} FROM records LEFT JOIN bundles b ON b.id=bundle"


class Journal(Book):
    """One journal belongs to one output folder and one running process."""

    def __init__(self, path: Path, bundles: Bundles) -> None:
        super().__init__(path, SCHEMA + _SCHEMA)
        self.listing = Listing(self)
        self.bundles = bundles
        """What workers of a cluster wrote beside it."""

    def here(self, print_: str) -> Iterator[tuple[Row, Result | None]]:
        """The files of this run in order, each with what became of its content, read so, as far as that is known."""
        at, order = -1, f"{self.listing.this_run} AND ordinal>? ORDER BY ordinal LIMIT {PAGE}"
        rows = f"SELECT {LISTED} FROM listing WHERE {order}"
        query = (
            f"SELECT l.*, {_R} FROM ({rows}) l LEFT JOIN results r ON r.sha256=l.sha256 AND r.print=? ORDER BY ordinal"
        )
        while page := self.db.execute(query, (at, print_)).fetchall():
            for values in page:
                yield row_of(values[:_COLUMNS]), _result(values[_COLUMNS:])
            at = page[-1][1]

    # results

    def result(self, sha256: str, print_: str) -> Result | None:
        """What became of a content, read so."""
        query = f"SELECT {_RESULT} FROM results WHERE sha256=? AND print=?"
        return _result(self.db.execute(query, (sha256, print_)).fetchone())

    def latest(self, sha256: str) -> Result | None:
        """What became of a content, however it was read; the latest."""
        query = f"SELECT {_RESULT} FROM results WHERE sha256=? ORDER BY run DESC, id DESC LIMIT 1"
        return _result(self.db.execute(query, (sha256,)).fetchone())

    def whole(self, sha256: str) -> Result | None:
        """A container that was listed to its end, however it was read; the latest."""
        query = f"SELECT {_RESULT} FROM results WHERE sha256=? AND status='unpacked' AND more IS NULL ORDER BY run DESC"
        return _result(self.db.execute(f"{query} LIMIT 1", (sha256,)).fetchone())

    def enter(self, sha256: str) -> bool:
        """Is this the first time in this run that a container is opened?"""
        return self.db.execute("INSERT OR IGNORE INTO temp.entered VALUES (?)", (sha256,)).rowcount == 1

    def _put(self, sha256: str, print_: str, status: str, told: Read | Failed | None) -> int:
        self.changed()
        db = self.db
        if (old := self.result(sha256, print_)) is not None:
            self._drop(old.id)
        why = told.why if isinstance(told, Failed) else None
        cost = (round(told.seconds, 3), round(told.cpu, 3)) if told else (0.0, 0.0)
        size = told.size if isinstance(told, Failed) else None
        known = (told.needs, told.pages) if told else ("", None)
        row = (sha256, print_, status, *columns(why), *cost, self.run, *known, size)
        put = (
            "INSERT INTO results(sha256, print, status, code, vi, en, seconds, cpu, run, needs, pages, size) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
        )
        number = db.execute(put, row).lastrowid
        assert number is not None
        return number

    def _drop(self, number: int) -> None:
        for table, column in (("records", "result"), ("inside", "result"), ("results", "id")):
            self.db.execute(f"DELETE FROM {table} WHERE {column}=?", (number,))

    def put_read(self, print_: str, read: Read) -> None:
        number = self._put(read.sha256, print_, "read", read)
        for index, record in enumerate(read.records):
            bundle, at, size = record.kept or (None, None, None)
            place = (None if bundle is None else self.bundle(bundle), at, size)
            row = (number, index, record.line or None, *place, record.tally.packed(), *astuple(record.facts))
            self.db.execute("INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", row)

    def put_lost(self, number: int, index: int, why: Reason) -> None:
        """A member that cannot even be listed; the list goes on behind it."""
        self.changed()
        self._put_inside(number, [Inside(index, f"{index + 1}", None, 0, why)])
        self.db.execute("UPDATE results SET more=? WHERE id=?", (index + 1, number))

    def put_failed(self, print_: str, sha256: str, failed: Failed) -> None:
        self._put(sha256, print_, "failed", failed)

    def put_listed(self, print_: str, listed: Listed, start: int) -> None:
        """Some more members of a container, those from `start` on."""
        known = self.result(listed.sha256, print_) if start else None
        number = known.id if known else self._put(listed.sha256, print_, "unpacked", None)
        self.changed()
        self._put_inside(number, listed.members)
        self.db.execute("UPDATE results SET more=? WHERE id=?", (listed.more, number))

    def _put_inside(self, number: int, members: Iterable[Inside]) -> None:
        self.db.executemany(
            "INSERT OR REPLACE INTO inside VALUES (?,?,?,?,?,?,?,?,?)",
            ((number, m.index, m.name, m.sha256, m.size, m.skip, *columns(m.why)) for m in members),
        )

    def inside(self, number: int, print_: str, start: int = -1) -> Iterator[Member]:
        """The members of a result from behind index `start`, with their results; fetched in pages."""
        query = (
            f"SELECT m.idx, m.name, m.sha256, m.size, m.skip, m.code, m.vi, m.en, {_R} FROM inside m "
            "LEFT JOIN results r ON r.sha256=m.sha256 AND r.print=? "
            f"WHERE m.result=? AND m.idx>? ORDER BY m.idx LIMIT {PAGE}"
        )
        while page := self.db.execute(query, (print_, number, start)).fetchall():
            for idx, name, sha256, size, skip, code, vi, en, *result in page:
                yield Member(Inside(idx, name, sha256, size, reason(code, vi, en), skip), _result(result))
            start = page[-1][0]

    def records(self, number: int) -> Iterator[Record]:
        """The records of a result, in order."""
        return map(_record, self.db.execute(f"{_RECORD} WHERE result=? ORDER BY idx", (number,)))

    def record(self, number: int, index: int) -> Record:
        """One record of a result."""
        return _record(self.db.execute(f"{_RECORD} WHERE result=? AND idx=?", (number, index)).fetchone())

    def facts(self, number: int) -> list[Facts]:
        query = f"SELECT {_FACTS} FROM records WHERE result=? ORDER BY idx"
        return [Facts(*v) for v in self.db.execute(query, (number,))]

    # bundles of a cluster

    def bundle(self, name: str) -> int:
        """The number of a bundle; it is known from here on."""
        found = self.db.execute("SELECT id FROM bundles WHERE name=?", (name,)).fetchone()
        if found is None:
            self.begin()
            found = (self.db.execute("INSERT INTO bundles(name) VALUES (?)", (name,)).lastrowid,)
        return int(found[0])

    def known_bundles(self) -> set[str]:
        """All that are known."""
        return {name for (name,) in self.db.execute("SELECT name FROM bundles")}

    def lose_bundle(self, name: str) -> None:
        """A bundle is gone: what was read into it must be read again."""
        query = "SELECT DISTINCT result FROM records WHERE bundle=?"
        for (number,) in self.db.execute(query, (self.bundle(name),)).fetchall():
            self._drop(number)
            self.changed()
        self.db.execute("DELETE FROM bundles WHERE name=?", (name,))

    def idle_bundles(self) -> list[str]:
        """Those that no record needs any more."""
        query = "SELECT name FROM bundles WHERE id NOT IN (SELECT bundle FROM records WHERE bundle IS NOT NULL)"
        return [name for (name,) in self.db.execute(query)]

    def has_member_of(self, size: int | None) -> bool:
        """Does a container hold a file of this size?"""
        query = "SELECT 1 FROM inside WHERE size=? AND sha256 IS NOT NULL LIMIT 1"
        return self.db.execute(query, (size,)).fetchone() is not None

    # outages: of this run only

    def put_outage(self, sha256: str, why: Reason) -> None:
        """A member cannot be had now: said in this run, and asked again in the next."""
        self.changed()
        self.db.execute("INSERT OR REPLACE INTO temp.outages VALUES (?,?,?,?)", (sha256, *columns(why)))

    def outage(self, sha256: str) -> Reason | None:
        found = self.db.execute("SELECT code, vi, en FROM temp.outages WHERE sha256=?", (sha256,)).fetchone()
        return None if found is None else reason(*found)

    # taking out

    def prune(self, print_: str) -> int:
        """Take out the files that are gone and the results that nothing leads to; how many files."""
        self.changed()
        db, pruned = self.db, self.listing.prune(print_)
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


def _result(values: Any) -> Result | None:
    if values is None or values[0] is None:
        return None
    number, status, code, vi, en, seconds, cpu, run, needs, pages, size, more = values
    return Result(number, status, reason(code, vi, en), seconds, cpu, run, needs, pages, size, more)


def _record(values: tuple[Any, ...]) -> Record:
    line, bundle, at, size, packed, *facts = values
    kept = None if bundle is None else Kept(bundle, at, size)
    return Record(line or b"", Facts(*facts), Tally.of(packed), kept)

"""The file of the journal: SQLite, WAL with synchronous=FULL, so that a committed transaction is on the disk."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from vnplans.errors import FailureCode, Reason

__all__ = ["PAGE", "Book", "columns", "reason"]

_FORM = 3
PAGE = 500
"""Rows that are fetched at once."""


class Book:
    """One journal belongs to one output folder and one running process."""

    def __init__(self, path: Path, schema: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # a stream of outcomes may be closed by another thread than the one that read it; never two at a time
        self.db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for setting in ("journal_mode=WAL", "synchronous=FULL", "temp_store=FILE", "cache_size=-16384"):
            self.db.execute(f"PRAGMA {setting}")
        self._old_parts: list[str] = []
        self.renewed = self._renew()
        self.db.executescript("CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT);" + schema)
        if self._old_parts:
            self.set_meta("old_parts", json.dumps(self._old_parts))
        self.run = int(self.meta("run") or 0)
        self._fresh = self.published is None

    def _renew(self) -> bool:
        """A journal of another form is begun anew: its results belong to another version of the library. True if there
        was one."""
        form = self.db.execute("PRAGMA user_version").fetchone()[0]
        tables = self.db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        if form != _FORM:
            self._old_parts = self._parts_before({table for (table,) in tables})
            for (table,) in tables:
                self.db.execute(f'DROP TABLE "{table}"')
            self.db.execute(f"PRAGMA user_version={_FORM}")
        return form != _FORM and bool(tables)

    def _parts_before(self, tables: set[str]) -> list[str]:
        """The parts of `parquet/` that runs with a journal of another form wrote: they go when it is written anew."""
        found = self.db.execute("SELECT value FROM meta WHERE name='parts'").fetchone() if "meta" in tables else None
        number = str(found[0]) if found else ""
        return [f"part-{i:05d}.parquet" for i in range(int(number))] if number.isdigit() else []

    def next_run(self) -> None:
        """From here on things are noted as of another run."""
        self.run += 1
        self.set_meta("run", str(self.run))

    def meta(self, name: str) -> str | None:
        row = self.db.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, name: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def begin(self) -> None:
        if not self.db.in_transaction:
            self.db.execute("BEGIN")

    def commit(self) -> None:
        """Put all that was noted on the disk. Raises sqlite3.OperationalError when it is full."""
        if self.db.in_transaction:
            self.db.execute("COMMIT")

    def close(self) -> None:
        """Drop what was not committed, and close."""
        self.db.close()

    # what is published

    @property
    def published(self) -> str | None:
        """What the outputs were last made of; None where the journal has changed since."""
        return self.meta("published") or None

    @published.setter
    def published(self, of: str) -> None:
        self.set_meta("published", of)
        self._fresh = False

    def changed(self) -> None:
        """The outputs are no longer what the journal says."""
        self.begin()
        if not self._fresh:
            self.db.execute("UPDATE meta SET value='' WHERE name='published' AND value<>''")
            self._fresh = True

    def scratch(self, statements: str) -> sqlite3.Connection:
        """Temporary tables of one pass over the records; they vanish with the connection."""
        self.commit()
        self.db.executescript(statements)
        return self.db


def columns(why: Reason | None) -> tuple[str | None, str | None, str | None]:
    """A reason as the columns code, vi and en."""
    return (why.code, why.message_vi, why.message_en) if why else (None, None, None)


def reason(code: FailureCode | None, vi: str, en: str) -> Reason | None:
    return Reason(code, vi, en) if code else None

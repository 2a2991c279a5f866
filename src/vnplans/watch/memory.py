"""What was read already, remembered beside the target, so that a restart does not read all again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from vnplans.errors import Reason
from vnplans.export.atomic import replacing_text

__all__ = ["Lost", "Memory", "Settled", "State", "WatchBusy", "memory_of"]

State = Literal["written", "nothing", "failed"]
"""What became of a content: its acts are in the target; it holds no act; it could not be read."""

_TABLES = """
CREATE TABLE IF NOT EXISTS content (
    sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL, acts INTEGER NOT NULL, tasks INTEGER NOT NULL,
    version TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS lost (
    sha256 TEXT NOT NULL, file TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, message_en TEXT NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (sha256, file));
CREATE TABLE IF NOT EXISTS place (path TEXT PRIMARY KEY, stamp TEXT NOT NULL);
"""


class WatchBusy(Exception):
    """Another process watches for this target."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A file, or one inside a container, that could not be read."""

    file: str
    why: Reason


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one content."""

    sha256: str
    name: str
    state: State
    acts: int = 0
    tasks: int = 0
    lost: tuple[Lost, ...] = ()


def memory_of(target: str) -> Path:
    """Where the memory of a target lies: beside a file; for a database at a URL in the user's state folder."""
    if "://" not in target:
        path = Path(target)
        return path.with_name(f".{path.name}.watch")
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "vnplans" / f"{hashlib.sha256(target.encode()).hexdigest()[:16]}.watch"


class Memory:
    """A SQLite file of our own; one process at a time. What is marked is on the disk when the call returns.

    A memory that is damaged is laid aside and begun anew: the target is brought up to date once more, which changes
    nothing there. Raises WatchBusy, OSError.
    """

    def __init__(self, path: Path, version: str) -> None:
        self.path, self.version = path, version
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=0)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise WatchBusy(str(path)) from error
        try:
            self._base = _opened(path)
        except sqlite3.DatabaseError:
            path.replace(path.with_name(f"{path.name}.bad"))
            self._base = _opened(path)
        self._places = dict[str, str](self._base.execute("SELECT path, stamp FROM place").fetchall())

    def close(self) -> None:
        self._base.close()
        self._lock.release()

    def forget(self) -> None:
        """The target is gone: everything is to be written again."""
        with self._base:
            self._base.executescript("DELETE FROM content; DELETE FROM lost; DELETE FROM place;")
        self._places.clear()

    def retry_failed(self) -> None:
        """What failed is looked at again."""
        with self._base:
            self._base.executescript("DELETE FROM content WHERE state = 'failed'; DELETE FROM lost; DELETE FROM place;")
        self._places.clear()

    def knows(self, sha256: str) -> bool:
        """Was this content settled? What failed under another version of vnplans is tried again."""
        row = self._base.execute("SELECT state, version FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        return row is not None and (row[0] != "failed" or row[1] == self.version)

    def stood(self, path: str, stamp: str) -> bool:
        """Was all that lies at this path settled, by this version of vnplans, when it bore this stamp?"""
        return self._places.get(path) == f"{self.version}:{stamp}"

    def mark(self, settled: Iterable[Settled], places: Iterable[tuple[str, str]] = ()) -> None:
        """Remember contents, and the stamps of paths whose contents are all settled."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        stood = [(path, f"{self.version}:{stamp}") for path, stamp in places]
        with self._base:
            for one in settled:
                row = (one.sha256, one.name, one.state, one.acts, one.tasks, self.version, now)
                self._base.execute("INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?, ?, ?, ?)", row)
                self._base.execute("DELETE FROM lost WHERE sha256 = ?", (one.sha256,))
                self._base.executemany(
                    "INSERT OR REPLACE INTO lost VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        (one.sha256, lost.file, lost.why.code, lost.why.message_vi, lost.why.message_en, now)
                        for lost in one.lost
                    ],
                )
            self._base.executemany("INSERT OR REPLACE INTO place VALUES (?, ?)", stood)
        self._places |= dict(stood)

    def write_list(self, out: Path) -> int:
        """What could not be read, as JSON Lines; how many. No list where there is nothing and never was."""
        rows = self._base.execute("SELECT file, sha256, code, message, message_en, at FROM lost ORDER BY at, file")
        lines = [
            json.dumps(
                dict(zip(("file", "sha256", "code", "message", "message_en", "at"), row, strict=True)),
                ensure_ascii=False,
            )
            for row in rows
        ]
        if lines or out.exists():
            with replacing_text(out) as stream:
                stream.writelines(f"{line}\n" for line in lines)
        return len(lines)


def _opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    try:
        base.execute("PRAGMA synchronous = FULL")
        base.executescript(_TABLES)
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base

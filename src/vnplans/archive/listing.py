"""The listing in the journal: the files of an archive, what is known of each, and which are there today.

Nothing leaves it but by `prune`: files that are not there today keep their rows.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from vnplans.archive.book import PAGE, Book, columns, reason
from vnplans.errors import Reason

__all__ = ["LISTED", "SCHEMA", "Listing", "Row", "row_of"]

SCHEMA = """
CREATE TABLE IF NOT EXISTS listing(
  path BLOB PRIMARY KEY, turn INTEGER, ordinal INTEGER, name TEXT, stamp TEXT, size INTEGER, skip TEXT,
  code TEXT, vi TEXT, en TEXT, gone INTEGER DEFAULT 0, sha256 TEXT, hashed TEXT, before TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS listing_order ON listing(gone, turn, ordinal);
CREATE INDEX IF NOT EXISTS listing_size ON listing(size);
CREATE TEMP TABLE found(
  ordinal INTEGER, path BLOB PRIMARY KEY, name TEXT, stamp TEXT, size INTEGER, skip TEXT, code TEXT, vi TEXT, en TEXT)
  WITHOUT ROWID;
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


# turn: minus the run that last saw the file, so that those of the last run come first
LISTED = "turn, ordinal, path, name, stamp, size, skip, code, vi, en, gone, sha256, hashed, before"
_UNDER = "(path=? OR (path>=? AND path<?))"


class Listing:
    """The files, in a journal that was opened."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._db = book.db

    def find(self, rows: Iterable[Row]) -> None:
        """Gather what is there today, aside; a path that was found already stays where it was."""
        self._book.begin()
        self._db.executemany(
            "INSERT OR IGNORE INTO temp.found VALUES (?,?,?,?,?,?,?,?,?)",
            ((r.ordinal, r.path, r.name, r.stamp, r.size, r.skip, *columns(r.why)) for r in rows),
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

    def renew(self, roots: Iterable[bytes], closed: Iterable[bytes]) -> None:
        """Make what was found the listing. Files under `roots` that were not found are gone; nothing is known of those
        under `closed`, folders that could not be looked into."""
        self._book.begin()
        db = self._db
        same = " AND ".join(f"l.{c} IS f.{c}" for c in ("ordinal", "name", "stamp", "size", "skip", "code", "vi", "en"))
        known = f"SELECT 1 FROM listing l WHERE l.path=f.path AND l.gone=0 AND {same}"
        changed = f"SELECT count(*) FROM temp.found f WHERE NOT EXISTS ({known})"
        fresh = db.execute(changed).fetchone()[0]
        db.execute(
            "INSERT INTO listing(path, ordinal, turn, name, stamp, size, skip, code, vi, en, gone) "
            f"SELECT path, ordinal, {-self._book.run}, name, stamp, size, skip, code, vi, en, 0 FROM temp.found "
            "WHERE true "
            "ON CONFLICT(path) DO UPDATE SET ordinal=excluded.ordinal, turn=excluded.turn, name=excluded.name, "
            "stamp=excluded.stamp, size=excluded.size, skip=excluded.skip, code=excluded.code, vi=excluded.vi, "
            "en=excluded.en, gone=0"
        )
        db.execute("CREATE TEMP TABLE closed(path BLOB)")
        db.executemany("INSERT INTO temp.closed VALUES (?)", ((path + b"/",) for path in closed))
        lost = 0
        for root in roots:
            lost += db.execute(
                f"UPDATE listing SET gone=1 WHERE gone=0 AND turn<>{-self._book.run} AND {_UNDER} AND NOT EXISTS "
                "(SELECT 1 FROM temp.closed c WHERE substr(listing.path, 1, length(c.path)) = c.path)",
                _span(root),
            ).rowcount
        db.execute("DROP TABLE temp.closed")
        db.execute("DELETE FROM temp.found")
        lost += self._lose_absent()
        if fresh or lost:
            self._book.changed()
        self._book.commit()

    def _lose_absent(self) -> int:
        """Files that this run was not asked for: those that are nowhere any more are gone too."""
        local = "NOT instr(path, CAST('://' AS BLOB))"
        query = f"SELECT path FROM listing WHERE gone=0 AND turn<>{-self._book.run} AND {local}"
        absent = [(path,) for (path,) in self._db.execute(query) if not os.path.lexists(path)]
        self._db.executemany("UPDATE listing SET gone=1 WHERE path=?", absent)
        return len(absent)

    def rows(self) -> Iterator[Row]:
        """The files that are there in their order, then those that are gone; fetched in pages so that they may change
        meanwhile."""
        at: tuple[int, int, int, bytes] = (-1, 0, -1, b"")
        order = "gone, turn, ordinal, path"
        query = f"SELECT {LISTED} FROM listing WHERE ({order}) > (?, ?, ?, ?) ORDER BY {order} LIMIT {PAGE}"
        while page := [row_of(values) for values in self._db.execute(query, at)]:
            yield from page
            last = page[-1]
            at = (int(last.gone), -last.run, last.ordinal, last.path)

    @property
    def this_run(self) -> str:
        """Which rows are there in this run."""
        return f"gone=0 AND turn={-self._book.run}"

    def row_after(self, ordinal: int) -> Row | None:
        """The next file of this run as its row is now."""
        query = f"SELECT {LISTED} FROM listing WHERE {self.this_run} AND ordinal>? ORDER BY ordinal LIMIT 1"
        values = self._db.execute(query, (ordinal,)).fetchone()
        return None if values is None else row_of(values)

    def settle(self, row: Row, *, changed: bool = True) -> None:
        """Note what became known of a listed file: its hash, or why it cannot be read today. `changed`: in what the
        outputs tell."""
        self._book.begin()
        if changed:
            self._book.changed()
        values = (row.sha256, row.hashed, row.before, row.stamp, row.size, *columns(row.why), row.path)
        update = "UPDATE listing SET sha256=?, hashed=?, before=?, stamp=?, size=?, code=?, vi=?, en=? WHERE path=?"
        self._db.execute(update, values)

    def count(self) -> int:
        """How many files are there in this run."""
        query = f"SELECT count(*) FROM listing WHERE {self.this_run}"
        return int(self._db.execute(query).fetchone()[0])

    def alike(self, row: Row) -> bool:
        """Is there another file of the same size, or was there? Only such a one can be a copy."""
        query = "SELECT 1 FROM listing WHERE size=? AND path<>? LIMIT 1"
        return self._db.execute(query, (row.size, row.path)).fetchone() is not None

    def knew(self, path: bytes, stamp: str | None, sha256: str) -> None:
        """What a run that did not come to its end had found a file to hold, if that is still the file."""
        query = "UPDATE listing SET sha256=?, hashed=stamp WHERE path=? AND stamp=? AND hashed IS NOT stamp"
        self._db.execute(query, (sha256, path, stamp))

    def prune(self, print_: str) -> int:
        """Take out the files that are gone; how many."""
        pruned = self._db.execute("DELETE FROM listing WHERE gone=1").rowcount
        settled = "SELECT 1 FROM results r WHERE r.sha256=listing.sha256 AND r.print=?"
        self._db.execute(f"UPDATE listing SET before=NULL WHERE EXISTS ({settled})", (print_,))
        return pruned


def _span(root: bytes) -> tuple[bytes, bytes, bytes]:
    """A path, and the bounds of all that lies under it."""
    bare = root.rstrip(b"/")
    return bare or b"/", bare + b"/", bare + b"0"  # "0" follows "/"


def row_of(values: tuple[Any, ...]) -> Row:
    turn, ordinal, path, name, stamp, size, skip, code, vi, en, gone, sha256, hashed, before = values
    why = reason(code, vi, en)
    return Row(ordinal, path, name, stamp, size, skip, why, bool(gone), sha256, hashed, before, -turn)

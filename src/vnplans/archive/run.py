"""The run: jobs to the workers while they are free, verdicts to the journal, again and again until all is settled."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from vnplans.archive.job import Failed, Inside, Job, Moved, NoSpace, Opened, Read, Unpacked, Verdict
from vnplans.archive.journal import Journal, Row
from vnplans.archive.places import cannot_open, hash_of, is_remote, open_bytes
from vnplans.archive.progress import Counts
from vnplans.archive.rows import listed, member_rows
from vnplans.archive.walk import Found
from vnplans.archive.workers import OutOfSpace, Workers, key_of
from vnplans.errors import Reason

__all__ = ["Run"]

_BATCH = 64
"""Outcomes in one transaction, or those of one second."""


class Run:
    """One pass over an archive."""

    def __init__(
        self, journal: Journal, workers: Workers, fingerprint: str, *, retry_failed: bool, stop: threading.Event
    ) -> None:
        self.journal = journal
        self.counts = Counts()
        self._workers = workers
        self._fingerprint = fingerprint
        self._retry_failed = retry_failed
        self._stop = stop
        self._queue: deque[tuple[Row, str]] = deque()  # members laid in the spool, with the path of their bytes
        self._busy: dict[tuple[int, int], tuple[Row, str]] = {}
        self._keys: set[str] = set()  # contents under way
        self._moved: Counter[int] = Counter()
        self._exhausted = False
        self._uncommitted = 0
        self._committed = time.monotonic()

    # the listing

    def list_files(self, files: Iterable[Found]) -> None:
        """Write down what there is to read."""
        self.journal.clear_listing()
        self.journal.list_rows(listed(files))
        self.journal.commit()
        self.counts.total = self.journal.count()

    # the loop

    def work(self, tick: Callable[[Run], None]) -> Iterator[None]:
        """Settle every listed file; yields now and then so that the caller may look. Raises OutOfSpace."""
        rows = self.journal.rows(members=False)
        self._exhausted = False
        while not self._stop.is_set() and (self._queue or self._busy or not self._exhausted):
            while self._workers.free and not self._stop.is_set() and self._start_next(rows):
                pass
            for job, verdict in self._workers.collect(0.25):
                self._settle(job, verdict)
            self._maybe_commit()
            tick(self)
            yield
        self.journal.commit()

    @property
    def finished(self) -> bool:
        """Was everything settled?"""
        return self._exhausted and not self._queue and not self._busy

    def running(self) -> list[tuple[str, float]]:
        """Files under way and for how many seconds."""
        return self._workers.running()

    def _start_next(self, rows: Iterator[Row]) -> bool:
        """Give the workers one more job; False if there is none now."""
        while self._queue:
            row, path = self._queue.popleft()
            if self._submit(row, path):
                return True
        for row in rows:
            if self._stop.is_set() or self._consider(row):
                return True
            self._maybe_commit()
        self._exhausted = True
        return False

    def is_settled(self, row: Row) -> bool:
        """Is it known what becomes of this row in this run?"""
        if row.why is not None:
            return True
        result = self.journal.result(key_of(row.sha256, self._fingerprint)) if row.sha256 else None
        return result is not None and not (result.status == "failed" and self._again(result.run))

    def _consider(self, row: Row) -> bool:
        """Settle a listed file from the journal, or make it a job."""
        if row.why is not None:
            self._refuse(row, row.why)
            return False
        path = os.fsdecode(row.path)
        sha256 = self.journal.known(row.path, row.stamp) if row.stamp else None
        if sha256 is None and not self._workers.hashes:
            sha256 = self._hash(row, path)
            if sha256 is None:
                return False
        row = self._knows(row, sha256)
        return self._submit(row, path)

    def _knows(self, row: Row, sha256: str | None) -> Row:
        if sha256 is not None and row.sha256 != sha256:
            row = replace(row, sha256=sha256)
            self.journal.settle_row(row)
            if row.member == 0 and row.stamp:
                self.journal.know(row)
            self._uncommitted += 1
        return row

    def _hash(self, row: Row, path: str) -> str | None:
        try:
            with open_bytes(path) as stream:
                return hash_of(stream)
        except OSError as error:
            why = cannot_open(error.strerror or str(error))
            self.journal.settle_row(replace(row, why=why))
            self._refuse(row, why)
            return None

    def _refuse(self, row: Row, why: Reason) -> None:
        """A file that cannot be opened is told like one that cannot be read."""
        self.counts.read(row.shown, Failed(why))

    def _submit(self, row: Row, path: str) -> bool:
        """Make it a job, unless its content is settled or under way."""
        if row.sha256 is not None:
            key = key_of(row.sha256, self._fingerprint)
            if key in self._keys:
                self.counts.settle(duplicate=True)
                return False
            if self._settled(row, key):
                if row.member:
                    _forget(path)
                return False
            self._keys.add(key)
        self._busy[row.ordinal, row.member] = row, path
        self._workers.submit(Job((row.ordinal, row.member), path, row.shown, row.sha256))
        return True

    def _settled(self, row: Row, key: str) -> bool:
        """Is there a result already? A container is settled when all that lies in it is."""
        result = self.journal.result(key)
        if result is None or (result.status == "failed" and self._again(result.run)):
            return False
        if result.status == "unpacked":
            members = list(self.journal.inside(key))
            if not all(m.why or self._member_settled(m) for m in members):
                return False
            self._list_members(row, members)
            self.counts.open_container()
            for member in members:
                self.counts.settle(failed=member.why is not None, before=True)
            return True
        self.counts.settle(failed=result.status == "failed", before=result.run < self.journal.run)
        return True

    def _again(self, run: int) -> bool:
        return self._retry_failed and run < self.journal.run

    def _member_settled(self, member: Inside) -> bool:
        result = self.journal.result(key_of(member.sha256 or "", self._fingerprint))
        return result is not None and not (result.status == "failed" and self._again(result.run))

    # verdicts

    def _settle(self, job: Job, verdict: Verdict) -> None:
        row, path = self._busy.pop(job.place)
        if row.sha256 is not None:
            self._keys.discard(key_of(row.sha256, self._fingerprint))
        if isinstance(verdict, NoSpace):
            raise OutOfSpace(verdict.where)
        if isinstance(verdict, Moved):
            self._changed(row, path)
            return
        row = self._knows(row, verdict.sha256)
        if isinstance(verdict, Unpacked):
            self._open_up(row, verdict)
        elif isinstance(verdict, Opened):
            self._opened(row, verdict)
        else:
            self._note(row, verdict)
        if row.member:
            _forget(path)

    def _note(self, row: Row, verdict: Read | Failed) -> None:
        if row.sha256 is None:
            assert isinstance(verdict, Failed)
            self.journal.settle_row(replace(row, why=verdict.why))
        elif isinstance(verdict, Read):
            self.journal.put_read(key_of(row.sha256, self._fingerprint), verdict)
        else:
            self.journal.put_failed(key_of(row.sha256, self._fingerprint), row.sha256, verdict)
        self._uncommitted += 1
        self.counts.read(row.shown, verdict)

    def _open_up(self, row: Row, unpacked: Unpacked) -> None:
        """List the members of a container, and queue those whose bytes were laid out."""
        self.journal.put_unpacked(key_of(unpacked.sha256, self._fingerprint), unpacked)
        self._uncommitted += 1
        self.counts.open_container()
        for inner, member in zip(self._list_members(row, unpacked.members), unpacked.members, strict=True):
            if member.path is not None:
                self._queue.append((inner, member.path))
            else:
                self.counts.settle(failed=True)

    def _opened(self, row: Row, opened: Opened) -> None:
        """A cluster worker has read the members of a container itself."""
        members = tuple(member for member, _ in opened.members)
        self.journal.put_unpacked(key_of(opened.sha256, self._fingerprint), Unpacked(opened.sha256, members))
        self.counts.open_container()
        for inner, (_, verdict) in zip(self._list_members(row, members), opened.members, strict=True):
            if inner.why is None:
                self._note(inner, verdict)
            else:
                self.counts.settle(failed=True)

    def _list_members(self, row: Row, members: Iterable[Inside]) -> list[Row]:
        rows = member_rows(row, members)
        self.journal.list_rows(rows)
        self.counts.total += len(rows)
        return rows

    def _changed(self, row: Row, path: str) -> None:
        """The file was rewritten while it waited: take it as it is now, three times at most."""
        self._moved[row.ordinal] += 1
        try:
            stat = Path(path).stat()
        except OSError as error:
            self.journal.settle_row(replace(row, why=cannot_open(error.strerror or str(error))))
            self.counts.settle(failed=True)
            return
        if self._moved[row.ordinal] > 3:
            self.journal.settle_row(replace(row, why=cannot_open("tệp luôn thay đổi / it keeps changing")))
            self.counts.settle(failed=True)
            return
        fresh = replace(row, stamp=f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ino}", sha256=None)
        sha256 = self._hash(fresh, path)
        if sha256 is not None:
            self._queue.append((self._knows(fresh, sha256), path))

    def _maybe_commit(self) -> None:
        now = time.monotonic()
        if self._uncommitted >= _BATCH or (self._uncommitted and now - self._committed > 1.0):
            self.journal.commit()
            self._uncommitted, self._committed = 0, now


def _forget(path: str) -> None:
    """The bytes of a member are needed no more."""
    if not is_remote(path):
        with suppress(OSError):
            Path(path).unlink()

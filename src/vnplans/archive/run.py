"""The run: jobs to the workers while they are free, verdicts to the journal, again and again until all is settled.

A container's files are listed in the journal batch by batch and handed out like files; what was listed or read is not
asked again after a kill. An outage is no verdict: it is waited for where a whole share is away, and else told in this
run only.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from vnplans.archive.abilities import Abilities
from vnplans.archive.job import Away, Failed, Hashed, Job, Listed, Moved, NoSpace, Read, Step, Verdict
from vnplans.archive.journal import Journal, Member, Result
from vnplans.archive.lease import Lease
from vnplans.archive.listing import Row
from vnplans.archive.opened import Containers, Task
from vnplans.archive.places import hash_of, is_remote, open_bytes
from vnplans.archive.progress import Counts
from vnplans.archive.shares import Shares
from vnplans.archive.walk import refused, stamp_of
from vnplans.archive.workers import OutOfSpace, Workers
from vnplans.errors import Reason

__all__ = ["Run"]

_BATCH = 64
"""Outcomes in one transaction, or those of one second."""
_TRIES = 3
"""So often an outage or a change is met by asking again, before it is told."""
_HASHED_HERE = 64 * 2**20
"""Larger files are hashed by the workers."""
_MANY = 5_000
"""Files that an open container may still hold."""
_BY_ITS_BYTES = ("timeout", "crash", "memory")
_CHANGING = Reason(
    "damaged",
    "tệp luôn thay đổi trong khi đọc: hãy chạy lại khi đã ghi xong",
    "it keeps changing while it is read: run again when it is done",
)


class Run:
    """One pass over an archive."""

    def __init__(  # noqa: PLR0913
        self,
        journal: Journal,
        workers: Workers,
        print_: str,
        can: Abilities,
        shares: Shares,
        *,
        counts: Counts,
        retry_failed: bool,
        stop: threading.Event,
        pages: Path,
    ) -> None:
        self.journal = journal
        self.counts = counts
        self.counts.total = journal.listing.count()
        self.lease: Lease | None = None
        """By which OUT is held, where that is not local."""
        self._pages = pages
        self.workers = workers
        self._print = print_
        self._can = can
        self._shares = shares
        self._retry_failed = retry_failed
        self._stop = stop
        self._again: deque[Task] = deque()
        self._open = Containers(journal, print_)
        self._busy: dict[int, Task] = {}
        self._tickets = 0
        self._under_way: dict[str, int] = {}  # contents with workers, and their tickets
        self._left: Counter[int] = Counter()  # by ordinal: tasks and open containers of a file
        self._considered = -1
        self._exhausted = False
        self._said = False
        self._uncommitted = 0
        self._committed = time.monotonic()

    # the loop

    def work(self, tick: Callable[[Run], None]) -> Iterator[None]:
        """Settle every listed file; yields now and then so that the caller may look. Raises OutOfSpace."""
        rows = self.journal.here(self._print)
        self.counts.phase = "reading"
        while not self._stop.is_set() and not self.finished:
            if self.lease is not None:
                self.lease.check()
            self.workers.ahead = self._ahead()
            if not self._waits():
                ends = time.monotonic() + 0.25  # many files may be settled already: the caller looks between them
                while self.workers.free and not self._stop.is_set() and time.monotonic() < ends:
                    if not self._start_next(rows):
                        break
            for job, verdict in self.workers.collect(0.25 if self._busy else 0.0):
                self._settle(job, verdict)
            self._maybe_commit()
            self._say_if_unmanned()
            tick(self)
            yield
        self.journal.commit()

    def _ahead(self) -> int:
        """Files still to come: at least those that are listed; of an open container nobody knows."""
        listed = self.counts.total - self.counts.done - len(self._busy)
        return max(_MANY if len(self._open) else 1, listed)

    def _say_if_unmanned(self) -> None:
        if self.workers.unmanned and not self._said:
            self._said = True
            en = "the cluster has had no worker for a minute; the run waits for one"
            self.counts.notices.append(("cụm không có máy đọc nào đã một phút nay; đang chờ", en))

    @property
    def finished(self) -> bool:
        """Was everything settled?"""
        return self._exhausted and not self._again and not self._open and not self._busy

    def running(self) -> list[tuple[str, float]]:
        """Files under way and for how many seconds."""
        return self.workers.running()

    def is_settled(self, row: Row) -> bool:
        """Is it known what becomes of this row in this run?"""
        return row.ordinal <= self._considered and not self._left[row.ordinal]

    def _waits(self) -> bool:
        """Is a share away? What is under way ends, nothing is begun."""
        if self._shares.away is not None and self._shares.is_back():
            self.counts.paused = None
        if self._shares.away is not None and not self._busy:
            time.sleep(0.25)
        return self._shares.away is not None

    def _start_next(self, rows: Iterator[tuple[Row, Result | None]]) -> bool:
        """Go on with one more thing; False if there is none now."""
        if self._again:
            self._submit(self._again.popleft())
            return True
        for opened in self._open:
            if (member := self._open.next_member(opened)) is not None:
                self._consider_member(opened.task, member)
                self._maybe_commit()
                return True
            if opened.ended:
                self._open.close(opened)
                self._done(opened.task.row.ordinal)
                return True
        found = next(rows, None)
        if found is None:
            self._exhausted = True
            return False
        row, result = found
        if result is not None and self._is_before(row, result):
            self.counts.settle(failed=result.status == "failed", before=result.run < self.journal.run)
        else:
            self._consider(row)
        self._considered = row.ordinal
        self._maybe_commit()
        return True

    # files

    def _is_before(self, row: Row, result: Result) -> bool:
        """Is the file settled by what the journal had when its rows were fetched? Most are, when a run is repeated."""
        known = row.skip is None and row.why is None and row.stamp is not None and row.hashed == row.stamp
        return known and result.status != "unpacked" and self._stands(result)

    def _consider(self, row: Row) -> None:
        """Settle a listed file from the journal, or make it a job."""
        if row.skip is not None:
            self.counts.settle(skipped=True)
            return
        if row.why is not None:
            self.counts.read(row.name, Failed(row.why))
            return
        sha256 = row.sha256 if row.stamp is not None and row.hashed == row.stamp else None
        task = Task(row, row.name, sha256)
        if sha256 is None and self.workers.hashes:
            task.only_hash = row.stamp is not None and self._may_be_copy(row)
        elif sha256 is None and (row.size or 0) <= _HASHED_HERE:
            try:
                with open_bytes(os.fsdecode(row.path)) as stream:
                    sha256 = hash_of(stream)
            except OSError as error:
                self._left[row.ordinal] += 1
                self._away(task, refused(error))
                return
            self._knows(task, sha256)
        self._take(task)

    def _may_be_copy(self, row: Row) -> bool:
        """May the content have been met under another name, or be met? Then its hash is asked for before it is read."""
        return self.journal.listing.alike(row) or self.journal.has_member_of(row.size)

    def _done(self, ordinal: int) -> None:
        """A task or container of a file came to its end."""
        self._left[ordinal] -= 1
        if not self._left[ordinal]:
            del self._left[ordinal]

    def _knows(self, task: Task, sha256: str) -> None:
        """The content of a file, or of a file's member, is known now."""
        task.sha256 = sha256
        row = task.row
        if task.steps or (row.sha256 == sha256 and row.hashed == row.stamp):
            return
        changed = row.sha256 != sha256
        before = row.sha256 if changed and row.sha256 and self.journal.latest(row.sha256) else row.before
        task.row = replace(row, sha256=sha256, hashed=row.stamp, before=before, why=None)
        self.journal.listing.settle(task.row, changed=changed)
        self._uncommitted += 1

    def _take(self, task: Task) -> None:
        """Settle a content by what the journal has, or give it to a worker."""
        if task.sha256 is not None:
            if task.sha256 in self._under_way:
                self.counts.settle(duplicate=True)
                return
            result = self.journal.result(task.sha256, self._print)
            if result is not None and self._stands(result):
                self._take_result(task, result)
                return
        self._left[task.row.ordinal] += 1
        self._submit(task)

    def _stands(self, result: Result) -> bool:
        """Need the content not be read again?"""
        if result.status == "failed" and self._retry_failed and result.run < self.journal.run:
            return False
        return result.run == self.journal.run or self._can.still(result.needs)

    def _take_result(self, task: Task, result: Result) -> None:
        assert task.sha256 is not None
        if result.status == "unpacked":
            self.counts.open_container()
            if self.journal.enter(task.sha256):
                self._open_up(task, result)
            else:
                self.counts.settle_container()
            return
        self.counts.settle(failed=result.status == "failed", before=result.run < self.journal.run)

    def _submit(self, task: Task) -> None:
        self._tickets += 1
        self._busy[self._tickets] = task
        if task.sha256 is not None and not task.start:
            self._under_way[task.sha256] = self._tickets
        path = os.fsdecode(task.row.path)
        stamp = None if task.steps else task.row.stamp
        job = Job(self._tickets, path, task.name, task.sha256, task.steps, task.start, task.most)
        self.workers.submit(replace(job, only_hash=task.only_hash, stamp=stamp))

    # containers

    def _open_up(self, task: Task, result: Result) -> None:
        """Hand out the members of a container, and go on listing them where that was cut off."""
        self._left[task.row.ordinal] += 1
        self._open.open(task, result)
        if result.more is not None:
            self._list_on(task, result.more)

    def _list_on(self, task: Task, start: int, most: int = 500) -> None:
        self._left[task.row.ordinal] += 1
        self._again.append(replace(task, start=start, most=most, tries=0))

    def _consider_member(self, container: Task, member: Member) -> None:
        inside = member.inside
        self.counts.total += 1
        name = f"{container.name}/{inside.name}"
        if inside.skip is not None:
            self.counts.settle(skipped=True)
        elif inside.why is not None:
            self.counts.settle(failed=True, before=True)
        else:
            assert container.sha256 is not None
            way = (*container.steps, Step(container.sha256, inside.index))
            self._take(Task(container.row, name, inside.sha256, way))

    # verdicts

    def _settle(self, job: Job, verdict: Verdict) -> None:
        task = self._busy.pop(job.ticket)
        if task.sha256 is not None and self._under_way.get(task.sha256) == job.ticket:
            del self._under_way[task.sha256]
        match verdict:
            case NoSpace():
                raise OutOfSpace(verdict.where)
            case Away():
                self._away(task, verdict.why)
                return
            case Moved():
                self._changed(task)
                return
            case Hashed():
                self._done(task.row.ordinal)
                self._knows(task, verdict.sha256)
                task.only_hash = False
                self._take(task)
                return
            case Failed() if self._failed_listing(task, verdict):
                return
        self._done(task.row.ordinal)
        if verdict.sha256 is not None:
            self._knows(task, verdict.sha256)
        if isinstance(verdict, Listed):
            self._listed(task, verdict)
        else:
            self._note(task, verdict)

    def _note(self, task: Task, verdict: Read | Failed) -> None:
        if task.sha256 is None:
            assert isinstance(verdict, Failed)
            self._told(task, verdict.why)
            return
        if isinstance(verdict, Read):
            self.journal.put_read(self._print, verdict)
        else:
            self.journal.put_failed(self._print, task.sha256, verdict)
        self._uncommitted += 1
        self.counts.read(task.name, verdict)
        if (kept := self._pages / task.sha256).is_dir():
            shutil.rmtree(kept, ignore_errors=True)

    def _listed(self, task: Task, listed: Listed) -> None:
        """Some members of a container are known."""
        if not task.start:
            self.counts.open_container()
            if not self.journal.enter(listed.sha256):  # its twin was opened meanwhile
                self.counts.settle_container()
                return
        self.journal.put_listed(self._print, listed, task.start)
        self._uncommitted += 1
        result = self.journal.result(listed.sha256, self._print)
        assert result is not None
        if not task.start:
            self._open_up(replace(task, start=0), result)
        elif listed.more is not None:
            self._list_on(task, listed.more)
        self._open.listed(result)

    def _failed_listing(self, task: Task, failed: Failed) -> bool:
        """Listing a container died at one of its members: the one is found and left out, the list goes on."""
        if not task.start or task.sha256 is None:
            return False
        result = self.journal.result(task.sha256, self._print)
        if result is None:
            return False
        self._done(task.row.ordinal)
        if failed.why.code in _BY_ITS_BYTES and task.most > 1:
            self._list_on(task, task.start, most=1)
            return True
        self.journal.put_lost(result.id, task.start, failed.why)
        self._uncommitted += 1
        self._list_on(task, task.start + 1)
        return True

    # outages

    def _away(self, task: Task, why: Reason) -> None:
        """The bytes cannot be had. Wait for the share if it is that; ask again; then tell it, of this run only."""
        if self._shares.lost(task.row.path):
            self.counts.paused = self._shares.named
            self._again.append(task)
        elif task.tries < _TRIES - 1 and why.code not in ("no_rights",):
            task.tries += 1
            self._again.append(task)
        else:
            self._done(task.row.ordinal)
            self._told(task, why)

    def _told(self, task: Task, why: Reason) -> None:
        if not task.steps:
            self.journal.listing.settle(replace(task.row, why=why))
        if task.sha256 is not None:
            self.journal.put_outage(task.sha256, why)
        self._uncommitted += 1
        self.counts.read(task.name, Failed(why))

    def _changed(self, task: Task) -> None:
        """The file was rewritten while it waited: take it as it is now, three times at most."""
        row, path = task.row, os.fsdecode(task.row.path)
        task.tries += 1
        if task.tries > _TRIES or is_remote(path):
            self._done(row.ordinal)
            self._told(replace(task, steps=()), _CHANGING)
            return
        try:
            told = Path(path).stat()
        except OSError as error:
            self._away(replace(task, steps=()), refused(error))
            return
        fresh = replace(row, stamp=stamp_of(told), size=told.st_size)
        self._again.append(Task(fresh, row.name, None, tries=task.tries))

    def _maybe_commit(self) -> None:
        now = time.monotonic()
        if self._uncommitted >= _BATCH or (self._uncommitted and now - self._committed > 1.0):
            self.journal.commit()
            self._uncommitted, self._committed = 0, now

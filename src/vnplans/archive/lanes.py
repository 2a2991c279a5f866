"""Workers on this machine: lanes of one process each (pebble), so that a death in one never touches another.

A pool of several processes shares one pipe and one lock; a process killed while it holds them takes the others along.
A lane that lost its process is thrown away whole and replaced.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from vnplans.archive import worker
from vnplans.archive.deaths import Death, belief
from vnplans.archive.guard import Unguarded, clear_mark, was_unguarded
from vnplans.archive.job import Failed, Job, Verdict
from vnplans.archive.pages import begun_in
from vnplans.archive.worker import Orders

__all__ = ["Lanes"]

_T = TypeVar("_T")
_START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""How workers begin; Windows has only "spawn"."""
_PATIENCE = 5.0
"""Seconds by which quick jobs that are carried out in one go may be late, before each is tried by itself."""
_TO_BEGIN = 60.0
"""Seconds for a worker to begin, besides those of its file."""
_DEAD_STARTS = 12
"""So many workers in a row that die before they read anything: it is not the files' fault."""


@dataclass(slots=True)
class _Lane:
    pool: ProcessPool
    job: Job | None = None
    future: Future[Verdict] | None = None
    since: float | None = None
    fresh: bool = True


class Lanes:
    """`count` isolated workers. `submit` while `free`, then `collect` verdicts as they come. `scratch` is a folder for
    their temporary files."""

    hashes = False
    unmanned = False
    write_parts = None
    ahead = 0

    def __init__(self, count: int, orders: Orders, scratch: Path) -> None:
        self.scratch = scratch
        self._orders = orders
        self._context = multiprocessing.get_context(_START)
        if _START == "forkserver":  # loaded once, in the server that workers are forked from
            readers = ["vnplans.pipeline"] if orders.work is worker.read else []
            self._context.set_forkserver_preload(["vnplans.archive.worker", orders.work.__module__, *readers])
        self._lanes = [_Lane(self._pool()) for _ in range(count)]
        self._closing: list[threading.Thread] = []
        self._false_starts = 0
        self._begun: dict[str, int] = {}  # by content: pages begun when its worker last died

    def _pool(self) -> ProcessPool:
        limits = self._orders.limits
        arguments = (os.getpid(), str(self.scratch), limits)
        return ProcessPool(1, limits.files_per_worker, worker.start, arguments, self._context)

    @property
    def free(self) -> int:
        """How many jobs can be submitted now."""
        return sum(lane.job is None for lane in self._lanes)

    def submit(self, job: Job) -> None:
        """Give a job to a free lane."""
        lane = next(lane for lane in self._lanes if lane.job is None)
        self._run(lane, job)

    def _run(self, lane: _Lane, job: Job) -> None:
        for attempt in range(_DEAD_STARTS):
            try:
                lane.future = lane.pool.schedule(worker.handle, (job, self._orders))
            except RuntimeError:  # the idle process died, and its pool with it, or the server that it is forked from
                if was_unguarded():
                    raise Unguarded from None
                self._replace(lane)
                time.sleep(0.02 * attempt)
            else:
                lane.job, lane.since = job, None
                return
        raise Unguarded

    def try_many(self, jobs: list[Job], seconds: float) -> list[Verdict]:
        """Verdicts of the first of some quick jobs, which an idle lane carries out in one go: as many as it begins in
        `seconds`. None where its process died or one of them took much longer: then each must be submitted by itself,
        to see which it is."""
        lane = next(lane for lane in self._lanes if lane.job is None)
        try:
            future = lane.pool.schedule(worker.handle_many, (jobs, self._orders, seconds))
        except RuntimeError:  # the idle process died, and its pool with it
            self._replace(lane)
            return []
        ends = time.monotonic() + _PATIENCE + seconds
        while not wait([future], 1.0).done and time.monotonic() < ends:
            pass
        if future.done():
            verdicts = _outcome(future)
            if not isinstance(verdicts, Death):
                lane.fresh = False
                return list(takewhile(lambda v: not (isinstance(v, Failed) and v.why.code == "memory"), verdicts))
        for job in jobs:
            if (beat := worker.told_by(worker.beat_of(self._orders.spool, job.ticket))) is not None:
                _end(beat.pid)
        self._replace(lane)
        return []

    def collect(self, timeout: float) -> Iterator[tuple[Job, Verdict]]:
        """Verdicts that came within `timeout` seconds; a job whose worker died by no fault of its own runs again."""
        futures = [lane.future for lane in self._lanes if lane.future is not None]
        wait(futures, timeout, FIRST_COMPLETED)
        for lane in self._lanes:
            if lane.future is None or lane.job is None:
                continue
            if lane.future.done():
                verdict = self._settle(lane)
                if verdict is not None:
                    yield verdict
            elif lane.since is None and lane.future.running():
                lane.since = time.monotonic()
            elif lane.since is not None and self._is_late(lane.job, lane.since):
                verdict = self._end_late(lane, lane.job)
                if verdict is not None:
                    yield verdict

    def _is_late(self, job: Job, since: float) -> bool:
        """Is a worker past its time: that of the file, and that of a page where it reads one after the other? Time in
        which others had the processor does not count; one that has not even begun has some more."""
        limits, spent = self._orders.limits, time.monotonic() - since
        if spent < limits.seconds:
            return False
        told = worker.told_by(worker.beat_of(self._orders.spool, job.ticket))
        if told is None:
            return spent > limits.seconds + _TO_BEGIN
        return told.seconds > (limits.page_seconds if told.page else limits.seconds)

    def _end_late(self, lane: _Lane, job: Job) -> tuple[Job, Verdict] | None:
        told = worker.told_by(worker.beat_of(self._orders.spool, job.ticket))
        if told is not None:
            _end(told.pid)
        lane.job = lane.future = None
        return self._died(lane, job, Death("timeout" if told is not None else "killed"))

    def _settle(self, lane: _Lane) -> tuple[Job, Verdict] | None:
        job, future = lane.job, lane.future
        assert job is not None and future is not None
        lane.job = lane.future = None
        verdict = _outcome(future)
        if isinstance(verdict, Death):
            return self._died(lane, job, verdict)
        again = isinstance(verdict, Failed) and verdict.why.code == "memory" and not lane.fresh
        lane.fresh = False
        self._false_starts = 0
        if again:  # earlier files may have filled the process
            self._replace(lane)
            if job.attempt == 0:
                self._run(lane, replace(job, attempt=1))
                return None
        return job, verdict

    def _died(self, lane: _Lane, job: Job, death: Death) -> tuple[Job, Verdict] | None:
        """The worker of a job is no more: a new one, and the job again unless it is to blame."""
        self._replace(lane)
        self._watch_starts(death)
        if self._at_a_page(job):  # it goes on behind that page, or leaves it out
            self._run(lane, job)
            return None
        why = belief(death, job.attempt, self._orders.limits)
        if why is None:
            self._run(lane, replace(job, attempt=job.attempt + 1))
            return None
        return job, worker.died(job, why, self._orders)

    def _at_a_page(self, job: Job) -> bool:
        """Did a worker die while it read page after page? Not if no page was begun since the last death."""
        if job.sha256 is None:
            return False
        begun, before = begun_in(Path(self._orders.pages, job.sha256)), self._begun.get(job.sha256, 0)
        self._begun[job.sha256] = begun
        return begun > before

    def _watch_starts(self, death: Death) -> None:
        if was_unguarded():
            raise Unguarded
        self._false_starts = self._false_starts + 1 if death.at_start else 0
        if self._false_starts >= _DEAD_STARTS:
            raise Unguarded

    def running(self) -> list[tuple[str, float]]:
        """Files under way and for how many seconds."""
        now = time.monotonic()
        return [(lane.job.name, now - lane.since) for lane in self._lanes if lane.job and lane.since is not None]

    def _replace(self, lane: _Lane) -> None:
        self._discard(lane.pool)
        self._sweep()
        lane.pool, lane.fresh = self._pool(), True

    def _discard(self, pool: ProcessPool) -> None:
        """Stop a pool without waiting: its threads may hang on what its process left half written."""
        pool.stop()  # type: ignore[no-untyped-call]
        thread = threading.Thread(target=_join, args=(pool,), daemon=True)
        with suppress(RuntimeError):  # as the interpreter ends no thread can be begun: its own end takes the pool along
            thread.start()
            self._closing = [t for t in self._closing if t.is_alive()] + [thread]

    def _sweep(self) -> None:
        """End what dead workers had started, and remove their temporary files."""
        for folder in self._folders():
            if not _alive(int(folder.name)):
                _end(int(folder.name))
                shutil.rmtree(folder, ignore_errors=True)

    def _folders(self) -> list[Path]:
        """Of each worker that began, named by its process."""
        try:
            return [folder for folder in self.scratch.iterdir() if folder.name.isdigit()]
        except OSError:
            return []

    def close(self) -> None:
        """End all workers at once and remove all their temporary files."""
        for folder in self._folders():
            _end(int(folder.name))
        for lane in self._lanes:
            self._discard(lane.pool)
        for thread in self._closing:
            thread.join(10)
        self._sweep()
        clear_mark()
        shutil.rmtree(self.scratch, ignore_errors=True)


def _outcome(future: Future[_T]) -> _T | Death:
    try:
        return future.result()
    except TimeoutError:
        return Death("timeout")
    except ProcessExpired as error:
        return Death.of_exit(error.exitcode)
    except (BrokenProcessPool, RuntimeError, CancelledError):
        return Death("killed")


def _join(pool: ProcessPool) -> None:
    with suppress(RuntimeError, OSError, ValueError):
        pool.join()


def _end(pid: int) -> bool:
    """End a worker and what it started; False where that is not known how."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGTERM)
    except OSError:
        return False
    return True


def _alive(pid: int) -> bool:
    if os.name == "nt":  # there this signal is Ctrl-C: what a worker left goes when all of them are ended
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

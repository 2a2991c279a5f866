"""Workers on this machine: lanes of one process each (pebble), so that a death in one never touches another.

A pool of several processes shares one pipe and one lock; a process killed while it holds them takes the others along.
A lane that lost its process is thrown away whole and replaced.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from vnplans.archive import worker
from vnplans.archive.deaths import Death, belief
from vnplans.archive.job import Failed, Job, Verdict, Work
from vnplans.archive.limits import FileLimits
from vnplans.archive.worker import Orders
from vnplans.readers import ReadOptions

__all__ = ["Lanes"]

_START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""How workers begin; Windows has only "spawn"."""
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
    """`count` isolated workers. `submit` while `free`, then `collect` verdicts as they come."""

    hashes = False

    def __init__(self, count: int, work: Work, options: ReadOptions, limits: FileLimits) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="vnplans-"))
        spool = self.scratch / "spool"
        spool.mkdir()
        self._orders = Orders(work, options, limits, str(spool))
        self._context = multiprocessing.get_context(_START)
        if _START == "forkserver":  # loaded once, in the server that workers are forked from
            readers = ["vnplans.pipeline"] if work is worker.read else []
            self._context.set_forkserver_preload(["vnplans.archive.worker", work.__module__, *readers])
        self._lanes = [_Lane(self._pool()) for _ in range(count)]
        self._closing: list[threading.Thread] = []
        self._false_starts = 0

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
        for _ in range(2):
            try:
                seconds = self._orders.limits.seconds
                lane.future = lane.pool.schedule(worker.handle, (job, self._orders), timeout=seconds)
            except RuntimeError:  # the idle process died, and its pool with it
                self._replace(lane)
            else:
                lane.job, lane.since = job, None
                return
        raise RuntimeError(
            "a new worker cannot be started; a script that calls vnplans.convert needs "
            'if __name__ == "__main__": around the call, since each worker imports the script'
        )

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

    def _settle(self, lane: _Lane) -> tuple[Job, Verdict] | None:
        job, future = lane.job, lane.future
        assert job is not None and future is not None
        lane.job = lane.future = None
        verdict = _outcome(future)
        again = isinstance(verdict, Failed) and verdict.why.code == "memory" and not lane.fresh
        lane.fresh = False
        if isinstance(verdict, Death) or again:
            self._replace(lane)
            self._watch_starts(verdict)
        else:
            self._false_starts = 0
        if again and job.attempt == 0:  # earlier files may have filled the process
            self._run(lane, replace(job, attempt=1))
            return None
        if not isinstance(verdict, Death):
            return job, verdict
        why = belief(verdict, job.attempt, self._orders.limits)
        if why is None:
            self._run(lane, replace(job, attempt=job.attempt + 1))
            return None
        return job, Failed(why)

    def _watch_starts(self, verdict: object) -> None:
        self._false_starts = self._false_starts + 1 if isinstance(verdict, Death) and verdict.at_start else 0
        if self._false_starts >= _DEAD_STARTS:
            raise RuntimeError(
                "worker processes die as they start; a script that calls vnplans.convert must do so under "
                "`if __name__ == '__main__':`"
            )

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
        thread.start()
        self._closing = [t for t in self._closing if t.is_alive()] + [thread]

    def _sweep(self) -> None:
        """End what dead workers had started, and remove their temporary files."""
        for folder in self.scratch.iterdir():
            if folder.name.isdigit() and not _alive(int(folder.name)):
                if hasattr(os, "killpg"):
                    with suppress(OSError):
                        os.killpg(int(folder.name), signal.SIGKILL)
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """End all workers and remove all temporary files."""
        for lane in self._lanes:
            self._discard(lane.pool)
        for thread in self._closing:
            thread.join(10)
        self._sweep()
        shutil.rmtree(self.scratch, ignore_errors=True)


def _outcome(future: Future[Verdict]) -> Verdict | Death:
    try:
        return future.result()
    except TimeoutError:
        return Death("timeout")
    except ProcessExpired as error:
        return Death.of_exit(error.exitcode)
    except (BrokenProcessPool, RuntimeError):
        return Death("killed")


def _join(pool: ProcessPool) -> None:
    with suppress(RuntimeError, OSError, ValueError):
        pool.join()


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

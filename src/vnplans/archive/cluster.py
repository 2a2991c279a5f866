"""The same work on Dask distributed (extra [cluster]).

Dask places the jobs and survives lost workers; the limits of each file are kept inside every Dask worker by the same
lanes as on one machine."""

from __future__ import annotations

import atexit
import multiprocessing
import queue
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vnplans.archive.job import Away, Failed, Job, Verdict
from vnplans.archive.lanes import Lanes
from vnplans.archive.places import hash_of, open_bytes
from vnplans.archive.worker import Orders
from vnplans.errors import MissingExtra, Reason

__all__ = ["Cluster"]

_TASK_SECONDS = 2.0
"""How long a task should take: many small jobs make one, so that the scheduler's share of each is small."""
_MOST = 200
"""Jobs in a task, at most."""
_WAITING = 2
"""Tasks sent for each thread of the cluster: one under way, one at hand."""
_HELD = 0.2
"""Seconds that a task waits for more jobs."""
_NOBODY = 60.0
"""Seconds without a worker before that is said."""


@dataclass(slots=True)
class _Task:
    """Jobs that travel together."""

    jobs: list[Job]
    since: float
    future: Any = None


class Cluster:
    """Jobs to a Dask scheduler, in batches; `address` "local" starts one here with `workers` processes."""

    hashes = True

    def __init__(self, address: str, workers: int | None, orders: Orders) -> None:
        distributed = _distributed()
        self._local = None
        if address == "local":
            # dashboard_address=None: no port is opened but the scheduler's own
            self._local = distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
            self._client = distributed.Client(self._local)
        else:
            self._client = distributed.Client(address, timeout="30s")
        self._lost = (distributed.KilledWorker, distributed.client.FutureCancelledError, OSError)
        self._orders = orders
        self._batch: list[Job] = []
        self._since = 0.0
        self._sent: dict[str, _Task] = {}
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._number = 0
        self._threads, self._asked = 0, float("-inf")
        self._seconds = _TASK_SECONDS  # of a job, as measured
        self._manned = time.monotonic()
        self.unmanned = False
        """Has the cluster been without a worker for a minute?"""

    @property
    def free(self) -> int:
        """How many jobs to send now: enough for all threads there are, also those that joined since."""
        now = time.monotonic()
        if now - self._asked > 2.0:
            self._threads, self._asked = int(sum(self._client.nthreads().values())), now
            self._manned = now if self._threads else self._manned
            self.unmanned = now - self._manned > _NOBODY
        tasks = _WAITING * max(1, self._threads) - len(self._sent)
        return max(0, tasks * self._size - len(self._batch))

    @property
    def _size(self) -> int:
        """Jobs in a task, by what they took so far."""
        return max(1, min(_MOST, int(_TASK_SECONDS / max(self._seconds, 1e-4))))

    def submit(self, job: Job) -> None:
        """Send a job with others. Dask runs them again on another worker when one is lost."""
        if not self._batch:
            self._since = time.monotonic()
        self._batch.append(job)
        if len(self._batch) >= self._size:
            self._send()

    def _send(self) -> None:
        self._number += 1
        key = f"vnplans-{id(self)}-{self._number}"
        task = _Task(self._batch, time.monotonic())
        self._sent[key], self._batch = task, []
        task.future = self._client.submit(_on_worker, task.jobs, self._orders, key=key, pure=False, retries=2)
        task.future.add_done_callback(lambda done: self._done.put(done.key))

    def collect(self, timeout: float) -> Iterator[tuple[Job, Verdict]]:
        """Verdicts that came within `timeout` seconds."""
        ends = time.monotonic() + timeout
        while True:
            now = time.monotonic()
            if self._batch and now - self._since > _HELD:
                self._send()
            until = min(ends, self._since + _HELD) if self._batch else ends
            try:
                key = self._done.get(timeout=max(0.001, until - now))
            except queue.Empty:
                if time.monotonic() >= ends:
                    return
                continue
            task = self._sent.pop(key, None)
            if task is not None:
                yield from self._verdicts(task)
                ends = min(ends, time.monotonic() + 0.02)

    def _verdicts(self, task: _Task) -> Iterator[tuple[Job, Verdict]]:
        try:
            verdicts, seconds = task.future.result()
        except self._lost as error:
            en = f"the workers of the cluster were lost again and again ({error})"[:300]
            why = Reason("not_found", "máy đọc trong cụm bị mất nhiều lần: hãy chạy lại", en)
            verdicts = [Away(why)] * len(task.jobs)
        else:
            self._seconds += (seconds / len(task.jobs) - self._seconds) / 4
        yield from zip(task.jobs, verdicts, strict=True)

    def running(self) -> list[tuple[str, float]]:
        """Files sent, one a task, and for how many seconds."""
        now = time.monotonic()
        return [(task.jobs[0].name, now - task.since) for task in self._sent.values()]

    def close(self) -> None:
        """Leave the cluster; end it if it was started here."""
        for task in self._sent.values():
            task.future.cancel()
        self._client.close()
        if self._local is not None:
            self._local.close()


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415 - an extra, and heavy
    except ImportError as error:
        hint = 'pip install "vnplans[cluster]"'
        raise MissingExtra(f"cần cài thêm: {hint}", f"needs: {hint}") from error
    return distributed


# inside a Dask worker


class _Own(threading.local):
    """The lane of this thread of a Dask worker, and what it reads by."""

    orders: Orders | None = None
    lane: Lanes | None = None


_own = _Own()


def _on_worker(jobs: list[Job], orders: Orders) -> tuple[list[Verdict], float]:
    """Read some contents in this Dask worker's own lane, one after the other: each of its threads has one. With the
    seconds that took."""
    lane, began = _lane_for(orders), time.monotonic()
    verdicts = [_through(lane, job) for job in jobs]
    return verdicts, time.monotonic() - began


def _through(lane: Lanes, job: Job) -> Verdict:
    lane.submit(job)
    while True:
        for _, verdict in lane.collect(1.0):
            if isinstance(verdict, Failed) and verdict.sha256 is None:  # its process died before it could say
                with suppress(OSError), open_bytes(job.path) as stream:
                    return replace(verdict, sha256=hash_of(stream))
            return verdict


def _lane_for(orders: Orders) -> Lanes:
    """This thread's lane. A Dask worker may outlive the run that it was first used by: another run's options and limits
    need a lane of their own."""
    if _own.lane is None or _own.orders != orders:
        if _own.lane is not None:
            atexit.unregister(_own.lane.close)
            _own.lane.close()
        # Dask marks its workers daemonic, and Python then forbids them processes of their own, lest they be left
        # behind. Ours are not: each follows its parent to the end (`limits.follow`)
        multiprocessing.current_process().daemon = False
        scratch = Path(tempfile.mkdtemp(prefix="vnplans-"))
        (scratch / "spool").mkdir()
        here = orders._replace(spool=str(scratch / "spool"), pages=str(scratch / "pages"))
        _own.lane, _own.orders = Lanes(1, here, scratch), orders
        atexit.register(_own.lane.close)
    return _own.lane

"""The same work on Dask distributed (extra [cluster]).

Dask places the jobs and survives lost workers; the limits of each file are kept inside every Dask worker by the same
lanes as on one machine (`cluster_worker`). What comes back through the scheduler are rows for the journal; the records
themselves go from the workers to the shared folder.
"""

from __future__ import annotations

import pickle
import queue
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vnplans.archive.bundles import Bundles
from vnplans.archive.cluster_worker import on_worker, write_there
from vnplans.archive.job import Away, Job, Verdict
from vnplans.archive.worker import Orders
from vnplans.archive.workers import SchedulerLost
from vnplans.errors import MissingExtra, Reason, WrongRequest

if TYPE_CHECKING:
    from vnplans.archive.parquet import PartRow

__all__ = ["Cluster"]

_TASK_SECONDS = 10.0
"""How long a task should take at least: many small jobs make one, so that the scheduler's share of each is small."""
_LEAST, _MOST = 50, 200
"""Jobs in a task while there are many to come: fewer of slow files, more of quick ones."""
_SHARES = 4
"""Towards the end tasks grow smaller: what is to come is parted into so many for each thread."""
_QUICK = 1.0
"""Seconds of work that are never parted."""
_WAITING = 2
"""Tasks sent for each thread of the cluster: one under way, one at hand."""
_HELD = 0.2
"""Seconds that a task waits for more jobs."""
_TRIP = 50
"""Tasks whose results are fetched at once, at most."""
_NOBODY = 60.0
"""Seconds without a worker before that is said."""
_GONE = 30.0
"""Seconds without the scheduler before the run ends."""


_PART_SECONDS = 1800.0
"""Seconds for a part of the dataset, before it is written here."""


@dataclass(slots=True)
class _Task:
    """Jobs that travel together."""

    jobs: list[Job]
    since: float
    future: Any = None


class _Batch:
    """Jobs that wait for others."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.until = float("inf")
        """When they go as they are."""

    def add(self, job: Job) -> None:
        if not self.jobs:
            self.until = time.monotonic() + _HELD
        self.jobs.append(job)

    def take(self) -> list[Job]:
        jobs, self.jobs, self.until = self.jobs, [], float("inf")
        return jobs


class Cluster:
    """Jobs to a Dask scheduler, in batches; `address` "local" starts one here with `workers` processes."""

    hashes = True

    def __init__(self, address: str, workers: int | None, orders: Orders) -> None:
        self._distributed = distributed = _distributed()
        self._local = None
        if address == "local":
            self._local = _local_cluster(distributed, workers)
            self._client = distributed.Client(self._local)
        else:
            self._client = distributed.Client(address, timeout=f"{_GONE:g}s")
        self._lost = (distributed.KilledWorker, distributed.client.FutureCancelledError, OSError)
        self._orders = orders
        self._packed = pickle.dumps(orders, pickle.HIGHEST_PROTOCOL)
        self._batch = _Batch()
        self._hashes = _Batch()  # apart, as they take no time: always as many as can be
        self._sent: dict[str, _Task] = {}
        self._alone: deque[Job] = deque()  # of tasks that were lost
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._number = 0
        self._threads, self._asked = 0, float("-inf")
        self._seconds = _TASK_SECONDS / _LEAST  # of a job, as measured
        self._manned = self._connected = time.monotonic()
        self.ahead = 0
        self.unmanned = False
        """Has the cluster been without a worker for a minute?"""

    @property
    def free(self) -> int:
        """How many jobs to send now: enough for all threads there are, also those that joined since. Raises
        SchedulerLost."""
        now = time.monotonic()
        if now - self._asked > 2.0:
            self._look(now)
        held = len(self._batch.jobs) + len(self._hashes.jobs)
        return max(0, (self._most - len(self._sent)) * self._size - held)

    @property
    def _most(self) -> int:
        """Tasks that may be with the cluster; none while its scheduler is away."""
        return 0 if self._threads < 0 else _WAITING * max(1, self._threads)

    def _look(self, now: float) -> None:
        """Who is there? A scheduler that is away is waited for a while."""
        self._asked = now
        try:
            self._threads = int(sum(self._client.nthreads().values())) if self._client.status == "running" else -1
        except (OSError, ValueError):
            self._threads = -1
        if self._threads >= 0:
            self._connected = now
        elif now - self._connected > _GONE or self._client.status == "closed":
            raise SchedulerLost
        self._manned = now if self._threads else self._manned
        self.unmanned = now - self._manned > _NOBODY

    @property
    def _size(self) -> int:
        """Jobs in a task: by what they took so far, and by what is still to come."""
        by_time = int(_TASK_SECONDS / max(self._seconds, 1e-4))
        share = (self.ahead + len(self._batch.jobs)) // (_SHARES * max(1, self._threads))
        quick = int(_QUICK / max(self._seconds, 1e-4))
        return max(1, min(max(quick, min(max(_LEAST, by_time), share)), _MOST))

    def submit(self, job: Job) -> None:
        """Send a job with others. Dask runs them again on another worker when one is lost."""
        batch, most = (self._hashes, _MOST) if job.only_hash else (self._batch, self._size)
        batch.add(job)
        if len(batch.jobs) >= most:
            self._send(batch.take())

    def _send(self, jobs: list[Job]) -> None:
        self._number += 1
        key = f"vnplans-{id(self)}-{self._number}"
        task = self._sent[key] = _Task(jobs, time.monotonic())
        packed = pickle.dumps(jobs, pickle.HIGHEST_PROTOCOL)  # one thing to the scheduler, which looks into all else
        task.future = self._client.submit(on_worker, packed, self._packed, key=key, pure=False, retries=2)
        task.future.add_done_callback(lambda done: self._done.put(done.key))

    def collect(self, timeout: float) -> Iterator[tuple[Job, Verdict]]:
        """Verdicts that came within `timeout` seconds. Raises SchedulerLost."""
        ends = time.monotonic() + timeout
        while True:
            now = time.monotonic()
            if now - self._asked > 2.0:
                self._look(now)
            for batch in (self._batch, self._hashes):
                if now > batch.until:
                    self._send(batch.take())
            while self._alone and len(self._sent) < self._most:
                self._send([self._alone.popleft()])
            until = min(ends, self._batch.until, self._hashes.until)
            try:
                key = self._done.get(timeout=max(0.001, until - now))
            except queue.Empty:
                if time.monotonic() >= ends:
                    return
                continue
            keys = [key]
            with suppress(queue.Empty):  # whatever else is done comes in the same trip
                while len(keys) < _TRIP:
                    keys.append(self._done.get_nowait())
            yield from self._verdicts([task for k in keys if (task := self._sent.pop(k, None)) is not None])
            ends = min(ends, time.monotonic() + 0.02)

    def _verdicts(self, tasks: list[_Task]) -> Iterator[tuple[Job, Verdict]]:
        """What came of tasks that are done. Raises WrongRequest where the cluster cannot do the work at all."""
        whole = [task for task in tasks if task.future.status == "finished"]
        try:
            gathered = self._client.gather([task.future for task in whole])
        except self._lost:  # a result went with its worker before it was fetched
            whole, gathered = [], []
        for task, (packed, seconds) in zip(whole, gathered, strict=True):
            if seconds:
                self._seconds += (seconds / len(task.jobs) - self._seconds) / 4
            yield from zip(task.jobs, pickle.loads(packed), strict=True)
        for task in tasks:
            if task not in whole:
                yield from self._lost_task(task)

    def _lost_task(self, task: _Task) -> Iterator[tuple[Job, Verdict]]:
        """A task that gave nothing: each of its jobs by itself, lest one take the others along; a job that was by
        itself is an outage."""
        error = task.future.exception() if task.future.status == "error" else None
        if error is not None and not isinstance(error, self._lost):
            what = f"{type(error).__name__}: {error}"[:300]
            vi = f"cụm không chạy được việc ({what}): mọi máy cần cùng phiên bản vnplans, cả bộ điều phối"
            en = f"the cluster cannot do the work ({what}): all machines need the same vnplans, the scheduler too"
            raise WrongRequest(vi, en) from error
        if len(task.jobs) > 1 or self._client.status != "running":  # it may be the scheduler that is gone
            self._alone.extend(task.jobs)
        else:
            en = f"the workers of the cluster were lost again and again ({error})"[:300]
            yield task.jobs[0], Away(Reason("not_found", "máy đọc trong cụm bị mất nhiều lần: hãy chạy lại", en))

    def running(self) -> list[tuple[str, float]]:
        """Files sent, one a task, and for how many seconds."""
        now = time.monotonic()
        return [(task.jobs[0].name, now - task.since) for task in self._sent.values()]

    def write_parts(self, parts: Iterable[tuple[str, list[PartRow]]]) -> None:
        """Have parts of the dataset written by the workers, some at a time; here where they do not see the place, or
        are not there."""
        under_way: deque[tuple[Any, str, list[PartRow]]] = deque()
        for target, rows in parts:
            future = None
            if self._threads > 0 and self._client.status == "running":
                future = self._client.submit(write_there, target, rows, self._orders, pure=False, retries=2)
            under_way.append((future, target, rows))
            if len(under_way) >= self._most:
                self._written(*under_way.popleft())
        while under_way:
            self._written(*under_way.popleft())

    def _written(self, future: Any, target: str, rows: list[PartRow]) -> None:
        from vnplans.archive.parquet import write_part  # noqa: PLC0415 - pyarrow is an extra

        try:
            done = future is not None and future.result(timeout=_PART_SECONDS)
        except (*self._lost, ImportError, TimeoutError):
            done = False
        if not done:
            write_part(target, rows, Bundles(self._orders.bundles))

    def close(self) -> None:
        """Leave the cluster; end it if it was started here."""
        for task in self._sent.values():
            task.future.cancel()
        self._client.close()
        if self._local is not None:
            self._local.close()


def _local_cluster(distributed: Any, workers: int | None) -> Any:
    """Workers here: no dashboard, and without the thread of each that looks a hundred times a second what it does."""
    import dask  # noqa: PLC0415 - comes with distributed

    with dask.config.set({"distributed.worker.profile.enabled": False}):
        return distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415 - an extra, and heavy
    except ImportError as error:
        hint = 'pip install "vnplans[cluster]"'
        raise MissingExtra(f"cần cài thêm: {hint}", f"needs: {hint}") from error
    return distributed

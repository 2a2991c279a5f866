"""What runs inside a Dask worker: contents read in a lane of their own, records laid into the shared folder."""

from __future__ import annotations

import errno
import multiprocessing
import pickle
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing import util
from pathlib import Path
from typing import TYPE_CHECKING

from vnplans.archive.bundles import Bundles, is_shared, leave
from vnplans.archive.job import Away, Failed, Hashed, Job, NoSpace, Read, Verdict
from vnplans.archive.lanes import Lanes
from vnplans.archive.places import hash_of, open_bytes
from vnplans.archive.walk import refused
from vnplans.archive.worker import Orders

if TYPE_CHECKING:
    from vnplans.archive.parquet import PartRow

__all__ = ["lane_for", "on_worker", "write_there"]


_AT_ONCE, _IN_ONE_GO = 32, 0.5
"""Quick contents that a lane reads in one go, and for how many seconds at most."""


class _Own(threading.local):
    """The lane of this thread of a Dask worker, and what it reads by."""

    orders: Orders | None = None
    lane: Lanes | None = None
    seconds: float = 1.0
    """Of a content, as measured."""
    end: Callable[[], None] = staticmethod(lambda: None)


_own = _Own()


def on_worker(packed: bytes, packed_orders: bytes) -> tuple[bytes, float]:
    """Read some contents in this Dask worker's own lane, one after the other: each of its threads has one. Jobs and
    orders come packed by pickle, and so go the verdicts, with the seconds that reading took. Lines of records stay in
    the shared folder where this machine sees it.
    """
    jobs: list[Job] = pickle.loads(packed)
    orders: Orders = pickle.loads(packed_orders)
    began, reads = time.monotonic(), any(not job.only_hash for job in jobs)
    lane = lane_for(orders) if reads else None
    read = iter(_all_through(lane, [job for job in jobs if not job.only_hash]) if lane is not None else ())
    verdicts = [_hashed(job) if job.only_hash else next(read) for job in jobs]
    if is_shared(orders.bundles, orders.token):
        try:
            verdicts = leave(orders.bundles, orders.print, jobs, verdicts)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                verdicts = [NoSpace(orders.bundles)] * len(jobs)
    told = pickle.dumps(verdicts, pickle.HIGHEST_PROTOCOL)
    return told, time.monotonic() - began if reads else 0.0


def _hashed(job: Job) -> Verdict:
    try:
        with open_bytes(job.path) as stream:
            return Hashed(hash_of(stream))
    except OSError as error:
        return Away(refused(error))


def _all_through(lane: Lanes, jobs: list[Job]) -> Iterator[Verdict]:
    """The verdicts in order. Quick jobs go some at a time: the way to the lane and back takes longer than they do."""
    at = 0
    while at < len(jobs):
        many = jobs[at : at + max(1, min(_AT_ONCE, int(_IN_ONE_GO / max(_own.seconds, 1e-4))))]
        told = lane.try_many(many, _IN_ONE_GO) if len(many) > 1 else []
        if not told:
            told = [_through(lane, job) for job in many]
        for verdict in told:
            if isinstance(verdict, Read | Failed):
                _own.seconds += (verdict.seconds - _own.seconds) / 8
            yield verdict
        at += len(told)


def _through(lane: Lanes, job: Job) -> Verdict:
    lane.submit(job)
    while True:
        for _, verdict in lane.collect(1.0):
            if isinstance(verdict, Failed) and verdict.sha256 is None:  # its process died before it could say
                with suppress(OSError), open_bytes(job.path) as stream:
                    return replace(verdict, sha256=hash_of(stream))
            return verdict


def write_there(target: str, rows: list[PartRow], orders: Orders) -> bool:
    """Write a part of the dataset; False where this machine does not see the place. Raises OSError, ImportError."""
    if not is_shared(orders.bundles, orders.token):
        return False
    from vnplans.archive.parquet import write_part  # noqa: PLC0415 - pyarrow is an extra

    write_part(target, rows, Bundles(orders.bundles))
    return True


def lane_for(orders: Orders) -> Lanes:
    """This thread's lane. A Dask worker may outlive the run that it was first used by: another run's options and limits
    need a lane of their own."""
    if _own.lane is None or _own.orders != orders:
        if _own.lane is not None:
            _own.end()
        # Dask marks its workers daemonic, and Python then forbids them processes of their own, lest they be left
        # behind. Ours are not: each follows its parent to the end (`limits.follow`)
        multiprocessing.current_process().daemon = False
        scratch = Path(tempfile.mkdtemp(prefix="vnplans-"))
        (scratch / "spool").mkdir()
        here = orders._replace(spool=str(scratch / "spool"), pages=str(scratch / "pages"))
        _own.lane, _own.orders = Lanes(1, here, scratch), orders
        # before Python waits for the children of a process that ends, as this one's workers do not end by themselves
        _own.end = util.Finalize(None, _own.lane.close, exitpriority=100)
    return _own.lane

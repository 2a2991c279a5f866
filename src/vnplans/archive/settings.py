"""How an archive is read: all that a caller may choose."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from vnplans.archive.abilities import print_of
from vnplans.archive.job import Work
from vnplans.archive.limits import FileLimits
from vnplans.archive.worker import read
from vnplans.errors import WrongRequest
from vnplans.readers import ReadOptions

__all__ = ["Settings", "worker_count"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Only `options`, the library's version and what the machine can read decide what a record says. Raises
    WrongRequest for a number of workers below 1."""

    workers: int | None = None
    """None: as many as processors and free memory allow."""
    limits: FileLimits = field(default_factory=FileLimits)
    options: ReadOptions = field(default_factory=ReadOptions)
    retry_failed: bool = False
    """Read again what failed in an earlier run."""
    work: Work = read
    cluster: str | None = None
    """Address of a Dask scheduler ("tcp://host:8786"), or "local" for one on this machine."""
    parquet: bool = False
    allow_fewer: bool = False
    """Go on where an input is empty or holds far fewer files than last time."""
    prune: bool = False
    """Take out what is not there any more."""
    english: bool = False
    """The report and the lists for people are in English."""

    def __post_init__(self) -> None:
        if self.workers is not None and self.workers < 1:
            raise WrongRequest(
                f"workers phải từ 1 trở lên, không phải {self.workers}", f"workers is 1 at least, not {self.workers}"
            )

    def print(self) -> str:
        """With the content's hash, the key of a result."""
        return print_of(self.options, self.work, read)


def worker_count(limits: FileLimits) -> int:
    """One worker a processor that this process may use, fewer where memory would not hold them."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    except (ValueError, OSError, AttributeError):
        return processors
    # most files need far less than the limit: a quarter of it a worker, and half a GiB to stand in
    return max(1, min(processors, free // (512 + limits.memory_mib // 4)))

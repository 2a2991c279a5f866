"""What a run asks of whoever carries out its jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from vnplans.archive.job import Job, Verdict

if TYPE_CHECKING:
    from vnplans.archive.parquet import PartRow

__all__ = ["OutOfSpace", "SchedulerLost", "Workers"]


class OutOfSpace(Exception):
    """A disk is full; nothing that was settled is lost."""


class SchedulerLost(Exception):
    """The scheduler of the cluster is gone; nothing that was settled is lost."""


class Workers(Protocol):
    """Whoever carries out jobs: lanes on this machine, or a cluster."""

    hashes: bool
    """Do the workers read the files first (a cluster), so that the run itself must not?"""

    unmanned: bool
    """Has there been nobody to do the work for a minute?"""

    ahead: int
    """Files that are still to come, as far as the run knows: told by it, for work to be parted evenly."""

    @property
    def write_parts(self) -> Callable[[Iterable[tuple[str, list[PartRow]]]], None] | None:
        """Writes parts of the Parquet dataset, each to its place, where they can; raises OSError."""

    @property
    def free(self) -> int:
        """How many jobs can be submitted now."""

    def submit(self, job: Job) -> None:
        """Hand over a job."""

    def collect(self, timeout: float) -> Iterator[tuple[Job, Verdict]]:
        """Verdicts that came within `timeout` seconds."""

    def running(self) -> list[tuple[str, float]]:
        """Files under way and for how many seconds."""

    def close(self) -> None:
        """End all work."""

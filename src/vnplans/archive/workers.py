"""What a run asks of whoever carries out its jobs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from vnplans.archive.job import Job, Verdict

__all__ = ["OutOfSpace", "Workers"]


class OutOfSpace(Exception):
    """A disk is full; nothing that was settled is lost."""


class Workers(Protocol):
    """Whoever carries out jobs: lanes on this machine, or a cluster."""

    hashes: bool
    """Do the workers read the files first (a cluster), so that the run itself must not?"""

    unmanned: bool
    """Has there been nobody to do the work for a minute?"""

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

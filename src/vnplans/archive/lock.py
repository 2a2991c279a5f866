"""One run at a time in one output folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

__all__ = ["ArchiveBusy", "locked"]


class ArchiveBusy(Exception):
    """Another process is writing to this folder."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder; the system lets go of it when the process ends, however it ends.

    Raises ArchiveBusy where another run holds it, in this process too; OSError where no lock can be had.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        # one lock for all threads: a stream of outcomes may be closed by another thread than the one that began it
        lock = FileLock(folder / "lock", timeout=0, thread_local=False).acquire()
    except Timeout as error:
        raise ArchiveBusy(str(folder)) from error
    with lock:
        yield

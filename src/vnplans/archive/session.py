"""An archive from beginning to end: the journal opened and locked, the workers started, the outputs written."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from vnplans.archive.entries import Entries, outcome
from vnplans.archive.job import Work
from vnplans.archive.journal import Journal
from vnplans.archive.lanes import Lanes
from vnplans.archive.limits import FileLimits
from vnplans.archive.lock import locked
from vnplans.archive.outputs import write_outputs
from vnplans.archive.places import is_remote
from vnplans.archive.progress import Progress
from vnplans.archive.run import Run
from vnplans.archive.summary import Summary
from vnplans.archive.walk import walk
from vnplans.archive.worker import read
from vnplans.archive.workers import OutOfSpace, Workers
from vnplans.errors import DamagedFile
from vnplans.models import Outcome
from vnplans.readers import ReadOptions

__all__ = ["Settings", "convert", "convert_to", "worker_count"]

_FULL = ("database or disk is full", "disk I/O error")
_BROKEN = ("not a database", "malformed")


@dataclass(frozen=True, slots=True)
class Settings:
    """How an archive is read. Only `options` and the library's version decide what a record says."""

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

    def fingerprint(self) -> str:
        """With the content's hash, the key of a result."""
        work = "" if self.work is read else f"{self.work.__module__}.{self.work.__qualname__}"
        return f"{version('vnplans')} {self.options!r} {work}".strip()


def worker_count(limits: FileLimits) -> int:
    """One worker a processor that this process may use, fewer where memory would not hold them."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    except (ValueError, OSError, AttributeError):
        return processors
    # most files need far less than the limit: a quarter of it a worker, and half a GiB to stand in
    return max(1, min(processors, free // (512 + limits.memory_mib // 4)))


def convert(  # noqa: PLR0913 - the whole of a run is chosen here
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    out: str | os.PathLike[str] | None = None,
    workers: int | None = None,
    seconds: float = FileLimits().seconds,
    memory_mib: int = FileLimits().memory_mib,
    options: ReadOptions | None = None,
    retry_failed: bool = False,
    settings: Settings | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
) -> Iterator[Outcome]:
    """Read an archive: folders, ZIPs, mails and files, each file isolated in a worker process.

    Yields an Outcome for every file, in the order of `paths` and of names, whatever the number of workers: its
    directives, or its failure; a second copy of the same bytes has a source that points to the first and no directives.
    With `out`, the journal is kept there (the same call goes on where an earlier one was cut off), and the outputs
    are written when the last Outcome was taken; only they know `Source.same_as`.
    `seconds` and `memory_mib` are the limits of one file; `settings` takes the place of all five choices, and has more.
    Worker processes import the calling script: it must call this under `if __name__ == "__main__":`.

    Raises OutOfSpace when a disk is full, ArchiveBusy when another process writes to `out`.
    """
    if settings is None:
        limits = FileLimits(seconds=seconds, memory_mib=memory_mib)
        settings = Settings(workers, limits, options or ReadOptions(), retry_failed)
    paths = [paths] if isinstance(paths, str | os.PathLike) else paths
    with _opened(paths, out, settings, stop or threading.Event()) as run:
        entries = Entries(run.journal, settings.fingerprint())
        at = (-1, -1)
        for _ in run.work(_ticker(on_progress)):
            at = yield from _settled(run, entries, at)
        yield from _settled(run, entries, at)
        if out is not None:
            write_outputs(
                run.journal, settings.fingerprint(), str(out), parquet=settings.parquet, finished=run.finished
            )


def _settled(run: Run, entries: Entries, at: tuple[int, int]) -> Generator[Outcome, None, tuple[int, int]]:
    """Outcomes of all rows from `at` on that are settled without a gap; returns where it stopped."""
    while (row := run.journal.row_after(*at)) is not None and run.is_settled(row):
        entry = entries.entry(row)
        if entry is not None:
            yield outcome(entries, entry)
        at = (row.ordinal, row.member)
    return at


def convert_to(
    out: str | os.PathLike[str],
    paths: Iterable[str | os.PathLike[str]],
    settings: Settings,
    *,
    on_tick: Callable[[Run], None] | None = None,
    stop: threading.Event | None = None,
) -> Summary:
    """Read an archive into `out` (see `outputs`), without handing the records to the caller.

    `stop` ends it early at a safe point; `Summary.finished` says so. Raises OutOfSpace, ArchiveBusy; DamagedFile
    for a broken journal.
    """
    with _opened(paths, out, settings, stop or threading.Event()) as run:
        for _ in run.work(on_tick or (lambda _: None)):
            pass
        return write_outputs(
            run.journal, settings.fingerprint(), str(out), parquet=settings.parquet, finished=run.finished
        )


def _ticker(on_progress: Callable[[Progress], None] | None) -> Callable[[Run], None]:
    if on_progress is None:
        return lambda _: None
    return lambda run: on_progress(run.counts.progress(run.running()))


@contextmanager
def _opened(
    paths: Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str] | None,
    settings: Settings,
    stop: threading.Event,
) -> Iterator[Run]:
    folder, temporary = _state_folder(out)
    try:
        with locked(folder), _disk_errors(folder):
            _clean_after_kill(folder)
            journal = Journal(folder / "journal.sqlite")
            workers = _workers(settings, folder)
            try:
                run = Run(journal, workers, settings.fingerprint(), retry_failed=settings.retry_failed, stop=stop)
                skip = None if out is None or is_remote(str(out)) else Path(out)
                run.list_files(walk(paths, skip=skip))
                yield run
            finally:
                workers.close()
                journal.close()
                (folder / "scratch").unlink(missing_ok=True)
    finally:
        if temporary:
            shutil.rmtree(folder, ignore_errors=True)


def _state_folder(out: str | os.PathLike[str] | None) -> tuple[Path, bool]:
    """Where the journal lies, and whether it is to be removed: OUT/.vnplans; for an OUT that is not local, a folder of
    this machine named after it."""
    if out is None:
        return Path(tempfile.mkdtemp(prefix="vnplans-journal-")), True
    if is_remote(str(out)):
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
        return home / "vnplans" / hashlib.sha256(str(out).encode()).hexdigest()[:16], False
    return Path(out) / ".vnplans", False


def _workers(settings: Settings, folder: Path) -> Workers:
    if settings.cluster is not None:
        from vnplans.archive.cluster import Cluster  # noqa: PLC0415 - dask is an extra

        return Cluster(settings.cluster, settings.workers, settings.work, settings.options, settings.limits)
    lanes = Lanes(settings.workers or worker_count(settings.limits), settings.work, settings.options, settings.limits)
    (folder / "scratch").write_text(str(lanes.scratch), encoding="utf-8")
    return lanes


def _clean_after_kill(folder: Path) -> None:
    """Remove the temporary files of a run that could not do so itself."""
    note = folder / "scratch"
    if note.exists():
        scratch = Path(note.read_text(encoding="utf-8"))
        if scratch.name.startswith("vnplans-"):
            shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    """A full disk, whoever meets it, is OutOfSpace."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if any(words in str(error) for words in _FULL):
            raise OutOfSpace(str(folder)) from error
        raise
    except sqlite3.DatabaseError as error:
        if any(words in str(error) for words in _BROKEN):
            raise DamagedFile(
                f"{folder}: nhật ký bị hỏng: hãy xóa thư mục này rồi chạy lại",
                f"{folder}: the journal is damaged: remove this folder and run again",
            ) from error
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise OutOfSpace(str(error.filename or folder)) from error
        raise

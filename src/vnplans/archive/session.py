"""An archive from beginning to end: the inputs looked at, the journal opened and locked, the workers started, the
outputs written."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from vnplans.archive import scratch
from vnplans.archive.abilities import Abilities, abilities
from vnplans.archive.bundles import Bundles, share
from vnplans.archive.entries import Entries, outcome
from vnplans.archive.guard import refuse_unguarded
from vnplans.archive.inputs import Asked, check_inputs, check_not_empty, check_out, check_shortfall, root_of
from vnplans.archive.journal import Journal
from vnplans.archive.lanes import Lanes
from vnplans.archive.lease import Lease, leased
from vnplans.archive.limits import FileLimits
from vnplans.archive.listing import Row
from vnplans.archive.lock import locked
from vnplans.archive.merge import clear, recover
from vnplans.archive.outputs import StoppedWriting, was_written, write_outputs
from vnplans.archive.places import is_remote, join, mark_of
from vnplans.archive.progress import Counts, Progress
from vnplans.archive.run import Run
from vnplans.archive.settings import Settings, worker_count
from vnplans.archive.shares import Shares
from vnplans.archive.state import bundles_of, pages_of, state_folder
from vnplans.archive.summary import Summary
from vnplans.archive.walk import Found, Walk
from vnplans.archive.worker import Orders
from vnplans.archive.workers import OutOfSpace, SchedulerLost, Workers
from vnplans.errors import DamagedFile
from vnplans.models import Outcome
from vnplans.readers import ReadOptions

__all__ = ["Moment", "Outcomes", "convert", "convert_to"]

_FULL = ("database or disk is full", "disk I/O error")
_BROKEN = ("not a database", "malformed")
_EVERY = 0.25
"""Seconds between two looks of the caller while files are listed or outputs written."""

AnyPath = str | os.PathLike[str]


class Moment(Protocol):
    """What can be asked of a run at any time, while it lists, reads or writes."""

    @property
    def counts(self) -> Counts: ...

    def running(self) -> list[tuple[str, float]]:
        """Files under way and for how many seconds."""


class Stopped(Exception):
    """The run was stopped before it began to read; nothing was touched."""


class Outcomes(Iterator[Outcome]):
    """The outcomes of an archive, one by one. However it is left - read to its end, closed, forgotten, broken off by an
    error, or still there when Python ends - the workers stop and nothing temporary stays. Works as a context manager.
    """

    def __init__(self, stream: Generator[Outcome, None, None]) -> None:
        self._stream = stream
        self._end = weakref.finalize(self, _end, stream)

    def __next__(self) -> Outcome:
        return next(self._stream)

    def close(self) -> None:
        """Stop the workers; what was read stays in the journal, where there is one."""
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _end(stream: Generator[Outcome, None, None]) -> None:
    with suppress(ValueError):  # another thread is in it
        stream.close()


def convert(  # noqa: PLR0913 - the whole of a run is chosen here
    paths: AnyPath | Iterable[AnyPath],
    *,
    out: AnyPath | None = None,
    workers: int | None = None,
    seconds: float = FileLimits().seconds,
    memory_mib: int = FileLimits().memory_mib,
    options: ReadOptions | None = None,
    retry_failed: bool = False,
    settings: Settings | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
) -> Outcomes:
    """Read an archive: folders, ZIPs, mails and files, each file isolated in a worker process.

    Yields an Outcome for every file, in the order of `paths` and of names, whatever the number of workers: its
    directives, or its failure, or neither for what is no document; its `source` always tells the file. A second copy of
    the same bytes has a source that points to the first and no directives.
    With `out`, the journal is kept there (the same call goes on where an earlier one was cut off), and the outputs
    are written when the last Outcome was taken; only they know `Source.same_as`.
    `seconds` and `memory_mib` are the limits of one file; `settings` takes the place of all five choices, and has more.
    Worker processes import the calling script: it must call this under `if __name__ == "__main__":`.

    Raises at once NotFound for an input that is not there, WrongRequest for a wrong choice; while it is read OutOfSpace
    when a disk is full, ArchiveBusy when another process writes to `out`, FarFewer where an input holds far fewer files
    than last time, Unguarded where the script has no guard.
    """
    if settings is None:
        limits = FileLimits(seconds=seconds, memory_mib=memory_mib)
        settings = Settings(workers, limits, options or ReadOptions(), retry_failed)
    asked = Asked([paths] if isinstance(paths, str | os.PathLike) else list(paths))
    refuse_unguarded()
    check_inputs(asked)
    check_out(out)
    return Outcomes(_stream(asked, out, settings, on_progress, stop or threading.Event()))


def _stream(
    asked: Asked,
    out: AnyPath | None,
    settings: Settings,
    on_progress: Callable[[Progress], None] | None,
    stop: threading.Event,
) -> Generator[Outcome, None, None]:
    tick = _ticker(on_progress)
    try:
        with _opened(asked, out, settings, stop, tick) as run:
            entries = Entries(run.journal, settings.print())
            at = -1
            for _ in run.work(tick):
                at = yield from _settled(run, entries, at)
            yield from _settled(run, entries, at)
            if out is not None:
                _write(run, str(out), settings, stop, tick)
    except Stopped:
        return


def _settled(run: Run, entries: Entries, at: int) -> Generator[Outcome, None, int]:
    """Outcomes of all rows from `at` on that are settled without a gap; returns where it stopped."""
    while (row := run.journal.listing.row_after(at)) is not None and run.is_settled(row):
        for entry in entries.of_row(row):
            yield outcome(entries, entry)
        at = row.ordinal
    return at


def convert_to(  # noqa: PLR0913
    out: AnyPath,
    paths: Iterable[AnyPath],
    settings: Settings,
    *,
    listed: Iterable[str] = (),
    on_tick: Callable[[Moment], None] | None = None,
    stop: threading.Event | None = None,
) -> Summary:
    """Read an archive into `out` (see `outputs`), without handing the records to the caller.

    `listed` are files of a list: one that is not there is a failure of its own, a path of `paths` is an error.
    `stop` ends it early at a safe point; `Summary.finished` says so. Raises NotFound, FarFewer and WrongRequest before
    anything is touched; OutOfSpace, ArchiveBusy, SchedulerLost; DamagedFile for a broken journal.
    """
    asked, stop = Asked(list(paths), list(listed)), stop or threading.Event()
    tick = on_tick or (lambda _: None)
    refuse_unguarded()
    check_inputs(asked)
    check_out(out)
    try:
        with _opened(asked, out, settings, stop, tick) as run:
            lost = None
            try:
                for _ in run.work(tick):
                    pass
            except SchedulerLost as error:  # what was read until then is published
                run.journal.commit()
                lost = error
            summary = _write(run, str(out), settings, stop, tick)
            if lost is not None:
                raise lost
            return summary
    except (Stopped, StoppedWriting):
        return Summary(finished=False)


def _ticker(on_progress: Callable[[Progress], None] | None) -> Callable[[Moment], None]:
    if on_progress is None:
        return lambda _: None
    return lambda run: on_progress(run.counts.progress(run.running()))


def _write(run: Run, out: str, settings: Settings, stop: threading.Event, tick: Callable[[Moment], None]) -> Summary:
    """Write the outputs; a stop that comes only now leaves those that were there, and so does a run cut short with a
    new journal: outputs of an older one hold more."""
    if run.lease is not None:
        run.lease.confirm()
    if not run.finished and not was_written(run.journal) and mark_of(join(out, "directives.jsonl")):
        return Summary(finished=False)
    late, shown = not stop.is_set(), time.monotonic()
    run.counts.phase = "writing"

    def told(written: int) -> None:
        nonlocal shown
        run.counts.written = written
        if time.monotonic() - shown > _EVERY:
            shown = time.monotonic()
            tick(run)
            if late and stop.is_set():
                raise StoppedWriting

    return write_outputs(
        run.journal,
        settings.print(),
        out,
        parquet=settings.parquet,
        english=settings.english,
        finished=run.finished,
        write_parts=run.workers.write_parts,
        tick=told,
    )


@contextmanager
def _opened(
    asked: Asked, out: AnyPath | None, settings: Settings, stop: threading.Event, tick: Callable[[Moment], None]
) -> Iterator[Run]:
    if not settings.allow_fewer:
        check_not_empty(asked)
    folder, temporary = state_folder(out)
    try:
        with locked(folder), _lease(out) as lease, _disk_errors(folder):
            scratch.clear(folder)
            journal = Journal(folder / "journal.sqlite", Bundles(bundles_of(out, folder)))
            try:
                with _prepared(journal, folder, asked, settings, stop, tick) as run:
                    run.lease = lease
                    yield run
            finally:
                journal.close()
    finally:
        if temporary:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _prepared(  # noqa: PLR0913, PLR0917
    journal: Journal,
    folder: Path,
    asked: Asked,
    settings: Settings,
    stop: threading.Event,
    tick: Callable[[Moment], None],
) -> Iterator[Run]:
    """The files listed, the workers started."""
    listing = _Listing()
    if journal.renewed:
        listing.counts.notices.append(
            (
                "nhật ký của phiên bản trước không dùng tiếp được: đọc lại từ đầu",
                "the journal of an earlier version cannot be used: all is read anew",
            )
        )
    walk = Walk(asked.all)
    journal.listing.find(_rows(walk, listing, stop, tick))
    if not settings.allow_fewer:
        check_shortfall(journal, asked, walk)
    journal.next_run()
    journal.listing.renew([root_of(path) for path in asked.named], walk.closed)
    recover(journal)
    if settings.prune:
        listing.counts.pruned = journal.prune(settings.print())
        clear(journal)
    can = abilities(settings.options, settings.limits)
    listing.counts.notices += _notices(walk, can, settings)
    workers = _workers(settings, folder, can, journal.bundles.folder)
    try:
        shares = Shares(walk.shares, [str(path) for path in asked.all if is_remote(path)])
        run = Run(
            journal,
            workers,
            settings.print(),
            can,
            shares,
            counts=listing.counts,
            retry_failed=settings.retry_failed,
            stop=stop,
            pages=pages_of(folder),
        )
        yield run
    finally:
        workers.close()
        scratch.clear(folder)


class _Listing:
    """The moment while files are listed."""

    def __init__(self) -> None:
        self.counts = Counts()

    @staticmethod
    def running() -> list[tuple[str, float]]:
        return []


def _rows(
    files: Iterable[Found], listing: _Listing, stop: threading.Event, tick: Callable[[Moment], None]
) -> Iterator[Row]:
    """A row for each file that the walk finds, in its order. Raises Stopped."""
    shown = time.monotonic()
    for ordinal, found in enumerate(files):
        yield Row(ordinal, found.path, found.name, found.stamp, found.size, found.skip, found.why)
        if time.monotonic() - shown > _EVERY:
            shown = time.monotonic()
            listing.counts.total = ordinal + 1
            tick(listing)
            if stop.is_set():
                raise Stopped


def _notices(walk: Walk, can: Abilities, settings: Settings) -> Iterator[tuple[str, str]]:
    """What a person should know as the run begins."""
    for folder in walk.own:
        yield f"bỏ qua kết quả của convert trong {folder}", f"outputs of convert in {folder} are passed over"
    if walk.passed["hidden"]:
        number = walk.passed["hidden"]
        yield f"bỏ qua {number} tệp, thư mục ẩn", f"{number} hidden files and folders are passed over"
    if can.ocr is None and settings.options.ocr != "never":
        yield (
            "chưa có bộ nhận dạng chữ: bản chụp sẽ không đọc được; cài vnplans[ocr] hoặc tesseract-ocr",
            "no OCR engine: scans will not be read; install vnplans[ocr] or tesseract-ocr",
        )


def _lease(out: AnyPath | None) -> AbstractContextManager[Lease | None]:
    """Of an output folder that is not local: the lock of the journal is known on this machine only."""
    return leased(str(out)) if out is not None and is_remote(out) else nullcontext()


def _workers(settings: Settings, folder: Path, can: Abilities, bundles: str) -> Workers:
    if settings.cluster is not None:
        from vnplans.archive.cluster import Cluster  # noqa: PLC0415 - dask is an extra

        orders = Orders(settings.work, settings.options, settings.limits, can, "", "")
        orders = orders._replace(print=settings.print(), bundles=bundles, token=share(bundles))
        return Cluster(settings.cluster, settings.workers, orders)
    own = scratch.make(folder)
    (own / "spool").mkdir()
    orders = Orders(settings.work, settings.options, settings.limits, can, str(own / "spool"), str(pages_of(folder)))
    return Lanes(settings.workers or worker_count(settings.limits), orders, own)


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

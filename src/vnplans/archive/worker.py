"""One content in a worker: open it, list what is inside, or read it. Every way it can fail is a value."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from vnplans.archive.abilities import Abilities, needs_of, needs_of_failure
from vnplans.archive.job import Away, Failed, Inside, Job, Listed, Moved, NoSpace, Read, Record, Verdict, Work
from vnplans.archive.limits import FileLimits, arm, confine, disarm, follow, waited, waited_by_programs
from vnplans.archive.litter import skipped
from vnplans.archive.pages import Pages
from vnplans.archive.places import open_bytes
from vnplans.archive.shelves import Shelves
from vnplans.archive.tally import tally
from vnplans.archive.walk import refused
from vnplans.containers.shelf import Shelf, shelf
from vnplans.errors import MissingExtra, NoOcr, Reason, VnplansError, WrongRequest
from vnplans.models import Directive
from vnplans.readers import ReadOptions
from vnplans.readers.sniff import sniff
from vnplans.tracker.facts import facts

__all__ = ["Beat", "Orders", "beat_of", "died", "handle", "handle_many", "read", "start", "told_by"]

_BATCH_BYTES = 64 * 2**20
_BATCH_SECONDS = 3.0
"""What one job lists of a container, besides `Job.most` members."""
_TOLD_BYTES = 64 * 2**20
"""Pieces of a large file whose reading is told."""
_PASSING = (errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE, errno.ENOTCONN)
_NAMED = (FileNotFoundError, PermissionError, TimeoutError, ConnectionError)
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Orders(NamedTuple):
    """What stays the same for all files of a run."""

    work: Work
    options: ReadOptions
    limits: FileLimits
    can: Abilities
    spool: str
    """A folder for containers that lie inside containers."""
    pages: str
    """A folder for recognised pages of documents that are not read to their end."""
    print: str = ""
    """Of a run on a cluster: version and options as the journal keeps them."""
    bundles: str = ""
    """The shared folder to which its workers write; "" where there is none."""
    token: str = ""
    """By which they know it."""


def start(parent: int, scratch: str, limits: FileLimits) -> None:
    """Once in each fresh worker, before its first file."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    own = Path(scratch, str(os.getpid()))
    own.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = os.environ["TMPDIR"] = str(own)
    confine(limits)
    follow(parent, scratch)


def handle(job: Job, orders: Orders) -> Verdict:
    """Read one content under its limits."""
    began, used = time.monotonic(), _cpu()
    beat = beat_of(orders.spool, job.ticket)
    _tell(beat, page=False)
    arm(orders.limits)
    try:
        verdict = _verdict(job, orders)
        if isinstance(verdict, Read | Failed):
            return replace(verdict, seconds=time.monotonic() - began, cpu=_cpu() - used)
        return verdict
    finally:
        disarm()
        with suppress(OSError):
            beat.unlink()
        _tidy()


def handle_many(jobs: list[Job], orders: Orders, seconds: float) -> list[Verdict]:
    """Read some contents that are quick, one after the other; those that are begun within `seconds`."""
    ends, verdicts = time.monotonic() + seconds, list[Verdict]()
    for job in jobs:
        if verdicts and time.monotonic() > ends:
            break
        verdicts.append(handle(job, orders))
    return verdicts


def beat_of(spool: str, ticket: int) -> Path:
    """A file that says who works at a job; written anew when a page is begun."""
    return Path(spool, f"beat-{ticket}")


class Beat(NamedTuple):
    """What a worker last told of itself."""

    pid: int
    page: bool
    """Does it read page after page?"""
    seconds: float
    """Since then, without those in which it waited for a processor that others had."""


def _tell(beat: Path, *, page: bool) -> None:
    with suppress(OSError):
        beat.write_text(f"{os.getpid()} {waited(os.getpid())} {int(page)}", encoding="ascii")


def told_by(beat: Path) -> Beat | None:
    """What the worker of a job last told; None where it has not begun."""
    try:
        pid, then, page = map(int, beat.read_text(encoding="ascii").split())
        age = time.time() - beat.stat().st_mtime
    except (OSError, ValueError):
        return None
    return Beat(pid, bool(page), age - max(0, waited(pid) - then, waited_by_programs(pid)) / 1e9)


def _goes_on(job: Job, orders: Orders) -> None:
    """A page begins, or a good piece of a large file was read: from here on the time of that is what counts."""
    _tell(beat_of(orders.spool, job.ticket), page=True)
    arm(orders.limits, page=True)


def died(job: Job, why: Reason, orders: Orders) -> Failed:
    """What is told of a content whose worker did not come back."""
    failed = Failed(why, job.sha256)
    return replace(failed, needs=needs_of_failure(failed, None, orders.can))


def _cpu() -> float:
    """Processor seconds of this process and of the programs it called."""
    return sum(os.times()[:4])


_shelves = Shelves()
"""Containers that this worker has open: their members come one after the other."""


def _verdict(job: Job, orders: Orders) -> Verdict:
    told = _Told(job.sha256)
    try:
        if job.start:
            return _list_on(job, orders)
        with _bytes_of(job, orders) as stream:
            told.size = stream.seek(0, os.SEEK_END)
            told.sha256 = _hash(stream, partial(_goes_on, job, orders))
            if job.sha256 not in (None, told.sha256):
                return Moved()
            return _read_or_list(job, orders, stream, told)
    except _Changed:
        return Moved()
    except VnplansError as error:
        if told.size is None and isinstance(error, MissingExtra | WrongRequest):  # this machine cannot open the place
            return Away(replace(error.reason, code="not_found"))
        error.file = None if error.file == job.name else error.file
        failed = Failed(error.reason, told.sha256)
        told.missing = _missing(error)
    except MemoryError:
        failed = Failed(Reason("memory", "vượt giới hạn bộ nhớ", "over the memory limit"), told.sha256)
    except OSError as error:
        if error.errno in _FULL:
            return NoSpace(str(error.filename or tempfile.gettempdir()))
        if told.sha256 is None or _passes(error, at_work=told.at_work):
            return Away(refused(error))
        reason = error.strerror or str(error)
        failed = Failed(Reason("crash", f"lỗi hệ thống ({reason})", f"a system error ({reason})"), told.sha256)
    except Exception as error:  # the border of isolation: whatever a reader raises is this file's failure, and named
        what = f"{type(error).__name__}: {error}"[:300]
        failed = Failed(Reason("crash", f"lỗi chương trình ({what})", f"an error in the program ({what})"), told.sha256)
    return replace(failed, needs=needs_of_failure(failed, told.form, orders.can, told.missing), size=told.size)


class _Told:
    """What is known of a content whatever becomes of it."""

    def __init__(self, sha256: str | None) -> None:
        self.sha256 = sha256
        self.size: int | None = None
        self.form: str | None = None
        self.at_work = False
        """Are all its bytes had, and is it read now?"""
        self.missing: str | None = None
        """The package that it could not be read without."""


def _missing(error: VnplansError) -> str | None:
    return error.__cause__.name if isinstance(error.__cause__, ImportError) else None


def _passes(error: OSError, *, at_work: bool) -> bool:
    """Is it the disk or the net that fails, and not the content? What is read from there may fail in any way that the
    system knows; a wrong place in a file (EINVAL) is of the content. Stores often give no number."""
    if error.errno in _PASSING or isinstance(error, _NAMED):
        return True
    return not at_work and error.errno not in (None, errno.EINVAL)


def _read_or_list(job: Job, orders: Orders, stream: IO[bytes], told: _Told) -> Verdict:
    assert told.sha256 is not None and told.size is not None
    limits = orders.options.limits
    found = shelf(stream, limits)
    if found is not None:
        with closing(found):
            if job.steps:
                _shelves.keep(orders.spool, told.sha256, stream)
            return _list(job, found, told.sha256, orders)
    limits.check("file_size", told.size)
    stream.seek(0)
    data = stream.read()
    told.form = _form(data)
    kept = Pages(Path(orders.pages, told.sha256), orders.can.ocr, partial(_goes_on, job, orders))
    options = replace(orders.options, kept=kept)
    told.at_work = True
    directives = orders.work(data, job.name, options)
    _refuse_unread(directives, orders)
    records = tuple(_record(d, job.name) for d in directives)
    pages = max((d.source.pages or 0 for d in directives), default=0) or None
    return Read(told.sha256, records, needs=needs_of(directives, orders.can), pages=pages)


def _form(data: bytes) -> str | None:
    try:
        return sniff(data)
    except VnplansError:
        return None


def _refuse_unread(directives: list[Directive], orders: Orders) -> None:
    """A scan of which nothing could be read because nothing here recognises letters is a failure that says so."""
    if orders.can.ocr is not None or orders.options.ocr == "never" or not directives:
        return
    unread = [any(note.code == "ocr_needed" for note in d.notes) for d in directives]
    empty = not any(d.number or d.issuer or d.title or d.tasks or d.outline or d.recipients for d in directives)
    if all(unread) and empty:
        raise NoOcr(
            "bản chụp, chưa có bộ nhận dạng chữ trên máy: cài vnplans[ocr] hoặc tesseract-ocr rồi chạy lại",
            "a scan, and no OCR engine here: install vnplans[ocr] or tesseract-ocr and run again",
        )


@contextmanager
def _bytes_of(job: Job, orders: Orders) -> Iterator[IO[bytes]]:
    """The bytes of a file, or of what lies in it, as a stream that can be sought."""
    if not job.steps:
        with open_bytes(job.path) as stream:
            yield stream
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(_shelves.member(orders.spool, job.path, job.steps, orders.options.limits))
        except VnplansError as error:  # it was listed, and is no longer what it was then
            raise _Changed from error
        yield stream


class _Changed(Exception):
    """A container is not what it was when it was listed: no verdict on what lies in it."""


def _hash(stream: IO[bytes], goes_on: Callable[[], None]) -> str:
    """SHA-256 of a stream; `goes_on` is told now and then, so that a file does not fail for its size alone."""
    stream.seek(0)
    hashed = _Hashed(goes_on)
    while piece := stream.read(2**20):
        hashed.write(piece)
    return hashed.digest()


def _list_on(job: Job, orders: Orders) -> Listed:
    """The members of a container from `job.start` on."""
    assert job.sha256 is not None
    try:
        found = _shelves.container(orders.spool, job.path, job.steps, job.sha256, orders.options.limits)
    except VnplansError as error:
        raise _Changed from error
    return _list(job, found, job.sha256, orders)


def _list(job: Job, found: Shelf, sha256: str, orders: Orders) -> Listed:
    """The next members of a container, each with the hash of its content."""
    out: list[Inside] = []
    ends, room = time.monotonic() + _BATCH_SECONDS, _BATCH_BYTES
    index = job.start
    while index < len(found) and len(out) < job.most and room > 0 and time.monotonic() < ends:
        member = _inside(found, index, partial(_goes_on, job, orders))
        if member is not None:
            out.append(member)
            room -= member.size
        index += 1
    return Listed(sha256, tuple(out), index if index < len(found) else None)


def _inside(found: Shelf, index: int, goes_on: Callable[[], None]) -> Inside | None:
    slot = found.slot(index)
    if slot is None:
        return None
    skip = slot.skip or skipped(slot.name)
    if skip is not None:
        return Inside(index, slot.name, None, 0, skip=skip)
    hashed = _Hashed(goes_on)
    try:
        found.copy(index, hashed)
    except VnplansError as error:
        error.file = None
        return Inside(index, slot.name, None, hashed.size, error.reason)
    return Inside(index, slot.name, hashed.digest(), hashed.size)


class _Hashed:
    """What is written to it is hashed and forgotten."""

    def __init__(self, goes_on: Callable[[], None]) -> None:
        self._hash = hashlib.sha256()
        self._goes_on = goes_on
        self.size = 0

    def write(self, data: bytes, /) -> None:
        before = self.size // _TOLD_BYTES
        self._hash.update(data)
        self.size += len(data)
        if self.size // _TOLD_BYTES > before:
            self._goes_on()

    def digest(self) -> str:
        return self._hash.hexdigest()


def _record(directive: Directive, name: str) -> Record:
    """The record without the name of its file, which may be another next time."""
    source = directive.source
    inside = source.container is not None
    update = {
        "name": source.name if inside else None,
        "container": source.container.removeprefix(name) if source.container is not None else None,
    }
    neutral = directive.model_copy(update={"source": source.model_copy(update=update)})
    line = neutral.model_dump_json().encode()
    told = b'"source":' + neutral.source.model_dump_json().encode()
    begin = line.index(told) + len(b'"source":')
    cut = (begin, begin + len(told) - len(b'"source":'))
    return Record(zlib.compress(line, 6), facts(directive), tally(directive, cut))


def _tidy() -> None:
    """Remove what a reader left in this worker's temporary folder."""
    folder = tempfile.tempdir
    if folder is None or os.path.basename(folder) != str(os.getpid()):  # noqa: PTH119 - a name, not a file
        return
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            with suppress(OSError):
                os.unlink(entry.path)  # noqa: PTH108


def read(data: bytes, name: str | None, options: ReadOptions) -> list[Directive]:
    """The work of the library: all records of a file."""
    from vnplans.pipeline import parse_bytes  # noqa: PLC0415 - only workers need the readers

    return parse_bytes(data, name, options)

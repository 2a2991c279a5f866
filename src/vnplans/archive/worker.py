"""One file in a worker: open it, open what is inside, or read it. Every way it can fail is a value."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from vnplans import containers
from vnplans.archive.job import Failed, Inside, Job, Moved, NoSpace, Read, Record, Unpacked, Verdict, Work
from vnplans.archive.limits import FileLimits, arm, confine, disarm, follow
from vnplans.archive.places import cannot_open, open_bytes
from vnplans.errors import Reason, VnplansError
from vnplans.limits import Limits
from vnplans.models import Directive
from vnplans.readers import ReadOptions
from vnplans.readers.sniff import sniff
from vnplans.tracker.facts import facts

__all__ = ["Orders", "handle", "read", "start"]

# An envelope is read whole: its header is a cross-check of the document inside
_KEPT_WHOLE = ("edxml",)
_OPENED = set(containers.FORMS) - set(_KEPT_WHOLE)


class Orders(NamedTuple):
    """What stays the same for all files of a run."""

    work: Work
    options: ReadOptions
    limits: FileLimits
    spool: str
    """A folder for the bytes of files inside containers."""


def start(parent: int, scratch: str, limits: FileLimits) -> None:
    """Once in each fresh worker, before its first file."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    own = Path(scratch, str(os.getpid()))
    own.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = os.environ["TMPDIR"] = str(own)
    confine(limits)
    follow(parent, scratch)


def handle(job: Job, orders: Orders) -> Verdict:
    """Read one file under its limits."""
    began, used = time.monotonic(), _cpu()
    arm(orders.limits)
    try:
        verdict = _verdict(job, orders)
        if isinstance(verdict, Read | Failed):
            return replace(verdict, seconds=time.monotonic() - began, cpu=_cpu() - used)
        return verdict
    finally:
        disarm()
        _tidy()


def _cpu() -> float:
    """Processor seconds of this process and of the programs it called."""
    return sum(os.times()[:4])


def _verdict(job: Job, orders: Orders) -> Verdict:
    sha256 = job.sha256
    try:
        data = _bytes(job, orders.options.limits)
        sha256 = hashlib.sha256(data).hexdigest()
        if job.sha256 not in (None, sha256):
            return Moved()
        if sniff(data) in _OPENED:
            return Unpacked(sha256, tuple(_inside(data, orders.spool, orders.options.limits)))
        records = tuple(_record(d, job.name) for d in orders.work(data, job.name, orders.options))
        return Read(sha256, records, 0.0, 0.0)
    except VnplansError as error:
        error.file = None if error.file == job.name else error.file
        return Failed(error.reason, sha256)
    except MemoryError:
        return Failed(Reason("memory", "vượt giới hạn bộ nhớ", "over the memory limit"), sha256)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return NoSpace(str(error.filename or tempfile.gettempdir()))
        return _os_failed(error, job, sha256)
    except Exception as error:  # the border of isolation: whatever a reader raises is this file's failure, and named
        what = f"{type(error).__name__}: {error}"[:300]
        return Failed(Reason("crash", f"lỗi chương trình ({what})", f"an error in the program ({what})"), sha256)


def _os_failed(error: OSError, job: Job, sha256: str | None) -> Failed:
    reason = error.strerror or str(error)
    if sha256 is None or str(error.filename) == job.path:
        return Failed(cannot_open(reason))
    return Failed(Reason("crash", f"lỗi hệ thống ({reason})", f"a system error ({reason})"), sha256)


def _bytes(job: Job, limits: Limits) -> bytes:
    with open_bytes(job.path) as stream:
        limits.check("file_size", stream.seek(0, os.SEEK_END))
        stream.seek(0)
        return stream.read()


def _inside(data: bytes, spool: str, limits: Limits) -> list[Inside]:
    """The members of a container, their bytes laid in the spool under their hash."""
    out = []
    for member in containers.unpack(data, "", limits, keep=_KEPT_WHOLE):
        way = f"/{member.container}" if member.container else ""
        if member.error is not None:
            member.error.file = None
            out.append(Inside(member.name, way, None, None, member.error.reason))
            continue
        sha256 = hashlib.sha256(member.data).hexdigest()
        path = Path(spool, sha256)
        if not path.exists():
            part = path.with_suffix(f".{os.getpid()}")
            part.write_bytes(member.data)
            part.replace(path)
        out.append(Inside(member.name, way, sha256, str(path)))
    return out


def _record(directive: Directive, name: str) -> Record:
    """The record without the name of its file, which may be another next time."""
    source = directive.source
    inside = source.container is not None
    update = {
        "name": source.name if inside else None,
        "container": source.container.removeprefix(name) if source.container is not None else None,
    }
    neutral = directive.model_copy(update={"source": source.model_copy(update=update)})
    return Record(neutral.model_dump_json().encode(), facts(directive))


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

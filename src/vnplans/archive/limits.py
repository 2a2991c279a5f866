"""What one file may take: time on the clock, time of the processor, memory. Kept by the kernel, inside the worker."""

from __future__ import annotations

import multiprocessing
import os
import select
import shutil
import signal
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing import util
from pathlib import Path

try:
    import resource
except ImportError:  # not on Windows: there only the clock is kept, by the parent
    resource = None  # type: ignore[assignment]

__all__ = ["FileLimits", "arm", "confine", "disarm", "follow", "waited", "waited_by_programs"]

_MIB = 2**20
_BELT = 10.0
_BELTS = 4
"""The kernel's alarm comes after the parent's, which does not count the time in which others had the processor."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """`seconds` on the clock, `cpu_seconds` of the processor (None: twice the clock); past them `page_seconds` for each
    page that is recognised, so that a long scan ends when a page hangs and not because it is long;
    `memory_mib` beyond what an idle worker holds; `files_per_worker` before it is replaced by a fresh one. What a
    file may ask for itself are `vnplans.limits`."""

    seconds: float = 300.0
    cpu_seconds: float | None = None
    page_seconds: float = 120.0
    memory_mib: int = 3072
    files_per_worker: int = 200


def confine(limits: FileLimits) -> None:
    """Once in a fresh worker: its own process group, no core files, the memory limit."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if resource is None:
        return
    os.setpgid(0, 0)  # so that programs it starts can be ended with it, and Ctrl-C reaches only the parent
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # On Linux the writable memory: address space that threads of a many-core machine only reserve is not held against a
    # file. Elsewhere all address space.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _, hard = resource.getrlimit(kind)
    ceiling = _writable_memory() + limits.memory_mib * _MIB
    if hard == resource.RLIM_INFINITY or ceiling < hard:
        resource.setrlimit(kind, (ceiling, hard))


def _writable_memory() -> int:
    """Bytes of data and stack in use; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def arm(limits: FileLimits, *, page: bool = False) -> None:
    """Before a file, and before each `page` that is recognised: a page never takes from the time of the file. Past the
    limits the kernel ends the process: SIGXCPU for the processor, SIGALRM for the clock (a second belt, for a parent
    that is gone)."""
    if resource is None:
        return
    seconds, cpu = limits.seconds, limits.cpu_seconds if limits.cpu_seconds is not None else 2 * limits.seconds
    until = time.process_time() + cpu
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if page:
        seconds = max(limits.page_seconds, (signal.getitimer(signal.ITIMER_REAL)[0] - _BELT) / _BELTS)
        until = max(time.process_time() + 2 * limits.page_seconds, soft)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (int(until) + 1, hard))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, _BELTS * seconds + _BELT)


def waited(pid: int) -> int:
    """Nanoseconds that a process was ready to run and had no processor, as others had them all; 0 where the system does
    not say."""
    return _delay(Path("/proc", f"{pid}"))


def waited_by_programs(pid: int) -> int:
    """The same of the program that waited longest among those that a worker started and that still run."""
    return max((_delay(process) for process in Path("/proc").glob("[0-9]*") if _leader(process) == pid), default=0)


def _leader(process: Path) -> int | None:
    """The process group of a process other than its leader."""
    try:
        group = int((process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[2])
    except (OSError, ValueError, IndexError):
        return None
    return None if process.name == f"{group}" else group


def _delay(process: Path) -> int:
    try:
        return int((process / "schedstat").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def disarm() -> None:
    """After a file."""
    if resource is None:
        return
    signal.setitimer(signal.ITIMER_REAL, 0)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


def follow(parent: int, scratch: str) -> None:
    """End this worker, what it started and the temporary files of all, as soon as `parent` is gone, however it went."""
    threading.Thread(target=_wait_and_end, args=(parent, scratch), name="follow", daemon=True).start()
    util.Finalize(None, _leave, args=(parent, scratch), exitpriority=10)


def _leave(parent: int, scratch: str) -> None:
    """At an orderly end: remove this worker's files. A closed pipe may be the first sign that the parent is gone."""
    shutil.rmtree(Path(scratch, str(os.getpid())), ignore_errors=True)
    try:
        watch = os.pidfd_open(parent)
    except ProcessLookupError:
        gone = True
    except (AttributeError, OSError):
        gone = False
    else:
        gone = bool(select.select([watch], [], [], 0.2)[0])
        os.close(watch)
    if gone:
        shutil.rmtree(scratch, ignore_errors=True)


def _wait_and_end(parent: int, scratch: str) -> None:
    try:
        watch = os.pidfd_open(parent)
    except (AttributeError, OSError):
        _poll(parent)
    else:
        select.select([watch], [], [])
    shutil.rmtree(scratch, ignore_errors=True)
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():  # never the group of whoever started the parent
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)


def _poll(parent: int) -> None:
    if os.name == "nt":  # there signal 0 is Ctrl-C
        if (process := multiprocessing.parent_process()) is not None:
            process.join()
        return
    while True:
        try:
            os.kill(parent, 0)
        except OSError:
            return
        time.sleep(1.0)

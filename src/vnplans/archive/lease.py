"""One run at a time in an output folder that is not local: a lease object there, renewed while the run goes on.

File systems of the network and object stores have no lock that ends with its holder. A lease that was not renewed for
two minutes is taken over, and one whose process is gone from this machine at once. Two that begin within the same
moment see each other when they look again, and one of them ends.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from vnplans.archive.lock import ArchiveBusy
from vnplans.archive.places import asked_there, filesystem, join, remove

__all__ = ["leased"]

_NAME = "vnplans.lease"
_RENEWED = 30.0
"""Seconds between two renewals."""
_STALE = 120.0
"""Seconds without one after which the holder is taken for dead."""
_SOON = 5.0
"""Seconds until the first: somebody who began at the same moment is seen early."""
_SETTLES = 1.0
"""Seconds until a store shows what was written."""


class Lease:
    """An output folder that is held, as long as nobody else took it over."""

    def __init__(self, out: str) -> None:
        self._out = out
        self._place = join(out, _NAME)
        with asked_there(self._place):
            self._fs, self._path = filesystem(self._place)
        self._mine = secrets.token_hex(8)
        self._other: dict[str, Any] | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="lease", daemon=True)

    def take(self) -> None:
        """Raises ArchiveBusy where another run holds it."""
        holder = self._holder()
        self._other = holder if holder is not None and _lives(holder) else None
        self.check()
        self._write()
        time.sleep(_SETTLES)
        self.confirm()
        self._thread.start()

    def check(self) -> None:
        """Raises ArchiveBusy where another run took the folder over: two began at once, or this one slept too long."""
        if self._other is not None:
            raise ArchiveBusy(f"{self._out} ({self._other['host']}, {self._other['process']})")

    def confirm(self) -> None:
        """Look, and check: before anything is published."""
        self._look()
        self.check()

    def _look(self) -> None:
        holder = self._holder()
        self._other = holder if holder is not None and holder["holder"] != self._mine else None

    def _renew(self) -> None:
        wait = _SOON
        while not self._ended.wait(wait) and self._other is None:
            wait = _RENEWED
            with suppress(OSError):  # the store is away for a moment: the lease stands for two minutes
                self._look()
                if self._other is None:
                    self._write()

    def _write(self) -> None:
        told = {"holder": self._mine, "host": socket.gethostname(), "process": os.getpid(), "renewed": time.time()}
        with asked_there(self._place):
            self._fs.makedirs(self._path.rpartition("/")[0], exist_ok=True)
            with self._fs.open(self._path, "wb") as stream:
                stream.write(json.dumps(told).encode())

    def end(self) -> None:
        """Let go of the folder, if it is still held."""
        self._ended.set()
        self._thread.join()
        with suppress(OSError):  # the store is away: what nobody renews ends by itself
            self._look()
            if self._other is None:
                remove(self._place)

    def _holder(self) -> dict[str, Any] | None:
        """Who holds the lease; None where there is none, or one that nobody can read. OSError if the store is away."""
        try:
            with asked_there(self._place), self._fs.open(self._path, "rb") as stream:
                told: dict[str, Any] = json.loads(stream.read())
        except (FileNotFoundError, ValueError):
            return None
        return told if {"holder", "host", "process", "renewed"} <= told.keys() else None


@contextmanager
def leased(out: str) -> Iterator[Lease]:
    """Hold an output folder. Raises ArchiveBusy where another run holds it, on whatever machine."""
    lease = Lease(out)
    lease.take()
    try:
        yield lease
    finally:
        lease.end()


def _lives(holder: dict[str, Any]) -> bool:
    """Is the run that wrote the lease still there? One of this machine that was killed is not."""
    if time.time() - holder["renewed"] >= _STALE:
        return False
    if holder["host"] != socket.gethostname() or os.name == "nt":
        return True
    try:
        os.kill(int(holder["process"]), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return True
    return True

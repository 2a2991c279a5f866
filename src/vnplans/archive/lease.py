"""One run at a time in an output folder that is not local: a lease object there, renewed while the run goes on.

File systems of the network and object stores have no lock that ends with its holder. A lease that was not renewed for
two minutes is taken over. Two that begin within the same moment see each other when they look again.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from vnplans.archive.lock import ArchiveBusy
from vnplans.archive.places import filesystem, join

__all__ = ["leased"]

_NAME = "vnplans.lease"
_RENEWED = 30.0
"""Seconds between two renewals."""
_STALE = 120.0
"""Seconds without one after which the holder is taken for dead."""
_SETTLES = 1.0
"""Seconds until a store shows what was written."""


@contextmanager
def leased(out: str) -> Iterator[None]:
    """Hold an output folder. Raises ArchiveBusy where another run holds it, on whatever machine."""
    fs, path = filesystem(join(out, _NAME))
    mine, ended = secrets.token_hex(8), threading.Event()
    holder = _holder(fs, path)
    if holder is not None and time.time() - holder["renewed"] < _STALE:
        raise ArchiveBusy(f"{out} ({holder['host']}, {holder['process']})")
    _write(fs, path, mine)
    time.sleep(_SETTLES)
    holder = _holder(fs, path)
    if holder is not None and holder["holder"] != mine:
        raise ArchiveBusy(f"{out} ({holder['host']}, {holder['process']})")

    def renew() -> None:
        while not ended.wait(_RENEWED):
            _write(fs, path, mine)

    thread = threading.Thread(target=renew, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        holder = _holder(fs, path)
        if holder is not None and holder["holder"] == mine:
            fs.rm(path)


def _write(fs: Any, path: str, mine: str) -> None:
    told = {"holder": mine, "host": socket.gethostname(), "process": os.getpid(), "renewed": time.time()}
    fs.makedirs(path.rpartition("/")[0], exist_ok=True)
    with fs.open(path, "wb") as stream:
        stream.write(json.dumps(told).encode())


def _holder(fs: Any, path: str) -> dict[str, Any] | None:
    """Who holds the lease; None where there is none, or one that nobody can read."""
    try:
        with fs.open(path, "rb") as stream:
            told: dict[str, Any] = json.loads(stream.read())
    except (OSError, ValueError):
        return None
    return told if {"holder", "host", "process", "renewed"} <= told.keys() else None

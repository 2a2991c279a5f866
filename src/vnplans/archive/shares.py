"""Shares that go away while a run reads them, and come back."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable

from vnplans.archive.places import filesystem
from vnplans.containers.names import decode

__all__ = ["Shares"]

_EVERY = 1.0
"""Seconds between two looks at a share that is away."""


class Shares:
    """The inputs of a run and what is mounted inside them, as they were when they were listed."""

    def __init__(self, local: Iterable[bytes], remote: Iterable[str]) -> None:
        # of a file that is an input itself, the folder in which it lies
        folders = {path if os.path.isdir(path) else os.path.dirname(path) for path in local}  # noqa: PTH112, PTH120
        self._local = sorted(folders, key=len, reverse=True)
        self._remote = sorted(set(remote), key=len, reverse=True)
        self.away: bytes | None = None
        """The share that is waited for."""
        self._looked = 0.0

    @property
    def named(self) -> str | None:
        """The share that is waited for, for people."""
        return None if self.away is None else decode(self.away)

    def lost(self, path: bytes) -> bool:
        """Is the share of a file away, not the file alone?"""
        share = self._of(path)
        if share is None or _is_there(share):
            return False
        self.away, self._looked = share, time.monotonic()
        return True

    def is_back(self) -> bool:
        """Is the share that was away there again?"""
        if self.away is None:
            return True
        if time.monotonic() - self._looked < _EVERY:
            return False
        self._looked = time.monotonic()
        if _is_there(self.away):
            self.away = None
            return True
        return False

    def _of(self, path: bytes) -> bytes | None:
        for share in self._local:
            if path == share or path.startswith(share.rstrip(b"/") + b"/"):
                return share
        return next((url.encode() for url in self._remote if path.startswith(url.encode())), None)


def _is_there(share: bytes) -> bool:
    """Does it hold anything? A folder on which nothing is mounted is empty."""
    if b"://" in share:
        fs, root = filesystem(share.decode())
        try:
            return bool(fs.exists(root))
        except Exception:  # whatever a file system raises when its server is away
            return False
    try:
        with os.scandir(share) as entries:
            return next(entries, None) is not None
    except OSError:
        return False

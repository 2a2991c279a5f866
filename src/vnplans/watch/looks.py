"""Looks over the watched folders: which files are new and have stopped changing.

A file is whole when two looks, some seconds apart, find it with one size and time of change: a copy that is under way
is waited for. Nothing is asked of the file system but names, sizes and times, so that it works on network shares too.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Looks", "Seen"]

_UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".download", ".filepart", ".lock")
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
_BOX = ("cur", "new", "tmp")
"""Folders of a maildir: mails are delivered to tmp, and moved when they are whole."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as a look found it. `name`: its way from the watched folder."""

    path: Path
    name: str
    stamp: str
    mailbox: bool = False


@dataclass
class Looks:
    """Remembers the look before. `own`: files of ours that are none of the watched."""

    folders: tuple[Path, ...]
    settle: float = 2.0
    """Seconds between the two looks that a file must stand still."""
    own: frozenset[Path] = frozenset()
    clock: Callable[[], float] = time.monotonic
    _since: dict[Path, tuple[str, float]] = field(default_factory=dict)
    unsettled: bool = False
    """The last look saw files that may still be changing."""
    missing: tuple[str, ...] = ()
    """Folders that the last look could not open, with what the system says."""

    def whole(self, known: Callable[[Seen], bool]) -> list[Seen]:
        """What the look finds that is not `known` and has stood still, in the order of names."""
        now, fresh, out = self.clock(), dict[Path, tuple[str, float]](), list[Seen]()
        self.unsettled, missing = False, list[str]()
        for seen in self._all(missing):
            if known(seen):
                continue
            stamp, since = self._since.get(seen.path, ("", now))
            if stamp != seen.stamp:
                since = now
            fresh[seen.path] = (seen.stamp, since)
            if stamp == seen.stamp and now - since >= self.settle:
                out.append(seen)
            else:
                self.unsettled = True
        self._since, self.missing = fresh, tuple(missing)
        return out

    def _all(self, missing: list[str]) -> Iterator[Seen]:
        for folder in self.folders:
            if folder.is_file():
                yield from self._file(folder, folder.name, mailbox=False)
            else:
                yield from self._folder(folder, "", missing, mailbox=False)

    def _folder(self, folder: Path, way: str, missing: list[str], *, mailbox: bool) -> Iterator[Seen]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            missing.append(f"{folder} ({error.strerror or error})")
            return
        boxed = {entry.name for entry in entries if entry.name in _BOX and entry.is_dir()} == set(_BOX)
        for entry in entries:
            name = f"{way}{entry.name}"
            # hidden files and Word's lock files; but the folders of a maildir begin with a dot
            if entry.name.startswith((".", "~$")) and not (boxed and entry.is_dir(follow_symlinks=False)):
                continue
            if entry.is_dir(follow_symlinks=False):
                if not (boxed and entry.name == "tmp"):
                    inside = mailbox or (boxed and entry.name in _BOX)
                    yield from self._folder(Path(entry.path), f"{name}/", missing, mailbox=inside)
            else:
                yield from self._file(Path(entry.path), name, mailbox=mailbox)

    def _file(self, path: Path, name: str, *, mailbox: bool) -> Iterable[Seen]:
        base = path.name.lower()
        if base in _LITTER or base.endswith(_UNFINISHED) or path in self.own or path.resolve() in self.own:
            return
        try:
            stat = path.stat()
        except OSError:
            return  # it went between the listing and now
        if path.is_file():
            yield Seen(path, name, f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ino}", mailbox)

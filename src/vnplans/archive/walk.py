"""Paths -> the files of an archive, in a stated order: arguments as given, folders by name, depth first.

The order is that of names as bytes, the same on every machine. Hidden files, links to folders and anything that is not
a regular file are passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vnplans.archive.places import filesystem, is_remote
from vnplans.containers.names import decode

__all__ = ["Found", "walk"]


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it lies, how it is shown, and the stamp by which an unchanged file is known."""

    path: bytes
    name: str
    stamp: str | None
    error: str | None = None


def walk(paths: Iterable[str | os.PathLike[str]], *, skip: Path | None = None) -> Iterator[Found]:
    """All files under `paths`; one that is named twice comes twice. `skip` is a folder of our own to leave out."""
    for path in paths:
        yield from _remote(str(path)) if is_remote(path) else _local(Path(path), skip)


def _local(path: Path, skip: Path | None) -> Iterator[Found]:
    if path.is_dir():
        yield from _folder(path, skip.resolve() if skip else None)
    else:
        yield _file(path)


def _folder(folder: Path, skip: Path | None) -> Iterator[Found]:
    if skip is not None and folder.resolve() == skip:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda e: os.fsencode(e.name))
    except OSError as error:
        yield Found(os.fsencode(folder), _shown(folder), None, error.strerror or str(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path), skip)
        elif entry.is_file():
            yield _file(Path(entry.path))


def _file(path: Path) -> Found:
    raw = os.fsencode(path)
    try:
        stat = path.stat()
    except OSError as error:
        return Found(raw, _shown(path), None, error.strerror or str(error))
    return Found(raw, _shown(path), f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ino}")


def _shown(path: Path) -> str:
    """The path as text, with forward slashes; names that are not UTF-8 are decoded as best they can be."""
    raw = os.fsencode(path)
    return decode(raw).replace(os.sep, "/")


def _remote(url: str) -> Iterator[Found]:
    fs, root = filesystem(url)
    details = {root: fs.info(root)} if fs.isfile(root) else fs.find(root, detail=True)
    for path, info in sorted(details.items(), key=lambda item: item[0].encode()):
        if any(part.startswith(".") for part in path.split("/")[1:]):
            continue
        shown = str(fs.unstrip_protocol(path))
        changed = next((info[k] for k in ("ETag", "mtime", "LastModified", "created") if info.get(k)), None)
        marks = (info.get("size"), changed)
        stamp = ":".join(map(str, marks)) if all(m is not None for m in marks) else None
        yield Found(shown.encode(), shown, stamp)

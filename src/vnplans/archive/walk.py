"""Paths -> the files of an archive, in a stated order: arguments as given, folders by name, depth first.

The order is that of names as bytes, the same on every machine. One thing costs itself: a folder that cannot be looked
into, a link that leads nowhere or a pipe is a value, and the walk goes on. Hidden files and folders are passed over;
links to folders are not followed; what an earlier run of convert wrote is no input.
"""

from __future__ import annotations

import errno
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from vnplans.archive.litter import skipped
from vnplans.archive.places import asked_there, filesystem, is_remote
from vnplans.containers.names import decode
from vnplans.errors import FailureCode, Reason

__all__ = ["ASIDE", "OUTPUTS", "STATE", "Found", "Walk", "identity", "refused", "stamp_of"]

STATE = ".vnplans"
"""The folder of the journal in an output folder, by which that is known."""
OUTPUTS = ("directives.jsonl", "failures.jsonl", "files.jsonl", "failures.csv", "failures.xlsx", "report.html")
"""What convert writes, besides `parquet/`."""
ASIDE = "_parquet"
"""Where parts of `parquet/` are written in an output folder that is not local, before they are put in place."""
_SURELY = {"directives.jsonl", "failures.jsonl", "files.jsonl"}
"""A folder that holds all of them is an output folder whose journal was deleted or lies elsewhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it lies, how it is shown, and the stamp by which an unchanged file is known."""

    path: bytes
    name: str
    stamp: str | None = None
    size: int | None = None
    why: Reason | None = None
    skip: str | None = None


@dataclass(slots=True)
class Walk:
    """All files under `paths`; one that is named twice comes twice. What was passed over is told when it is done."""

    paths: Iterable[str | os.PathLike[str]]
    passed: Counter[str] = field(default_factory=Counter)
    """How many of what: hidden, own."""
    own: list[str] = field(default_factory=list)
    """Output folders of convert that were met."""
    closed: list[bytes] = field(default_factory=list)
    """Folders that could not be looked into."""
    shares: list[bytes] = field(default_factory=list)
    """The inputs, and what is mounted inside them."""
    absent: int = 0
    """Paths that are not there."""

    def __iter__(self) -> Iterator[Found]:
        for path in self.paths:
            if is_remote(path):
                yield from _remote(str(path), self)
                continue
            self.shares.append(identity(path))
            yield from self._local(os.fsencode(path))

    def _local(self, path: bytes) -> Iterator[Found]:
        if os.path.isdir(path):  # noqa: PTH112 - bytes: the name may be no text
            yield from self._folder(path)
        else:
            found = _file(path)
            self.absent += found.why is not None and found.why.code == "not_found"
            yield found

    def _folder(self, top: bytes) -> Iterator[Found]:
        """Depth first without recursion: folders may be nested by the thousand."""
        open_: list[Iterator[_Thing]] = [iter(())]
        listing = self._listed(top, None)
        if isinstance(listing, Found):
            yield listing
            return
        open_.append(iter(listing))
        while open_:
            thing = next(open_[-1], None)
            if thing is None:
                open_.pop()
                continue
            if not thing.folder:
                yield thing.found or _file(thing.path)
                continue
            listing = self._listed(thing.path, thing.device)
            if isinstance(listing, Found):
                yield listing
            else:
                open_.append(iter(listing))

    def _listed(self, folder: bytes, device: int | None) -> list[_Thing] | Found:
        """What lies in a folder, sorted; or why that is not known."""
        try:
            here = os.stat(folder).st_dev  # noqa: PTH116
            with os.scandir(folder) as entries:
                things = sorted((_thing(entry, here) for entry in entries), key=lambda t: t.path)
        except OSError as error:
            self.closed.append(identity(folder))
            return Found(identity(folder), _shown(folder), why=refused(error))
        if device is not None and device != here:
            self.shares.append(identity(folder))
        names = {os.fsdecode(os.path.basename(t.path)) for t in things}  # noqa: PTH119
        ours = _is_output(folder, names)
        if ours:
            self.own.append(_shown(folder))
        return [t for t in things if self._wanted(t, ours=ours)]

    def _wanted(self, thing: _Thing, *, ours: bool) -> bool:
        name = os.fsdecode(os.path.basename(thing.path))  # noqa: PTH119
        if ours and (name in OUTPUTS or name in {"parquet", STATE}):
            self.passed["own"] += 1
            return False
        if name.startswith("."):
            self.passed["hidden"] += 1
            return False
        return True


@dataclass(frozen=True, slots=True)
class _Thing:
    """An entry of a folder."""

    path: bytes
    folder: bool
    device: int | None = None
    found: Found | None = None


def _thing(entry: os.DirEntry[bytes], device: int) -> _Thing:
    try:
        if entry.is_dir(follow_symlinks=False):
            return _Thing(entry.path, True, device)
        if entry.is_symlink() and entry.is_dir():
            return _Thing(entry.path, False, found=_other(entry.path, "link"))
    except OSError as error:  # a link to itself
        return _Thing(entry.path, False, found=Found(identity(entry.path), _shown(entry.path), why=refused(error)))
    return _Thing(entry.path, False)


def _is_output(folder: bytes, names: set[str]) -> bool:
    if STATE in names and os.path.exists(os.path.join(folder, os.fsencode(STATE), b"journal.sqlite")):  # noqa: PTH110, PTH118
        return True
    return names >= _SURELY


def _other(path: bytes, kind: str) -> Found:
    return Found(identity(path), _shown(path), skip=kind)


def _file(path: bytes) -> Found:
    raw, shown = identity(path), _shown(path)
    try:
        told = os.stat(path)  # noqa: PTH116
    except OSError as error:
        return Found(raw, shown, why=refused(error))
    if not stat.S_ISREG(told.st_mode):
        return Found(raw, shown, skip="special")
    return Found(raw, shown, stamp_of(told), told.st_size, skip=skipped(shown))


def stamp_of(told: os.stat_result) -> str:
    """By which an unchanged file is known."""
    return f"{told.st_size}:{told.st_mtime_ns}:{told.st_ino}"


def identity(path: bytes | str | os.PathLike[str]) -> bytes:
    """What a local path is kept by, however it was written: `kho`, `./kho/` and `/home/a/kho` are one."""
    return os.path.abspath(os.fsencode(path))  # noqa: PTH100 - links stay links


_GONE = ("không còn ở đó", "is not there")
_NO_RIGHTS = ("không có quyền đọc: hãy xin quyền rồi chạy lại", "no right to read it: ask for it and run again")
_SAID: dict[int, tuple[FailureCode, tuple[str, str]]] = {
    errno.ENOENT: ("not_found", _GONE),
    errno.ENOTDIR: ("not_found", _GONE),
    errno.ELOOP: ("not_found", ("liên kết vòng, không dẫn tới đâu", "a link in a circle leads nowhere")),
    errno.EACCES: ("no_rights", _NO_RIGHTS),
    errno.EPERM: ("no_rights", _NO_RIGHTS),
    errno.ENAMETOOLONG: ("not_found", ("đường dẫn quá dài: hãy rút ngắn", "the path is too long: shorten it")),
}


def refused(error: OSError) -> Reason:
    """Why the system does not give a file or folder: never a property of its content."""
    if (said := _SAID.get(error.errno or 0)) is not None:
        code, (vi, en) = said
        return Reason(code, vi, en)
    what = error.strerror or str(error)
    return Reason("not_found", f"chưa đọc được lúc này ({what})", f"cannot be had now ({what})")


def _shown(path: bytes) -> str:
    """The path as text, with forward slashes; names that are not UTF-8 are decoded as best they can be."""
    return decode(path).replace(os.sep, "/")


def _remote(url: str, walk: Walk) -> Iterator[Found]:
    """The same on a file system that is not local: one folder's listing in memory at a time, depth first."""
    with asked_there(url):
        fs, root = filesystem(url)
        alone = fs.info(root) if fs.isfile(root) else None
    if alone is not None:
        yield _found_there(fs, alone)
        return
    open_ = [iter([{"name": root, "type": "directory"}])]
    while open_:
        info = next(open_[-1], None)
        if info is None:
            open_.pop()
        elif info["type"] == "directory":
            try:
                open_.append(iter(_listed_there(fs, info["name"], walk)))
            except OSError as error:
                shown = str(fs.unstrip_protocol(info["name"]))
                walk.closed.append(shown.encode())
                yield Found(shown.encode(), shown, why=refused(error))
        else:
            yield _found_there(fs, info)


def _listed_there(fs: Any, folder: str, walk: Walk) -> list[dict[str, Any]]:
    """What lies in a folder, sorted by the bytes of the names, without what is passed over."""
    fs.invalidate_cache(folder)
    with asked_there(folder):
        listed = fs.ls(folder, detail=True)
    here = [info for info in listed if info["name"].rstrip("/") != folder.rstrip("/")]
    fs.invalidate_cache(folder)  # clients of object stores keep every listing that they ever made
    names = {_last(info) for info in here}
    ours = names >= _SURELY
    if ours:
        walk.own.append(str(fs.unstrip_protocol(folder)))
    hidden = [info for info in here if _last(info).startswith(".")]
    own = [info for info in here if ours and (_last(info) in OUTPUTS or _last(info) in {"parquet", ASIDE})]
    walk.passed.update(hidden=len(hidden), own=len(own))
    passed = {info["name"] for info in (*hidden, *own)}
    return sorted(
        (info for info in here if info["name"] not in passed), key=lambda info: str(info["name"]).rstrip("/").encode()
    )


def _last(info: dict[str, Any]) -> str:
    return str(info["name"]).rstrip("/").rpartition("/")[2]


def _found_there(fs: Any, info: dict[str, Any]) -> Found:
    shown = str(fs.unstrip_protocol(info["name"]))
    changed = next((info[k] for k in ("ETag", "mtime", "LastModified", "created") if info.get(k)), None)
    marks = (info.get("size"), changed)
    stamp = ":".join(map(str, marks)) if all(m is not None for m in marks) else None
    return Found(shown.encode(), shown, stamp, info.get("size"), skip=skipped(shown))

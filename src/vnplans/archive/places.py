"""Where bytes lie: local paths and, with the extra [cluster], any file system that fsspec knows."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from vnplans.errors import MissingExtra, VnplansError, WrongRequest
from vnplans.export.atomic import replacing

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

__all__ = [
    "asked_there",
    "fetch",
    "filesystem",
    "hash_of",
    "is_remote",
    "join",
    "mark_of",
    "move",
    "names_in",
    "open_bytes",
    "publish",
    "remove",
    "remove_folder",
]


def is_remote(place: str | os.PathLike[str]) -> bool:
    """Is this a URL ("s3://kho/2024") rather than a path?"""
    return "://" in str(place)


def filesystem(place: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path on it. Raises MissingExtra without fsspec, or without what it needs
    for this one; WrongRequest for a kind of URL that it does not know."""
    try:
        import fsspec  # noqa: PLC0415 - only for places that are not local
    except ImportError as error:
        raise MissingExtra(
            'cần cài thêm: pip install "vnplans[cluster]"', 'needs: pip install "vnplans[cluster]"', file=place
        ) from error
    try:
        return fsspec.core.url_to_fs(place)  # type: ignore[no-any-return]
    except ImportError as error:
        raise MissingExtra(f"cần cài thêm để mở {place}: {error}", f"needed to open {place}: {error}") from error
    except ValueError as error:
        raise WrongRequest(f"không mở được {place}: {error}", f"{place} cannot be opened: {error}") from error


def join(place: str, name: str) -> str:
    """A name under a folder, local or not."""
    return f"{place.rstrip('/')}/{name}" if is_remote(place) else str(Path(place) / name)


@contextmanager
def open_bytes(place: str) -> Iterator[IO[bytes]]:
    """Open a regular file for reading. Raises OSError; a pipe or a device is not waited for."""
    if is_remote(place):
        with _opened_there(place) as stream:
            yield stream
        return
    with open(place, "rb", opener=_at_once) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.ENOENT, "not a regular file", place)
        yield stream


def _at_once(path: str, flags: int) -> int:
    """A pipe that nobody writes to opens at once."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


@contextmanager
def asked_there(place: str) -> Iterator[None]:
    """What is asked of a store. Raises OSError: each client has its own ways to say that its server is away."""
    try:
        yield
    except (OSError, MemoryError, VnplansError):
        raise
    except Exception as error:
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}"[:200], place) from error


@contextmanager
def _opened_there(place: str) -> Iterator[IO[bytes]]:
    with asked_there(place):
        fs, path = filesystem(place)
        stream = fs.open(path, "rb")
    with stream:
        yield cast("IO[bytes]", _There(stream, place))


class _There(io.RawIOBase):
    """A file of a store, of which every read is asked for as above."""

    def __init__(self, stream: IO[bytes], place: str) -> None:
        self._stream = stream
        self._place = place

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        with asked_there(self._place):
            return self._stream.tell()

    def readinto(self, buffer: WriteableBuffer) -> int:
        view, got = memoryview(buffer).cast("B"), 0
        with asked_there(self._place):
            while got < len(view) and (piece := self._stream.read(len(view) - got)):
                view[got : got + len(piece)] = piece
                got += len(piece)
        return got


def fetch(place: str) -> bytes:
    """All bytes of a file of our own. Raises OSError."""
    if not is_remote(place):
        return Path(place).read_bytes()
    with _opened_there(place) as stream:
        return stream.read()


def names_in(folder: str) -> list[str]:
    """The names in a folder of our own, as it is now; none where there is no such folder."""
    if not is_remote(folder):
        try:
            return os.listdir(folder)  # noqa: PTH208 - names only
        except FileNotFoundError:
            return []
    try:
        with asked_there(folder):
            fs, path = filesystem(folder)
            fs.invalidate_cache(path)
            return [str(name).rstrip("/").rpartition("/")[2] for name in fs.ls(path, detail=False)]
    except FileNotFoundError:
        return []


def mark_of(place: str) -> str | None:
    """Size and time of a file by which one sees that it was written since; None where there is none."""
    try:
        if is_remote(place):
            with asked_there(place):
                fs, path = filesystem(place)
                return str(fs.info(path).get("size"))
        told = Path(place).stat()
    except OSError:
        return None
    return f"{told.st_size}:{told.st_mtime_ns}"


def hash_of(stream: IO[bytes]) -> str:
    """SHA-256 of all that a stream holds, in bounded memory."""
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def remove(place: str) -> None:
    """Take away a file that this program wrote; nothing where it is gone."""
    if is_remote(place):
        with asked_there(place):
            fs, path = filesystem(place)
            if fs.exists(path):
                fs.rm(path)
    else:
        Path(place).unlink(missing_ok=True)


def remove_folder(place: str) -> None:
    """Take away a folder of this program's own with all that is in it; nothing where it is gone."""
    if not is_remote(place):
        shutil.rmtree(place, ignore_errors=True)
        return
    with asked_there(place):
        fs, path = filesystem(place)
        if fs.exists(path):
            fs.rm(path, recursive=True)


def move(place: str, target: str) -> None:
    """Rename a file that was written whole; what bore the name before is gone."""
    if is_remote(place):
        with asked_there(target):
            fs, path = filesystem(place)
            _, there = filesystem(target)
            fs.makedirs(there.rpartition("/")[0], exist_ok=True)
            fs.mv(path, there)
        return
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    Path(place).replace(target)


@contextmanager
def publish(place: str) -> Iterator[IO[bytes]]:
    """Write a file that readers see whole or not at all, also after a power cut: written aside, synced, renamed."""
    if is_remote(place):
        with _publish_remote(place) as stream:
            yield stream
        return
    # the archive is locked: a fixed name, so that what a killed run left is written over
    with replacing(Path(place), ending="part") as aside, aside.open("wb") as stream:
        yield stream


@contextmanager
def _publish_remote(place: str) -> Iterator[IO[bytes]]:
    """Object stores show an object only when its upload ends; elsewhere a rename does it. Raises OSError."""
    with asked_there(place):
        fs, path = filesystem(place)
        fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        aside = f"{path}.part"
        stream = fs.open(aside, "wb")
    with cast("IO[bytes]", _Written(stream, place)) as written:
        yield written
    with asked_there(place):
        fs.mv(aside, path)


class _Written(io.RawIOBase):
    """A file of a store that is being written, of which every write and its end are asked for as above."""

    def __init__(self, stream: IO[bytes], place: str) -> None:
        self._stream = stream
        self._place = place

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._stream.tell()

    def write(self, data: ReadableBuffer) -> int:
        with asked_there(self._place):
            self._stream.write(data)
        return memoryview(data).nbytes

    def close(self) -> None:
        if not self.closed:
            super().close()
            with asked_there(self._place):
                self._stream.close()

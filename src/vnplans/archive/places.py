"""Where bytes lie: local paths and, with the extra [cluster], any file system that fsspec knows."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from vnplans.errors import MissingExtra, Reason
from vnplans.export.atomic import replacing

__all__ = ["cannot_open", "filesystem", "hash_of", "is_remote", "join", "open_bytes", "publish"]


def is_remote(place: str | os.PathLike[str]) -> bool:
    """Is this a URL ("s3://kho/2024") rather than a path?"""
    return "://" in str(place)


def filesystem(place: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path on it. Raises MissingExtra without fsspec."""
    try:
        import fsspec  # noqa: PLC0415 - only for places that are not local
    except ImportError as error:
        raise MissingExtra(
            'cần cài thêm: pip install "vnplans[cluster]"', 'needs: pip install "vnplans[cluster]"', file=place
        ) from error
    return fsspec.core.url_to_fs(place)  # type: ignore[no-any-return]


def join(place: str, name: str) -> str:
    """A name under a folder, local or not."""
    return f"{place.rstrip('/')}/{name}" if is_remote(place) else str(Path(place) / name)


@contextmanager
def open_bytes(place: str) -> Iterator[IO[bytes]]:
    """Open for reading. Raises OSError."""
    if is_remote(place):
        fs, path = filesystem(place)
        with fs.open(path, "rb") as stream:
            yield stream
    else:
        with Path(place).open("rb") as stream:
            yield stream


def cannot_open(what: str) -> Reason:
    """Why a file that the system does not open gave no record; `what` is what the system says."""
    return Reason("damaged", f"không mở được tệp ({what})", f"the file cannot be opened ({what})")


def hash_of(stream: IO[bytes]) -> str:
    """SHA-256 of all that a stream holds, in bounded memory."""
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


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
    """Object stores show an object only when its upload ends; elsewhere a rename does it."""
    fs, path = filesystem(place)
    fs.makedirs(path.rpartition("/")[0], exist_ok=True)
    aside = f"{path}.part"
    with fs.open(aside, "wb") as stream:
        yield stream
    fs.mv(aside, path)

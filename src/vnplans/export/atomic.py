"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

__all__ = ["replacing", "replacing_text"]


@contextmanager
def replacing(out: Path, *, ending: str | None = None) -> Iterator[Path]:
    """A path beside `out` to write to; it becomes `out` when the block ends well, and is removed when it does not.

    Guaranteed: at every moment `out` is what it was before or the whole new file, also after a power cut. A link is
    followed, the mode of an old file is kept, and missing folders are made. Raises OSError where that cannot be.
    `ending`: of the path beside, where nobody else can write here: what a killed process left is then written over.
    """
    target = out.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name[:80]}.{ending or secrets.token_hex(4) + '.tmp'}")
    try:
        yield temporary
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        _to_disk(temporary)
        temporary.replace(target)
        _folder_to_disk(target.parent)
    except OSError as error:
        if error.filename is not None and str(error.filename) == str(temporary):
            error.filename = str(out)  # the file that a person knows
        raise
    finally:
        with suppress(OSError):  # a folder that nobody may write to has nothing to remove
            temporary.unlink(missing_ok=True)


@contextmanager
def replacing_text(out: Path, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """The same as an open text file; line ends are written as given."""
    with replacing(out) as temporary, temporary.open("x", encoding=encoding, newline="") as stream:
        yield stream


def _to_disk(path: Path) -> None:
    """A full disk must be found out before the old file goes."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _folder_to_disk(folder: Path) -> None:
    """A rename outlives a power cut only once its folder is written; Windows gives no handle to a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

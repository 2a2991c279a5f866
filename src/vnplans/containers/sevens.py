"""7z archives, by py7zr (extra [7z]).

One is unpacked whole, in one pass, into a file without a name: its files are often packed as one stream, and to reach
the last of them all must be unpacked.
"""

from __future__ import annotations

import io
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import IO, Any

from vnplans.containers.member import Budget, Member
from vnplans.containers.names import file_name
from vnplans.errors import DamagedFile, EncryptedFile, MissingExtra, VnplansError
from vnplans.limits import Limits

__all__ = ["MAGIC", "Files", "members"]

MAGIC = b"7z\xbc\xaf\x27\x1c"


def members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files of an archive. Raises EncryptedFile, DamagedFile, TooLarge, and MissingExtra without py7zr."""
    with closing(Files(io.BytesIO(data), budget.limits)) as files:
        for index, (name, size) in enumerate(files.listed):
            budget.count()
            if size > budget.limits.member_size:
                error = budget.limits.over("member_size", size)
                error.file = name
                yield Member(name, None, b"", error)
                continue
            content = io.BytesIO()
            files.copy(index, content.write)
            budget.add(size)
            yield Member(name, None, content.getvalue())


class Files:
    """The files of an archive by their place: name and size; unpacked when the first of them is asked for."""

    def __init__(self, stream: IO[bytes], limits: Limits) -> None:
        self._archive = _opened(stream)
        entries = [entry for entry in self._archive.list() if not entry.is_directory]
        self._names = [entry.filename for entry in entries]
        self.listed = [(file_name(entry.filename), int(entry.uncompressed)) for entry in entries]
        packed, total = stream.seek(0, io.SEEK_END), sum(size for _, size in self.listed)
        if total > max(limits.ratio_from, packed * limits.ratio):
            raise limits.over("ratio")
        self._unpacked: _Unpacked | None = None

    def copy(self, index: int, to: Callable[[bytes], object]) -> None:
        """Give the bytes of a file, piece by piece, to a function. Raises VnplansError."""
        if self._unpacked is None:
            self._unpacked = _Unpacked(sum(size for _, size in self.listed))
            with _told():
                self._archive.extractall(factory=self._unpacked)
        self._unpacked.copy(self._names[index], to)

    def close(self) -> None:
        """Let go of what was unpacked."""
        if self._unpacked is not None:
            self._unpacked.close()


def _opened(stream: IO[bytes]) -> Any:
    try:
        import py7zr  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtra(
            "tệp nén 7z: hãy giải nén rồi chạy lại, hoặc pip install 'vnplans[7z]'",
            "a 7z archive: unpack it and run again, or pip install 'vnplans[7z]'",
        ) from error
    stream.seek(0)
    with _told():
        archive = py7zr.SevenZipFile(stream)
        if archive.needs_password():
            raise EncryptedFile("tệp .7z có mật khẩu", "the .7z archive has a password")
    return archive


@contextmanager
def _told() -> Iterator[None]:
    """What py7zr raises, as our errors; those of the disk and of memory pass."""
    import py7zr.exceptions as known  # noqa: PLC0415

    try:
        yield
    except (VnplansError, MemoryError):
        raise
    except known.PasswordRequired as error:
        raise EncryptedFile("tệp .7z có mật khẩu", "the .7z archive has a password") from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise DamagedFile("tệp .7z bị hỏng hoặc bị cắt", "a damaged or truncated .7z archive") from error


class _Unpacked:
    """Where py7zr writes to: all files one behind the other, never more than the archive said."""

    def __init__(self, room: int) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with what holds it
        self._pieces: dict[str, list[tuple[int, int]]] = {}
        self._lock = threading.Lock()
        self._left = room

    def create(self, filename: str) -> _Writer:
        """For py7zr: what takes the bytes of a file."""
        self._pieces[filename] = []
        return _Writer(self, filename)

    def put(self, name: str, data: bytes) -> int:
        with self._lock:
            self._left -= len(data)
            if self._left < 0:
                raise DamagedFile("tệp .7z chứa nhiều hơn nó nói", "the .7z archive holds more than it says")
            self._pieces[name].append((self._file.seek(0, io.SEEK_END), len(data)))
            return self._file.write(data)

    def copy(self, name: str, to: Callable[[bytes], object]) -> None:
        for start, size in self._pieces.get(name, []):
            self._file.seek(start)
            to(self._file.read(size))

    def close(self) -> None:
        self._file.close()


class _Writer:
    """One file on its way out of an archive."""

    def __init__(self, unpacked: _Unpacked, name: str) -> None:
        self._unpacked, self._name, self._size = unpacked, name, 0

    def write(self, data: bytes) -> int:
        self._size += len(data)
        return self._unpacked.put(self._name, bytes(data))

    def read(self, size: int | None = None) -> bytes:
        del size
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        del offset, whence
        return 0

    def flush(self) -> None:
        return None

    def size(self) -> int:
        return self._size

    def close(self) -> None:
        return None

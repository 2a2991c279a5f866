"""ZIP archives."""

from __future__ import annotations

import errno
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from vnplans.containers.member import Budget, Member
from vnplans.containers.names import file_name, zip_name
from vnplans.errors import DamagedFile, EncryptedFile, UnsupportedFile, VnplansError
from vnplans.limits import Limits
from vnplans.readers.zipped import refuse_overlaps

__all__ = ["BROKEN", "copy", "members", "opened", "shown_name", "told_by_zip"]

BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
_PIECE = 2**20
# Left by desktops beside the documents; nobody wrote them
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files of an archive in its own order. Raises DamagedFile; TooLarge when the budget is spent."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*BROKEN, NotImplementedError) as error:
        raise DamagedFile("tệp .zip bị hỏng hoặc bị cắt", "a damaged or truncated .zip file") from error
    with archive:
        refuse_overlaps(archive)
        for info in archive.infolist():
            name = shown_name(info)
            if info.is_dir() or _litter(name):
                continue
            budget.count()
            yield _member(archive, info, name, budget)


def shown_name(info: zipfile.ZipInfo) -> str:
    """The name of a member, decoded and harmless."""
    return file_name(zip_name(info))


def _litter(name: str) -> bool:
    return name.startswith(_LITTER[0]) or name.rpartition("/")[2] in _LITTER[1:]


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget) -> Member:
    try:
        data = _content(archive, info, budget)
    except VnplansError as error:
        if budget.spent:
            raise
        error.file = name
        return Member(name, None, b"", error)
    budget.add(len(data))
    return Member(name, None, data)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Never more bytes than there is room for, whatever size the archive claims."""
    room = budget.room(info.compress_size)
    with opened(archive, info) as stream, told_by_zip():
        data = stream.read(room + 1)
    if len(data) > room:
        tightest = budget.tightest(info.compress_size)
        budget.add(len(data))  # bytes unpacked in vain count too
        raise budget.limits.over(tightest)
    return data


@contextmanager
def opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    """A member as a stream. Raises EncryptedFile, UnsupportedFile, DamagedFile."""
    if info.flag_bits & 1:
        raise EncryptedFile("tệp trong .zip có mật khẩu", "this file of the archive has a password")
    with told_by_zip():
        stream = archive.open(info)
    with stream:
        yield stream


@contextmanager
def told_by_zip() -> Iterator[None]:
    """What zipfile raises, as our errors."""
    try:
        yield
    except NotImplementedError as error:
        vi, en = "kiểu nén này của .zip không đọc được", f"a ZIP compression that is not read ({error})"
        raise UnsupportedFile(vi, en) from error
    except BROKEN as error:
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):  # the disk, not the archive
            raise
        raise DamagedFile("tệp trong .zip bị hỏng", "this file of the archive is damaged") from error
    except RuntimeError as error:  # what zipfile raises for a wrong or missing password
        raise EncryptedFile("tệp trong .zip có mật khẩu", "this file of the archive has a password") from error


def copy(stream: IO[bytes], to: Callable[[bytes], object], info: zipfile.ZipInfo, limits: Limits) -> None:
    """A member piece by piece, and never more of it than its packed size lets believe. Raises TooLarge."""
    left = max(limits.ratio_from, int(info.compress_size * limits.ratio))
    while piece := stream.read(_PIECE):
        left -= len(piece)
        if left < 0:
            raise limits.over("ratio")
        to(piece)

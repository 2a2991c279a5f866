"""A container opened where it lies: its files one by one, by their place, however large it is.

`unpack` gives all that lies in bytes that are in memory; a shelf reads what is asked for, from a file.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Protocol

from vnplans.containers import mail, mbox, sevens, zips
from vnplans.containers.member import Budget, Member
from vnplans.errors import NoText, VnplansError, guarded
from vnplans.limits import Limits
from vnplans.readers.sniff import is_mbox, opened_zip, sniff, zip_form
from vnplans.readers.zipped import refuse_overlaps

__all__ = ["Shelf", "Sink", "Slot", "shelf"]


@dataclass(frozen=True, slots=True)
class Slot:
    """What lies at a place of a shelf."""

    name: str
    size: int
    """As the container says; it may lie."""
    skip: str | None = None


class Sink(Protocol):
    """What takes the bytes of a file."""

    def write(self, data: bytes, /) -> object: ...


class Shelf(Protocol):
    """A container's files by their place."""

    def __len__(self) -> int: ...

    def slot(self, index: int) -> Slot | None:
        """What lies there; None for a folder."""

    def copy(self, index: int, to: Sink) -> None:
        """Write the file there to a stream. Raises VnplansError for a file that cannot be had."""

    def close(self) -> None:
        """Let go of what was unpacked on the way; the stream is the caller's."""


def shelf(stream: IO[bytes], limits: Limits) -> Shelf | None:
    """The stream as a container; None where it is none. The stream must stay open.

    Raises VnplansError for a container that cannot be opened, and where the bytes are no form at all.
    """
    stream.seek(0)
    head = stream.read(8192)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        archive = opened_zip(stream)
        return _Zip(archive, limits) if zip_form(archive) == "zip" else None
    if head.startswith(sevens.MAGIC):
        return _Seven(sevens.Files(stream, limits))
    if is_mbox(head):
        return _Mbox(stream)
    if _may_be_mail(head):
        stream.seek(0)
        return _Members(_mail(stream.read(), limits))
    return None


def _may_be_mail(head: bytes) -> bool:
    """Form by the first bytes alone: a mail says what it is in its first lines."""
    try:
        return sniff(head) == "mail"
    except VnplansError:
        return False


def _mail(data: bytes, limits: Limits) -> list[Member]:
    with guarded("thư", "mail"):
        members = list(mail.members(data, Budget(limits)))
    if not members:
        raise NoText("thư không có nội dung và không có tệp đính kèm", "a mail without text or attachments")
    return members


class _Members:
    """Files that are in memory."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._members = members

    def __len__(self) -> int:
        return len(self._members)

    def slot(self, index: int) -> Slot | None:
        member = self._members[index]
        return Slot(member.name, len(member.data), member.skip)

    def copy(self, index: int, to: Sink) -> None:
        member = self._members[index]
        if member.error is not None:
            raise member.error
        to.write(member.data)

    def close(self) -> None:
        return None


class _Mbox:
    """A folder of mails."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._mails = mbox.mails(stream)

    def __len__(self) -> int:
        return len(self._mails)

    def slot(self, index: int) -> Slot | None:
        start, end = self._mails[index]
        return Slot(mbox.name_of(index + 1), end - start)

    def copy(self, index: int, to: Sink) -> None:
        to.write(mbox.mail_at(self._stream, *self._mails[index]))

    def close(self) -> None:
        return None


class _Seven:
    """A 7z archive."""

    def __init__(self, files: sevens.Files) -> None:
        self._files = files
        if not files.listed:
            raise NoText("không có tệp nào bên trong", "there is no file inside")

    def __len__(self) -> int:
        return len(self._files.listed)

    def slot(self, index: int) -> Slot | None:
        return Slot(*self._files.listed[index])

    def copy(self, index: int, to: Sink) -> None:
        self._files.copy(index, to.write)

    def close(self) -> None:
        self._files.close()


class _Zip:
    """A ZIP archive."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        refuse_overlaps(archive)
        self._archive = archive
        self._infos = archive.infolist()
        self._limits = limits
        if not any(not info.is_dir() for info in self._infos):
            raise NoText("không có tệp nào bên trong", "there is no file inside")

    def __len__(self) -> int:
        return len(self._infos)

    def slot(self, index: int) -> Slot | None:
        info = self._infos[index]
        return None if info.is_dir() else Slot(zips.shown_name(info), info.file_size)

    def copy(self, index: int, to: Sink) -> None:
        info = self._infos[index]
        with zips.opened(self._archive, info) as stream, zips.told_by_zip():
            zips.copy(stream, to.write, info, self._limits)

    def close(self) -> None:
        return None

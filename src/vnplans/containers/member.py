"""What lies inside a container, and how much of it may be unpacked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vnplans.errors import TooLarge, VnplansError

__all__ = ["Budget", "Header", "Limits", "Member"]


@dataclass(frozen=True, slots=True)
class Header:
    """What an edXML envelope says of its document (QCVN 102:2016/BTTTT): a hint and a cross-check, never the truth.

    Senders fill it badly: the place "N/A", the subject equal to the content, always type 18.
    """

    number: str | None = None
    """Số, ký hiệu as the document would print it: "606/KH-UBND"."""
    issued_on: dt.date | None = None
    issuer: str | None = None
    parent: str | None = None
    doc_type: str | None = None
    title: str | None = None
    signer: str | None = None
    position: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a container. With an `error`, `data` is empty."""

    name: str
    """The name the container gives it, decoded, with inner folders: "2024/Kế hoạch 12.docx". Not a path to open."""
    container: str | None
    """The way to it: "hồ sơ.zip", "hồ sơ.zip/thư.eml"; None where the outermost file has no name."""
    data: bytes
    error: VnplansError | None = None
    header: Header | None = None
    skip: str | None = None
    """What it is instead of a document: "logo", "note" (of a mail)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a container may be unpacked. Sizes in bytes."""

    depth: int = 4
    members: int = 20_000
    member_size: int = 512 * 2**20
    total_size: int = 4 * 2**30
    ratio: float = 500.0
    """Unpacked to packed size of one member above `ratio_from`; text seldom passes 20, a bomb has 1,000."""
    ratio_from: int = 16 * 2**20


class Budget:
    """What is left of the limits for one outermost container. Raises TooLarge and remembers that it did."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.spent = False
        self._members = 0
        self._bytes = 0

    def count(self) -> None:
        """One more member."""
        self._members += 1
        if self._members > self.limits.members:
            self._stop(f"quá {self.limits.members} tệp bên trong", f"more than {self.limits.members} files inside")

    def add(self, size: int) -> None:
        """So many more bytes unpacked."""
        self._bytes += size
        if self._bytes > self.limits.total_size:
            mib = self.limits.total_size // 2**20
            self._stop(f"giải nén ra quá {mib} MiB", f"unpacks to more than {mib} MiB")

    def room(self, packed: int) -> int:
        """How many bytes one member of this packed size may have. Never negative."""
        by_ratio = max(self.limits.ratio_from, int(packed * self.limits.ratio))
        return max(0, min(self.limits.member_size, by_ratio, self.limits.total_size - self._bytes))

    def _stop(self, vi: str, en: str) -> None:
        self.spent = True
        raise TooLarge(vi, en)

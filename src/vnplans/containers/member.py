"""What lies inside a container, and how much of it may be unpacked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vnplans.errors import VnplansError
from vnplans.limits import Limits

__all__ = ["Budget", "Header", "Member"]


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
            self._stop("members")

    def add(self, size: int) -> None:
        """So many more bytes unpacked."""
        self._bytes += size
        if self._bytes > self.limits.total_size:
            self._stop("total_size")

    def room(self, packed: int) -> int:
        """How many bytes one member of this packed size may have. Never negative."""
        return max(0, min(self._rooms(packed).values()))

    def tightest(self, packed: int) -> str:
        """Which limit gives a member of this packed size the least room."""
        rooms = self._rooms(packed)
        return min(rooms, key=rooms.__getitem__)

    def _rooms(self, packed: int) -> dict[str, int]:
        by_ratio = max(self.limits.ratio_from, int(packed * self.limits.ratio))
        return {
            "member_size": self.limits.member_size,
            "ratio": by_ratio,
            "total_size": self.limits.total_size - self._bytes,
        }

    def _stop(self, name: str) -> None:
        self.spent = True
        raise self.limits.over(name)

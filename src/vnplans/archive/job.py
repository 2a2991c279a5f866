"""What goes to a worker and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vnplans.errors import Reason
from vnplans.models import Directive
from vnplans.readers import ReadOptions
from vnplans.tracker.facts import Facts

__all__ = ["Failed", "Inside", "Job", "Moved", "NoSpace", "Opened", "Read", "Record", "Unpacked", "Verdict", "Work"]

Work = Callable[[bytes, str | None, ReadOptions], list[Directive]]
"""The act in the middle: bytes, a name to show, options -> records. Must be importable by name in another process."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read."""

    place: tuple[int, int]
    """Its row in the listing: ordinal of the file, and of the member inside it (0: the file itself)."""
    path: str
    """Where its bytes lie: a local path, or a URL that fsspec opens."""
    name: str
    sha256: str | None
    """What its bytes must hash to; None where the worker is the first to read them."""
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One directive as its line of JSON, without the name of the file, and what tells acts apart."""

    line: bytes
    facts: Facts


@dataclass(frozen=True, slots=True)
class Read:
    """The file was read."""

    sha256: str
    records: tuple[Record, ...]
    seconds: float
    """On the clock."""
    cpu: float
    """Of the processor, in the worker and the programs it called."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A file inside a container: where its bytes were laid, or why they could not be."""

    name: str
    container: str
    """The way from the outermost file to it, that file's own name left out: "" or "/trong.zip"."""
    sha256: str | None
    path: str | None
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The file is a container; its members are jobs of their own."""

    sha256: str
    members: tuple[Inside, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A container whose members were read where it was opened: each with what became of it."""

    sha256: str
    members: tuple[tuple[Inside, Read | Failed], ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """The file gave no record."""

    why: Reason
    sha256: str | None = None
    seconds: float = 0.0
    cpu: float = 0.0


@dataclass(frozen=True, slots=True)
class Moved:
    """The bytes are no longer those the job was made for: the file changed while it waited."""


@dataclass(frozen=True, slots=True)
class NoSpace:
    """The disk is full: no fault of the file, the run stops."""

    where: str


Verdict = Read | Unpacked | Opened | Failed | Moved | NoSpace

"""What goes to a worker and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from vnplans.archive.tally import Tally
from vnplans.errors import Reason
from vnplans.models import Directive
from vnplans.readers import ReadOptions
from vnplans.tracker.facts import Facts

__all__ = [
    "Away",
    "Failed",
    "Hashed",
    "Inside",
    "Job",
    "Kept",
    "Listed",
    "Moved",
    "NoSpace",
    "Read",
    "Record",
    "Step",
    "Verdict",
    "Work",
]

Work = Callable[[bytes, str | None, ReadOptions], list[Directive]]
"""The act in the middle: bytes, a name to show, options -> records. Must be importable by name in another process."""


class Step(NamedTuple):
    """A step into a container: its content, and which of its members is meant."""

    container: str
    place: int


@dataclass(frozen=True, slots=True)
class Job:
    """One content to read: a file, or what lies in it."""

    ticket: int
    """By which the verdict finds back."""
    path: str
    """Where the bytes of the file lie: a local path, or a URL that fsspec opens."""
    name: str
    sha256: str | None
    """What the bytes must hash to; None where the worker is the first to read them."""
    steps: tuple[Step, ...] = ()
    """The way from the file to the content, from the outermost container inwards; () for the file itself."""
    start: int = 0
    """Of a container: the first member that is not listed yet."""
    most: int = 500
    """Of a container: so many members are listed at once."""
    attempt: int = 0
    only_hash: bool = False
    """The hash is wanted before anything is read: there may be a copy."""
    stamp: str | None = None
    """Of the file as it was listed."""


class Kept(NamedTuple):
    """Where the line of a record lies in a bundle."""

    bundle: str
    at: int
    size: int


@dataclass(frozen=True, slots=True)
class Record:
    """One directive: its line of JSON, packed and without the name of the file, what tells acts apart, and what it
    gives to the figures of the archive."""

    line: bytes
    """Packed by zlib; b"" where it is `kept` in a bundle."""
    facts: Facts
    tally: Tally
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """A file inside a container: its content, or why there is none."""

    index: int
    """Its place in the container, by which it is found again."""
    name: str
    sha256: str | None
    size: int
    why: Reason | None = None
    skip: str | None = None
    """What it is instead of a document (`litter.SKIPPED`)."""


@dataclass(frozen=True, slots=True)
class Read:
    """The content was read."""

    sha256: str
    records: tuple[Record, ...]
    seconds: float = 0.0
    """On the clock."""
    cpu: float = 0.0
    """Of the processor, in the worker and the programs it called."""
    needs: str = ""
    """What of the machine the answer depends on (`abilities.Needs`)."""
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """The content is a container; these of its members are contents of their own. `more`: the first member that is not
    among them, None where all are listed."""

    sha256: str
    members: tuple[Inside, ...]
    more: int | None


@dataclass(frozen=True, slots=True)
class Failed:
    """The content gave no record, and never will as things are."""

    why: Reason
    sha256: str | None = None
    seconds: float = 0.0
    cpu: float = 0.0
    needs: str = ""
    pages: int | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """The bytes cannot be had now: an outage, or a file that is gone. Says nothing of the content."""

    why: Reason


@dataclass(frozen=True, slots=True)
class Moved:
    """The bytes are no longer those the job was made for: the file changed while it waited."""


@dataclass(frozen=True, slots=True)
class NoSpace:
    """The disk is full: no fault of the file, the run stops."""

    where: str


@dataclass(frozen=True, slots=True)
class Hashed:
    """The hash that was asked for."""

    sha256: str


Verdict = Hashed | Read | Listed | Failed | Away | Moved | NoSpace

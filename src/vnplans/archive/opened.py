"""Contents on their way through a run, and the containers whose members are handed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vnplans.archive.job import Step
from vnplans.archive.journal import Journal, Member, Result
from vnplans.archive.listing import Row

__all__ = ["Containers", "Opened", "Task"]


@dataclass(slots=True)
class Task:
    """A content on its way through a worker: a file of the listing, or what lies in it."""

    row: Row
    name: str
    """With the way to it."""
    sha256: str | None
    steps: tuple[Step, ...] = ()
    start: int = 0
    most: int = 500
    tries: int = 0
    only_hash: bool = False
    """There may be a copy: its hash is asked for before it is read."""


@dataclass(slots=True)
class Opened:
    """A container whose members are handed out."""

    task: Task
    result: int
    ended: bool
    """Is the list of members complete?"""
    at: int = -1
    """The last member that was handed out."""
    page: Iterator[Member] = field(default_factory=lambda: iter(()))


class Containers:
    """Those that are open; what was opened last comes first."""

    def __init__(self, journal: Journal, print_: str) -> None:
        self._journal = journal
        self._print = print_
        self._open: list[Opened] = []

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[Opened]:
        return reversed(self._open)

    def open(self, task: Task, result: Result) -> None:
        """Hand out what lies in a container from here on."""
        self._open.append(Opened(task, result.id, result.more is None))

    def close(self, opened: Opened) -> None:
        """All its members were handed out."""
        self._open.remove(opened)

    def listed(self, result: Result) -> None:
        """More of the members of a container are known."""
        for opened in self._open:
            if opened.result == result.id:
                opened.ended = result.more is None

    def next_member(self, opened: Opened) -> Member | None:
        """The next member to hand out; None if there is none now."""
        member = next(opened.page, None)
        if member is None:
            opened.page = self._journal.inside(opened.result, self._print, opened.at)
            member = next(opened.page, None)
        if member is not None:
            opened.at = member.inside.index
        return member

"""How far a run has come."""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass, field

from vnplans.archive.job import Failed, Read

__all__ = ["Counts", "Progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a run. Files inside containers count as files; a container itself does not."""

    done: int
    total: int
    """As known now: containers that are still closed hold more."""
    failed: int
    before: int
    """Of `done`, settled in an earlier run."""
    rate: float
    """Files a second over the last minute."""
    seconds_left: float | None
    slow: tuple[tuple[str, float], ...]
    """Files under way, longest first, with their seconds."""
    failures: dict[str, int] = field(default_factory=dict)


class Counts:
    """What is counted while a run goes on; bounded whatever the number of files."""

    def __init__(self) -> None:
        self.total = self.done = self.failed = self.before = self.duplicates = self.records = 0
        self.failures: Counter[str] = Counter()
        self.last_failures: deque[tuple[str, Failed]] = deque(maxlen=100)
        """Failures since they were last looked at, for a log."""
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)], maxlen=240)

    def settle(self, *, failed: bool = False, duplicate: bool = False, before: bool = False) -> None:
        """One file is settled."""
        self.done += 1
        self.failed += failed
        self.before += before
        self.duplicates += duplicate

    def open_container(self) -> None:
        """A container leaves the count: what is inside stands for it."""
        self.total -= 1

    def read(self, name: str, verdict: Read | Failed) -> None:
        """One file was read now, or failed now."""
        self.settle(failed=isinstance(verdict, Failed))
        if isinstance(verdict, Failed):
            self.failures[verdict.why.code] += 1
            self.last_failures.append((name, verdict))
        else:
            self.records += len(verdict.records)

    def progress(self, running: list[tuple[str, float]]) -> Progress:
        """The moment as it is."""
        now = time.monotonic()
        fresh = self.done - self.before
        if now - self._marks[-1][0] > 0.25:
            self._marks.append((now, fresh))
        then, had = self._marks[0]
        rate = (fresh - had) / (now - then) if now > then else 0.0
        left = (self.total - self.done) / rate if rate > 0 else None
        slow = tuple(sorted(running, key=lambda r: -r[1])[:3])
        return Progress(self.done, self.total, self.failed, self.before, rate, left, slow, dict(self.failures))

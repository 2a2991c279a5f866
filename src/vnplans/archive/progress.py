"""How far a run has come."""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Literal

from vnplans.archive.job import Failed, Read

__all__ = ["Counts", "Phase", "Progress"]

Phase = Literal["listing", "reading", "writing"]
_MINUTE = 60.0


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
    phase: Phase = "reading"
    skipped: int = 0
    paused: str | None = None
    """The share that is waited for."""


class Counts:
    """What is counted while a run goes on; bounded whatever the number of files."""

    def __init__(self) -> None:
        self.total = self.done = self.failed = self.before = self.duplicates = self.skipped = self.records = 0
        self.phase: Phase = "listing"
        self.paused: str | None = None
        self.written = 0
        """Files told in the outputs so far, while they are written."""
        self.pruned = 0
        self.notices: deque[tuple[str, str]] = deque()
        """What a person should know, Vietnamese and English, until it was looked at."""
        self.failures: Counter[str] = Counter()
        self.last_failures: deque[tuple[str, Failed]] = deque(maxlen=100)
        """Failures since they were last looked at, for a log."""
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)], maxlen=1000)

    def settle(
        self, *, failed: bool = False, duplicate: bool = False, before: bool = False, skipped: bool = False
    ) -> None:
        """One file is settled."""
        self.done += 1
        self.failed += failed
        self.before += before
        self.duplicates += duplicate
        self.skipped += skipped

    def open_container(self) -> None:
        """A container leaves the count: what is inside stands for it."""
        self.total -= 1

    def settle_container(self) -> None:
        """A container whose twin was opened: it is one file, a copy."""
        self.total += 1
        self.settle(duplicate=True)

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
        fresh = self.done - self.before - self.duplicates - self.skipped
        if now - self._marks[-1][0] > 0.25:
            self._marks.append((now, fresh))
        while len(self._marks) > 1 and now - self._marks[0][0] > _MINUTE:
            self._marks.popleft()
        then, had = self._marks[0]
        rate = (fresh - had) / (now - then) if now > then else 0.0
        left = (self.total - self.done) / rate if rate > 0 and self.phase == "reading" else None
        slow = tuple(sorted(running, key=lambda r: -r[1])[:3])
        done = self.written if self.phase == "writing" else self.done
        return Progress(
            done=done,
            total=self.total,
            failed=self.failed,
            before=self.before,
            rate=rate,
            seconds_left=left,
            slow=slow,
            failures=dict(self.failures),
            phase=self.phase,
            skipped=self.skipped,
            paused=self.paused,
        )

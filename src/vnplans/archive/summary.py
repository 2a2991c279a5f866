"""The figures of an archive: counted while the outputs are written, bounded whatever the number of files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from heapq import heappush, heappushpop
from typing import Any, NamedTuple

from vnplans.archive.entries import Entry, Place
from vnplans.archive.tally import Tally
from vnplans.errors import FailureCode, Reason

__all__ = ["UNKNOWN", "Group", "Summary", "ToReview"]

_REVIEWS_SHOWN = 200
UNKNOWN = ""
"""The name of the group of what was not read."""


@dataclass(slots=True)
class Group:
    """Records of one year, type or issuer."""

    records: int = 0
    review: int = 0
    tasks: int = 0
    found: Counter[str] = field(default_factory=Counter)


class ToReview(NamedTuple):
    """A record that a person must look at."""

    file: str
    number: str
    faults: float
    why: tuple[str, str]


@dataclass(slots=True)
class Summary:
    """What was read, what was found, what failed, what a person must look at."""

    finished: bool = True
    read: int = 0
    failed: int = 0
    duplicates: int = 0
    skipped: int = 0
    missing: int = 0
    """Not there today; what they gave before stands."""
    records: int = 0
    no_directives: int = 0
    """Of them, forms, lists, news and the like: they order nothing."""
    tasks: int = 0
    tasks_with_lead: int = 0
    tasks_with_deadline: int = 0
    review: int = 0
    linked: int = 0
    """Records that have the same act in another form."""
    seconds: float = 0.0
    cpu: float = 0.0
    """Of the processor, for all that was read."""
    found: Counter[str] = field(default_factory=Counter)
    failures: Counter[FailureCode] = field(default_factory=Counter)
    failure_examples: dict[FailureCode, list[tuple[str, Reason]]] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    readers: Counter[str] = field(default_factory=Counter)
    years: dict[str, Group] = field(default_factory=dict)
    types: dict[str, Group] = field(default_factory=dict)
    issuers: dict[str, Group] = field(default_factory=dict)
    _doubted: list[tuple[float, int, ToReview]] = field(default_factory=list)
    """A heap of the records with the most expected faults; of equal ones those that came first stay."""

    @property
    def to_review(self) -> list[ToReview]:
        """The records to look at first, those with the most expected faults."""
        return [told for _, _, told in sorted(self._doubted, reverse=True)]

    @property
    def files(self) -> int:
        return self.read + self.failed + self.duplicates + self.skipped + self.missing

    def told(self) -> dict[str, Any]:
        """The figures that are told at the end of a run, as JSON can hold them."""
        figures = {
            f.name: getattr(self, f.name) for f in fields(self) if isinstance(getattr(self, f.name), int | float)
        }
        return figures | {"failures": dict(self.failures)}

    @classmethod
    def of(cls, told: dict[str, Any]) -> Summary:
        """The figures of a summary again; groups and examples are not kept."""
        return cls(**told | {"failures": Counter(told["failures"])})

    def add_entry(self, entry: Entry) -> None:
        """Count a file."""
        self.read += entry.status == "read"
        self.failed += entry.status == "failed"
        self.duplicates += entry.status == "duplicate"
        self.skipped += entry.status == "skipped"
        self.missing += entry.status == "missing"
        self.seconds += entry.seconds
        self.cpu += entry.cpu
        if entry.failure is not None and entry.status == "failed":
            self.failures[entry.failure.code] += 1
            examples = self.failure_examples.setdefault(entry.failure.code, [])
            if len(examples) < 5:
                failure = entry.failure
                examples.append((failure.file, Reason(failure.code, failure.message_vi, failure.message_en)))

    def add_record(self, place: Place, told: Tally, *, linked: bool) -> None:
        """Count a record."""
        self.records += 1
        self.review += told.review
        self.linked += linked
        self.tasks += told.tasks
        self.tasks_with_lead += told.with_lead
        self.tasks_with_deadline += told.with_deadline
        self.no_directives += told.no_directive
        self.found.update(told.found)
        self.readers[told.reader] += 1
        self.notes.update(told.notes)
        filed = (
            (self.years, told.year and f"{told.year:04}"),
            (self.types, told.type_name),
            (self.issuers, told.issuer),
        )
        for groups, name in filed:
            group = groups.setdefault(name or UNKNOWN, Group())
            group.records += 1
            group.review += told.review
            group.tasks += told.tasks
            group.found.update(told.found)
        if told.review:
            self._put_forward(place, told)

    def _put_forward(self, place: Place, told: Tally) -> None:
        """Keep the record among those to look at first, if it is."""
        entry = (told.faults, -self.records, ToReview(place.shown, told.number, told.faults, told.why))
        if len(self._doubted) < _REVIEWS_SHOWN:
            heappush(self._doubted, entry)
        else:
            heappushpop(self._doubted, entry)

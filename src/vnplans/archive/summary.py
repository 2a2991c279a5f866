"""The figures of an archive: counted while the outputs are written, bounded whatever the number of files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from heapq import heappush, heappushpop
from typing import Any

from vnplans.archive.entries import Entry
from vnplans.errors import FailureCode
from vnplans.models import SURE, expected_faults
from vnplans.wording import LABELS

__all__ = ["FIELDS", "Group", "Summary"]

_COUNTED = ("number", "issued_on", "doc_type", "issuer", "title", "signer", "recipients", "legal_bases", "tasks")
FIELDS = {name: LABELS[name] for name in _COUNTED}
"""Fields whose finding is counted, and how a Vietnamese reader calls them."""
_REVIEWS_SHOWN = 200
_UNKNOWN = "không rõ"
_TASK_STEPS = 2
"""Steps of a pointer to a task: "/tasks/3"."""


@dataclass(slots=True)
class Group:
    """Records of one year, type or issuer."""

    records: int = 0
    review: int = 0
    tasks: int = 0
    found: Counter[str] = field(default_factory=Counter)


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
    failure_examples: dict[FailureCode, list[tuple[str, str]]] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    readers: Counter[str] = field(default_factory=Counter)
    years: dict[str, Group] = field(default_factory=dict)
    types: dict[str, Group] = field(default_factory=dict)
    issuers: dict[str, Group] = field(default_factory=dict)
    _doubted: list[tuple[float, int, tuple[str, str, str]]] = field(default_factory=list)
    """A heap of the records with the most expected faults; of equal ones those that came first stay."""

    @property
    def to_review(self) -> list[tuple[float, str, str, str]]:
        """The records to look at first, those with the most expected faults: how many, file, number, why."""
        return [(faults, *told) for faults, _, told in sorted(self._doubted, reverse=True)]

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
                examples.append((entry.failure.file, entry.failure.message_vi))

    def add_record(self, record: dict[str, Any]) -> None:
        """Count a record."""
        found = [name for name in FIELDS if _is_read(name, record.get(name))]
        tasks = record.get("tasks") or []
        review = bool(record.get("needs_review"))
        self.records += 1
        self.review += review
        self.linked += bool(record["source"].get("same_as"))
        self.tasks += len(tasks)
        self.tasks_with_lead += sum(bool(t.get("lead_agencies")) for t in tasks)
        self.tasks_with_deadline += sum(bool(t.get("deadline")) for t in tasks)
        self.found.update(found)
        self.readers[f"{record['source'].get('reader')} ({record['source'].get('text_origin')})"] += 1
        for groups, name in self._groups(record):
            group = groups.setdefault(name, Group())
            group.records += 1
            group.review += review
            group.tasks += len(tasks)
            group.found.update(found)
        self.no_directives += any(n.get("code") == "not_a_directive" for n in record.get("notes") or [])
        why = [n for n in record.get("notes") or [] if n.get("severity") in ("review", "error")]
        self.notes.update(dict.fromkeys((n.get("code", "") for n in why), 1))  # in order: a set has another in each run
        if review:
            self._put_forward(record, why)

    def _groups(self, record: dict[str, Any]) -> list[tuple[dict[str, Group], str]]:
        issued = record.get("issued_on") or ""
        return [
            (self.years, issued[:4] or _UNKNOWN),
            (self.types, (record.get("doc_type") or {}).get("name") or _UNKNOWN),
            (self.issuers, (record.get("issuer") or {}).get("name") or _UNKNOWN),
        ]

    def _put_forward(self, record: dict[str, Any], why: list[dict[str, Any]]) -> None:
        """Keep the record among those to look at first, if it is."""
        confidence = record.get("confidence") or {}
        source = record["source"]
        name = "/".join(p for p in (source.get("container"), source.get("name")) if p)
        number = (record.get("number") or {}).get("text") or ""
        told = "; ".join(dict.fromkeys([*(n.get("message", "") for n in why), *_doubts(confidence)]))
        entry = (round(expected_faults(confidence), 3), -self.records, (name, number, told))
        if len(self._doubted) < _REVIEWS_SHOWN:
            heappush(self._doubted, entry)
        else:
            heappushpop(self._doubted, entry)


def _is_read(name: str, value: Any) -> bool:
    """Is a field found? A symbol without its serial ("/KH-UBND") is no number."""
    return bool(value) and (name != "number" or value.get("serial") is not None)


def _doubts(confidence: dict[str, float]) -> Iterator[str]:
    """The values that are not sure, for people: "Trích yếu: 62 %", "3 nhiệm vụ chưa chắc"."""
    unsure = {p: value for p, value in confidence.items() if value < SURE}
    for name, label in LABELS.items():
        if (value := unsure.get(f"/{name}")) is not None and name != "tasks":
            yield f"{label}: {value:.0%}"
    tasks = sum(p.startswith("/tasks/") and p.count("/") == _TASK_STEPS for p in unsure)
    if tasks:
        yield f"{tasks} nhiệm vụ chưa chắc"
    if "/tasks" in unsure:
        yield f"đủ nhiệm vụ: {unsure['/tasks']:.0%}"

"""What a record gives to the figures of an archive and where it is filed: told once, by the worker that read it, so
that nobody who writes the outputs must read the record again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pydantic_core import from_json, to_json

from vnplans.models import SURE, Directive, expected_faults
from vnplans.wording import LABELS

__all__ = ["COUNTED", "FIELDS", "Tally", "tally"]

COUNTED = ("number", "issued_on", "doc_type", "issuer", "title", "signer", "recipients", "legal_bases", "tasks")
FIELDS = {name: LABELS[name] for name in COUNTED}
"""Fields whose finding is counted, and how a Vietnamese reader calls them."""
_TASK_STEPS = 2
"""Steps of a pointer to a task: "/tasks/3"."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A record as the summary, the report and the Parquet folders know it."""

    cut: tuple[int, int]
    """Where the JSON of its source begins and ends in its line."""
    found: tuple[str, ...]
    """Which of COUNTED were read."""
    tasks: int
    with_lead: int
    with_deadline: int
    review: bool
    no_directive: bool
    reader: str
    year: int | None
    type_code: str | None
    type_name: str | None
    issuer: str | None
    number: str
    faults: float
    """Expected, by its confidence."""
    notes: tuple[str, ...] = ()
    """Codes of those that ask for a look."""
    why: tuple[str, str] = ("", "")
    """Of a record to review: what to look at, in Vietnamese and English."""

    def packed(self) -> bytes:
        return to_json(asdict(self))

    @classmethod
    def of(cls, packed: bytes) -> Tally:
        told: dict[str, Any] = from_json(packed)
        pairs = {name: tuple(told[name]) for name in ("cut", "found", "notes", "why")}
        return cls(**told | pairs)


def tally(record: Directive, cut: tuple[int, int]) -> Tally:
    """What a record gives; `cut` is the place of its source in its line."""
    source, number = record.source, record.number
    notes = [note for note in record.notes if note.severity in ("review", "error")]
    said = [(note.message, note.message_en or note.message) for note in notes]
    said += _doubts(record.confidence) if record.needs_review else []
    return Tally(
        cut=cut,
        found=tuple(name for name in COUNTED if _is_read(record, name)),
        tasks=len(record.tasks),
        with_lead=sum(bool(task.lead_agencies) for task in record.tasks),
        with_deadline=sum(task.deadline is not None for task in record.tasks),
        review=record.needs_review,
        no_directive=any(note.code == "not_a_directive" for note in record.notes),
        reader=f"{source.reader} ({source.text_origin})",
        year=record.issued_on.year if record.issued_on else None,
        type_code=record.doc_type.code if record.doc_type else None,
        type_name=record.doc_type.name if record.doc_type else None,
        issuer=record.issuer.name if record.issuer else None,
        number=number.text if number else "",
        faults=round(expected_faults(record.confidence), 3),
        notes=tuple(dict.fromkeys(note.code for note in notes)),
        why=(_joined(vi for vi, _ in said), _joined(en for _, en in said)) if record.needs_review else ("", ""),
    )


def _is_read(record: Directive, name: str) -> bool:
    """Is a field found? A symbol without its serial ("/KH-UBND") is no number."""
    if name == "number":
        return record.number is not None and record.number.serial is not None
    return bool(getattr(record, name))


def _joined(said: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(said))


def _doubts(confidence: dict[str, float]) -> Iterator[tuple[str, str]]:
    """The values that are not sure, for people: "Trích yếu: 62 %", "3 nhiệm vụ chưa chắc"."""
    unsure = {p: value for p, value in confidence.items() if value < SURE}
    for name, label in LABELS.items():
        if (value := unsure.get(f"/{name}")) is not None and name != "tasks":
            yield f"{label}: {value:.0%}", f"{name}: {value:.0%}"
    tasks = sum(p.startswith("/tasks/") and p.count("/") == _TASK_STEPS for p in unsure)
    if tasks:
        yield f"{tasks} nhiệm vụ chưa chắc", f"{tasks} tasks are not sure"
    if "/tasks" in unsure:
        yield f"đủ nhiệm vụ: {unsure['/tasks']:.0%}", f"all tasks found: {unsure['/tasks']:.0%}"

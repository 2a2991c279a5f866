"""What of a record is shown, in which order, in Vietnamese. No HTML here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vnplans.models import TOLD, Citation, Deadline, DigitalSignature, Directive, Note, Target
from vnplans.wording import SEVERITIES, rhythm_day, rhythm_words, span_words, vn_date

__all__ = [
    "EXPECTED",
    "HEAD",
    "LISTS",
    "TASK_COLUMNS",
    "Shown",
    "deadline_reading",
    "notes",
]


@dataclass(frozen=True, slots=True)
class Shown:
    """One value: where it stands in the record, its words, and what they were taken to mean."""

    pointer: str
    text: str
    reading: str | None = None


Getter = Callable[[Directive], Iterable[Shown]]


def _one(pointer: str, text: str | None, reading: str | None = None) -> list[Shown]:
    return [Shown(pointer, text, reading)] if text else []


def _agency(pointer: str, text: str, name: str) -> Shown:
    return Shown(pointer, text, name if name != text else None)


def _issuers(record: Directive) -> Iterator[Shown]:
    if record.issuer:
        yield Shown("/issuer", record.issuer.name)
    yield from (Shown(f"/co_issuers/{n}", agency.name) for n, agency in enumerate(record.co_issuers))


def _list(name: str) -> Getter:
    return lambda r: (Shown(f"/{name}/{n}", text) for n, text in enumerate(getattr(r, name)))


def _signer(part: str) -> Getter:
    return lambda r: _one(f"/signer/{part}", getattr(r.signer, part) if r.signer else None)


HEAD: dict[str, Getter] = {
    "number": lambda r: _one("/number", r.number.text if r.number else None),
    "doc_type": lambda r: _one("/doc_type", r.doc_type.name if r.doc_type else None),
    "issuer": _issuers,
    "issuer/parent": lambda r: _one("/issuer/parent", r.issuer.parent if r.issuer else None),
    "issued_on": lambda r: _one("/issued_on", vn_date(r.issued_on)),
    "place": lambda r: _one("/place", r.place),
    "title": lambda r: _one("/title", r.title),
    "urgency": lambda r: _one("/urgency", r.urgency),
    "secrecy": lambda r: _one("/secrecy", r.secrecy),
    "addressees": _list("addressees"),
    "signer": _signer("name"),
    "signer/position": _signer("position"),
    "signer/authority": _signer("authority"),
    "recipients": _list("recipients"),
}
"""The rows of the head: the field, by its way from the record, and its values."""

EXPECTED = frozenset({"number", "doc_type", "issuer", "issued_on", "title", "signer"})
"""Fields of every act: where one is absent, the page says so."""


def _citation(pointer: str, cited: Citation) -> Shown:
    told = (
        cited.number.text if cited.number else None,
        vn_date(cited.issued_on),
        cited.issuer,
    )
    return Shown(pointer, cited.text, "; ".join(part for part in told if part) or None)


def _target(pointer: str, target: Target) -> Shown:
    value = None if target.value is None else f"{target.value:.15g}".replace(".", ",")
    amount = " ".join(part for part in (target.comparator, value, target.unit) if part)
    by = f"đến {vn_date(target.by)}" if target.by else None
    return Shown(pointer, target.text, "; ".join(part for part in (target.metric, amount, by) if part) or None)


def _signature(pointer: str, signature: DigitalSignature) -> Shown:
    told = (
        signature.body if signature.who else None,
        f"{vn_date(signature.time)} {signature.time:%H:%M:%S%z}" if signature.time else None,
        {True: "nguyên vẹn", False: "không còn nguyên vẹn", None: "chưa kiểm tra"}[signature.intact],
    )
    return Shown(pointer, signature.who or signature.body or "-", "; ".join(part for part in told if part))


def _joined(*parts: str | None) -> str:
    return ": ".join(part for part in parts if part) or "-"


LISTS: dict[str, Getter] = {
    "legal_bases": lambda r: (_citation(f"/legal_bases/{n}", c) for n, c in enumerate(r.legal_bases)),
    "targets": lambda r: (_target(f"/targets/{n}", t) for n, t in enumerate(r.targets)),
    "attachments": lambda r: (
        Shown(f"/attachments/{n}", _joined(a.label, a.title), a.act) for n, a in enumerate(r.attachments)
    ),
    "signatures": lambda r: (_signature(f"/signatures/{n}", s) for n, s in enumerate(r.signatures)),
    "citations": lambda r: (_citation(f"/citations/{n}", c) for n, c in enumerate(r.citations)),
    "outline": lambda r: (Shown(f"/outline/{n}", _joined(s.label, s.title)) for n, s in enumerate(r.outline)),
}
"""The lists below the tasks: the field and its values."""


def _agencies(field: str) -> Callable[[Directive, int], Iterable[Shown]]:
    return lambda r, n: (
        _agency(f"/tasks/{n}/{field}/{i}", agency.text, agency.name)
        for i, agency in enumerate(getattr(r.tasks[n], field))
    )


def _due(record: Directive, n: int) -> list[Shown]:
    deadline = record.tasks[n].deadline
    return [Shown(f"/tasks/{n}/deadline", deadline.text, deadline_reading(deadline))] if deadline else []


def _content(record: Directive, n: int) -> Iterator[Shown]:
    task = record.tasks[n]
    yield Shown(f"/tasks/{n}/content", task.content)
    for name, told in TOLD.items():
        if not told.column and (text := getattr(task, name)):
            yield Shown(f"/tasks/{n}/{name}", f"{told.label}: {text}")


def _told(name: str) -> Callable[[Directive, int], Iterable[Shown]]:
    return lambda r, n: _one(f"/tasks/{n}/{name}", getattr(r.tasks[n], name))


TASK_COLUMNS: dict[str, Callable[[Directive, int], Iterable[Shown]]] = {
    "where": lambda r, n: [Shown(f"/tasks/{n}", r.tasks[n].where)],
    "content": _content,
    "lead_agencies": _agencies("lead_agencies"),
    "coordinating_agencies": _agencies("coordinating_agencies"),
    "deadline": _due,
    **{name: _told(name) for name, told in TOLD.items() if told.column},
}
"""The columns of the tasks: the field, and its values in the n-th task."""


def deadline_reading(deadline: Deadline) -> str:
    """What the words of a deadline were taken to mean."""
    start = f"từ {vn_date(deadline.start)}" if deadline.start else None
    end = f"đến {vn_date(deadline.end)}" if deadline.end else None
    days = {True: "ngày làm việc", False: "ngày lịch", None: None}[deadline.business_days]
    kinds = {"recurring": "định kỳ", "ongoing": "thường xuyên", "relative": "tính từ mốc"}
    span = span_words(deadline.duration) if deadline.duration else None
    rhythm = (rhythm_words(deadline.rrule), rhythm_day(deadline.rrule)) if deadline.rrule else ()
    told = (kinds.get(deadline.kind), start, end, *rhythm, span, days, deadline.anchor)
    inner = [f"[{deadline_reading(milestone)}]" for milestone in deadline.milestones]
    return ", ".join([part for part in told if part] + inner)


def notes(record: Directive) -> list[Note]:
    """The notes, those that need a person first."""
    return sorted(record.notes, key=lambda note: list(SEVERITIES).index(note.severity))

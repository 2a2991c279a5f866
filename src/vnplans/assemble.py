"""Findings -> the record: the strongest value of each field, its evidence, and a Note for all that was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_origin

from pydantic import ValidationError

from vnplans.extract import BODY, HEAD, Act, fault, findings, head_of
from vnplans.extract.findings import Finding, Found, Head, Near
from vnplans.models import Directive, Note, Quote, Source, Task, act_name
from vnplans.pages import Pages

if TYPE_CHECKING:
    from vnplans.extract.announced.page import Announced

__all__ = ["assemble", "assemble_announced", "bare", "fault_note", "finish_tasks", "no_directive", "with_faults"]


@dataclass(slots=True)
class _Record:
    """The record while it is being filled."""

    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, list[Quote]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def take(self, name: str, findings: Iterable[Finding[Any]]) -> None:
        """The findings of a field, one or many as the model says."""
        (self.gather if name in _MANY else self.settle)(name, findings)

    def settle(self, name: str, findings: Iterable[Finding[Any]]) -> None:
        """A field of one value: the first Found holds; others that differ, and each Near, become notes."""
        for finding in findings:
            if isinstance(finding, Near):
                self.refuse(name, finding)
            elif name not in self.values:
                self.values[name] = finding.value
                self._witness(f"/{name}", finding)
            elif finding.value != self.values[name]:
                self.notes.append(
                    Note(
                        code="other_reading",
                        severity="info",
                        message=f"chỗ khác ghi khác: {finding.quotes[0].text}",
                        message_en=f"read differently elsewhere: {finding.quotes[0].text}",
                        field=f"/{name}",
                        quote=finding.quotes[0],
                    )
                )

    def gather(self, name: str, findings: Iterable[Finding[Any]]) -> None:
        """A field of many values: every Found, in the order given."""
        values = self.values.setdefault(name, [])
        for finding in findings:
            if isinstance(finding, Near):
                self.refuse(name, finding)
            else:
                self._witness(f"/{name}/{len(values)}", finding)
                values.append(finding.value)

    def refuse(self, name: str, near: Near) -> None:
        self.notes.append(_note_of(near, f"/{name}"))

    def calm(self, pages: Pages) -> None:
        """What a reader was not sure of needs nobody where the value was read from another page, or from a witness
        whose Note marks it."""
        for at, remark in enumerate(pages.remarks):
            if remark.field is None or remark.severity != "review" or not self._is_whole(remark.field):
                continue
            told = any(n.code in _WITNESSED and n.field == remark.field for n in self.notes)
            if told or all(pages.blocks[q.block].page != remark.page for q in self.evidence[remark.field]):
                self.notes[at] = self.notes[at].model_copy(update={"severity": "info"})

    def _is_whole(self, pointer: str) -> bool:
        """Was the value read, of a number its serial too?"""
        value = self.values.get(pointer.strip("/"))
        return value is not None and getattr(value, "serial", 0) is not None and pointer in self.evidence

    def finished(self, head: Head, source: Source, part: int) -> Directive:
        """The record. A value that the model refuses costs its field: a fault of the rule that gave it."""
        self.values["tasks"] = finish_tasks(self.values.get("tasks", []), head, source, part)
        while True:
            try:
                return Directive(**self.values, source=source, evidence=self.evidence, notes=self.notes)
            except ValidationError as error:
                wrong = {str(e["loc"][0]) for e in error.errors() if e["loc"]} & set(self.values)
                if not wrong:
                    raise
                for name in sorted(wrong):
                    self._drop(name, error)

    def _drop(self, name: str, error: ValidationError) -> None:
        del self.values[name]
        at = f"/{name}"
        self.evidence = {p: quotes for p, quotes in self.evidence.items() if p != at and not p.startswith(f"{at}/")}
        self.refuse(name, fault(f"assemble{at}", error))

    def _witness(self, pointer: str, found: Found[Any]) -> None:
        if found.quotes:
            self.evidence[pointer] = list(found.quotes)
        for part, quotes in found.parts.items():
            if quotes:
                self.evidence[f"{pointer}/{part}"] = list(quotes)


_WITNESSED = ("day_witnessed", "serial_named")
_MANY = frozenset(name for name, info in Directive.model_fields.items() if get_origin(info.annotation) is list)
"""Fields that hold many values, as the model says."""


def assemble(act: Act, source: Source, part: int = 1) -> Directive:
    """The record of one act, the `part`-th of its file. Missing is None and a Note, never an exception."""
    record = _Record()
    record.notes.extend(_reader_notes(act.pages))
    for name, rules in HEAD.items():
        record.take(name, findings(rules, act))
    record.calm(act.pages)
    head = head_of(act, record.values)
    for name, body_rules in BODY.items():
        record.take(name, findings(body_rules, act, head))
    return record.finished(head, source, part)


def assemble_announced(plan: Announced, pages: Pages, source: Source, part: int = 1) -> Directive:
    """The record of a plan that a page announces: what the page tells of it, and its own tasks."""
    record = _Record()
    record.notes.extend(_reader_notes(pages))
    for name, found in plan.fields.items():
        record.take(name, (found, *plan.doubts.get(name, ())))
    record.take("attachments", plan.attachments)
    record.take("tasks", plan.tasks)
    return record.finished(plan.head, source, part)


def bare(pages: Pages, source: Source) -> Directive:
    """The record of pages in which no act could be told apart: the facts of the file."""
    return Directive(source=source, notes=_reader_notes(pages))


def no_directive(pages: Pages, source: Source) -> Directive:
    """The record of a page of news that announces no act: nothing is read of it."""
    note = Note(
        code="not_a_directive",
        severity="info",
        message="trang tin không công bố văn bản nào",
        message_en="a page of news that announces no act",
        quote=next((pages.quote(i, rule="not_a_directive") for i, b in enumerate(pages.blocks) if b.text), None),
    )
    return Directive(source=source, notes=[*_reader_notes(pages), note])


def with_faults(directive: Directive, faults: Iterable[Near]) -> Directive:
    """The record with a Note for each fault that concerns no single field."""
    notes = [_note_of(near) for near in faults]
    return directive.model_copy(update={"notes": [*directive.notes, *notes]}) if notes else directive


def fault_note(vi: str, en: str, error: Exception) -> Note:
    """The Note of a rule that failed behind the fields; `vi`, `en` say which, in front of the error."""
    what = f"{type(error).__name__}: {error}"[:200]
    return Note(code="fault", severity="error", message=f"{vi}: {what}", message_en=f"{en}: {what}")


def finish_tasks(tasks: list[Task], head: Head, source: Source, part: int = 1) -> list[Task]:
    """Give each task its id: the act and the place, not the wording; a second equal place gets '~2'.

    An act without number, date or issuer is known by its file; further acts of one file by their order in it (".2").
    """
    by_file = f"sha256:{source.sha256[:12]}" + (f".{part}" if part > 1 else "")
    act = act_name(head.issuer, head.number, head.issued_on) or by_file
    seen: dict[str, int] = {}
    out = []
    for task in tasks:
        seen[task.where] = count = seen.get(task.where, 0) + 1
        out.append(task.model_copy(update={"id": f"{act}#{task.where}" + (f"~{count}" if count > 1 else "")}))
    return out


def _note_of(near: Near, field: str | None = None) -> Note:
    return Note(
        code=near.code,
        severity=near.severity,
        message=near.message,
        message_en=near.message_en,
        field=field,
        quote=near.quote,
        candidates=list(near.candidates),
    )


def _reader_notes(pages: Pages) -> list[Note]:
    return [
        Note(
            code=remark.code,
            severity=remark.severity,
            message=remark.message if remark.page is None else f"tr. {remark.page}: {remark.message}",
            message_en=remark.message_en and (f"p. {remark.page}: " if remark.page else "") + remark.message_en,
            candidates=list(remark.candidates),
        )
        for remark in pages.remarks
    ]

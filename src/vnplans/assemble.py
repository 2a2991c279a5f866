"""Findings -> the record: the strongest value of each field, its evidence, and a Note for all that was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from vnplans.extract import BODY, HEAD, year_of_issue
from vnplans.extract.announced.page import Announced
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.head import Head
from vnplans.extract.zones.zones import Layout
from vnplans.models import Directive, Note, Quote, Source, Task, act_name
from vnplans.pages import Pages

__all__ = ["assemble", "assemble_announced", "finish_tasks"]


@dataclass(slots=True)
class _Record:
    """The record while it is being filled."""

    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, list[Quote]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

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
                        message=f"chỗ khác ghi khác (read differently elsewhere): {finding.quotes[0].text}",
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
        self.notes.append(
            Note(
                code=near.code,
                severity=near.severity,
                message=near.message,
                field=f"/{name}",
                quote=near.quote,
            )
        )

    def _witness(self, pointer: str, found: Found[Any]) -> None:
        if found.quotes:
            self.evidence[pointer] = list(found.quotes)
        for part, quotes in found.parts.items():
            if quotes:
                self.evidence[f"{pointer}/{part}"] = list(quotes)


_LISTS = frozenset({"co_issuers"})
"""Fields of HEAD that hold many values."""


def assemble(layout: Layout, source: Source, part: int = 1) -> Directive:
    """The record of one act, the `part`-th of its file. Missing is None and a Note, never an exception."""
    record = _Record()
    record.notes.extend(_reader_notes(layout.pages))
    for name, rules in HEAD.items():
        settle = record.gather if name in _LISTS else record.settle
        settle(name, (finding for rule in rules for finding in rule(layout)))
    head = Head(
        number=record.values.get("number"),
        doc_type=record.values.get("doc_type"),
        issuer=record.values.get("issuer"),
        issued_on=record.values.get("issued_on"),
        year_of_issue=year_of_issue(layout),
        title=record.values.get("title"),
    )
    for name, body_rules in BODY.items():
        settle = record.settle if name in ("signer", "urgency", "secrecy") else record.gather
        settle(name, (finding for rule in body_rules for finding in rule(layout, head)))
    record.values["tasks"] = finish_tasks(record.values.get("tasks", []), head, source, part)
    return Directive(**record.values, source=source, evidence=record.evidence, notes=record.notes)


def assemble_announced(plan: Announced, pages: Pages, source: Source, part: int = 1) -> Directive:
    """The record of a plan that a page announces: what the page tells of it, and its own tasks."""
    record = _Record()
    record.notes.extend(_reader_notes(pages))
    for name, found in plan.fields.items():
        record.settle(name, (found,))
    record.gather("tasks", plan.tasks)
    record.values["tasks"] = finish_tasks(record.values["tasks"], plan.head, source, part)
    return Directive(**record.values, source=source, evidence=record.evidence, notes=record.notes)


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


def _reader_notes(pages: Pages) -> list[Note]:
    return [
        Note(code=r.code, severity=r.severity, message=r.message if r.page is None else f"tr. {r.page}: {r.message}")
        for r in pages.remarks
    ]

"""A directive as rows of the SQL tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from vnplans.export.rows import TaskRow, act_key, rows
from vnplans.models import Directive

__all__ = ["act_values", "child_rows", "task_values"]

Values = dict[str, Any]


def act_values(directive: Directive) -> Values:
    """The row of `directives`, without its key."""
    number, issuer, signer = directive.number, directive.issuer, directive.signer
    return {
        "act": act_key(directive),
        "number": number.text if number else None,
        "serial": number.serial if number else None,
        "type_code": directive.doc_type.code if directive.doc_type else None,
        "doc_type": directive.doc_type.name if directive.doc_type else None,
        "issuer": issuer.name if issuer else None,
        "issuer_level": issuer.level if issuer else None,
        "province": issuer.province if issuer else None,
        "issued_on": directive.issued_on,
        "place": directive.place,
        "title": directive.title,
        "urgency": directive.urgency,
        "secrecy": directive.secrecy,
        "signer": signer.name if signer else None,
        "signer_position": signer.position if signer else None,
        "signer_authority": signer.authority if signer else None,
        "recipients": directive.recipients,
        "file": directive.source.name,
        "sha256": directive.source.sha256,
        "needs_review": directive.needs_review,
        "schema_version": directive.schema_version,
    }


def task_values(row: TaskRow) -> Values:
    """The row of `tasks`, without its keys, its state and the columns that people fill in."""
    task, deadline = row.task, row.task.deadline
    return {
        "task_id": task.id,
        "position": row.position,
        "place": task.where,
        "content": task.content,
        "task_group": task.group,
        "deadline_text": row.deadline_text,
        "deadline_kind": deadline.kind if deadline else None,
        "starts_on": row.start,
        "due_on": row.due,
        "rrule": deadline.rrule if deadline else None,
        "duration": deadline.duration if deadline else None,
        "business_days": deadline.business_days if deadline else None,
        "anchor": deadline.anchor if deadline else None,
        "milestones": [m.model_dump(mode="json", exclude={"milestones"}) for m in deadline.milestones]
        if deadline
        else [],
        **row.told,
        "page": row.page,
        "lead_names": row.lead or None,
    }


def child_rows(table: str, key: str, directive: Directive, keys: Mapping[int, str]) -> Iterator[Values]:
    """The rows of one of the tables that are made anew with each reading; `keys`: of the tasks, by position."""
    for values in _CHILDREN[table](directive):
        made = {"directive_id": key, **values}
        if "task_id" in made:
            made["task_id"] = keys[made["task_id"]]
        yield made


def _agencies(directive: Directive) -> Iterator[Values]:
    for row in rows(directive):
        roles = (("lead", row.task.lead_agencies), ("coordinating", row.task.coordinating_agencies))
        for role, agencies in roles:
            for position, agency in enumerate(agencies):
                yield {
                    "task_id": row.position,
                    "role": role,
                    "position": position,
                    "is_group": agency.group,
                    **agency.model_dump(exclude={"group"}),
                }


def _targets(directive: Directive) -> Iterator[Values]:
    for position, target in enumerate(directive.targets):
        yield {"position": position, **target.model_dump(exclude={"by"}), "by_date": target.by}


def _citations(directive: Directive) -> Iterator[Values]:
    for name, citations in (("legal_bases", directive.legal_bases), ("citations", directive.citations)):
        for position, citation in enumerate(citations):
            yield {
                "list_name": name,
                "position": position,
                **citation.model_dump(exclude={"number"}),
                "number": citation.number.text if citation.number else None,
            }


def _evidence(directive: Directive) -> Iterator[Values]:
    for pointer, quotes in directive.evidence.items():
        for position, quote in enumerate(quotes):
            yield {
                "pointer": pointer,
                "position": position,
                "quote": quote.text,
                "block": quote.block,
                "start_at": quote.start,
                "end_at": quote.end,
                "page": quote.page,
                "box": list(quote.box) if quote.box else None,
                "rule": quote.rule,
            }


def _notes(directive: Directive) -> Iterator[Values]:
    for position, note in enumerate(directive.notes):
        yield {
            "position": position,
            "code": note.code,
            "severity": note.severity,
            "message": note.message,
            "field": note.field,
            "quote": note.quote.text if note.quote else None,
            "page": note.quote.page if note.quote else None,
        }


_CHILDREN: dict[str, Callable[[Directive], Iterator[Values]]] = {
    "task_agencies": _agencies,
    "targets": _targets,
    "citations": _citations,
    "evidence": _evidence,
    "notes": _notes,
}

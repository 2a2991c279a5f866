"""The tables of the SQL export, and which of their columns belong to people."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
)

from vnplans.export.columns import STATUSES
from vnplans.models import TOLD

__all__ = ["CHILDREN", "EDITED", "METADATA", "directives", "tasks"]

METADATA = MetaData()

EDITED = ("status", "assignee", "remarks")
"""Columns of `tasks` that people fill in: set when a row is made, and never written again."""

directives = Table(
    "directives",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("number", Text),
    Column("serial", Integer),
    Column("type_code", Text),
    Column("doc_type", Text),
    Column("issuer", Text),
    Column("issuer_level", Text),
    Column("province", Text),
    Column("issued_on", Date, index=True),
    Column("place", Text),
    Column("title", Text),
    Column("urgency", Text),
    Column("secrecy", Text),
    Column("signer", Text),
    Column("signer_position", Text),
    Column("signer_authority", Text),
    Column("recipients", JSON),
    Column("file", Text),
    Column("sha256", Text, nullable=False),
    Column("needs_review", Boolean, nullable=False),
    Column("schema_version", Text, nullable=False),
)

tasks = Table(
    "tasks",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("directive_id", ForeignKey("directives.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("place", Text, nullable=False, comment="'II.1.a': where in the act"),
    Column("content", Text, nullable=False),
    Column("task_group", Text),
    Column("deadline_text", Text),
    Column("deadline_kind", Text),
    Column("starts_on", Date),
    Column("due_on", Date, index=True),
    Column("rrule", Text),
    Column("duration", Text),
    Column("business_days", Boolean),
    Column("anchor", Text),
    Column("milestones", JSON),
    *(Column(name, Text) for name in TOLD),
    Column("page", Integer),
    Column("dropped", Boolean, nullable=False, comment="the newest reading of the act no longer has the task"),
    Column("status", Text, nullable=False, default=STATUSES[0], server_default=STATUSES[0]),
    Column("assignee", Text),
    Column("remarks", Text),
)


def _child(name: str, *columns: Column[Any]) -> Table:
    """A table whose rows belong to an act (or to a task of it) and are made anew with each reading."""
    return Table(
        name,
        METADATA,
        Column("directive_id", ForeignKey("directives.id"), primary_key=True),
        *columns,
    )


CHILDREN: dict[str, Table] = {
    "task_agencies": _child(
        "task_agencies",
        Column("task_id", ForeignKey("tasks.id"), primary_key=True, index=True),
        Column("role", Text, primary_key=True, comment="lead | coordinating"),
        Column("position", Integer, primary_key=True),
        Column("text", Text, nullable=False),
        Column("name", Text, nullable=False, index=True),
        Column("parent", Text),
        Column("is_group", Boolean, nullable=False),
        Column("level", Text),
        Column("province", Text),
        Column("successor", Text),
    ),
    "targets": _child(
        "targets",
        Column("position", Integer, primary_key=True),
        Column("text", Text, nullable=False),
        Column("metric", Text),
        Column("comparator", Text),
        Column("value", Float),
        Column("unit", Text),
        Column("by_date", Date),
    ),
    "citations": _child(
        "citations",
        Column("list_name", Text, primary_key=True, comment="legal_bases | citations"),
        Column("position", Integer, primary_key=True),
        Column("text", Text, nullable=False),
        Column("number", Text, index=True),
        Column("title", Text),
        Column("issued_on", Date),
        Column("issuer", Text),
        Column("relation", Text, nullable=False),
    ),
    "evidence": _child(
        "evidence",
        Column("pointer", Text, primary_key=True),
        Column("position", Integer, primary_key=True),
        Column("quote", Text, nullable=False),
        Column("block", Integer, nullable=False),
        Column("start_at", Integer, nullable=False),
        Column("end_at", Integer, nullable=False),
        Column("page", Integer),
        Column("box", JSON),
        Column("rule", Text, nullable=False),
    ),
    "notes": _child(
        "notes",
        Column("position", Integer, primary_key=True),
        Column("code", Text, nullable=False),
        Column("severity", Text, nullable=False),
        Column("message", Text, nullable=False),
        Column("field", Text),
        Column("quote", Text),
        Column("page", Integer),
    ),
}

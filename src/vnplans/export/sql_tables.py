"""The tables of the SQL export, and which of their columns belong to people.

`directives.id` and `tasks.id` are a row's own key, for ever; what an act or a task is called in its newest version
stands in `directives.act` and `tasks.task_id`, and may change.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
)

from vnplans.export.columns import STATUSES
from vnplans.models import TOLD

__all__ = [
    "CHILDREN",
    "EDITED",
    "METADATA",
    "SCHEMA_VERSION",
    "checks",
    "directives",
    "history",
    "tasks",
    "version",
    "versions",
]

SCHEMA_VERSION = 2
"""Of the tables; 0.1 wrote 1, without saying so."""

METADATA = MetaData()

EDITED = ("status", "assignee", "remarks")
"""Columns of `tasks` that people fill in: set when a row is made, and never written again, but that a task that was put
together with another hands its `remarks` over to the row of that. Columns that people add are never written.
"""

version = Table("vnplans_schema", METADATA, Column("version", Integer, primary_key=True, autoincrement=False))

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
    Column("act", Text, comment="'<issuer>/<number>@<date>', else 'sha256:...': the first part of task_id"),
    Column("label", Text, comment="the act in words"),
    Column("facts", Text, comment="JSON, for finding other versions of the act"),
    Column("updated_at", DateTime(timezone=True)),
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
    Column("task_id", Text, index=True, comment="Task.id of the newest version"),
    Column("lead_names", Text),
    Column("tracker_state", Text, nullable=False, default="live", server_default="live"),
    Column("tracker_note", Text, comment="'Tách từ II.3: ...', 'Không còn trong ...'"),
    Column("created_at", DateTime(timezone=True)),
    Column("updated_at", DateTime(timezone=True)),
)

versions = Table(
    "act_versions",
    METADATA,
    Column("directive_id", ForeignKey("directives.id"), primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("file", Text),
    Column("label", Text),
    Column("valid", Boolean, nullable=False, comment="the version that counts; the others were drafts or other forms"),
    Column("seen_at", DateTime(timezone=True)),
)
"""Every file of an act that was exported: drafts, corrections, the issued act, scans."""

history = Table(
    "history",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("directive_id", ForeignKey("directives.id"), nullable=False, index=True),
    Column("row_id", Text, index=True, comment="tasks.id; none: the act itself"),
    Column("change", Text, nullable=False, comment="new changed split merged dropped returned unsure"),
    Column("field", Text, comment="of changed: where content lead_agencies deadline"),
    Column("old", Text),
    Column("new", Text),
    Column("reason", Text),
    Column("from_act", Text),
    Column("to_act", Text),
)

checks = Table(
    "to_check",
    METADATA,
    Column("kind", Text, primary_key=True, comment="task | act"),
    Column("there_id", Text, primary_key=True, comment="tasks.id or directives.id of what was there"),
    Column("came_id", Text, primary_key=True, comment="the same of what came and may be it"),
    Column("reason", Text),
    Column("likeness", Float),
    Column("at", DateTime(timezone=True)),
)
"""Cần đối chiếu: what may be one and was not joined. People may delete rows and add columns."""


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

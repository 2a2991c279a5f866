"""Parquet with a typed schema: one row a task, or one row an act; archives write their records by it too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from vnplans.errors import WrongRequest
from vnplans.export.atomic import replacing
from vnplans.export.rows import act_key, rows
from vnplans.models import TOLD, Agency, Directive, Task

__all__ = ["DIRECTIVES", "RECORDS", "TASKS", "RowGroups", "record_row", "write"]

GROUP_ROWS = 5_000
"""Rows that are held before they are written."""

_AGENCY = pa.struct(
    [
        ("text", pa.string()),
        ("name", pa.string()),
        ("parent", pa.string()),
        ("group", pa.bool_()),
        ("level", pa.string()),
        ("province", pa.string()),
        ("successor", pa.string()),
    ]
)
_DEADLINE = pa.struct(
    [
        ("text", pa.string()),
        ("kind", pa.string()),
        ("start", pa.date32()),
        ("end", pa.date32()),
        ("rrule", pa.string()),
        ("duration", pa.string()),
        ("business_days", pa.bool_()),
        ("anchor", pa.string()),
    ]
)
_ACT = [
    pa.field("act", pa.string(), nullable=False),
    ("number", pa.string()),
    ("doc_type", pa.string()),
    ("issuer", pa.string()),
    ("issuer_level", pa.string()),
    ("province", pa.string()),
    ("issued_on", pa.date32()),
    ("title", pa.string()),
    ("file", pa.string()),
    pa.field("sha256", pa.string(), nullable=False),
    pa.field("schema_version", pa.string(), nullable=False),
]

_VERSION = {"vnplans.schema_version": Directive.model_fields["schema_version"].default}
"""In the metadata of every file, where a reader finds it before it reads a row."""

TASKS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("position", pa.int32(), nullable=False),
        pa.field("where", pa.string(), nullable=False),
        pa.field("content", pa.string(), nullable=False),
        ("lead_agencies", pa.list_(_AGENCY)),
        ("coordinating_agencies", pa.list_(_AGENCY)),
        ("deadline", _DEADLINE),
        ("milestones", pa.list_(_DEADLINE)),
        *((name, pa.string()) for name in TOLD),
        ("group", pa.string()),
        ("page", pa.int32()),
        ("quote", pa.string()),
        *_ACT,
    ],
    metadata=_VERSION,
)

DIRECTIVES = pa.schema(
    [
        *_ACT,
        ("place", pa.string()),
        ("signer", pa.string()),
        ("position", pa.string()),
        ("authority", pa.string()),
        ("urgency", pa.string()),
        ("secrecy", pa.string()),
        ("recipients", pa.list_(pa.string())),
        ("legal_bases", pa.list_(pa.string())),
        ("tasks", pa.int32()),
        ("targets", pa.int32()),
        pa.field("needs_review", pa.bool_(), nullable=False),
        ("notes", pa.list_(pa.string())),
    ],
    metadata=_VERSION,
)


RECORDS = pa.schema(
    [*DIRECTIVES, ("container", pa.string()), pa.field("record", pa.large_string(), nullable=False)], metadata=_VERSION
)
"""An act, the container of its file, and the whole record as JSON."""


class RowGroups:
    """Rows to one Parquet file, written in groups of `size` so that few are held."""

    def __init__(self, where: Path | IO[bytes], schema: pa.Schema, size: int = GROUP_ROWS) -> None:
        self._writer = pq.ParquetWriter(where, schema, compression="zstd")
        self._schema = schema
        self._size = size
        self._rows: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """Some more rows."""
        self._rows.extend(rows)
        if len(self._rows) >= self._size:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._flush()
        finally:
            self._writer.close()


def write(directives: Iterable[Directive], out: Path, *, table: str = "tasks") -> None:
    """One row a task (`table="tasks"`, schema TASKS) or one an act (`"directives"`, schema DIRECTIVES).

    Raises WrongRequest for another table.
    """
    if table not in _TABLES:
        raise WrongRequest(f"không có bảng {table!r}; có: tasks, directives", f"no table {table!r}; tasks, directives")
    schema, get = _TABLES[table]
    with replacing(out) as temporary, RowGroups(temporary, schema) as groups:
        for directive in directives:
            groups.add(get(directive))


def record_row(directive: Directive, line: str) -> dict[str, Any]:
    """A row of RECORDS; `line` is the record as JSON."""
    return _directive(directive) | {"container": directive.source.container, "record": line}


def _tasks(directive: Directive) -> Iterator[dict[str, Any]]:
    act = _act(directive)
    for row in rows(directive):
        task = row.task
        yield act | {
            "id": task.id,
            "position": row.position,
            "where": task.where,
            "content": task.content,
            "lead_agencies": _agencies(task.lead_agencies),
            "coordinating_agencies": _agencies(task.coordinating_agencies),
            "deadline": task.deadline.model_dump(exclude={"milestones"}) if task.deadline else None,
            "milestones": _milestones(task),
            **row.told,
            "group": task.group,
            "page": row.page,
            "quote": row.quote.text if row.quote else None,
        }


def _directive(directive: Directive) -> dict[str, Any]:
    signer = directive.signer
    return _act(directive) | {
        "place": directive.place,
        "signer": signer.name if signer else None,
        "position": signer.position if signer else None,
        "authority": signer.authority if signer else None,
        "urgency": directive.urgency,
        "secrecy": directive.secrecy,
        "recipients": directive.recipients,
        "legal_bases": [citation.text for citation in directive.legal_bases],
        "tasks": len(directive.tasks),
        "targets": len(directive.targets),
        "needs_review": directive.needs_review,
        "notes": [note.message for note in directive.notes],
    }


def _act(directive: Directive) -> dict[str, Any]:
    issuer = directive.issuer
    return {
        "act": act_key(directive),
        "number": directive.number.text if directive.number else None,
        "doc_type": directive.doc_type.name if directive.doc_type else None,
        "issuer": issuer.name if issuer else None,
        "issuer_level": issuer.level if issuer else None,
        "province": issuer.province if issuer else None,
        "issued_on": directive.issued_on,
        "title": directive.title,
        "file": directive.source.name,
        "sha256": directive.source.sha256,
        "schema_version": directive.schema_version,
    }


def _agencies(agencies: list[Agency]) -> list[dict[str, Any]]:
    return [agency.model_dump() for agency in agencies]


def _milestones(task: Task) -> list[dict[str, Any]]:
    return [m.model_dump(exclude={"milestones"}) for m in task.deadline.milestones] if task.deadline else []


_TABLES: dict[str, tuple[pa.Schema, Callable[[Directive], Iterable[dict[str, Any]]]]] = {
    "tasks": (TASKS, _tasks),
    "directives": (DIRECTIVES, lambda directive: [_directive(directive)]),
}

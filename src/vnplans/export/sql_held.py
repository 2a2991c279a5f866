"""What the tables hold, as the ledger asks for it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from vnplans.export.sql_tables import directives, tasks, versions
from vnplans.tracker import HeldAct, HeldRow, Work
from vnplans.tracker.acts import Act, told_act
from vnplans.tracker.words import spoken
from vnplans.tracker.work import time_key

__all__ = ["Held", "differs"]

Row = sa.RowMapping


class Held:
    """The tables of a connection, read as they are asked for."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        files: dict[str, set[str]] = defaultdict(set)
        for act, sha in connection.execute(sa.select(versions.c.directive_id, versions.c.sha256)):
            files[act].add(sha)
        columns = (directives.c[name] for name in _OF_AN_ACT)
        found = connection.execute(sa.select(*columns)).mappings().all()
        self.acts = [
            HeldAct(row["id"], self._act(row), row["label"] or row["id"], frozenset(files[row["id"]])) for row in found
        ]

    def records(self, key: str) -> list[Row]:
        """The rows of an act in the order of their tasks."""
        query = sa.select(tasks).where(tasks.c.directive_id == key).order_by(tasks.c.position, tasks.c.id)
        return list(self.connection.execute(query).mappings())

    def rows(self, key: str) -> list[HeldRow]:
        """The same for the ledger."""
        return [_held(row) for row in self.records(key)]

    def _act(self, row: Row) -> Act:
        if row["facts"]:
            return Act.load(row["facts"])
        query = sa.select(tasks.c.content).where((tasks.c.directive_id == row["id"]) & ~tasks.c.dropped)
        return _told_act(row, list(self.connection.execute(query).scalars()))


_OF_AN_ACT = ("id", "label", "facts", "sha256", "serial", "issued_on", "issuer", "province", "title", "type_code",
              "file")  # fmt: skip


def _told_act(row: Row, contents: list[str]) -> Act:
    """Of an act that 0.1 wrote: what its columns tell."""
    return told_act(
        sha256=row["sha256"],
        serial=row["serial"],
        issued_on=row["issued_on"],
        issuer=row["issuer"],
        title=row["title"],
        contents=contents,
        type_code=row["type_code"] or "",
        province=row["province"] or "",
        file=row["file"] or "",
    )


def _held(row: Row) -> HeldRow:
    lead: str = row["lead_names"] or ""
    work = Work(
        content=row["content"],
        where=row["place"],
        leads=tuple(lead.split("; ")) if lead else (),
        deadline=time_key(row["rrule"], row["due_on"], row["deadline_text"]),
        group=spoken(row["task_group"] or ""),
        time=row["deadline_text"] or "",
    )
    return HeldRow(row["id"], work, row["tracker_state"], lead, row["deadline_text"] or "")


def differs(row: Row, values: dict[str, Any]) -> dict[str, Any]:
    """Those of `values` that are another than in the row."""
    return {name: value for name, value in values.items() if row[name] != value}

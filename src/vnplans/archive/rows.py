"""Rows of the listing, made from what was found on disk or inside a container."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vnplans.archive.job import Inside
from vnplans.archive.journal import Row
from vnplans.archive.places import cannot_open
from vnplans.archive.walk import Found

__all__ = ["listed", "member_rows"]


def listed(files: Iterable[Found]) -> Iterator[Row]:
    """A row for each file that the walk found, in its order."""
    for ordinal, found in enumerate(files):
        row = Row(ordinal, 0, found.path, found.name, None, found.stamp)
        yield replace(row, why=cannot_open(found.error)) if found.error else row


def member_rows(container: Row, members: Iterable[Inside]) -> list[Row]:
    """Rows for what lies in a container, right behind its own."""
    rows = []
    for number, member in enumerate(members, 1):
        way = container.shown + member.container
        rows.append(Row(container.ordinal, number, container.path, member.name, way, None, member.sha256, member.why))
    return rows

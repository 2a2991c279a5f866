"""Rows of the listing, made from what was found on disk or inside a container."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vnplans.archive.job import Inside
from vnplans.archive.journal import Row
from vnplans.archive.walk import Found

__all__ = ["listed", "member_rows", "unopened"]


def listed(files: Iterable[Found]) -> Iterator[Row]:
    """A row for each file that the walk found, in its order."""
    for ordinal, found in enumerate(files):
        row = Row(ordinal, 0, found.path, found.name, None, found.stamp)
        yield unopened(row, found.error) if found.error else row


def unopened(row: Row, reason: str) -> Row:
    """The row of a file that cannot be opened."""
    vi, en = f"không mở được tệp ({reason})", f"the file cannot be opened ({reason})"
    return replace(row, code="damaged", vi=vi, en=en)


def member_rows(container: Row, members: Iterable[Inside]) -> list[Row]:
    """Rows for what lies in a container, right behind its own."""
    rows = []
    for number, member in enumerate(members, 1):
        way = container.shown + member.container
        row = Row(container.ordinal, number, container.path, member.name, way, None, member.sha256)
        if member.failed is not None:
            why = member.failed
            row = replace(row, code=why.code, vi=why.message_vi, en=why.message_en)
        rows.append(row)
    return rows

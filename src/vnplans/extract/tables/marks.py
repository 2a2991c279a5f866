"""Columns that are bodies, each row's part in the work marked in them: a cross, "CT", "Phối hợp"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vnplans.extract.duties.doers import Role
from vnplans.extract.line import Line
from vnplans.extract.tables.grid import Row, names_body
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["bodies_of", "marked"]

_FEWEST = 2


def bodies_of(rows: Sequence[Row], heads: Mapping[int, Line]) -> dict[int, Line]:
    """The columns headed by a body in which marks and nothing else stand, with their heads; none of a single column.

    Beside them a column of roles in words, "CT", "PH", is a body's too, whatever its head is called.
    """
    named = {c: head for c, head in heads.items() if names_body(head.text)}
    cells = [row.text(c) for row in rows for c in named if row.text(c)]
    if len(named) < _FEWEST or not cells or not all(_role(cell) for cell in cells):
        return {}
    return {c: head for c, head in heads.items() if c in named or _only_roles([row.text(c) for row in rows])}


def _only_roles(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(any(map(str.isalnum, cell)) and len(cell) > 1 and _role(cell) for cell in filled)


def marked(row: Row, bodies: Mapping[int, Line]) -> tuple[tuple[Line, Role], ...]:
    """The bodies that a row marks, and what each does."""
    found = ((head, _role(row.text(column))) for column, head in sorted(bodies.items()))
    return tuple((head, role) for head, role in found if role)


def _role(cell: str) -> Role | None:
    words = fold(cell).strip(" .()")
    if phrase("marks.helps").fullmatch(words):
        return "with"
    return "lead" if phrase("marks.leads").fullmatch(words) else None

"""Rows whose hidden key was spoiled: emptied, filled down, sorted without the rest of its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from vnplans.export.book.grid import Grid
from vnplans.export.book.keeping import mark
from vnplans.wording import LABELS

__all__ = ["restore_acts", "restore_keys"]

_ID, _CONTENT, _WHERE, _SHA = "Mã nhiệm vụ", "Nội dung nhiệm vụ", LABELS["where"], "SHA-256"
_SIGNS: tuple[tuple[str, ...], ...] = ((_ID, _CONTENT), (_CONTENT, _WHERE), (_ID,), (_CONTENT,))
"""What a row is known by, from the surest on: the columns that together say just one row."""
Place = tuple[Grid, int]
T = TypeVar("T")


def restore_keys(grids: Sequence[Grid], marks: Mapping[str, Mapping[str, str]]) -> None:
    """Give each row that says what a row of ours said, and has not its key, that key back.

    `marks`: of each row what was written there. A row whose key says something else altogether counts as having none;
    where nothing better is found it keeps what it has.
    """
    at: dict[str, Place] = {}
    strays: list[Place] = []
    for grid in grids:
        named = {row: key for key, row in grid.rows.items()}
        for row in range(grid.head + 1, grid.last + 1):
            key = named.get(row, "")
            if key in marks and key not in at and not _of_another(grid, row, marks[key]):
                at[key] = (grid, row)
            elif any(grid.value(row, header) is not None for header in (_ID, _CONTENT)):
                strays.append((grid, row))
    lost = [key for key in marks if key not in at]
    for signs in _SIGNS if lost else ():
        wanted = _single((tuple(marks[key].get(header, "") for header in signs), key) for key in lost)
        found = _single((tuple(mark(grid.value(row, h)) for h in signs), (grid, row)) for grid, row in strays)
        for told in wanted.keys() & found.keys():
            if all(told):
                grid, row = found[told]
                grid.name(row, wanted[told])
                lost.remove(wanted[told])
                strays.remove(found[told])


def restore_acts(acts: Grid, files: Mapping[str, Iterable[str]]) -> None:
    """The same for the rows of acts, by the file that counted. `files`: sha256 of the files of each act, by its key."""
    owner = {sha: key for key, shas in files.items() for sha in shas}
    for row in range(acts.head + 1, acts.last + 1):
        key = owner.get(str(acts.value(row, _SHA)))
        if key is not None and key not in acts.rows:
            acts.name(row, key)


def _of_another(grid: Grid, row: int, told: Mapping[str, str]) -> bool:
    return all(
        header in grid.columns and told.get(header) != mark(grid.value(row, header)) for header in (_ID, _CONTENT)
    )


def _single(pairs: Iterable[tuple[tuple[str, ...], T]]) -> dict[tuple[str, ...], T]:
    """Those of which there is one."""
    known: list[tuple[tuple[str, ...], T]] = list(pairs)
    count = Counter(sign for sign, _ in known)
    return {sign: value for sign, value in known if count[sign] == 1}

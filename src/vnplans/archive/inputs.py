"""What a run is asked to read, looked at before anything is touched."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from vnplans.archive.journal import Journal
from vnplans.archive.places import asked_there, filesystem, is_remote
from vnplans.archive.walk import OUTPUTS, STATE, Walk, identity
from vnplans.errors import NotFound, WrongRequest

__all__ = [
    "Asked",
    "FarFewer",
    "Shortfall",
    "check_inputs",
    "check_not_empty",
    "check_out",
    "check_shortfall",
    "root_of",
]

_ENOUGH = 0.8
"""The share of last time's files that an input must hold."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked to read: inputs by name, and the lines of a list of files."""

    named: list[str | os.PathLike[str]]
    listed: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str | os.PathLike[str]]:
        return [*self.named, *self.listed]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An input that holds far fewer files than it did, or none at all."""

    path: str
    had: int
    has: int


class FarFewer(Exception):
    """An input is empty, not mounted, or holds far fewer files than last time; nothing was touched."""

    def __init__(self, shortfalls: list[Shortfall]) -> None:
        super().__init__(", ".join(f"{s.path}: {s.has} < {s.had}" for s in shortfalls))
        self.shortfalls = shortfalls


def check_inputs(asked: Asked) -> None:
    """Every named input must be there; of a list of files one at least: the others fail each for itself.

    Raises NotFound, naming the first that is not there.
    """
    for path in asked.named:
        if not _is_there(path):
            raise NotFound(f"không có đầu vào này: {path}", f"there is no such input: {path}")
    if asked.listed and not any(_is_there(name) for name in asked.listed):
        first = asked.listed[0]
        raise NotFound(
            f"không tệp nào trong danh sách còn ở đó: {first} ...", f"no file of the list is there: {first} ..."
        )


def _is_there(path: str | os.PathLike[str]) -> bool:
    if not is_remote(path):
        return os.path.lexists(path)
    with asked_there(str(path)):
        fs, root = filesystem(str(path))
        return bool(fs.exists(root))


def check_out(out: str | os.PathLike[str] | None) -> None:
    """An output folder may hold what an earlier run wrote, and anything of other names.

    Raises WrongRequest for a file of our names that convert did not write: it would be written over.
    """
    if out is None or is_remote(out) or (Path(out) / STATE).is_dir():
        return
    there = [name for name in OUTPUTS if (Path(out) / name).exists()]
    if there and not {"directives.jsonl", "failures.jsonl", "files.jsonl"} <= set(there):
        file = Path(out) / there[0]
        raise WrongRequest(
            f"{file} không phải do convert ghi ra và sẽ bị ghi đè: hãy chọn thư mục kết quả khác",
            f"{file} was not written by convert and would be overwritten: choose another output folder",
        )


def root_of(path: str | os.PathLike[str]) -> bytes:
    """What the paths under an input begin with in the journal."""
    if not is_remote(path):
        return identity(path)
    with asked_there(str(path)):
        fs, root = filesystem(str(path))
    return str(fs.unstrip_protocol(root)).rstrip("/").encode()


def check_not_empty(asked: Asked) -> None:
    """Raises FarFewer where an input holds nothing at all."""
    empty = [Shortfall(str(path), 0, 0) for path in asked.named if next(iter(Walk([path])), None) is None]
    if empty:
        raise FarFewer(empty)


def check_shortfall(journal: Journal, asked: Asked, walk: Walk) -> None:
    """Raises FarFewer, with every input that holds far fewer files than last time, and for a list of which many are
    not there."""
    short = []
    for path in asked.named:
        root = root_of(path)
        had, has = journal.listing.had_under(root), journal.listing.found_under(root)
        if has == 0 or has < _ENOUGH * had:
            short.append(Shortfall(str(path), had, has))
    if walk.absent > (1 - _ENOUGH) * len(asked.listed) and asked.listed:
        short.append(Shortfall("--from", len(asked.listed), len(asked.listed) - walk.absent))
    if short:
        raise FarFewer(short)

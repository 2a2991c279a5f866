"""What a tracker holds and what an export changes there, in whatever form it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from vnplans.models import Directive
from vnplans.tracker.acts import Act
from vnplans.tracker.work import Work

__all__ = ["ActChange", "Check", "HeldAct", "HeldRow", "RowChange", "RowKind", "State", "Version"]

State = Literal["live", "unsure", "dropped", "merged"]
"""live: in the act as it now is; unsure: it may be one of the act's tasks or none, a person must look; dropped: the act
no longer has it; merged: it stands within another row's task now."""

RowKind = Literal["new", "kept", "changed", "split", "merged", "dropped", "returned", "unsure"]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row of a tracker. `key` is its own for ever; what people wrote in it is nobody's business here.

    `lead`, `deadline`: as shown to people; `work`: what it is matched by.
    """

    key: str
    work: Work
    state: State = "live"
    lead: str = ""
    deadline: str = ""

    @property
    def where(self) -> str:
        return self.work.where


@dataclass(frozen=True, slots=True)
class HeldAct:
    """An act of a tracker. `act`: the version that counts; `versions`: sha256 of all files of it that were exported.

    `tasks`: how many that version has, where the tracker may hold but some of them; None: it holds all.
    """

    key: str
    act: Act
    label: str = ""
    versions: frozenset[str] = frozenset()
    tasks: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A file of an act. `valid`: the one that counts from now on; `fresh`: the tracker has not met it before."""

    sha256: str
    file: str
    label: str
    valid: bool
    fresh: bool


@dataclass(frozen=True, slots=True)
class RowChange:
    """What becomes of one row.

    `task`: index of its task in the record, None where it has none. `values`: name of a value ("where", "content",
    "lead_agencies", "deadline") -> as it was, as it is. `into`: of a merged row the row that takes over its remarks, of
    a part that was split off the row that it was part of. `note`: what the row says of itself from now on, in
    Vietnamese; "" takes an old note away, None leaves it.
    """

    kind: RowKind
    key: str
    task: int | None
    state: State
    reason: str = ""
    note: str | None = None
    into: str | None = None
    likeness: float | None = None
    values: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """Two rows, or two acts, that may be one and were not joined. `key`: what is there; `other`: what came."""

    kind: Literal["task", "act"]
    key: str
    other: str
    reason: str
    likeness: float | None = None


@dataclass(frozen=True)
class ActChange:
    """What becomes of one act. `directive` is None where a version came that does not count: then no row changes.

    `was`: the label of the version that counted so far, None for a new act; `replaced`: another file counts now.
    `versions`: those that came and are fresh, and the one that counts.
    """

    key: str
    act: Act
    label: str
    was: str | None
    directive: Directive | None
    versions: tuple[Version, ...]
    replaced: bool = False
    rows: tuple[RowChange, ...] = ()
    checks: tuple[Check, ...] = ()

"""The result of a comparison, as records that dump to JSON."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["ActDiff", "Change", "DiffResult", "TaskDiff", "TaskPlace"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Change(_Record):
    """One value that is another now. `old` and `new` are as the record dumps them; absent is None."""

    field: Annotated[str, Field(description="'content', 'deadline', 'lead_agencies', 'where'; of an act: 'number' ...")]
    old: Any = None
    new: Any = None
    days: Annotated[int | None, Field(description="A deadline: days later (+) or earlier (-), both ends known")] = None


class TaskPlace(_Record):
    """A task that only one side has."""

    id: str
    where: str
    content: str
    lead: list[str] = []
    deadline: str | None = None


class TaskDiff(_Record):
    """A task of both sides that is not the same in both. `kinds` sums up what happened to it."""

    old_id: str
    new_id: str
    old_where: str
    new_where: str
    content: Annotated[str, Field(description="As it reads now")]
    likeness: Annotated[float, Field(description="Of the words, 0 to 1")]
    kinds: list[Literal["reworded", "moved_in_time", "other_agency", "moved", "other"]]
    changes: list[Change]


class ActDiff(_Record):
    """An act of both sides."""

    old: Annotated[str, Field(description="The act in words")]
    new: str
    changes: list[Change] = []
    added: list[TaskPlace] = []
    dropped: list[TaskPlace] = []
    changed: list[TaskDiff] = []
    unchanged: Annotated[int, Field(description="Tasks that are the same in both")] = 0

    @property
    def same(self) -> bool:
        return not (self.changes or self.added or self.dropped or self.changed)


class DiffResult(_Record):
    """All acts of both sides."""

    acts: list[ActDiff] = []
    added: Annotated[list[str], Field(description="Acts that only the new side has")] = []
    dropped: Annotated[list[str], Field(description="Acts that only the old side has")] = []

    @property
    def same(self) -> bool:
        return not (self.added or self.dropped) and all(act.same for act in self.acts)

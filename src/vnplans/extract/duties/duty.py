"""A duty as read: its words, its doers, its time; and the Task made of it with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vnplans.extract.duties.doers import Body
from vnplans.extract.duties.when import When
from vnplans.extract.findings import Found
from vnplans.extract.line import Line
from vnplans.models import TOLD, Task
from vnplans.pages import Pages, Quote

__all__ = ["Duty", "task"]


@dataclass(frozen=True)
class Duty:
    """What one paragraph, clause or row orders."""

    content: Line
    where: str
    leads: tuple[Body, ...] = ()
    partners: tuple[Body, ...] = ()
    when: When | None = None
    told: Mapping[str, Line] = field(default_factory=dict)
    """The plain texts that it says of itself, by field of the task."""
    group: Line | None = None


def task(pages: Pages, duty: Duty, rule: str) -> Found[Task]:
    """The Task without its id, and the words that each part was read from."""
    parts: dict[str, tuple[Quote, ...]] = {"content": duty.content.quotes(pages, f"{rule}.content")}
    _witness(parts, "lead_agencies", duty.leads)
    _witness(parts, "coordinating_agencies", duty.partners)
    if duty.when:
        parts["deadline"] = duty.when.quotes
    texts = {name: duty.told[name] for name in TOLD if name in duty.told}
    for name, passage in (*texts.items(), ("group", duty.group)):
        if passage is not None:
            parts[name] = passage.quotes(pages, f"{rule}.{name}")
    value = Task(
        id="",
        content=duty.content.text,
        where=duty.where,
        lead_agencies=[b.agency for b in duty.leads],
        coordinating_agencies=[b.agency for b in duty.partners],
        deadline=duty.when.deadline if duty.when else None,
        group=duty.group.text if duty.group else None,
        **{name: passage.text for name, passage in texts.items()},
    )
    return Found(value, parts["content"], parts)


def _witness(parts: dict[str, tuple[Quote, ...]], name: str, found: Sequence[Body]) -> None:
    for place, body in enumerate(found):
        parts[f"{name}/{place}"] = body.quotes

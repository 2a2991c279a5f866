"""Two versions, value by value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

from vnplans.diff.match import match_acts, match_tasks
from vnplans.diff.result import ActDiff, Change, DiffResult, TaskDiff, TaskPlace
from vnplans.export.rows import act_line
from vnplans.models import TOLD, Agency, Deadline, Directive, Task
from vnplans.text import fold
from vnplans.tracker.words import likeness, same_words

__all__ = ["compare", "diff"]

Kind = Literal["reworded", "moved_in_time", "other_agency", "moved", "other"]

# field of an act: its value as a person names it
_ACT_FIELDS: dict[str, Callable[[Directive], Any]] = {
    "number": lambda d: d.number.text if d.number else None,
    "doc_type": lambda d: d.doc_type.name if d.doc_type else None,
    "issuer": lambda d: d.issuer.name if d.issuer else None,
    "issued_on": lambda d: d.issued_on.isoformat() if d.issued_on else None,
    "title": lambda d: d.title,
    "urgency": lambda d: d.urgency,
    "secrecy": lambda d: d.secrecy,
    "signer": lambda d: d.signer.name if d.signer else None,
    "legal_bases": lambda d: [c.number.text if c.number else c.title or c.text for c in d.legal_bases],
    "targets": lambda d: [t.text for t in d.targets],
    "recipients": lambda d: d.recipients,
}


def diff(old: Iterable[Directive], new: Iterable[Directive]) -> DiffResult:
    """Compare two readings of an archive, or two versions of an act. Acts are paired by their number, issuer and day,
    then by file, then by title; one act against one is always a pair, so a draft meets its issued form.
    """
    before, after = list(old), list(new)
    pairing = match_acts(before, after)
    return DiffResult(
        acts=[compare(before[i], after[j]) for i, j in pairing.pairs],
        added=[act_line(after[j]) for j in pairing.added],
        dropped=[act_line(before[i]) for i in pairing.dropped],
    )


def compare(old: Directive, new: Directive) -> ActDiff:
    """Compare two versions of one act."""
    pairing = match_tasks(old.tasks, new.tasks)
    compared = [_task_diff(old.tasks[i], new.tasks[j]) for i, j in pairing.pairs]
    changed = [task for task in compared if task.changes]
    return ActDiff(
        old=act_line(old),
        new=act_line(new),
        changes=[c for name, get in _ACT_FIELDS.items() if (c := _change(name, get(old), get(new)))],
        added=[_place(new.tasks[j]) for j in pairing.added],
        dropped=[_place(old.tasks[i]) for i in pairing.dropped],
        changed=changed,
        unchanged=len(compared) - len(changed),
    )


def _task_diff(old: Task, new: Task) -> TaskDiff:
    found = [(kind, change) for kind, get in _TASK_FIELDS for change in [get(old, new)] if change]
    return TaskDiff(
        old_id=old.id,
        new_id=new.id,
        old_where=old.where,
        new_where=new.where,
        content=new.content,
        likeness=round(likeness(old.content, new.content), 3),
        kinds=list(dict.fromkeys(kind for kind, _ in found)),
        changes=[change for _, change in found],
    )


def _change(field: str, old: Any, new: Any, days: int | None = None) -> Change | None:
    return None if old == new else Change(field=field, old=old, new=new, days=days)


def _content(old: Task, new: Task) -> Change | None:
    if same_words(old.content) == same_words(new.content):
        return None
    return _change("content", old.content, new.content)


def _deadline(old: Task, new: Task) -> Change | None:
    """The time itself: other words for the same day are no change."""
    if _time(old.deadline) == _time(new.deadline):
        return None
    ends = [deadline.end if deadline else None for deadline in (old.deadline, new.deadline)]
    days = (ends[1] - ends[0]).days if ends[0] and ends[1] else None
    dumps = [d.model_dump(mode="json", exclude_none=True) if d else None for d in (old.deadline, new.deadline)]
    return Change(field="deadline", old=dumps[0], new=dumps[1], days=days)


def _time(deadline: Deadline | None) -> tuple[Any, ...] | None:
    if deadline is None:
        return None
    dated = deadline.end or deadline.start or deadline.rrule or deadline.duration
    words = None if dated else same_words(deadline.text)
    known = (deadline.start, deadline.end, deadline.rrule, deadline.duration, deadline.business_days)
    return (deadline.kind, *known, words, tuple(_time(m) for m in deadline.milestones))


def _agencies(field: Literal["lead_agencies", "coordinating_agencies"]) -> Callable[[Task, Task], Change | None]:
    def get(old: Task, new: Task) -> Change | None:
        before, after = _names(getattr(old, field)), _names(getattr(new, field))
        if sorted(map(fold, before)) == sorted(map(fold, after)):
            return None
        return _change(field, before, after)

    return get


def _text(field: str) -> Callable[[Task, Task], Change | None]:
    def get(old: Task, new: Task) -> Change | None:
        before, after = getattr(old, field), getattr(new, field)
        return None if same_words(before or "") == same_words(after or "") else _change(field, before, after)

    return get


_TASK_FIELDS: tuple[tuple[Kind, Callable[[Task, Task], Change | None]], ...] = (
    ("reworded", _content),
    ("moved_in_time", _deadline),
    ("other_agency", _agencies("lead_agencies")),
    ("other_agency", _agencies("coordinating_agencies")),
    ("moved", _text("where")),
    *(("other", _text(field)) for field in TOLD),
    ("other", _text("group")),
)


def _place(task: Task) -> TaskPlace:
    return TaskPlace(
        id=task.id,
        where=task.where,
        content=task.content,
        lead=_names(task.lead_agencies),
        deadline=task.deadline.text if task.deadline else None,
    )


def _names(agencies: list[Agency]) -> list[str]:
    return [agency.name for agency in agencies]

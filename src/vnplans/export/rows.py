"""What a tracker's row says of a task, in words and dates that every format shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vnplans.models import TOLD, Agency, Deadline, Directive, Task, act_name
from vnplans.pages import Quote
from vnplans.wording import LABELS, rhythm_words, vn_date

__all__ = ["TaskRow", "act_key", "act_line", "describe", "due", "rhythm", "rows", "shorten", "task_rows"]

TITLE_LIMIT = 255
"""Jira, Redmine, OpenProject, GitLab and Planner all hold a title of 255 characters."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task beside its act. `position` counts from 0 in the act."""

    directive: Directive
    task: Task
    position: int

    @property
    def number(self) -> str | None:
        return self.directive.number.text if self.directive.number else None

    @property
    def issuer(self) -> str | None:
        return self.directive.issuer.name if self.directive.issuer else None

    @property
    def lead(self) -> str:
        return _names(self.task.lead_agencies)

    @property
    def coordinating(self) -> str:
        return _names(self.task.coordinating_agencies)

    @property
    def deadline_text(self) -> str | None:
        return self.task.deadline.text if self.task.deadline else None

    @property
    def start(self) -> dt.date | None:
        return self.task.deadline.start if self.task.deadline else None

    @property
    def due(self) -> dt.date | None:
        return due(self.task.deadline)

    @property
    def rhythm(self) -> str | None:
        return rhythm(self.task.deadline)

    @property
    def told(self) -> dict[str, str | None]:
        """The plain texts that the task says of itself, by field, in the order of the model."""
        return {name: getattr(self.task, name) for name in TOLD}

    @property
    def title(self) -> str:
        """The content as one short line; a list dash at its start is dropped, the first letter is a capital."""
        text = shorten(self.task.content.lstrip("-+*•· ") or self.task.content)
        return text[:1].upper() + text[1:]

    @property
    def quote(self) -> Quote | None:
        """The words the task was read from."""
        evidence = self.directive.evidence
        quotes = evidence.get(f"/tasks/{self.position}") or evidence.get(f"/tasks/{self.position}/content")
        return quotes[0] if quotes else None

    @property
    def page(self) -> int | None:
        return self.quote.page if self.quote else None

    @property
    def source(self) -> str:
        """Where to look it up: 'kh606.pdf, tr. 3, II.1.a'."""
        page = f"tr. {self.page}" if self.page else None
        return ", ".join(part for part in (self.directive.source.name, page, self.task.where) if part)


def rows(directive: Directive) -> Iterator[TaskRow]:
    """The tasks of one act in reading order."""
    for position, task in enumerate(directive.tasks):
        yield TaskRow(directive, task, position)


def task_rows(directives: Iterable[Directive]) -> Iterator[TaskRow]:
    """The tasks of all acts."""
    for directive in directives:
        yield from rows(directive)


def act_key(directive: Directive) -> str:
    """The part of its tasks' ids that names the act: '<issuer>/<number>@<date>', else 'sha256:<12 hex>'.

    An act without number and without tasks is told from others of its file by the first block that was read:
    'sha256:<12 hex>@57'.
    """
    if directive.tasks:
        return directive.tasks[0].id.split("#", 1)[0]
    if known := act_name(directive.issuer, directive.number, directive.issued_on):
        return known
    first = min((quote.block for quotes in directive.evidence.values() for quote in quotes), default=None)
    return f"sha256:{directive.source.sha256[:12]}" + (f"@{first}" if first is not None else "")


def due(deadline: Deadline | None) -> dt.date | None:
    """The day a tracker shows: the last day, where the words give one. A rhythm has no single day."""
    if deadline is None or deadline.kind in ("recurring", "ongoing"):
        return None
    return deadline.end


def rhythm(deadline: Deadline | None) -> str | None:
    """'hằng năm', 'hằng quý', '2 tuần một lần'; 'thường xuyên' if ongoing, 'định kỳ' without an interval; else None."""
    if deadline is None or deadline.kind not in ("recurring", "ongoing"):
        return None
    if deadline.kind == "ongoing":
        return "thường xuyên"
    return rhythm_words(deadline.rrule) if deadline.rrule else "định kỳ"


def shorten(text: str, limit: int = TITLE_LIMIT) -> str:
    """`text` in at most `limit` characters, cut between words and ended with '…'."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0].rstrip(" ,;:-") or cut) + "…"


def act_line(directive: Directive) -> str:
    """'Kế hoạch 606/KH-UBND ngày 05/03/2024 của Ủy ban nhân dân tỉnh X: title', with what is known."""
    head = [
        directive.doc_type.name if directive.doc_type else None,
        directive.number.text if directive.number else None,
        f"ngày {vn_date(directive.issued_on)}" if directive.issued_on else None,
        f"của {directive.issuer.name}" if directive.issuer else None,
    ]
    line = " ".join(part for part in head if part) or directive.source.name or act_key(directive)
    return f"{line}: {directive.title}" if directive.title else line


def describe(row: TaskRow) -> str:
    """The whole task as labelled lines, for the description of an issue or a calendar entry."""
    task = row.task
    told = (
        (LABELS["content"], task.content),
        (LABELS["lead_agencies"], row.lead),
        (LABELS["coordinating_agencies"], row.coordinating),
        (LABELS["deadline"], row.deadline_text),
        ("Các mốc", "; ".join(m.text for m in task.deadline.milestones) if task.deadline else None),
        *((LABELS[name], text) for name, text in row.told.items()),
        (LABELS["group"], task.group),
        ("Văn bản", act_line(row.directive)),
        ("Nguồn", row.source),
        ("Mã nhiệm vụ", task.id),
    )
    return "\n".join(f"{label}: {value}" for label, value in told if value)


def _names(agencies: list[Agency]) -> str:
    return "; ".join(agency.name for agency in agencies)

"""What the words of a task say of their time when they are read once more, alone."""

from __future__ import annotations

from vnplans.extract.duties.when import said_in
from vnplans.extract.findings import Head
from vnplans.models import Deadline, Directive, Task

__all__ = ["time_in_words"]


def time_in_words(directive: Directive, task: Task) -> Deadline | None:
    """The deadline within the words of a task; a date without a year is of the year that the title names."""
    found = said_in(task.content, Head(issued_on=directive.issued_on, title=directive.title))
    return found[0] if found else None

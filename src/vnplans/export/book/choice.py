"""Which tasks go into a workbook, and on which sheet of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vnplans.export.next_due import next_due
from vnplans.export.rows import TaskRow
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["NO_LEAD", "Choice", "sheet_name"]

NO_LEAD = "Chưa rõ chủ trì"
_BARRED = regex(r"[\[\]:*?/\\<>|\"]|^'|'$")
_NAME_LIMIT = 31


@dataclass(frozen=True, slots=True)
class Choice:
    """`lead`, `issuer`: words of the name, in any case, tones placed either way; `exact`: the whole name of the lead.

    `due_before`: the day by which the task, or the next time of its rhythm, is due, lies before this day.
    """

    lead: str | None = None
    issuer: str | None = None
    due_before: dt.date | None = None
    exact: str | None = None

    @property
    def all(self) -> bool:
        """Nothing is left out."""
        return self == Choice()

    def takes(self, row: TaskRow, today: dt.date) -> bool:
        """Whether a task that the workbook does not have yet goes in."""
        names = [agency.name for agency in row.task.lead_agencies] or [NO_LEAD]
        due = row.due or next_due(row.task.deadline, today)
        return (
            (self.exact is None or self.exact in names)
            and (self.lead is None or any(fold(self.lead) in fold(name) for name in names))
            and (self.issuer is None or fold(self.issuer) in fold(row.issuer or ""))
            and (self.due_before is None or (due is not None and due < self.due_before))
        )


def sheet_name(lead: str, taken: set[str], limit: int = _NAME_LIMIT) -> str:
    """A name that Excel takes for the sheet of a lead agency, unlike those that are `taken` (in small letters)."""
    plain = _BARRED.sub(" ", lead).strip() or NO_LEAD
    count, name = 1, plain[:limit].strip()
    while name.lower() in taken:
        count += 1
        ending = f" ({count})"
        name = plain[: limit - len(ending)].strip() + ending
    return name

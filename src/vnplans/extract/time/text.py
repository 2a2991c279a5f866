"""A text that is read for its times, and one reading of it: a Deadline and where its words stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vnplans.extract.time.periods import Period, periods
from vnplans.models import Deadline
from vnplans.regex import regex

__all__ = ["ENDS", "Reading", "Text", "all_year", "make"]

ENDS = regex(r"\s*(?:$|[.;])")


@dataclass(frozen=True, slots=True)
class Reading:
    """A deadline and where its words stand. `rank`: 0 is the surest."""

    deadline: Deadline
    at: int
    to: int
    rank: int


@dataclass(frozen=True, slots=True)
class Text:
    """Words that are read for their times; `cell`: all of them are about time."""

    text: str
    folded: str
    plain: str
    """Folded, refused dates blanked."""
    cell: bool
    year: int | None
    issued_on: dt.date | None

    @property
    def periods(self) -> tuple[Period, ...]:
        return periods(self.plain, self.year)


def make(t: Text, at: int, to: int, rank: int, kind: str, **fields: object) -> Reading:
    """A reading of the words `[at:to]`, without marks and half brackets; a cell is quoted whole."""
    words = t.text[at:to].strip(" ,;:.-(") if not t.cell else t.text.strip()
    if words.count("(") < words.count(")"):
        words = words.rstrip(")")
    elif words.count("(") > words.count(")") and t.text[to : to + 1] == ")":
        words += ")"
    deadline = Deadline.model_validate({"text": words, "kind": kind, "milestones": [], **fields})
    return Reading(deadline, at, to, rank)


def all_year(year: int) -> dict[str, object]:
    """First and last day of a year, as fields of a Deadline."""
    return {"start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}

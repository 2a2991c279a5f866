"""A piece of work as two versions of an act are compared by, whatever form it is kept in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from vnplans.models import Task
from vnplans.text import bare
from vnplans.tracker.words import Bag, bag, spoken

__all__ = ["Match", "Work", "known_leads", "misread_leads", "misread_name", "time_key", "work_of"]

_NAMES = re.compile(r"(?<=\s)[^\W\d_]*[A-ZÀ-ỸĐ][\w]*|\w*\d\w*")
"""Figures, and words with a capital that do not begin the text: what tells one object of work from another."""


@dataclass(frozen=True)
class Work:
    """`leads`: names of the doers; `deadline`: the time in any form that is equal for equal times.

    `gone`: a row that the last version of the act no longer had, or that waits to be checked.
    """

    content: str
    where: str = ""
    leads: tuple[str, ...] = ()
    deadline: str = ""
    group: str = ""
    gone: bool = False

    @cached_property
    def words(self) -> str:
        return spoken(self.content)

    @cached_property
    def bag(self) -> Bag:
        return bag([self.content])

    @cached_property
    def doers(self) -> frozenset[str]:
        return frozenset(bare(lead) for lead in self.leads)

    @cached_property
    def objects(self) -> frozenset[str]:
        """Figures and names of the content."""
        return frozenset(bare(name) for name in _NAMES.findall(self.content))


@dataclass(frozen=True, slots=True)
class Match:
    """A work of the old version and one of the new, by index. `sure`: they are one; else they may be.

    `likeness` of the words, 1 for the same words.
    """

    old: int
    new: int
    sure: bool
    likeness: float


def work_of(task: Task) -> Work:
    """A task of a record."""
    time = task.deadline
    return Work(
        content=task.content,
        where=task.where,
        leads=tuple(agency.name for agency in task.lead_agencies),
        deadline=time_key(time.rrule, time.end, time.text) if time else "",
        group=spoken(task.group or ""),
    )


def time_key(rrule: str | None, end: dt.date | None, text: str | None) -> str:
    """The day or the rhythm of a deadline; else its words."""
    return rrule or (end.isoformat() if end else spoken(text or ""))


def known_leads(old: Sequence[Work], new: Sequence[Work]) -> list[Work]:
    """`new` with the names of doers that only a misread letter parts from one name of `old` spelt as there.

    A name that both sides know is never touched: "UBND xã A" is not "UBND xã Á".
    """
    names = {name for work in old for name in work.doers}
    odd = {name for work in new for name in work.doers} - names
    spelt = {name: near for name in odd if (near := _nearest(name, names))}
    if not spelt:
        return list(new)
    return [
        Work(w.content, w.where, tuple(spelt.get(n, n) for n in sorted(w.doers)), w.deadline, w.group, w.gone)
        if w.doers & spelt.keys()
        else w
        for w in new
    ]


def misread_leads(one: Work, other: Work) -> bool:
    """Each doer of the shorter list has its like in the other, but for a letter or two in a word; no figure differs."""
    few, many = sorted((one.doers, other.doers), key=len)
    return bool(few) and all(any(_misread(name, known) for known in many) for name in few)


def _misread(one: str, other: str) -> bool:
    pairs = list(zip(one.split(), other.split(), strict=False))
    near = all(
        a == b or (Levenshtein.distance(a, b) <= 2 and min(len(a), len(b)) > 1 and not (a + b).isdecimal())
        for a, b in pairs
    )
    return near and len(one.split()) == len(other.split()) and sum(a != b for a, b in pairs) * 2 <= len(pairs)


def _nearest(name: str, names: Iterable[str]) -> str | None:
    """The one known name that lies within a letter in eight of `name`; figures and short last words do not bend."""
    limit = len(name) // 8
    near = [n for n in names if Levenshtein.distance(name, n, score_cutoff=limit) <= limit and misread_name(name, n)]
    return near[0] if len(near) == 1 else None


def misread_name(one: str, other: str) -> bool:
    """Two bare names may be one, a letter or two apart: the words that differ are long enough to be misread ones.

    "xa A" and "xa B" are two bodies, and so are two of other figures.
    """
    pairs = list(zip(one.split(), other.split(), strict=False))
    near = all(a == b or (min(len(a), len(b)) > 3 and not (a + b).isdecimal()) for a, b in pairs)
    return near and len(one.split()) == len(other.split()) and Levenshtein.distance(one, other) <= max(2, len(one) // 8)

"""A piece of work as two versions of an act are compared by, whatever form it is kept in."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz.distance import LCSseq, Levenshtein

from vnplans.models import Task
from vnplans.text import bare
from vnplans.tracker.words import Bag, bag, spoken

__all__ = [
    "Match",
    "Work",
    "extended",
    "known_leads",
    "misread_leads",
    "misread_name",
    "renamed_leads",
    "same_core",
    "time_key",
    "work_of",
]

_WORD = re.compile(r"\w+")
_BEGINS = re.compile(r"(?:^|[.;:!?])\W*$")


@dataclass(frozen=True)
class Work:
    """`leads`: names of the doers; `deadline`: the time in any form that is equal for equal times, `time` as printed.

    `gone`: a row that the last version of the act no longer had, or that waits to be checked.
    """

    content: str
    where: str = ""
    leads: tuple[str, ...] = ()
    deadline: str = ""
    group: str = ""
    gone: bool = False
    time: str = ""

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
    def core(self) -> tuple[str, ...]:
        """The words without the names of doers and the time: what is to be done."""
        words = self.words.split()
        for said in (*(spoken(lead) for lead in self.leads), spoken(self.time)):
            words = _without(words, said.split())
        return tuple(words)

    @cached_property
    def core_bag(self) -> Bag:
        """Of the core, as a scan may have it."""
        return bag([" ".join(self.core).translate(_MIXED)])

    @cached_property
    def objects(self) -> frozenset[str]:
        """Figures, and words with a capital that begin no sentence, but for doers and time: what tells one object of
        work from another.
        """
        found = _WORD.finditer(self.content)
        return frozenset(bare(m[0]) for m in found if _names(m, self.content)) & set(self.core)


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
        time=time.text if time else "",
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
    spelt = {name: [near] for name in odd if (near := _nearest(name, names))}
    return [_spelt(work, spelt) for work in new]


def same_core(one: Work, other: Work) -> bool:
    """Both are told to do the same in the same words, whoever is told and until when; a scan may misread some."""
    mine, theirs = one.words.split(), other.words.split()
    return _same_or_misread(one.core, other.core) or _same_or_misread(mine, theirs) or _names_apart(one, other)


def _same_or_misread(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) != len(other):
        return False
    odd = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return 3 * len(odd) <= len(one) and all(_blurred(a, b) for a, b in odd)


def _names_apart(one: Work, other: Work) -> bool:
    """The texts differ in one place, where each has words of its doers' names and nothing else."""
    mine, theirs = one.words.split(), other.words.split()
    while mine and theirs and mine[-1] == theirs[-1]:
        del mine[-1], theirs[-1]
    while mine and theirs and mine[0] == theirs[0]:
        del mine[0], theirs[0]
    return all(
        words and set(words) <= {word for name in work.doers for word in name.split()}
        for words, work in ((mine, one), (theirs, other))
    )


def extended(one: Work, other: Work, words: int) -> bool:
    """At least so many words of the shorter one stand in the longer one, all of them in the same order; not counted is
    the verb that it begins with.
    """
    few, many = ([word.translate(_MIXED) for word in core] for core in sorted((one.core, other.core), key=len))
    kept = few[_VERB:]
    return len(kept) >= words and LCSseq.similarity(kept, many) == len(kept)


_VERB = 3
"""Words within which the verb stands: "chủ trì trao"."""


def renamed_leads(pairs: Iterable[tuple[Work, Work]], old: Sequence[Work], new: Sequence[Work]) -> list[Work]:
    """`new` with the names that agencies of `old` bear now as they were: of `pairs`, which are one work and have one
    doer each, the names that nobody bears any more and those that nobody bore before.
    """
    before, after = ({name for work in side for name in work.doers} for side in (old, new))
    names: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        if len(one.doers) == len(other.doers) == 1 and not (one.doers & after or other.doers & before):
            names[next(iter(other.doers))] |= one.doers
    return [_spelt(work, names) for work in new]


def _spelt(work: Work, names: Mapping[str, Iterable[str]]) -> Work:
    """The doers by other names, where they have such."""
    if not work.doers & names.keys():
        return work
    return replace(work, leads=tuple(sorted(name for doer in work.doers for name in names.get(doer, (doer,)))))


def misread_leads(one: Work, other: Work) -> bool:
    """Each doer of the shorter list has its like in the other, but for a letter or two in a word; no figure differs."""
    few, many = sorted((one.doers, other.doers), key=len)
    return bool(few) and all(any(_misread(name, known) for known in many) for name in few)


def _names(word: re.Match[str], text: str) -> bool:
    letters = word[0]
    return any(c.isdigit() for c in letters) or (
        letters != letters.lower() and (letters[1:] != letters[1:].lower() or not _BEGINS.search(text, 0, word.start()))
    )


def _without(words: list[str], said: list[str]) -> list[str]:
    """The words without the first place where `said` stands, or its first words, of a name at least two."""
    for size in range(len(said), min(2, len(said)) - 1, -1):
        for at in range(len(words) - size + 1):
            if size and words[at : at + size] == said[:size]:
                return words[:at] + words[at + size :]
    return words


_MIXED = str.maketrans("e0o1itbnuv5s", "ccclllhhhhss")
"""Letters that a reader of scans takes for one another, as one of them."""


def _blurred(one: str, other: str) -> bool:
    """One word, misread: only letters that are easily mixed up differ, or one letter of a longer word; no figures."""
    if one.isdecimal() and other.isdecimal():
        return False
    mixed = one.translate(_MIXED) == other.translate(_MIXED)
    return (mixed and len(one) > 1) or (min(len(one), len(other)) > 3 and Levenshtein.distance(one, other) <= 1)


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

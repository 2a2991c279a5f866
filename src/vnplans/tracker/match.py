"""Which task of the old version is which of the new: by words, doers, time and neighbours, over the whole act.

First what reads the same, from the strictest sameness to the loosest; then the likest of the rest, as one assignment.
Only then is each pair judged: a pair that the words alone do not prove must stand between the same neighbours, or in
the same place, and have no rival. What fails is not paired silently but marked unsure. Where a text lies says little
by itself, since one inserted task moves all that follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vnplans.tracker.parts import join_parts
from vnplans.tracker.table import Table
from vnplans.tracker.work import Match, Work, known_leads, renamed_leads

__all__ = ["Match", "Matching", "match_works"]


@dataclass(frozen=True)
class Matching:
    """Indexes of both sides. `parts`: a new task that is a part of an old one which has another new task; `absorbed`:
    an old task that stands within a new one which is another old task's. Both are in `added` and `dropped` too.
    """

    pairs: list[Match]
    dropped: list[int]
    added: list[int]
    parts: dict[int, int] = field(default_factory=dict)
    absorbed: dict[int, int] = field(default_factory=dict)


def match_works(old: Sequence[Work], new: Sequence[Work]) -> Matching:
    """Pair the works of two versions of one act. Rows that are gone come after those that live."""
    spelt = known_leads(old, new)
    judged = _judged(old, spelt)
    again = renamed_leads(((old[m.old], spelt[m.new]) for m in judged if m.sure), old, spelt)
    if again != spelt:
        judged = _judged(old, again)
    pairs, parts, absorbed = join_parts(old, again, judged)
    ours, theirs = {m.old for m in pairs}, {m.new for m in pairs}
    return Matching(
        pairs=sorted(pairs, key=lambda m: m.new),
        dropped=[i for i in range(len(old)) if i not in ours],
        added=[j for j in range(len(new)) if j not in theirs],
        parts=parts,
        absorbed=absorbed,
    )


def _judged(old: Sequence[Work], new: Sequence[Work]) -> list[Match]:
    table = Table(list(old), list(new))
    table.same_words(gone=False)
    table.like_words()
    table.same_words(gone=True)
    table.same_slots()
    judged = (table.judged(i, j) for i, j in sorted(table.pairs.items()))
    return [match for match in judged if match]

"""Which act of the old side is which of the new; which task is which, the room of trackers knows."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from vnplans.export.rows import act_key
from vnplans.models import Directive, Task
from vnplans.tracker import match_works, work_of
from vnplans.tracker.sharing import Sharing
from vnplans.tracker.words import toned_bag

__all__ = ["Pairing", "match_acts", "match_tasks"]

ENOUGH_TITLE = 0.6

T = TypeVar("T")
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Indexes of both sides: those that belong together, and those that are left."""

    pairs: list[Pair]
    dropped: list[int]
    added: list[int]


def match_tasks(old: Sequence[Task], new: Sequence[Task]) -> Pairing:
    """Pair the tasks of two versions of one act, those too that are one only in all likelihood: who reads the
    comparison sees both texts.
    """
    found = match_works([work_of(task) for task in old], [work_of(task) for task in new])
    return _pairing([(match.old, match.new) for match in found.pairs], len(old), len(new))


def match_acts(old: Sequence[Directive], new: Sequence[Directive]) -> Pairing:
    """Pair the acts: by key, then by file, then by title and issuer; one act against one is always a pair."""
    if len(old) == 1 and len(new) == 1:
        return Pairing([(0, 0)], [], [])
    pairs = _equal(enumerate(old), enumerate(new), act_key)
    pairs += _equal(*_left(old, new, pairs), lambda d: d.source.sha256)
    pairs += _greedy(_alike_titles(*_left(old, new, pairs)))
    return _pairing(pairs, len(old), len(new))


def _equal(old: Iterable[tuple[int, T]], new: Iterable[tuple[int, T]], key: Callable[[T], object]) -> list[Pair]:
    """Pairs of equal key, each side once, in order."""
    waiting: dict[object, deque[int]] = defaultdict(deque)
    for j, item in new:
        waiting[key(item)].append(j)
    return [(i, waiting[k].popleft()) for i, item in old if waiting.get(k := key(item))]


def _greedy(candidates: Iterable[tuple[float, int, int]]) -> list[Pair]:
    """The likest pair first; each side once. Of equal scores the earlier in reading order."""
    pairs: list[Pair] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if i not in used_old and j not in used_new:
            pairs.append((i, j))
            used_old.add(i)
            used_new.add(j)
    return pairs


def _alike_titles(
    old: list[tuple[int, Directive]], new: list[tuple[int, Directive]]
) -> Iterator[tuple[float, int, int]]:
    """Pairs of acts of like titles, unless they are of two issuers."""
    acts = dict(new)
    sharing = Sharing({j: toned_bag(act.title) for j, act in new if act.title}, len(old))
    for i, act in old:
        for j, like in sharing.like(toned_bag(act.title)) if act.title else ():
            other = acts[j]
            if like >= ENOUGH_TITLE and not (act.issuer and other.issuer and act.issuer.name != other.issuer.name):
                yield like, i, j


def _left(old: Sequence[T], new: Sequence[T], pairs: list[Pair]) -> tuple[list[tuple[int, T]], list[tuple[int, T]]]:
    """Those of both sides that are in no pair yet, with their indexes."""
    pairing = _pairing(pairs, len(old), len(new))
    return [(i, old[i]) for i in pairing.dropped], [(j, new[j]) for j in pairing.added]


def _rest(count: int, used: Iterable[int]) -> list[int]:
    taken = set(used)
    return [index for index in range(count) if index not in taken]


def _pairing(pairs: list[Pair], old: int, new: int) -> Pairing:
    ordered = sorted(pairs, key=lambda p: p[1])
    return Pairing(ordered, _rest(old, (p[0] for p in pairs)), _rest(new, (p[1] for p in pairs)))

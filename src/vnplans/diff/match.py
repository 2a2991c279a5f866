"""Which act, and which task, of the old side is which of the new: by id, then by place and words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from vnplans.export.rows import act_key
from vnplans.models import Directive, Task
from vnplans.text import fold

__all__ = ["Pairing", "likeness", "match_acts", "match_tasks", "same_words"]

ENOUGH_WORDS = 0.55
"""Likeness from which two tasks in different places are one."""
ENOUGH_AT_PLACE = 0.35
"""The same in one place: the place speaks for it."""
PLACE_BONUS = 0.2
ENOUGH_TITLE = 0.6
_MANY = 50
"""Texts that hold a word from which it tells none of them from the others."""

_WORD = re.compile(r"\w+")

T = TypeVar("T")
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Indexes of both sides: those that belong together, and those that are left."""

    pairs: list[Pair]
    dropped: list[int]
    added: list[int]


def same_words(text: str) -> str:
    """A key that is equal where only case, tone placement or the end mark differ."""
    return fold(text).rstrip(" .;,:/")


def likeness(old: str, new: str) -> float:
    """How alike two texts are, 0 to 1: the share of words and word pairs that both have (Dice). Two empty texts: 1."""
    left, right = _words(old), _words(new)
    size = left.total() + right.total()
    return 2 * (left & right).total() / size if size else 1.0


def match_tasks(old: Sequence[Task], new: Sequence[Task]) -> Pairing:
    """Pair the tasks of two versions of one act.

    First those of the same words in the same place, then of the same words elsewhere, in reading order; then the
    likest of the rest, where the same place counts for likeness. So a task that is inserted shifts no other.
    """
    pairs = _equal(enumerate(old), enumerate(new), lambda t: (_place(t), same_words(t.content)))
    pairs += _equal(*_left(old, new, pairs), lambda t: same_words(t.content))
    pairs += _greedy(_candidates(*_left(old, new, pairs)))
    return _pairing(pairs, len(old), len(new))


def match_acts(old: Sequence[Directive], new: Sequence[Directive]) -> Pairing:
    """Pair the acts: by key, then by file, then by title and issuer; one act against one is always a pair."""
    if len(old) == 1 and len(new) == 1:
        return Pairing([(0, 0)], [], [])
    pairs = _equal(enumerate(old), enumerate(new), act_key)
    pairs += _equal(*_left(old, new, pairs), lambda d: d.source.sha256)
    pairs += _greedy(_alike_titles(*_left(old, new, pairs)))
    return _pairing(pairs, len(old), len(new))


def _words(text: str) -> Counter[str]:
    """Words and word pairs, counted."""
    words = _WORD.findall(fold(text))
    return Counter(words) + Counter(map(" ".join, pairwise(words)))


def _place(task: Task) -> str:
    """The task's place with the '~2' of a second equal one: its id without the act."""
    return task.id.split("#", 1)[-1]


def _equal(old: Iterable[tuple[int, T]], new: Iterable[tuple[int, T]], key: Callable[[T], object]) -> list[Pair]:
    """Pairs of equal key, each side once, in order."""
    waiting: dict[object, deque[int]] = defaultdict(deque)
    for j, item in new:
        waiting[key(item)].append(j)
    return [(i, waiting[k].popleft()) for i, item in old if waiting.get(k := key(item))]


class _Words:
    """Texts by the words that they share: what may be like a text, without comparing it with all of them."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self._counted = {j: _words(text) for j, text in texts}
        self._sizes = {j: words.total() for j, words in self._counted.items()}
        self._holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for j, words in self._counted.items():
            for word, count in words.items():
                self._holders[word].append((j, count))

    def like(self, text: str, besides: Iterable[int] = ()) -> Iterator[tuple[float, int]]:
        """The likeness of each text that shares a word with this one, a word that few hold where many texts are; and
        of those `besides`."""
        words, shared = _words(text), Counter[int](dict.fromkeys(besides, 0))
        common: list[tuple[str, int]] = []
        for word, count in words.items():
            holders = self._holders.get(word, ())
            if len(holders) > _MANY:
                common.append((word, count))
                continue
            for j, other in holders:
                shared[j] += min(count, other)
        size, most = words.total(), sum(count for _, count in common)
        for j, few in shared.items():
            if few or most:
                both = few + sum(min(count, self._counted[j][word]) for word, count in common)
                yield 2 * both / (size + self._sizes[j]), j


def _candidates(old: list[tuple[int, Task]], new: list[tuple[int, Task]]) -> Iterator[tuple[float, int, int]]:
    """Every pair that is like enough, with its score."""
    known = _Words((j, task.content) for j, task in new)
    at: dict[str, list[int]] = defaultdict(list)
    for j, task in new:
        at[_place(task)].append(j)
    for i, task in old:
        here = at.get(_place(task), ())
        for score, j in known.like(task.content, here):
            at_place = j in here
            if score >= (ENOUGH_AT_PLACE if at_place else ENOUGH_WORDS):
                yield score + PLACE_BONUS * at_place, i, j


def _alike_titles(
    old: list[tuple[int, Directive]], new: list[tuple[int, Directive]]
) -> Iterator[tuple[float, int, int]]:
    """Pairs of acts of like titles, unless they are of two issuers."""
    acts = dict(new)
    known = _Words((j, act.title) for j, act in new if act.title)
    for i, act in old:
        for score, j in known.like(act.title) if act.title else ():
            other = acts[j]
            if score >= ENOUGH_TITLE and not (act.issuer and other.issuer and act.issuer.name != other.issuer.name):
                yield score, i, j


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

"""Texts by the words that they share: what may be like a text, without comparing it with all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from vnplans.tracker.words import Bag

__all__ = ["ALL_PAIRS", "MANY", "Sharing"]

ALL_PAIRS = 10_000
"""So many pairs are all looked at, as between the works that changed in any ordinary act."""
MANY = 50
"""Texts that hold a word from which it tells none of them from the others, where there are more pairs than that."""


class Sharing:
    """The bags of one side, to be compared with `others` bags of the other."""

    def __init__(self, bags: Mapping[int, Bag], others: int) -> None:
        self.all = len(bags) * others <= ALL_PAIRS
        self._many = len(bags) if self.all else MANY
        self._bags = bags
        self._sizes = {key: bag.total() for key, bag in bags.items()}
        self._holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for key, bag in bags.items():
            for word, count in bag.items():
                self._holders[word].append((key, count))

    def like(self, bag: Bag, besides: Iterable[int] = ()) -> Iterator[tuple[int, float]]:
        """Each text that shares a word with `bag`, not one that many hold, and those `besides`; with what both have
        in common (Dice).
        """
        shared = Counter[int](dict.fromkeys(besides, 0))
        common: list[tuple[str, int]] = []
        for word, count in bag.items():
            holders = self._holders.get(word, ())
            if len(holders) > self._many:
                common.append((word, count))
                continue
            for key, other in holders:
                shared[key] += min(count, other)
        size = bag.total()
        for key, few in shared.items():
            other_bag = self._bags[key]
            both = few + sum(min(count, other_bag[word]) for word, count in common)
            if both:
                yield key, 2 * both / (size + self._sizes[key])

    def holding(self, bag: Bag, share: float) -> Iterable[int]:
        """The texts in which `share` of `bag` may stand: they hold one of its rarest words, since all others are less
        than that share. Words that many hold find none.
        """
        if self.all:
            return self._bags
        found: set[int] = set()
        left = bag.total() * (1 - share)
        for word, count in sorted(bag.items(), key=lambda item: (len(self._holders.get(item[0], ())), item[0])):
            holders = self._holders.get(word, ())
            if left < 0 or len(holders) > self._many:
                break
            found.update(key for key, _ in holders)
            left -= count
        return found

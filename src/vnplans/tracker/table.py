"""Both sides of a comparison of works: what is paired, and what each pair is worth."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from vnplans.tracker.assign import assign
from vnplans.tracker.sharing import ALL_PAIRS, MANY, Sharing
from vnplans.tracker.words import contained, noisy_likeness
from vnplans.tracker.work import Match, Work, extended, misread_leads, same_core

__all__ = ["Table"]

Doers = Literal["same", "open", "other"]

ALIKE = 0.4
"""Likeness from which two texts may be one."""
LIKELY, SURELY = 0.55, 0.8
COUNTED = 0.6
"""Likeness from which a pair is a witness for its neighbours."""
MARGIN = 0.1
"""By so much a pair must be better than its rivals."""
FEW_WORDS, MANY_WORDS = 3, 9
"""Words besides the verb that stand in another text in the same order, from which it may say more of the same work."""
OWN_WORDS, WHOLE_SENTENCE = 6, 10
"""Words from which a sentence is nobody else's where it stands, and anywhere."""
HALF = 0.5
GONE = 0.65
"""Likeness from which a row that is gone is listed beside a new task of another doer, or of none."""
NEAR = 2
"""Works on either side of a place that count as being near it."""
LEAST_SHARE = 0.2
BONUS = {"same": 0.06, "open": 0.0, "other": -0.2}


_SAMENESS: tuple[Callable[[Work], tuple[object, ...]], ...] = (
    lambda w: (w.words, w.doers, w.deadline, w.group),
    lambda w: (w.words, w.doers, w.deadline),
    lambda w: (w.words, w.doers),
    lambda w: (w.words,),
)
"""From the strictest to the loosest; the last leaves the doers open."""
_LAST = len(_SAMENESS) - 1


@dataclass
class _Equals:
    """Works of one sameness: the old and the new ones that are free, and whether all old ones were paired by it."""

    untouched: bool = True
    rivals: list[int] = field(default_factory=list)
    spare: list[int] = field(default_factory=list)


class Table:
    """Both sides, and what is paired so far."""

    def __init__(self, old: list[Work], new: list[Work]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.level: dict[int, int] = {}
        """Of an old work that was paired by sameness: which."""
        self.slots: set[int] = set()
        self.like: dict[tuple[int, int], float] = {}
        self.scores: dict[tuple[int, int], float] = {}
        self.rows: dict[int, list[int]] = defaultdict(list)
        self.columns: dict[int, list[int]] = defaultdict(list)
        self.sizes: dict[bool, list[tuple[Counter[object], Counter[object]]]] = {}
        """Of the rows that live, then of those that are gone: how many bear a key, of how many that were free."""
        self.order: tuple[list[int], list[int]] = [], []
        """The works of either side that are witnesses for their neighbours."""
        self.stays = self.moves = 0
        """Pairs of the same words in the same place, and elsewhere."""
        self.cores: tuple[Counter[tuple[str, ...]], ...] = ()
        self.equals: dict[tuple[int, bool, object], _Equals] = {}

    # pairing

    def same_words(self, *, gone: bool) -> None:
        before = [work for i, work in enumerate(self.old) if i not in self.pairs and work.gone == gone]
        after = [work for j, work in enumerate(self.new) if j not in self.back]
        self.sizes[gone] = [(Counter(map(key, before)), Counter(map(key, after))) for key in _SAMENESS]
        for level, key in enumerate(_SAMENESS):
            waiting: dict[object, list[int]] = defaultdict(list)
            for j, work in enumerate(self.new):
                if j not in self.back:
                    waiting[key(work)].append(j)
            classes: dict[object, list[int]] = defaultdict(list)
            for i, work in enumerate(self.old):
                if i not in self.pairs and work.gone == gone and key(work) in waiting:
                    classes[key(work)].append(i)
            for name, olds in classes.items():
                self._pair_class(level, olds, waiting[name])

    def _pair_class(self, level: int, olds: list[int], news: list[int]) -> None:
        """Equal numbers in reading order; else those whose neighbours, time and place agree best."""
        if len(olds) != len(news):
            if level < _LAST - 1:
                return  # a looser sameness sees more of them
            size = len(self.old), len(self.new)
            whole = len(olds) * len(news) <= ALL_PAIRS
            near = dict.fromkeys(olds, news) if whole else self._near(olds, news)
            pairs = assign(
                {(i, j): 1 + self._slot(i, j) - abs(i / size[0] - j / size[1]) / 100 for i in olds for j in near[i]}
            )
            ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
            pairs += zip((i for i in olds if i not in ours), (j for j in news if j not in theirs), strict=False)
        else:
            pairs = list(zip(olds, news, strict=True))
        for i, j in pairs:
            self.level[i] = level
            self._pair(i, j, 1.0)

    def _slot(self, i: int, j: int) -> float:
        """How well two works of the same words fit by what stands around them."""
        one, other = self.old[i], self.new[j]
        return (
            self._neighbours(i, j)
            + (one.deadline == other.deadline)
            + (one.group == other.group)
            + 0.5 * (one.where == other.where and not self._shift())
        )

    def like_words(self) -> None:
        olds = [i for i, work in enumerate(self.old) if i not in self.pairs and not work.gone]
        olds += [i for i, work in enumerate(self.old) if i not in self.pairs and work.gone]
        news = [j for j in range(len(self.new)) if j not in self.back]
        sharing = Sharing({j: self.new[j].bag for j in news}, len(olds))
        near = {} if sharing.all else self._near(olds, news)
        for i in olds:
            for j, share in sharing.like(self.old[i].bag, near.get(i, ())):
                if share < LEAST_SHARE:
                    continue
                like = noisy_likeness(self.old[i].content, self.new[j].content, share)
                if like >= ALIKE:
                    self.like[i, j] = like
                    self.scores[i, j] = self._score(i, j, like)
                    self.rows[i].append(j)
                    self.columns[j].append(i)
        for i, j in assign({pair: score**2 for pair, score in self.scores.items()}):  # one good pair before two poor
            self._pair(i, j, self.like[i, j])

    def _near(self, olds: list[int], news: list[int]) -> dict[int, list[int]]:
        """Of each of `olds` those of `news` that stand where it stood: by the pair before it, by the share of the act
        that lies before it, by the name of the place.
        """
        named: dict[str, list[int]] = defaultdict(list)
        for j in news:
            named[self.new[j].where].append(j)
        found: dict[int, list[int]] = {}
        for i in olds:
            before, _ = _around(self.order[0], i)
            behind = i if before is None else self.pairs[before] + i - before
            near = set(named.get(self.old[i].where, ())[: 2 * NEAR])
            for place in (behind, i * len(self.new) // len(self.old)):
                at = bisect_left(news, place)
                near.update(news[max(0, at - NEAR) : at + NEAR + 1])
            found[i] = sorted(near)
        return found

    def same_slots(self) -> None:
        """Other words just where another task of the same doers and time stood: to be looked at."""
        free = {self.new[j].where: j for j in range(len(self.new)) if j not in self.back}
        for i, one in enumerate(self.old):
            j = free.get(one.where)
            if i in self.pairs or one.gone or j is None or j in self.back:
                continue
            same = one.deadline == self.new[j].deadline != "" and _doers(one, self.new[j]) == "same"
            if same and not self._shift() and self._neighbours(i, j) == 2:
                self._pair(i, j, self.like.get((i, j), 0.0))
                self.slots.add(i)

    def _score(self, i: int, j: int, like: float) -> float:
        one, other = self.old[i], self.new[j]
        return (
            like
            + BONUS[_doers(one, other)]
            + 0.05 * (one.where == other.where)
            + 0.04 * (bool(one.deadline) and one.deadline == other.deadline)
            - 0.3 * one.gone
            - 0.01 * abs(i / len(self.old) - j / len(self.new))
        )

    def _pair(self, i: int, j: int, like: float) -> None:
        self.pairs[i], self.back[j], self.like[i, j] = j, i, like
        self._count(i, j, 1)
        if like >= COUNTED:
            for side, index in zip(self.order, (i, j), strict=True):
                insort(side, index)

    def _part(self, i: int, j: int) -> None:
        del self.pairs[i], self.back[j]
        self._count(i, j, -1)
        if self.like[i, j] >= COUNTED:
            for side, index in zip(self.order, (i, j), strict=True):
                del side[bisect_left(side, index)]

    def _count(self, i: int, j: int, by: int) -> None:
        if i in self.level and self.old[i].where == self.new[j].where:
            self.stays += by
        elif i in self.level:
            self.moves += by

    # judging

    def judged(self, i: int, j: int) -> Match | None:
        """The pair with what it is worth; None where it is none."""
        like = self.like[i, j]
        if i in self.level:
            return Match(i, j, self._sure_of_same(i, j, self.level[i]), 1.0)
        if i in self.slots:
            return Match(i, j, self._sure_of_slot(i, j), round(like, 3))
        sure = self._sure_of_like(i, j, like)
        strange = self.old[i].gone and _doers(self.old[i], self.new[j]) != "same"
        if sure or like >= (GONE if strange else LIKELY - 0.05):
            return Match(i, j, sure, round(like, 3))
        return None

    def _sure_of_same(self, i: int, j: int, level: int) -> bool:
        one, other = self.old[i], self.new[j]
        if level == _LAST and _doers(one, other) == "other":
            return self._alone(level, one) and self._passed_on(i, j)
        if level == _LAST and one.gone:
            return self._alone(level, one)
        key = _SAMENESS[level](one)
        before, after = (side[key] for side in self.sizes[one.gone][level])
        if level < 2 and before == after:
            return True
        if not self.equals:
            self._find_equals()
        equals = self.equals[level, one.gone, key]
        spare = self.equals[level, False, key].spare if (level, False, key) in self.equals else []
        if before == after and equals.untouched:
            return True
        if max(len(equals.rivals), len(spare)) > MANY:
            return False  # one of so many
        if equals.rivals or spare:
            return self._beaten(i, j, [(k, j) for k in equals.rivals] + [(i, k) for k in spare])
        return level < 2 or self._evidence(i, j) >= 2

    def _find_equals(self) -> None:
        """Of each sameness, once all are paired: what is free on either side."""
        self.equals = defaultdict(_Equals)
        for level, key in enumerate(_SAMENESS):
            for i, work in enumerate(self.old):
                equals = self.equals[level, work.gone, key(work)]
                equals.untouched &= self.level.get(i) == level
                if i not in self.pairs:
                    equals.rivals.append(i)
            for j, work in enumerate(self.new):
                if j not in self.back:
                    self.equals[level, False, key(work)].spare.append(j)

    def _beaten(self, i: int, j: int, rivals: list[tuple[int, int]]) -> bool:
        """What stands around the pair speaks for it more than for any other; the pair is no witness of its own."""
        self._part(i, j)
        fit = self._slot(i, j)
        beaten = all(self._slot(*rival) < fit for rival in rivals)
        self._pair(i, j, 1.0)
        return beaten

    def _alone(self, level: int, one: Work) -> bool:
        """The words stand once on either side."""
        key = _SAMENESS[level](one)
        before, after = (side[key] for side in self.sizes[one.gone][level])
        return before == after == 1

    def _sure_of_slot(self, i: int, j: int) -> bool:
        """Nothing else came or went between the neighbours, and half of the words are still there."""
        one, other = self.old[i], self.new[j]
        (before, behind), (above, below) = _around(self.order[0], i), _around(self.order[1], j)
        if None in (before, behind, above, below) or (behind - before, below - above) != (2, 2):  # type: ignore[operator]
            return False
        few, many = sorted((Counter(one.core), Counter(other.core)), key=Counter.total)
        return contained(few, many) >= HALF and not (one.objects - other.objects and other.objects - one.objects)

    def _sure_of_like(self, i: int, j: int, like: float) -> bool:
        one, other = self.old[i], self.new[j]
        doers = _doers(one, other)
        if self._margin(i, j) < MARGIN:
            return False
        place = self._evidence(i, j)
        if doers == "other":
            misread = like >= SURELY and place >= 2 and misread_leads(one, other)
            if not misread:
                return not one.gone and self._same_core(one, other) and self._passed_on(i, j)
        timed = bool(one.deadline) and one.deadline == other.deadline
        if like >= LIKELY and self._extended(one, other, doers, timed=timed):
            return True
        if not one.gone and self._same_core(one, other) and len(one.core) >= WHOLE_SENTENCE:
            return True  # read once more, wherever it stands now
        if one.gone:
            return like >= 0.9 and one.objects == other.objects
        evidence = place + (doers == "same") + timed
        if one.objects - other.objects and other.objects - one.objects and place < 2:
            return False  # "quý I" for "quý II": other work, unless it stands just there
        if like >= SURELY:
            return evidence >= 2 or (evidence >= 1 and like >= 0.9)
        if like >= LIKELY:
            return evidence >= 2 and place >= 1
        return place >= 2 and evidence >= 3

    def _extended(self, one: Work, other: Work, doers: Doers, *, timed: bool) -> bool:
        """Words came or went and nothing else changed; few words prove it only with the same doer and time."""
        known = doers == "same" or not (one.doers or other.doers)
        few = doers == "same" and (timed or one.gone)
        return known and extended(one, other, FEW_WORDS if few else MANY_WORDS)

    def _same_core(self, one: Work, other: Work) -> bool:
        """What is to be done is the same, in words that are nobody else's."""
        if not same_core(one, other):
            return False
        if not self.cores:
            self.cores = Counter(w.core for w in self.old), Counter(w.core for w in self.new)
        return all(side[core] <= 1 for side in self.cores for core in (one.core, other.core))

    def _passed_on(self, i: int, j: int) -> bool:
        """The same work for another doer: its words are its own, and so many that nothing else needs to speak for it,
        or so many that the place does.
        """
        words = min(len(self.old[i].core), len(self.new[j].core))
        return words >= WHOLE_SENTENCE or (words >= OWN_WORDS and self._evidence(i, j) >= 1)

    def _margin(self, i: int, j: int) -> float:
        """How much better the pair is than what either side could have with one that is free or no better off.

        Between the same neighbours on both sides only another such pair is a rival.
        """
        mine, rivals, beside = self.scores[i, j], [0.0], self._neighbours(i, j)
        others: list[tuple[int, int, int | None, int | None]]
        others = [(i, n, self.back.get(n), n) for n in self.rows[i] if n != j]
        others += [(k, j, k, self.pairs.get(k)) for k in self.columns[j] if k != i]
        for k, n, left, right in others:
            apart = beside == 2 and self._neighbours(k, n) < 2 and self.like[k, n] < self.like[i, j] + MARGIN
            rivals += [] if apart or self._settled(left, right, self.scores[k, n]) else [self.scores[k, n]]
        return mine - max(rivals)

    def _settled(self, i: int | None, j: int | None, score: float) -> bool:
        """One side of a rival pair has a partner that is clearly better for it."""
        return i is not None and j is not None and self.scores.get((i, j), 2.0) >= score + MARGIN

    def _evidence(self, i: int, j: int) -> int:
        """Neighbours that agree, 0 to 2, and the place where places did not shift."""
        same_place = self.old[i].where == self.new[j].where and not self._shift()
        return self._neighbours(i, j) + same_place

    def _neighbours(self, i: int, j: int) -> int:
        """Whether the pair before and the pair behind are the same seen from either side."""
        (before, behind), (above, below) = _around(self.order[0], i), _around(self.order[1], j)
        if before is behind is above is below is None:
            return 0
        return (self._new_of(before) == above) + (self._new_of(behind) == below)

    def _new_of(self, i: int | None) -> int | None:
        return None if i is None else self.pairs[i]

    def _shift(self) -> bool:
        """Most of the works of the same words stand elsewhere now; without such, the numbers differ."""
        known = self.stays + self.moves
        return self.stays < self.moves if known else len(self.old) != len(self.new)


def _around(order: list[int], index: int) -> tuple[int | None, int | None]:
    """The next smaller and the next greater of `order`."""
    at = bisect_left(order, index)
    to = at + (at < len(order) and order[at] == index)
    return (order[at - 1] if at else None), (order[to] if to < len(order) else None)


def _doers(one: Work, other: Work) -> Doers:
    if not one.doers or not other.doers:
        return "same" if one.doers == other.doers and one.doers else "open"
    return "same" if one.doers & other.doers else "other"

"""Tasks that were split or put together: found by words of one that stand in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vnplans.tracker.sharing import Sharing
from vnplans.tracker.words import Bag, contained
from vnplans.tracker.work import Match, Work

__all__ = ["join_parts"]

INSIDE = 0.75
"""Share of a part's words that must stand in the whole."""
OF_ITS_OWN = 0.6
"""Share of them that the whole's other part must leave to it."""
COVERED = 0.7
"""Share of a whole without a partner that its parts must account for."""
WORDS = 3


def join_parts(
    old: Sequence[Work], new: Sequence[Work], pairs: Iterable[Match]
) -> tuple[list[Match], dict[int, int], dict[int, int]]:
    """The pairs, with the parts of split works {new: old} and the works put together {absorbed old: other old}.

    A split work's row stays with the part that is likest to it; of works put together the likest gives its row. Such
    pairs are sure: the words are all accounted for. What is a part of a work that has no other part may be that work.
    """
    held = {m.old: m for m in pairs}
    taken = {m.new: m.old for m in held.values()}
    free_new = [j for j in range(len(new)) if j not in taken]
    free_old = [i for i in range(len(old)) if i not in held and not old[i].gone]
    inside = _inside(new, free_new, old, [*(m.old for m in held.values() if m.likeness < 1), *free_old])
    splits = _pieces(new, inside, old, {m.old: m.new for m in held.values()})
    ours = {whole: pieces[0] for whole, pieces in inside.items() if whole not in splits and whole in free_old}
    for whole, (first, _) in splits.items():
        if whole not in held or not held[whole].sure:
            held[whole] = Match(whole, first, True, _likeness(old[whole].bag, new[first].bag))
    taken = {m.new: m.old for m in held.values()}
    free_old = [i for i in free_old if i not in held]
    free_new = [j for j in free_new if j not in taken]
    inside = _inside(old, free_old, new, [*(m.new for m in held.values() if m.likeness < 1), *free_new])
    joins = _pieces(old, inside, new, {m.new: m.old for m in held.values()})
    theirs = {whole: pieces[0] for whole, pieces in inside.items() if whole not in joins and whole in free_new}
    for whole, (first, _) in joins.items():
        kept = taken.get(whole, first)
        if not (kept in held and held[kept].sure):
            held[kept] = Match(kept, whole, True, _likeness(old[kept].bag, new[whole].bag))
    for i, j in (*ours.items(), *((i, j) for j, i in theirs.items())):
        if i not in held and j not in {m.new for m in held.values()}:
            held[i] = Match(i, j, False, _likeness(old[i].bag, new[j].bag))
    parts = {j: whole for whole, (_, others) in splits.items() for j in others}
    kept_by = {m.new: m.old for m in held.values()}
    absorbed = {i: kept_by[whole] for whole, (_, others) in joins.items() for i in others if i not in held}
    return list(held.values()), {j: i for j, i in parts.items() if j not in kept_by}, absorbed


def _inside(
    parts: Sequence[Work], free: Sequence[int], wholes: Sequence[Work], among: Sequence[int]
) -> dict[int, list[int]]:
    """Of `among` the wholes in which works of `free` stand, with these, all by index."""
    inside: dict[int, list[int]] = defaultdict(list)
    sharing = Sharing({w: wholes[w].core_bag for w in among}, len(free))
    for part in free:
        bag = parts[part].core_bag
        if len(parts[part].core) < WORDS:
            continue
        fits = [(contained(bag, wholes[w].core_bag), w) for w in sharing.holding(bag, INSIDE)]
        share, whole = max(fits, default=(0.0, -1))
        if share >= INSIDE:
            inside[whole].append(part)
    return inside


def _pieces(
    parts: Sequence[Work], inside: Mapping[int, list[int]], wholes: Sequence[Work], partner: Mapping[int, int]
) -> dict[int, tuple[int, list[int]]]:
    """Wholes with the part that stands for each and its further parts, all by index."""
    found: dict[int, tuple[int, list[int]]] = {}
    for whole, pieces in inside.items():
        bag = wholes[whole].core_bag
        if whole in partner:
            first = parts[partner[whole]].core_bag
            others = [p for p in pieces if _accounts(parts[p].core_bag, first, bag)]
            if others and contained(first, bag) >= INSIDE:
                found[whole] = (partner[whole], others)
        elif len(pieces) > 1 and _covered(bag, [parts[p].core_bag for p in pieces]) >= COVERED:
            likest = max(pieces, key=lambda p: _likeness(wholes[whole].bag, parts[p].bag))
            found[whole] = (likest, [p for p in pieces if p != likest])
    return found


def _accounts(part: Bag, first: Bag, whole: Bag) -> bool:
    """The part stands in what the first leaves of the whole; or, where both begin with the same words, what it has
    besides the first stands there and is most of what is there.
    """
    left, own = whole - first, part - first
    if contained(part, left) >= OF_ITS_OWN:
        return True
    return bool(own) and contained(own, left) >= INSIDE and contained(left, part) >= OF_ITS_OWN


def _covered(whole: Bag, pieces: Iterable[Bag]) -> float:
    size, left = whole.total(), whole
    for piece in pieces:
        left = left - piece
    return (size - left.total()) / size if size else 0.0


def _likeness(one: Bag, other: Bag) -> float:
    return round(2 * (one & other).total() / ((one.total() + other.total()) or 1), 3)

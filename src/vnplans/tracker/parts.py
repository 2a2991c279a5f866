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
SAME = 0.95


def join_parts(
    old: Sequence[Work], new: Sequence[Work], pairs: Iterable[Match]
) -> tuple[list[Match], dict[int, int], dict[int, int]]:
    """The pairs, with the parts of split works {new: old} and the works put together {absorbed old: other old}.

    A split work's row stays with the part that is likest to it; of works put together the likest gives its row. Such
    pairs are sure: the words are all accounted for.
    """
    held = {m.old: m for m in pairs}
    taken = {m.new: m.old for m in held.values()}
    free_new = [j for j in range(len(new)) if j not in taken]
    free_old = [i for i in range(len(old)) if i not in held and not old[i].gone]
    splits = _pieces(new, free_new, old, {m.old: m.new for m in held.values() if m.likeness < SAME}, free_old)
    for whole, (first, _) in splits.items():
        if whole not in held or not held[whole].sure:
            held[whole] = Match(whole, first, True, _likeness(old[whole].bag, new[first].bag))
    taken = {m.new: m.old for m in held.values()}
    free_old = [i for i in free_old if i not in held]
    free_new = [j for j in free_new if j not in taken]
    joins = _pieces(old, free_old, new, {m.new: m.old for m in held.values() if m.likeness < SAME}, free_new)
    for whole, (first, _) in joins.items():
        kept = taken.get(whole, first)
        if not (kept in held and held[kept].sure):
            held[kept] = Match(kept, whole, True, _likeness(old[kept].bag, new[whole].bag))
    parts = {j: whole for whole, (_, others) in splits.items() for j in others}
    kept_by = {m.new: m.old for m in held.values()}
    absorbed = {i: kept_by[whole] for whole, (_, others) in joins.items() for i in others if i not in held}
    return list(held.values()), {j: i for j, i in parts.items() if j not in kept_by}, absorbed


def _pieces(
    parts: Sequence[Work], free: Sequence[int], wholes: Sequence[Work], partner: Mapping[int, int], alone: Sequence[int]
) -> dict[int, tuple[int, list[int]]]:
    """Wholes with the part that stands for each and its further parts, all by index."""
    inside: dict[int, list[int]] = defaultdict(list)
    sharing = Sharing({w: wholes[w].bag for w in (*partner, *alone)}, len(free))
    for part in free:
        bag = parts[part].bag
        if len(parts[part].words.split()) < WORDS:
            continue
        fits = [(contained(bag, wholes[w].bag), w) for w in sharing.holding(bag, INSIDE)]
        share, whole = max(fits, default=(0.0, -1))
        if share >= INSIDE:
            inside[whole].append(part)
    found: dict[int, tuple[int, list[int]]] = {}
    for whole, pieces in inside.items():
        if whole in partner:
            first = partner[whole]
            left = wholes[whole].bag - parts[first].bag
            others = [p for p in pieces if contained(parts[p].bag, left) >= OF_ITS_OWN]
            if others and contained(parts[first].bag, wholes[whole].bag) >= INSIDE:
                found[whole] = (first, others)
        elif len(pieces) > 1 and _covered(wholes[whole].bag, [parts[p].bag for p in pieces]) >= COVERED:
            likest = max(pieces, key=lambda p: _likeness(wholes[whole].bag, parts[p].bag))
            found[whole] = (likest, [p for p in pieces if p != likest])
    return found


def _covered(whole: Bag, pieces: Iterable[Bag]) -> float:
    size, left = whole.total(), whole
    for piece in pieces:
        left = left - piece
    return (size - left.total()) / size if size else 0.0


def _likeness(one: Bag, other: Bag) -> float:
    return round(2 * (one & other).total() / ((one.total() + other.total()) or 1), 3)

"""The pairing whose scores sum up highest: no pair takes a partner that the whole needs elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["assign"]

Pair = tuple[int, int]
Scores = Mapping[Pair, float]

LARGE = 10_000
"""Lefts times rights of one part from which the best pairing takes too long, and the likest pair goes first."""

CLEAR = 0.2
"""A pair that is this much better than all that either side could have otherwise belongs to every good pairing."""


def assign(scores: Scores) -> list[Pair]:
    """Pairs (left, right), each side once at most, with the greatest sum of scores; only pairs of `scores`, all > 0."""
    pairs = list(_clear(scores))
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    rest = {(i, j): s for (i, j), s in scores.items() if i not in left and j not in right}
    for island in _islands(rest):
        pairs += _best(island)
    return sorted(pairs)


def _clear(scores: Scores) -> Iterator[Pair]:
    """Pairs that are the clear first choice of both sides."""
    rows: dict[int, list[tuple[float, int]]] = defaultdict(list)
    columns: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), score in scores.items():
        rows[i].append((score, j))
        columns[j].append((score, i))
    first = {i: _first(choices) for i, choices in rows.items()}
    back = {j: _first(choices) for j, choices in columns.items()}
    return ((i, j) for i, j in first.items() if j is not None and back[j] == i)


def _first(choices: list[tuple[float, int]]) -> int | None:
    best, *others = sorted(choices, reverse=True)
    return best[1] if not others or best[0] - others[0][0] >= CLEAR else None


def _islands(scores: Scores) -> Iterator[dict[Pair, float]]:
    """The pairs parted so that no side stands in two parts."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for i, j in scores:
        parent[root(("left", i))] = root(("right", j))
    islands: dict[tuple[str, int], dict[Pair, float]] = defaultdict(dict)
    for (i, j), score in scores.items():
        islands[root(("left", i))][i, j] = score
    yield from islands.values()


def _best(island: dict[Pair, float]) -> Iterator[Pair]:
    """The best pairing of one part, by the Hungarian method (shortest paths over the matrix of scores)."""
    lefts, rights = (sorted({pair[side] for pair in island}) for side in (0, 1))
    if len(lefts) * len(rights) > LARGE:
        yield from _greedy(island)
        return
    turned = len(lefts) > len(rights)
    if turned:
        lefts, rights = rights, lefts
    at = ({i: n for n, i in enumerate(lefts)}, {j: n for n, j in enumerate(rights)})
    import numpy as np  # noqa: PLC0415 - an archive asks this room for its facts only

    cost = np.zeros((len(lefts), len(rights)))
    for (i, j), score in island.items():
        cost[at[0][j if turned else i], at[1][i if turned else j]] = -score
    for row, column in _cheapest(cost):
        pair = (rights[column], lefts[row]) if turned else (lefts[row], rights[column])
        if pair in island:
            yield pair


def _greedy(island: Scores) -> Iterator[Pair]:
    """The best pair first; of equal ones the earlier."""
    lefts, rights = set[int](), set[int]()
    for i, j in sorted(island, key=lambda pair: (-island[pair], pair)):
        if i not in lefts and j not in rights:
            lefts.add(i)
            rights.add(j)
            yield i, j


def _cheapest(cost: np.ndarray) -> Iterator[tuple[int, int]]:
    """A column for each row, with the least sum; there are at least as many columns as rows."""
    import numpy as np  # noqa: PLC0415

    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=int)  # of each column, its row; 0 for none
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        least, came = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=int)
        used = np.zeros(columns + 1, dtype=bool)
        while owner[column]:
            used[column] = True
            here = owner[column]
            reduced = cost[here - 1] - row_price[here] - column_price[1:]
            better = ~used[1:] & (reduced < least[1:])
            least[1:][better], came[1:][better] = reduced[better], column
            free = np.where(used[1:], np.inf, least[1:])
            nearest = int(free.argmin()) + 1
            step = least[nearest]
            row_price[owner[used]] += step
            column_price[used] -= step
            least[~used] -= step
            column = nearest
        while column:
            owner[column] = owner[came[column]]
            column = int(came[column])
    yield from ((int(owner[column]) - 1, column - 1) for column in range(1, columns + 1) if owner[column])

"""How often syllables, and pairs of neighbours, stand in acts that are law (neighbours.tsv.gz, made by tools/tones)."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log

from vnplans.text import bare

__all__ = ["NAME", "NUMBER", "SIGNS", "START", "Neighbours", "neighbours"]

START, NUMBER, NAME = "<s>", "<n>", "<name>"
SIGNS = frozenset((START, NUMBER, NAME, *".,;:-()/"))
"""What stands in the counts beside syllables."""

SMOOTHING = 120.0
"""How many times a syllable must have been seen before its neighbours count for more than its own frequency."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The counts; syllables in lower case, tones placed one way."""

    singles: Mapping[str, int]
    pairs: Mapping[str, Mapping[str, int]]
    """What follows a syllable; pairs seen fewer than six times are left out."""
    siblings: Mapping[str, tuple[str, ...]]
    """By their bare letters."""
    total: float

    def likely(self, one: str, two: str) -> float:
        """The logarithm of the chance that `two` follows `one`."""
        alone = (self.singles.get(two, 0) + 0.5) / self.total
        seen = self.pairs.get(one, {}).get(two, 0)
        return log((seen + SMOOTHING * alone) / (self.singles.get(one, 0) + SMOOTHING))


@cache
def neighbours() -> Neighbours:
    """The counts, read when first asked."""
    raw = resources.files(__package__).joinpath("neighbours.tsv.gz").read_bytes()
    singles: dict[str, int] = {}
    pairs: dict[str, dict[str, int]] = {}
    siblings: defaultdict[str, list[str]] = defaultdict(list)
    for row in gzip.decompress(raw).decode().split("\n"):
        token, count, *after = row.split("\t")
        singles[token] = int(count)
        pairs[token] = {two: int(times) for two, _, times in (item.partition(" ") for item in after)}
        if token not in SIGNS:
            siblings[bare(token)].append(token)
    found = {letters: tuple(tokens) for letters, tokens in siblings.items()}
    return Neighbours(singles, pairs, found, float(sum(singles.values())))

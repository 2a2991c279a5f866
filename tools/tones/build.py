#!/usr/bin/env python3
"""Counts of syllables and of their neighbours -> src/vnplans/readers/neighbours.tsv.gz: for the corrector of
tones, and for words that lost the blank between them.

    python tools/tones/build.py syllables.tsv.gz pairs.tsv.gz

Both are tables without a head: syllable, count; syllable, the next one, count. Syllables are in lower case; `<s>` opens
a paragraph, `<n>` is a number, `<name>` a run of capitalised words, other signs stand for themselves. Kept is what may
tell two syllables of the same letters apart: Vietnamese syllables with their neighbours, seen at least LEAST times.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter, defaultdict
from pathlib import Path

from vnplans.readers.neighbours import SIGNS
from vnplans.syllables import is_syllable
from vnplans.text import bare, place_tones

OUT = Path(__file__).parents[2] / "src" / "vnplans" / "readers" / "neighbours.tsv.gz"
LEAST = 6
Pair = tuple[str, str]


def table(path: str) -> list[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def known(token: str) -> bool:
    return token in SIGNS or is_syllable(token)


def main(syllables: str, pairs: str) -> None:
    singles: Counter[str] = Counter()
    for token, count in table(syllables):
        if known(token):
            singles[place_tones(token)] += int(count)
    siblings = Counter(bare(token) for token in singles if token not in SIGNS)
    doubles: Counter[Pair] = Counter()
    for one, two, count in table(pairs):
        pair = place_tones(one), place_tones(two)
        if known(one) and known(two) and any(siblings[bare(token)] > 1 for token in pair):
            doubles[pair] += int(count)
    after: defaultdict[str, list[str]] = defaultdict(list)
    for (one, two), count in sorted(doubles.items()):
        if count >= LEAST:
            after[one].append(f"{two} {count}")
    rows = ["\t".join([token, str(count), *after[token]]) for token, count in sorted(singles.items())]
    OUT.write_bytes(gzip.compress("\n".join(rows).encode(), mtime=0))
    print(f"{len(singles)} syllables, {sum(map(len, after.values()))} pairs, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The rows of words/*.toml, and chances: everything random in a document is drawn here."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).with_name("words")
T = TypeVar("T")
Table = dict[str, Any]


@cache
def table(name: str) -> Table:
    """A file of words/, read once."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


class Chance:
    """A seeded source of choices: the same seed and number give the same document on every machine."""

    def __init__(self, seed: int, number: int) -> None:
        self._random = random.Random(f"{seed}/{number}")

    def one(self, items: Sequence[T]) -> T:
        return items[self._random.randrange(len(items))]

    def some(self, items: Sequence[T], least: int, most: int) -> list[T]:
        """Different items in an order of their own."""
        return self._random.sample(list(items), min(len(items), self.number(least, most)))

    def often(self, share: float) -> bool:
        return self._random.random() < share

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def weighted(self, items: Sequence[tuple[T, float]]) -> T:
        return self._random.choices([i for i, _ in items], [w for _, w in items])[0]

    def noise(self) -> int:
        """A seed for a library with chances of its own."""
        return self._random.randrange(2**31)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The first letter small, unless the word is a name or an abbreviation ("UBND", "Sở", "Phòng")."""
    return text[:1].lower() + text[1:]

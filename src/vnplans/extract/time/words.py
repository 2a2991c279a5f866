"""Words of time as rows of data/deadline_words.toml, and the shapes that the grammars of this room are built of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache, partial

from vnplans import calendar
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import DeadlineWord
from vnplans.regex import regex

__all__ = ["Shape", "Shapes", "duration_of", "months_of", "number_of", "values", "words", "words_of"]

_PIECES: dict[str, str | Callable[[], str]] = {
    "n": r"(?:\d{1,3}|{number})(?:\s*\([^()]{1,24}\))?",
    "count": r"(?P<n>{n})\s*(?P<u>{unit}|giờ|phút|(?<=\d)h)\b(?P<b>\s+làm việc)?",
    "anchor": r"(?P<anchor>[^.;:()]+)",
    "year": calendar.FOUR_DIGITS,
    "month": calendar.month_number,
    "m": calendar.MONTH_NUMBER,
    "and": r"(?:,|;|và|\+|&|hoặc)",
    "no_month": calendar.NO_MONTH,
    "day_number": calendar.DAY_NUMBER,
    "lunar_days": r"{day_number}(?:\s*(?:,|;|-|và|đến)\s*(?:hết\s+)?(?:ngày\s+)?(?:m[ùồ]ng\s+)?{day_number})*",
    "day": calendar.day,
    "hour": r"(?:\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{1,2})?\s*(?:phút|['’′])?\s*,?\s*)",
    "clock": r"(?:\d{1,2}\s*(?:(?:giờ|h|g)\s*(?:\d{1,2})?|:\s?\d\d)\s*(?:phút|['’′])?\s*,?\s*)",
    "course": r"(?:{event}|{round}|{season}|học kỳ|khóa|lớp)",
    "fill": r"(?:{filler}\s*[:,]?\s*|{feast}\s*\(?|{hour}|\(?{weekday}\)?\s*,?\s*)*",
    "date": partial(calendar.day, "a_"),
    "other_date": partial(calendar.day, "b_"),
    "dated": partial(calendar.written, "c_"),
}
"""Grammar between the words: "{n}" in a shape is a number in digits or words, "{count}" a length of time."""
_NAME = regex(r"\{([a-z_]+)\}")
_LETTERS = regex(r"[^\W\d_]+")
_DIGIT = regex(r"\d")
_ANY_DIGIT = "0"
"""Stands for all digits in the words that a shape needs."""


@cache
def _by_kind() -> dict[str, dict[str, str]]:
    kinds: dict[str, dict[str, str]] = {}
    for row in rows(DeadlineWord):
        kinds.setdefault(row.kind, {})[row.word] = "" if row.value is None else str(row.value)
    return kinds


def words(kind: str) -> Iterable[str]:
    """The words of a kind of row."""
    return _by_kind()[kind]


def values(kind: str) -> dict[str, str]:
    """The words of a kind of row with their values."""
    return _by_kind()[kind]


def number_of(text: str | None) -> int | None:
    """ "05" -> 5, "sáu" -> 6, "05 (năm)" -> 5; None if it is no number."""
    text = (text or "").strip()
    if match := re.match(r"\d+", text):
        return int(match[0])
    value = values("number").get(text)
    return int(value) if value else None


_MONTHS = {"D": 1 / 30, "W": 0.25, "M": 1.0, "Y": 12.0}
_CLOCK = {"giờ": "H", "h": "H", "phút": "M"}
"""Units of the clock, as ISO 8601 has them behind its "T"."""


def months_of(unit: str) -> float:
    """The length of a unit in months: "quý" 3, "ngày" 1/30; next to nothing for hours and minutes."""
    if unit in _CLOCK:
        return 1 / 720 if _CLOCK[unit] == "H" else 1 / 43200
    duration = values("unit")[unit]
    return int(duration[1:-1]) * _MONTHS[duration[-1]]


def duration_of(count: int, unit: str) -> str:
    """So many units as ISO 8601 has it: 2 "quý" -> "P6M", 24 "giờ" -> "PT24H"."""
    if unit in _CLOCK:
        return f"PT{count}{_CLOCK[unit]}"
    one = values("unit")[unit]
    return f"P{count * int(one[1:-1])}{one[-1]}"


@lru_cache(maxsize=64)
def words_of(folded: str) -> frozenset[str]:
    """The words of a text; all its digits together are the word "0"."""
    return frozenset(_LETTERS.findall(folded)) | ({_ANY_DIGIT} if _DIGIT.search(folded) else set())


def _expanded(source: str) -> str:
    """The pattern with pieces of grammar and alternatives of words in the place of their names."""

    def piece(match: re.Match[str]) -> str:
        name = match[1]
        if name not in _PIECES:
            return f"(?:{alternatives(words(name))})"
        grammar = _PIECES[name]
        return grammar() if callable(grammar) else _expanded(grammar)

    return _NAME.sub(piece, source)


class Shape:
    """A pattern of folded text with words of the table in it, compiled when it is first asked.

    "{latest}" in its source stands for the words of that kind, "{count}" for a piece of grammar.

    `needs`: words of which a text must hold one, else the pattern is not tried at all ("sau|trước"; "{unit}": the
    first words of that kind; "0": any digit). Several needs must all be met.
    """

    def __init__(self, source: str, *needs: str) -> None:
        self.source = source
        self.needs = needs

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(_expanded(self.source))

    @cached_property
    def gates(self) -> tuple[frozenset[str], ...]:
        """The needs as sets of words."""
        return tuple(frozenset(_first_words(need)) for need in self.needs)

    def may_stand(self, folded: str) -> bool:
        """Does the text hold the words without which the shape is not there?"""
        return self.may_stand_among(words_of(folded))

    def may_stand_among(self, held: frozenset[str]) -> bool:
        """The same of the words that a text holds, for those who ask many shapes."""
        for gate in self.gates:  # noqa: SIM110 - asked a hundred thousand times; `all` of a generator costs twice as much
            if gate.isdisjoint(held):
                return False
        return True

    def finditer(self, folded: str) -> Iterator[re.Match[str]]:
        """All matches, none where a needed word is missing."""
        return self.pattern.finditer(folded) if self.may_stand(folded) else iter(())

    def search(self, folded: str) -> re.Match[str] | None:
        """The first match, none where a needed word is missing."""
        return self.pattern.search(folded) if self.may_stand(folded) else None

    def match(self, folded: str, at: int = 0) -> re.Match[str] | None:
        """The match that begins at `at`."""
        return self.pattern.match(folded, at)

    def blank(self, folded: str, held: frozenset[str] | None = None) -> str:
        """The text with the matches as "§", same length. `held`: its words, or those it had before it was blanked."""
        if not self.may_stand_among(words_of(folded) if held is None else held):
            return folded
        return self.pattern.sub(lambda m: "§" * len(m[0]), folded)


class Shapes:
    """Shapes in their order, of which those are tried whose needs a text meets."""

    def __init__(self, *shapes: Shape) -> None:
        self._shapes = shapes

    @cached_property
    def _places(self) -> dict[str, frozenset[int]]:
        """By a word the places of the shapes that it is the first need of."""
        found: dict[str, set[int]] = {}
        for place, shape in enumerate(self._shapes):
            for word in shape.gates[0]:
                found.setdefault(word, set()).add(place)
        return {word: frozenset(places) for word, places in found.items()}

    def among(self, held: frozenset[str]) -> list[int]:
        """The places of the shapes that may stand in a text of these words."""
        met = held & self._places.keys()
        if not met:
            return []
        places = frozenset().union(*(self._places[word] for word in met))
        return [place for place in sorted(places) if self._shapes[place].may_stand_among(held)]


def _first_words(need: str) -> Iterator[str]:
    for word in need.split("|"):
        name = _NAME.fullmatch(word)
        for phrase in words(name[1]) if name else (word,):
            yield from _LETTERS.findall(phrase)[:1] or [_ANY_DIGIT]

"""The gaps that print leaves for what is stamped later: number, day, month and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from vnplans.calendar import DAY_NUMBER, FOUR_DIGITS, MONTH_NUMBER, SMUDGED_DAY, SMUDGED_MONTH, SMUDGED_YEAR
from vnplans.landmarks import number_word
from vnplans.readers.sheet.words import Word
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["Gap", "Kind", "cut", "filled", "gaps", "label_kind", "may_fill"]

Kind = Literal["number", "day", "month", "year"]

_LABELS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("day", regex(SMUDGED_DAY)),
    ("month", regex(SMUDGED_MONTH)),
    ("year", regex(SMUDGED_YEAR)),
)
_NUMBER_LABEL = regex(rf"{number_word()}:?", re.IGNORECASE)
_NUMBER_SIGN = regex(r"(?:so )?k[iy] hieu:?")
_SYMBOL = regex(r"[/–-]\s?\w|[/–-]$|[A-ZĐ]{1,8}[/-][A-ZĐ]")
"""What of a number stands behind its gap: "/KH-UBND", "-KH/TU", "KH-UBND"."""
_DOTS = regex(r"[.…_]{2,}|…")
_GLUED = regex(rf"({number_word()}\s*:?|ng[àa]y|th[áa]ng)(?=[/–-])", re.IGNORECASE)
_VALUES: dict[Kind, re.Pattern[str]] = {
    "number": regex(r"\d{1,6}[a-zđ]?|\d{1,5}[a-zđ]?[./-][\w./&()-]{1,30}", re.IGNORECASE),
    "day": regex(DAY_NUMBER),
    "month": regex(MONTH_NUMBER),
    "year": regex(FOUR_DIGITS),
}
_DATE = regex(rf"{DAY_NUMBER}[./-]{MONTH_NUMBER}(?:[./-]{FOUR_DIGITS})?")
_CODE = regex(r"[/–-]\s?[A-ZĐ]{1,8}\d?[/–-][A-ZĐ]")
_BEFORE: dict[Kind | None, Kind] = {"month": "day", "year": "month"}
"""What belongs before a label: a day before "tháng", a month before "năm"."""
_ROOM = 1.2
"""A gap that nothing closes is at least so wide, in parts of the letters' size."""
_OPEN, _LOST = 120.0, 40.0
"""How far a gap reaches behind which nothing is printed, and one whose label is missing, in points."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Room for a value before word `at` of a line; the words from there to `upto` are dots and give way."""

    kind: Kind
    at: int
    upto: int
    x0: float
    x1: float
    sure: bool = True
    """Its label is printed."""

    def off(self, x: float) -> float:
        """How many points beside the gap."""
        return max(self.x0 - x, x - self.x1, 0.0)


def label_kind(words: Sequence[Word], at: int) -> Kind | None:
    """What belongs behind word `at`: "Số:", "ngày", "tháng", "năm"."""
    text = words[at].text
    if _NUMBER_LABEL.fullmatch(text) or (text == ":" and at and _NUMBER_LABEL.fullmatch(words[at - 1].text)):
        return "number"
    if _NUMBER_SIGN.fullmatch(bare(" ".join(w.text for w in words[max(0, at - 2) : at + 1]))):
        return "number"
    key = bare(text)
    return next((kind for kind, label in _LABELS if label.fullmatch(key)), None)


def may_fill(kind: Kind, value: str, *, alone: bool = True) -> bool:
    """May the value stand in such a gap? `alone`: "ngày" has no "tháng" behind it, so that a whole date may follow."""
    return bool(_VALUES[kind].fullmatch(value) or (alone and kind == "day" and _DATE.fullmatch(value)))


def cut(words: Sequence[Word]) -> list[Word]:
    """The words with those cut that hold a gap: "Số:/KH-UBND", "ngày....tháng"."""
    out: list[Word] = []
    for word in words:
        marks = {0, len(word.text)}
        marks |= {at for dots in _DOTS.finditer(word.text) for at in dots.span()}
        marks |= {label.end() for label in _GLUED.finditer(word.text) if label.start() == 0}
        out += _parts(word, sorted(marks)) if len(marks) > 2 else [word]
    return out


def _parts(word: Word, marks: Sequence[int]) -> Iterator[Word]:
    wide = (word.x1 - word.x0) / len(word.text)
    for start, end in pairwise(marks):
        yield replace(
            word,
            text=word.text[start:end],
            x0=word.x0 + start * wide,
            x1=word.x0 + end * wide,
            glued=word.glued if start == 0 else True,
        )


def gaps(words: Sequence[Word]) -> list[Gap]:
    """The gaps of a line whose words are cut, from left to right."""
    found: list[Gap] = []
    for at in range(len(words)):
        kind = label_kind(words, at)
        if kind is None and words[at].text == "/" and found and found[-1].kind == "day" and found[-1].upto == at:
            kind = "month"  # "ngày   /   /2026": between its strokes
        gap = _behind(words, at, kind) if kind else None
        found += [gap] if gap else []
    taken = {gap.upto for gap in found}
    found += [gap for at in range(len(words)) if at not in taken and (gap := _unlabelled(words, at))]
    return sorted(found, key=lambda g: g.at)


def _behind(words: Sequence[Word], label: int, kind: Kind) -> Gap | None:
    """The gap behind a label: before what closes it, or where there is room for a value."""
    at = upto = label + 1
    while upto < len(words) and _DOTS.fullmatch(words[upto].text):
        upto += 1
    before = words[label]
    after = words[upto] if upto < len(words) else None
    if after is not None and _closes(kind, words, upto):
        return Gap(kind, at, upto, before.x1, after.x0)
    room = after.x0 - before.x1 if after is not None else _OPEN
    ends = kind != "number" or before.text.endswith(":") or upto > at
    if not ends or room < _ROOM * before.size:
        return None
    return Gap(kind, at, upto, before.x1, before.x1 + min(room, _OPEN))


def _closes(kind: Kind, words: Sequence[Word], at: int) -> bool:
    """Does a word stand behind such a gap?"""
    text = words[at].text
    if kind == "number":
        return bool(_SYMBOL.match(text))
    if text.startswith("/"):
        return True
    following = label_kind(words, at)
    if kind == "day":
        return following in ("month", "year")
    return kind == "month" and (following == "year" or bool(_VALUES["year"].match(text)))


def _unlabelled(words: Sequence[Word], at: int) -> Gap | None:
    """A gap whose label was lost or is stamped with its value: "/KH-UBND" alone, "Hòa An,     tháng 3"."""
    after = words[at]
    before = words[at - 1] if at else None
    room = after.x0 - before.x1 if before is not None else _OPEN
    if room < _ROOM * after.size or (before is not None and before.text[-1:].isdigit()):
        return None
    kind: Kind | None = "number" if _CODE.match(after.text) else _BEFORE.get(label_kind(words, at))
    return Gap(kind, at, at, after.x0 - min(room, _LOST), after.x0, sure=False) if kind else None


def filled(words: Sequence[Word], placed: Sequence[tuple[Gap, Word]]) -> list[Word]:
    """The words of a line with values in their gaps."""
    out = list(words)
    for gap, value in sorted(placed, key=lambda p: -p[0].at):
        rest = out[gap.upto :]
        fitting = _without_tail(value, rest) if gap.kind == "number" else value
        if rest:
            rest[0] = replace(rest[0], glued=rest[0].text[:1] in "/–-.")
        stroke = gap.at > 0 and out[gap.at - 1].text == "/"
        out = [*out[: gap.at], replace(fitting, glued=stroke), *rest]
    return out


def _without_tail(value: Word, rest: Sequence[Word]) -> Word:
    """A stamped number without the symbol that is printed behind its gap already: "57/KH-SNV" before "/KH-SNV"."""
    for count in (2, 1):
        tail = "".join(w.text for w in rest[:count])
        if tail and len(rest) >= count and value.text.endswith(tail) and value.text != tail:
            return replace(value, text=value.text.removesuffix(tail))
    return value

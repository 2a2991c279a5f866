"""What is shown over the print of a page: stamped numbers and days, put into the gaps that wait for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from vnplans.calendar import date_of, written
from vnplans.landmarks import motto_at, number_label, number_word
from vnplans.pages import Box
from vnplans.readers.sheet.gaps import Gap, Kind, cut, filled, gaps, label_kind, may_fill
from vnplans.readers.sheet.lines import Line
from vnplans.readers.sheet.words import Word
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["Overlay", "fill_in"]

_FILLING = regex(r"[\d./\- ]{1,12}[a-zđ]?|\d{1,5}[./-][\w./&()-]{2,30}", re.IGNORECASE)
_CODE = regex(r"\d{1,5}[a-zđ]?/[A-ZĐ]{1,6}[a-z]?-[A-ZĐ][\w./&()-]{1,25}")
"""A number without its label."""
_BESIDE = 36.0
"""How many points beside its gap a value may stand: print is set anew after the place of the stamp was chosen."""
_LETTERHEAD = 110.0
"""How far below the motto the number and the date line stand, in points."""
_UNSURE = 12.0
"""By so much farther a gap without its label counts, in points."""
_NEAR, _LINES = 0.6, 3
_MOST = 6
"""More values than a page has gaps in its letterhead are no values of a letterhead."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """One annotation, or one stamp, with the lines it shows."""

    box: Box
    lines: tuple[Line, ...]
    stamp: bool = False
    """Is it a stamp that was set on the paper?"""

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def fills(self) -> bool:
        """Is it a number or a day put into a gap of the print?"""
        return len(self.lines) == 1 and bool(_FILLING.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class _Value:
    """A number or a part of a date that an overlay shows; `kind` if the overlay names it, `of` its own words."""

    overlay: int
    word: Word
    kind: Kind | None
    of: tuple[Word, ...]

    @property
    def middle(self) -> float:
        return (self.word.x0 + self.word.x1) / 2


@dataclass(slots=True)
class _Open:
    """A line with gaps: its words cut, the gaps, and the values that stand nearest to it."""

    line: Line
    words: list[Word]
    gaps: list[Gap]

    def cost(self, value: _Value, gap: Gap) -> float | None:
        """How far the value stands from the gap; None if it does not belong there."""
        down = abs(self.line.base - value.word.base)
        beside = gap.off(value.middle)
        alone = gap.upto >= len(self.words) or label_kind(self.words, gap.upto) != "month"
        named = (None, gap.kind) if gap.sure else (None,)
        if down > 1.4 * self.line.size or beside > _BESIDE or value.kind not in named:
            return None
        far = beside + 2 * down + (0.0 if gap.sure else _UNSURE)
        return far if may_fill(gap.kind, value.word.text, alone=alone) else None

    def nearest(self, value: _Value) -> float | None:
        costs = [cost for gap in self.gaps if (cost := self.cost(value, gap)) is not None]
        return min(costs, default=None)


def fill_in(lines: Sequence[Line], stamped: Sequence[Overlay]) -> tuple[list[Line], list[Overlay]]:
    """The lines with stamped numbers and days in their gaps, and the overlays that fit no gap.

    An overlay that shows a whole number or date line where the letterhead is blank is a line of the letterhead.
    """
    result, left = list(lines), list(stamped)
    for overlay in list(left):
        if (dated := _with_date(result, overlay)) is not None:
            result = dated
            left.remove(overlay)
    for near in (_NEAR, 0.0):  # a number may hold a blank; what is then left over may be day and month in one
        values = [value for n, overlay in enumerate(left) for value in _values(n, overlay, near)]
        if values:
            result, used = _filled(result, values)
            left = [rest for n, overlay in enumerate(left) if (rest := _unused(n, overlay, used))]
    for overlay in list(left):
        if _stands_in(result, overlay):
            result = _with_line(result, overlay.lines[0])
            left.remove(overlay)
    return result, left


def _values(number: int, overlay: Overlay, near: float) -> list[_Value]:
    """The values of an overlay; none if it shows anything else.

    `near`: figures no further apart than this part of their size are one value.
    """
    found: list[_Value] = []
    for line in overlay.lines if len(overlay.lines) <= _LINES else ():
        values = _of_line(number, line.words, near)
        if not values:
            return []
        found += values
    return found if len(found) <= _MOST else []


def _of_line(number: int, words: Sequence[Word], near: float) -> list[_Value]:
    found: list[_Value] = []
    kind: Kind | None = None
    for at, word in enumerate(words):
        label = label_kind(words, at)
        if label:
            kind = label
        elif not any(may_fill(k, word.text) for k in ("number", "day")):
            return []
        elif found and found[-1].of[-1] is words[at - 1] and word.x0 - words[at - 1].x1 < near * word.size:
            found[-1] = _joined(found[-1], word)
        else:
            found.append(_Value(number, word, kind, (word,)))
            kind = None
    return found


def _joined(value: _Value, word: Word) -> _Value:
    return replace(value, word=replace(value.word, text=value.word.text + word.text, x1=word.x1), of=(*value.of, word))


def _filled(lines: list[Line], values: Sequence[_Value]) -> tuple[list[Line], list[_Value]]:
    """The lines with the values in their gaps, and the values that found one."""
    cuts = [(n, line, cut(line.words)) for n, line in enumerate(lines)]
    open_lines = {n: _Open(line, words, found) for n, line, words in cuts if (found := gaps(words))}
    nearest: dict[int, list[_Value]] = {}
    for value in values:
        costs = [(cost, n) for n, line in open_lines.items() if (cost := line.nearest(value)) is not None]
        if costs:
            nearest.setdefault(min(costs)[1], []).append(value)
    used: list[_Value] = []
    for number, near in nearest.items():
        line = open_lines[number]
        pairs = _pairs(line, near)
        placed = [(gap, _set_on(value.word, line.line)) for value, gap in pairs]
        lines[number] = Line(filled(line.words, placed), line.line.page)
        used += [value for value, _ in pairs]
    return lines, used


def _pairs(line: _Open, values: Sequence[_Value]) -> list[tuple[_Value, Gap]]:
    """As many values as can be in gaps, both in their order from left to right, as near as can be."""
    values = sorted(values, key=lambda v: v.middle)[:_MOST]
    for count in range(min(len(values), len(line.gaps)), 0, -1):
        best: tuple[float, list[tuple[_Value, Gap]]] | None = None
        for some in combinations(values, count):
            for into in combinations(line.gaps, count):
                pairs = list(zip(some, into, strict=True))
                costs = [line.cost(value, gap) for value, gap in pairs]
                total = sum(cost for cost in costs if cost is not None)
                if None not in costs and (best is None or total < best[0]):
                    best = total, pairs
        if best:
            return best[1]
    return []


def _set_on(word: Word, line: Line) -> Word:
    """The stamped word on the base of the line."""
    return replace(word, base=line.base, top=line.top, bottom=line.bottom)


def _unused(number: int, overlay: Overlay, used: Sequence[_Value]) -> Overlay | None:
    """What of an overlay found no gap."""
    taken = [word for value in used if value.overlay == number for word in value.of]
    if not taken:
        return overlay
    lines = []
    for line in overlay.lines:
        words = line.words
        rest = [w for n, w in enumerate(words) if all(w is not t for t in taken) and not label_kind(words, n)]
        lines += [Line(rest, line.page)] if rest else []
    return replace(overlay, lines=tuple(lines)) if lines else None


# Whole lines ---------------------------------------------------------------------------------------------------------


@cache
def _whole_line() -> re.Pattern[str]:
    """ "Số: 57/KH-SNV", "Hòa An, ngày 09 tháng 3 năm 2026", or one beside the other."""
    number = rf"(?i:{number_word()})\s*:?\s*\d+[a-zđ]?[/-][\w./&()-]*[A-ZĐ][\w./&()-]*"
    date = rf"(?:[^\d:;]{{2,40}},\s*)?(?:{written(named=True)}|(?i:ngày)\s\d{{1,2}}(?:\s(?i:tháng)\s\d{{1,2}})?)"
    return re.compile(rf"{number}|(?:{number}\s+)?{date}")


@cache
def _whole_date() -> re.Pattern[str]:
    """ "Hòa An, ngày 09 tháng 3 năm 2026", "09 tháng 3 năm 2026", "09/03/2026"."""
    return re.compile(rf"(?P<place>[^\d:;]{{2,40}},\s*)?{written()}")


def _with_date(lines: Sequence[Line], overlay: Overlay) -> list[Line] | None:
    """The lines with a whole date in that of the letterhead that waits for it: behind "Hòa An, ngày" or "Hòa An,", or
    over its blank day and month; None where none does."""
    match = _whole_date().fullmatch(overlay.text) if len(overlay.lines) == 1 else None
    if match is None or date_of(match) is None:
        return None
    shown = overlay.lines[0]
    if not _below_motto(lines, shown):
        return None
    for at, line in enumerate(lines):
        if abs(line.base - shown.base) < 0.8 * line.size and (words := _dated(line, shown, match["place"] or "")):
            return [*lines[:at], Line(words, line.page), *lines[at + 1 :]]
    return None


def _dated(line: Line, shown: Line, place: str) -> list[Word]:
    """The words of a line that waits for the date; none if it does not."""
    before = [word for word in line.words if (word.x0 + word.x1) / 2 < shown.x0]
    covered = [word for word in line.words if shown.x0 <= (word.x0 + word.x1) / 2 <= shown.x1]
    after = line.words[len(before) + len(covered) :]
    own = [_set_on(word, line) for word in shown.words]
    named = {bare(word) for word in place.split()}
    while before and bare(before[-1].text) in named:
        before.pop()
    if covered:
        kinds = {label_kind(covered, n) for n in range(len(covered))}
        digits = [word.text for word in covered if word.text[:1].isdigit()]
        waits = "month" in kinds or ("day" in kinds and not after)
        return [*before, *own, *after] if waits and all(len(text) == _YEAR for text in digits) else []
    if not before or shown.x0 - before[-1].x1 > _BESIDE:
        return []
    last = label_kind(before, len(before) - 1)
    if last == "day" and label_kind(own, 0) == "day":
        before.pop()
    elif last != "day" and not before[-1].text.endswith(","):
        return []
    return [*before, *own, *after]


_YEAR = 4


def _stands_in(lines: Sequence[Line], overlay: Overlay) -> bool:
    """Does the overlay show a line of the letterhead where nothing is printed?"""
    unlabelled = _CODE.fullmatch(overlay.text) and not any(number_label(line.text) for line in lines)
    if len(overlay.lines) != 1 or not (unlabelled or _whole_line().fullmatch(overlay.text)):
        return False
    shown = overlay.lines[0]
    return _below_motto(lines, shown) and not any(
        abs(word.base - shown.base) < 0.8 * shown.size and word.x0 < mine.x1 and mine.x0 < word.x1
        for line in lines
        for word in line.words
        for mine in shown.words
    )


def _below_motto(lines: Sequence[Line], shown: Line) -> bool:
    return any(0 < shown.base - line.base < _LETTERHEAD and motto_at(line.text) is not None for line in lines)


def _with_line(lines: Sequence[Line], shown: Line) -> list[Line]:
    """The lines with one more among them, or its words in the line on whose base it stands."""
    for at, line in enumerate(lines):
        if abs(line.base - shown.base) < 0.35 * line.size:
            words = sorted([*line.words, *(_set_on(word, line) for word in shown.words)], key=lambda w: w.x0)
            return [*lines[:at], Line(words, line.page), *lines[at + 1 :]]
    at = sum(1 for line in lines if line.base < shown.base)
    return [*lines[:at], shown, *lines[at:]]

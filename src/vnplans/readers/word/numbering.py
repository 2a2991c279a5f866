"""List labels as Word computes them from word/numbering.xml (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from dataclasses import replace as changed

from vnplans.readers.declared import integer
from vnplans.readers.styled import legacy
from vnplans.readers.styled.counting import written
from vnplans.readers.word.names import MC, Element, W, on, value
from vnplans.regex import regex
from vnplans.text import clean

__all__ = ["Numbering"]

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\uf02d\uf0be")
_INDENTS = (("left", "left", ""), ("start", "left", ""), ("firstLine", "first", ""), ("hanging", "first", "-"))
_LEVEL = regex(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    samples: str | None = None
    text: str = ""
    legal: bool = False
    restart: int | None = None
    """Counts anew after a level above this number (w:lvlRestart); None: after any higher level."""
    style: str | None = None
    indents: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    """A w:num: levels after its overrides, and the abstract list whose counts it shares."""

    family: str
    levels: dict[int, _Level]
    restarts: set[int]
    """Levels that begin anew where this list is first used (w:startOverride)."""


def _level(element: Element) -> _Level:
    form, samples = _form(element)
    text = value(element, "lvlText") or ""
    fonts = element.find(f"{W}rPr/{W}rFonts")
    encoding = legacy.font_encoding(fonts.get(W + "ascii") or "" if fonts is not None else "")[0]
    indents: dict[str, str] = {}
    ind = element.find(f"{W}pPr/{W}ind")
    if ind is not None:
        for name, key, sign in _INDENTS:
            twips = ind.get(W + name)
            if twips is not None:
                indents[key] = sign + twips
    start = integer(value(element, "start"))
    return _Level(
        start=1 if start is None else start,
        form=form,
        samples=samples,
        text=legacy.decode_if_legacy(text, encoding),
        legal=on(element.find(W + "isLgl")) or False,
        restart=integer(value(element, "lvlRestart")),
        style=value(element, "pStyle"),
        indents=indents,
    )


def _form(element: Element) -> tuple[str, str | None]:
    form = element.find(W + "numFmt")
    if form is None:
        form = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    if form is None:
        return "decimal", None
    return form.get(W + "val") or "decimal", form.get(W + "format")


def _levels(abstract: Element) -> dict[int, _Level]:
    found = ((integer(e.get(W + "ilvl")), e) for e in abstract.iterchildren(W + "lvl"))
    return {number: _level(e) for number, e in found if number is not None}


def _by_id(root: Element, name: str, key: str) -> dict[str, Element]:
    return {e.get(W + key) or "": e for e in root.iterchildren(W + name)}


class Numbering:
    """Counts the numbered paragraphs of one story. Ask for each in reading order."""

    def __init__(self, source: Callable[[], Element | None]) -> None:
        """`source` gives the root of word/numbering.xml; it is asked when the first list is met."""
        self._source = source
        self._nums: dict[str, Element] | None = None
        self._abstracts: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def indent(self, num_id: str, number: int) -> dict[str, str]:
        """The indents of a level, as style facts ("left", "first" in twips)."""
        listed = self._list(num_id)
        return listed.levels[number].indents if listed and number in listed.levels else {}

    def level_of(self, num_id: str, style: str | None) -> int | None:
        """The level of a list that is tied to a paragraph style (w:lvl/w:pStyle)."""
        listed = self._list(num_id)
        levels = listed.levels if listed and style else {}
        return next((number for number, level in levels.items() if level.style == style), None)

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            num = self._parsed().get(num_id)
            self._lists[num_id] = None if num is None else self._read(num)
        return self._lists[num_id]

    def _parsed(self) -> dict[str, Element]:
        if self._nums is None:
            root = self._source()
            self._nums = {} if root is None else _by_id(root, "num", "numId")
            self._abstracts = {} if root is None else _by_id(root, "abstractNum", "abstractNumId")
        return self._nums

    def _read(self, num: Element) -> _List:
        family = value(num, "abstractNumId") or ""
        link = value(self._abstracts.get(family), "numStyleLink")
        if link:
            family = next((key for key, a in self._abstracts.items() if value(a, "styleLink") == link), family)
        abstract = self._abstracts.get(family)
        return _with_overrides(num, family, {} if abstract is None else _levels(abstract))

    def next(self, num_id: str, number: int) -> str | None:
        """The label of the next paragraph of a list at a level; None where it shows none."""
        listed = self._list(num_id)
        level = listed.levels.get(number) if listed else None
        if listed is None or level is None:
            return None
        counts = self._counts.setdefault(listed.family, [None] * 9)
        if number in listed.restarts and (num_id, number) not in self._started:
            self._started.add((num_id, number))
            counts[number] = None
        before = counts[number]
        counts[number] = level.start if before is None else before + 1
        for deeper in range(number + 1, 9):
            if _restarts(listed.levels.get(deeper), number):
                counts[deeper] = None
        return _bullet(level.text) if level.form == "bullet" else _label(listed.levels, level, counts)


def _with_overrides(num: Element, family: str, levels: dict[int, _Level]) -> _List:
    levels = dict(levels)
    restarts: set[int] = set()
    for override in num.iterchildren(W + "lvlOverride"):
        number = integer(override.get(W + "ilvl"))
        if number is None:
            continue
        own = override.find(W + "lvl")
        if own is not None:
            levels[number] = _level(own)
        start = integer(value(override, "startOverride"))
        if start is not None:
            restarts.add(number)
            levels[number] = changed(levels.get(number, _Level()), start=start)
    return _List(family, levels, restarts)


def _restarts(level: _Level | None, used: int) -> bool:
    """Does a level count anew after level `used` (from 0) was used?"""
    if level is None or level.restart is None:
        return True
    return level.restart > used if level.restart else False


def _label(levels: dict[int, _Level], own: _Level, counts: list[int | None]) -> str | None:
    def shown(match: re.Match[str]) -> str:
        number = int(match[1]) - 1
        level = levels.get(number, _Level())
        count = counts[number]
        form = "decimal" if own.legal and level.form != "none" else level.form
        return written(level.start if count is None else count, form, level.samples)

    return clean(_LEVEL.sub(shown, own.text)) or None


def _bullet(text: str) -> str | None:
    """Bullets are "-", "+", "*" as in print; every picture is "•"."""
    text = text.strip()
    if not text:
        return None
    if text[0] in _DASHES:
        return "-"
    return text if text.isascii() and not text.isalnum() else "•"

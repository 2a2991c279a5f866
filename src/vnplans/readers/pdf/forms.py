"""How often what a PDF draws by name is drawn, counted before PDFium does it: forms, tiling patterns, Type 3 letters.

Thirty forms, each of which draws the next one twice, are a billion in three kilobytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from vnplans.limits import Limits
from vnplans.readers.pdf.packing import filters, unpacked

__all__ = ["check_forms"]

_OBJECT = re.compile(rb"obj\b")
_NUMBERED = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+$")
_LONGEST_NUMBER = 24
_END = re.compile(rb"endobj|stream\r?\n")
_NAME = rb"/([^\s/<>()\[\]{}%]+)\s+"
_NAMED = re.compile(_NAME + rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_DRAWN = re.compile(_NAME + rb"Do\b")
_FILLED = re.compile(_NAME + rb"(?:scn|SCN)\b")
_LETTERED = re.compile(_NAME + rb"[-+.\d]+\s+Tf\b")
_BY_NAME = re.compile(rb"\b(?:Do|scn|SCN|Tf)\b")
_PAINTS = re.compile(rb"(?<![^\s\])>])(?:[fBb]\*?|F|S|s|sh|Tj|TJ|['\"])(?![^\s\[(</])")
_CONTENTS = re.compile(rb"/Contents\s*(\[[^\]]*\]|\d+\s+\d+\s+R)")
_GLYPHS = re.compile(rb"/CharProcs\s*(<<[^<>]*>>|\d{1,10}\s+\d{1,10}\s+R)")
_NUMBER = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,10}\s+R\b")
_FIGURE = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_MOST_TILES = 10_000_000
"""Beyond every limit: a step of nearly nothing has no end of tiles."""
_LEVELS = 40
"""Forms in forms in forms: PDFium goes no deeper."""
_RESOURCES = (b"Resources", b"XObject", b"Pattern", b"Font", b"Parent")
"""What leads to names; a page may take those of the pages above it."""
_KINDS = (b"/Form", b"/PatternType", b"/Type3")
_OVERLAP = 4
"""Times that the tiles of a pattern may lie on each other; above that each is counted, as so many drawings at least."""
_TILE = 10
_WITHIN = 200
"""Drawings that a pattern within a pattern counts: for each PDFium keeps a picture of the page."""


@dataclass(frozen=True, slots=True)
class _Object:
    dictionary: bytes
    start: int | None
    """Where its stream begins, if it has one."""


def check_forms(data: bytes, limits: Limits) -> None:
    """Raises TooLarge where a page draws forms, patterns and letters inside each other more than `form_draws` times."""
    if not any(kind in data for kind in _KINDS):
        return
    file = _File(data, limits)
    drawn = {number: file.draws(number, (number,)) for number in file.nodes}
    if not any(drawn.values()) and not any(file.tiles.values()):
        return
    cost = dict.fromkeys(drawn, 0)
    for _ in range(_LEVELS):
        whole = file.whole(cost)
        cost = {n: file.tiles[n] + file.times(n) * _sum(drawn[n], whole, file.own(n)) for n in drawn}
        if max(cost.values()) > limits.form_draws:
            raise limits.over("form_draws")
    whole = file.whole(cost)
    for number, one in file.objects.items():
        if found := _CONTENTS.search(one.dictionary):
            contents = tuple(map(int, _NUMBER.findall(found[1])))
            limits.check("form_draws", _sum(file.draws(number, contents), whole, frozenset()))


def _sum(draws: Mapping[int, int], cost: Mapping[int, int], own: Set[int]) -> int:
    """What is drawn inside what draws these; `own`: those that count themselves."""
    return sum(times * ((number in own) + cost[number]) for number, times in draws.items())


class _File:
    """The objects of a PDF by number, and which of them draw: forms, patterns of tiles, letters of Type 3 fonts."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data, self._most = data, limits.page_content
        self.objects = dict(_objects(data))
        streams = {n: one.dictionary for n, one in self.objects.items() if one.start is not None}
        self.forms = {n for n, words in streams.items() if b"/Form" in words}
        self.patterns = {n for n, words in streams.items() if b"/PatternType" in words}
        self.fonts = {n: self._glyphs(one) for n, one in self.objects.items() if b"/Type3" in one.dictionary}
        self._font_of = {glyph: font for font, glyphs in self.fonts.items() for glyph in glyphs}
        self.nodes = self.forms | self.patterns | self._font_of.keys()
        self.overlap = {n: self._overlap(n) for n in self.patterns}
        self.tiles = dict.fromkeys(self.nodes, 0) | {n: self._tiles(n) for n in self.patterns}

    def own(self, number: int) -> Set[int]:
        """What counts itself where a node draws it: all but the letters of a form, which are text like any other."""
        return self.nodes if number in self.forms else self.nodes | self.fonts.keys()

    def times(self, number: int) -> int:
        """How often what lies in a node is drawn when the node is."""
        return max(1, self.overlap.get(number, 1))

    def whole(self, cost: Mapping[int, int]) -> dict[int, int]:
        """The cost of the nodes and, of a letter of each font, that of its dearest one."""
        return {f: max((cost[g] for g in glyphs), default=0) for f, glyphs in self.fonts.items()} | dict(cost)

    def draws(self, number: int, contents: tuple[int, ...]) -> Counter[int]:
        """The forms, patterns and fonts by which the contents of a page or node draw, and at most how often."""
        out: Counter[int] = Counter()
        for content in filter(_BY_NAME.search, map(self._content, contents)):
            named, inline = self._names(number)
            for name, times in Counter(_DRAWN.findall(content)).items():
                for form in named.get(name, set()) & self.forms:
                    out[form] += times
            for name, at in _first(_FILLED, content).items():
                for pattern in named.get(name, set()) & self.patterns:
                    filled = sum(1 for _ in _PAINTS.finditer(content, at))
                    out[pattern] += filled * (_WITHIN if number in self.patterns else 1)
            for name, at in _first(_LETTERED, content).items():
                for font in (named.get(name, set()) & self.fonts.keys()) | inline:
                    out[font] += len(content) - at
        return out

    def _names(self, number: int) -> tuple[dict[bytes, set[int]], set[int]]:
        """What the names in the resources of a page or node stand for, the resources in the object or named by it; the
        objects among them that hold a Type 3 font. A letter has the resources of its font."""
        named: dict[bytes, set[int]] = {}
        inline: set[int] = set()
        waiting, seen = [number, *filter(None, [self._font_of.get(number)])], set[int]()
        while waiting:
            at = waiting.pop()
            if at in seen or at not in self.objects:
                continue
            seen.add(at)
            if at in self.fonts and at != self._font_of.get(number):
                inline.add(at)
            for name, target in _NAMED.findall(self.objects[at].dictionary):
                named.setdefault(name, set()).add(int(target))
                if name in _RESOURCES:
                    waiting.append(int(target))
        return named, inline

    def _glyphs(self, font: _Object) -> set[int]:
        """The streams of the letters."""
        found = b"".join(_GLYPHS.findall(font.dictionary))
        numbers = set(map(int, _NUMBER.findall(found)))
        apart = (self.objects[n] for n in numbers if n in self.objects and self.objects[n].start is None)
        numbers |= {int(n) for one in apart for n in _NUMBER.findall(one.dictionary)}
        return {n for n in numbers if n in self.objects and self.objects[n].start is not None}

    def _overlap(self, number: int) -> int:
        """How many tiles of a pattern lie on each other."""
        left, low, right, high = self._figures(number, rb"/BBox", 4)
        (across,), (up,) = self._figures(number, rb"/XStep", 1), self._figures(number, rb"/YStep", 1)
        area = abs((right - left) * (high - low))
        tile = abs(across * up)
        return int(min(area / tile, _MOST_TILES)) if tile else 1

    def _tiles(self, number: int) -> int:
        """What the tiles of a pattern that lie on each other count, drawn once."""
        if self.overlap[number] <= _OVERLAP:
            return 0
        return self.overlap[number] * (_TILE + sum(1 for _ in _PAINTS.finditer(self._content(number))))

    def _figures(self, number: int, key: bytes, count: int) -> tuple[float, ...]:
        """The figures of a key, in the dictionary or in an object that it names; zeros where there are too few."""
        words = self.objects[number].dictionary.partition(key)[2]
        if apart := re.match(rb"\s+(\d{1,10})\s+\d{1,10}\s+R\b", words):
            words = self.objects[int(apart[1])].dictionary if int(apart[1]) in self.objects else b""
        found = tuple(float(figure) for figure in _FIGURE.findall(words[:200])[:count])
        return found if len(found) == count else (0.0,) * count

    def _content(self, number: int) -> bytes:
        """What lies in a stream; nothing where it is packed in another way."""
        one = self.objects.get(number)
        if one is None or one.start is None:
            return b""
        end = self._data.find(b"endstream", one.start)
        content = self._data[one.start : end if end >= 0 else len(self._data)]
        return unpacked(content, filters(one.dictionary), self._most) if b"/Filter" in one.dictionary else content


def _first(pattern: re.Pattern[bytes], content: bytes) -> dict[bytes, int]:
    """The names that a pattern finds and where each is first told."""
    out: dict[bytes, int] = {}
    for found in pattern.finditer(content):
        out.setdefault(found[1], found.end())
    return out


def _objects(data: bytes) -> Iterator[tuple[int, _Object]]:
    """The numbered objects of the file; what lies in streams is passed over."""
    at = 0
    while found := _OBJECT.search(data, at):
        at = found.end()
        numbered = _NUMBERED.search(data[max(0, found.start() - _LONGEST_NUMBER) : found.start()])
        end = _END.search(data, at) if numbered else None
        if numbered and end:
            start = None if end[0] == b"endobj" else end.end()
            yield int(numbered[1]), _Object(data[at : end.start()], start)
            at = max(end.end(), data.find(b"endstream", end.end()) if start else 0)

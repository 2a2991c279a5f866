"""How often the forms of a PDF draw each other, counted before PDFium does it.

Thirty forms, each of which draws the next one twice, are a billion in three kilobytes.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vnplans.limits import Limits

__all__ = ["check_forms"]

_OBJECT = re.compile(rb"obj\b")
_NUMBERED = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+$")
_LONGEST_NUMBER = 24
_END = re.compile(rb"endobj|stream\r?\n")
_NAME = rb"/([^\s/<>()\[\]{}%]+)\s+"
_NAMED = re.compile(_NAME + rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_DRAWN = re.compile(_NAME + rb"Do\b")
_CONTENTS = re.compile(rb"/Contents\s*(\[[^\]]*\]|\d+\s+\d+\s+R)")
_NUMBER = re.compile(rb"(\d+)\s+\d+\s+R\b")
_LEVELS = 40
"""Forms in forms in forms: PDFium goes no deeper."""
_RESOURCES = (b"Resources", b"XObject", b"Parent")
"""What leads to names; a page may take those of the pages above it."""


@dataclass(frozen=True, slots=True)
class _Object:
    dictionary: bytes
    start: int | None
    """Where its stream begins, if it has one."""


def check_forms(data: bytes, limits: Limits) -> None:
    """Raises TooLarge where a page draws forms inside forms more than `form_draws` times."""
    if b"/Form" not in data:
        return
    file = _File(data, limits)
    drawn = {number: file.draws(number, (number,)) for number in file.forms}
    if not any(drawn.values()):
        return
    cost = dict.fromkeys(drawn, 0)
    for _ in range(_LEVELS):
        cost = {number: _sum(drawn[number], cost, 1) for number in drawn}
        if max(cost.values()) > limits.form_draws:
            raise limits.over("form_draws")
    for number, one in file.objects.items():
        if found := _CONTENTS.search(one.dictionary):
            contents = tuple(map(int, _NUMBER.findall(found[1])))
            limits.check("form_draws", _sum(file.draws(number, contents), cost, 0))


def _sum(draws: Mapping[int, int], cost: Mapping[int, int], own: int) -> int:
    """Forms drawn inside what draws these; `own`: does each count itself, as those that a form draws?"""
    return sum(times * (own + cost[number]) for number, times in draws.items())


class _File:
    """The objects of a PDF by number, and which of them are forms."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data, self._most = data, limits.page_content
        self.objects = dict(_objects(data))
        self.forms = {n for n, one in self.objects.items() if one.start is not None and b"/Form" in one.dictionary}

    def draws(self, number: int, contents: tuple[int, ...]) -> Counter[int]:
        """The forms that the contents of a page or form draw, and how often."""
        named = self._names(number)
        out: Counter[int] = Counter()
        for content in filter(None, map(self._content, contents)):
            for name, times in Counter(_DRAWN.findall(content)).items():
                if named.get(name) in self.forms:
                    out[named[name]] += times
        return out

    def _names(self, number: int) -> dict[bytes, int]:
        """What the names in the resources of a page or form stand for, the resources in the object or named by it."""
        named: dict[bytes, int] = {}
        waiting, seen = [number], set[int]()
        while waiting:
            at = waiting.pop()
            if at in seen or at not in self.objects:
                continue
            seen.add(at)
            for name, target in _NAMED.findall(self.objects[at].dictionary):
                named.setdefault(name, int(target))
                if name in _RESOURCES:
                    waiting.append(int(target))
        return named

    def _content(self, number: int) -> bytes:
        """A stream as it is, or unpacked; nothing where it is packed in another way."""
        one = self.objects.get(number)
        if one is None or one.start is None:
            return b""
        end = self._data.find(b"endstream", one.start)
        content = self._data[one.start : end if end >= 0 else len(self._data)]
        if b"/Filter" not in one.dictionary:
            return content
        try:
            return zlib.decompressobj().decompress(content, self._most)
        except zlib.error:
            return b""


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

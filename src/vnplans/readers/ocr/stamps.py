"""The stamp of incoming mail, which a registry sets beside or over the head of an act (Nghị định 30/2020/NĐ-CP, Điều 22
and Phụ lục IV): ĐẾN under the receiver's name, over or beside the lines Giờ, Số, Ngày, Chuyển, Lưu hồ sơ số, filled by
pen. What a stamp says is no part of the act; print that it was set over stays where it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from vnplans.landmarks import number_word
from vnplans.pages import Box
from vnplans.readers.ocr.words import PixelWord
from vnplans.readers.sheet.ruled import Ruled
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["framed_stamp", "open_stamps"]

_UPPER = 0.5
"""Stamps of incoming mail stand in this part of the page's height."""
_ARRIVED = regex(r"\W*[dđ]\W?e\W?n\W*")
_NEARLY_ARRIVED = regex(r"\W*[bđdsprol]\W?[e§]\W?[nm]\W*")
"""The same as frames and pens leave it: "BÊN", "SEN"; in capitals, and only beside other signs of a stamp."""
_DAY = regex(r"ng\w?y(?![a-z])")
_HOUR = regex(r"g[il]o(?![a-z])")
_SENT = regex(r"ch[u\w]?yen(?![a-z])")
_FILES = regex(r"luu(?![a-z])")
_PORTAL = regex(r"tin(?:dien|chinhph)")
"""CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ, whatever is left of its first words."""
_MAIL = regex(r"vanden|vanben|vanbanden|(?<![a-z])cvden")
_MAIL_WORDS = 4
"""A longer run is a title: "VỀ QUẢN LÝ CÔNG VĂN ĐẾN"."""
_FILED = regex(r"(?:ho|so|hs|kinh)\W*")
"""Further words of "Lưu hồ sơ số", "Kính chuyển"."""
_RUNS = regex(r"[^\W\d_]{2,}")
"""Letters side by side: what a pen left is mostly read as single signs."""
_UNSURE = 0.6
_SMALLER = 0.9
"""A registry's name in letters smaller than those of the letterhead is that of its stamp."""
_NAME = 3
"""Capitals side by side that are a name: its words are no labels, as those of "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ"."""
_WIDE, _BESIDE, _HIGH = 17.0, 9.0, 7.5
"""How wide a stamp is, and how far its signs stand from its first, in heights of its letters."""
_LEVEL = 0.5
"""Words of one line differ by less in their base, in parts of a letter's height."""

Kind = Literal["arrived", "nearly", "mail", "portal", "day", "hour", "sent", "files", "number"]
_LABELS: frozenset[Kind] = frozenset({"day", "hour", "sent", "files", "number"})
_STRONG: frozenset[Kind] = frozenset({"arrived", "mail", "portal", "hour", "sent"})
"""What a letterhead does not have."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """Words that speak for a stamp, and of what they are."""

    kind: Kind
    words: tuple[PixelWord, ...]

    @property
    def box(self) -> Box:
        return _hull(self.words)

    @property
    def high(self) -> float:
        return median(word.box[3] - word.box[1] for word in self.words)


def framed_stamp(table: Ruled, words: Sequence[PixelWord], pixels: tuple[int, int]) -> list[PixelWord]:
    """The words of a stamp in a small frame that was found as a table, its body's name above it; else none."""
    x0, top, x1, bottom = table.box
    if x1 - x0 > 0.4 * pixels[0] or top > _UPPER * pixels[1]:
        return []
    right, above = x1 + 0.1 * (x1 - x0), top - 0.016 * pixels[1]
    middles = ((w, *_middle(w)) for w in words)
    found = [word for word, x, y in middles if x0 - 5 <= x <= right and above <= y <= bottom]
    return found if any(_ARRIVED.fullmatch(bare(word.text)) for word in found) else []


def open_stamps(words: Sequence[PixelWord], pixels: tuple[int, int]) -> Iterator[list[PixelWord]]:
    """The words of each stamp whose frame was not found as a table."""
    upper = [word for word in words if word.box[3] < _UPPER * pixels[1]]
    lettered = _number_and_date(upper)
    upper = [word for word in upper if word not in lettered]
    capitals = _usual_capitals(upper)
    signs = _signs(upper, capitals)
    while cluster := _cluster(signs):
        signs = [sign for sign in signs if sign not in cluster]
        taken = _stamped(cluster, upper)
        if taken:
            yield taken
            upper = [word for word in upper if word not in taken]
            signs = [sign for sign in signs if not any(word in taken for word in sign.words)]


def _usual_capitals(words: Sequence[PixelWord]) -> float:
    """How high the words in capitals are: those of the letterhead, mostly."""
    high = [w.box[3] - w.box[1] for w in words if w.text.isupper() and len(w.text) > 1 and w.confidence > _UNSURE]
    return median(high) if high else 0.0


_SYMBOL = regex(r"[/⁄-]\s?[A-ZĐ]{2,}|[A-ZĐ]{2,}[/-][A-ZĐ]")
_MONTH = regex(r"th\w?ng(?![a-z])")
_REACH = 12.0
"""How far before its symbol a number may begin, in heights of a letter."""


def _number_and_date(words: Sequence[PixelWord]) -> set[PixelWord]:
    """The words of the letterhead's lines of number and date, which labels of a stamp look like."""
    found: set[PixelWord] = set()
    for anchor in words:
        symbol = _SYMBOL.search(anchor.text) is not None
        if not symbol and not (_MONTH.match(bare(anchor.text)) and anchor.text.islower()):
            continue
        reach = _REACH * _high(anchor)
        for word in words:
            before = anchor.box[0] - word.box[2]
            beside = before < reach and (word.box[0] <= anchor.box[0] if symbol else -before < reach)
            if beside and _level(word, anchor) and not (symbol and word.text.isupper() and len(word.text) > 1):
                found.add(word)
        found.add(anchor)
    return found


def _signs(words: Sequence[PixelWord], capitals: float) -> list[_Sign]:
    runs = list(_runs(words))
    found = [sign for run in runs for sign in _named(run, capitals)]
    found += _sent_on(words)
    named = {word for sign in found for word in sign.words}
    inside = {word for run in runs if len(run) >= _NAME for word in run if not word.text.endswith((":", "."))}
    for word in words:
        kind = _kind(word) if word not in named else None
        if kind and not (kind in _LABELS and word in inside):
            found.append(_Sign(kind, (word,)))
    return sorted(found, key=lambda sign: sign.box[1])


def _sent_on(words: Sequence[PixelWord]) -> Iterator[_Sign]:
    """ "Kính chuyển: ...", the last line of a stamp of the Government's office and others; a misread tone is none."""
    for word, following in pairwise(words):
        if word.line == following.line and _HONOURED.fullmatch(bare(word.text)) and _SENT.match(bare(following.text)):
            yield _Sign("sent", (word, following))


_HONOURED = regex(r"\W*k\W?[i1l]nh\W*")


def _runs(words: Sequence[PixelWord]) -> Iterator[list[PixelWord]]:
    """Words in capitals side by side."""
    lines: dict[tuple[int, ...], list[PixelWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        run: list[PixelWord] = []
        for word in sorted(line, key=lambda w: w.box[0]):
            high = word.box[3] - word.box[1]
            if run and (word.box[0] - run[-1].box[2] > 2 * high or not _is_capital(word)):
                yield run
                run = []
            if _is_capital(word):
                run.append(word)
        if run:
            yield run


def _is_capital(word: PixelWord) -> bool:
    """In capitals, a letter or two aside that a frame made small."""
    letters = [char for char in word.text if char.isalpha()]
    return sum(char.isupper() for char in letters) > 0.7 * len(letters) if letters else False


def _named(run: Sequence[PixelWord], capitals: float) -> Iterator[_Sign]:
    """What a run of capitals names: the portal that registers mail, "CÔNG VĂN ĐẾN"."""
    letters = re.sub(r"[^a-z]", "", bare("".join(word.text for word in run)))
    sign = _Sign("portal", tuple(run))
    if _PORTAL.search(letters) and len(run) > 1 and sign.high < _SMALLER * capitals:
        yield sign
    elif _MAIL.search(letters) and len(run) <= _MAIL_WORDS:
        yield _Sign("mail", tuple(run))


def _kind(word: PixelWord) -> Kind | None:
    key, text = bare(word.text), word.text.strip("|[](){}_-. ")
    if _is_capital(word) and _ARRIVED.fullmatch(key.lstrip("l")):
        return "arrived"
    if text.isupper() and len(text) < 5 and _NEARLY_ARRIVED.fullmatch(key):
        return "nearly"
    if not text[:1].isupper():
        return None
    if _HOUR.match(key):
        return "hour"
    if _DAY.match(key):
        return "day"
    if _SENT.match(key):
        return "sent"
    if _FILES.match(key):
        return "files"
    labelled = re.match(rf"(?:{number_word()}|[sS]\w?)[:.;]", text) or re.fullmatch(number_word(), text)
    return "number" if labelled else None


def _cluster(signs: Sequence[_Sign]) -> list[_Sign]:
    """Signs that stand together as those of one stamp do; [] where none do."""
    for first in signs:
        if first.kind not in _STRONG and first.kind != "nearly":
            continue
        near = [sign for sign in signs if _near(first, sign)]
        kinds = {sign.kind for sign in near}
        if first.kind in ("portal", "mail") or (first.kind in _STRONG and len(kinds) > 1 and _tells(kinds)):
            return near
        if first.kind == "nearly" and len(kinds & {"day", "hour", "sent", "number"}) > 1:
            return near
    return []


def _tells(kinds: set[Kind]) -> bool:
    """ĐẾN with a label, or two labels of which one is no label of a letterhead; "Lưu" is not enough."""
    if "arrived" in kinds or "nearly" in kinds:
        return bool(kinds & _LABELS)
    return bool(kinds & {"hour", "sent"}) and len(kinds & {"day", "hour", "sent", "number"}) > 1


def _near(first: _Sign, sign: _Sign) -> bool:
    a, b = first.box, sign.box
    high = max(first.high, sign.high)
    beside = max(a[0] - b[2], b[0] - a[2], 0.0)
    apart = max(a[1] - b[3], b[1] - a[3], 0.0)
    across = max(a[2], b[2]) - min(a[0], b[0])
    return beside < _BESIDE * high and apart < _HIGH * high and across < max(_WIDE * high, a[2] - a[0] + 4 * high)


def _stamped(cluster: Sequence[_Sign], words: Sequence[PixelWord]) -> list[PixelWord]:
    """The words within the stamp, without the print that it was set over: words that go on with others beside it."""
    own = [word for sign in cluster for word in sign.words]
    area = _area(cluster)
    inside = [word for word in words if word in own or _within(word, area)]
    outside = [word for word in words if word not in inside and word.confidence > _UNSURE]
    return [word for word in inside if word in own or not _is_print(word, own, outside)]


def _area(cluster: Sequence[_Sign]) -> Box:
    """The frame of the stamp, as its signs tell: its name is as wide as it is, its labels begin its lines."""
    x0, top, x1, bottom = _hull([word for sign in cluster for word in sign.words])
    high = median(sign.high for sign in cluster)
    named = next((sign for sign in cluster if sign.kind in ("portal", "mail")), None)
    labels = [sign for sign in cluster if sign.kind in _LABELS]
    if named is not None and named.kind == "portal":
        return x0 - high, top - 0.3 * high, max(x1, named.box[2]) + high, max(bottom, named.box[1] + 5.5 * named.high)
    if named is not None:
        middle, reach = (named.box[0] + named.box[2]) / 2, 6.5 * named.high
        return min(x0, middle - reach), top - 2 * named.high, max(x1, middle + reach), bottom + 2.5 * named.high
    arrived = next((sign for sign in cluster if sign.kind in ("arrived", "nearly")), cluster[0])
    beside = [sign for sign in labels if sign.box[0] > arrived.box[2]]
    start = (arrived.box[0] + arrived.box[2]) / 2
    edge = max(x1, (beside[0].box[0] if beside else start) + 5.5 * high, start + (start - x0))
    return x0 - 0.7 * high, top - 2.8 * high, edge, bottom + 0.4 * high


def _is_print(word: PixelWord, own: Sequence[PixelWord], outside: Sequence[PixelWord]) -> bool:
    """Does a word within the frame belong to a line of the act: surely read, no label, level with others beside it and
    as large as they are?"""
    key = bare(word.text)
    labels = [sign for sign in own if _FILES.match(bare(sign.text)) or _SENT.match(bare(sign.text))]
    if _FILED.fullmatch(key) and any(abs(sign.box[3] - word.box[3]) < _LEVEL * _high(sign) for sign in labels):
        return False
    reads = _RUNS.search(word.text) or (word.confidence > _SURE and word.text.strip(",.;:").isalnum())
    if word.confidence < _UNSURE or not reads:
        return False
    beside = [other for other in outside if _level(other, word) and _RUNS.search(other.text)]
    if not beside:
        return not word.text.isupper() and word.confidence > _SURE and not _is_level(word, own)
    if word.text.isupper():
        return any(other.text.isupper() and _alike(other, word) for other in beside)
    return True


_SURE = 0.9
"""The confidence of a word that is print although nothing stands beside it."""


def _is_level(word: PixelWord, own: Sequence[PixelWord]) -> bool:
    return any(_level(other, word) for other in own)


def _level(one: PixelWord, other: PixelWord) -> bool:
    return abs(one.box[3] - other.box[3]) < _LEVEL * max(_high(one), _high(other))


def _alike(one: PixelWord, other: PixelWord) -> bool:
    """Nearly the same height."""
    return min(_high(one), _high(other)) > 0.8 * max(_high(one), _high(other))


def _high(word: PixelWord) -> float:
    return word.box[3] - word.box[1]


def _hull(words: Sequence[PixelWord]) -> Box:
    return (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )


def _within(word: PixelWord, area: Box) -> bool:
    x, y = _middle(word)
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _middle(word: PixelWord) -> tuple[float, float]:
    return (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2

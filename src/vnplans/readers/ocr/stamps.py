"""The stamp of incoming mail, which a registry sets beside or over the head of an act (Nghị định 30/2020/NĐ-CP, Điều 22
and Phụ lục IV): ĐẾN under the receiver's name, over the lines Số, Ngày, Chuyển, Lưu hồ sơ số, filled by pen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from vnplans.landmarks import number_word
from vnplans.pages import Box
from vnplans.readers.ocr.words import PixelWord
from vnplans.readers.sheet.ruled import Ruled
from vnplans.text import bare

__all__ = ["framed_stamp", "open_stamps"]

_UPPER = 0.5
"""Stamps of incoming mail stand in this part of the page's height."""
_ARRIVED = re.compile(r"\W*[dđ]\W?e\W?n\W*")
_DAY_LABEL = re.compile(r"ng[aà]?y\b|ng\wy[:.]")
_OTHER_LABEL = re.compile(r"(?:chuy\wn|luu|gio)(?![a-z])")
_FILED = re.compile(r"(?:ho|so)\W*")
"""Further words of "Lưu hồ sơ số"."""
_RUNS = re.compile(r"[^\W\d_]{2,}")
"""Letters side by side: what a pen left is mostly read as single signs."""
_UNSURE = 0.6


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
    """The words of each stamp whose frame was not found: ĐẾN in capitals over at least two of its labels."""
    for anchor in words:
        arrived = anchor.text.isupper() and _ARRIVED.fullmatch(bare(anchor.text))
        if arrived and anchor.box[3] < _UPPER * pixels[1]:
            labels = _labels(anchor, words)
            if labels:
                yield _stamped(anchor, labels, words)


def _labels(anchor: PixelWord, words: Sequence[PixelWord]) -> list[PixelWord]:
    """The labels below ĐẾN, one above the other; [] where they make no stamp."""
    x0, top, x1, bottom = anchor.box
    high = bottom - top
    found: list[tuple[PixelWord, str]] = []
    for word in words:
        left, below = word.box[0], word.box[3] - bottom
        kind = _label(word.text)
        if kind and 0 < below < 9 * high and x0 - 9 * high < left < x1 and word.box[3] - word.box[1] < 2.5 * high:
            found.append((word, kind))
    days = [word for word, kind in found if kind == "day"]
    if not days:
        return []
    edge = days[0].box[0]
    labels = [(word, kind) for word, kind in found if abs(word.box[0] - edge) < 1.5 * high]
    return [word for word, _ in labels] if len({kind for _, kind in labels}) > 1 else []


def _label(text: str) -> str | None:
    key = bare(text)
    if _DAY_LABEL.match(key):
        return "day"
    if re.match(rf"(?:{number_word()}|[sS]\w?)[:.;]", text) or re.fullmatch(number_word(), text):
        return "number"
    return "other" if _OTHER_LABEL.match(key) else None


def _stamped(anchor: PixelWord, labels: Sequence[PixelWord], words: Sequence[PixelWord]) -> list[PixelWord]:
    """The words within the stamp; print that it was set over keeps its words: what is sure and no label."""
    high = anchor.box[3] - anchor.box[1]
    middle = (anchor.box[0] + anchor.box[2]) / 2
    left = min(label.box[0] for label in labels) - 0.7 * high
    right = max(middle + (middle - left), anchor.box[2] + high)
    area = (left, anchor.box[1] - 2.8 * high, right, max(label.box[3] for label in labels) + 0.4 * high)
    inside = [word for word in words if _within(word, area)]
    level = [word for word in inside if abs(word.box[3] - anchor.box[3]) < 0.5 * high]
    above = [word for word in inside if word.box[3] < anchor.box[1] + 0.3 * high]
    below = [word for word in inside if word.box[1] > anchor.box[1] + 0.3 * high and word not in level]
    found = [word for word in (*level, *_name_of(above, high)) if word.text.isupper() or not _RUNS.search(word.text)]
    filed = [label.box[3] for label in labels if bare(label.text).startswith("luu")]
    for word in below:
        unread = word.confidence < _UNSURE or not _RUNS.search(word.text)
        goes_on = any(abs(word.box[3] - base) < 0.5 * high for base in filed) and _FILED.fullmatch(bare(word.text))
        if word in labels or unread or goes_on:
            found.append(word)
    return found


def _name_of(above: Iterable[PixelWord], high: float) -> list[PixelWord]:
    """The receiver's name: the lines in capitals right above ĐẾN, no number line among them."""
    rows: dict[int, list[PixelWord]] = {}
    for word in above:
        rows.setdefault(round(word.box[3] / max(0.6 * high, 1)), []).append(word)
    named = [row for row in rows.values() if not any("/" in word.text or ":" in word.text for word in row)]
    return [word for row in named for word in row]


def _within(word: PixelWord, area: Box) -> bool:
    x, y = _middle(word)
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _middle(word: PixelWord) -> tuple[float, float]:
    return (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2

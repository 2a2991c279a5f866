"""Lines of a page -> blocks in reading order: letterhead by columns, body by paragraphs, signature part by columns.

All coordinates in here are pixels of the upright picture; `Scale` turns them into points of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from vnplans.pages import Block, Box
from vnplans.readers.ocr.words import Line, part_at, part_at_gaps, rows_of
from vnplans.text import bare, clean

__all__ = ["Scale", "blocks_of"]

Row = list[Line]
Column = Literal["left", "right"]

# The motto and its heading, read without marks: an OCR fault of a letter or two must not lose the letterhead
_MOTTO = re.compile(r"cong h\w{2} xa|doc lap\W*tu do|doc lap.{1,8}hanh|(?<!viet nam )dang cong san")
_RECIPIENTS = re.compile(r"^\W*n[o0]i\W*nh[ae]n\b")
_DATE = re.compile(r"\bngay\b.{0,14}\bthang\b.{0,10}\bnam\b|,\s*ngay\b|\bthang\b.{0,8}\bnam\b.{0,3}\d{4}")
# What opens a paragraph: "1.", "1.1.", "a)", "I.", "-", "+", "Điều 1.", "Căn cứ", "(1)"
_MARKER = re.compile(
    r"(?:[-+*•]\s|\(?\d{1,2}(?:\.\d{1,2})*[.)](?:\s|(?=[^\W\d]))|\(?[a-zđ][.)]\s|[IVX]{1,5}[.\-)]\s"
    r"|(?:điều|chương|mục|phần)\s+[\dIVX]+\b|căn cứ\b|theo đề nghị\b)",
    re.IGNORECASE,
)
_SENTENCE_END = (".", ";", ":", "./.", "!", "?")


@dataclass(frozen=True, slots=True)
class Scale:
    """Points of the page for a pixel of the picture, and the page's number."""

    x: float
    y: float
    page: int

    def box(self, box: Box) -> Box:
        return tuple(round(v * s, 1) for v, s in zip(box, (self.x, self.y) * 2, strict=True))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the running text of the page stands: its edges and its font size in pixels."""

    left: float
    right: float
    em: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def blocks_of(lines: Sequence[Line], scale: Scale) -> list[Block]:
    """The blocks of a page without tables, in reading order."""
    rows = rows_of(lines)
    if not rows:
        return []
    frame = _frame(rows)
    head = _letterhead(rows, frame)
    blocks = _two_columns(rows[head.start : head.end], head, scale, frame)
    before = _paragraphs(rows[: head.start], frame, scale)
    tail = _signature(rows[head.end :], frame)
    body = rows[head.end :][: tail.start]
    closing = _two_columns(rows[head.end :][tail.start : tail.end], tail, scale, frame)
    after = rows[head.end :][tail.end :]
    return [*before, *blocks, *_paragraphs(body, frame, scale), *closing, *_paragraphs(after, frame, scale)]


@dataclass(frozen=True, slots=True)
class Zone:
    """Rows [start, end) set in two columns, parted at x = `gutter`; empty where start == end."""

    start: int
    end: int
    gutter: float = 0.0
    centres: tuple[float, float] | None = None

    def column(self, line: Line) -> Column:
        if self.centres is None:
            return "left" if line.box[0] < self.gutter else "right"
        left, right = self.centres
        return "left" if abs(line.middle - left) < abs(line.middle - right) else "right"


def _frame(rows: Sequence[Row]) -> Frame:
    em = median(line.em for row in rows for line in row)
    full = [row for row in rows if _width(row) > 25 * em] or list(rows)
    lefts = sorted(row[0].box[0] for row in full)
    rights = sorted(row[-1].box[2] for row in full)
    return Frame(lefts[len(lefts) // 5], rights[(len(rights) * 4) // 5], em)


def _width(row: Row) -> float:
    return row[-1].box[2] - row[0].box[0]


def _letterhead(rows: Sequence[Row], frame: Frame) -> Zone:
    """The rows of issuer, number and V/v on the left, motto, place and date on the right."""
    mottos = [(i, words) for i, row in enumerate(rows[:14]) for words in map(_motto_words, row) if words]
    if not mottos:
        return Zone(0, 0)
    first = mottos[0][0]
    edge = min(words.box[0] for _, words in mottos)
    near = [line for row in rows[max(0, first - 2) : first + 4] for part in row for line in _halves(part, edge)]
    lefts = [line.middle for line in near if line.box[2] < edge + frame.em]
    if not lefts:
        return Zone(0, 0)
    zone = Zone(_head_start(rows, first, edge, frame), 0, edge, (median(lefts), median(w.middle for _, w in mottos)))
    return Zone(zone.start, _head_end(rows, mottos[-1][0] + 1, zone, frame), edge, zone.centres)


def _motto_words(line: Line) -> Line | None:
    """The motto within a line that the engine may have begun with the issuer."""
    match = _MOTTO.search(bare(line.text))
    if not match:
        return None
    return Line(line.words[len(line.text[: match.start()].split()) :])


def _halves(line: Line, gutter: float) -> list[Line]:
    """The line parted before the motto, or at the gutter if there is a gap."""
    motto = _motto_words(line)
    if motto and len(motto.words) < len(line.words):
        return [Line(line.words[: -len(motto.words)]), motto]
    return part_at(line, gutter)


def _head_start(rows: Sequence[Row], first: int, edge: float, frame: Frame) -> int:
    """The motto's row, or up to two rows above it that stand in the left column alone (a scan may be tilted)."""
    start = first
    while start > 0 and first - start < 2:
        above = rows[start - 1]
        near = rows[start][0].box[1] - above[0].box[3] < frame.em
        if not near or any(line.box[2] > edge + frame.em for line in above):
            break
        start -= 1
    return start


def _head_end(rows: Sequence[Row], start: int, zone: Zone, frame: Frame) -> int:
    """The first row below the motto that crosses the columns or stands in the middle of the page."""
    assert zone.centres is not None
    dated = False
    for index in range(start, min(len(rows), start + 14)):
        row = rows[index]
        dated = dated or any(_DATE.search(bare(line.text)) for line in row)
        if any(_crosses(part, zone, frame) for line in row for part in _halves(line, zone.gutter)):
            return index
        if (dated or index > start + 1) and any(_centred_on_page(line, zone, frame) for line in row):
            return index
        if dated and all(zone.column(line) == "right" for line in row) and not _DATE.search(bare(row[0].text)):
            return index
    return min(len(rows), start + 14)


def _crosses(line: Line, zone: Zone, frame: Frame) -> bool:
    return line.box[0] < zone.gutter - 3 * frame.em and line.box[2] > zone.gutter + 3 * frame.em


def _centred_on_page(line: Line, zone: Zone, frame: Frame) -> bool:
    """Nearer to the middle of the text than to the middle of either column."""
    assert zone.centres is not None
    off = abs(line.middle - frame.middle)
    return off < min(abs(line.middle - centre) for centre in zone.centres)


def _signature(rows: Sequence[Row], frame: Frame) -> Zone:
    """The rows from "Nơi nhận" (or the signer's first line beside it) down: recipients left, signer right."""
    found = (i for i, r in enumerate(rows) if _RECIPIENTS.search(bare(r[0].text)) and r[0].box[0] < frame.middle)
    start = next(found, len(rows))
    if start == len(rows):
        return Zone(start, start)
    gutter = rows[start][0].box[0] + 0.25 * frame.width
    while start > 0 and rows[start - 1][0].box[0] > gutter and _gap(rows[start - 1], rows[start]) < 1.5 * frame.em:
        start -= 1
    return Zone(start, len(rows), gutter)


def _gap(above: Row, below: Row) -> float:
    return below[0].box[1] - above[0].box[3]


def _two_columns(rows: Sequence[Row], zone: Zone, scale: Scale, frame: Frame) -> list[Block]:
    """Left lines first, then right lines: a block for each printed line."""
    halves = [half for row in rows for line in row for half in _halves(line, zone.gutter)]
    lines = [part for half in halves for part in part_at_gaps(half, 1.3)]
    sides: dict[Column, list[Line]] = {"left": [], "right": []}
    for line in lines:
        sides[zone.column(line)].append(line)
    return [
        _block(row, scale, column=side, centred=zone.centres is not None)
        for side, members in sides.items()
        for row in rows_of(members)
    ]


def _paragraphs(rows: Sequence[Row], frame: Frame, scale: Scale) -> list[Block]:
    """Rows joined into paragraphs by fill, indent, marker and distance."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and _continues(groups[-1], row, frame):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_paragraph(group, frame, scale) for group in groups]


def _continues(group: Sequence[Row], row: Row, frame: Frame) -> bool:
    """Does `row` go on with the paragraph of the rows before it?"""
    before = group[-1]
    text = _text(row)
    if _MARKER.match(text) or _is_centred(before, frame) or _is_centred(row, frame):
        return False
    if _gap(before, row) > 1.3 * frame.em:
        return False
    filled = before[-1].box[2] > frame.right - 3 * frame.em
    indented = row[0].box[0] > min(frame.left, group[-1][0].box[0]) + 1.2 * frame.em
    if indented and len(group) > 1:
        return False
    if not filled:
        return False
    return not (indented and _text(before).endswith(_SENTENCE_END))


def _is_centred(row: Row, frame: Frame) -> bool:
    """Short, and as far from the left edge of the text as from the right."""
    left, right = row[0].box[0] - frame.left, frame.right - row[-1].box[2]
    return left > 3 * frame.em and right > 3 * frame.em and abs(left - right) < max(2 * frame.em, 0.25 * (left + right))


def _text(row: Row) -> str:
    return " ".join(line.text for line in row)


def _paragraph(group: Sequence[Row], frame: Frame, scale: Scale) -> Block:
    lines = [line for row in group for line in row]
    return _block(lines, scale, centred=len(group) == 1 and _is_centred(group[0], frame))


def _block(lines: Sequence[Line], scale: Scale, *, column: Column | None = None, centred: bool = False) -> Block:
    text = clean(" ".join(line.text for line in lines))
    boxes = [line.box for line in lines]
    box = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    letters = sum(len(line.text) for line in lines)
    return Block(
        text,
        capitals=any(c.isalpha() for c in text) and text == text.upper(),
        centred=centred,
        indent=round(lines[0].box[0] * scale.x, 1),
        size=round(median(line.em for line in lines) * scale.y * 2) / 2,
        column=column,
        page=scale.page,
        box=scale.box(box),
        confidence=round(sum(line.confidence * len(line.text) for line in lines) / letters, 3),
    )

"""The two columns of a letterhead and of a signature part: as table cells, or typed with tabs and blanks.

Nghị định 30/2020/NĐ-CP, Phụ lục I: issuer and number left, motto, place and date right; recipients left, signer right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from vnplans.calendar import OUTLINE, PARTS
from vnplans.landmarks import authority_line, is_type_word, is_whole, motto_at, number_label, recipients_line
from vnplans.readers.styled.blocks import lines
from vnplans.readers.styled.grid import Grid
from vnplans.readers.styled.paragraph import Item, Paragraph, Piece
from vnplans.regex import regex
from vnplans.text import clean, fold

__all__ = ["place_columns"]

Column = Literal["left", "right"]

_DATE = regex(rf"{OUTLINE}\b|,\s*ngày\b")
# The whole line of place and date
_DATE_LINE = regex(rf"[^\d()]{{0,40}}{OUTLINE}.{{0,12}}\bnăm\b.{{0,8}}$")
# A gap that parts columns: tabs, or blanks as wide as a column's margin
_GAP = regex(r"[ \u00a0]*\t[ \u00a0\t]*|[ \u00a0]{4,}")
# ... narrower before what begins no left column: the motto, the line of place and date
_NARROW = regex(r"[ \u00a0]{2,3}(?=\S)")
# ... but not the blank left for a number or a day: "Số:      /KH-UBND", "ngày    tháng    năm"
_OPEN_LEFT = regex(rf"(?:số|{PARTS})\s*[:.]?$")
_OPEN_RIGHT = regex(rf"/|(?!ngày){PARTS}\b|\d{{4}}$")
_LETTERHEAD_LINES, _SIGNATURE_LINES = 12, 30


def place_columns(items: Sequence[Item], tables: Sequence[Grid]) -> list[Item]:
    """The items with letterhead and signature columns set; lines with both columns are parted in two."""
    cells: dict[int, list[Paragraph]] = {}
    for item in items:
        if isinstance(item, Paragraph) and item.cell:
            cells.setdefault(item.cell.table, []).append(item)
    layout = {number for number, paragraphs in cells.items() if _table(tables[number], paragraphs)}
    return list(_typed([item for item in items if not _shown_again(item, layout)]))


def _shown_again(item: Item, layout: set[int]) -> bool:
    """Text that a merged cell of a letterhead would give once more: there it is read as a whole, not by rows."""
    return isinstance(item, Paragraph) and item.cell is not None and item.cell.repeated and item.cell.table in layout


def _key(paragraph: Paragraph) -> str:
    return fold(clean(_raw(paragraph)))


def _holds_motto(key: str) -> bool:
    return motto_at(key) is not None


def _holds_union(paragraph: Paragraph) -> bool:
    """Does the Youth Union's name stand in the right column of a line, where others have the motto?"""
    texts = map(_text, lines(paragraph.pieces))
    behind = (text[gap[1] :] for text in texts if (gap := _split(text)))
    return any(right.isupper() and is_whole(right, "union_name") for right in behind)


def _raw(paragraph: Paragraph) -> str:
    return "".join(text for text, _ in paragraph.pieces)


def _table(grid: Grid, cells: Sequence[Paragraph]) -> bool:
    """Set the columns of the paragraphs of a table, if it is a letterhead or a signature part; is it?"""
    boundary = _boundary(grid, cells) if 2 <= grid.columns <= 8 and grid.rows <= 12 else None
    if boundary is None:
        return False
    edges = grid.edges()
    for paragraph in cells:
        cell = paragraph.cell
        if cell is None:
            continue
        left = edges[min(cell.column, len(edges) - 1)]
        right = edges[min(cell.column + cell.column_span, len(edges) - 1)]
        if right - left < 0.85 * edges[-1]:
            paragraph.column = "right" if (left + right) / 2 >= boundary else "left"
    return True


def _boundary(grid: Grid, cells: Sequence[Paragraph]) -> float | None:
    """Where the right column begins, in points; None if the table is neither letterhead nor signature part."""
    for paragraph in cells:
        cell, key = paragraph.cell, _key(paragraph)
        if cell is None:
            continue
        if _holds_motto(key) and cell.column > 0 and cell.row <= 2:
            return grid.edges()[cell.column]
        if recipients_line(key, marked=False) and cell.column + cell.column_span < grid.columns:
            return grid.edges()[cell.column + cell.column_span]
    if grid.rows > 6 or grid.bordered():
        return None
    keys = [_key(p) for p in cells]
    signed = any(authority_line(k, marked=True) for k in keys)
    headed = any(number_label(k) for k in keys) and any(_DATE.search(k) for k in keys)
    return grid.edges()[-1] / 2 if signed or headed else None


def _typed(items: list[Item]) -> Iterator[Item]:
    """Letterheads and signature parts typed with tabs or blanks: their lines parted."""
    until = _zones(items)
    for index, item in enumerate(items):
        if index in until and isinstance(item, Paragraph) and item.column is None:
            yield from _parted(item, until[index])
        else:
            yield item


def _zones(items: Sequence[Item]) -> dict[int, str]:
    """Items that stand in a typed letterhead ("head") or signature part ("foot")."""
    zones: dict[int, str] = {}
    for index, item in enumerate(items):
        if not isinstance(item, Paragraph) or item.role not in ("text", "text_box") or index in zones:
            continue
        raw = _raw(item)
        if ("\t" not in raw and "    " not in raw) or len(raw) > 600:
            continue
        key = fold(clean(raw))
        parts = [part for line in lines(item.pieces) if (part := _split(_text(line)))]
        if parts and (_holds_motto(key) or _holds_union(item)):
            zones.update(dict.fromkeys(_head(items, index), "head"))
        elif parts and recipients_line(key, marked=False):
            zones.update(dict.fromkeys(_foot(items, index), "foot"))
    return zones


def _head(items: Sequence[Item], motto: int) -> Iterator[int]:
    """From the issuer's upper lines to the line of number and date, or the last one with both columns."""
    last, dated = motto, False
    for index in range(motto + 1, min(motto + _LETTERHEAD_LINES, len(items))):
        item = items[index]
        if not isinstance(item, Paragraph) or not _short(item, items[motto]):
            break
        key = _key(item)
        if is_type_word(key):
            break  # moved to the middle by blanks: it heads the title
        if _has_gap(item) or _DATE_LINE.match(key) or number_label(key):
            last, dated = index, _DATE.search(key) is not None
        elif dated or _is_title(item, key):
            break
    yield from range(_upper(items, motto), last + 1)


def _upper(items: Sequence[Item], anchor: int) -> int:
    """The first of at most three lines above that have a gap as well."""
    first = anchor
    while first and anchor - first < 3 and _short(items[first - 1], items[anchor]) and _has_gap(items[first - 1]):
        first -= 1
    return first


def _is_title(item: Paragraph, key: str) -> bool:
    """A centred line of words that belongs to neither column ends the letterhead."""
    words = any(map(str.isalpha, key))
    return item.look.centred and words and not (_DATE_LINE.match(key) or _holds_motto(key) or number_label(key))


def _foot(items: Sequence[Item], recipients: int) -> Iterator[int]:
    """From the signer's upper lines beside or above "Nơi nhận" to the last line of the list."""
    yield from range(_upper(items, recipients), recipients + 1)
    for index in range(recipients + 1, min(recipients + _SIGNATURE_LINES, len(items))):
        if not _short(items[index], items[recipients]):
            return
        yield index


def _short(item: Item, beside: Item) -> bool:
    return (
        isinstance(item, Paragraph)
        and isinstance(beside, Paragraph)
        and item.cell == beside.cell
        and item.role == beside.role
        and len(_key(item)) <= 130
        and not (item.look.centred and item.look.heading)
    )


def _has_gap(item: Item) -> bool:
    """Does a line hold both columns, or stand at the right by the blank before it?"""
    texts = [_text(line) for line in lines(item.pieces)] if isinstance(item, Paragraph) else []
    return any(_split(text) or _is_far(_before(text)) for text in texts)


def _before(text: str) -> str:
    return text[: len(text) - len(text.lstrip())] if text.strip() else ""


def _is_far(blank: str) -> bool:
    """Tabs or blanks that lead into the right half of the page."""
    return blank.count("\t") > 1 or len(blank) >= 24


def _text(line: Sequence[Piece]) -> str:
    return "".join(text for text, _ in line)


def _split(text: str) -> tuple[int, int] | None:
    """The (start, end) of the gap that parts the two columns of a line, None if it has one column only."""
    best: tuple[int, int] | None = None
    best_width = 0.0
    for gap in _GAP.finditer(text):
        left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
        if not left or not right or _OPEN_LEFT.search(fold(left)) or _OPEN_RIGHT.match(fold(right)):
            continue
        width = gap.end() - gap.start() + 12 * gap[0].count("\t")
        if motto_at(right) == 0 or (_DATE.search(fold(right)) and not _DATE.search(fold(left))):
            width += 100
        if width > best_width:
            best, best_width = gap.span(), width
    return best or next((gap.span() for gap in _NARROW.finditer(text) if _is_right(text, *gap.span())), None)


def _is_right(text: str, start: int, end: int) -> bool:
    """Is what stands behind a narrow gap the whole of a line of the right column?"""
    right = text[end:].strip()
    return bool(text[:start].strip()) and (motto_at(right) == 0 or bool(_DATE_LINE.match(fold(right))))


def _parted(paragraph: Paragraph, zone: str) -> Iterator[Paragraph]:
    """The lines of a paragraph, each as the paragraphs of its columns."""
    for number, line in enumerate(lines(paragraph.pieces)):
        text = _text(line)
        if not text.strip():
            continue
        own = replace(paragraph, label=paragraph.label if number == 0 else None)
        gap = _split(text)
        if gap is None:
            yield replace(own, pieces=line, column=_lone(text, paragraph, zone))
            continue
        yield replace(own, pieces=_cut(line, 0, gap[0]), column="left")
        yield replace(own, pieces=_cut(line, gap[1], len(text)), column="right", label=None)


def _lone(text: str, paragraph: Paragraph, zone: str) -> Column | None:
    """The column of a line that has only one: by its words, else by the blank before it."""
    key = fold(text.strip())
    if _holds_motto(key) or (zone == "head" and _DATE_LINE.match(key)):
        return "right"
    if key.startswith(("-", "+")) or number_label(key) or recipients_line(key, marked=False):
        return "left"
    before = _before(text)
    if _is_far(before) or paragraph.look.right:
        return "right"
    if before.count("\t") == 1 and paragraph.look.tabs:
        return "right" if paragraph.look.tabs[0] > 180 else "left"
    return None if paragraph.look.centred else "left"


def _cut(line: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """The pieces of a line between two offsets."""
    out: list[Piece] = []
    at = 0
    for text, look in line:
        part = text[max(start - at, 0) : max(end - at, 0)]
        if part:
            out.append((part, look))
        at += len(text)
    return out

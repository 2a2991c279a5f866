"""What stands on a page beside its running text: page numbers, running heads and feet, footnotes, stamps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vnplans.landmarks import Mark, marks
from vnplans.pages import Role
from vnplans.readers.sheet.lines import Line
from vnplans.readers.sheet.sheet import Sheet
from vnplans.readers.sheet.words import Word

__all__ = ["Sorted", "sort_lines"]

_PAGE_NUMBER = re.compile(
    r"[-(\[|. ]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-)\]|. ]*|(?=[ivxl])[ivxl]{1,6}", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_TOP, _BOTTOM = 0.12, 0.90
_NOTE_MARK = re.compile(r"\d{1,3}|\[\d{1,3}\]|\(\d{1,3}\)|\*{1,3}")


@dataclass(slots=True)
class Sorted:
    """The lines of a page by what they are."""

    text: list[Line] = field(default_factory=list)
    footnotes: list[Line] = field(default_factory=list)
    others: list[tuple[list[Line], Role]] = field(default_factory=list)


def sort_lines(sheet: Sheet, neighbours: Iterable[Sheet | None]) -> Sorted:
    """The page's lines sorted; a line that a neighbour repeats in the same place of its margin is a head or a foot."""
    known = {key for other in neighbours if other for key in _margin_keys(other)}
    result = Sorted()
    edge = _margin_lines(sheet)
    for line in sheet.lines:
        role: Role | None = None
        if any(line is e for e in edge):
            if _PAGE_NUMBER.fullmatch(line.text):
                role = "page_number"
            elif _key(line) in known:
                role = "header" if line.base < 0.5 * sheet.size[1] else "footer"
        if role:
            result.others.append(([line], role))
        else:
            result.text.append(line)
    _take_marks(result)
    _take_footnotes(sheet, result)
    return result


def _margin_lines(sheet: Sheet) -> list[Line]:
    """Up to three lines at the top and at the bottom that stand in the page's margins."""
    height = sheet.size[1]
    top = [line for line in sheet.lines[:3] if line.base < _TOP * height]
    bottom = [line for line in sheet.lines[-3:] if line.base > _BOTTOM * height]
    return top + bottom


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.key), round(line.base / 8)


def _margin_keys(sheet: Sheet) -> Iterable[tuple[str, int]]:
    for line in _margin_lines(sheet):
        text, at = _key(line)
        if len(text) > 3:
            yield from ((text, at + step) for step in (-1, 0, 1))


def _take_marks(result: Sorted) -> None:
    """Move stamps and visible signatures out of the running text, with the lines that belong to them."""
    kept: list[Line] = []
    current: Mark | None = None
    before: Line | None = None
    for line in result.text:
        key = line.key
        found = next((mark for mark in marks() if mark.opens.match(key)), None)
        near = before is not None and 0 <= line.base - before.base < 2 * line.size and abs(line.x0 - before.x0) < 40
        if found and len(line.text) < 120 and not line.text.endswith((";", ",")):
            current = found
        elif not (current and near and current.goes_on and current.goes_on.match(key)):
            current = None
        if current:
            if before is not None and not found:
                result.others[-1][0].append(line)
            else:
                result.others.append(([line], current.role))
            before = line
        else:
            kept.append(line)
    result.text = kept


def _take_footnotes(sheet: Sheet, result: Sorted) -> None:
    """Small lines under a short rule at the foot of the page are footnotes; their signs leave the text."""
    body = _body_size([*result.text, *(line for t in sheet.tables for c in t.cells for line in c.lines)])
    height = sheet.size[1]
    starts = [
        rule.at
        for rule in sheet.rules.across
        if rule.at > 0.4 * height and rule.length > 60 and not _in_table(rule.at, sheet)
    ]
    for y in sorted(starts):
        below = [line for line in result.text if line.base > y]
        if not below or any(t.box[1] > y for t in sheet.tables):
            continue
        if below[0].top - y < 30 and all(line.size < 0.93 * body for line in below) and _marked(below[0], body):
            result.footnotes = below
            result.text = [line for line in result.text if line.base <= y]
            break
    labels = {line.words[0].text for line in result.footnotes if _NOTE_MARK.fullmatch(line.words[0].text)}
    if labels:
        result.text = [_without_signs(line, labels) for line in result.text]


def _body_size(lines: Sequence[Line]) -> float:
    """The size of most letters of the lines; 13 for none."""
    weights: dict[float, int] = {}
    for line in lines:
        size = round(line.size, 1)
        weights[size] = weights.get(size, 0) + len(line.text)
    return max(weights, key=lambda s: weights[s]) if weights else 13.0


def _in_table(y: float, sheet: Sheet) -> bool:
    return any(t.box[1] - 2 <= y <= t.box[3] + 2 for t in sheet.tables)


def _marked(line: Line, body: float) -> bool:
    """Does a footnote begin with its sign, or run on from the page before in small type?"""
    return bool(_NOTE_MARK.match(line.text)) or line.size < 0.85 * body


def _without_signs(line: Line, labels: set[str]) -> Line:
    """The line without the raised signs of footnotes; the stop after a sign closes up."""
    kept: list[Word] = []
    for index, word in enumerate(line.words):
        if index and word.text.rstrip(".,;") in labels and _raised(word, line):
            following = line.words[index + 1] if index + 1 < len(line.words) else None
            if following is not None and following.text[:1] in ".,;:)":
                following.glued = True
        else:
            kept.append(word)
    return Line(kept, line.page) if len(kept) < len(line.words) else line


def _raised(word: Word, line: Line) -> bool:
    return word.size < 0.8 * line.size and word.base < line.base - 0.15 * line.size

"""What stands on a page beside its running text: page numbers, running heads and feet, footnotes, stamps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vnplans.landmarks import SUBJECT, Mark, annex_label, is_enclosed, marks, motto_at, words
from vnplans.pages import Role
from vnplans.readers.sheet.lines import Line, text_of
from vnplans.readers.sheet.sheet import Sheet
from vnplans.readers.sheet.words import Word
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["Sorted", "sort_lines"]

_PAGE_NUMBER = regex(
    r"[-(\[|. ]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-)\]|. ]*|(?=[ivxl])[ivxl]{1,6}", re.IGNORECASE
)
_NUMBERED = regex(r"[|–-]?\s*\b(?:trang|page|tr\.)\s*(?:so\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?|\|\s*\d{1,4}$|^\d{1,4}\s*\|")
"""The number of a page among the words of a head or foot."""
_MOMENT_PRINTED = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s\d{1,2}:\d\d(?::\d\d)?|\d{1,2}:\d\d,?\s\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})"
)
_ADDRESS = r"(?:(?:https?|file)://|about:|blob:|data:|localhost\b)\S*"
_BROWSER = regex(
    rf"{_MOMENT_PRINTED}(?=\s|$)|{_ADDRESS}(?:\s.{{0,20}}\d+\s?/\s?\d+)?$|\d+ \S{{1,5}} \d+\s+{_MOMENT_PRINTED}"
    rf"|\S.{{0,150}}\s{_ADDRESS}$",
    re.IGNORECASE,
)
"""The head and foot that a browser prints: the moment and the page's title, its address and the number of the sheet."""
_EDGE = 0.06
"""The part of a page's height at either end in which a browser prints them."""
_LETTERHEAD = 45.0
"""Points above the motto in which the letterhead may begin."""
_TOP, _BOTTOM = 0.12, 0.90
_SCRAPS = regex(r"^(?:\S{0,2}\W\S{0,2}\s|\W+|[a-z]\s)+")
"""What specks before the words of a stamp are read as."""
_MOMENT = regex(
    r"\d{1,2}\D{1,2}\d{1,2}\D{1,2}\d{4}\D{1,3}\d{1,2}[:.\s]?\d{2}[:.\s]?\d{2}|\d{4}-\d\d-\d\d.{0,2}\d\d[:.]\d\d"
)
"""A day with a time to the second: only programs print it."""
_SHOWN = 90
"""Letters of a line that a program stamps."""
_NOTE_MARK = regex(r"\d{1,3}|\[\d{1,3}\]|\(\d{1,3}\)|\*{1,3}")


@dataclass(slots=True)
class Sorted:
    """The lines of a page by what they are."""

    text: list[Line] = field(default_factory=list)
    footnotes: list[Line] = field(default_factory=list)
    others: list[tuple[list[Line], Role]] = field(default_factory=list)


def sort_lines(sheet: Sheet, before: Sheet | None, after: Sheet | None) -> Sorted:
    """The page's lines sorted, seen beside its neighbours; what they repeat in the same place of their margin is a
    head or a foot. A head stands above all text and a foot below it."""
    keys = _margin_keys(before), _margin_keys(after)
    roles: dict[int, Role] = {}
    top, bottom = _margins(sheet)
    sides: tuple[tuple[list[Line], Role], ...] = (top, "header"), (bottom[::-1], "footer")
    for lines, role in sides:
        text, numbered = False, False
        for line in lines:
            if _numbers(line, sheet) and not (numbered and not _scanned(line)):
                roles[id(line)] = "page_number"
                numbered = True
            elif not _by_browser(line, sheet) and (text or not _is_repeated(line, *keys)):
                text = True
            else:
                roles[id(line)] = role
    result = Sorted()
    for line in sheet.lines:
        if id(line) in roles:
            result.others.append(([line], roles[id(line)]))
        else:
            result.text.append(line)
    _take_marks(result)
    _take_footnotes(sheet, result)
    return result


def _numbers(line: Line, sheet: Sheet) -> bool:
    """A page number; the last words of a paragraph, "2024." or "25/10." at the left margin, are none in print."""
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    if _scanned(line):
        return True
    page, _, pages = line.text.strip(" .").partition("/")
    if page.strip().isdigit() and pages.strip().isdigit() and int(page) > int(pages):
        return False
    first = min(other.x0 for other in sheet.lines)
    return not (line.text[:1].isdigit() and line.text.endswith(".") and line.x0 < first + line.size)


def _by_browser(line: Line, sheet: Sheet) -> bool:
    """Is it the head or the foot of a page printed from a browser, at the very edge of the sheet?"""
    height = sheet.size[1]
    return not _EDGE * height < line.base < (1 - _EDGE) * height and _BROWSER.match(line.text) is not None


def _margins(sheet: Sheet) -> tuple[list[Line], list[Line]]:
    """Up to three lines at the top and at the bottom that stand in the page's margins. A letterhead is none of them."""
    height = sheet.size[1]
    top = [line for line in sheet.lines[:3] if line.base < _TOP * height]
    bottom = [line for line in sheet.lines[-3:] if line.base > _BOTTOM * height]
    motto = next((line for line in sheet.lines[:8] if motto_at(line.text) is not None), None)
    if motto is not None:
        top = [
            line
            for line in top
            if motto.base - line.base > _LETTERHEAD or _PAGE_NUMBER.fullmatch(line.text) or _by_browser(line, sheet)
        ]
    return top, bottom


_Key = tuple[str, int]


def _key(line: Line) -> _Key:
    """Its text without the number of the page, and about where it stands."""
    kept = list(line.words)
    for at, apart in ((-1, slice(-2, None)), (0, slice(0, 2))):
        pair = kept[apart]
        if len(pair) == 2 and kept[at].text.isdigit() and pair[1].x0 - pair[0].x1 > 2 * line.size:
            kept.pop(at)
    key = line.key if len(kept) == len(line.words) else bare(text_of(kept))
    return _NUMBERED.sub("", key), round(line.base / 8)


def _margin_keys(sheet: Sheet | None) -> frozenset[_Key]:
    lines = [line for part in _margins(sheet) for line in part] if sheet else []
    keys = (_key(line) for line in lines)
    return frozenset((text, at + step) for text, at in keys if len(text) > 3 for step in (-1, 0, 1))


def _is_repeated(line: Line, before: frozenset[_Key], after: frozenset[_Key]) -> bool:
    """Do the neighbours have the line too? The label of an annex opens it where it first stands, and in bold type
    always if it bears no number."""
    key = _key(line)
    label = annex_label(line.text)
    if label is None and not is_enclosed(line.text):
        return key in before or key in after
    plain = label is not None and bare(label["label"]) in {bare(word) for word in words("annex", "form")}
    return key in before and not (plain and line.bold)


def _take_marks(result: Sorted) -> None:
    """Move stamps and visible signatures out of the running text, with the lines that belong to them."""
    kept: list[Line] = []
    current: Mark | None = None
    before: Line | None = None
    for line in result.text:
        found = _mark_of(line)
        near = before is not None and 0 <= line.base - before.base < 2 * line.size and abs(line.x0 - before.x0) < 40
        if found and len(line.text) < 120 and not line.text.endswith((";", ",")):
            current = found
        elif not (current and near and current.continues(line.key, misread=_scanned(line))):
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


def _mark_of(line: Line) -> Mark | None:
    """The mark that a line opens; on a scan also behind scraps, a letter misread, or known by its moment of signing."""
    found = next((mark for mark in marks() if mark.begins(line.key)), None)
    if found or not _scanned(line) or SUBJECT.match(line.text):
        return found
    key = _SCRAPS.sub("", line.key)
    found = next((mark for mark in marks() if mark.begins(key, misread=mark.role == "signature")), None)
    if found is None and len(line.text) < _SHOWN and _MOMENT.search(line.text):
        return next(mark for mark in marks() if mark.role == "signature")
    return found


def _scanned(line: Line) -> bool:
    return line.words[0].confidence is not None


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

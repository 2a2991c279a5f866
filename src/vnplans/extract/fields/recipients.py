"""Nơi nhận and Kính gửi: who gets the act (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from vnplans.extract.findings import Finding, Found, Head
from vnplans.extract.zones.zones import Layout
from vnplans.landmarks import addressee_line, begins, is_rule, is_signing_line, names_authority, recipients_line
from vnplans.pages import Block
from vnplans.regex import regex
from vnplans.text import BULLETS, CAPITALS

__all__ = ["addressees", "recipients"]

_MARK = regex(rf"\s*(?:[{BULLETS}\ue000-\uf8ff–]|o(?=\s+[{CAPITALS}]))\s*")
_NEXT_ON_LINE = regex(r"(?<=;)\s+(?=[-+•]\s)")
_ENDS = " ;.,/_-"
# "TTH_VP4.05", "HTX-2020", "D:\KH\2020\hop tac xa.doc"
_FILE_CODE = regex(r"\s*(?=.*[\d_\\])(?:\S+|[A-Za-z]:\\.*|\S+\.(?:docx?|xlsx?|pdf)|\S+ \S+)\s*", re.IGNORECASE)
_LABELS = tuple(BULLETS)
_LONGEST_PLAIN = 60
"""Characters of a line of a list without dashes; a longer one may be wrapped."""


def _is_marked(layout: Layout, index: int, start: int) -> bool:
    block = layout.block(index)
    return bool(_MARK.match(block.text, start)) or (block.label or "").strip() in _LABELS


class _Items:
    """Lines gathered into list items: a dash, a list label or a finished line before begins a new one."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self.items: list[list[tuple[int, int, int]]] = []
        self.closed = True
        self.closed_by_stop = False

    def add(self, layout: Layout, index: int, start: int = 0) -> None:
        """The items of a line: one, or more where a dash behind a semicolon begins the next."""
        text = layout.block(index).text
        for inner in _NEXT_ON_LINE.finditer(text, start):
            self._add(layout, index, start, inner.start())
            start = inner.end()
        self._add(layout, index, start, len(text))

    def _add(self, layout: Layout, index: int, start: int, end: int) -> None:
        block = layout.block(index)
        mark = _MARK.match(block.text, start)
        marked = _is_marked(layout, index, start)
        start = mark.end() if mark else start
        body = block.text[start:end].rstrip()
        if not body.strip(_ENDS + "-"):
            return
        span = (index, start, start + len(body))
        if marked or self.closed or not self.items:
            self.items.append([span])
        else:
            self.items[-1].append(span)
        self.closed_by_stop = body.endswith(".")
        self.closed = body.endswith((";", "./.", ".")) and not body.endswith(("TP.", "PCT."))

    def found(self, layout: Layout) -> Iterator[Found[str]]:
        for spans in self.items:
            last, start, end = spans[-1]
            spans[-1] = (last, start, start + len(layout.block(last).text[start:end].rstrip(_ENDS)))
            quotes = tuple(layout.pages.quote(*span, rule=self.rule) for span in spans)
            yield Found(" ".join(q.text for q in quotes), quotes)


def _list_blocks(layout: Layout) -> Iterable[tuple[int, int]]:
    """Blocks of the Nơi nhận list with the offset where each item's words begin."""
    start = next((i for i in layout.closing if recipients_line(layout.block(i).text)), None)
    if start is None:
        return
    head = layout.block(start)
    match = recipients_line(head.text)
    if match and head.text[match.end() :].strip(" :;-"):
        yield start, match.end() + len(head.text[match.end() :]) - len(head.text[match.end() :].lstrip(" :"))
    for index in layout.closing:
        block = layout.block(index)
        if index <= start or is_rule(block):
            continue
        if head.column and layout.side(index) != head.column and not _reaches_over(block):
            continue
        if _in_other_column(head, block):
            continue
        if not head.column and (is_signing_line(block.text) or names_authority(block.text)):
            return
        yield index, 0


def _reaches_over(block: Block) -> bool:
    """The line "Lưu: ..." of a scan, a stroke of the signature read behind it: it is in no column."""
    return block.column is None and block.confidence is not None and begins(block.text.lstrip("-+*• "), "filed")


def _in_other_column(head: Block, block: Block) -> bool:
    """The signature beside the list, in a table that is not laid out in columns (a saved page)."""
    if head.cell is None or block.cell is None or block.cell.table != head.cell.table:
        return False
    return block.cell.column != head.cell.column


def recipients(layout: Layout, head: Head) -> Iterator[Finding[str]]:
    """The lines of 'Nơi nhận', 'Như ...' and 'Lưu: ...' included, without dashes and end marks.

    What stands below 'Lưu' without a dash is the typist's: the code of his file.
    """
    items = _Items("recipients.list")
    listed = list(_list_blocks(layout))
    last_marked = max((k for k, (index, start) in enumerate(listed) if _is_marked(layout, index, start)), default=-1)
    filed = open_end = False
    plain = last_marked < 0 and _is_plain([layout.block(index) for index, _ in listed])
    for order, (index, start) in enumerate(listed):
        text = layout.block(index).text[start:]
        marked = _is_marked(layout, index, start)
        behind = items.closed_by_stop and order > last_marked
        if filed and not marked and not open_end and (behind or _FILE_CODE.fullmatch(text)):
            continue
        if plain and text[:1].isupper():
            items.closed = True
        items.add(layout, index, start)
        filed = begins(text.lstrip("-+*• "), "filed") or (filed and not marked)
        open_end = text.rstrip().endswith((",", ":"))
    yield from items.found(layout)


def _is_plain(lines: Sequence[Block]) -> bool:
    """Lines that no dash and no semicolon parts, each a paragraph of its own: one with a capital is an item."""
    loose = all(line.page is None and not line.continues and len(line.text) < _LONGEST_PLAIN for line in lines)
    return loose and not any(line.text.rstrip().endswith(";") for line in lines)


def addressees(layout: Layout, head: Head) -> Iterator[Finding[str]]:
    """The bodies after 'Kính gửi:', on its line or as a list below."""
    items = _Items("addressees.list")
    first = next((i for i in range(*layout.heading) if addressee_line(layout.block(i).text)), None)
    if first is None:
        return
    text = layout.block(first).text
    match = addressee_line(text)
    if match and text[match.end() :].strip(" :;.-"):
        items.add(layout, first, match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" :")))
    for index in range(first + 1, layout.heading[1]):
        if layout.block(index).role in ("text", "text_box") and not is_rule(layout.block(index)):
            items.add(layout, index)
    yield from items.found(layout)

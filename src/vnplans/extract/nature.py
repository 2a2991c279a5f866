"""Is it a directive at all? Forms, lists of names, speeches, laws, scores and notices of admission order nothing.

Judged before the tasks are read, by the type word, the title, what the text says and the headers of its tables
(data/natures.toml). An act with a number and recipients of its own is one unless its row says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vnplans.extract.act import Act
from vnplans.extract.head import Head
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import DocumentNature
from vnplans.pages import Block
from vnplans.text import bare, fold, normal

__all__ = ["Nature", "nature_of"]

_GAP = re.compile(r"[.…_]{5,}|(?:\. ){4,}|…{2,}")
_FIRST = 14
"""Blocks among which a title without a type word stands."""
_TABLE_SHARE = 0.5
"""Share of an act's words that stand in one table from which it is that table."""
_HEADER_ROWS = 3
_TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Nature:
    """What a document is that is no directive."""

    code: str
    reason: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class _Row:
    nature: Nature
    types: frozenset[str]
    titles: re.Pattern[str] | None
    said: re.Pattern[str] | None
    columns: frozenset[str]
    loose: frozenset[str]
    of: frozenset[str]
    least: int
    blanks: float | None
    acts_too: bool
    needs_title: bool


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            Nature(row.code, row.reason, row.reason_en),
            frozenset(row.types),
            re.compile(rf"\W*(?:{alternatives(row.titles)})") if row.titles else None,
            re.compile(rf"\b(?:{alternatives(row.said)})\b") if row.said else None,
            frozenset(map(normal, row.columns)),
            frozenset(map(normal, row.loose)),
            frozenset(row.of),
            row.least,
            row.blanks,
            row.acts_too,
            row.needs == "titles",
        )
        for row in rows(DocumentNature)
    )


def nature_of(act: Act, head: Head) -> Nature | None:
    """What the document is if it is no directive; None if it may be one."""
    is_act = head.number is not None and bool(act.closing)
    loose = head.doc_type is None and head.number is None and not act.right and not act.closing
    titles = list(_titles(act, head))
    for row in _rows():
        if is_act and not row.acts_too:
            continue
        if row.of and head.doc_type is not None and head.doc_type.name not in row.of:
            continue
        titled = row.titles is not None and any(row.titles.match(bare(title)) for title in titles)
        if row.needs_title:
            if titled and _says(act, row):
                return row.nature
        elif titled or _typed(head, row) or _says(act, row) or _tabled(act, row, loose=loose) or _gaps(act, row):
            return row.nature
    return None


def _typed(head: Head, row: _Row) -> bool:
    return head.doc_type is not None and head.doc_type.name in row.types


def _titles(act: Act, head: Head) -> Iterator[str]:
    """Lines that may say what the document is: type word with title, else the first lines set as a title."""
    if act.type_block is not None:
        yield act.block(act.type_block).text
        if head.title:
            yield head.title
        if head.title and head.doc_type:
            yield f"{head.doc_type.name} {head.title}"
        return
    if head.title:
        yield head.title
    start, end = act.extent
    for index in range(start, min(end, start + _FIRST)):
        block = act.block(index)
        if _set_apart(block) and len(block.text) < _TITLE_LENGTH:
            yield block.text


def _set_apart(block: Block) -> bool:
    return block.role == "text" and block.cell is None and (block.capitals or block.centred or block.bold)


def _says(act: Act, row: _Row) -> bool:
    if row.said is None:
        return False
    count = 0
    for index in range(*act.extent):
        count += len(set(row.said.findall(fold(act.block(index).text))))
        if count >= row.least:
            return True
    return False


def _tabled(act: Act, row: _Row, *, loose: bool) -> bool:
    """One table with such a header holds most of the words."""
    if not row.columns:
        return False
    words: dict[int, int] = {}
    headers: dict[int, set[str]] = {}
    every = 0
    for index in range(*act.extent):
        block = act.block(index)
        every += len(block.text)
        if block.cell is None:
            continue
        words[block.cell.table] = words.get(block.cell.table, 0) + len(block.text)
        if block.cell.row < _HEADER_ROWS:
            headers.setdefault(block.cell.table, set()).add(normal(block.text))
    large = [header for number, header in headers.items() if words[number] >= every * _TABLE_SHARE]
    return any(len(header & row.columns) >= row.least or (loose and header & row.loose) for header in large)


def _gaps(act: Act, row: _Row) -> bool:
    if row.blanks is None:
        return False
    lines = [act.block(i).text for i in range(*act.body) if act.block(i).text]
    return len(lines) > 4 and sum(bool(_GAP.search(line)) for line in lines) >= len(lines) * row.blanks

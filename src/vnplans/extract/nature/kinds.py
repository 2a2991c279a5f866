"""Kinds of documents that order nothing (data/natures.toml): which of them a text looks like, and by what."""

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

__all__ = ["Likeness", "Nature", "is_letter", "likenesses", "named_types"]

_LETTER = "Công văn"
_FIRST = 14
"""Blocks among which a title without a type word stands."""
_TABLE_SHARE = 0.5
"""Share of an act's words that stand in one table from which it is that table."""
_HEADER_ROWS = 3
_TITLE_LENGTH = 200
_FEWEST_ROWS, _CELLS = 3, 0.7
"""Rows of a table, and the share of them that must say the state of their work."""
_WORD = re.compile(r"\w+")
_LABEL = re.compile(r"^\W*(?:(?:mau|bieu|phu luc)\s+(?:so\s+)?[\w.\-/]{1,8}\s*[:.)-]\s*)?")


@dataclass(frozen=True, slots=True)
class Nature:
    """What a document is that is no directive."""

    code: str
    reason: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a text looks like a kind: by its title, its words, its largest table; each 0 or 1."""

    nature: Nature
    titled: bool
    said: bool
    tabled: bool
    sure: bool
    """It shows the signs that its row calls sure: they decide alone, even where number and recipients stand."""

    @property
    def signs(self) -> int:
        return self.titled + self.said + self.tabled


@dataclass(frozen=True, slots=True)
class _Row:
    nature: Nature
    titles: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    said: re.Pattern[str] | None
    words: tuple[frozenset[str], ...]
    """Of each thing said its words: a quick look for what is not there."""
    columns: frozenset[str]
    cells: frozenset[str]
    least: int
    least_columns: int
    sure: frozenset[str]
    of: frozenset[str]


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            Nature(row.code, row.reason, row.reason_en),
            re.compile(rf"(?:{alternatives(row.titles)})(?!\w)") if row.titles else None,
            re.compile(rf"(?:{alternatives(row.unless)})(?!\w)") if row.unless else None,
            re.compile(rf"(?<!\w)(?:{alternatives(row.said)})(?!\w)") if row.said else None,
            tuple(frozenset(_WORD.findall(said)) for said in row.said),
            frozenset(map(normal, row.columns)),
            frozenset(map(normal, row.cells)),
            row.least,
            row.least_columns,
            frozenset(row.sure),
            frozenset(row.of),
        )
        for row in rows(DocumentNature)
    )


@cache
def named_types() -> dict[str, Nature]:
    """Type words that order nothing whatever else the document shows: "Luật", "Hợp đồng"."""
    return {name: Nature(r.code, r.reason, r.reason_en) for r in rows(DocumentNature) for name in r.types}


@dataclass(frozen=True, slots=True)
class _Told:
    """The folded blocks of an act and all their words."""

    texts: list[str]
    words: frozenset[str]

    def holds(self, phrases: tuple[frozenset[str], ...]) -> bool:
        """Are all words of one of the phrases there?"""
        return any(phrase <= self.words for phrase in phrases)


def likenesses(act: Act, head: Head) -> tuple[Likeness, ...]:
    """The kinds that the document looks like in some way, the likest first."""
    titles = [_LABEL.sub("", bare(title), count=1) for title in _titles(act, head)]
    texts = [fold(act.block(index).text) for index in _told(act)]
    told = _Told(texts, frozenset(_WORD.findall(" ".join(texts))))
    headers = _large_tables(act)
    kind = head.doc_type.name if head.doc_type else None
    live = (row for row in _rows() if not row.of or kind is None or kind in row.of)
    bare_text = head.number is None and (head.doc_type is None or is_letter(act, head))
    found = [_likeness(row, titles, told, _shown(row, headers, bare_text=bare_text)) for row in live]
    return tuple(sorted((like for like in found if like.signs), key=lambda like: (-like.signs, -like.titled)))


def _told(act: Act) -> Iterator[int]:
    """The blocks of heading and body; the annexes are not what the act is."""
    yield from range(*act.heading)
    yield from range(*act.body)
    yield from act.closing


def _likeness(row: _Row, titles: list[str], told: _Told, tabled: bool) -> Likeness:
    titled = any(_is_titled(row, title) for title in titles)
    said = row.said is not None and told.holds(row.words) and _count(row.said, told.texts, row.least) >= row.least
    shown = {name for name, shows in (("title", titled), ("words", said), ("table", tabled)) if shows}
    return Likeness(row.nature, titled, said, tabled, bool(row.sure) and row.sure <= shown)


def _is_titled(row: _Row, title: str) -> bool:
    return bool(row.titles and row.titles.match(title)) and not (row.unless and row.unless.match(title))


def _count(said: re.Pattern[str], texts: list[str], most: int) -> int:
    """How many blocks and words in them; counting stops at `most`."""
    count = 0
    for text in texts:
        count += len(set(said.findall(text)))
        if count >= most:
            break
    return count


def _titles(act: Act, head: Head) -> Iterator[str]:
    """Lines that may say what the document is: type word with title, else the first lines set as a title."""
    if act.type_block is not None:
        yield act.block(act.type_block).text
        if head.title:
            yield head.title
        if head.title and head.doc_type:
            yield f"{head.doc_type.name} {head.title}"
        return
    if head.title and not is_letter(act, head):
        yield head.title
    start = act.extent[0]
    first = True
    for index in range(start, min(act.body[1], start + _FIRST)):
        block = act.block(index)
        if len(block.text) < _TITLE_LENGTH and (_set_apart(block) or (first and block.cell is None)):
            yield block.text
        first = first and not block.text


def is_letter(act: Act, head: Head) -> bool:
    """A letter: no type word is printed, and it is addressed."""
    return act.type_block is None and head.doc_type is not None and head.doc_type.name == _LETTER


def _set_apart(block: Block) -> bool:
    return block.role in ("text", "text_box") and block.cell is None and (block.capitals or block.centred or block.bold)


@dataclass(slots=True)
class _Table:
    """A table that holds most of the body's words: the wordings of its header, and of each row below."""

    header: set[str]
    rows: dict[int, set[str]]


def _shown(row: _Row, tables: list[_Table], *, bare_text: bool) -> bool:
    """Has a large table the columns of the kind? Where nothing of an act is printed its cells tell as well: rows that
    say how far each work is ("Đang thực hiện", "60%") were written by a tracker."""
    if row.columns and any(len(table.header & row.columns) >= row.least_columns for table in tables):
        return True
    if not row.cells or not bare_text:
        return False
    return any(
        len(table.rows) >= _FEWEST_ROWS
        and sum(any(cell in row.cells for cell in cells) for cells in table.rows.values()) >= len(table.rows) * _CELLS
        for table in tables
    )


def _large_tables(act: Act) -> list[_Table]:
    """The tables that hold most of the body's words."""
    words: dict[int, int] = {}
    tables: dict[int, _Table] = {}
    every = 0
    for index in range(*act.body):
        block = act.block(index)
        every += len(block.text)
        if block.cell is None or block.column is not None:
            continue
        words[block.cell.table] = words.get(block.cell.table, 0) + len(block.text)
        table = tables.setdefault(block.cell.table, _Table(set(), {}))
        if block.cell.row < _HEADER_ROWS:
            table.header.add(normal(block.text))
        if block.cell.row:
            table.rows.setdefault(block.cell.row, set()).add(normal(block.text))
    return [table for number, table in tables.items() if words[number] >= every * _TABLE_SHARE]

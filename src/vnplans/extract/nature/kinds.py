"""Kinds of documents that order nothing (data/natures.toml): which of them a text looks like, and by what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice

from vnplans.extract.act import Act
from vnplans.extract.findings import Head
from vnplans.extract.nature.sheets import LargeTable, large_tables, span
from vnplans.extract.tables.table import Refused, table_columns
from vnplans.knowledge import Openings, alternatives, rows
from vnplans.knowledge.tables import DocumentNature, Kind
from vnplans.landmarks import recipients_line
from vnplans.pages import Block
from vnplans.regex import regex
from vnplans.text import bare, fold, normal

__all__ = ["Likeness", "Looks", "Nature", "is_letter", "named_types"]

_LETTER = "Công văn"
_FIRST = 14
"""Blocks among which a title without a type word stands."""
_TITLE_LENGTH = 200
_FEWEST_ROWS, _CELLS = 3, 0.7
"""Rows of a table, and the share of them that must say the state of their work."""
_FIRST_WORDS = 8
_TOLD_CODES = frozenset({"BC", "BB", "TTR"})
"""Codes of acts that tell what was done, or ask: their annexes do too."""
_SIGNS = ("title", "words", "table")
_SHARE_DONE = regex(r"\d{1,3}\s*%")
_WORD = regex(r"\w+")
_NOTICE = "TB"
_ABOUT = regex(r"(?i)(?:v/v|về(?: việc)?)\s+")
_ISSUED = regex(r"(?:\w+ ){1,3}số \d+ \w")
"""A cell that names what came of the work: "Quyết định số 200/QĐ-UBND ngày ..."."""
_LABEL = regex(r"^\W*(?:(?:mau|bieu|phu luc)\s+(?:so\s+)?[\w.\-/]{1,8}\s*[:.)-]\s*)?")


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
    titles: Openings
    alone: Openings
    unless: Openings
    said: frozenset[str]
    columns: frozenset[str]
    back: frozenset[str]
    results: frozenset[str]
    one: frozenset[str]
    cells: Openings
    done: Openings
    least: int
    least_columns: int
    sure: tuple[str, ...]
    of: frozenset[str]


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            Nature(row.code, row.reason, row.reason_en),
            Openings(row.titles),
            Openings(row.alone),
            Openings(row.unless),
            frozenset(row.said),
            frozenset(map(normal, row.columns)),
            frozenset(map(normal, row.back)),
            frozenset(map(normal, row.results)),
            frozenset(map(normal, row.one)),
            Openings(map(normal, row.cells)),
            Openings(map(normal, row.done)),
            row.least,
            row.least_columns,
            tuple(sorted(row.sure)),
            frozenset(row.of),
        )
        for row in rows(DocumentNature)
    )


@cache
def _said() -> tuple[tuple[frozenset[str], str], ...]:
    """All that the rows say, each with its words but the last, which may go on."""
    said = sorted({phrase for row in _rows() for phrase in row.said})
    return tuple((frozenset(_WORD.findall(phrase)[:-1]), phrase) for phrase in said)


@cache
def named_types() -> dict[str, Nature]:
    """Type words that order nothing whatever else the document shows: "Luật", "Hợp đồng"."""
    return {name: Nature(r.code, r.reason, r.reason_en) for r in rows(DocumentNature) for name in r.types}


class Looks:
    """What a document looks like; each sign is looked for when it is first asked for."""

    def __init__(self, act: Act, head: Head) -> None:
        self._act, self._head = act, head
        kind = head.doc_type.name if head.doc_type else None
        self._kind = kind if kind not in _inner() else None  # an annex may be of any kind
        self._rows = tuple(row for row in _rows() if not row.of or kind is None or kind in row.of)

    @cached_property
    def likenesses(self) -> tuple[Likeness, ...]:
        """The kinds that it looks like in some way, the likest first."""
        found = [self._likeness(row) for row in self._rows]
        return tuple(sorted((like for like in found if like.signs), key=lambda like: (-like.signs, -like.titled)))

    @property
    def sure(self) -> Likeness | None:
        """The kind whose sure signs it shows."""
        shown = any(self._is_sure(row) for row in self._rows)
        return next((like for like in self.likenesses if like.sure), None) if shown else None

    @cached_property
    def titled(self) -> bool:
        """Does it bear the title of some kind?"""
        return any(self._is_titled(row) for row in self._rows)

    def _likeness(self, row: _Row) -> Likeness:
        shown = {sign for sign in _SIGNS if self._shows(row, sign)}
        sure = self._is_sure(row)
        return Likeness(row.nature, "title" in shown, "words" in shown, "table" in shown, sure)

    def _is_sure(self, row: _Row) -> bool:
        signs = bool(row.sure) and all(self._shows(row, sign) for sign in row.sure)
        if signs or self._has_one(row):
            return True
        return any(row.alone.may_open(word) and _names_kind(row.alone, row, name) for word, name in self._names)

    def _has_one(self, row: _Row) -> bool:
        """A column that decides, in a large table of what bears neither a type nor a number with recipients."""
        if not row.one or not self._unsent or self._kind is not None:
            return False
        return any(table.header & row.one and not self._hands_out(table) for table in self._tables)

    def _hands_out(self, table: LargeTable) -> bool:
        """Who works, and when or with whom, stand in it, as in a programme that says also who approves each work."""
        columns = table_columns(self._act.pages, table.number)
        if isinstance(columns, Refused):
            return False
        return all(
            columns.of(*names) for names in (("lead", "both", "body"), ("deadline", "start", "end", "coordinating"))
        )

    @cached_property
    def _unsent(self) -> bool:
        """No number with recipients stands on it, or it bears them without the type word or address that acts have."""
        return self._head.doc_type is None or not _is_sent(self._act, self._head)

    def _shows(self, row: _Row, sign: str) -> bool:
        if sign == "title":
            return self._is_titled(row)
        return self._has_table(row) if sign == "table" else self._says(row)

    @cached_property
    def _titles(self) -> list[tuple[str, str]]:
        """Its titles, each behind its first word."""
        return [_first(title) for title in _titles(self._act, self._head)]

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        """What it calls itself, each name behind its first word; nothing where a number and recipients show it to be an
        act, whatever its title says."""
        if not self._unsent:
            return []
        return [_first(name) for name in _names_itself(self._act, self._head)]

    def _is_titled(self, row: _Row) -> bool:
        return any(row.titles.may_open(word) and _names_kind(row.titles, row, title) for word, title in self._titles)

    @cached_property
    def _texts(self) -> list[str]:
        return [fold(self._act.block(index).text) for index in _told(self._act)]

    @cached_property
    def _there(self) -> frozenset[str]:
        """What of all that the rows say stands in the text."""
        whole = " ".join(self._texts)
        words = frozenset(_WORD.findall(whole))
        return frozenset([phrase for held, phrase in _said() if held <= words and _begins_within(whole, phrase)])

    def _says(self, row: _Row) -> bool:
        """Do the blocks hold that many of the row's phrases, each counted once a block?"""
        there = row.said & self._there
        if not there:
            return False
        said, count = _any_of(tuple(sorted(there))), 0
        for text in self._texts:
            if any(phrase in text for phrase in there):
                count += len(set(said.findall(text)))
                if count >= row.least:
                    return True
        return False

    @cached_property
    def _tables(self) -> list[LargeTable]:
        return large_tables(self._act)

    def _has_table(self, row: _Row) -> bool:
        """Has a large table the columns of the kind? Where no number with recipients stands, so does one that looks
        back: a column that only a tracker has ("Số ngày quá hạn"); or, without the number of an act that orders, most
        rows of a column say how far each work is ("Đang thực hiện", "60%", "Đã trình UBND tỉnh")."""
        if row.columns and any(len(table.header & row.columns) >= row.least_columns for table in self._tables):
            return True
        if self._has_one(row):
            return True
        if not row.back:
            return False
        if self._unsent and any(table.header & row.back for table in self._tables):
            return True
        reported = _is_told(self._head)
        own = self._head.number is not None and self._kind is not None
        if own and not reported:
            return False  # the number of an annex is that of its act
        return any(_states(row, table, done=not reported) for table in self._tables)


def _begins_within(text: str, phrase: str) -> bool:
    """Does the phrase stand in the text, at the start of a word?"""
    at = text.find(phrase)
    while at > 0 and _WORD.match(text, at - 1):
        at = text.find(phrase, at + 1)
    return at >= 0


def _first(text: str) -> tuple[str, str]:
    """The first word of a title, and the title, bare and without the label of a form."""
    title = _LABEL.sub("", bare(text), count=1)
    word = _WORD.match(title)
    return (word[0] if word else ""), title


def _names_kind(names: Openings, row: _Row, title: str) -> bool:
    return names.end(title) is not None and row.unless.end(title) is None


def _is_told(head: Head) -> bool:
    """The number, or the type over it, is that of a report or of minutes."""
    codes = {head.number.type_code if head.number else None, head.doc_type.code if head.doc_type else None}
    return head.number is not None and any((code or "").upper() in _TOLD_CODES for code in codes)


def _states(row: _Row, table: LargeTable, *, done: bool) -> bool:
    """Most rows of one column say the state of their work, or what came of it; `done`: one at least that it is done."""
    counted = bool(table.header & row.columns)
    resulting = {column for column, heads in table.heads.items() if heads & row.results}

    def says(column: int, cell: str) -> bool:
        if column in resulting and (_ISSUED.match(cell) or _says_within(row.cells, cell)):
            return True
        return row.cells.end(cell) is not None or (counted and _SHARE_DONE.fullmatch(cell) is not None)

    columns = {column for cells in table.rows.values() for column in cells}
    stated = {c: [cells[c] for cells in table.rows.values() if c in cells and says(c, cells[c])] for c in columns}
    return len(table.rows) >= _FEWEST_ROWS and any(
        len(cells) >= len(table.rows) * _CELLS and (not done or any(_is_done(row, cell) for cell in cells))
        for cells in stated.values()
    )


def _is_done(row: _Row, cell: str) -> bool:
    return _ISSUED.match(cell) is not None or _says_within(row.done, cell)


def _says_within(phrases: Openings, cell: str) -> bool:
    """One of the phrases stands among the first words: "UBND xã đã tiếp thu"."""
    return any(phrases.end(cell, word.start()) is not None for word in islice(_WORD.finditer(cell), _FIRST_WORDS))


@lru_cache(maxsize=256)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases)})(?!\w)")


def _told(act: Act) -> Iterator[int]:
    """The blocks of heading and body; the annexes are not what the act is."""
    yield from range(*act.heading)
    yield from range(*span(act))
    yield from act.closing


def _titles(act: Act, head: Head) -> Iterator[str]:
    """Lines that may say what the document is: type word with title, else the first lines set as a title."""
    if act.type_block is not None:
        yield act.block(act.type_block).text
        if head.title:
            yield head.title
        if head.title and head.doc_type:
            yield f"{head.doc_type.name} {head.title}"
            about = _ABOUT.match(head.title)
            if about and head.doc_type.code == _NOTICE:  # what a decision or letter is about may be what it orders
                yield head.title[about.end() :]
        return
    if head.title and not is_letter(act, head):
        yield head.title
    start = act.extent[0]
    first = True
    for index in range(start, min(span(act)[1], start + _FIRST)):
        block = act.block(index)
        if len(block.text) < _TITLE_LENGTH and (_set_apart(block) or (first and block.cell is None)):
            yield block.text
        first = first and not block.text


def _names_itself(act: Act, head: Head) -> Iterator[str]:
    """Lines that name the document itself, not what it is about: "HỢP ĐỒNG ...", and no plan's title on contracts."""
    kind = head.doc_type
    if is_letter(act, head) and head.number is not None:
        return
    if act.type_block is not None:
        yield act.block(act.type_block).text
        if head.title and kind is not None:
            yield head.title if kind.name in _inner() else f"{kind.name} {head.title}"
        return
    start = act.extent[0]
    for index in range(start, min(span(act)[1], start + _FIRST)):
        block = act.block(index)
        if len(block.text) < _TITLE_LENGTH and _set_apart(block) and (block.capitals or block.centred):
            yield block.text


@cache
def _inner() -> frozenset[str]:
    """Types that are no act of their own: "Phụ lục"."""
    return frozenset(kind.name for kind in rows(Kind) if kind.inner)


def _is_sent(act: Act, head: Head) -> bool:
    """It bears a number of its own and a list of recipients."""
    numbered = head.number is not None and head.number.serial is not None
    return numbered and any(recipients_line(act.block(index).text) for index in act.closing)


def is_letter(act: Act, head: Head) -> bool:
    """A letter: no type word is printed, and it is addressed."""
    return act.type_block is None and head.doc_type is not None and head.doc_type.name == _LETTER


def _set_apart(block: Block) -> bool:
    return block.role in ("text", "text_box") and block.cell is None and (block.capitals or block.centred or block.bold)

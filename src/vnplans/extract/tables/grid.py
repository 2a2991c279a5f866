"""A table as rows of passages, and what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vnplans.extract.agencies.lists import find_names
from vnplans.extract.duties.headers import field_of, speaks_of_doers
from vnplans.extract.line import Line
from vnplans.extract.outline.labels import own_marker
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold, normal

__all__ = ["Columns", "Entry", "Row", "columns", "joined", "known_header", "names_body", "rows_of"]

_COUNTER = regex(r"\(?\s*\d{1,2}\s*\)?(?:\s*=.*)?|\(?[a-zđA-Z]\)?")
# A row of the body is no header: it holds a serial or figures other than a year
_FIGURES = regex(r"(?!(?:19|20)\d\d$)[\d.,/%\s-]*\d[\d.,/%\s-]*")
_TIME_SLOT = regex(
    r"(?:tháng|quý|tuần|t|q)[\s.]*(?:\d{1,2}|[ivx]{1,4})(?:\s*[/.-]\s*\d{4})?|(?:năm\s+)?20\d\d", re.IGNORECASE
)
"""A column of one month or quarter: "T2", "Quý I"."""
_LONGEST_HEAD, _FEWEST_ACROSS = 8, 3
"""Heads that stand down a column; columns of a table laid on its side, the heads among them."""
_WORK = frozenset({"content", "detail", "aim"})
_ABOUT_WORK = frozenset({"lead", "both", "coordinating", "deadline", "start", "end", "deliverable"})


@dataclass(frozen=True)
class Entry:
    """One cell of one row: its words, and how it lies on the grid."""

    passage: Line
    lines: tuple[Line, ...]
    """Its paragraphs, list labels left out."""
    bold: bool
    repeated: bool
    row_span: int
    column_span: int
    label: str | None
    """The automatic list label of its first paragraph ("1."), which the words do not hold."""

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True)
class Row:
    number: int
    cells: Mapping[int, Entry]
    blocks: tuple[int, ...]

    def text(self, column: int | None) -> str:
        entry = self.cells.get(column) if column is not None else None
        return entry.text if entry else ""


@dataclass(frozen=True)
class Columns:
    """What the columns of a task table hold."""

    fields: Mapping[int, str]
    """Column -> field of data/table_headers.toml."""
    titles: Mapping[int, str]
    """Column -> its header wording."""
    first_row: int
    """Number of the first row below the header."""
    header: frozenset[str]
    """The header's wordings, for a header that a further page repeats."""
    heads: Mapping[int, Line] = field(default_factory=dict)
    """Column -> the lowest cell of its header."""

    def of(self, *names: str) -> list[int]:
        return [column for column, name in sorted(self.fields.items()) if name in names]

    @property
    def width(self) -> int:
        return max(self.titles, default=0) + 1


def rows_of(pages: Pages, table: int) -> tuple[Row, ...]:
    """The rows of a table, with their cells as passages; of a table laid on its side, its columns."""
    key = ("grid.rows", table)
    if key not in pages.worked_out:
        pages.worked_out[key] = tuple(_read(pages, table))
    rows: tuple[Row, ...] = pages.worked_out[key]
    return rows


def _read(pages: Pages, table: int) -> list[Row]:
    out: list[Row] = []
    for number, cells in pages.rows(table):
        entries = {column: _entry(pages, blocks) for column, blocks in cells.items()}
        out.append(Row(number, entries, tuple(b for blocks in cells.values() for b in blocks)))
    return _turned(out) if _lies_on_its_side(out) else out


def _lies_on_its_side(rows: Sequence[Row]) -> bool:
    """The heads stand down the first column: "Nội dung | A | B", "Đơn vị thực hiện | C | D", "Thời gian | ..."."""
    wide = max((max(row.cells, default=0) for row in rows), default=0) + 1
    if not 2 <= len(rows) <= _LONGEST_HEAD or wide < _FEWEST_ACROSS:
        return False
    if any(e.repeated or e.row_span > 1 or e.column_span > 1 for row in rows for e in row.cells.values()):
        return False
    fields = [field_of(row.text(0)) for row in rows]
    names = set(fields)
    return None not in names and "content" in names and len(names) > 1 and columns(rows) is None


def _turned(rows: Sequence[Row]) -> list[Row]:
    wide = max(max(row.cells, default=0) for row in rows) + 1
    out = []
    for column in range(wide):
        cells = {place: row.cells[column] for place, row in enumerate(rows) if column in row.cells}
        blocks = tuple(block for entry in cells.values() for _, block, _, _ in entry.passage.pieces)
        out.append(Row(column, cells, blocks))
    return out


def names_body(text: str) -> bool:
    """Bodies and nothing else; a village is where somebody lives as well."""
    if phrase("columns.dwelling").match(fold(text.strip())):
        return False
    covered = sum(end - start for _, start, end in find_names(text))
    return covered * 5 >= len(text.strip()) * 4 > 0


def _entry(pages: Pages, indexes: Sequence[int]) -> Entry:
    blocks = [pages.blocks[i] for i in indexes]
    spans, lines = [], []
    for place, (index, block) in enumerate(zip(indexes, blocks, strict=True)):
        mark = own_marker(block.text, block.label)
        bullet = mark.end if mark and mark.kind == "bullet" else 0
        spans.append((index, bullet if place == 0 else 0))
        lines.append(Line.of(pages, [(index, bullet)]))
    cell = blocks[0].cell
    assert cell is not None
    return Entry(
        passage=lines[0] if len(lines) == 1 else Line.of(pages, spans),
        lines=tuple(line for line in lines if line.text),
        bold=blocks[0].bold,
        repeated=cell.repeated,
        row_span=cell.row_span,
        column_span=cell.column_span,
        label=blocks[0].label,
    )


def joined(row: Row, rest: Row) -> Row:
    """A row and what of it stands on the next page, cell by cell."""
    cells = dict(row.cells)
    for column, entry in rest.cells.items():
        above = cells.get(column)
        whole = (
            replace(above, passage=above.passage + entry.passage, lines=above.lines + entry.lines) if above else entry
        )
        cells[column] = whole
    return Row(row.number, cells, row.blocks + rest.blocks)


def columns(rows: Sequence[Row], *, work: bool = True) -> Columns | None:
    """What the columns hold, by the header within the first rows; None where no header is known.

    `work`: only a header that names a column of work is one; else one of doers, dates or results will do.
    """
    for start, row in enumerate(rows[:5]):
        fields = _fields([row])
        if _is_header(row, fields, _WORK if work else _ABOUT_WORK):
            stop = start + 1
            while stop < len(rows) and stop - start < 3 and _continues_header(rows[start], rows[stop], fields):
                stop += 1
            header = rows[start:stop]
            while stop < len(rows) and _is_counter(rows[stop]):
                stop += 1
            first = rows[stop].number if stop < len(rows) else row.number + stop
            wordings = frozenset(normal(e.text) for r in header for e in r.cells.values() if e.text)
            heads = {c: e.passage for r in header for c, e in r.cells.items() if e.text and not e.repeated}
            return Columns(_fields(header), _titles(header), first, wordings, heads)
    return None


def _is_header(row: Row, fields: Mapping[int, str], needed: frozenset[str]) -> bool:
    filled = [entry for entry in row.cells.values() if entry.text]
    names = set(fields.values())
    if any(_FIGURES.fullmatch(e.text) for e in filled):
        return False
    if len(filled) < 2 or not names & needed:
        return False
    if len(names) < 2 and not any(speaks_of_doers(e.text) for e in filled):
        return False
    slots = sum(_TIME_SLOT.fullmatch(e.text.strip()) is not None for e in filled)
    slots += sum(c not in fields and names_body(e.text) for c, e in row.cells.items() if e.text)
    return (len(fields) + slots) * 2 >= len(filled) and all(len(e.text) < 120 for e in filled)


def known_header(row: Row) -> bool:
    """A header whose wordings are known, of whatever table."""
    filled = [entry for entry in row.cells.values() if entry.text]
    fields = [name for name in _fields([row]).values() if name != "ordinal"]
    if len(filled) < 2:
        return False
    return len(fields) >= 2 and len(fields) * 2 >= len(filled) and not any(_FIGURES.fullmatch(e.text) for e in filled)


def _continues_header(top: Row, row: Row, fields: Mapping[int, str]) -> bool:
    """A second header row: the merged cells of the first given again, and sub-headings under wide ones."""
    wide = any(e.column_span > 1 for e in top.cells.values()) or any(e.row_span > 1 for e in top.cells.values())
    below = [e for e in row.cells.values() if e.text and not e.repeated]
    if not below or _is_counter(row) or _is_group(row, below):
        return False
    if all(field_of(e.text) for e in below) and all(len(e.text) < 40 for e in below) and not _holds_work(row, fields):
        return True
    if not wide:
        return False
    ordinal = next((c for c, name in fields.items() if name == "ordinal"), None)
    entry = row.cells.get(ordinal) if ordinal is not None else None
    if entry is not None and entry.text and not entry.repeated:
        return False
    return all(len(e.text) < 60 for e in below) and (
        any(e.repeated for e in row.cells.values()) or all(field_of(e.text) for e in below)
    )


def _is_group(row: Row, filled: Sequence[Entry]) -> bool:
    """One cell over most of the columns: the first group stands right below the header."""
    width = sum(entry.column_span for entry in row.cells.values())
    return len(filled) == 1 and filled[0].column_span > 1 and filled[0].column_span * 2 >= width


def _holds_work(row: Row, fields: Mapping[int, str]) -> bool:
    return any(
        row.text(c) and not row.cells[c].repeated for c, name in fields.items() if name in ("ordinal", "content")
    )


def _is_counter(row: Row) -> bool:
    """The row that numbers the columns: (1) (2) (3)."""
    texts = [e.text for e in row.cells.values() if e.text]
    return len(texts) >= 2 and all(_COUNTER.fullmatch(t) for t in texts)


def _titles(header: Sequence[Row]) -> dict[int, str]:
    titles: dict[int, list[str]] = {}
    for row in header:
        for column, entry in row.cells.items():
            for place in range(column, column + entry.column_span):
                known = titles.setdefault(place, [])
                if entry.text and entry.text not in known:
                    known.append(entry.text)
    return {column: " ".join(words) for column, words in titles.items()}


def _fields(header: Sequence[Row]) -> dict[int, str]:
    """The lowest known wording over a column decides, else all its wordings together."""
    fields: dict[int, str] = {}
    for row in header:
        for column, entry in row.cells.items():
            name = field_of(entry.text)
            for place in range(column, column + entry.column_span):
                if name and not (entry.column_span > 1 and place in fields):
                    fields[place] = name
    for column, title in _titles(header).items():
        name = field_of(title)
        if column not in fields and name:
            fields[column] = name
    return fields

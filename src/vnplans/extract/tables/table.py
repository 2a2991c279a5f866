"""Task tables: which tables order work, which rows are tasks, which are headings of groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vnplans.extract.duties.doers import Role
from vnplans.extract.findings import Reason
from vnplans.extract.line import Line
from vnplans.extract.outline.labels import Marker, marker
from vnplans.extract.tables.columns import filled_names, guessed, orders_work
from vnplans.extract.tables.grid import Columns, Entry, Row, columns, joined, rows_of
from vnplans.extract.tables.marks import Slot, marked, marked_slots, slots_of
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import normal
from vnplans.where import step, way

__all__ = ["Refused", "TaskRow", "table_columns", "task_rows"]

_CLOCK = regex(r"\d{1,2}\s*(?:h|giờ|g|:)\s*\d{0,2}")
_HANDED = (frozenset({"lead", "both", "coordinating"}), frozenset({"deadline", "start", "end"}))
"""Fields that a row hands down to those numbered below it, together."""
_FIGURES = regex(r"[\d.,\s]+")
_SUMS = frozenset({"funding", "figure", "unit"})
"""Fields of a group row that may hold what its rows come to."""
_BLANK = regex(r"[\s.…_x-]*(?:\(\d{1,2}\)[\s.…_-]*)?", re.IGNORECASE)
"""A cell to fill in, with the number of a note perhaps: ".....(2)....."."""
_PRICE = regex(r"giá(?! trị)\b")
_TELEPHONE = regex(r"(?:\+84|0)[\d\s.()-]{7,14}")
_TOTAL = regex(r"(?:tổng(?: cộng| số)?|cộng)(?!\w|\s+\w)|(?:tổng cộng|tổng số)\b", re.IGNORECASE)


@dataclass(frozen=True)
class TaskRow:
    """A row that is a task: its cells by field, the groups it stands under and its number."""

    row: Row
    content: Line
    cells: dict[str, Entry]
    groups: tuple[Line, ...]
    slots: tuple[Slot, ...]
    """The months or quarters that it marks with a cross."""
    marks: tuple[tuple[Line, Role], ...]
    """The bodies in whose columns it has a mark, and what each does."""
    titles: dict[str, str]
    """What stands over the columns of its times."""
    times: tuple[tuple[str, Line], ...]
    """The words of its columns of last days, each with what stands over it."""
    number: str
    """What a person would call it: "7", "I.2", "2, dòng con 2"."""


@dataclass(frozen=True)
class Refused:
    """A table that orders no work, and why."""

    table: int
    reason: Reason


def table_columns(
    pages: Pages, table: int, before: Columns | None = None, *, visits: bool = False
) -> Columns | Refused:
    """What the columns of a task table hold. `before`: of the table right before it, which this one may continue.
    `visits`: the words above it speak of inspections or visits."""
    rows = rows_of(pages, table)
    if columns(rows) is None and before is not None and rows and _width(rows) == before.width:
        return replace(before, first_row=rows[0].number)
    found = guessed(rows, visits=visits)
    if found is None:
        return Refused(table, Reason("table.no_header", "bảng không có cột nội dung công việc", "no column of work"))
    names = filled_names(rows, found)
    doers = names & {"lead", "both", "coordinating", "body"}
    when = names & {"deadline", "start", "end", "slot"}
    if not names & {"content", "detail"}:
        return Refused(table, Reason("table.targets", "bảng chỉ tiêu", "targets"))
    if not (doers or when or "deliverable" in names):
        no_doer = "bảng không nêu người làm, thời hạn hay sản phẩm"
        return Refused(table, Reason("table.list", no_doer, "names no doer, date or result"))
    if "procedure" in names:
        return Refused(table, Reason("table.procedures", "danh mục thủ tục hành chính", "procedures, no orders"))
    if not doers and not when and ("figure" in names or not orders_work(rows, found)):
        return Refused(table, Reason("table.results", "bảng kết quả, không nêu việc phải làm", "results, no orders"))
    if any(_PRICE.match(normal(title)) for title in found.titles.values()):
        return Refused(table, Reason("table.prices", "bảng giá", "prices"))
    if not when and "coordinating" not in names and _telephones(rows, found):
        return Refused(table, Reason("table.telephones", "danh bạ điện thoại", "telephone numbers"))
    if names & {"unit", "figure"} and not doers and len(found.of("unit", "figure")) >= 2:
        return Refused(table, Reason("table.figures", "bảng số liệu", "figures"))
    if not doers and _is_programme(rows, found):
        return Refused(table, Reason("table.programme", "chương trình một buổi họp", "programme of one meeting"))
    return found


def _width(rows: Sequence[Row]) -> int:
    return max(max(row.cells, default=0) for row in rows) + 1


def _telephones(rows: Sequence[Row], found: Columns) -> bool:
    """A column of telephone numbers: whom to call, not what to do."""
    body = [row for row in rows if row.number >= found.first_row]
    for column in found.titles:
        cells = [row.text(column) for row in body if row.text(column)]
        if cells and sum(_TELEPHONE.fullmatch(cell) is not None for cell in cells) * 2 > len(cells):
            return True
    return False


def _is_programme(rows: Sequence[Row], found: Columns) -> bool:
    """Clock times without a day: the programme of one meeting."""
    times = [row.text(c) for row in rows if row.number >= found.first_row for c in found.of("deadline", "start")]
    filled = [t for t in times if t]
    clocks = [t for t in filled if _CLOCK.search(t.lower()) and not re.search(r"ngày|tháng|\d/\d", t.lower())]
    return bool(filled) and len(clocks) * 2 > len(filled)


def task_rows(pages: Pages, table: int, found: Columns) -> Iterator[TaskRow]:
    """The rows that are tasks, in order."""
    ordinals = found.of("ordinal")
    every = [row for row in rows_of(pages, table) if row.number >= found.first_row and not _is_header(row, found)]
    rows = _mended(pages, every, ordinals)
    slots = slots_of(rows, found.titles, found.heads) if found.of("slot") else {}
    bodies = {c: found.heads[c] for c in found.of("body")}
    dated = _begins_with_time(found)
    groups: list[tuple[Marker | None, Line]] = []
    number, line, count = "", 0, 0
    above: dict[str, Entry] = {}
    told: dict[str, dict[str, Entry]] = {}
    for place, row in enumerate(rows):
        cells = _cells(row, found, above, told)
        ordinal = _ordinal(row, found)
        heading = _heading(row, rows[place + 1 :], found, cells, ordinal)
        if heading is not None:
            _regroup(groups, ordinal, heading)
            number, line = "", 0
            above.pop("deadline", None)
            continue
        content = _content(row, found, cells)
        if content is None:
            continue
        spanned = any(c in row.cells and row.cells[c].repeated for c in ordinals)
        repeated = bool(ordinals) and (spanned or ordinal is None)
        if ordinal and not repeated and ordinal.style in {m.style for m, _ in groups if m}:
            _close(groups, ordinal)
        line = line + 1 if repeated and number else 1
        count += 1
        number = number if repeated and number else (ordinal.label if ordinal else str(count))
        name = number if ordinal and ordinal.kind == "decimal" else ".".join([*_labels(groups), number])
        cells = {**_of_parent(ordinal, cells, told), **cells}
        if dated and "deadline" not in cells and "deadline" in above:
            cells["deadline"] = above["deadline"]
        above = {**above, **cells}
        told.setdefault(number, cells)
        name = way(name, step("line", line) if line > 1 else "")
        over = tuple(words for _, words in groups)
        crossed, titles, times = marked_slots(row, slots), _titles(row, found), _times(row, found)
        yield TaskRow(row, content, cells, over, crossed, marked(row, bodies), titles, times, name)


def _begins_with_time(found: Columns) -> bool:
    """A calendar: its first column says when; a blank there is the time above."""
    first = min(found.fields, default=None)
    return first is not None and found.fields[first] == "deadline"


def _mended(pages: Pages, rows: Sequence[Row], ordinals: Sequence[int]) -> list[Row]:
    """Rows broken by the end of a page made whole: what has no number on the next page goes on with the row before."""
    out: list[Row] = []
    for row in rows:
        if out and ordinals and not any(row.text(c) for c in ordinals) and _next_page(pages, out[-1], row):
            out[-1] = joined(out[-1], row)
        else:
            out.append(row)
    return out


def _next_page(pages: Pages, before: Row, row: Row) -> bool:
    last, first = pages.blocks[before.blocks[-1]].page, pages.blocks[row.blocks[0]].page
    return last is not None and first is not None and first > last


def _is_header(row: Row, found: Columns) -> bool:
    """The header again, on a further page."""
    texts = [normal(e.text) for e in row.cells.values() if e.text]
    return len(texts) >= 2 and all(t in found.header or t.isdigit() for t in texts)


def _ordinal(row: Row, found: Columns) -> Marker | None:
    for column in found.of("ordinal"):
        entry = row.cells.get(column)
        words = (entry.label or entry.text).strip() if entry and not _wide(entry, found) else ""
        if words and len(words) < 12:
            return marker(f"{words} X") or marker(f"{words}. X") or Marker("text", "text", words.strip(". "), None, 0)
    return None


def _cells(
    row: Row, found: Columns, above: Mapping[str, Entry], told: Mapping[str, Mapping[str, Entry]]
) -> dict[str, Entry]:
    """The row's cells by field; "-nt-" stands for the cell above, "Như mục 1" for that of the row so numbered.

    `told`: the cells of the rows before, by number.
    """
    out: dict[str, Entry] = {}
    for column, name in sorted(found.fields.items()):
        entry = row.cells.get(column)
        if entry is None or not entry.text or name == "ordinal":
            continue
        if phrase("rows.ditto").fullmatch(entry.passage.key):
            entry = above.get(name, entry)
        elif same := phrase("rows.as_row").fullmatch(entry.passage.key):
            entry = told.get(same["number"], {}).get(name, entry)
        if name not in out or (name in ("content", "detail") and not _named(found, column, name)):
            out[name] = entry
    return out


def _of_parent(
    ordinal: Marker | None, cells: Mapping[str, Entry], told: Mapping[str, Mapping[str, Entry]]
) -> dict[str, Entry]:
    """What the row numbered above, 1 over 1.1, says of who and when, where this one says nothing of it."""
    if ordinal is None or ordinal.kind != "decimal" or "." not in ordinal.label:
        return {}
    parent = told.get(ordinal.label.rpartition(".")[0], {})
    silent = [names for names in _HANDED if not names & cells.keys()]
    return {name: entry for names in silent for name, entry in parent.items() if name in names}


def _titles(row: Row, found: Columns) -> dict[str, str]:
    """What stands over the first filled column of each field of times."""
    filled = [c for c in found.of("deadline", "start", "end") if row.text(c)]
    return {found.fields[c]: found.titles.get(c, "") for c in reversed(filled)}


def _times(row: Row, found: Columns) -> tuple[tuple[str, Line], ...]:
    """The filled columns of last days, but for those that a merged cell fills again."""
    filled = [c for c in found.of("deadline") if row.text(c) and not row.cells[c].repeated]
    return tuple((found.titles.get(c, ""), row.cells[c].passage) for c in filled)


def _named(found: Columns, column: int, name: str) -> bool:
    """A column before this one names the work ("Tên đề án"): what this one tells of it is no further work."""
    return any(normal(found.titles.get(c, "")).startswith("tên ") for c in found.of(name) if c < column)


def _content(row: Row, found: Columns, cells: dict[str, Entry]) -> Line | None:
    """The words of the task: the most particular column that is filled."""
    for name in ("detail", "content"):
        if name in cells and not _BLANK.fullmatch(cells[name].text) and not _TOTAL.match(cells[name].text):
            return cells[name].passage
    return None


def _heading(
    row: Row, after: Sequence[Row], found: Columns, cells: dict[str, Entry], ordinal: Marker | None
) -> Line | None:
    """The words of a row that only heads a group: one cell of words, and nothing that says who or when."""
    divides = ordinal is not None and ordinal.kind in ("roman", "upper")
    filled = [
        e
        for c, e in row.cells.items()
        if e.text and not e.repeated and (found.fields.get(c) != "ordinal" or _wide(e, found))
    ]
    filled = [e for e in filled if not divides or not _FIGURES.fullmatch(e.text)]  # "II | Ngoài nước | 2.500": a sum
    if len(filled) != 1:
        return None
    entry = filled[0]
    said = {name for name in cells if name not in ("content", "detail", "group", "aim")}
    said -= {name for name, e in cells.items() if divides and name in _SUMS and _FIGURES.fullmatch(e.text)}
    wide = _wide(entry, found)
    if said and not wide:
        return None
    if wide or entry.bold or divides:
        return entry.passage
    return entry.passage if ordinal is not None and _has_children(ordinal, after, found) else None


def _wide(entry: Entry, found: Columns) -> bool:
    """It covers half of the columns or more, that of the serials among them perhaps."""
    return entry.column_span > 1 and entry.column_span * 2 >= found.width


def _has_children(ordinal: Marker, after: Sequence[Row], found: Columns) -> bool:
    """The next row is numbered below this one: 2 -> 2.1, or a list that starts anew."""
    following = _ordinal(after[0], found) if after else None
    if following is None:
        return False
    if following.kind == "decimal" and following.label.startswith(f"{ordinal.label}."):
        return True
    return following.first and following.value is not None and following.style != ordinal.style


def _labels(groups: list[tuple[Marker | None, Line]]) -> list[str]:
    return [marker.label for marker, _ in groups if marker][:2]


def _regroup(groups: list[tuple[Marker | None, Line]], ordinal: Marker | None, words: Line) -> None:
    """Put the group in its place: after closing the groups of its own kind and those below."""
    _close(groups, ordinal)
    groups.append((ordinal, words))


def _close(groups: list[tuple[Marker | None, Line]], ordinal: Marker | None) -> None:
    """Close the groups whose numbering this label goes on with."""
    style = ordinal.style if ordinal else None
    for place, (other, _) in enumerate(groups):
        if (other.style if other else None) == style:
            del groups[place:]
            return

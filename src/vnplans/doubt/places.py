"""Doubt of what gave nothing: sections, tables, headings, rows without a task; paragraphs that nothing explains."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vnplans.doubt.notes import note
from vnplans.extract.act import Act
from vnplans.extract.agencies.lists import leading_agencies
from vnplans.extract.orders.sections import holds
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.tables.grid import Columns, Row, columns, rows_of
from vnplans.models import Directive, Note, Section
from vnplans.pages import Pages
from vnplans.parts import parts
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["PLACES", "unexplained"]

_ORDERING = frozenset({"Kế hoạch", "Chỉ thị", "Chương trình", "Chương trình hành động", "Công điện"})
_LINE, _ORDERS = 40, 2
"""Characters of a line that may order work; such lines from which a section without a task is doubted."""
_LONG_TEXT = 2500
"""Characters from which a directive without any task is doubted."""
_DOERS = ("lead", "both", "coordinating")
_ROWS = 2
"""Rows of a table of work from which one without a task is doubted."""
_ARTICLE = "Điều"
_SERIAL = regex(r"\d{1,3}\.?")
_ROMAN = regex(r"[IVX]{1,6}")
_ROMANS = {"I": 1, "V": 5, "X": 10}


def _orders(directive: Directive) -> bool:
    """Is it of a type that is there to order work, and is nothing said against that?"""
    typed = directive.doc_type is not None and directive.doc_type.name in _ORDERING
    return typed and all(n.code != "not_a_directive" for n in directive.notes)


def _tasked(directive: Directive) -> list[int]:
    """The blocks that tasks were read from, in order."""
    return sorted({q.block for i in range(len(directive.tasks)) for q in directive.evidence.get(f"/tasks/{i}", [])})


def _any_within(blocks: Sequence[int], start: int, end: int) -> bool:
    """Does one of the blocks, given in order, lie from `start` to `end`?"""
    return bisect_left(blocks, start) < bisect_left(blocks, end)


def _ends(directive: Directive, pages: Pages) -> list[int]:
    """Where the text of each section ends: at the next heading that is not below it."""
    ends: list[int] = []
    first: dict[int, int] = {}  # level -> the first block of a heading of that level further down
    for section in reversed(directive.outline):
        ends.append(min((block for level, block in first.items() if level <= section.level), default=pages.own.stop))
        first[section.level] = min(section.block, first.get(section.level, section.block))
    return ends[::-1]


def _at(directive: Directive, place: int, code: str, vi: str, en: str) -> Note:
    quote = next(iter(directive.evidence.get(f"/outline/{place}", [])), None)
    return Note(code=code, severity="review", message=vi, message_en=en, field="/tasks", quote=quote)


def _sections(directive: Directive, pages: Pages) -> Iterator[Note]:
    """A section on tasks or on carrying out that gave no task."""
    if not _orders(directive):
        return
    tasked, ends = _tasked(directive), _ends(directive, pages)
    for place, section in enumerate(directive.outline):
        if holds(section.title) not in ("tasks", "assignment"):
            continue
        end = ends[place]
        lines = [b.text for b in pages.blocks[section.block + 1 : end] if b.role == "text" and len(b.text) > _LINE]
        orders = [line for line in lines if verb_at(fold(line).lstrip("-+*• ")) is not None]
        if len(orders) >= _ORDERS and not _any_within(tasked, section.block, end):
            vi = f"mục {section.label} {section.title[:50]}: không đọc ra nhiệm vụ nào"
            yield _at(directive, place, "section_empty", vi, f"section {section.label}: no task was read there")


def _none(directive: Directive, pages: Pages) -> Iterator[Note]:
    """A type that orders work, a long text, and no task at all."""
    if not directive.doc_type or directive.tasks or not _orders(directive):
        return
    if sum(len(pages.blocks[i].text) for i in pages.own) > _LONG_TEXT:
        vi = f"{directive.doc_type.name} dài mà không đọc ra nhiệm vụ nào"
        yield note("no_tasks", "/tasks", vi, "no task was read")


def _headings(directive: Directive, pages: Pages) -> Iterator[Note]:
    """A heading that is an agency's name, in a section on who does what, and no task below it."""
    if not directive.tasks or any(n.code == "not_a_directive" for n in directive.notes):
        return
    tasked, ends = _tasked(directive), _ends(directive, pages)
    above: dict[int, str] = {}
    for place, section in enumerate(directive.outline):
        above = {level: title for level, title in above.items() if level < section.level}
        assigned = any(holds(title) == "assignment" for title in above.values())
        above[section.level] = section.title
        if not assigned or _ARTICLE in section.label or not _is_agency(section):
            continue
        if not _any_within(tasked, section.block, ends[place]):
            vi = f"mục {section.label} {section.title[:50]}: không đọc ra nhiệm vụ của cơ quan này"
            en = f"section {section.label}: no task was read under this agency"
            yield _at(directive, place, "heading_empty", vi, en)


def _is_agency(section: Section) -> bool:
    found = leading_agencies(section.title)
    return bool(found) and found[0].start == 0 and found[-1].end >= len(section.title.rstrip(" :.;"))


def _gaps(directive: Directive, _: Pages) -> Iterator[Note]:
    """Roman numbers of headings at one level that skip: I, II, IV."""
    last: dict[str, str] = {}
    for place, section in enumerate(directive.outline):
        above, _dot, own = section.label.rpartition(".") if "." in section.label else ("", "", section.label)
        own = own.rpartition(", ")[2]
        if not _ROMAN.fullmatch(own):
            continue
        before = last.get(above)
        if before is not None and _roman(own) > _roman(before) + 1:
            vi = f"mục {section.label} đứng sau mục {before}: có thể thiếu một phần văn bản"
            yield _at(directive, place, "outline_gap", vi, f"section {section.label} skips a number")
        last[above] = own


def _roman(text: str) -> int:
    values = [_ROMANS[c] for c in text]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def _tables(directive: Directive, pages: Pages) -> Iterator[Note]:
    """A table of work of which no row, or not every numbered row, became a task."""
    if any(n.code in ("not_a_directive", "task.type") for n in directive.notes):
        return
    if not directive.tasks and not _orders(directive):
        return
    tasked = set(_tasked(directive))
    cells = (b.cell for b in (pages.blocks[i] for i in pages.own) if b.column is None)
    numbers = list(dict.fromkeys(cell.table for cell in cells if cell is not None))
    for number in numbers:
        rows = rows_of(pages, number)
        read = [row for row in rows if tasked.intersection(row.blocks)]
        if read:
            yield from _rows_missing(pages, rows, read)
        else:
            yield from _table_empty(pages, rows)


def _table_empty(pages: Pages, rows: Sequence[Row]) -> Iterator[Note]:
    found = columns(rows)
    if found is None or not _of_work(found):
        return
    filled = [row for row in rows if row.number >= found.first_row and _filled(row) > 1]
    if len(filled) >= _ROWS:
        vi, en = "bảng có cột công việc mà không đọc ra nhiệm vụ nào", "a table of work gave no task"
        quote = pages.quote(filled[0].blocks[0], rule="doubt.table_empty")
        yield Note(code="table_empty", severity="review", message=vi, message_en=en, field="/tasks", quote=quote)


def _of_work(found: Columns) -> bool:
    return bool(found.of("content", "detail")) and bool(found.of(*_DOERS))


def _filled(row: Row) -> int:
    return sum(any(c.isalpha() for c in entry.text) for entry in row.cells.values())


def _rows_missing(pages: Pages, rows: Sequence[Row], read: list[Row]) -> Iterator[Note]:
    """Rows with a number and words in more than one cell, as those have that became tasks."""
    numbered = [row for row in rows if _serial(row)]
    if not any(_serial(row) for row in read):
        return
    kept = {row.number for row in read}
    missing = [row for row in numbered if row.number not in kept and _filled(row) > 1]
    if missing:
        first = missing[0]
        vi = f"bảng có {len(missing)} dòng đánh số không đọc ra nhiệm vụ, đầu tiên: dòng {_serial(first)}"
        en = f"{len(missing)} numbered rows of a table gave no task, the first: row {_serial(first)}"
        quote = pages.quote(first.blocks[0], rule="doubt.rows_missing")
        yield Note(code="rows_missing", severity="review", message=vi, message_en=en, field="/tasks", quote=quote)


def _serial(row: Row) -> str | None:
    first = min(row.cells, default=None)
    text = row.text(first)
    return text if _SERIAL.fullmatch(text) else None


def _announced(directive: Directive) -> bool:
    """A page tells of the act: most of its words are not the act's."""
    return any(q.rule.endswith(".announced") for quotes in directive.evidence.values() for q in quotes)


def unexplained(directive: Directive, pages: Pages, layouts: Sequence[Act]) -> Iterator[Note]:
    """A paragraph with words of action that neither became a task nor was refused."""
    if not directive.tasks or not _orders(directive) or _announced(directive):
        return
    for part in parts((directive,), pages, layouts):
        block = pages.blocks[part.block]
        acts = len(block.text) > _LINE and verb_at(fold(block.text).lstrip("-+*• ")) is not None
        if part.name == "unexplained" and acts:
            yield Note(
                code="unexplained",
                severity="review",
                message=f"đoạn có lời giao việc mà không rõ là gì: {block.text[:60]}",
                message_en="a paragraph with words of action that nothing explains",
                field="/tasks",
                quote=pages.quote(part.block, rule="doubt.unexplained"),
            )


PLACES = (_sections, _none, _headings, _gaps, _tables)

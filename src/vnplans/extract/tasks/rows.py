"""Tasks of tables: each row with its doers, partners, time and result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnplans.extract.agencies import Mention, find_agencies, split_agencies
from vnplans.extract.findings import Finding, Near
from vnplans.extract.head import Head
from vnplans.extract.outline_tree import Item
from vnplans.extract.passage import Passage
from vnplans.extract.tasks import when
from vnplans.extract.tasks.context import Context
from vnplans.extract.tasks.doers import Body, bodies, partners
from vnplans.extract.tasks.duty import Duty, When, task
from vnplans.extract.tasks.grid import Columns, Entry
from vnplans.extract.tasks.table import Line, Refused, table_columns, task_rows
from vnplans.extract.tasks.verbs import verb_at
from vnplans.models import Task
from vnplans.pages import Pages

__all__ = ["table_tasks"]

_NO_DOER = re.compile(r"(?:theo|như|căn cứ|xem)\b")
_ROLE = re.compile(
    r"(?P<lead>(?:cơ quan |đơn vị )?(?:chủ trì|thực hiện|đầu mối)|chủ công)\s*:|(?P<with>(?:cơ quan |đơn vị |cùng )?phối hợp)\s*:"
)
_ROLE_BEHIND = re.compile(r"\s*(?:(?P<lead>chủ trì|thực hiện)|(?P<with>phối hợp))\b[\s.;,]*")
_WITH_BRACKET = re.compile(
    r"\((?:tham khảo ý kiến|phối hợp(?: với)?|có sự phối hợp của|cùng)\s+(?P<who>[^()]*?)(?:\s+-[^()]*)?\)"
)


def table_tasks(
    pages: Pages, head: Head, item: Item, context: Context, place: str, before: Columns | None
) -> tuple[Columns | None, Iterator[Finding[Task]]]:
    """The columns of the table (None if it orders no work) and its tasks. `place`: the way to it."""
    assert item.table is not None
    found = table_columns(pages, item.table, before)
    if isinstance(found, Refused):
        first = pages.quote(item.block, rule=found.code) if pages.blocks[item.block].text else None
        return None, iter((Near(found.code, f"{place or 'bảng'}: {found.reason}", first),))
    return found, _tasks(pages, head, item.table, found, context, place)


def _tasks(
    pages: Pages, head: Head, table: int, found: Columns, context: Context, place: str
) -> Iterator[Finding[Task]]:
    for line in task_rows(pages, table, found):
        where = ", ".join(p for p in (place, f"row {line.number}") if p)
        yield task(pages, _duty(pages, head, line, context, where), "tasks.table")


def _duty(pages: Pages, head: Head, line: Line, context: Context, where: str) -> Duty:
    leads, with_ = _doers(pages, head, line)
    if not leads and "lead" not in line.cells and "both" not in line.cells:
        leads = _group_leads(pages, head, line) or context.leads
    if not with_ and "coordinating" not in line.cells:
        with_ = bodies(pages, line.content, partners(line.content, head), "coordinating_agencies.words")
    return Duty(
        content=line.content,
        where=where,
        leads=leads,
        partners=with_,
        when=_when(pages, head, line) or context.when,
        deliverable=_words(line, "deliverable"),
        funding=_words(line, "funding"),
        group=line.groups[-1] if line.groups else context.group,
    )


def _words(line: Line, name: str) -> Passage | None:
    entry = line.cells.get(name)
    return entry.passage if entry and any(c.isalnum() for c in entry.text) else None


def _when(pages: Pages, head: Head, line: Line) -> When | None:
    for name in ("deadline", "end", "start"):
        words = _words(line, name)
        if words is not None:
            found = when.in_cell(pages, words, head)
            if found is not None:
                return found
    return when.in_words(pages, line.content, head)


def _group_leads(pages: Pages, head: Head, line: Line) -> tuple[Body, ...]:
    """A group row that is an agency's name hands it down to rows of work; rows that are bodies to inspect have none."""
    if verb_at(line.content.key) is None:
        return ()
    for words in reversed(line.groups):
        mentions = find_agencies(words.text, province=head.province, host=head.issuer.name if head.issuer else None)
        if mentions and mentions[0].start == 0 and mentions[-1].end >= len(words.text.rstrip(" :.;")) - 1:
            return bodies(pages, words, mentions, "lead_agencies.group_row")
    return ()


def _doers(pages: Pages, head: Head, line: Line) -> tuple[tuple[Body, ...], tuple[Body, ...]]:
    leads: tuple[Body, ...] = ()
    with_: tuple[Body, ...] = ()
    for name in ("lead", "both", "coordinating"):
        entry = line.cells.get(name)
        if entry is None or _NO_DOER.match(entry.passage.key):
            continue
        for words, role in _roles(entry, "with" if name == "coordinating" else "lead"):
            found = bodies(
                pages, words, _agencies(words, head), f"{'coordinating' if role == 'with' else 'lead'}_agencies.cell"
            )
            leads, with_ = (leads, with_ + found) if role == "with" else (leads + found, with_)
    return leads, with_


def _roles(entry: Entry, role: str) -> Iterator[tuple[Passage, str]]:
    """The parts of a cell that name doers: "Chủ trì: A; phối hợp: B", "A chủ trì, B phối hợp", "A (tham khảo ý kiến B)"."""
    cell = _lines(entry)
    marks = list(_ROLE.finditer(cell.key))
    if marks:
        if marks[0].start() > 2:
            yield cell.part(0, marks[0].start()), role
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            yield cell.part(mark.end(), following.start() if following else None), "with" if mark["with"] else "lead"
        return
    bracket = _WITH_BRACKET.search(cell.key)
    if bracket:
        yield cell.part(0, bracket.start()), role
        yield cell.part(bracket.start("who"), bracket.end("who")), "with"
        return
    yield cell, role


def _lines(entry: Entry) -> Passage:
    return entry.passage


def _agencies(words: Passage, head: Head) -> tuple[Mention, ...]:
    host = head.issuer.name if head.issuer else None
    found = split_agencies(words.text, province=head.province, host=host)
    return tuple(m for m in found if any(c.isalpha() for c in m.text))

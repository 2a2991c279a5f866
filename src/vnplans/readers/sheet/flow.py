"""Sheets to blocks: columns, paragraphs and tables of each page, joined over page breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from vnplans.landmarks import annex_label, mark_role, recipients_line
from vnplans.pages import Block, Role
from vnplans.readers.sheet.cells import table_blocks
from vnplans.readers.sheet.columns import Placed, in_columns
from vnplans.readers.sheet.furniture import sort_lines
from vnplans.readers.sheet.lines import Line
from vnplans.readers.sheet.margins import Margins, margins
from vnplans.readers.sheet.overlay import Overlay
from vnplans.readers.sheet.paragraphs import Paragraph, paragraphs, to_block
from vnplans.readers.sheet.ruled import Ruled
from vnplans.readers.sheet.sheet import Sheet
from vnplans.readers.sheet.stitch import Item, join_pages
from vnplans.readers.signed.appearances import shown_time

__all__ = ["blocks_of"]

_HEADING = 5
"""Lines of an annex from its label to its title and 'Kèm theo' line, at most."""


def blocks_of(sheets: Iterable[Sheet]) -> tuple[Block, ...]:
    """The blocks of sheets in their order. Sheets are taken one by one and not kept."""
    return tuple(_blocks(join_pages(_items(sheets))))


def _blocks(items: Iterable[Item]) -> Iterator[Block]:
    tables = 0
    for item in items:
        if isinstance(item, Ruled):
            yield from table_blocks(item, tables)
            tables += 1
        else:
            block = to_block(item)
            if block.text:
                yield block


def _items(sheets: Iterable[Sheet]) -> Iterator[list[Item]]:
    """The paragraphs and tables of each page, seen beside its neighbours; three pages are held at a time."""
    before: Sheet | None = None
    current: Sheet | None = None
    area: Margins | None = None
    closing = False
    for after in _one_more(sheets):
        if current is not None:
            area = margins(current.lines, current.size[0], area, [table.box for table in current.tables])
            items = list(_page_items(current, (before, after), area, closing))
            closing = _ends_in_columns(items)
            yield items
        before, current = current, after


def _one_more(sheets: Iterable[Sheet]) -> Iterator[Sheet | None]:
    yield from sheets
    yield None


def _page_items(
    sheet: Sheet, neighbours: tuple[Sheet | None, Sheet | None], area: Margins, closing: bool
) -> Iterator[Item]:
    """Running text and tables from top to bottom, then footnotes and what is no running text.

    `closing`: the page before ended within the signature part.
    """
    found = sort_lines(sheet, *neighbours)
    width, height = sheet.size
    rest: list[Line] = found.text
    heading = _turned_heading(sheet.sideways)
    for line in heading:
        yield Paragraph([line], centred=True, margins=area)
    for table in sheet.tables:
        above = [line for line in rest if line.base <= table.box[1] + 2]
        rest = rest[len(above) :]
        yield from paragraphs(in_columns(above, width, height, closing), area)
        yield table
        closing = False
    yield from paragraphs(in_columns(rest, width, height, closing), area)
    for note in paragraphs([Placed(line) for line in found.footnotes], area):
        note.role = "footnote"
        yield note
    for lines, role in found.others:
        yield Paragraph(lines, role=role)
    for line in sheet.sideways:
        if any(line is told for told in heading):
            continue
        yield Paragraph([line], role="text_box")
    for overlay in sheet.shown:
        yield Paragraph(list(overlay.lines), role=_shown_role(overlay))


def _turned_heading(lines: Sequence[Line]) -> list[Line]:
    """The label of an annex and the lines of its title, where they stand across to the page's table: they open it."""
    start = next((n for n, line in enumerate(lines) if annex_label(line.text)), None)
    if start is None:
        return []
    return list(takewhile(lambda line: any(c.isalpha() for c in line.text), lines[start : start + _HEADING]))


def _shown_role(overlay: Overlay) -> Role:
    """The role of what an annotation shows: a visible signature says when it was made, if nothing else."""
    if overlay.fills or overlay.stamp:
        return "stamp"
    return mark_role(overlay.text) or ("signature" if shown_time(overlay.text) else "text_box")


def _ends_in_columns(items: Sequence[Item]) -> bool:
    """Is the last running text of a page that of the signature part, with its list of recipients?"""
    text = [item for item in items if isinstance(item, Ruled) or item.role == "text"]
    columns = [item.column if isinstance(item, Paragraph) else None for item in text[-30:]]
    if not columns or columns[-1] is None or "left" not in columns:
        return False
    listed = (isinstance(item, Paragraph) and recipients_line(item.lines[0].text) is not None for item in text[-30:])
    return len(text) > _MORE_THAN_A_HEAD or any(listed)


_MORE_THAN_A_HEAD = 12
"""Paragraphs of a page whose columns at its end are no letterhead."""

"""Where a letterhead begins that stands within a file: that of a second act, or of rules that an act issues."""

from __future__ import annotations

from vnplans.extract.zones.landmarks import is_motto
from vnplans.pages import Pages

__all__ = ["letterhead_opens", "letterhead_start"]

_COLUMN = 8
"""Lines that the left column may have before the motto of the right one."""


def letterhead_start(pages: Pages, motto: int) -> int:
    """The first block of the letterhead that holds a motto: its left column stands before it."""
    index = motto
    page, cell = pages.blocks[motto].page, pages.blocks[motto].cell
    while index > 0:
        before = pages.blocks[index - 1]
        same_table = cell is not None and before.cell is not None and before.cell.table == cell.table
        beside = before.column == "left" and before.page == page and motto - index < 12
        if not (same_table or beside):
            break
        index -= 1
    return index


def letterhead_opens(pages: Pages, index: int) -> bool:
    """Does a letterhead begin at this block: a motto soon after, in one table or on one page with it?"""
    stop = min(len(pages.blocks), index + _COLUMN)
    motto = next((i for i in range(index, stop) if is_motto(pages.blocks[i])), None)
    return motto is not None and letterhead_start(pages, motto) == index

"""How many acts one file holds: a tờ trình with its draft behind it, a decision with the rules it issues.

Only a document with a letterhead or number line of its own is an act of its own; what an act issues ("Ban hành kèm theo
Quyết định số ...") is its attachment (CONTRACT.md).
"""

from __future__ import annotations

from itertools import pairwise

from vnplans.extract.numbers import number_line
from vnplans.extract.zones.openings import letterhead_start
from vnplans.extract.zones.zones import Layout, layout
from vnplans.landmarks import annex_label, is_enclosed, is_motto
from vnplans.pages import Pages

__all__ = ["layouts"]

_NEAR = 30
"""How many blocks a letterhead may have."""


def layouts(pages: Pages) -> tuple[Layout, ...]:
    """The acts of a file, in order; at least one."""
    starts = [0, *(letterhead_start(pages, i) for i in _mottoes(pages)[1:] if _opens_act(pages, i))]
    bounds = [*sorted(set(starts)), len(pages.blocks)]
    return tuple(layout(pages, a, b) for a, b in pairwise(bounds) if b > a) or (layout(pages),)


def _mottoes(pages: Pages) -> list[int]:
    """Blocks that begin a motto ("CỘNG HÒA ..."; the line "Độc lập ..." after it does not count again)."""
    out: list[int] = []
    for index, block in enumerate(pages.blocks):
        if is_motto(block) and (not out or index - out[-1] > 6):
            out.append(index)
    return out


def _opens_act(pages: Pages, motto: int) -> bool:
    """A letterhead of its own with a number line, and no 'Kèm theo' line under its title."""
    start = letterhead_start(pages, motto)
    if any(annex_label(b.text) for b in pages.blocks[max(0, start - 6) : start]):
        return False  # a specimen in an appendix
    stop = min(len(pages.blocks), motto + _NEAR)
    window = pages.blocks[start:stop]
    numbered = any(number_line(b.text) for b in window)
    return numbered and not any(is_enclosed(b.text) for b in window)

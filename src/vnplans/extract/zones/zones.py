"""The zones of an act: letterhead, heading, body, closing, annexes. Rules look only where their field stands.

Layout of Nghị định 30/2020/NĐ-CP, Phụ lục I (cells 1-9), and of the Party's Hướng dẫn 36-HD/VPTW, 05-HD/VPTW.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from vnplans.extract.numbers import number_line
from vnplans.extract.zones.annexes import Annex
from vnplans.extract.zones.closing import find_closing
from vnplans.extract.zones.heading import FARTHEST, find_heading
from vnplans.extract.zones.openings import is_place_date, letterhead_start, surely_opens
from vnplans.landmarks import addressee_line, is_motto, is_whole, type_line
from vnplans.pages import Block, Pages

__all__ = ["Annex", "Layout", "layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """One act within the pages of its file. Ranges are (start, end) block indexes, end exclusive; start == end: absent.

    left, right: block indexes of the two letterhead columns (issuer, number, V/v | motto, place and date).
    """

    pages: Pages
    extent: tuple[int, int]
    left: tuple[int, ...]
    right: tuple[int, ...]
    heading: tuple[int, int]
    """Type word and title, "Kính gửi" lines included."""
    body: tuple[int, int]
    """The act's own text, legal bases included, without closing."""
    closing: tuple[int, ...]
    """Blocks of the signature part and the list of recipients."""
    annexes: tuple[Annex, ...]
    type_block: int | None = None
    """The block that holds the type word, if one is printed."""
    worked_out: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What rules made of the zones, by a name: what several of them ask is worked out once."""

    def block(self, index: int) -> Block:
        return self.pages.blocks[index]

    def side(self, index: int) -> Literal["left", "right"] | None:
        """The column of a closing line: as the reader says, else by where it stands on its page.

        A closing that runs over a page break loses its columns.
        """
        block = self.pages.blocks[index]
        if block.column or not block.box or not block.page or block.page > len(self.pages.page_sizes):
            return block.column
        beside = any(self.pages.blocks[i].column for i in self.closing)
        middle = self.pages.page_sizes[block.page - 1][0] / 2
        if not beside:
            return None
        return "right" if block.box[0] > middle * 0.9 else "left" if block.box[2] < middle * 1.1 else None

    def texts(self) -> tuple[tuple[int, int], ...]:
        """The ranges that may order work: the body, then each annex's body."""
        return (self.body, *(annex.body for annex in self.annexes))


def layout(pages: Pages, start: int = 0, end: int | None = None) -> Layout:
    """Find the zones of the act that stands in blocks start..end of the pages."""
    end = len(pages.blocks) if end is None else end
    top = _below_cover(pages, _below_menu(pages, start, min(end, start + FARTHEST)), end)
    heading = find_heading(pages, top, end)
    letterhead = range(top, heading.letterhead_end)
    right = tuple(i for i in letterhead if _stands_right(pages.blocks[i]))
    if not any(is_motto(pages.blocks[i]) for i in right):
        right = tuple(i for i in letterhead if i in right or _is_union(pages, start, i))
    left = tuple(i for i in letterhead if i not in right and pages.blocks[i].role in ("text", "text_box"))
    closing = find_closing(pages, heading.end, end)
    return Layout(
        pages=pages,
        extent=(start, end),
        left=left,
        right=right,
        heading=(heading.start, heading.end),
        body=(heading.end, closing.body_end),
        closing=closing.blocks,
        annexes=closing.annexes,
        type_block=heading.type_block,
    )


def _below_menu(pages: Pages, start: int, end: int) -> int:
    """Where the letterhead of a saved page begins: at the table that holds a body beside the motto; its menu and its
    table of facts stand above."""
    motto = next((i for i in range(start, end) if is_motto(pages.blocks[i])), None) if pages.reader == "html" else None
    held = pages.blocks[motto].cell if motto is not None else None
    if motto is None or held is None:
        return start
    above = range(start, motto)
    if any(
        addressee_line(pages.blocks[i].text) or number_line(pages.blocks[i].text)
        for i in above
        if not pages.blocks[i].cell
    ):
        return start
    own = [i for i in above if (cell := pages.blocks[i].cell) and cell.table == held.table]
    beside = any(pages.blocks[i].column == "left" and not number_line(pages.blocks[i].text) for i in own)
    return own[0] if beside else start


_COVER = 14
"""Lines of a cover, and of the letterhead behind it."""


def _below_cover(pages: Pages, start: int, end: int) -> int:
    """Where the letterhead begins behind a cover that prints the issuer, the type and the title before them."""
    blocks = pages.blocks
    seen = range(start, min(end, start + _COVER))
    typed = next((i for i in seen if _heads(blocks[i]) or (i > start and type_line(blocks[i]))), None)
    if typed is None or _heads(blocks[typed]):
        return start
    for index in range(typed + 1, min(end, typed + _COVER)):
        block = blocks[index]
        if (
            block.confidence is not None
            or addressee_line(block.text)
            or surely_opens(block)
            or block.text.endswith(":")
        ):
            return start
        if is_motto(block):
            below = blocks[index + 1 : min(end, index + _COVER)]
            numbered = any(number_line(b.text) for b in blocks[typed + 1 : min(end, index + _COVER)])
            opened = letterhead_start(pages, index)
            whole = numbered and any(type_line(b) or addressee_line(b.text) for b in below)
            return opened if whole and opened > typed else start
    return start


def _heads(block: Block) -> bool:
    return is_motto(block) or number_line(block.text) is not None or block.column == "right"


def _is_union(pages: Pages, start: int, index: int) -> bool:
    """In lines without columns, the Youth Union's name below a body: the right column's, like a motto."""
    block, above = pages.blocks[index], pages.blocks[max(start, index - 1)]
    if block.column is not None or not block.text.isupper() or not is_whole(block.text, "union_name"):
        return False
    return index > start and above.column is None and not is_whole(above.text, "serving", "half_union")


def _stands_right(block: Block) -> bool:
    if block.role not in ("text", "text_box"):
        return False
    return block.column == "right" or (block.column is None and (is_motto(block) or bool(is_place_date(block))))

"""What follows the text of an act: signature, recipients, appendices and the documents it issues."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnplans.extract.zones.annexes import Annex, annexes, label_alone, starts_annex
from vnplans.extract.zones.heading import letterhead_opens
from vnplans.landmarks import annex_label, authority_line, begins_office, is_motto, is_rule, recipients_line
from vnplans.pages import Block, Pages

__all__ = ["Closing", "find_closing"]


@dataclass(frozen=True, slots=True)
class Closing:
    """`body_end`: where the act's own text ends; `blocks`: those of signature and recipients."""

    body_end: int
    blocks: tuple[int, ...]
    annexes: tuple[Annex, ...]


_LONGEST = 60
"""No closing has more lines."""
_ARTICLE = re.compile(r"\s*(?:Điều\s+\d|Căn cứ\b|Ví dụ\b)")


def find_closing(pages: Pages, start: int, end: int) -> Closing:
    """The closing and the annexes of an act whose text begins at `start`."""
    begin = _closing_begins(pages, start, end)
    if begin is None:
        body_end = next((i for i in range(start + 1, end) if _early_annex(pages.blocks[i])), end)
        return Closing(body_end, (), annexes(pages, body_end, end))
    stop = next((i for i in range(begin, end) if _closing_over(pages, i, begin)), end)
    blocks = tuple(i for i in range(begin, stop) if _is_line(pages.blocks[i]))
    return Closing(begin, blocks, annexes(pages, stop, end))


def _is_line(block: Block) -> bool:
    repeated = block.cell is not None and block.cell.repeated
    return block.role in ("text", "text_box") and not is_rule(block) and not repeated


def _closing_begins(pages: Pages, start: int, end: int) -> int | None:
    """A signature or recipients line after which only lines of a closing follow, up to an annex or the end."""
    turn = start
    for index in range(start, end):
        block = pages.blocks[index]
        if block.role not in ("text", "text_box") or not _is_closing_mark(block):
            continue
        limit = min(end, index + _LONGEST)
        turn = _next_turn(pages, max(turn, index + 1), limit)
        if turn >= limit or _ends_closing(pages.blocks[turn]):
            return index
    return None


def _next_turn(pages: Pages, index: int, limit: int) -> int:
    """The next block that is surely none of a signature part: a paragraph of text, an annex, a further letterhead."""
    for turn in range(index, limit):
        block = pages.blocks[turn]
        if block.role in ("text", "text_box") and (_is_prose(block) or _ends_closing(block)):
            return turn
    return limit


def _ends_closing(block: Block) -> bool:
    return bool(recipients_line(block.text)) or is_motto(block) or starts_annex(block)


def _is_closing_mark(block: Block) -> bool:
    text = block.text
    if recipients_line(text) and len(text) < 400:
        return True
    if not block.capitals or len(text) > 90 or text.endswith((":", ";")):
        return False
    return authority_line(text) or (begins_office(text) and (block.column == "right" or block.bold))


def _is_prose(block: Block) -> bool:
    """A paragraph of the text: long, or an article; a long item of a list of recipients is none."""
    if block.column or block.text.startswith(("-", "+")) or block.label in ("-", "+"):
        return False
    return len(block.text) > 120 or bool(_ARTICLE.match(block.text))


def _early_annex(block: Block) -> bool:
    """An annex although no signature was seen: only a label line in capitals."""
    label = annex_label(block.text)
    return bool(label and label_alone(label) and block.text.isupper() and block.cell is None)


def _closing_over(pages: Pages, index: int, begin: int) -> bool:
    """Does the closing that began at `begin` end before this block?"""
    block = pages.blocks[index]
    if index == begin or block.column:
        return index > begin and (is_motto(block) or letterhead_opens(pages, index))
    if starts_annex(block) or is_motto(block):
        return True
    if index - begin > _LONGEST or _is_prose(block):
        return True
    # a real table of several columns is never a signature
    return block.cell is not None and block.cell.column > 1 and not _is_closing_mark(block)

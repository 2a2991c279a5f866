"""What follows the text of an act: signature, recipients, appendices and the documents it issues."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vnplans.extract.zones.annexes import Annex, annexes, label_alone, starts_annex
from vnplans.extract.zones.openings import letterhead_opens
from vnplans.landmarks import (
    annex_label,
    authority_line,
    begins_office,
    is_motto,
    is_rule,
    is_signed,
    is_signing_line,
    name_span,
    names_authority,
    recipients_line,
    type_line,
)
from vnplans.pages import Block, Pages
from vnplans.regex import regex

__all__ = ["Closing", "find_closing"]


@dataclass(frozen=True, slots=True)
class Closing:
    """`body_end`: where the act's own text ends; `blocks`: those of signature and recipients."""

    body_end: int
    blocks: tuple[int, ...]
    annexes: tuple[Annex, ...]


_LONGEST = 60
"""No closing has more lines."""
_FIRST_ARTICLE = regex(r"\s*Điều\s+(?:1|thứ nhất)\b", re.IGNORECASE)
_ARTICLE = regex(r"\s*(?:Điều\s+\d|Căn cứ\b|Ví dụ\b)")


def find_closing(pages: Pages, start: int, end: int) -> Closing:
    """The closing and the annexes of an act whose text begins at `start`."""
    marks = [i for i in range(start, end) if _is_text(pages.blocks[i]) and _may_close(pages, i, end)]
    begin = _closing_begins(pages, marks, end)
    signed = next((i for i in marks if _is_signed(pages, i, end)), None) if begin is None else None
    if begin is None and signed is None:
        body_end = next((i for i in range(start + 1, end) if _early_annex(pages.blocks[i])), end)
        return Closing(body_end, (), annexes(pages, body_end, end))
    first = begin if begin is not None else (signed or start)
    stop = next((i for i in range(first, end) if _closing_over(pages, i, first)), end)
    blocks = tuple(i for i in range(first, stop) if _is_line(pages.blocks[i]))
    if begin is None:  # what follows is the foot of a page that shows the act, up to an annex
        stop = next((i for i in range(stop, end) if starts_annex(pages.blocks[i])), end)
    return Closing(first, blocks, annexes(pages, stop, end))


def _is_line(block: Block) -> bool:
    repeated = block.cell is not None and block.cell.repeated
    return block.role in ("text", "text_box") and not is_rule(block) and not repeated


def _closing_begins(pages: Pages, marks: Sequence[int], end: int) -> int | None:
    """A signature or recipients line after which only lines of a closing follow, up to an annex or the end."""
    turn = 0
    for index in marks:
        limit = min(end, index + _LONGEST)
        turn = _next_turn(pages, max(turn, index + 1), limit)
        if turn >= limit or (_ends_closing(pages.blocks[turn]) and not _enacts(pages, turn)):
            return index
    return None


def _enacts(pages: Pages, index: int) -> bool:
    """The formula "QUYẾT ĐỊNH" before Điều 1: what looked like a signature names who decides."""
    kind = type_line(pages.blocks[index])
    if kind is None or pages.blocks[index].text[kind[1] :].strip(" :."):
        return False
    below = next((b for b in pages.blocks[index + 1 :] if _is_text(b) and not is_rule(b)), None)
    return below is not None and _FIRST_ARTICLE.match(below.text) is not None


def _is_text(block: Block) -> bool:
    return block.role in ("text", "text_box")


def _is_signed(pages: Pages, mark: int, end: int) -> bool:
    """Do offices and a name follow a closing mark, a list of recipients between them or not, and no text? In capitals
    a name may be a body's ("BỘ TRƯỞNG" over "BỘ Y TẾ" above the legal bases)."""
    signing = False
    for index in range(mark, min(end, mark + _LONGEST)):
        block = pages.blocks[index]
        if not _is_text(block) or is_rule(block):
            continue
        if signing and not block.capitals and name_span(block.text) is not None:
            return True
        in_table = block.cell is not None and block.cell.column > 1
        if index > mark and (_is_prose(block) or block.confidence is not None or in_table):
            return False
        signing = signing or _names_office(block)
    return False


def _next_turn(pages: Pages, index: int, limit: int) -> int:
    """The next block that is surely none of a signature part: a paragraph of text, an annex, a further letterhead."""
    for turn in range(index, limit):
        block = pages.blocks[turn]
        if block.role in ("text", "text_box") and (_is_prose(block) or _ends_closing(block)):
            return turn
    return limit


def _ends_closing(block: Block) -> bool:
    return bool(recipients_line(block.text)) or is_motto(block) or starts_annex(block)


def _may_close(pages: Pages, index: int, end: int) -> bool:
    return _is_closing_mark(pages.blocks[index]) or _is_office_over_name(pages, index, end)


def _is_office_over_name(pages: Pages, index: int, end: int) -> bool:
    """In lines without columns, an office in capitals right above a name ("CHỦ TỊCH" over "Phạm Văn An"), the list of
    recipients or the end below it."""
    block = pages.blocks[index]
    beside = block.cell is not None and block.cell.column != 1
    if not block.capitals or block.column or beside or block.confidence is not None or not begins_office(block.text):
        return False
    below = [b for b in pages.blocks[index + 1 : min(end, index + _SIGNATURE)] if _is_text(b) and not is_rule(b)]
    below = [b for b in below if not is_signed(b.text)]
    named = bool(below) and not below[0].capitals and name_span(below[0].text) is not None
    if block.cell is not None:
        return named and below[0].cell == block.cell
    return named and (len(below) == 1 or recipients_line(below[1].text) is not None)


_SIGNATURE = 6
"""Blocks of an office, a signature and a name, and the line below them."""


def _is_closing_mark(block: Block) -> bool:
    text = block.text
    if recipients_line(text) and len(text) < 400:
        return True
    return len(text) <= 90 and not text.endswith((":", ";")) and _names_office(block)


def _names_office(block: Block) -> bool:
    """An authority or office in capitals, or in mixed case where column or words say what it is."""
    text = block.text
    if block.capitals:
        return authority_line(text) or (begins_office(text) and (block.column == "right" or block.bold))
    if block.cell is not None and block.column is None:
        return False
    return names_authority(text) or (block.column == "right" and is_signing_line(text, capitals=False))


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

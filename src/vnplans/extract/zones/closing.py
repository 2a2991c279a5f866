"""What follows the text of an act: signature, recipients, appendices and the documents it issues."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnplans.extract.zones.annexes import Annex, annex_starts_at, annexes, label_alone
from vnplans.extract.zones.landmarks import ANNEX_LABEL, AUTHORITY, RECIPIENTS, is_motto, is_rule
from vnplans.extract.zones.layout_words import begins
from vnplans.extract.zones.letterhead import letterhead_opens
from vnplans.pages import Block, Pages

__all__ = ["Tail", "find_tail"]


@dataclass(frozen=True, slots=True)
class Tail:
    """`body_end`: where the act's own text ends; `closing`: blocks of signature and recipients."""

    body_end: int
    closing: tuple[int, ...]
    annexes: tuple[Annex, ...]


_LONGEST = 60
"""No closing has more lines."""
_ARTICLE = re.compile(r"\s*(?:Điều\s+\d|Căn cứ\b|Ví dụ\b)")


def _is_closing_mark(block: Block) -> bool:
    text = block.text
    if RECIPIENTS.match(text) and len(text) < 400:
        return True
    if not block.capitals or len(text) > 90 or text.endswith((":", ";")):
        return False
    return bool(AUTHORITY.match(text)) or (begins(text, "office") and (block.column == "right" or block.bold))


def find_tail(pages: Pages, start: int, end: int) -> Tail:
    """The closing and the annexes of an act whose text begins at `start`."""
    blocks = pages.blocks
    body_end = next((i for i in range(start, end) if _closing_begins(pages, i, end)), None)
    early = next(
        (i for i in range(start, end if body_end is None else body_end) if _early_annex(pages, i, start, end)), None
    )
    if body_end is None:
        body_end = early if early is not None else end
        return Tail(body_end, (), annexes(pages, body_end, end))
    closing_end = body_end
    while closing_end < end and not _closing_over(pages, closing_end, body_end, end):
        closing_end += 1
    closing = tuple(
        i
        for i in range(body_end, closing_end)
        if blocks[i].role in ("text", "text_box") and not is_rule(blocks[i]) and not _repeated(blocks[i])
    )
    return Tail(body_end, closing, annexes(pages, closing_end, end))


def _closing_begins(pages: Pages, index: int, end: int) -> bool:
    """A signature or recipients line after which only lines of a closing follow, up to an annex or the end."""
    block = pages.blocks[index]
    if block.role not in ("text", "text_box") or not _is_closing_mark(block):
        return False
    for following in range(index + 1, min(end, index + _LONGEST)):
        later = pages.blocks[following]
        if later.role not in ("text", "text_box"):
            continue
        if RECIPIENTS.match(later.text) or is_motto(later) or annex_starts_at(pages, following, end):
            return True
        if _is_prose(later):
            return False
    return True


def _is_prose(block: Block) -> bool:
    """A paragraph of the text: long, or an article; a long item of a list of recipients is none."""
    if block.column or block.text.startswith(("-", "+")) or block.label in ("-", "+"):
        return False
    return len(block.text) > 120 or bool(_ARTICLE.match(block.text))


def _repeated(block: Block) -> bool:
    return block.cell is not None and block.cell.repeated


def _early_annex(pages: Pages, index: int, start: int, end: int) -> bool:
    """An annex although no signature was seen: only a label line in capitals, centred or bold."""
    block = pages.blocks[index]
    label = ANNEX_LABEL.match(block.text)
    return bool(label and index > start and label_alone(label) and block.text.isupper() and block.cell is None)


def _closing_over(pages: Pages, index: int, begin: int, end: int) -> bool:
    block = pages.blocks[index]
    if index == begin or block.column:
        return index > begin and (is_motto(block) or letterhead_opens(pages, index))
    if annex_starts_at(pages, index, end) or is_motto(block):
        return True
    if index - begin > _LONGEST or _is_prose(block):
        return True
    # a real table of several columns is never a signature
    return block.cell is not None and block.cell.column > 1 and not _is_closing_mark(block)

"""What follows the text of an act: signature, recipients, appendices and the documents it issues."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from vnplans.extract.enclosed import enclosed_lines
from vnplans.extract.landmarks import (
    ANNEX_LABEL,
    AUTHORITY,
    ENCLOSED,
    RECIPIENTS,
    is_motto,
    is_rule,
    type_line,
)
from vnplans.extract.layout_words import begins
from vnplans.pages import Block, Pages

__all__ = ["Annex", "Tail", "find_tail"]


@dataclass(frozen=True, slots=True)
class Annex:
    """An appendix, or a document issued with the act: block ranges within Pages, end exclusive."""

    label: str | None
    """'Phụ lục I' as printed; None for a plan, programme or regulation issued with the act."""
    heading: tuple[int, int]
    """Blocks of its label, title and 'Kèm theo' line."""
    body: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tail:
    """`body_end`: where the act's own text ends; `closing`: blocks of signature and recipients."""

    body_end: int
    closing: tuple[int, ...]
    annexes: tuple[Annex, ...]


_LETTERHEAD = 10
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


def _annex_start(pages: Pages, index: int, end: int) -> bool:
    """Does an annex begin here: a label line ("PHỤ LỤC I"), a type line or a 'Kèm theo' line?"""
    block = pages.blocks[index]
    if block.role not in ("text", "text_box") or (block.cell and block.cell.row > 1) or len(block.text) > 400:
        return False
    label = ANNEX_LABEL.match(block.text)
    if label and (block.text.isupper() or block.centred or block.bold or len(block.text) < 30) and _label_alone(label):
        return True
    if ENCLOSED.match(block.text) and len(block.text) < 300:
        return True
    return type_line(block) is not None and not block.text.rstrip().endswith(":")


def _label_alone(label: re.Match[str]) -> bool:
    """'Phụ lục I' or 'PHỤ LỤC I. TITLE', not 'Phụ lục I kèm theo Kế hoạch này quy định ...'."""
    rest = label["rest"].strip(" .:-")
    return not rest or rest[0] in "(" or rest[:1].isupper()


def find_tail(pages: Pages, start: int, end: int) -> Tail:
    """The closing and the annexes of an act whose text begins at `start`."""
    blocks = pages.blocks
    body_end = next((i for i in range(start, end) if _closing_begins(pages, i, end)), None)
    early = next(
        (i for i in range(start, end if body_end is None else body_end) if _early_annex(pages, i, start, end)), None
    )
    if body_end is None:
        body_end = early if early is not None else end
        return Tail(body_end, (), _annexes(pages, body_end, end))
    closing_end = body_end
    while closing_end < end and not _closing_over(pages, closing_end, body_end, end):
        closing_end += 1
    closing = tuple(
        i
        for i in range(body_end, closing_end)
        if blocks[i].role in ("text", "text_box") and not is_rule(blocks[i]) and not _repeated(blocks[i])
    )
    return Tail(body_end, closing, _annexes(pages, closing_end, end))


def _closing_begins(pages: Pages, index: int, end: int) -> bool:
    """A signature or recipients line after which only lines of a closing follow, up to an annex or the end."""
    block = pages.blocks[index]
    if block.role not in ("text", "text_box") or not _is_closing_mark(block):
        return False
    for following in range(index + 1, min(end, index + _LONGEST)):
        later = pages.blocks[following]
        if later.role not in ("text", "text_box"):
            continue
        if RECIPIENTS.match(later.text) or is_motto(later) or _annex_start(pages, following, end):
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
    return bool(label and index > start and _label_alone(label) and block.text.isupper() and block.cell is None)


def _closing_over(pages: Pages, index: int, begin: int, end: int) -> bool:
    block = pages.blocks[index]
    if index == begin or block.column:
        return bool(index > begin and block.column and is_motto(block))
    if _annex_start(pages, index, end) or is_motto(block):
        return True
    if index - begin > _LONGEST or _is_prose(block):
        return True
    # a real table of several columns is never a signature
    return block.cell is not None and block.cell.column > 1 and not _is_closing_mark(block)


def _annexes(pages: Pages, start: int, end: int) -> tuple[Annex, ...]:
    """Cut blocks start..end into annexes; without any heading the rest is one annex of no name."""
    starts = _merged_starts(pages, [i for i in range(start, end) if _annex_start(pages, i, end)])
    first = starts[0] if starts else end
    loose = [i for i in range(start, first) if pages.blocks[i].role == "text" and not is_rule(pages.blocks[i])]
    if loose and starts and first - start <= _LETTERHEAD:
        starts[0] = start  # a letterhead printed again above the rules that the act issues
    elif loose:
        starts.insert(0, start)
    return tuple(_annex(pages, a, b) for a, b in pairwise([*starts, end])) if starts else ()


def _merged_starts(pages: Pages, starts: list[int]) -> list[int]:
    """Label, title and 'Kèm theo' lines that follow one another open one annex; letterheads above it belong to it."""
    out: list[int] = []
    for index in starts:
        block = pages.blocks[index]
        if (
            out
            and index - out[-1] <= 8
            and (ENCLOSED.match(block.text) or type_line(block))
            and not ANNEX_LABEL.match(block.text)
        ):
            continue
        if out and type_line(block) and not _enclosed_near(pages, index):
            continue  # a type word inside an annex ("QUYẾT ĐỊNH" in a form) opens nothing
        out.append(index)
    return out


def _enclosed_near(pages: Pages, index: int) -> bool:
    return any(ENCLOSED.match(b.text) for b in pages.blocks[index : index + 8])


def _annex(pages: Pages, start: int, end: int) -> Annex:
    first = pages.blocks[start]
    label = ANNEX_LABEL.match(first.text)
    heading_end = start
    for index in range(start, min(end, start + 16)):
        block = pages.blocks[index]
        if ENCLOSED.match(block.text) and len(block.text) < 400:
            heading_end = _enclosed_end(pages, index, end)
            break
        if block.role != "text" or is_rule(block):
            continue
        titled = (
            index == start
            or bool(block.column)
            or block.centred
            or block.capitals
            or (block.bold and len(block.text) < 200)
            or block.continues
        )
        if (block.cell and not first.cell) or not titled:
            break
        heading_end = index + 1
    heading_end = (
        max(heading_end, start + 1)
        if label or ENCLOSED.match(first.text) or type_line(first)
        else max(heading_end, start)
    )
    body_end = next(
        (
            i
            for i in range(heading_end, end)
            if RECIPIENTS.match(pages.blocks[i].text) and _is_closing_mark(pages.blocks[i])
        ),
        end,
    )
    return Annex(" ".join(label["label"].split()) if label else None, (start, heading_end), (heading_end, body_end))


def _enclosed_end(pages: Pages, index: int, end: int) -> int:
    return next(blocks.stop for _, blocks in enclosed_lines(pages, index, end))

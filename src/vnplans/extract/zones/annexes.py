"""Appendices and documents that an act issues: where each begins, and its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from vnplans.extract.zones.enclosed import enclosed_lines
from vnplans.extract.zones.openings import opens_text
from vnplans.landmarks import annex_label, is_enclosed, is_rule, recipients_line, type_line
from vnplans.pages import Block, Pages

__all__ = ["Annex", "annexes", "label_alone", "starts_annex"]

_LETTERHEAD = 10
"""Lines of a letterhead printed again above the rules that an act issues."""
_HEADING = 16
"""Lines of an annex's heading, at most."""
_NEAR = 8
"""Lines from its label to its title, and from its type word to its 'Kèm theo' line, at most."""


@dataclass(frozen=True, slots=True)
class Annex:
    """An appendix, or a document issued with the act: block ranges within Pages, end exclusive."""

    label: str | None
    """'Phụ lục I' as printed; None for a plan, programme or regulation issued with the act."""
    heading: tuple[int, int]
    """Blocks of its label, title and 'Kèm theo' line."""
    body: tuple[int, int]


def starts_annex(block: Block) -> bool:
    """Does an annex begin here: a label line ("PHỤ LỤC I"), a type line or a 'Kèm theo' line?"""
    if block.role not in ("text", "text_box") or (block.cell and block.cell.row > 1) or len(block.text) > 400:
        return False
    label = annex_label(block.text)
    if label and (block.text.isupper() or block.centred or block.bold or len(block.text) < 30) and label_alone(label):
        return True
    if is_enclosed(block.text) and len(block.text) < 300:
        return True
    return type_line(block) is not None and not block.text.rstrip().endswith(":")


def label_alone(label: re.Match[str]) -> bool:
    """'Phụ lục I' or 'PHỤ LỤC I. TITLE', not 'Phụ lục I kèm theo Kế hoạch này quy định ...'."""
    rest = label["rest"].strip(" .:-")
    return not rest or rest[0] in "(" or rest[:1].isupper()


def annexes(pages: Pages, start: int, end: int) -> tuple[Annex, ...]:
    """Cut blocks start..end into annexes; without any heading the rest is one annex of no name."""
    starts = _merged_starts(pages, [i for i in range(start, end) if starts_annex(pages.blocks[i])])
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
        typed = type_line(block) is not None
        if out and index - out[-1] <= _NEAR and (is_enclosed(block.text) or typed) and not annex_label(block.text):
            continue
        if out and typed and not _enclosed_near(pages, index):
            continue  # a type word inside an annex ("QUYẾT ĐỊNH" in a form) opens nothing
        out.append(index)
    return out


def _enclosed_near(pages: Pages, index: int) -> bool:
    return any(is_enclosed(b.text) for b in pages.blocks[index : index + _NEAR])


def _annex(pages: Pages, start: int, end: int) -> Annex:
    label = annex_label(pages.blocks[start].text)
    heading_end = _enclosed_end(pages, start, end) or _styled_end(pages, start, end)
    recipients = (i for i in range(heading_end, end) if _is_recipients(pages.blocks[i]))
    return Annex(
        " ".join(label["label"].split()) if label else None,
        (start, heading_end),
        (heading_end, next(recipients, end)),
    )


def _is_recipients(block: Block) -> bool:
    return bool(recipients_line(block.text)) and len(block.text) < 400


def _enclosed_end(pages: Pages, start: int, end: int) -> int | None:
    """After the 'Kèm theo' line that closes the heading; None if the text opens before one."""
    for index in range(start, min(end, start + _HEADING)):
        block = pages.blocks[index]
        if is_enclosed(block.text) and len(block.text) < 400:
            return next(blocks.stop for _, blocks in enclosed_lines(pages, index, end))
        if index > start and opens_text(block, pages.blocks[start]):
            return None
    return None


def _styled_end(pages: Pages, start: int, end: int) -> int:
    """After the lines that are set as a heading: centred, bold or in capitals."""
    first = pages.blocks[start]
    heading_end = start
    for index in range(start, min(end, start + _HEADING)):
        block = pages.blocks[index]
        if block.role != "text" or is_rule(block):
            continue
        if (block.cell and not first.cell) or not (index == start or _is_set_apart(block)):
            break
        heading_end = index + 1
    named = annex_label(first.text) or type_line(first)
    return max(heading_end, start + 1) if named else heading_end


def _is_set_apart(block: Block) -> bool:
    emphatic = block.bold and len(block.text) < 200
    return bool(block.column) or block.centred or block.capitals or emphatic or block.continues

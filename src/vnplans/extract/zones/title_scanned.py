"""How the lines below a type word lie: what a scan, or a page with places, shows of a title's end."""

from __future__ import annotations

from vnplans.extract.zones.openings import is_text, opens_text
from vnplans.landmarks import (
    begins,
)
from vnplans.pages import Block, Pages
from vnplans.regex import regex

__all__ = [
    "FULL_LINE",
    "LONGEST_LINE",
    "cites_behind_scrap",
    "ends_in_the_middle",
    "in_a_frame",
    "opens_paragraph",
    "set_in",
    "stands_below",
    "title_goes_on",
    "to_the_margin",
    "under_capitals",
    "unscrapped",
    "within_margins",
]


def in_a_frame(pages: Pages, index: int, type_block: int) -> bool:
    """On a scan, what stands in the frame of a stamp beside a title that goes on in bold below it."""
    first, block = pages.blocks[type_block], pages.blocks[index]
    if block.confidence is None or block.cell is None or first.cell is not None or not first.bold:
        return False
    below = (b for b in pages.blocks[index + 1 : index + _IN_FRAME] if b.cell is None)
    return any(b.centred and b.bold and not opens_text(b, first) for b in below)


_IN_FRAME = 4


def to_the_margin(pages: Pages, index: int, first: Block) -> bool:
    """A line that begins within a sentence, runs to the right margin of the text, which the title's last line did not,
    and has not the middle of the type word."""
    block, above = pages.blocks[index], pages.blocks[index - 1]
    if not (block.box and above.box and first.box) or not block.page == above.page == first.page:
        return False
    ends = [
        b.box[2] for b in pages.blocks[index : index + _TEXT_LINES] if b.box and b.page == block.page and not b.cell
    ]
    off = abs(block.box[0] + block.box[2] - first.box[0] - first.box[2]) / 2
    reaches = block.box[2] > max(ends) - _MARGIN and above.box[2] < max(ends) - 2 * _MARGIN
    return block.text[:1].islower() and off > 2 * _OFF and reaches


_TEXT_LINES, _MARGIN = 8, 9.0


"""Blocks that show where the text's right margin is; points by which a full line may miss it."""


def within_margins(pages: Pages, index: int) -> bool:
    """A line that is clear of both margins of the text below it."""
    block, below = pages.blocks[index], pages.blocks[index + 1 : index + _TEXT_LINES]
    boxes = [b.box for b in below if b.box and b.page == block.page and not b.cell]
    if block.box is None or not boxes:
        return False
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return block.box[0] > left + _CLEAR and block.box[2] < right - _CLEAR


_CLEAR = 27.0
"""Points: more than the first line of a paragraph is set in by most writers."""


def cites_behind_scrap(pages: Pages, index: int) -> bool:
    """Words that open the text and name an act by its number, behind scraps: "SỐ, Thực hiện Kế hoạch số 8/KH-UBND"."""
    tokens = pages.blocks[index].text.split()
    for skipped in (1, 2):
        rest = " ".join(tokens[skipped:])
        short = all(len(token) <= _SCRAP_LETTERS for token in tokens[:skipped])
        if short and rest[:1].isupper() and _NAMES_ACT.search(rest[:_SENTENCE]) and begins(rest, "opening", "likely"):
            return True
    return False


_SCRAP_LETTERS, _SENTENCE = 4, 60


_NAMES_ACT = regex(r"số \d+[/-]")


def under_capitals(pages: Pages, index: int) -> bool:
    """On a scan, a line that begins within a sentence below a title all in capitals: text that lost its first words."""
    above = pages.blocks[index - 1].text
    small = pages.blocks[index].text[:2]
    return above.isupper() and len(above.split()) > 2 and small.islower() and small.isalpha()


def opens_paragraph(pages: Pages, index: int) -> bool:
    """On a scan, the first line of a paragraph, set in so that it looks centred: farther below the title than a line of
    it is high, and the text goes on below it, farther out and as far to the right."""
    block, above = pages.blocks[index], pages.blocks[index - 1]
    if block.confidence is None or above.box is None or block.box is None or above.page != block.page:
        return False
    if block.box[1] - above.box[3] < above.box[3] - above.box[1]:
        return False
    if len(block.text) > _PARAGRAPH_LETTERS:
        return True
    if not block.text[:1].isupper():
        return False
    below = next((b for b in pages.blocks[index + 1 : index + 2] if b.page == block.page and b.box), None)
    if below is None or below.box is None or not below.text[:1].islower() or len(block.text) < FULL_LINE:
        return False
    return block.box[0] - below.box[0] > _SET_IN and block.box[2] > below.box[2] - 2 * _SET_IN


_PARAGRAPH_LETTERS, FULL_LINE, _SET_IN = 160, 50, 9.0


"""Letters of more lines than a title's block has; letters of a line from margin to margin; points."""


LONGEST_LINE = 100
"""Letters of a title's line."""


def title_goes_on(pages: Pages, index: int) -> bool:
    """On a scan a long line looks uncentred: a centred line soon below it keeps the title going."""
    if pages.blocks[index].confidence is None:
        return False
    for block in pages.blocks[index : index + 4]:
        if opens_text(block) or len(block.text) > 250 or block.text.rstrip().endswith((".", ";", ":")):
            return False
        if block.centred and not block.capitals:
            return True
    return False


def set_in(pages: Pages, index: int) -> bool:
    """On a scan, a line that stands farther in than the paragraph below it may: the title's, whose end was lost."""
    block = pages.blocks[index]
    if block.confidence is None or block.box is None:
        return False
    below = next((b for b in pages.blocks[index + 1 : index + 6] if len(b.text) > 120 and b.page == block.page), None)
    return below is not None and below.box is not None and block.box[0] > below.box[0] + _PARAGRAPH


def ends_in_the_middle(pages: Pages, index: int, first: Block) -> bool:
    """On a scan, a full line whose last words stand alone in the middle below it, as no paragraph's do."""
    block = pages.blocks[index]
    below = next((b for b in pages.blocks[index + 1 : index + 2] if is_text(b)), None)
    if block.confidence is None or below is None or not stands_below(below, first) or opens_text(below):
        return False
    return block.box is not None and below.box is not None and _width(below) < _REST * _width(block)


def _width(block: Block) -> float:
    return block.box[2] - block.box[0] if block.box else 0.0


_REST = 0.6
"""The share of a title's full line that its last words take at most."""
_PARAGRAPH = 54.0
"""Points by which the first line of a paragraph is set in at most."""
_SYLLABLE = regex(r"[^\W\d_]{2}")


def unscrapped(block: Block) -> str:
    """The text of a line; on a scan without the signs before its first syllable: "//2 HỘI ĐỒNG NHÂN DÂN"."""
    tokens = block.text.split()
    while block.confidence is not None and len(tokens) > 1 and not _SYLLABLE.search(tokens[0]):
        tokens.pop(0)
    text = " ".join(tokens)
    return text if block.confidence is None else text.lstrip("'’‘`.,:;|-_ ")


def stands_below(block: Block, first: Block) -> bool:
    """On a scan: does a line stand in the middle below the type word, and is it no wider than a line of a title?"""
    if block.confidence is None or block.box is None or first.box is None or block.page != first.page:
        return False
    if len(block.text) > LONGEST_LINE or block.text.rstrip().endswith((".", ";", ":")):
        return False
    return abs(block.box[0] + block.box[2] - first.box[0] - first.box[2]) < 2 * _OFF


_OFF = 14.0
"""Points by which the middle of a title's line may lie off that of its type word."""

"""What a single line of an act opens: its letterhead, its text, neither (a scrap that a scan left)."""

from __future__ import annotations

import re
from functools import cache

from vnplans.calendar import written
from vnplans.extract.numbers import number_line
from vnplans.extract.outline.labels import bare_roman
from vnplans.kinds import kind_names
from vnplans.knowledge import alternatives
from vnplans.landmarks import (
    SUBJECT,
    annex_label,
    begins,
    begins_exactly,
    is_motto,
    is_rule,
    words,
)
from vnplans.pages import Block, Pages
from vnplans.regex import regex
from vnplans.text import bare, fold

__all__ = [
    "COLUMN",
    "inside_table",
    "is_place_date",
    "is_scrap",
    "is_text",
    "letterhead_opens",
    "letterhead_start",
    "opens_text",
    "surely_opens",
]

COLUMN = 8
"""Lines that the left column may have before the motto of the right one."""
_SENTENCE = 80
"""Letters of a line that say whether a sentence begins there."""


@cache
def _label() -> re.Pattern[str]:
    """Labels and formulas that open the text of an act, on folded text: "I. ...", "Điều 1", "UBND tỉnh X điện:"."""
    divisions = alternatives(words("division"))
    front = alternatives(map(fold, words("front")))
    senders = alternatives(words("head", "body", "authority"))  # a telegram's; "lưới điện" may end a title
    return re.compile(
        rf"[-+*•]\s|(?:{divisions})\s+(?:thứ\b|[ivx]+\b|\d|[a-d]\b)|(?:{front})[.:]?$|[ivx]{{1,5}}\s?/?[.\-)]\s|[ivx]{{1,5}}/\s|[ivx]{{1,5}}\.\S|[a-h]\s?/?[.)]\s|[a-h]/\s"
        r"|\d{1,2}\s?[.)]\s?[^\d\s]|\d{1,2}(?:/|-|\s-)\s[^\d\s]|.{3,80}\sđiện:$"
        rf"|(?:{senders})\b.{{0,80}}\sđiện$"
    )


@cache
def _carrying_out() -> re.Pattern[str]:
    """ "Thực hiện Kế hoạch ...", "Triển khai Nghị quyết số ...", on text without marks. After "thực hiện" the first
    syllable of a kind is enough."""
    kinds = {bare(name) for name in (*kind_names("paired"), *kind_names("directs"))}
    carried = alternatives({*(kind.split()[0] for kind in kinds), *map(bare, words("carried"))})
    numbered = alternatives(map(bare, kind_names()))
    return re.compile(rf"(?:thuc hien (?:{carried})|trien khai (?:thuc hien )?(?:{numbered}) so)(?![^\W\d_])")


@cache
def _issuing() -> re.Pattern[str]:
    """The first sentence of an act that says itself what it does, on folded text."""
    return re.compile(rf"ủy ban nhân dân .{{0,60}}(?:{alternatives(words('issuing'))})")


@cache
def _place_date() -> re.Pattern[str]:
    return re.compile(rf"(?P<place>[^,;:()]{{2,60}}?)\s*(?P<comma>[,.])?\s*{written(named=True)}(?P<end>\s*\.?$)?")


_CITES = regex(r"\d\s?[/-]\s?[^\W\d_]|(?i:\bsố)\s*:?\s*\d|^\d{1,2}[.)]\s")
"""What a place has not: the number of an act, the label of an item."""


def is_place_date(block: Block) -> re.Match[str] | None:
    """'Hải Dương, ngày 07 tháng 3 năm 2023': a short line of its own; 'Căn cứ Luật ... ngày 19/6/2015;' is none."""
    match = _place_date().match(block.text) if len(block.text) < 90 else None
    if match and (_CITES.search(match["place"]) or begins(match["place"], "opening")):
        return None
    if match and match["d"]:  # a cited act's date has digits too
        return match if match["comma"] and match["end"] is not None else None
    return match


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
    return index if index < motto or cell is not None else _typed_above(pages, motto)


_TYPED_ABOVE = 6
"""Lines above the motto where the letterhead has no columns: issuer, number, subject."""


def _typed_above(pages: Pages, motto: int) -> int:
    """Where the issuer's lines begin that stand above a motto in one column, a number line among them."""
    start, numbered = motto, False
    for index in range(motto - 1, max(motto - 1 - _TYPED_ABOVE, -1), -1):
        block = pages.blocks[index]
        number = number_line(block.text) is not None
        named = (block.capitals and not block.text.endswith((":", ";"))) or is_rule(block)
        if block.page != pages.blocks[motto].page or annex_label(block.text):
            break
        if not (number or named or SUBJECT.match(block.text)):
            break
        start, numbered = index, numbered or number
    return start if numbered else motto


def letterhead_opens(pages: Pages, index: int) -> bool:
    """Does a letterhead begin at this block: a motto soon after, in one table or on one page with it?"""
    stop = min(len(pages.blocks), index + COLUMN)
    motto = next((i for i in range(index, stop) if is_motto(pages.blocks[i])), None)
    return motto is not None and letterhead_start(pages, motto) == index


def surely_opens(block: Block) -> bool:
    opens = begins(block.text, "opening") and not begins_exactly(block.text, "choosing")
    if block.label or opens or begins_exactly(block.text, "courtesy"):
        return True  # "Kinh tế - xã hội" is no courtesy
    return bool(_label().match(fold(block.text))) or bare_roman(block.text)


def opens_text(block: Block, first: Block | None = None) -> bool:
    """Does the block begin the text of an act (legal basis, section, article)? `first`: the type line above it."""
    if surely_opens(block):
        return True
    carries_out = begins(block.text, "likely") or _carrying_out().match(bare(block.text[:_SENTENCE]))
    if not (carries_out or _issuing().match(fold(block.text))):
        return False
    if first is None or block.text.rstrip().endswith(":"):
        return True  # "Trên cơ sở ý kiến thảo luận, Chủ tịch UBND tỉnh kết luận:" on a full line looks centred
    light = first.bold and not (block.bold or block.italic or block.confidence is not None)
    return not ((block.centred and not light) or (block.bold and first.bold))


def is_scrap(block: Block) -> bool:
    """Is a line of a scan what a stamp, a pen or a seal left: a few letters, or none that was surely read?"""
    if block.confidence is None or block.column or block.cell:
        return False
    if sum(char.isalnum() for char in block.text) <= _SCRAP and block.confidence < _SURE_SCRAP:
        return not _ONLY_YEAR.fullmatch(block.text)  # the last word of a title
    sure = (block.text[word.start : word.end] for word in block.words if word.confidence >= _READ)
    return bool(block.words) and not any(_LETTERS.search(text) for text in sure)


_ONLY_YEAR = regex(r"(?:19|20)\d\d")
_SCRAP, _SURE_SCRAP, _READ = 4, 0.9, 0.6
_LETTERS = regex(r"[^\W\d_]{3}|\d{4}")


def is_text(block: Block) -> bool:
    return block.role in ("text", "text_box") and not is_rule(block)


def inside_table(block: Block) -> bool:
    cell = block.cell
    return cell is not None and block.column is None and cell.row > 1 and cell.column_span == 1

"""Where the letterhead ends and the heading (type, title, addressees) stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnplans.calendar import DAY, MONTH
from vnplans.extract.zones.enclosed import enclosed_lines
from vnplans.extract.zones.landmarks import (
    ADDRESSEE,
    ANNEX_LABEL,
    ENCLOSED,
    SUBJECT,
    is_mark,
    is_motto,
    is_number_line,
    is_place_date,
    is_rule,
    type_line,
)
from vnplans.extract.zones.layout_words import begins
from vnplans.pages import Block, Pages
from vnplans.text import fold

__all__ = ["Heading", "find_heading", "opens_text", "title_end"]

_FARTHEST = 70
"""No letterhead has more lines; a type word below that belongs to something else."""
_TITLE_LINES = 14


@dataclass(frozen=True, slots=True)
class Heading:
    """Block indexes: the letterhead ends where the heading starts, or earlier; `end` is where the text begins."""

    letterhead_end: int
    start: int
    end: int
    type_block: int | None


# Labels and formulas that open the text of an act, beside the words of layout_words.toml
_LABEL = re.compile(
    r"(?:[-+*•]\s|điều \d|chương [ivx\d]|phần (?:i|thứ|[0-9])|mục \d|[ivx]{1,5}\s?[.\-)]\s|[ivx]{1,5}\.\S|[a-h][.)]\s"
    r"|\d{1,2}\s?[.)]\s?[^\d\s]|.{3,80}\sđiện:?$)"
)
_ISSUES = re.compile(r"ủy ban nhân dân .{0,60}(?:ban hành|xây dựng|nhận được|báo cáo|thông báo|đề nghị|yêu cầu|kính)")
# "HÀ NỘI - THÁNG 12/2008" at the foot of a title page
_PLACE_AND_MONTH = re.compile(rf"[^,\d]{{2,30}}[,\-\s]+(?:{DAY}|{MONTH})\s+\d{{1,2}}\b.{{0,20}}")


def _surely_opens(block: Block) -> bool:
    return bool(block.label) or begins(block.text, "opening") or bool(_LABEL.match(fold(block.text)))


def opens_text(block: Block, first: Block | None = None) -> bool:
    """Does the block begin the text of an act (legal basis, section, article)? `first`: the type line above it."""
    if _surely_opens(block):
        return True
    if not (begins(block.text, "likely") or _ISSUES.match(fold(block.text))):
        return False
    set_as_title = first is not None and (
        (block.centred and (block.bold or not first.bold or block.italic)) or (block.bold and first.bold)
    )
    return not set_as_title


def _is_text(block: Block) -> bool:
    return block.role in ("text", "text_box") and not is_rule(block)


def _inside_table(block: Block) -> bool:
    return block.cell is not None and block.column is None and block.cell.row > 1


def find_heading(pages: Pages, start: int, end: int) -> Heading:
    """The heading of the act in blocks start..end; without type word and addressee the text follows the letterhead."""
    stop = min(end, start + _FARTHEST)
    last_landmark = start - 1
    for index in range(start, stop):
        block = pages.blocks[index]
        if not _is_text(block):
            continue
        if block.column != "left" and not _inside_table(block) and _is_type(block, first=last_landmark < start):
            return Heading(index, index, title_end(pages, index, end), index)
        if ADDRESSEE.match(block.text):
            return Heading(index, index, _addressee_end(pages, index, end), None)
        if (
            block.column
            or is_motto(block)
            or is_number_line(block)
            or is_place_date(block)
            or SUBJECT.match(block.text)
        ):
            last_landmark = index
        elif last_landmark < start and (opens_text(block) or len(block.text) > 250) and index > start + 3:
            break
    after = last_landmark + 1
    return Heading(after, after, after, None)


def _is_type(block: Block, *, first: bool) -> bool:
    """A type word in capitals; "PHỤ LỤC I" too; not the formula "QUYẾT ĐỊNH:" nor a long run-in sentence.

    `first`: nothing of a letterhead was seen yet; then the gazette's heading counts in mixed case too.
    """
    if len(block.text) >= 600 or block.text.rstrip().endswith(":"):
        return False
    set_apart = block.centred or block.bold
    if ANNEX_LABEL.fullmatch(block.text) and (block.text.isupper() or (first and set_apart and len(block.text) < 40)):
        return True
    return type_line(block, any_case=first and block.bold and block.centred) is not None


def title_end(pages: Pages, type_block: int, end: int) -> int:
    """The index after the last title line: centred, bold or capital lines up to the text's beginning."""
    index = type_block + 1
    seen = 0
    while index < min(end, type_block + _TITLE_LINES):
        block = pages.blocks[index]
        if not _is_text(block):
            index += 1
        elif ADDRESSEE.match(block.text):
            return _addressee_end(pages, index, end)
        elif ENCLOSED.match(block.text):
            index = next((blocks.stop for _, blocks in enclosed_lines(pages, index, end)), index + 1)
        elif is_mark(block.text):
            index += 1
        elif _ends_title(pages, index, type_block, seen):
            break
        else:
            seen += 1
            index += 1
    return index


def _ends_title(pages: Pages, index: int, type_block: int, seen: int) -> bool:
    first, block = pages.blocks[type_block], pages.blocks[index]
    if block.cell is not None and first.cell is None and block.column is None:
        return True
    if _PLACE_AND_MONTH.fullmatch(fold(block.text)):
        return True
    if opens_text(block, first) and not (seen == 0 and _short_title(block, first)):
        return True
    if seen and _is_authority_line(pages, index):
        return True
    return not (_looks_like_title(block, first, seen) or _title_goes_on(pages, index))


def _title_goes_on(pages: Pages, index: int) -> bool:
    """On a scan a long line looks uncentred: a centred line soon below it keeps the title going."""
    if pages.blocks[index].confidence is None:
        return False
    for block in pages.blocks[index : index + 4]:
        if opens_text(block) or len(block.text) > 250 or block.text.rstrip().endswith((".", ";", ":")):
            return False
        if block.centred and not block.capitals:
            return True
    return False


def _short_title(block: Block, first: Block) -> bool:
    """The line right below a bare type word, without the marks of a sentence, is its title whatever its first word."""
    if _surely_opens(block) or first.centred:
        return False
    return len(block.text) < 200 and not block.text.rstrip().endswith((".", ";", ":", ","))


def _is_authority_line(pages: Pages, index: int) -> bool:
    """'CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X' between title and legal bases; in mixed case only right above a legal basis."""
    block = pages.blocks[index]
    if not begins(block.text, "authority", "office"):
        return False
    below = next((b for b in pages.blocks[index + 1 : index + 4] if _is_text(b)), None)
    above_basis = below is not None and fold(below.text).lstrip("-+ ").startswith(("căn cứ", "xét", "theo đề nghị"))
    return block.capitals or (above_basis and len(block.text) < 90)


def _looks_like_title(block: Block, first: Block, seen: int) -> bool:
    if SUBJECT.match(block.text) or block.continues or fold(block.text).startswith(("về việc", "về ")):
        return True
    if block.centred or (block.bold and len(block.text) < 400):
        return True
    if seen and block.text[:1].islower() and len(block.text) < 200:
        return True  # a further line of the title, in a file without styles
    if block.capitals and len(block.text) < 300:
        return True
    # on a scan the centre of a long line is easily missed
    below_type = seen == 0 and (not first.centred or block.confidence is not None)
    return below_type and len(block.text) < 400 and not block.text.rstrip().endswith((".", ";", ":"))


def _addressee_end(pages: Pages, index: int, end: int) -> int:
    """After "Kính gửi:" and its list of addressees."""
    inline = pages.blocks[index].text.split(":", 1)[-1].strip() if ":" in pages.blocks[index].text else ""
    listed = not inline
    index += 1
    while index < end:
        block = pages.blocks[index]
        if _is_text(block) and not _is_addressee(block, listed=listed):
            break
        index += 1
    return index


def _is_addressee(block: Block, *, listed: bool) -> bool:
    text = block.text
    if len(text) > 200 or (
        opens_text(block) and not re.match(r"[-+•]", text) and (block.label or "").strip() not in ("-", "+", "•")
    ):
        return False
    if text.startswith(("-", "+", "•")) or (block.label or "") in ("-", "+", "•"):
        return True
    if listed and not text.rstrip().endswith((".", ":")) and len(text) < 120:
        return True
    return text.rstrip().endswith(";") and len(text) < 160

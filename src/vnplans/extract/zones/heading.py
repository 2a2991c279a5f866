"""Where the heading of an act (type, title, addressees) stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from vnplans.extract.numbers import named_number_line, number_line
from vnplans.extract.zones.addressees import addressee_end
from vnplans.extract.zones.openings import COLUMN, inside_table, is_place_date, is_text, opens_text, surely_opens
from vnplans.extract.zones.section_lines import names_section
from vnplans.extract.zones.title_lines import TITLE_LINES, title_end
from vnplans.kinds import type_codes, types_of_code
from vnplans.knowledge import alternatives
from vnplans.landmarks import (
    SUBJECT,
    addressee_line,
    annex_label,
    authority_line,
    begins,
    is_motto,
    is_type_word,
    is_whole,
    mark_role,
    recipients_line,
    tie_at,
    type_line,
)
from vnplans.pages import Block, Pages
from vnplans.regex import regex
from vnplans.text import CAPITALS, bare, fold

__all__ = ["FARTHEST", "Heading", "find_heading", "rest_of_type"]

FARTHEST = 70
"""No letterhead has more lines; a type word below that belongs to something else."""
_LONGEST_LABEL = 200
"""Letters of an annex's number and title on one line."""
_NEAR = 5
"""Lines from an annex's label to its 'Kèm theo' line, at most."""
_NEAR_HEAD = 10
"""Lines from a page's headline to the motto of the act that it prints, at most."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Block indexes: the letterhead ends where the heading starts, or earlier; `end` is where the text begins."""

    letterhead_end: int
    start: int
    end: int
    type_block: int | None


def find_heading(pages: Pages, start: int, end: int) -> Heading:
    """The heading of the act in blocks start..end; without type word and addressee the text follows the letterhead."""
    stop = min(end, start + FARTHEST)
    last_landmark = start - 1
    opened = 0
    for index in range(start, stop):
        block = pages.blocks[index]
        if not is_text(block):
            continue
        before = last_landmark < start
        ends_name = before and index > start and is_whole(pages.blocks[index - 1].text, "open_head")
        stands = block.column != "left" and not inside_table(block) and not ends_name
        if (before or block.confidence is not None) and _copied(pages, index):
            continue
        if (before and _of_page(pages, index, stop)) or _of_mail(pages, index):
            continue
        named = (
            not before and index == last_landmark + 1 and is_type_word(block.text.rstrip(" :"))
        )  # "Kế hoạch", nothing is set
        if stands and (named or _is_type(pages, index, first=before)):
            return Heading(index, index, title_end(pages, index, end), index)
        if addressee_line(block.text) and not _beside_letterhead(pages, index, stop):
            return Heading(index, index, addressee_end(pages, index, end), None)
        if _closes(block) or (not before and _is_body(block)):
            break
        if block.column or _of_letterhead(block):
            last_landmark = index
        elif before and not _of_menu(pages, index, stop) and (opens_text(block) or len(block.text) > 250):
            opened += 1
            if opened > 1 or index > start + 3:
                break
    cut = _cut_type(pages, range(start, stop), last_landmark)
    if cut is not None:
        return Heading(cut, cut, title_end(pages, cut, end), cut)
    return _untyped(pages, start, last_landmark + 1, end)


def _beside_letterhead(pages: Pages, index: int, stop: int) -> bool:
    """On a scan whose columns run on too far, a line of the left one: the right one, with its motto, comes after it."""
    block = pages.blocks[index]
    if block.confidence is None or block.column != "left":
        return False
    return any(b.column == "right" and is_motto(b) for b in pages.blocks[index + 1 : stop])


def _of_page(pages: Pages, index: int, stop: int) -> bool:
    """The headline of a saved page, a type word first, above the letterhead of the act that it prints."""
    if pages.reader not in ("text", "html") or type_line(pages.blocks[index]) is None:
        return False
    for block in pages.blocks[index + 1 : min(stop, index + _NEAR_HEAD)]:
        if type_line(block) is not None or addressee_line(block.text):
            return False
        if is_motto(block):
            return True
    return False


def _of_menu(pages: Pages, index: int, stop: int) -> bool:
    """A short bullet above the state's motto: an entry of the page's menu."""
    block = pages.blocks[index]
    label = (block.label or block.text[:1]).strip()
    if (
        not label
        or label[0].isalnum()
        or label[0] in '("“'
        or len(block.text) > _MENU_ENTRY
        or block.text.rstrip().endswith((".", ";", ":"))
    ):
        return False
    return any(is_motto(b) for b in pages.blocks[index + 1 : stop])


@cache
def _kind_in_symbol() -> re.Pattern[str]:
    return re.compile(rf"(?:[/-]\s?|(?<=\d)|(?<=:)\s?)(?P<code>{alternatives(type_codes())})\s?[-/]", re.IGNORECASE)


def _cut_type(pages: Pages, blocks: range, after: int) -> int | None:
    """On a scan, the rest of a type word below the letterhead whose symbol names that type: "HOẠCH" under /KH-UBND."""
    head = [pages.blocks[i].text for i in blocks if i <= after and pages.blocks[i].confidence is not None]
    code = next((code for text in head if (code := _kind_of_symbol(text))), None)
    named = types_of_code(code) if code else ()
    for index in range(
        max(blocks.start, after), min(blocks.stop, after + 1 + _NEAR)
    ):  # it may look like the right column
        block = pages.blocks[index]
        rest = re.sub(r"[^a-z]", "", bare(block.text))
        if block.capitals and any(_is_rest(rest, bare(name).replace(" ", "")) for name in named):
            return index
        if rest_of_type(block.text, named) or _struck_through(block.text, named):
            return index
    return None


_DOUBLED = regex(rf"([{CAPITALS}])\1")


def _kind_of_symbol(text: str) -> str | None:
    """The code of a type in the symbol of a number line, a letter of it read twice: "/QĐĐ-UBND"."""
    pattern = _kind_in_symbol()
    match = pattern.search(text) or pattern.search(_DOUBLED.sub(r"\1", text))
    return match["code"] if match else None


def rest_of_type(text: str, names: Iterable[str]) -> int:
    """Where the rest of one of these type words ends that begins a line in capitals, with the title behind it: "HOẠCH
    TRIỂN KHAI ..."; 0 where none does."""
    first = text.split(maxsplit=1)[:1]
    rest = bare(first[0]) if first and first[0].isupper() else ""
    whole = len(rest) >= _WHOLE_REST and len(text) > len(rest)
    return len(first[0]) if whole and any(rest in bare(name).split()[1:] for name in names) else 0


_WHOLE_REST = 4
"""Letters of the second word of a type word that stands for the whole."""


def _struck_through(text: str, names: Iterable[str]) -> bool:
    """A type word under a pen's line, of which the second word is left: "------KkKd-HOẠCH"."""
    *before, last = _RUN.findall(text)[-2:] or ("",)
    whole = len(last) >= _WHOLE_REST and last.isupper() and len(text) < _STRUCK
    return whole and bool(before or not text[0].isalpha()) and any(bare(last) in bare(n).split()[1:] for n in names)


_RUN = regex(r"[^\W\d_]+")
_STRUCK = 24


def _is_rest(rest: str, name: str) -> bool:
    """What is left of a type word, or the word with a letter or two misread."""
    if len(rest) >= _REST * len(name) and rest in name:
        return True
    return len(rest) >= _LONG_REST and SequenceMatcher(None, rest, name).ratio() >= _ALIKE


_LONG_REST, _ALIKE = 5, 0.75
_FORM = regex(r"[(\[]?mẫu(?: số)?:? [\w./-]{1,12}[)\]]?")
_MENU_ENTRY = 40
"""Characters of a menu's entry."""
_REST = 0.5
"""The share of a type word's letters that must be left of it."""


def _copied(pages: Pages, index: int) -> bool:
    """ "SAO Y BẢN CHÍNH" or "Mẫu số 01" above a letterhead: a stamp in type, the mark of the form that the act was
    typed into; not the type of what follows."""
    text = pages.blocks[index].text
    if mark_role(text) != "stamp" and not _FORM.fullmatch(fold(text)):
        return False
    return any(is_motto(block) for block in pages.blocks[index + 1 : index + 1 + 2 * COLUMN])


_MAIL_LETTERS = 14


def _of_mail(pages: Pages, index: int) -> bool:
    """On a scan, "CÔNG VĂN" of the stamp of incoming mail, above the act's own type word."""
    block = pages.blocks[index]
    if block.confidence is None or len(block.text) > _MAIL_LETTERS or not _LETTER.match(bare(block.text)):
        return False
    below = pages.blocks[index + 1 : index + _NEAR]
    return any(b.capitals and type_line(b) and not _LETTER.match(bare(b.text)) for b in below)


_LETTER = regex(r"\W*cong van\b")


def _closes(block: Block) -> bool:
    """A signature or the list of recipients: no letterhead goes on behind it."""
    return bool(recipients_line(block.text)) or (block.capitals and authority_line(block.text, marked=True))


def _is_body(block: Block) -> bool:
    """Text of an act, for sure, below a letterhead; on a scan a mark may look like a label."""
    if block.confidence is not None or block.column or _of_letterhead(block):
        return False
    return surely_opens(block) or len(block.text) > 250


def _untyped(pages: Pages, start: int, after: int, end: int) -> Heading:
    """Without a type word the lines set as a heading stand there: below a letterhead, or above a 'Kèm theo' line."""
    if any(pages.blocks[i].confidence is not None for i in range(start, min(end, after + 1))):
        return Heading(after, after, _below_lost_type(pages, range(start, after), end), None)
    if (tied := _tied(pages, after, end)) is not None:
        return Heading(after, after, tied, None)
    index = after
    while index < min(end, after + TITLE_LINES):
        block = pages.blocks[index]
        set_apart = block.centred or (block.capitals and block.bold) or _stands_for_title(pages, index, after)
        carries = opens_text(block) and not (block.capitals and not surely_opens(block) and not block.centred)
        if is_text(block) and (carries or block.cell or not set_apart):
            break
        index += 1
    lettered = any(is_motto(pages.blocks[i]) for i in range(start, after))
    return Heading(after, after, index if lettered else after, None)


def _stands_for_title(pages: Pages, index: int, after: int) -> bool:
    """In a file that sets nothing, a line in capitals right below a letterhead whose type word was left out: "VỀ VIỆC
    GIAO NHIỆM VỤ ..."; not who decides, nor the title of a section."""
    block = pages.blocks[index]
    if not block.capitals or block.cell or block.box or len(block.text.split()) < _SHORTEST_TITLE:
        return False
    if any(b.centred or b.bold for b in pages.blocks[after : index + _NEAR] if not b.cell):
        return False
    return not (begins(block.text, "authority", "office", "head", "body") or names_section(block.text))


def _below_lost_type(pages: Pages, letterhead: range, end: int) -> int:
    """On a scan, the end of a title whose type word a stamp or a seal hides: lines surely read between a letterhead
    whose symbol names a type and the words that open the text."""
    above = [pages.blocks[i].text for i in letterhead]
    after = letterhead.stop
    if not any(_kind_of_symbol(text) for text in above) or any(SUBJECT.match(text) for text in above):
        return after
    for index in range(after, min(end, after + _NEAR)):
        block = pages.blocks[index]
        heads = block.capitals and begins(block.text, "authority", "office", "head")
        if begins(block.text, "opening") or (index > after and (heads or opens_text(block))):
            title = " ".join(pages.blocks[i].text for i in range(after, index))
            return index if len(title.split()) >= _SHORTEST_TITLE else after
        if (block.confidence or 0.0) < _SURE_TITLE or len(block.text) > _LONGEST_LABEL or addressee_line(block.text):
            break
    return after


_SURE_TITLE = 0.85
_SHORTEST_TITLE = 4
"""Words without which lines are what is left of a title."""


def _tied(pages: Pages, after: int, end: int) -> int | None:
    """The end of a heading that has a 'Kèm theo' line; None if the text opens before one."""
    for index in range(after, min(end, after + TITLE_LINES)):
        block = pages.blocks[index]
        if is_text(block) and tie_at(block.text) is not None:
            return title_end(pages, max(index - 1, after - 1), end) if index > after or tie_at(block.text) else None
        if is_text(block) and (surely_opens(block) or block.cell or len(block.text) > 250):
            return None
    return None


def _of_letterhead(block: Block) -> bool:
    numbered = number_line(block.text) or (block.cell is not None and named_number_line(block.text))
    return bool(numbered or is_motto(block) or is_place_date(block) or SUBJECT.match(block.text))


def _is_type(pages: Pages, index: int, *, first: bool) -> bool:
    """A type word in capitals; "PHỤ LỤC I" too; not the formula "QUYẾT ĐỊNH:" nor a long run-in sentence.

    `first`: nothing of a letterhead was seen yet; then an annex and the gazette's heading count in mixed case too.
    """
    block = pages.blocks[index]
    if len(block.text) >= 600 or block.text.rstrip().endswith(":"):
        return False
    set_apart = block.centred or block.bold
    label = annex_label(block.text)
    if label and (block.text.isupper() or (first and set_apart and len(block.text) < 40)):
        return True
    if label and first and len(block.text) < _LONGEST_LABEL and label["rest"][:1] not in ("", "("):
        below = pages.blocks[index + 1 : index + _NEAR]
        return label["rest"].lstrip(" .:-")[:1].isupper() and any(tie_at(b.text) is not None for b in below)
    return type_line(block, any_case=first and block.bold and block.centred) is not None

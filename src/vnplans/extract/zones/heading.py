"""Where a letterhead begins and ends, and where the heading (type, title, addressees) stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from vnplans.calendar import DAY, MONTH, written
from vnplans.extract.numbers import named_number_line, number_line, type_codes, types_of_code
from vnplans.extract.zones.enclosed import enclosed_lines
from vnplans.kinds import kind_names
from vnplans.knowledge import alternatives
from vnplans.landmarks import (
    SUBJECT,
    addressee_line,
    annex_label,
    authority_line,
    begins,
    begins_exactly,
    breaks_off,
    is_enacting,
    is_mark,
    is_motto,
    is_rule,
    is_type_word,
    is_whole,
    mark_role,
    recipients_line,
    tie_at,
    type_line,
    words,
)
from vnplans.pages import Block, Pages
from vnplans.regex import regex
from vnplans.text import CAPITALS, SMALLS, bare, fold

__all__ = [
    "Heading",
    "find_heading",
    "is_place_date",
    "is_scrap",
    "letterhead_opens",
    "letterhead_start",
    "opens_text",
    "title_end",
]

_FARTHEST = 70
"""No letterhead has more lines; a type word below that belongs to something else."""
_COLUMN = 8
"""Lines that the left column may have before the motto of the right one."""
_TITLE_LINES = 14
_LONGEST_LABEL = 200
"""Letters of an annex's number and title on one line."""
_NEAR = 5
"""Lines from an annex's label to its 'Kèm theo' line, at most."""
_LETTERHEAD = 12
"""Lines above the type word in which the letterhead names the issuer."""
_SENTENCE = 80
"""Letters of a line that say whether a sentence begins there."""
_SPECK = regex(rf"[-+.*•]\s[{CAPITALS}]")
"""A speck before a title, right below the type word, where no item stands."""
_BULLETS = ("-", "+", "•")


@dataclass(frozen=True, slots=True)
class Heading:
    """Block indexes: the letterhead ends where the heading starts, or earlier; `end` is where the text begins."""

    letterhead_end: int
    start: int
    end: int
    type_block: int | None


@cache
def _label() -> re.Pattern[str]:
    """Labels and formulas that open the text of an act, on folded text: "I. ...", "Điều 1", "UBND tỉnh X điện:"."""
    divisions = alternatives(words("division"))
    front = alternatives(map(fold, words("front")))
    senders = alternatives(words("head", "body", "authority"))  # a telegram's; "lưới điện" may end a title
    return re.compile(
        rf"[-+*•]\s|(?:{divisions})\s+(?:thứ\b|[ivx]+\b|\d|[a-d]\b)|(?:{front})[.:]?$|[ivx]{{1,5}}\s?/?[.\-)]\s|[ivx]{{1,5}}/\s|[ivx]{{1,5}}\.\S|[a-h][.)]\s"
        r"|\d{1,2}\s?[.)]\s?[^\d\s]|.{3,80}\sđiện:$"
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


# "HÀ NỘI - THÁNG 12/2008" at the foot of a title page
_PLACE_AND_MONTH = regex(rf"(?:[{CAPITALS}][^\s,\d]*\s?(?:-\s)?){{1,6}},?\s*(?i:{DAY}|{MONTH})\s+\d{{1,2}}\b.{{0,20}}")


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
    return index


def letterhead_opens(pages: Pages, index: int) -> bool:
    """Does a letterhead begin at this block: a motto soon after, in one table or on one page with it?"""
    stop = min(len(pages.blocks), index + _COLUMN)
    motto = next((i for i in range(index, stop) if is_motto(pages.blocks[i])), None)
    return motto is not None and letterhead_start(pages, motto) == index


def _surely_opens(block: Block) -> bool:
    if block.label or begins(block.text, "opening") or begins_exactly(block.text, "courtesy"):
        return True  # "Kinh tế - xã hội" is no courtesy
    return bool(_label().match(fold(block.text)))


def opens_text(block: Block, first: Block | None = None) -> bool:
    """Does the block begin the text of an act (legal basis, section, article)? `first`: the type line above it."""
    if _surely_opens(block):
        return True
    carries_out = begins(block.text, "likely") or _carrying_out().match(bare(block.text[:_SENTENCE]))
    if not (carries_out or _issuing().match(fold(block.text))):
        return False
    set_as_title = first is not None and (
        (block.centred and (block.bold or not first.bold or block.italic)) or (block.bold and first.bold)
    )
    return not set_as_title


def is_scrap(block: Block) -> bool:
    """Is a line of a scan what a stamp, a pen or a seal left: a few letters, or none that was surely read?"""
    if block.confidence is None or block.column or block.cell:
        return False
    if sum(char.isalnum() for char in block.text) <= _SCRAP and block.confidence < _SURE_SCRAP:
        return True
    sure = (block.text[word.start : word.end] for word in block.words if word.confidence >= _READ)
    return bool(block.words) and not any(_LETTERS.search(text) for text in sure)


_SCRAP, _SURE_SCRAP, _READ = 4, 0.9, 0.6
_LETTERS = regex(r"[^\W\d_]{3}|\d{4}")


def _is_text(block: Block) -> bool:
    return block.role in ("text", "text_box") and not is_rule(block)


def _inside_table(block: Block) -> bool:
    return block.cell is not None and block.column is None and block.cell.row > 1


def find_heading(pages: Pages, start: int, end: int) -> Heading:
    """The heading of the act in blocks start..end; without type word and addressee the text follows the letterhead."""
    stop = min(end, start + _FARTHEST)
    last_landmark = start - 1
    opened = 0
    for index in range(start, stop):
        block = pages.blocks[index]
        if not _is_text(block):
            continue
        before = last_landmark < start
        ends_name = before and index > start and is_whole(pages.blocks[index - 1].text, "open_head")
        stands = block.column != "left" and not _inside_table(block) and not ends_name
        if before and _copied(pages, index):
            continue
        if stands and _is_type(pages, index, first=before):
            return Heading(index, index, title_end(pages, index, end), index)
        if addressee_line(block.text):
            return Heading(index, index, _addressee_end(pages, index, end), None)
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


def _of_menu(pages: Pages, index: int, stop: int) -> bool:
    """A short bullet above the state's motto: an entry of the page's menu."""
    block = pages.blocks[index]
    label = (block.label or "").strip()
    if (
        not label
        or label[0].isalnum()
        or len(block.text) > _MENU_ENTRY
        or block.text.rstrip().endswith((".", ";", ":"))
    ):
        return False
    return any(is_motto(b) for b in pages.blocks[index + 1 : stop])


@cache
def _kind_in_symbol() -> re.Pattern[str]:
    return re.compile(rf"[/-]\s?(?P<code>{alternatives(type_codes())})\s?[-/]", re.IGNORECASE)


def _cut_type(pages: Pages, blocks: range, after: int) -> int | None:
    """On a scan, the rest of a type word below the letterhead whose symbol names that type: "HOẠCH" under /KH-UBND."""
    head = [pages.blocks[i].text for i in blocks if i <= after and pages.blocks[i].confidence is not None]
    code = next((match["code"] for text in head if (match := _kind_in_symbol().search(text))), None)
    named = [bare(name).replace(" ", "") for name in types_of_code(code)] if code else []
    for index in range(after + 1, min(blocks.stop, after + 1 + _NEAR)):
        rest = re.sub(r"[^a-z]", "", bare(pages.blocks[index].text))
        if pages.blocks[index].capitals and any(_is_rest(rest, name) for name in named):
            return index
    return None


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
    return any(is_motto(block) for block in pages.blocks[index + 1 : index + 1 + _COLUMN])


def _closes(block: Block) -> bool:
    """A signature or the list of recipients: no letterhead goes on behind it."""
    return bool(recipients_line(block.text)) or (block.capitals and authority_line(block.text, marked=True))


def _is_body(block: Block) -> bool:
    """Text of an act, for sure, below a letterhead; on a scan a mark may look like a label."""
    if block.confidence is not None or block.column or _of_letterhead(block):
        return False
    return _surely_opens(block) or len(block.text) > 250


def _untyped(pages: Pages, start: int, after: int, end: int) -> Heading:
    """Without a type word the lines set as a heading stand there: below a letterhead, or above a 'Kèm theo' line."""
    if any(pages.blocks[i].confidence is not None for i in range(start, min(end, after + 1))):
        return Heading(after, after, _below_lost_type(pages, range(start, after), end), None)
    if (tied := _tied(pages, after, end)) is not None:
        return Heading(after, after, tied, None)
    index = after
    while index < min(end, after + _TITLE_LINES):
        block = pages.blocks[index]
        set_apart = block.centred or (block.capitals and block.bold)
        if _is_text(block) and (opens_text(block) or block.cell or not set_apart):
            break
        index += 1
    lettered = any(is_motto(pages.blocks[i]) for i in range(start, after))
    return Heading(after, after, index if lettered else after, None)


def _below_lost_type(pages: Pages, letterhead: range, end: int) -> int:
    """On a scan, the end of a title whose type word a stamp or a seal hides: lines surely read between a letterhead
    whose symbol names a type and the words that open the text."""
    above = [pages.blocks[i].text for i in letterhead]
    after = letterhead.stop
    if not any(_kind_in_symbol().search(text) for text in above) or any(SUBJECT.match(text) for text in above):
        return after
    for index in range(after, min(end, after + _NEAR)):
        block = pages.blocks[index]
        if begins(block.text, "opening"):
            return index
        if (block.confidence or 0.0) < _SURE_TITLE or len(block.text) > _LONGEST_LABEL or addressee_line(block.text):
            break
    return after


_SURE_TITLE = 0.85


def _tied(pages: Pages, after: int, end: int) -> int | None:
    """The end of a heading that has a 'Kèm theo' line; None if the text opens before one."""
    for index in range(after, min(end, after + _TITLE_LINES)):
        block = pages.blocks[index]
        if _is_text(block) and tie_at(block.text) is not None:
            return title_end(pages, max(index - 1, after - 1), end) if index > after or tie_at(block.text) else None
        if _is_text(block) and (_surely_opens(block) or block.cell or len(block.text) > 250):
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


def title_end(pages: Pages, type_block: int, end: int) -> int:
    """The index after the last title line: centred, bold or capital lines up to the text's beginning."""
    index = type_block + 1
    seen = 0
    while index < min(end, type_block + _TITLE_LINES):
        block = pages.blocks[index]
        if not _is_text(block) or is_scrap(block):
            index += 1
        elif addressee_line(block.text):
            return _addressee_end(pages, index, end)
        elif (tie := tie_at(block.text)) is not None:
            seen += tie > 0  # the title's last words stand before it
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
    if _PLACE_AND_MONTH.fullmatch(block.text) or _enacts(block, first):
        return True
    if block.confidence is not None and (_is_ground(block.text) or (seen and _under_capitals(pages, index))):
        return True
    if seen and breaks_off(pages.blocks[index - 1].text) and not _surely_opens(block):
        return False
    speck = seen == 0 and block.confidence is not None and _SPECK.match(block.text)
    opens = opens_text(block, first) and not (seen and _runs_on(block))
    if not speck and opens and not (seen == 0 and _short_title(pages, index, first)):
        return True
    if seen and (_is_authority_line(pages, index) or _is_issuer_again(pages, index, type_block)):
        return True
    plain = seen == 0 and _plain_title(pages, index, first)
    return not (plain or _looks_like_title(block, first, seen) or _title_goes_on(pages, index))


_GROUND = regex(rf"\S{{0,5}}[\s.,'’“”-]{{0,3}}[Cc]ăn cứ [{CAPITALS}]")
"""A legal basis behind a scrap, on a scan: "4/0 Căn cứ Luật Tổ chức"."""
_GROUND_ENDS = regex(r"ngày \d{1,2} tháng \d{1,2} năm \d{4}\s?;$")


def _is_ground(text: str) -> bool:
    """A legal basis whose first words may be lost."""
    return bool(_GROUND.match(text) or _GROUND_ENDS.search(text))


def _under_capitals(pages: Pages, index: int) -> bool:
    """On a scan, a line that begins within a sentence below a title all in capitals: text that lost its first words."""
    above = pages.blocks[index - 1].text
    small = pages.blocks[index].text[:2]
    return above.isupper() and len(above.split()) > 2 and small.islower() and small.isalpha()


_SMALL_WORD = regex(rf"[{SMALLS}]{{2,}}\s")


def _runs_on(block: Block) -> bool:
    """A further line of a title: it begins within its sentence ("quả thực hiện ...", "để phục vụ ...")."""
    whole = len(block.text) < _LONGEST_LINE and not block.label
    return whole and bool(_SMALL_WORD.match(block.text)) and not begins_exactly(block.text, "opening")


_LONGEST_LINE = 100
"""Letters of a title's line."""


def _enacts(block: Block, first: Block) -> bool:
    """The formula that closes the legal bases, where there are none: "QUYẾT ĐỊNH:", the type word once more."""
    words_alone = block.text.rstrip(" :.")
    formula = is_type_word(words_alone) or is_enacting(words_alone)
    return formula and (block.text.rstrip().endswith(":") or bare(words_alone) == bare(first.text))


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


def _short_title(pages: Pages, index: int, first: Block) -> bool:
    """The line right below a bare type word, without the marks of a sentence, is its title whatever its first word."""
    block = pages.blocks[index]
    if _surely_opens(block) or (first.centred and not _plain_title(pages, index, first) and not _set_in(pages, index)):
        return False
    return len(block.text) < 200 and not block.text.rstrip().endswith((".", ";", ":", ","))


def _set_in(pages: Pages, index: int) -> bool:
    """On a scan, a line that stands farther in than the paragraph below it may: the title's, whose end was lost."""
    block = pages.blocks[index]
    if block.confidence is None or block.box is None:
        return False
    below = next((b for b in pages.blocks[index + 1 : index + 6] if len(b.text) > 120 and b.page == block.page), None)
    return below is not None and below.box is not None and block.box[0] > below.box[0] + _PARAGRAPH


_PARAGRAPH = 54.0
"""Points by which the first line of a paragraph is set in at most."""


def _plain_title(pages: Pages, index: int, first: Block) -> bool:
    """A title set as text below a centred type word: no marks of a sentence, and the text behind it."""
    block = pages.blocks[index]
    if not first.centred or block.confidence is not None or block.label or block.cell or len(block.text) > 200:
        return False
    if ":" in block.text or block.text.rstrip().endswith((".", ";", ",")) or len(block.text.split()) < 4:
        return False
    below = next((b for b in pages.blocks[index + 1 : index + 4] if _is_text(b)), None)
    return below is not None and (opens_text(below) or len(below.text) > 120 or below.text[:1].islower())


def _is_authority_line(pages: Pages, index: int) -> bool:
    """'CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X' between title and legal bases; in mixed case only right above a legal basis."""
    block = pages.blocks[index]
    begin = begins if block.confidence is not None else begins_exactly  # "số", "phổ" go on with a title
    if not begin(block.text, "authority", "office", "head"):
        return False
    above_basis = _above_basis(pages, index) and not block.text[:1].islower()
    return block.capitals or (above_basis and len(block.text) < 90)


def _above_basis(pages: Pages, index: int) -> bool:
    below = next((b for b in pages.blocks[index + 1 : index + 4] if _is_text(b)), None)
    return below is not None and begins(below.text.lstrip("-+ "), "opening")


def _is_issuer_again(pages: Pages, index: int, type_block: int) -> bool:
    """Between title and legal bases: the issuer's name once more, as the letterhead prints it."""
    block = pages.blocks[index]
    if not (block.capitals and _above_basis(pages, index)):
        return False
    head = " ".join(bare(b.text) for b in pages.blocks[max(0, type_block - _LETTERHEAD) : type_block])
    name = bare(block.text.strip(" -.,:"))
    return len(name.split()) > 1 and _short(name) in _short(head)


def _short(name: str) -> str:
    """A name without marks, its committee abbreviated: one and the same however the two lines print it."""
    return name.replace("uy ban nhan dan", "ubnd")


def _looks_like_title(block: Block, first: Block, seen: int) -> bool:
    if SUBJECT.match(block.text) or block.continues or fold(block.text).startswith("về "):
        return True
    if seen and first.bold and not block.bold and block.text.rstrip().endswith(":"):
        return False  # "UBND tỉnh ban hành Kế hoạch như sau:" on a full line looks centred
    if block.centred or (block.bold and len(block.text) < 400) or _below(block, first):
        return True
    if seen and block.text[:1].islower() and len(block.text) < 200:
        return True  # a further line of the title, in a file without styles
    if block.capitals and len(block.text) < 300:
        return True
    # on a scan the centre of a long line is easily missed
    below_type = seen == 0 and (not first.centred or block.confidence is not None)
    return below_type and len(block.text) < 400 and not block.text.rstrip().endswith((".", ";", ":"))


def _below(block: Block, first: Block) -> bool:
    """On a scan: does a line stand in the middle below the type word, and is it no wider than a line of a title?"""
    if block.confidence is None or block.box is None or first.box is None or block.page != first.page:
        return False
    if len(block.text) > _LONGEST_LINE or block.text.rstrip().endswith((".", ";", ":")):
        return False
    return abs(block.box[0] + block.box[2] - first.box[0] - first.box[2]) < 2 * _OFF


_OFF = 14.0
"""Points by which the middle of a title's line may lie off that of its type word."""


def _addressee_end(pages: Pages, index: int, end: int) -> int:
    """After "Kính gửi:" and its list of addressees."""
    inline = pages.blocks[index].text.split(":", 1)[-1].strip() if ":" in pages.blocks[index].text else ""
    listed = not inline
    before = pages.blocks[index]
    index += 1
    while index < end:
        block = pages.blocks[index]
        if _is_text(block):
            if not (_is_addressee(block, listed=listed) or _addressee_goes_on(before, block)):
                break
            before = block
        index += 1
    return index


def _addressee_goes_on(before: Block, block: Block) -> bool:
    """A further line of one addressee: the line above broke off, and this one is set as it is."""
    if len(block.text) > 120 or opens_text(block) or block.centred != before.centred:
        return False
    return breaks_off(before.text) or (block.text[:1].islower() and not before.text.endswith((".", ";", ":")))


def _is_addressee(block: Block, *, listed: bool) -> bool:
    """Is the block a further addressee? `listed`: none stands beside "Kính gửi:", so they follow below it."""
    text = block.text.rstrip()
    bulleted = text.startswith(_BULLETS) or (block.label or "").strip() in _BULLETS
    if len(text) > 200 or (opens_text(block) and not bulleted):
        return False
    if bulleted:
        return True
    if listed and not text.endswith((".", ":")) and len(text) < 120:
        return True
    return text.endswith(";") and len(text) < 160

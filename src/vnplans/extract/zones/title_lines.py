"""How far the title below a type word reaches, and the addressees of a letter."""

from __future__ import annotations

from vnplans.calendar import DAY, MONTH
from vnplans.extract.zones.addressees import addressee_end
from vnplans.extract.zones.enclosed import enclosed_lines
from vnplans.extract.zones.openings import is_scrap, is_text, opens_text, surely_opens
from vnplans.extract.zones.section_lines import heads_section, names_section
from vnplans.extract.zones.title_scanned import (
    FULL_LINE,
    LONGEST_LINE,
    cites_behind_scrap,
    ends_in_the_middle,
    in_a_frame,
    opens_paragraph,
    set_in,
    stands_below,
    title_goes_on,
    to_the_margin,
    under_capitals,
    unscrapped,
    within_margins,
)
from vnplans.landmarks import (
    SUBJECT,
    addressee_line,
    begins,
    begins_exactly,
    breaks_off,
    is_enacting,
    is_mark,
    is_rule,
    is_type_word,
    is_whole,
    tie_at,
)
from vnplans.pages import Block, Pages
from vnplans.regex import regex
from vnplans.text import CAPITALS, SMALLS, bare, fold

__all__ = ["TITLE_LINES", "title_end"]

TITLE_LINES = 14
_LETTERHEAD = 12
"""Lines above the type word in which the letterhead names the issuer."""
_SPECK = regex(rf"[-+.*•]\s[{CAPITALS}]")
"""A speck before a title, right below the type word, where no item stands."""
# "HÀ NỘI - THÁNG 12/2008" at the foot of a title page
_NAME = rf"[{CAPITALS}][^\s,\d]*"
_PLACE_AND_MONTH = regex(rf"{_NAME}(?:\s(?:-\s)?{_NAME}){{0,5}}(?:\s-)?,?\s*(?i:{DAY}|{MONTH})\s+\d{{1,2}}\b.{{0,20}}")


def title_end(pages: Pages, type_block: int, end: int) -> int:
    """The index after the last title line: centred, bold or capital lines up to the text's beginning."""
    index = type_block + 1
    seen = 0
    while index < min(end, type_block + TITLE_LINES):
        block = pages.blocks[index]
        if not is_text(block) or is_scrap(block):
            index += 1
        elif addressee_line(block.text):
            return addressee_end(pages, index, end)
        elif (tie := tie_at(block.text)) is not None:
            seen += tie > 0  # the title's last words stand before it
            index = next((blocks.stop for _, blocks in enclosed_lines(pages, index, end)), index + 1)
        elif is_mark(block.text) or in_a_frame(pages, index, type_block):
            index += 1
        elif _ends_title(pages, index, end, type_block, seen):
            break
        else:
            seen += 1
            index += 1
    return index


def _ends_title(pages: Pages, index: int, end: int, type_block: int, seen: int) -> bool:
    first, block = pages.blocks[type_block], pages.blocks[index]
    if block.cell is not None and first.cell is None and block.column is None:
        return True
    if seen and block.confidence is not None and first.bold and names_section(block.text):
        return True
    if seen and block.confidence is not None and heads_section(block.text, pages.blocks[index - 1].text):
        return True
    if seen and block.confidence is not None and _decides(block.text, pages.blocks[index - 1].text):
        return True
    if (seen and _PLACE_AND_MONTH.fullmatch(block.text)) or _enacts(block, first) or is_whole(block.text, "division"):
        return True
    if seen and _above_authority(pages, index):
        return False
    if block.confidence is not None and (_is_ground(block.text) or (seen and _is_running_text(pages, index, first))):
        return True
    if seen and opens_paragraph(pages, index):
        return True
    if seen and breaks_off(pages.blocks[index - 1].text) and not surely_opens(block):
        return False
    speck = seen == 0 and block.confidence is not None and _SPECK.match(block.text)
    opens = opens_text(block, first) and not (seen and _runs_on(block))
    if not speck and opens and not (seen == 0 and _short_title(pages, index, first)):
        return True
    if seen and (_is_authority_line(pages, index) or _is_issuer_again(pages, index, type_block)):
        return True
    plain = _plain_title(pages, index, first) if seen == 0 else _unset_title(pages, index, end, first)
    return not (plain or _looks_like_title(block, first, seen) or title_goes_on(pages, index))


def _decides(text: str, above: str) -> bool:
    """On a scan, who decides, in capitals behind a scrap, below a title in small letters: "s.. @HỦ TỊCH ỦY BAN"."""
    words = text.split()
    scraps = next((at for at, word in enumerate(words) if word.isupper() and word.isalpha()), len(words))
    named = " ".join(words[scraps:])
    return 0 < scraps <= _MOST_SCRAPS and not above.isupper() and named.isupper() and _has_authority(named)


_MOST_SCRAPS = 3


def _has_authority(named: str) -> bool:
    """A head or a body, its first word lost or not."""
    return any(begins(part, "authority", "office", "head") for part in (named, named.partition(" ")[2]))


_GROUND = regex(rf"\S{{0,5}}[\s.,'’“”-]{{0,3}}[Cc]ăn cứ [{CAPITALS}]")
"""A legal basis behind a scrap, on a scan: "4/0 Căn cứ Luật Tổ chức"."""
_GROUND_ENDS = regex(r"(?:ngày \d{1,2} tháng \d{1,2} năm \d{4}|số \S*\d/\S+)\s?;$")


def _is_ground(text: str) -> bool:
    """A legal basis whose first words may be lost."""
    return bool(_GROUND.match(text) or _GROUND_ENDS.search(text))


def _is_running_text(pages: Pages, index: int, first: Block) -> bool:
    """On a scan, the first line of the text, some of its first words lost."""
    if _is_light(pages, index, first):
        return True
    return under_capitals(pages, index) or to_the_margin(pages, index, first) or cites_behind_scrap(pages, index)


def _is_light(pages: Pages, index: int, first: Block) -> bool:
    """A full line that is not bold below a title that is, whatever a stamp left between them."""
    block, above = pages.blocks[index], index - 1
    while above > 0 and is_scrap(pages.blocks[above]):
        above -= 1
    light = first.bold and pages.blocks[above].bold and not block.bold and len(block.text) >= FULL_LINE
    return light and not (_SMALL_WORD.match(block.text) and within_margins(pages, index))


_SMALL_WORD = regex(rf"[{SMALLS}]{{2,}}\s")


def _runs_on(block: Block) -> bool:
    """A further line of a title: it begins within its sentence ("quả thực hiện ...", "để phục vụ ...")."""
    whole = len(block.text) < LONGEST_LINE and not block.label
    return whole and bool(_SMALL_WORD.match(block.text)) and not begins_exactly(block.text, "opening")


def _enacts(block: Block, first: Block) -> bool:
    """The formula that closes the legal bases, where there are none: "QUYẾT ĐỊNH:", the type word once more."""
    words_alone = block.text.rstrip(" :.")
    formula = is_type_word(words_alone) or is_enacting(words_alone)
    return formula and (block.text.rstrip().endswith(":") or bare(words_alone) == bare(first.text))


def _short_title(pages: Pages, index: int, first: Block) -> bool:
    """The line right below a bare type word, without the marks of a sentence, is its title whatever its first word."""
    block = pages.blocks[index]
    apart = _plain_title(pages, index, first) or set_in(pages, index) or ends_in_the_middle(pages, index, first)
    if surely_opens(block) or (first.centred and not apart):
        return False
    return len(block.text) < 200 and not block.text.rstrip().endswith((".", ";", ":", ","))


def _plain_title(pages: Pages, index: int, first: Block) -> bool:
    """A title set as text below a centred type word: no marks of a sentence, and the text behind it."""
    block = pages.blocks[index]
    if not first.centred or block.confidence is not None or block.label or block.cell or len(block.text) > 200:
        return False
    if ":" in block.text or block.text.rstrip().endswith((".", ";", ",")) or len(block.text.split()) < 4:
        return False
    below = next((b for b in pages.blocks[index + 1 : index + 4] if is_text(b)), None)
    if below is None:
        return False
    return opens_text(below) or len(below.text) > 120 or below.text[:1].islower() or _enacts(below, first)


def _unset_title(pages: Pages, index: int, end: int, first: Block) -> bool:
    """In a file that sets nothing, a further line of a title: short, without the marks of a sentence, and the text or a
    rule behind it."""
    if first.centred or first.bold or first.box or first.confidence is not None or first.column or first.cell:
        return False
    for below in range(index, min(end, index + _UNSET_LINES)):
        block = pages.blocks[below]
        if below > index and (is_rule(block) or _begins_text(pages, below)):
            return True
        if len(block.text) > LONGEST_LINE or ":" in block.text or block.text.rstrip().endswith((".", ";", ",")):
            return False
        if names_section(block.text):
            return False
    return False


_UNSET_LINES = 4


def _begins_text(pages: Pages, index: int) -> bool:
    """Does the text begin here, or what stands before it: who decides?"""
    block = pages.blocks[index]
    if opens_text(block) or _is_authority_line(pages, index):
        return True
    if block.text.rstrip().endswith(":") and len(block.text.split()) >= _LEADS:
        return True  # "Thực hiện nhiệm vụ được giao, nhà trường xây dựng kế hoạch như sau:"
    return len(block.text) > LONGEST_LINE and block.text.rstrip().endswith((".", ":", ";"))


_LEADS = 8
"""Words of a sentence that leads to what follows it."""


def _is_authority_line(pages: Pages, index: int) -> bool:
    """'CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X' between title and legal bases; in mixed case only right above a legal basis."""
    block = pages.blocks[index]
    begin = begins if block.confidence is not None else begins_exactly  # "số", "phổ" go on with a title
    if not begin(unscrapped(block), "authority", "office", "head"):
        return False
    text = unscrapped(block)
    above_basis = _above_basis(pages, index) and not text[:1].islower()
    return text.isupper() or (above_basis and len(text) < 90)


def _above_authority(pages: Pages, index: int) -> bool:
    """A short line right above the authority in capitals: whatever its words, no text stands between title and who
    decides ("Theo Kế hoạch số 78/KH-BCY" over "GIÁM ĐỐC HỌC VIỆN")."""
    block, below = pages.blocks[index], index + 1
    while below < len(pages.blocks) and is_rule(pages.blocks[below]):
        below += 1
    if below >= len(pages.blocks) or not pages.blocks[below].capitals or not _is_authority_line(pages, below):
        return False
    ends = block.text.rstrip().endswith((".", ";", ":", ",")) or len(block.text) > LONGEST_LINE
    return not ends and not block.label and not block.capitals and block.confidence is None


def _above_basis(pages: Pages, index: int) -> bool:
    below = next((b for b in pages.blocks[index + 1 : index + 4] if is_text(b)), None)
    return below is not None and begins(below.text.lstrip("-+ "), "opening")


def _is_issuer_again(pages: Pages, index: int, type_block: int) -> bool:
    """Between title and legal bases: the issuer's name once more, as the letterhead prints it."""
    block = pages.blocks[index]
    if not (block.capitals and _above_basis(pages, index)):
        return False
    head = " ".join(bare(b.text) for b in pages.blocks[max(0, type_block - _LETTERHEAD) : type_block])
    name = bare(unscrapped(block).strip(" -.,:"))
    return len(name.split()) > 1 and _short(name) in _short(head)


def _short(name: str) -> str:
    """A name without marks, its committee abbreviated: one and the same however the two lines print it."""
    return name.replace("uy ban nhan dan", "ubnd")


def _looks_like_title(block: Block, first: Block, seen: int) -> bool:
    ends = block.text.rstrip().endswith((".", ";", ":"))
    if SUBJECT.match(block.text) or (block.continues and not ends) or fold(block.text).startswith("về "):
        return True
    if seen and first.bold and not block.bold and block.text.rstrip().endswith(":"):
        return False  # "UBND tỉnh ban hành Kế hoạch như sau:" on a full line looks centred
    if block.centred or (block.bold and len(block.text) < 400) or stands_below(block, first):
        return True
    if seen and block.text[:1].islower() and len(block.text) < 200:
        return True  # a further line of the title, in a file without styles
    if block.capitals and len(block.text) < 300:
        return True
    # on a scan the centre of a long line is easily missed
    below_type = seen == 0 and (not first.centred or block.confidence is not None)
    return below_type and len(block.text) < 400 and not block.text.rstrip().endswith((".", ";", ":"))

"""How far the title below a type word reaches, and the addressees of a letter."""

from __future__ import annotations

from functools import cache

from vnplans.calendar import DAY, MONTH
from vnplans.extract.zones.enclosed import enclosed_lines
from vnplans.extract.zones.openings import is_scrap, is_text, opens_text, surely_opens
from vnplans.knowledge import Openings, rows
from vnplans.knowledge.tables import SectionTitles
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
from vnplans.text import CAPITALS, SMALLS, bare, fold, normal

__all__ = ["TITLE_LINES", "addressee_end", "names_section", "title_end"]

TITLE_LINES = 14
_LETTERHEAD = 12
"""Lines above the type word in which the letterhead names the issuer."""
_SPECK = regex(rf"[-+.*•]\s[{CAPITALS}]")
"""A speck before a title, right below the type word, where no item stands."""
_BULLETS = ("-", "+", "•")
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
        elif is_mark(block.text) or _in_a_frame(pages, index, type_block):
            index += 1
        elif _ends_title(pages, index, end, type_block, seen):
            break
        else:
            seen += 1
            index += 1
    return index


def _in_a_frame(pages: Pages, index: int, type_block: int) -> bool:
    """On a scan, what stands in the frame of a stamp beside a title that goes on in bold below it."""
    first, block = pages.blocks[type_block], pages.blocks[index]
    if block.confidence is None or block.cell is None or first.cell is not None or not first.bold:
        return False
    below = (b for b in pages.blocks[index + 1 : index + _IN_FRAME] if b.cell is None)
    return any(b.centred and b.bold and not opens_text(b, first) for b in below)


_IN_FRAME = 4


def _ends_title(pages: Pages, index: int, end: int, type_block: int, seen: int) -> bool:
    first, block = pages.blocks[type_block], pages.blocks[index]
    if block.cell is not None and first.cell is None and block.column is None:
        return True
    if seen and block.confidence is not None and first.bold and names_section(block.text):
        return True
    if (seen and _PLACE_AND_MONTH.fullmatch(block.text)) or _enacts(block, first) or is_whole(block.text, "division"):
        return True
    if seen and _above_authority(pages, index):
        return False
    if block.confidence is not None and (_is_ground(block.text) or (seen and _is_running_text(pages, index, first))):
        return True
    if seen and _opens_paragraph(pages, index):
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
    return not (plain or _looks_like_title(block, first, seen) or _title_goes_on(pages, index))


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
    return _under_capitals(pages, index) or _to_the_margin(pages, index, first) or _cites_behind_scrap(pages, index)


def _is_light(pages: Pages, index: int, first: Block) -> bool:
    """A full line that is not bold below a title that is, whatever a stamp left between them."""
    block, above = pages.blocks[index], index - 1
    while above > 0 and is_scrap(pages.blocks[above]):
        above -= 1
    return first.bold and pages.blocks[above].bold and not block.bold and len(block.text) >= _FULL_LINE


def _to_the_margin(pages: Pages, index: int, first: Block) -> bool:
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


def _cites_behind_scrap(pages: Pages, index: int) -> bool:
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


def _under_capitals(pages: Pages, index: int) -> bool:
    """On a scan, a line that begins within a sentence below a title all in capitals: text that lost its first words."""
    above = pages.blocks[index - 1].text
    small = pages.blocks[index].text[:2]
    return above.isupper() and len(above.split()) > 2 and small.islower() and small.isalpha()


def _opens_paragraph(pages: Pages, index: int) -> bool:
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
    if below is None or below.box is None or not below.text[:1].islower() or len(block.text) < _FULL_LINE:
        return False
    return block.box[0] - below.box[0] > _SET_IN and block.box[2] > below.box[2] - 2 * _SET_IN


_PARAGRAPH_LETTERS, _FULL_LINE, _SET_IN = 160, 50, 9.0
"""Letters of more lines than a title's block has; letters of a line from margin to margin; points."""


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
    apart = _plain_title(pages, index, first) or _set_in(pages, index) or _ends_in_the_middle(pages, index, first)
    if surely_opens(block) or (first.centred and not apart):
        return False
    return len(block.text) < 200 and not block.text.rstrip().endswith((".", ";", ":", ","))


def _set_in(pages: Pages, index: int) -> bool:
    """On a scan, a line that stands farther in than the paragraph below it may: the title's, whose end was lost."""
    block = pages.blocks[index]
    if block.confidence is None or block.box is None:
        return False
    below = next((b for b in pages.blocks[index + 1 : index + 6] if len(b.text) > 120 and b.page == block.page), None)
    return below is not None and below.box is not None and block.box[0] > below.box[0] + _PARAGRAPH


def _ends_in_the_middle(pages: Pages, index: int, first: Block) -> bool:
    """On a scan, a full line whose last words stand alone in the middle below it, as no paragraph's do."""
    block = pages.blocks[index]
    below = next((b for b in pages.blocks[index + 1 : index + 2] if is_text(b)), None)
    if block.confidence is None or below is None or not _below(below, first) or opens_text(below):
        return False
    return block.box is not None and below.box is not None and _width(below) < _REST * _width(block)


def _width(block: Block) -> float:
    return block.box[2] - block.box[0] if block.box else 0.0


_REST = 0.6
"""The share of a title's full line that its last words take at most."""
_PARAGRAPH = 54.0
"""Points by which the first line of a paragraph is set in at most."""


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
        if len(block.text) > _LONGEST_LINE or ":" in block.text or block.text.rstrip().endswith((".", ";", ",")):
            return False
        if names_section(block.text):
            return False
    return False


_UNSET_LINES = 4
_LONGEST_SECTION = 6


def names_section(text: str) -> bool:
    """Is the line the title of the text's first section: "Mục đích", "Đánh giá công tác tháng 9"?"""
    words, (titles, opening) = normal(text), _sections()
    if not text[:1].isupper():
        return False
    return words in titles or (len(words.split()) <= _LONGEST_SECTION and opening.end(words) is not None)


@cache
def _sections() -> tuple[frozenset[str], Openings]:
    """Titles of sections, and those of aims and situation, which go on."""
    found = rows(SectionTitles)
    first = (title for row in found if row.holds in ("purpose", "situation") for title in (*row.titles, *row.whole))
    return frozenset(title for row in found for title in (*row.titles, *row.whole)), Openings(first)


def _begins_text(pages: Pages, index: int) -> bool:
    """Does the text begin here, or what stands before it: who decides?"""
    block = pages.blocks[index]
    if opens_text(block) or _is_authority_line(pages, index):
        return True
    if block.text.rstrip().endswith(":") and len(block.text.split()) >= _LEADS:
        return True  # "Thực hiện nhiệm vụ được giao, nhà trường xây dựng kế hoạch như sau:"
    return len(block.text) > _LONGEST_LINE and block.text.rstrip().endswith((".", ":", ";"))


_LEADS = 8
"""Words of a sentence that leads to what follows it."""


def _is_authority_line(pages: Pages, index: int) -> bool:
    """'CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X' between title and legal bases; in mixed case only right above a legal basis."""
    block = pages.blocks[index]
    begin = begins if block.confidence is not None else begins_exactly  # "số", "phổ" go on with a title
    if not begin(_unscrapped(block), "authority", "office", "head"):
        return False
    text = _unscrapped(block)
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
    ends = block.text.rstrip().endswith((".", ";", ":", ",")) or len(block.text) > _LONGEST_LINE
    return not ends and not block.label and not block.capitals and block.confidence is None


_SYLLABLE = regex(r"[^\W\d_]{2}")


def _unscrapped(block: Block) -> str:
    """The text of a line; on a scan without the signs before its first syllable: "//2 HỘI ĐỒNG NHÂN DÂN"."""
    tokens = block.text.split()
    while block.confidence is not None and len(tokens) > 1 and not _SYLLABLE.search(tokens[0]):
        tokens.pop(0)
    text = " ".join(tokens)
    return text if block.confidence is None else text.lstrip("'’‘`.,:;|-_ ")


def _above_basis(pages: Pages, index: int) -> bool:
    below = next((b for b in pages.blocks[index + 1 : index + 4] if is_text(b)), None)
    return below is not None and begins(below.text.lstrip("-+ "), "opening")


def _is_issuer_again(pages: Pages, index: int, type_block: int) -> bool:
    """Between title and legal bases: the issuer's name once more, as the letterhead prints it."""
    block = pages.blocks[index]
    if not (block.capitals and _above_basis(pages, index)):
        return False
    head = " ".join(bare(b.text) for b in pages.blocks[max(0, type_block - _LETTERHEAD) : type_block])
    name = bare(_unscrapped(block).strip(" -.,:"))
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


def addressee_end(pages: Pages, index: int, end: int) -> int:
    """After "Kính gửi:" and its list of addressees."""
    inline = pages.blocks[index].text.split(":", 1)[-1].strip() if ":" in pages.blocks[index].text else ""
    listed = not inline
    before = pages.blocks[index]
    index += 1
    while index < end:
        block = pages.blocks[index]
        if is_text(block):
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

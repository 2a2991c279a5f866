"""Syllables that a converter or a scraper broke at their marked vowel: "h ế t năm", "Qu ả ng Ngãi", "B ộ Y t ế"; also
on one side alone, where a font lacked the marked letters: "quyế t đị nh", "Th ực hiện".
"""

from __future__ import annotations

import re
from dataclasses import replace

from vnplans.pages import Block, Pages
from vnplans.regex import regex
from vnplans.syllables import is_syllable

__all__ = ["closed"]

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_BROKEN = regex(
    rf"(?<!\w)(?:(?P<before>[b-df-hj-np-tvxđ]{{1,3}}[iyuoư]{{0,2}}) (?P<vowel>[{_MARKED}])"
    r"(?: (?P<behind>ch|ng|nh|[cmnptaiouy]))?"
    rf"|(?P<open>[^\W\d_]{{0,5}}[{_MARKED}][aiouyâêôơư]?) (?P<end>ch|ng|nh|[cmnpt])(?! [{_MARKED}])"
    rf"|(?P<onset>[b-df-hj-np-tvxđ]{{2,3}}u?) (?P<rest>[aiouyâêôơư]?[{_MARKED}][^\W\d_]{{1,3}}))(?!\w)",
    re.IGNORECASE,
)
_WORDS = frozenset(["ở", "ý", "ô", "ổ", "à", "ạ", "ừ", "ứ", "á", "ả", "ù", "ì", "ê", "ơ", "ủ"])
"""Vowels that may stand alone as a word or as what is left of a capital's name ("khối B ở tầng 2")."""
_FEWEST = 2
"""Broken syllables from which on a document is known to have them."""


def closed(pages: Pages) -> Pages:
    """The pages with broken syllables closed, where there are several; not in words with a place or a link."""
    linked = {link.block for link in pages.links}
    loose = [index for index, block in enumerate(pages.blocks) if not block.words and index not in linked]
    hits = sum(_whole(found) is not None for i in loose for found in _BROKEN.finditer(pages.blocks[i].text))
    if hits < _FEWEST:
        return pages
    blocks = list(pages.blocks)
    for index in loose:
        blocks[index] = _closed(blocks[index])
    return replace(pages, blocks=tuple(blocks))


def _closed(block: Block) -> Block:
    out: list[str] = []
    at, lead = 0, block.bold_lead
    for found in _BROKEN.finditer(block.text):
        whole = _whole(found)
        if whole is None:
            continue
        out += [block.text[at : found.start()], whole]
        at = found.start() + len(whole) + (2 if found["before"] and len(whole) > len(found["before"]) + 1 else 1)
        if at <= block.bold_lead:
            lead -= at - found.start() - len(whole)
    return replace(block, text="".join([*out, block.text[at:]]), bold_lead=lead) if out else block


def _whole(found: re.Match[str]) -> str | None:
    """The syllable; None if the pieces are words of their own or make none."""
    if found["before"] is None:
        whole = (found["open"] or found["onset"]) + (found["end"] or found["rest"])
        return whole if is_syllable(whole) else None
    opened = found["before"] + found["vowel"]
    if found["behind"] is not None and is_syllable(opened + found["behind"]):
        return opened + found["behind"]
    return opened if found["vowel"].lower() not in _WORDS and is_syllable(opened) else None

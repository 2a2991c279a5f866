"""What speaks against a title that was read from a picture: words that a stamp or a seal ate, doubled or bent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnplans.doubt.notes import note
from vnplans.models import Directive, Note
from vnplans.pages import Box, Pages, ReadWord
from vnplans.regex import regex
from vnplans.syllables import is_syllable

__all__ = ["scan_signs", "title_on_scan"]

_ODD_SIGN = regex(r"[^\w\s.,;:()/\"“”'‘’\-–—&%+…°²³]|_|[^\W\d_]\d+[^\W\d_]")
"""What no title holds, and a digit within a word."""
_CUT_YEAR = regex(r"(?:\bnăm|[-–])\s*\d{0,3}$", re.IGNORECASE)
"""Years that break off: "giai đoạn 2021 - 20", "đến năm"."""
_ABOUT = regex(r"v[ềêeè]\b")
"""A title that begins in small letters, as print or a speck on its capital has it."""
_WORD = regex(r"[^\W\d_]+")
_EDGE = " .,;:()\"“”'‘’-–/…"
_LEAST_SURE = 0.93
"""From this confidence on a word that is no syllable is a name or comes from elsewhere ("logistics")."""
_HARDLY = 0.15
_NEAR = 8.0
"""Points between a stamp and a word that it may hide."""


def scan_signs(directive: Directive, pages: Pages) -> dict[str, float]:
    """The signs by name, 0 to 1 or a count; {} for a title that is no title of a scan."""
    title = directive.title
    words = list(_words(directive, pages))
    if title is None or not words:
        return {}
    stamps = [b for b in pages.blocks if b.role == "stamp" and b.box is not None and b.page == words[0][1].page]
    begun = title[:1].islower() and not _ABOUT.match(title)
    lower = begun and directive.evidence["/title"][0].rule.endswith("below_type")
    found = {
        "odd_words": float(sum(_is_odd(text, word) for text, word in words)),
        "odd_sign": float(bool(_ODD_SIGN.search(title))),
        "starts_small": float(lower),
        "cut_year": float(bool(_CUT_YEAR.search(title.rstrip(_EDGE)))),
        "hardly_read": 1.0 - min(word.confidence for _, word in words),
        "stamped": float(any(_touches(b.box, word.box) for b in stamps if b.box for _, word in words)),
    }
    return {name: value for name, value in found.items() if value}


def title_on_scan(directive: Directive, pages: Pages) -> Iterator[Note]:
    """A title of a scan that begins or ends within its sentence, holds what is no Vietnamese, or touches a stamp."""
    signs = scan_signs(directive, pages)
    odd = signs.get("odd_sign") or signs.get("starts_small") or signs.get("cut_year") or signs.get("odd_words", 0) > 1
    title = (directive.title or "")[:60]
    if odd:
        yield note("title_odd", "/title", f"trích yếu có thể thiếu hay thừa chữ: {title}", "the title may be cut")
    elif signs.get("odd_words") or signs.get("hardly_read", 0.0) > 1 - _HARDLY:
        yield note(
            "title_word", "/title", f"trích yếu có chữ đọc kém chắc: {title}", "a word is hardly read", "warning"
        )
    elif "stamped" in signs:
        yield note("title_stamped", "/title", "dấu đóng sát hoặc chồng lên trích yếu", "a stamp touches it", "warning")


def _words(directive: Directive, pages: Pages) -> Iterator[tuple[str, ReadWord]]:
    """The words of the title that OCR read, as they stand in its quotes."""
    for quote in directive.evidence.get("/title", []):
        block = pages.blocks[quote.block]
        for word in block.words:
            text = block.text[word.start : word.end]
            if quote.start <= word.start and word.end <= quote.end and _WORD.search(text):
                yield text, word


def _is_odd(text: str, word: ReadWord) -> bool:
    """Is the word no syllable, and no abbreviation, symbol or sure name?"""
    core = text.strip(_EDGE)
    if not core.isalpha() or (core.isupper() and len(core) > 1):
        return False
    return word.confidence < _LEAST_SURE and (len(core) == 1 or not (is_syllable(core) or _is_glued(core)))


def _is_glued(core: str) -> bool:
    """Two syllables whose blank was lost: "Vềviệc"."""
    return any(is_syllable(core[:at]) and is_syllable(core[at:]) for at in range(2, len(core) - 1))


def _touches(stamp: Box, word: Box) -> bool:
    beside = max(stamp[0] - word[2], word[0] - stamp[2])
    apart = max(stamp[1] - word[3], word[1] - stamp[3])
    return beside < _NEAR and apart < 0

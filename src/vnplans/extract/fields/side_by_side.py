"""Bodies on one line of a letterhead: one below the other without a break, or side by side in a joint act."""

from __future__ import annotations

from functools import cache

from vnplans.extract.agencies.cursor import cursor, head
from vnplans.extract.agencies.grammar import body
from vnplans.extract.agencies.names import open_name
from vnplans.extract.fields.bodies import begins_body, head_words, province_in
from vnplans.extract.fields.issuer_place import unit_of_place
from vnplans.knowledge import rows
from vnplans.knowledge.bodies import Province
from vnplans.landmarks import begins, is_whole
from vnplans.regex import regex
from vnplans.text import CAPITALS, fold

__all__ = ["parted", "side_by_side"]

_GAP = regex(r"\s+")
_OWN_CELL = ("đảng bộ", "chi bộ")
_FEW = 2
"""Words that may still be of a place's name."""
# In a joint act the bodies stand side by side: "BỘ A - BỘ B"
_JOINT = regex(rf"\s*-\s*(?=[{CAPITALS}])")
_TIGHT = 3
"""Words of a body that a dash without blanks may follow: "HĐND-UBND" is an office of both."""


def parted(text: str) -> tuple[str, ...]:
    """A body and the one below it that a line gives without a break: "BỘ TÀI CHÍNH TỔNG CỤC HẢI QUAN"."""
    at = _below_place(text)
    if at is not None:
        return text[:at].rstrip(), text[at:]
    c = cursor(text, loose=False)
    above = body(c, 0)
    if above is None or not above.closed or above.end >= len(c.t) - 1:
        return (text,)
    below = head(c, above.end)
    if below is None or body(c, above.end) is None:
        return (text,)
    return text[: c.t.ends[above.end - 1]], text[c.t.starts[above.end] :]


def _below_place(text: str) -> int | None:
    """Where in a line in capitals a body begins behind another with its place: "UBND TỈNH X SỞ Y"."""
    if not text.isupper():
        return None
    for gap in _GAP.finditer(text):
        above, below = text[: gap.start()], text[gap.end() :]
        named = _begins_below(below) and begins_body(above)
        if named and not _inside_province(text, gap.end()) and _has_place(above, below):
            return gap.end()
    return None


def _begins_below(text: str) -> bool:
    """Does a body begin with words that stand below another's: of several syllables, or one that no place ends with?"""
    own = begins(text, "beneath") or head_words(text) > 1
    return own and len(text.split()) > 1 and begins_body(text)


def _inside_province(text: str, at: int) -> bool:
    """ "HẢI" | "PHÒNG": a province's name, whose last syllable begins a body."""
    key = fold(text)
    return any(key.startswith(name, at - cut) for name, cut in _syllables())


@cache
def _syllables() -> tuple[tuple[str, int], ...]:
    """The names of provinces of several syllables, and where each syllable but the first begins in them."""
    names = [fold(row.name) for row in rows(Province)]
    return tuple((name, gap.end()) for name in names for gap in _GAP.finditer(name))


def _has_place(above: str, below: str) -> bool:
    """Does a body end with its place, which the words behind it do not go on with: "XÃ TÂN" of "XÃ TÂN HỘI ĐÔNG"?"""
    if is_whole(above, "open_head", "serving") or begins(above, "organ"):
        return False
    if fold(below).startswith(_OWN_CELL) or fold(above).endswith(" việt nam") or above[-1:].isdigit():
        return True
    unit = unit_of_place().search(open_name(above).name)
    if unit is None:
        return any(fold(above).endswith(f" {fold(row.name)}") for row in rows(Province))
    if unit.string[: unit.start()].endswith("tác "):  # "HỢP TÁC XÃ DỊCH VỤ ..."
        return False
    return len(below.split()) > _FEW or len(unit.group().split()) > _FEW or province_in(unit.group()) is not None


def side_by_side(text: str) -> list[str]:
    """The bodies that dashes part on one line: "BỘ NỘI VỤ - BỘ TÀI CHÍNH"; one body for "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ
    XÃ HỘI", "BẢO TÀNG - THƯ VIỆN TỈNH"."""
    starts, ends = [0], []
    for dash in _JOINT.finditer(text):
        before, behind = text[starts[-1] : dash.start()], text[dash.end() :]
        tight = dash.group() == "-" and len(before.split()) < _TIGHT
        if not tight and _is_named(before) and _is_named(_JOINT.split(behind)[0]):
            starts.append(dash.end())
            ends.append(dash.start())
    return [text[a:b] for a, b in zip(starts, [*ends, len(text)], strict=True)]


def _is_named(part: str) -> bool:
    """Does it begin as a body, and is it more than the word that bodies begin with?"""
    return begins_body(part) and not is_whole(part, "open_head", "of_place")

"""The fixed words by which a clerk finds his way on a page. Tone marks are folded: scans and typing lose them first.

Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW and 05-HD/VPTW for Party documents.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from vnplans.calendar import written
from vnplans.extract.numbers import NUMBER
from vnplans.extract.zones.layout_words import begins
from vnplans.knowledge import table
from vnplans.pages import Block
from vnplans.text import bare

__all__ = [
    "ADDRESSEE",
    "ANNEX_LABEL",
    "AUTHORITY",
    "ENCLOSED",
    "RECIPIENTS",
    "SUBJECT",
    "is_mark",
    "is_motto",
    "is_number_line",
    "is_place_date",
    "is_rule",
    "is_signing_line",
    "type_line",
]

_STATE = frozenset(["cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam"])
_MOTTO = frozenset(["doc", "lap", "tu", "do", "hanh", "phuc"])
_PARTY = frozenset(["dang", "cong", "san", "viet", "nam"])

RECIPIENTS = re.compile(r"\s*n[oơ]i\s*nh[aậâ]n\s*(?:[:;.\-]|$)", re.IGNORECASE)
ADDRESSEE = re.compile(r"\s*k[ií]nh\s+g[uửừưứ]i\b", re.IGNORECASE)
SUBJECT = re.compile(r"\s*[-(“\"]?\s*v\s*/\s*v\b\s*[:.]?\s*", re.IGNORECASE)
# TM., KT., TL., TUQ., Q.; the Party wrote T/M, K/T, T/L (36-HD/VPTW)
AUTHORITY = re.compile(
    r"\s*(?:(?:T\.?\s?M|K\.?\s?T|T\.?\s?L|TUQ|T\.?U\.?Q|T[/.]U|Q)\s*[.,:]|T/M|K/T|T/L|TUQ\b|TM\s|KT\s|TL\s)\s*\S"
)
ANNEX_LABEL = re.compile(
    r"\s*(?P<label>(?:PHỤ\s+LỤC|Phụ\s+lục|PHU\s+LUC|BIỂU\s+MẪU|BIỂU\s+SỐ|Biểu\s+số|BIỂU|MẪU\s+SỐ|Mẫu\s+số)"
    r"(?:\s+(?:SỐ|Số|số)\s*:?)?(?:\s+(?:[IVXL]+|\d{1,2}|[A-ZĐ])(?:[.-]\d{1,2}|[a-z])?(?![^\W_]))?)\s*(?P<rest>.*)"
)
ENCLOSED = re.compile(r"\s*[(\[]?\s*(?:ban\s+h[aà]nh\s+)?(?:đ[ií]nh\s+)?k[eè]m\s+theo\b", re.IGNORECASE)
_NUMBER_LINE = re.compile(rf"\s*S[ốoóồổỗộôõ0]\s*[:.;]?\s*(?P<number>[\s.…_]*{NUMBER})")
_RULE = re.compile(r"[\W_]*")


def _overlap(words: set[str], of: frozenset[str], at_least: int) -> bool:
    return len(words & of) >= at_least


def is_motto(block: Block) -> bool:
    """Quốc hiệu, Tiêu ngữ or the Party's headline."""
    if len(block.text) > 120 or block.text.endswith((".", ";", ":", ",")):
        return False
    words = set(re.findall(r"[a-z]+", bare(block.text)))
    party = _overlap(words, _PARTY, 5) and len(block.text) < 40 and block.capitals
    return _overlap(words, _STATE, 6) or _overlap(words, _MOTTO, 5) or party


def is_number_line(block: Block) -> re.Match[str] | None:
    """'Số: 606/KH-UBND', also blank: the match has a group `number` and the groups of NUMBER."""
    return _NUMBER_LINE.match(block.text)


@cache
def _place_date() -> re.Pattern[str]:
    return re.compile(rf"(?P<place>[^,;:()]{{2,60}}?)\s*(?P<comma>[,.])?\s*{written(named=True)}(?P<end>\s*\.?$)?")


def is_place_date(block: Block) -> re.Match[str] | None:
    """'Hải Dương, ngày 07 tháng 3 năm 2023': a short line of its own; 'Căn cứ Luật ... ngày 19/6/2015;' is none."""
    match = _place_date().match(block.text) if len(block.text) < 90 else None
    if match and match["d"]:  # a cited act's date has digits too
        return match if match["comma"] and match["end"] is not None else None
    return match


def is_rule(block: Block) -> bool:
    """A line of dashes, stars or underscores."""
    return bool(_RULE.fullmatch(block.text))


@cache
def _kind_words() -> tuple[tuple[str, str], ...]:
    names = [(bare(row["name"]), row["name"]) for row in table("kinds")]
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


_MARK = re.compile(
    r"[\s(*\-\[]*(?:du thao\b.{0,20}|(?:thuong )?khan|hoa toc(?: hen gio)?|(?:tuyet |toi )?mat|luu hanh noi bo"
    r"|tai lieu .{0,20})[\s)*.\-\]]*"
)


def is_mark(text: str) -> bool:
    """A mark that stands by itself: 'DỰ THẢO lần 2', 'HỎA TỐC', 'MẬT'."""
    return bool(_MARK.fullmatch(bare(text)))


def type_line(block: Block, *, any_case: bool = False) -> tuple[str, int] | None:
    """The type that a block names in capitals at its start ('KẾ HOẠCH', 'CHƯƠNG TRÌNH HÀNH ĐỘNG Thực hiện ...') and
    where its word ends; None if it names none. `any_case`: capitals are not asked for."""
    text = block.text
    if not any_case and not text[:2].isupper():
        return None
    key = bare(text)
    spaced = re.sub(r"(?<=\b[A-ZĐ]) (?=[A-ZĐ]\b)", "", text)
    if spaced != text and bare(spaced) in dict(_kind_words()):  # "Q U Y Ế T Đ Ị N H"
        return dict(_kind_words())[bare(spaced)], len(text)
    for words, name in _kind_words():
        if key.startswith(words) and (len(key) == len(words) or not key[len(words)].isalpha()):
            return (name, len(words)) if any_case or text[: len(words)].isupper() else None
    if block.capitals and 6 <= len(key) <= 30:
        for words, name in _kind_words():
            if abs(len(words) - len(key)) <= 2 and SequenceMatcher(None, words, key).ratio() >= 0.88:
                return name, len(text)
    return None


def is_signing_line(text: str) -> bool:
    """Is it a line above a signature in capitals: "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"?"""
    return text.isupper() and (AUTHORITY.match(text) is not None or begins(text, "office"))

"""Recipients, whose authority signs, who signed."""

from __future__ import annotations

import re
from functools import cache

from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import Landmark
from vnplans.landmarks.words import REACH, any_of, begins, words
from vnplans.regex import regex
from vnplans.text import CAPITALS, bare, clean, fold

__all__ = [
    "authority_line",
    "begins_office",
    "is_signed",
    "is_signing_line",
    "mended_person",
    "name_behind",
    "name_in_scan",
    "name_span",
    "names_authority",
    "office_behind",
    "recipients_line",
]


@cache
def _recipients(marked: bool) -> re.Pattern[str]:
    end = r"\s*(?:[:;.\-]|$)" if marked else r"(?![^\W_])"
    return re.compile(r"\s*(?:{}){}".format(any_of("recipients").replace(r"\s+", r"\s*"), end))


def recipients_line(text: str, *, marked: bool = True) -> re.Match[str] | None:
    """'Nơi nhận:' at the start of a line, to its mark.

    `marked`: a mark or the end of the line must follow, as in running text ("Nơi nhận hồ sơ là ..." is none); readers,
    who know where the line stands on its page, do not ask for it.
    """
    opening = text[:REACH].lstrip()[:1]
    return _recipients(marked).match(bare(text[:REACH])) if bare(opening) in _recipients_open() else None


@cache
def _recipients_open() -> frozenset[str]:
    """The letters that the words over a list of recipients begin with."""
    return frozenset(bare(word)[:1] for word in words("recipients"))


def begins_office(text: str) -> bool:
    """Does a line begin with a signer's office? Marks are not asked for, but those that make another word count."""
    return begins(text, "office", "head") and not _other_word().match(fold(text[:REACH]))


@cache
def _other_word() -> re.Pattern[str]:
    """Words that differ from an office by their marks alone: "trường" is a school, but for "TRƯỜNG PHÒNG" misread."""
    return re.compile(
        "|".join(
            rf"(?:{alternatives(map(fold, row.words))})(?![^\W\d_])(?!\s+(?:{alternatives(row.unless)})\b)"
            for row in rows(Landmark)
            if row.kind == "no_office"
        )
    )


@cache
def _authority(marked: bool) -> re.Pattern[str]:
    codes = words("signs_for")
    dotted = "|".join(r"[./]?\s?".join(code) for code in codes)
    if marked:
        return re.compile(rf"\s*(?:{dotted})\s*[.,:]\s*\S", re.IGNORECASE)
    slashed = "|".join("/".join(code) for code in codes if len(code) > 1)
    plain = "|".join(code for code in codes if len(code) > 1)
    return re.compile(rf"\s*(?:(?:{dotted})\s*[.,:]|{slashed}|(?:{plain})\s)\s*\S", re.IGNORECASE)


def authority_line(text: str, *, marked: bool = False) -> bool:
    """Does a line begin with TM., KT., TL., TUQ., Q. (the Party's T/M, K/T), in any case?

    `marked`: a mark must follow, as in the cell of a table, where "TL 2" may be any abbreviation.
    """
    return _authority(marked).match(text) is not None


def is_signing_line(text: str, *, capitals: bool = True) -> bool:
    """Is it a line above a signature: "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"?

    `capitals`: only in capitals. Readers, who know where the line stands on its page, do not ask for them, and take the
    head of a body and his deputy only: any other office in mixed case may be the apposition of a name.
    """
    if capitals:
        return text.isupper() and (authority_line(text) or begins_office(text))
    return text[:1].isupper() and (authority_line(text) or begins(text, "head"))


@cache
def _in_whose_name() -> re.Pattern[str]:
    codes = "|".join(r"[./]?\s?".join(code) for code in words("signs_for"))
    return re.compile(rf"\s*(?:{codes})\s*[./]\s*", re.IGNORECASE)


def names_authority(text: str) -> bool:
    """Does a line begin with TM., KT. ... and the body or office it stands for, in any case: "Kt. Giám đốc"?

    So a line may be told from text ("Q.5, TP. Hồ Chí Minh") where neither capitals nor its place on the page tell it.
    """
    code = _in_whose_name().match(text)
    return code is not None and begins(text[code.end() :], "office", "head", "authority", "committee", "body")


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"[\s(\[./]*(?:{any_of('signed')})(?![^\W\d_])[\s)\].:,/-]*")


@cache
def _rank() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{alternatives(words('rank'))})(?![^\W_])[\s,.]*)+")


@cache
def _unit() -> re.Pattern[str]:
    """ "Xã Bình Minh" is no person; the marks count, for "Quan" is a family."""
    return re.compile(rf"(?:{alternatives(map(fold, words('unit')))})(?![^\W\d_])")


_NAME = regex(rf"[{CAPITALS}][^\W\d_]*(?:[ -][{CAPITALS}'][^\W\d_]*){{1,5}}")
_MARKED_SIGNED = regex(r"\s*[(\[][^()]*[)\]]\s*$")


_SCRAPS = regex(rf"(?:\W|\w(?!\w))*[^\w\s]\s*(?=[{CAPITALS}])")


def name_in_scan(text: str) -> tuple[int, int] | None:
    """The same where a seal or a pen left single signs before the name: "A - /Lê Thế Ưng"."""
    scraps = _SCRAPS.match(text)
    found = name_span(text[scraps.end() :]) if scraps else None
    return (found[0] + scraps.end(), found[1] + scraps.end()) if scraps and found else name_span(text)


@cache
def _families() -> tuple[dict[str, str], frozenset[str]]:
    """The common surnames by their letters without marks, and all that are surnames as they stand."""
    named = [row for row in rows(Landmark) if row.kind == "family"]
    common = {bare(word): word for row in named for word in row.words}
    return common, frozenset(word for row in named for word in (*row.words, *row.also))


def mended_person(name: str) -> str:
    """A person's name as an engine read it, the marks of a common surname put right ("Đỉnh Văn An"), "Thị" behind it
    and the name of a clan ("Eban"); a word that is a surname as it stands is kept."""
    first, *rest = name.split(" ")
    common, known = _families()
    if first not in known:
        first = common.get(bare(first), first)
    if len(rest) > 1 and rest[0] in _WOMENS:
        rest[0] = "Thị"
    return " ".join(_clans().get(bare(word), word) for word in (first, *rest))


@cache
def _clans() -> dict[str, str]:
    return {bare(word): word for word in words("clan")}


_WOMENS = frozenset({"Thi", "Thí", "Thì", "Thỉ", "Thĩ"})


def is_signed(text: str) -> bool:
    """Does the line stand for the signature itself and name nobody: "(Đã ký)"?"""
    return bool(_signed().match(bare(text))) and name_span(text) is None


def name_span(text: str) -> tuple[int, int] | None:
    """Where the name stands in the line of a signer's name, without "Đã ký:", ranks and degrees; None for others."""
    signed = _signed().match(bare(text))
    start, end = signed.end() if signed else 0, len(text.rstrip(" ./"))
    note = _MARKED_SIGNED.search(text, start)
    if note and _signed().match(bare(note.group())):
        end = note.start()
    degree = _rank().match(text, start)
    start = degree.end() if degree else start
    name = text[start:end]
    named = _NAME.fullmatch(name) and not begins_office(name) and not _unit().match(fold(name))
    return (start, end) if named else None


_FILED = regex(r"[-+*•–\s]*lưu\b|.{0,60}[;.,] lưu\b", re.IGNORECASE)
_ENDED = regex(r"[.;,)]\s+")


def office_behind(text: str) -> int | None:
    """Where an office in capitals begins behind an entry of the list of recipients that ran together with it: "- Như
    trên; PHÓ CHỦ TỊCH"; 0 where nothing else stands there."""
    if is_signing_line(text):
        return 0
    start, best = len(text), None
    for word in reversed(text.split(" ")[1:]):
        if word and not (word.isupper() or not any(map(str.isalpha, word))):
            break
        start -= len(word) + 1
        if word and is_signing_line(text[start + 1 :].strip()):
            best = start + 1
    return best


def name_behind(text: str) -> int | None:
    """Where the signer's name begins behind the last entry of the list: "- Lưu: VT, TH. Ngô Quang Tuyển"."""
    if not _FILED.match(text):
        return None
    for end in _ENDED.finditer(text):
        tail = text[end.end() :].strip()
        if " " in tail and name_span(clean(tail)) is not None:
            return end.end()
    return None

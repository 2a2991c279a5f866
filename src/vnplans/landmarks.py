"""What opens and closes a page: the fixed words by which a clerk finds his way, in Word, PDF and scans alike.

The words are rows of data/landmarks.toml. Tone marks are not asked for (`text.bare`): scans and typing lose them first.
Nghị định 30/2020/NĐ-CP, Phụ lục I; Hướng dẫn 36-HD/VPTW and 05-HD/VPTW for Party documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Literal

from vnplans.kinds import kind_names
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import Kind, Landmark
from vnplans.pages import Block
from vnplans.regex import regex
from vnplans.text import CAPITALS, bare, fold

__all__ = [
    "SUBJECT",
    "Mark",
    "addressee_line",
    "annex_label",
    "authority_line",
    "begins",
    "begins_exactly",
    "begins_office",
    "breaks_off",
    "holds_word",
    "is_enacting",
    "is_enclosed",
    "is_mark",
    "is_motto",
    "is_rule",
    "is_signed",
    "is_signing_line",
    "is_type_word",
    "is_whole",
    "leads_to",
    "mark_role",
    "marks",
    "motto_at",
    "name_span",
    "names_authority",
    "number_label",
    "number_word",
    "recipients_line",
    "tie_at",
    "type_end",
    "type_line",
    "words",
]

_REACH = 100
"""Landmarks stand at the start of a line: no more of it is looked at."""


# Words of a kind ----------------------------------------------------------------------------------------------------


@cache
def words(*kinds: str) -> tuple[str, ...]:
    """The words of one or more kinds, as the table spells them. Raises KeyError for a kind that it does not have."""
    found: list[str] = []
    for kind in kinds:
        listed = [row.words for row in rows(Landmark) if row.kind == kind]
        if not listed:
            raise KeyError(kind)
        found += [word for row in listed for word in row]
    return tuple(found)


@cache
def _any_of(*kinds: str) -> str:
    return alternatives(bare(word) for word in words(*kinds))


@cache
def _beginning(*kinds: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of(*kinds)})(?![^\W\d_])")


def begins(text: str, *kinds: str) -> bool:
    """Does the text, without its marks, begin with a word of one of the kinds?"""
    return bool(_beginning(*kinds).match(bare(text[:_REACH])))


@cache
def _exactly(*kinds: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(fold(word) for word in words(*kinds))})(?![^\W\d_])")


def begins_exactly(text: str, *kinds: str) -> bool:
    """The same with tone marks, where a word without them would be another ("mật", "mặt")."""
    return bool(_exactly(*kinds).match(fold(text[:_REACH])))


def is_whole(text: str, *kinds: str) -> bool:
    """Is the text, without its marks, a word of one of the kinds and nothing else?"""
    return re.fullmatch(_any_of(*kinds), bare(text).strip()) is not None


@cache
def _anywhere(kind: str) -> re.Pattern[str]:
    return re.compile(_any_of(kind))


def holds_word(text: str, kind: str) -> bool:
    """Does the text, without its marks, hold a word of the kind, wherever it stands?"""
    return _anywhere(kind).search(bare(text)) is not None


@cache
def _leading(*kinds: str) -> re.Pattern[str]:
    pairs = (
        rf"(?:{alternatives(map(bare, row.words))})\s+(?=(?:{alternatives(map(bare, row.next))})(?![^\W\d_]))"
        for row in rows(Landmark)
        if row.kind in kinds
    )
    return re.compile("|".join(pairs))


def leads_to(text: str, *kinds: str) -> int | None:
    """Where the `next` word begins in a text that begins with a word of one of the kinds and that word behind it."""
    found = _leading(*kinds).match(bare(text[:_REACH]))
    return found.end() if found else None


# Letterhead ---------------------------------------------------------------------------------------------------------


_SYLLABLE = regex(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Motto:
    syllables: frozenset[str]
    at_least: int
    party: bool


@cache
def _mottoes() -> tuple[_Motto, ...]:
    return tuple(
        _Motto(frozenset(_SYLLABLE.findall(bare(" ".join(row.words)))), row.at_least, row.party)
        for row in rows(Landmark)
        if row.kind == "motto"
    )


def is_motto(block: Block) -> bool:
    """Quốc hiệu, Tiêu ngữ or the Party's headline on a line of its own, some of its words misread or lost.

    The Party's name is a headline only in capitals.
    """
    text = block.text
    if len(text) > 120 or text.endswith((".", ";", ":", ",")):
        return False
    return _motto_in(text, block.capitals and len(text) < 40)


@lru_cache(maxsize=1024)
def _motto_in(text: str, headline: bool) -> bool:
    read = set(_SYLLABLE.findall(bare(text)))
    return any(len(read & m.syllables) >= m.at_least and (headline or not m.party) for m in _mottoes())


@cache
def _motto_start() -> re.Pattern[str]:
    starts = [bare(row.begins) for row in rows(Landmark) if row.kind == "motto"]
    pattern = alternatives(starts).replace(r"\s+\-\s+", r"\s*[-.,]?\s*")
    return re.compile(pattern.replace("hoa", r"h\S{1,2}"))


def motto_at(text: str) -> int | None:
    """Where a motto begins in a text that may hold the other column's words before it; None if it holds none."""
    found = _motto_start().search(bare(text))
    return found.start() if found else None


@cache
def _motto_spelt() -> tuple[str, ...]:
    return tuple(fold(row.begins) for row in rows(Landmark) if row.kind == "motto")


def is_motto_misread(text: str) -> bool:
    """Does a motto begin in the text with wrong or lost marks?"""
    return motto_at(text) is not None and not any(words in fold(text) for words in _motto_spelt())


@cache
def number_word() -> str:
    """A regular expression of the word "Số" before a number, as print and OCR give it."""
    letters = next(row.letters for row in rows(Landmark) if row.kind == "number")
    return f"S[{letters}{letters.upper()}]"


@cache
def _number_label() -> re.Pattern[str]:
    return re.compile(rf"\s*{number_word()}\s*:", re.IGNORECASE)


def number_label(text: str) -> bool:
    """Does a line begin with "Số:", whatever stands behind it?"""
    return _number_label().match(text) is not None


SUBJECT = regex(r"\s*[-(“\"]?\s*v(?:\s*/\s*v\b|\s?[.\\-]\s?v\b(?!\.))\s*[:.]?\s*", re.IGNORECASE)
"""The V/v line, to the first word of what the letter is about."""
_RULE = regex(r"[\W_]*(?:(?<=[\W_])[oO0]{2,5}[\W_]+)?|o[0O]o")


def is_rule(block: Block) -> bool:
    """A line of dashes, stars or underscores, the ornament "-----o0o-----" among them."""
    return bool(_RULE.fullmatch(block.text))


@cache
def _standing_mark() -> re.Pattern[str]:
    listed = [row for row in rows(Landmark) if row.kind in ("draft", "urgency", "secrecy", "restricted", "paper")]
    alone = alternatives(bare(word) for row in listed if not row.tail for word in row.words)
    tailed = alternatives(bare(word) for row in listed if row.tail for word in row.words)
    return re.compile(rf"[\s(*\-\[]*(?:(?:{tailed})\b.{{0,20}}|{alone})[\s)*.\-\]]*")


def is_mark(text: str) -> bool:
    """A mark that stands by itself: 'DỰ THẢO lần 2', 'HỎA TỐC', 'MẬT'."""
    return len(text) < _REACH and bool(_standing_mark().fullmatch(bare(text)))


# Heading ------------------------------------------------------------------------------------------------------------


@cache
def _type_words() -> dict[str, str]:
    """The type words without marks, longest first -> the names of their kinds."""
    return {bare(name): name for name in sorted(kind_names(), key=len, reverse=True)}


def is_type_word(text: str, *, misread: bool = False) -> bool:
    """Is the text a type word and nothing else, in any case? `misread`: in capitals, a letter or two may be wrong."""
    return bare(text) in _type_words() or (misread and text.isupper() and _near_type(bare(text)) is not None)


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{alternatives(map(fold, words('unfinished')))})$|,$")


def breaks_off(text: str) -> bool:
    """Does a title line end within a phrase, at a comma or a word that asks for another: "... của Chủ tịch và các"?"""
    return bool(_unfinished().search(fold(text.rstrip())))


def is_enacting(text: str) -> bool:
    """Is the text a formula that closes the legal bases, beside the type words: "QUYẾT NGHỊ"?"""
    return bare(text) in {bare(word) for word in words("enacting")}


_SPACED = regex(rf"[{CAPITALS}](?: [{CAPITALS}]){{4,}}")


def type_end(text: str) -> int:
    """Where the type word ends that a text begins with, in any case; 0 if it begins with none."""
    key = bare(text[:_REACH])
    return next((len(w) for w in _type_words() if key.startswith(w) and not key[len(w) : len(w) + 1].isalpha()), 0)


def type_line(block: Block, *, any_case: bool = False) -> tuple[str, int] | None:
    """The type that a block names in capitals at its start ('KẾ HOẠCH', 'CHƯƠNG TRÌNH HÀNH ĐỘNG Thực hiện ...') and
    where its word ends; None if it names none. `any_case`: capitals are not asked for."""
    text = block.text
    if not any_case and not text[:2].isupper():
        return None if block.confidence is None else _misread_type(block)
    if block.confidence is None and begins_exactly(text, "no_type"):
        return None
    if _SPACED.fullmatch(text):  # "Q U Y Ế T Đ Ị N H": the blanks between its words are lost among the others
        letters = bare(text).replace(" ", "")
        named = next((name for spelt, name in _type_words().items() if spelt.replace(" ", "") == letters), None)
        return (named, len(text)) if named else None
    key = bare(text[:_REACH])
    before = _before_type().match(key)
    skipped = before.end() if before else 0  # "BẢN QUY ĐỊNH"
    for at in dict.fromkeys((0, skipped)):
        for spelt, name in _type_words().items():
            end = at + len(spelt)
            if key.startswith(spelt, at) and not key[end : end + 1].isalpha():
                return (name, end) if any_case or text[:end].isupper() else None
    return _misread_type(block)


@cache
def _before_type() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of('before_type')})\s+")


_SCRAPS = regex(r"[^\w]{1,4}|[^\W_]?\W{1,3}|[^\W\d_]\s")
"""What specks before a type word are read as."""


def _misread_type(block: Block) -> tuple[str, int] | None:
    """A type word alone on its line, nearly read; on a scan also behind scraps."""
    text = block.text[:_REACH]
    if not block.capitals:
        return None
    starts = [0]
    if block.confidence is not None and (scraps := _SCRAPS.match(text)):
        starts.append(scraps.end())
    for start in starts:
        key = bare(text[start:]).rstrip(" .-_'|")
        named = _type_words().get(key) if start else None
        if block.confidence is not None and not named:
            named = _glued_types().get(key.replace(" ", ""))
        named = named or _near_type(key)
        if named:
            return named, len(block.text)
    return None


@cache
def _glued_types() -> dict[str, str]:
    """The type words of more than a word without their blanks, which a scan may lose: "ĐEÁN"."""
    return {spelt.replace(" ", ""): name for spelt, name in _type_words().items() if " " in spelt}


def _near_type(key: str) -> str | None:
    """The type whose word, without marks, is nearly this one."""
    if 6 <= len(key) <= 30:
        like = SequenceMatcher(None, "", key)
        for spelt, name in _type_words().items():
            if abs(len(spelt) - len(key)) <= 2:
                like.set_seq1(spelt)
                if like.quick_ratio() >= 0.88 and like.ratio() >= 0.88:  # the quick one is never less
                    return name
    return None


@cache
def _addressee() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:(?:{_any_of('addressee')})\b|\W?k\w{{1,3}}\sg[ui]{{1,2}}(?=\s?:))")


def addressee_line(text: str) -> re.Match[str] | None:
    """'Kính gửi:' at the start of a line, a letter of it misread where its colon stands; the match ends before that."""
    return _addressee().match(bare(text[:_REACH]))


# Closing ------------------------------------------------------------------------------------------------------------


@cache
def _recipients(marked: bool) -> re.Pattern[str]:
    end = r"\s*(?:[:;.\-]|$)" if marked else r"(?![^\W_])"
    return re.compile(r"\s*(?:{}){}".format(_any_of("recipients").replace(r"\s+", r"\s*"), end))


def recipients_line(text: str, *, marked: bool = True) -> re.Match[str] | None:
    """'Nơi nhận:' at the start of a line, to its mark.

    `marked`: a mark or the end of the line must follow, as in running text ("Nơi nhận hồ sơ là ..." is none); readers,
    who know where the line stands on its page, do not ask for it.
    """
    opening = text[:_REACH].lstrip()[:1]
    return _recipients(marked).match(bare(text[:_REACH])) if bare(opening) in _recipients_open() else None


@cache
def _recipients_open() -> frozenset[str]:
    """The letters that the words over a list of recipients begin with."""
    return frozenset(bare(word)[:1] for word in words("recipients"))


def begins_office(text: str) -> bool:
    """Does a line begin with a signer's office? Marks are not asked for, but those that make another word count."""
    return begins(text, "office", "head") and not _other_word().match(fold(text[:_REACH]))


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
    return re.compile(rf"[\s(\[./]*(?:{_any_of('signed')})(?![^\W\d_])[\s)\].:,/-]*")


@cache
def _rank() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{alternatives(words('rank'))})(?![^\W_])[\s,.]*)+")


@cache
def _unit() -> re.Pattern[str]:
    """ "Xã Bình Minh" is no person; the marks count, for "Quan" is a family."""
    return re.compile(rf"(?:{alternatives(map(fold, words('unit')))})(?![^\W\d_])")


_NAME = regex(rf"[{CAPITALS}][^\W\d_]*(?:[ -][{CAPITALS}'][^\W\d_]*){{1,5}}")
_MARKED_SIGNED = regex(r"\s*[(\[][^()]*[)\]]\s*$")


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


# Annexes ------------------------------------------------------------------------------------------------------------


@cache
def _annex() -> re.Pattern[str]:
    names: set[str] = set()
    for row in rows(Landmark):
        if row.kind in ("annex", "form"):
            spelt = {form for word in row.words for form in (word, bare(word))}
            names |= {word.upper() for word in spelt}
            names |= set() if row.capitals else {word.capitalize() for word in spelt}
    return re.compile(
        rf"\s*(?P<label>(?:{alternatives(names)})(?:\s+(?:SỐ|Số|số)(?:\s*:)?)?"
        r"(?:\s+(?:[IVXL]+|\d{1,2}|[A-ZĐ])(?:[.-]\d{1,2}|[a-z])?(?![^\W_]))?)\s*(?P<rest>.*)"
    )


def annex_label(text: str) -> re.Match[str] | None:
    """'PHỤ LỤC I', 'Mẫu số 02' at the start of a line: groups `label` and `rest`, the words behind it."""
    return _annex().match(text)


@cache
def _enclosed() -> re.Pattern[str]:
    return re.compile(rf"\s*[(\[]?\s*(?:{_any_of('enclosed')})\b")


def is_enclosed(text: str) -> bool:
    """Does a line begin as the one that ties an annex to its act: '(Kèm theo Quyết định số ...'?"""
    return _enclosed().match(bare(text[:_REACH])) is not None


@cache
def _tie() -> re.Pattern[str]:
    """In brackets, also behind other words; without them only at the start of a line (`is_enclosed`)."""
    codes = (code for kind in rows(Kind) for code in kind.all_codes)
    acts = alternatives(bare(name) for name in (*kind_names(), *codes, "văn bản"))
    return re.compile(rf"[(\[]\s*(?:{_any_of('enclosed')})\b|^\s*[(\[]\s*(?:{_any_of('tie')})\s+(?:{acts})(?![^\W_])")


_ITEM = regex(r"\s*(?:\d{1,2}[.)]|[^\W\d_][.)]|[-+*•])\s")


@cache
def _tie_behind() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{_any_of('enclosed')})\s+(?:{alternatives(map(bare, kind_names()))})\s+so\b")


def tie_at(text: str) -> int | None:
    """Where the words begin that tie an annex to its act, at the start of a line or behind its title: "PHỤ LỤC 1 (Kèm
    theo Quyết định số ...", "Về thi đua Ban hành kèm theo Quyết định số ..."; None if it has none."""
    if is_enclosed(text):
        return 0
    key = bare(text)
    found = _tie().search(key)
    if not found and not _ITEM.match(text) and not text.isupper():
        found = next((m for m in _tie_behind().finditer(key) if text[m.start()].isupper()), None)
    return found.start() if found else None


# Beside the act -----------------------------------------------------------------------------------------------------


_Role = Literal["stamp", "signature"]
_ROLES: Mapping[str, _Role] = {"stamp": "stamp", "signature": "signature"}
"""Kinds of rows that are marks."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp or the appearance of a digital signature; words without marks."""

    role: _Role
    opening: tuple[str, ...]
    going_on: tuple[str, ...]
    """Of further lines of the mark, which belong to it only below such a line."""

    def begins(self, key: str, *, misread: bool = False) -> bool:
        """Does a line, without its tone marks, open the mark? `misread`: one letter of a longer word may be wrong."""
        return _starts(key, self.opening, misread)

    def continues(self, key: str, *, misread: bool = False) -> bool:
        """Does a line below the mark belong to it?"""
        return _starts(key, self.going_on, misread)


_LONG_WORD = 7
"""Letters of a word of a mark of which one may be misread."""


def _starts(key: str, words: tuple[str, ...], misread: bool) -> bool:
    if any(key.startswith(word) and not key[len(word) : len(word) + 1].isalpha() for word in words):
        return True
    return misread and any(_one_off(key, word) for word in words if len(word) >= _LONG_WORD)


def _one_off(key: str, word: str) -> bool:
    """Does a text begin with the word but for one letter, wrong or lost?"""
    same = sum(a == b for a, b in zip(key, word, strict=False))
    if same >= len(word) - 1:
        return True
    at = next((i for i, (a, b) in enumerate(zip(key, word, strict=False)) if a != b), len(key))
    end = at + len(word[at + 1 :])
    return at + 1 < len(word) and key[at:end] == word[at + 1 :] and not key[end : end + 1].isalpha()


@cache
def marks() -> tuple[Mark, ...]:
    """What stands on a page and is no part of the act."""
    return tuple(
        Mark(_ROLES[row.kind], tuple(map(bare, row.words)), tuple(map(bare, row.also)))
        for row in rows(Landmark)
        if row.kind in _ROLES
    )


def mark_role(text: str) -> _Role | None:
    """The role of a line that begins as a stamp or a visible signature does."""
    key = bare(text[:_REACH])
    return next((mark.role for mark in marks() if mark.begins(key)), None)

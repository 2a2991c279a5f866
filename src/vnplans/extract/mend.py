"""Faults of OCR put right where knowledge allows; quotes keep the words as they were read, and no digit is touched.

`mend_name`, `mend_place`: names of a letterhead, a province, an agency, a fixed phrase within an edit of one known;
their length may change. `mend_letters`: words of bodies and of section titles within sentences, letter for letter, so
that offsets carry over: "Sở Nôi vụ" -> "Sở Nội vụ", "Hrường THPT" -> "Trường THPT".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from vnplans.knowledge import rows
from vnplans.knowledge.bodies import AgencyAbbreviation, AgencyField, AgencyHead, AgencyName, Province
from vnplans.knowledge.tables import SectionTitles
from vnplans.regex import regex
from vnplans.syllables import is_syllable
from vnplans.text import bare, fold

__all__ = ["distance", "is_known", "mend_letters", "mend_name", "mend_place"]

_SHORTEST = 7
"""Letters a phrase must have before a fault in it is forgiven."""
_SHORTEST_MARKS = 5
"""Letters that a phrase of three syllables must have before wrong tone marks are."""
_OF_THE_PARTY = " Trung ương"
_LONG_VARIANT = 3
"""Words of a variant that is a name written out, and no abbreviation."""
_SURELY_GLUED = 12
"""Letters of a phrase that may have lost a blank."""
_WIDEST = 11
"""Words, with hyphens that stand alone, of the longest phrase."""
_UNITS = ("tỉnh", "thành phố", "UBND tỉnh", "UBND thành phố", "tỉnh ủy", "thành ủy")
_BELOW_PROVINCE = ("xã", "phường", "thị trấn", "thị xã", "quận", "huyện")
"""Units whose names no table has: what stands behind them is none of the known phrases, however near it comes."""
_GLUED = {unit.replace(" ", "").upper(): unit.upper() for unit in (*_BELOW_PROVINCE, "tỉnh", "thành phố")}
_SHORT_FIELD = 2
"""Words of a phrase that stays as it was read if each is a syllable: "ĐIỆN LỰC HƯƠNG MAI" is of no trade."""
_SHORTEST_PLACE, _SHORT_UNIT = 2, 4
"""Letters of a place that may stand glued to its unit; behind a unit of two letters twice as many."""


def distance(a: str, b: str, most: int = 2) -> int:
    """Levenshtein distance, or `most + 1` as soon as it is larger."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only scans need it

    return Levenshtein.distance(a, b, score_cutoff=most)


@cache
def _phrases() -> dict[int, dict[str, str]]:
    """Known phrases by number of syllables: letters without marks and blanks -> the phrase in lower case."""
    names = {f"{unit} {province.name}" for province in rows(Province) for unit in _UNITS}
    names |= {agency.name for agency in rows(AgencyName)} | {head.word for head in rows(AgencyHead)}
    names |= {f"{head} {field.name}" for field in rows(AgencyField) for head in field.heads}
    names |= {field.name for field in rows(AgencyField)} | {short.name for short in rows(AgencyAbbreviation)}
    # Without its committee, which the line above names
    names |= {name.removesuffix(_OF_THE_PARTY) for name in names if name.startswith("Ban ")}
    names |= {name for agency in rows(AgencyName) for name in agency.variants if len(name.split()) > _LONG_VARIANT}
    out: dict[int, dict[str, str]] = {}
    for name in sorted(names):
        key = _letters(name)
        if len(key) >= _SHORTEST or (len(key) >= _SHORTEST_MARKS and len(name.split()) > 2):
            out.setdefault(_syllables(name.split()), {}).setdefault(key, fold(name))
    return out


def _syllables(words: Sequence[str]) -> int:
    """How many words have letters: a hyphen that stands alone is none."""
    return sum(any(char.isalnum() for char in word) for word in words)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", bare(text))


def _allowed(key: str) -> int:
    """Edits forgiven in a phrase of that length, marks not counted."""
    return 0 if len(key) < _SHORTEST else 1 if len(key) < 16 else 2


@cache
def _known(key: str, syllables: int, *, exact: bool = False) -> str | None:
    known = _phrases().get(syllables, {})
    if key in known or exact:
        return known.get(key)
    if len(key) >= _SURELY_GLUED and key in (more := _phrases().get(syllables + 1, {})):
        return more[key]  # "TRUNGƯƠNG"
    if any(c.isdigit() for c in key):
        return None
    off = {name: distance(key, letters, _allowed(letters)) for letters, name in known.items()}
    allowed = {name: far for name, far in off.items() if far <= _allowed(_letters(name))}
    near = [name for name, far in allowed.items() if far == min(allowed.values())]
    return near[0] if len(near) == 1 else None


def is_known(name: str) -> bool:
    """Is it, marks and "&" for "và" aside, the name of a body that the tables have?"""
    name = name.replace("&", " và ")
    return _letters(name) in _phrases().get(_syllables(name.split()), {})


def mend_name(text: str) -> str:
    """A letterhead name as OCR read it, every phrase that is nearly a known one put right; capitals stay capitals."""
    text = _PARTY.sub("ĐẢNG", _unglued(text))
    tokens = [part for token in text.split() for part in _unit_apart(_one_vowel(token))]
    out: list[str] = []
    index = 0
    while index < len(tokens):
        for size in range(min(_WIDEST, len(tokens) - index), 0, -1):
            words = ["và" if token == "&" else token for token in tokens[index : index + size]]
            window = " ".join(words)
            named = _syllables(words[:1]) and _syllables(words[-1:]) and len(_letters(window)) >= _SHORTEST_MARKS
            named = named and not fold(" ".join(out[-2:])).endswith(_BELOW_PROVINCE)
            exact = "-" in words or (len(words) <= _SHORT_FIELD and all(is_syllable(word) for word in words))
            known = _known(_letters(window), _syllables(words), exact=exact) if named else None
            if known:
                out.append(known.upper() if " ".join(tokens[index : index + size]).isupper() else known)
                index += size
                break
        else:
            out.append(tokens[index])
            index += 1
    return " ".join(out)


_PARTY = regex(r"\bĐ[AĂÀÁẢÃẠẮẰẲẴẶ]NG(?=\s(?:ỦY|UỶ|BỘ|ĐOÀN)\b)")
"""The Party of a letterhead, its tone misread: no other body is named so."""


@cache
def _glued_provinces() -> dict[str, str]:
    names = [province.name for province in rows(Province)]
    offices = {_letters(f"UBND tỉnh {name}"): f"UBND TỈNH {name.upper()}" for name in names}
    forms = (form for head in rows(AgencyHead) for form in (head.word, *head.variants))
    long = [form for form in forms if len(form.split()) > _LONG_HEAD]
    heads = {_letters(form): form.upper() for form in (*long, *(f"{form} Việt Nam" for form in long))}
    return heads | offices | {_letters(f"tỉnh {name}"): f"TỈNH {name.upper()}" for name in names}


_COUNCILS = {"uybannhandan": "ỦY BAN NHÂN DÂN", "hoidongnhandan": "HỘI ĐỒNG NHÂN DÂN"}


def _council(letters: str) -> str | None:
    """The council or committee whose name a line is, but for two letters; the first or the last of its words whole."""
    for known, name in _COUNCILS.items():
        near = abs(len(letters) - len(known)) <= _FAULTS and (letters[:3] == known[:3] or letters[-3:] == known[-3:])
        if near and (letters == known or distance(letters, known, _FAULTS) <= _FAULTS):
            return name
    return None


_FAULTS = 2


_LONG_HEAD = 2
"""Words of a head beyond which its letters are no other word's."""


def _unglued(text: str) -> str:
    """'UBNDTÌNHBẮCGIANG', 'BANQUẢNLY -': a line whose blanks were lost; 'ỦY BAÑHÂN DẬN' under a stamp."""
    if text.isupper() and (council := _council(_letters(text))):
        return council
    return _glued_provinces().get(_letters(text), text.strip(" _.,'`*|-"))


_SHORT = {bare(short): short for short in ("UBND", "HĐND")}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _one_vowel(token: str) -> str:
    """'TỔỐNG' -> 'TỔNG': a vowel that the engine read twice, each with a tone; no syllable has two.

    'UBNĐ' -> 'UBND', too.
    """
    if not token.isupper() or not token.isalpha():
        return token
    if bare(token) in _SHORT:
        return _SHORT[bare(token)]
    toned = [(set(_TONES) & set(apart), apart.strip(_TONES)) for apart in (_apart(letter) for letter in token)]
    twice = (k > 0 and tone and toned[k - 1][0] and vowel == toned[k - 1][1] for k, (tone, vowel) in enumerate(toned))
    return "".join(letter for letter, again in zip(token, twice, strict=True) if not again)


def _apart(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)


def _unit_apart(token: str) -> tuple[str, ...]:
    """'PHƯỜNGKIMSƠN' -> 'PHƯỜNG', 'KIMSƠN': no syllable goes on behind a unit's letters."""
    if token.isalpha() and token.isupper():
        for glued, unit in _GLUED.items():
            least = _SHORTEST_PLACE if len(glued) >= _SHORT_UNIT else 2 * _SHORTEST_PLACE
            if token.startswith(glued) and len(token) >= len(glued) + least:
                return (*unit.split(), token[len(glued) :])
    return (token,)


@cache
def _places() -> dict[str, str]:
    return {_letters(province.name): province.name for province in rows(Province)}


def mend_place(text: str) -> str:
    """A province's name as OCR read it ("Lâm Đông" -> "Lâm Đồng"); any other place as it is."""
    key = _letters(text)
    if key in _places():
        return _places()[key]
    near = [name for letters, name in _places().items() if len(letters) >= _SHORTEST and distance(key, letters, 1) <= 1]
    return near[0] if len(near) == 1 else text


# Within sentences, letter for letter

_Words = tuple[str, ...]
_TOKEN = regex(r"[^\W\d_]+")
_GAP = regex(r",? |\s?-\s?")
_FEWEST_LETTERS = 6
"""Letters that words must have before wrong marks (tô chức) are put right."""
_FAULTY_LETTERS = 9
"""Letters that words must have before one wrong letter is put right."""
_LONGEST = 8
_PLACE_UNITS = ("tỉnh", "thành phố", "huyện", "xã", "phường", "cấp huyện", "cấp xã", "cấp tỉnh")
_ALL_PLACES = (
    "các tỉnh",
    "các thành phố",
    "các huyện",
    "các quận",
    "các thị xã",
    "các xã",
    "các phường",
    "các thị trấn",
)
"""Beside "cấp huyện", from which they differ by a letter: none is mended into the other."""
_PEOPLES = tuple(f"{body} nhân dân" for body in ("ủy ban", "hội đồng", "tòa án", "viện kiểm sát"))
_SCHOOLS = (
    "trung học phổ thông",
    "giáo dục phổ thông",
    "trường THPT",
    "trường THCS",
    "trường tiểu học",
    "trường trung học",
    "trường mầm non",
)


def _wordings() -> Iterator[str]:
    yield from (f"{unit} {province.name}" for province in rows(Province) for unit in ("tỉnh", "thành phố"))
    yield from (f"{body} {unit}" for unit in (*_PLACE_UNITS, *_ALL_PLACES) for body in _PEOPLES)
    yield from _SCHOOLS
    yield from (agency.name for agency in rows(AgencyName))
    yield from (head.word for head in rows(AgencyHead))
    for field in rows(AgencyField):
        yield from (field.name, *(f"{head} {field.name}" for head in field.heads))
    yield from (title for section in rows(SectionTitles) for title in section.titles)


@dataclass(frozen=True)
class _Wording:
    """Known phrases by their words without marks; None where two differ."""

    exact: Mapping[_Words, _Words]
    gapped: Mapping[tuple[str | None, ...], Sequence[_Words]]
    """By their words one of which is left out."""
    firsts: frozenset[tuple[int, str]]
    """Length and first word of each."""
    seconds: frozenset[tuple[int, str]]

    @cached_property
    def first_words(self) -> frozenset[str]:
        return frozenset(word for _, word in self.firsts)

    @cached_property
    def second_words(self) -> frozenset[str]:
        return frozenset(word for _, word in self.seconds)


@cache
def _wording() -> _Wording:
    whole: dict[_Words, list[_Words]] = {}
    gapped: dict[tuple[str | None, ...], list[_Words]] = {}
    for phrase in {tuple(_TOKEN.findall(fold(p))) for p in _wordings()}:
        if not 1 < len(phrase) <= _LONGEST:
            continue
        plain = tuple(bare(word) for word in phrase)
        whole.setdefault(plain, []).append(phrase)
        if sum(map(len, plain)) >= _FAULTY_LETTERS:
            for place in range(len(plain)):
                gapped.setdefault((*plain[:place], None, *plain[place + 1 :]), []).append(phrase)
    exact = {
        plain: found[0] for plain, found in whole.items() if len(found) == 1 and sum(map(len, plain)) >= _FEWEST_LETTERS
    }
    return _Wording(
        exact,
        gapped,
        frozenset((len(plain), plain[0]) for plain in whole),
        frozenset((len(plain), plain[1]) for plain in whole),
    )


@lru_cache(maxsize=4096)
def mend_letters(text: str) -> str:
    """The text with misread letters of known names and titles put right; every offset stays."""
    tokens = list(_TOKEN.finditer(text))
    read = [t[0] for t in tokens]
    plain = [bare(fold(word)) for word in read]
    gaps = [text[a.end() : b.start()] for a, b in pairwise(tokens)]
    out = list(text)
    index = 0
    while index < len(tokens):
        for known in _longest_at(index, read, plain, gaps):
            for token, word in zip(tokens[index:], known, strict=False):
                out[token.start() : token.end()] = _cased(token[0], word)
            index += len(known) - 1
        index += 1
    return "".join(out)


def _longest_at(index: int, read: Sequence[str], plain: Sequence[str], gaps: Sequence[str]) -> Iterator[_Words]:
    """The longest known phrase that begins at this word, if there is one."""
    known = _wording()
    follows = plain[index + 1] if index + 1 < len(plain) else ""
    if plain[index] not in known.first_words and follows not in known.second_words:
        return
    run = 1
    while run < _LONGEST and index + run < len(plain) and _GAP.fullmatch(gaps[index + run - 1]):
        run += 1
    for size in range(run, 1, -1):
        first = (size, plain[index]) in known.firsts
        if not first and (size, follows) not in known.seconds:
            continue  # no phrase of this length has this word, nor one wrong letter in it
        words = tuple(plain[index : index + size])
        spaced = all(len(gap) == 1 for gap in gaps[index : index + size - 1])
        if found := _phrase(words, read[index : index + size], faulty=spaced):
            yield found
            return


def _phrase(plain: _Words, read: Sequence[str], *, faulty: bool) -> _Words | None:
    """The known phrase of these words, or the one that differs by a letter of a word that is none: what is a syllable
    stays as it was read ("nhân dân và" is not "nhân dân xã")."""
    known = _wording()
    if plain in known.exact or not faulty:
        return known.exact.get(plain)
    syllables = [is_syllable(word) for word in read]
    near = {
        phrase
        for place, word in enumerate(plain)
        if not syllables[place]
        for phrase in known.gapped.get((*plain[:place], None, *plain[place + 1 :]), ())
        if len(phrase[place]) == len(word) and _faults(bare(phrase[place]), word) == 1
    }
    return near.pop() if len(near) == 1 else None


def _faults(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _cased(read: str, word: str) -> str:
    """The word in the case that was read: "HƯỜNG", "Hrường"."""
    if read.isupper() and len(read) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if read[:1].isupper() else word

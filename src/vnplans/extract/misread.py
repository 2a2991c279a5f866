"""Words of bodies and of section titles as OCR misread them, put right letter for letter, so that offsets carry over.

"Sở Nôi vụ" -> "Sở Nội vụ", "Hrường THPT" -> "Trường THPT", "TÔ CHỨC THỰC HIỆN" -> "TỔ CHỨC THỰC HIỆN". Only for
reading: quotes keep the words as they were read. Numbers are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from vnplans.knowledge import rows
from vnplans.knowledge.tables import AgencyField, AgencyHead, AgencyName, Province, SectionTitles
from vnplans.text import bare, fold

__all__ = ["mend_letters"]

_Words = tuple[str, ...]
_TOKEN = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r",? |\s?-\s?")
_SHORTEST = 6
"""Letters that words must have before wrong marks (tô chức) are put right."""
_SHORTEST_FAULT = 9
"""Letters that words must have before one wrong letter is put right."""
_LONGEST = 8
_UNITS = ("tỉnh", "thành phố", "huyện", "xã", "phường", "cấp huyện", "cấp xã")
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


def _phrases() -> Iterator[str]:
    yield from (f"{unit} {province.name}" for province in rows(Province) for unit in ("tỉnh", "thành phố"))
    yield from (f"{body} {unit}" for unit in _UNITS for body in _PEOPLES)
    yield from _SCHOOLS
    yield from (agency.name for agency in rows(AgencyName))
    yield from (head.word for head in rows(AgencyHead))
    for field in rows(AgencyField):
        yield from (field.name, *(f"{head} {field.name}" for head in field.heads))
    yield from (title for section in rows(SectionTitles) for title in section.titles)


@dataclass(frozen=True)
class _Known:
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
def _known() -> _Known:
    whole: dict[_Words, list[_Words]] = {}
    gapped: dict[tuple[str | None, ...], list[_Words]] = {}
    for phrase in {tuple(_TOKEN.findall(fold(p))) for p in _phrases()}:
        if not 1 < len(phrase) <= _LONGEST:
            continue
        plain = tuple(bare(word) for word in phrase)
        whole.setdefault(plain, []).append(phrase)
        if sum(map(len, plain)) >= _SHORTEST_FAULT:
            for place in range(len(plain)):
                gapped.setdefault((*plain[:place], None, *plain[place + 1 :]), []).append(phrase)
    exact = {plain: found[0] for plain, found in whole.items() if len(found) == 1 and sum(map(len, plain)) >= _SHORTEST}
    return _Known(
        exact,
        gapped,
        frozenset((len(plain), plain[0]) for plain in whole),
        frozenset((len(plain), plain[1]) for plain in whole),
    )


@lru_cache(maxsize=4096)
def mend_letters(text: str) -> str:
    """The text with misread letters of known names and titles put right; every offset stays."""
    tokens = list(_TOKEN.finditer(text))
    plain = [bare(fold(t[0])) for t in tokens]
    gaps = [text[a.end() : b.start()] for a, b in pairwise(tokens)]
    out = list(text)
    index = 0
    while index < len(tokens):
        for known in _longest_at(index, plain, gaps):
            for token, word in zip(tokens[index:], known, strict=False):
                out[token.start() : token.end()] = _cased(token[0], word)
            index += len(known) - 1
        index += 1
    return "".join(out)


def _longest_at(index: int, plain: Sequence[str], gaps: Sequence[str]) -> Iterator[_Words]:
    """The longest known phrase that begins at this word, if there is one."""
    known = _known()
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
        if found := _phrase(words, faulty=spaced):
            yield found
            return


def _phrase(plain: _Words, *, faulty: bool) -> _Words | None:
    known = _known()
    if plain in known.exact or not faulty:
        return known.exact.get(plain)
    near = {
        phrase
        for place, word in enumerate(plain)
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

"""Names in the letterhead of a scan: scraps taken off, and what was misread put right by witnesses.

A name that no table knows takes the spelling that its own document gives it elsewhere, or that of the body whose
initials its symbol has; what was read stays among the candidates of a Note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from vnplans.extract.fields.bodies import begins_body, province_in
from vnplans.extract.fields.issued import place
from vnplans.extract.fields.number_scanned import code_of, smudged_number
from vnplans.extract.findings import Found
from vnplans.extract.mend import distance, is_known, mend_name, mend_place
from vnplans.extract.zones.zones import Layout
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.bodies import AgencyField, AgencyName
from vnplans.landmarks import words
from vnplans.pages import Block, Quote
from vnplans.regex import regex
from vnplans.text import bare, fold

__all__ = ["may_name", "without_scraps", "witnessed"]

_SCRAP = regex(r"[^\w&]+|[^\W\d_]|\W*[^\W\d_]\W+|\W+[^\W\d_]")
"""What specks, rules and the edge of a seal are read as: signs, single letters."""


@cache
def _units() -> frozenset[str]:
    """The last words of "tỉnh", "thành phố"."""
    return frozenset(fold(unit).split()[-1] for unit in words("unit"))


def without_scraps(text: str) -> str:
    """A line of a scanned letterhead without the scraps before and behind its words: "N--= ỦY BAN" -> "ỦY BAN"."""
    kept = text.split()
    capitals = sum(word.isupper() for word in kept) > len(kept) / 2
    while len(kept) > 1 and (_SCRAP.fullmatch(kept[0]) or (capitals and not kept[0].isupper())):
        kept = kept[1:]
    while len(kept) > 1 and (_SCRAP.fullmatch(kept[-1]) or (capitals and kept[-1].islower())):
        kept.pop()
    at = next((k for k, word in enumerate(kept) if fold(word) in _units()), len(kept)) + 1
    named = [word for word in kept[at:] if not _SCRAP.fullmatch(word)]
    if len(named) < len(kept[at:]) and province_in(mend_place(" ".join(named))):
        kept[at:] = named
    return " ".join(kept)


_NUMBER_WORDS = 5
_LEAST_SURE = 0.4
_DATED = regex(r"\bngay\b.*\b(?:thang|nam)\b|[,.]\s*ngay\b|\d{1,2}\W\d{1,2}\W\d{4}")
"""The line of place and date, badly read; on text without marks."""


def may_name(block: Block) -> bool:
    """May a scanned line name a body: three letters at least in its words, and no date?"""
    key = bare(block.text)
    if len(key.split()) == 1 and any(char.isdigit() for char in key):
        return False  # what is left of a number line
    if (_NUMBERED.match(block.text) or _SYMBOL_LEFT.match(block.text)) and len(key.split()) <= _NUMBER_WORDS:
        return False
    unread = (block.confidence or 0.0) < _LEAST_SURE and not begins_body(mend_name(without_scraps(block.text)))
    return bool(_RUN.search(key)) and not unread and not _DATED.search(key)


_NUMBERED = regex(r"\W*[Ss][ốóồổỗộôòỏõọ]\W|\W*S[ốóồổỗộôòỏõọ]\s\S*[A-Z\d]")
"""A number line that lost its stroke; "SỞ" and "SỐ" in capitals are none."""
_SYMBOL_LEFT = regex(r"(?!.*[^\W\d_]{2}.*[/⁄]).*[/⁄]\s?[A-ZĐ]{2,}[\w&.-]*$")
"""A number line of which nothing but its symbol was read, behind signs and single letters: "S;: 20§ /BĐH"."""
_RUN = regex(r"[a-z]{3}|\b[a-z]{2}\b.*\b[a-z]{2}")


# Witnesses

_PEOPLES = ("ủy ban nhân dân ", "ubnd ")
_FEWEST = 6
"""Letters that a name must have to be looked for in the text."""
_ALIKE = 0.75
"""How like the name of the body whose code the symbol has what was read must be."""


def witnessed(name: str, layout: Layout) -> str:
    """The name as its witnesses spell it; as read where the tables know it or nothing else names it."""
    name = _of_the_date_line(name, layout)
    if is_known(name):
        return name
    name = _with_place(name, layout)
    head = next((len(start) for start in _PEOPLES if fold(name).startswith(start)), 0)
    if is_known(name[head:]):
        return name
    numbered = _NUMBERED_NAME.search(name, head)
    end = numbered.start() if numbered else len(name)
    spelt = _in_the_text(name[head:end], layout)
    if spelt:
        return name[:head] + spelt + name[end:]
    return _of_the_code(name, layout) or name


_NUMBERED_NAME = regex(r"\s+\d[\w/-]*$")
"""Bodies that a number names: "BAN CHỈ ĐẠO 389"."""


def _with_place(name: str, layout: Layout) -> str:
    """The name with its place as the line of place and date spells it: "HUYỆN ỦY TỰ NGHIA" of "Tư Nghĩa, ngày ..."."""
    found = next((found for found in place(layout) if isinstance(found, Found)), None)
    if found is None or not all(_surely_read(layout, quote) for quote in found.quotes):
        return name
    spelt, read = found.value.split(), name.split()
    own = read[-len(spelt) :] if len(read) > len(spelt) > 0 else []
    if not own or bare(" ".join(own)) != bare(" ".join(spelt)):
        return name
    return " ".join([*read[: -len(spelt)], *(_in_case(new, old) for new, old in zip(spelt, own, strict=True))])


def _surely_read(layout: Layout, quote: Quote) -> bool:
    return all(
        word.confidence >= _SURELY
        for word in layout.block(quote.block).words
        if quote.start <= word.start and word.end <= quote.end
    )


_SURELY = 0.93


def _of_the_date_line(name: str, layout: Layout) -> str:
    """The place at the end of a name whose blanks, or whose last syllable, were lost: "PHƯỜNG KIMSON" over "Kim Sơn,
    ngày ...", "TỈNH NGHỆ" over "Nghệ An, ngày ..."."""
    unit = _unit_named().search(name)
    printed = next((found.value for found in place(layout) if isinstance(found, Found)), "")
    read, named = (unit["place"].split() if unit else []), printed.split()
    if not unit or not 0 < len(read) < len(named):
        return name
    glued = distance(_letters(read), _letters(named), 1) <= 1
    cut = [bare(word) for word in read] == [bare(word) for word in named[: len(read)]]
    if not (glued or cut):
        return name
    return name[: unit.start("place")] + " ".join(_in_case(word, read[0]) for word in named)


@cache
def _unit_named() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{alternatives(words('unit'))})\s(?P<place>[^\W\d_]+(?:\s[^\W\d_]+)*)$")


def _in_the_text(name: str, layout: Layout) -> str | None:
    """The spelling of the text behind the letterhead, marks or one letter different; None where it names nobody so."""
    read = _WORD.findall(name)
    key = _letters(read)
    if len(key) < _FEWEST or len(read) < 2:
        return None
    counted: Counter[str] = Counter()
    for run in _runs(len(read), layout):
        if distance(_letters(run), key, 1) <= 1:
            counted[fold(" ".join(run))] += 1
    own = fold(" ".join(read))
    best = counted.most_common(1)
    if not best or own in counted:
        return None
    spelt, times = best[0]
    if times < 1 + (_letters(spelt.split()) != key):
        return None
    pieces = spelt.split()
    return " ".join(_in_case(new, old) for new, old in zip(pieces, read, strict=True))


_WORD = regex(r"[^\W\d_]+")


def _letters(words_: list[str]) -> str:
    return bare("".join(words_))


def _runs(size: int, layout: Layout) -> Iterator[list[str]]:
    """Every so many words in a row of the text behind the letterhead."""
    for index in range(layout.heading[0], layout.extent[1]):
        if layout.block(index).role not in ("text", "text_box"):
            continue
        found = _WORD.findall(layout.block(index).text)
        yield from (found[at : at + size] for at in range(len(found) - size + 1))


def _in_case(word: str, like: str) -> str:
    return word.upper() if like.isupper() and len(like) > 1 else word.capitalize() if like[:1].isupper() else word


@cache
def _coded() -> dict[str, tuple[str, ...]]:
    """Names of the tables by their initials."""
    names = {agency.name for agency in rows(AgencyName)}
    names |= {f"{head} {field.name}" for field in rows(AgencyField) for head in field.heads}
    out: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        out[code_of(name)] = (*out.get(code_of(name), ()), name)
    return out


def _of_the_code(name: str, layout: Layout) -> str | None:
    """The one body of the tables that has the initials of the symbol's code and nearly this name."""
    number = next((found.value for found in smudged_number(layout) if isinstance(found, Found)), None)
    code = re.split(r"[-/(&]", (number.issuer_code or "") if number else "")[0]
    key = bare(name).replace(" ", "")
    near = [
        known
        for known in _coded().get(code, ())
        if SequenceMatcher(None, bare(known).replace(" ", ""), key).ratio() >= _ALIKE
    ]
    if len(near) != 1:
        return None
    printed = near[0].split()[: len(name.split())]
    return " ".join(printed) if bare(" ".join(printed)) == bare(name) else near[0]

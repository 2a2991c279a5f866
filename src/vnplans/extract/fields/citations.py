"""Documents named in the text: legal bases (căn cứ) and every other citation.

First mention: type, number, date, issuer, title; a law by type and name (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from vnplans.calendar import FOUR_DIGITS, date_of, written
from vnplans.extract.findings import Finding, Found
from vnplans.extract.head import Head
from vnplans.extract.numbers import NUMBER, parse_number
from vnplans.extract.zones.zones import Layout
from vnplans.kinds import kind_names, kinds_spoken
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import CitationWords
from vnplans.landmarks import begins, words
from vnplans.models import Citation, Relation
from vnplans.pages import Block
from vnplans.text import SMALLS, fold

__all__ = ["citations", "legal_bases", "read_citations"]


def _around(kind: str) -> str:
    """The words of a kind of data/citation_words.toml."""
    return alternatives(word for row in rows(CitationWords) if row.kind == kind for word in row.words)


def _printed(names: Iterable[str]) -> str:
    """Kinds of act as a sentence prints them: "Kế hoạch", "kế hoạch", "KẾ HOẠCH"."""
    return alternatives({form for n in names for form in (n, n[:1].lower() + n[1:], n.upper())})


@cache
def _laws() -> str:
    return alternatives({form for name in kind_names("law") for form in (name, name.title())})


@cache
def _numbered() -> re.Pattern[str]:
    """A document by its number, with date and issuer behind it."""
    # "của Chính phủ và Quyết định ...": the first syllable of a further kind of act ends an issuer
    further = alternatives(name.split()[0] for name in kind_names("paired"))
    return re.compile(
        rf"(?:(?P<type>{_printed((*kind_names(), 'Văn bản'))})\s+)?(?:(?P<so>[Ss]ố)\s*:?\s*)?"
        rf"(?P<number>(?<![\w/]){NUMBER})"
        rf"(?:\s*,?\s*(?:(?:ký|ban hành)\s+)?(?P<date>{written()}))?"
        rf"(?:\s*,?\s*của\s+(?P<issuer>[^;.,()\"“]{{3,90}}?)"
        rf"(?=\s+(?:{_around('clause')}|và\s+(?:{further}))|\s*[;.,()\"“]|\s*$))?"
    )


@cache
def _law() -> re.Pattern[str]:
    """A law is cited by its name: it runs to a date, a number, a mark or another clause."""
    word = rf"\s+(?!(?:{_around('not_in_law')})\b|{written('next_', named=True)})[^\s;,.:()\"“”]+"
    listed = rf",\s+(?!(?:{_around('not_after_comma')})\b)[{SMALLS}][^\s;,.:()\"“”]*"
    return re.compile(
        rf"\b(?P<title>(?:{_laws()})(?:{word}|{listed}){{1,24}})"
        rf"(?:\s+số\s*:?\s*(?P<number>{NUMBER}))?(?:\s+năm\s+{FOUR_DIGITS}|\s*,?\s*(?P<date>{written()}))?"
    )


# The title of a cited document ends before the next document, or where the act's own sentence goes on
_NEXT = rf",\s+(?:{_around('body')})|\s(?:và|,)\s+(?:{alternatives(kind_names('paired'))})\b"
_TITLE = re.compile(rf"\s*(?P<title>(?:{_around('subject')})\b[^;]{{5,400}}?)(?=\s*(?:;|\.\s|\.$|$|{_NEXT}))")
# What every number and every law has: a quick look before the long patterns
_SOME_NUMBER = re.compile(r"\d\S{0,4}\s?[/-]\s?\S")
_AMENDS = re.compile(_around("amends"), re.IGNORECASE)
_REPLACES = re.compile(_around("replaces"), re.IGNORECASE)
_IMPLEMENTS = re.compile(rf"(?:{_around('implements')})\s*(?:thực hiện\s*)?(?:nội dung\s*)?$", re.IGNORECASE)


@cache
def _end_of_bases() -> re.Pattern[str]:
    """The formula that closes the legal bases ("QUYẾT ĐỊNH:"), or the first label of the text."""
    return re.compile(
        rf"\s*(?:{alternatives(kinds_spoken())}|{alternatives(words('enacting'))})\s*:"
        rf"|\s*(?:{alternatives(words('division'))})\s+[ivx\d]|\s*(?:[ivx]+|\d+)\s*[.)\-]\s"
    )


def read_citations(text: str) -> Iterator[tuple[Citation, int, int]]:
    """The documents named in a text, in order, with their offsets."""
    found = sorted((*_by_number(text), *_by_name(text)), key=lambda item: item[1])
    end = -1
    for citation, start, stop in found:
        if start >= end:
            yield citation, start, stop
            end = stop


def _by_number(text: str) -> Iterator[tuple[Citation, int, int]]:
    if not _SOME_NUMBER.search(text):
        return
    for match in _numbered().finditer(text):
        number = parse_number(match["number"])
        if number is None or not match["serial"] or not _plausible(match, text):
            continue
        start = match.start("type") if match["type"] else (match.start("so") if match["so"] else match.start("number"))
        title = _TITLE.match(text, match.end())
        yield (
            Citation(
                text=text[start : match.end()].strip(),
                number=number,
                title=title["title"].strip() if title else None,
                issued_on=date_of(match) if match["date"] else None,
                issuer=match["issuer"].strip() if match["issuer"] else None,
                relation=_relation(text, start),
            ),
            start,
            match.end(),
        )


def _plausible(match: re.Match[str], text: str) -> bool:
    """A number after "số", after a type word, or with a known code: '24/7' and '1/500' are none."""
    sign = match["sign"]
    if not any(c.isupper() for c in sign):
        return False
    coded = len(sign) >= 4 and sign.upper() == sign and "-" in sign
    return bool(match["so"] or match["type"] or coded or match["of_year"])


def _by_name(text: str) -> Iterator[tuple[Citation, int, int]]:
    if not re.search(_laws(), text):
        return
    for match in _law().finditer(text):
        name = match["title"].strip()
        own = re.sub(rf"^(?:{_laws()})\s*", "", name)
        if not (own[:1].isupper() or name.startswith("Hiến pháp")):
            continue
        yield (
            Citation(
                text=match.group().strip(),
                number=parse_number(match["number"]) if match["number"] else None,
                title=name,
                issued_on=date_of(match) if match["date"] else None,
                relation=_relation(text, match.start()),
            ),
            match.start(),
            match.end(),
        )


def _relation(text: str, start: int) -> Relation:
    before = text[max(0, start - 40) : start]
    if _REPLACES.search(before):
        return "replaces"
    if _AMENDS.search(before):
        return "amends"
    return "implements" if _IMPLEMENTS.search(before) else "cites"


def _is_basis(block: Block) -> bool:
    return begins(block.text.lstrip(" -+*•"), "basis")


def _basis_blocks(layout: Layout) -> range:
    """The opening lines of the text that name what the act rests on."""
    start, end = layout.body
    stop = start
    for index in range(start, end):
        block = layout.block(index)
        if block.role not in ("text", "text_box"):
            continue
        key = fold(block.text)
        basis = _is_basis(block)
        if _end_of_bases().match(key) or (block.label and not basis) or (block.cell and block.column is None):
            break
        if basis:
            stop = index + 1
        elif index - stop >= 3 or not (block.capitals or block.centred or block.continues or len(key) < 60):
            break
    return range(start, stop)


def legal_bases(layout: Layout, head: Head) -> Iterator[Finding[Citation]]:
    """Documents of the opening 'Căn cứ / Thực hiện / Xét / Theo' lines, in order; a number once."""
    seen: set[str] = set()
    for index in _basis_blocks(layout):
        block = layout.block(index)
        if block.role not in ("text", "text_box") or not _is_basis(block):
            continue
        title_end = -1
        for citation, start, end in read_citations(block.text):
            if start < title_end:
                continue  # named within the title of the document before it
            title = _TITLE.match(block.text, end)
            title_end = title.end() if title else -1
            key = fold(citation.number.text if citation.number else citation.title or citation.text)
            if key in seen or (head.number and citation.number and citation.number.text == head.number.text):
                continue
            seen.add(key)
            relation: Relation = citation.relation if citation.relation in ("amends", "replaces") else "basis"
            quote = layout.pages.quote(index, start, end, rule="legal_bases.opening")
            yield Found(citation.model_copy(update={"relation": relation}), (quote,))


def citations(layout: Layout, head: Head) -> Iterator[Finding[Citation]]:
    """Every other document named in title, text and annexes; a number once, where it is first named."""
    bases = set(_basis_blocks(layout))
    seen: set[str] = set()
    ranges = [layout.heading, *layout.texts(), *(a.heading for a in layout.annexes)]
    for index in sorted({i for a, b in ranges for i in range(a, b)} - bases):
        block = layout.block(index)
        if block.role not in ("text", "text_box", "footnote") or (block.cell and block.cell.repeated):
            continue
        for citation, start, end in read_citations(block.text):
            key = fold(citation.number.text if citation.number else citation.title or citation.text)
            own = head.number and citation.number and citation.number.text == head.number.text
            if key in seen or own:
                continue
            seen.add(key)
            yield Found(citation, (layout.pages.quote(index, start, end, rule="citations.text"),))

"""Documents named in the text: legal bases (căn cứ) and every other citation.

First mention: type, number, date, issuer, title; a law by type and name (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache

from vnplans.calendar import FOUR_DIGITS, date_of, written
from vnplans.extract.agencies.lists import leading_agencies
from vnplans.extract.findings import Finding, Found, Head
from vnplans.extract.line import Joined
from vnplans.extract.numbers import NUMBER, NUMBER_BEGINS, parse_number
from vnplans.extract.zones.zones import Layout
from vnplans.kinds import kind_names, kinds_spoken
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import CitationWords
from vnplans.landmarks import begins, words
from vnplans.models import Citation, Relation
from vnplans.pages import Block
from vnplans.regex import regex
from vnplans.text import SMALLS, fold

__all__ = ["citations", "legal_bases", "read_bases", "read_citations"]


def _around(kind: str) -> str:
    """The words of a kind of data/citation_words.toml."""
    return alternatives(word for row in rows(CitationWords) if row.kind == kind for word in row.words)


def _printed(names: Iterable[str]) -> str:
    """Kinds of act as a sentence prints them: "Kế hoạch", "kế hoạch", "KẾ HOẠCH"."""
    return alternatives({form for n in names for form in (n, n[:1].lower() + n[1:], n.upper())})


@cache
def _laws() -> str:
    """The kinds that are cited by their names; in small letters only where legal bases open."""
    printed = alternatives({form for name in kind_names("law") for form in (name, name.title())})
    return rf"(?:{printed}|(?<=[Cc]ăn cứ )(?:{alternatives(kinds_spoken('law'))}))(?!\s+(?:{_around('no_law')})\b)"


@cache
def _numbered() -> re.Pattern[str]:
    """A document by its number, with date and issuer behind it."""
    # "của Chính phủ và Quyết định ...": a further kind of act ends an issuer ("và Công nghệ" is none)
    further = alternatives(kind_names("paired"))
    return re.compile(
        rf"(?:(?P<type>{_printed((*kind_names(), 'Văn bản'))})\s+)?(?:(?P<so>[Ss]ố)\s*:?\s*)?"
        rf"(?P<number>(?<![\w/]){NUMBER})"
        rf"(?:\s*,?\s*(?:(?:ký|ban hành)\s+)?(?P<date>{written()}))?"
        rf"(?:\s*,?\s*của\s+(?P<issuer>[^;.,()\"“]{{3,90}}?)"
        rf"(?=\s+(?:{_around('clause')}|và\s+(?:{further}))|\s*[;.,()\"“]|\s*$)"
        rf"(?:\s*,?\s*(?P<later>{written('later_', named=True)}))?)?"
    )


@cache
def _law() -> re.Pattern[str]:
    """A law is cited by its name: it runs to a date, a number, a mark or another clause.

    An amending law names those that it amends: "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B".
    """
    dated = written("next_", named=True)
    further = rf"và\s+(?:{_printed((*kind_names('law'), *kind_names('paired')))})"
    word = rf"\s+(?!(?:{_around('not_in_law')}|{further})\b|{dated})[^\s;,.:()\"“”]+"
    listed = rf",\s+(?!(?:{_around('not_after_comma')})\b)[{SMALLS}][^\s;,.:()\"“”]*"
    plain = rf"(?:\s+(?i:{_around('in_law')})(?![^\W_])|{word}|{listed}){{1,24}}"
    end = rf"\s+(?:số\s*:?\s*\d|năm\s+\d|(?:ngày|được|đã|này)\b)|,\s+(?:{_around('body')})|\s*[;.:()\"“”]|\s*$"
    amending = rf"\s+(?i:sửa đổi\s*,?\s*bổ sung|sửa đổi)\b[^;.:()\"“”]{{5,250}}?(?={end})"
    return re.compile(
        rf"\b(?P<title>{_laws()}(?:{amending}|{plain}))(?:\s+số\s*:?\s*(?P<number>{NUMBER}))?"
        rf"(?:(?P<of>\s+năm\s+{FOUR_DIGITS})|\s*,?\s*(?P<date>{written()}))?"
    )


@cache
def _law_words() -> re.Pattern[str]:
    """What stands in every text that cites a law: a quick look before the long pattern."""
    printed = alternatives({form for name in kind_names("law") for form in (name, name.title())})
    return re.compile(
        rf"(?:{printed}|[Cc]ăn cứ (?:{alternatives(kinds_spoken('law'))}))(?!\s+(?:{_around('no_law')})\b)"
    )


_OPENS_LAW = regex(r"căn cứ\s+$", re.IGNORECASE)
_CLOSES_LAW = regex(r"\s*(?:[;,.]|$)")


def _is_law(match: re.Match[str], text: str) -> bool:
    """Is it the name of a law: it begins with a capital, or what stands around says so ("Căn cứ Luật đất đai;")?"""
    name = match["title"]
    own = re.sub(rf"^(?:{_laws_alone()})\s*", "", name)
    if name.startswith("Hiến pháp") or (own[:1].isupper() and name[:1].isupper()):
        return True
    if match["of"] or match["date"] or match["number"]:
        return True
    opens, closes = _OPENS_LAW.search(text, 0, match.start()), _CLOSES_LAW.match(text, match.end())
    return bool(opens and closes and name[:1].isupper())


@cache
def _laws_alone() -> str:
    return alternatives({form for name in kind_names("law") for form in (name, name.title(), name.lower())})


# The title of a cited document ends before the next document, or where the act's own sentence goes on
_SENDS = (
    rf",\s+(?:{_around('sender')})\s[^;:]{{2,160}}:\s*$"  # "về việc diễn tập, Công an xã xây dựng phương án như sau:"
)
_NEXT = rf",\s+(?:{_around('body')})|{_SENDS}|\s(?:và|,)\s+(?:{alternatives(kind_names('paired'))})\b"
_TITLE = regex(rf"[\s,]*(?P<title>(?i:{_around('subject')})\b[^;]{{5,400}}?)(?=\s*(?:;|\.\s|\.$|$|{_NEXT}))")
# What every number has: a quick look before the long pattern
_SOME_NUMBER = regex(NUMBER_BEGINS)
_BEFORE = 60
"""Letters before a number in which its type and "số" stand."""
_AMENDS = regex(_around("amends"), re.IGNORECASE)
_REPLACES = regex(_around("replaces"), re.IGNORECASE)
_IMPLEMENTS = regex(rf"(?:{_around('implements')})\s*(?:thực hiện\s*)?(?:nội dung\s*)?$", re.IGNORECASE)


@cache
def _end_of_bases() -> re.Pattern[str]:
    """The formula that closes the legal bases ("QUYẾT ĐỊNH:"), or the first label of the text."""
    return re.compile(
        rf"\s*(?:{alternatives(kinds_spoken())}|{alternatives(words('enacting'))})\s*:"
        rf"|\s*(?:{alternatives(words('division'))})\s+[ivx\d]|\s*(?:[ivx]+|\d+)\s*[.)\-]\s"
    )


def read_citations(text: str) -> Iterator[tuple[Citation, int, int]]:
    """The documents named in a text, in order, with their offsets."""
    numbered = "/" in text or "-" in text  # most lines hold neither mark nor law
    law = _law_words().search(text) is not None
    if not (numbered or law):
        return
    found = [*(_by_number(text) if numbered else ()), *(_by_name(text) if law else ())]
    found.sort(key=lambda item: item[1])
    end = -1
    for citation, start, stop in found:
        if start >= end:
            end = start + len(text[start:stop].rstrip())
            yield citation, start, end


def _by_number(text: str) -> Iterator[tuple[Citation, int, int]]:
    for match in _numbers(text):
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
                issued_on=_day(match),
                issuer=_body(match["issuer"]) if match["issuer"] else None,
                relation=_relation(text, start),
            ),
            start,
            match.end(),
        )


def _body(text: str) -> str:
    """The issuer alone, where the sentence goes on behind its name: "Quốc hội thí điểm cơ chế đặc thù"."""
    named = leading_agencies(text)
    end = named[-1].end if named and named[-1].agency.level else len(text)
    return text[:end] if _GOES_ON.match(text, end) else text.strip()


_GOES_ON = regex(rf"\s+(?!(?:và|kho[áa]|khóa|lâm thời)\b)[{SMALLS}]+\s")


def _day(match: re.Match[str]) -> dt.date | None:
    """Its day, before or behind its issuer."""
    if match["date"]:
        return date_of(match)
    return date_of(match, "later_") if match["later"] else None


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers with what stands around them, looked for only where one with a serial begins."""
    at = 0
    while begins := _SOME_NUMBER.search(text, at):
        match = _numbered().search(text, max(at, begins.start() - _BEFORE))
        if match is None:
            return
        yield match
        at = match.end()


def _plausible(match: re.Match[str], text: str) -> bool:
    """A number after "số", after a type word, or with a known code: '24/7' and '1/500' are none."""
    sign = match["sign"]
    if not any(c.isupper() for c in sign):
        return False
    coded = len(sign) >= 4 and sign.upper() == sign and "-" in sign
    return bool(match["so"] or match["type"] or coded or match["of_year"])


def _by_name(text: str) -> Iterator[tuple[Citation, int, int]]:
    for match in _law().finditer(text):
        name = match["title"].strip()
        if not _is_law(match, text):
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
        for citation, start, end in read_bases(block.text):
            key = fold(citation.number.text if citation.number else citation.title or citation.text)
            if key in seen or (head.number and citation.number and citation.number.text == head.number.text):
                continue
            seen.add(key)
            relation: Relation = citation.relation if citation.relation in ("amends", "replaces") else "basis"
            quote = layout.pages.quote(index, start, end, rule="legal_bases.opening")
            yield Found(citation.model_copy(update={"relation": relation}), (quote,))


_WITHIN_TITLE = regex(rf"[{SMALLS}]{{2}}|\d{{4}}\b")
"""How a further line of a title begins: within its sentence or with a year."""
_ASKED = regex(_around("asked"))
_JOINS = regex(r"[\s,]*(?:và)?\s*(?:các\s)?")


def read_bases(text: str) -> Iterator[tuple[Citation, int, int]]:
    """What a line of legal bases rests on: not the documents that the title of one of them names, one or several."""
    asked = _ASKED.search(fold(text), 5)
    title_end, within = -1, False
    for citation, start, end in read_citations(text):
        if asked and start > asked.start():
            return
        if start < title_end:
            within = True
        elif within and _JOINS.fullmatch(text, title_end, start):
            title_end = end  # "... hướng dẫn Nghị định số 45 và Nghị định số 33": both are of the title
        else:
            title = _TITLE.match(text, end)
            title_end, within = (title.end() if title else -1), False
            yield citation, start, end


def citations(layout: Layout, head: Head) -> Iterator[Finding[Citation]]:
    """Every other document named in title, text and annexes; a number once, where it is first named."""
    bases = set(_basis_blocks(layout))
    seen: set[str] = set()
    ranges = [layout.heading, *layout.texts(), *(a.heading for a in layout.annexes)]
    for indexes in _lines(layout, sorted({i for a, b in ranges for i in range(a, b)} - bases)):
        for citation, start, end in read_citations(" ".join(layout.block(i).text for i in indexes)):
            key = fold(citation.number.text if citation.number else citation.title or citation.text)
            own = head.number and citation.number and citation.number.text == head.number.text
            if key in seen or own:
                continue
            seen.add(key)
            line = Joined.of(layout.pages, indexes)
            yield Found(citation, line.quotes(start, end, rule="citations.text"))


def _lines(layout: Layout, indexes: Iterable[int]) -> Iterator[list[int]]:
    """The blocks one by one, but those of the heading that go on within a title joined."""
    waiting: list[int] = []
    for index in indexes:
        block = layout.block(index)
        if block.role not in ("text", "text_box", "footnote") or (block.cell and block.cell.repeated):
            continue
        goes_on = waiting and index == waiting[-1] + 1 < layout.heading[1] and _WITHIN_TITLE.match(block.text)
        if waiting and not goes_on:
            yield waiting
            waiting = []
        waiting.append(index)
    if waiting:
        yield waiting

"""Trích yếu: what the act is about, one line, without type word and 'V/v'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from vnplans.extract.fields.bodies import begins_body
from vnplans.extract.fields.title_scanned import mend_title
from vnplans.extract.findings import Finding, Found
from vnplans.extract.numbers import number_line
from vnplans.extract.zones.enclosed import enclosed_lines
from vnplans.extract.zones.heading import rest_of_type
from vnplans.extract.zones.openings import is_place_date, is_scrap
from vnplans.extract.zones.section_lines import heads_section
from vnplans.extract.zones.zones import Layout
from vnplans.kinds import kind_names
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import CitationWords
from vnplans.landmarks import (
    SUBJECT,
    addressee_line,
    annex_label,
    begins,
    is_mark,
    is_motto,
    is_rule,
    tie_at,
    type_line,
)
from vnplans.pages import Block, Quote
from vnplans.regex import regex
from vnplans.text import CAPITALS, SMALLS, bare, fold

__all__ = ["below_type", "subject_line"]

_TRAILING = " -_*.;:/"
_PAIRS = (("“", "”"), ("(", ")"), ('"', '"'))
# "KẾ HOẠCH CỦA ỦY BAN NHÂN DÂN TỈNH X Về việc ...": the issuer between type and title is no part of the title
_OF = regex(r"\s*của\s+", re.IGNORECASE)
_CAPITALS = regex(rf"[{CAPITALS}\s\-,&]+(?=$|\s[^{CAPITALS}\s]|\s[{CAPITALS}][{SMALLS}/])")
_ABOVE_SUBJECT = regex(rf"[{CAPITALS}\s\-,&]+?(?=\s(?:V/V|VỀ VIỆC)\s)")
"""The issuer in capitals before the subject on one line: "CỦA ỦY BAN NHÂN DÂN TỈNH X V/V ..."."""


def _of_issuer(text: str, start: int) -> int:
    """Where 'CỦA ỦY BAN NHÂN DÂN TỈNH X' ends that stands at `start` in capitals; `start` if it does not."""
    of = _OF.match(text, start)
    name = (_ABOVE_SUBJECT.match(text, of.end()) or _CAPITALS.match(text, of.end())) if of else None
    named = name is not None and (begins(name.group(), "authority", "office", "head") or begins_body(name.group()))
    return name.end() if name and named else start


def _whole(title: str) -> str:
    """Without end marks, and without a closing bracket or quote that nothing opened: "(V/v ...)"."""
    title = title.strip(_TRAILING).lstrip(":.-– ")
    for opening, closing in _PAIRS:
        odd = title.count(opening) % 2 if opening == closing else title.count(closing) > title.count(opening)
        if odd and title.endswith(closing):
            title = title[: -len(closing)].rstrip(_TRAILING)
    return title


_SPELT = regex(r"\W*(?=Về việc\s?:?\s)")
"""The V/v line written out; "Về việc" stays."""
_MISREAD = regex(
    r"\W{0,2}(?:[VvW](?=\S{0,3}[^\w\s.,;:]|\S{0,2}\d)\S{1,4}|[VvW]\s?[/|lIíi1\\.,'’]{0,2}\s?[vyVYwr]?[:.]?|[VvW]\s?/\s?\S[:.]?|[/\\]v[:.]?)\s(?=[^\W\d]{2,}(?:\s[^\W\d]|$))"
)
"""What a scan leaves of "V/v": "V/y mời họp", "Viv báo cáo", "V/ góp ý", "/v báo cáo", "V¿v: tổ chức"."""
_NOISE = regex(r".{1,60}?(?=\b(?:Về việc|V/v)\s)")
"""What a stamp over the title leaves before its first words on a scan."""


def _spans(layout: Layout, indexes: Sequence[int], first_offset: int, rule: str) -> Found[str] | None:
    """Join the words of several blocks into one title, with a quote for each."""
    words: list[str] = []
    quotes: list[Quote] = []
    for order, index in enumerate(indexes):
        block = layout.block(index)
        start = first_offset if order == 0 else 0
        noise = _NOISE.match(block.text, start) if block.confidence is not None and not words else None
        start = noise.end() if noise else start if words else _behind_scraps(block, start)
        if order and not words and _ABOVE_SUBJECT.match(block.text):
            start = _of_issuer(block.text, start)
        subject = SUBJECT.match(block.text, start)
        if subject and not words:
            start = subject.end()
        end = tie_at(block.text) or len(block.text)
        tail = _CAPITAL_TAIL.search(block.text, start, end) if block.confidence is not None else None
        if tail and heads_section(tail["tail"], block.text[: tail.start()]):
            end = tail.start()
        bar = block.text.find(" |", start, end) if block.confidence is None else -1
        end = bar if bar > 0 else end  # what a converter leaves of the rule between the columns
        if not block.text[start:end].strip(_TRAILING):
            continue
        quote = layout.pages.quote(index, start, end, rule=rule)
        words.append(quote.text)
        quotes.append(quote)
    title = _whole(" ".join(words))
    if title and any(layout.block(i).confidence is not None for i in indexes):
        title = _ABOUT_WORK.sub("Về việc ", title) if rule == _BELOW_TYPE else title
        title = _ABOUT.sub(lambda about: about.group()[0] + ("Ề" if about.group().isupper() else "ề"), title)
        lines = accumulate(len(_WORD.findall(quote.text)) for quote in quotes[:-1])
        title = mend_title(title, layout, _unsure(layout, quotes), set(lines))
    return Found(title, tuple(quotes)) if title else None


_CAPITAL_TAIL = regex(rf"(?<=[{SMALLS}\d)”])\s(?P<tail>\S{{0,4}}\s?[{CAPITALS}][^{SMALLS}]{{5,40}})$")
"""Words in capitals on the last line of a title: the section below it, where two lines were taken for one."""
_BELIEVED, _MOST_SCRAPS = 0.5, 3


def _behind_scraps(block: Block, start: int) -> int:
    """Where a title begins on a scan: at its first capital behind words that the engine did not believe."""
    read = [word for word in block.words if word.start >= start]
    scraps = 0
    while scraps < len(read) and not _is_believed(block, read[scraps].confidence, read[scraps].start):
        scraps += 1
    begins_there = 0 < scraps < len(read) and block.text[read[scraps].start].isupper()
    return read[scraps].start if begins_there and scraps <= _MOST_SCRAPS else start


def _is_believed(block: Block, confidence: float, start: int) -> bool:
    return (confidence >= _BELIEVED and block.text[start].isalnum()) or block.text[start].isupper()


_WORD = regex(r"[^\W\d_]+")
_BELOW_TYPE = "title.below_type"
_ABOUT_WORK = regex(r"^\W{0,2}(?:[VvWwYy][^\W\d_]{0,2}\s?)?việc\s")
""" "Về việc" at the start of a title, its first word misread, glued or lost: "và việc", "Vềviệc", "việc"."""
_ABOUT = regex(r"^V[eêếểễệEÊẾỂỄỆ](?=\s)")
""" "Về" at the start of a title, its marks misread."""
_SURELY_READ = 0.93


def _unsure(layout: Layout, quotes: Sequence[Quote]) -> frozenset[str]:
    """The words of quotes that an engine did not read surely, folded."""
    return frozenset(
        fold(layout.block(quote.block).text[word.start : word.end].strip(_TRAILING + ',()“”"'))
        for quote in quotes
        for word in layout.block(quote.block).words
        if word.confidence < _SURELY_READ and quote.start <= word.start and word.end <= quote.end
    )


def _ties(layout: Layout) -> set[int]:
    """Blocks of the heading that tie it to its act and hold nothing of a title."""
    lines = [
        blocks
        for line, blocks in enclosed_lines(layout.pages, *layout.heading)
        if line.text.lstrip().startswith(("(", "[")) or not _amends(layout)
    ]
    return {i for blocks in lines for i in blocks if i > blocks[0] or not tie_at(layout.block(i).text)}


@cache
def _amending() -> re.Pattern[str]:
    words = (word for row in rows(CitationWords) if row.kind in ("amends", "replaces") for word in row.words)
    return re.compile(rf"(?:về việc |về )?(?:{alternatives(words)})(?![^\W\d_])")


def _amends(layout: Layout) -> bool:
    """Does the act amend or replace what was issued with another: "SỬA ĐỔI ... QUY ĐỊNH / BAN HÀNH KÈM THEO QUYẾT ĐỊNH
    SỐ ..." is its title?"""
    lines = (layout.block(i).text for i in range(*layout.heading))
    return any(_amending().match(fold(line)) for line in lines)


def below_type(layout: Layout) -> Iterator[Finding[str]]:
    """The lines below (or after) the type word."""
    if layout.type_block is None:
        yield from _untyped(layout)
        return
    block = layout.block(layout.type_block)
    named = type_line(block, any_case=True)
    label = annex_label(block.text)
    cut = _behind_rest(block)
    offset = label.start("rest") if label else (named[1] if named else cut)
    offset = len(block.text) if is_mark(block.text[offset:]) else _of_issuer(block.text, offset)
    enclosed = _ties(layout)
    indexes: list[int] = []
    for index in range(layout.type_block, layout.heading[1]):
        line = layout.block(index)
        if addressee_line(line.text):
            break
        scrap = index > layout.type_block and is_scrap(line)  # a type word may be hardly read, and short
        if line.role not in ("text", "text_box") or is_rule(line) or index in enclosed or scrap:
            continue
        if index > layout.type_block and (_not_title(line.text, indexes) or line.column == "left" or is_motto(line)):
            continue
        if len(indexes) == 1 and _names_who(layout, index):
            continue
        if line.confidence is not None and line.cell is not None and block.cell is None:
            continue  # in the frame of a stamp
        if indexes and _is_named_beside(line, layout.block(indexes[-1])):
            continue
        indexes.append(index)
    found = _spans(layout, indexes, offset, _BELOW_TYPE)
    if found:
        yield found


_NAMED_WORDS = 3


def _is_named_beside(line: Block, above: Block) -> bool:
    """On a scan, a few words in capitals that are not centred, below a title in small letters: a stamp's."""
    few = line.confidence is not None and len(line.text.split()) <= _NAMED_WORDS and line.text.isupper()
    return few and not line.centred and any(char.islower() for char in above.text)


def _behind_rest(block: Block) -> int:
    """Where the title begins behind what a scan left of a type word."""
    if block.confidence is None:
        return 0
    return rest_of_type(block.text, kind_names()) or len(block.text)


def _untyped(layout: Layout) -> Iterator[Finding[str]]:
    """The lines set as the heading of an act that names no type ("PHÂN CÔNG NHIỆM VỤ")."""
    enclosed = _ties(layout)
    lines = [i for i in range(*layout.heading) if i not in enclosed and not is_rule(layout.block(i))]
    if any(addressee_line(layout.block(i).text) for i in lines):
        return
    found = _spans(layout, [i for i in lines if layout.block(i).role in ("text", "text_box")], 0, "title.heading")
    if found:
        yield found


def _names_who(layout: Layout, index: int) -> bool:
    """ "của Chủ tịch Ủy ban nhân dân tỉnh" right above the subject: whose act it is."""
    text, below = layout.block(index).text, index + 1
    if below >= layout.heading[1] or len(text) > _LONGEST_NAME or not (of := _OF.match(text)):
        return False
    subject = layout.block(below).text
    about = SUBJECT.match(subject) or fold(subject).startswith("về ")
    return bool(about) and (begins_body(text[of.end() :]) or begins(text[of.end() :], "authority", "office", "head"))


_LONGEST_NAME = 90


def _not_title(text: str, before: Sequence[int]) -> bool:
    if is_mark(text) or bare(text).startswith("so:"):
        return True
    return len(before) == 1 and len(text) < 90 and _of_issuer(text, 0) == len(text)


def subject_line(layout: Layout) -> Iterator[Finding[str]]:
    """The V/v line of a letter, below its number, over as many lines as it has."""
    lines = [i for i in layout.left if not is_rule(layout.block(i))]
    numbered = next((k for k, i in enumerate(lines) if number_line(layout.block(i).text)), 0)
    for at in (*range(numbered, len(lines)), *range(numbered)):  # above the number: the heading of a page
        index = lines[at]
        text = layout.block(index).text
        match = SUBJECT.search(text)
        if not match and layout.type_block is None:
            match = _SPELT.match(text) or (_MISREAD.match(text) if layout.block(index).confidence is not None else None)
        if not match:
            continue
        found = _spans(layout, _run(layout, lines[at:]), match.end(), "title.subject_line")
        if found:
            yield found
            return
    for index in range(layout.heading[0], min(layout.heading[1] + 1, layout.extent[1])):
        subject = SUBJECT.match(layout.block(index).text) if layout.type_block is None else None
        if subject and (found := _spans(layout, [index], subject.end(), "title.below_addressee")):
            yield found
            return
    yield from _without_mark(layout, lines)


def _run(layout: Layout, lines: Sequence[int]) -> list[int]:
    """The lines of one column from the first, up to another part of the letterhead."""
    run = [lines[0]]
    for following in lines[1:]:
        block = layout.block(following)
        motto = is_motto(block) and not block.text[:1].islower()  # "... nước Cộng / hòa xã hội chủ nghĩa Việt Nam"
        other = number_line(block.text) or is_place_date(block) or motto or is_mark(block.text)
        first = layout.block(lines[0])
        apart = block.column != first.column and not (block.column is None and first.column == "left")
        between = [layout.block(i) for i in range(run[-1] + 1, following)]
        apart = apart or any(is_motto(b) or b.text.strip() == "|" for b in between)
        if other or apart or _is_foreign(block, first):
            break
        run.append(following)
    return run


_UNREAD = 0.4
_ADDRESSED = regex(r"\W{0,2}k\W?[il1]\W?nh\s?\S{2,4}\s?:")
""" "Kính gửi:" in any letters."""
_LISTED = regex(rf"[-+]\s[{CAPITALS}]")
"""One of those to whom a letter goes: "- Sở Y tế"."""
_YEARS = regex(r"(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d")


def _is_foreign(block: Block, first: Block) -> bool:
    """On a scan, a line of a stamp below a subject: all in capitals under small letters, or hardly read."""
    if block.confidence is None or _YEARS.fullmatch(block.text):
        return False
    if _ADDRESSED.match(bare(block.text)) or _LISTED.match(block.text):
        return True
    capitals = block.text.isupper() and len(block.text.split()) > 1 and not first.text.isupper()
    return capitals or block.confidence < _UNREAD


_SENTENCE = regex(rf"[{CAPITALS}][^\s\d:]*\s(?=[^\s:]+\s\S)[^:@]*[{SMALLS}][^:@]*")
"""Words of a subject: three at least, in mixed case; "Điện thoại: ..." is none."""


_SCANNED = regex(rf"(?:[{CAPITALS}]|[{SMALLS}])[{SMALLS}]+(?:[,;]?\s[^\s:@]+){{2,}}")
"""The same on a scan, where a stroke or a stop may be a speck, and "V/v" before small letters may be lost."""
_SURE = 0.75
"""Confidence that a line of a scan needs to be a subject without its mark."""


def _lost_number(block: Block) -> bool:
    """On a scan, what is left of a number line: a stroke before its symbol."""
    return block.confidence is not None and bool(_STROKE.search(block.text)) and len(block.text) < _LONGEST_NUMBER


_STROKE = regex(r"[/-]\s?[A-ZĐ]{2,}")
_LONGEST_NUMBER = 40


def _without_mark(layout: Layout, lines: Sequence[int]) -> Iterator[Finding[str]]:
    """The subject of a letter typed without "V/v": the line right below its number."""
    if layout.type_block is not None or not any(addressee_line(layout.block(i).text) for i in range(*layout.heading)):
        return
    numbered = [k for k, i in enumerate(lines) if number_line(layout.block(i).text)]
    numbered = numbered or [k for k, i in enumerate(lines) if _lost_number(layout.block(i))]
    at = numbered[0] + 1 if numbered else len(lines)
    block = layout.block(lines[at]) if at < len(lines) else None
    if block is None or not (_SENTENCE if block.confidence is None else _SCANNED).fullmatch(block.text):
        return
    if is_place_date(block) or is_motto(block) or is_mark(block.text) or begins(block.text, "no_body", "body"):
        return
    if block.confidence is not None and block.confidence < _SURE:
        return
    found = _spans(layout, _run(layout, lines[at:]), 0, "title.below_number")
    if found:
        yield found

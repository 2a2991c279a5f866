"""When an announced act was issued, as the page tells it: in its sentence, in a later one, in a line of its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vnplans.calendar import written
from vnplans.extract.announced.article import Article
from vnplans.extract.announced.named import DAY_MONTH, Told, day_behind, day_told, named
from vnplans.extract.orders.sentences import sentences
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["day_before", "issued_below", "issued_later", "signed_behind"]

_PLAIN = rf"(?:{written()}|{DAY_MONTH})"
_CLAUSE = regex(r"[,;:()*•–—]|(?:^|\s)-\s")
"""What parts a clause of a sentence from the next one."""


def day_before(text: str, start: int, end: int, who: int | None = None) -> Told | None:
    """The day at the head of a clause of the sentence, or behind the body that issued (`who`: where its words begin).

    The last one before `end` that is of no other act. "Sau vụ cháy ngày 5/7, UBND tỉnh ban hành": a day within a clause
    tells when something else was.
    """
    key = fold(text)
    cited = [(act.start, act.end) for act in named(text, start, end)]
    last = None
    for match in _days().finditer(key, start, end):
        at, to = match.span()
        if any(a <= at < b for a, b in cited) or phrase("announced.no_day").search(key, start, at):
            continue
        if phrase("announced.told_by").search(key, to, end):
            continue
        if (who is not None and who < at) or text[at].isupper() or _opens(key, start, at):
            last = match
    told = last and (_part_of_day(last) or day_told(last))
    return told or _today(key, start, end, who)


@cache
def _days() -> re.Pattern[str]:
    return re.compile(rf"(?P<at>{_PLAIN}|{phrase('announced.part_of_day').pattern})")


def _opens(key: str, start: int, at: int) -> bool:
    """Nothing but words of time stands before it in its clause; a council's session, which is the day of its acts."""
    clause = start
    for mark in _CLAUSE.finditer(key, start, at):
        clause = mark.end()
    if phrase("announced.before_day").fullmatch(key, clause, at):
        return True
    return phrase("announced.session").match(key[clause:at].lstrip()) is not None


def _part_of_day(match: re.Match[str]) -> Told | None:
    if match["pd"] is None:
        return None
    return Told(int(match["pd"]), int(match["pm"]), int(match["py"]) if match["py"] else None, *match.span("at"))


def _today(key: str, start: int, end: int, who: int | None) -> Told | None:
    """ "Chiều nay, UBND tỉnh ban hành": the page's own day, or the one before."""
    for match in phrase("announced.today").finditer(key, start, end):
        if _opens(key, start, match.start()) or (who is not None and who < match.start()):
            before = match["before"] or match["last"]
            return Told(0, 0, None, *match.span(), ago=1 if before else 0)
    return None


def signed_behind(key: str, start: int, end: int) -> re.Match[str] | None:
    """Where the sentence ends with when the act was signed: "... về trồng rừng, ký ngày 10/6/2024"; group `at`."""
    for match in _signed().finditer(key, start, end):
        if match["comma"] or phrase("announced.unnumbered_before").search(key, start, match.start()) is None:
            return match
    return None


@cache
def _signed() -> re.Pattern[str]:
    said = phrase("announced.signed_on").pattern
    return re.compile(rf"(?:(?P<comma>,)|\s)\s*(?:{said})(?P<at>{_PLAIN})(?=\s*(?:$|[.;,)]))")


def issued_later(page: Article, after: tuple[int, int]) -> tuple[Told, int] | None:
    """The day that a sentence behind `after` (block, offset) tells: "Kế hoạch được ban hành ngày 1/7."."""
    for block in (i for i in page.prose if i >= after[0]):
        text = page.text(block)
        for start, end in sentences(text):
            key = fold(text[:end])
            said = phrase("announced.issued_later").match(key, start)
            day = day_behind(key, said.end()) if said and (block, start) > after else None
            if day is not None:
                return day, block
    return None


def issued_below(page: Article) -> tuple[Told, int] | None:
    """The day of a line of the act's facts: "Ngày ban hành: 10/6/2024"."""
    for block in _short_lines(page):
        key = fold(page.text(block))
        said = phrase("announced.issued_line").match(key)
        day = day_behind(key, said.end()) if said else None
        if day is not None and day.year is not None:
            return day, block
    return None


def _short_lines(page: Article) -> Iterator[int]:
    return (i for i, block in enumerate(page.pages.blocks) if block.role == "text" and len(block.text) < 60)

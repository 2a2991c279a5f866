"""An act in its place on the page: what the page's own day and its headline say of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import accumulate

from vnplans.calendar import dates
from vnplans.extract.announced.article import Article
from vnplans.extract.announced.named import Named, Told
from vnplans.extract.announced.told import Telling
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = [
    "FIRST_PARAGRAPHS",
    "TOLD_LATE",
    "Act",
    "is_faint",
    "is_late",
    "is_matter",
    "is_new",
    "is_old",
    "is_recent",
    "sentence_of",
    "today",
]

FIRST_PARAGRAPHS = 4
"""Where the announcing sentence of nearly every page stands; further down it is doubtful."""
_OLD = dt.timedelta(days=183)
"""An act older than the page by more is background."""
TOLD_LATE = dt.timedelta(days=75)
"""Below the first paragraph, an act that is not told as news is background if it is older than the page by more."""
_NEW = dt.timedelta(days=10)
"""A page tells of an act that is no older."""
_FAINT = dt.timedelta(days=30)
"""An act older than the page by more is no news by its day."""
_TOLD_NEW = ("issued", "passive", "by", "done", "orders", "signed", "rules")
"""Ways of telling that a day near the page's makes news."""
_NAMED_DAY = regex(r"\s*(?:hết\s+)?ngày\s*$")
_MATTER, _ALIKE = 4, 0.75
"""Words of a headline at least, and the share of them that the announcing sentence has."""


@dataclass(frozen=True, slots=True)
class Act:
    """A telling in its place on the page."""

    told: Telling
    block: int
    position: int
    """Its paragraph's place among the page's."""
    following: int | None = None
    """Where the next act of the same paragraph begins."""
    day_from: Act | None = None
    """The act told before, on the same day."""
    lead: Act | None = None
    """The telling of the same act without its number, in the page's lead."""
    numbered_by: tuple[Named, int] | None = None
    """Where a later sentence tells the number of an act told by its type alone, and the block."""


def sentence_of(page: Article, act: Act) -> str:
    return fold(page.text(act.block))[slice(*act.told.sentence)]


def is_matter(page: Article, act: Act) -> bool:
    """The announcing sentence tells what the headline does: "Trồng rừng năm 2024", "... Kế hoạch số 5/KH-UBND về trồng
    rừng năm 2024"."""
    told = set(sentence_of(page, act).split()) if act.told.how in ("issued", "passive") else set()
    heads = [[w.strip(' ,.:;"“”') for w in fold(page.text(i)).split()] for i in page.headlines]
    return any(len(words) >= _MATTER and sum(w in told for w in words) >= _ALIKE * len(words) for words in heads)


def is_new(page: Article, act: Act) -> bool:
    """Issued shortly before the page's own day."""
    told = (act.day_from or act).told
    day = told.day.date(today(page)) if told.day and told.how in _TOLD_NEW else None
    return is_recent(page, day)


def is_recent(page: Article, day: dt.date | None) -> bool:
    """A day shortly before the page's own."""
    return day is not None and page.day is not None and dt.timedelta(0) <= page.day.date - day <= _NEW


def is_old(page: Article, act: Act) -> bool:
    """Half a year older than the page, or than a day that the paragraphs before it tell."""
    told = act.told
    if page.day is None:
        day = told.day.date(None) if told.day and told.day.year else None
        if day is None or told.fresh or told.how == "points":
            return False
        last = _last_told(page, act)
        return act.position >= FIRST_PARAGRAPHS or (last is not None and last - day > TOLD_LATE)
    day = told.day.date(page.day.date) if told.day else None
    late = day is not None and page.day.date - day > (_OLD if told.fresh else TOLD_LATE)
    if act.position == 0 or late:
        return late and act.position > 0
    year = told.act.number.year if told.act.number else None
    return year is not None and year < page.day.date.year - 1


def _last_told(page: Article, act: Act) -> dt.date | None:
    """The last of the days that other sentences begin with, for what they tell happened then, and of those told before
    the act."""
    before = page.once(_last_days)[: len(page.headlines) + act.position]
    return _later(before[-1] if before else None, page.once(_last_at_heads))


def _later(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return max(one, other) if one is not None and other is not None else one or other


def _last_at_heads(page: Article) -> dt.date | None:
    keys = (fold(page.text(block)) for block in (*page.headlines, *page.prose))
    told = ((key, found) for key in keys for found in dates(key) if found.date is not None)
    at_heads = (
        found.date
        for key, found in told
        if found.date and phrase("announced.at_head").search(key[: found.start]) and not _is_to_come(key, found.start)
    )
    return max(at_heads, default=None)


def _last_days(page: Article) -> list[dt.date | None]:
    """The last day told up to each headline and paragraph, itself with it."""
    keys = (fold(page.text(block)) for block in (*page.headlines, *page.prose))
    return list(accumulate((_last_day(key) for key in keys), _later))


def _last_day(key: str) -> dt.date | None:
    return max((found.date for found in dates(key) if found.date and not _is_to_come(key, found.start)), default=None)


def _is_to_come(key: str, at: int) -> bool:
    """A day until or from which something holds, or of what is to happen."""
    before = _NAMED_DAY.sub("", key[:at])
    sentence = before[max(before.rfind(". "), 0) :]
    return any(phrase(f"announced.{name}").search(sentence) is not None for name in ("no_day", "will"))


def today(page: Article) -> dt.date | None:
    return page.day.date if page.day else None


def is_late(page: Article, told: Told) -> bool:
    """The page is half a year younger than the act that it announces: its day may be that of a later edition."""
    day = told.date(today(page))
    return day is not None and page.day is not None and page.day.date - day > _OLD


def is_faint(page: Article, act: Act, day: Told | None) -> bool:
    """Told as done, not as news ("đã ban hành"), long ago or on no day, below the page's first sentence and
    under a headline that speaks of no act."""
    if act.told.how != "issued" or act.told.fresh or act.lead is not None:
        return False
    if act.position == 0 and act.told.sentence[0] == 0:
        return False  # what a page begins with is its news
    date = day.date(today(page)) if day else None
    if date is not None and (page.day is None or page.day.date - date <= _FAINT):
        return False
    headed = any(phrase("announced.headline").search(fold(page.text(i))) for i in page.headlines)
    return not headed and not is_matter(page, act)

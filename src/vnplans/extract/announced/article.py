"""What a page shows around its acts: headline, the running paragraphs, the province it speaks from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, TypeVar, cast

from vnplans.extract.announced.dateline import (
    Day,
    day_below,
    day_of_line,
    day_of_month_line,
    is_date_line,
    opening_day,
    opening_month,
)
from vnplans.extract.fields.facts import first_fact
from vnplans.extract.numbers import number_line
from vnplans.extract.outline.labels import own_marker
from vnplans.extract.zones.openings import is_place_date
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.bodies import Province
from vnplans.landmarks import SUBJECT, addressee_line, is_motto, is_signing_line, recipients_line, type_line
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import bare, fold

__all__ = ["Article", "article", "has_letterhead", "is_act", "places_named", "province_spans"]

T = TypeVar("T")

_HEAD_BLOCKS = 40
_HEADLINES = 3
_SIGNING = 90
_PROSE = 80
_PARAGRAPH = 200
_SENTENCE = 70
_FURNITURE_LENGTH = 160
_SENTENCE_END = (".", "!", "?", ";", ":", "…", '."', ".”", ".)", "./")


@dataclass(frozen=True)
class Article:
    """A page of news: where its headline and its prose stand (numbers of blocks)."""

    pages: Pages
    headlines: tuple[int, ...]
    prose: tuple[int, ...]
    """Paragraphs of sentences, and list items, in order; up to the page's own furniture."""
    lines: tuple[int, ...]
    """Every line before that, headlines and captions among them."""
    end: int
    """The block where that furniture begins."""
    day: Day | None
    """The page's own date line."""
    province: str | None
    """The province that the page speaks from, in the spelling of data/provinces.toml."""

    _known: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def text(self, block: int) -> str:
        return self.pages.blocks[block].text

    def once(self, find: Callable[[Article], T]) -> T:
        """What is found on the page, looked for when the first of its acts asks."""
        if find not in self._known:
            self._known[find] = find(self)
        return cast("T", self._known[find])

    @cached_property
    def words(self) -> str:
        """All of its headlines and prose."""
        return " \n ".join(self.text(i) for i in (*self.headlines, *self.prose))


def has_letterhead(pages: Pages) -> bool:
    """The page is a saved act: it shows the state's motto, a number line or a table of its facts.

    The Party's name heads newspapers too, and the state's the banner of a portal: there nothing is as in an act, and
    the page has a date line of its own. A number line below the news of an act is a fact of that act.
    """
    facts = first_fact(pages)
    if facts is not None and not any(_tells(b.text) for b in pages.blocks[:facts]):
        return True  # below the news of another act a box of facts is of that page's neighbour
    head = pages.blocks[:_HEAD_BLOCKS]
    number = next((i for i, b in enumerate(head) if number_line(b.text)), None)
    if number is not None and not any(_tells_issuing(b.text) for b in head[:number]):
        return True
    if not any(is_motto(b) and not _party(b.text) for b in head):
        return False
    return number is not None or is_act(pages) or not any(is_date_line(b.text) for b in head)


def _tells(text: str) -> bool:
    """A sentence in which a body issues something."""
    return text.rstrip().endswith(_SENTENCE_END) and phrase("announced.issuing").search(fold(text)) is not None


def _tells_issuing(text: str) -> bool:
    """A sentence of news: "UBND tỉnh vừa ban hành kế hoạch trồng rừng."."""
    key = fold(text)
    verbs = phrase("announced.issuing").finditer(key) if text.rstrip().endswith(_SENTENCE_END) else ()
    return any(phrase("announced.unnumbered").match(key, verb.end()) for verb in verbs)


def _party(text: str) -> bool:
    return bare(text).strip(" -.*").startswith("dang cong san")


_ACT_LINE = regex(r"điều \d+\s*[.:]|căn cứ\s[^.]*;$")


def is_act(pages: Pages) -> bool:
    """Some line is one that only acts have: a type in capitals, recipients, an addressee, an article, a signing."""
    for block in pages.blocks:
        if block.cell is not None and block.cell.column > 1:
            continue
        text = block.text
        if recipients_line(text) or addressee_line(text) or SUBJECT.match(text) or _ACT_LINE.match(fold(text)):
            return True
        kind = type_line(block)
        if kind and len(text) == kind[1]:
            return True
        if is_place_date(block) or (is_signing_line(text) and len(text) < _SIGNING):
            return True
    return False


def article(pages: Pages) -> Article:
    """The page read as an article. `has_letterhead` and `is_act` say whether it is one."""
    running = [i for i, b in enumerate(pages.blocks) if b.role == "text" and b.text and b.cell is None]
    day: Day | None = None
    clock: Day | None = None
    month: Day | None = None
    headlines: list[int] = []
    prose: list[int] = []
    lines: list[int] = []
    end = len(pages.blocks)
    for index in running:
        text = pages.blocks[index].text
        line = is_date_line(text)
        if line is not None:
            found_day = day_of_line(pages, index, line)
            if day is not None and found_day is not None and day is clock and _posted(text, found_day, day, prose):
                day, clock = found_day, None
            elif day is None:
                day = found_day
                clock = day if not headlines and not prose else None
            continue
        if not prose and (found := day_of_month_line(pages, index)) is not None:
            month = month or found
            continue
        month = month or (opening_month(pages, index) if not prose else None)
        if not prose and len(text) < _FURNITURE_LENGTH and phrase("announced.counter").match(fold(text)):
            continue
        if prose and len(text) < _FURNITURE_LENGTH and phrase("announced.furniture").match(fold(text)):
            if not _goes_on(pages, running, index) and not _only_led(pages, running, index, prose):
                end = index
                break
            continue
        lines.append(index)
        asks = not prose and text.rstrip().endswith("?")  # a headline: "Toàn văn Công điện 12/CĐ-TTg về ứng phó bão?"
        if _is_prose(pages, index) and not asks:
            prose.append(index)
        elif not prose and len(headlines) < _HEADLINES:
            headlines.append(index)
    day = day or opening_day(pages, (*headlines, *prose[:1])) or day_below(pages, (i for i in running if i >= end))
    day = day or (Day(pages.posted, None) if pages.posted else month)
    return Article(pages, tuple(headlines), tuple(prose), tuple(lines), end, day, _province(pages, headlines, prose))


def _posted(text: str, line: Day, clock: Day, prose: list[int]) -> bool:
    """The date line below the headline, where the page's banner shows the day on which it was saved."""
    fact = phrase("announced.issued_line").match(fold(text)) is not None
    return not prose and not fact and line.date <= clock.date


def _goes_on(pages: Pages, running: list[int], index: int) -> bool:
    """Long paragraphs follow: the line only credits a picture."""
    return any(len(pages.blocks[i].text) > _PARAGRAPH for i in running if i > index)


def _only_led(pages: Pages, running: list[int], index: int, prose: list[int]) -> bool:
    """A box of links between the page's lead, which tells of no act, and its text."""
    if len(prose) > 1 or not phrase("announced.box").match(fold(pages.blocks[index].text)):
        return False
    if any(phrase("announced.issuing").search(fold(pages.blocks[i].text)) for i in prose):
        return False
    return any(_is_sentence(pages.blocks[i].text) for i in running if i > index)


def _is_sentence(text: str) -> bool:
    return len(text) > _SENTENCE and text.rstrip().endswith(_SENTENCE_END)


def _is_prose(pages: Pages, index: int) -> bool:
    block = pages.blocks[index]
    if own_marker(block.text, block.label):
        return True
    if block.heading is not None or block.capitals:
        return False
    return block.text.rstrip().endswith(_SENTENCE_END) or len(block.text) > 2 * _PROSE or _two_sentences(block.text)


def _two_sentences(text: str) -> bool:
    return len(text) > _PROSE and ". " in text


# Where the page speaks from


@cache
def _places() -> tuple[re.Pattern[str], Mapping[str, str]]:
    names = {fold(n): row.name for row in rows(Province) for n in (row.name, *row.variants)}
    return re.compile(rf"(?<![\w])(?:{alternatives(names)})(?!\w)"), names


def places_named(text: str) -> list[str]:
    """The provinces that a text names, in order; printed with capitals, so that no common word is taken for one."""
    pattern, names = _places()
    key = fold(text)
    return [names[re.sub(r"\s+", " ", m[0])] for m in pattern.finditer(key) if text[m.start()].isupper()]


def province_spans(text: str) -> list[tuple[int, int]]:
    """Where a text names provinces."""
    return [m.span() for m in _places()[0].finditer(fold(text)) if text[m.start()].isupper()]


@cache
def _initials() -> Mapping[str, str]:
    """ "BĐ" -> the one province of these initials."""
    out: dict[str, list[str]] = {}
    for row in rows(Province):
        out.setdefault("".join(w[0] for w in row.name.split()), []).append(row.name)
    return {short: names[0] for short, names in out.items() if len(names) == 1}


def _of_prefix(text: str) -> str | None:
    """The province in the agency's mark before the first sentence: "(BĐ) -", "(lamgiang.gov.vn) -", "Hà Nội (X) -"."""
    mark = phrase("announced.prefix").match(text)
    if mark is None:
        return None
    words = mark[0].strip(" ()-:")
    host = bare(words).replace(" ", "")
    for row in rows(Province):
        if f"{bare(row.name).replace(' ', '')}.gov.vn" in host:
            return row.name
    return next(iter(places_named(words)), None) or _initials().get(words)


def _province(pages: Pages, headlines: list[int], prose: list[int]) -> str | None:
    """The first that headline, the agency's mark and the paragraphs name; of these the one named most."""
    for index in headlines[:_HEADLINES]:
        if names := places_named(pages.blocks[index].text):
            return names[0]
    for index in prose[:2]:
        if found := _of_prefix(pages.blocks[index].text):
            return found
    named: list[str] = []
    for index in prose:
        named += places_named(pages.blocks[index].text)
    return max(named, key=lambda n: (named.count(n), -named.index(n)), default=None)

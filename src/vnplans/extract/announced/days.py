"""When an announced act was issued, as the page tells it: in its sentence, in a later one, in a line of its facts."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from vnplans.calendar import as_date, dates, written
from vnplans.extract.announced.article import Article
from vnplans.extract.announced.dateline import opening_date
from vnplans.extract.announced.issuers import named_by, speaker_before
from vnplans.extract.announced.named import DAY_MONTH, Named, Told, day_behind, day_told, named
from vnplans.extract.orders.sentences import sentences
from vnplans.pages import Quote
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = [
    "day_alone_before",
    "day_before",
    "day_told_before",
    "issued_below",
    "issued_later",
    "ordered_before",
    "sent_behind",
    "signed_behind",
    "year_near",
]

_PLAIN = rf"(?:{written()}|{DAY_MONTH})"
_CLAUSE = regex(r"[,;:()*•–—]|(?:^|\s)-\s")
"""What parts a clause of a sentence from the next one."""
_CELL = regex(r"^|[|;]\s*|\s-\s")
"""Where a fact may begin in a line of several: "Số hiệu: 5/KH-UBND | Ngày ban hành: 5/8/2021"."""
_SHORT = 120
_YEAR = regex(r"(?P<named>năm\s+)?(?<!\d)(?P<year>20\d\d)(?!\d)")
_LAST_MONTH = 9
"""Plans of the next year are issued after it."""
_HEAD, _REACH = 40, 130
"""Characters at the head of a sentence where its day stands, and behind that to what is ordered."""
Place = tuple[int, int]
"""A block, and an offset in it."""
_NEAR, _NEAR_CITED = dt.timedelta(days=60), dt.timedelta(days=20)
"""How far the dates of a page are from the act that it announces."""


def day_before(text: str, start: int, end: int, who: int | None = None) -> Told | None:
    """The day at the head of a clause of the sentence, or behind the body that issued (`who`: where its words begin).

    The last one before `end` that is of no other act. "Sau vụ cháy ngày 5/7, UBND tỉnh ban hành": a day within a clause
    tells when something else was.
    """
    key = fold(text)
    cited = [(act.start, _end_of(text, act, who)) for act in named(text, start, end)]
    own = opening_date(text) if start == 0 else None
    start = own.end() if own else start
    last = None
    for match in _days().finditer(key, start, end):
        at, to = match.span()
        if any(a <= at < b for a, b in cited) or phrase("announced.no_day").search(key, start, at):
            continue
        if phrase("announced.told_by").search(key, to, end):
            continue
        if (who is not None and who < at) or text[at].isupper() or _opens(key, start, at):
            last = match
    told = last and day_told(last)
    return told or _today(key, start, end, who)


def day_alone_before(text: str, start: int) -> Told | None:
    """The day that stands as a sentence of its own before `start`: "Ngày 5/8/2024. UBND tỉnh ban hành ..."."""
    found = _alone().search(fold(text[:start]))
    return day_told(found) if found else None


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[.!?]\s+)(?P<at>{_PLAIN}|{phrase('announced.part_of_day').pattern})\s*[.;]\s*$")


def _end_of(text: str, act: Named, who: int | None) -> int:
    """Where a cited act ends; before its day, if that is the issuer's: "Thực hiện Chỉ thị số 5/CT-TTg, ngày 5/8, UBND
    tỉnh ban hành ..."."""
    if act.day is None or act.day.year is not None or act.of is not None or who is None:
        return act.end
    apart = text[: act.day.start].rstrip().endswith(",") and not text[act.day.end : who].strip(" ,")
    return act.day.start if apart and act.day.end < who else act.end


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
        happens = match["bare"] is not None and phrase("announced.happens").search(key, start, match.start())
        free = match["comma"] or phrase("announced.unnumbered_before").search(key, start, match.start()) is None
        if free and not happens:
            return match
    return None


@cache
def _signed() -> re.Pattern[str]:
    said = phrase("announced.signed_on").pattern
    day = rf"(?P<at>{_PLAIN}|{phrase('announced.part_of_day').pattern})"
    return re.compile(
        rf"(?:(?P<comma>,)|\s)\s*\(?(?:{said}|(?:(?<=\()|(?P<bare>(?<=, )))(?=ngày)){day}(?=\s*(?:$|[.;,)]))"
    )


def sent_behind(key: str, start: int, end: int) -> re.Match[str] | None:
    """The day behind those it is sent to: "Công văn số 5/UBND-KT gửi các huyện ngày 5/8 về ..."; group `at`."""
    found = _sent().match(key, start, end)
    return found if found and not phrase("announced.no_day").search(key, start, found.start("at")) else None


@cache
def _sent() -> re.Pattern[str]:
    day = rf"(?P<at>{_PLAIN}|{phrase('announced.part_of_day').pattern})"
    to = phrase("announced.sent_to").pattern
    return re.compile(rf"\s*(?:{to})\s[^.;:,]{{2,90}}?\s{day}(?=\s*(?:$|[.;,)])|\s+(?:về|v/v)\s)")


def ordered_before(page: Article, act: Place, issuer: str) -> tuple[Told, int] | None:
    """The day on which the issuer ordered, as an earlier sentence than the act's (`act`: block, offset) tells: "Ngày
    5/8, UBND tỉnh yêu cầu các huyện ...", which names no act."""
    ordered = page.once(_days_of_orders).get(fold(issuer))
    return (ordered[1], ordered[0][0]) if ordered is not None and ordered[0] < act else None


def _days_of_orders(page: Article) -> dict[str, tuple[Place, Told]]:
    """The first such sentence of each body: where it stands, and its day."""
    out: dict[str, tuple[Place, Told]] = {}
    for block in page.prose:
        text = page.text(block)
        for start, end in sentences(text):
            key = fold(text[:end])
            day = _days().search(key, start, start + _HEAD)
            order = phrase("announced.reporting").search(key, day.end(), day.end() + _REACH) if day else None
            if day is None or order is None or not _opens(key, start, day.start()) or any(named(text, start, end)):
                continue
            speaker = speaker_before(text, start, order.start())
            body = named_by(speaker.text, page.province) if speaker and speaker.text and not speaker.reported else None
            if body is not None and (told := day_told(day)) is not None:
                out.setdefault(fold(body.name), ((block, start), told))
    return out


def day_told_before(page: Article, act: Place) -> tuple[Told, int] | None:
    """The last day that a sentence before the act's begins with: that of its "cùng ngày"."""
    places, days = page.once(_days_at_heads)
    before = bisect_left(places, act)
    return (days[before - 1], places[before - 1][0]) if before else None


def _days_at_heads(page: Article) -> tuple[list[Place], list[Told]]:
    """The sentences that begin with a day, in order, and those days."""
    places: list[Place] = []
    days: list[Told] = []
    for block in page.prose:
        key = fold(page.text(block))
        for start, _ in sentences(page.text(block)):
            found = _days().search(key, start, start + _HEAD)
            if found is not None and _opens(key, start, found.start()) and (told := day_told(found)) is not None:
                places.append((block, start))
                days.append(told)
    return places, days


def issued_later(page: Article, after: tuple[int, int], kind: str | None) -> tuple[Told, int] | None:
    """The day that a sentence behind `after` (block, offset) tells of the act, whose type is `kind`: "Kế hoạch được ban
    hành ngày 1/7."."""
    for block in (i for i in page.prose if i >= after[0]):
        text = page.text(block)
        for start, end in sentences(text):
            key = fold(text[:end])
            said = phrase("announced.issued_later").match(key, start) if (block, start) > after else None
            if said is None or (kind is not None and said["kind"] not in (kind, "văn bản")):
                continue
            day = day_behind(key, said.end())
            if day is not None and not phrase("announced.of_other").match(key, day.end):
                return day, block
    return None


def issued_below(page: Article) -> tuple[Told, int] | None:
    """The day of a line of the act's facts: "Ngày ban hành: 10/6/2024"."""
    return page.once(_issued_below)


def _issued_below(page: Article) -> tuple[Told, int] | None:
    for block in _short_lines(page):
        key = fold(page.text(block))
        at = next((m.end() for m in _CELL.finditer(key) if phrase("announced.issued_line").match(key, m.end())), None)
        said = phrase("announced.issued_line").match(key, at) if at is not None else None
        if said is None:
            continue
        at = block + 1 if said.end() == len(key) else block  # the cell beside
        if at < len(page.pages.blocks):
            day = day_behind(fold(page.text(at)), said.end() if at == block else 0)
            if day is not None and day.year is not None:
                return day, at
    return None


def year_near(page: Article, told: Told) -> tuple[dt.date, Quote] | None:
    """The date of a day told without its year, on a page without a date line, by a date that the page tells whole: the
    latest that lies near one. That of a cited act may be of another year: it must be nearer."""
    years, found = page.once(_years_near), list[tuple[dt.date, Quote]]()
    if (told.month, told.day) not in years:
        for whole, reach, quote in page.once(_dates_told):
            for year in range(whole.year - 1, whole.year + 2):
                day = as_date(year, told.month, told.day)
                if day is not None and abs(day - whole) <= reach:
                    found.append((day, quote))
        nearest = max(found, key=lambda one: one[0], default=None)
        years[told.month, told.day] = nearest or _year_alone(page, told)
    return years[told.month, told.day]


def _years_near(_: Article) -> dict[tuple[int, int], tuple[dt.date, Quote] | None]:
    """What was found for each day of the year."""
    return {}


def _dates_told(page: Article) -> list[tuple[dt.date, dt.timedelta, Quote]]:
    """The dates that the page tells whole, but those of laws, and how near to each another must be."""
    out: list[tuple[dt.date, dt.timedelta, Quote]] = []
    for block in (*page.headlines, *page.prose):
        text = page.text(block)
        acts = [(act.start, act.end) for act in named(text)]
        for whole in dates(fold(text)):
            if whole.date is None or phrase("announced.of_law").search(fold(text[: whole.start])):
                continue
            reach = _NEAR_CITED if any(a <= whole.start < b for a, b in acts) else _NEAR
            quote = page.pages.quote(block, whole.start, whole.end, rule="issued_on.year_near")
            out.append((whole.date, reach, quote))
    return out


def _is_limit(year: re.Match[str]) -> bool:
    """ "đến năm 2025": no year in which the act was issued."""
    return phrase("announced.no_day").search(year.string, 0, year.start()) is not None


def _year_alone(page: Article, told: Told) -> tuple[dt.date, Quote] | None:
    """The one year that the page names: a plan of that year was issued in it, but for those of the year's end."""
    if told.month > _LAST_MONTH:
        return None
    found = [(i, m) for i in (*page.headlines, *page.prose) for m in _YEAR.finditer(fold(page.text(i)))]
    named_in = next(((i, m) for i, m in found if m["named"] and not _is_limit(m)), None)
    if named_in is None or len({m["year"] for _, m in found}) > 1:
        return None
    block, year = named_in
    day = as_date(year["year"], told.month, told.day)
    return (day, page.pages.quote(block, *year.span(), rule="issued_on.year_alone")) if day is not None else None


def _short_lines(page: Article) -> Iterator[int]:
    return (i for i, block in enumerate(page.pages.blocks) if block.role == "text" and len(block.text) < _SHORT)

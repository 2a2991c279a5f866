"""Chỉ tiêu: the measured aims of the sections MỤC TIÊU, CHỈ TIÊU, with metric, comparator, value, unit and horizon."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from vnplans.extract.act import Act
from vnplans.extract.findings import Finding, Found, Head
from vnplans.extract.orders.sections import holds
from vnplans.extract.outline.items import Item
from vnplans.extract.time.periods import periods
from vnplans.extract.time.refuse import blank
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import TargetUnit, TargetWords
from vnplans.models import Target
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Measure", "measures", "targets"]

Comparator = Literal["=", ">", ">=", "<", "<="]


def _words(*kinds: str) -> str:
    return alternatives(word for row in rows(TargetWords) if row.kind in kinds for word in row.words)


@cache
def _signs() -> Mapping[str, Comparator]:
    return {word: row.sign for row in rows(TargetWords) if row.sign for word in row.words}


_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"


@cache
def _unit() -> str:
    return alternatives(unit.word.lower() for unit in rows(TargetUnit))


@cache
def _amount() -> re.Pattern[str]:
    """What every quantity ends with: a quick look before the long pattern."""
    return re.compile(rf"\d\s*{_unit()}")


@cache
def _quantity() -> re.Pattern[str]:
    """ "đạt trên 90%", "ít nhất 02 - 03 dự án", "5.000 triệu đồng trở lên"."""
    firsts = {word[0] for row in rows(TargetWords) if row.kind == "verb" or row.sign for word in row.words}
    return re.compile(
        rf"(?=[\d{re.escape(''.join(sorted(firsts)))}])(?:\b(?:{_words('verb')})\s+)*(?:(?P<cmp>{alternatives(_signs())})\s*)?"
        rf"(?<![\w.,/-])(?P<n>{_NUMBER})(?:\s*%?\s*(?:-|đến)\s*(?P<to>{_NUMBER}))?\s*(?P<unit>{_unit()})(?![^\W_])"
        rf"(?P<after>\s+trở\s+(?:lên|xuống))?"
    )


_CLAUSE = regex(r";|\.(?=\s|$)|:(?=\s)|,\s*(?:trong đó|riêng)\b|\btrong đó\b|(?<=\s)\+(?=\s)")
_TAIL = regex(r"[\s,;.:(]*(?:(?:và|trong đó|có|từ)\s*)*[\s,;.:(]*$")
_FORMS = {
    "opening": r"^\W*(?:(?:{}|§++|,)\s*+)*$",
    "lead": r"^\W*(?:(?:{}|§++|,)\s*+)+",
    "beside": r"\s+(?!(?:{})\b|/)[^\W\d_]",
    "past": r"\b(?:{})\b",
    "horizon": r"(?:{})\b[^.;]{{0,20}}$|^\W*(?:phấn đấu\s+)?$",
}


@cache
def _around(kind: str) -> re.Pattern[str]:
    """The words of that kind where they stand around a quantity."""
    return re.compile(_FORMS[kind].format(_words(kind)))


@dataclass(frozen=True, slots=True)
class Measure:
    """A target read from one text, and the offsets of its words there."""

    target: Target
    start: int
    end: int


def _value(number: str) -> float:
    """Decimal comma, thousands dot: "5.000" -> 5000.0, "1,59" -> 1.59, "95.5" -> 95.5."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "")
    return float(number.replace(",", "."))


def _comparator(match: re.Match[str]) -> Comparator:
    if match["after"]:
        return ">=" if match["after"].endswith("lên") else "<="
    if match["to"]:
        return ">="
    return _signs()[" ".join(match["cmp"].split())] if match["cmp"] else "="


def _horizon(plain: str, year: int | None) -> tuple[str, list[tuple[int, dt.date]]]:
    """The text with its dates blanked, and the last days it names with their places."""
    ends = []
    for period in reversed(periods(plain, year)):
        a_date = period.grain != "day" or "ngày" in plain[max(0, period.at - 6) : period.to]
        if period.end and not period.open_year and a_date:
            before = plain[max(0, period.at - 30) : period.at]
            if _around("horizon").search(before):
                early = period.grain != "day" and period.start and before.rstrip().endswith("trước")
                ends.append((period.at, period.start - dt.timedelta(1) if early and period.start else period.end))
            plain = plain[: period.at] + "§" * (period.to - period.at) + plain[period.to :]
    return plain, ends[::-1]


def measures(text: str, *, by: dt.date | None = None, year: int | None = None) -> Iterator[Measure]:
    """Every measured aim of a text, in order. `by`: the horizon of the heading above, where the text names none."""
    folded = fold(text)
    if not _amount().search(folded):
        return
    plain, ends = _horizon(blank(folded, cell=False), year)
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(plain)), len(plain)]
    for clause, (start, end) in enumerate(pairwise(cuts)):
        found = list(_quantity().finditer(plain, start, end)) if _amount().search(plain, start, end) else []
        behind = False
        for index, match in enumerate(found):
            low = found[index - 1].end() if index else start
            high = found[index + 1].start() if index + 1 < len(found) else end
            opens = bool(_around("opening").match(plain[low : match.start()]))
            behind = (index > 0 and behind) or opens or _measures_next(plain, match)
            if _around("past").search(plain[low:high]):
                continue
            named = [day for at, day in ends if at < match.start()]
            day = named[-1] if named else (ends[0][1] if ends else by)
            metric, words = _behind(text, match, high) if behind else _before(text, plain, match, low)
            if clause and plain[start - 1] == ":" and not text[slice(*metric)].strip(" ,;.:-+"):
                metric, words = _before(text, plain, match, cuts[clause - 1])  # "Tỷ lệ hài lòng: 95%"
            yield _measure(text, match, metric, words, day)


def _measures_next(plain: str, match: re.Match[str]) -> bool:
    """ "trợ giúp pháp lý cho 100% người cai nghiện": a share of what follows."""
    return match["unit"] == "%" and bool(_around("beside").match(plain, match.end()))


Span = tuple[int, int]


def _behind(text: str, match: re.Match[str], high: int) -> tuple[Span, Span]:
    """What is measured stands behind the quantity: its span, and that of the whole target."""
    tail = _TAIL.search(text[match.end() : high])
    to = high - (len(tail[0]) if tail else 0)
    return (match.end(), to), (match.start(), max(to, match.end()))


def _before(text: str, plain: str, match: re.Match[str], low: int) -> tuple[Span, Span]:
    """What is measured stands before the quantity."""
    before = plain[low : match.start()]
    lead = _around("lead").match(before)
    at = low + (lead.end() if lead else len(before) - len(before.lstrip(" ,;.:-+")))
    return (at, match.start()), (at, match.end())


def _measure(text: str, match: re.Match[str], metric: Span, words: Span, by: dt.date | None) -> Measure:
    target = Target(
        text=text[slice(*words)].strip(" ,;:+-"),
        metric=text[slice(*metric)].strip(" ,;.:-+") or None,
        comparator=_comparator(match),
        value=_value(match["n"]),
        unit=text[slice(*match.span("unit"))],
        by=by,
    )
    return Measure(target, *words)


def targets(act: Act, head: Head) -> Iterator[Finding[Target]]:
    """The targets of an act and its annexes, in reading order."""
    for root in act.outlines:
        for item in root.walk:
            key = fold(item.passage.text) if item.passage.scanned else item.passage.key
            if item.parent is None or not _amount().search(key) or not _in_targets(item):
                continue
            for measure in measures(item.passage.text, by=_inherited(item), year=head.year):
                quotes = item.passage.quotes(act.pages, "targets.section", measure.start, measure.end)
                past = measure.target.by and head.issued_on and measure.target.by < head.issued_on
                if quotes and not past:
                    yield Found(measure.target, quotes)


def _in_targets(item: Item) -> bool:
    """Does the nearest heading that says what its section holds say targets?"""
    for step in (item, *item.above):
        words = step.passage.part(0, step.lead).text if 3 < step.lead < len(step.passage.text) else step.passage.text
        if (step is not item or step.heading or step.lead > 3) and len(words) < 250:
            kind = holds(words, heading=step.heading)
            if kind is not None:
                return kind == "target" and (step is not item or bool(step.lead))
    return False


def _inherited(item: Item) -> dt.date | None:
    """The horizon in a heading above: "Mục tiêu đến năm 2030"."""
    for step in item.above:
        ends = [p.end for p in periods(fold(step.passage.text), None) if p.grain == "year" and p.end]
        if ends and (step.heading or len(step.passage.text) < 200):
            return ends[-1]
    return None

"""From calendar, rhythm and relation to one Deadline: what stands before a date says what it means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from vnplans.calendar import dates, year_number
from vnplans.extract.time import periods as points
from vnplans.extract.time import relative, rhythm
from vnplans.extract.time.meaning import Spot, is_meant, is_rhythm, judges, marker, opens_clause, runs_until, sense
from vnplans.extract.time.periods import Period, periods
from vnplans.extract.time.refuse import blank
from vnplans.extract.time.relative import Hang, bare_length, hangs, is_reference, own_end, without_events
from vnplans.extract.time.rhythm import Rhythm, end_of_year_words, rhythms, yearly_date
from vnplans.extract.time.words import Shape, words_of
from vnplans.knowledge import rows
from vnplans.knowledge.tables import Verb
from vnplans.models import Deadline
from vnplans.text import fold

__all__ = ["Reading", "read", "triggers"]

_ONGOING = Shape(
    r"\b{always}(?:\s*,\s*{always})?(?P<bounded>\s+trong\s+(?:suốt\s+)?năm(?:\s+(?P<year>{year}))?)?", "{always}"
)
_THIS_YEAR = Shape(
    r"\b(?P<side>trong|cả|hết|cuối|đến hết|suốt)\s+năm\b(?!\s*(?:\d|học|trước|sau|liền|báo|tài|kế|tiếp))", "năm"
)
# "Theo kế hoạch của Bộ": a cell that points elsewhere, whatever time it may name
_POINTS = Shape(r"\s*(?:thực hiện\s+)?theo\s")
_MARKED = Shape(r"\b(?:trước|chậm nhất|muộn nhất|hoàn thành|{every}|định kỳ|thường xuyên|ngày làm việc)\b")
_REFUSED = Shape(r"(?:\b{refuse}|khuyến khích[^.;]*)\s*$")
_CLOSING = Shape(r"(?:sau khi (?:có|nhận)|trước khi {begin})\b")
_ENDS = re.compile(r"\s*(?:$|[.;])")
_ENDS_CLAUSE = re.compile(r"\s*(?:$|[.;,)])")
_YEARS_GAP = re.compile(r"[\s,(]*(?:từ|đến|trong|giai đoạn|hết|năm|\s)*")
_YEARLY = re.compile(r"FREQ=YEARLY;BYMONTH=(?P<months>[\d,]+);BYMONTHDAY=(?P<day>-?\d+)")
_SHAPES = (*points.SHAPES, *rhythm.SHAPES, *relative.SHAPES, _ONGOING, _THIS_YEAR)


@dataclass(frozen=True, slots=True)
class Reading:
    """A deadline and where its words stand. `rank`: 0 is the surest."""

    deadline: Deadline
    at: int
    to: int
    rank: int


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    folded: str
    plain: str
    """Folded, refused dates blanked."""
    cell: bool
    year: int | None
    issued_on: dt.date | None

    @property
    def periods(self) -> tuple[Period, ...]:
        return periods(self.plain, self.year)


@cache
def triggers(*, cell: bool) -> frozenset[str]:
    """Words of which a text must hold one, for any shape of time to be there: the first need of each shape."""
    shapes = (*_SHAPES, *relative.CELL_SHAPES) if cell else _SHAPES
    return frozenset().union(*(shape.gates[0] for shape in shapes))


def read(text: str, issued_on: dt.date | None, year: int | None, *, cell: bool) -> list[Reading]:
    """All deadlines that the text says, the best first."""
    folded = fold(text)
    if triggers(cell=cell).isdisjoint(words_of(folded)):
        return []
    if cell and re.match(r"\s*[-+•]\s", folded):
        folded = re.sub(r"(?:(?<=\s)|^)[-+•](?=\s)", ";", folded)
    plain = blank(folded, cell=cell)
    t = _Text(text, folded, plain if cell else without_events(plain), cell, year, issued_on)
    if cell and _POINTS.match(folded) and not _MARKED.search(folded):
        return [_make(t, 0, len(text), 3, "relative", anchor=text.strip())]
    found = [*_joined(list(_dated(t))), *_ongoing(t)]
    if not any(r.rank < 3 for r in found):
        found.extend(_relative(t))
    found = [r for r in found if "hiệu lực" not in folded[max(0, r.at - 40) : r.at]]
    return sorted(found, key=_order)


def _order(reading: Reading) -> tuple[int, int, int, int]:
    """The surest first, then the latest, the shortest rhythm, the first in the text."""
    deadline = reading.deadline
    return reading.rank, -(deadline.end or dt.date.min).toordinal(), _interval(deadline.rrule), reading.at


def _interval(rule: str | None) -> int:
    """Days, for choosing the shortest of several rhythms."""
    if not rule:
        return 9999
    every = re.search(r"INTERVAL=(\d+)", rule)
    days = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}[rule[5:].split(";")[0]]
    return days * int(every[1] if every else 1)


def _joined(found: list[Reading]) -> list[Reading]:
    """Two yearly days, "trước ngày 15/6 ... trước ngày 15/12", as one rule where the day is one; else the last."""
    yearly = [r for r in found if r.rank == 0 and (r.deadline.rrule or "").startswith("FREQ=YEARLY;BYMONTH=")]
    if len(yearly) < 2:
        return found
    last = yearly[-1]
    rules = [_YEARLY.fullmatch(r.deadline.rrule or "") for r in yearly]
    days = {rule["day"] if rule else None for rule in rules}
    if len(days) == 1 and (day := days.pop()):
        months = sorted({int(month) for rule in rules if rule for month in rule["months"].split(",")})
        joined = f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY={day}"
        last = replace(last, deadline=last.deadline.model_copy(update={"rrule": joined}))
    return [*(r for r in found if r not in yearly), last]


def _make(t: _Text, at: int, to: int, rank: int, kind: str, **fields: object) -> Reading:
    words = t.text[at:to].strip(" ,;:.-(") if not t.cell else t.text.strip()
    if words.count("(") < words.count(")"):
        words = words.rstrip(")")
    elif words.count("(") > words.count(")") and t.text[to : to + 1] == ")":
        words += ")"
    deadline = Deadline.model_validate({"text": words, "kind": kind, **fields})
    return Reading(deadline, at, to, rank)


# Dates and rhythms ---------------------------------------------------------------------------------------------------


def _dated(t: _Text) -> Iterator[Reading]:
    beats = _beats(t)
    used: set[Rhythm] = set()
    for period in t.periods:
        spot = Spot(t.plain, period, t.issued_on)
        if rule := yearly_date(t.plain, period, beats):
            used.update(beats)
            at = period.at - marker(spot.before)
            yield _make(t, at, end_of_year_words(t.plain, period.to), 0, "recurring", rrule=rule)
        elif period.grain == "year" and (beat := _beside(t, period, beats)):
            used.add(beat)
            yield _over_years(t, spot, beat)
        elif t.cell or is_meant(spot):
            yield _in_period(t, spot)
    if t.cell and not used and not t.plain.strip().startswith("§"):
        yield from _bare_number(t)
    for beat in beats:
        if beat not in used:
            back = marker(t.plain[max(0, beat.at - 60) : beat.at]) if beat.rrule and "DAY" in beat.rrule else 0
            yield _make(t, beat.at - back, beat.to, _rank(t, beat), "recurring", rrule=beat.rrule)
    yield from _this_year(t)


def _beats(t: _Text) -> list[Rhythm]:
    """The rhythms that the duty has."""
    beats = [beat for beat in rhythms(t.plain) if t.cell or is_rhythm(t.plain, beat)]
    if any(t.plain[: beat.at].endswith("(") for beat in beats if not beat.alone):
        return [beat for beat in beats if not beat.alone]  # "định kỳ phát sóng (mỗi tháng 02 chuyên mục)"
    return beats


def _rank(t: _Text, beat: Rhythm) -> int:
    """A rhythm with a day is sure; one that opens a clause is the duty's own, sooner than one inside it."""
    if beat.rrule and "BY" in beat.rrule:
        return 1
    return 2 if opens_clause(t.plain[: beat.at]) else 4 if beat.alone else 3


def _beside(t: _Text, period: Period, beats: Sequence[Rhythm]) -> Rhythm | None:
    """A rhythm whose years the period gives: "hằng năm 2027 - 2030", "hằng quý đến 2030"."""
    for beat in beats:
        gap = t.plain[beat.to : max(period.at, beat.to)]
        if not beat.alone and period.at >= beat.at and _YEARS_GAP.fullmatch(gap):
            return beat
    return None


def _over_years(t: _Text, spot: Spot, beat: Rhythm) -> Reading:
    """ "hằng năm 2027 - 2030"; of "hằng quý đến 2030" only the end is said."""
    period = spot.period
    start = None if period.count == 1 and runs_until(spot.before) else period.start
    at, to = min(beat.at, period.at), max(beat.to, period.to)
    return _make(t, at, to, 0, "recurring", rrule=beat.rrule, start=start, end=period.end)


def _in_period(t: _Text, spot: Spot) -> Reading:
    said = sense(spot)
    dates = {"end": said.end} | ({"start": said.start} if said.kind == "during" else {})
    at = spot.period.at - marker(spot.before)
    return _make(t, at, spot.period.to, said.rank, said.kind, **dates)


def _bare_number(t: _Text) -> Iterator[Reading]:
    """A cell that says only "7": the month of the plan's year."""
    if t.year and (match := re.fullmatch(r"\s*(?P<m>1[0-2]|0?[1-9])\s*", t.folded)):
        for period in periods(f"tháng {match['m']}", t.year):
            yield _make(t, 0, len(t.text), 1, "during", start=period.start, end=period.end)


def _this_year(t: _Text) -> Iterator[Reading]:
    """ "trong năm", "hết năm" without a number: the plan's year."""
    for match in _THIS_YEAR.finditer(t.plain):
        before = t.plain[: match.start()]
        if not t.year or (not t.cell and match["side"] in ("cả", "suốt")):
            continue
        if before.rstrip().endswith("kỳ họp") or judges(before):
            continue
        if any(p.at < match.end() and match.start() < p.to for p in t.periods):
            continue
        if "hết" in match["side"]:
            yield _make(t, *match.span(), 0, "by", end=dt.date(t.year, 12, 31))
        elif t.cell or _ENDS_CLAUSE.match(t.plain, match.end()):
            yield _make(t, match.start(), match.end(), 2, "during", **_year(t.year))


def _year(year: int) -> dict[str, object]:
    return {"start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}


# Ongoing -------------------------------------------------------------------------------------------------------------


def _ongoing(t: _Text) -> Iterator[Reading]:
    for match in _ONGOING.finditer(t.plain):
        if _is_adverb(t, match):
            year = year_number(match["year"]) or (t.year if match["bounded"] else None)
            dates = _year(year) if year else {}
            rank = _ongoing_rank(t, match, bool(dates))
            yield _make(t, match.start(), match.end(), rank, "ongoing", **dates)
            return


def _is_adverb(t: _Text, match: re.Match[str]) -> bool:
    """ "thường xuyên" says how long the duty lasts where it opens or closes the clause, or stands beside its verb."""
    before = t.plain[: match.start()]
    if t.cell:
        return re.search(r"\bchi\s*$", before) is None  # "chi thường xuyên" is an expense
    if opens_clause(before):
        return True
    if _REFUSED.search(before):
        return False
    closes = _ENDS.match(t.plain, match.end()) and not before.rstrip().endswith(",")
    return bool(match["bounded"] or closes or _verb_behind(t.plain, match.end()) or _verb_before(before))


_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_LINK = re.compile(r"\s*(?:,|và\b|để\b)?\s*")


@cache
def _verbs(*kinds: str) -> frozenset[str]:
    return frozenset(row.word for row in rows(Verb) if row.kind in kinds)


def _verb_behind(plain: str, at: int) -> bool:
    """ "thường xuyên, kiểm tra": a verb of work right behind."""
    link = _LINK.match(plain, at)
    found = _WORDS.match(plain, link.end() if link else at)
    words = found[0].split() if found else []
    known = _verbs("verb", "adverb")
    return any(" ".join(words[:count]) in known for count in range(1, len(words) + 1))


def _verb_before(before: str) -> bool:
    """ "Kiểm tra thường xuyên bếp ăn bán trú": the clause opens with the verb."""
    return re.split(r"[.;:]\s+", before)[-1].strip() in _verbs("verb")


def _ongoing_rank(t: _Text, match: re.Match[str], bounded: bool) -> int:
    if bounded or (t.cell and all(p.grain == "year" for p in t.periods)):
        return 0
    return 2 if opens_clause(t.plain[: match.start()]) else 5


# Relative ------------------------------------------------------------------------------------------------------------


def _relative(t: _Text) -> Iterator[Reading]:
    for hang in hangs(t.folded, comma=not t.cell):
        if hang.effect:
            return
        if t.cell or hang.firm or _opens(t, hang.at, hang.to):
            yield _hanging(t, hang)
            return
    if t.cell and (length := bare_length(t.folded)):
        yield _make(t, 0, len(t.text), 3, "relative", duration=length[0], business_days=length[1])
    elif t.cell and is_reference(t.folded) and not _names_no_day(t.text):
        yield _make(t, 0, len(t.text), 3, "relative", anchor=t.text.strip())


def _names_no_day(text: str) -> bool:
    """A day that no calendar has, "trước ngày 31/4/2024", is a slip and points nowhere."""
    return any(written.date is None and written.whole for written in dates(text))


def _hanging(t: _Text, hang: Hang) -> Reading:
    anchor = end = None
    if hang.anchor:
        anchor = t.text[slice(*hang.anchor)].strip()
        own = t.folded[slice(*hang.anchor)].strip()
        end = own_end(own, hang.duration, hang.business_days, t.issued_on)
    fields = {"duration": hang.duration, "business_days": hang.business_days, "anchor": anchor, "end": end}
    return _make(t, hang.at, hang.to, 3 if hang.firm or t.cell else 4, "relative", **fields)


def _opens(t: _Text, at: int, to: int) -> bool:
    """ "Sau khi ..." opens the sentence, or closes it with what somebody decides."""
    if opens_clause(t.folded[:at]):
        return True
    return bool(_ENDS.match(t.folded, to) and _CLOSING.match(t.folded, at))

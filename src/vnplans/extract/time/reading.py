"""From calendar, rhythm and relation to one Deadline: what stands before a date says what it means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vnplans.extract.time.meaning import is_meant, is_rhythm, judges, marker, opens_clause, runs_until, sense
from vnplans.extract.time.periods import Period, periods
from vnplans.extract.time.refuse import blank
from vnplans.extract.time.relative import bare_length, hangs, is_reference, own_end, without_events
from vnplans.extract.time.rhythm import Rhythm, end_of_year_words, rhythms, yearly_date
from vnplans.knowledge import alternatives, table
from vnplans.models import Deadline
from vnplans.text import fold

__all__ = ["Reading", "read"]

_ONGOING = re.compile(
    r"\b(?:thường xuyên|liên tục|quanh năm|suốt năm)(?:\s*,\s*(?:thường xuyên"
    r"|liên tục))?(?:\s+trong\s+(?:suốt\s+)?năm(?:\s+(?:19|20)\d\d)?)?"
)
_THIS_YEAR = re.compile(
    r"\b(?P<side>trong|cả|hết|cuối|đến hết|suốt)\s+năm\b(?!\s*(?:\d|học|trước|sau|liền|báo|tài|kế|tiếp))"
)
_REFUSED = re.compile(
    rf"(?:\b(?:{alternatives(r['word'] for r in table('deadline_words') if r['kind'] == 'refuse')})"
    r"|khuyến khích[^.;]*)\s*$"
)
_VERB = re.compile(
    rf"\s*(?:,|và|để)?\s*(?:{alternatives(r['word'] for r in table('verbs') if r['kind'] != 'order')})\b"
)
# "Kiểm tra thường xuyên bếp ăn bán trú"
_VERB_BEFORE = re.compile(
    rf"(?:^|[.;:]\s+)(?:{alternatives(r['word'] for r in table('verbs') if r['kind'] == 'verb')})\s+$"
)
_MARKED = re.compile(r"\b(?:trước|chậm nhất|muộn nhất|hoàn thành|hằng|hàng|định kỳ|thường xuyên|ngày làm việc)\b")


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


def read(text: str, issued_on: dt.date | None, year: int | None, *, cell: bool) -> list[Reading]:
    """All deadlines that the text says, the best first."""
    folded = fold(text)
    if cell and re.match(r"\s*[-+•]\s", folded):
        folded = re.sub(r"(?:(?<=\s)|^)[-+•](?=\s)", ";", folded)
    plain = blank(folded, cell=cell)
    t = _Text(text, folded, plain if cell else without_events(plain), cell, year, issued_on)
    if cell and re.match(r"\s*(?:thực hiện\s+)?theo\s", folded) and not _MARKED.search(folded):
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


def _joined(found: list[Reading]) -> list[Reading]:
    """Two yearly days, "trước ngày 15/6 ... trước ngày 15/12", as one rule where the day is one; else the last."""
    yearly = [r for r in found if (r.deadline.rrule or "").startswith("FREQ=YEARLY;BYMONTH=") and r.rank == 0]
    if len(yearly) < 2:
        return found
    parts = [re.fullmatch(r"FREQ=YEARLY;BYMONTH=([\d,]+);BYMONTHDAY=(-?\d+)", r.deadline.rrule or "") for r in yearly]
    last = yearly[-1]
    if all(parts) and len({p[2] for p in parts if p}) == 1:
        months = sorted({int(m) for p in parts if p for m in p[1].split(",")})
        rule = f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY={parts[0][2] if parts[0] else 1}"
        last = replace(last, deadline=last.deadline.model_copy(update={"rrule": rule}))
    return [*(r for r in found if r not in yearly), last]


def _interval(rule: str | None) -> int:
    """For choosing the shortest of several rhythms."""
    if not rule:
        return 9999
    every = re.search(r"INTERVAL=(\d+)", rule)
    days = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}[rule[5:].split(";")[0]]
    return days * int(every[1] if every else 1)


def _make(t: _Text, at: int, to: int, rank: int, kind: str, **fields: object) -> Reading:
    words = t.text[at:to].strip(" ,;:.-(") if not t.cell else t.text.strip()
    if words.count("(") < words.count(")"):
        words = words.rstrip(")")
    if words.count("(") > words.count(")"):
        words += ")" if t.text[to : to + 1] == ")" else ""
    deadline = Deadline.model_validate({"text": words, "kind": kind, **fields})
    return Reading(deadline, at, to, rank)


# Dates and rhythms ---------------------------------------------------------------------------------------------------


def _dated(t: _Text) -> Iterator[Reading]:
    beats = [r for r in rhythms(t.plain) if t.cell or is_rhythm(t.plain, r)]
    if any(t.plain[: r.at].endswith("(") for r in beats if not r.alone):
        beats = [r for r in beats if not r.alone]  # "định kỳ phát sóng (mỗi tháng 02 chuyên mục)"
    used: set[Rhythm] = set()
    for period in periods(t.plain, t.year):
        before = t.plain[max(0, period.at - 60) : period.at]
        if rule := yearly_date(t.plain, period, beats):
            at = period.at - marker(before)
            used.update(beats)
            yield _make(t, at, end_of_year_words(t.plain, period.to), 0, "recurring", rrule=rule)
        elif (beat := _beside(t, period, beats)) and period.grain == "year":
            used.add(beat)
            start = None if (runs_until(before) and period.count == 1) or not period.start else period.start
            at, to = min(beat.at, period.at), max(beat.to, period.to)
            yield _make(t, at, to, 0, "recurring", rrule=beat.rrule, start=start, end=period.end)
        elif t.cell or is_meant(t.plain, period, before, t.issued_on):
            said = sense(period, before)
            dates = {"end": said.end} | ({"start": said.start} if said.kind == "during" else {})
            yield _make(t, period.at - marker(before), period.to, said.rank, said.kind, **dates)
    if t.cell and not used and not t.plain.strip().startswith("§"):
        yield from _bare_number(t)
    for beat in beats:
        if beat not in used:
            back = marker(t.plain[max(0, beat.at - 60) : beat.at]) if beat.rrule and "DAY" in beat.rrule else 0
            yield _make(t, beat.at - back, beat.to, _rank(t, beat), "recurring", rrule=beat.rrule)
    yield from _this_year(t)


def _rank(t: _Text, beat: Rhythm) -> int:
    """A rhythm with a day is sure; one that opens a clause is the duty's own, sooner than one inside it."""
    if beat.rrule and "BY" in beat.rrule:
        return 1
    return 2 if opens_clause(t.plain[: beat.at]) else 4 if beat.alone else 3


def _beside(t: _Text, period: Period, beats: list[Rhythm]) -> Rhythm | None:
    """A rhythm whose years the period gives: "hằng năm 2027 - 2030", "hằng quý đến 2030"."""
    for beat in beats:
        gap = t.plain[beat.to : max(period.at, beat.to)]
        if (
            not beat.alone
            and period.at >= beat.at
            and re.fullmatch(r"[\s,(]*(?:từ|đến|trong|giai đoạn|hết|năm|\s)*", gap)
        ):
            return beat
    return None


def _bare_number(t: _Text) -> Iterator[Reading]:
    """A cell that says only "7": the month of the plan's year."""
    if (match := re.fullmatch(r"\s*(?P<m>1[0-2]|0?[1-9])\s*", t.folded)) and t.year:
        for period in periods(f"tháng {match['m']}", t.year):
            yield _make(t, 0, len(t.text), 1, "during", start=period.start, end=period.end)


def _this_year(t: _Text) -> Iterator[Reading]:
    """ "trong năm", "hết năm" without a number: the plan's year."""
    for match in _THIS_YEAR.finditer(t.plain):
        if any(p.at < match.end() and match.start() < p.to for p in periods(t.plain, t.year)):
            continue
        if t.plain[: match.start()].rstrip().endswith("kỳ họp") or judges(t.plain[: match.start()]):
            continue
        if not t.year or (not t.cell and match["side"] in ("cả", "suốt")):
            continue
        start, end = dt.date(t.year, 1, 1), dt.date(t.year, 12, 31)
        if "hết" in match["side"]:
            yield _make(t, match.start(), match.end(), 0, "by", end=end)
        elif t.cell or re.match(r"\s*(?:$|[.;,)])", t.plain[match.end() :]):
            yield _make(t, match.start(), match.end(), 2, "during", start=start, end=end)


# Ongoing and relative ------------------------------------------------------------------------------------------------


def _ongoing(t: _Text) -> Iterator[Reading]:
    for match in _ONGOING.finditer(t.plain):
        before = t.plain[: match.start()]
        opens = opens_clause(before)
        closes = re.match(r"\s*(?:[.;]|$)", t.plain[match.end() :]) and not before.rstrip().endswith(",")
        beside = _VERB.match(t.plain, match.end()) or _VERB_BEFORE.search(before)
        adverb = beside or closes or "năm" in match[0][12:]
        if not t.cell and not opens and (_REFUSED.search(before) or not adverb):
            continue
        if t.cell and re.search(r"\bchi\s*$", before):
            continue
        years = [p for p in periods(match[0], t.year) if p.grain == "year"]
        start = end = None
        if years:
            start, end = years[0].start, years[0].end
        elif "năm" in match[0][12:] and t.year and "trong" in match[0]:
            start, end = dt.date(t.year, 1, 1), dt.date(t.year, 12, 31)
        rank = _ongoing_rank(t, opens, bool(start))
        yield _make(t, match.start(), match.end(), rank, "ongoing", start=start, end=end)
        return


def _ongoing_rank(t: _Text, opens: bool, bounded: bool) -> int:
    if bounded or (t.cell and not _has_day(t)):
        return 0
    return 2 if opens else 5


def _has_day(t: _Text) -> bool:
    return any(p.grain != "year" for p in periods(t.plain, t.year))


def _relative(t: _Text) -> Iterator[Reading]:
    for hang in hangs(t.folded, comma=not t.cell):
        if hang.effect:
            return
        if not (t.cell or hang.firm or _opens(t, hang.at, hang.to)):
            continue
        anchor = end = None
        if hang.anchor:
            anchor = t.text[slice(*hang.anchor)].strip()
            own = t.folded[slice(*hang.anchor)].strip()
            end = own_end(own, hang.duration, hang.business_days, t.issued_on)
        fields = {"duration": hang.duration, "business_days": hang.business_days, "anchor": anchor, "end": end}
        yield _make(t, hang.at, hang.to, 3 if hang.firm or t.cell else 4, "relative", **fields)
        return
    if t.cell and (length := bare_length(t.folded)):
        yield _make(t, 0, len(t.text), 3, "relative", duration=length[0], business_days=length[1])
    elif t.cell and is_reference(t.folded):
        yield _make(t, 0, len(t.text), 3, "relative", anchor=t.text.strip())


def _opens(t: _Text, at: int, to: int) -> bool:
    """ "Sau khi ..." opens the sentence, or closes it with what somebody decides."""
    if opens_clause(t.folded[:at]):
        return True
    tail = t.folded[at:to]
    return bool(
        re.match(r"\s*(?:[.;]|$)", t.folded[to:])
        and re.search(
            r"^(?:sau khi (?:có|nhận)|trước khi (?:tiến hành|bắt đầu|tổ chức|diễn ra|khai mạc|khai giảng|bước vào"
            r"|vào))\b",
            tail,
        )
    )

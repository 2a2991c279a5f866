"""From calendar, rhythm and relation to one Deadline: what stands before a date says what it means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from vnplans.calendar import dates, year_number
from vnplans.extract.time import near, relative, rhythm
from vnplans.extract.time import periods as points
from vnplans.extract.time.around import (
    ENDS_CLAUSE,
    TO_EVENT,
    limited_by,
    marker,
    opens_clause,
    runs_after,
    runs_from,
    runs_until,
)
from vnplans.extract.time.meaning import Spot, begins_then, in_a_row, is_meant, is_rhythm, judges, sense
from vnplans.extract.time.near import nears
from vnplans.extract.time.periods import Period, no_such_day, periods
from vnplans.extract.time.refuse import blank
from vnplans.extract.time.relative import (
    FROM_ISSUE,
    Hang,
    bare_length,
    hangs,
    is_last_term,
    is_reference,
    is_span,
    own_end,
    without_events,
    without_occasion,
)
from vnplans.extract.time.rhythm import Rhythm, end_of_year_words, rhythms, yearly_date
from vnplans.extract.time.words import Shape, words_of
from vnplans.knowledge import rows
from vnplans.knowledge.tables import Verb
from vnplans.models import Deadline
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Reading", "names_no_day", "read", "triggers"]

_ONGOING = Shape(
    r"\b{always}(?:\s*,\s*{always})?(?!\s+học)(?P<bounded>\s+trong\s+(?:suốt\s+)?năm(?!\s+học)(?:\s+(?P<year>{year}))?)?",
    "{always}",
)
_THIS_YEAR = Shape(
    r"\b(?P<side>trong|cả|hết|đến hết|suốt|đến cuối|cuối|đầu|giữa)\s+năm\b"
    r"(?!\s*(?:\d|học|trước|sau|liền|báo|tài|kế|tiếp))",
    "năm",
)
_BULLET = regex(r"\s*[-+•]\s")
_BULLETS = regex(
    r"(?P<span>(?:(?<![/.])\b\d{4}|\d/\d{1,2}|\b(?:tháng|ngày|tuần)\s\d{1,2})\s-\s(?=\d))"
    r"|(?:(?<=\s)|^)[-+•](?=\s)"
)
"""The bullets of a cell in one line; "- Tháng 6 - 12/2026", "- 15/5 - 20/5/2026" and "- 2026 - 2030" have one."""
# "Theo kế hoạch của Bộ": a cell that points elsewhere, whatever time it may name
_POINTS = Shape(r"\s*(?:thực hiện\s+)?theo\s")
_MARKED = Shape(r"\b(?:trước|chậm nhất|muộn nhất|hoàn thành|{every}|định kỳ|thường xuyên|ngày làm việc)\b")
_LATER_CLAUSE = regex(r"\w[^.]*[;:]\s*$")
"""Before a clause that is one of several, or of a list: what is done all along is that clause alone."""
_REFUSED = Shape(r"(?:\b{refuse}|khuyến khích[^.;]*)\s*$")
_CLOSING = Shape(r"(?:sau khi (?:có|nhận|(?:kết thúc|bế mạc|hoàn thành)\s+{course})|trước khi {begin})\b")
_ENDS = regex(r"\s*(?:$|[.;])")
_IN_FORCE = regex(r"hiệu lực[^,;]*$")
"""In one clause with a date: the day from or to which a text is in force; no day of work."""
_YEARS_GAP = regex(r"[\s,;(]*(?:kể từ|bắt đầu từ|từ|đến|trong|giai đoạn|hết|các|cả|suốt|năm|\s)*")
_SPAN_GAP = regex(r"[\s,(]*(?:kể từ|bắt đầu từ|từ|trong|suốt|cả|\s)+")
_BEGUN = regex(r"\b(?:bắt đầu|khởi công)\s*:?\s*(?:(?:thực hiện|từ|vào|trong|ngày)\s+)*$")
_DONE_BY = regex(
    r"[\s,;.]*(?:và\s+)?(?:dự kiến\s+)?(?:hoàn thành|kết thúc)\s*:?\s*"
    r"(?:(?:trước|vào|trong|đến|hết|chậm nhất|ngày)\s+)*"
)
_SENTENCE_END = regex(r"[.;]\s+")
_UNTIL_GAP = regex(r"[\s,]*(?:cho\s+)?(?:-|đến|tới)\s+(?:(?:hết|ngày|cuối|tháng|năm|quý)\s+)*")
_OF_A_MEETING = regex(
    r"\b(?:gắn với|gắn liền với|vào|trong|tại|cùng|lồng ghép|kết hợp|phục vụ|để|làm|theo|của|về)\s[^.;:]*"
    r"\b(?:tổng kết|đánh giá|xếp loại|kiểm điểm|thi đua|khen thưởng|hội nghị|họp|báo cáo|thường lệ)\s+$"
)
"""Before "cuối năm" that is part of a thing's name: "gắn với kiểm điểm cuối năm", "tại hội nghị cuối năm"."""
_LUNAR = regex(r"\bâm lịch\b|\btháng chạp\b|\d tết\b")
_SINCE = regex(r"\b(?:từ|sau)\s+(?:(?:khi|lúc|thời điểm)\s+)?$")
"""Before the day from which a length runs; one that runs before it has no last day of its own."""
_SENTENCE = regex(r"[;]|\.\s")
_AND = regex(r"[\s,;]*và\s+")
_PAUSE = regex(r"\s*[,;(]\s*")
_UP_TO = regex(r"\s*,?\s*(?:cho\s+)?đến\s+")
_ONWARD = Shape(r"[\s)]*,?\s*(?:{onward})\b")
_ALL_ALONG = regex(r"[\s,(]*(?:(?:kể từ|bắt đầu từ|từ nay|từ|đến|trong|hết|cả|suốt|các|giai đoạn|năm|thời gian)\s+)*")
"""Between "thường xuyên" and the time that it fills."""
_YEARLY = regex(r"FREQ=YEARLY;BYMONTH=(?P<months>[\d,]+);BYMONTHDAY=(?P<day>-?\d+)")
_SHAPES = (*points.SHAPES, *rhythm.SHAPES, *relative.SHAPES, FROM_ISSUE, _ONGOING, _THIS_YEAR, *near.SHAPES)


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
    if cell and _BULLET.match(folded):
        folded = _BULLETS.sub(lambda m: m["span"] or ";", folded)
    plain = without_occasion(blank(folded, cell=cell))
    t = _Text(text, folded, plain if cell else without_events(plain), cell, year, issued_on)
    if cell and _POINTS.match(folded) and not _MARKED.search(folded):
        return [_make(t, 0, len(text), 3, "relative", anchor=text.strip())]
    found = [*_joined(list(_dated(t))), *_ongoing(t), *_from_issue(t), *_begun_and_done(t)]
    if not cell and any(r.deadline.kind == "recurring" for r in found):  # "hằng tháng ..., bắt đầu từ tháng 01/2026"
        found = [r for r in found if r.deadline.kind != "ongoing" or not r.deadline.start or r.deadline.end]
    if not any(r.rank < 3 for r in found):
        found.extend(_relative(t))
    found = [r for r in found if not _IN_FORCE.search(folded, max(0, r.at - 40), r.at)]
    found = [_from_a_day(t, r) for r in found]
    return sorted(found if cell else _for_itself(t, found), key=_order)


def _from_a_day(t: _Text, reading: Reading) -> Reading:
    """ "từ 18 giờ ngày 05/9 cho đến khi có thông báo mới": a start is said, and no end."""
    if reading.deadline.kind != "relative":
        return reading
    for period in t.periods:
        if period.to <= reading.at and _UP_TO.fullmatch(t.plain, period.to, reading.at):
            before = t.plain[: period.at]
            if period.start and runs_from(before):
                event = TO_EVENT.match(t.plain, period.to)
                kind = "during" if event and not event["open"] else "ongoing"
                return _make(t, period.at - marker(before), reading.to, reading.rank, kind, start=period.start)
    return reading


def _for_itself(t: _Text, found: list[Reading]) -> list[Reading]:
    """Without the days by which others do with the work what it is for: "Gửi Sở trước 10/6 để tổng hợp, báo cáo UBND
    tỉnh trước 15/6"."""
    days = sorted((r for r in found if r.deadline.kind in ("by", "during") and r.deadline.end), key=lambda r: r.at)
    for place, one in enumerate(days[:-1]):
        after = phrase("reading.serves").search(t.folded, one.to, days[place + 1].at)
        if after and not _SENTENCE.search(t.folded, one.to, after.start()):
            stop = _SENTENCE.search(t.folded, after.end())
            end = stop.start() if stop else len(t.folded)
            return [r for r in found if not (r in days and after.start() < r.at < end)]
    return found


def _order(reading: Reading) -> tuple[int, int, int, int]:
    """The surest first, then the latest, the shortest rhythm, the first in the text."""
    deadline = reading.deadline
    return reading.rank, -(deadline.end or dt.date.min).toordinal(), _interval(deadline.rrule), reading.at


def _interval(rule: str | None) -> int:
    """Days, for choosing the shortest of several rhythms."""
    if not rule:
        return 9999
    every = re.search(r"INTERVAL=(\d+)", rule)
    days = {"MINUTELY": 0, "HOURLY": 0, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}[rule[5:].split(";")[0]]
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
        if any(beat.at <= period.at and period.to <= beat.to for beat in beats if "BYMONTHDAY" in (beat.rrule or "")):
            continue  # "ngày 25 tháng 3, 6, 9, 12"
        if period.month is None and (beats or (period.count == 1 and runs_from(spot.before))):
            continue  # "hằng năm trước ngày 23 tháng Chạp", "từ 20 tháng Chạp"
        if rule := yearly_date(t.plain, period, beats):
            used.update(beats)
            at = period.at - marker(spot.before)
            yield _make(t, at, end_of_year_words(t.plain, period.to), 0, "recurring", rrule=rule)
        elif beat := _beside(t, spot, beats):
            used.add(beat)
            yield _over_years(t, spot, beat)
        elif beats and not t.cell and begins_then(spot):
            continue  # "hằng tháng công bố chỉ số, từ tháng 01/2026": the rhythm says when
        elif is_meant(spot) or (t.cell and not runs_after(spot.before)):
            yield _in_period(t, spot)
    if t.cell and not used and not t.plain.strip().startswith("§"):
        yield from _bare_number(t)
    for beat in beats:
        if beat not in used:
            back = marker(t.plain[max(0, beat.at - 60) : beat.at]) if beat.rrule and "DAY" in beat.rrule else 0
            yield _make(t, beat.at - back, beat.to, _rank(t, beat), "recurring", rrule=beat.rrule)
    yield from _this_year(t)
    yield from _from_now(t, beats)


def _beats(t: _Text) -> list[Rhythm]:
    """The rhythms that the duty has."""
    beats = [beat for beat in rhythms(t.plain) if t.cell or is_rhythm(t.plain, beat)]
    if any(t.plain[: beat.at].endswith("(") for beat in beats if not beat.alone):
        return [beat for beat in beats if not beat.alone]  # "định kỳ in bản tin (mỗi tháng 03 số)"
    return beats


def _rank(t: _Text, beat: Rhythm) -> int:
    """A rhythm with a day is sure; one that opens a clause is the duty's own, sooner than one inside it."""
    if beat.rrule and "BY" in beat.rrule:
        return 1
    return 2 if opens_clause(t.plain[: beat.at]) else 4 if beat.alone else 3


def _beside(t: _Text, spot: Spot, beats: Sequence[Rhythm]) -> Rhythm | None:
    """A rhythm whose years the period gives: "hằng năm 2027 - 2030", "hằng quý đến 2030", "Từ năm 2026, hằng năm"."""
    period = spot.period
    for beat in beats:
        if beat.alone:
            continue
        if period.grain == "year" and period.at >= beat.at:
            if _YEARS_GAP.fullmatch(t.plain, beat.to, max(period.at, beat.to)):
                return beat
        elif beat.months <= 1 and period.at >= beat.to and (period.count > 1 or not runs_from(spot.before)):
            if _SPAN_GAP.fullmatch(t.plain, beat.to, period.at):
                return beat  # "hằng tuần từ 01/6 đến 30/9/2026", "hằng tuần trong tháng 6"
        elif beat.at >= period.to and (t.cell or runs_from(spot.before) or opens_clause(spot.before)):
            gap = t.plain[period.to : beat.at]
            if _AND.fullmatch(gap) or (period.grain == "year" and _PAUSE.fullmatch(gap)):
                return beat
    return None


def _over_years(t: _Text, spot: Spot, beat: Rhythm) -> Reading:
    """ "hằng năm 2027 - 2030"; of "hằng quý đến 2030" only the end is said, of "từ năm 2026" only the start."""
    period = spot.period
    onward = _ONWARD.match(t.plain, period.to)
    begins = period.count == 1 and (runs_from(spot.before) or beat.at >= period.to)
    start = None if period.count == 1 and runs_until(spot.before) else period.start
    end = None if onward or begins else period.end
    at = min(beat.at, period.at - marker(spot.before) if beat.at > period.at else period.at)
    to = max(beat.to, onward.end() if onward else period.to)
    return _make(t, at, to, 0, "recurring", rrule=beat.rrule, start=start, end=end)


def _in_period(t: _Text, spot: Spot) -> Reading:
    said = sense(spot)
    at, to = spot.period.at - marker(spot.before), spot.period.to
    onward = _ONWARD.match(t.plain, to)
    if onward is None and spot.period.count == 1 and runs_from(spot.before):
        event = TO_EVENT.match(t.plain, to)
        if event and not event["open"]:  # "từ 01/6 đến ngày bầu cử"
            return _make(t, at, event.end(), said.rank, "during", start=said.start)
        onward = event
    if said.kind != "by" and onward:  # "Năm 2026 và các năm tiếp theo"
        return _make(t, at, onward.end(), said.rank, "ongoing", start=said.start)
    dates = {"end": said.end} | ({} if said.kind == "by" else {"start": said.start})
    return _make(t, at, to, said.rank, said.kind, **dates)


def _bare_number(t: _Text) -> Iterator[Reading]:
    """A cell that says only "7": the month of the plan's year."""
    if t.year and (match := re.fullmatch(r"\s*(?P<m>1[0-2]|0?[1-9])\s*", t.folded)):
        for period in periods(f"tháng {match['m']}", t.year):
            yield _make(t, 0, len(t.text), 1, "during", start=period.start, end=period.end)


def _this_year(t: _Text) -> Iterator[Reading]:
    """ "trong năm", "hết năm" without a number: the plan's year."""
    for match in _THIS_YEAR.finditer(t.plain):
        before = t.plain[: match.start()]
        if not t.year or (not t.cell and match["side"] in ("cả", "suốt", "đầu", "giữa")):
            continue
        if before.rstrip().endswith("kỳ họp") or judges(before) or _OF_A_MEETING.search(before):
            continue
        if any(p.at < match.end() and match.start() < p.to for p in t.periods) or any(not b.alone for b in _beats(t)):
            continue
        if "hết" in match["side"] or "đến" in match["side"]:
            yield _make(t, *match.span(), 0, "by", end=dt.date(t.year, 12, 31))
        elif t.cell or ENDS_CLAUSE.match(t.plain, match.end()):
            yield _make(t, match.start(), match.end(), 2, "during", **_year(t.year))


def _from_now(t: _Text, beats: Sequence[Rhythm]) -> Iterator[Reading]:
    """ "trong tuần này", "chiều mai", counted from the date of issue."""
    for day in nears(t.plain, t.issued_on, cell=t.cell):
        if any(beat.at < day.to and day.at < beat.to for beat in beats):
            continue  # "trước ngày 05 tháng sau"
        before = t.plain[: day.at]
        at = day.at - marker(before[-60:])
        if limit := limited_by(before[-60:]):
            early = limit == "trước" and not day.single and day.start
            end = day.start - dt.timedelta(days=1) if early and day.start else day.end
            yield _make(t, at, day.to, 0, "by", end=end)
        else:
            yield _make(t, at, day.to, 1, "during", start=day.start, end=day.end)


def _year(year: int) -> dict[str, object]:
    return {"start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}


# Ongoing -------------------------------------------------------------------------------------------------------------


def _ongoing(t: _Text) -> Iterator[Reading]:
    for match in _ONGOING.finditer(t.plain):
        if _is_adverb(t, match):
            year = year_number(match["year"]) or (t.year if match["bounded"] else None)
            dates, to = (_year(year), match.end()) if year else _over(t, match)
            rank = _ongoing_rank(t, match, bool(dates))
            yield _make(t, match.start(), to, rank, "ongoing", **dates)
            return


def _over(t: _Text, match: re.Match[str]) -> tuple[dict[str, object], int]:
    """The period right behind "thường xuyên" and where it ends: "Thường xuyên từ năm 2026", "... đến hết quý III"."""
    for period in t.periods:
        if period.at >= match.end() and _ALL_ALONG.fullmatch(t.plain, match.end(), period.at):
            spot = Spot(t.plain, period, t.issued_on)
            said = sense(spot)
            if said.kind == "by" and not runs_until(spot.before):
                continue
            onward = _ONWARD.match(t.plain, period.to)
            dates: dict[str, object] = {"start": said.start, "end": None if onward else said.end}
            return dates, onward.end() if onward else period.to
    only = t.periods[0] if t.cell and len(t.periods) == 1 else None
    if only and only.grain == "year" and only.to <= match.start():  # "Năm 2026 (thường xuyên)"
        said = sense(Spot(t.plain, only, t.issued_on))
        return ({} if said.kind == "by" else {"start": said.start, "end": said.end}), match.end()
    return {}, match.end()


def _is_adverb(t: _Text, match: re.Match[str]) -> bool:
    """ "thường xuyên" says how long the duty lasts where it opens or closes the clause, or stands beside its verb."""
    before = t.plain[: match.start()]
    if t.cell:
        return re.search(r"\bchi\s*$", before) is None  # "chi thường xuyên" is an expense
    if opens_clause(before):
        return not _LATER_CLAUSE.search(before) or not _verb_behind(t.plain, match.end())
    if _REFUSED.search(before) or in_a_row(before, t.plain[match.end() :]):
        return False
    closes = _ENDS.match(t.plain, match.end()) and not before.rstrip().endswith(",")
    return bool(match["bounded"] or closes or _verb_behind(t.plain, match.end()) or _verb_before(before))


_LISTED = regex(r"\s*(?:,|\bvà\b)\s*")
_WORDS = regex(r"[^\W\d_]+(?: [^\W\d_]+)*")
_LINK = regex(r"\s*(?:,|và\b|để\b)?\s*")


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
    """ "Kiểm tra, giám sát thường xuyên bếp ăn bán trú": the clause opens with the verbs."""
    clause = re.split(r"[.;:]\s+", before)[-1].strip()
    return _only_verbs(clause)


def _only_verbs(clause: str) -> bool:
    """ "kiểm tra, giám sát", "tổ chức kiểm tra": verbs and nothing else."""
    known = _verbs("verb")
    for piece in _LISTED.split(clause):
        words = piece.split()
        pairs = ((" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words)))
        if piece not in known and not any(first in known and second in known for first, second in pairs):
            return False
    return True


def _ongoing_rank(t: _Text, match: re.Match[str], bounded: bool) -> int:
    if bounded:
        return -1
    if t.cell and all(p.grain == "year" for p in t.periods):
        return 0
    before = t.plain[: match.start()]
    if _only_verbs(before.strip()):  # "Thực hiện thường xuyên việc kiểm tra và định kỳ đánh giá"
        return 3
    return 2 if opens_clause(before) else 5


def _begun_and_done(t: _Text) -> Iterator[Reading]:
    """ "Bắt đầu từ tháng 6/2026, hoàn thành trong tháng 9/2026": one span."""
    for first, last in pairwise(t.periods):
        begun = _BEGUN.search(t.plain[: first.at])
        if begun and _DONE_BY.fullmatch(t.plain, first.to, last.at) and first.start and last.end:
            if first.start <= last.end:
                yield _make(t, begun.start(), last.to, -1, "during", start=first.start, end=last.end)
            return


def _from_issue(t: _Text) -> Iterator[Reading]:
    """ "Từ ngày ban hành Kế hoạch": an open end from the date of issue on, or a span where a last day follows.

    The open end is said of the whole and stands first; the span may begin a later sentence.
    """
    for start in (0, *(end.end() for end in _SENTENCE_END.finditer(t.folded))):
        match = FROM_ISSUE.match(t.folded, start)
        until = match and next((p for p in t.periods if p.at >= match.end() and p.end), None)
        if match and until is None and start == 0:
            yield _make(t, match.start("words"), match.end(), -1, "ongoing", start=t.issued_on)
        elif (
            match
            and until
            and _UNTIL_GAP.fullmatch(t.folded, match.end(), until.at)
            and t.issued_on
            and t.issued_on <= (until.end or dt.date.max)
        ):
            yield _make(t, match.start("words"), until.to, -1, "during", start=t.issued_on, end=until.end)


# Relative ------------------------------------------------------------------------------------------------------------


def _relative(t: _Text) -> Iterator[Reading]:
    if t.cell and _LUNAR.search(t.folded):
        yield _make(t, 0, len(t.text), 3, "relative", anchor=t.text.strip())
        return
    for hang in hangs(t.folded, comma=not t.cell):
        if hang.effect and not t.cell:
            return
        if t.cell or hang.firm or _opens(t, hang.at, hang.to):
            yield _hanging(t, hang)
            return
    if t.cell and (length := bare_length(t.folded)):
        yield _make(t, 0, len(t.text), 3, "relative", duration=length[0], business_days=length[1])
    elif t.cell and is_last_term(t.folded):
        yield _make(t, 0, len(t.text), 3, "by")
    elif t.cell and is_span(t.folded):
        yield _make(t, 0, len(t.text), 3, "during")
    elif t.cell and is_reference(t.folded) and not names_no_day(t.text):
        yield _make(t, 0, len(t.text), 3, "relative", anchor=t.text.strip())


def names_no_day(text: str) -> bool:
    """A day that no calendar has, "trước ngày 31/4/2024" or "31/02", is a slip and points nowhere."""
    return any(written.date is None and written.whole for written in dates(text)) or no_such_day(fold(text))


def _hanging(t: _Text, hang: Hang) -> Reading:
    if hang.span:
        return _make(t, hang.at, hang.to, 3, "during")
    anchor = end = None
    if hang.anchor:
        anchor = t.text[slice(*hang.anchor)].strip()
        own = t.folded[slice(*hang.anchor)].strip()
        if _SINCE.search(t.folded[hang.at : hang.anchor[0]]):
            end = own_end(own, hang.duration, hang.business_days, t.issued_on)
    fields = {"duration": hang.duration, "business_days": hang.business_days, "anchor": anchor, "end": end}
    return _make(t, hang.at, hang.to, 3 if hang.firm or t.cell else 4, "relative", **fields)


def _opens(t: _Text, at: int, to: int) -> bool:
    """ "Sau khi ..." opens the sentence, or closes it with what somebody decides."""
    if opens_clause(t.folded[:at]):
        return True
    return bool(_ENDS.match(t.folded, to) and _CLOSING.match(t.folded, at))

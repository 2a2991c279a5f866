"""From calendar, rhythm and relation to one Deadline: what stands before a date says what it means."""

from __future__ import annotations

import calendar as days_of
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from vnplans import calendar
from vnplans.calendar import dates
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
from vnplans.extract.time.bare_cells import (
    CELL_SHAPES,
    bare_length,
    is_last_term,
    is_reference,
    is_span,
    without_occasion,
)
from vnplans.extract.time.beats import is_rhythm, judges
from vnplans.extract.time.lasting import ONGOING, ONWARD, begun_and_done, counted_from, from_issue, ongoing
from vnplans.extract.time.meaning import Spot, begins_then, is_meant, sense
from vnplans.extract.time.near import nears
from vnplans.extract.time.periods import no_such_day, periods
from vnplans.extract.time.refuse import blank
from vnplans.extract.time.relative import FROM_ISSUE, Hang, hangs, without_events
from vnplans.extract.time.rhythm import Rhythm, end_of_year_words, rhythms, yearly_date
from vnplans.extract.time.text import ENDS, Reading, Text, all_year, make
from vnplans.extract.time.words import Shape, words_of
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["names_no_day", "read", "triggers"]

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
_IN_FORCE = regex(r"hiệu lực[^,;]*$")
"""In one clause with a date: the day from or to which a text is in force; no day of work."""
_YEARS_GAP = regex(r"[\s,;(]*(?:kể từ|bắt đầu từ|từ|đến|trong|giai đoạn|hết|các|cả|suốt|năm|\s)*")
_SPAN_GAP = regex(r"[\s,(]*(?:kể từ|bắt đầu từ|từ|trong|suốt|cả|\s)+")
_OF_A_MEETING = regex(
    r"\b(?:gắn với|gắn liền với|vào|trong|tại|cùng|lồng ghép|kết hợp|phục vụ|để|làm|theo|của|về)\s[^.;:]*"
    r"\b(?:tổng kết|đánh giá|xếp loại|kiểm điểm|thi đua|khen thưởng|hội nghị|họp|báo cáo|thường lệ)\s+$"
)
"""Before "cuối năm" that is part of a thing's name: "gắn với kiểm điểm cuối năm", "tại hội nghị cuối năm"."""
_SENTENCE = regex(r"[;]|\.\s")
_AND = regex(r"[\s,;]*và\s+")
_PAUSE = regex(r"\s*[,;(]\s*")
_UP_TO = regex(r"\s*,?\s*(?:cho\s+)?đến\s+")
_YEARLY = regex(r"FREQ=YEARLY;BYMONTH=(?P<months>[\d,]+);BYMONTHDAY=(?P<day>-?\d+)")
_SHAPES = (*points.SHAPES, *rhythm.SHAPES, *relative.SHAPES, FROM_ISSUE, ONGOING, _THIS_YEAR, *near.SHAPES)
_CLOSING = Shape(r"(?:sau khi (?:có|nhận|(?:kết thúc|bế mạc|hoàn thành)\s+{course})|trước khi {begin})\b")
_LUNAR = regex(r"\bâm lịch\b|\btháng chạp\b|\d tết\b")
_LENGTH = Shape(r"\b{count}\s*,?\s*$", "0|{number}")
_SINCE = regex(r"\b(?:từ|sau)\s+(?:(?:khi|lúc|thời điểm)\s+)?$")
"""Before the day from which a length runs; one that runs before it has no last day of its own."""
_OWN = Shape(
    r"(?:(?:ngày\s+)?{issue}\s+{act}\s+này|{act}\s+này\s+được\s+{issue}"
    r"|ngày\s+(?:{issue}(?:\s+{act})?(?:\s+này)?|{act}\s+này\s+(?:được\s+)?(?:{issue}|có hiệu lực)))\s*$"
)


@cache
def triggers(*, cell: bool) -> frozenset[str]:
    """Words of which a text must hold one, for any shape of time to be there: the first need of each shape."""
    shapes = (*_SHAPES, *CELL_SHAPES) if cell else _SHAPES
    return frozenset().union(*(shape.gates[0] for shape in shapes))


def read(text: str, issued_on: dt.date | None, year: int | None, *, cell: bool) -> list[Reading]:
    """All deadlines that the text says, the best first."""
    folded = fold(text)
    if triggers(cell=cell).isdisjoint(words_of(folded)):
        return []
    if cell and _BULLET.match(folded):
        folded = _BULLETS.sub(lambda m: m["span"] or ";", folded)
    plain = without_occasion(blank(folded, cell=cell))
    t = Text(text, folded, plain if cell else without_events(plain), cell, year, issued_on)
    if cell and _POINTS.match(folded) and not _MARKED.search(folded):
        return [make(t, 0, len(text), 3, "relative", anchor=text.strip())]
    found = [
        *(r for r in _joined(list(_dated(t))) if not _counts_on(t, r)),
        *ongoing(t),
        *from_issue(t),
        *begun_and_done(t),
        *counted_from(t),
    ]
    if not cell and any(r.deadline.kind == "recurring" for r in found):  # "hằng tháng ..., bắt đầu từ tháng 01/2026"
        found = [r for r in found if r.deadline.kind != "ongoing" or not r.deadline.start or r.deadline.end]
    if not any(r.rank < 3 for r in found):
        found.extend(_relative(t))
    found = [r for r in found if not _IN_FORCE.search(folded, max(0, r.at - 40), r.at)]
    found = [_from_a_day(t, r) for r in found]
    return sorted(found if cell else _for_itself(t, found), key=_order)


def _counts_on(t: Text, reading: Reading) -> bool:
    """A cell "30 ngày kể từ ngày 01/5/2024": a length, no open end."""
    return t.cell and reading.deadline.kind == "ongoing" and _LENGTH.search(t.plain[: reading.at]) is not None


def _from_a_day(t: Text, reading: Reading) -> Reading:
    """ "từ 18 giờ ngày 05/9 cho đến khi có thông báo mới": a start is said, and no end."""
    if reading.deadline.kind != "relative":
        return reading
    for period in t.periods:
        if period.to <= reading.at and _UP_TO.fullmatch(t.plain, period.to, reading.at):
            before = t.plain[: period.at]
            if period.start and runs_from(before):
                event = TO_EVENT.match(t.plain, period.to)
                kind = "during" if event and not event["open"] else "ongoing"
                return make(t, period.at - marker(before), reading.to, reading.rank, kind, start=period.start)
    return reading


def _for_itself(t: Text, found: list[Reading]) -> list[Reading]:
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


# Dates and rhythms ---------------------------------------------------------------------------------------------------


def _dated(t: Text) -> Iterator[Reading]:
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
            yield make(t, at, end_of_year_words(t.plain, period.to), 0, "recurring", rrule=rule)
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
            yield make(t, beat.at - back, beat.to, _rank(t, beat), "recurring", rrule=beat.rrule)
    yield from _this_year(t)
    yield from _from_now(t, beats)


def _beats(t: Text) -> list[Rhythm]:
    """The rhythms that the duty has."""
    beats = [beat for beat in rhythms(t.plain) if t.cell or is_rhythm(t.plain, beat)]
    if any(t.plain[: beat.at].endswith("(") for beat in beats if not beat.alone):
        return [beat for beat in beats if not beat.alone]  # "định kỳ in bản tin (mỗi tháng 03 số)"
    return beats


def _rank(t: Text, beat: Rhythm) -> int:
    """A rhythm with a day is sure; one that opens a clause is the duty's own, sooner than one inside it."""
    if beat.rrule and "BY" in beat.rrule:
        return 1
    return 2 if opens_clause(t.plain[: beat.at]) else 4 if beat.alone else 3


def _beside(t: Text, spot: Spot, beats: Sequence[Rhythm]) -> Rhythm | None:
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


def _over_years(t: Text, spot: Spot, beat: Rhythm) -> Reading:
    """ "hằng năm 2027 - 2030"; of "hằng quý đến 2030" only the end is said, of "từ năm 2026" only the start."""
    period = spot.period
    onward = ONWARD.match(t.plain, period.to)
    begins = period.count == 1 and (runs_from(spot.before) or beat.at >= period.to)
    start = None if period.count == 1 and runs_until(spot.before) else period.start
    end = None if onward or begins else period.end
    at = min(beat.at, period.at - marker(spot.before) if beat.at > period.at else period.at)
    to = max(beat.to, onward.end() if onward else period.to)
    return make(t, at, to, 0, "recurring", rrule=beat.rrule, start=start, end=end)


def _in_period(t: Text, spot: Spot) -> Reading:
    said = sense(spot)
    at, to = spot.period.at - marker(spot.before), spot.period.to
    onward = ONWARD.match(t.plain, to)
    if onward is None and spot.period.count == 1 and runs_from(spot.before):
        event = TO_EVENT.match(t.plain, to)
        if event and not event["open"]:  # "từ 01/6 đến ngày bầu cử"
            return make(t, at, event.end(), said.rank, "during", start=said.start)
        onward = event
    if said.kind != "by" and onward:  # "Năm 2026 và các năm tiếp theo"
        return make(t, at, onward.end(), said.rank, "ongoing", start=said.start)
    dates = {"end": said.end} | ({} if said.kind == "by" else {"start": said.start})
    return make(t, at, to, said.rank, said.kind, **dates)


def _bare_number(t: Text) -> Iterator[Reading]:
    """A cell that says only "7": the month of the plan's year."""
    if t.year and (match := re.fullmatch(r"\s*(?P<m>1[0-2]|0?[1-9])\s*", t.folded)):
        for period in periods(f"tháng {match['m']}", t.year):
            yield make(t, 0, len(t.text), 1, "during", start=period.start, end=period.end)


def _this_year(t: Text) -> Iterator[Reading]:
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
            yield make(t, *match.span(), 0, "by", end=dt.date(t.year, 12, 31))
        elif t.cell or ENDS_CLAUSE.match(t.plain, match.end()):
            yield make(t, match.start(), match.end(), 2, "during", **all_year(t.year))


def _from_now(t: Text, beats: Sequence[Rhythm]) -> Iterator[Reading]:
    """ "trong tuần này", "chiều mai", counted from the date of issue."""
    for day in nears(t.plain, t.issued_on, cell=t.cell):
        if any(beat.at < day.to and day.at < beat.to for beat in beats):
            continue  # "trước ngày 05 tháng sau"
        before = t.plain[: day.at]
        at = day.at - marker(before[-60:])
        if limit := limited_by(before[-60:]):
            early = limit == "trước" and not day.single and day.start
            end = day.start - dt.timedelta(days=1) if early and day.start else day.end
            yield make(t, at, day.to, 0, "by", end=end)
        else:
            yield make(t, at, day.to, 1, "during", start=day.start, end=day.end)


def _relative(t: Text) -> Iterator[Reading]:
    """The surest relative deadline of a text; of a cell also what it says without a day."""
    if t.cell and _LUNAR.search(t.folded):
        yield make(t, 0, len(t.text), 3, "relative", anchor=t.text.strip())
        return
    for hang in hangs(t.folded, comma=not t.cell):
        if hang.effect and not t.cell:
            return
        if t.cell or hang.firm or (_opens(t, hang.at, hang.to) and not _looks_back(t, hang)):
            yield _hanging(t, hang)
            return
    if t.cell and (length := bare_length(t.folded)):
        yield make(t, 0, len(t.text), 3, "relative", duration=length[0], business_days=length[1])
    elif t.cell and is_last_term(t.folded):
        yield make(t, 0, len(t.text), 3, "by")
    elif t.cell and is_span(t.folded):
        yield make(t, 0, len(t.text), 3, "during")
    elif t.cell and is_reference(t.folded) and not names_no_day(t.text):
        yield make(t, 0, len(t.text), 3, "relative", anchor=t.text.strip())


def names_no_day(text: str) -> bool:
    """A day that no calendar has, "trước ngày 31/4/2024" or "31/02", is a slip and points nowhere."""
    return any(written.date is None and written.whole for written in dates(text)) or no_such_day(fold(text))


def _hanging(t: Text, hang: Hang) -> Reading:
    if hang.span:
        return make(t, hang.at, hang.to, 3, "during")
    anchor = end = None
    if hang.anchor:
        anchor = t.text[slice(*hang.anchor)].strip()
        own = t.folded[slice(*hang.anchor)].strip()
        if _SINCE.search(t.folded[hang.at : hang.anchor[0]]):
            end = own_end(own, hang.duration, hang.business_days, t.issued_on)
    fields = {"duration": hang.duration, "business_days": hang.business_days, "anchor": anchor, "end": end}
    return make(t, hang.at, hang.to, 3 if hang.firm or t.cell else 4, "relative", **fields)


def _looks_back(t: Text, hang: Hang) -> bool:
    """ "Kiểm tra các bếp ăn. Sau khi kiểm tra, ...": the work that the words before order themselves."""
    return hang.anchor is not None and t.folded[slice(*hang.anchor)].strip() in t.folded[: hang.at]


def _opens(t: Text, at: int, to: int) -> bool:
    """ "Sau khi ..." opens the sentence, or closes it with what somebody decides."""
    if opens_clause(t.folded[:at]):
        return True
    return bool(ENDS.match(t.folded, to) and _CLOSING.match(t.folded, at))


def own_end(anchor: str, duration: str | None, business_days: bool | None, issued_on: dt.date | None) -> dt.date | None:
    """The last day, where the clock starts with the date of issue or a day that the words name."""
    day = re.fullmatch(calendar.written(), anchor) if any(map(str.isdigit, anchor)) else None
    begun = calendar.date_of(day) if day else issued_on if _OWN.match(anchor) else None
    match = re.fullmatch(r"P(\d+)([DWMY])", duration or "")
    if not begun or not match:
        return None
    count, unit = int(match[1]), match[2]
    if unit in "MY":
        return _months_later(begun, count * (12 if unit == "Y" else 1))
    if not business_days:
        return begun + dt.timedelta(days=count * (7 if unit == "W" else 1))
    return _working_days_later(begun, count)


def _months_later(day: dt.date, count: int) -> dt.date:
    """The same day so many months later, or the last day of that month."""
    year, month = day.year + (day.month - 1 + count) // 12, (day.month - 1 + count) % 12 + 1
    return dt.date(year, month, min(day.day, days_of.monthrange(year, month)[1]))


def _working_days_later(day: dt.date, count: int) -> dt.date:
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day

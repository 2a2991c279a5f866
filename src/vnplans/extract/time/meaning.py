"""What the words before a date or a rhythm make of it: a last day, a span, an event, or no deadline at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from vnplans.extract.time.around import (
    AT,
    BEFORE,
    DAY_PART,
    DONE,
    ENDS_CLAUSE,
    FROM,
    HOUR_BEFORE,
    LABEL,
    LATEST,
    MOMENT,
    STAGE,
    TO_EVENT,
    UNTIL,
    WITHIN,
    at_hours,
    in_the_day,
    is_handed,
    opens_clause,
    runs_after,
)
from vnplans.extract.time.periods import Grain, Period
from vnplans.extract.time.words import Shape
from vnplans.regex import regex

__all__ = ["Sense", "Spot", "begins_then", "is_meant", "sense"]

_ENDS_IN_BRACKETS = regex(r"\s*\([^()]*\)[\s.;]*$")
"""Behind a time that ends the text but for who does it: "(các đội)"."""
# What the date tells of a thing, not of the duty
_TOLD = Shape(r"\b{told}\b[^.;,]{0,30}$")
# A date from which the duty itself is done: "áp dụng từ ngày 01/7/2024"
_VALID = Shape(r"\b{valid}\s+(?:(?:từ|trước|đến|sau|hết)\s+)*(?:ngày\s+|tháng\s+|năm\s+)?$")
"""Before a day that tells of a paper how long it is good for, of a thing when it was."""
_NAMED_DAY = Shape(r"\bngày\s+{named_day}\b[^.;:,()\d]{0,50}\(\s*(?:ngày\s+)?$")
_STARTS = Shape(r"\b{starts}\b[^.;:]*$|^\W*$")
_SET_APART = regex(r"(?:,|\(|,\s*thời gian\s*:)\s*$")
"""Before a start that the whole sentence has: "Công khai giá đất, từ ngày 01/8/2026"."""
_ALL_IN_BRACKETS = regex(r"\s*\)\s*(?:[.;,:]|$)")
_LENGTH = regex(r"\d[^,.;:]{0,14}(?:ngày|tuần|tháng|quý|năm|giờ)(?:\s+làm việc)?\s*,?\s*$")
_CLAUSE_OPENS = regex(r"(?:^|[.;:,]\s*)\W*(?:[^\W\d_]+\s+)?$")
"""A clause opens, with a word before its verb perhaps: "nghiêm cấm"."""
_NOUN_OF_WORK = regex(r"\b(?:việc|các|những)\s[^.;:,]*$")
# A year in a name
_NAME_TO_YEAR = Shape(r"\b{reach}\b[^.;:]*$")
_YEAR_OPENS = regex(r"(?:^|[.;]\s+)(?:phấn đấu\s+)?(?:đến\s+(?:hết\s+)?)?(?:năm\s+)?$")
_STAGE_OPENS = regex(r"(?:^|[.;]\s+)(?:trong )?giai đoạn (?:từ )?(?:năm )?$")
_FROM_YEAR_ON = regex(r"(?:^|[.;]\s+)(?:bắt đầu |kể )?từ (?:năm )?$")
_YEAR_IN_BRACKETS = regex(r"\(\s*(?:trong |từ )?(?:năm )?$")
_LAST_IN_BRACKETS = regex(r"\((?![^()]*\b(?:số|theo|ngày|sinh)\b)[^()]*[,;]\s*$")
_CLOSED = regex(r"\s*\)[\s.;]*$")
_END_OF_YEAR = regex(r"\b(?:hết|cuối)\s+(?:năm\s+)?$")
_MEETING = Shape(r"\b(?:tại|trong)\s+(?:kỳ\s+)?(?:hội nghị|cuộc họp|sinh hoạt|{sitting})\s+(?:[^\W\d_]+\s+){0,4}?$")
"""A month of a meeting: "thông qua tại hội nghị lệ tháng 3"."""
_IN_HONOUR = Shape(r"\b(?:{honour}|của|về)\s+(?:\d+\s+năm\s+)?(?:ngày\s+)?$")
"""Before a feast that something is for, not when it is."""
_NEAR_ITS_VERB = 12
"""Words of a clause up to which years at its end are the verb's, and not of a name at its end."""
_ANNIVERSARY = 5
"""Years between two days of which the first is what is remembered."""
_BEFORE_EVENT = Shape(r"\btrước\s+(?:ngày\s+)?(?:{event}|{begin})\b[^.;:,()\d]{0,40}\(?\s*(?:ngày\s+)?$", "trước")
_REACH = 60
"""Characters before a date in which the words stand that say what it means."""


@dataclass(frozen=True)
class Spot:
    """A period where it stands in folded text; `since`: the date of issue, where it is known."""

    plain: str
    period: Period
    since: dt.date | None = None

    @cached_property
    def before(self) -> str:
        """The words before it."""
        return self.plain[max(0, self.period.at - _REACH) : self.period.at]

    @cached_property
    def after(self) -> str:
        return self.plain[self.period.to :]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a period means; `rank`: 0 is the surest."""

    kind: Literal["by", "during", "ongoing"]
    start: dt.date | None
    end: dt.date | None
    rank: int


# Is a period in running text about when the duty is done? ------------------------------------------------------------


def _after(spot: Spot) -> bool:
    """ "sau ngày 30/6/2025": no day, only what it is not before."""
    return runs_after(spot.before)


def _in_honour(spot: Spot) -> bool:
    """ "các hoạt động chào mừng Quốc khánh"."""
    named = not re.search(r"\d", spot.plain[spot.period.at : spot.period.to])
    return named and bool(_IN_HONOUR.search(spot.before))


def _told(spot: Spot) -> bool:
    """ "kết quả năm 2023", "đã ban hành trong năm 2024"."""
    return bool(_TOLD.search(spot.before))


def _start_of_a_thing(spot: Spot) -> bool:
    """ "đơn vị có nợ từ tháng 01/2024": a start, and no duty starts."""
    start = FROM.search(spot.before) if spot.period.count == 1 else None
    return bool(start and not _starts(spot.plain[: spot.period.at - len(start[0])]) and not begins_then(spot))


def _starts(ahead: str) -> bool:
    """The duty itself begins: "mở các lớp ... từ", not "kiểm tra việc mở lớp từ", "các hộ sử dụng giếng từ"."""
    begun = _STARTS.search(ahead)
    return bool(begun and not _NOUN_OF_WORK.search(ahead[: begun.start()]))


def _length_from(spot: Spot) -> bool:
    """ "trong 10 ngày làm việc kể từ ngày 03/6/2024": the day from which a length runs."""
    start = FROM.search(spot.before) if spot.period.count == 1 else None
    return bool(start and _LENGTH.search(spot.before[: start.start()]))


def _past(spot: Spot) -> bool:
    """Over before the act was issued, "vụ cháy ngày 05/3/2024", "tài sản mua trước năm 2015"; an act may come late:
    "hoàn thành trước ngày 05/3/2024"."""
    end = spot.period.end
    if not spot.since or not end or end >= spot.since:
        return False
    if spot.period.open_year:
        return _HAPPENED.search(spot.before) is not None
    older = spot.period.grain != "day" and end.year < spot.since.year
    return older or not (LATEST.search(spot.before) or _LATE.search(spot.before))


_HAPPENED = regex(r"\b(?:bị|xảy ra|phát sinh|đã)\s[^.;:,]*$")
"""Before a time that is over: when something happened, "bị tai nạn trong quý I"."""
_LATE = regex(r"\b(?:hoàn thành|xong|(?:thời gian|thời hạn|tiến độ|lộ trình)[^.;,]{0,20}:)[^.;]{0,28}$")
"""Words that make a last day of one that is over: an act may come late; "tiến độ cam kết (tháng 3)" is of a thing."""


def _of_validity(spot: Spot) -> bool:
    """ "giấy phép hết hạn trước ngày 31/12/2026", "Ngày Quốc tế Thiếu nhi (01/6)"."""
    return bool(_VALID.search(spot.before) or _NAMED_DAY.search(spot.before))


def _anniversary(spot: Spot) -> bool:
    """ "70 năm ngày truyền thống (07/5/1954 - 07/5/2024)"."""
    first, last = spot.period.start, spot.period.end
    return bool(first and last and last.year - first.year >= _ANNIVERSARY)


def _coming_day(spot: Spot) -> bool:
    """A day after the date of issue that ends its clause: "... ngày 15/6/2024."."""
    period = spot.period
    part = DAY_PART.search(spot.before) or HOUR_BEFORE.search(spot.before)
    sure = part or period.count > 1 or is_handed(spot.before)
    coming = spot.since and period.end and (sure or not period.open_year) and period.end >= spot.since
    named = part or "ngày" in spot.plain[period.at : period.to]
    return bool(coming and named and _ends(spot))


def begins_then(spot: Spot) -> bool:
    """ "Thí điểm ... từ quý III/2026.": the duty itself begins with a time still to come."""
    period = spot.period
    coming = spot.since and period.start and period.start >= spot.since
    closed = _ends(spot) or spot.after.startswith(":")
    begun = FROM.search(spot.before) if coming and period.count == 1 and closed else None
    ahead = spot.plain[: period.at - len(begun[0])] if begun else ""
    if begun and ahead.rstrip()[-1:] in ("", "."):
        return period.grain != "day"  # "Từ tháng 8/2026, công khai": a day is read elsewhere
    if begun and _SET_APART.search(ahead):
        return not ahead.rstrip().endswith("(") or bool(_ALL_IN_BRACKETS.match(spot.after))
    opened = _STARTS.search(ahead) if ahead.strip() else None
    return bool(opened and _CLAUSE_OPENS.search(ahead[: opened.start()]))


def _ends(spot: Spot) -> bool:
    return bool(ENDS_CLAUSE.match(spot.after) or _ENDS_IN_BRACKETS.match(spot.after))


def _at_meeting(spot: Spot) -> bool:
    """ "thông qua tại hội nghị lệ tháng 3"."""
    return bool(_MEETING.search(spot.before) and _ends(spot))


def _week_at_end(spot: Spot) -> bool:
    """ "Kiểm tra nội bộ tuần 3 tháng 10."."""
    return spot.period.part and bool(ENDS_CLAUSE.match(spot.after))


def _limited(spot: Spot) -> bool:
    """ "chậm nhất là", "trước ngày", "hoàn thành trong"."""
    return bool(LATEST.search(spot.before) or BEFORE.search(spot.before) or DONE.search(spot.before))


def _reported(spot: Spot) -> bool:
    """ "báo cáo trong 6 tháng đầu năm": what is reported, not when."""
    return "báo cáo" in spot.before and _within(spot)


def _within(spot: Spot) -> bool:
    return bool(WITHIN.search(spot.before))


def _end_of_year(spot: Spot) -> bool:
    """ "đến hết năm 2025", "cuối năm 2025"."""
    return bool(_END_OF_YEAR.search(spot.before))


def _to_year(spot: Spot) -> bool:
    return spot.before.endswith(("đến năm ", "đến hết năm ", "đến ")) and bool(ENDS_CLAUSE.match(spot.after))


def _named_to_year(spot: Spot) -> bool:
    """ "Chiến lược phát triển ... đến năm 2030"."""
    return _to_year(spot) and bool(_NAME_TO_YEAR.search(spot.plain[: spot.period.at]))


def _opening_stage(spot: Spot) -> bool:
    """ "Giai đoạn 2013 - 2015, xử lý dứt điểm ..." opens the sentence."""
    opened = _STAGE_OPENS.search(spot.before)
    return spot.period.count > 1 and opened is not None and spot.after.lstrip().startswith((",", ":"))


def _opening_year(spot: Spot) -> bool:
    """ "Đến năm 2025, ...", "Năm 2025: ..."."""
    opens = spot.before.endswith(("đến ", "hết ")) or spot.after.lstrip().startswith((":", ","))
    return opens and bool(_YEAR_OPENS.search(spot.before))


def _years_from(spot: Spot) -> bool:
    """ "Từ năm 2026, ..." opens the sentence."""
    return spot.period.count == 1 and bool(_FROM_YEAR_ON.search(spot.before)) and spot.after.lstrip().startswith(",")


def _years_in_brackets(spot: Spot) -> bool:
    """ "Xây dựng phần mềm (2026 - 2027)": at the end, and of nothing whose name ends in a year."""
    opened = _YEAR_IN_BRACKETS.search(spot.before)
    coming = spot.since and spot.period.end and spot.period.end >= spot.since
    if not (opened and coming and _CLOSED.match(spot.after)):
        return False
    return not _NAME_TO_YEAR.search(spot.before[: opened.start()])


def _years_from_to(spot: Spot) -> bool:
    """ "Sửa đường liên thôn từ năm 2024 đến năm 2026.": of nothing whose name ends in a year."""
    coming = spot.since and spot.period.end and spot.period.end >= spot.since
    said = spot.period.count > 1 and coming and _ends(spot) and FROM.search(spot.before)
    ahead = spot.plain[: spot.period.at]
    near = len(re.split(r"[.;:]", ahead)[-1].split()) <= _NEAR_ITS_VERB
    return bool(said and near and not _NAME_TO_YEAR.search(ahead) and not _told(spot))


def _stage(spot: Spot) -> bool:
    """ "..., giai đoạn 2021 - 2023": what is left of them is no part of a name."""
    return spot.period.count > 1 and bool(STAGE.search(spot.before))


def _year_before_doer(spot: Spot) -> bool:
    """ "Lát vỉa hè phố Hàng Muối, năm 2026 (Ban Quản lý dự án)."."""
    coming = spot.since and spot.period.end and spot.period.end >= spot.since
    behind = spot.before.endswith(", ") and spot.plain.startswith("năm", spot.period.at)
    return bool(coming and behind and _ENDS_IN_BRACKETS.match(spot.after))


def _to_event(spot: Spot) -> bool:
    """ "Phát thanh từ ngày 01/6 đến hết ngày bầu cử": the end is an event."""
    start = FROM.search(spot.before) if spot.period.count == 1 else None
    if not (start and TO_EVENT.match(spot.after)):
        return False
    ahead = spot.plain[: spot.period.at - len(start[0])]
    clause = re.split(r"[.;:]", ahead)[-1]
    return len(clause.split()) <= _NEAR_ITS_VERB and not _NOUN_OF_WORK.search(clause)


def _until_or_at(spot: Spot) -> bool:
    """ "đến ngày 15/6", "tổ chức vào tháng 5"."""
    return bool(UNTIL.search(spot.before) or AT.search(spot.before))


def _from_to(spot: Spot) -> bool:
    """ "từ tháng 3 đến tháng 5"."""
    return spot.period.count > 1 and bool(FROM.search(spot.before))


def _by_itself(spot: Spot) -> bool:
    """ "(tháng 5/2024)", "(giao Phòng Nội vụ, quý II/2024)"; "Tháng 5/2024: ..." opens a clause; "... - Quý III/2024."
    ends the text behind a dash."""
    in_brackets = spot.before.rstrip().endswith("(") and spot.after.startswith(")")
    if _LAST_IN_BRACKETS.search(spot.before) and _CLOSED.match(spot.after):
        return True
    behind_dash = spot.before.endswith(" - ") and re.match(r"\s*(?:$|[.;]\s*$)", spot.after)
    return bool(in_brackets or behind_dash or opens_clause(spot.before))


def _hour_opens(spot: Spot) -> bool:
    """ "19h30 ngày 10/6: Chung kết", "Chiều 12/6 quyết toán" opens a clause."""
    part = HOUR_BEFORE.search(spot.before) or DAY_PART.search(spot.before)
    return part is not None and opens_clause(spot.before[: part.start()])


def _before_event(spot: Spot) -> bool:
    """ "trước ngày khai giảng năm học mới 05/9/2024": the day of the event stands behind its name."""
    return _BEFORE_EVENT.search(spot.before) is not None


def _always(_spot: Spot) -> bool:
    return True


_DAYS: frozenset[Grain] = frozenset(["day"])
_YEARS: frozenset[Grain] = frozenset(["year"])
_HALVES: frozenset[Grain] = frozenset(["half"])
_SHORT: frozenset[Grain] = frozenset(["day", "month", "quarter"])
_ANY: frozenset[Grain] = frozenset(["day", "month", "quarter", "half", "year"])
# The first test that holds decides. A half of a year is what is reported, unless the words say that it is the time
_TESTS: tuple[tuple[frozenset[Grain], Callable[[Spot], bool], bool], ...] = (
    (_ANY, _after, False),
    (_DAYS, _in_honour, False),
    (_ANY, _length_from, False),
    (_YEARS, _told, False),
    (_SHORT, _to_event, True),
    (_ANY, _start_of_a_thing, False),
    (_ANY, _past, False),
    (_ANY, _of_validity, False),
    (_DAYS, _anniversary, False),
    (_SHORT, begins_then, True),
    (_DAYS, _coming_day, True),
    (_ANY, _week_at_end, True),
    (_SHORT, _at_meeting, True),
    (_ANY, _limited, True),
    (_HALVES, _reported, False),
    (_ANY, _within, True),
    (_YEARS, _end_of_year, True),
    (_YEARS, _named_to_year, False),
    (_YEARS, _to_year, True),
    (_YEARS, _opening_stage, True),
    (_YEARS, _opening_year, True),
    (_YEARS, _years_from, True),
    (_YEARS, _years_in_brackets, True),
    (_YEARS, _year_before_doer, True),
    (_YEARS, _stage, True),
    (_YEARS, _years_from_to, True),
    (_YEARS, _always, False),
    (_HALVES, _until_or_at, False),
    (_ANY, _until_or_at, True),
    (_ANY, _from_to, True),
    (_HALVES, _always, False),
    (_ANY, _by_itself, True),
    (_DAYS, _hour_opens, True),
    (_DAYS, _before_event, True),
)


def is_meant(spot: Spot) -> bool:
    """In running text: is the period about when the duty is done?"""
    for grains, holds, meant in _TESTS:
        if spot.period.grain in grains and holds(spot):
            return meant
    return False


# What it means -------------------------------------------------------------------------------------------------------


def sense(spot: Spot) -> Sense:
    """A last day, a span or an open end, by the words before the period."""
    period, before = spot.period, spot.before
    early, late = BEFORE.search(before), LATEST.search(before)
    if late and period.grain != "day" and LABEL.fullmatch(late[0]):
        late = None  # "Thời hạn hoàn thành: Quý III/2026", "thời hạn hoàn thành trong quý III": a span under a label
    dates = (None, None) if period.part else (period.start, period.end)
    span = period.count > 1 and (period.part or period.start != period.end)
    if span and not (early or late) and not before.rstrip().endswith("từ nay đến"):
        return Sense("during", *dates, 1)
    hours = period.grain == "day" and at_hours(before)
    if early or late or (UNTIL.search(before) and not hours):
        return Sense("by", None, None if period.part else _last_day(period, early[0] if early else ""), 0)
    if FROM.search(before) and not MOMENT.search(before):
        return Sense("ongoing", dates[0], None, 1)
    if period.grain == "day" and not in_the_day(before, spot.after):
        return Sense("by", None, dates[1], 0)
    return Sense("during", *dates, 1)


def _last_day(period: Period, early: str) -> dt.date | None:
    """ "trước tháng 6/2025": the last day of May; "trước cuối tháng 6/2025": of June."""
    if not early or period.grain == "day" or not period.start or "cuối" in early:
        return period.end
    return period.start - dt.timedelta(days=1)

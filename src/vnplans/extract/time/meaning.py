"""What the words before a date or a rhythm make of it: a last day, a span, an event, or no deadline at all."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from vnplans.extract.time.periods import Period
from vnplans.extract.time.refuse import plan_noun
from vnplans.extract.time.rhythm import Rhythm

__all__ = ["Sense", "is_meant", "is_rhythm", "judges", "marker", "opens_clause", "runs_until", "sense"]

_HOUR = r"(?:\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{1,2})?\s*(?:phút|['’′])?\s*,?\s*)"
_FILL = (
    r"(?:(?:là|vào|trong|đến|hết|cuối|trước|lúc|ngày|thời điểm|thời gian|thời hạn|hoàn thành|khoảng|nhất|hạn|sáng"
    rf"|chiều|năm|xong|chậm)\s*[:,]?\s*|{_HOUR})*"
)
_BEFORE = re.compile(rf"\btrước\s*:?\s*{_FILL}$")
_LATEST = re.compile(
    r"\b(?:chậm nhất|muộn nhất|hạn cuối(?: cùng)?|hạn chót|không (?:muộn|chậm) (?:hơn|quá)|không quá|thời hạn"
    rf"|hạn nộp|hạn)\s*:?\s*{_FILL}$"
)
_UNTIL = re.compile(rf"\b(?:đến|tới|hết)\s+{_FILL}$")
_FROM = re.compile(rf"\b(?:từ|kể từ|bắt đầu từ)\s+(?:ngày\s+|đầu\s+|năm\s+|{_HOUR})*$")
_WITHIN = re.compile(
    r"\b(?:trong|vào|ngay trong|dịp|nhân dịp|nhân|trong khoảng|trong thời gian|đầu|giữa|cuối)\s+(?:(?:khoảng"
    r"|thời gian|cả|đầu|giữa|cuối|ngày[^,.;§]{0,40})\s+)?$"
)
_DONE = re.compile(r"\b(?:hoàn thành|xong|thời gian|tiến độ|thời hạn|lộ trình|thời điểm)\b[^.;§]{0,28}$")
_AT = re.compile(
    rf"(?:\b(?:lúc|vào|nhân|dịp|tổ chức|diễn ra|khai mạc)\b[^.;]{{0,30}}|\btừ\s+{_HOUR}\s*(?:-|đến)\s*{_HOUR}\W*"
    rf"|{_HOUR}-\s*{_HOUR}\W*)$"
)
_CLAUSE = re.compile(r"(?:^|[.;:•]\s*|^\s*[-+]\s*)$")
_MAKES = re.compile(
    r"(?:^|[.;:,]\s*|\b(?:mưu|chủ động|tiếp tục)\s[^.;:]{0,40})(?:xây dựng|lập|ban hành|tham mưu|trình|phê duyệt"
    r"|giao|tổng hợp|rà soát|báo cáo|dự trù)\b[^.;:]{0,110}$"
)
_NOT_DONE = re.compile(r"\b(?:dự kiến|được giao|đã|kết quả)\b[^.;,]{0,30}$")
# What the date tells of a thing, not of the duty
_OF_THING = re.compile(
    r"\b(?:ban hành|mua|tuyển dụng|cấp|ký|xây dựng|sinh|phát sinh|tồn đọng|thành lập|đầu tư|phê duyệt|nộp|được \w+)\s+"
    r"(?:trước|từ|sau|trong|đến)\s+(?:ngày\s+)?$"
)
_ENDS = re.compile(r"\s*(?:$|[.;,)])")
_YEAR_OPENS = re.compile(r"(?:^|[.;]\s+)(?:phấn đấu\s+)?(?:đến\s+(?:hết\s+)?)?(?:năm\s+)?$")
# What the result is used for: "làm căn cứ xếp loại cán bộ hằng năm", "đưa vào tiêu chí thi đua cuối năm"
_JUDGED_BY = re.compile(
    r"\b(?:tiêu chí|(?:làm|là)\s+(?:căn cứ|cơ sở|một trong)|(?:căn cứ|cơ sở)\s+(?:để|cho|đánh giá|xét|bình|xếp)"
    r"|tiêu chuẩn|bình xét|xếp loại thi đua|xét thi đua)\b[^.;:]{0,80}(?<!,)\s*$"
)
# A date from which the duty itself is done: "áp dụng từ ngày 01/7/2024"
_STARTS = re.compile(
    r"\b(?:thực hiện|áp dụng|triển khai|bắt đầu|thời gian|vận hành|tổ chức|cấm|đưa vào|tiếp nhận|thu|phát động|sử dụng"
    r"|mở|hoạt động|làm việc|cấp|ra quân|phát sóng|nhận)\b[^.;:]*$|^\W*$"
)
_NAME_TO_YEAR = re.compile(
    r"\b(?:kế hoạch|đề án|chương trình|qu[yi] hoạch|chiến lược|mục tiêu|định hướng|tầm nhìn|giai đoạn|dự án"
    r"|phương án|lộ trình|nghị quyết|danh mục|đồ án|chỉ tiêu|dự báo|nhu cầu|quyết định|phát triển)\b[^.;:]*$"
)
_PART_OF_NAME = re.compile(r"\s*(?:và|,)\s*(?:\d|trung hạn|giai đoạn)|\s+(?:được|của|cho)\b")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a period means; `rank`: 0 is the surest."""

    kind: Literal["by", "during"]
    start: dt.date | None
    end: dt.date | None
    rank: int


def opens_clause(before: str) -> bool:
    """Nothing, or the end of a sentence or clause, stands before."""
    return bool(_CLAUSE.search(before))


def runs_until(before: str) -> bool:
    """ "đến", "hết" stands before."""
    return bool(_UNTIL.search(before))


def judges(before: str) -> bool:
    """The yearly thing is a judgement that the duty's result serves, not the duty."""
    found = _JUDGED_BY.search(before)
    if not found:
        return False
    itself = found[0].startswith(("bình xét", "xếp loại", "xét thi đua")) and opens_clause(before[: found.start()])
    return not itself  # "Bình xét gia đình văn hóa hằng năm": the judgement is the duty


def marker(before: str) -> int:
    """How many characters of "chậm nhất là", "trước ngày" stand right before a date."""
    for shape in (_LATEST, _BEFORE, _UNTIL, _FROM, _WITHIN):
        if match := shape.search(before):
            return len(before) - match.start()
    return 0


def is_rhythm(plain: str, beat: Rhythm) -> bool:
    """In running text: "hằng năm" in the name of a plan or budget is none, unless the duty makes that yearly thing."""
    before, after = plain[: beat.at], plain[beat.to :]
    if beat.rrule == "FREQ=YEARLY" and judges(before):
        return False
    if beat.alone or opens_clause(before) or (beat.rrule and "BY" in beat.rrule):
        return True
    named = plan_noun(plain, beat.at)
    if named and _PART_OF_NAME.match(after):
        return False
    if re.match(r"\s*từ\s+năm\s+\d", after) or before.endswith("thực hiện "):
        return True
    if named:
        return bool(_MAKES.search(before[-150:]))
    return not re.search(r"\b(?:trung hạn|chương trình thời sự|trung hạn và)\s*,?\s*$", before)


def is_meant(plain: str, period: Period, before: str, since: dt.date | None) -> bool:
    """In running text: is the period about when the duty is done? `since`: the date of issue, where it is known."""
    if period.grain == "year" and _NOT_DONE.search(before):
        return False
    if period.count == 1 and (start := _FROM.search(before)) and not _STARTS.search(plain[: period.at - len(start[0])]):
        return False
    if since and period.end and not period.open_year:
        of_thing = period.end < since and _OF_THING.search(before)
        if of_thing or (period.grain != "day" and period.end.year < since.year):
            return False  # "văn bản ban hành trước ngày 01/01/2020", "tài sản mua trước năm 2015"
        coming = period.grain == "day" and period.end >= since and "ngày" in plain[period.at : period.to]
        if coming and _ENDS.match(plain, period.to):
            return True
    if _LATEST.search(before) or _BEFORE.search(before) or _DONE.search(before):
        return True
    reported = period.grain == "half"  # "báo cáo 6 tháng đầu năm": what is reported, not when
    if _WITHIN.search(before):
        return not (reported and "báo cáo" in before)
    after = plain[period.to :]
    if period.grain == "year":
        if re.search(r"\b(?:hết|cuối)\s+(?:năm\s+)?$", before):
            return True
        if before.endswith(("đến năm ", "đến hết năm ", "đến ")) and _ENDS.match(after):
            return not _NAME_TO_YEAR.search(plain[: period.at])
        opens = before.endswith(("đến ", "hết ")) or re.match(r"\s*[:,]", after)
        return bool(_YEAR_OPENS.search(before) and opens)
    if _UNTIL.search(before) or _AT.search(before):
        return not reported
    if period.count > 1 and _FROM.search(before):
        return True
    in_brackets = before.rstrip().endswith("(") and after.startswith(")")
    return not reported and (in_brackets or opens_clause(before))


def sense(period: Period, before: str) -> Sense:
    """by or during, by the words before the period."""
    early, late = _BEFORE.search(before), _LATEST.search(before)
    span = period.count > 1 and period.start != period.end
    if span and not (early or late) and not before.rstrip().endswith("từ nay đến"):
        return Sense("during", period.start, period.end, 1)
    if early:
        end = period.end if period.grain == "day" or not period.start else period.start - dt.timedelta(days=1)
        return Sense("by", None, end, 0)
    if late or _UNTIL.search(before):
        return Sense("by", None, period.end, 0)
    if _FROM.search(before) and not _AT.search(before):
        return Sense("during", period.start, None, 1)
    if period.grain == "day" and not _AT.search(before):
        return Sense("by", None, period.end, 0)
    return Sense("during", period.start, period.end, 1)

"""Deadlines that hang on an event: "trong 05 ngày làm việc kể từ ngày nhận được ...", "ngay sau khi ..."."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vnplans.extract.time.periods import NUMBERS, number_of
from vnplans.knowledge import alternatives, table

__all__ = ["Hang", "bare_length", "hangs", "is_reference", "own_end", "without_events"]

_N = rf"(?:\d{{1,3}}|{alternatives(NUMBERS)})(?:\s*\([^()]{{1,24}}\))?"
_LEAD = (
    r"(?:(?:trong|chậm nhất|muộn nhất|không quá|không chậm quá|tối đa|sau|trước)\s+(?:(?:là|vòng|thời hạn"
    r"|thời gian|khoảng|tối đa|không quá|sau|trước)\s+)*)"
)
_COUNT = rf"(?P<n>{_N})\s*(?P<u>ngày|tuần|tháng|năm|giờ|quý)\b(?P<b>\s+làm việc)?"
_ANCHOR = r"(?P<anchor>[^.;:()]+)"
# Bộ luật Dân sự, Điều 147: a time limit runs from an event
_SINCE = re.compile(
    rf"\b(?P<lead>{_LEAD})?{_COUNT}\s*,?\s*\(?\s*(?P<since>(?:kể|tính)\s+từ|từ|sau|trước)\s+(?:(?P<when>khi|lúc"
    rf"|thời điểm)\s+)?{_ANCHOR}"
)
_WITHIN = re.compile(
    r"\b(?:trong|không quá|tối đa|chậm nhất|muộn nhất)\s+(?:(?:là|sau)\s+)?(?:vòng|thời hạn"
    rf"|thời gian)?\s*(?:không quá\s+|tối đa\s+)?{_COUNT}"
)
_NEXT_DAY = re.compile(r"\btrong\s+(?P<b>ngày(?:\s+làm việc)?)\s+(?:tiếp theo|kế tiếp|hôm sau|liền kề|sau)\b")
_SAME_DAY = re.compile(r"\btrong\s+(?P<day>ngày\s+[^,.;\d]*?được\s+\w+)")
_AT_ONCE = re.compile(rf"\bngay\s+(?:sau\s+)?khi\s+{_ANCHOR}")
_AFTER = re.compile(rf"\bsau\s+khi\s+{_ANCHOR}")
_BEFORE = re.compile(rf"\btrước\s+khi\s+{_ANCHOR}")
_EVENTS = alternatives(row["word"] for row in table("deadline_words") if row["kind"] == "event")
_EVENT = re.compile(rf"\btrước\s+(?:(?:thời điểm|ngày)\s+)?(?P<anchor>(?:{_EVENTS})\b[^,.;()]*)")
# "trước mỗi đợt tiêm phòng ít nhất 05 ngày"; "trước ít nhất 02 ngày"
_AHEAD = re.compile(
    rf"\btrước\s+(?:(?:mỗi|từng|các)\s+(?P<anchor>[^,.;()\d]{{3,60}}?)\s+)?(?:ít nhất|tối thiểu|chậm nhất)\s+{_COUNT}"
)
_ROUND = re.compile(
    r"\b(?:sau|trước)\s+(?:mỗi|từng)\s+(?P<anchor>(?:đợt|lần|kỳ|cuộc|vụ|phiên|buổi|chuyến|ca)\b[^,.;()]*)"
)
# A meeting, a term or a document that is still to come
_AT = re.compile(
    r"\b(?:tại|trong|vào)\s+(?P<anchor>(?:kỳ họp|phiên họp)\s+(?:hội đồng nhân dân\s+|hđnd\s+)?"
    r"(?:thường lệ|giữa năm|cuối năm|gần nhất|tiếp theo|sắp tới|đầu năm)[^,.;()]*)"
    r"|\btrong\s+(?P<term>học kỳ\s+(?:i{1,2}|[12])\b)"
)
_WHEN = re.compile(
    r"(?<!sau )\bkhi\s+(?P<anchor>có\s+(?:hướng dẫn|quyết định|văn bản|chủ trương|kết luận|nghị quyết|quy định"
    r"|thông báo)\b[^.,;:()]*(?:,\s+của\s[^.,;:()]*)*)(?=[.;]|$)"
)
_DATED_EVENT = re.compile(
    rf"\btrước\s+(?:(?:thời điểm|ngày)\s+)?(?:{_EVENTS})\b[^,.;()\d]{{0,30}}(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?"
)
_REFERENCE = re.compile(
    r"^(?:\W*)(?:(?:thực hiện|hoàn thành|thời gian|bảo đảm|báo cáo|định kỳ)\s+)*(?:theo|căn cứ|khi|đột xuất|tùy"
    r"|sau|trước|trong|thời gian|thời hạn|chậm nhất|đến|ngay|cùng|tại|dự kiến)\b"
)
# The clock starts with the document's own date: "kể từ ngày ký ban hành Kế hoạch này"
_OWN = re.compile(
    r"^ngày\s+(?:(?:ký|ban hành|phát hành|ký ban hành|ký,? ban hành)(?:\s+(?:văn bản|kế hoạch|quyết định"
    r"|chỉ thị|công văn|thông báo|chương trình|nghị quyết))?(?:\s+này)?"
    r"|(?:văn bản|kế hoạch|quyết định|chỉ thị|công văn|thông báo|chương trình"
    r"|nghị quyết)\s+này\s+(?:được\s+)?(?:ký|ban hành|ký ban hành|có hiệu lực))\s*$"
)
_ISO = {"ngày": "P{}D", "tuần": "P{}W", "tháng": "P{}M", "năm": "P{}Y", "giờ": "PT{}H"}


@dataclass(frozen=True, slots=True)
class Hang:
    """A relative deadline: offsets, duration, working days, the anchor's offsets. `firm`: sure in running text."""

    at: int
    to: int
    duration: str | None
    business_days: bool | None
    anchor: tuple[int, int] | None
    firm: bool
    effect: bool = False
    """ "sau 10 ngày kể từ ngày ký": when an act takes effect, no deadline."""


def _cut(folded: str, start: int, end: int, *, comma: bool) -> int:
    """End of an anchor in a sentence: before a comma that a further clause follows."""
    words = folded[start:end].rstrip()
    if comma and (at := words.find(",")) > 0:
        words = words[:at].rstrip()
    return start + len(words)


def without_events(folded: str) -> str:
    """The text with events still to come as "§", same length: "trước tiết Thanh minh năm 2025" names no last day."""
    for shape in (_DATED_EVENT, _AT):
        folded = shape.sub(lambda m: "§" * len(m[0]), folded)
    return folded


def hangs(folded: str, *, comma: bool) -> Iterator[Hang]:
    """All relative deadlines, the surest shapes first. `comma`: an anchor ends at a comma (running text)."""
    for m in _SINCE.finditer(folded):
        end = _cut(folded, m.start("anchor"), m.end("anchor"), comma=comma)
        anchor = folded[m.start("anchor") : end]
        effect = (m["lead"] or "").strip() == "sau" and bool(re.match(r"ngày (?:ký|ban hành|được ký|đăng)", anchor))
        firm = bool(m["lead"]) or "từ" in m["since"]
        yield Hang(m.start(), end, _iso(m), bool(m["b"]), (m.start("anchor"), end), firm, effect)
    for m in _NEXT_DAY.finditer(folded):
        same = _SAME_DAY.search(folded[: m.start()])
        yield Hang(m.start(), m.end(), "P1D", "làm việc" in m["b"], same.span("day") if same else None, True)
    for m in _AHEAD.finditer(folded):
        round_ = m.span("anchor") if m["anchor"] else None
        yield Hang(m.start(), m.end(), _iso(m), bool(m["b"]), round_, True)
    for m in _AT.finditer(folded):
        yield Hang(m.start(), m.end(), None, None, m.span("anchor" if m["anchor"] else "term"), True)
    for shape, firm in (
        (_AT_ONCE, True),
        (_WHEN, True),
        (_ROUND, True),
        (_AFTER, False),
        (_BEFORE, False),
        (_EVENT, True),
    ):
        for m in shape.finditer(folded):
            end = _cut(folded, m.start("anchor"), m.end("anchor"), comma=comma and shape is not _WHEN)
            duration = "P0D" if shape is _AT_ONCE else None
            yield Hang(m.start(), end, duration, None, (m.start("anchor"), end), firm)
    for m in _WITHIN.finditer(folded):
        yield Hang(m.start(), m.end(), _iso(m), bool(m["b"]), None, "thời hạn" in m[0] or "vòng" in m[0])


def _iso(match: re.Match[str]) -> str | None:
    count = number_of(match["n"]) or 0
    return f"P{3 * count}M" if match["u"] == "quý" else _ISO[match["u"]].format(count)


def bare_length(folded: str) -> tuple[str | None, bool] | None:
    """A cell that says only "05 ngày làm việc": its duration, and whether working days count."""
    match = re.fullmatch(rf"\W*{_COUNT}\W*", folded)
    return (_iso(match), bool(match["b"])) if match else None


def is_reference(folded: str) -> bool:
    """A deadline cell that only points elsewhere: "Theo hướng dẫn của Trung ương"."""
    return bool(_REFERENCE.match(folded)) and len(folded.split()) > 1


def own_end(anchor: str, duration: str | None, business_days: bool | None, issued_on: dt.date | None) -> dt.date | None:
    """The last day, where the clock starts with the date of issue."""
    if not issued_on or not duration or not _OWN.match(anchor):
        return None
    match = re.fullmatch(r"P(\d+)([DWMY])", duration)
    if not match:
        return None
    count, unit = int(match[1]), match[2]
    if unit in "MY":
        months = issued_on.month - 1 + count * (12 if unit == "Y" else 1)
        year, month = issued_on.year + months // 12, months % 12 + 1
        return dt.date(year, month, min(issued_on.day, calendar.monthrange(year, month)[1]))
    if not business_days:
        return issued_on + dt.timedelta(days=count * (7 if unit == "W" else 1))
    day = issued_on
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day

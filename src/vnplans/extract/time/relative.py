"""Deadlines that hang on an event: "trong 05 ngày làm việc kể từ ngày nhận được ...", "ngay sau khi ..."."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vnplans.extract.time.words import Shape, Shapes, duration_of, number_of, words_of
from vnplans.regex import regex

__all__ = ["FROM_ISSUE", "SHAPES", "Hang", "hangs", "iso_length", "without_events"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hang:
    """A relative deadline: offsets, duration, working days, the anchor's offsets. `firm`: sure in running text."""

    at: int
    to: int
    duration: str | None
    business_days: bool | None
    anchor: Span | None
    firm: bool
    span: bool = False
    """The words name a span, "trong học kỳ II", that has no days of its own."""
    effect: bool = False
    """ "sau 10 ngày kể từ ngày ký": when an act takes effect, no deadline."""


_SCHOOL_YEAR = r"(?:\s+(?:này|mới|tới|{year}(?:\s*[-/]\s*{year})?))?"
_LEAD = r"(?:(?:trong|sau|trước|{limit})\s+(?:(?:là|sau|trước|tối đa|không quá|{stretch})\s+)*)"
# Bộ luật Dân sự, Điều 147: a time limit runs from an event
_SINCE = Shape(
    rf"\b(?P<lead>{_LEAD})?(?<![/\d]){{count}}(?:\s+đầu(?:\s+tiên)?)?\s*,?\s*\(?\s*"
    r"(?P<since>(?:kể|tính)\s+từ|từ|sau|trước|khi(?=\s+{found}\b))\s+(?:(?:khi|lúc|thời điểm)\s+)?{anchor}",
    "0|{number}",
    "từ|sau|trước|khi",
)
_MISHAP = Shape(r"(?:có\s+)?{mishap}\b")
_AT_LEAST = Shape(r"\b{least}\s+$")
_HAVING = regex(r"\b(?:có|đủ|qua)\s+(?:thời gian\s+)?$")
"""Before "ít nhất 06 tháng": what somebody must have, not when something is done."""
_OVERDUE = regex(r"\b(?:(?:chưa|không)\s+(?:[^\W\d_]+\s+){0,4}|(?<!không )quá\s+)$")
"""Before a length that tells of a thing how late it is: "hồ sơ đã quá", "chưa quyết toán sau"."""
# "Sơ kết mô hình sau 03 tháng thực hiện.", "Báo cáo kết quả khắc phục sau 60 ngày."
_IN_WORK = Shape(
    r"\bsau\s+(?P<n>{n})\s*(?P<u>{unit}|giờ)\b(?P<b>\s+làm việc)?"
    r"(?P<work>\s+(?:(?:triển khai\s+)?(?:thực hiện|thí điểm)|triển khai|áp dụng|vận hành|hoạt động|sử dụng)\b"
    r"(?P<of>[^.;:,()]*))?(?=\s*(?:$|[.;,)]))",
    "sau",
    "0|{number}",
)
_TELLS = regex(
    r"(?:^|[.;:,]\s*)(?:[-+]\s*)?(?:báo cáo|kiểm tra|rà soát|trả lời|bàn giao|thông báo|đánh giá|gửi|nộp)\b[^.;:,]*$"
)
"""Before "sau 60 ngày" that ends its clause: the verb of what is told or seen again by then."""
_LOOKS_BACK = regex(r"\b(?:đạt được|thành tựu|kết quả|bài học|kỷ niệm|tổng kết)\b[^.;:]*$")
_NEXT_DAY = Shape(r"\btrong\s+(?P<b>ngày(?:\s+làm việc)?)\s+(?:hôm sau|{next})\b", "trong", "{next}|hôm")
_SAME_DAY = Shape(r"\btrong\s+(?P<day>ngày\s+[^,.;\d]*?được\s+\w+)", "trong")
# "trước mỗi đợt tiêm phòng ít nhất 05 ngày"; "trước ít nhất 02 ngày"
_AHEAD = Shape(
    r"\btrước\s+(?:(?:mỗi|từng|các)\s+(?P<anchor>[^,.;()\d]{3,60}?)\s+)?(?:{least}|chậm nhất)\s+{count}",
    "trước",
    "{least}|chậm",
)
# "gửi giấy mời trước 03 ngày."; "trước khi khởi hành 02 ngày": an hour behind "trước" alone is one of the day
_DAYS_AHEAD = Shape(
    r"\btrước\s+(?P<n>{n})\s*(?P<u>{unit})\b(?P<b>\s+làm việc)?"
    r"(?=\s*(?:$|[.;,)])|\s+(?:tổ chức|diễn ra|họp|{begin})\b|\s+(?:so với|tính đến)\s+(?P<anchor>[^.;:,()]{3,60}))",
    "trước",
    "0|{number}",
)
_AHEAD_OF = Shape(
    r"\btrước\s+(?:(?:khi|giờ|lúc)\s+|(?=(?:ngày\s+)?{event}\b|ngày\s+[^\W\d_]))(?P<anchor>[^.;:,()\d]{3,60}?)\s+"
    r"(?:{least}\s+)?{count}(?=\s*(?:$|[.;,)]))",
    "trước",
    "0|{number}",
)
# "trước ngày họp ít nhất 03 ngày làm việc"
_AHEAD_OF_DAY = Shape(
    r"\btrước\s+(?P<anchor>ngày\s+(?=[^\W\d_])[^.;:,()\d]{3,40}?)\s+(?:{least}|chậm nhất)\s+(?:là\s+)?{count}",
    "trước",
    "ngày",
)
# "sau diễn tập 3 ngày", "sau khi bế mạc 05 ngày làm việc"
_BEHIND = Shape(
    r"\bsau\s+(?:khi\s+(?=[^\W\d_])|(?={event}\b|{round}\b))"
    r"(?P<anchor>(?:(?!\s(?:trong|tối đa|không quá)\s)[^.;:,()\d]){0,60}?)\s+{count}"
    r"(?=\s*(?:$|[.;:,)]))",
    "sau",
    "0|{number}",
)
# "trước 17 giờ ngày có mưa lớn", "trước ngày khai mạc hội thi"
_BEFORE_DAY = Shape(
    r"\btrước\s+(?:{hour}(?:của\s+)?ngày\s+(?=có\s)|{hour}?ngày\s+(?={begin}|thi\s|họp\s|bầu cử))"
    r"(?P<anchor>[^,.;()\d]{4,60})(?=[.;,)]|$)",
    "trước",
    "ngày",
)
_NAMED_EVENT = Shape(r"(?:ngày\s+)?{event}\b")
# "ngay sau lễ", "Khởi công sau Tết Nguyên đán."
_AFTER_EVENT = Shape(
    r"\b(?:(?P<soon>ngay\s+)sau\s+|sau\s+(?=tết|kỳ nghỉ))(?P<anchor>{event}\b[^.;:,()\d]{0,40})(?=[.;,)(]|$)",
    "sau",
    "{event}",
)
# "Báo cáo khi kết thúc đợt kiểm tra."
_AT_END = Shape(
    r"(?<!sau )\bkhi\s+(?P<anchor>(?:kết thúc|bế mạc)\s+{course}\b[^.;:,()]{0,60})(?=[.;,)(]|$)",
    "khi",
)
# A meeting or a term that is still to come
_AT = Shape(
    r"\b(?:tại|trong|vào)\s+(?:các\s+)?(?P<anchor>{sitting}\s+(?:hội đồng nhân dân\s+|hđnd\s+)?{coming}[^,.;()]*)"
    r"|(?<=trình )(?:[^.;:,\d]{0,60}\s)?tại\s+(?P<sitting>{sitting}\s+(?:lần\s+)?"
    r"(?:thứ\s+\d{1,2}|chuyên đề|tháng\s+\d)[^,.;()]*)",
    "{sitting}",
)
# "trong học kỳ II", "trong suốt năm học 2025 - 2026", "trong đợt cao điểm": spans whose days no calendar gives
_TERM = Shape(
    r"\b(?:(?:trong|vào)\s+(?:tuần\s+(?:thứ\s+)?\d{1,2}\s+(?:của\s+)?)?học kỳ\s+(?:i{1,2}|[12])\b"
    rf"|(?:(?:trong|suốt|cả)\s+)+năm học\b{_SCHOOL_YEAR}"
    r"|(?P<outer>trong\s+suốt\s+thời gian\s+(?!qua\b|tới\b|vừa\b)[^,.;:()]{3,60}"
    r"|trong\s+(?:(?:suốt|cả)\s+)?(?:(?:thời gian|các)\s+)?{season}\b[^,.;:()\d]{0,50}"
    r"|trong\s+(?:các\s+|những\s+)?(?:dịp|ngày|kỳ|đợt)\s+(?:nghỉ\s+)?(?:lễ|tết|hè)\b[^.;:()\d]{0,40}(?:{year})?))",
    "trong|vào|suốt|cả",
    "học|thời|dịp|ngày|kỳ|đợt|{season}",
)
# "tuần tra vào dịp lễ, Tết", "trực máy đêm Giao thừa"
_OCCASION = Shape(
    r"\b(?:(?:vào|nhân)\s+(?:dịp|ngày)\s+(?:nghỉ\s+)?(?:lễ|tết|hè)\b"
    r"(?:(?!\s(?:về|để|tại|cho|theo|với)\s)[^.;:()\d]){0,40}(?:{year})?"
    r"|(?:vào\s+)?đêm\s+giao thừa(?:\s+tết\s+[^.;:()\d]{3,20})?)"
    r"(?=[.;:,)(]|$|\s(?:về|để|tại|cho|theo|với)\s)",
    "dịp|ngày|đêm",
    "lễ|tết|hè|giao",
)
_STATE = Shape(r"(?:^|[.;:,]\s*|\bvà\s+)(?:[-+]\s*)?(?:tiếp tục\s+|chủ động\s+)?{state}\b[^.;:,]*$")
_NEAR_ITS_VERB = 8
"""Words between the verb of a clause and "trong dịp Tết" up to which it tells when the duty is done."""
_OF_A_THING = Shape(r"\b(?:{told}|{of_span}|{act})\s[^.;:,]{0,25}$")
"""Before a span that tells when a thing was, not when the duty is done: "tổng kết hoạt động trong năm học"."""
_AT_ONCE = Shape(r"\bngay\s+(?:sau\s+)?khi\s+{anchor}", "ngay")
_WHEN = Shape(r"(?<!sau )\bkhi\s+(?P<anchor>có\s+{paper}\b[^.,;:()]*(?:,\s+của\s[^.,;:()]*)*)(?=[.;]|$)", "khi", "có")
# "từ nay đến hết đợt cao điểm", "từ nay đến khi hoàn thành sắp xếp"
_NOW_UNTIL = Shape(
    r"\btừ\s+nay\s+(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+)?(?P<anchor>(?:khi|lúc)\s[^.;:,()]{3,60}"
    r"|(?:ngày\s+(?=[^\W\d_]))?(?:{event}|{season}|{begin})\b[^.;:,()\d]{0,50})",
    "nay",
)
_ROUND = Shape(r"\b(?:sau|trước)\s+(?:mỗi|từng)\s+(?P<anchor>{round}\b[^,.;()]*)", "mỗi|từng")
_AFTER = Shape(r"\bsau\s+khi\s+{anchor}", "sau", "khi")
_BEFORE = Shape(r"\btrước\s+khi\s+{anchor}", "trước", "khi")
_EVENT = Shape(r"\btrước\s+(?:(?:thời điểm|ngày|dịp)\s+)?(?P<anchor>{event}\b[^,.;()]*)", "trước", "{event}")
_DATED_EVENT = Shape(
    r"\btrước\s+(?:(?:thời điểm|ngày|dịp)\s+)?{event}\b[^,.;()\d]{0,30}{year}(?:\s*-\s*{year})?",
    "trước",
    "{event}",
    "0",
)
_WITHIN = Shape(
    r"\b(?:trong|{limit})\s+(?:(?:là|sau)\s+)?{stretch}?\s*(?:{limit}\s+)?{count}", "trong|{limit}", "0|{number}"
)
# "trong 10 ngày tới": from the day of issue
_COMING = Shape(r"\btrong\s+(?:vòng\s+|thời gian\s+|khoảng\s+)?{count}\s+(?:tới|nữa|sắp tới)\b", "tới|nữa")
_ENDS = regex(r"\s*(?:$|[.;,()])")
_OF_ACT = Shape(r"\b{act}\b")
_AGE = regex(r"\b(?:trẻ|con|gà|lợn|bò|cây|lúa|rau|tiêm|sinh|trồng|gieo|cấy|mổ|ghép)\b[^.;:,]{0,30}$")
"""Before a length that is the age of a living thing: "trẻ sau 3 tháng"."""
_LASTS = Shape(r"\b{lasting}\b[^.;:,]*$")
"""What goes on for so long is not done within it: "niêm yết công khai trong 48 giờ"."""
_EACH = regex(r"\b(?:mỗi|thời gian)\s[^.;:,]{1,30}$")
# The clock starts with the document's own date: "kể từ ngày ký ban hành Kế hoạch này"
FROM_ISSUE = Shape(
    r"\W*(?:thời gian(?:\s+thực hiện)?\s*:?\s*|thực hiện\s+|áp dụng\s+|bắt đầu\s+)?(?P<words>(?:kể\s+|tính\s+|ngay\s+)?"
    r"từ\s+(?:ngày|khi)\s+(?:{issue}(?:\s+{act})?|{act}(?:\s+này)?\s+được\s+{issue})(?:\s+này)?)"
    r"(?:\s+(?:trở đi|cho\s+)?)?(?=\s*(?:$|[.;,)]|-|cho đến|đến|tới))",
    "từ",
)
"""A time that begins with the act: "từ ngày ban hành Kế hoạch này đến hết năm 2026"."""
_ISSUED = Shape(r"ngày (?:được )?(?:{issue}|đăng)")


# Relations: a shape and what it makes, the surest first --------------------------------------------------------------


def _since(m: re.Match[str], comma: bool) -> Hang:
    anchor = _anchor(m, comma)
    late = (m["lead"] or "").strip() == "sau"
    effect = late and bool(_ISSUED.match(m.string[slice(*anchor)]))
    before = m.string[: m.start()]
    least = None if m["lead"] else _AT_LEAST.search(before)
    if least and m["since"] == "trước" and m["u"] not in ("quý", "năm"):  # "ít nhất 15 ngày trước khi khai mạc"
        firm = _HAVING.search(before[: least.start()]) is None
        return Hang(least.start(), anchor[1], iso_length(m), bool(m["b"]), anchor, firm)
    firm = bool(m["lead"]) or (not least and "từ" in m["since"]) or bool(_NAMED_EVENT.match(m["anchor"]))
    if _OVERDUE.search(before) and (late or not m["lead"]):
        firm = False  # "dự án chưa quyết toán sau 12 tháng kể từ ngày nghiệm thu": of a thing
    return Hang(m.start(), anchor[1], iso_length(m), bool(m["b"]), anchor, firm, effect=effect)


def _next_day(m: re.Match[str], comma: bool) -> Hang:
    same = _SAME_DAY.search(m.string[: m.start()])
    return Hang(*m.span(), "P1D", "làm việc" in m["b"], same.span("day") if same else None, True)


def _ahead(m: re.Match[str], comma: bool) -> Hang:
    return Hang(*m.span(), iso_length(m), bool(m["b"]), m.span("anchor") if m["anchor"] else None, True)


def _behind(m: re.Match[str], comma: bool) -> Hang:
    """Days, not the age of a thing: "sau đào tạo 06 tháng"."""
    soon = m["u"] in ("ngày", "tuần", "giờ", "phút", "h")
    return Hang(*m.span(), iso_length(m), bool(m["b"]), m.span("anchor"), soon)


def _days_ahead(m: re.Match[str], comma: bool) -> Hang:
    anchor = _anchor(m, comma) if m["anchor"] else None
    return Hang(m.start(), anchor[1] if anchor else m.end(), iso_length(m), bool(m["b"]), anchor, True)


def _at(m: re.Match[str], comma: bool) -> Hang:
    name = next(name for name in ("anchor", "sitting") if m[name])
    at = m.start() if name != "sitting" else m.start("sitting") - len("tại ")
    return Hang(at, m.end(), None, None, m.span(name), True)


def _term(m: re.Match[str], comma: bool) -> Hang:
    before = m.string[: m.start()]
    firm = bool(_ENDS.match(m.string, m.end())) and not _OF_A_THING.search(before)
    if firm and m["outer"]:  # "bảo đảm an toàn trong thời gian diễn ra lễ hội" is a state of things, no work
        firm = _near_its_verb(before) and _STATE.search(before) is None
    return Hang(m.start(), m.start() + len(m[0].rstrip()), None, None, None, firm, span=True)


def _occasion(m: re.Match[str], comma: bool) -> Hang:
    before = m.string[: m.start()]
    firm = _near_its_verb(before) and _STATE.search(before) is None
    end = m.start() + len(m[0].rstrip())
    return Hang(m.start(), end, None, None, (m.start(), end), firm)


def _near_its_verb(before: str) -> bool:
    return len(re.split(r"[.;:]", before)[-1].split()) <= _NEAR_ITS_VERB


def _at_once(m: re.Match[str], comma: bool) -> Hang:
    """ "Báo ngay khi có cháy": what may never be is a condition, no time."""
    anchor = _anchor(m, comma)
    return Hang(m.start(), anchor[1], "P0D", None, anchor, _MISHAP.match(m["anchor"]) is None)


def _when(m: re.Match[str], comma: bool) -> Hang:
    anchor = _anchor(m, False)
    return Hang(m.start(), anchor[1], None, None, anchor, True)


def _sure(m: re.Match[str], comma: bool) -> Hang:
    anchor = _anchor(m, comma)
    return Hang(m.start(), anchor[1], None, None, anchor, True)


def _after_event(m: re.Match[str], comma: bool) -> Hang:
    firm = bool(m["soon"]) or _near_its_verb(m.string[: m.start()])
    return Hang(m.start(), m.start() + len(m[0].rstrip()), None, None, m.span("anchor"), firm)


def _unsure(m: re.Match[str], comma: bool) -> Hang:
    anchor = _anchor(m, comma)
    return Hang(m.start(), anchor[1], None, None, anchor, False)


def _in_work(m: re.Match[str], comma: bool) -> Hang:
    """So long after the work began; years are looked back on, "kết quả sau 5 năm thực hiện Nghị quyết"."""
    before = m.string[: m.start()]
    near = m["u"] in ("ngày", "tuần", "giờ") and m["work"] is None and _TELLS.search(before)
    firm = bool(near) or (m["work"] is not None and not _LOOKS_BACK.search(before) and not _OF_ACT.search(m["of"]))
    return Hang(
        *m.span(), iso_length(m), bool(m["b"]), None, firm and not _OVERDUE.search(before) and not _AGE.search(before)
    )


def _coming(m: re.Match[str], comma: bool) -> Hang:
    firm = bool(_ENDS.match(m.string, m.end())) or not m.string[: m.start()].strip()
    return Hang(*m.span(), iso_length(m), bool(m["b"]), None, firm)


def _until(m: re.Match[str], comma: bool) -> Hang:
    return Hang(m.start(), m.start() + len(m[0].rstrip()), None, None, m.span("anchor"), True)


def _within(m: re.Match[str], comma: bool) -> Hang:
    firm = "thời hạn" in m[0] or "vòng" in m[0] or _sure_length(m)
    return Hang(*m.span(), iso_length(m), bool(m["b"]), None, firm)


def _sure_length(m: re.Match[str]) -> bool:
    """ "trong 24 giờ", "trong 05 ngày làm việc", "mỗi hồ sơ không quá 03 ngày" at the end of a clause."""
    before = m.string[: m.start()]
    if not _ENDS.match(m.string, m.end()) or _LASTS.search(before):
        return False
    if m[0].startswith("trong"):
        return bool(m["b"]) or m["u"] in ("giờ", "phút", "h") or bool(_TELLS.search(before))
    return bool(_EACH.search(before))


_RELATIONS: tuple[tuple[Shape, Callable[[re.Match[str], bool], Hang]], ...] = (
    (_SINCE, _since),
    (_NEXT_DAY, _next_day),
    (_AHEAD, _ahead),
    (_AHEAD_OF, _ahead),
    (_AHEAD_OF_DAY, _ahead),
    (_BEHIND, _behind),
    (_BEFORE_DAY, _sure),
    (_IN_WORK, _in_work),
    (_COMING, _coming),
    (_NOW_UNTIL, _until),
    (_DAYS_AHEAD, _days_ahead),
    (_AT, _at),
    (_TERM, _term),
    (_OCCASION, _occasion),
    (_AT_ONCE, _at_once),
    (_WHEN, _when),
    (_ROUND, _sure),
    (_AFTER_EVENT, _after_event),
    (_AT_END, _sure),
    (_AFTER, _unsure),
    (_BEFORE, _unsure),
    (_EVENT, _sure),
    (_WITHIN, _within),
)
SHAPES = tuple(shape for shape, _ in _RELATIONS)
_BY_WORDS = Shapes(*SHAPES)


def hangs(folded: str, *, comma: bool) -> Iterator[Hang]:
    """All relative deadlines, the surest shapes first. `comma`: an anchor ends at a comma (running text)."""
    for place in _BY_WORDS.among(words_of(folded)):
        shape, make = _RELATIONS[place]
        for match in shape.pattern.finditer(folded):
            yield make(match, comma)


def _anchor(m: re.Match[str], comma: bool) -> Span:
    """Where the anchor stands; in a sentence it ends before a comma that a further clause follows."""
    words = m["anchor"].rstrip()
    if comma and (at := words.find(",")) > 0:
        words = words[:at].rstrip()
    return m.start("anchor"), m.start("anchor") + len(words)


def iso_length(match: re.Match[str]) -> str:
    return duration_of(number_of(match["n"]) or 0, match["u"])


def without_events(folded: str) -> str:
    """The text with events still to come as "§", same length: "trước tiết Thanh minh năm 2025" names no last day."""
    return _AT.blank(_DATED_EVENT.blank(folded))

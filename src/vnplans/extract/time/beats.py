"""Is a rhythm in running text the duty's own, or part of a thing's name, a rate, a judgement that it serves?"""

from __future__ import annotations

from vnplans.extract.time.around import opens_clause
from vnplans.extract.time.refuse import plan_noun
from vnplans.extract.time.rhythm import Rhythm
from vnplans.extract.time.words import Shape
from vnplans.phrases import phrase
from vnplans.regex import regex

__all__ = ["in_a_row", "is_rhythm", "judges"]

_SHARE = regex(r"%\s*$")
_GROWS = regex(r"\s*,?\s*(?:tăng|giảm|đạt)\s+(?:thêm\s+|ít nhất\s+|từ\s+|trên\s+)*\d")
"""Behind a rhythm: a measure of growth, "mỗi năm tăng 2%"."""
_REGULAR = Shape(r"\b{regular}(?:\s+[^\W\d_]+){0,2}\s+$")
_IN_REGULAR = Shape(
    r"\b(?:vào|trong|tại|thông qua|qua)\s+(?:(?:các|những|nội dung|buổi|kỳ)\s+)*{in_regular}\b[^.;:,]{0,40}$"
)
"""What comes again and again and is part of a thing's name: "trợ cấp hằng tháng", "vào sinh hoạt chi bộ hằng tháng"."""
_CHANGED_FROM = regex(r"\b(?:tăng|nâng|giảm|hạ|rút)\b[^.;:]*\btừ\s+$")
_CHANGED_TO = regex(r"\b(?:tăng|nâng|giảm|hạ|rút|xuống)\b[^.;:]*\b(?:lên|xuống|còn)\s+$")
"""Before a rhythm that is made more or less: "tăng từ 02 lần/tuần lên 03 lần/tuần"."""
_AT_MOST = regex(r"\bquá\s+$")
"""Before a rate that is a limit: "không bị thanh tra quá 01 lần/năm"."""
_OPEN_HOURS = Shape(r"{hour}(?:-|đến)\s*{hour}\W*(?:vào\s+)?$")
_RATE = regex(r"\b\d[\d.,]*\s+(?!giờ|phút)[^\W\d_]+\s+(?:[^\W\d_]+\s+){0,3}$")
# A yearly thing that the duty makes, or that its result serves: "làm căn cứ xếp loại cán bộ hằng năm"
_MAKES = Shape(r"(?:^|[.;:,]\s*|\b(?:mưu|chủ động|tiếp tục)\s[^.;:]{0,40}){makes}\b[^.;:]{0,110}$")
_JUDGED_BY = Shape(r"\b(?:{judged}|{judging})\b[^.;:]{0,80}(?<!,)\s*$")
_JUDGING = Shape(r"{judging}")
_PART_OF_NAME = regex(r"\s*(?:và|,)\s*(?:\d|trung hạn|giai đoạn)|\s+(?:được|của|cho)\b")
_FROM_YEAR = regex(r"\s*từ\s+năm\s+\d")


def judges(before: str) -> bool:
    """The yearly thing is a judgement that the duty's result serves, not the duty."""
    found = _JUDGED_BY.search(before)
    if not found:
        return False
    itself = _JUDGING.match(found[0]) and opens_clause(before[: found.start()])
    return not itself  # "Bình xét gia đình văn hóa hằng năm": the judgement is the duty


_ROW_BEFORE = Shape(r"\b{manner}\s*(?:,|và)\s*$")
_ROW_BEHIND = Shape(r"\s*(?:,|và)\s*{manner}\b")


def in_a_row(before: str, after: str = "") -> bool:
    """Other adverbs of manner stand beside it: "đồng bộ, thường xuyên", "liên tục, kịp thời"."""
    return bool(_ROW_BEFORE.search(before[-40:]) or _ROW_BEHIND.match(after))


def is_rhythm(plain: str, beat: Rhythm) -> bool:
    """In running text: "hằng năm" in the name of a plan or budget is none, unless the duty makes that yearly thing."""
    before, after = plain[: beat.at], plain[beat.to :]
    if (beat.rrule == "FREQ=YEARLY" and judges(before)) or _SHARE.search(before):
        return False
    if _CHANGED_FROM.search(before) or _CHANGED_TO.search(before) or _AT_MOST.search(before):
        return False
    if "các ngày" in plain[beat.at : beat.to] and (
        _OPEN_HOURS.search(before) or _OPEN_HOURS.match(plain[beat.at : beat.to])
    ):
        return False  # "mở cửa từ 7 giờ 30 đến 16 giờ 30 các ngày trong tuần"
    if beat.alone and (phrase("time.of_work").search(before) or in_a_row(before)):
        return False  # "khám sức khỏe định kỳ", "tầm soát ngẫu nhiên, định kỳ"
    if beat.alone or opens_clause(before) or (beat.rrule and "BY" in beat.rrule):
        return not _GROWS.match(after)
    words = plain[beat.at : beat.to]
    if words.startswith(("hằng", "hàng")) and (_REGULAR.search(before) or _IN_REGULAR.search(before)):
        return False
    if words.endswith("ngày") and "lần" not in words and _RATE.search(before):
        return False  # "thu gom 300 tấn rác mỗi ngày"
    if "lần" in words or not plan_noun(plain, beat.at):
        return True  # "đánh giá tiến độ Kế hoạch mỗi quý một lần"
    if _PART_OF_NAME.match(after):
        return False
    return bool(_FROM_YEAR.match(after) or before.endswith("thực hiện ") or _MAKES.search(before[-150:]))

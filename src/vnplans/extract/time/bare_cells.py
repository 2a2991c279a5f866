"""A cell that is all about time and holds no day: a length, a span, an occasion, a pointer elsewhere."""

from __future__ import annotations

from vnplans.extract.time.relative import iso_length
from vnplans.extract.time.words import Shape
from vnplans.regex import regex

__all__ = ["CELL_SHAPES", "bare_length", "is_last_term", "is_reference", "is_span", "without_occasion"]

_SPAN = Shape(
    r"\W*(?:(?:trong|vào|cả|suốt)\s+)*(?:học kỳ\b|hk\s?(?:i{1,2}|[12])\b|tuần\s+(?:thứ\s+)?\d)"
    r"|\W*(?:ngay\s+)?(?:trong\s+)?(?:suốt|cả|trong)\s+(?:tuần\W*$|năm học\b"
    r"|thời gian\s+(?!qua\b|tới\b|sớm\b|nhanh\b|ngắn\b|do\b|theo\b|quy định)[^\W\d_]"
    r"|(?:các\s+)?(?:dịp|đợt|mùa|vụ|kỳ nghỉ)\s)",
    "học|hk|hki|hkii|tuần|thời|dịp|đợt|mùa|vụ|kỳ",
)
"""A cell that is such a span: "Tuần 12", "HK II", "Suốt năm học"."""
_TERM_ENDS = Shape(
    r"\W*(?:(?:hoàn thành|xong)\s+)?(?:(?:trước|chậm nhất|muộn nhất|đến|là|hết|trong|cuối)\s+){1,4}"
    r"tuần\s+(?:thứ\s+)?\d{1,2}\W*$",
    "tuần",
)
"""A cell that names the last week of a school's calendar: "Chậm nhất hết tuần 10"."""
_LAST = regex(r"\b(?:trước|nhất|đến|hết)\b")
_LENGTH = Shape(r"\W*\b{count}\W*", "0|{number}")
_REFERENCE = Shape(
    r"\W*(?:(?:{refer_lead}\s+)*{refer}\b|hè\s+(?:năm\s+)?{year}|hk\s?(?:i{1,2}|[12])\b|tuần\s+(?:thứ\s+)?\d)",
    "{refer}|hè|hki|hkii|hk|tuần",
)
# "Nhân các dịp lễ, Tết trong năm", "Dịp Tết Nguyên đán năm 2026": its year is part of its name
_OCCASION = Shape(
    r"^\W*(?:(?:nhân|vào|trong|trước|sau)\s+(?=[^\d]*\d)|(?:(?:nhân|vào|trong|trước|sau)\s+)?(?:(?:các|những)\s+)?(?:dịp|ngày)\s+)"
    r"(?:các\s+)?(?:ngày\s+)?{event}\b[^.;()\d]{0,40}(?:\b{year}(?:\s*-\s*{year})?)?(?:\s*trong năm)?\W*$",
    "{event}",
)
_MEETING = Shape(
    r"^\W*(?:(?:tại|trong|trước|sau|vào)\s+)?{sitting}\b[^.;()\d]{0,40}{coming}(?:\s+{year})?[^.;()\d]{0,30}\W*$",
    "{sitting}",
)
"""A cell "Kỳ họp giữa năm 2026"."""
CELL_SHAPES = (_LENGTH, _REFERENCE, _SPAN, _TERM_ENDS, _OCCASION, _MEETING)
"""What says a time in a cell that is all about time, and nowhere else."""


def without_occasion(folded: str) -> str:
    """The text as "§" where all of it is an occasion or a meeting: "Nhân các dịp lễ, Tết trong năm"."""
    return _MEETING.blank(_OCCASION.blank(folded))


def bare_length(folded: str) -> tuple[str, bool] | None:
    """A cell that says only "05 ngày làm việc": its duration, and whether working days count.

    Minutes are how long something takes.
    """
    match = _LENGTH.pattern.fullmatch(folded)
    return (iso_length(match), bool(match["b"])) if match and match["u"] != "phút" else None


def is_reference(folded: str) -> bool:
    """A deadline cell that only points elsewhere: "Theo hướng dẫn của Trung ương"."""
    words = folded.strip(" .;,").split()
    return _REFERENCE.match(folded) is not None and len(words) > 1 and words[-1] != "ngay"


def is_span(folded: str) -> bool:
    """A cell that names a span without days of its own: "Học kỳ II", "Tuần 3 - 8"."""
    return _SPAN.match(folded) is not None


def is_last_term(folded: str) -> bool:
    """A cell that names a last week without days of its own: "Chậm nhất hết tuần 10"."""
    return bool(_TERM_ENDS.match(folded) and _LAST.search(folded))

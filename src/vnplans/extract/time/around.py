"""What stands right around a time in folded text: "trước", "chậm nhất", "từ", an hour, a part of the day."""

from __future__ import annotations

from vnplans.extract.time.words import Shape
from vnplans.regex import regex

__all__ = [
    "AT",
    "BEFORE",
    "DAY_PART",
    "DONE",
    "ENDS_CLAUSE",
    "FROM",
    "HOUR_BEFORE",
    "LABEL",
    "LATEST",
    "MOMENT",
    "STAGE",
    "TO_EVENT",
    "UNTIL",
    "WITHIN",
    "at_hours",
    "in_the_day",
    "is_handed",
    "limited_by",
    "marker",
    "opens_clause",
    "runs_after",
    "runs_from",
    "runs_until",
]

# What stands right before a date
BEFORE = Shape(r"\btrước\s*:?\s*{fill}$")
LATEST = Shape(r"\b{latest}\s*:?\s*{fill}$")
LABEL = regex(r"(?:thời )?hạn(?:\s+[^\W\d_]+)*(?:\s*:\s*(?:(?:trong|vào)\s+)*|(?<=\strong)\s+)")
UNTIL = Shape(r"\b(?:đến|tới|hết)\s+{fill}$")
FROM = Shape(r"\b(?:từ|kể từ|bắt đầu từ|bắt đầu)\s+(?:(?:ngày|đầu|giữa|cuối|năm)\s+|{hour})*$")
_AFTER = regex(r"\bsau\s+(?:ngày\s+|tháng\s+|năm\s+)?$")
WITHIN = Shape(r"\b{within}\s+(?:(?:khoảng|thời gian|cả|các|hai|ba|bốn|0?[234]|đầu|giữa|cuối|ngày[^,.;§]{0,40})\s+)?$")
DONE = Shape(r"\b{done}\b[^.;§]{0,28}$")
_HOURS = r"\btừ\s+{hour}\s*(?:-|đến)\s*{hour}\W*|{hour}-\s*{hour}\W*"
_FEAST = r"(?<!bệnh )(?<!công )(?<!cá )\bnhân\s+(?:ngày\s[^.;]{0,40})?"
AT = Shape(rf"(?:\b{{held}}\b[^.;]{{0,30}}|\b{{moment}}\b[^.;]{{0,30}}|{_FEAST}|{_HOURS})$")
MOMENT = Shape(rf"(?:\b{{moment}}\b[^.;]{{0,30}}|{_FEAST}|\b{{day_part}}\s+(?:\(?{{weekday}}\)?\s*,?\s*)?|{_HOURS})$")
DAY_PART = Shape(r"\b{day_part}\s+(?:\(?{weekday}\)?\s*,?\s*)?(?:các\s+)?$")
# The hour of the day, before it or behind: "8 giờ 00 ngày 14/11", "ngày 14/11 (7h15)"
HOUR_BEFORE = Shape(r"(?<![\d/]){clock}-?\s*(?:{day_part}\s*)?(?:\(?{weekday}\)?\s*,?\s*)?$")
_HOURS_BEFORE = Shape(r"(?:\btừ\s+)?{clock}(?:-|đến)\s*{clock}\W*$")
_HOUR_BEHIND = Shape(
    r"\s*[,:(-]?\s*(?:(?:lúc|vào|từ)\s+)*(?:buổi\s+)?(?:{day_part}\b|\d{1,2}\s*(?:giờ|h\d|h\b|g\d|:\d))"
)
_WHOLE_DAY = regex(r"\b(?:trong|cả|suốt)\s+(?:các\s+)?$")
# What is handed in or over at an hour is due then
_HANDED = Shape(r"\b{handed}\b[^.;]*$")
STAGE = regex(r"\bgiai đoạn\s+(?:từ\s+)?$")
_CLAUSE = regex(r"(?:^|[.;:•]\s*|^\s*[-+]\s*)$")
TO_EVENT = Shape(
    r"[\s)]*,?\s*(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+)?(?:(?P<open>(?:khi|lúc)\s)[^.;,()]{3,60}"
    r"|(?:ngày\s+(?=[^\W\d_]))?(?:{event}|{season}|{begin})\b[^.;,()\d]{0,50})"
)
"""Behind a start: the event that ends it, "đến hết ngày bầu cử"."""
ENDS_CLAUSE = regex(r"\s*(?:$|[.;,)])")
"""Behind a time that ends its clause."""


def opens_clause(before: str) -> bool:
    """Nothing, or the end of a sentence or clause, stands before."""
    return bool(_CLAUSE.search(before))


def runs_until(before: str) -> bool:
    """ "đến", "hết" stands before."""
    return bool(UNTIL.search(before))


def runs_from(before: str) -> bool:
    """ "từ", "kể từ" stands before."""
    return bool(FROM.search(before))


def runs_after(before: str) -> bool:
    """ "sau", "sau ngày" stands before."""
    return bool(_AFTER.search(before))


def marker(before: str) -> int:
    """How many characters of "chậm nhất là", "trước ngày", "7 giờ 30" stand right before a date."""
    for shape in (_HOURS_BEFORE, LATEST, BEFORE, UNTIL, FROM, WITHIN, STAGE, HOUR_BEFORE, DAY_PART):
        if match := shape.search(before):
            return len(before) - match.start()
    return 0


def limited_by(before: str) -> str | None:
    """The kind of word that makes a last day of the time behind it: "trước", "chậm nhất", "đến"."""
    for shape, word in ((LATEST, "chậm nhất"), (BEFORE, "trước"), (UNTIL, "đến")):
        if shape.search(before):
            return word
    return None


def at_hours(before: str) -> bool:
    """ "từ 8h đến 11h" stands before."""
    return bool(_HOURS_BEFORE.search(before))


def is_handed(before: str) -> bool:
    """ "Nộp về xã" stands before: what is handed in or done is due at the time behind it."""
    return bool(_HANDED.search(before))


def in_the_day(before: str, after: str) -> bool:
    """An hour, a part of the day, an occasion or "trong" says that it is done on the day, not up to it."""
    if MOMENT.search(before):
        return True
    within = any(shape.search(before) for shape in (HOUR_BEFORE, _HOURS_BEFORE, _WHOLE_DAY))
    return bool((within or _HOUR_BEHIND.match(after)) and not is_handed(before))

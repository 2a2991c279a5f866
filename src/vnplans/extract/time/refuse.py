"""Dates that are no deadlines: cited documents, periods in names, effect dates, reporting periods; they are blanked."""

from __future__ import annotations

import re

from vnplans.extract.time.words import Shape, Shapes, words_of
from vnplans.regex import regex

__all__ = ["SHAPES", "blank", "plan_noun"]

_DIGIT = regex(r"\d")
# Round the clock
_ALWAYS = Shape(r"(?<!ngày )(?<!đến )(?<!trước )(?<!từ )(?<!hết )(?<!xong )(?<!- )\b24/7\b(?!\s*/\s*\d)", "0")
# "số 1618/QĐ-UBND ngày 08/10/2025": number and symbol (Nghị định 30/2020/NĐ-CP, Phụ lục I), with its date
_CITED = Shape(
    r"\b\d[\d.]*[a-zđ]?(?:/{year})?(?:[/-](?!(?:tháng|năm|quý|lần|tuần|ngày)\b)[a-zđ][a-zđ&.-]+[\w/&.()-]*"
    r"|\s-\s[a-zđ]{2,5}/[a-zđ][\w-]*)(?:\s*,?\s*(?:ký\s+)?(?=ngày){date})?",
    "0",
)
_OF_ACT = Shape(r"\b{act}\b[^.;:,]{0,40}?(?=ngày)(?P<at>{dated})", "0", "{act}")
# "Quyết định ngày 15/3/2022 của ..."; "trước 16 giờ 00 ngày 25/10/2026 về Ban Tổ chức" says where it goes
_OF_BODY = Shape(
    r"(?<!trước )(?<!trong )(?<!nhất )(?<!giờ )(?<!giờ \d\d )(?<!phút )(?<!\dh )(?<!\dh\d\d )(?<!\d:\d\d )(?<!là )"
    r"(?<!đến )(?<!hết )(?<!vào )(?<!hạn )(?=ngày){dated}\s*,?\s*(?=(?:của(?!\s+năm)|về việc|về)\s)",
    "ngày",
    "của|về",
)
_AT_MEETING = Shape(
    r"\b{cited_at}\b[^.;:]{0,60}?\btại\s+(?:hội nghị|cuộc họp|phiên họp|buổi làm việc|cuộc làm việc|kỳ họp)\b"
    r"[^.;:,]{0,50}?(?:{date}|\btháng\s+{m}(?:\s*(?:/|năm)\s*{year})?)",
    "tại",
    "0",
)
"""What was said at a meeting: "kết luận tại phiên họp thường kỳ tháng 4"."""
_AROUND = Shape(r"\btrước\s*,\s*trong\s+và\s+sau\s(?:(?!\s(?:vào|trước|chậm nhất|hoàn thành)\s)[^.;:])*", "trước")
"""All around a feast: "trước, trong và sau dịp Lễ 30/4 - 01/5"."""
_SITTING = Shape(
    r"\b{sitting}\s+(?:thường lệ\s+|hđnd\s+|hội đồng nhân dân\s+){0,2}(?:đầu|giữa|cuối)\s+năm(?:\s+{year})?",
    "{sitting}",
)
"""The year is part of a meeting's name: "trình kỳ họp giữa năm 2024"."""
_EFFECT = Shape(r"\b(?:có\s+)?hiệu lực[^.;]{0,40}?(?:từ|sau)[^.;]{0,30}?(?:{date}|ký|ban hành)", "hiệu")
# "số liệu đến ngày 30/6", "tính từ ngày 15/12 năm trước đến ngày 14/6"
_AS_OF = Shape(
    r"\b{as_of}\s+(?:đến|từ)\s+(?:hết\s+)?{date}(?:(?:\s+năm\s+trước)?\s+(?:đến|tới)\s+(?:hết\s+)?{other_date})?",
    "0",
    "{as_of}",
)
# "báo cáo tình hình sản xuất đến ngày 05/8/2024"
_TOLD_TO = Shape(
    r"(?:báo cáo|tổng hợp|cập nhật|thống kê)\s+(?:[^\W\d_]+\s+){0,3}(?:tình hình|số liệu|kết quả)\s"
    r"(?:(?:(?!\s(?:trước|gửi|nộp|hoàn thành)\s)[^.;:,\d]){0,60}?\s)?"
    r"(?P<at>(?:tính\s+)?đến\s+(?:hết\s+)?ngày\s+{date})",
    "ngày",
    "0",
)
_TO_NOW = Shape(
    r"\btừ\s+(?:ngày\s+|tháng\s+|năm\s+)?[\d/. -]{1,12}\s*(?:đến|tới)\s+nay\b|\btính\s+từ\s+ngày[^.;]*", "từ"
)
# Years of schools and seasons are no calendar years: "năm học 2025 - 2026", "Hè 2026", "vụ Đông Xuân 2025-2026"
_SCHOOL = Shape(
    r"\btuần\s+(?:thứ\s+)?\d{1,2}\s*/\s*{year}"
    r"|\b(?:năm học|hè|(?:vụ|mùa)(?:\s+[^\W\d_]+){0,2}?)\s*,?\s+(?:năm\s+)?{year}(?:\s*-\s*(?:năm\s+)?{year})?",
    "học|hè|vụ|mùa|tuần",
    "0",
)
_NAMED = Shape(
    r"(?<!h[ằà]ng năm )(?<!h[ằà]ng năm, )(?<!h[ằà]ng năm; )"
    r"\b{term}\s+(?:từ\s+)?(?:năm\s+)?{year}(?:\s*(?:-|đến|và)\s*(?:năm\s+)?{year})?"
    r"(?:\s*,?\s*{outlook}\s+(?:đến\s+)?(?:năm\s+)?{year})?|\b{outlook}\s+(?:đến\s+)?(?:năm\s+)?{year}",
    "0",
    "{term}|{outlook}",
)
# "Trồng 300 cây sấu, giai đoạn 2021 - 2023 (Hội Cựu chiến binh).": when the work is done, not part of a name
_STAGE = Shape(
    r"(?:[,;]\s*|\(\s*|\s-\s)(?:(?:thực hiện|hoàn thành|triển khai)\s+)?(?:trong\s+)?"
    r"(?P<stage>giai đoạn\s+(?:từ\s+)?(?:năm\s+)?{year}\s*(?:-|đến)\s*(?:năm\s+)?{year})"
    r"(?=\s*\)?[\s.;]*$|\s*\([^()]*\)[\s.;]*$|\s*;|\.\s)",
    "đoạn",
    "0",
)
# "Giai đoạn 2013 - 2015, xử lý dứt điểm ...": the same at the head of the sentence
_STAGE_FIRST = Shape(
    r"(?:^\W*|[.;]\s+)(?:trong\s+)?"
    r"(?P<stage>giai đoạn\s+(?:từ\s+)?(?:năm\s+)?{year}\s*(?:-|đến)\s*(?:năm\s+)?{year})(?=\s*[,:])",
    "đoạn",
    "0",
)
_NAMED_THING = Shape(r"\b(?:{act}|{reach})\b[^.;:]*$")
_OUTLOOK = Shape(r"(?<=\d)\s*,?\s*\(?{outlook}\s+(?:đến\s+)?(?:năm\s+)?{year}", "0", "{outlook}")
_ORDERED = Shape(r"\b(?:trước|đến|hết|trong|vào|dự kiến|hoàn thành|{latest})\b")
"""Words before the date of an act that make it a last day all the same: "trình Đề án trước ngày 15/6/2024"."""
_HELD = regex(r"\b(?:tổ chức|tham gia|tham dự|dàn dựng) (?:các )?$")
_EVENING = regex(r"chương trình (?!số\b|hành động|phối hợp|mục tiêu|\d)")
"""A programme that is held, "tổ chức chương trình văn nghệ ngày 18/01/2025", is an event and no paper."""
_PLAN = Shape(r"\b{yearly}\b[^.;:]{0,60}$")
SHAPES = (
    _ALWAYS,
    _CITED,
    _OF_ACT,
    _OF_BODY,
    _AT_MEETING,
    _AROUND,
    _SITTING,
    _EFFECT,
    _AS_OF,
    _TOLD_TO,
    _TO_NOW,
    _SCHOOL,
    _NAMED,
    _STAGE,
    _STAGE_FIRST,
    _OUTLOOK,
)


_REFUSED = (_OF_BODY, _EFFECT, _AS_OF, _TO_NOW, _SCHOOL)
_REFUSED_IN_TEXT = (_AT_MEETING, _AROUND, _SITTING)
"""In the order of trying: in a cell too, in running text only."""
_ANYWHERE, _IN_TEXT = Shapes(*_REFUSED), Shapes(*_REFUSED_IN_TEXT)


def blank(folded: str, *, cell: bool) -> str:
    """The text with refused dates as "§", same length. In a deadline cell "giai đoạn 2021 - 2025" is a deadline."""
    if not _DIGIT.search(folded):
        return folded
    held = words_of(folded)
    if "24/7" in folded:
        folded = _ALWAYS.blank(folded, held)
    if "/" in folded or "-" in folded:
        folded = _CITED.blank(folded, held)
    for place in _ANYWHERE.among(held):
        folded = _REFUSED[place].blank(folded, held)
    if cell:
        return _OUTLOOK.blank(folded)
    for place in _IN_TEXT.among(held):
        folded = _REFUSED_IN_TEXT[place].blank(folded, held)
    stages = _stages(folded)
    folded = (
        _NAMED.pattern.sub(lambda m: m[0] if m.start() in stages else "§" * len(m[0]), folded)
        if _NAMED.may_stand(folded)
        else folded
    )
    folded = _TOLD_TO.pattern.sub(_without_day, folded) if _TOLD_TO.may_stand(folded) else folded
    return _OF_ACT.pattern.sub(_without_date, folded) if _OF_ACT.may_stand(folded) else folded


def _stages(folded: str) -> frozenset[int]:
    """Where a "giai đoạn" stands that is the time of the work."""
    found = [m for m in _STAGE.finditer(folded) if not _NAMED_THING.pattern.search(folded, 0, m.start())]
    return frozenset(m.start("stage") for m in (*found, *_STAGE_FIRST.finditer(folded)))


def _without_day(match: re.Match[str]) -> str:
    """The figures are of that day."""
    return match[0][: match.start("at") - match.start()] + "§" * len(match["at"])


def _without_date(match: re.Match[str]) -> str:
    before = match[0][: match.start("at") - match.start()]
    held = _EVENING.match(before) and _HELD.search(match.string[max(0, match.start() - 20) : match.start()])
    return match[0] if held or _ORDERED.search(before) else before + "§" * len(match["at"])


def plan_noun(folded: str, at: int) -> re.Match[str] | None:
    """A plan or budget right before "hằng năm" at `at`: part of its name unless the duty makes it."""
    return _PLAN.pattern.search(folded, max(0, at - 90), at)

"""Dates that are no deadlines: cited documents, periods in names, effect dates, reporting periods; they are blanked."""

from __future__ import annotations

import re

from vnplans.knowledge import alternatives, table

__all__ = ["blank", "plan_noun"]

_Y = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*(?:{_Y}|\d\d)|\d{{1,2}}\s+t?háng\s+\d{{1,2}}(?:\s*(?:,?\s*năm"
    rf"|/)\s*{_Y})?)"
)
_ACTS = alternatives(row["word"] for row in table("deadline_words") if row["kind"] == "act")
# "số 1618/QĐ-UBND ngày 08/10/2025": number and symbol (Nghị định 30/2020/NĐ-CP, Phụ lục I), with its date
_CITED = re.compile(
    rf"\b\d[\d.]*[a-zđ]?(?:/(?:{_Y}))?(?:[/-](?!(?:tháng|năm|quý|lần|tuần|ngày)\b)[a-zđ][a-zđ&.-]+[\w/&.()-]*"
    rf"|\s-\s[a-zđ]{{2,5}}/[a-zđ][\w-]*)(?:\s*,?\s*(?:ký\s+)?ngày\s+{_DATE})?"
)
_OF_ACT = re.compile(rf"\b(?:{_ACTS})\b[^.;:,]{{0,40}}?(?:ngày\s+)(?P<date>{_DATE})")
_OF_BODY = re.compile(rf"(?<!trước )(?<!trong )(?<!nhất )\bngày\s+{_DATE}\s*,?\s*(?=(?:của|về việc|về)\s)")
_EFFECT = re.compile(
    rf"\b(?:có\s+)?hiệu lực[^.;]{{0,40}}?(?:từ|sau)[^.;]{{0,30}}?(?:{_DATE}|ký|ban hành)|\b(?:số liệu|thời điểm"
    rf"|tính)\s+(?:đến|từ)\s+(?:hết\s+)?(?:ngày\s+)?{_DATE}"
)
_TO_NOW = re.compile(
    r"\btừ\s+(?:ngày\s+|tháng\s+|năm\s+)?[\d/. -]{1,12}\s*(?:đến|tới)\s+nay\b|\btính\s+từ\s+ngày[^.;]*"
)
_NAMED = re.compile(
    rf"\b(?:giai đoạn|nhiệm kỳ|thời kỳ|năm học|niên khóa|khóa|kỳ)\s+(?:từ\s+)?(?:năm\s+)?{_Y}(?:\s*(?:-|đến"
    rf"|và)\s*(?:năm\s+)?{_Y})?"
    rf"(?:\s*,?\s*(?:định hướng|tầm nhìn)\s+(?:đến\s+)?(?:năm\s+)?{_Y})?|\b(?:định hướng"
    rf"|tầm nhìn)\s+(?:đến\s+)?(?:năm\s+)?{_Y}"
)
_DIGIT = re.compile(r"\d")
_ALWAYS = re.compile(r"\b24/7\b")  # round the clock
_SCHOOL = re.compile(rf"\bnăm học\s+{_Y}(?:\s*-\s*{_Y})?")
_PLAN = re.compile(
    rf"\b(?:{alternatives(r['word'] for r in table('deadline_words') if r['kind'] == 'yearly')})\b[^.;:]{{0,60}}$"
)


def blank(folded: str, *, cell: bool) -> str:
    """The text with refused dates as "§", same length. In a deadline cell "giai đoạn 2021 - 2025" is a deadline."""
    if not _DIGIT.search(folded):
        return folded
    shapes = [_ALWAYS, _CITED, _OF_BODY, _EFFECT, _TO_NOW, _SCHOOL]
    if not cell:
        shapes.append(_NAMED)
    for shape in shapes:
        folded = shape.sub(lambda m: "§" * len(m[0]), folded)
    if cell:
        return folded
    return _OF_ACT.sub(_without_date, folded)


def _without_date(match: re.Match[str]) -> str:
    before = match[0][: match.start("date") - match.start()]
    if re.search(r"\b(?:trước|chậm nhất|muộn nhất|hoàn thành|đến|hết|trong)\b", before):
        return match[0]
    return before + "§" * len(match["date"])


def plan_noun(folded: str, at: int) -> re.Match[str] | None:
    """A plan or budget right before "hằng năm" at `at`: part of its name unless the duty makes it."""
    return _PLAN.search(folded, max(0, at - 90), at)

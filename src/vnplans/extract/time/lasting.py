"""What goes on: "thường xuyên", "từ ngày ban hành Kế hoạch", what is begun on one day and done by another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from vnplans.calendar import year_number
from vnplans.extract.time.around import opens_clause, runs_until
from vnplans.extract.time.beats import in_a_row
from vnplans.extract.time.meaning import Spot, sense
from vnplans.extract.time.relative import FROM_ISSUE
from vnplans.extract.time.text import ENDS, Reading, Text, all_year, make
from vnplans.extract.time.words import Shape, number_of
from vnplans.knowledge import rows
from vnplans.knowledge.tables import Verb
from vnplans.regex import regex

__all__ = ["ONGOING", "ONWARD", "begun_and_done", "counted_from", "from_issue", "ongoing"]

ONGOING = Shape(
    r"\b{always}(?:\s*,\s*{always})?(?!\s+học)(?P<bounded>\s+trong\s+(?:suốt\s+)?năm(?!\s+học)(?:\s+(?P<year>{year}))?)?",
    "{always}",
)
_LATER_CLAUSE = regex(r"\w[^.]*[;:]\s*$")
"""Before a clause that is one of several, or of a list: what is done all along is that clause alone."""
_STOP = regex(r"[.;:]\s")
_SERVED = Shape(r"\b{served}\s*$")
_SUBJECT = 6
"""Words of a subject: people named behind more of them are those of whom the duty speaks, "bồi dưỡng công chức, viên
chức thường xuyên tiếp xúc với người dân"."""
_REFUSED = Shape(r"(?:\b{refuse}|khuyến khích[^.;]*)\s*$")
_BEGUN = regex(r"\b(?:bắt đầu|khởi công)\s*:?\s*(?:(?:thực hiện|từ|vào|trong|ngày)\s+)*$")
_DONE_BY = regex(
    r"[\s,;.]*(?:và\s+)?(?:dự kiến\s+)?(?:hoàn thành|kết thúc)\s*:?\s*"
    r"(?:(?:trước|vào|trong|đến|hết|chậm nhất|ngày)\s+)*"
)
_SENTENCE_END = regex(r"[.;]\s+")
_UNTIL_GAP = regex(r"[\s,]*(?:cho\s+)?(?:-|đến|tới)\s+(?:(?:hết|ngày|cuối|tháng|năm|quý)\s+)*")
ONWARD = Shape(r"[\s)]*,?\s*(?:{onward})\b")
_AND_ON = regex(r"[\s,;]*và\s+")
_ALL_ALONG = regex(r"[\s,(]*(?:(?:kể từ|bắt đầu từ|từ nay|từ|đến|trong|hết|cả|suốt|các|giai đoạn|năm|thời gian)\s+)*")
"""Between "thường xuyên" and the time that it fills."""


def ongoing(t: Text) -> Iterator[Reading]:
    """The first "thường xuyên" that says how long the duty lasts, with the years that bound it."""
    for match in ONGOING.finditer(t.plain):
        if _is_adverb(t, match):
            year = year_number(match["year"]) or (t.year if match["bounded"] else None)
            dates, to = (all_year(year), match.end()) if year else _over(t, match)
            rank = _ongoing_rank(t, match, bool(dates))
            yield make(t, match.start(), to, rank, "ongoing", **dates)
            return


def _over(t: Text, match: re.Match[str]) -> tuple[dict[str, object], int]:
    """The period right behind "thường xuyên" and where it ends: "Thường xuyên từ năm 2026", "... đến hết quý III"."""
    for period in t.periods:
        if period.at >= match.end() and _ALL_ALONG.fullmatch(t.plain, match.end(), period.at):
            spot = Spot(t.plain, period, t.issued_on)
            said = sense(spot)
            if said.kind == "by" and not runs_until(spot.before):
                continue
            onward = ONWARD.match(t.plain, period.to)
            dates: dict[str, object] = {"start": said.start, "end": None if onward else said.end}
            return dates, onward.end() if onward else period.to
    last = t.periods[-1] if t.cell and t.periods else None
    opens = last and t.plain[: t.periods[0].at].strip() in ("", "trong", "từ")
    if last and opens and last.start and _AND_ON.fullmatch(t.plain, last.to, match.start()):  # "Quý IV và thường xuyên"
        return {"start": min(p.start for p in t.periods if p.start)}, match.end()
    only = t.periods[0] if t.cell and len(t.periods) == 1 else None
    if only and only.grain == "year" and only.to <= match.start():  # "Năm 2026 (thường xuyên)"
        said = sense(Spot(t.plain, only, t.issued_on))
        return ({} if said.kind == "by" else {"start": said.start, "end": said.end}), match.end()
    return {}, match.end()


def _is_adverb(t: Text, match: re.Match[str]) -> bool:
    """ "thường xuyên" says how long the duty lasts where it opens or closes the clause, or stands beside its verb."""
    before = t.plain[: match.start()]
    if t.cell:
        return re.search(r"\bchi\s*$", before) is None  # "chi thường xuyên" is an expense
    if opens_clause(before):
        return not _LATER_CLAUSE.search(before) or not _verb_behind(t.plain, match.end())
    if _REFUSED.search(before) or in_a_row(before, t.plain[match.end() :]):
        return False
    if _SERVED.search(before) and len(_STOP.split(before)[-1].split()) > _SUBJECT:
        return False
    closes = ENDS.match(t.plain, match.end()) and not before.rstrip().endswith(",")
    return bool(match["bounded"] or closes or _verb_behind(t.plain, match.end()) or _verb_before(before))


_LISTED = regex(r"\s*(?:,|\bvà\b)\s*")
_WORDS = regex(r"[^\W\d_]+(?: [^\W\d_]+)*")
_LINK = regex(r"\s*(?:,|và\b|để\b)?\s*")


@cache
def _verbs(*kinds: str) -> frozenset[str]:
    return frozenset(row.word for row in rows(Verb) if row.kind in kinds)


def _verb_behind(plain: str, at: int) -> bool:
    """ "thường xuyên, kiểm tra": a verb of work right behind."""
    link = _LINK.match(plain, at)
    found = _WORDS.match(plain, link.end() if link else at)
    words = found[0].split() if found else []
    known = _verbs("verb", "adverb")
    return any(" ".join(words[:count]) in known for count in range(1, len(words) + 1))


def _verb_before(before: str) -> bool:
    """ "Kiểm tra, giám sát thường xuyên bếp ăn bán trú": the clause opens with the verbs."""
    clause = re.split(r"[.;:]\s+", before)[-1].strip()
    return _only_verbs(clause)


def _only_verbs(clause: str) -> bool:
    """ "kiểm tra, giám sát", "tổ chức kiểm tra": verbs and nothing else."""
    known = _verbs("verb")
    for piece in _LISTED.split(clause):
        words = piece.split()
        pairs = ((" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words)))
        if piece not in known and not any(first in known and second in known for first, second in pairs):
            return False
    return True


def _ongoing_rank(t: Text, match: re.Match[str], bounded: bool) -> int:
    if bounded:
        return -1
    if t.cell and all(p.grain == "year" for p in t.periods):
        return 0
    before = t.plain[: match.start()]
    if _only_verbs(before.strip()):  # "Thực hiện thường xuyên việc kiểm tra và định kỳ đánh giá"
        return 3
    return 2 if opens_clause(before) else 5


def begun_and_done(t: Text) -> Iterator[Reading]:
    """ "Bắt đầu từ tháng 6/2026, hoàn thành trong tháng 9/2026": one span."""
    for first, last in pairwise(t.periods):
        begun = _BEGUN.search(t.plain[: first.at])
        if begun and _DONE_BY.fullmatch(t.plain, first.to, last.at) and first.start and last.end:
            if first.start <= last.end:
                yield make(t, begun.start(), last.to, -1, "during", start=first.start, end=last.end)
            return


_COUNTED = Shape(
    r"(?P<limit>(?:thời hạn|vòng|{limit})\s+(?:là\s+)?)?(?<![/\d]){count}"
    r"(?:\s*[,(;]\s*(?:bắt đầu\s+)?|\s+bắt đầu\s+)từ\s+(?:ngày\s+)?$",
    "từ",
    "0|{number}",
)
"""Before the first of so many days: "25 ngày, bắt đầu từ ngày 01/4"."""


def counted_from(t: Text) -> Iterator[Reading]:
    """ "Trong 25 ngày, bắt đầu từ ngày 01/4/2024", "03 tháng, từ tháng 5/2024": a span of so many from the first on."""
    for period in t.periods:
        near = max(0, period.at - 60)
        found = _COUNTED.search(t.plain[near : period.at]) if period.start and period.count == 1 else None
        if not found or found["b"] or found["limit"] or not period.start:
            continue
        count = number_of(found["n"]) or 0
        if period.grain == "day" and found["u"] in ("ngày", "tuần"):
            end = period.start + dt.timedelta(days=count * (7 if found["u"] == "tuần" else 1) - 1)
        elif period.grain == "month" and found["u"] == "tháng":
            months = period.start.year * 12 + period.start.month - 1 + count
            end = dt.date(months // 12, months % 12 + 1, 1) - dt.timedelta(days=1)
        else:
            continue
        if end > period.start:
            yield make(t, near + found.start(), period.to, -1, "during", start=period.start, end=end)


def from_issue(t: Text) -> Iterator[Reading]:
    """ "Từ ngày ban hành Kế hoạch": an open end from the date of issue on, or a span where a last day follows.

    The open end is said of the whole and stands first; the span may begin a later sentence.
    """
    sentences = (0, *(end.end() for end in _SENTENCE_END.finditer(t.folded))) if FROM_ISSUE.may_stand(t.folded) else ()
    for start in sentences:
        match = FROM_ISSUE.match(t.folded, start)
        until = match and next((p for p in t.periods if p.at >= match.end() and p.end), None)
        if match and until is None and start == 0:
            yield make(t, match.start("words"), match.end(), -1, "ongoing", start=t.issued_on)
        elif (
            match
            and until
            and _UNTIL_GAP.fullmatch(t.folded, match.end(), until.at)
            and t.issued_on
            and t.issued_on <= (until.end or dt.date.max)
        ):
            yield make(t, match.start("words"), until.to, -1, "during", start=t.issued_on, end=until.end)

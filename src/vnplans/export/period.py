"""The last day of the period that an act plans, as its title says it: "năm 2026", "giai đoạn 2021-2025".

A rhythm without an end of its own ("trước ngày 25 hằng tháng") lasts to that day and no longer.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from vnplans.models import Directive
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["plan_end"]

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def plan_end(directive: Directive) -> dt.date | None:
    """The last day of the act's period; None where its title names none, or only one that was over before it.

    A year of the issue or the next goes before a longer stage ("kế hoạch năm 2024 ... chương trình giai đoạn
    2021-2025"); a school year ends on 31 May, by which the Ministry's yearly frame closes it.
    """
    title, issued = fold(directive.title or ""), directive.issued_on
    own = list(_spans(phrase("plan.stage").sub(" ", title)))
    near = [day for day in own if issued is None or day.year - issued.year in (0, 1)]
    stages = [dt.date(int(found["last"]), 12, 31) for found in phrase("plan.stage").finditer(title)]
    schools = [dt.date(int(found["last"]), 5, 31) for found in phrase("plan.school_year").finditer(title)]
    for days in (schools, near if issued else [], stages, own):
        if days and (issued is None or days[-1] >= issued):
            return days[-1]
    return None


def _spans(title: str) -> Iterator[dt.date]:
    """The last days of the years, halves, quarters and months that the title names."""
    for found in phrase("plan.year").finditer(title):
        if found["day"] is None:
            yield _last_day(found)


def _last_day(found: re.Match[str]) -> dt.date:
    year = int(found["year"] or found["year_"])
    quarter, month = found["quarter"] or found["quarter_"], found["month"] or found["month_"]
    last = 12
    if found["half"]:
        last = 6
    elif quarter:
        last = 3 * (_QUARTERS.get(quarter) or int(quarter))
    elif month and 1 <= int(month) <= 12:
        last = int(month)
    return dt.date(year, last, calendar.monthrange(year, last)[1])

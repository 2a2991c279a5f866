"""Points of the calendar and what is made of several: first and last day, kind, and of how many points."""

from __future__ import annotations

import datetime as dt

import pytest

from vnplans.extract.time.periods import periods
from vnplans.text import fold

Said = tuple[str | None, str | None, str, int]
PLACED: list[tuple[str, list[Said]]] = [
    ("25 - 05/6/2024", [("2024-06-05", "2024-06-05", "day", 1)]),
    ("20 - 25/6/2024", [("2024-06-20", "2024-06-25", "day", 2)]),
    ("ngày 20 và 25/6/2024", [("2024-06-25", "2024-06-25", "day", 1)]),
    ("ngày 24 và 25/6/2024", [("2024-06-24", "2024-06-25", "day", 2)]),
    ("ngày 3, 4, 5/6/2024", [("2024-06-03", "2024-06-05", "day", 2)]),
    ("ngày 3, 5/6/2024", [("2024-06-05", "2024-06-05", "day", 1)]),
    ("ngày 29, 30/6; 02/7/2024", [("2024-06-29", "2024-06-30", "day", 2), ("2024-07-02", "2024-07-02", "day", 1)]),
    ("30/6, 31/7 và 31/8/2024", [("2024-08-31", "2024-08-31", "day", 1)]),
    ("ngày 10 đến ngày 12/6", [("2024-06-10", "2024-06-12", "day", 2)]),
    ("ngày 25/12 đến ngày 05/01", [("2024-12-25", "2025-01-05", "day", 2)]),
    ("ngày 25/12 đến ngày 05/01/2025", [("2024-12-25", "2025-01-05", "day", 2)]),
    ("06.9 - 19.9.2024", [("2024-09-06", "2024-09-19", "day", 2)]),
    ("ngày 20-11", [("2024-11-20", "2024-11-20", "day", 1)]),
    ("ngày 5-7", []),
    ("ngày 31/6/2024", []),
    ("ngày 29/2", [("2024-02-29", "2024-02-29", "day", 1)]),
    ("ngày 10/3 âm lịch", [(None, None, "day", 1)]),
    ("tháng 10 - 3", [("2024-10-01", "2025-03-31", "month", 2)]),
    ("tháng 10 - 3/2025", [("2024-10-01", "2025-03-31", "month", 2)]),
    ("tháng 11 đến tháng 3", [("2024-11-01", "2025-03-31", "month", 2)]),
    ("tháng 6, tháng 9/2024", [("2024-09-01", "2024-09-30", "month", 1)]),
    ("tháng 6, 7, 8/2024", [("2024-06-01", "2024-08-31", "month", 2)]),
    ("tháng 6, 8/2024", [("2024-08-01", "2024-08-31", "month", 1)]),
    ("tháng 6 và tháng 7/2024", [("2024-06-01", "2024-07-31", "month", 2)]),
    ("6 - 8/2024", [("2024-06-01", "2024-08-31", "month", 2)]),
    ("tháng 12", [("2024-12-01", "2024-12-31", "month", 1)]),
    ("tuần 2 tháng 6", [("2024-06-01", "2024-06-30", "month", 1)]),
    ("tuần 2 tháng 6/2025", [("2025-06-01", "2025-06-30", "month", 1)]),
    ("quý i, ii, iii/2024", [("2024-01-01", "2024-09-30", "quarter", 2)]),
    ("quý i, iii/2024", [("2024-07-01", "2024-09-30", "quarter", 1)]),
    ("quý iv - i", [("2024-10-01", "2025-03-31", "quarter", 2)]),
    ("quý iii đến quý i/2025", [("2024-07-01", "2025-03-31", "quarter", 2)]),
    ("tháng 8 đến quý iv/2024", [("2024-08-01", "2024-12-31", "quarter", 2)]),
    ("quý 2/2025", [("2025-04-01", "2025-06-30", "quarter", 1)]),
    ("6 tháng đầu năm 2024", [("2024-01-01", "2024-06-30", "half", 1)]),
    ("6 tháng cuối năm 2024", [("2024-07-01", "2024-12-31", "half", 1)]),
    ("9 tháng đầu năm", [("2024-01-01", "2024-09-30", "half", 1)]),
    ("3 tháng cuối năm", [("2024-10-01", "2024-12-31", "half", 1)]),
    ("nửa cuối năm 2025", [("2025-07-01", "2025-12-31", "half", 1)]),
    ("nửa đầu năm", [("2024-01-01", "2024-06-30", "half", 1)]),
    ("năm 2024", [("2024-01-01", "2024-12-31", "year", 1)]),
    ("năm 2024, 2026", [("2026-01-01", "2026-12-31", "year", 1)]),
    ("năm 2024 - 2026", [("2024-01-01", "2026-12-31", "year", 2)]),
    ("2025", [("2025-01-01", "2025-12-31", "year", 1)]),
    ("năm 2025 và tháng 3/2026", [("2025-01-01", "2025-12-31", "year", 1), ("2026-03-01", "2026-03-31", "month", 1)]),
    ("quốc khánh năm 2025", [("2025-09-02", "2025-09-02", "day", 1)]),
    ("rằm tháng chạp", [(None, None, "day", 1)]),
    ("30/4 và 01/5", [("2024-04-30", "2024-05-01", "day", 2)]),
    ("01/12/2023 đến rằm tháng chạp", [("2023-12-01", None, "day", 2)]),
    ("30/6/2024; 31/12/2024", [("2024-06-30", "2024-06-30", "day", 1), ("2024-12-31", "2024-12-31", "day", 1)]),
]
"""In a plan of 2024."""


def said(text: str) -> list[Said]:
    return [(_day(p.start), _day(p.end), p.grain, p.count) for p in periods(fold(text), 2024)]


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


@pytest.mark.parametrize("before", ["", "vào "])
@pytest.mark.parametrize(("text", "found"), PLACED, ids=[text for text, _ in PLACED])
def test_what_points_of_the_calendar_come_to(text: str, found: list[Said], before: str) -> None:
    assert said(before + text) == found
    assert [p.at for p in periods(fold(before + text), 2024)][:1] == ([len(before)] if found else [])


def test_a_year_that_is_not_said_is_told() -> None:
    told = [("tháng 6", True), ("tháng 6/2024", False), ("tháng 6 đến tháng 7/2024", False), ("quý i - iii", True)]
    assert [(text, periods(fold(text), 2024)[0].open_year) for text, _ in told] == told
    assert [(p.start, p.end) for p in periods("tháng 6", None)] == [(None, None)]

"""Rhythms and spans in the words of a clerk."""

from __future__ import annotations

import pytest

from vnplans.wording import rhythm_day, rhythm_words, span_words


@pytest.mark.parametrize(
    ("rule", "often", "day"),
    [
        ("FREQ=DAILY", "hằng ngày", ""),
        ("FREQ=WEEKLY;INTERVAL=2", "2 tuần một lần", ""),
        ("FREQ=WEEKLY;BYDAY=FR", "hằng tuần", "thứ Sáu"),
        ("FREQ=WEEKLY;BYDAY=MO,SU", "hằng tuần", "thứ Hai, Chủ nhật"),
        ("FREQ=MONTHLY;BYDAY=2FR", "hằng tháng", "thứ Sáu tuần thứ 2"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "hằng tháng", "thứ Sáu cuối cùng"),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "hằng tháng", "ngày 25"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "hằng tháng", "ngày cuối tháng"),
        ("FREQ=MONTHLY;INTERVAL=3", "hằng quý", ""),
        ("FREQ=MONTHLY;INTERVAL=6", "6 tháng một lần", ""),
        ("FREQ=MONTHLY;INTERVAL=12", "hằng năm", ""),
        ("FREQ=YEARLY;BYMONTH=5", "hằng năm", "tháng 5"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", "hằng năm", "ngày 15 tháng 12"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "hằng năm", "ngày cuối tháng 3, 6, 9, 12"),
        ("FREQ=YEARLY;INTERVAL=5", "5 năm một lần", ""),
        ("FREQ=SECONDLY", "FREQ=SECONDLY", ""),
        ("FREQ=HOURLY;INTERVAL=3", "3 giờ một lần", ""),
        ("FREQ=MINUTELY;INTERVAL=30", "30 phút một lần", ""),
    ],
)
def test_a_rule_in_words(rule: str, often: str, day: str) -> None:
    assert (rhythm_words(rule), rhythm_day(rule)) == (often, day)


@pytest.mark.parametrize(("span", "words"), [("P1M15D", "1 tháng 15 ngày"), ("P2W", "2 tuần"), ("PT48H", "PT48H")])
def test_a_span_in_words(span: str, words: str) -> None:
    assert span_words(span) == words

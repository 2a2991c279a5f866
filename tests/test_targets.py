"""Measured aims: rows of tests/cases/targets.toml, and the rule over the sections of an act."""

from __future__ import annotations

import datetime as dt
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from vnplans.extract.fields.targets import measures
from vnplans.pipeline import parse_bytes

FILE = Path(__file__).parent / "cases" / "targets.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["case"]

PLAN = """
ỦY BAN NHÂN DÂN
TỈNH HẢI DƯƠNG
Số: 61/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hải Dương, ngày 07 tháng 3 năm 2023
KẾ HOẠCH
Trồng cây xanh đô thị
I. MỤC TIÊU
1. Mục tiêu cụ thể đến năm 2025
- Trên 85% tuyến phố có cây bóng mát.
- Năm 2020 đạt 40% tuyến phố.
II. NHIỆM VỤ
1. Sở Xây dựng rà soát 100% cây nguy hiểm.
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("Sở Y tế báo cáo. ", ""), ("", ". Sở Y tế báo cáo."), ("", "; tăng thu ngân sách.")],
)
@pytest.mark.parametrize("case", CASES, ids=[c["text"][:60] for c in CASES])
def test_measures(case: dict[str, Any], before: str, after: str) -> None:
    found = [m.target for m in measures(before + (case["text"].rstrip(".;") + after if after else case["text"]))]
    got = [[t.metric, t.comparator, t.value, t.unit, *([t.by] if t.by else [])] for t in found]
    assert got == case["targets"]


def test_words_of_a_measure_stand_in_the_text() -> None:
    for case in CASES:
        for measure in measures(case["text"]):
            assert measure.target.text in case["text"][measure.start : measure.end]


def test_words_that_are_no_amount_are_left_in_a_moment() -> None:
    """The number of an act is blanked; what is blanked once took the time of all its parts."""
    number = "/".join(["12", "2023", *["QĐ-UBND"] * 8])
    start = time.process_time()
    assert not [m for m in measures(f"{number} tái 10 xã", year=2024) if m.target.unit is None]
    assert time.process_time() - start < 2


def test_only_sections_of_aims_count_and_their_heading_gives_the_horizon() -> None:
    record = parse_bytes(PLAN.encode(), "plan.txt")[0]
    assert [(t.metric, t.comparator, t.value, t.by) for t in record.targets] == [
        ("tuyến phố có cây bóng mát", ">", 85.0, dt.date(2025, 12, 31))
    ]
    assert record.evidence["/targets/0"][0].text == "Trên 85% tuyến phố có cây bóng mát"

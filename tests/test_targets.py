"""Measured aims: rows of tests/cases/targets.toml, and the rule over the sections of an act."""

from __future__ import annotations

import datetime as dt
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
import text_act

from vnplans.extract.fields.targets import measures
from vnplans.pipeline import parse_bytes, parse_pages, source_of

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


SHADE = "- Trên 85% tuyến phố có cây bóng mát."


@pytest.mark.parametrize(
    ("sections", "by"),
    [
        (f"**I. MỤC TIÊU**\n{SHADE}", [None]),
        (f"**I. NHIỆM VỤ**\n{SHADE}", []),
        (f"**I. MỤC TIÊU**\n**1. Nhiệm vụ**\n{SHADE}", []),
        (f"**I. NHIỆM VỤ**\n**1. Mục tiêu**\n{SHADE}", [None]),
        (f"**I. MỤC TIÊU {'M' * 240}**\n{SHADE}", [None]),
        (f"**I. MỤC TIÊU {'M' * 241}**\n{SHADE}", []),  # too long for a heading
        ("**I. NHIỆM VỤ**\n**- Mục tiêu:** Trên 85% tuyến phố có cây bóng mát.", [None]),
        ("**I. NHIỆM VỤ**\n- Mục tiêu: Trên 85% tuyến phố có cây bóng mát.", []),
        (f"**I. MỤC TIÊU**\n{SHADE}\n**II. NHIỆM VỤ**\n- Sở Xây dựng tỉa 100% cây nguy hiểm.", [None]),
        # The last year that the nearest heading or short lead-in names
        (f"**I. MỤC TIÊU**\n**1. Mục tiêu đến năm 2025, năm 2030**\n{SHADE}", ["2030-12-31"]),
        (f"**I. MỤC TIÊU ĐẾN NĂM 2030**\n1. Đến năm 2025:\n{SHADE}", ["2025-12-31"]),
        (f"**I. MỤC TIÊU**\n1. Phủ xanh phố, quý II/2025:\n{SHADE}", [None]),
        (f"**I. MỤC TIÊU**\n1. Đến năm 2025 {'m' * 185}:\n{SHADE}", ["2025-12-31"]),
        (f"**I. MỤC TIÊU**\n1. Đến năm 2025 {'m' * 186}:\n{SHADE}", [None]),
        (f"**I. MỤC TIÊU**\n**1. Đến năm 2025 {'m' * 190}**\n{SHADE}", ["2025-12-31"]),
        # What was over before the act, issued on 5 March, is no aim
        (
            "**I. MỤC TIÊU**\n- Đến hết tháng 2 năm 2024, 30% phố có cây.\n- Đến năm 2024, 31% phố có cây.",
            ["2024-12-31"],
        ),
    ],
)
def test_the_targets_of_an_act(sections: str, by: list[str | None]) -> None:
    letterhead = "@ỦY BAN NHÂN DÂN TỈNH LAM GIANG|45/KH-UBND|Lam Giang, ngày 05 tháng 3 năm 2024"
    closing = "#TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH|Lê Duy Hà|- Như trên;/- Lưu: VT."
    text = f"{letterhead}\n^**KẾ HOẠCH**\n^**Trồng cây**\n{sections}\n{closing}"
    pages = text_act.paper(text)
    record = parse_pages(pages, source_of(pages, text.encode(), "a.docx"))[0]
    assert [target.by and target.by.isoformat() for target in record.targets] == by

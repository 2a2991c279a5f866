"""Heads as they stand on paper: one row of tests/cases/paper.toml each, read as a text PDF and as a scan of it.

A row draws its page with letters of one width. `only = "scan"`: what an engine made of it; `unsure`: words it did not
believe.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from test_head_cases import _value

from vnplans.models import Directive
from vnplans.pages import Block, Pages
from vnplans.pipeline import parse_bytes, parse_pages, source_of
from vnplans.readers.ocr.sheet import sheet_of
from vnplans.readers.ocr.words import PixelWord, _extent
from vnplans.readers.sheet.flow import blocks_of
from vnplans.readers.sheet.placement import Placement
from vnplans.readers.sheet.ruled import Rules

sys.path.append(str(Path(__file__).parent / "readers"))
from pdf_maker import A4, WIDTH, Page, make_pdf

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "paper.toml").read_text("utf-8"))["case"]
SIZE, PITCH, TOP, EDGE = 11.0, 18.0, 60.0, 20.0
"""Points: size of the letters, from line to line, first base line, left edge of the drawing."""
LETTER = SIZE * WIDTH
DOT = 72 / 200
"""Points of a pixel."""


def printed(case: dict[str, Any]) -> Directive:
    """The record of the page as a text PDF."""
    page = Page()
    for number, line in enumerate(case["page"].strip("\n").splitlines()):
        for part in re.finditer(r"\S+(?: \S+)*", line):
            page.text(EDGE + part.start() * LETTER, TOP + number * PITCH, part.group(), SIZE)
    return parse_bytes(make_pdf(page), "case.pdf")[0]


def scanned(case: dict[str, Any]) -> Directive:
    """The record of the page as an engine reads a picture of it."""
    words = []
    for number, line in enumerate(case["page"].strip("\n").splitlines()):
        for part in re.finditer(r"\S+", line):
            above, below = _extent(part.group())
            x0, base, em = (EDGE + part.start() * LETTER) / DOT, (TOP + number * PITCH) / DOT, SIZE / DOT
            box = x0, base - (above or 0.67) * em, x0 + len(part.group()) * LETTER / DOT, base + below * em
            sure = 0.3 if part.group() in case.get("unsure", ()) else 0.95
            words.append(PixelWord(part.group(), box, sure, (number,)))
    placement = Placement(A4, (round(A4[0] / DOT), round(A4[1] / DOT)))
    blocks = blocks_of([sheet_of(words, Rules(), [], placement, 1)])
    pages = Pages(blocks, "image/test", "image/png", 1, (A4,), text_origin="ocr")
    return parse_pages(pages, source_of(pages, b"case", "case.png"))[0]


READ = {"text": printed, "scan": scanned}
RUNS = [(case, form) for case in CASES for form in READ if case.get("only", form) == form]


@pytest.mark.parametrize(("case", "form"), RUNS, ids=[f"{form}: {case['why']}" for case, form in RUNS])
def test_a_head_on_paper(case: dict[str, Any], form: str) -> None:
    record = READ[form](case)
    expected = dict(case["expect"])
    notes = set(expected.pop("notes", ()))
    assert {field: _value(record, field) for field in expected} == expected
    assert notes <= {note.code for note in record.notes}


def test_a_stroke_behind_the_last_recipient_does_not_lose_it() -> None:
    """The pen of the signature reaches into the line "Lưu: ...", which then stands in no column."""
    words = [
        ("UBND TỈNH LAM GIANG", "left"),
        ("SỞ Y TẾ", "left"),
        ("Số: 12/KH-SYT", "left"),
        ("KẾ HOẠCH", None),
        ("Tiêm chủng mở rộng năm 2024", None),
        ("1. Các trạm y tế lập danh sách trẻ trước ngày 15/3/2024.", None),
        ("Nơi nhận:", "left"),
        ("- UBND tỉnh;", "left"),
        ("GIÁM ĐỐC", "right"),
        ("- Lưu: VT, NVY. _-", None),
        ("Lê Văn Sáu", None),
    ]
    blocks = tuple(
        Block(text, capitals=text.isupper(), column=column, confidence=0.9)  # type: ignore[arg-type]
        for text, column in words
    )
    pages = Pages(blocks, "image", "image/png", text_origin="ocr")
    (record,) = parse_pages(pages, source_of(pages, b"x", "a.png"))
    assert record.recipients == ["UBND tỉnh", "Lưu: VT, NVY"]

"""One calendar: each written date of tests/cases/dates.toml through every door that reads dates, with one answer."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from vnplans import calendar
from vnplans.containers.edxml import header
from vnplans.extract.fields.citations import read_citations
from vnplans.extract.time.deadlines import find_deadline
from vnplans.extract.zones.enclosed import named_act
from vnplans.pipeline import parse_bytes
from vnplans.readers.signed.appearances import shown_time
from vnplans.text import clean

FILE = Path(__file__).parent / "cases" / "dates.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["case"]
SHORT = re.compile(r"ngày (\d\d?[/.-]\d\d?[/.-]\d{4})")


def _alone(text: str) -> dt.date | None:
    return next((written.date for written in calendar.dates(text)), None)


def _citation(text: str) -> dt.date | None:
    ((citation, _, _),) = list(read_citations(f"Quyết định số 45/QĐ-UBND {text} của Ủy ban nhân dân tỉnh Nghệ An"))[:1]
    return citation.issued_on


def _law(text: str) -> dt.date | None:
    ((citation, _, _),) = list(read_citations(f"Căn cứ Luật Lâm nghiệp {text};"))
    return citation.issued_on


def _enclosed(text: str) -> dt.date | None:
    match = named_act(f"(Kèm theo Quyết định số 45/QĐ-UBND {text} của Ủy ban nhân dân tỉnh Nghệ An)")
    return calendar.date_of(match) if match and match["date"] else None


def _deadline(text: str) -> dt.date | None:
    found = find_deadline(f"Báo cáo kết quả trước {text}")
    return found[0].end if found else None


def _issue_line(text: str) -> dt.date | None:
    return parse_bytes(_letter(f"Nghệ An, {text}"), "case.txt")[0].issued_on


def _gazette(text: str) -> dt.date | None:
    page = f"NGHỊ ĐỊNH\ncủa Chính phủ số 77/2003/NĐ-CP {text}\nvề việc trồng cây\nCHÍNH PHỦ\nCăn cứ Luật Lâm nghiệp;"
    return parse_bytes(page.encode(), "case.txt")[0].issued_on


def _announced(text: str) -> dt.date | None:
    page = f"UBND tỉnh Nghệ An vừa ban hành Kế hoạch số 45/KH-UBND {text} về việc trồng cây.\n- Trồng nhiều cây."
    return parse_bytes(page.encode(), "case.txt")[0].issued_on


def _letter(line: str) -> bytes:
    return f"""
ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN
Số: 45/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{line}
KẾ HOẠCH
Trồng cây
I. MỤC ĐÍCH
Trồng nhiều cây.
""".encode()


DOORS: dict[str, Callable[[str], dt.date | None]] = {
    "alone": _alone,
    "citation": _citation,
    "law": _law,
    "enclosed": _enclosed,
    "issue line": _issue_line,
    "gazette": _gazette,
    "announced": _announced,
    "deadline": _deadline,
}


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_every_door_gives_one_answer(case: dict[str, Any]) -> None:
    doors = {name: door for name, door in DOORS.items() if name != "deadline" or case.get("deadline", True)}
    assert {name: door(case["text"]) for name, door in doors.items()} == dict.fromkeys(doors, case.get("date"))


@pytest.mark.parametrize("case", [c for c in CASES if "parts" in c], ids=lambda case: case["text"])
def test_what_is_no_date_says_its_parts(case: dict[str, Any]) -> None:
    (written,) = calendar.dates(case["text"])
    assert [written.year or 0, written.month or 0, written.day or 0] == case["parts"]
    assert written.date is None


@pytest.mark.parametrize("case", [c for c in CASES if SHORT.fullmatch(c["text"])], ids=lambda case: case["text"])
def test_machines_print_the_same_dates(case: dict[str, Any]) -> None:
    digits = case["text"].removeprefix("ngày ")
    at = shown_time(f"Thời gian ký: {digits} 16:31:05 +07:00")
    assert (at.date() if at else None) == case.get("date")
    root = etree.fromstring(
        f"<a><PromulgationInfo><PromulgationDate>{digits}</PromulgationDate></PromulgationInfo></a>"
    )
    assert header(root).issued_on == case.get("date")


def test_a_stamp_may_say_the_year_first() -> None:
    at = shown_time("2023-03-07 16:31:05 -03:30")
    assert at is not None
    assert at.isoformat() == "2023-03-07T16:31:05-03:30"
    assert shown_time("2023-02-30 16:31:05") is None
    assert shown_time("07.03.2023 25:00") is None


@pytest.mark.parametrize(("digits", "year"), [("68", 2068), ("69", 1969), ("00", 2000), ("99", 1999), ("2024", 2024)])
def test_a_year_of_two_digits(digits: str, year: int) -> None:
    assert calendar.year_number(digits) == year


def test_two_dates_in_one_pattern() -> None:
    pattern = re.compile(rf"từ {calendar.written('a_')} đến {calendar.written('b_')}")
    match = pattern.fullmatch("từ ngày 05/3/2024 đến ngày 07 tháng 3 năm 2024")
    assert match is not None
    assert (calendar.date_of(match, "a_"), calendar.date_of(match, "b_")) == (dt.date(2024, 3, 5), dt.date(2024, 3, 7))


def test_several_dates_of_a_text_in_order() -> None:
    text = "Từ 5/3/2024 đến 07.3.2024, ngày tháng 4 năm 2024 và 31/4/2024"
    assert [w.date for w in calendar.dates(text)] == [dt.date(2024, 3, 5), dt.date(2024, 3, 7), None, None]
    assert [text[w.start : w.end] for w in calendar.dates(text)][2:] == ["ngày tháng 4 năm 2024", "31/4/2024"]


_VOCABULARY = "ngày tháng năm 05 3 12 2024 24 / . - , ... ba tư (năm) mồng 31/4 5/3/ thang háng"
_WORDS = st.sampled_from(_VOCABULARY.split())


@given(st.lists(_WORDS, max_size=12), st.booleans())
def test_any_words_give_dates_that_stand_in_them(words: list[str], close: bool) -> None:
    text = clean(("" if close else " ").join(words))
    end = 0
    for written in calendar.dates(text):
        assert end <= written.start < written.end <= len(text)
        end = written.end
        assert written.date is None or written.date == dt.date(written.year or 0, written.month or 0, written.day or 0)


@given(st.dates(dt.date(1969, 1, 1), dt.date(2068, 12, 31)))
def test_a_date_written_any_way_is_read_back(day: dt.date) -> None:
    forms = (
        f"ngày {day:%d} tháng {day:%m} năm {day:%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%y}",
        f"{day.day} tháng {day.month}, {day.year}",
    )
    assert {_alone(form) for form in forms} == {day}

"""The number of an act, as printed and as mistyped: tests/cases/numbers.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from vnplans.extract.numbers import (
    NUMBER_BEGINS,
    named_number_line,
    number_line,
    parse_number,
    set_up_by,
)
from vnplans.kinds import is_joint_code
from vnplans.regex import regex

CASES = tomllib.loads((Path(__file__).parent / "cases" / "numbers.toml").read_text("utf-8"))["case"]
PARTS = ("serial", "year", "type_code", "issuer_code")


@pytest.mark.parametrize("case", CASES)
def test_a_number_is_read(case: dict[str, Any]) -> None:
    line = number_line(case["line"], anywhere=case.get("anywhere", False))
    number = parse_number(line["number"]) if line else None
    if "text" not in case:
        assert number is None
        return
    assert number is not None
    assert number.text == case["text"]
    assert {part: getattr(number, part) for part in PARTS} == {part: case.get(part) for part in PARTS}


@pytest.mark.parametrize("case", [case for case in CASES if "text" in case])
def test_a_number_reads_the_same_again(case: dict[str, Any]) -> None:
    number = parse_number(case["text"])
    assert number is not None
    assert number.text == case["text"]
    assert parse_number(number.text) == number


@pytest.mark.parametrize("case", [case for case in CASES if "serial" in case])
def test_where_a_number_begins(case: dict[str, Any]) -> None:
    assert regex(NUMBER_BEGINS).search(case["line"])


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Nghị quyết số: 12/2025/UBTVQH15", "12/2025/UBTVQH15"),
        ("LUẬT SỐ: 27/2023/QH15", "27/2023/QH15"),
        ("Nghị định số 5-CP", "5-CP"),
        ("Luật số: 27/2023/QH15 ngày 3", None),
        ("theo Luật số: 27/2023/QH15", None),
        ("Luật 27/2023/QH15", None),
    ],
)
def test_a_number_behind_its_type(line: str, text: str | None) -> None:
    found = named_number_line(line)
    assert (found and found["number"]) == text


@pytest.mark.parametrize("words", ["", "KH-UBND", "12", "ngày", "...", "12/", "/", "12/34"])
def test_words_that_are_no_number(words: str) -> None:
    assert parse_number(words) is None


@pytest.mark.parametrize("mark", [".", ",", ";", ":", " ", ".;"])
def test_a_mark_behind_a_number_is_none_of_it(mark: str) -> None:
    number = parse_number(f"12/KH-UBND{mark}")
    assert number is not None
    assert number.text == "12/KH-UBND"


@pytest.mark.parametrize(
    ("sign", "parts"),
    [
        ("KH-UBND", ("KH", "UBND")),
        ("KH", ("KH", None)),
        ("KH-UBND-VX", ("KH", "UBND-VX")),
        ("UBND-VX", (None, "UBND")),
        ("QH15", (None, "QH15")),
        ("QĐUBND", ("QĐ", "UBND")),
        ("NQHĐND", ("NQ", "HĐND")),
        ("TTrUBND", ("TTr", "UBND")),
        ("TTLTCP", ("TTLT", "CP")),
        ("QĐUBND-VX", (None, "QĐUBND")),
        ("QĐSYT", (None, "QĐSYT")),
    ],
)
def test_the_parts_of_a_symbol(sign: str, parts: tuple[str | None, str | None]) -> None:
    number = parse_number(f"12/{sign}")
    assert number is not None
    assert (number.type_code, number.issuer_code) == parts


@pytest.mark.parametrize(("number", "year"), [("5/2020/KH-UBND", 2020), ("5/202/KH-UBND", None), ("5/20201/KH", None)])
def test_a_year_has_four_digits(number: str, year: int | None) -> None:
    found = parse_number(number)
    assert (found.year if found else None) == year


def test_what_several_bodies_issue() -> None:
    assert [code for code in ("TTLT", "ttlt", "TT", "QĐ", "KH", "XX") if is_joint_code(code)] == ["TTLT", "ttlt"]


@pytest.mark.parametrize(
    ("line", "set_up"),
    [
        ("ĐOÀN KIỂM TRA THEO QĐ SỐ 88/QĐ-TTT", True),
        ("Tổ công tác theo Quyết định số 5", True),
        ("ĐOÀN KIỂM TRA", False),
        ("Số: 88/QĐ-TTT", False),
    ],
)
def test_a_body_named_by_the_decision_that_set_it_up(line: str, set_up: bool) -> None:
    assert set_up_by(line) is set_up

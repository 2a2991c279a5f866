"""The parts of the grammar of bodies one by one: what each takes from where it begins, and where it takes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vnplans.extract.agencies import grammar
from vnplans.extract.agencies.cursor import Cursor, bracket, cursor, glued, territory, unit

Part = Callable[[Cursor, int], int]
TAKEN: list[tuple[Part, str, str]] = [
    (grammar.owner, "thuộc Sở", ", các trường"),
    (grammar.owner, "thuộc, trực thuộc Bộ", " rà soát"),
    (grammar.owner, "trực tiếp của tỉnh", ""),
    (grammar.owner, "trực thuộc Sở Y tế", "; khác"),
    (grammar.owner, "thuộc UBND tỉnh", " rà soát"),
    (grammar.owner, "của Sở", " rà soát"),
    (grammar.owner, "thuộc khối Đảng", ""),
    (grammar.owner, "của Trung ương", ""),
    (grammar.owner, "thuộc Việt Nam", ""),
    (grammar.owner, "thuộc TW", ""),
    (grammar.owner, "", "thuộc khối"),
    (grammar.owner, "", "thuộc các phòng"),
    (grammar.owner, "", "của tổ"),
    (grammar.owner, "", "thuộc ai đó"),
    (grammar.owner, "", "trực tiếp"),
    (grammar.owner, "", "cùng Sở"),
    (bracket, "(cơ sở 2)", " rà soát"),
    (bracket, "(a)", ""),
    (bracket, "", "(chủ trì) rà soát"),
    (bracket, "", "(trước ngày 20/6)"),
    (bracket, "", "(cơ sở 2"),
    (bracket, "", ")a("),
    (unit, "tỉnh", " A"),
    (unit, "thị trấn", " Sa Pa"),
    (unit, "TP.", " Huế"),
    (unit, "TP", " Huế"),
    (unit, "huyện", ""),
    (unit, "", "TT Sa Pa"),
    (unit, "", "xã hội"),
    (unit, "", "sở"),
    (territory, "các huyện, thị xã, thành phố", ""),
    (territory, "tỉnh Hải Dương", ""),
    (territory, "các xã: A, B", ""),
    (territory, "cấp xã", ""),
    (territory, "cấp tỉnh, huyện", ""),
    (territory, "cấp huyện và cấp xã", ""),
    (territory, "huyện, xã", ""),
    (territory, "các địa phương", ""),
    (territory, "tỉnh - huyện", ""),
    (territory, "tỉnh/huyện", ""),
    (territory, "", "ba xã vùng cao"),
]


@pytest.mark.parametrize("before", ["", "rồi ", "rồi thì "])
@pytest.mark.parametrize(("part", "taken", "rest"), TAKEN)
def test_what_a_part_takes(part: Part, taken: str, rest: str, before: str) -> None:
    c, at = cursor(before + taken + rest, loose=False), len(before.split())
    end = part(c, at)
    assert (c.t.span(at, end) if end else "") == taken
    assert not end or end > at


@pytest.mark.parametrize(
    ("text", "whole"), [("a/b", True), ("a-b", True), ("a /b", False), ("a/ b", False), ("/b", False)]
)
def test_a_mark_without_blanks(text: str, whole: bool) -> None:
    c = cursor(text, loose=False)
    assert glued(c, [c.t.span(i, i + 1) for i in range(len(c.t))].index(text.strip("ab ")[0])) is whole

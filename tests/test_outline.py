"""List labels, the ladder they make, and the outline: rows of tests/cases/outline.toml and acts of our own writing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import text_act

from vnplans.extract.fields.outline import outline
from vnplans.extract.findings import Found
from vnplans.extract.outline.items import Item, path
from vnplans.extract.outline.labels import as_roman, marker, own_marker, roman_value
from vnplans.extract.outline.tree import tree
from vnplans.pages import Block, Pages

FILE = Path(__file__).parent / "cases" / "outline.toml"
CASES: list[dict[str, str]] = tomllib.loads(FILE.read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["line"] for c in CASES])
def test_marker(case: dict[str, str]) -> None:
    found = marker(case["line"])
    assert (found.label if found else None) == case.get("label")
    if found:
        assert case["line"][found.end :] == case["words"]


ROMAN = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
    *("XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII", "XXVIII", "XXIX", "XXX", "XXXI"),
    *("XXXII", "XXXIII", "XXXIV", "XXXV", "XXXVI", "XXXVII", "XXXVIII", "XXXIX", "XL", "XLI", "XLII", "XLIII"),
    *("XLIV", "XLV", "XLVI", "XLVII", "XLVIII", "XLIX", "L", "LI", "LII", "LIII", "LIV"),
)


def test_roman_digits() -> None:
    assert [as_roman(number) for number in range(1, len(ROMAN) + 1)] == list(ROMAN)
    assert [roman_value(text) for text in ROMAN] == list(range(1, len(ROMAN) + 1))
    assert [roman_value(text) for text in ("XC", "XCIX", "C")] == [90, 99, 100]
    assert [roman_value(text) for text in ("IIX", "", "IL", "VX")] == [None] * 4


@pytest.mark.parametrize(
    ("line", "value", "kind"),
    [
        ("Phần A. QUY ĐỊNH CHUNG", 1, "part"),
        ("Phần B. TỔ CHỨC THỰC HIỆN", 2, "part"),
        ("Phần IV. TỔ CHỨC THỰC HIỆN", 4, "part"),
        ("Phần thứ hai. NHIỆM VỤ", 2, "part"),
        ("Chương 3. NHIỆM VỤ", 3, "chapter"),
        ("Điều 12. Nhiệm vụ", 12, "article"),
        ("III. NHIỆM VỤ", 3, "roman"),
        ("7. Sở Y tế", 7, "number"),
        ("d) Sở Y tế", 4, "letter"),
        ("đ) Sở Y tế", 5, "letter"),
        ("e) Sở Y tế", 6, "letter"),
        ("1.12. Sở Y tế", 12, "decimal"),
        ("1.2.3. Sở Y tế", 3, "decimal"),
        ("a1) Sở Y tế", 1, "letter"),
        ("a12) Sở Y tế", 12, "letter"),
        ("f) Sở Y tế", 0, "letter"),
        ("(f) Sở Y tế", 0, "letter"),
        ("(ii) Sở Y tế", 2, "roman"),
        ("(12) Sở Y tế", 12, "number"),
        ("B. SỞ Y TẾ", 2, "upper"),
    ],
)
def test_what_a_label_counts(line: str, value: int, kind: str) -> None:
    found = marker(line)
    assert found is not None
    assert (found.value, found.kind) == (value, kind)


def test_decimals_of_each_depth_are_a_list_of_their_own() -> None:
    found = [marker(f"{label} Sở Y tế") for label in ("1.1.", "1.1.1.", "1.1.1.1.")]
    assert [mark and mark.style for mark in found] == ["decimal2", "decimal3", "decimal4"]


def test_an_automatic_label_stands_apart_from_the_text() -> None:
    found = own_marker("Trồng rừng", "2.")
    assert found is not None
    assert (found.label, found.end) == ("2", 0)


def ways(text: str) -> list[tuple[int, str]]:
    """Depth and first words of each item, in order."""
    made = text_act.pages(text)
    out: list[tuple[int, str]] = []

    def walk(item: Item, depth: int) -> None:
        for child in item.children:
            out.append((depth, child.passage.text[:12]))
            walk(child, depth + 1)

    walk(tree(made, 0, len(made.blocks)), 0)
    return out


TREES: list[dict[str, Any]] = tomllib.loads(FILE.with_name("trees.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", TREES, ids=[case["name"] for case in TREES])
def test_the_way_to_each_item(case: dict[str, Any]) -> None:
    made = text_act.pages(case["text"])
    items = [item for item in tree(made, 0, len(made.blocks)).walk if item.parent]
    said = [f"{'  ' * len(item.above)}{item.passage.text}: {path(item)}".rstrip() for item in items]
    assert said == case["ways"]


@pytest.mark.parametrize("case", TREES, ids=[case["name"] for case in TREES])
def test_a_walk_is_the_item_and_what_stands_below_it(case: dict[str, Any]) -> None:
    made = text_act.pages(case["text"])
    items = list(tree(made, 0, len(made.blocks)).walk)
    for item in items[1:]:
        assert list(item.walk) == [other for other in items if other is item or item in other.above]
        assert list(item.children) == [other for other in items if other.parent is item]


def test_a_new_style_goes_down_a_known_one_goes_on() -> None:
    text = """
    **I. RỪNG**
    1. Trồng mới
    a) Ươm giống
    - Phi lao
    b) Làm đất
    2. Chăm sóc
    **II. BIỂN**
    1. Tuần tra
    """
    assert ways(text) == [
        (0, "RỪNG"),
        (1, "Trồng mới"),
        (2, "Ươm giống"),
        (3, "Phi lao"),
        (2, "Làm đất"),
        (1, "Chăm sóc"),
        (0, "BIỂN"),
        (1, "Tuần tra"),
    ]


def test_numbering_that_starts_anew_under_headings_without_labels() -> None:
    text = """
    **Sở Y tế**
    1. Tiêm chủng
    2. Tập huấn
    **Sở Xây dựng**
    1. Kiểm tra
    """
    assert ways(text) == [(0, "Sở Y tế"), (1, "Tiêm chủng"), (1, "Tập huấn"), (0, "Sở Xây dựng"), (1, "Kiểm tra")]


def test_the_title_below_a_division_is_its_own() -> None:
    text = """
    **Phần II**
    **Nhiệm vụ và giải pháp**
    **I. Trồng rừng**
    """
    made = text_act.pages(text)
    root = tree(made, 0, len(made.blocks))
    assert root.children[0].passage.text == "Nhiệm vụ và giải pháp"
    assert root.children[0].children[0].passage.text == "Trồng rừng"


def test_a_forced_line_break_goes_on_with_the_item() -> None:
    blocks = (Block("1. Trồng rừng phòng hộ"), Block("ven biển", continues=True), Block("2. Chăm sóc"))
    root = tree(Pages(blocks, "docx", ""), 0, 3)
    assert [item.passage.text for item in root.children] == ["Trồng rừng phòng hộ ven biển", "Chăm sóc"]


def test_outline_holds_headings_not_items() -> None:
    text = """
    **I. MỤC ĐÍCH**
    1. Phủ xanh đất trống.
    **II. TỔ CHỨC THỰC HIỆN**
    **1. Sở Y tế**
    a) Trồng vườn thuốc nam.
    **2. Sở Xây dựng:** Trồng cây đô thị.
    """
    act = text_act.act(text)
    found = [f.value for f in outline(act, text_act.head()) if isinstance(f, Found)]
    assert [(s.label, s.title, s.level) for s in found] == [
        ("I", "MỤC ĐÍCH", 1),
        ("II", "TỔ CHỨC THỰC HIỆN", 1),
        ("II.1", "Sở Y tế", 2),
        ("II.2", "Sở Xây dựng", 2),
    ]
    assert [act.block(s.block).text[:3] for s in found] == ["I. ", "II.", "1. ", "2. "]


def test_a_decimal_label_says_the_number_above_it_once() -> None:
    text = "1. Việc chung:\n1.1. Về chợ:\na) **Mái chợ:**\n- Thay tấm lợp.\n1.2. Về rừng:\na) Trồng cây:\n- Ươm giống."
    found = [f.value.label for f in outline(text_act.act(text), text_act.head()) if isinstance(f, Found)]
    assert found == ["1", "1.1", "1.1.a", "1.2", "1.2.a"]

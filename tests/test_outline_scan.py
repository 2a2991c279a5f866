"""Labels and names that OCR misread: put right on scans by their neighbours, never in text."""

from __future__ import annotations

import pytest
import text_act

from vnplans.extract.mend import mend_letters
from vnplans.extract.outline.labels import LETTERS
from vnplans.extract.outline.tree import tree
from vnplans.pages import Pages


def labels(made: Pages) -> list[str]:
    return [i.marker.label for i in tree(made, 0, len(made.blocks)).walk if i.marker]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["I. MỤC ĐÍCH", "IH. NHIỆM VỤ", "II. KINH PHÍ", "IV. TỔ CHỨC"], ["I", "II", "III", "IV"]),
        (["l. MỤC ĐÍCH", "H. NHIỆM VỤ", "HI. KINH PHÍ", "VI TỔ CHỨC", "V. BÁO CÁO"], ["I", "II", "III", "IV", "V"]),
        (["1I. NHIỆM VỤ", "IIL. KINH PHÍ", "IV, TỔ CHỨC"], ["II", "III", "IV"]),
        (["I. MỤC ĐÍCH", "TI- NHIỆM VỤ"], ["I", "II"]),
        (["-_ I. MỤC ĐÍCH", "II. NHIỆM VỤ"], ["I", "II"]),
        (["I. MỤC ĐÍCH", "II. NHIỆM VỤ", "I. MỤC ĐÍCH KHÁC", "II. NHIỆM VỤ KHÁC"], ["I", "II", "I", "II"]),
        (["a) Trồng", "b) Chăm", "©) Bón", "d) Tưới", "d) Thu", "e) Bán"], ["a", "b", "c", "d", "đ", "e"]),
        (["a) Trồng", "6) Chăm", "e) Bón", "d) Tưới"], ["a", "b", "c", "d"]),
        (["I. RỪNG", "l. Trồng mới", "2. Chăm sóc"], ["I", "1", "2"]),
        (
            ["9. Sở Y tế", "10. Sở Tư pháp", "11. Thanh tra tỉnh", "12. Công an tỉnh", "13. Báo An Bình"],
            ["9", "10", "11", "12", "13"],
        ),
        (["I. RỪNG", "1I. BIỂN", "10. Trồng phi lao", "11. TRỒNG MẮM"], ["I", "II", "10", "11"]),
        (["A. RỪNG", "B. BIỂN", "C. ĐẤT"], ["A", "B", "C"]),
        (["1. RỪNG", "1.1. Trồng", "1.2. Chăm", "2. BIỂN", "2.1. Nuôi"], ["1", "1.1", "1.2", "2", "2.1"]),
        (["1. RỪNG", "a) Trồng", "b) Chăm", "2. BIỂN", "3. ĐẤT"], ["1", "a", "b", "2", "3"]),
        (["1. RỪNG", "- Trồng", "2. BIỂN"], ["1", "-", "2"]),
        (["1. RỪNG", "II. BIỂN", "III. ĐẤT"], ["I", "II", "III"]),
        (["1. RỪNG", "1. Trồng mới", "2. Chăm sóc", "II. BIỂN"], ["I", "1", "2", "II"]),
        (["1. RỪNG", "1. Trồng mới", "1.1. Thông", "IH. BIỂN", "HI. ĐẤT"], ["I", "1", "1.1", "II", "III"]),
        (["1. RỪNG", "IL. BIỂN", "1. ĐẢO", "2. BỜ"], ["I", "II", "1", "2"]),
        (["1. RỪNG", "a) TRỒNG", "b) CHĂM", "2. BIỂN"], ["1", "a", "b", "2"]),
        ([*(f"{letter}) Trồng" for letter in LETTERS), "a) Bón"], [*LETTERS, "a"]),
    ],
)
def test_labels_follow_from_their_neighbours(lines: list[str], expected: list[str]) -> None:
    assert labels(text_act.scanned("\n".join(lines))) == expected


def test_a_misread_label_counts() -> None:
    made = text_act.scanned("l. Sở Y tế\n2. Sở Nội vụ\na) Trồng\n6) Chăm")
    assert [i.marker.value for i in tree(made, 0, len(made.blocks)).walk if i.marker] == [1, 2, 1, 2]


def test_text_keeps_its_labels() -> None:
    text = "I. MỤC ĐÍCH\nIII. NHIỆM VỤ\na) Trồng\nd) Bón"
    assert labels(text_act.pages(text)) == ["I", "III", "a", "d"]


def test_words_after_a_misread_label() -> None:
    made = text_act.scanned("I. RỪNG\nIH. BIỂN")
    assert [item.passage.text for item in tree(made, 0, 2).children] == ["RỪNG", "BIỂN"]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Sở Nôi vụ chủ trì", "Sở Nội vụ chủ trì"),
        ("Hrường THPT Ba Vì", "Trường THPT Ba Vì"),
        ("TÔ CHỨC THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"),
        ("MỤC ĐÍCH, YÊU CẢU", "MỤC ĐÍCH, YÊU CẦU"),
        ("Tòa án nhân dân fỉnh", "Tòa án nhân dân tỉnh"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
        ("Ủy ban nhân dân các huyện, thành phố", "Ủy ban nhân dân các huyện, thành phố"),
        ("Hội đồng nhân dân các xã, phường", "Hội đồng nhân dân các xã, phường"),
        ("Ủy ban nhân đân các tỉnh", "Ủy ban nhân dân các tỉnh"),
        ("Tòa án nhân dân các huyện", "Tòa án nhân dân các huyện"),
        ("Ủy ban nhân dân cấp huyện", "Ủy ban nhân dân cấp huyện"),
        ("ngày 15/12/2O24", "ngày 15/12/2O24"),
        ("Trồng 5 ha rừng", "Trồng 5 ha rừng"),
    ],
)
def test_misread_names(read: str, meant: str) -> None:
    assert mend_letters(read) == meant
    assert len(read) == len(meant)


def test_only_scanned_words_are_mended() -> None:
    line = "TÔ CHỨC THỰC HIỆN"
    scanned = tree(text_act.scanned(line), 0, 1).children[0].passage
    typed = tree(text_act.pages(line), 0, 1).children[0].passage
    assert (scanned.text, scanned.names, typed.names) == (line, "TỔ CHỨC THỰC HIỆN", line)

"""Tones put right by the syllables beside them, and what is left alone."""

from __future__ import annotations

import pytest

from vnplans.readers.ocr.tones import corrected
from vnplans.readers.ocr.words import PixelWord


def words(text: str, confidence: float = 0.9, line: tuple[int, ...] = (1, 1, 1)) -> list[PixelWord]:
    """The words of a line, side by side."""
    return [
        PixelWord(word, (60.0 * i, 100.0, 60.0 * i + 50, 120.0), confidence, line)
        for i, word in enumerate(text.split(" "))
    ]


def read(text: str, confidence: float = 0.9) -> str:
    return " ".join(word.text for word in corrected(words(text, confidence)))


@pytest.mark.parametrize(
    ("seen", "right"),
    [
        ("theo thâm quyền được giao", "theo thẩm quyền được giao"),
        ("các tô chức, cá nhân có liên quan", "các tổ chức, cá nhân có liên quan"),
        ("triên khai thực hiện kế hoạch", "triển khai thực hiện kế hoạch"),
        ("đê phục vụ sản xuất kinh doanh", "để phục vụ sản xuất kinh doanh"),
        ("tông kết, đánh giá (kêt quả thực hiện);", "tổng kết, đánh giá (kết quả thực hiện);"),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("KÉ HOẠCH", "KẾ HOẠCH"),
        ("Uý ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Quyêt định có hiệu lực kể từ ngày ký", "Quyết định có hiệu lực kể từ ngày ký"),
    ],
)
def test_a_tone_that_the_words_beside_it_deny_is_put_right(seen: str, right: str) -> None:
    assert read(seen) == right


@pytest.mark.parametrize(
    "seen",
    [
        "theo thẩm quyền được giao",
        "đồng chí Trần Thâm Quyên báo cáo",  # names
        "xã Tân Thâm, huyện Hoà Quý",
        "Số: 12/KH-UBND Hà Nội, ngày 5 thang 3 năm 2024",  # the number line
        "12/KH-TÔ 35% QĐ-UBND",  # figures and symbols
        "uỷ ban hoà giải",  # two ways to write one tone
        "BAN TU VÀ HĐND",
        "lò gốm, chợ nổi và làng rèn",  # words of which laws do not speak
    ],
)
def test_what_is_right_or_is_a_name_a_figure_or_a_symbol_stays(seen: str) -> None:
    assert read(seen) == seen


def test_a_line_that_was_hardly_read_stays() -> None:
    assert read("theo thâm quyên tô chức", 0.4) == "theo thâm quyên tô chức"


def test_the_surer_the_engine_the_more_it_takes() -> None:
    assert read("đây mạnh tuyên truyền", 0.7) == "đẩy mạnh tuyên truyền"
    assert read("đây mạnh tuyên truyền", 0.97) == "đây mạnh tuyên truyền"


def test_the_engines_own_word_is_kept_beside_the_changed_one() -> None:
    found = corrected(words("các tô chức chính trị"))
    assert [(word.text, word.engine) for word in found][:3] == [("các", None), ("tổ", "tô"), ("chức", None)]
    assert [word.box for word in found] == [word.box for word in words("các tô chức chính trị")]


def test_a_sentence_goes_on_in_the_next_line() -> None:
    lines = [*words("phối hợp với các"), *words("tô chức chính trị", line=(1, 1, 2))]
    assert [word.text for word in corrected(lines)][4] == "tổ"

"""Bold lines of a letterhead and title, known by their strokes."""

from __future__ import annotations

import numpy as np
import pytest

from vnplans.readers.ocr.picture import Grey
from vnplans.readers.ocr.weight import with_bold
from vnplans.readers.ocr.words import PixelWord

PIXELS = 1654, 2339
LETTER, EM = 15.0, 36.0
Row = tuple[str, float, float, float]
"""Text, left edge, base line, width of a stroke."""


def drawn(*rows: Row, em: float = EM) -> tuple[list[PixelWord], Grey]:
    """Words whose letters are stems: a page on which nothing but the stroke counts."""
    grey = np.full(PIXELS[::-1], 255, np.uint8)
    words = []
    for text, left, base, stroke in rows:
        x = left
        for part in text.split():
            for at in range(len(part)):
                stem = round(x + at * LETTER)
                grey[round(base - 0.67 * em) : round(base), stem : stem + round(stroke)] = 0
            words.append(PixelWord(part, (x, base - 0.68 * em, x + LETTER * len(part), base), 0.95, (round(base),)))
            x += LETTER * (len(part) + 1)
    return words, grey


HEAD: tuple[Row, ...] = (("KẾ HOẠCH", 750, 400, 5), ("Diễn tập chữa cháy rừng khộp", 560, 450, 5))
TEXT = tuple[Row, ...]([("lực lượng bảo vệ rừng " * 4, 200, base, 3) for base in range(500, 1000, 50)])


def found(*rows: Row) -> set[float]:
    words, grey = drawn(*rows)
    return {word.box[3] for word in with_bold(words, grey) if word.bold}


def test_a_title_is_bold_and_the_text_is_not() -> None:
    assert found(*HEAD, *TEXT) == {400, 450}


def test_a_heading_within_the_text_is_left_alone() -> None:
    assert found(*HEAD, *TEXT, ("II. TỔ CHỨC THỰC HIỆN", 200, 1050, 5)) == {400, 450}


@pytest.mark.parametrize("stroke", [3, 5])
def test_nothing_is_bold_where_all_strokes_are_alike(stroke: float) -> None:
    assert found(*((text, left, base, stroke) for text, left, base, _ in (*HEAD, *TEXT))) == set()


def test_columns_are_judged_apart() -> None:
    left, right = ("UBND TỈNH LAM GIANG", 200, 300, 3), ("CỘNG HÒA XÃ HỘI CHỦ", 900, 300, 5)
    words, grey = drawn(left, right, *TEXT)
    assert {word.text for word in with_bold(words, grey) if word.bold} == {"CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ"}


def test_a_page_without_words_has_none_in_bold() -> None:
    assert with_bold([], np.full(PIXELS[::-1], 255, np.uint8)) == []

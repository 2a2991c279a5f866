"""What stamps leave beside the lines of a title, and title lines that are read again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vnplans.readers.ocr.picture import Grey
from vnplans.readers.ocr.title_zone import read_poor_lines, strays
from vnplans.readers.ocr.words import PixelWord, with_stroke, without_lines

PIXELS = 1654, 2339
BLANK = np.full(PIXELS[::-1], 255, np.uint8)
Row = tuple[str, float, float]
LETTER, HIGH = 15.0, 25.0


def words(*rows: Row, high: float = HIGH) -> list[PixelWord]:
    """Words of lines (text, left edge, base line); "~" parts words by five letters."""
    found = []
    for text, left, base in rows:
        x = left
        for part in text.split(" "):
            if part == "~":
                x += 5 * LETTER
                continue
            sure = 0.2 if part.startswith("?") else 0.95
            wide = LETTER * len(part.lstrip("?"))
            found.append(PixelWord(part.lstrip("?"), (x, base - high, x + wide, base), sure, (round(base),)))
            x += wide + LETTER
    return found


HEAD: tuple[Row, ...] = (
    ("Số: 12/QĐ-UBND", 250, 300),
    ("Hòa Bình, ngày 09 tháng 5 năm 2012", 820, 340),
    ("QUYẾT ĐỊNH", 750, 430),
)
TITLE: Row = ("Về việc giao chỉ tiêu biên chế năm", 560, 480)


def left_by_stamps(*rows: Row, high: float = HIGH) -> set[str]:
    found = words(*HEAD, *rows) if high == HIGH else [*words(*HEAD, TITLE), *words(*rows, high=high)]
    return {word.text for part in strays(found, PIXELS) for word in part}


@pytest.mark.parametrize(
    ("row", "gone"),
    [
        (("Về việc giao chỉ tiêu biên chế ~ ~ 28/8", 560, 480), {"28/8"}),
        (("Về việc giao chỉ tiêu biên chế ~ ~ F75", 560, 480), {"F75"}),
        (("Về việc giao chỉ tiêu biên chế ~ ~ -... 3⁄2", 560, 480), {"-...", "3⁄2"}),
        (("#4 ~ ~ ~ ~ ~ ~ Về việc giao chỉ tiêu biên chế", 100, 480), {"#4"}),
        (TITLE, set()),
        (("Về việc giao chỉ tiêu biên chế ~ ~ 2012", 560, 480), set()),  # a year is the title's
        (("VĂN PHÒNG ~ ~ ~ Về việc giao chỉ tiêu biên chế", 240, 480), set()),  # as large as the title
        (("Về việc giao chỉ tiêu biên chế ~ ~ năm", 560, 480), set()),
        (("Nghỉ lễ Quốc khánh 2/9", 620, 480), set()),
        (("Tổng số ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ 28", 160, 480), set()),  # no centred line
    ],
)
def test_a_scrap_beside_a_centred_line_is_no_part_of_it(row: Row, gone: set[str]) -> None:
    assert left_by_stamps(row) == gone


def test_tiny_capitals_are_those_of_a_stamp() -> None:
    assert left_by_stamps(("CHÍNH PHỦ", 1380, 440), high=9.0) == {"CHÍNH", "PHỦ"}


def test_nothing_is_taken_from_a_page_without_a_letterhead() -> None:
    row: Row = ("Về việc giao chỉ tiêu biên chế ~ ~ 28/8", 560, 480)
    assert list(strays(words(("Phụ lục", 700, 430), row), PIXELS)) == []


POOR: Row = ("Về việc ?gïao ?chì tiêu biên chế", 560, 480)


def read(again: str, sure: float) -> str:
    """The title line with a word hardly read, after the engine gave `again` for it alone."""

    def engine(grey: Grey) -> list[PixelWord]:
        return [PixelWord(text, (10.0 + i, 5, 40 + i, 30), sure, (9,)) for i, text in enumerate(again.split())]

    found = read_poor_lines(words(*HEAD, POOR), BLANK, engine)
    return " ".join(word.text for word in found if 440 < word.box[3] < 500)


def test_a_poor_line_stands_as_it_reads_by_itself() -> None:
    assert read("Về việc giao chỉ tiêu biên chế", 0.95) == "Về việc giao chỉ tiêu biên chế"


def test_the_scraps_at_its_ends_are_left_out() -> None:
    assert read("-.. Về việc giao chỉ tiêu biên chế ĐẾN _", 0.95) == "Về việc giao chỉ tiêu biên chế"


@pytest.mark.parametrize(("again", "sure"), [("Về việc giâo chỉ tiêu biên chế", 0.5), ("Về việc", 0.97), ("", 0.0)])
def test_a_worse_or_shorter_reading_is_left(again: str, sure: float) -> None:
    assert read(again, sure) == "Về việc gïao chì tiêu biên chế"


def test_a_line_cut_by_a_stamp_is_read_as_far_on_both_sides_of_the_type_word() -> None:
    widths = []

    def engine(grey: Grey) -> list[PixelWord]:
        widths.append(grey.shape[1])
        return []

    read_poor_lines(words(*HEAD, ("?#zz việc giao chỉ tiêu biên chế năm", 560, 480)), BLANK, engine)
    sure = 2 * (560 + 36 * LETTER - (750 + 5 * LETTER))
    assert min(widths) > sure


@pytest.mark.parametrize("inked", [True, False])
def test_a_title_whose_one_end_was_not_read_is_read_again_where_ink_stands(*, inked: bool) -> None:
    grey = BLANK.copy()
    if inked:
        grey[465:480, 300:640:6] = 0
    line = words(*HEAD, ("lệc quản lý, sử dụng kinh phí sự nghiệp", 680, 480))

    def engine(grey: Grey) -> list[PixelWord]:
        text = "Kết luận thanh tra việc quản lý, sử dụng kinh phí sự nghiệp"
        return [PixelWord(text, (10.0 + i, 5, 40 + i, 30), 0.95, (9,)) for i, text in enumerate(text.split())]

    found = read_poor_lines(line, grey, engine)
    text = " ".join(word.text for word in found if 440 < word.box[3] < 500)
    assert text.startswith("Kết luận thanh tra việc" if inked else "lệc")


def test_a_line_with_both_ends_is_not_read_again() -> None:
    grey = BLANK.copy()
    grey[465:480, 100:500:6] = 0
    asked: list[Grey] = []

    def engine(grey: Grey) -> list[PixelWord]:
        asked.append(grey)
        return []

    read_poor_lines(words(*HEAD, TITLE), grey, engine)
    assert not asked


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("?tácnăm2004_", "tác năm 2004"),
        ("?năm2004", "năm 2004"),
        ("COVID2019", "COVID2019"),
        ("logistics", "logistics"),
        ("?nghiêng", "nghiêng"),
    ],
)
def test_words_whose_blank_was_lost_part_in_one_way(text: str, parted: str) -> None:
    found = read_poor_lines(words(*HEAD, (f"Công {text}", 560, 480)), BLANK, lambda grey: [])
    assert " ".join(word.text for word in found if word.box[3] == 480 and word.text != "Công") == parted


def test_a_name_in_a_smaller_face_beside_a_title_is_a_stamps() -> None:
    title = words(*HEAD, ("nghiệp vụ công tác đảng viên", 650, 480))
    name = [replace(w, line=(480,)) for w in words(("VĂN PHÒNG UBND TỈNH", 95, 478), high=15)]
    found = {word.text for part in strays([*title, *name], PIXELS) for word in part}
    assert found == {"VĂN", "PHÒNG", "UBND", "TỈNH"}


def test_a_name_in_a_smaller_face_is_a_stamps_on_a_line_of_its_own_too() -> None:
    title = words(*HEAD, ("nghiệp vụ công tác đảng viên", 650, 480))
    name = words(("SỞ NỘI VỤ TỈNH", 95, 478), high=18)
    found = {word.text for part in strays([*title, *name], PIXELS) for word in part}
    assert found == {"SỞ", "NỘI", "VỤ", "TỈNH"}


def test_a_label_in_a_much_smaller_face_at_the_side_is_a_stamps() -> None:
    title = words(*HEAD, TITLE, ("Căn cứ chương trình công tác năm 2024 của cơ quan;", 240, 600))
    label = words(("và ký hiệu HS", 262, 560), high=11)
    found = {word.text for part in strays([*title, *label], PIXELS) for word in part}
    assert found == {"và", "ký", "hiệu", "HS"}


def test_signs_on_a_line_of_their_own_beside_a_title() -> None:
    title = words(*HEAD, TITLE)
    beside = words(("?31G ?J3:", 1300, 478))
    assert {word.text for part in strays([*title, *beside], PIXELS) for word in part} == {"31G", "J3:"}


def test_strokes_of_rules_and_numbers() -> None:
    place = (0.0, 0.0, 9.0, 9.0)
    assert [without_lines(PixelWord(t, place, 0.9)).text for t in ("_Thực", "V/v_", "____", "Số:")] == [
        *("Thực", "V/v", "____", "Số:")
    ]
    mended = with_stroke(PixelWord("01/2016TTLT-TANDTC-BTP", place, 0.3))
    assert (mended.text, mended.engine) == ("01/2016/TTLT-TANDTC-BTP", "01/2016TTLT-TANDTC-BTP")
    assert with_stroke(PixelWord("12/2016", place, 0.3)).text == "12/2016"

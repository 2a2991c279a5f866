"""Stamps of incoming mail among the words that an engine read, and lines that it left out."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from vnplans.readers.ocr.lost import with_lost_lines
from vnplans.readers.ocr.picture import Grey
from vnplans.readers.ocr.stamps import open_stamps
from vnplans.readers.ocr.words import PixelWord

PIXELS = (1654, 2339)
Row = tuple[str, float, float]
"""Words, where they begin, and their base line."""
HEAD: tuple[Row, ...] = (
    ("BỘ XÂY DỰNG", 330, 230),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 800, 230),
    ("Số: 12/CT-BXD", 330, 300),
    ("Hà Nội, ngày 02 tháng 3 năm 2015", 900, 300),
    ("CHỈ THỊ", 780, 400),
    ("Về việc tăng cường quản lý chất lượng nhà ở", 520, 450),
)


def words(*rows: Row, high: float = 30, sure: float = 0.95) -> list[PixelWord]:
    """Each letter is two thirds as wide as it is high."""
    found = []
    for number, (text, start, base) in enumerate(rows):
        x = start
        for part in text.split():
            end = x + len(part) * high * 2 / 3
            found.append(PixelWord(part, (x, base - high, end, base), sure, (round(high), number)))
            x = end + high / 2
    return found


def stamped(*rows: Row, high: float = 20, sure: float = 0.8) -> set[str]:
    """What is taken for stamps of a letterhead with these rows on it."""
    found = open_stamps(words(*HEAD) + words(*rows, high=high, sure=sure), PIXELS)
    return {word.text for stamp in found for word in stamp}


@pytest.mark.parametrize(
    "rows",
    [
        (("CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ", 1150, 380), ("Giờ:.......", 1240, 410), ("ĐẾN", 1150, 430)),
        (("CÔNG THÔNG TIN ĐIỆN TỪ CHÍNH PHÙ", 100, 380),),
        (("CỐNG TIN CHÍNH PHÙ", 1150, 380),),
        (("VĂN PHÒNG CHÍNH PHỦ", 120, 370), ("CÔNG VĂN ĐẾN", 150, 400), ("Số.....", 110, 430)),
        (("CÔNG VĂN ĐỀN", 150, 400),),
        (("ĐẾN", 100, 420), ("Số:....", 180, 390), ("Ngày:....", 180, 420), ("Chuyển:....", 180, 450)),
        (("BÊN", 100, 420), ("Số:....", 180, 390), ("Ngày:....", 180, 420)),
        (("lĐẾN", 100, 420), ("Ngày:....", 180, 420)),
        (("Số:....", 180, 390), ("Chuyển:....", 180, 450)),
        (("Giờ.....", 180, 390), ("Ngày....", 330, 390)),
    ],
)
def test_a_stamp_is_taken_out_whole_and_nothing_else(rows: tuple[Row, ...]) -> None:
    assert stamped(*rows) == {word for text, _, _ in rows for word in text.split()}


@pytest.mark.parametrize(
    "rows",
    [
        (("Số: 15/KH-BXD", 330, 520), ("Ngày 12 tháng 3 năm 2015", 900, 520)),  # a second letterhead's
        (("Kính gửi: Các đơn vị", 520, 520), ("Lưu: VT", 330, 560)),
        (("BAN HÀNH QUY CHẾ VỀ CÔNG VĂN ĐẾN", 520, 520),),  # a title
        (("BẾN TRE", 330, 520),),
        (("ĐẾN NĂM 2030", 700, 520),),
        (("Ngày 07/11/2025, đồng chí", 330, 560),),
        (("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ", 330, 262),),
        (("TỔ CÔNG TÁC CHUYỂN ĐỔI SỐ", 330, 262), ("Ngày 12 tháng 3 năm 2015", 900, 300)),
        (("TRUNG TÂM LƯU TRỮ VÀ CHUYỂN ĐỔI SỐ", 250, 262),),
    ],
)
def test_what_is_no_stamp(rows: tuple[Row, ...]) -> None:
    assert stamped(*rows, high=30, sure=0.95) == set()


def test_print_that_a_stamp_covers_keeps_its_words() -> None:
    portal = ("CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ", 1100, 425)
    assert stamped(portal, ("Giờ:.......", 1240, 455)) & {"chất", "lượng", "nhà"} == set()


# Lines left out


def page(*printed: PixelWord) -> Grey:
    """A picture with bars as dense as print where words stand."""
    picture = Image.new("L", PIXELS, 255)
    pen = ImageDraw.Draw(picture)
    for word in printed:
        left, top, right, bottom = map(round, word.box)
        for x in range(left, right, 9):
            pen.rectangle((x, top, x + 4, bottom), fill=0)
    return np.asarray(picture)


LINE = ("Về việc tăng cường quản lý chất lượng", 520.0, 450.0)


@pytest.mark.parametrize(
    ("again", "kept"),
    [
        ("Về việc tăng cường quản lý", True),
        ("QUYẾT ĐỊNH", True),
        ("QUYET ĐINH", True),  # a type word, though misread
        ("#ghj Angt x", False),
        ("VÀ", False),
    ],
)
def test_a_line_that_was_left_out_is_read_again(again: str, *, kept: bool) -> None:
    known = words(*HEAD[:4])
    grey = page(*words(*HEAD[:4], LINE))

    def block(strip: Grey) -> list[PixelWord]:
        return words((again, 520, strip.shape[0] / 2))

    found = with_lost_lines(known, grey, block)
    assert [word.text for word in found if word not in known] == (again.split() if kept else [])


def test_nothing_is_read_again_where_words_explain_all_ink() -> None:
    known = words(*HEAD[:4], LINE)
    grey = page(*words(*HEAD[:4], LINE))

    def never(strip: Grey) -> list[PixelWord]:
        raise AssertionError(strip.shape)

    assert with_lost_lines(known, grey, never) == known


def test_words_read_before_stay() -> None:
    known = words(*HEAD[:4], ("Về việc tăng", 520, 450))
    grey = page(*words(*HEAD[:4], LINE))
    found = with_lost_lines(known, grey, lambda strip: words((LINE[0], 520, strip.shape[0] / 2)))
    assert [word.text for word in found if word not in known] == ["cường", "quản", "lý", "chất", "lượng"]

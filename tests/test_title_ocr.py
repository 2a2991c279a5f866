"""Titles of scans: the document's own text puts tone slips right, and nothing else."""

from dataclasses import replace

import pytest

from vnplans.extract.fields.title_scanned import mend_title
from vnplans.extract.zones.title_lines import title_end
from vnplans.extract.zones.zones import layout
from vnplans.pages import Block, Pages

BODY = (
    "Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;",
    "1. Tổ chức hội thi tin học trẻ. Việc tổ chức hội thi do Sở phụ trách; hội thi tin học gồm 02 vòng.",
    "2. Giao 15 đơn vị tham gia.",
)


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("Tô chức Hội thi Tìn học", "Tổ chức Hội thi Tin học"),
        ("TÔ CHỨC HỘI THI", "TỔ CHỨC HỘI THI"),
        ("Tổ chức hội thi tin học", "Tổ chức hội thi tin học"),  # nothing to mend
        ("Giao l5 đơn vi", "Giao l5 đơn vi"),  # said once only: the text is no witness
        ("Thâm định quy hoạch", "Thâm định quy hoạch"),  # words that the text does not say
    ],
)
def test_a_title_takes_the_spelling_its_text_repeats(read: str, mended: str) -> None:
    blocks = (Block("KẾ HOẠCH", capitals=True, centred=True), Block(read, centred=True), *(Block(t) for t in BODY))
    pages = Pages(tuple(replace(b, confidence=0.9) for b in blocks), reader="test", media_type="text/plain")
    assert mend_title(read, layout(pages)) == mended


@pytest.mark.parametrize(
    ("below", "box", "title"),
    [
        ("2024", (307, 190, 335, 200), True),  # the last word of the title
        ("1. Sở Y tế rà soát cây.", (87, 190, 220, 200), False),
        ("UBND xã ban hành Kế hoạch như sau:", (200, 190, 440, 200), False),
        ("phát triển kinh tế trên địa bàn toàn xã trong năm 2024 và các năm sau", (120, 190, 520, 200), False),
    ],
)
def test_a_full_line_below_the_type_is_a_title_where_its_last_words_stand_in_the_middle(
    below: str, box: tuple[float, float, float, float], title: bool
) -> None:
    """It begins as the text of an act does: "Thực hiện Nghị quyết ..."."""
    lines: list[tuple[str, tuple[float, float, float, float]]] = [
        ("KẾ HOẠCH", (281, 147, 360, 163)),
        ("Thực hiện Nghị quyết về đẩy nhanh tiến độ giải ngân vốn đầu tư công năm", (90, 170, 551, 188)),
        (below, box),
        ("Căn cứ tình hình thực tế, UBND xã ban hành Kế hoạch:", (86, 284, 553, 315)),
    ]
    blocks = [Block(text, page=1, box=place, confidence=0.9) for text, place in lines]
    blocks[0] = replace(blocks[0], capitals=True, centred=True, bold=True)
    end = title_end(Pages(tuple(blocks), reader="test", media_type="text/plain"), 0, len(blocks))
    assert (end > 1) == title


TEXT = "Sở ban hành Kế hoạch bảo đảm an toàn hồ đập mùa mưa bão năm 2020, giao các phòng thực hiện."


@pytest.mark.parametrize(
    ("read", "unsure", "mended"),
    [
        ("Bảo đảm an roàn hồ đập", "roàn", "Bảo đảm an toàn hồ đập"),
        ("Bảo đảm an toàn hố đạp mùa mưa", "đạp", "Bảo đảm an toàn hố đạp mùa mưa"),  # its neighbour is another too
        ("Bảo đảm an toàn hồ đạm mùa mưa", "đạm", "Bảo đảm an toàn hồ đập mùa mưa"),
        ("BẢO ĐẢM AN TOÀN HỒ DẬN MÙA MƯA", "dận", "BẢO ĐẢM AN TOÀN HỒ ĐẬP MÙA MƯA"),
        ("Bảo đảm an roàn hồ đập", "", "Bảo đảm an roàn hồ đập"),  # surely read
        ("Bảo đảm an ninh hồ đập", "ninh", "Bảo đảm an ninh hồ đập"),  # another word
        ("Bảo đảm an toàn hồ và mùa mưa", "và", "Bảo đảm an toàn hồ và mùa mưa"),
        ("Bảo đảm an đập hồ", "đập", "Bảo đảm an đập hồ"),  # the text has the word elsewhere
        ("an roàn hồ đậq", "đậq", "an roàn hồ đậq"),  # the last word has one neighbour only
        ("Bảo đảm an toàn hồ dập mùa lũ", "dập", "Bảo đảm an toàn hồ đập mùa lũ"),
    ],
)
def test_an_unsure_word_takes_what_the_text_has_between_its_neighbours(read: str, unsure: str, mended: str) -> None:
    blocks = (Block("KẾ HOẠCH", capitals=True, centred=True), Block(read, centred=True), Block(TEXT))
    pages = Pages(tuple(replace(b, confidence=0.9) for b in blocks), reader="test", media_type="text/plain")
    assert mend_title(read, layout(pages), {unsure} - {""}) == mended


HELD = (
    "Căn cứ Luật Phòng, chống ma túy ngày 30 tháng 3 năm 2021;",
    "Sở triển khai Chương trình mục tiêu quốc gia phòng, chống ma túy tới trưởng các phòng và đơn vị thuộc Sở.",
    "Các phòng, đơn vị thuộc Sở cử người tham gia.",
)


@pytest.mark.parametrize(
    ("read", "joins", "whole"),
    [
        (
            "Thực hiện Chương trình mục phòng, chống ma túy",  # the end of its first line lay under a stamp
            {5},
            "Thực hiện Chương trình mục tiêu quốc gia phòng, chống ma túy",
        ),
        ("Thực hiện Chương trình mục phòng, chống ma túy", set(), "Thực hiện Chương trình mục phòng, chống ma túy"),
        ("Nhiệm vụ của các Trưởng phòng, đơn -‡ thuộc Sở", set(), "Nhiệm vụ của các Trưởng phòng, đơn vị thuộc Sở"),
        ("Nhiệm vụ của các phòng, đơn + thuộc Sở", set(), "Nhiệm vụ của các phòng, đơn vị thuộc Sở"),
        ("Nhiệm vụ của các Trưởng ›hòng, đơn vị", set(), "Nhiệm vụ của các Trưởng phòng, đơn vị"),
        ("Nhiệm vụ của các Trưởng ›iên, đơn vị", set(), "Nhiệm vụ của các Trưởng ›iên, đơn vị"),
        ("Phòng, chống ma túy | cờ bạc", set(), "Phòng, chống ma túy | cờ bạc"),  # the text does not say it
        ("Sở triển khai Chương trình - mục tiêu", {3}, "Sở triển khai Chương trình - mục tiêu"),
    ],
)
def test_words_that_a_stamp_hid_come_from_the_text(read: str, joins: set[int], whole: str) -> None:
    blocks = (Block("KẾ HOẠCH", capitals=True, centred=True), Block(read, centred=True), *(Block(t) for t in HELD))
    pages = Pages(tuple(replace(b, confidence=0.9) for b in blocks), reader="test", media_type="text/plain")
    assert mend_title(read, layout(pages), frozenset(), joins) == whole


@pytest.mark.parametrize(
    ("below", "box", "title"),
    [
        ("gian qua, công tác thi hành án đã đạt kết quả tích cực, tuy", (190, 210, 545, 224), False),
        ("trên địa bàn toàn tỉnh", (240, 210, 390, 224), True),
        ("bàn tỉnh và các huyện, thị xã, thành phố thuộc tỉnh năm", (95, 210, 545, 224), True),  # in the middle
    ],
)
def test_text_without_its_first_words_is_no_title(
    below: str, box: tuple[float, float, float, float], title: bool
) -> None:
    lines: list[tuple[str, tuple[float, float, float, float]]] = [
        ("CHỈ THỊ", (290, 147, 350, 163)),
        ("Về việc tăng cường công tác thi hành án hành chính", (180, 180, 460, 194)),
        (below, box),
        ("nhiên vẫn còn một số bản án, quyết định của Tòa án chưa được thi hành theo quy định", (85, 228, 546, 242)),
    ]
    blocks = [Block(text, page=1, box=place, confidence=0.9, centred=k < 2) for k, (text, place) in enumerate(lines)]
    blocks[0] = replace(blocks[0], capitals=True, bold=True)
    end = title_end(Pages(tuple(blocks), reader="test", media_type="text/plain"), 0, len(blocks))
    assert (end > 2) == title


RUN_BODY = (
    "Ban Thường vụ hướng dẫn một số việc cấp bách về nuôi ong như sau:",
    "1. Chi hội lập danh sách hộ nuôi.",
)


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("MỘT SÓ VIỆC CÁP BÁCH VỀ NUÔI ONG", "MỘT SỐ VIỆC CẤP BÁCH VỀ NUÔI ONG"),
        ("Một số viêc cấp bach về nuôi ong", "Một số viêc cấp bach về nuôi ong"),  # surely read, in small letters
        ("Một số việc cấp bách về nuôi ong", "Một số việc cấp bách về nuôi ong"),
        ("Cáp bách về rừng", "Cáp bách về rừng"),  # three words only, and one of them another
        ("Cấp bạch vệ rừng nuôi ong", "Cấp bạch vệ rừng nuôi ong"),
    ],
)
def test_four_words_on_end_that_the_text_has_once_take_its_marks(read: str, mended: str) -> None:
    blocks = (Block("HƯỚNG DẪN", capitals=True, centred=True), Block(read, centred=True), *(Block(t) for t in RUN_BODY))
    pages = Pages(tuple(replace(b, confidence=0.9) for b in blocks), reader="test", media_type="text/plain")
    assert mend_title(read, layout(pages)) == mended


@pytest.mark.parametrize(
    ("below", "ends"),
    [
        ("s... 3#đ@HỦ TỊCH ỦY BAN NHÂN DÂN XÃ", True),
        ("~- GIÁM ĐỐC SỞ TÀI CHÍNH", True),
        ("của Ủy ban nhân dân xã", False),
        ("nơi ở mới", False),
    ],
)
def test_who_decides_behind_scraps_ends_a_title(below: str, ends: bool) -> None:
    lines: list[tuple[str, tuple[float, float, float, float]]] = [
        ("QUYẾT ĐỊNH", (261, 147, 340, 163)),
        ("Ban hành Kế hoạch sắp xếp dân cư", (190, 170, 410, 184)),
        (below, (200, 190, 400, 204)),
        ("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;", (116, 214, 520, 228)),
    ]
    blocks = [Block(text, page=1, box=place, confidence=0.9, centred=True, bold=True) for text, place in lines]
    blocks[0] = replace(blocks[0], capitals=True)
    blocks[3] = replace(blocks[3], centred=False, bold=False)
    end = title_end(Pages(tuple(blocks), reader="test", media_type="text/plain"), 0, len(blocks))
    assert end == (2 if ends else 3)

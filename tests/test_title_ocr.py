"""Titles of scans: the document's own text puts tone slips right, and nothing else."""

from dataclasses import replace

import pytest

from vnplans.extract.fields.title_scanned import mend_title
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

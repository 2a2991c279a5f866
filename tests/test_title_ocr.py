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

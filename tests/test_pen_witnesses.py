"""A serial or a day that a pen wrote: what else in the file tells it, and where nothing does."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from vnplans.models import Directive
from vnplans.pages import Block, Pages, Remark, Stamp
from vnplans.pipeline import parse_pages, source_of

HEAD = (
    ("ỦY BAN NHÂN DÂN", "left"),
    ("TỈNH HÒA BÌNH", "left"),
    ("Số: 77/KH-UBND", "left"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "right"),
    ("Độc lập - Tự do - Hạnh phúc", "right"),
    ("Hòa Bình, ngày tháng 5 năm 2021", "right"),
    ("KẾ HOẠCH", None),
    ("Trồng cây đầu xuân năm 2021", None),
    ("Thực hiện chỉ đạo của cấp trên, Ủy ban nhân dân tỉnh ban hành Kế hoạch trồng cây đầu xuân.", None),
)


def record(candidates: tuple[str, ...], *stamps: Stamp, above: str = "") -> Directive:
    lines = ((above, "right"), *HEAD) if above else HEAD
    blocks = tuple(
        Block(text, capitals=text.isupper(), column=column, confidence=0.9, page=1)  # type: ignore[arg-type]
        for text, column in lines
    )
    ink = Remark("handwritten", "review", "ngày viết tay", "by hand", 1, candidates, "/issued_on")
    pages = Pages(blocks, "image", "image/png", text_origin="ocr", remarks=(ink,), stamps=stamps)
    return parse_pages(pages, source_of(pages, b"x", "a.png"))[0]


def signed(day: str, who: str = "Ủy ban nhân dân tỉnh Hòa Bình") -> Stamp:
    return Stamp(who, "Tỉnh Hòa Bình", dt.datetime.fromisoformat(f"{day}T10:15:00+07:00"), None)


@pytest.mark.parametrize(
    ("candidates", "day"),
    [
        (("11", "14", "1"), "2021-05-11"),  # signed on that day
        (("09", "19", "0?"), "2021-05-09"),  # two days before, and no other reading is near
        (("10", "11", "1"), ""),  # both may be
        (("05", "15", "0"), ""),  # long before
        (("14", "11", "1"), ""),  # after it was signed
        (("?1", "11", "1"), ""),  # the likeliest reading is none
        (("41", "11", "1"), ""),  # no day
        ((), ""),
    ],
)
def test_the_time_of_signing_chooses_the_day(candidates: tuple[str, ...], day: str) -> None:
    found = record(candidates, signed("2021-05-11"))
    assert (found.issued_on.isoformat() if found.issued_on else "") == day
    marks = {note.code: note.severity for note in found.notes}
    assert marks.get("day_witnessed") == ("warning" if day else None)
    assert marks["handwritten"] == ("info" if day else "review")


def test_nobody_signed() -> None:
    assert record(("11",)).issued_on is None


def test_a_signature_of_another_year_tells_nothing() -> None:
    assert record(("11",), signed("2022-05-11")).issued_on is None


def test_a_signing_time_that_was_printed_before_the_scan() -> None:
    found = record(("11", "14"), above="Thời gian ký: 12.05.2021 08:30:11 +07:00")
    assert found.issued_on == dt.date(2021, 5, 11)
    assert any(quote.rule == "issued_on.signed" for quote in found.evidence["/issued_on"])


def test_ink_on_another_page_asks_for_nobody() -> None:
    blocks = [Block(t, capitals=t.isupper(), column=c, confidence=0.9, page=1) for t, c in HEAD]  # type: ignore[arg-type]
    blocks[5] = replace(blocks[5], text="Hòa Bình, ngày 04 tháng 5 năm 2021")
    ink = Remark("handwritten", "review", "ngày viết tay", "by hand", 2, ("121",), "/issued_on")
    pages = Pages(tuple(blocks), "image", "image/png", text_origin="ocr", remarks=(ink,))
    found = parse_pages(pages, source_of(pages, b"x", "a.png"))[0]
    assert found.issued_on == dt.date(2021, 5, 4)
    assert [note.severity for note in found.notes if note.code == "handwritten"] == ["info"]

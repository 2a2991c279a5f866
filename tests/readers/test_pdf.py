"""PDF -> Pages, on small files made for each case."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_maker import Page, make_pdf
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from vnplans.errors import DamagedFile, EncryptedFile, VnplansError
from vnplans.pages import Block, Pages
from vnplans.readers.options import ReadOptions
from vnplans.readers.pdf import opening, read

ROOT = Path(__file__).parents[2]
NO_OCR = ReadOptions(ocr="never")
LONG = (
    "Các sở, ban, ngành phối hợp chặt chẽ với địa phương rà soát toàn bộ",
    "hồ sơ còn tồn đọng, lập danh sách từng trường hợp và báo cáo kết quả với",
    "Sở Nội vụ.",
)


def pages_of(*pages: Page) -> Pages:
    return read(make_pdf(*pages), NO_OCR)


def texts(pages: Pages, **wanted: object) -> list[str]:
    return [b.text for b in pages.blocks if all(getattr(b, name) == value for name, value in wanted.items())]


def letterhead(number: str = "Số: 57/KH-SNV", place: str = "Hòa An, ngày 09 tháng 3 năm 2026") -> Page:
    page = Page().text(70, 60, "UBND TỈNH HÒA AN", 12).text(80, 76, "SỞ NỘI VỤ", bold=True).text(70, 96, number)
    page.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    page.text(330, 76, "Độc lập - Tự do - Hạnh phúc", bold=True).text(320, 96, place)
    return page.centred(140, "KẾ HOẠCH")


def body(page: Page, top: float = 200) -> Page:
    """Six full lines, so that the margins of the page are known, in two paragraphs."""
    for number in range(2):
        page.text(105, top + number * 60, LONG[0]).lines(70, top + 18 + number * 60, LONG[1:])
    return page


MOTTO = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "",
    "Hòa An, ngày 09 tháng 3 năm 2026",
)


class TestOpenedAnew:
    """A large file is opened anew between its pages, so that PDFium lets go of what it read of them."""

    @pytest.mark.parametrize("name", ["plan-nd30.pdf", "signed.pdf", "scan.pdf"])
    def test_the_pages_are_those_of_one_opening(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        data = (ROOT / "samples" / name).read_bytes()
        once = read(data, NO_OCR)
        monkeypatch.setattr(opening, "_KEPT", 1)
        assert read(data, NO_OCR) == once

    @pytest.mark.parametrize(("kept", "openings"), [(10**9, 1), (1, 7)])
    def test_no_more_often_than_the_size_asks(self, kept: int, openings: int, monkeypatch: pytest.MonkeyPatch) -> None:
        data = make_pdf(*(body(Page()) for _ in range(7)))
        monkeypatch.setattr(opening, "_KEPT", kept)
        opened = []
        whole = opening.open_pdf

        def counted(data: bytes) -> Any:
            opened.append(whole(data))
            return opened[-1]

        monkeypatch.setattr(opening, "open_pdf", counted)
        document = opening.Renewed(data)
        pages = [len(document.at(number)[number - 1].get_textpage().get_text_bounded()) for number in range(1, 8)]
        document.close()
        assert len(opened) == openings
        assert len(set(pages)) == 1


class TestLetterhead:
    def test_columns_are_kept_apart_one_block_a_line(self) -> None:
        pages = pages_of(letterhead())
        assert texts(pages, column="left") == ["UBND TỈNH HÒA AN", "SỞ NỘI VỤ", "Số: 57/KH-SNV"]
        assert texts(pages, column="right") == [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Hòa An, ngày 09 tháng 3 năm 2026",
        ]
        assert [b.column for b in pages.blocks] == ["left"] * 3 + ["right"] * 3 + [None]

    @pytest.mark.parametrize("lower", [-14, -11, -8, -5, -3, 3, 5, 8, 11, 14])
    @pytest.mark.parametrize(
        ("left", "right"),
        [
            (("UBND TỈNH HÒA AN", "SỞ NỘI VỤ", "", "Số: 57/KH-SNV"), MOTTO),
            (("ỦY BAN NHÂN DÂN", "XÃ TÂN LẬP", "Số: 57/KH-UBND"), MOTTO[:2] + MOTTO[3:]),
            (("ỦY BAN NHÂN DÂN", "TỈNH HÒA AN", "Số: 57/UBND-NC", "V/v triển khai công tác", "phòng cháy"), MOTTO),
            (("BỘ Y TẾ", "", "Số: 57/KH-BYT"), MOTTO),
            (("TỈNH ỦY HÒA AN", "*", "Số 57-KH/TU"), ("ĐẢNG CỘNG SẢN VIỆT NAM", "", MOTTO[3])),
        ],
    )
    def test_columns_that_do_not_stand_level(self, left: tuple[str, ...], right: tuple[str, ...], lower: int) -> None:
        page = body(Page().centred(170, "KẾ HOẠCH"), 220)
        for n, line in enumerate(left):
            page.text(120 - len(line) * 3.25, 60 + 16 * n, line)
        for n, line in enumerate(right):
            page.text(430 - len(line) * 3.25, 60 + 16 * n + lower, line, 12 if n == 0 else 13)
        pages = pages_of(page)
        assert texts(pages, column="left") == [line for line in left if line]
        assert texts(pages, column="right") == [line for line in right if line]

    @pytest.mark.parametrize(
        "words",
        ["pháp luật nước Cộng hòa xã hội chủ nghĩa Việt Nam trong", "Hiến pháp Cộng hòa xã hội chủ nghĩa Việt Nam"],
    )
    def test_the_name_of_the_state_within_a_sentence_parts_no_columns(self, words: str) -> None:
        page = Page().text(70, 60, "III. PHÂN CÔNG").text(105, 80, "1. Giao Sở Tư pháp:")
        page.text(105, 100, f"- Phổ biến ngày {words}").text(70, 118, "toàn ngành.")
        read = " ".join(texts(pages_of(page.text(105, 138, "2. Giao Sở Y tế:"))))
        assert read == f"III. PHÂN CÔNG 1. Giao Sở Tư pháp: - Phổ biến ngày {words} toàn ngành. 2. Giao Sở Y tế:"

    @pytest.mark.parametrize("beside", ["SỞ NỘI VỤ", "Số: 57/KH-SNV", "XÃ HÒA AN"])
    def test_a_motto_that_breaks_keeps_its_last_word(self, beside: str) -> None:
        page = (
            Page().text(70, 60, "UBND TỈNH HÒA AN", 12).text(310, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", 12, bold=True)
        )
        page.text(80, 76, beside, 12).text(410, 76, "NAM", 12, bold=True)
        page.text(330, 92, "Độc lập - Tự do - Hạnh phúc", 12, bold=True).text(90, 92, "Số: 12/KH-SNV", 12)
        pages = pages_of(page.text(320, 110, "Nam Định, ngày 09 tháng 3 năm 2026", 12).centred(140, "KẾ HOẠCH"))
        assert texts(pages, column="left")[:2] == ["UBND TỈNH HÒA AN", beside]
        assert texts(pages, column="right")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM"]

    def test_title_stands_alone_and_centred(self) -> None:
        title = pages_of(letterhead()).blocks[-1]
        assert (title.text, title.centred, title.bold, title.capitals) == ("KẾ HOẠCH", True, True, True)

    def test_style_of_the_issuer(self) -> None:
        parent, issuer = pages_of(letterhead()).blocks[:2]
        assert not parent.bold and parent.size == 12
        assert issuer.bold and issuer.bold_lead == len("SỞ NỘI VỤ")


class TestStampedNumbers:
    @pytest.mark.parametrize("lift", [-9, 0, 9])
    def test_number_and_day_fill_their_gaps_wherever_the_stamp_stands(self, lift: float) -> None:
        page = letterhead("Số:      /KH-SNV", "Hòa An, ngày    tháng 3 năm 2026")
        page.stamp(92, 96 + lift, "57").stamp(405, 96 + lift, "09")
        pages = pages_of(page)
        assert "Số: 57/KH-SNV" in texts(pages, column="left")
        assert "Hòa An, ngày 09 tháng 3 năm 2026" in texts(pages, column="right")

    @pytest.mark.parametrize(
        ("printed", "stamps"),
        [
            ("Hòa An, ngày    tháng    năm 2026", [(13, "09       3")]),  # one widget for both
            ("Hòa An, ngày    tháng    năm 2026", [(13, "09   3")]),
            ("Hòa An, ngày    tháng    năm 2026", [(15, "09"), (24, "3")]),  # both too far to the right
            ("Hòa An, ngày    tháng    năm 2026", [(10, "09"), (18, "3")]),
            ("Hòa An, ngày tháng năm 2026", [(12, "09"), (15, "3")]),  # print that closed up
            ("Hòa An, ngày tháng năm 2026", [(15, "3"), (12, "09")]),
            ("Hòa An, ngày tháng năm 2026", [(12, "09 3")]),
            ("Hòa An, ngày ... tháng ... năm 2026", [(13, "09"), (23, "3")]),
            ("Hòa An, ngày....tháng....năm 2026", [(12, "09"), (21, "3")]),
            ("Hòa An, ngày    tháng    năm     ", [(13, "09       3      2026")]),
            ("Hòa An, ngày    tháng    năm 2026", [(12, "ngày 09"), (22, "3")]),
            ("Hòa An,                  năm 2026", [(8, "ngày 09 tháng 3")]),
            (" ", [(0, "Hòa An, ngày 09 tháng 3 năm 2026")]),
            ("Hòa An,         tháng    năm 2026", [(8, "ngày 09"), (22, "3")]),
            ("Hòa An, ngày", [(13, "09 tháng 3 năm 2026")]),
            ("Hòa An, ngày", [(8, "ngày 09 tháng 3 năm 2026")]),
            ("Hòa An,", [(8, "ngày 09 tháng 3 năm 2026")]),
            ("Hòa An, ngày    tháng    năm 2026", [(8, "ngày 09 tháng 3 năm 2026")]),
            ("Hòa An, ngày    tháng    năm 2026", [(0, "Hòa An, ngày 09 tháng 3 năm 2026")]),
        ],
    )
    def test_day_and_month_stand_where_the_words_wait_for_them(
        self, printed: str, stamps: list[tuple[int, str]]
    ) -> None:
        page = letterhead(place=printed)
        for at, words in stamps:
            page.stamp(320 + at * 6.5, 96, words)
        pages = pages_of(page)
        assert texts(pages, column="right")[2:] == ["Hòa An, ngày 09 tháng 3 năm 2026"]
        assert not texts(pages, role="stamp")

    @pytest.mark.parametrize(
        ("printed", "at", "stamp", "read"),
        [
            ("Số:      /KH-SNV", 4, "57/KH-SNV", "Số: 57/KH-SNV"),
            ("Số:      /2026/QĐ-UBND", 4, "57/2026/QĐ-UBND", "Số: 57/2026/QĐ-UBND"),
            ("Số:      /KH-SNV", 4, "Số 57", "Số: 57/KH-SNV"),
            ("Số:      /KH-SNV", 4, "1 257", "Số: 1257/KH-SNV"),
            ("Số:...../KH-SNV", 4, "57a", "Số: 57a/KH-SNV"),
            ("Số:/KH-SNV", 3, "57", "Số: 57/KH-SNV"),
            ("Số        -KH/TU", 4, "57", "Số 57-KH/TU"),
            (" ", 0, "Số: 57/KH-SNV", "Số: 57/KH-SNV"),
            (" ", 0, "57/KH-SNV", "57/KH-SNV"),
        ],
    )
    def test_a_number_and_what_is_printed_of_it(self, printed: str, at: int, stamp: str, read: str) -> None:
        page = letterhead(printed).stamp(70 + at * 6.5, 96, stamp)
        assert texts(pages_of(page), column="left")[2:] == [read]

    def test_number_and_day_in_one_widget(self) -> None:
        page = letterhead("Số:      /KH-SNV", "Hòa An, ngày    tháng    năm 2026")
        page.stamp(70 + 5 * 6.5, 92, "57" + " " * 43 + "09" + " " * 8 + "3")
        pages = pages_of(page)
        assert texts(pages, column="left")[2:] == ["Số: 57/KH-SNV"]
        assert texts(pages, column="right")[2:] == ["Hòa An, ngày 09 tháng 3 năm 2026"]

    def test_a_number_alone_close_to_the_place(self) -> None:
        page = letterhead(" ", " ").text(170, 96, "Số:").text(265, 96, "Hòa An, ngày 09 tháng 3 năm 2026")
        assert "Số: 57/KH-SNV" in texts(pages_of(page.stamp(195, 96, "57/KH-SNV")), column="left")

    @pytest.mark.parametrize("lift", [-20, -14, 14, 30])
    def test_a_stamp_near_other_words_is_not_put_between_them(self, lift: float) -> None:
        pages = pages_of(letterhead().stamp(105, 76 + lift, "57").stamp(380, 76 + lift, "9"))
        assert texts(pages, column="left") == ["UBND TỈNH HÒA AN", "SỞ NỘI VỤ", "Số: 57/KH-SNV"]
        assert texts(pages, column="right")[1:] == ["Độc lập - Tự do - Hạnh phúc", "Hòa An, ngày 09 tháng 3 năm 2026"]

    def test_a_day_is_no_month_and_no_number_a_day(self) -> None:
        page = letterhead(place="Hòa An, ngày    tháng    năm 2026").stamp(320 + 22 * 6.5, 96, "31")
        assert texts(pages_of(page.stamp(320 + 13 * 6.5, 110, "57")), column="right")[2:] == [
            "Hòa An, ngày tháng năm 2026"
        ]

    @pytest.mark.parametrize(
        ("printed", "at", "stamp"),
        [
            ("Hòa An, ngày 08 tháng 3 năm 2026", 8, "ngày 09 tháng 3 năm 2026"),  # dated already
            ("Hòa An", 8, "09 tháng 3 năm 2026"),
            ("Hòa An, ngày    tháng    năm 2026", 13, "08:15 09/03/2026"),
        ],
    )
    def test_a_whole_date_stays_out_of_what_does_not_wait_for_it(self, printed: str, at: int, stamp: str) -> None:
        pages = pages_of(letterhead(place=printed).stamp(320 + at * 6.5, 96, stamp))
        assert texts(pages, column="right")[2:] == [" ".join(printed.split())]

    def test_a_typed_note_without_an_appearance_fills_a_gap_too(self) -> None:
        page = letterhead("Số:      /KH-SNV").note(92, 96, "57")
        assert "Số: 57/KH-SNV" in texts(pages_of(page), column="left")

    def test_a_number_that_fits_no_gap_is_not_put_into_the_text(self) -> None:
        pages = pages_of(body(letterhead()).stamp(500, 700, "57"))
        assert "57" not in "".join(texts(pages, role="text")).replace("Số: 57/KH-SNV", "")

    def test_visible_signature_is_a_block_of_its_own_and_a_stamp(self) -> None:
        shown = "Ký bởi: Sở Nội vụ\nCơ quan: UBND tỉnh Hòa An\nThời gian ký: 09/03/2026 08:15:30 +07:00"
        pages = pages_of(body(letterhead()).stamp(330, 30, shown, 6))
        (block,) = [b for b in pages.blocks if b.role == "signature"]
        (stamp,) = pages.stamps
        assert block.text == shown.replace("\n", " ")
        assert (stamp.who, stamp.body, stamp.intact) == ("Sở Nội vụ", "UBND tỉnh Hòa An", None)
        assert stamp.time is not None and stamp.time.isoformat() == "2026-03-09T08:15:30+07:00"
        assert stamp.block is not None and pages.blocks[stamp.block] is block


class TestParagraphs:
    def test_lines_are_joined_by_indent_and_fill(self) -> None:
        found = texts(pages_of(body(Page())))
        assert found == [" ".join(LONG)] * 2

    @pytest.mark.parametrize("mark", ["-", "+", "1.", "a)", "đ)", "2.1.", "Điều 3."])
    def test_a_list_mark_begins_a_paragraph(self, mark: str) -> None:
        page = body(Page())
        page.text(105, 320, f"{mark} Việc thứ nhất").text(105, 338, f"{mark} Việc thứ hai")
        assert texts(pages_of(page))[2:] == [f"{mark} Việc thứ nhất", f"{mark} Việc thứ hai"]

    def test_a_paragraph_over_a_page_break_is_one(self) -> None:
        first = body(Page()).text(105, 780, LONG[0])
        second = body(Page().text(294, 40, "2").text(70, 70, LONG[1]).text(70, 88, LONG[2]), 120)
        pages = pages_of(first, second)
        joined = [b for b in pages.blocks if b.text == " ".join(LONG)]
        assert [b.page for b in joined] == [1, 1, 1, 2, 2]
        assert texts(pages, role="page_number") == ["2"]

    @pytest.mark.parametrize(
        ("first", "second", "joined"),
        [
            ("trong giai đoạn 2021-", "2026 của tỉnh.", "2021-2026 của"),
            ("theo Nghị quyết số 12/NQ-", "HĐND của tỉnh.", "12/NQ-HĐND của"),
            ("ngành Lao động -", "Thương binh và Xã hội.", "Lao động - Thương binh"),
        ],
    )
    def test_hyphens_at_a_line_end(self, first: str, second: str, joined: str) -> None:
        start = "Các sở, ban, ngành và địa phương chủ động thực hiện đồng bộ nhiều giải pháp"
        page = body(Page()).text(105, 320, start[: 66 - len(first)] + " " + first).text(70, 338, second)
        assert joined in texts(pages_of(page))[2]

    def test_bold_lead(self) -> None:
        page = body(Page()).text(105, 320, "1. Sở Nội vụ:", bold=True).text(105 + 14 * 6.5, 320, "chủ trì thực hiện.")
        block = pages_of(page).blocks[-1]
        assert block.text == "1. Sở Nội vụ: chủ trì thực hiện."
        assert block.text[: block.bold_lead] == "1. Sở Nội vụ:"


class TestSignaturePart:
    def page(self) -> Page:
        page = body(Page()).text(70, 400, "Nơi nhận:", 12, bold=True)
        page.lines(70, 416, ["- Như trên;", "- Lưu: VT."], 14, 11)
        return page.text(370, 400, "KT. GIÁM ĐỐC", bold=True).text(365, 416, "PHÓ GIÁM ĐỐC", bold=True)

    def test_recipients_left_signer_right(self) -> None:
        pages = pages_of(self.page().text(370, 500, "Trần Văn Mẫu", bold=True))
        assert texts(pages, column="left") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
        assert texts(pages, column="right") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Mẫu"]

    def test_an_appendix_below_it_is_no_recipient(self) -> None:
        pages = pages_of(self.page().centred(560, "PHỤ LỤC I"))
        assert texts(pages, column="left") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
        assert pages.blocks[-1].text == "PHỤ LỤC I" and pages.blocks[-1].column is None


def table_page(rows: list[tuple[str, str, str]], top: float = 100, *, title: bool = True) -> Page:
    page = Page()
    if title:
        page.centred(70, "DANH MỤC NHIỆM VỤ")
    page.grid([60, 100, 350, 530], [top + 40 * n for n in range(len(rows) + 1)])
    for n, cells in enumerate(rows):
        for x, cell in zip((64, 104, 354), cells, strict=True):
            page.lines(x, top + 40 * n + 14, cell.split("\n"), 14, 12)
    return page


def grid(pages: Pages, table: int = 0) -> list[dict[int, str]]:
    return [
        {column: " / ".join(pages.blocks[i].text for i in found) for column, found in row.items()}
        for _, row in pages.rows(table)
    ]


HEADER = ("TT", "Nhiệm vụ", "Thời hạn")


class TestTables:
    def test_cells_with_wrapped_lines(self) -> None:
        pages = pages_of(table_page([HEADER, ("1", "Rà soát và cập nhật danh mục thủ tục\nhành chính", "Tháng 6")]))
        assert grid(pages) == [
            {0: "TT", 1: "Nhiệm vụ", 2: "Thời hạn"},
            {0: "1", 1: "Rà soát và cập nhật danh mục thủ tục hành chính", 2: "Tháng 6"},
        ]

    def test_rows_run_on_over_pages_and_the_header_is_not_repeated(self) -> None:
        first = table_page([HEADER, ("1", "Lập kế hoạch", "Quý I")], 700)
        second = table_page([HEADER, ("2", "Báo cáo", "Quý II")], 60, title=False)
        pages = pages_of(first, second)
        assert {b.cell.table for b in pages.blocks if b.cell} == {0}
        assert [row.get(1) for row in grid(pages)] == ["Nhiệm vụ", "Lập kế hoạch", "Báo cáo"]

    def test_a_row_split_by_the_page_break_is_one(self) -> None:
        first = table_page([HEADER, ("1", "Tổ chức kiểm tra việc thực hiện chế độ\nbáo cáo tại các", "Quý I")], 700)
        second = table_page([("", "xã, phường trên địa bàn", ""), ("2", "Báo cáo", "Quý II")], 60, title=False)
        rows = grid(pages_of(first, second))
        assert rows[1][1].endswith("báo cáo tại các xã, phường trên địa bàn")
        assert [row.get(0) for row in rows] == ["TT", "1", "2"]

    def test_the_heading_of_a_group_at_the_top_of_a_page_is_a_row(self) -> None:
        first = table_page([HEADER, ("1", "Tổ chức kiểm tra việc thực hiện", "Quý I")], 700)
        second = table_page([("", "CÔNG TÁC ĐÀO TẠO", ""), ("2", "Báo cáo", "Quý II")], 60, title=False)
        assert [row.get(1) for row in grid(pages_of(first, second))][2:] == ["CÔNG TÁC ĐÀO TẠO", "Báo cáo"]

    def test_a_vertical_merge_stands_in_each_of_its_rows(self) -> None:
        page = Page().centred(70, "DANH MỤC")
        for y in (100, 140, 220):
            page.rule(60, y, 530, y)
        page.rule(60, 180, 350, 180)
        for x in (60, 100, 350, 530):
            page.rule(x, 100, x, 220)
        page.text(64, 120, "TT").text(104, 120, "Nhiệm vụ").text(354, 120, "Chủ trì")
        page.text(64, 160, "1").text(104, 160, "Việc một").text(64, 200, "2").text(104, 200, "Việc hai")
        page.text(354, 180, "Sở Nội vụ")
        pages = pages_of(page)
        leads = [b for b in pages.blocks if b.cell and b.cell.column == 2 and b.cell.row > 0]
        assert [(b.text, b.cell.row, b.cell.repeated) for b in leads if b.cell] == [
            ("Sở Nội vụ", 1, False),
            ("Sở Nội vụ", 2, True),
        ]
        assert leads[0].cell and leads[0].cell.row_span == 2

    def test_a_header_written_upwards_in_its_cell(self) -> None:
        page = table_page([("", "Nhiệm vụ", "Thời hạn"), ("1", "Lập kế hoạch", "Quý I")]).upwards(84, 136, "Số TT", 10)
        assert grid(pages_of(page))[0] == {0: "Số TT", 1: "Nhiệm vụ", 2: "Thời hạn"}

    def test_the_label_of_an_annex_across_to_its_table_opens_the_page(self) -> None:
        page = table_page([HEADER, ("1", "Lập kế hoạch", "Quý I")], title=False)
        page.upwards(30, 500, "PHỤ LỤC II").upwards(46, 520, "Danh mục nhiệm vụ")
        pages = pages_of(page)
        assert [(b.text, b.role) for b in pages.blocks[:2]] == [("PHỤ LỤC II", "text"), ("Danh mục nhiệm vụ", "text")]
        assert grid(pages)[1] == {0: "1", 1: "Lập kế hoạch", 2: "Quý I"}

    @pytest.mark.parametrize("turn", [0, 90, 180, 270])
    def test_a_page_lying_on_its_side(self, turn: int) -> None:
        page = Page((842.0, 595.0), rotate=turn).centred(60, "PHỤ LỤC II").centred(80, "DANH MỤC NHIỆM VỤ")
        page.grid([60, 100, 600, 780], [100, 140, 180])
        for n, cells in enumerate((HEADER, ("1", "Lập kế hoạch", "Quý I"))):
            for x, cell in zip((64, 104, 604), cells, strict=True):
                page.text(x, 124 + 40 * n, cell)
        pages = pages_of(page)
        assert [b.text for b in pages.blocks[:2]] == ["PHỤ LỤC II", "DANH MỤC NHIỆM VỤ"]
        assert grid(pages)[1] == {0: "1", 1: "Lập kế hoạch", 2: "Quý I"}

    def test_text_up_the_margin_is_no_running_text(self) -> None:
        pages = pages_of(body(Page()).upwards(30, 600, "Bản lưu hành nội bộ"))
        assert texts(pages, role="text_box") == ["Bản lưu hành nội bộ"]
        assert texts(pages, role="text") == [" ".join(LONG)] * 2

    def test_a_letterhead_in_a_frame_is_no_table(self) -> None:
        page = letterhead().grid([60, 290, 550], [45, 110])
        pages = pages_of(page)
        assert not [b for b in pages.blocks if b.cell]
        assert len(texts(pages, column="left")) == 3


class TestFurniture:
    def test_running_heads_are_headers(self) -> None:
        both = [body(Page().text(70, 40, "Tài liệu lưu hành nội bộ")) for _ in range(2)]
        assert texts(pages_of(*both), role="header") == ["Tài liệu lưu hành nội bộ"] * 2

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("Kế hoạch hành động - Trang 1/12", "Kế hoạch hành động - Trang 2/12"),
            ("Kế hoạch hành động | 9", "Kế hoạch hành động | 10"),
            ("Kế hoạch hành động            9", "Kế hoạch hành động            10"),
            ("9              Kế hoạch hành động", "10             Kế hoạch hành động"),
        ],
    )
    def test_a_head_may_hold_the_number_of_its_page(self, first: str, second: str) -> None:
        pages = pages_of(*(body(Page().text(70, 40, line)) for line in (first, second)))
        assert len(texts(pages, role="header")) == 2

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("PHỤ LỤC 1", "PHỤ LỤC 2"),
            ("Phụ lục số 01", "Phụ lục số 02"),
            ("Mẫu số 01", "Mẫu số 02"),
            ("Biểu 1A", "Biểu 2A"),
            ("Điều 12. Tổ chức thực hiện", "Điều 13. Tổ chức thực hiện"),
            ("Tháng 1/2026", "Tháng 2/2026"),
            ("1. Sở Nội vụ", "2. Sở Nội vụ"),
        ],
    )
    def test_what_is_numbered_is_no_head(self, first: str, second: str) -> None:
        enclosed = "(Kèm theo Kế hoạch số 57/KH-SNV ngày 09/3/2026)"
        both = [body(Page().centred(50, line).centred(68, enclosed, bold=False)) for line in (first, second)]
        pages = pages_of(*both)
        assert not texts(pages, role="header")
        assert [t for t in texts(pages) if t in (first, second)] == [first, second]
        assert texts(pages).count(enclosed) == 2

    @pytest.mark.parametrize("last", ["25/10.", "5/12.", "2024.", "30/6"])
    def test_the_last_words_of_a_paragraph_are_no_page_number(self, last: str) -> None:
        first = body(Page()).text(105, 330, "- Sở Y tế lập danh sách từng trường hợp, hoàn thành trước ngày mười hai")
        second = Page().text(290, 40, "2").text(70, 62, last).lines(105, 82, ("1. Sở Nội vụ.", "2. Sở Y tế."))
        pages = pages_of(first, second)
        assert texts(pages, role="page_number") == ["2"]
        assert last in " ".join(texts(pages, role="text"))

    @pytest.mark.parametrize("number", ["2", "2/12", "- 2 -", "Trang 2.", "ii"])
    def test_the_number_of_a_page(self, number: str) -> None:
        pages = pages_of(body(Page()), body(Page().text(290, 40, number)))
        assert texts(pages, role="page_number") == [number]

    def test_a_repeated_letterhead_is_no_head(self) -> None:
        pages = pages_of(body(letterhead()).text(290, 20, "1"), body(letterhead().text(290, 20, "2")))
        assert texts(pages, column="left") == ["UBND TỈNH HÒA AN", "SỞ NỘI VỤ", "Số: 57/KH-SNV"] * 2
        assert texts(pages, role="page_number") == ["1", "2"]

    def test_the_label_of_an_annex_stands_where_it_opens(self) -> None:
        both = [body(Page().text(250, 40, "PHỤ LỤC 1")) for _ in range(2)]
        assert [(b.page, b.role) for b in pages_of(*both).blocks if b.text == "PHỤ LỤC 1"] == [
            (1, "text"),
            (2, "header"),
        ]

    def test_a_bold_label_without_a_number_opens_an_annex_each_time(self) -> None:
        both = [body(Page().centred(50, "PHỤ LỤC").centred(68, title)) for title in ("Nhiệm vụ", "Kinh phí")]
        assert texts(pages_of(*both)).count("PHỤ LỤC") == 2

    def test_footnotes_leave_the_text_and_so_do_their_signs(self) -> None:
        page = body(Page()).text(105, 320, "Kinh phí được bố trí").text(105 + 20 * 6.5 + 1, 315, "1", 7)
        page.text(105 + 20 * 6.5 + 5, 320, "theo quy định.")
        page.rule(70, 760, 214, 760).text(70, 770, "1", 6).text(76, 774, "Theo dự toán được giao.", 9)
        pages = pages_of(page)
        assert texts(pages, role="footnote") == ["1 Theo dự toán được giao."]
        assert "Kinh phí được bố trí theo quy định." in texts(pages)

    def test_an_incoming_stamp_is_no_text(self) -> None:
        page = body(Page().lines(70, 150, ["CÔNG VĂN ĐẾN", "Số: 1203", "Ngày: 12/3/2026"], 14, 10), 260)
        assert texts(pages_of(page), role="stamp") == ["CÔNG VĂN ĐẾN Số: 1203 Ngày: 12/3/2026"]


class TestForms:
    @pytest.mark.parametrize("turn", [90, 180, 270])
    def test_a_page_is_read_as_its_letters_stand(self, turn: int) -> None:
        page = body(Page())
        page.rotate = turn
        assert texts(pages_of(page)) == [" ".join(LONG)] * 2

    def test_a_very_long_page(self) -> None:
        page = Page((832, 3049))
        for number in range(8):
            body(page, 100 + number * 300)
        assert texts(pages_of(page)) == [" ".join(LONG)] * 16

    def test_legacy_fonts_are_decoded(self) -> None:
        page = Page().text(70, 60, "C¨n cø LuËt Tæ chøc ChÝnh phñ ngµy 25 th¸ng 12 n¨m 2001;")
        pages = read(make_pdf(page, names=(".VnTime", ".VnTimeH")), NO_OCR)
        assert pages.blocks[0].text == "Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;"
        assert pages.encoding == "TCVN3"

    def test_unicode_in_a_legacy_font_stays(self) -> None:
        page = Page().text(70, 60, "Căn cứ Luật Tổ chức Chính phủ;")
        pages = read(make_pdf(page, names=(".VnTime", ".VnTimeH")), NO_OCR)
        assert (pages.blocks[0].text, pages.encoding) == ("Căn cứ Luật Tổ chức Chính phủ;", None)

    def test_decomposed_letters_are_composed(self) -> None:
        page = Page().text(70, 60, "Kê\u0301 hoa\u0323ch triển khai")
        assert pages_of(page).blocks[0].text == "Kế hoạch triển khai"

    def test_hidden_text_is_left_out(self) -> None:
        page = body(Page()).text(70, 400, "không ai thấy", mode=3)
        assert "không ai thấy" not in "".join(texts(pages_of(page)))

    def test_white_letters_are_read_only_on_colour(self) -> None:
        page = body(Page())
        page.content.append("0.2 0.3 0.8 rg 60 200 300 40 re f 1 1 1 rg")
        page.text(70, 500, "không ai thấy").text(70, 625, "chữ trắng trên nền xanh")
        found = texts(pages_of(page))
        assert "chữ trắng trên nền xanh" in found and "không ai thấy" not in found

    def test_a_blank_page_needs_no_ocr(self) -> None:
        pages = pages_of(body(Page()), Page())
        assert (pages.page_count, pages.remarks) == (2, ())


class TestDamage:
    def test_a_password_is_asked_for(self) -> None:
        out = BytesIO()
        canvas = Canvas(out, encrypt=StandardEncryption("secret", strength=128))
        canvas.drawString(70, 700, "x")
        canvas.save()
        with pytest.raises(EncryptedFile):
            read(out.getvalue(), NO_OCR)

    def test_an_owner_password_alone_hinders_nobody(self) -> None:
        out = BytesIO()
        canvas = Canvas(out, encrypt=StandardEncryption("", ownerPassword="owner", strength=128))
        canvas.drawString(70, 700, "Thong bao ket qua")
        canvas.save()
        assert read(out.getvalue(), NO_OCR).blocks[0].text == "Thong bao ket qua"

    def test_cut_short(self) -> None:
        with pytest.raises(DamagedFile):
            read(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", NO_OCR)

    @settings(max_examples=60)
    @given(st.integers(0, 2**32 - 1))
    def test_only_errors_of_our_own(self, seed: int) -> None:
        chance = random.Random(seed)
        data = bytearray(make_pdf(body(letterhead()), table_page([HEADER, ("1", "Việc", "Quý I")])))
        for _ in range(chance.randrange(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            data = data[: chance.randrange(10, len(data))]
        try:
            pages = read(bytes(data), NO_OCR)
        except VnplansError:
            return
        assert all(isinstance(block, Block) and block.text for block in pages.blocks)

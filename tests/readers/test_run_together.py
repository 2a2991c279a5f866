"""Text copied out of a PDF, whose two columns ran together on one line, and pages that a browser printed."""

from __future__ import annotations

import datetime as dt

import pytest
from pdf_maker import Page, make_pdf

import vnplans
from vnplans.landmarks import name_behind, office_behind, place_and_date
from vnplans.readers import ReadOptions, read
from vnplans.readers.pdf.shifted import unshifted
from vnplans.readers.styled.run_together import set_apart

BODY = """KẾ HOẠCH
Kiểm tra các bến thủy nội địa năm 2024
1. Phòng Quản lý vận tải lập danh sách bến chưa có phép trước ngày 20/4/2024.
2. Thanh tra Sở kiểm tra từng bến, xử lý bến không phép.
"""
HEADS = {
    "beside": """UBND TỈNH AN GIANG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ GIAO THÔNG VẬN TẢI Độc lập - Tự do - Hạnh phúc
Số: 512/KH-SGTVT Long Xuyên, ngày 02 tháng 4 năm 2024
""",
    "wrapped": """UBND TỈNH AN GIANG
SỞ GIAO THÔNG VẬN TẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA
VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 512/KH-SGTVT Long Xuyên, ngày 02 tháng 4 năm 2024
""",
    "wrapped between": """UBND TỈNH AN GIANG      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT
NAM
SỞ GIAO THÔNG VẬN TẢI      Độc lập - Tự do - Hạnh phúc
Số: 512/KH-SGTVT      Long Xuyên, ngày 02 tháng 4 năm 2024
""",
}
FEET = {
    "beside": """Nơi nhận: KT. GIÁM ĐỐC
- Như trên; PHÓ GIÁM ĐỐC
- Cảng vụ;
- Lưu: VT, QLVT. Thạch Minh Tuấn
""",
    "below": """Nơi nhận: PHÓ GIÁM ĐỐC
- Như trên;
- Lưu: VT, QLVT. ThS. Thạch Minh Tuấn
""",
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("foot", FEET)
def test_columns_on_one_line(head: str, foot: str) -> None:
    record = vnplans.parse((HEADS[head] + BODY + FEET[foot]).encode(), name="a.txt")
    assert record.issuer is not None
    assert record.number is not None
    assert record.signer is not None
    assert record.issuer.name == "Sở Giao thông vận tải tỉnh An Giang"
    assert (record.number.text, record.place) == ("512/KH-SGTVT", "Long Xuyên")
    assert record.issued_on == dt.date(2024, 4, 2)
    assert (record.signer.name, record.signer.position) == ("Thạch Minh Tuấn", "PHÓ GIÁM ĐỐC")
    assert record.recipients[-1] == "Lưu: VT, QLVT"


@pytest.mark.parametrize(
    "line",
    [
        "Nơi nhận:",
        "- Như Điều 3;",
        "- UBND TỈNH;",
        "- Lưu: VT, KHTC.",
        "- Lưu: VT, Hồng Vân.",
        "Nơi nhận hồ sơ: Bộ phận Một cửa",
    ],
)
def test_a_list_of_recipients_alone_stays(line: str) -> None:
    assert set_apart([line]) == [line]
    assert office_behind(line) is None


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("Số: 3/KH-SYT Tân An, ngày 5 tháng 3 năm 2026", "Tân An"),
        ("cho hộ nghèo TP. Cần Thơ, ngày 5 tháng 3 năm 2026", "TP."),
        ("Số 14 CV-NH Hòn Gai, ngày 5 tháng 3 năm 2009", "Hòn Gai"),
        ("Tân An, ngày    tháng 3 năm 2026", "Tân An"),
        ("Theo Kế hoạch số 3/KH-SYT ngày 5 tháng 3 năm 2026", None),
        ("họp tại Tân An, ngày 5/3/2026", None),
    ],
)
def test_place_and_date_behind_other_words(line: str, at: str | None) -> None:
    assert place_and_date(line) == (line.index(at) if at else None)


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("- Lưu: VT, TH. Ngô Quang Tú", "Ngô"),
        ("- Như trên; lưu VP. Lý A Páo", "Lý"),
        ("- Lưu: VT, TH.", None),
        ("- Sở Y tế; Trần Văn Ba", None),
        ("- Lưu: VT; Phòng Nội vụ.", None),
    ],
)
def test_a_name_behind_the_last_entry(line: str, at: str | None) -> None:
    assert name_behind(line) == (line.index(at) if at else None)


def printed(head: str, foot: str, *, close: float = 0.0) -> Page:
    """A page as a browser prints it: its own lines at the edges, a table whose columns stand as close as `close`."""
    page = Page().text(24, 20, head, 8).text(24, 830, foot, 8)
    page.text(90, 70, "SỞ Y TẾ LÂM HÀ").text(300, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    page.text(90, 88, "BỆNH VIỆN PHỔI").text(285, 88, "Độc lập - Tự do - Hạnh phúc")
    page.text(90, 106, "Số: 18/KH-BVP").text(340, 106, "Lâm Hà, ngày 3 tháng 2").text(300, 122, "năm 2025")
    page.text(90, 150, "KẾ HOẠCH", bold=True).text(90, 168, "Diễn tập phòng cháy năm 2025", bold=True)
    page.lines(90, 200, ["1. Phòng Hành chính lập phương án trước ngày 01/3/2025.", "2. Các khoa cử người dự."], 20)
    entries = ("Nơi nhận:", "GIÁM ĐỐC"), ("- Các khoa;", ""), ("- Lưu: VT, HC.", "Đào Thị Sen")
    for number, (entry, right) in enumerate(entries):
        page.text(90, 260 + 20 * number, entry)
        if right:
            page.text(90 + 6.5 * len(entry) + close if close else 340, 260 + 20 * number, right)
    return page


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/30/24, 6:52 PM", "https://mail.example/u/0?ik=3 1/1"),
        ("18:52 30/11/2024 Kế hoạch CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "file:///C:/van-ban/18.html 1/1"),
        ("30/11/24, 18:52 about:blank", "about:blank 1/1"),
        ("Văn bản số 18 https://qlvb.example/xem/18", "1 of 1 11/30/24, 6:52 PM"),
    ],
)
@pytest.mark.parametrize("close", [0.0, 4.0])
def test_a_page_printed_from_a_browser(head: str, foot: str, close: float) -> None:
    data = make_pdf(printed(head, foot, close=close))
    record = vnplans.parse(data)
    assert record.issuer is not None
    assert record.signer is not None
    assert (record.issuer.name, record.title) == ("Bệnh viện Phổi", "Diễn tập phòng cháy năm 2025")
    assert (record.place, record.issued_on) == ("Lâm Hà", dt.date(2025, 2, 3))
    assert record.signer.name == "Đào Thị Sen"
    assert record.recipients == ["Các khoa", "Lưu: VT, HC"]
    roles = {block.role for block in read(data, ReadOptions(ocr="never")).blocks}
    assert {"header", "footer"} <= roles


def test_a_date_at_the_edge_with_words_of_its_own_is_text() -> None:
    page = Page().text(60, 30, "11/3/2024: họp giao ban.").lines(60, 90, ["Nội dung cuộc họp như sau."])
    assert {block.role for block in read(make_pdf(page), ReadOptions(ocr="never")).blocks} == {"text"}


def test_the_first_line_of_a_paragraph_is_not_in_the_middle() -> None:
    page = Page()
    for number, (first, second) in enumerate(
        (
            ("Phòng Quản lý chợ thu tiền thuê lô từ ngày 14/01 đến hết ngày", "18/01/2019; không thu thêm khoản nào."),
            ("Tổ bảo vệ trực ba ca kể từ 20 tháng Chạp; kiểm tra bình", "chữa cháy."),
            ("Tổ điện lắp thêm đèn ở hai lối vào chợ, thay mới tất cả", "các ổ cắm hỏng."),
            ("Yêu cầu các tổ thực hiện nghiêm.", ""),
        )
    ):
        page.text(120, 100 + 50 * number, first)
        if second:
            page.text(90, 116 + 50 * number, second)
    texts = [block.text for block in read(make_pdf(page), ReadOptions(ocr="never")).blocks]
    assert texts[0].endswith("đến hết ngày 18/01/2019; không thu thêm khoản nào.")
    assert len(texts) == 4


def test_a_merged_cell_over_the_end_of_the_page() -> None:
    """Browsers leave it open there: the row below has its words too."""
    xs, head = [60, 160, 400, 520], ["Tháng", "Hoạt động", "Phụ trách"]
    one = Page().grid(xs[:3], [700, 730, 770]).rule(400, 700, 520, 700).rule(400, 730, 520, 730)
    for x, word, cell in zip(xs, head, ["11", "Làm báo tường", "Tổ Ngữ văn"], strict=False):
        one.text(x + 4, 720, word).text(x + 4, 755, cell)
    one.rule(520, 700, 520, 800).rule(400, 770, 400, 800)
    two = Page().grid(xs[:3], [60, 90]).rule(400, 60, 400, 75).rule(520, 60, 520, 75).rule(400, 75, 520, 75)
    two.text(64, 80, "12").text(164, 80, "Thăm mẹ liệt sĩ")
    two.text(60, 140, "Các tổ thực hiện nghiêm túc.")
    record = vnplans.parse(make_pdf(one, two))
    assert [(t.content, [a.text for a in t.lead_agencies]) for t in record.tasks] == [
        ("Làm báo tường", ["Tổ Ngữ văn"]),
        ("Thăm mẹ liệt sĩ", ["Tổ Ngữ văn"]),
    ]


def glyphs(codes: list[int]) -> list[tuple[int, float]]:
    return [(code, float(at)) for at, code in enumerate(codes)]


@pytest.mark.parametrize(
    ("codes", "word"),
    [
        ([0x54, 0x48, 0x4103, 0x0000, 0x4E, 0x48], "THÀNH"),
        ([0x4C, 0x4103, 0x0300, 0x4E, 0x48], "LÃNH"),
        ([0x43, 0xD403, 0x2300, 0x4E, 0x47], "CỘNG"),
        ([0x50, 0x48, 0x5503, 0x1B00, 0x2E], "PHƯ."),
        ([0x74, 0x031B, 0x1B98], "t\ufffd"),
        ([0x53, 0x0302, 0x0270], "S\ufffd"),
        ([0x61, 0x0301, 0x6E], "a\u0301n"),
        ([0x4E00, 0x4103 + 1, 0x4E], "\u4e00\u4104N"),
    ],
)
def test_letters_one_byte_off(codes: list[int], word: str) -> None:
    assert "".join(chr(code) for code, _ in unshifted(glyphs(codes))) == word


@pytest.mark.parametrize("rest", ["NAM", "VIỆT NAM"])
@pytest.mark.parametrize("left", ["", "SỞ Y TẾ"])
def test_a_motto_that_wraps_in_a_narrow_column(rest: str, left: str) -> None:
    page = Page().text(20, 60, "UBND TỈNH HÀ NAM", 9)
    page.text(150, 60, f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA{' VIỆT' if rest == 'NAM' else ''}", 9)
    if left:
        page.text(20, 74, left, 9)
    page.text(150, 74, rest, 9).text(150, 88, "Độc lập - Tự do - Hạnh phúc", 9)
    page.text(20, 102, "Số: 9/KH-UBND", 9).text(150, 102, "Hà Nam, ngày 4 tháng 5 năm 2022", 9)
    page.text(20, 130, "KẾ HOẠCH", 9, bold=True).text(20, 142, "Phòng, chống dịch tả lợn", 9, bold=True)
    page.lines(20, 160, ["1. Chi cục Thú y tiêm phòng trước ngày 30/5/2022.", "2. Các xã thống kê đàn lợn."], 14, 9)
    page.text(20, 200, "Nơi nhận:", 9).text(150, 200, "CHỦ TỊCH", 9).text(20, 214, "- Lưu: VT.", 9)
    page.text(150, 214, "Vũ Thị Mận", 9)
    record = vnplans.parse(make_pdf(page))
    assert record.issuer is not None
    assert record.signer is not None
    assert record.issuer.name == ("Sở Y tế tỉnh Hà Nam" if left else "Ủy ban nhân dân tỉnh Hà Nam")
    assert record.signer.name == "Vũ Thị Mận"
    assert record.title == "Phòng, chống dịch tả lợn"


LAID_OUT = """        UBND XÃ YÊN KHÊ                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Số: 12/KH-UBND                     Yên Khê, ngày 10 tháng 3 năm 2026

                                    KẾ HOẠCH
     Sửa chữa đường liên thôn và kênh mương nội đồng sau mùa mưa lũ năm 2025
       Thực hiện Kế hoạch số 77/KH-UBND ngày 02/02/2026 của UBND tỉnh về khôi phục hạ
tầng sau lũ, UBND xã xây dựng kế hoạch như sau:
       Phòng Kinh tế lập danh mục các tuyến đường hỏng nặng, xếp thứ tự ưu tiên theo số hộ
dân đi lại hằng ngày và báo cáo Chủ tịch UBND xã trước ngày 25/3/2026
       Ban Quản lý dự án chọn nhà thầu, khởi công trong quý II/2026 và hoàn thành trước
mùa mưa; nghiệm thu từng đoạn với sự có mặt của trưởng thôn và ba hộ dân sống ven
đường.
       Các thôn vận động nhân dân hiến đất, góp ngày công đào đắp lề đường, phát quang
hai bên kênh mương mỗi tháng một lần.
"""


def test_first_lines_farther_in_begin_paragraphs() -> None:
    record = vnplans.parse(LAID_OUT.encode(), name="a.txt")
    assert record.title == "Sửa chữa đường liên thôn và kênh mương nội đồng sau mùa mưa lũ năm 2025"
    texts = [block.text for block in read(LAID_OUT.encode()).blocks][-3:]
    assert [text.split()[0] for text in texts] == ["Phòng", "Ban", "Các"]
    assert texts[1].endswith("ven đường.")


MARKUP = """<table>
<thead><tr><th>UBND HUYỆN MỎ CÀY<br />
<strong>PHÒNG NỘI VỤ</strong></th><th><strong>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</strong></th></tr></thead>
<tbody><tr><td>Số: 44/KH-PNV</td><td><em>Mỏ Cày, ngày 6 tháng 7 năm 2021</em></td></tr></tbody>
</table>

**KẾ HOẠCH**

# Tuyển dụng viên chức năm 2021

\\- Tổ Công chức nhận hồ sơ, gửi các trường trước ngày 20/7/2021.

<table><tr><td>TT</td><td>Nội dung</td><td>Chủ trì</td><td>Thời gian</td></tr>
<tr><td>1</td><td><p>Ra đề thi,</p><p>bảo mật đề</p></td><td>Tổ Thanh tra</td><td>05/8/2021</td></tr></table>

| Nơi nhận:     | TRƯỞNG PHÒNG |
|---------------|--------------|
| \\- Lưu: VT. | Kiều Thị Năm |
"""


def test_markdown_with_tables_in_html() -> None:
    record = vnplans.parse(MARKUP.encode())
    assert record.source.reader == "markdown"
    assert record.issuer is not None
    assert record.signer is not None
    assert record.issuer.name == "Phòng Nội vụ huyện Mỏ Cày"
    assert (record.title, record.signer.name) == ("Tuyển dụng viên chức năm 2021", "Kiều Thị Năm")
    assert [task.deadline and task.deadline.end for task in record.tasks] == [
        dt.date(2021, 7, 20),
        dt.date(2021, 8, 5),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td>chữ",
        "</table>**a** **b** **c**",
        "**a** **b** **c** <table><table></table>",
        "**a** **b** **c**\n<table></table><table>x</table>",
    ],
)
def test_broken_tables_in_markdown_lose_no_words(text: str) -> None:
    said = " ".join(block.text for block in read(text.encode()).blocks)
    assert all(letter in said for letter in ("chữ",) if letter in text)
    assert all(letter in said for letter in "abc" if f"**{letter}" in text)


def test_a_page_of_html_stays_one() -> None:
    page = "<html><body><table><tr><td>**a** **b** **c**</td></tr></table></body></html>"
    assert read(page.encode()).reader == "html"

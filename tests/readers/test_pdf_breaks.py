"""What a narrow column or the end of a page breaks in a PDF: dates, letterheads without the motto, merged cells."""

from __future__ import annotations

import datetime as dt

import pytest
from pdf_maker import Page, make_pdf

import vnplans
from vnplans.readers import ReadOptions, read


def letter(date: tuple[str, ...], x: float = 330) -> Page:
    page = Page().lines(60, 60, ["UBND TỈNH HÀ NAM", "SỞ CÔNG THƯƠNG"])
    page.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").text(330, 78, "Độc lập - Tự do - Hạnh phúc")
    page.text(70, 106, "Số: 112/KH-SCT").lines(x, 106, date)
    page.centred(170, "KẾ HOẠCH").centred(188, "Bình ổn thị trường")
    return page.lines(60, 220, ["1. Văn phòng: Theo dõi việc thực hiện.", "2. Thanh tra Sở: Kiểm tra giá bán."], 24)


@pytest.mark.parametrize(
    "date",
    [
        ("Hà Nam, ngày 14 tháng 3 năm 2023",),
        ("Hà Nam, ngày 14 tháng 3 năm", "2023"),
        ("Hà Nam, ngày 14 tháng 3", "năm 2023"),
        ("Thành phố Phủ Lý, ngày 14", "tháng 3 năm 2023"),
    ],
)
def test_a_date_that_wraps_in_its_column(date: tuple[str, ...]) -> None:
    assert vnplans.parse(make_pdf(letter(date))).issued_on == dt.date(2023, 3, 14)


@pytest.mark.parametrize("unit", ["DỤC", "II", "MÔN"])
def test_the_rest_of_a_date_beside_the_last_word_of_a_body(unit: str) -> None:
    page = letter(("TP. Phủ Lý, ngày 14 tháng 3", "năm 2023")).text(120, 122, unit)
    assert vnplans.parse(make_pdf(page)).issued_on == dt.date(2023, 3, 14)


TITLE = "Kiểm tra việc chấp hành quy định về kinh doanh xăng dầu trên địa bàn tỉnh"


@pytest.mark.parametrize("first", ["Căn cứ chương trình công tác năm, Sở", "Sở Công Thương kiểm tra các cửa hàng"])
def test_a_bold_title_on_a_full_line_ends_before_the_text(first: str) -> None:
    page = Page().lines(60, 60, ["UBND TỈNH HÀ NAM", "SỞ CÔNG THƯƠNG", "Số: 112/KH-SCT"])
    page.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").text(330, 78, "Hà Nam, ngày 14 tháng 3 năm 2023")
    page.centred(170, "KẾ HOẠCH", bold=True).text(62, 188, TITLE, bold=True)
    page.lines(60, 206, [first, "Công Thương kiểm tra như sau, nội dung cụ thể từng phần được ghi ở mục", "dưới."], 18)
    assert vnplans.parse(make_pdf(page)).title == TITLE


def test_bold_words_within_a_sentence_are_no_paragraph() -> None:
    page = Page().lines(60, 60, ["UBND TỈNH HÀ NAM", "SỞ CÔNG THƯƠNG", "Số: 112/KH-SCT"])
    page.text(60, 188, "Giao Phòng Quản lý thương mại chủ trì việc theo dõi tình hình và cùng", bold=True)
    page.text(60, 206, "với các phòng của Sở lập báo cáo.")
    assert "cùng với các phòng" in read(make_pdf(page), ReadOptions(ocr="never")).blocks[-1].text


def test_a_year_far_from_the_date_is_no_rest_of_it() -> None:
    page = letter(("Hà Nam, ngày 14 tháng 3 năm",)).text(60, 150, "2023")
    assert vnplans.parse(make_pdf(page)).issued_on is None


def test_the_youth_union_names_itself_where_others_have_the_motto() -> None:
    page = Page().lines(60, 60, ["BCH ĐOÀN TỈNH HÀ NAM", "BAN THƯỜNG VỤ", "***", "Số: 45-KH/TĐTN-PT"])
    page.text(330, 60, "ĐOÀN TNCS HỒ CHÍ MINH").text(310, 114, "Hà Nam, ngày 05 tháng 3 năm 2024")
    page.centred(170, "KẾ HOẠCH").centred(188, "Tháng Thanh niên năm 2024")
    page.lines(60, 220, ["1. Ban Phong trào: Theo dõi việc thực hiện.", "2. Văn phòng: Bố trí kinh phí."], 24)
    record = vnplans.parse(make_pdf(page))
    assert (record.number and record.number.text, record.issued_on) == ("45-KH/TĐTN-PT", dt.date(2024, 3, 5))
    assert record.issuer is not None
    assert "Hồ Chí Minh" not in record.issuer.name


@pytest.mark.parametrize("rest", [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM"), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM")])
def test_the_last_words_of_the_motto_at_the_left_margin_are_of_no_body(rest: tuple[str, str]) -> None:
    page = Page().text(60, 60, "UBND TỈNH HÀ NAM").text(300, 60, rest[0]).text(60, 76, rest[1])
    page.text(60, 92, "SỞ CÔNG THƯƠNG").text(330, 92, "Độc lập - Tự do - Hạnh phúc")
    page.text(60, 108, "Số: 112/KH-SCT").text(310, 108, "Hà Nam, ngày 14 tháng 3 năm 2023")
    page.centred(170, "KẾ HOẠCH").centred(188, "Bình ổn thị trường")
    page.lines(60, 220, ["1. Văn phòng: Theo dõi việc thực hiện.", "2. Thanh tra Sở: Kiểm tra giá bán."], 24)
    issuer = vnplans.parse(make_pdf(page)).issuer
    assert issuer is not None
    assert (issuer.name, issuer.parent) == ("Sở Công Thương tỉnh Hà Nam", "Ủy ban nhân dân tỉnh Hà Nam")


def test_a_body_below_the_parent_named_after_the_south_keeps_its_name() -> None:
    page = Page().text(60, 60, "TỔNG CÔNG TY ĐIỆN LỰC MIỀN").text(320, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11)
    page.text(60, 76, "NAM").text(60, 92, "Số: 112/KH-EVNSPC").text(310, 92, "Hà Nam, ngày 14 tháng 3 năm 2023")
    page.centred(170, "KẾ HOẠCH").centred(188, "Bình ổn thị trường")
    page.lines(60, 220, ["1. Văn phòng: Theo dõi việc thực hiện.", "2. Ban Thanh tra: Kiểm tra giá bán."], 24)
    issuer = vnplans.parse(make_pdf(page)).issuer
    assert issuer is not None
    assert issuer.name.casefold() == "tổng công ty điện lực miền nam"


@pytest.mark.parametrize("x", [290, 330, 400])
def test_a_signer_stands_in_his_column_wherever_it_begins(x: float) -> None:
    page = letter(("Hà Nam, ngày 14 tháng 3 năm 2023",))
    page.text(60, 290, "Nơi nhận:").text(x, 290, "GIÁM ĐỐC")
    page.text(60, 306, "- Như trên;").text(60, 322, "- Lưu: VT.").text(x, 338, "Lê Văn Nam")
    record = vnplans.parse(make_pdf(page))
    assert record.signer is not None
    assert record.signer.name == "Lê Văn Nam"
    assert list(record.recipients) == ["Như trên", "Lưu: VT"]


@pytest.mark.parametrize(("spaced", "rest"), [("K Ế", "H O Ạ C H"), ("K", "Ế H O Ạ C H")])
def test_a_type_word_whose_letters_are_set_apart_stands_in_no_column(spaced: str, rest: str) -> None:
    page = Page().lines(60, 60, ["UBND TỈNH HÀ NAM", "SỞ CÔNG THƯƠNG"])
    page.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").text(330, 78, "Hà Nam, ngày 14 tháng 3 năm 2023")
    page.text(70, 106, "Số: 112/KH-SCT").text(250, 150, spaced).text(285, 150, rest).centred(170, "Bình ổn thị trường")
    page.lines(60, 220, ["1. Văn phòng: Theo dõi việc thực hiện.", "2. Thanh tra Sở: Kiểm tra giá bán."], 24)
    record = vnplans.parse(make_pdf(page))
    assert record.doc_type is not None
    assert record.doc_type.name == "Kế hoạch"
    assert record.title == "Bình ổn thị trường"


@pytest.mark.parametrize(
    ("last", "first", "whole"),
    [
        ("2. Trách nhiệm", "a) Đoàn kiểm tra: lập biên bản từng cửa hàng.", False),
        ("2. Trách nhiệm của các phòng", "và các đơn vị thuộc Sở được giao như sau.", True),
        ("2. Văn phòng rà soát các cửa hàng quy định tại điểm b khoản 2 Điều 5 và", "a) khoản 3 Điều này.", True),
    ],
)
def test_a_mark_at_the_head_of_a_page_begins_an_item(last: str, first: str, whole: bool) -> None:
    one = letter(("Hà Nam, ngày 14 tháng 3 năm 2023",)).text(60, 770, last)
    two = Page().text(60, 60, first)
    texts = [block.text for block in read(make_pdf(one, two), ReadOptions(ocr="never")).blocks]
    assert (f"{last} {first}" in texts) is whole


@pytest.mark.parametrize("heading", ["I. MỤC ĐÍCH", "A. ĐẶC ĐIỂM TÌNH HÌNH", "1. Sự cần thiết"])
def test_a_heading_as_bold_as_the_title_on_a_full_line_above_it_is_none_of_it(heading: str) -> None:
    page = Page().lines(60, 60, ["UBND TỈNH HÀ NAM", "SỞ CÔNG THƯƠNG", "Số: 112/KH-SCT"])
    page.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").text(330, 78, "Hà Nam, ngày 14 tháng 3 năm 2023")
    page.centred(170, "KẾ HOẠCH", bold=True).text(62, 188, TITLE, bold=True).text(60, 206, heading, bold=True)
    text = "Sở Công Thương kiểm tra các cửa hàng theo nội dung dưới đây, việc nào cũng"
    page.lines(60, 224, [text, "có người chịu trách nhiệm."], 18)
    assert vnplans.parse(make_pdf(page)).title == TITLE


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (("30/09/202", "6"), dt.date(2026, 9, 30)),
        (("30/09/20", "26"), dt.date(2026, 9, 30)),
        (("9/202", "6"), dt.date(2026, 9, 30)),
        (("30/09", "2026"), None),
    ],
)
def test_a_date_torn_by_a_narrow_column(lines: tuple[str, str], end: dt.date | None) -> None:
    width = max(len(line) for line in lines) * 6.5
    page = Page()
    for x in (60.0, 320.0, 470.0, 481 + width):
        page.rule(x, 60, x, 140)
    for y in (60.0, 90.0, 140.0):
        page.rule(60, y, 481 + width, y)
    for x, word in ((64, "Nội dung"), (324, "Chủ trì"), (475.5, "Hạn")):
        page.text(x, 80, word)
    page.text(64, 110, "Rà soát danh sách").text(324, 110, "Sở Nội vụ").lines(475.5, 110, lines, 15)
    (task,) = vnplans.parse(make_pdf(page)).tasks
    assert (task.deadline.end if task.deadline else None) == end


@pytest.mark.parametrize(
    ("lines", "span"),
    [
        (("Tháng 5", "- 9/2026"), (dt.date(2026, 5, 1), dt.date(2026, 9, 30))),
        (("Quý II", "- Quý III/2026"), None),
        (("01/5/2026", "- 15/9/2026"), (dt.date(2026, 5, 1), dt.date(2026, 9, 15))),
    ],
)
def test_a_span_over_two_lines_of_a_cell(lines: tuple[str, str], span: tuple[dt.date, dt.date] | None) -> None:
    page = Page()
    for x in (60.0, 300.0, 430.0, 540.0):
        page.rule(x, 60, x, 140)
    for y in (60.0, 90.0, 140.0):
        page.rule(60, y, 540, y)
    for x, word in ((64, "Nội dung"), (304, "Chủ trì"), (436, "Thời gian")):
        page.text(x, 80, word)
    page.text(64, 110, "Rà soát danh sách").text(304, 110, "Sở Nội vụ").lines(436, 110, lines, 15)
    (task,) = vnplans.parse(make_pdf(page)).tasks
    assert task.deadline is not None
    assert span is None or (task.deadline.start, task.deadline.end) == span


def table(page: Page, ys: list[float], rows: list[tuple[str, list[str]]], whole: int) -> Page:
    """Number, work and leads; the cells of the last column from row `whole` on are one."""
    xs = [60.0, 100.0, 380.0, 540.0]
    for x in xs:
        page.rule(x, ys[0], x, ys[-1])
    for place, y in enumerate(ys):
        page.rule(60, y, 380 if whole < place < len(ys) - 1 else 540, y)
    for y, (number, words) in zip(ys, rows, strict=False):
        page.text(65, y + 16, number).lines(105, y + 16, words)
    return page


def test_a_merged_cell_beside_a_row_that_the_page_breaks_keeps_its_words() -> None:
    first = letter(("Hà Nam, ngày 14 tháng 3 năm 2023",))
    table(
        first,
        [300, 330, 380],
        [("TT", ["Nội dung công việc"]), ("1", ["Rà soát các điểm kinh doanh", "xăng dầu trên"])],
        1,
    )
    first.text(385, 316, "Đơn vị chủ trì").text(385, 346, "Thanh tra Sở")
    second = Page()
    rows = [
        ("", ["địa bàn các huyện, thị xã."]),
        ("2", ["Lập danh sách các chợ tự phát."]),
        ("3", ["Báo cáo Giám đốc Sở."]),
    ]
    table(second, [60, 90, 120, 150], rows, 0)
    tasks = [t for t in vnplans.parse(make_pdf(first, second)).tasks if "dòng" in t.where]
    assert [t.content for t in tasks][1:] == ["Lập danh sách các chợ tự phát.", "Báo cáo Giám đốc Sở."]
    assert [[a.text for a in t.lead_agencies] for t in tasks] == [["Thanh tra Sở"]] * 3

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

"""HTML: what a reader of the page sees, in order, with tables as cells."""

from __future__ import annotations

import pytest

import vnplans
from vnplans.errors import NoText
from vnplans.pages import Block, Cell
from vnplans.readers import read


def blocks(body: str, head: str = '<meta charset="utf-8">') -> tuple[Block, ...]:
    return read(f"<html><head>{head}<title>x</title></head><body>{body}</body></html>".encode()).blocks


def test_block_elements_part_blocks_and_inline_ones_do_not() -> None:
    found = blocks("<div>Kế <span>hoạch</span> <b>số</b> 6<p>Điều 1</div>đuôi")
    assert [b.text for b in found] == ["Kế hoạch số 6", "Điều 1", "đuôi"]


@pytest.mark.parametrize("tag", ["script", "style", "nav", "noscript", "select", "button"])
def test_what_is_not_said_to_the_reader_is_dropped(tag: str) -> None:
    assert [b.text for b in blocks(f"<p>A</p><{tag}>không</{tag}><p>B</p>")] == ["A", "B"]


def test_a_form_around_the_page_is_kept() -> None:
    """Portals wrap the whole page in one form."""
    assert [b.text for b in blocks("<form><p>Kế hoạch</p></form>")] == ["Kế hoạch"]


def test_hidden_elements_are_dropped() -> None:
    assert [b.text for b in blocks('<p>A</p><p style="display:none">không</p>')] == ["A"]


def test_style() -> None:
    found = blocks(
        '<p align="center"><b>KẾ HOẠCH</b><br><i>Năm 2026</i></p><p><b>1. Sở Y tế:</b> chủ trì</p><h2>II</h2>'
    )
    title, year, agency, heading = found
    assert (title.bold, title.centred, title.capitals, title.continues) == (True, True, True, False)
    assert (year.italic, year.centred, year.continues) == (True, True, True)
    assert (agency.bold, agency.text[: agency.bold_lead]) == (False, "1. Sở Y tế:")
    assert heading.heading == 2


def test_css_of_word_pages() -> None:
    (block,) = blocks(
        '<p style="text-align:center;text-indent:1cm"><span style="font-weight:bold;font-size:14pt">Kế hoạch'
    )
    assert (block.bold, block.centred, block.size, block.indent) == (True, True, 14.0, 28.35)


def test_table_spans() -> None:
    found = blocks(
        "<table><tr><th rowspan=2>TT<th colspan=2>Thời gian</tr><tr><td>đầu<td>cuối</tr><tr><td>1<td>a<p>b<td>c</table>"
    )
    assert [(b.text, b.cell) for b in found] == [
        ("TT", Cell(0, 0, 0, 2, 1)),
        ("Thời gian", Cell(0, 0, 1, 1, 2)),
        ("TT", Cell(0, 1, 0, 1, 1, repeated=True)),
        ("đầu", Cell(0, 1, 1)),
        ("cuối", Cell(0, 1, 2)),
        ("1", Cell(0, 2, 0)),
        ("a", Cell(0, 2, 1)),
        ("b", Cell(0, 2, 1)),
        ("c", Cell(0, 2, 2)),
    ]


@pytest.mark.parametrize(
    ("attributes", "labels"),
    [
        ("", ["1.", "2."]),
        (' type="a"', ["a)", "b)"]),
        (' start="4"', ["4.", "5."]),
        (' type="I" start="3"', ["III.", "IV."]),
    ],
)
def test_list_labels(attributes: str, labels: list[str]) -> None:
    assert [b.label for b in blocks(f"<ol{attributes}><li>một<li>hai</ol>")] == labels


@pytest.mark.parametrize("charset", ["utf-8", "windows-1258", "utf-16"])
def test_charset(charset: str) -> None:
    head = f'<html><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    text = f"{head}<p>Sô\u0301 5 Đa\u0300"
    assert read(text.encode(charset)).blocks[0].text == "Số 5 Đà"


def test_old_fonts() -> None:
    old = '<font face=".VnTimeH">KÕ ho¹ch</font> <font face=".VnTime">trung \xad¬ng</font> '
    found = blocks(f'<p>{old}<font face=".VnTime">Kế</font>')
    assert [b.text for b in found] == ["KẾ HOẠCH trung ương Kế"]


def test_a_page_without_words() -> None:
    with pytest.raises(NoText):
        read(b"<html><body><script>1</script></body></html>")


# The article among the furniture of a portal

_NEWS = "UBND tỉnh Lam Giang vừa ban hành Kế hoạch số 5/KH-UBND về trồng cây, yêu cầu các xã chuẩn bị đủ cây giống."


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<ol><li><p>một</p><li><p>hai</p></ol>", [("1.", "một"), ("2.", "hai")]),
        ("<ol type='I'><li><div><p><b>Một</b></p><p>lời</p></div></ol>", [("I.", "Một"), (None, "lời")]),
        ("<ul><li><p></p><p>một</p></ul>", [("-", "một")]),
        (
            "<ol><li><p>một</p><ol type='a'><li><p>con</p></ol><li><p>hai</p></ol>",
            [("1.", "một"), ("a)", "con"), ("2.", "hai")],
        ),
        ("<ol><li></li></ol><p>sau</p>", [(None, "sau")]),
        ("<ol><li>một<p>thêm</p></ol>", [("1.", "một"), (None, "thêm")]),
    ],
)
def test_an_item_that_holds_paragraphs_labels_the_first(page: str, told: list[tuple[str | None, str]]) -> None:
    assert [(b.label, b.text) for b in blocks(page)] == told


_LINKS = "".join(f'<li><a href="/{n}">Chuyên mục số {n} của cổng thông tin điện tử tỉnh</a></li>' for n in range(9))
PORTALS = {
    "classes": f'<div class="menu">{_LINKS}</div><div class="main"><h1>Tin</h1><div class="detail"><p>{_NEWS}</p>'
    f'<p>{_NEWS}</p></div><div class="related">{_LINKS}</div></div><div class="footer">Giấy phép số 8/GP-TTĐT, '
    "điện thoại 0200.000.000, ghi rõ nguồn khi phát hành lại thông tin từ cổng này.</div>",
    "no names": f"<div><ul>{_LINKS}</ul></div><div><div><h1>Tin</h1><div><p>{_NEWS}</p><p>{_NEWS}</p></div>"
    f"<ul>{_LINKS}</ul></div></div><div>Cơ quan chủ quản: UBND tỉnh. Điện thoại: 0200.000.000.</div>",
    "layout tables": f"<table><tr><td>{_LINKS}</td><td><div>Tin</div><div>{_NEWS}<br><br>{_NEWS}</div></td>"
    f"<td>{_LINKS}</td></tr><tr><td>Bản quyền thuộc UBND tỉnh, ghi rõ nguồn khi dùng lại tin của cổng.</td></tr>"
    "</table>",
    "tags": f"<header>{_LINKS}</header><main><article><h1>Tin</h1><p>{_NEWS}</p><p>{_NEWS}</p></article>"
    f"<aside>{_LINKS}</aside></main><footer>Giấy phép số 8/GP-TTĐT ngày 2/3/2020, điện thoại 0200.000.000</footer>",
}


@pytest.mark.parametrize("name", PORTALS)
def test_the_article_is_found_among_menus_and_footers(name: str) -> None:
    assert [b.text for b in blocks(PORTALS[name])] == ["Tin", _NEWS, _NEWS]


def test_a_saved_act_keeps_letterhead_and_recipients() -> None:
    head = "<table><tr><td>UBND TỈNH X</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr></table>"
    body = "".join(f"<p>Điều {n}. {_NEWS}</p>" for n in range(1, 4))
    tail = "<table><tr><td>Nơi nhận:<br>- Như Điều 3;</td><td>CHỦ TỊCH</td></tr></table>"
    above = "<div><div>Còn hiệu lực</div><div>Ngày cập nhật: 17/4/2026</div></div>"
    page = f"<div><ul>{_LINKS}</ul></div><div>{above}<div>{head}<div>{body}</div>{tail}</div><ul>{_LINKS}</ul></div>"
    found = [b.text for b in blocks(page)]
    assert found[:2] == ["UBND TỈNH X", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert found[-1] == "CHỦ TỊCH"
    assert not any("Chuyên mục" in text for text in found)


def test_a_page_without_furniture_is_whole() -> None:
    assert [b.text for b in blocks("<div>Kế hoạch</div><div class='footer'>Hết</div>")] == ["Kế hoạch", "Hết"]


def test_address_and_links_are_told_and_not_followed() -> None:
    head = '<link rel="canonical" href="https://lamgiang.example.vn/tin/5">'
    body = '<p>Tin mới, <a href="/khac">xem thêm</a></p><p>Văn bản <a href="/vb/5.pdf">tại đây</a></p>'
    pages = read(f"<html><head>{head}</head><body>{body}</body></html>".encode())
    assert pages.address == "https://lamgiang.example.vn/tin/5"
    (link,) = pages.links
    assert (pages.blocks[link.block].text[link.start : link.end], link.address) == (
        "tại đây",
        "https://lamgiang.example.vn/vb/5.pdf",
    )


@pytest.mark.parametrize(
    ("cell", "signer"),
    [
        ("CHỦ TỊCH Hoàng Quốc Khánh", (None, "CHỦ TỊCH", "Hoàng Quốc Khánh")),
        ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH Võ A Sùng", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Võ A Sùng")),
        ("QUẢN ĐỐC<br>Trần Thị Minh", (None, "QUẢN ĐỐC", "Trần Thị Minh")),
        ("GIÁM ĐỐC SỞ Y TẾ<br>Y Blăm Niê", (None, "GIÁM ĐỐC SỞ Y TẾ", "Y Blăm Niê")),
        ("TRƯỞNG PHÒNG", (None, "TRƯỞNG PHÒNG", None)),
    ],
)
def test_the_cells_of_recipients_and_signer_are_columns(cell: str, signer: tuple[str | None, ...]) -> None:
    head = "<p>UBND TỈNH LONG AN</p><p>Số: 12/KH-UBND</p><p>Long An, ngày 5 tháng 6 năm 2023</p><p><b>KẾ HOẠCH</b></p>"
    body = "<p><b>Phòng, chống dịch</b></p><p>1. Sở Y tế rà soát hồ sơ.</p>"
    foot = f"<table><tr><td>Nơi nhận:<br>- Như trên;<br>- Lưu: VT.</td><td>{cell}</td></tr></table>"
    record = vnplans.parse((head + body + foot).encode(), name="a.html")
    assert record.signer is not None
    assert (record.signer.authority, record.signer.position, record.signer.name) == signer


LAID_OUT = """<table width=600><tr><td>{menu}</td><td><table><tr><td>UBND TỈNH HÒA AN<br>SỞ NỘI VỤ</td>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr></table>
<center><b>KẾ HOẠCH</b></center>
<p>1. Các phòng chuyên môn rà soát hồ sơ lưu trữ của mình, lập danh mục tài liệu nộp lưu và gửi Văn phòng Sở.</p>
<table border=1>
<tr><td>Việc</td><td>Xong</td></tr><tr><td>Lập danh mục tài liệu nộp lưu</td><td>Tháng 3</td></tr></table>
<p>Nơi nhận:</p></td></tr></table>"""


@pytest.mark.parametrize("menu", ["&nbsp;", "<a href='/'>Trang chủ</a><br><a href='/in'>Bản in</a>"])
def test_a_table_that_lays_a_page_with_few_links_out(menu: str) -> None:
    blocks = read(f"<html><body>{LAID_OUT.format(menu=menu)}</body></html>".encode()).blocks
    assert [b.text for b in blocks if b.cell is None][:2] == ["KẾ HOẠCH", blocks[5].text]
    assert [b.column for b in blocks[:4]] == ["left", "left", "right", "right"]
    assert [(b.cell.row, b.cell.column) for b in blocks if b.cell and b.column is None] == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
    ]


def test_a_table_of_works_that_is_most_of_an_act_stays_one() -> None:
    long = "Rà soát hồ sơ lưu trữ của các phòng chuyên môn và lập danh mục tài liệu nộp lưu trong quý"
    rows = "".join(f"<tr><td>{n}</td><td>{long}</td></tr>" for n in range(9))
    page = f"<body><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>KẾ HOẠCH</p><table>{rows}</table><p>Nơi nhận:</p></body>"
    assert sum(1 for b in read(page.encode()).blocks if b.cell) == 18

"""HTML: what a reader of the page sees, in order, with tables as cells."""

from __future__ import annotations

import pytest

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

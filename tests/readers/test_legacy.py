"""Old fonts: the tables, and the judgement which text is really in their encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordml import docx, paragraph, run

from vnplans.pages import Pages
from vnplans.readers import ReadOptions, read
from vnplans.readers.styled import legacy


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [
        ("TCVN3", "ñy ban nh©n d©n tØnh", "ủy ban nhân dân tỉnh"),
        ("TCVN3", "Trung \u00ad¬ng", "Trung ương"),
        ("VNI", "Uûy ban nhaân daân tænh Bình Phöôùc", "Ủy ban nhân dân tỉnh Bình Phước"),
        ("VNI", "UÛY BAN thaúng kî", "ỦY BAN thẳng kỵ"),
        ("VISCII", "Vi®t Nam", "Việt Nam"),
    ],
)
def test_decoding(encoding: str, text: str, shown: str) -> None:
    assert legacy.decode(text, encoding) == shown


@pytest.mark.parametrize(
    ("font", "meaning"),
    [
        (".VnTime", ("TCVN3", False)),
        (".VnTimeH", ("TCVN3", True)),
        (".vnArial NarrowH", ("TCVN3", True)),
        ("ABCDEF+.VnTime", ("TCVN3", False)),
        ("VNI-Times", ("VNI", False)),
        ("VNI-Helve-Condense", ("VNI", False)),
        ("VPS Times", ("VPS", False)),
        ("Times New Roman", (None, False)),
        ("Vnature", (None, False)),
    ],
)
def test_fonts(font: str, meaning: tuple[str | None, bool]) -> None:
    assert legacy.font_encoding(font) == meaning


@pytest.mark.parametrize("text", ["Kế hoạch số 12", "và các", "Résumé, Citroën", "© 2020 Công ty", "50 m² ± 5", "abc"])
def test_what_must_not_change(text: str) -> None:
    assert legacy.holds_unicode(text) or (legacy.gain(text, "TCVN3") or 0) <= 0
    assert legacy.guess([text] * 20) is None


def test_guess_without_fonts() -> None:
    assert legacy.guess(["Céng hoµ x· héi chñ nghÜa ViÖt Nam", "§éc lËp - Tù do - H¹nh phóc"]) == "TCVN3"
    assert legacy.guess(["Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Ñoäc laäp - Töï do - Haïnh phuùc"]) == "VNI"


@given(st.lists(st.text(alphabet="aoeuiydnhgtcøùûõïâáàåãäêéèúüë ", max_size=6), max_size=6))
def test_joined_marks_keep_the_text(pieces: list[str]) -> None:
    joined = legacy.join_marks(pieces)
    assert "".join(joined) == "".join(pieces)
    assert len(joined) == len(pieces)


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def pages(*paragraphs: str, styles: str = "") -> Pages:
    return read(docx("".join(paragraphs), {"styles": styles} if styles else None), ReadOptions())


TCVN3, TCVN3_CAPITALS, VNI = font(".VnTime"), font(".VnTimeH"), font("VNI-Times")


def test_runs_of_a_word_file() -> None:
    got = pages(
        paragraph(run("kÕ ho¹ch", TCVN3_CAPITALS), run(" n¨m 2003", TCVN3)),
        paragraph(run("Phô lôc 3", TCVN3)),
        paragraph(run("Căn cứ Nghị định", TCVN3)),
        paragraph(run("Coäng hoa", VNI), run("ø xaõ hoäi", VNI + "<w:b/>")),
        paragraph(run("Times: Việt Nam")),
    )
    assert [b.text for b in got.blocks] == [
        "KẾ HOẠCH năm 2003",
        "Phụ lục 3",
        "Căn cứ Nghị định",
        "Cộng hoà xã hội",
        "Times: Việt Nam",
    ]
    assert got.encoding == "TCVN3"


def test_unicode_in_fonts_of_old_names_is_left_alone() -> None:
    got = pages(
        paragraph(run("Ủy ban nhân dân tỉnh ban hành kế hoạch", TCVN3)),
        paragraph(run("và các xã", TCVN3)),
        paragraph(run("quyết định", TCVN3_CAPITALS)),
        paragraph(run("số: 12", TCVN3_CAPITALS)),
    )
    assert [b.text for b in got.blocks] == [
        "Ủy ban nhân dân tỉnh ban hành kế hoạch",
        "và các xã",
        "quyết định",
        "số: 12",
    ]
    assert got.encoding is None


def test_the_font_of_a_style_and_of_the_theme() -> None:
    style = f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr>{TCVN3}</w:rPr></w:style>'
    theme = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    got = pages(paragraph(run("Hµ Néi, ngµy")), paragraph(run("«ng", theme)), styles=style)
    assert [b.text for b in got.blocks] == ["Hà Nội, ngày", "«ng"]


def test_a_few_words_in_a_common_font_beside_headings_in_an_old_one() -> None:
    got = pages(paragraph(run("quyÕt ®Þnh", TCVN3_CAPITALS)), paragraph(run("VÒ viÖc ph©n c«ng", font("Arial"))))
    assert [b.text for b in got.blocks] == ["QUYẾT ĐỊNH", "Về việc phân công"]


CAPITALS, SMALL = "quyÕt ®Þnh", "VÒ viÖc ph©n c«ng nhiÖm vô phßng chèng lôt b·o, b¶o vÖ mïa mµng"
MENU = "<div>Trang chủ | Tìm kiếm văn bản | Đăng nhập | Cơ sở dữ liệu pháp luật</div>" * 3
STYLE = "<style>" + ".a { color: red }\n" * 2000 + "</style>"


def page(small: str, capitals: str, *, charset: str = "utf-8", before: str = "") -> str:
    """A page that says it is UTF-8, in the letters of an old font."""
    lines = f'<p><font face="{capitals}">{CAPITALS}</font></p><p><font face="{small}">{SMALL}</font></p>'
    return f'<html><head><meta charset="{charset}">{STYLE}</head><body>{before}{lines}</body></html>'


@pytest.mark.parametrize("small", [".VnTime", "Times New Roman"])
@pytest.mark.parametrize("menu", [False, True])
@pytest.mark.parametrize("written", ["utf-8", "latin-1"])
def test_a_page_that_says_it_is_utf_8(small: str, written: str, *, menu: bool) -> None:
    whole = page(small, ".VnTimeH").encode(written)
    if menu:
        whole = whole.replace(b"<body>", b"<body>" + MENU.encode())
    got = read(whole, ReadOptions())
    assert [b.text for b in got.blocks][-2:] == [
        "QUYẾT ĐỊNH",
        "Về việc phân công nhiệm vụ phòng chống lụt bão, bảo vệ mùa màng",
    ]
    assert not menu or got.blocks[0].text.startswith("Trang chủ | Tìm kiếm văn bản")


@pytest.mark.parametrize(
    "text", ["Kế hoạch số 12", "và các xã", "Café Résumé, Citroën, naïve", "© 2020 Công ty", "50 m² ± 5"]
)
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1258"])
def test_a_page_in_unicode_stays_as_it_is(text: str, declared: str) -> None:
    whole = f'<html><head><meta charset="{declared}"></head><body>{MENU}<p>{text}</p></body></html>'
    assert read(whole.encode(), ReadOptions()).blocks[-1].text == text


def test_soft_hyphens() -> None:
    """w:softHyphen is the letter ư where a converter lost U+00AD, and nothing where the file keeps U+00AD."""
    soft = "<w:r><w:rPr>" + TCVN3 + "</w:rPr><w:softHyphen/></w:r>"
    lost = pages(paragraph(run("Bé tr", TCVN3), soft, run("ëng Bé Tµi chÝnh", TCVN3)))
    kept = pages(paragraph(soft, run("c) Bé tr\u00adëng", TCVN3)))
    assert (lost.blocks[0].text, kept.blocks[0].text) == ("Bộ trưởng Bộ Tài chính", "c) Bộ trưởng")


def test_text_without_font_names() -> None:
    lines = ["Céng hoµ x· héi chñ nghÜa ViÖt Nam", "§éc lËp - Tù do - H¹nh phóc", "Phô lôc"]
    got = pages(*(paragraph(line) for line in lines))
    assert [b.text for b in got.blocks][1:] == ["Độc lập - Tự do - Hạnh phúc", "Phụ lục"]
    assert got.encoding == "TCVN3"

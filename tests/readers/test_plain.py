"""Text files: every encoding that offices used gives the same words."""

from __future__ import annotations

import unicodedata

import pytest

from vnplans.errors import NoText, UnsupportedFile
from vnplans.readers import read
from vnplans.readers.placed import PlacedText

LINE = "Số: 12/KH-UBND, Kế hoạch bảo đảm trật tự, an toàn giao thông đường thủy"
# The same line as typed in .VnTime and in VNI-Times, read as Windows-1252
TCVN3 = "Sè: 12/KH-UBND, KÕ ho¹ch b¶o ®¶m trËt tù, an toµn giao th«ng ®\xad\xeang thñy".replace("\xea", "ê")
VNI = "Soá: 12/KH-UBND, Keá hoaïch baûo ñaûm traät töï, an toaøn giao thoâng ñöôøng thuûy"


def cp1258(text: str) -> bytes:
    """Windows-1258 keeps the vowel whole and the tone apart."""
    out = b""
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = list(unicodedata.normalize("NFD", char))
            tones = [m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323"]
            vowel = unicodedata.normalize("NFC", base + "".join(m for m in marks if m not in tones))
            out += (vowel + "".join(tones)).encode("cp1258")
    return out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_unicode(encoding: str, form: str) -> None:
    data = f"{unicodedata.normalize(form, LINE)}\r\n\r\n  Điều 1  \n".encode(encoding)  # type: ignore[arg-type]
    pages = read(data)
    assert [b.text for b in pages.blocks] == [LINE, "Điều 1"]
    assert pages.encoding == encoding.removesuffix("-sig")


def test_windows_1258() -> None:
    pages = read(cp1258(LINE))
    assert (pages.blocks[0].text, pages.encoding) == (LINE, "cp1258")


@pytest.mark.parametrize(("stored", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_legacy_fonts(stored: str, name: str, encoding: str) -> None:
    """As bytes of the old editor, and as text that was copied out of one."""
    pages = read(f"{stored}\n{stored}".encode(encoding))
    words = pages.blocks[0].text.replace("đưêng", "đường")
    assert words == LINE
    assert pages.encoding == name


def test_plain_ascii_is_left_alone() -> None:
    pages = read(b"So 12/KH-UBND\nHANOI")
    assert [b.text for b in pages.blocks] == ["So 12/KH-UBND", "HANOI"]
    assert [b.capitals for b in pages.blocks] == [False, True]


def test_blank_file_has_no_text() -> None:
    with pytest.raises(NoText):
        read("\u00a0\n\u200b\n".encode())


def test_binary_is_not_text() -> None:
    with pytest.raises(UnsupportedFile):
        read(bytes(range(32)) * 40)


TYPED = """ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LAM GIANG                      Độc lập - Tự do - Hạnh phúc
Số:      /KH-UBND                 Lam Giang, ngày     tháng 3 năm 2026

                         KẾ HOẠCH
I. NHIỆM VỤ

Nơi nhận:                              TM. ỦY BAN NHÂN DÂN
- Lưu: VT.                               PHÓ CHỦ TỊCH
                                          Lương Thị Hà Vy
"""


def test_columns_typed_with_blanks() -> None:
    found = [(block.text, block.column) for block in read(TYPED.encode()).blocks]
    assert found == [
        ("ỦY BAN NHÂN DÂN", "left"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "right"),
        ("TỈNH LAM GIANG", "left"),
        ("Độc lập - Tự do - Hạnh phúc", "right"),
        ("Số: /KH-UBND", "left"),
        ("Lam Giang, ngày tháng 3 năm 2026", "right"),
        ("KẾ HOẠCH", None),
        ("I. NHIỆM VỤ", None),
        ("Nơi nhận:", "left"),
        ("TM. ỦY BAN NHÂN DÂN", "right"),
        ("- Lưu: VT.", "left"),
        ("PHÓ CHỦ TỊCH", "right"),
        ("Lương Thị Hà Vy", "right"),
    ]


def test_a_narrow_gap_before_the_motto_or_the_date_parts_columns() -> None:
    text = (
        "UBND XÃ TÂN LẬP HẠ       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "V/v phát quang đường liên thôn năm 2024   Tân Lập, ngày 02 tháng 3 năm 2024\n"
    )
    assert [b.text for b in read(text.encode()).blocks if b.column == "right"][1:] == [
        "Tân Lập, ngày 02 tháng 3 năm 2024"
    ]


def test_the_youth_union_on_the_right_is_a_column() -> None:
    text = "TỈNH ĐOÀN LAM GIANG       ĐOÀN TNCS HỒ CHÍ MINH\nSố: 12-KH/ĐTN      Lam Giang, ngày 02 tháng 3 năm 2024\n"
    found = [(b.text, b.column) for b in read(text.encode()).blocks]
    assert found[:2] == [("TỈNH ĐOÀN LAM GIANG", "left"), ("ĐOÀN TNCS HỒ CHÍ MINH", "right")]


@pytest.mark.parametrize("start", ["BM.07-QT.02", "BM 12: biểu mẫu", "MZ-01"])
def test_the_code_of_a_form_is_text(start: str) -> None:
    assert read(f"{start}\n{LINE}\n".encode()).reader == "text"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"\n  {LINE}\n", [LINE]),
        ("Số:\t12/KH-UBND\r\n\r\nĐiều  1 ", ["Số:\t12/KH-UBND", "Điều  1"]),
        (unicodedata.normalize("NFD", "Thủy lợi"), [unicodedata.normalize("NFD", "Thủy lợi")]),
        ("\u200bSố\u200b: \u200b 5\u200b", ["Số\u200b: \u200b 5"]),
        ("\uf0b7 Rà soát", ["\uf0b7 Rà soát"]),
        (
            "ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ),
        (TCVN3, [None]),
    ],
)
def test_quotes_lead_back_to_the_text(text: str, words: list[str | None]) -> None:
    placed = PlacedText(text)
    places = [placed.place([placed.pages.quote(i, rule="")]) for i in range(len(placed.pages.blocks))]
    assert [place and text[slice(*place)] for place in places] == words

"""RTF: letters by \\u and by code page, old fonts, merged cells, list labels."""

from __future__ import annotations

import pytest

from vnplans.errors import NoText
from vnplans.pages import Block, Cell
from vnplans.readers import read

FONTS = rb"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset0 .VnTimeH;}{\f2\fcharset163 Arial;}{\f3 .VnTime;}}"


def blocks(body: bytes) -> tuple[Block, ...]:
    return read(rb"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + body + b"}").blocks


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"K\u7871? ho\u7841?ch\par", "Kế hoạch"),
        (rb"{\uc0 K\u7871 ho}x\par", "Kếhox"),
        (rb"\uc2 \u7871 ??\u7841\'3f\'3fch\par", "ếạch"),
        (rb"{\f2 S\'f4\'ec 5}\par", "Số 5"),
        (rb"\u-10179?\par x\par", "x"),
        (rb"a\tab b\~c\_d\endash e\par", "a b c-d-e"),
        (rb"\{x\}\\\par", "{x}\\"),
        (rb"A{\*\unknown no}{\info{\title no}}{\header no}{\v no}B\par", "AB"),
        (rb"A\bin4 }}}}B\par", "AB"),
    ],
)
def test_letters(source: bytes, text: str) -> None:
    assert blocks(source)[-1].text == text


def test_old_fonts() -> None:
    (block,) = blocks(rb"\f1 k\'d5 ho\'b9ch \f3 trung \'ad\'acng\par")
    assert block.text == "KẾ HOẠCH trung ương"


def test_style_and_breaks() -> None:
    title, line, after = blocks(rb"\pard\qc{\b\fs28 KH\line 2026}\par\pard\fi567{\b 1. A:} b\par")
    assert (title.bold, title.centred, title.size, title.continues) == (True, True, 14.0, False)
    assert (line.text, line.continues) == ("2026", True)
    assert (after.centred, after.indent, after.text[: after.bold_lead]) == (False, 28.35, "1. A:")


def test_list_label() -> None:
    (block,) = blocks(rb"{\listtext\tab 1.\tab}m\u7897?t\par")
    assert (block.label, block.text) == ("1.", "một")


def test_table_with_merges() -> None:
    row = rb"\trowd\clvmgf\cellx1\cellx2\cellx3\intbl A\cell B\par b\cell C\cell\row"
    below = rb"\trowd\clvmrg\cellx1\clmgf\cellx2\clmrg\cellx3\intbl\cell D\cell\cell\row"
    found = blocks(rb"x\par" + row + below + rb"\pard y\par")
    assert [(b.text, b.cell) for b in found] == [
        ("x", None),
        ("A", Cell(0, 0, 0, row_span=2)),
        ("B", Cell(0, 0, 1)),
        ("b", Cell(0, 0, 1)),
        ("C", Cell(0, 0, 2)),
        ("A", Cell(0, 1, 0, repeated=True)),
        ("D", Cell(0, 1, 1, column_span=2)),
        ("y", None),
    ]


def row(edges: tuple[int, ...], *cells: str) -> bytes:
    declared = "".join(f"\\cellx{edge}" for edge in edges)
    shown = "".join(f"{cell}\\cell " for cell in cells)
    return f"\\trowd{declared}\\pard\\intbl {shown}\\row ".encode()


HEADER = row((600, 5000, 7000, 9600), "TT", "Viec", "Chu tri", "Han")
FIRST = row((600, 5010, 7020, 9600), "1", "Lap ke hoach", "So A", "Quy I")


@pytest.mark.parametrize(
    ("above", "below", "together"),
    [
        (row((4000, 9000), "UBND", "CONG HOA"), HEADER, False),
        (row((4800, 9600), "UBND", "CONG HOA"), HEADER, False),
        (HEADER + FIRST, row((4800, 9600), "Noi nhan", "TM. UBND"), False),
        (HEADER, row((600, 9600), "I", "NHOM"), True),
        (HEADER, row((9600,), "I. NHOM"), True),
        (HEADER, row((700, 5100, 7100, 9600), "1", "x", "y", "z"), True),
        (row((600, 5000, 9600), "TT", "Viec", "Ai"), row((600, 5000, 7000, 9600), "", "", "A", "B"), True),
    ],
)
def test_tables_without_a_paragraph_between(above: bytes, below: bytes, *, together: bool) -> None:
    cells = [b.cell for b in blocks(above + below + rb"\pard y\par") if b.cell]
    assert {cell.table for cell in cells} == ({0} if together else {0, 1})


def test_a_cell_over_several_columns() -> None:
    found = blocks(HEADER + row((9600,), "I. NHOM") + FIRST + row((600, 9600), "II", "NHOM") + FIRST)
    spans = {b.text: (b.cell.column, b.cell.column_span) for b in found if b.cell}
    assert spans["I. NHOM"] == (0, 4)
    assert (spans["II"], spans["NHOM"]) == ((0, 1), (1, 3))
    assert [spans[text] for text in ("1", "Lap ke hoach", "So A", "Quy I")] == [(n, 1) for n in range(4)]


def test_a_cut_file_gives_what_can_be_read() -> None:
    whole = rb"{\rtf1\ansi\trowd\cellx1\intbl A\cell B"
    assert [b.text for b in read(whole).blocks] == ["A", "B"]


def test_no_words() -> None:
    with pytest.raises(NoText):
        read(rb"{\rtf1\ansi{\info{\title x}}}")


def test_letterhead_typed_with_tabs() -> None:
    head = [
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TỈNH LAM GIANG", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 5/KH-UBND", "Lam Giang, ngày 02 tháng 3 năm 2024"),
    ]
    typed = "".join(f"{left}\\tab {right}\\par " for left, right in head)
    found = blocks("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in typed).encode())
    assert [(b.text, b.column) for b in found] == [
        (text, column) for row in head for text, column in zip(row, ("left", "right"), strict=True)
    ]

"""Paragraphs of a PDF in many settings: the same items give as many blocks as a word processor had paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from pdf_maker import WIDTH, Page, make_pdf

from vnplans.readers.options import ReadOptions
from vnplans.readers.pdf import read

LEFT, RIGHT, SIZE, PITCH = 85.0, 539.0, 13, 19.0
LETTER = SIZE * WIDTH
INTRO = (
    "Thực hiện chỉ đạo của cấp trên về đẩy mạnh cải cách hành chính trên địa bàn, các cơ quan, đơn vị tập trung làm "
    "tốt những việc sau đây để hoàn thành các chỉ tiêu đã đề ra."
)
WORK = (
    "rà soát, cập nhật danh mục thủ tục thuộc phạm vi quản lý",
    "kiểm tra việc tiếp nhận và trả kết quả tại bộ phận một cửa",
    "hướng dẫn người dân nộp hồ sơ qua cổng dịch vụ công",
    "báo cáo kết quả theo tháng, quý và đột xuất khi có yêu cầu",
    "bố trí kinh phí, trang thiết bị cho các điểm tiếp nhận mới",
    "tuyên truyền trên đài truyền thanh và trang thông tin của xã",
)
FULL = ("theo đúng kế hoạch", "trong năm nay", "tại cơ sở", "cho nhân dân", "kịp thời", "đầy đủ")
MARKS: dict[str, Callable[[int], str]] = {
    "none": lambda n: "",
    "label": lambda n: ("Sở Nội vụ: ", "Công an tỉnh: ", "Kinh phí: ", "Sở Y tế: ")[n % 4],
    "dash": lambda n: "- ",
    "bullet": lambda n: "\uf0b7 ",
    "number": lambda n: f"{n + 1}. ",
    "letter": lambda n: "abcdđe"[n] + ") ",
}


def items(mark: str, end: str, *, long: bool) -> list[str]:
    """Six items, each of which fills its last line as far as words allow."""
    found = []
    for n, work in enumerate(WORK):
        text = MARKS[mark](n) + (work if mark == "label" else work.capitalize())
        if long:
            text += ", " + WORK[n - 1]
        room = int((RIGHT - LEFT) / LETTER)
        for word in (w for more in FULL for w in more.split()):
            if len(wrapped(f"{text} {word}{end}", room, room)) > len(wrapped(text + end, room, room)):
                break
            text += " " + word
        found.append(text + end)
    return found


def wrapped(text: str, first: int, then: int) -> list[str]:
    lines, room = [""], first
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
            room = then
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def typeset(texts: Sequence[str], *, indent: float, justified: bool, space: float, tags: bool = False) -> Page:
    """The texts as paragraphs of a page: first lines moved in, lines stretched, room between paragraphs."""
    page, y = Page(), 70.0
    for number, text in enumerate(texts, 1):
        lines = wrapped(text, int((RIGHT - LEFT - indent) / LETTER), int((RIGHT - LEFT) / LETTER))
        for n, line in enumerate(lines):
            x = LEFT + (indent if n == 0 else 0)
            # A sign alone is kept with its word: the test's font has no picture of it, and PDFium drops such a piece
            words = re.findall(r"(?:\S )?\S+", line) if justified and n < len(lines) - 1 else [line]
            gap = (RIGHT - x - sum(map(len, words)) * LETTER) / max(1, len(words) - 1)
            for word in words:
                page.text(x, y, word, SIZE, paragraph=number if tags else None)
                x += len(word) * LETTER + gap
            y += PITCH
        y += space
    return page


def blocks(page: Page) -> list[str]:
    return [b.text for b in read(make_pdf(page), ReadOptions(ocr="never")).blocks]


SETTINGS = [(i, j, s) for i in (0.0, 28.0) for j in (False, True) for s in (0.0, 6.0)]


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("end", [".", ";", ""])
@pytest.mark.parametrize("mark", MARKS)
def test_as_many_blocks_as_paragraphs(mark: str, end: str, setting: tuple[float, bool, float], *, long: bool) -> None:
    indent, justified, space = setting
    if not indent and not justified and not space and long and mark in ("none", "label", "dash", "bullet"):
        pytest.skip("nothing on the page tells such a paragraph from the next")
    texts = [INTRO, INTRO, *items(mark, end, long=long)]
    found = blocks(typeset(texts, indent=indent, justified=justified, space=space))
    assert found == [text.replace("\uf0b7", "•") for text in texts]


@pytest.mark.parametrize("end", [".", ";", ""])
@pytest.mark.parametrize("mark", MARKS)
def test_tags_say_it_where_nothing_else_does(mark: str, end: str) -> None:
    texts = [INTRO, INTRO, *items(mark, end, long=True)]
    found = blocks(typeset(texts, indent=0, justified=False, space=0, tags=True))
    assert found == [text.replace("\uf0b7", "•") for text in texts]


def test_tags_that_cut_a_sentence_are_not_believed() -> None:
    page = Page().text(85, 70, "Các cơ quan, đơn vị tập trung làm tốt những việc sau đây để hoàn", paragraph=1)
    page.text(85, 89, "thành các chỉ tiêu.", paragraph=2)
    assert len(blocks(page)) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("Phối hợp với Sở Tài chính; Sở Nội vụ; Sở Xây dựng; Công an tỉnh; Bộ", "Chỉ huy Quân sự tỉnh rà soát."),
        (
            "Căn cứ Luật Đầu tư công ngày 29 tháng 11 năm 2024 của Quốc hội;",
            "Luật Ngân sách nhà nước và các luật khác.",
        ),
        ("Giao Sở Nội vụ chủ trì, phối hợp với các ngành và Ủy ban nhân dân", "Thành phố tổ chức thực hiện."),
        ("Nguồn vốn do ngành Lao động, nhất là cơ quan thuộc Bộ Lao động", "- Thương binh và Xã hội, bảo đảm."),
    ],
)
def test_a_capital_within_a_sentence_begins_no_paragraph(lines: tuple[str, str]) -> None:
    page = typeset([INTRO, INTRO], indent=28, justified=True, space=0)
    y = 70 + 6 * PITCH
    words = lines[0].split()
    gap = (RIGHT - LEFT - 28 - sum(map(len, words)) * LETTER) / (len(words) - 1)
    x = LEFT + 28
    for word in words:
        page.text(x, y, word, SIZE)
        x += len(word) * LETTER + gap
    page.text(LEFT, y + PITCH, lines[1], SIZE)
    assert blocks(page)[-1] == " ".join(lines)


def test_a_capital_behind_a_full_line_that_ends_open_goes_on_with_it() -> None:
    """Flush-left grounds that all begin with a capital, one of them over two lines."""
    lines = (
        "Căn cứ Luật Đất đai ngày 04 tháng 6 năm 2023;",
        "Căn cứ Luật Đầu tư công ngày 20 tháng 6 năm 2023;",
        "Căn cứ Thông tư số 12/2023/TT-BNV ngày 26 tháng 11 năm 2023 của Bộ trưởng Bộ",
        "Nội vụ về xử lý cơ sở gây ô nhiễm;",
        "Căn cứ Kế hoạch số 19/KH-UBND ngày 02 tháng 3 năm 2024;",
    )
    page = Page().lines(70, 100, lines, pitch=18, size=13)
    found = [block.text for block in read(make_pdf(page), ReadOptions(ocr="never")).blocks]
    assert found == [lines[0], lines[1], f"{lines[2]} {lines[3]}", lines[4]]

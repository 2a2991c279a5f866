"""Text broken into lines at a margin is read by its paragraphs; text that is not is left as it stands."""

from __future__ import annotations

import textwrap

import pytest

from vnplans import parse
from vnplans.readers import read
from vnplans.readers.styled.wrapped import unglued, unwrapped

PARAGRAPHS = (
    "1. Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Ủy ban nhân dân các xã rà soát nguồn nước của từng hồ chứa, "
    "lập phương án cấp nước cho vụ Hè Thu. Báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 4 năm 2026.",
    "2. Công ty Thủy nông Sông Lam vận hành các trạm bơm theo lịch, nạo vét cửa lấy nước và bảo dưỡng máy móc; ưu tiên "
    "nước cho các vùng cuối kênh, không để ruộng nứt nẻ ở những nơi đã gieo cấy.",
    "a) Trạm Đông Lĩnh tưới cho các xã phía bắc sông, mỗi ngày hai ca, ca sau bắt đầu lúc mười ba giờ và kết thúc khi "
    "mực nước bể hút xuống dưới mức cho phép.",
    "- Trạm Tây Lĩnh tưới cho các xã phía nam sông, cùng tổ thủy nông của từng thôn giữ nước trong mặt ruộng "
    "ít nhất năm ngày sau mỗi đợt tưới.",
)
HEAD = """ỦY BAN NHÂN DÂN TỈNH LAM GIANG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 45/KH-UBND
Lam Giang, ngày 12 tháng 3 năm 2026

KẾ HOẠCH
Chống hạn vụ Hè Thu năm 2026
"""


@pytest.mark.parametrize("width", [60, 72, 78, 90])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_paragraphs_are_made_whole(width: int, between: str) -> None:
    text = between.join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert [line for line in unwrapped(text.splitlines()) if line] == list(PARAGRAPHS)


def test_a_page_number_parts_no_sentence() -> None:
    lines = textwrap.fill(PARAGRAPHS[0], 70).splitlines()
    text = [*lines[:2], "", "3", "", *lines[2:], "", *textwrap.fill(" ".join(PARAGRAPHS[1:]), 70).splitlines()]
    assert PARAGRAPHS[0] in unwrapped(text)


def test_headings_and_landmarks_begin_anew() -> None:
    body = "\n\n".join(textwrap.fill(paragraph, 70) for paragraph in PARAGRAPHS)
    closing = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Hòa\n"
    got = [block.text for block in read(f"{HEAD}\nI. NHIỆM VỤ\n{body}\n\n{closing}".encode()).blocks]
    assert got == [
        *(line for line in HEAD.splitlines() if line),
        "I. NHIỆM VỤ",
        *PARAGRAPHS,
        *(line for line in closing.splitlines() if line),
    ]


def test_records_do_not_depend_on_the_margin() -> None:
    whole = parse(f"{HEAD}\nI. NHIỆM VỤ\n\n{chr(10).join(PARAGRAPHS)}\n".encode())
    for width in (66, 80):
        body = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
        broken = parse(f"{HEAD}\nI. NHIỆM VỤ\n\n{body}\n".encode())
        assert [task.content for task in broken.tasks] == [task.content for task in whole.tasks]
        assert broken.tasks[0].deadline == whole.tasks[0].deadline


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi: Sở Y tế\nSở Tài chính\nSở Nội vụ",
        "\n".join(f"- Xã số {n}: đã nộp báo cáo quý I" for n in range(40)),
        "\n".join(f"Bà con thôn {n} góp công sửa đường vào tháng tới." for n in range(40)),
        "\n".join(PARAGRAPHS),
        HEAD,
    ],
)
def test_text_without_a_margin_is_left_alone(text: str) -> None:
    assert unwrapped(text.splitlines()) == text.splitlines()


def test_the_address_stands_apart_from_the_date() -> None:
    lines = ["Số: 27/SYT-NV", "Lam Giang, ngày 5 tháng 4 năm 2019 Kính gửi: Các bệnh viện trong tỉnh."]
    assert list(unglued(lines)) == [
        "Số: 27/SYT-NV",
        "Lam Giang, ngày 5 tháng 4 năm 2019",
        "Kính gửi: Các bệnh viện trong tỉnh.",
    ]
    letter = parse(
        "\n".join(["SỞ Y TẾ LAM GIANG", *lines, "Đề nghị các bệnh viện nộp báo cáo trước ngày 20/4/2019."]).encode()
    )
    assert letter.doc_type is not None and letter.doc_type.name == "Công văn"
    assert str(letter.issued_on) == "2019-04-05"


MISREAD = HEAD.replace("CỘNG HÒA XÃ HỘI", "CONG HOA XÃ HOI").replace(
    "ỦY BAN NHÂN DÂN TỈNH LAM GIANG", "BAO HIEM XA HỘI VIỆT NAM"
)


def test_text_that_another_program_recognised_is_mended() -> None:
    body = "\n\n".join(PARAGRAPHS)
    pages = read(f"{MISREAD}\n{body}".encode())
    assert pages.text_origin == "ocr"
    assert all(block.confidence is not None for block in pages.blocks)
    record = parse(f"{MISREAD}\n{body}".encode())
    assert record.issuer is not None and record.issuer.name == "Bảo hiểm xã hội Việt Nam"
    assert record.source.text_origin == "ocr"


@pytest.mark.parametrize("head", [HEAD, HEAD.replace("CỘNG HÒA XÃ", "CỘNG HOÀ XÃ"), HEAD.replace("Độc lập", "ĐỘC LẬP")])
def test_typed_text_is_not_taken_for_recognised(head: str) -> None:
    assert read(f"{head}\n{PARAGRAPHS[0]}".encode()).text_origin == "text"


def test_text_typed_without_marks_is_not_taken_for_recognised() -> None:
    typed = (
        "UBND TINH LAM GIANG\nCONG HOA XA HOI CHU NGHIA VIET NAM\nSo: 12/KH-UBND\nKe hoach chong han vu He Thu nam 2026"
    )
    assert read(typed.encode()).text_origin == "text"

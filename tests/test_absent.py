"""Header values that were not read: a person is asked where something says that they are printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import text_act

from vnplans.pipeline import parse_pages, source_of

BODY = """
1. Phòng Y tế chủ trì kiểm tra bếp ăn trước ngày 30/9/2024.
2. Phòng Giáo dục và Đào tạo phối hợp tuyên truyền trong các trường.
"""
END = "#TRƯỞNG BAN|Lê Văn Hòa|- Như trên; /- Lưu: VT."
DAY = "Kim Sơn, ngày 12 tháng 8 năm 2024"
PLAN = "^**KẾ HOẠCH**\n^**Trực bão**"


def asked(text: str, *, scanned: bool = False) -> dict[str, str]:
    """Severity of the Note by the field that is lacking."""
    pages = text_act.paper(text)
    pages = replace(pages, text_origin="ocr") if scanned else pages
    (record,) = parse_pages(pages, source_of(pages, text.encode(), "a.docx"))
    return {note.field or "": note.severity for note in record.notes if note.code == "missing"}


UNPRINTED = [
    (f"@UBND HUYỆN KIM SƠN / BAN CHỈ HUY PCTT||{DAY}\n{PLAN}", "/number"),
    (f"@UBND HUYỆN KIM SƠN / PHÒNG Y TẾ||{DAY}\n^**CHƯƠNG TRÌNH**\n^**Công tác hè**", "/number"),
    (f"@UBND HUYỆN KIM SƠN|Số: ......|{DAY}\n{PLAN}", "/number"),
    (f"@TỈNH ĐOÀN LAM GIANG|Số 12-KH/TĐTN|\n{PLAN}", "/issued_on"),
    ("@UBND XÃ HẢI AN|Số: 5/KH-UBND|\n^**KẾ HOẠCH**\n^**Tiêm chủng**", "/issued_on"),
    (
        "@UBND XÃ HẢI AN|Số: 5/CT-UBND|\n^**CHỈ THỊ**\nThực hiện Kế hoạch số 9/KH-UBND ngày 2/3/2024 của huyện:",
        "/issued_on",
    ),
    (f"@SỞ Y TẾ LAM GIANG|Số: 77/SYT-NV|{DAY}\n^Kính gửi: Trung tâm Y tế huyện", "/title"),
]


@pytest.mark.parametrize(("head", "field"), UNPRINTED)
def test_what_a_typed_paper_does_not_print_is_only_marked(head: str, field: str) -> None:
    assert asked(f"{head}{BODY}{END}")[field] == "warning"


@pytest.mark.parametrize(("head", "field"), UNPRINTED)
def test_of_a_scan_it_is_asked_for(head: str, field: str) -> None:
    assert asked(f"{head}{BODY}{END}", scanned=True).get(field, "review") == "review"


@pytest.mark.parametrize(
    ("head", "behind", "field"),
    [
        (f"@UBND HUYỆN KIM SƠN||\n{PLAN}", "^**PHỤ LỤC**\n^(Kèm theo Kế hoạch của UBND huyện)", "/number"),
        ("@UBND XÃ HẢI AN|Số: 5/NQ-HĐND|\n^**NGHỊ QUYẾT**\n^**Ngân sách**", "Thông qua ngày 20/12/2023.", "/issued_on"),
        ("@UBND XÃ HẢI AN|Số: 5/KH-UBND|\n^**KẾ HOẠCH**", "", "/title"),
        ("^**CHỈ THỊ**\n^**Về phòng cháy**", "", "/issuer"),
        ("^**CHỈ THỊ**\n^**Về phòng cháy**", "", "/number"),
        ("^**CHỈ THỊ**\n^**Về phòng cháy**", "", "/issued_on"),
    ],
)
def test_what_something_speaks_of_is_asked_for(head: str, behind: str, field: str) -> None:
    """An annex names its act, a day stands at the end, a type word has a title, somebody wrote it, most is lacking."""
    assert asked(f"{head}{BODY}{END}\n{behind}")[field] == "review"

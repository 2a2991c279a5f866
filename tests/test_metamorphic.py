"""Changes of a document that change nothing of what it says, over acts of our own."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import vnplans
from vnplans.models import Directive
from vnplans.pages import Block
from vnplans.pipeline import parse_pages, read_bytes, source_of
from vnplans.readers import ReadOptions

ACTS = {
    "a province": """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HÀ GIANG\tĐộc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND\tHà Giang, ngày 3 tháng 4 năm 2024
KẾ HOẠCH
Chăm sóc cây xanh năm 2024
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
I. MỤC ĐÍCH, YÊU CẦU
Làm cho thành phố xanh hơn, không khí trong lành hơn.
II. NHIỆM VỤ
1. Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập danh mục cây trồng trước ngày 30/6/2024.
2. Sở Y tế tuyên truyền về lợi ích của cây xanh, hoàn thành trong quý III/2024.
3. UBND các huyện trồng cây hằng năm vào dịp Tết.
III. TỔ CHỨC THỰC HIỆN
Giao Sở Nội vụ theo dõi, tổng hợp kết quả, báo cáo UBND tỉnh trước ngày 15/12/2024./.
Nơi nhận:
- Như trên;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn An
""",
    "a school": """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TRƯỜNG TIỂU HỌC HÒA BÌNH\tĐộc lập - Tự do - Hạnh phúc
Số: 7/KH-THHB\tHòa Bình, ngày 12 tháng 9 năm 2023
KẾ HOẠCH
Phòng cháy, chữa cháy năm học 2023 - 2024
I. MỤC ĐÍCH
Bảo đảm an toàn cho học sinh và giáo viên.
II. NỘI DUNG
1. Tổ bảo vệ kiểm tra hệ thống điện hằng tháng.
2. Giáo viên chủ nhiệm tổ chức tập huấn cho học sinh trước ngày 30/9/2023.
III. TỔ CHỨC THỰC HIỆN
Giao Phó Hiệu trưởng theo dõi việc thực hiện Kế hoạch này.
Nơi nhận:
- Phòng GDĐT;
- Lưu: VT.
HIỆU TRƯỞNG
Trần Thị Hòa
""",
    "a directive": """THỦ TƯỚNG CHÍNH PHỦ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 5/CT-TTg\tHà Nội, ngày 9 tháng 2 năm 2022
CHỈ THỊ
Về tăng cường phòng, chống hạn hán
Thủ tướng Chính phủ yêu cầu:
1. Bộ Nông nghiệp và Phát triển nông thôn chủ trì, theo dõi mực nước, báo cáo trước ngày 20 hằng tháng.
2. Bộ Tài chính bố trí kinh phí trong tháng 3/2022.
3. Ủy ban nhân dân các tỉnh rà soát phương án chống hạn, hoàn thành trước ngày 15/3/2022./.
Nơi nhận:
- Các Bộ;
- Lưu: VT.
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
Lê Văn Bình
""",
}
HEADER = ("number", "doc_type", "issuer", "issued_on", "place", "title", "signer", "recipients", "legal_bases")
LINES = (
    *("SAO Y BẢN CHÍNH", "Trang 1/5", "Mẫu số 01", "LƯU HÀNH NỘI BỘ", "https://vanban.hagiang.gov.vn/a?id=12"),
    *("Số đến: 123", "SAO LỤC", "BẢN SAO", "Trang: 1", "-1-", "CÔNG VĂN ĐẾN", "Ngày đến: 05/4/2024", "DỰ THẢO"),
    "CÔNG VĂN ĐẾN\nSố: 1234\nNgày: 15/03/2024\nChuyển: Phòng Tổng hợp\nLưu hồ sơ số: 07",
)


def record(text: str) -> Directive:
    return vnplans.parse(text.encode())


def header(made: Directive) -> dict[str, Any]:
    return {name: made.model_dump(mode="json")[name] for name in HEADER}


def tasks(made: Directive) -> list[dict[str, Any]]:
    """The tasks without what tells where they stand in the file."""
    return made.model_dump(mode="json")["tasks"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("text", ACTS.values(), ids=ACTS)
def test_a_line_above_the_letterhead_changes_nothing(text: str, line: str) -> None:
    plain, more = record(text), record(f"{line}\n{text}")
    assert plain.number is not None
    assert plain.issuer is not None
    assert plain.tasks
    assert header(more) == header(plain)
    assert tasks(more) == tasks(plain)


SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "samples").iterdir()
    if path.suffix in (".docx", ".pdf", ".odt", ".rtf", ".doc") and "scan" not in path.name
)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_a_line_above_the_letterhead_of_a_sample_changes_nothing(path: Path) -> None:
    pages = read_bytes(path.read_bytes(), path.name, ReadOptions(ocr="never"))
    if not pages.blocks:
        pytest.skip("a scan")
    source = source_of(pages, b"", path.name)
    plain = parse_pages(pages, source)
    first = pages.blocks[0]
    for line in LINES:
        block = Block(line, page=first.page, capitals=line.isupper(), centred=True)
        more = parse_pages(replace(pages, blocks=(block, *pages.blocks)), source)
        assert [header(act) for act in more] == [header(act) for act in plain], line
        assert [tasks(act) for act in more] == [tasks(act) for act in plain], line


UNRELATED = (
    "Cây xanh làm đẹp cho phố phường, che mát cho người đi đường.",
    "Thời tiết năm nay nắng nóng hơn mọi năm.",
    "(Có danh sách kèm theo)",
)


@pytest.mark.parametrize("words", UNRELATED)
@pytest.mark.parametrize("text", ACTS.values(), ids=ACTS)
def test_an_unrelated_paragraph_changes_no_other_task(text: str, words: str) -> None:
    plain = record(text)
    lines = text.split("\n")
    purpose = next((n for n, line in enumerate(lines) if line.startswith("I. ")), None)
    if purpose is None:
        pytest.skip("no section before the tasks")
    more = record("\n".join([*lines[: purpose + 2], words, *lines[purpose + 2 :]]))
    assert header(more) == header(plain)
    assert tasks(more) == tasks(plain)


OLD_TONES = (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("úy", "uý"), ("ủy", "uỷ"), ("ỦY", "UỶ"), ("HÒA", "HOÀ"))


def old_tones(text: str) -> str:
    for new, old in OLD_TONES:
        text = text.replace(new, old)
    return text


def wide_digits(text: str) -> str:
    return text.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})


def directional(text: str) -> str:
    """Marks of direction around each line and behind its first word."""
    lines = (line.replace(" ", "\u200f ", 1) for line in text.split("\n"))
    return "\n".join(f"\u200e\u202a{line}\u202c" if line else line for line in lines)


WRITINGS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "full-width digits": wide_digits,
    "directional marks": directional,
    "soft hyphens and joiners": lambda text: text.replace("ph", "p\u200bh"),
    "Windows lines": lambda text: text.replace("\n", "\r\n"),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("text", ACTS.values(), ids=ACTS)
def test_one_act_in_any_writing(text: str, writing: str) -> None:
    plain, other = record(text), record(WRITINGS[writing](text))
    assert header(other) == header(plain)
    assert tasks(other) == tasks(plain)


@pytest.mark.parametrize("text", ACTS.values(), ids=ACTS)
def test_tones_placed_the_old_way(text: str) -> None:
    """The words stay as printed; what they mean is the same."""
    plain, other = record(text), record(old_tones(text))
    assert other.number == plain.number
    assert other.issued_on == plain.issued_on
    assert other.issuer is not None
    assert plain.issuer is not None
    assert old_tones(other.issuer.name) == old_tones(plain.issuer.name)
    assert [old_tones(t.content) for t in other.tasks] == [old_tones(t.content) for t in plain.tasks]
    assert [[old_tones(a.name) for a in t.lead_agencies] for t in other.tasks] == [
        [old_tones(a.name) for a in t.lead_agencies] for t in plain.tasks
    ]
    assert [t.deadline and t.deadline.end for t in other.tasks] == [t.deadline and t.deadline.end for t in plain.tasks]

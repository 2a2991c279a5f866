"""Several acts in one file whose letterheads stand in one column: each is a record with its own tasks."""

import pytest

from vnplans import parse_all

FIRST = """UBND HUYỆN LÂM BÌNH
PHÒNG Y TẾ
Số: 41/KH-PYT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lâm Bình, ngày 09 tháng 3 năm 2022
KẾ HOẠCH
Phòng bệnh mùa mưa
I. NHIỆM VỤ
1. Phun thuốc diệt muỗi tại các thôn ven suối trong tháng 6.
2. Cấp màn chống muỗi cho các hộ nghèo ở ba xã vùng cao.
Nơi nhận:
- Lưu: VT.
TRƯỞNG PHÒNG
Lò Văn A
"""
SECOND = """UBND HUYỆN LÂM BÌNH
PHÒNG NỘI VỤ
Số: 17/{code}-PNV{subject}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lâm Bình, ngày 12 tháng 3 năm 2022
{title}
1. Kiểm tra sổ công văn đến tại các xã trong quý II.
2. Rà soát hồ sơ cán bộ thôn còn thiếu quyết định.
Nơi nhận:
- Lưu: VT.
TRƯỞNG PHÒNG
Nông Thị B
"""


@pytest.mark.parametrize(
    ("code", "subject", "title", "number"),
    [
        ("KH", "", "KẾ HOẠCH\nKiểm tra sổ sách\nI. NHIỆM VỤ", "17/KH-PNV"),
        ("CT", "", "CHỈ THỊ\nVề việc kiểm tra sổ sách\nTrưởng phòng yêu cầu các xã:", "17/CT-PNV"),
        ("TB", "\nV/v kiểm tra sổ sách", "THÔNG BÁO\nKiểm tra sổ sách\nI. NHIỆM VỤ", "17/TB-PNV"),
    ],
)
def test_each_is_a_record(code: str, subject: str, title: str, number: str) -> None:
    text = FIRST + SECOND.format(code=code, subject=subject, title=title)
    first, second = parse_all(text.encode(), name="a.txt")
    assert (first.number.text, second.number.text) == ("41/KH-PYT", number)  # type: ignore[union-attr]
    assert second.issuer is not None and second.issuer.name == "Phòng Nội vụ huyện Lâm Bình"
    assert first.signer is not None and first.signer.name == "Lò Văn A"
    assert [len(record.tasks) for record in (first, second)] == [2, 2]
    assert not [note for record in (first, second) for note in record.notes if note.code == "unexplained"]


def test_the_specimen_of_an_annex_is_none() -> None:
    specimen = "PHỤ LỤC\nMẪU BÁO CÁO\n" + SECOND.format(code="BC", subject="", title="BÁO CÁO\nKết quả kiểm tra")
    assert len(parse_all((FIRST + specimen).encode(), name="a.txt")) == 1


def test_a_motto_without_a_number_above_opens_none() -> None:
    form = "ĐƠN XIN VIỆC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nKính gửi: UBND xã\n"
    assert len(parse_all((FIRST + form).encode(), name="a.txt")) == 1

"""Names of a letterhead as OCR reads them: what is put right, and what must stay as it was read."""

import pytest

from vnplans.extract.mend import mend_name
from vnplans.landmarks import mended_person


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        # a unit glued to the place behind it
        ("PHƯỜNGKIMSON", "PHƯỜNG KIMSON"),
        ("TỈNHHÀ NAM", "TỈNH HÀ NAM"),
        ("THỊTRẤNSAPA", "THỊ TRẤN SAPA"),
        ("HUYỆNỦY", "HUYỆN ỦY"),
        ("XÃLONGSƠN", "XÃ LONGSƠN"),
        ("XÃM", "XÃM"),
        ("QUẬN", "QUẬN"),
        ("phườngkimson", "phườngkimson"),  # no letterhead is set so
        # a vowel read twice, each with its tone
        ("TỔỐNG CỤC THUẾ", "TỔNG CỤC THUẾ"),
        ("TỔỐNG LIÊN ĐOÀN LAO ĐỘNG", "TỔNG LIÊN ĐOÀN LAO ĐỘNG"),
        ("BÍCH ĐỘNG", "BÍCH ĐỘNG"),
        ("XOONG", "XOONG"),
        ("UỶ BAN", "UỶ BAN"),
        # the name of a commune comes near a body's, and is none
        ("ỦY BAN NHÂN DÂN XÃ THẠNH TRỊ", "ỦY BAN NHÂN DÂN XÃ THẠNH TRỊ"),
        ("UBND PHƯỜNG THÀNH TRÀ", "UBND PHƯỜNG THÀNH TRÀ"),
        ("UBND HUYỆN CÔNG AM", "UBND HUYỆN CÔNG AM"),
        ("ỦY BAN NHÂN DÂN XÃ VĂN PHONG", "ỦY BAN NHÂN DÂN XÃ VĂN PHONG"),
        ("THẠNH TRA TỈNH", "THANH TRA TỈNH"),  # no unit before it
        ("SỞ NÔI VU", "SỞ NỘI VỤ"),
        ("UBND TỈNH BẮC NINK", "UBND TỈNH BẮC NINH"),  # a province's name is known
        # two words that are syllables, a letter off a field's name
        ("ĐIỆN LỰC HƯƠNG MAI", "ĐIỆN LỰC HƯƠNG MAI"),
        ("LÂM TRƯỜNG TÀI CHINH", "LÂM TRƯỜNG TÀI CHÍNH"),
        ("NHÀ MÁY XÂY DƯNGX", "NHÀ MÁY XÂY DỰNG"),  # no syllable
        # the commonest line under a stamp
        ("ỦY BAÑHÂN DẬN", "ỦY BAN NHÂN DÂN"),
        ("UỶ BAN NHẬN DÂM", "ỦY BAN NHÂN DÂN"),
        ("HỘI ĐỔNG NHÂN ĐẬN", "HỘI ĐỒNG NHÂN DÂN"),
        ("HỘI NÔNG DÂN", "HỘI NÔNG DÂN"),
        ("ĐĂNG ỦY XÃ LONG SƠN", "ĐẢNG ỦY XÃ LONG SƠN"),
        ("ĐẰNG BỘ TỈNH HÀ GIANG", "ĐẢNG BỘ TỈNH HÀ GIANG"),
        ("UBND XÃ ĐĂNG BÌNH", "UBND XÃ ĐĂNG BÌNH"),
        ("ỦY BAN DÂN TỘC", "ỦY BAN DÂN TỘC"),
    ],
)
def test_a_name_of_a_letterhead(read: str, mended: str) -> None:
    assert mend_name(read) == mended


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("Đỉnh Hữu Tuấn", "Đinh Hữu Tuấn"),
        ("Trân Quốc An", "Trần Quốc An"),
        ("Pham Thi Hoa", "Phạm Thị Hoa"),
        ("Nguyễn Thí Lan Anh", "Nguyễn Thị Lan Anh"),
        ("Lê Thi Sử", "Lê Thị Sử"),
        ("To A Long", "Tô A Long"),
        ("Quách Công Eban", "Quách Công Êban"),
        ("Y Bhuăt Nie", "Y Bhuăt Niê"),
        # surnames as they stand, and what is none
        ("Mã Văn Páo", "Mã Văn Páo"),
        ("Phàn A Sủ", "Phàn A Sủ"),
        ("Lữ Đình Phúc", "Lữ Đình Phúc"),
        ("Rcom H'Nhuê", "Rcom H'Nhuê"),
        ("Nguyễn Thi", "Nguyễn Thi"),
        ("Nguyên Hồng Sơn", "Nguyên Hồng Sơn"),
    ],
)
def test_a_persons_name(read: str, mended: str) -> None:
    assert mended_person(read) == mended

"""The signs that open an item, typed or out of a picture font, give the same tasks as a dash."""

import pytest

from vnplans import parse

ACT = """UBND HUYỆN YÊN SƠN
PHÒNG VĂN HÓA VÀ THÔNG TIN
Số: 18/KH-VHTT

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Yên Sơn, ngày 06 tháng 02 năm 2023

KẾ HOẠCH
Kiểm kê di tích năm 2023

II. TỔ CHỨC THỰC HIỆN

1. Bảo tàng huyện

- Lập danh mục di tích, gửi về Phòng trước ngày 15/3/2023;

- Phối hợp với UBND các xã chụp ảnh hiện trạng.

2. UBND các xã

- Cử cán bộ dẫn đường cho đoàn kiểm kê.
"""


@pytest.mark.parametrize("sign", "•●○▪■□◦‣➢➤►✓✔❖♦◆→➔➜⇒⇨▶▸☞★❑❒❍◇⮚›»§")
def test_a_sign_is_as_good_as_a_dash(sign: str) -> None:
    dashed = parse(ACT.encode(), name="a.txt").tasks
    signed = parse(ACT.replace("\n- ", f"\n{sign} ").encode(), name="a.txt").tasks
    assert len(dashed) == 3
    assert [(t.content, t.where, t.lead_agencies, t.coordinating_agencies) for t in signed] == [
        (t.content, t.where, t.lead_agencies, t.coordinating_agencies) for t in dashed
    ]

"""Doers that no list of bodies knows: what each way of telling them takes, and what is left as their work."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vnplans.extract.duties import strangers
from vnplans.extract.duties.strangers import Subject
from vnplans.extract.line import Line
from vnplans.pages import Block, Pages

Read = Callable[[Line], Subject | None]
TOLD: list[tuple[Read, str, list[str], str]] = [
    (strangers.stranger, "Từng đoàn viên đăng ký một phần việc", ["Từng đoàn viên"], "đăng ký một phần việc"),
    (strangers.stranger, "Đ/c Nam trực cổng", ["Đ/c Nam"], "trực cổng"),
    (strangers.stranger, "Kế toán: quyết toán kinh phí", ["Kế toán"], "quyết toán kinh phí"),
    (
        strangers.stranger,
        "Trưởng thôn, Bí thư chi bộ các thôn vận động dân",
        ["Trưởng thôn", "Bí thư chi bộ các thôn"],
        "vận động dân",
    ),
    (strangers.stranger, "Bí thư chi bộ thôn phải dự họp dân", ["Bí thư chi bộ thôn"], "phải dự họp dân"),
    (
        strangers.stranger,
        "Nhân viên được giao soạn thảo văn bản có trách nhiệm lưu hồ sơ",
        ["Nhân viên được giao soạn thảo văn bản"],
        "có trách nhiệm lưu hồ sơ",
    ),
    (strangers.stranger, "Tổ kiểm tra rà soát hồ sơ", ["Tổ kiểm tra"], "rà soát hồ sơ"),
    (strangers.stranger, "Đồng chí Lê Văn A (Phó ban) vẽ sơ đồ", ["Đồng chí Lê Văn A (Phó ban)"], "vẽ sơ đồ"),
    (strangers.stranger, "Phân công cán bộ trực", [], ""),
    (strangers.stranger, "Cán bộ, từ tháng 6, rà soát sổ", [], ""),
    (strangers.stranger, "Cán bộ thú y phụ trách tiêm phòng", ["Cán bộ thú y"], "phụ trách tiêm phòng"),
    (strangers.stranger, "Mỗi hộ dân trồng 5 cây", ["Mỗi hộ dân"], "trồng 5 cây"),
    (strangers.stranger, "Giáo viên chủ nhiệm lớp 1A quét sân", ["Giáo viên chủ nhiệm lớp 1A"], "quét sân"),
    (strangers.stranger, "Rà soát hồ sơ", [], ""),
    (strangers.stranger, "Thầy Hùng mở cửa thư viện", ["Thầy Hùng"], "mở cửa thư viện"),
    (strangers.stranger, "ThS. Lê A giảng bài", ["ThS. Lê A"], "giảng bài"),
    (strangers.stranger_above, "Trưởng thôn, Bí thư chi bộ các thôn:", ["Trưởng thôn", "Bí thư chi bộ các thôn"], ""),
    (strangers.stranger_above, "Tổ trưởng có nhiệm vụ:", ["Tổ trưởng"], ""),
    (strangers.stranger_above, "Giao thủ kho:", ["thủ kho"], ""),
    (strangers.stranger_above, "Đồng chí Lê A, Trưởng ban:", ["Đồng chí Lê A, Trưởng ban"], ""),
    (strangers.stranger_above, "Cán bộ rà soát sổ:", [], ""),
    (strangers.stranger_above, "Giáo viên chủ nhiệm", ["Giáo viên chủ nhiệm"], ""),
    (strangers.stranger_above, "Học sinh lớp 12 năm 2024:", [], ""),
    (strangers.stranger_ordered, "Giao công chức Địa chính rà soát đất", ["công chức Địa chính"], "rà soát đất"),
    (strangers.stranger_ordered, "Giao cho thủ quỹ mở sổ", ["thủ quỹ"], "mở sổ"),
    (strangers.stranger_ordered, "Phân công đ/c Nam trực cổng", [], ""),
    (strangers.stranger_ordered, "Phân công cán bộ trực", [], ""),
    (strangers.stranger_ordered, "Đề nghị các hộ dân dọn rác", ["các hộ dân"], "dọn rác"),
    (strangers.stranger_ordered, "Giao rà soát đất", [], ""),
    (strangers.stranger_ordered, "Yêu cầu thí sinh nộp ảnh", ["thí sinh"], "nộp ảnh"),
    (
        strangers.stranger_in_bracket,
        "Quét sân (giáo viên Ngữ văn)",
        ["giáo viên Ngữ văn"],
        "Quét sân (giáo viên Ngữ văn)",
    ),
    (
        strangers.stranger_in_bracket,
        "Mở thư viện (cô Hoa - thủ thư; Đoàn trường phối hợp)",
        ["cô Hoa - thủ thư"],
        "Mở thư viện (cô Hoa - thủ thư; Đoàn trường phối hợp)",
    ),
    (strangers.stranger_in_bracket, "Quét sân (sáng thứ Hai)", [], ""),
    (strangers.stranger_in_bracket, "Quét sân (giáo viên, học sinh)", [], ""),
    (
        strangers.stranger_in_bracket,
        "Quét sân (tổ bảo vệ phụ trách).",
        ["tổ bảo vệ"],
        "Quét sân (tổ bảo vệ phụ trách).",
    ),
    (strangers.person_behind_colon, "Thôn 1: đ/c Nam đứng điểm", ["đ/c Nam"], "đứng điểm"),
    (strangers.person_behind_colon, "Thu gom rác: ông Ba chở rác", ["ông Ba"], "chở rác"),
    (strangers.person_behind_colon, "Thôn 1: các hộ đứng điểm", [], ""),
    (strangers.unit, "Các khu dân cư", ["Các khu dân cư"], ""),
    (strangers.unit, "Hạt Quản lý đê: kiểm tra đê", ["Hạt Quản lý đê"], "kiểm tra đê"),
    (strangers.unit, "Khoa Nội", ["Khoa Nội"], ""),
    (strangers.unit, "Hệ Quản lý Học viên", ["Hệ Quản lý Học viên"], ""),
    (strangers.unit, "Ông Ba: chở rác", ["Ông Ba"], "chở rác"),
    (strangers.unit, "Rà soát đất", [], ""),
    (strangers.named_unit, "Khoa Nội: tiếp nhận người bệnh", ["Khoa Nội"], "tiếp nhận người bệnh"),
    (strangers.named_unit, "Khoa nội: tiếp nhận người bệnh", [], ""),
    (strangers.named_unit, "Khoa Nội: 20 giường", [], ""),
    (strangers.role, "Giáo viên chủ nhiệm rà soát sổ", ["Giáo viên chủ nhiệm"], "rà soát sổ"),
    (strangers.role, "Tổ trưởng chuyên môn: lập kế hoạch", ["Tổ trưởng chuyên môn"], "lập kế hoạch"),
    (strangers.role, "Hiệu trưởng", ["Hiệu trưởng"], ""),
    (strangers.role, "Hiệu trưởng, 5 tổ trưởng", [], ""),
    (
        strangers.role_behind,
        "Hằng năm, Hiệu trưởng ban hành quy chế",
        ["Hiệu trưởng"],
        "Hằng năm, Hiệu trưởng ban hành quy chế",
    ),
    (
        strangers.role_behind,
        "Căn cứ kế hoạch, giáo viên soạn giáo án",
        ["giáo viên"],
        "Căn cứ kế hoạch, giáo viên soạn giáo án",
    ),
    (strangers.role_behind, "Căn cứ kế hoạch, Sở Y tế soạn", [], ""),
]
"""No doer: no names and no work."""


@pytest.mark.parametrize(("read", "text", "names", "work"), TOLD, ids=[f"{r.__name__}: {t}" for r, t, _, _ in TOLD])
def test_who_is_told(read: Read, text: str, names: list[str], work: str) -> None:
    found = read(Line.of(Pages((Block(text),), "text", "text/plain"), [(0, 0)]))
    assert ([m.text for m in found.mentions] if found else []) == names
    assert (text[found.start :] if found else "") == work
    for mention in found.mentions if found else ():
        assert text[mention.start : mention.end] == mention.text

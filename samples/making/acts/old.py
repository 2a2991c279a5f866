"""A plan of 2004 in TCVN3 fonts (.VnTime, .VnTimeH for capitals)."""

from making.act import Act, H, P, T, by, during

TCVN3 = Act(
    name="tcvn3",
    layout="tt01",
    upper=[],
    issuer_lines=["ỦY BAN NHÂN DÂN", "HUYỆN BÌNH LỤC NAM"],
    number="21/KH-UB",
    place="Bình Lục Nam",
    date_line="Bình Lục Nam, ngày 08 tháng 4 năm 2004",
    kind="KẾ HOẠCH",
    title="Tu bổ đê điều và phòng, chống lụt bão năm 2004",
    issuer="Ủy ban nhân dân huyện Bình Lục Nam",
    parent=None,
    issued_on="2004-04-08",
    bases=[
        (
            "Căn cứ Quyết định số 302/QĐ-UB ngày 15 tháng 3 năm 2004 của Ủy ban nhân dân tỉnh Lam Giang về việc giao chỉ "
            "tiêu tu bổ đê điều năm 2004;",
            "302/QĐ-UB",
        )
    ],
    body=[
        P("Ủy ban nhân dân huyện xây dựng Kế hoạch tu bổ đê điều và phòng, chống lụt bão năm 2004 như sau:"),
        H("I. TÌNH HÌNH"),
        P("Toàn huyện có 46 km đê sông, trong đó 7 km xung yếu. Năm 2003 xảy ra ba sự cố mạch sùi, đã được xử lý."),
        H("II. NHIỆM VỤ"),
        P(
            "1. [[Phòng Nông nghiệp và Phát triển nông thôn lập thiết kế, dự toán tu bổ 7 km đê xung yếu trước ngày "
            "30/4/2004]].",
            [
                T(
                    "II.1",
                    ["Phòng Nông nghiệp và Phát triển nông thôn"],
                    [],
                    by("trước ngày 30/4/2004", "2004-04-30"),
                )
            ],
        ),
        P(
            "2. [[Ban Chỉ huy Quân sự huyện chủ trì, phối hợp với Công an huyện huấn luyện lực lượng xung kích trong tháng "
            "5/2004]].",
            [
                T(
                    "II.2",
                    ["Ban Chỉ huy Quân sự huyện"],
                    ["Công an huyện"],
                    during("trong tháng 5/2004", "2004-05-01", "2004-05-31"),
                )
            ],
        ),
        P(
            "3. [[Ủy ban nhân dân các xã, thị trấn chuẩn bị đủ 12.000 bao tải, 3.000 cọc tre và dự phòng lương thực]].",
            [T("II.3", ["Ủy ban nhân dân các xã, thị trấn"])],
        ),
        H("III. TỔ CHỨC THỰC HIỆN"),
        P(
            "1. [[Hạt Quản lý đê kiểm tra kè, cống dưới đê, báo cáo Ủy ban nhân dân huyện trước ngày 10/5/2004]].",
            [T("III.1", ["Hạt Quản lý đê"], [], by("trước ngày 10/5/2004", "2004-05-10"))],
        ),
        P(
            "2. [[Phòng Tài chính - Kế hoạch cân đối ngân sách, cấp kinh phí theo tiến độ]].",
            [T("III.2", ["Phòng Tài chính - Kế hoạch"])],
        ),
    ],
    authority=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
    position="PHÓ CHỦ TỊCH",
    signer="Cao Đức Thịnh",
    recipients=["UBND tỉnh", "UBND các xã, thị trấn", "Lưu VP"],
)

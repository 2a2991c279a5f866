"""A Party committee's plan: Hướng dẫn 36-HD/VPTW (number with a dash, T/M, no './.')."""

from making.act import Act, H, P, T, by, during, every

PARTY_PLAN = Act(
    name="plan-party",
    layout="party",
    upper=[],
    issuer_lines=["TỈNH ỦY LAM GIANG"],
    number="15-KH/TU",
    printed_number="Số 15-KH/TU",
    place="Lam Giang",
    date_line="Lam Giang, ngày 12 tháng 02 năm 2022",
    kind="KẾ HOẠCH",
    title="thực hiện Nghị quyết số 09-NQ/TU về phát triển kinh tế vườn đồi giai đoạn 2022 - 2025",
    issuer="Tỉnh ủy Lam Giang",
    parent=None,
    issued_on="2022-02-12",
    bases=[
        (
            "Thực hiện Nghị quyết số 09-NQ/TU, ngày 15-12-2021 của Ban Chấp hành Đảng bộ tỉnh về phát triển kinh tế vườn "
            "đồi, Ban Thường vụ Tỉnh ủy ban hành Kế hoạch thực hiện như sau:",
            "09-NQ/TU",
        )
    ],
    body=[
        H("I- MỤC ĐÍCH, YÊU CẦU"),
        P(
            "1. Quán triệt sâu sắc nội dung Nghị quyết đến cán bộ, đảng viên và Nhân dân, tạo sự thống nhất trong nhận "
            "thức và hành động."
        ),
        P("2. Cụ thể hóa các nhiệm vụ, giải pháp của Nghị quyết sát với điều kiện của từng địa phương."),
        H("II- NHIỆM VỤ VÀ GIẢI PHÁP"),
        P(
            "1. [[Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với Ban Tổ chức Tỉnh ủy tổ chức hội nghị quán triệt Nghị quyết "
            "cho cán bộ chủ chốt trong quý I-2022]].",
            [
                T(
                    "II.1",
                    ["Ban Tuyên giáo Tỉnh ủy"],
                    ["Ban Tổ chức Tỉnh ủy"],
                    during("trong quý I-2022", "2022-01-01", "2022-03-31"),
                )
            ],
        ),
        P(
            "2. [[Ban Cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo xây dựng đề án cải tạo 3.000 ha vườn tạp, trình Ban Thường "
            "vụ Tỉnh ủy trước ngày 30-6-2022]].",
            [
                T(
                    "II.2",
                    ["Ban Cán sự đảng Ủy ban nhân dân tỉnh"],
                    [],
                    by("trước ngày 30-6-2022", "2022-06-30"),
                )
            ],
        ),
        P(
            "3. [[Đảng đoàn Hội đồng nhân dân tỉnh lãnh đạo ban hành nghị quyết về chính sách hỗ trợ giống cây ăn quả "
            "trước ngày 31-12-2022]].",
            [
                T(
                    "II.3",
                    ["Đảng đoàn Hội đồng nhân dân tỉnh"],
                    [],
                    by("trước ngày 31-12-2022", "2022-12-31"),
                )
            ],
        ),
        H("III- TỔ CHỨC THỰC HIỆN"),
        P(
            "1. [[Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy xây dựng kế hoạch thực hiện và báo cáo Ban Thường vụ "
            "Tỉnh ủy trước ngày 31-3-2022]].",
            [
                T(
                    "III.1",
                    ["Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy"],
                    [],
                    by("trước ngày 31-3-2022", "2022-03-31"),
                )
            ],
        ),
        P(
            "2. Mặt trận Tổ quốc và các tổ chức chính trị - xã hội tỉnh [[vận động đoàn viên, hội viên tham gia cải tạo "
            "vườn tạp]].",
            [T("III.2", ["Mặt trận Tổ quốc", "các tổ chức chính trị - xã hội tỉnh"])],
        ),
        P(
            "3. [[Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Kế hoạch]]; [[định kỳ 6 tháng một lần báo cáo Ban "
            "Thường vụ Tỉnh ủy]].",
            [
                T("III.3, ý 1", ["Văn phòng Tỉnh ủy"]),
                T(
                    "III.3, ý 2",
                    ["Văn phòng Tỉnh ủy"],
                    [],
                    every("định kỳ 6 tháng một lần", "FREQ=MONTHLY;INTERVAL=6"),
                ),
            ],
        ),
    ],
    authority=["T/M BAN THƯỜNG VỤ"],
    position="PHÓ BÍ THƯ",
    signer="Vi Văn Thạch",
    recipients=[
        "Ban Bí thư Trung ương Đảng (để báo cáo)",
        "Các ban đảng, ban cán sự đảng, đảng đoàn",
        "Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy",
        "Lưu Văn phòng Tỉnh ủy",
    ],
)

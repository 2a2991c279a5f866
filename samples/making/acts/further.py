"""A programme of action with nested bullets and label lines, and an urgent telegram."""

from making.act import Act, C, H, P, R, T, Table, by, during, every, relative

_VH, _CA, _KT = "Phòng Văn hóa - Xã hội", "Công an xã", "Phòng Kinh tế"
_THON = "các thôn"

PROGRAMME = Act(
    name="programme",
    layout="nd30",
    upper=[],
    issuer_lines=["ỦY BAN NHÂN DÂN", "XÃ ĐỒNG THẠNH TÂY"],
    number="03/CTr-UBND",
    place="Đồng Thạnh Tây",
    date_line="Đồng Thạnh Tây, ngày 11 tháng 9 năm 2025",
    kind="CHƯƠNG TRÌNH",
    title="Xây dựng xã hội học tập giai đoạn 2025 - 2030",
    issuer="Ủy ban nhân dân xã Đồng Thạnh Tây",
    parent=None,
    issued_on="2025-09-11",
    bases=[
        (
            "Thực hiện Chương trình số 19/CTr-UBND ngày 15 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh Hải Sơn về xây dựng "
            "xã hội học tập;",
            "19/CTr-UBND",
        ),
        (
            "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội tại Tờ trình số 12/TTr-VHXH ngày 08 tháng 9 năm 2025,",
            "12/TTr-VHXH",
        ),
    ],
    body=[
        P("Ủy ban nhân dân xã ban hành Chương trình với các nội dung sau:"),
        H("A. QUAN ĐIỂM, MỤC TIÊU"),
        P("Học tập suốt đời là quyền và trách nhiệm của mỗi người dân; mỗi gia đình là một tổ ấm của việc học."),
        P("Đến năm 2030, có 85% hộ gia đình đạt danh hiệu gia đình học tập."),
        H("B. NHIỆM VỤ TRỌNG TÂM"),
        H("I. Phát triển phong trào học tập"),
        P("1. Tại khu dân cư:"),
        P(
            "- [[Mỗi thôn thành lập một tủ sách dùng chung, chậm nhất ngày 20/11/2025]].",
            [T("B.I.1, gạch đầu dòng 1", ["Mỗi thôn"], [], by("chậm nhất ngày 20/11/2025", "2025-11-20"))],
        ),
        P(
            "- [[Vận động người cao tuổi, cán bộ nghỉ hưu tham gia dạy nghề truyền thống cho lớp trẻ]].",
            [T("B.I.1, gạch đầu dòng 2", [])],
        ),
        P("2. Tại trường học:"),
        P(
            "- [[Hiệu trưởng các trường mở cửa thư viện cho người dân vào sáng thứ bảy hằng tuần, bắt đầu từ tháng "
            "10/2025]].",
            [
                T(
                    "B.I.2, gạch đầu dòng 1",
                    ["Hiệu trưởng các trường"],
                    [],
                    every("sáng thứ bảy hằng tuần", "FREQ=WEEKLY;BYDAY=SA"),
                )
            ],
        ),
        H("II. Chuyển đổi số trong học tập"),
        P(
            "1. [[Xây dựng trang thông tin học tập của xã]].",
            [
                T(
                    "B.II.1",
                    ["Phòng Văn hóa - Xã hội"],
                    ["Đoàn Thanh niên xã"],
                    during("Quý IV/2025", "2025-10-01", "2025-12-31"),
                )
            ],
        ),
        P("Đơn vị chủ trì: Phòng Văn hóa - Xã hội."),
        P("Đơn vị phối hợp: Đoàn Thanh niên xã."),
        P("Thời gian hoàn thành: Quý IV/2025."),
        P(
            "2. [[Hướng dẫn người dân sử dụng học liệu số]].",
            [
                T(
                    "B.II.2",
                    ["Hội Khuyến học xã"],
                    ["Phòng Văn hóa - Xã hội", "các thôn"],
                    during("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30"),
                )
            ],
        ),
        P("Đơn vị chủ trì: Hội Khuyến học xã."),
        P("Đơn vị phối hợp: Phòng Văn hóa - Xã hội, các thôn."),
        P("Thời gian hoàn thành: 6 tháng đầu năm 2026."),
        H("C. TỔ CHỨC THỰC HIỆN"),
        P(
            "1. Giao Phòng Văn hóa - Xã hội [[làm đầu mối, hướng dẫn, kiểm tra việc thực hiện Chương trình]]; [[hằng năm, "
            "trước ngày 05/12, tổng hợp kết quả báo cáo Ủy ban nhân dân xã]].",
            [
                T("C.1, ý 1", [_VH]),
                T(
                    "C.1, ý 2",
                    [_VH],
                    [],
                    every("hằng năm, trước ngày 05/12", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5"),
                ),
            ],
        ),
        P(
            "2. Phòng Kinh tế có trách nhiệm [[bố trí kinh phí trong dự toán hằng năm của xã để thực hiện Chương trình]].",
            [T("C.2", [_KT])],
        ),
        P(
            "3. Đề nghị Hội Khuyến học xã, Hội Liên hiệp Phụ nữ xã [[phối hợp với các trường học tuyên dương gương học tập "
            "tiêu biểu]].",
            [T("C.3", ["Hội Khuyến học xã", "Hội Liên hiệp Phụ nữ xã"], ["các trường học"])],
        ),
        P("Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Phòng Văn hóa - Xã hội./."),
    ],
    authority=["TM. ỦY BAN NHÂN DÂN"],
    position="CHỦ TỊCH",
    signer="Quách Thị Ngân",
    recipients=["UBND tỉnh", "Thường trực Đảng ủy", "Các thôn, trường học", "Lưu: VT, VHXH"],
    annexes=[
        [
            C("Phụ lục 1"),
            C("PHÂN CÔNG NHIỆM VỤ NĂM 2025"),
            P(
                "(Kèm theo Chương trình số 03/CTr-UBND ngày 11/9/2025 của Ủy ban nhân dân xã Đồng Thạnh Tây)",
                italic=True,
                centred=True,
            ),
            Table(
                "Phụ lục 1",
                ["STT", "Nội dung công việc", "Đơn vị thực hiện", "Đơn vị phối hợp", "Tiến độ"],
                [
                    R(
                        "1",
                        "Khảo sát nhu cầu học nghề của lao động nông thôn",
                        [_KT],
                        [_THON],
                        during("Tháng 9 - 10/2025", "2025-09-01", "2025-10-31"),
                    ),
                    R(
                        "2",
                        "Mở lớp xóa mù chữ cho người dưới 60 tuổi",
                        [_VH],
                        ["Trường Tiểu học Đồng Thạnh"],
                        by("Trước 30/11/2025", "2025-11-30"),
                    ),
                    R(
                        "3",
                        "Phát động tháng đọc sách",
                        None,
                        ["Đoàn Thanh niên xã", _THON],
                        during("Tháng 10/2025", "2025-10-01", "2025-10-31"),
                    ),
                    R(
                        "4",
                        "Tuyên truyền an toàn trên mạng cho học sinh",
                        [_CA],
                        [_VH],
                        every("Hằng quý", "FREQ=MONTHLY;INTERVAL=3"),
                    ),
                ],
                landscape=False,
            ),
        ]
    ],
)

TELEGRAM = Act(
    name="telegram",
    layout="nd30",
    upper=[],
    issuer_lines=["CHỦ TỊCH", "ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"],
    number="09/CĐ-CTUBND",
    place="Lam Giang",
    date_line="Lam Giang, ngày 28 tháng 9 năm 2024",
    kind="CÔNG ĐIỆN",
    title="Về việc tập trung ứng phó với mưa lũ sau bão",
    issuer="Chủ tịch Ủy ban nhân dân tỉnh Lam Giang",
    parent=None,
    issued_on="2024-09-28",
    body=[
        P(
            "Do ảnh hưởng của hoàn lưu bão, từ ngày 29/9 đến ngày 01/10/2024 trên địa bàn tỉnh có mưa to đến rất to. Chủ "
            "tịch Ủy ban nhân dân tỉnh yêu cầu:"
        ),
        P(
            "1. Chủ tịch UBND các huyện, thành phố [[sơ tán dân khỏi vùng có nguy cơ sạt lở, hoàn thành trước 17 giờ ngày "
            "29/9/2024]].",
            [
                T(
                    "1",
                    ["Chủ tịch UBND các huyện, thành phố"],
                    [],
                    by("trước 17 giờ ngày 29/9/2024", "2024-09-29"),
                )
            ],
        ),
        P(
            "2. Bộ Chỉ huy Quân sự tỉnh [[chủ trì, phối hợp với Công an tỉnh bố trí lực lượng, phương tiện tại các khu vực "
            "xung yếu]].",
            [T("2", ["Bộ Chỉ huy Quân sự tỉnh"], ["Công an tỉnh"])],
        ),
        P(
            "3. Sở Nông nghiệp và Phát triển nông thôn [[chỉ đạo vận hành hồ chứa đúng quy trình]]; [[báo cáo mực nước các hồ "
            "về Văn phòng UBND tỉnh hằng ngày]].",
            [
                T("3, ý 1", ["Sở Nông nghiệp và Phát triển nông thôn"]),
                T("3, ý 2", ["Sở Nông nghiệp và Phát triển nông thôn"], [], every("hằng ngày", "FREQ=DAILY")),
            ],
        ),
        P(
            "4. Sở Y tế, Sở Giáo dục và Đào tạo [[rà soát cơ sở vật chất, báo cáo thiệt hại trong thời hạn 03 ngày làm việc "
            "kể từ ngày lũ rút]].",
            [
                T(
                    "4",
                    ["Sở Y tế", "Sở Giáo dục và Đào tạo"],
                    [],
                    relative("trong thời hạn 03 ngày làm việc kể từ ngày lũ rút"),
                )
            ],
        ),
        P("Yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc thực hiện Công điện này./."),
    ],
    authority=[],
    position="CHỦ TỊCH",
    signer="Bế Văn Tùng",
    recipients=["Thường trực Tỉnh ủy", "Như trên", "Lưu: VT, NN"],
)

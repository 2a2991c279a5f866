"""A letter, a directive, a notice of conclusions, and a letter that is only a scan."""

from making.act import Act, H, P, T, by, during, every, ongoing

_XA = "UBND các xã, phường"

LETTER = Act(
    name="letter",
    layout="nd30",
    upper=["UBND TỈNH LAM GIANG"],
    issuer_lines=["SỞ Y TẾ"],
    number="1306/SYT-NVY",
    place="Lam Giang",
    date_line="Lam Giang, ngày 09 tháng 9 năm 2025",
    kind="CÔNG VĂN",
    title="tăng cường phòng, chống bệnh sốt xuất huyết",
    issuer="Sở Y tế tỉnh Lam Giang",
    parent="Ủy ban nhân dân tỉnh Lam Giang",
    issued_on="2025-09-09",
    addressees=["Trung tâm Kiểm soát bệnh tật tỉnh", "Các bệnh viện trong tỉnh", "UBND các xã, phường"],
    body=[
        P(
            "Theo báo cáo của hệ thống giám sát, từ đầu năm đến nay toàn tỉnh ghi nhận 412 trường hợp mắc sốt xuất huyết, "
            "tăng 18% so với cùng kỳ. Để chủ động khống chế dịch bệnh, Sở Y tế đề nghị các đơn vị thực hiện một số nội "
            "dung sau:"
        ),
        P("**1. Trung tâm Kiểm soát bệnh tật tỉnh**"),
        P(
            "a) [[Giám sát chặt chẽ các ổ dịch cũ, xử lý triệt để ổ dịch mới trong vòng 48 giờ kể từ khi phát hiện]].",
            [
                T(
                    "1.a",
                    ["Trung tâm Kiểm soát bệnh tật tỉnh"],
                    [],
                    {
                        "text": "trong vòng 48 giờ kể từ khi phát hiện",
                        "kind": "relative",
                        "start": None,
                        "end": None,
                        "rrule": None,
                    },
                )
            ],
        ),
        P(
            "b) [[Cung cấp hóa chất diệt muỗi cho các trạm y tế trước ngày 20/9/2025]].",
            [
                T(
                    "1.b",
                    ["Trung tâm Kiểm soát bệnh tật tỉnh"],
                    [],
                    by("trước ngày 20/9/2025", "2025-09-20"),
                )
            ],
        ),
        P("**2. Các bệnh viện trong tỉnh**"),
        P(
            "a) [[Bố trí đủ giường bệnh, thuốc, dịch truyền để thu dung, điều trị người bệnh]].",
            [T("2.a", ["Các bệnh viện trong tỉnh"])],
        ),
        P(
            "b) [[Báo cáo số ca mắc về Sở Y tế hằng tuần]].",
            [T("2.b", ["Các bệnh viện trong tỉnh"], [], every("hằng tuần", "FREQ=WEEKLY"))],
        ),
        P(
            f"**3. Đề nghị {_XA}** [[chỉ đạo các thôn, tổ dân phố ra quân diệt lăng quăng, bọ gậy hằng tuần]].",
            [T("3", [_XA], [], every("hằng tuần", "FREQ=WEEKLY"))],
        ),
        P("Sở Y tế đề nghị các đơn vị, địa phương quan tâm phối hợp thực hiện./."),
    ],
    authority=[],
    position="GIÁM ĐỐC",
    signer="Trịnh Quốc Hưng",
    recipients=["Như trên", "UBND tỉnh (để b/c)", "Ban Giám đốc Sở", "Lưu: VT, NVY"],
)

DIRECTIVE = Act(
    name="directive",
    layout="nd30",
    upper=[],
    issuer_lines=["ỦY BAN NHÂN DÂN", "TỈNH HẢI SƠN"],
    number="07/CT-UBND",
    place="Hải Sơn",
    date_line="Hải Sơn, ngày 25 tháng 10 năm 2023",
    kind="CHỈ THỊ",
    title="Về việc tăng cường công tác phòng cháy, chữa cháy rừng mùa khô năm 2023 - 2024",
    issuer="Ủy ban nhân dân tỉnh Hải Sơn",
    parent=None,
    issued_on="2023-10-25",
    body=[
        P(
            "Mùa khô năm 2023 - 2024 được dự báo đến sớm, lượng mưa thấp hơn trung bình nhiều năm, nguy cơ cháy rừng ở "
            "mức rất cao. Để chủ động phòng ngừa, Chủ tịch Ủy ban nhân dân tỉnh chỉ thị:"
        ),
        H("1. Sở Nông nghiệp và Phát triển nông thôn"),
        P(
            "a) [[Cập nhật bản đồ các vùng trọng điểm dễ cháy, gửi các địa phương trước ngày 15/11/2023]].",
            [
                T(
                    "1.a",
                    ["Sở Nông nghiệp và Phát triển nông thôn"],
                    [],
                    by("trước ngày 15/11/2023", "2023-11-15"),
                )
            ],
        ),
        P(
            "b) [[Chỉ đạo Chi cục Kiểm lâm trực cháy rừng 24/24 giờ]].",
            [T("1.b", ["Sở Nông nghiệp và Phát triển nông thôn"])],
        ),
        P(
            "c) [[Chủ trì, phối hợp với Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh tổ chức diễn tập chữa cháy rừng trong "
            "tháng 12/2023]].",
            [
                T(
                    "1.c",
                    ["Sở Nông nghiệp và Phát triển nông thôn"],
                    ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"],
                    during("trong tháng 12/2023", "2023-12-01", "2023-12-31"),
                )
            ],
        ),
        H("2. Sở Tài chính"),
        P(
            "[[Bố trí kinh phí mua sắm phương tiện, dụng cụ chữa cháy rừng theo dự toán được duyệt]].",
            [T("2", ["Sở Tài chính"])],
        ),
        H("3. Đài Phát thanh và Truyền hình tỉnh"),
        P(
            "[[Thông tin cấp dự báo cháy rừng trong bản tin thời tiết hằng ngày]].",
            [
                T(
                    "3",
                    ["Đài Phát thanh và Truyền hình tỉnh"],
                    [],
                    every("hằng ngày", "FREQ=DAILY"),
                )
            ],
        ),
        H("4. Ủy ban nhân dân các huyện, thành phố"),
        P(
            "a) [[Kiện toàn ban chỉ huy phòng cháy, chữa cháy rừng ở cơ sở; hoàn thành trước ngày 10/11/2023]].",
            [
                T(
                    "4.a",
                    ["Ủy ban nhân dân các huyện, thành phố"],
                    [],
                    by("trước ngày 10/11/2023", "2023-11-10"),
                )
            ],
        ),
        P(
            "b) [[Tổ chức ký cam kết bảo vệ rừng với các hộ dân sống ven rừng]].",
            [T("4.b", ["Ủy ban nhân dân các huyện, thành phố"])],
        ),
        H("5. Chủ rừng"),
        P(
            "[[Thường xuyên tuần tra, canh gác tại các khu rừng trồng tập trung]].",
            [T("5", ["Chủ rừng"], [], ongoing("Thường xuyên"))],
        ),
        P(
            "Yêu cầu Thủ trưởng các sở, ban, ngành, Chủ tịch UBND các huyện, thành phố nghiêm túc thực hiện Chỉ thị này./."
        ),
    ],
    authority=[],
    position="CHỦ TỊCH",
    signer="Hà Minh Tuấn",
    recipients=[
        "Bộ Nông nghiệp và Phát triển nông thôn",
        "Thường trực Tỉnh ủy",
        "Các sở, ban, ngành của tỉnh",
        "UBND các huyện, thành phố",
        "Lưu: VT, NL",
    ],
)

NOTICE = Act(
    name="notice",
    layout="nd30",
    upper=["UBND TỈNH LAM GIANG"],
    issuer_lines=["VĂN PHÒNG"],
    number="55/TB-VP",
    place="Lam Giang",
    date_line="Lam Giang, ngày 03 tháng 4 năm 2024",
    kind="THÔNG BÁO",
    title="Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh tại cuộc họp về tiến độ Dự án đường vành đai phía Đông",
    issuer="Văn phòng Ủy ban nhân dân tỉnh Lam Giang",
    parent="Ủy ban nhân dân tỉnh Lam Giang",
    issued_on="2024-04-03",
    body=[
        P(
            "Ngày 01 tháng 4 năm 2024, Phó Chủ tịch Ủy ban nhân dân tỉnh chủ trì cuộc họp nghe báo cáo tiến độ Dự án "
            "đường vành đai phía Đông. Sau khi nghe báo cáo và ý kiến của các đơn vị, Phó Chủ tịch Ủy ban nhân dân tỉnh "
            "kết luận như sau:"
        ),
        P(
            "1. [[Giao Ban Quản lý dự án giao thông tỉnh lập lại tiến độ chi tiết từng gói thầu, gửi Sở Giao thông vận tải "
            "trước ngày 12/4/2024]].",
            [
                T(
                    "1",
                    ["Ban Quản lý dự án giao thông tỉnh"],
                    [],
                    by("trước ngày 12/4/2024", "2024-04-12"),
                )
            ],
        ),
        P(
            "2. [[Giao Sở Tài nguyên và Môi trường chủ trì, phối hợp với UBND huyện Bình Lục Nam giải quyết dứt điểm các "
            "kiến nghị về giải phóng mặt bằng, hoàn thành trong tháng 5/2024]].",
            [
                T(
                    "2",
                    ["Sở Tài nguyên và Môi trường"],
                    ["UBND huyện Bình Lục Nam"],
                    during("trong tháng 5/2024", "2024-05-01", "2024-05-31"),
                )
            ],
        ),
        P(
            "3. [[Giao Sở Kế hoạch và Đầu tư tham mưu điều chỉnh kế hoạch vốn năm 2024 của Dự án]].",
            [T("3", ["Sở Kế hoạch và Đầu tư"])],
        ),
        P(
            "4. [[Sở Giao thông vận tải kiểm tra hiện trường hằng tuần và báo cáo Ủy ban nhân dân tỉnh]].",
            [T("4", ["Sở Giao thông vận tải"], [], every("hằng tuần", "FREQ=WEEKLY"))],
        ),
        P(
            "Văn phòng Ủy ban nhân dân tỉnh thông báo kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh để các đơn vị biết, "
            "thực hiện./."
        ),
    ],
    authority=["KT. CHÁNH VĂN PHÒNG"],
    position="PHÓ CHÁNH VĂN PHÒNG",
    signer="Mạc Thúy Quỳnh",
    recipients=["CT, các PCT UBND tỉnh", "Các đơn vị dự họp", "CVP, các PCVP", "Lưu: VT, XD"],
)

SCANNED = Act(
    name="scan",
    layout="nd30",
    upper=["UBND HUYỆN BÌNH LỤC NAM"],
    issuer_lines=["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"],
    number="64/KH-PGDĐT",
    place="Bình Lục Nam",
    date_line="Bình Lục Nam, ngày 14 tháng 3 năm 2024",
    kind="KẾ HOẠCH",
    title="Tổ chức ngày hội đọc sách cấp huyện năm 2024",
    issuer="Phòng Giáo dục và Đào tạo huyện Bình Lục Nam",
    parent="Ủy ban nhân dân huyện Bình Lục Nam",
    issued_on="2024-03-14",
    body=[
        P("Phòng Giáo dục và Đào tạo xây dựng Kế hoạch tổ chức ngày hội đọc sách cấp huyện năm 2024 như sau:"),
        H("I. MỤC ĐÍCH"),
        P("Khơi dậy niềm say mê đọc sách trong giáo viên và học sinh toàn huyện."),
        H("II. NỘI DUNG THỰC HIỆN"),
        P(
            "1. [[Các trường tiểu học, trung học cơ sở trang trí gian sách, giới thiệu ít nhất 20 đầu sách hay]].",
            [T("II.1", ["Các trường tiểu học, trung học cơ sở"])],
        ),
        P(
            "2. [[Trường Trung học cơ sở Lê Lai chuẩn bị sân khấu, âm thanh trước ngày 18/4/2024]].",
            [
                T(
                    "II.2",
                    ["Trường Trung học cơ sở Lê Lai"],
                    [],
                    by("trước ngày 18/4/2024", "2024-04-18"),
                )
            ],
        ),
        H("III. TỔ CHỨC THỰC HIỆN"),
        H("1. Bộ phận chuyên môn"),
        P(
            "- [[Ban hành thể lệ thi kể chuyện theo sách trước ngày 25/3/2024]].",
            [
                T(
                    "III.1, gạch đầu dòng 1",
                    ["Bộ phận chuyên môn"],
                    [],
                    by("trước ngày 25/3/2024", "2024-03-25"),
                )
            ],
        ),
        H("2. Hiệu trưởng các trường"),
        P(
            "- [[Phân công giáo viên hướng dẫn học sinh tham gia ngày hội an toàn, đúng giờ]].",
            [T("III.2, gạch đầu dòng 1", ["Hiệu trưởng các trường"])],
        ),
        P("Trên đây là Kế hoạch tổ chức ngày hội đọc sách cấp huyện năm 2024./."),
    ],
    authority=[],
    position="TRƯỞNG PHÒNG",
    signer="Nghiêm Xuân Lộc",
    recipients=["UBND huyện", "Các trường trực thuộc", "Lưu: VT"],
)

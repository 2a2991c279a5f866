"""Plans: a province's with a table, a department's in the layout of 2011, a draft, a commune's that is signed."""

from making.act import Act, C, Group, H, P, R, T, Table, by, during, every, ongoing

_TNMT, _GD, _CT, _TC = "Sở Nông nghiệp và Môi trường", "Sở Giáo dục và Đào tạo", "Sở Công Thương", "Sở Tài chính"
_XA = "UBND các xã, phường"

PLASTIC = Act(
    name="plan-nd30",
    layout="nd30",
    upper=[],
    issuer_lines=["ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"],
    number="214/KH-UBND",
    place="Lam Giang",
    date_line="Lam Giang, ngày 06 tháng 3 năm 2026",
    kind="KẾ HOẠCH",
    title="Giảm thiểu rác thải nhựa trên địa bàn tỉnh Lam Giang năm 2026",
    issuer="Ủy ban nhân dân tỉnh Lam Giang",
    parent=None,
    issued_on="2026-03-06",
    bases=[
        (
            "Căn cứ Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020;",
            "Luật Bảo vệ môi trường",
        ),
        (
            "Căn cứ Nghị quyết số 41/NQ-HĐND ngày 10 tháng 12 năm 2025 của Hội đồng nhân dân tỉnh Lam Giang về "
            "nhiệm vụ bảo vệ môi trường năm 2026;",
            "41/NQ-HĐND",
        ),
        (
            "Thực hiện Quyết định số 1187/QĐ-UBND ngày 22 tháng 9 năm 2025 của Ủy ban nhân dân tỉnh Lam Giang về "
            "việc phê duyệt Đề án phân loại chất thải rắn sinh hoạt tại nguồn.",
            "1187/QĐ-UBND",
        ),
    ],
    body=[
        P(
            "Ủy ban nhân dân tỉnh Lam Giang ban hành Kế hoạch giảm thiểu rác thải nhựa trên địa bàn tỉnh năm 2026 "
            "như sau:"
        ),
        H("I. MỤC ĐÍCH, YÊU CẦU"),
        H("1. Mục đích"),
        P(
            "a) Nâng cao nhận thức của cán bộ, công chức, viên chức và Nhân dân về tác hại của rác thải nhựa đối với "
            "nguồn nước, đất canh tác và sức khỏe cộng đồng."
        ),
        P("b) Từng bước thay đổi thói quen sử dụng sản phẩm nhựa dùng một lần trong sinh hoạt và kinh doanh."),
        H("2. Yêu cầu"),
        P("a) Các nhiệm vụ phải có địa chỉ thực hiện, có thời hạn và có sản phẩm cụ thể để kiểm tra, đánh giá."),
        P("b) Việc tổ chức thực hiện phải tiết kiệm, không phô trương, gắn với phong trào thi đua của địa phương."),
        H("II. CHỈ TIÊU"),
        P("1. Có 100% cơ quan, đơn vị hành chính không sử dụng chai nước nhựa dùng một lần trong hội nghị."),
        P("2. Trên 70% chợ, siêu thị và cửa hàng tiện lợi có điểm thu gom túi ni lông đã qua sử dụng."),
        H("III. NHIỆM VỤ, GIẢI PHÁP"),
        H("1. Tuyên truyền, vận động"),
        P(
            f"a) [[{_TNMT} chủ trì, phối hợp với Báo và Phát thanh, Truyền hình tỉnh xây dựng chuyên mục về giảm rác thải "
            "nhựa, phát sóng trước ngày 30/4/2026]].",
            [
                T(
                    "III.1.a",
                    [_TNMT],
                    ["Báo và Phát thanh, Truyền hình tỉnh"],
                    by("trước ngày 30/4/2026", "2026-04-30"),
                )
            ],
        ),
        P(
            f"b) [[{_GD} chỉ đạo các trường học đưa nội dung phân loại rác vào hoạt động ngoại khóa trong quý "
            "II/2026]].",
            [T("III.1.b", [_GD], [], during("trong quý II/2026", "2026-04-01", "2026-06-30"))],
        ),
        P(
            "c) [[Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh vận động mỗi khu dân cư xây dựng một tuyến đường không "
            "có rác thải nhựa]].",
            [T("III.1.c", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"])],
        ),
        H("2. Thu gom, tái chế"),
        P(
            f"a) [[{_CT} chủ trì, phối hợp với {_XA} rà soát, lập danh mục các chợ, siêu thị, cửa hàng tiện lợi phải "
            "bố trí điểm thu gom túi ni lông; hoàn thành trước ngày 15/5/2026]].",
            [T("III.2.a", [_CT], [_XA], by("trước ngày 15/5/2026", "2026-05-15"))],
        ),
        P(
            f"b) [[{_XA} bố trí ít nhất một điểm tập kết rác thải nhựa có mái che trên địa bàn, xong trước ngày "
            "30/9/2026]].",
            [T("III.2.b", [_XA], [], by("trước ngày 30/9/2026", "2026-09-30"))],
        ),
        P(
            "c) [[Sở Khoa học và Công nghệ nghiên cứu, đề xuất mô hình tái chế nhựa quy mô hộ gia đình phù hợp với điều "
            "kiện của tỉnh, trình UBND tỉnh trong tháng 11/2026]].",
            [
                T(
                    "III.2.c",
                    ["Sở Khoa học và Công nghệ"],
                    [],
                    during("trong tháng 11/2026", "2026-11-01", "2026-11-30"),
                )
            ],
        ),
        H("IV. KINH PHÍ THỰC HIỆN"),
        P(
            "Kinh phí thực hiện Kế hoạch từ nguồn sự nghiệp môi trường được giao trong dự toán năm 2026 và các nguồn "
            "huy động hợp pháp khác."
        ),
        H("V. TỔ CHỨC THỰC HIỆN"),
        H(f"1. {_TNMT}"),
        P(
            "a) [[Là cơ quan thường trực, theo dõi, đôn đốc các sở, ban, ngành và địa phương thực hiện Kế hoạch này]].",
            [T("V.1.a", [_TNMT])],
        ),
        P(
            "b) [[Tổng hợp kết quả thực hiện, báo cáo UBND tỉnh trước ngày 15/12/2026]].",
            [T("V.1.b", [_TNMT], [], by("trước ngày 15/12/2026", "2026-12-15"))],
        ),
        H(f"2. {_TC}"),
        P(
            "[[Tham mưu UBND tỉnh bố trí kinh phí thực hiện Kế hoạch theo quy định của Luật Ngân sách nhà nước và khả "
            "năng cân đối của ngân sách tỉnh]].",
            [T("V.2", [_TC])],
        ),
        P(
            f"**3. Công an tỉnh:** [[Chủ trì, phối hợp với {_TNMT} kiểm tra, xử lý nghiêm các cơ sở đổ chất thải nhựa "
            "trái phép]].",
            [T("V.3", ["Công an tỉnh"], [_TNMT])],
        ),
        H(f"4. {_XA}"),
        P(
            "a) [[Xây dựng kế hoạch của địa phương và tổ chức thực hiện trong tháng 4/2026]].",
            [T("V.4.a", [_XA], [], during("trong tháng 4/2026", "2026-04-01", "2026-04-30"))],
        ),
        P(
            f"b) [[Định kỳ hằng quý báo cáo kết quả thực hiện về {_TNMT}]].",
            [T("V.4.b", [_XA], [], every("Định kỳ hằng quý", "FREQ=MONTHLY;INTERVAL=3"))],
        ),
        P(
            "Trên đây là Kế hoạch giảm thiểu rác thải nhựa trên địa bàn tỉnh Lam Giang năm 2026, yêu cầu các cơ quan, "
            "đơn vị, địa phương nghiêm túc thực hiện./."
        ),
    ],
    authority=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
    position="PHÓ CHỦ TỊCH",
    signer="Lương Thị Hà Vy",
    recipients=[
        "Thường trực Tỉnh ủy",
        "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
        "Các sở, ban, ngành tỉnh",
        "UBND các xã, phường",
        "Lưu: VT, NN",
    ],
    annexes=[
        [
            C("PHỤ LỤC"),
            C("Danh mục nhiệm vụ giảm thiểu rác thải nhựa năm 2026"),
            P(
                "(Kèm theo Kế hoạch số 214/KH-UBND ngày 06 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh Lam Giang)",
                italic=True,
                centred=True,
            ),
            Table(
                "Phụ lục",
                ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm"],
                [
                    Group("I", "Hoàn thiện quy định"),
                    R(
                        "1",
                        "Ban hành quy chế hội nghị không sử dụng chai nước nhựa dùng một lần",
                        ["Văn phòng UBND tỉnh"],
                        ["Sở Nội vụ"],
                        during("Tháng 4/2026", "2026-04-01", "2026-04-30"),
                        "Quy chế",
                    ),
                    R(
                        "2",
                        "Rà soát, sửa đổi quy định về giá dịch vụ thu gom rác thải sinh hoạt",
                        [_TC],
                        [_TNMT, _XA],
                        during("Quý III/2026", "2026-07-01", "2026-09-30"),
                        "Quyết định của UBND tỉnh",
                    ),
                    R(
                        "3",
                        "Xây dựng tiêu chí công nhận chợ không túi ni lông",
                        [_CT],
                        [_TNMT],
                        by("Trước 30/6/2026", "2026-06-30"),
                        "Bộ tiêu chí",
                    ),
                    Group("II", "Thu gom, xử lý"),
                    R(
                        "4",
                        "Lắp đặt thùng rác phân loại tại bến xe, bến thuyền và khu du lịch",
                        ["Sở Xây dựng"],
                        ["Sở Văn hóa, Thể thao và Du lịch"],
                        by("Trước 31/8/2026", "2026-08-31"),
                        "Hệ thống thùng rác",
                    ),
                    R(
                        "5",
                        "Vớt rác thải nhựa trên các tuyến kênh chính",
                        None,
                        [_XA],
                        ongoing("Thường xuyên"),
                        "Nhật ký vớt rác",
                    ),
                    R(
                        "6",
                        "Nạo vét các hố thu rác tại cửa cống",
                        None,
                        [_XA],
                        every("Hằng tháng", "FREQ=MONTHLY"),
                        "Biên bản nghiệm thu",
                    ),
                    Group("III", "Kiểm tra, đánh giá"),
                    R(
                        "7",
                        "Kiểm tra việc thực hiện Kế hoạch tại các xã, phường",
                        [_TNMT],
                        ["Sở Nội vụ", "Công an tỉnh"],
                        during("Quý IV/2026", "2026-10-01", "2026-12-31"),
                        "Báo cáo kiểm tra",
                    ),
                    R(
                        "8",
                        "Khen thưởng tập thể, cá nhân có mô hình hay",
                        ["Sở Nội vụ"],
                        [_TNMT],
                        during("Tháng 12/2026", "2026-12-01", "2026-12-31"),
                        "Quyết định khen thưởng",
                    ),
                ],
            ),
        ]
    ],
)

LIBRARY = Act(
    name="plan-tt01",
    layout="tt01",
    upper=["UBND TỈNH HẢI SƠN"],
    issuer_lines=["SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"],
    number="37/KH-SVHTTDL",
    place="Hải Sơn",
    date_line="Hải Sơn, ngày 20 tháng 01 năm 2014",
    kind="KẾ HOẠCH",
    title="Luân chuyển sách về thư viện xã, phường, thị trấn năm 2014",
    issuer="Sở Văn hóa, Thể thao và Du lịch tỉnh Hải Sơn",
    parent="Ủy ban nhân dân tỉnh Hải Sơn",
    issued_on="2014-01-20",
    bases=[
        ("Căn cứ Pháp lệnh Thư viện số 31/2000/PL-UBTVQH10 ngày 28 tháng 12 năm 2000;", "31/2000/PL-UBTVQH10"),
        (
            "Căn cứ Kế hoạch số 08/KH-UBND ngày 06 tháng 01 năm 2014 của UBND tỉnh Hải Sơn về phát triển văn hóa đọc,",
            "08/KH-UBND",
        ),
    ],
    body=[
        P("Sở Văn hóa, Thể thao và Du lịch xây dựng Kế hoạch luân chuyển sách năm 2014 như sau:"),
        H("I. MỤC ĐÍCH"),
        P("Đưa sách về gần người đọc ở cơ sở, khai thác có hiệu quả vốn tài liệu của Thư viện tỉnh."),
        H("II. NỘI DUNG"),
        P(
            "1. [[Thư viện tỉnh lựa chọn, đóng gói 12.000 bản sách theo 40 chủ đề, xong trước ngày 28/02/2014]].",
            [T("II.1", ["Thư viện tỉnh"], [], by("trước ngày 28/02/2014", "2014-02-28"))],
        ),
        P(
            "2. [[Thư viện tỉnh chủ trì, phối hợp với Bưu điện tỉnh vận chuyển sách đến 56 thư viện cơ sở trong tháng "
            "3/2014]].",
            [
                T(
                    "II.2",
                    ["Thư viện tỉnh"],
                    ["Bưu điện tỉnh"],
                    during("trong tháng 3/2014", "2014-03-01", "2014-03-31"),
                )
            ],
        ),
        P(
            "3. [[Thư viện các huyện, thành phố đổi sách giữa các thư viện cơ sở 3 tháng một lần]].",
            [
                T(
                    "II.3",
                    ["Thư viện các huyện, thành phố"],
                    [],
                    every("3 tháng một lần", "FREQ=MONTHLY;INTERVAL=3"),
                )
            ],
        ),
        H("III. TỔ CHỨC THỰC HIỆN"),
        H("1. Thư viện tỉnh"),
        P(
            "- [[Tập huấn nghiệp vụ cho người làm công tác thư viện cơ sở trong quý I/2014]].",
            [
                T(
                    "III.1, gạch đầu dòng 1",
                    ["Thư viện tỉnh"],
                    [],
                    during("trong quý I/2014", "2014-01-01", "2014-03-31"),
                )
            ],
        ),
        P(
            "- [[Lập sổ theo dõi số lượt sách luân chuyển và số lượt bạn đọc của từng điểm]].",
            [T("III.1, gạch đầu dòng 2", ["Thư viện tỉnh"])],
        ),
        H("2. Phòng Kế hoạch - Tài chính"),
        P(
            "- [[Thẩm định dự toán, trình Giám đốc Sở phê duyệt trước ngày 10/02/2014]].",
            [
                T(
                    "III.2, gạch đầu dòng 1",
                    ["Phòng Kế hoạch - Tài chính"],
                    [],
                    by("trước ngày 10/02/2014", "2014-02-10"),
                )
            ],
        ),
        H("3. Đề nghị UBND các huyện, thành phố"),
        P(
            "- [[Chỉ đạo UBND các xã, phường, thị trấn bố trí phòng đọc, tủ sách và người phục vụ]].",
            [T("III.3, gạch đầu dòng 1", ["UBND các huyện, thành phố"])],
        ),
        P(
            "- [[Báo cáo kết quả về Sở trước ngày 25 tháng 11 hằng năm]].",
            [
                T(
                    "III.3, gạch đầu dòng 2",
                    ["UBND các huyện, thành phố"],
                    [],
                    every("trước ngày 25 tháng 11 hằng năm", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25"),
                )
            ],
        ),
        P("Trên đây là Kế hoạch luân chuyển sách về thư viện xã, phường, thị trấn năm 2014./."),
    ],
    authority=["KT. GIÁM ĐỐC"],
    position="PHÓ GIÁM ĐỐC",
    signer="Phan Đình Khải",
    recipients=["UBND tỉnh (b/c)", "UBND các huyện, thành phố", "Giám đốc, các Phó Giám đốc Sở", "Lưu: VT, TV, KHTC"],
)

DRAFT = Act(
    name="draft-with-blanks",
    layout="nd30",
    upper=[],
    issuer_lines=["ỦY BAN NHÂN DÂN", "XÃ TÂN LỘC HẠ"],
    number="/KH-UBND",
    printed_number="Số:       /KH-UBND",
    place="Tân Lộc Hạ",
    date_line="Tân Lộc Hạ, ngày      tháng 5 năm 2026",
    kind="KẾ HOẠCH",
    title="Thông tin, tuyên truyền về phòng, chống đuối nước trẻ em năm 2026",
    issuer="Ủy ban nhân dân xã Tân Lộc Hạ",
    parent=None,
    issued_on=None,
    body=[
        P("Ủy ban nhân dân xã Tân Lộc Hạ xây dựng Kế hoạch phòng, chống đuối nước trẻ em năm 2026 như sau:"),
        H("I. MỤC ĐÍCH, YÊU CẦU"),
        P("1. Giảm số vụ tai nạn đuối nước ở trẻ em trên địa bàn xã, nhất là trong dịp hè."),
        P("2. Việc tuyên truyền phải đến từng thôn, từng gia đình có trẻ em."),
        H("II. NHIỆM VỤ"),
        P(
            "1. [[Phòng Văn hóa - Xã hội chủ trì, phối hợp với các trường học mở lớp dạy bơi miễn phí cho trẻ em từ 6 đến "
            "15 tuổi, hoàn thành trước ngày 31/7/2026]].",
            [
                T(
                    "II.1",
                    ["Phòng Văn hóa - Xã hội"],
                    ["các trường học"],
                    by("trước ngày 31/7/2026", "2026-07-31"),
                )
            ],
        ),
        P(
            "2. [[Công an xã cắm biển cảnh báo tại các ao, hồ, đoạn sông nguy hiểm trước ngày 01/6/2026]].",
            [T("II.2", ["Công an xã"], [], by("trước ngày 01/6/2026", "2026-06-01"))],
        ),
        P(
            "3. [[Trạm Y tế xã tập huấn sơ cứu, cấp cứu đuối nước cho đội ngũ cộng tác viên]].",
            [T("II.3", ["Trạm Y tế xã"])],
        ),
        H("III. TỔ CHỨC THỰC HIỆN"),
        P(
            "**1. Phòng Kinh tế:** [[Bố trí kinh phí thực hiện từ nguồn dự toán chi thường xuyên năm 2026]].",
            [T("III.1", ["Phòng Kinh tế"])],
        ),
        P(
            "**2. Phòng Văn hóa - Xã hội:** [[Tham mưu UBND xã sơ kết việc thực hiện Kế hoạch, báo cáo trước ngày "
            "30/11/2026]].",
            [T("III.2", ["Phòng Văn hóa - Xã hội"], [], by("trước ngày 30/11/2026", "2026-11-30"))],
        ),
        P("Trên đây là Kế hoạch của UBND xã, đề nghị các bộ phận liên quan triển khai thực hiện./."),
    ],
    authority=["TM. ỦY BAN NHÂN DÂN"],
    position="CHỦ TỊCH",
    signer="",
    recipients=["Thường trực Đảng ủy xã", "Các phòng, đơn vị thuộc xã", "Lưu: VT"],
)

COMMUNE = Act(
    name="signed",
    layout="nd30",
    upper=[],
    issuer_lines=["ỦY BAN NHÂN DÂN", "PHƯỜNG AN ĐÔNG"],
    number="88/KH-UBND",
    printed_number="Số:          /KH-UBND",
    place="An Đông",
    date_line="An Đông, ngày       tháng 8 năm 2025",
    kind="KẾ HOẠCH",
    title="Tổ chức ngày hội chuyển đổi số phường An Đông năm 2025",
    issuer="Ủy ban nhân dân phường An Đông",
    parent=None,
    issued_on="2025-08-19",
    bases=[
        (
            "Thực hiện Kế hoạch số 152/KH-UBND ngày 30 tháng 7 năm 2025 của Ủy ban nhân dân tỉnh Lam Giang về hưởng ứng "
            "Ngày Chuyển đổi số quốc gia.",
            "152/KH-UBND",
        )
    ],
    body=[
        P("Ủy ban nhân dân phường xây dựng Kế hoạch tổ chức ngày hội chuyển đổi số như sau:"),
        H("I. MỤC ĐÍCH"),
        P("Giới thiệu các dịch vụ công trực tuyến và nền tảng số phục vụ người dân, doanh nghiệp."),
        H("II. NỘI DUNG"),
        P(
            "1. [[Trung tâm Phục vụ hành chính công bố trí 05 bàn hướng dẫn người dân nộp hồ sơ trực tuyến]].",
            [T("II.1", ["Trung tâm Phục vụ hành chính công"])],
        ),
        P(
            "2. [[Phòng Kinh tế, Hạ tầng và Đô thị mời doanh nghiệp trưng bày thiết bị, giải pháp số]]; [[hoàn thành danh "
            "sách trước ngày 10/9/2025]].",
            [
                T("II.2, ý 1", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
                T(
                    "II.2, ý 2",
                    ["Phòng Kinh tế, Hạ tầng và Đô thị"],
                    [],
                    by("trước ngày 10/9/2025", "2025-09-10"),
                ),
            ],
        ),
        P(
            "3. [[Đề nghị Đoàn Thanh niên phường huy động 40 đoàn viên tham gia các tổ công nghệ số cộng đồng từ ngày "
            "01/9/2025 đến ngày 10/10/2025]].",
            [
                T(
                    "II.3",
                    ["Đoàn Thanh niên phường"],
                    [],
                    during("từ ngày 01/9/2025 đến ngày 10/10/2025", "2025-09-01", "2025-10-10"),
                )
            ],
        ),
        H("III. TỔ CHỨC THỰC HIỆN"),
        H("1. Văn phòng HĐND và UBND phường"),
        P(
            "- [[Chủ trì, phối hợp với Công an phường xây dựng phương án bảo đảm an ninh, trật tự]].",
            [T("III.1, gạch đầu dòng 1", ["Văn phòng HĐND và UBND phường"], ["Công an phường"])],
        ),
        P(
            "- [[Tổng hợp, báo cáo kết quả trước ngày 20/10/2025]].",
            [
                T(
                    "III.1, gạch đầu dòng 2",
                    ["Văn phòng HĐND và UBND phường"],
                    [],
                    by("trước ngày 20/10/2025", "2025-10-20"),
                )
            ],
        ),
        H("2. Các khu dân cư"),
        P(
            "- [[Vận động mỗi hộ gia đình có ít nhất một người biết sử dụng dịch vụ công trực tuyến]].",
            [T("III.2, gạch đầu dòng 1", ["Các khu dân cư"])],
        ),
        P("Trên đây là Kế hoạch tổ chức ngày hội chuyển đổi số phường An Đông năm 2025./."),
    ],
    authority=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
    position="PHÓ CHỦ TỊCH",
    signer="Đoàn Bảo Châu",
    recipients=["UBND tỉnh", "Đảng ủy, HĐND phường", "Các cơ quan, đơn vị thuộc phường", "Lưu: VT, VH-XH"],
)

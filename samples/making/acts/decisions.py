"""A decision with the plan that it issues: the plan has no number of its own, its tasks stand in the decision's record."""

from making.act import Act, C, H, P, T, by, during

_KH = "Kế hoạch"

DECISION = Act(
    name="decision-with-plan",
    layout="nd30",
    upper=[],
    issuer_lines=["ỦY BAN NHÂN DÂN", "TỈNH HẢI SƠN"],
    number="932/QĐ-UBND",
    place="Hải Sơn",
    date_line="Hải Sơn, ngày 17 tháng 6 năm 2022",
    kind="QUYẾT ĐỊNH",
    title="Về việc ban hành Kế hoạch phát triển làng nghề mây tre đan giai đoạn 2022 - 2025",
    authority_line=["ỦY BAN NHÂN DÂN TỈNH HẢI SƠN"],
    issuer="Ủy ban nhân dân tỉnh Hải Sơn",
    parent=None,
    issued_on="2022-06-17",
    bases=[
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
            "Luật Tổ chức chính quyền địa phương",
        ),
        (
            "Căn cứ Nghị định số 52/2018/NĐ-CP ngày 12 tháng 4 năm 2018 của Chính phủ về phát triển ngành nghề nông thôn;",
            "52/2018/NĐ-CP",
        ),
        (
            "Theo đề nghị của Giám đốc Sở Nông nghiệp và Phát triển nông thôn tại Tờ trình số 118/TTr-SNN ngày 02 tháng 6 "
            "năm 2022.",
            "118/TTr-SNN",
        ),
    ],
    body=[
        C("QUYẾT ĐỊNH:"),
        P(
            "**Điều 1.** Ban hành kèm theo Quyết định này Kế hoạch phát triển làng nghề mây tre đan giai đoạn 2022 - "
            "2025."
        ),
        P("**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký."),
        P(
            "**Điều 3.** Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở, Chủ tịch Ủy ban nhân dân các huyện, thành "
            "phố và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./."
        ),
    ],
    authority=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
    position="PHÓ CHỦ TỊCH",
    signer="Tạ Kim Liên",
    recipients=["Như Điều 3", "Thường trực Tỉnh ủy", "Chủ tịch, các Phó Chủ tịch UBND tỉnh", "Lưu: VT, KT"],
    annexes=[
        [
            C("KẾ HOẠCH"),
            C("Phát triển làng nghề mây tre đan giai đoạn 2022 - 2025"),
            P(
                "(Ban hành kèm theo Quyết định số 932/QĐ-UBND ngày 17 tháng 6 năm 2022 của Ủy ban nhân dân tỉnh Hải Sơn)",
                italic=True,
                centred=True,
            ),
            H("I. MỤC TIÊU"),
            P(
                "Đến năm 2025 có ít nhất 12 làng nghề mây tre đan được công nhận, thu nhập bình quân của người lao động "
                "đạt 6 triệu đồng một tháng."
            ),
            H("II. NHIỆM VỤ"),
            P(
                "1. [[Sở Nông nghiệp và Phát triển nông thôn quy hoạch 400 ha vùng nguyên liệu mây, tre; hoàn thành trước "
                "ngày 31/12/2022]].",
                [
                    T(
                        f"{_KH}, II.1",
                        ["Sở Nông nghiệp và Phát triển nông thôn"],
                        [],
                        by("trước ngày 31/12/2022", "2022-12-31"),
                    )
                ],
            ),
            P(
                "2. [[Sở Công Thương chủ trì, phối hợp với Sở Văn hóa, Thể thao và Du lịch tổ chức hội chợ làng nghề trong "
                "tháng 10/2022]].",
                [
                    T(
                        f"{_KH}, II.2",
                        ["Sở Công Thương"],
                        ["Sở Văn hóa, Thể thao và Du lịch"],
                        during("trong tháng 10/2022", "2022-10-01", "2022-10-31"),
                    )
                ],
            ),
            P(
                "3. [[Sở Lao động - Thương binh và Xã hội mở 30 lớp dạy nghề mây tre đan trong giai đoạn 2022 - 2025]].",
                [
                    T(
                        f"{_KH}, II.3",
                        ["Sở Lao động - Thương binh và Xã hội"],
                        [],
                        during("trong giai đoạn 2022 - 2025", "2022-01-01", "2025-12-31"),
                    )
                ],
            ),
            H("III. TỔ CHỨC THỰC HIỆN"),
            P(
                "1. Sở Tài chính: [[Thẩm định dự toán, trình Ủy ban nhân dân tỉnh bố trí kinh phí hỗ trợ làng nghề]].",
                [T(f"{_KH}, III.1", ["Sở Tài chính"])],
            ),
            P(
                "2. Ủy ban nhân dân các huyện, thành phố: [[Lập danh sách làng nghề đủ điều kiện công nhận, gửi Sở Nông "
                "nghiệp và Phát triển nông thôn trước ngày 30/9/2022]].",
                [
                    T(
                        f"{_KH}, III.2",
                        ["Ủy ban nhân dân các huyện, thành phố"],
                        [],
                        by("trước ngày 30/9/2022", "2022-09-30"),
                    )
                ],
            ),
        ]
    ],
)

"""Documents that order nothing of an office: the truth is `directive: false` and no tasks."""

from __future__ import annotations

from generator.act import Act, Block, Cell, Grid, Text
from generator.header import person
from generator.words import Chance, capital, table


def stranger(chance: Chance) -> Act:
    kind, make = chance.one(tuple(KINDS.items()))
    return Act(make(chance), {"directive": False, "tasks": []}, {"level": "none", "type": kind})


def _topic(chance: Chance) -> str:
    return str(chance.one(chance.one(table("works")["field"])["topic"]))


def speech(chance: Chance) -> list[Block]:
    topic = _topic(chance)
    lines = (
        "Kính thưa các vị đại biểu, thưa toàn thể hội nghị!",
        f"Hôm nay, tôi rất vui mừng được dự hội nghị về {topic}.",
        "Trong những năm qua, chúng ta đã vượt qua nhiều khó khăn và đạt được những kết quả đáng tự hào.",
        f"Tôi đề nghị các đồng chí tiếp tục quan tâm đến {topic}, coi đây là việc của mỗi gia đình.",
        "Chúc các vị đại biểu mạnh khỏe, chúc hội nghị thành công tốt đẹp. Xin trân trọng cảm ơn!",
    )
    return [
        Text("BÀI PHÁT BIỂU KHAI MẠC HỘI NGHỊ", bold=True, align="centre"),
        *(Text(line, level=1) for line in lines),
    ]


def news(chance: Chance) -> list[Block]:
    topic, who = _topic(chance), person(chance)
    lines = (
        f"{capital(topic)}: nhìn từ một xã vùng cao",
        f"Đến thăm gia đình ông {who} vào một buổi sáng cuối tuần, chúng tôi gặp cảnh cả nhà đang thu hoạch cà phê.",
        f"Theo ông, {topic} đã thay đổi cách nghĩ của bà con trong bản. Trước đây nhà nào cũng làm theo thói quen cũ.",
        "Năm ngoái, gia đình ông thu lãi hơn 120 triệu đồng, đủ cho hai con ăn học ở thành phố.",
        f"Tin, ảnh: {person(chance)}",
    )
    return [Text(line, bold=n == 0) for n, line in enumerate(lines)]


def form(chance: Chance) -> list[Block]:
    dots = "." * 40
    lines = (
        f"Kính gửi: {dots}",
        f"Tên tôi là: {dots} Sinh ngày: {dots}",
        f"Nơi ở hiện nay: {dots}",
        f"Nội dung đề nghị: {dots}",
        "Tôi xin cam đoan những lời khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật.",
        "Người làm đơn (ký, ghi rõ họ tên)",
    )
    head = (
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        chance.one(("ĐƠN ĐỀ NGHỊ XÁC NHẬN", "ĐƠN XIN NGHỈ PHÉP", "TỜ KHAI ĐĂNG KÝ")),
    )
    return [*(Text(line, bold=True, align="centre") for line in head), *(Text(line) for line in lines)]


def marks(chance: Chance) -> list[Block]:
    """A list of names with scores."""
    header = tuple(Cell(t, bold=True) for t in ("STT", "Họ và tên", "Ngày sinh", "Điểm Toán", "Điểm Văn", "Kết quả"))
    rows = []
    for n in range(1, chance.number(6, 14)):
        birth = f"{chance.number(1, 28):02}/{chance.number(1, 12):02}/{chance.number(2006, 2012)}"
        scores = [f"{chance.number(10, 40) / 4:.2f}".replace(".", ",") for _ in range(2)]
        rows.append(tuple(Cell(t) for t in (str(n), person(chance), birth, *scores, chance.one(("Đạt", "Không đạt")))))
    title = Text("DANH SÁCH THÍ SINH TRÚNG TUYỂN", bold=True, align="centre")
    return [title, Grid(header, tuple(rows), (0.6, 2.5, 1.4, 1.2, 1.2, 1.2))]


def contract(chance: Chance) -> list[Block]:
    a, b = person(chance), person(chance)
    lines = (
        "HỢP ĐỒNG THUÊ NHÀ",
        f"Bên A (bên cho thuê): Ông/Bà {a}",
        f"Bên B (bên thuê): Ông/Bà {b}",
        "Điều 1. Bên A cho bên B thuê căn nhà tại địa chỉ ghi trên với giá 5.000.000 đồng/tháng.",
        "Điều 2. Thời hạn thuê là 12 tháng kể từ ngày bàn giao nhà.",
        "Điều 3. Hợp đồng lập thành hai bản, mỗi bên giữ một bản có giá trị như nhau.",
    )
    return [Text(line, bold=n == 0, align="centre" if n == 0 else "justify") for n, line in enumerate(lines)]


def admission(chance: Chance) -> list[Block]:
    lines = (
        "THÔNG TIN TUYỂN SINH",
        f"Trường Cao đẳng nghề xét tuyển {chance.number(100, 900)} chỉ tiêu các ngành điện, hàn, nấu ăn, kế toán.",
        "Đối tượng: học sinh tốt nghiệp trung học cơ sở hoặc trung học phổ thông.",
        "Hồ sơ gồm: phiếu đăng ký, bản sao học bạ, 04 ảnh cỡ 3 x 4.",
        f"Học phí: {chance.number(6, 15)}.000.000 đồng/năm. Điện thoại tư vấn: 0900.000.{chance.number(100, 999)}.",
    )
    return [Text(line, bold=n == 0, align="centre" if n == 0 else "justify") for n, line in enumerate(lines)]


def recipe(chance: Chance) -> list[Block]:
    lines = (
        *("Cách nấu canh chua cá lóc", "Nguyên liệu: một con cá lóc, ba quả cà chua, nửa quả dứa, giá đỗ, me chín."),
        *("1. Làm sạch cá, cắt khúc, ướp muối và tiêu trong 15 phút.", "2. Phi thơm tỏi, xào cà chua và dứa."),
        *("3. Đổ nước, cho me, nấu sôi rồi thả cá.", "4. Nêm vừa miệng, cho giá và rau thơm, tắt bếp."),
    )
    return [Text(line, bold=n == 0) for n, line in enumerate(lines)]


def board(chance: Chance) -> list[Block]:
    """The export of a tracker: states, not orders."""
    header = tuple(Cell(t, bold=True) for t in ("Mã việc", "Công việc", "Trạng thái", "% hoàn thành", "Cập nhật lúc"))
    rows = []
    for n in range(1, chance.number(5, 10)):
        work = f"Rà soát {chance.one(chance.one(table('works')['field'])['check'])}"
        state = chance.one(("Đang thực hiện", "Hoàn thành", "Quá hạn"))
        when = f"{chance.number(1, 28):02}/{chance.number(1, 12):02}/2025 {chance.number(8, 17):02}:30"
        rows.append(tuple(Cell(t) for t in (f"CV-{n:04}", work, state, f"{chance.number(0, 10) * 10}%", when)))
    title = Text("BÁO CÁO TRẠNG THÁI CÔNG VIỆC - xuất từ phần mềm", bold=True, align="left")
    return [title, Grid(header, tuple(rows), (1.0, 3.5, 1.4, 1.0, 1.6))]


def law(chance: Chance) -> list[Block]:
    """Articles of a law: what holds for everybody, no order to an office."""
    thing = chance.one(("thư viện", "thể dục, thể thao", "đường sắt", "trợ giúp pháp lý", "điện ảnh"))
    lines = (
        f"LUẬT {thing.upper()}",
        "Điều 1. Phạm vi điều chỉnh",
        f"Luật này quy định về tổ chức, hoạt động và quản lý nhà nước về {thing}.",
        "Điều 2. Giải thích từ ngữ",
        "Trong Luật này, các từ ngữ dưới đây được hiểu như sau:",
        f"1. Hoạt động {thing} là hoạt động do tổ chức, cá nhân thực hiện theo quy định của Luật này.",
        f"2. Người sử dụng dịch vụ {thing} là cá nhân có nhu cầu và đủ điều kiện theo quy định.",
        "Điều 3. Các hành vi bị nghiêm cấm",
        "1. Lợi dụng hoạt động để trục lợi. 2. Cản trở hoạt động hợp pháp của tổ chức, cá nhân khác.",
    )
    return [
        Text(line, bold=n == 0 or line.startswith("Điều"), align="centre" if n == 0 else "justify")
        for n, line in enumerate(lines)
    ]


def house_rules(chance: Chance) -> list[Block]:
    place = chance.one(("THƯ VIỆN", "KÝ TÚC XÁ", "PHÒNG MÁY TÍNH", "BỂ BƠI"))
    lines = (
        *(f"NỘI QUY {place}", "1. Giữ gìn trật tự, không nói to, không hút thuốc."),
        *("2. Không mang đồ ăn, thức uống vào phòng.", "3. Để giày dép đúng nơi quy định."),
        *("4. Làm hỏng tài sản phải bồi thường.", "5. Giờ mở cửa: 7 giờ 30 đến 17 giờ hằng ngày."),
    )
    return [Text(line, bold=n == 0, align="centre" if n == 0 else "justify") for n, line in enumerate(lines)]


KINDS = {
    "law": law,
    "house rules": house_rules,
    "speech": speech,
    "news": news,
    "form": form,
    "marks": marks,
    "contract": contract,
    "admission": admission,
    "recipe": recipe,
    "tracker": board,
}

"""Acts that grow by one worst shape: many lines of one kind, one line of many pieces."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["SHAPES"]

_HEAD = """ỦY BAN NHÂN DÂN TỈNH HÀ GIANG
Số: 12/KH-UBND
Hà Giang, ngày 3 tháng 4 năm 2024
KẾ HOẠCH
Chăm sóc cây xanh năm 2024
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
I. MỤC ĐÍCH
Làm cho thành phố xanh hơn.
II. NHIỆM VỤ
1. Sở Xây dựng chủ trì lập danh mục cây trồng trước ngày 30/6/2024.
"""
_TAIL = """
III. TỔ CHỨC THỰC HIỆN
Yêu cầu các sở, ban, ngành thực hiện nghiêm túc Kế hoạch này./.
Nơi nhận:
- Như trên;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn An
"""
_BODIES = ("Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế", "Sở Tư pháp", "Công an tỉnh", "Ban Dân tộc")
_ROMANS = ("I", "II", "III", "IV", "V")
_DAY = "Hà Giang: ban hành kế hoạch\n(Ngày 3/4/2024)\n"

Shape = Callable[[int], str]


def body(n: int) -> str:
    return _BODIES[n % len(_BODIES)]


def act(words: str) -> str:
    return _HEAD + words + _TAIL


def lines(line: Callable[[int], str]) -> Shape:
    return lambda n: act("\n".join(line(i) for i in range(n)))


def one_line(opening: str, piece: Callable[[int], str]) -> Shape:
    """One paragraph of so many pieces."""
    return lambda n: act(opening + "".join(piece(i) for i in range(n)))


SHAPES: dict[str, Shape] = {
    # many lines of one kind
    "plain lines": lines(lambda i: f"Thực hiện chăm sóc cây xanh trên tuyến đường số {i} theo quy định của thành phố"),
    "capitals": lines(lambda i: f"CHĂM SÓC CÂY XANH TUYẾN ĐƯỜNG SỐ {i}"),
    "lead-ins": lines(lambda i: f"Tuyến đường số {i} cần làm:"),
    "bodies as headings": lines(lambda i: f"{body(i)}:"),
    "bodies as bullets": lines(lambda i: f"- {body(i)};"),
    "bodies and bullets": lines(
        lambda i: f"{i % 900 + 1}. {body(i)}:\n- Chủ trì xây dựng kế hoạch số {i} trước ngày 30/6/2024."
    ),
    "bullets": lines(lambda i: f"- Giao {body(i)} chủ trì, phối hợp với {body(i + 3)} rà soát cây trồng đợt {i}."),
    "numbers": lines(lambda i: f"{i % 900 + 1}. {body(i)} chủ trì rà soát đợt {i} trước ngày 15/{i % 12 + 1}/2024."),
    "letters": lines(lambda i: f"{'abcdđeghik'[i % 10]}) {body(i)} chủ trì rà soát cây trồng đợt {i}."),
    "headings": lines(lambda i: f"{_ROMANS[i % 5]}. NHÓM NHIỆM VỤ SỐ {i}"),
    "articles": lines(lambda i: f"Điều {i + 1}. {body(i)} có trách nhiệm chăm sóc cây xanh."),
    "pluses": lines(lambda i: f"+ {body(i)}: {body(i + 1)}, {body(i + 2)} rà soát"),
    "labels of tasks": lines(
        lambda i: f"Rà soát đợt {i}.\nCơ quan chủ trì: {body(i)}.\nThời gian: Quý {_ROMANS[i % 4]}/2024."
    ),
    "times": lines(lambda i: f"Thời gian hoàn thành: tháng {i % 12 + 1}/2024."),
    "targets": lines(lambda i: f"- Tỷ lệ hộ dân có cây xanh đạt {i % 100}% trở lên năm 2025."),
    "tabs": lines(lambda i: "\t" * (i % 40) + "Sở Y tế\tchủ trì\tthực hiện"),
    "signatures": lines(lambda i: f"KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn {chr(65 + i % 26)}"),
    "mottoes": lines(lambda i: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
    "numbers of acts": lines(lambda i: f"Số: {i}/KH-UBND"),
    "places and dates": lines(lambda i: f"Hà Giang, ngày {i % 28 + 1} tháng 4 năm 2024"),
    "annexes": lines(
        lambda i: f"PHỤ LỤC {i}\nDANH MỤC CÂY\n(Kèm theo Kế hoạch số 12/KH-UBND)\n1. Sở Y tế trồng cây {i}."
    ),
    "legal bases": lambda n: (
        _HEAD.replace(
            "Căn cứ",
            "".join(f"Căn cứ Nghị định số {i}/2020/NĐ-CP ngày 5/3/2020 của Chính phủ;\n" for i in range(n)) + "Căn cứ",
        )
        + _TAIL
    ),
    "recipients": lambda n: (
        _HEAD + _TAIL.replace("- Như trên;", "- Như trên;\n" + "\n".join(f"- {body(i)} số {i};" for i in range(n)))
    ),
    "addressees": lambda n: (
        _HEAD.replace("I. MỤC", "Kính gửi:\n" + "\n".join(f"- {body(i)} số {i};" for i in range(n)) + "\nI. MỤC")
        + _TAIL
    ),
    "lines of the title": lambda n: (
        _HEAD.replace("Chăm sóc", "\n".join(f"Chăm sóc cây xanh đợt {i}" for i in range(n)) + "\nChăm sóc") + _TAIL
    ),
    "acts": lambda n: "\n".join([_HEAD + _TAIL] * (n // 20)),
    "news": lambda n: (
        _DAY
        + "UBND tỉnh Hà Giang vừa ban hành Kế hoạch số 8/KH-UBND ngày 3/4/2024 về chăm sóc cây xanh.\n"
        + "\n".join(f"Theo đó, {body(i)} chủ trì thực hiện đợt {i}." for i in range(n))
    ),
    # one line of many pieces
    "sentences": one_line("2. ", lambda i: f"Sở Y tế chủ trì rà soát đợt {i}. Ông A. làm. "),
    "commas": one_line("2. Sở Xây dựng chủ trì ", lambda i: "chăm sóc cây xanh, "),
    "bodies": one_line("2. Giao ", lambda i: f"{body(i)}, "),
    "communes": one_line("2. Giao UBND các xã: ", lambda i: f"Tân Lập{i}, "),
    "dates": one_line("2. Sở Y tế báo cáo trước ", lambda i: f"ngày {i % 28 + 1}/{i % 12 + 1}/2024, "),
    "rhythms": one_line("2. Sở Y tế báo cáo ", lambda i: "hằng tháng, quý, 6 tháng, năm, "),
    "years": one_line("2. Giai đoạn ", lambda i: "2024-2025, "),
    "citations": one_line("2. Theo ", lambda i: f"Nghị định số {i}/2020/NĐ-CP ngày 5/3/2020 của Chính phủ, "),
    "announced": lambda n: (
        _DAY + " ".join(f"UBND tỉnh vừa ban hành Kế hoạch số {i}/KH-UBND ngày 3/4/2024 về cây xanh." for i in range(n))
    ),
    "announced in one sentence": lambda n: (
        _DAY
        + "".join(
            f"Ngày 3/4/2024, UBND tỉnh ban hành Kế hoạch số {i}/KH-UBND về cây xanh, theo đó các sở thực hiện:"
            for i in range(n)
        )
    ),
    "dots": one_line("2. Sở Y tế ", lambda i: "." * 10),
    "dots and blanks": one_line("2. Sở Y tế ", lambda i: ". " * 10),
    "brackets": one_line("2. Sở Y tế ", lambda i: "(" * 10),
    "digits and dots": one_line("", lambda i: "1." * 10),
    "digits and strokes": one_line("2. Sở Y tế ", lambda i: "1/" * 10),
    "dashes": one_line("2. Sở Y tế ", lambda i: "- " * 10),
    "quotation marks": one_line("2. Sở Y tế ", lambda i: "“a “a “a "),
    "and": one_line("2. Giao Sở Y tế ", lambda i: "và Sở Nội vụ "),
    "orders": one_line("2. ", lambda i: "giao " * 5),
    "leads": one_line("2. Sở Y tế ", lambda i: "chủ trì, phối hợp với "),
    "last days": one_line("2. Sở Y tế ", lambda i: "trước ngày "),
    "names": one_line("2. ", lambda i: "Nguyễn " * 5),
    "symbols and amounts": one_line("- ", lambda i: "12/2023/QĐ-UBND-VP-KT tái 10 xã "),
    "symbols": one_line("2. ", lambda i: "12/KH-UBND "),
}

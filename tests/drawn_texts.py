"""Names, lists, times, orders and tables put together of parts, as lots draw them: edges that nobody thought of.

They have no truth of their own: what is read of them is kept in tests/readings and looked at when it changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from random import Random

import test_tasks_tables
from what_is_read import UNDER, in_line, ordered, usual, value

from vnplans.extract.agencies.full_names import NOWHERE, Context, agency_of
from vnplans.extract.tables.columns import guessed
from vnplans.extract.tables.grid import rows_of
from vnplans.pages import Pages

__all__ = ["DRAWN"]

SEED = 28


def _drawn(count: int, *parts: tuple[str, ...]) -> tuple[str, ...]:
    every = ["".join(some) for some in product(*parts)]
    return tuple(Random(SEED).sample(every, count))


NAMES = _drawn(
    700,
    (
        *("Sở", "Phòng", "Ban Quản lý", "Trung tâm", "Trường Trung học cơ sở", "Trường THPT", "Bệnh viện Đa khoa"),
        *("Công ty TNHH", "Chi cục", "Hội", "UBND", "Văn phòng", "Đội", "Tổ công tác", "Ban Chỉ đạo", "Hội đồng"),
        *("Cục", "Trạm", "Công đoàn", "Viện", "Liên đoàn", "Phòng GD&ĐT", "Ban QLDA", "Đồn Công an"),
    ),
    (
        *(" Nội vụ", " Giáo dục và Đào tạo", " dự án đầu tư xây dựng", " Y tế dự phòng", " Nguyễn Trãi", " Chợ Rẫy"),
        *(" MTV Cây Xanh", " Trồng trọt & Bảo vệ thực vật", " Phụ nữ", " GD&ĐT", " PCTT và TKCN", " số 1", " vi sinh"),
        *(" Khu vực III", " Trung ương I", " vùng Đông Bắc", " TƯ", " cán bộ đại học", " Tổ chức - Hành chính", ""),
    ),
    (
        *(
            " tỉnh Lào Cai",
            " xã Tân Lập",
            " thành phố Hồ Chí Minh",
            " TP. Huế",
            " P. Bến Nghé",
            " TT. Ba Vì",
            " quận 1",
        ),
        *(" huyện đảo Bạch Long Vĩ", " Hà Nội", " khu vực Thủ Đức", " phường Tân Phú - Đông", " thị xã", " P. HT", ""),
        *(" (cơ sở 2)", ", xã Sa Pả", " và Môi trường", " của tỉnh", " KV5", " xã hội"),
    ),
)
"""Names of bodies, which are read as they stand, and in capitals."""

_BODIES = (
    *("Sở Y tế", "UBND các xã Tân Lập, Phú Thịnh", "các phòng, ban", "Trưởng các thôn", "02 trường THCS", "Công an xã"),
    *(
        "đồng chí Bí thư Đảng ủy",
        "Chánh Văn phòng",
        "các sở, ban, ngành",
        "Hội Phụ nữ (cơ quan thường trực)",
        "xã Phú Thịnh",
    ),
    *(
        "Chủ tịch UBND các huyện",
        "Phó Trưởng ban",
        "Tổ trưởng tổ dân phố số 5",
        "Chi nhánh Điện lực Sa Pa",
        "Công ty Cây Xanh",
    ),
    *("các đơn vị thuộc và trực thuộc", "Trung tâm Xúc tiến đầu tư, thương mại và du lịch", "Đảng ủy xã", "thôn 3"),
    *("Ban Quản lý công trình dân dụng và công nghiệp", "Cục An toàn bức xạ và hạt nhân", "đ/c Nam", "mỗi hộ dân"),
    *(
        "Tổ công tác liên ngành về dữ liệu",
        "Bí thư, Trưởng thôn 9 thôn",
        "cơ quan liên quan",
        "cơ sở sản xuất, kinh doanh",
    ),
)
LISTS = _drawn(
    500,
    ("", "Giao ", "1. "),
    _BODIES,
    (", ", " và ", "; ", " cùng với ", " - ", "/", ", và ", " & ", ": ", " (", " của ", " thuộc "),
    _BODIES,
    (
        "",
        " tổ chức kiểm tra.",
        " năm 2024",
        ", đơn vị khác",
        ":",
        " có trách nhiệm: lập sổ",
        ") rà soát",
        " và ngành văn hóa",
    ),
)
"""Bodies behind each other."""

_POINTS = (
    *("trước ngày 15/6", "từ ngày 01/6 đến hết ngày 20/6/2024", "quý II", "tháng 5 và tháng 9", "ngày 5, 6/6/2024"),
    *("giai đoạn 2024 - 2026", "hằng tháng", "định kỳ 6 tháng, năm", "chậm nhất ngày 25 hằng tháng", "đến năm 2025"),
    *("sau 5 ngày làm việc kể từ ngày nhận hồ sơ", "rằm tháng Giêng", "thường xuyên", "thứ sáu hằng tuần", "dịp Tết"),
    *(
        "ngay sau khi khai mạc",
        "trong 15 ngày",
        "tuần 1 tháng 6",
        "8h00 ngày 12/6",
        "năm học 2024-2025",
        "31/12 hằng năm",
    ),
    *("ngày 30/4 và 01/9 hằng năm", "cuối năm", "từ năm 2025", "tháng 7/2024", "đột xuất khi có yêu cầu", "2 tuần/lần"),
)
TIMES = _drawn(
    600,
    ("", "Báo cáo ", "Nộp sổ: ", "Văn bản có hiệu lực "),
    _POINTS,
    (", ", "; ", " và ", " đến ", " - ", " (", " hoặc ", ". Tổ chức hội thi "),
    _POINTS,
    ("", ".", ")", " tại hội trường", " theo quy định."),
)
"""Times behind each other."""

ORDERS = _drawn(
    600,
    (
        *("", "Căn cứ tình hình thực tế, ", "Trong quý II/2024, ", "Trước ngày 15/6/2024, ", "Đối với hộ nghèo: "),
        *("Về kinh phí: ", "Thực hiện Công văn số 12/UBND-VX ngày 02/5/2024, ", "Riêng ", "Ngoài ra, ", "Hằng năm "),
        *("Trên cơ sở đề nghị của Sở Tư pháp; ", "Để làm tốt việc này, "),
    ),
    (
        *(
            "Sở Y tế",
            "giao Sở Nội vụ",
            "các xã, thị trấn",
            "Đ/c Hải",
            "Chủ tịch UBND xã giao Trạm Thú y",
            "Trưởng thôn",
        ),
        *(
            "đề nghị Hội Phụ nữ tỉnh",
            "UBND các huyện, thành phố",
            "Hạt Kiểm lâm",
            "",
            "tổ văn nghệ",
            "Bí thư chi bộ bản",
        ),
    ),
    (
        *(" chủ trì rà soát hồ sơ", " có trách nhiệm lập danh sách", ": kiểm tra đê", " phụ trách", " rà soát cây"),
        *(" chịu trách nhiệm về số liệu", " chủ trì, phối hợp với Sở Tài chính lập dự toán", " được giao làm đầu mối"),
        *(" thống nhất giao Phòng Nội vụ kiểm tra", " là cơ quan thường trực", " tổ chức hội thi: Phòng Văn hóa"),
    ),
    (
        *("", "; báo cáo kết quả trước ngày 20/6/2024", "; các xã phối hợp thực hiện", ". Sở Tư pháp thẩm định"),
        *(
            ", gồm: sổ, phiếu; trình UBND tỉnh",
            "; đồng thời không để xảy ra sai sót",
            " (giao Phòng Nội vụ, quý II/2024)",
        ),
        *(
            " - Trạm Y tế",
            "; kết quả: 02 hội nghị",
            ", do Hội Nông dân thực hiện",
            " theo quy định; định kỳ 6 tháng báo cáo",
        ),
        *(": Sở Nội vụ, tháng 10", ". Đoàn Thanh niên phụ trách, xong trước 26/3", " (Đ/c Lan, đ/c Mai; hạn 30/4)"),
    ),
    (".", ";", ""),
)
"""Paragraphs that give work to somebody, or nearly."""

_HEADS = {
    "serial": ("TT", ""),
    "work": ("Nội dung công việc", "Hạng mục", "Cột lạ", ""),
    "lead": ("Chủ trì", "Đơn vị", "Đơn vị thực hiện", "Cột khác", ""),
    "partner": ("Phối hợp", "Thành phần", "Người lo", ""),
    "time": ("Thời gian", "Ghi chú", ""),
    "figure": ("Số lượng", "Cột số", ""),
}
_CELLS = {
    "serial": ("{n}", "{n}.", "a)", "-"),
    "work": ("Rà soát hồ sơ cán bộ thôn {n}", "Đường liên thôn {n} đoạn qua xã Tân Lập", "Trồng cây", "Cây {n}"),
    "lead": ("Sở Y tế", "Trạm Thú y", "Tổ Xanh", "Lê Văn Tám", ""),
    "partner": ("Sở Nội vụ", "Công an tỉnh, Tỉnh đoàn", "người dân", ""),
    "time": ("1{n}/6/2024", "Quý II", "2025", "8h00", "thường xuyên", ""),
    "figure": ("{n}2", "1.500", "50%", "ít"),
}
_ROWS = 6


def _table(lot: Random) -> str:
    """A header and rows; of each column most cells are of one kind, and some of another."""
    columns = [name for name in _HEADS if lot.random() < 0.75] or ["work"]
    if lot.random() < 0.2:
        lot.shuffle(columns)
    kinds = [(lot.choice(_CELLS[name]), lot.choice(_CELLS[name]), lot.randint(2, _ROWS)) for name in columns]
    rows = [
        [(usual if row < most else other).format(n=row + 1) for usual, other, most in kinds]
        for row in range(lot.choice((2, 3, _ROWS, _ROWS)))
    ]
    heads = [lot.choice(_HEADS[name]) for name in columns]
    return "\n".join(" | ".join(row) for row in (heads, *rows))


_LOT = Random(SEED)
TABLES = tuple(_table(_LOT) for _ in range(400))
"""Tables that order work, or nearly."""


# How they are read ----------------------------------------------------------------------------------------------------


def _a_name(text: str) -> Iterator[str]:
    """A name as it stands, in capitals, and at another day and place."""
    told = set[str]()
    for name, context in ((text, NOWHERE), (text.upper(), NOWHERE), (text, ELSEWHERE)):
        said = value({**agency_of(name, context=context).model_dump(mode="json"), "text": None})
        if said not in told:
            yield said
        told.add(said)


ELSEWHERE = Context("Cao Bằng", "Ủy ban nhân dân xã Tân Lập", dt.date(2026, 3, 1))


def _an_order(text: str) -> Iterator[str]:
    found = ordered(UNDER["below: "], text)
    yield from (said for said in found if said not in usual(UNDER["below: "]))


def _a_table(text: str) -> Iterator[str]:
    """What its columns hold, and its tasks."""
    pages = Pages(tuple(test_tasks_tables.blocks(text)), "text", "text/plain")
    if columns := guessed(rows_of(pages, 0)):
        yield f"{columns.first_row} {value(columns.fields)}"
    for found in test_tasks_tables.findings(text):
        if hasattr(found, "code"):
            yield f"! {found.code}"
        else:
            task = found.value
            bodies = (*task.lead_agencies, "-", *task.coordinating_agencies)
            when = task.deadline
            said = " | ".join(getattr(body, "text", "-") for body in bodies)
            yield f"{task.content} | {said} | {when.text if when else ''} | {task.deliverable or ''}"


DRAWN: dict[str, tuple[Sequence[str], Callable[[str], Iterable[str]]]] = {
    "names": (NAMES, _a_name),
    "lists": (LISTS, lambda text: in_line(text, 0)),
    "times": (TIMES, lambda text: in_line(text, 0)),
    "orders": (ORDERS, _an_order),
    "tables": (TABLES, _a_table),
}

"""A department's web page that reports two plans; one record for each."""

from html import escape
from typing import Any

from making.act import by, every

_OPENING = (
    "Ngày 14/02/2024, Ủy ban nhân dân tỉnh Lam Giang ban hành Kế hoạch số 71/KH-UBND về phát triển nghề trồng dâu nuôi tằm "
    "năm 2024 và Kế hoạch số 72/KH-UBND về quản lý giết mổ gia súc, gia cầm tập trung năm 2024, theo đó các sở, ngành, "
    "địa phương cần thực hiện những nhiệm vụ sau:"
)
_SILK = [
    "Quy hoạch vùng trồng dâu tập trung dọc sông Lam Giang",
    "hỗ trợ giống dâu lai cho 500 hộ dân trước ngày 30/4/2024",
    "tổ chức lớp dạy nghề ươm tơ tại các hợp tác xã",
]
_MEAT = [
    "Rà soát các điểm giết mổ nhỏ lẻ trong khu dân cư",
    "kiểm tra điều kiện vệ sinh thú y của các cơ sở giết mổ hằng quý",
    "xử lý nghiêm việc vận chuyển gia súc không rõ nguồn gốc",
]
_CLOSING = (
    "Trên cơ sở chức năng, nhiệm vụ được giao, các sở, ban, ngành tỉnh; UBND các huyện, thành phố triển khai thực hiện đầy "
    "đủ các nhiệm vụ tại hai Kế hoạch nêu trên."
)
_LINES = [
    "Kế hoạch phát triển nghề dâu tằm và quản lý giết mổ tập trung năm 2024",
    "16/02/2024 08:30:00",
    _OPENING,
    f"Đối với nghề trồng dâu nuôi tằm: {'; '.join(_SILK)}.",
    f"Đối với quản lý giết mổ gia súc, gia cầm: {'; '.join(_MEAT)}.",
    _CLOSING,
    "Nguồn tin: Phòng Chăn nuôi",
    "Lượt truy cập: 1.204",
]
TEXT = "\n\n".join(_LINES) + "\n"
HTML = (
    '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>Tin tức</title>\n'
    "<style>p {margin: 0}</style><script>var luot = 1204;</script></head>\n<body><nav><a href='#'>Trang chủ</a></nav>\n"
    f"<h1>{escape(_LINES[0])}</h1>\n"
    + "\n".join(f"<p>{escape(line)}</p>" for line in _LINES[1:])
    + "\n</body></html>\n"
)
_LEAD = ["các sở, ban, ngành tỉnh", "UBND các huyện, thành phố"]


def _task(content: str, where: str, deadline: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "content": content,
        "where": where,
        "lead": _LEAD,
        "coordinating": [],
        "deadline": deadline,
        "product": None,
    }


def _record(
    number: str, title: str, section: str, clauses: list[str], times: dict[int, dict[str, Any]]
) -> dict[str, Any]:
    return {
        "number": number,
        "doc_type": "KẾ HOẠCH",
        "issuer": "Ủy ban nhân dân tỉnh Lam Giang",
        "parent_issuer": None,
        "issued_on": "2024-02-14",
        "place": None,
        "title": title,
        "signer": None,
        "recipients": [],
        "legal_bases": [],
        "tasks": [_task(c, f"{section}, clause {n}", times.get(n)) for n, c in enumerate(clauses, 1)],
    }


RECORDS = [
    _record(
        "71/KH-UBND",
        "về phát triển nghề trồng dâu nuôi tằm năm 2024",
        "Đối với nghề trồng dâu nuôi tằm",
        _SILK,
        {2: by("trước ngày 30/4/2024", "2024-04-30")},
    ),
    _record(
        "72/KH-UBND",
        "về quản lý giết mổ gia súc, gia cầm tập trung năm 2024",
        "Đối với quản lý giết mổ gia súc, gia cầm",
        _MEAT,
        {2: every("hằng quý", "FREQ=MONTHLY;INTERVAL=3")},
    ),
]

"""Portal pages that announce acts: a digest, one act with bullets, an act without its number, a page that only cites."""

from dataclasses import dataclass, field
from html import escape
from typing import Any

from making.act import by

_MENU = ("Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Thủ tục hành chính", "Liên hệ")
_RELATED = ("Khai trương tuyến xe buýt ven sông", "Sở Y tế ban hành Kế hoạch số 3/KH-SYT về tiêm chủng")


@dataclass(frozen=True)
class Page:
    """A page of news: its headline, its date line, its paragraphs ("- " begins a bullet) and its true records."""

    name: str
    headline: str
    day: str
    paragraphs: list[str]
    records: list[dict[str, Any]] = field(default_factory=list)
    attached: str = ""
    """The address of the act's text, linked below the article."""

    @property
    def as_text(self) -> bool:
        """The words alone tell the same record: no link, and a number that the tasks are known by."""
        return not self.attached and all(r["number"] or not r["tasks"] for r in self.records)

    @property
    def text(self) -> str:
        below = ["Xem văn bản tại đây"] if self.attached else []
        return "\n\n".join([self.headline, self.day, *self.paragraphs, *below, "Nguồn: Cổng thông tin điện tử"]) + "\n"

    @property
    def html(self) -> str:
        """The same words as a portal serves them: menu, side column, comments, cookie bar and footer around them."""
        menu = "".join(f'<li><a href="/m{n}">{escape(word)}</a></li>' for n, word in enumerate(_MENU))
        related = "".join(f'<li><a href="/t{n}">{escape(word)}</a></li>' for n, word in enumerate(_RELATED))
        link = f'<p>Xem văn bản <a href="{self.attached}">tại đây</a></p>' if self.attached else ""
        return (
            '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>Tin tức</title>\n'
            f'<link rel="canonical" href="https://lamgiang.example.vn/tin/{self.name}">\n'
            "<script>var tin = '<p>UBND tỉnh ban hành Kế hoạch số 1/KH-UBND</p>';</script></head>\n"
            f'<body><div class="top-bar"><ul class="menu">{menu}</ul></div>\n<div class="wrap"><div class="col-main">\n'
            f"<h1>{escape(self.headline)}</h1>\n<div class='news-detail'><p>{escape(self.day)}</p>\n"
            + _body(self.paragraphs)
            + f"\n{link}<p>Nguồn: Cổng thông tin điện tử</p></div>\n"
            f'<div class="related"><h3>Tin liên quan</h3><ul>{related}</ul></div>\n'
            '<div id="comments"><p>Bạn đọc: Đề nghị UBND tỉnh yêu cầu các sở công khai tiến độ từng việc.</p></div></div>\n'
            f'<div class="sidebar"><ul>{related}</ul></div></div>\n'
            '<div class="cookie-bar">Trang này dùng cookie, hãy bấm đồng ý để tiếp tục.</div>\n'
            '<div class="footer">Cơ quan chủ quản: UBND tỉnh Lam Giang. Giấy phép số 8/GP-TTĐT. Điện thoại: 0200.000.000.'
            "</div></body></html>\n"
        )


def _body(paragraphs: list[str]) -> str:
    lines: list[str] = []
    for place, words in enumerate(paragraphs):
        bullet = words.startswith("- ")
        opens = bullet and not paragraphs[place - 1].startswith("- ")
        closes = bullet and (place + 1 == len(paragraphs) or not paragraphs[place + 1].startswith("- "))
        item = f"<li>{escape(words[2:])}</li>" if bullet else f"<p>{escape(words)}</p>"
        lines.append(("<ul>" if opens else "") + item + ("</ul>" if closes else ""))
    return "\n".join(lines)


def _record(**told: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(("number", "doc_type", "issuer", "parent_issuer", "issued_on", "place", "title", "signer"))
    return {**nothing, "recipients": [], "legal_bases": [], "tasks": [], **told}


def _task(where: str, content: str, *lead: str, **more: Any) -> dict[str, Any]:
    return {
        "content": content,
        "where": where,
        "lead": list(lead),
        "coordinating": [],
        "deadline": None,
        "product": None,
        **more,
    }


_DIGEST = Page(
    "announced-digest",
    "Văn bản chỉ đạo, điều hành mới của tỉnh Lam Giang",
    "Thứ sáu, 08/3/2024 16:05",
    [
        "Ngày 06/3/2024, UBND tỉnh ban hành Kế hoạch số 88/KH-UBND về phòng, chống cháy rừng mùa khô năm 2024. Kế hoạch yêu "
        "cầu Chi cục Kiểm lâm cắm biển cấm lửa tại các khu rừng trọng điểm trước ngày 31/3/2024.",
        "Cùng ngày, Chủ tịch UBND tỉnh Hoàng Văn Lĩnh ký Chỉ thị số 09/CT-UBND về tăng cường quản lý cát, sỏi lòng sông. Chỉ "
        "thị nêu rõ, Sở Tài nguyên và Môi trường rà soát các giấy phép khai thác; lắp trạm cân tại các bến bãi.",
    ],
    [
        _record(
            number="88/KH-UBND",
            doc_type="KẾ HOẠCH",
            issuer="Ủy ban nhân dân tỉnh Lam Giang",
            issued_on="2024-03-06",
            title="về phòng, chống cháy rừng mùa khô năm 2024",
            tasks=[
                _task(
                    "đoạn 1",
                    "cắm biển cấm lửa tại các khu rừng trọng điểm trước ngày 31/3/2024.",
                    "Chi cục Kiểm lâm",
                    deadline=by("trước ngày 31/3/2024", "2024-03-31"),
                )
            ],
        ),
        _record(
            number="09/CT-UBND",
            doc_type="CHỈ THỊ",
            issuer="Ủy ban nhân dân tỉnh Lam Giang",
            issued_on="2024-03-06",
            title="về tăng cường quản lý cát, sỏi lòng sông",
            tasks=[
                _task("đoạn 2, ý 1", "rà soát các giấy phép khai thác", "Sở Tài nguyên và Môi trường"),
                _task("đoạn 2, ý 2", "lắp trạm cân tại các bến bãi.", "Sở Tài nguyên và Môi trường"),
            ],
        ),
    ],
)
_BULLETS = Page(
    "announced-bullets",
    "Lam Giang: Chuẩn bị đón mùa nước nổi",
    "21/7/2023 09:10",
    [
        "(CTTĐT) - Phó Chủ tịch UBND tỉnh Lam Giang Đỗ Thị Hạnh vừa ký ban hành Công văn số 2304/UBND-KT ngày 19/7/2023 gửi "
        "các sở, ban, ngành và UBND các huyện về việc chủ động đón mùa nước nổi.",
        "Những năm qua, tỉnh đã xây được 120 km đê bao.",
        "UBND tỉnh yêu cầu Sở Nông nghiệp và Phát triển nông thôn:",
        "- Kiểm tra các cống dưới đê;",
        "- Lập danh sách hộ dân cần di dời trước ngày 15/8/2023.",
        "UBND các huyện phải bố trí điểm giữ trẻ trong những ngày nước lớn.",
        "Ông Trần Văn Sáu, Chi cục trưởng Chi cục Thủy lợi cho biết, mực nước năm nay lên chậm.",
    ],
    [
        _record(
            number="2304/UBND-KT",
            doc_type="CÔNG VĂN",
            issuer="Ủy ban nhân dân tỉnh Lam Giang",
            issued_on="2023-07-19",
            title="về việc chủ động đón mùa nước nổi",
            tasks=[
                _task("gạch đầu dòng 1", "Kiểm tra các cống dưới đê;", "Sở Nông nghiệp và Phát triển nông thôn"),
                _task(
                    "gạch đầu dòng 2",
                    "Lập danh sách hộ dân cần di dời trước ngày 15/8/2023.",
                    "Sở Nông nghiệp và Phát triển nông thôn",
                    deadline=by("trước ngày 15/8/2023", "2023-08-15"),
                ),
                _task("đoạn 3", "bố trí điểm giữ trẻ trong những ngày nước lớn.", "UBND các huyện"),
            ],
        )
    ],
    attached="/van-ban/2304-ubnd-kt.pdf",
)
_UNNUMBERED = Page(
    "announced-unnumbered",
    "Đưa sách về các bản vùng cao",
    "02/10/2025",
    [
        "UBND tỉnh Lam Giang vừa ban hành kế hoạch phát triển văn hóa đọc ở các xã vùng cao năm 2026.",
        "Theo đó, UBND tỉnh giao Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với Sở Giáo dục và Đào tạo luân chuyển sách "
        "đến các điểm trường.",
    ],
    [
        _record(
            doc_type="KẾ HOẠCH",
            issuer="Ủy ban nhân dân tỉnh Lam Giang",
            title="phát triển văn hóa đọc ở các xã vùng cao năm 2026",
            tasks=[
                _task(
                    "đoạn 2",
                    "chủ trì, phối hợp với Sở Giáo dục và Đào tạo luân chuyển sách đến các điểm trường.",
                    "Sở Văn hóa, Thể thao và Du lịch",
                    coordinating=["Sở Giáo dục và Đào tạo"],
                )
            ],
        )
    ],
)
_CITES = Page(
    "announced-nothing",
    "Hội nghị sơ kết phong trào vệ sinh đồng ruộng",
    "15/11/2022",
    [
        "Sáng 14/11, Hội Nông dân tỉnh Lam Giang tổ chức hội nghị sơ kết một năm phong trào vệ sinh đồng ruộng.",
        "Thực hiện Kế hoạch số 45/KH-UBND ngày 20/01/2022 của UBND tỉnh, các cấp hội đã đặt 900 bể chứa vỏ thuốc trên đồng.",
        "Trước đó, Sở Nông nghiệp và Phát triển nông thôn đã ban hành Hướng dẫn số 310/HD-SNN về thu gom vỏ thuốc.",
    ],
    [_record()],
)
PAGES = (_DIGEST, _BULLETS, _UNNUMBERED, _CITES)

"""The day on which a page was published, as its source says: it gives the year of a day told without one."""

from __future__ import annotations

import datetime as dt

import pytest

from vnplans.pipeline import parse_bytes, read_bytes

PAGE = """<html><head>{head}</head><body><nav><a href="a">Trang chủ</a><a href="b">Tin</a></nav><article>
<h1>Siết quản lý bến bãi</h1>{mark}<p>Ngày 10/6, UBND tỉnh Lào Cai ban hành Kế hoạch số 145/KH-UBND về quản lý
bến bãi ven sông.</p><p>Theo đó, các huyện rà soát bến bãi, báo cáo Sở Xây dựng để tổng hợp chung cho toàn tỉnh trong
mùa mưa lũ này.</p></article><footer>Bản quyền</footer></body></html>"""


def _page(head: str = "", mark: str = "") -> bytes:
    return PAGE.format(head=head, mark=mark).encode()


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ('<meta property="article:published_time" content="2024-06-12T09:20:00+07:00">', ""),
        ('<meta name="pubdate" content="2024-06-12 09:20">', ""),
        ('<meta itemprop="datePublished" content="2024-06-11T23:30:00Z">', ""),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-06-12"}</script>', ""),
        ("", '<time datetime="2024-06-12T09:20:00+07:00">2 ngày trước</time>'),
        ("", '<span itemprop="datePublished" content="2024-06-12">Hôm kia</span>'),
    ],
)
def test_the_source_tells_the_day(head: str, mark: str) -> None:
    data = _page(head, mark)
    assert read_bytes(data, "tin.html").posted == dt.date(2024, 6, 12)
    record = parse_bytes(data, "tin.html")[0]
    assert record.issued_on == dt.date(2024, 6, 10)
    assert "year_of_page" in {note.code for note in record.notes}
    assert [quote.text for quote in record.evidence["/issued_on"]] == ["Ngày 10/6"]


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("", ""),
        ('<meta property="article:published_time" content="hôm qua">', ""),
        ('<meta property="article:modified_time" content="2024-06-12">', ""),
        ('<meta name="date" content="2024-06-12"><meta name="pubdate" content="2023-01-05">', ""),
    ],
)
def test_no_day_or_two_are_none(head: str, mark: str) -> None:
    data = _page(head, mark)
    assert read_bytes(data, "tin.html").posted is None
    assert parse_bytes(data, "tin.html")[0].issued_on is None


def test_a_line_that_shows_the_day_comes_first() -> None:
    data = _page('<meta property="article:published_time" content="2023-06-12">', "<p>12/06/2024 09:20</p>")
    assert parse_bytes(data, "tin.html")[0].issued_on == dt.date(2024, 6, 10)

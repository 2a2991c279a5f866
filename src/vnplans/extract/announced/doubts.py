"""What is doubtful about an announced act, as Notes."""

from __future__ import annotations

import datetime as dt

from vnplans.extract.findings import Near
from vnplans.pages import Quote

__all__ = ["day_of_order", "day_of_page", "doubtful", "two_days", "unnamed", "year_by_text", "year_of_page"]


def year_of_page(day: dt.date, quote: Quote) -> Near:
    """The page tells day and month alone."""
    return Near(
        "year_of_page",
        f"năm {day.year} lấy theo ngày đăng của trang hoặc số văn bản",
        "the year is that of the page or of the number",
        quote,
    )


def year_by_text(day: dt.date, quote: Quote) -> Near:
    """No date line and no number tells the year: that of a date in the text."""
    return Near(
        "year_of_page",
        f"năm {day.year} suy từ ngày khác trong bài",
        "the year is that of another date in the text",
        quote,
        "review",
    )


def two_days(other: dt.date, quote: Quote) -> Near:
    """The page tells two days of the act."""
    return Near(
        "two_days",
        f"trang còn nói văn bản ra ngày {other:%d/%m/%Y}",
        "the page tells another day of the act, too",
        quote,
        "review",
        (other.isoformat(),),
    )


def day_of_order(quote: Quote) -> Near:
    """The page tells when the issuer ordered, in words that do not name the act."""
    message = "ngày lấy theo câu nói cơ quan ban hành đã yêu cầu"
    return Near("day_of_order", message, "the day is that of the order, told apart from the act", quote, "review")


def day_of_page(day: dt.date, quote: Quote) -> Near:
    """The page tells "hôm nay" or "hôm qua"."""
    return Near(
        "day_of_page",
        f"ngày {day:%d/%m/%Y} lấy theo ngày đăng của trang",
        "the day is worked out from that of the page",
        quote,
    )


def doubtful(quote: Quote | None) -> Near:
    """The act may be one of the background."""
    message = "trang công bố hay chỉ nhắc đến văn bản này?"
    return Near("doubtful_announcement", message, "is the act announced or only cited by the page?", quote, "review")


def unnamed(name: str, quote: Quote) -> Near:
    """The page tells the issuer's kind and no name of its own: "UBND tỉnh"."""
    message = f"trang không nói tên riêng của cơ quan ban hành: {name}"
    return Near("issuer_unnamed", message, "the page does not tell which body of that kind issued it", quote, "review")

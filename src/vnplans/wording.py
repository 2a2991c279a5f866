"""How a record is told to people in Vietnamese: the names of its fields, its days, its rhythms.

Every tracker, page and report takes these words from here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from vnplans.models import TOLD, Directive
from vnplans.regex import regex

__all__ = ["LABELS", "PARTS", "SEVERITIES", "Said", "label_of", "rhythm_day", "rhythm_words", "span_words", "vn_date"]


class Said(str):
    """Words in Vietnamese that can be said in English too: `en`."""

    en: str
    __slots__ = ("en",)

    def __new__(cls, vi: str, en: str) -> Said:
        """Both sayings; as a text it is the Vietnamese one."""
        said = super().__new__(cls, vi)
        said.en = en
        return said

    @property
    def capital(self) -> Said:
        """With a capital at the start."""
        return Said(self[:1].upper() + self[1:], self.en[:1].upper() + self.en[1:])


LABELS = {
    "number": "Số, ký hiệu",
    "doc_type": "Loại văn bản",
    "issuer": "Cơ quan ban hành",
    "issuer/parent": "Cơ quan chủ quản",
    "co_issuers": "Cơ quan cùng ban hành",
    "issued_on": "Ngày ban hành",
    "place": "Địa danh",
    "title": "Trích yếu",
    "addressees": "Kính gửi",
    "urgency": "Độ khẩn",
    "secrecy": "Độ mật",
    "legal_bases": "Căn cứ",
    "citations": "Văn bản viện dẫn",
    "targets": "Chỉ tiêu",
    "tasks": "Nhiệm vụ",
    "outline": "Bố cục",
    "signer": "Người ký",
    "signer/position": "Chức vụ",
    "signer/authority": "Quyền hạn ký",
    "recipients": "Nơi nhận",
    "attachments": "Văn bản kèm theo",
    "signatures": "Chữ ký số",
    "source": "Tệp",
    "confidence": "Độ tin cậy",
    "content": "Nội dung",
    "where": "Vị trí",
    "deadline": "Thời hạn",
    "lead_agencies": "Chủ trì",
    "coordinating_agencies": "Phối hợp",
    **{name: told.label for name, told in TOLD.items()},
    "group": "Nhóm nhiệm vụ",
}
"""The fields of a record and of a task; those of a part of a field by their way from the record."""

PARTS = {
    "header": "Thể thức đầu",
    "basis": "Căn cứ",
    "aim": "Mục đích, yêu cầu",
    "target": "Mục tiêu, chỉ tiêu",
    "situation": "Tình hình, dẫn nhập",
    "heading": "Đề mục",
    "task": "Nhiệm vụ",
    "refused": "Không phải nhiệm vụ",
    "closing": "Câu kết, hiệu lực",
    "recipients": "Nơi nhận",
    "signature": "Chữ ký",
    "annex": "Phụ lục",
    "form": "Biểu mẫu",
    "furniture": "Phần trang trí",
    "unexplained": "Chưa rõ",
}
"""The parts that the blocks of a document are (vnplans.parts)."""

SEVERITIES = {"error": "Lỗi", "review": "Cần xem lại", "warning": "Lưu ý", "info": "Thông tin"}
"""Of notes, gravest first."""


def label_of(record: Directive, pointer: str, labels: Mapping[str, str] = LABELS) -> str:
    """A JSON Pointer into the record for people: '/tasks/3/deadline' -> 'Nhiệm vụ II.1.a: Thời hạn'.

    A first name without a label stays as it is, a further one is left out.
    """
    whole = pointer.strip("/")
    if whole in labels:
        return labels[whole]
    first, *rest = whole.split("/")
    label = labels.get(first, first)
    if rest and rest[0].isdecimal():
        index = int(rest.pop(0))
        known = first == "tasks" and index < len(record.tasks)
        label += f" {record.tasks[index].where if known else index + 1}"
    named = [labels[part] for part in rest if part in labels]
    return ": ".join([label, *named])


def vn_date(day: dt.date | None) -> str:
    """'05/03/2024', '' for none."""
    return day.strftime("%d/%m/%Y") if day else ""


_UNITS = {"YEARLY": "năm", "MONTHLY": "tháng", "WEEKLY": "tuần", "DAILY": "ngày", "HOURLY": "giờ", "MINUTELY": "phút"}
_NAMED = {("MONTHLY", "3"): "hằng quý", ("MONTHLY", "12"): "hằng năm"}
_WEEKDAYS = {
    "MO": "thứ Hai", "TU": "thứ Ba", "WE": "thứ Tư", "TH": "thứ Năm", "FR": "thứ Sáu", "SA": "thứ Bảy",
    "SU": "Chủ nhật",
}  # fmt: skip
_WEEKDAY = regex(r"(-?\d+)?([A-Z]{2})")


def rhythm_words(rrule: str) -> str:
    """How often, of a rule of RFC 5545: 'hằng năm', 'hằng quý', '6 tháng một lần'; a rule of another unit as it is."""
    rule = _parts(rrule)
    unit, every = rule.get("FREQ", ""), rule.get("INTERVAL", "1")
    if unit not in _UNITS:
        return rrule
    once = f"hằng {_UNITS[unit]}" if every == "1" else f"{every} {_UNITS[unit]} một lần"
    return _NAMED.get((unit, every), once)


def rhythm_day(rrule: str) -> str:
    """Which day: 'ngày 25', 'ngày 15 tháng 12', 'ngày cuối tháng', 'thứ Sáu tuần thứ 2'; '' where none is said."""
    rule = {name: values.split(",") for name, values in _parts(rrule).items()}
    days, months = ["cuối" if day == "-1" else day for day in rule.get("BYMONTHDAY", ())], rule.get("BYMONTH", ())
    told = (
        f"ngày {', '.join(days)}" if days else "",
        ", ".join(map(_weekday, rule.get("BYDAY", ()))),
        f"tháng {', '.join(months)}" if months else "tháng" if "cuối" in days else "",
    )
    return " ".join(filter(None, told))


def _weekday(code: str) -> str:
    """'FR' -> 'thứ Sáu', '2FR' -> 'thứ Sáu tuần thứ 2', '-1FR' -> 'thứ Sáu cuối cùng'."""
    found = _WEEKDAY.fullmatch(code)
    if found is None:
        return code
    nth, day = found[1], _WEEKDAYS.get(found[2], found[2])
    if nth is None:
        return day
    return f"{day} cuối cùng" if nth == "-1" else f"{day} tuần thứ {nth}"


def _parts(rrule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)


_SPANS = {"Y": "năm", "M": "tháng", "W": "tuần", "D": "ngày"}


def span_words(duration: str) -> str:
    """A duration of ISO 8601: 'P1M15D' -> '1 tháng 15 ngày'; a span of hours stays as it is."""
    if "T" in duration:
        return duration
    return " ".join(f"{count} {_SPANS[unit]}" for count, unit in re.findall(r"(\d+)([YMWD])", duration))

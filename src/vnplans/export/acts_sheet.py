"""The sheets Văn bản and Cần xem lại: their columns and cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vnplans.export.columns import Value
from vnplans.export.labels import field_label
from vnplans.export.rows import act_line
from vnplans.models import Directive, Note

__all__ = ["ACTS", "NOTES", "Act", "note_cells"]

_SEVERITIES = {"review": "Cần xem lại", "error": "Lỗi", "warning": "Cảnh báo"}


@dataclass(frozen=True, slots=True)
class Act:
    """A column of the sheet Văn bản."""

    header: str
    width: int
    get: Callable[[Directive], Value]
    kind: str = "text"


ACTS: tuple[Act, ...] = (
    Act("Loại văn bản", 16, lambda d: d.doc_type.name if d.doc_type else None),
    Act("Số, ký hiệu", 18, lambda d: d.number.text if d.number else None, "short"),
    Act("Ngày ban hành", 13, lambda d: d.issued_on, "date"),
    Act("Cơ quan ban hành", 32, lambda d: d.issuer.name if d.issuer else None),
    Act("Trích yếu", 60, lambda d: d.title),
    Act("Người ký", 22, lambda d: d.signer.name if d.signer else None),
    Act("Chức vụ", 20, lambda d: d.signer.position if d.signer else None),
    Act("Độ khẩn", 11, lambda d: d.urgency, "short"),
    Act("Độ mật", 11, lambda d: d.secrecy, "short"),
    Act("Số nhiệm vụ", 10, lambda d: len(d.tasks), "short"),
    Act("Số chỉ tiêu", 10, lambda d: len(d.targets), "short"),
    Act("Cần xem lại", 10, lambda d: "Có" if d.needs_review else None, "short"),
    Act("Tệp", 28, lambda d: d.source.name),
    Act("SHA-256", 24, lambda d: d.source.sha256),
)

NOTES: tuple[tuple[str, int], ...] = (
    ("Văn bản", 44),
    ("Mức độ", 13),
    ("Trường", 22),
    ("Nội dung cần xem", 56),
    ("Lời trong văn bản", 50),
    ("Trang", 8),
    ("Tệp", 28),
    ("Mã", 24),
)


def note_cells(directive: Directive, note: Note) -> list[tuple[Value, str]]:
    quote = note.quote
    return [
        (act_line(directive), "text"),
        (_SEVERITIES[note.severity], "short"),
        (field_label(directive, note.field), "text"),
        (note.message, "text"),
        (quote.text if quote else None, "text"),
        (quote.page if quote else None, "short"),
        (directive.source.name, "text"),
        (note.code, "text"),
    ]

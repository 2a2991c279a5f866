"""The fields of the record in Vietnamese words."""

from __future__ import annotations

from vnplans.models import Directive

__all__ = ["LABELS", "field_label"]

LABELS = {
    "number": "Số, ký hiệu",
    "doc_type": "Loại văn bản",
    "issuer": "Cơ quan ban hành",
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
    "recipients": "Nơi nhận",
    "attachments": "Văn bản kèm theo",
    "signatures": "Chữ ký số",
    "source": "Tệp",
    "content": "Nội dung",
    "where": "Vị trí",
    "deadline": "Thời hạn",
    "lead_agencies": "Chủ trì",
    "coordinating_agencies": "Phối hợp",
    "deliverable": "Sản phẩm",
    "funding": "Kinh phí",
    "group": "Nhóm nhiệm vụ",
}


def field_label(directive: Directive, pointer: str | None) -> str | None:
    """A JSON Pointer into the record for people: '/tasks/3/deadline' -> 'Nhiệm vụ II.1.a: Thời hạn'."""
    if pointer is None:
        return None
    parts = pointer.strip("/").split("/")
    first = LABELS.get(parts[0], parts[0])
    if len(parts) == 1 or not parts[1].isdecimal():
        return first
    index = int(parts[1])
    known = parts[0] == "tasks" and index < len(directive.tasks)
    item = f"{first} {directive.tasks[index].where if known else index + 1}"
    return f"{item}: {LABELS.get(parts[2], parts[2])}" if len(parts) > 2 else item

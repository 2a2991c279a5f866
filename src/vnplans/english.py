"""What `vnplans.wording` and the trackers say in Vietnamese, in English, for those who ask for it.

What a document says, names and places in it included, is never translated.
"""

from __future__ import annotations

from collections.abc import Mapping

from vnplans.models import TOLD
from vnplans.regex import regex
from vnplans.wording import LABELS, SEVERITIES

__all__ = ["ENGLISH", "LABELS_EN", "in_english"]

LABELS_EN: Mapping[str, str] = {
    "number": "Number",
    "doc_type": "Type of act",
    "issuer": "Issuer",
    "issuer/parent": "Parent body",
    "co_issuers": "Joint issuers",
    "issued_on": "Issued on",
    "place": "Place of issue",
    "title": "Title",
    "addressees": "Addressees",
    "urgency": "Urgency",
    "secrecy": "Secrecy",
    "legal_bases": "Legal bases",
    "citations": "Acts cited",
    "targets": "Targets",
    "tasks": "Tasks",
    "outline": "Outline",
    "signer": "Signer",
    "signer/position": "Position",
    "signer/authority": "Signs for",
    "recipients": "Recipients",
    "attachments": "Attached documents",
    "signatures": "Digital signatures",
    "source": "File",
    "confidence": "Confidence",
    "content": "Content",
    "where": "Place",
    "deadline": "Deadline",
    "lead_agencies": "Lead",
    "coordinating_agencies": "Coordinating",
    **{name: name.replace("_", " ").capitalize() for name in TOLD},
    "group": "Task group",
}
"""The fields of `LABELS`."""

_SEVERITIES_EN = {"error": "Error", "review": "To review", "warning": "Warning", "info": "Information"}

ENGLISH: Mapping[str, str] = {
    **{LABELS[name]: LABELS_EN[name] for name in LABELS},
    **{SEVERITIES[name]: _SEVERITIES_EN[name] for name in SEVERITIES},
    # columns of tasks
    "STT": "No.",
    "Nội dung nhiệm vụ": "Task",
    "Thời hạn (theo văn bản)": "Deadline (as printed)",
    "Bắt đầu": "Start",
    "Hạn hoàn thành": "Due",
    "Lặp lại": "Repeats",
    "Kỳ tới": "Next due",
    "Trạng thái": "Status",
    "Người thực hiện": "Assignee",
    "Ghi chú": "Remarks",
    "Cảnh báo": "Alert",
    "Tình trạng": "State",
    "Biến động": "Change",
    "Nguồn": "Source",
    "Mã nhiệm vụ": "Task id",
    "Khóa hàng": "Row key",
    # what they say
    "Chưa thực hiện": "Not started",
    "Đang thực hiện": "In progress",
    "Hoàn thành": "Done",
    "Tạm dừng": "On hold",
    "Quá hạn": "Overdue",
    "Sắp đến hạn": "Due soon",
    "Đang theo dõi": "Tracked",
    "Cần đối chiếu": "To compare",
    "Không còn": "Gone",
    "Đã gộp": "Merged",
    "Chưa rõ chủ trì": "No lead named",
    "thường xuyên": "ongoing",
    "định kỳ": "periodically",
    "Hãy chọn trong danh sách": "Choose from the list",
    "Đỏ: quá hạn. Vàng: còn không quá 7 ngày. Hàng đã 'Hoàn thành' thì không tô.": (
        "Red: overdue. Yellow: due within 7 days. Rows that are 'Done' are not coloured."
    ),
    # other sheets
    "Nhiệm vụ": "Tasks",
    "Văn bản": "Acts",
    "Cần xem lại": "To review",
    "Lịch sử": "History",
    "Khóa văn bản": "Act key",
    "Khóa": "Key",
    "Số nhiệm vụ": "Tasks counted",
    "Số chỉ tiêu": "Targets counted",
    "Tin cậy (%)": "Confidence (%)",
    "SHA-256": "SHA-256",
    "Có": "Yes",
    "Mức độ": "Severity",
    "Trường": "Field",
    "Nội dung cần xem": "What to review",
    "Lời trong văn bản": "Words of the document",
    "Trang": "Page",
    "Mã": "Code",
    "Thời điểm": "When",
    "Giá trị": "Value",
    "Trước": "Before",
    "Nay": "Now",
    "Lý do": "Reason",
    "Văn bản trước": "Act before",
    "Văn bản nay": "Act now",
    "Loại": "Kind",
    "Đang có trong sổ": "In the workbook",
    "Mới đến": "What came",
    "Vì sao": "Why",
    "Giống (%)": "Alike (%)",
    "Kết luận": "Verdict",
    "Văn bản mới": "New act",
    "Thay văn bản": "Act replaced",
    "Bản khác": "Another version",
    "Mới": "New",
    "Thay đổi": "Changed",
    "Tách": "Split",
    "Gộp": "Merged into",
    "Có trở lại": "Returned",
    "(để trống)": "(blank)",
}
"""Vietnamese words, wherever they stand alone, in English. Heads of one sheet are never alike in it."""

_RHYTHM = {"năm": "year", "quý": "quarter", "tháng": "month", "tuần": "week", "ngày": "day", "giờ": "hour"} | {
    "phút": "minute"
}
_EVERY = regex(rf"(?:hằng|(?P<count>\d+)) (?P<unit>{'|'.join(_RHYTHM)})(?: một lần)?")


def in_english(text: str) -> str:
    """The English of words that stand in the tables, or of a rhythm; anything else as it is."""
    if text in ENGLISH:
        return ENGLISH[text]
    rhythm = _EVERY.fullmatch(text)
    if rhythm is None:
        return text
    unit, count = _RHYTHM[rhythm["unit"]], rhythm["count"]
    return f"every {count} {unit}s" if count else f"every {unit}"

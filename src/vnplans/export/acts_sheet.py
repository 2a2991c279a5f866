"""The sheets Văn bản and Cần xem lại: their columns and cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vnplans.english import LABELS_EN
from vnplans.export.columns import Value
from vnplans.export.rows import act_line
from vnplans.models import Directive, Note
from vnplans.wording import LABELS, SEVERITIES, Said, label_of

__all__ = ["ACTS", "NOTES", "Act", "note_cells"]


@dataclass(frozen=True, slots=True)
class Act:
    """A column of the sheet Văn bản."""

    header: str
    width: int
    get: Callable[[Directive], Value]
    kind: str = "text"


ACTS: tuple[Act, ...] = (
    Act(LABELS["doc_type"], 16, lambda d: d.doc_type.name if d.doc_type else None),
    Act(LABELS["number"], 18, lambda d: d.number.text if d.number else None, "short"),
    Act(LABELS["issued_on"], 13, lambda d: d.issued_on, "date"),
    Act(LABELS["issuer"], 32, lambda d: d.issuer.name if d.issuer else None),
    Act(LABELS["title"], 60, lambda d: d.title),
    Act(LABELS["signer"], 22, lambda d: d.signer.name if d.signer else None),
    Act(LABELS["signer/position"], 20, lambda d: d.signer.position if d.signer else None),
    Act(LABELS["urgency"], 11, lambda d: d.urgency, "short"),
    Act(LABELS["secrecy"], 11, lambda d: d.secrecy, "short"),
    Act("Số nhiệm vụ", 10, lambda d: len(d.tasks), "short"),
    Act("Số chỉ tiêu", 10, lambda d: len(d.targets), "short"),
    Act("Cần xem lại", 10, lambda d: "Có" if d.needs_review else None, "short"),
    Act("Tin cậy (%)", 10, lambda d: round(100 * d.confidence[""]) if "" in d.confidence else None, "short"),
    Act(LABELS["source"], 28, lambda d: d.source.name),
    Act("SHA-256", 24, lambda d: d.source.sha256),
)

NOTES: tuple[tuple[str, int], ...] = (
    ("Văn bản", 44),
    ("Mức độ", 13),
    ("Trường", 22),
    ("Nội dung cần xem", 56),
    ("Lời trong văn bản", 50),
    ("Trang", 8),
    (LABELS["source"], 28),
    ("Mã", 24),
)


def note_cells(directive: Directive, note: Note) -> list[tuple[Value, str]]:
    quote = note.quote
    return [
        (act_line(directive), "text"),
        (SEVERITIES[note.severity], "short"),
        (_field(directive, note.field) if note.field else None, "text"),
        (Said(note.message, note.message_en or note.message), "text"),
        (quote.text if quote else None, "text"),
        (quote.page if quote else None, "short"),
        (directive.source.name, "text"),
        (note.code, "text"),
    ]


def _field(directive: Directive, pointer: str) -> Said:
    return Said(label_of(directive, pointer), label_of(directive, pointer, LABELS_EN))

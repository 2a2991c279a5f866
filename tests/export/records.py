"""Records made by hand for the exporters. All names and texts are invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from vnplans.models import (
    Agency,
    Attachment,
    Citation,
    Deadline,
    Directive,
    DocumentNumber,
    DocumentType,
    Note,
    Signer,
    Source,
    Target,
    Task,
)
from vnplans.pages import Quote

ISSUER = "Ủy ban nhân dân tỉnh Hà Sơn"
ACT = f"{ISSUER}/45/KH-UBND@2024-03-05"


def agency(name: str, **more: Any) -> Agency:
    return Agency(text=name, name=name, **more)


def quote(text: str, block: int, page: int | None = 2) -> Quote:
    return Quote(text, block, 0, len(text), page, (70.0, 100.5, 520.0, 130.25) if page else None, "test.rule")


def task(where: str, content: str, **more: Any) -> Task:
    return Task(id=more.pop("id", f"{ACT}#{where}"), content=content, where=where, **more)


TASKS = (
    task(
        "II.1.a",
        "Rà soát, số hóa hồ sơ lưu trữ của các xã miền núi",
        lead_agencies=[agency("Sở Nội vụ", level="province", province="Hà Sơn")],
        coordinating_agencies=[agency("Sở Tài chính"), agency("các xã, phường", group=True)],
        deadline=Deadline(text="trước ngày 30/6/2024", kind="by", end=dt.date(2024, 6, 30)),
        deliverable="Kho dữ liệu hồ sơ",
        funding="Ngân sách tỉnh",
        group="1. Hồ sơ, lưu trữ",
    ),
    task(
        "II.1.b",
        "- Sở Y tế: =tổng hợp nhu cầu thuốc @kho, báo cáo kết quả",
        lead_agencies=[agency("Sở Y tế")],
        deadline=Deadline(
            text="trước ngày 15/12 hằng năm", kind="recurring", rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"
        ),
        group="1. Hồ sơ, lưu trữ",
    ),
    task(
        "II.2",
        "Tổ chức tuyên truyền trên loa truyền thanh, [khẩu hiệu] *bắt buộc*",
        lead_agencies=[agency("Sở Văn hóa và Thể thao"), agency("Báo Hà Sơn")],
        deadline=Deadline(text="Quý II/2024", kind="during", start=dt.date(2024, 4, 1), end=dt.date(2024, 6, 30)),
    ),
    task("II.3", "Kiểm tra việc trực ban", deadline=Deadline(text="Thường xuyên", kind="ongoing")),
    task(
        "III.1",
        "Gửi báo cáo " + "rất dài " * 60,
        lead_agencies=[agency("Văn phòng")],
        deadline=Deadline(
            text="trong 5 ngày làm việc kể từ ngày nhận kế hoạch",
            kind="relative",
            duration="P5D",
            business_days=True,
            anchor="ngày nhận kế hoạch",
        ),
    ),
    task(
        "III.2",
        "Tổng hợp tình hình",
        deadline=Deadline(text="hằng quý", kind="recurring", rrule="FREQ=MONTHLY;INTERVAL=3"),
    ),
    task("III.3", "Việc chưa nói thời hạn"),
)

SOURCE = Source(name="kh45.pdf", sha256="ab" * 32, media_type="application/pdf", reader="pdf", pages=4)


def plan(**changes: Any) -> Directive:
    """An issued plan with tasks of every kind of deadline."""
    tasks = list(changes.pop("tasks", TASKS))
    values: dict[str, Any] = {
        "number": DocumentNumber(text="45/KH-UBND", serial=45, type_code="KH", issuer_code="UBND"),
        "doc_type": DocumentType(code="KH", name="Kế hoạch"),
        "issuer": agency(ISSUER, level="province", province="Hà Sơn"),
        "issued_on": dt.date(2024, 3, 5),
        "place": "Hà Sơn",
        "title": "Về việc lưu trữ & y tế năm 2024",
        "addressees": ["Các sở, ban, ngành"],
        "urgency": "khẩn",
        "legal_bases": [Citation(text="Căn cứ Luật Lưu trữ", title="Luật Lưu trữ", relation="basis")],
        "citations": [Citation(text="Quyết định số 12/QĐ-TTg", number=DocumentNumber(text="12/QĐ-TTg", serial=12))],
        "targets": [Target(text="trên 90% hồ sơ", metric="hồ sơ", comparator=">", value=90.0, unit="%")],
        "signer": Signer(name="Trần Văn Mẫu", position="PHÓ CHỦ TỊCH", authority="TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"),
        "recipients": ["Như trên", "Lưu: VT"],
        "attachments": [Attachment(label="Phụ lục I", title="Danh mục việc")],
        "source": SOURCE,
        "evidence": {
            "/number": [quote("45/KH-UBND", 2, 1)],
            **{f"/tasks/{i}": [quote(t.content, 10 + i)] for i, t in enumerate(tasks)},
            **{f"/tasks/{i}/deadline": [quote(t.deadline.text, 10 + i)] for i, t in enumerate(tasks) if t.deadline},
        },
        "notes": [
            Note(
                code="task.no_lead",
                severity="review",
                message="Không rõ ai chủ trì",
                field="/tasks/3",
                quote=quote("Kiểm tra", 13),
            ),
            Note(code="number.stamp", severity="info", message="Số lấy từ chữ ký"),
        ],
        "tasks": tasks,
    }
    return Directive(**(values | changes))


def draft() -> Directive:
    """The same plan before it was issued: no number, no day, other words here and there."""
    sha = "cd" * 32
    tasks = [t.model_copy(update={"id": f"sha256:{sha[:12]}#{t.where}"}) for t in TASKS]
    return plan(
        number=DocumentNumber(text="/KH-UBND", type_code="KH", issuer_code="UBND"),
        issued_on=None,
        source=Source(name="duthao.docx", sha256=sha, media_type="application/docx", reader="docx"),
        tasks=tasks,
    )


def other_plan() -> Directive:
    """A plan of the same title and tasks, of another year."""
    act = f"{ISSUER}/46/KH-UBND@2025-03-06"
    tasks = [t.model_copy(update={"id": f"{act}#{t.where}"}) for t in TASKS]
    number = DocumentNumber(text="46/KH-UBND", serial=46, type_code="KH", issuer_code="UBND")
    source = SOURCE.model_copy(update={"sha256": "12" * 32})
    title = "Về việc lưu trữ & y tế năm 2025"
    return plan(number=number, issued_on=dt.date(2025, 3, 6), title=title, tasks=tasks, source=source)


def empty() -> Directive:
    """What a hopeless scan gives: a source and a note."""
    note = Note(code="no_head", severity="error", message="Không đọc được phần đầu")
    return Directive(source=Source(sha256="ef" * 32, media_type="image/png", reader="image"), notes=[note])


def many(count: int, per_act: int = 100) -> Iterator[Directive]:
    """`count` tasks in acts of `per_act`, made one act at a time."""
    for first in range(0, count, per_act):
        serial = first // per_act + 1
        act = f"{ISSUER}/{serial}/KH-UBND@2024-03-05"
        size = min(per_act, count - first)
        tasks = [
            TASKS[i % len(TASKS)].model_copy(update={"id": f"{act}#II.{i}", "where": f"II.{i}"}) for i in range(size)
        ]
        yield plan(
            number=DocumentNumber(text=f"{serial}/KH-UBND", serial=serial, type_code="KH", issuer_code="UBND"),
            tasks=tasks,
            source=SOURCE.model_copy(update={"name": f"kh{serial}.pdf", "sha256": f"{serial:064x}"}),
        )

"""Acts made by hand: an issued plan, its draft, its scan, next year's. All names and words are invented."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from vnplans.models import Agency, Deadline, Directive, DocumentNumber, DocumentType, Source, Task, act_name

__all__ = ["CONTENTS", "LEADS", "act", "task", "tasks_of"]

CONTENTS = (
    "Rà soát, số hóa hồ sơ lưu trữ của các xã miền núi",
    "Tổ chức tuyên truyền trên loa truyền thanh của xã",
    "Kiểm tra việc trực ban trong mùa mưa bão",
    "Lập danh sách học sinh cần hỗ trợ sách giáo khoa",
    "Báo cáo kết quả thực hiện kế hoạch",
)
LEADS = ("Sở Nội vụ", "Sở Văn hóa và Thể thao", "Sở Nông nghiệp", "Sở Giáo dục và Đào tạo", "Văn phòng")


def task(content: str, lead: str | None = None, end: dt.date | None = None, **more: Any) -> dict[str, Any]:
    """A task without its place and id."""
    leads = [Agency(text=name, name=name) for name in (lead or "").split(";") if name]
    deadline = Deadline(text=f"trước ngày {end:%d/%m/%Y}", kind="by", end=end) if end else None
    return {"content": content, "lead_agencies": leads, "deadline": deadline, **more}


def tasks_of(contents: Sequence[str] = CONTENTS) -> list[dict[str, Any]]:
    return [task(content, LEADS[n % len(LEADS)]) for n, content in enumerate(contents)]


def act(  # noqa: PLR0917
    file: str,
    tasks: Sequence[dict[str, Any]] | None = None,
    serial: int | None = None,
    day: dt.date | None = None,
    title: str = "Về công tác lưu trữ và phòng chống thiên tai trên địa bàn tỉnh năm 2025",
    issuer: str | None = "Ủy ban nhân dân tỉnh Hà Sơn",
    **more: Any,
) -> Directive:
    """A plan as a file holds it; its sha256 follows from the file's name."""
    sha = hashlib.sha256(file.encode()).hexdigest()
    number = DocumentNumber(text=f"{serial or ''}/KH-UBND", serial=serial, type_code="KH", issuer_code="UBND")
    body = Agency(text=issuer, name=issuer, **more.pop("body", {})) if issuer else None
    origin = more.pop("origin", "text")
    name = act_name(body, number, day) or f"sha256:{sha[:12]}"
    placed = [
        Task(id=f"{name}#II.{n}", where=f"II.{n}", **told)
        for n, told in enumerate(tasks_of() if tasks is None else tasks, 1)
    ]
    values: dict[str, Any] = {
        "number": number,
        "doc_type": DocumentType(code="KH", name="Kế hoạch"),
        "issuer": body,
        "issued_on": day,
        "title": title,
        "tasks": placed,
        "source": Source(name=file, sha256=sha, media_type="application/x", reader="docx", text_origin=origin),
    }
    return Directive(**(values | more))

"""The columns of the task sheet that people read: Excel and the generic CSV share them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from vnplans.export.rows import TaskRow

__all__ = ["COLUMNS", "STATUSES", "Column", "Value"]

Value = str | int | dt.date | None

STATUSES = ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Tạm dừng")
"""What a person may choose in the status column; the first is what a new row says."""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters, for a sheet."""

    header: str
    get: Callable[[TaskRow], Value]
    width: int = 14
    kind: Literal["text", "short", "date", "edit"] = "text"


COLUMNS: tuple[Column, ...] = (
    Column("Số, ký hiệu", lambda r: r.number, 15, "short"),
    Column("Ngày ban hành", lambda r: r.directive.issued_on, 12, "date"),
    Column("Cơ quan ban hành", lambda r: r.issuer, 24),
    Column("Vị trí", lambda r: r.task.where, 14),
    Column("Nhóm nhiệm vụ", lambda r: r.task.group, 24),
    Column("Nội dung nhiệm vụ", lambda r: r.task.content, 60),
    Column("Chủ trì", lambda r: r.lead, 26),
    Column("Phối hợp", lambda r: r.coordinating, 26),
    Column("Thời hạn (theo văn bản)", lambda r: r.deadline_text, 22),
    Column("Bắt đầu", lambda r: r.start, 12, "date"),
    Column("Hạn hoàn thành", lambda r: r.due, 12, "date"),
    Column("Lặp lại", lambda r: r.rhythm, 13),
    Column("Sản phẩm", lambda r: r.task.deliverable, 24),
    Column("Kinh phí", lambda r: r.task.funding, 18),
    Column("Trạng thái", lambda _: STATUSES[0], 16, "edit"),
    Column("Người thực hiện", lambda _: None, 18, "edit"),
    Column("Ghi chú", lambda _: None, 24, "edit"),
    Column("Nguồn", lambda r: r.source, 28),
    Column("Mã nhiệm vụ", lambda r: r.task.id, 30),
)

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
    kind: Literal["text", "short", "date", "edit", "key"] = "text"


COLUMNS: tuple[Column, ...] = (
    Column("Số, ký hiệu", lambda r: r.number, 13, "short"),
    Column("Ngày ban hành", lambda r: r.directive.issued_on, 11, "date"),
    Column("Cơ quan ban hành", lambda r: r.issuer, 18),
    Column("Vị trí", lambda r: r.task.where, 10),
    Column("Nhóm nhiệm vụ", lambda r: r.task.group, 18),
    Column("Nội dung nhiệm vụ", lambda r: r.task.content, 52),
    Column("Chủ trì", lambda r: r.lead, 20),
    Column("Phối hợp", lambda r: r.coordinating, 20),
    Column("Thời hạn (theo văn bản)", lambda r: r.deadline_text, 17),
    Column("Bắt đầu", lambda r: r.start, 11, "date"),
    Column("Hạn hoàn thành", lambda r: r.due, 11, "date"),
    Column("Lặp lại", lambda r: r.rhythm, 11),
    Column("Sản phẩm", lambda r: r.task.deliverable, 18),
    Column("Kinh phí", lambda r: r.task.funding, 13),
    Column("Trạng thái", lambda _: STATUSES[0], 14, "edit"),
    Column("Người thực hiện", lambda _: None, 14, "edit"),
    Column("Ghi chú", lambda _: None, 16, "edit"),
    Column("Nguồn", lambda r: r.source, 18),
    Column("Mã nhiệm vụ", lambda r: r.task.id, 14, "key"),
)

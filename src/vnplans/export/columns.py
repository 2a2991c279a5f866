"""The columns of the task sheet that people read: Excel and the generic CSV share them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from vnplans.export.rows import TaskRow
from vnplans.models import TOLD
from vnplans.wording import LABELS

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


def _told(name: str) -> Callable[[TaskRow], Value]:
    return lambda row: row.told[name]


COLUMNS: tuple[Column, ...] = (
    Column(LABELS["number"], lambda r: r.number, 13, "short"),
    Column(LABELS["issued_on"], lambda r: r.directive.issued_on, 11, "date"),
    Column(LABELS["issuer"], lambda r: r.issuer, 18),
    Column(LABELS["where"], lambda r: r.task.where, 10),
    Column(LABELS["group"], lambda r: r.task.group, 18),
    Column("Nội dung nhiệm vụ", lambda r: r.task.content, 52),
    Column(LABELS["lead_agencies"], lambda r: r.lead, 20),
    Column(LABELS["coordinating_agencies"], lambda r: r.coordinating, 20),
    Column("Thời hạn (theo văn bản)", lambda r: r.deadline_text, 17),
    Column("Bắt đầu", lambda r: r.start, 11, "date"),
    Column("Hạn hoàn thành", lambda r: r.due, 11, "date"),
    Column("Lặp lại", lambda r: r.rhythm, 11),
    *(Column(told.label, _told(name), told.width) for name, told in TOLD.items()),
    Column("Trạng thái", lambda _: STATUSES[0], 14, "edit"),
    Column("Người thực hiện", lambda _: None, 14, "edit"),
    Column("Ghi chú", lambda _: None, 16, "edit"),
    Column("Nguồn", lambda r: r.source, 18),
    Column("Mã nhiệm vụ", lambda r: r.task.id, 14, "key"),
)

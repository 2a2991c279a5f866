"""What stands in which sheet and column of the workbook, whoever writes it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from vnplans.export.acts_sheet import ACTS, NOTES, note_cells
from vnplans.export.columns import COLUMNS, STATUSES, Value
from vnplans.export.next_due import next_due
from vnplans.export.rows import TaskRow
from vnplans.models import Directive
from vnplans.tracker import ActChange, Check, HeldRow, RowChange
from vnplans.wording import LABELS, Said

__all__ = [
    "ACT_HEADERS",
    "ACT_KEY",
    "ACT_SHEET",
    "CHECKED",
    "CHECK_HEADERS",
    "DUE",
    "DUE_SOON_DAYS",
    "HISTORY",
    "HISTORY_HEADERS",
    "KEY",
    "NEXT",
    "NOTE",
    "NOTED",
    "NOTED_HEADERS",
    "OF_ITS_FILE",
    "ROW_KEY",
    "STATE",
    "STATES",
    "STATUS",
    "TASKS",
    "TASK_COLUMNS",
    "VERDICT",
    "WARNING",
    "WHEN",
    "Cell",
    "TaskColumn",
    "act_cells",
    "check_cells",
    "events",
    "noted",
    "row_height",
    "task_cells",
    "warning_formula",
]

Cell = tuple[Value, str]
"""A value and the name of its look."""

TASKS, ACT_SHEET, NOTED, CHECKED, HISTORY = "Nhiệm vụ", "Văn bản", "Cần xem lại", "Cần đối chiếu", "Lịch sử"
ROW_KEY, ACT_KEY, KEY = "Khóa hàng", "Khóa văn bản", "Khóa"
STATUS, DUE, NEXT, WARNING, STATE, NOTE = (
    *("Trạng thái", "Hạn hoàn thành", "Kỳ tới", "Cảnh báo", "Tình trạng", "Biến động"),
)
DUE_SOON_DAYS = 7
LINE_HEIGHT, HIGHEST_ROW = 14, 409
"""Points; 409 is Excel's limit."""
LETTERS = 1.35
"""Letters of running text in the room of one digit, which column widths count in."""
STATES = {"live": "Đang theo dõi", "unsure": "Cần đối chiếu", "dropped": "Không còn", "merged": "Đã gộp"}
"""What the column Tình trạng says."""


@dataclass(frozen=True, slots=True)
class TaskColumn:
    """A column of the sheet of tasks. `kind` is its look; "formula", "hidden" are what they say; "edit" is people's."""

    header: str
    width: int
    kind: str


def _task_columns() -> Iterator[TaskColumn]:
    for column in COLUMNS:
        yield TaskColumn(column.header, column.width, column.kind)
        if column.header == "Lặp lại":
            yield TaskColumn(NEXT, 11, "date")
        if column.header == "Ghi chú":
            yield TaskColumn(WARNING, 12, "formula")
            yield TaskColumn(STATE, 13, "short")
            yield TaskColumn(NOTE, 22, "text")
    yield TaskColumn(ROW_KEY, 10, "hidden")


TASK_COLUMNS = tuple(_task_columns())
_GET = {column.header: column.get for column in COLUMNS}


def task_cells(row: TaskRow, change: RowChange, today: dt.date) -> dict[str, Value]:
    """The values of a task's row by header; the formula and what belongs to people are left out."""
    own: dict[str, Value] = {
        NEXT: next_due(row.task.deadline, today),
        STATE: STATES[change.state],
        ROW_KEY: change.key,
    }
    if change.note is not None:
        own[NOTE] = change.note or None
    return {c.header: _GET[c.header](row) for c in TASK_COLUMNS if c.header in _GET and c.kind != "edit"} | own


def row_height(cells: Iterable[tuple[float, Value, str]]) -> float:
    """Points for the cell with most lines, of widths, values and looks: not every program fits a wrapped row itself."""
    lines = [
        ceil(len(value) / (width * LETTERS))
        for width, value, kind in cells
        if isinstance(value, str) and kind not in ("key", "hidden", "formula")
    ]
    return float(min(LINE_HEIGHT * max(lines, default=1), HIGHEST_ROW))


def warning_formula(letter: Callable[[str], str], row: int, say: Callable[[str], str] = str) -> str:
    """Quá hạn, Sắp đến hạn or nothing, as the sheet works it out each day; `letter`: of a column, by its header;
    `say`: set words in the sheet's language.
    """
    due, following = f"${letter(DUE)}{row}", f"${letter(NEXT)}{row}"
    done = f'${letter(STATUS)}{row}="{say(STATUSES[2])}"'
    gone, merged = say(STATES["dropped"]), say(STATES["merged"])
    over = f'OR({done},${letter(STATE)}{row}="{gone}",${letter(STATE)}{row}="{merged}")'
    late = f"AND(ISNUMBER({due}),{due}<TODAY())"
    day = f"MAX({due},{following})"
    soon = f"AND(COUNT({due},{following})>0,{day}>=TODAY(),{day}<=TODAY()+{DUE_SOON_DAYS})"
    return f'=IF({over},"",IF({late},"{say("Quá hạn")}",IF({soon},"{say("Sắp đến hạn")}","")))'


ACT_HEADERS = (*((act.header, act.width) for act in ACTS), (ACT_KEY, 10))
NOTED_HEADERS = (*NOTES, (KEY, 10))
OF_ITS_FILE = ("Trang", LABELS["source"])
"""What a note of one act says otherwise in another file of it."""
HISTORY_HEADERS = (
    ("Thời điểm", 16),
    ("Biến động", 16),
    ("Vị trí", 12),
    ("Nội dung nhiệm vụ", 52),
    ("Giá trị", 16),
    ("Trước", 36),
    ("Nay", 36),
    ("Lý do", 44),
    ("Văn bản trước", 44),
    ("Văn bản nay", 44),
    (KEY, 10),
)
WHEN, VERDICT = "Thời điểm", "Kết luận"
CHECK_HEADERS = (
    (WHEN, 16),
    ("Loại", 12),
    ("Đang có trong sổ", 52),
    ("Mới đến", 52),
    ("Vì sao", 44),
    ("Giống (%)", 10),
    (VERDICT, 20),
    (KEY, 10),
)
"""The verdict is people's."""


def act_cells(change: ActChange, directive: Directive) -> list[Cell]:
    """The row of an act."""
    return [*((a.get(directive), a.kind) for a in ACTS), (change.key, "hidden")]


def noted(change: ActChange, directive: Directive) -> Iterator[tuple[str, list[Cell]]]:
    """What a person should look at: notes but those of severity info, each with its key."""
    for note in directive.notes:
        if note.severity != "info":
            words = (change.key, note.code, note.field or "", note.quote.text if note.quote else note.message)
            key = hashlib.blake2b("\x1f".join(words).encode(), digest_size=8).hexdigest()
            yield f"{change.key}/{key}", [*note_cells(directive, note), (f"{change.key}/{key}", "hidden")]


_EVENTS = {
    "new": "Mới",
    "changed": "Thay đổi",
    "split": "Tách",
    "merged": "Gộp",
    "dropped": "Không còn",
    "returned": "Có trở lại",
    "unsure": "Cần đối chiếu",
}


def events(change: ActChange, held: dict[str, HeldRow], shown: set[str], now: dt.datetime) -> Iterator[list[Cell]]:
    """What the sheet Lịch sử says of a change; `shown`: keys of the rows that stand in the workbook."""
    if change.was is None:
        yield _event(now, change, "Văn bản mới", reason=change.act.file)
    if change.replaced:
        yield _event(
            now, change, "Thay văn bản", reason=Said(f"bản mới: {change.act.file}", f"new version: {change.act.file}")
        )
    for version in change.versions:
        if version.fresh and not version.valid:
            vi, en = "không thay bản đang theo dõi", "does not replace the tracked one"
            yield _event(now, change, "Bản khác", reason=Said(f"{vi}: {version.label}", f"{en}: {version.label}"))
    tasks = change.directive.tasks if change.directive else []
    for row in change.rows:
        if row.kind == "kept" or row.key not in shown or (row.kind == "new" and change.was is None):
            continue
        task = tasks[row.task] if row.task is not None else None
        old = held.get(row.key)
        where = task.where if task else old.where if old else None
        content = task.content if task else old.work.content if old else None
        for name, (before, after) in row.values.items() or [("", ("", ""))]:
            told = (where, content, LABELS.get(name), before or None, after or None)
            yield _event(now, change, _EVENTS[row.kind], *told, reason=row.reason, key=row.key)


def _event(  # noqa: PLR0913, PLR0917 - the columns of the sheet
    now: dt.datetime,
    change: ActChange,
    kind: str,
    where: str | None = None,
    content: str | None = None,
    name: str | None = None,
    old: str | None = None,
    new: str | None = None,
    *,
    reason: str = "",
    key: str | None = None,
) -> list[Cell]:
    texts = (f"{now:%d/%m/%Y %H:%M}", kind, where, content, name, old, new, reason, change.was, change.label)
    return [*((text, "text") for text in texts), (key, "hidden")]


def check_cells(check: Check, there: str, came: str, now: dt.datetime) -> tuple[str, list[Cell]]:
    """A row of the sheet Cần đối chiếu with its key; `there`, `came`: the two in words."""
    key = f"{check.kind}/{check.key}/{check.other}"
    share = round(100 * check.likeness) if check.likeness is not None and check.kind == "task" else None
    kind = "Nhiệm vụ" if check.kind == "task" else "Văn bản"
    cells: list[Cell] = [(f"{now:%d/%m/%Y %H:%M}", "text"), (kind, "short"), (there, "text"), (came, "text")]
    return key, [*cells, (check.reason, "text"), (share, "short"), (None, "edit"), (key, "hidden")]

"""Trackers as people use them: what stands in a row, and a hand that writes into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import sqlalchemy as sa

__all__ = ["Database", "Tracker", "Workbook"]

Row = dict[str, Any]
_COLUMNS = {"content": "Nội dung nhiệm vụ", "status": "Trạng thái", "assignee": "Người thực hiện", "remarks": "Ghi chú"}


class Tracker:
    """`rows`: content, status, assignee, remarks, own (a person's column), state, note of every row."""

    to: str
    out: Any

    def rows(self) -> list[Row]:
        raise NotImplementedError

    def write(self, content: str, **words: str) -> None:
        raise NotImplementedError

    def own_column(self) -> None:
        """Add a column of one's own: `own`."""
        raise NotImplementedError

    def counts(self) -> tuple[int, int, int]:
        """Acts, lines of the history, lines to compare."""
        raise NotImplementedError

    def said(self) -> dict[str, str | None]:
        return {row["content"]: row["remarks"] for row in self.rows() if row["remarks"]}

    def states(self) -> dict[str, str]:
        return {row["content"]: row["state"] for row in self.rows()}


class Database(Tracker):
    to = "sql"

    def __init__(self, out: Any, url: str) -> None:
        self.out, self.url = out, url

    def run(self, query: str, **values: Any) -> list[Any]:
        engine = sa.create_engine(self.url)
        try:
            with engine.begin() as connection:
                result = connection.execute(sa.text(query), values)
                return list(result.mappings()) if result.returns_rows else []
        finally:
            engine.dispose()

    def own_column(self) -> None:
        self.run("ALTER TABLE tasks ADD COLUMN own TEXT")

    def rows(self) -> list[Row]:
        found = self.run("SELECT * FROM tasks ORDER BY position, id")
        return [dict(row) | {"state": row["tracker_state"], "note": row["tracker_note"]} for row in found]

    def write(self, content: str, **words: str) -> None:
        changes = ", ".join(f"{name} = :{name}" for name in words)
        self.run(f"UPDATE tasks SET {changes} WHERE content = :content", content=content, **words)

    def counts(self) -> tuple[int, int, int]:
        tables = ("directives", "history", "to_check")
        acts, history, checks = (self.run(f"SELECT count(*) AS n FROM {name}")[0]["n"] for name in tables)
        return acts, history, checks


class Workbook(Tracker):
    to = "xlsx"

    def __init__(self, out: Path) -> None:
        self.out = out

    def edit(self, change: Callable[[Any], None]) -> None:
        """Open, change the sheet of tasks, save, as a person does."""
        book = openpyxl.load_workbook(self.out, rich_text=True)
        change(book["Nhiệm vụ"])
        book.save(self.out)

    def own_column(self) -> None:
        def change(sheet: Any) -> None:
            sheet.cell(1, sheet.max_column + 1).value = "own"

        self.edit(change)

    def rows(self) -> list[Row]:
        sheet = openpyxl.load_workbook(self.out)["Nhiệm vụ"]
        lines = sheet.iter_rows(values_only=True)
        heads = next(lines)
        told = [dict(zip(heads, line, strict=True)) for line in lines if any(line)]
        states = {"Đang theo dõi": "live", "Cần đối chiếu": "unsure", "Không còn": "dropped", "Đã gộp": "merged"}
        return [
            {name: row[header] for name, header in _COLUMNS.items()}
            | {"state": states.get(row["Tình trạng"]), "note": row["Biến động"], "own": row.get("own")}
            for row in told
        ]

    def write(self, content: str, **words: str) -> None:
        def change(sheet: Any) -> None:
            heads = {cell.value: cell.column for cell in sheet[1]}
            for row in range(2, sheet.max_row + 1):
                if sheet.cell(row, heads[_COLUMNS["content"]]).value == content:
                    for name, value in words.items():
                        sheet.cell(row, heads[_COLUMNS.get(name, name)]).value = value

        self.edit(change)

    def counts(self) -> tuple[int, int, int]:
        book = openpyxl.load_workbook(self.out)
        acts, history, checks = (book[name].max_row - 1 for name in ("Văn bản", "Lịch sử", "Cần đối chiếu"))
        return acts, history, checks

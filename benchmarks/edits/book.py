"""A workbook as people use it: they colour, comment, filter, sort and delete, have a column and a sheet too."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from copy import copy
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from edits.targets import Held, Key, Row, marks

__all__ = ["BookTarget", "through_office"]

SHEET, ACTS, CHECKS, OWN = "Nhiệm vụ", "Văn bản", "Cần đối chiếu", "Họp giao ban"
HEADERS = {"status": "Trạng thái", "assignee": "Người thực hiện", "remarks": "Ghi chú", "own": "Ưu tiên"}
STATES = {"Đang theo dõi": "live", "Cần đối chiếu": "unsure", "Không còn": "dropped", "Đã gộp": "merged"}
_FORMULA = f"=COUNTIF('{SHEET}'!$A:$A,\">0\")"
_ROW_OF = re.compile(r"(\$?[A-Z]{1,3})(\d+)(?![\d(])")


class BookTarget:
    """`sorts`, `filters`: habits of these people; `deleted`: keys of rows that they take out."""

    form = "xlsx"

    def __init__(
        self, path: Path, *, sorts: bool = False, filters: bool = False, deleted: tuple[str, ...] = ()
    ) -> None:
        self.path, self.out = path, str(path)
        self.sorts, self.filters, self.deleted = sorts, filters, deleted

    def write(self, key: Key) -> set[str]:
        book = openpyxl.load_workbook(self.path)
        sheet = book[SHEET]
        first = OWN not in book.sheetnames
        if first:
            _own_things(book, sheet)
        columns = _columns(sheet)
        written: set[str] = set()
        for number in range(2, sheet.max_row + 1):
            told = [sheet.cell(number, columns[name]).value for name in ("Mã nhiệm vụ", "Nội dung nhiệm vụ")]
            if not told[0] or sheet.cell(number, columns[HEADERS["own"]]).value:
                continue
            name = key(str(told[0]), str(told[1]))
            if name is None or name[0] == "?" or name in written:
                continue
            written.add(name)
            for mark, text in marks(name).items():
                sheet.cell(number, columns[HEADERS[mark]]).value = text
            cell = sheet.cell(number, columns[HEADERS["status"]])
            cell.fill = PatternFill("solid", fgColor=_colour(name))
            sheet.cell(number, columns["Nội dung nhiệm vụ"]).comment = Comment(f"hỏi lại {name}", "An")
        if first:
            self._habits(sheet, columns, key)
        book.save(self.path)
        return written - set(self.deleted if first else ())

    def _habits(self, sheet: Any, columns: dict[str, int], key: Key) -> None:
        rows = [_taken(sheet, number) for number in range(2, sheet.max_row + 1)]
        at_id, at_content = columns["Mã nhiệm vụ"] - 1, columns["Nội dung nhiệm vụ"] - 1
        kept = [row for row in rows if key(str(row[at_id][0]), str(row[at_content][0])) not in self.deleted]
        if self.sorts:
            kept.sort(key=lambda row: str(row[at_content][0])[::-1])
        if self.sorts or len(kept) < len(rows):
            for number, row in enumerate(kept, 2):
                _put(sheet, number, row)
            sheet.delete_rows(len(kept) + 2, len(rows) - len(kept))
        if self.filters:
            sheet.auto_filter.add_filter_column(columns[HEADERS["status"]] - 1, ["Hoàn thành"])
            for number in range(2, sheet.max_row + 1):
                done = sheet.cell(number, columns[HEADERS["status"]]).value == "Hoàn thành"
                sheet.row_dimensions[number].hidden = not done

    def read(self) -> Held:
        book = openpyxl.load_workbook(self.path)
        sheet = book[SHEET]
        columns = _columns(sheet)
        listed = " ".join(str(row[-1].value) for row in book[CHECKS].iter_rows(min_row=2))
        rows = [_row(sheet, number, columns, listed) for number in range(2, sheet.max_row + 1)]
        acts = sum(1 for (cell,) in book[ACTS].iter_rows(min_row=2, max_col=1) if cell.value is not None)
        return Held([row for row in rows if row.task_id], acts, self._faults(book, sheet, columns))

    def _faults(self, book: Any, sheet: Any, columns: dict[str, int]) -> list[str]:
        """What of people's things is no longer as it was."""
        own = book[OWN] if OWN in book.sheetnames else None
        formats = [str(r.sqref) for r in sheet.conditional_formatting if any(_ours(rule) for rule in r.rules)]
        width = sheet.column_dimensions[get_column_letter(columns[HEADERS["own"]])].width
        told = {
            "own sheet": own is not None and own["A1"].value == "Họp thứ Hai",
            "own formula": own is not None and str(own["A2"].value).startswith("=COUNTIF("),
            "own colour": own is not None and own["A1"].fill.fgColor.rgb == "FFFFCC00",
            "own conditional format": bool(formats),
            "own width": abs((width or 0) - 33) < 1,
            "filter": not self.filters or bool(sheet.auto_filter.filterColumn),
            "freeze": bool(sheet.freeze_panes),
        }
        return [name for name, right in told.items() if not right]


def _ours(rule: Any) -> bool:
    return bool(rule.type == "cellIs" and rule.formula and "gấp" in str(rule.formula[0]))


def _own_things(book: Any, sheet: Any) -> None:
    own = book.create_sheet(OWN)
    own["A1"], own["A2"] = "Họp thứ Hai", _FORMULA
    own["A1"].fill, own["A1"].font = PatternFill("solid", fgColor="FFFFCC00"), Font(bold=True)
    column = sheet.max_column + 1
    letter = get_column_letter(column)
    sheet.cell(1, column).value = HEADERS["own"]
    sheet.column_dimensions[letter].width = 33
    rule = CellIsRule(operator="equal", formula=['"gấp"'], fill=PatternFill("solid", bgColor="FFFF0000"))
    sheet.conditional_formatting.add(f"{letter}2:{letter}500", rule)


def _columns(sheet: Any) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value is not None}


def _colour(key: str) -> str:
    return f"FF{sum((n + 3) * b for n, b in enumerate(key.encode())) % 0xFFFFFF:06X}"


def _row(sheet: Any, number: int, columns: dict[str, int], listed: str) -> Row:
    def told(name: str) -> str | None:
        value = sheet.cell(number, columns[name]).value
        return None if value is None else str(value)

    fill = sheet.cell(number, columns[HEADERS["status"]]).fill
    comment = sheet.cell(number, columns["Nội dung nhiệm vụ"]).comment
    state = STATES.get(told("Tình trạng") or "", f"?{told('Tình trạng')}")
    words = comment.text if comment else None
    extra = (fill.fgColor.rgb if fill.fill_type == "solid" else None, words and words.split("\n")[-1])
    found = {mark: told(header) for mark, header in HEADERS.items()}
    known = str(told("Khóa hàng")) in listed
    return Row(told("Mã nhiệm vụ") or "", told("Nội dung nhiệm vụ") or "", state, found, known, extra)


_Taken = list[tuple[Any, Any, Any]]


def _taken(sheet: Any, number: int) -> _Taken:
    """Values, looks and comments of a row, its formulas told for row 0."""
    cells = [sheet.cell(number, column) for column in range(1, sheet.max_column + 1)]
    return [(_for_row(cell.value, number, 0), copy(cell._style), cell.comment) for cell in cells]


def _put(sheet: Any, number: int, row: _Taken) -> None:
    for column, (value, style, comment) in enumerate(row, 1):
        cell = sheet.cell(number, column)
        cell.value, cell._style = _for_row(value, 0, number), copy(style)
        cell.comment = Comment(comment.text, comment.author) if comment else None


def _for_row(value: Any, old: int, new: int) -> Any:
    """A formula as Excel writes it where its row is moved."""
    if not isinstance(value, str) or not value.startswith("="):
        return value
    return _ROW_OF.sub(lambda m: f"{m[1]}{new}" if int(m[2]) == old else m[0], value)


def through_office(books: list[Path], out: Path) -> dict[Path, Path]:
    """The workbooks as LibreOffice Calc opens and saves them, all in one start; those that it refused are not there."""
    out.mkdir(parents=True, exist_ok=True)
    made: dict[Path, Path] = {}
    with tempfile.TemporaryDirectory() as folder:
        named = {path: Path(folder, f"{number}.xlsx") for number, path in enumerate(books)}
        for path, copied in named.items():
            shutil.copy(path, copied)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{folder}/out"]
        subprocess.run([*command, *map(str, named.values())], check=True, capture_output=True, timeout=900)
        for path, copied in named.items():
            saved = Path(folder, "out", copied.name)
            if saved.exists():
                made[path] = Path(shutil.move(saved, out / path.name))
    return made

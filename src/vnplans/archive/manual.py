"""failures.csv and failures.xlsx: every file that gave no record, its copies too, with what a person can do."""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from vnplans.archive.entries import Entry
from vnplans.archive.places import join, publish
from vnplans.errors import FailureCode
from vnplans.export.csv import safe

__all__ = ["FAILURES", "Manual"]


class _Told(NamedTuple):
    """A reason for people, and what to do, each in Vietnamese and English."""

    reason: tuple[str, str]
    advice: tuple[str, str]


FAILURES: dict[FailureCode, _Told] = {
    "timeout": _Told(
        ("Đọc quá lâu", "Took too long"),
        ("Chạy lại với --timeout lớn hơn, hoặc tách tệp", "Run again with a larger --timeout, or part the file"),
    ),
    "memory": _Told(
        ("Cần quá nhiều bộ nhớ", "Needed too much memory"),
        ("Chạy lại với --memory lớn hơn, hoặc tách tệp", "Run again with a larger --memory, or part the file"),
    ),
    "crash": _Told(
        ("Bộ đọc bị sập", "The reader crashed"),
        ("Mở tệp và lưu lại dạng .docx hoặc .pdf rồi chạy lại", "Open it, save it as .docx or .pdf and run again"),
    ),
    "encrypted": _Told(
        ("Có mật khẩu hoặc đã mã hóa", "Password or encryption"),
        ("Xin mật khẩu, lưu bản không khóa", "Ask for the password and save a copy without it"),
    ),
    "damaged": _Told(
        ("Tệp hỏng", "Damaged"), ("Tìm bản khác, hoặc mở và lưu lại", "Find another copy, or save it anew")
    ),
    "unsupported": _Told(
        ("Loại tệp không đọc", "Not a form that is read"),
        ("Giải nén hoặc chuyển sang .docx, .pdf", "Unpack it, or turn it into .docx or .pdf"),
    ),
    "no_text": _Told(
        ("Không có chữ", "Holds no text"), ("Xem lại: trang trắng hoặc tệp rỗng", "Look: blank pages or an empty file")
    ),
    "too_large": _Told(
        ("Quá lớn", "Too large"),
        (
            "Chạy lại với giới hạn lớn hơn (xem chi tiết), hoặc tách tệp",
            "Run again with the limit raised (see the details), or part the file",
        ),
    ),
    "not_found": _Told(
        ("Không còn ở đó hoặc chưa mở được", "Gone, or cannot be had now"),
        ("Kiểm tra ổ mạng, đường dẫn, liên kết rồi chạy lại", "Look at the share, the path or the link, run again"),
    ),
    "no_rights": _Told(
        ("Không có quyền đọc", "No right to read it"), ("Xin quyền đọc rồi chạy lại", "Ask for the right and run again")
    ),
    "no_ocr": _Told(
        ("Bản chụp, chưa có bộ nhận dạng chữ", "A scan, and no OCR engine"),
        ("Cài vnplans[ocr] rồi chạy lại", "Install vnplans[ocr] and run again"),
    ),
}
_HEADS = (
    ("Đường dẫn", "Path"),
    ("Lý do", "Reason"),
    ("Chi tiết", "Details"),
    ("Việc cần làm", "What to do"),
    ("Kích thước (KB)", "Size (KB)"),
    ("Số trang", "Pages"),
    ("Bản sao của", "Copy of"),
)
_WIDTHS = (70, 26, 60, 46, 14, 10, 50)
_MOST_ROWS = 1_048_575
"""Of an Excel sheet, below its head; the CSV has them all."""


class Manual:
    """Writes both lists, row by row."""

    def __init__(self, out: str, *, english: bool = False) -> None:
        self._out = out
        self._english = english
        self._heads = [self._words(pair) for pair in _HEADS]
        self._open = ExitStack()
        self._rows = 0
        self._sheet: Any = None

    def __enter__(self) -> Self:
        raw = self._open.enter_context(publish(join(self._out, "failures.csv")))
        text = io.TextIOWrapper(raw, "utf-8-sig", newline="", write_through=True)
        self._open.callback(text.detach)
        self._csv = csv.writer(text, lineterminator="\r\n")
        self._csv.writerow(self._heads)
        self._open_sheet()
        return self

    def _words(self, pair: tuple[str, str]) -> str:
        return pair[1] if self._english else pair[0]

    def _open_sheet(self) -> None:
        try:
            import xlsxwriter  # noqa: PLC0415 - an extra
        except ImportError:
            return
        stream: IO[bytes] = self._open.enter_context(publish(join(self._out, "failures.xlsx")))
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = self._open.enter_context(xlsxwriter.Workbook(stream, options))
        self._sheet = book.add_worksheet(self._words(("Không đọc được", "Not read")))
        self._sheet.freeze_panes(1, 0)
        head = book.add_format({"bold": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF"})
        for column, (name, width) in enumerate(zip(self._heads, _WIDTHS, strict=True)):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, name, head)

    def add(self, entry: Entry) -> None:
        """One more file that failed, or a copy of one."""
        failure = entry.failure
        assert failure is not None
        told = FAILURES[failure.code]
        reason, advice = self._words(told.reason), self._words(told.advice)
        details = self._words((failure.message_vi, failure.message_en))
        size = None if entry.size is None else round(entry.size / 1024, 1)
        row = (entry.place.shown, reason, details, advice, size, entry.pages, entry.of)
        self._csv.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
        self._rows += 1
        if self._sheet is not None and self._rows <= _MOST_ROWS:
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    self._sheet.write_string(self._rows, column, cell[:32_000])
                elif cell is not None:
                    self._sheet.write_number(self._rows, column, cell)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

"""failures.csv and failures.xlsx: every file that gave no record, its copies too, with what a person can do."""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack
from types import TracebackType
from typing import IO, Any, Self

from vnplans.archive.entries import Entry
from vnplans.archive.places import join, publish
from vnplans.errors import FailureCode
from vnplans.export.csv import safe

__all__ = ["FAILURES", "Manual"]

FAILURES: dict[FailureCode, tuple[str, str, str]] = {
    # code: the reason in Vietnamese and English, what to do
    "timeout": ("Đọc quá lâu", "took too long", "Chạy lại với --timeout lớn hơn, hoặc tách tệp"),
    "memory": ("Cần quá nhiều bộ nhớ", "needed too much memory", "Chạy lại với --memory lớn hơn, hoặc tách tệp"),
    "crash": ("Bộ đọc bị sập", "the reader crashed", "Mở tệp và lưu lại dạng .docx hoặc .pdf rồi chạy lại"),
    "encrypted": ("Có mật khẩu hoặc đã mã hóa", "password or encryption", "Xin mật khẩu, lưu bản không khóa"),
    "damaged": ("Tệp hỏng", "damaged", "Tìm bản khác, hoặc mở và lưu lại"),
    "unsupported": ("Loại tệp không đọc", "not a form that is read", "Giải nén hoặc chuyển sang .docx, .pdf"),
    "no_text": ("Không có chữ", "holds no text", "Xem lại: trang trắng hoặc tệp rỗng"),
    "too_large": ("Quá lớn", "too large", "Chạy lại với giới hạn lớn hơn (xem chi tiết), hoặc tách tệp"),
    "not_found": ("Không còn ở đó hoặc chưa mở được", "gone, or cannot be had now", "Kiểm tra ổ mạng, chạy lại"),
    "no_rights": ("Không có quyền đọc", "no right to read it", "Xin quyền đọc rồi chạy lại"),
    "no_ocr": ("Bản chụp, chưa có bộ nhận dạng chữ", "a scan, and no OCR engine", "Cài vnplans[ocr] rồi chạy lại"),
}
_HEADS = ("Đường dẫn", "Lý do", "Chi tiết", "Việc cần làm", "Kích thước (KB)", "Số trang", "Bản sao của")
_WIDTHS = (70, 26, 60, 46, 14, 10, 50)
_MOST_ROWS = 1_048_575
"""Of an Excel sheet, below its head; the CSV has them all."""


class Manual:
    """Writes both lists, row by row."""

    def __init__(self, out: str) -> None:
        self._out = out
        self._open = ExitStack()
        self._rows = 0
        self._sheet: Any = None

    def __enter__(self) -> Self:
        raw = self._open.enter_context(publish(join(self._out, "failures.csv")))
        text = io.TextIOWrapper(raw, "utf-8-sig", newline="", write_through=True)
        self._open.callback(text.detach)
        self._csv = csv.writer(text, lineterminator="\r\n")
        self._csv.writerow(_HEADS)
        self._open_sheet()
        return self

    def _open_sheet(self) -> None:
        try:
            import xlsxwriter  # noqa: PLC0415 - an extra
        except ImportError:
            return
        stream: IO[bytes] = self._open.enter_context(publish(join(self._out, "failures.xlsx")))
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = self._open.enter_context(xlsxwriter.Workbook(stream, options))
        self._sheet = book.add_worksheet("Không đọc được")
        self._sheet.freeze_panes(1, 0)
        head = book.add_format({"bold": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF"})
        for column, (name, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, name, head)

    def add(self, entry: Entry) -> None:
        """One more file that failed, or a copy of one."""
        failure = entry.failure
        assert failure is not None
        reason, _, advice = FAILURES[failure.code]
        size = None if entry.size is None else round(entry.size / 1024, 1)
        row = (entry.place.shown, reason, failure.message_vi, advice, size, entry.pages, entry.of)
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

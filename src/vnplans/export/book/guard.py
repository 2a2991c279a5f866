"""Whether a workbook can be brought up to date without losing anything that is in it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree

from vnplans.errors import TargetRefused

__all__ = ["refuse", "refuse_if_it_would_lose", "refuse_if_open"]

# What openpyxl writes again, or what every program makes anew without anybody's missing it
_KEPT = (
    r"\[Content_Types\]\.xml",
    r"_rels/\.rels",
    r"docProps/\w+\.\w+",
    r"xl/(workbook|styles|sharedStrings|calcChain)\.xml",
    r"xl/_rels/workbook\.xml\.rels",
    r"xl/theme/theme\d+\.xml",
    r"xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?",
    r"xl/comments(/comment)?\d*\.xml",
    r"xl/drawings/(_rels/)?\w+\.vml(\.rels)?",
    r"xl/tables/table\d+\.xml",
    r"xl/externalLinks/(_rels/)?externalLink\d+\.xml(\.rels)?",
    r"xl/printerSettings/\w+\.bin",
)
# part: what people call it, in both languages
_LOST = (
    (r"xl/charts/|xl/chartsheets/", "biểu đồ", "charts"),
    (r"xl/pivot", "bảng tổng hợp (PivotTable)", "pivot tables"),
    (r"xl/vbaProject|xl/macrosheets/|xl/dialogsheets/", "macro", "macros"),
    (r"xl/ctrlProps/|xl/activeX/", "nút, ô chọn (form control)", "form controls"),
    (r"xl/media/", "hình ảnh", "pictures"),
    (r"xl/drawings/", "hình vẽ, hộp chữ", "drawings and text boxes"),
    (r"xl/embeddings/", "đối tượng nhúng", "embedded objects"),
    (r"xl/threadedComments/|xl/persons/", "bình luận theo chuỗi (threaded comments)", "threaded comments"),
    (r"xl/slicer|xl/timeline", "bộ lọc hình (slicer)", "slicers"),
    (r"xl/connections|xl/queryTables/|xl/model/", "kết nối dữ liệu", "data connections"),
    (r"_xmlsignatures/", "chữ ký số", "digital signatures"),
    (r"xl/metadata\.xml|xl/richData/", "công thức mảng động, kiểu dữ liệu", "dynamic arrays and data types"),
)
_EXTENSIONS = {
    "78C0D931-6437-407d-A8EE-F0AAD7539E65": ("định dạng có điều kiện kiểu mới", "newer conditional formats"),
    "CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF": ("danh sách chọn lấy từ trang khác", "lists taken from other sheets"),
    "05C60535-1F16-4fd2-B633-F4F36F0B64E0": ("biểu đồ trong ô (sparkline)", "sparklines"),
    "A8765BA9-456A-4dab-B4F3-ACF838C121DE": ("bộ lọc hình (slicer)", "slicers"),
    "3A4CF648-6AED-40f4-86FF-DC5316D8AED3": ("bộ lọc hình (slicer)", "slicers"),
}
"""Of the list of extensions at the end of a sheet."""
_EXTENSION = re.compile(rb"<(?:\w+:)?ext\b[^>]*\buri=\"\{([0-9A-Fa-f-]+)\}\"")
_INSIDE = re.compile(rb"<(?:\w+:)?(oleObjects|controls|legacyDrawingHF)\b")
_SIGNATURE_OF_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refuse(vi: str, en: str, out: Path) -> NoReturn:
    """Say that the file was left as it is."""
    raise TargetRefused(f"{vi}; tệp được giữ nguyên", f"{en}; the file was left as it is", file=str(out))


def refuse_if_open(out: Path) -> None:
    """Excel and LibreOffice leave a file beside the one that they have open."""
    marks = (out.with_name(f"~${out.name}"), out.with_name(f".~lock.{out.name}#"))
    if any(mark.exists() for mark in marks):
        refuse(
            "sổ đang mở trong Excel hoặc LibreOffice; hãy lưu, đóng rồi xuất lại",
            "the workbook is open in Excel or LibreOffice; save and close it, then export again",
            out,
        )


def refuse_if_it_would_lose(out: Path) -> None:
    """Read the parts of the file: what openpyxl would not write again is named."""
    try:
        with zipfile.ZipFile(out) as archive:
            lost = sorted(set(_lost(archive)))
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        with out.open("rb") as stream:
            locked = stream.read(8) == _SIGNATURE_OF_OLE
        if locked:
            refuse("sổ có mật khẩu hoặc là tệp .xls cũ", "the workbook has a password or is an old .xls file", out)
        raise TargetRefused(
            "không phải tệp Excel (.xlsx); tệp được giữ nguyên",
            "not an Excel file (.xlsx); the file was left as it is",
            file=str(out),
        ) from error
    if lost:
        vi, en = ("; ".join(dict.fromkeys(names)) for names in zip(*lost, strict=True))
        refuse(
            f"sổ có những phần mà việc cập nhật sẽ làm mất: {vi}; hãy chuyển chúng sang tệp khác",
            f"the workbook has parts that the update would lose: {en}; move them to another file",
            out,
        )


def _lost(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for name in archive.namelist():
        part = name.lstrip("/")
        if part.endswith("/") or any(re.fullmatch(kept, part) for kept in _KEPT):
            if part.startswith("xl/worksheets/sheet"):
                yield from _lost_in_sheet(archive.read(name))
            elif part.startswith(("xl/comments", "xl/comments/")):
                yield from _threads(archive.read(name))
            continue
        if re.match(r"xl/drawings/", part) and not part.endswith(".vml") and b"Anchor" not in archive.read(name):
            continue  # LibreOffice writes an empty one for every sheet
        found = next(((vi, en) for pattern, vi, en in _LOST if re.match(pattern, part)), None)
        yield found or (part, part)


def _lost_in_sheet(xml: bytes) -> Iterator[tuple[str, str]]:
    for match in _EXTENSION.finditer(xml):
        uri = match[1].decode().upper()
        known = {key.upper(): names for key, names in _EXTENSIONS.items()}
        yield known.get(uri, (f"phần mở rộng {uri}", f"extension {uri}"))
    for match in _INSIDE.finditer(xml):
        yield {
            b"oleObjects": ("đối tượng nhúng", "embedded objects"),
            b"controls": ("nút, ô chọn (form control)", "form controls"),
            b"legacyDrawingHF": ("hình ở đầu, cuối trang", "pictures in headers and footers"),
        }[match[1]]


def _threads(xml: bytes) -> Iterator[tuple[str, str]]:
    if b"[Threaded comment]" in xml:
        yield "bình luận theo chuỗi (threaded comments)", "threaded comments"

"""How much one file may ask for. Every budget of reading is a row of this one table (docs/limits.md shows it).

Each is far above what any act needs and is looked at before the work is done, so that a file of a few kilobytes cannot
take gigabytes or minutes. Over one of them the file is refused with TooLarge, which says the number that was found and
the row to raise; of a PDF or a picture file a single page is left out instead, with a Note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from vnplans.errors import TooLarge, WrongRequest
from vnplans.pages import Remark
from vnplans.regex import regex

__all__ = ["Limits", "Tally", "limits_from"]

_KIB, _MIB, _GIB = 2**10, 2**20, 2**30


def _row(default: Any, vi: str, en: str, why: str, *, size: bool = False) -> Any:
    """One budget: what it counts in both languages, and why it is what it is. `size`: bytes."""
    return field(default=default, metadata={"vi": vi, "en": en, "why": why, "size": size})


@dataclass(frozen=True, slots=True)
class Limits:
    """The budgets of one file; sizes in bytes. `ReadOptions(limits=Limits(pages=20_000))`, `--limit pages=20000`."""

    file_size: int = _row(512 * _MIB, "cỡ tệp", "the file", "the largest scanned act seen has 180 MiB", size=True)

    depth: int = _row(4, "lớp tệp nén lồng nhau", "containers in containers", "a mail with a ZIP of ZIPs has 3")
    members: int = _row(20_000, "tệp bên trong", "files in a container", "a year of a province's acts")
    member_size: int = _row(
        512 * _MIB, "cỡ một tệp trong tệp nén", "one file in a container", "as the file itself", size=True
    )
    total_size: int = _row(
        4 * _GIB, "cỡ giải nén tổng cộng", "all that a container unpacks to", "members are opened one by one", size=True
    )
    ratio: float = _row(
        500.0,
        "lần giải nén",
        "unpacked to packed size",
        "text seldom passes 20, a bomb has 1,000; counted from ratio_from",
    )
    ratio_from: int = _row(
        16 * _MIB, "cỡ từ đó tính ratio", "where the ratio begins to count", "smaller files do no harm", size=True
    )

    part_size: int = _row(
        96 * _MIB, "cỡ một phần XML", "one XML part of a .docx or .odt", "200 times the largest plan seen", size=True
    )
    package_size: int = _row(
        768 * _MIB, "cỡ giải nén của .docx, .odt", "all parts of a .docx or .odt", "pictures included", size=True
    )
    nesting: int = _row(
        200, "lớp phần tử lồng nhau", "elements in elements", "old web pages nest 100; deeper words are left out"
    )
    chunks: int = _row(200, "văn bản nhúng", "documents inside a document", "Word merges of a few dozen files are seen")
    chunk_depth: int = _row(3, "lớp văn bản nhúng", "documents inside embedded documents", "one is usual")

    blocks: int = _row(200_000, "đoạn", "paragraphs", "a plan of 300 pages with its tables has 20,000")
    cells: int = _row(
        500_000, "ô bảng", "cells of tables, rows times columns", "an annex of 5,000 rows and 20 columns has 100,000"
    )
    paragraph: int = _row(10_000, "chữ trong một đoạn", "letters of a paragraph", "longer ones are parted")
    label: int = _row(
        200, "chữ trong số thứ tự", "letters of a list label", "longer ones are no labels and are left out"
    )
    letters: int = _row(30_000_000, "chữ", "letters of a document", "15,000 printed pages")

    pages: int = _row(5_000, "trang", "pages of a PDF, frames of a picture", "the longest planning file seen has 1,300")
    repeats: int = _row(50, "lần lặp lại cùng một trang", "times the same page", "no act prints one page so often")
    page_letters: int = _row(100_000, "chữ trên một trang", "letters on a page", "a full page of small print has 8,000")
    page_objects: int = _row(
        50_000,
        "hình vẽ trên một trang",
        "drawn objects on a page",
        "above it the page's rules are not read, its words are",
    )
    page_content: int = _row(
        64 * _MIB, "một luồng của PDF", "one stream of a PDF, unpacked", "a map of a province has 20 MiB", size=True
    )
    content_ratio: int = _row(
        150,
        "lần giãn ra của một luồng PDF",
        "unpacked to packed size of a stream of a PDF",
        "drawings seldom pass 30, a bomb has 1,000; counted from 4 MiB, pictures aside",
    )
    form_draws: int = _row(
        100_000,
        "hình, mẫu tô, chữ vẽ lồng nhau của PDF",
        "forms, patterns, drawn letters of a PDF in each other",
        "a sheet of symbols has hundreds",
    )
    page_notes: int = _row(2_000, "chú thích trên một trang", "annotations on a page", "a signed act has a dozen")
    pixels: int = _row(
        178_000_000, "điểm ảnh", "pixels of a picture", "A0 at 300 dpi; Pillow itself refuses above 178,956,970"
    )
    scaled_pixels: int = _row(
        64_000_000, "điểm ảnh sau khi chỉnh cỡ", "pixels of a picture at 200 dpi", "A0; an A4 page has 4 million"
    )

    rendered_pixels: int = _row(
        30_000_000, "điểm ảnh khi vẽ một trang PDF", "pixels of a page drawn for OCR", "larger pages are drawn coarser"
    )
    office_seconds: int = _row(
        90, "giây cho LibreOffice", "seconds for LibreOffice", "the longest document seen takes 6"
    )
    record_size: int = _row(
        256 * _MIB, "cỡ một bản ghi", "one line of a .jsonl file", "the longest record seen has 9 MiB", size=True
    )

    def __post_init__(self) -> None:
        for row in fields(self):
            value = getattr(self, row.name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
                raise WrongRequest(f"giới hạn {row.name} phải là một số", f"the limit {row.name} must be a number")

    def check(self, name: str, found: float) -> None:
        """Raise TooLarge if there is more than a row allows."""
        if found > getattr(self, name):
            raise self.over(name, found)

    def over(self, name: str, found: float | None = None) -> TooLarge:
        """The error of a row that is exceeded; `found` None where counting stopped at the limit."""
        row = next(row for row in fields(self) if row.name == name)
        most = getattr(self, name)
        said = [_shown(n, size=row.metadata["size"]) for n in (found if found is not None else most, most)]
        more_vi, more_en = ("hơn ", "more than ") if found is None else ("", "")
        return TooLarge(
            f"{row.metadata['vi']}: {more_vi}{said[0]}, giới hạn {said[1]} (tăng bằng --limit {name}=...)",
            f"{row.metadata['en']}: {more_en}{said[0]}, the limit is {said[1]} (raise it by --limit {name}=...)",
        )

    def inside(self, among: int) -> Limits:
        """What is left for a document inside this one that shares its chunks with others."""
        return replace(self, chunks=self.chunks // max(among, 1), chunk_depth=max(self.chunk_depth - 1, 0))


def _shown(number: float, *, size: bool) -> str:
    for unit, name in ((_GIB, "GiB"), (_MIB, "MiB"), (_KIB, "KiB")) if size else ():
        if number >= unit:
            return f"{number / unit:.4g} {name}"
    return f"{number:g}" if isinstance(number, float) else str(number)


class Tally:
    """Counts one document's way through its budgets, each before the work is done."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._found: Counter[str] = Counter()
        self._left_out = 0

    def add(self, name: str, count: int = 1) -> None:
        """So many more. Raises TooLarge over the row's limit."""
        self._found[name] += count
        if self._found[name] > getattr(self.limits, name):
            raise self.limits.over(name)

    def leave_out(self) -> None:
        """One element lies deeper than is read."""
        self._left_out += 1

    def remarks(self) -> tuple[Remark, ...]:
        """What is to be told of elements that were left out."""
        if not self._left_out:
            return ()
        most = self.limits.nesting
        return (
            Remark(
                "left_out",
                "review",
                f"bỏ qua {self._left_out} phần lồng nhau quá {most} lớp (tăng bằng --limit nesting=...)",
                f"{self._left_out} elements nested deeper than {most} were left out (raise it by --limit nesting=...)",
            ),
        )


_VALUE = regex(r"(\d+(?:\.\d+)?)\s*([KMG]?)(?:i?B)?", re.I)
_UNITS = {"": 1, "K": _KIB, "M": _MIB, "G": _GIB}


def limits_from(pairs: Iterable[str]) -> Limits:
    """Limits from "name=value"; of sizes "800M", "2G" too. Raises WrongRequest for what is no row or no number."""
    chosen: dict[str, Any] = {}
    rows = {row.name: row for row in fields(Limits)}
    for pair in pairs:
        name, _, value = pair.partition("=")
        row, number = rows.get(name.strip().replace("-", "_")), _VALUE.fullmatch(value.strip())
        if row is None:
            raise WrongRequest(f"không có giới hạn {name}: {', '.join(rows)}", f"no limit {name}: {', '.join(rows)}")
        if number is None or (number[2] and not row.metadata["size"]):
            raise WrongRequest(f"giới hạn {row.name}: tên=số", f"limit {row.name}: name=number")
        amount = float(number[1]) * _UNITS[number[2].upper()]
        chosen[row.name] = amount if row.name == "ratio" else int(amount)
    return Limits(**chosen)

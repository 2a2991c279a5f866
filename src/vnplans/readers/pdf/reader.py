"""The path of a PDF: each page to a sheet, by its text or its picture; sheets to blocks; signatures to stamps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Literal

from pypdfium2 import PdfiumError

from vnplans.errors import DamagedFile, TooLarge
from vnplans.frame import Frame
from vnplans.limits import Limits
from vnplans.pages import Pages, Remark
from vnplans.readers.options import ReadOptions, left_out, pages_left_out
from vnplans.readers.pdf import pdfium
from vnplans.readers.pdf.encoding import Decoder
from vnplans.readers.pdf.forms import check_forms
from vnplans.readers.pdf.graphics import Graphics
from vnplans.readers.pdf.opening import Renewed, unlocked
from vnplans.readers.pdf.pictures import Picture, Pictures, wanted
from vnplans.readers.pdf.sheet import read_sheet
from vnplans.readers.pdf.streams import check_streams
from vnplans.readers.sheet.flow import blocks_of
from vnplans.readers.sheet.sheet import Sheet
from vnplans.readers.signed.stamps import Shown, stamps_of

__all__ = ["blocks_of", "read"]


def read(data: bytes, options: ReadOptions) -> Pages:
    """The pages of a PDF. Pages without believable text are read as pictures.

    Raises EncryptedFile, DamagedFile, TooLarge.
    """
    check_streams(data, options.limits)
    known = _Known(Pictures(data, options))
    with pdfium.IN_TURN, closing(Renewed(data)) as document:
        options.limits.check("pages", document.pages)
        plain = unlocked(document.now, data)
        if b"/Encrypt" in data:
            check_streams(plain, options.limits)
        check_forms(plain, options.limits)
        blocks = known.pictures.as_given(blocks_of(_sheets(document, options, known)))
    return Pages(
        blocks=blocks,
        reader="pdf",
        media_type="application/pdf",
        page_count=len(known.frames),
        page_sizes=tuple(frame.size for frame in known.frames),
        encoding=known.decoder.used,
        text_origin=known.origin(),
        stamps=stamps_of(data, known.shown, known.frames, blocks),
        remarks=known.remarks(options.limits),
    )


@dataclass(slots=True)
class _Known:
    """What is kept of each page once its lines are blocks."""

    pictures: Pictures
    decoder: Decoder = field(default_factory=Decoder)
    frames: list[Frame] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    left_out: list[tuple[int, TooLarge]] = field(default_factory=list)
    unruled: list[int] = field(default_factory=list)
    same: Counter[int] = field(default_factory=Counter)
    unread: list[int] = field(default_factory=list)
    """Pages that are pictures and were not to be read (`max_pages`)."""
    printed: int = 0

    def remarks(self, limits: Limits) -> tuple[Remark, ...]:
        """What is to be said of the file. Raises DamagedFile if not one page could be opened, TooLarge if each is."""
        if len(self.left_out) == len(self.frames):
            raise self.left_out[0][1]
        if len(self.damaged) + len(self.left_out) == len(self.frames):
            raise DamagedFile("không mở được trang nào của tệp PDF", "no page of the PDF could be opened")
        lost = (
            Remark("damaged_page", "error", "trang bị hỏng, phải bỏ qua", "the page is damaged and was left out", n)
            for n in self.damaged
        )
        too_large = (
            Remark(
                "page_left_out", "error", f"bỏ qua trang: {e.message_vi}", f"the page was left out: {e.message_en}", n
            )
            for n, e in self.left_out
        )
        over = limits.over("page_objects")
        unruled = (
            Remark(
                "drawings_unread",
                "review",
                f"không đọc đường kẻ của trang: {over.message_vi}",
                f"the rules of the page were not read: {over.message_en}",
                n,
            )
            for n in self.unruled
        )
        unread = (pages_left_out(self.unread),) if self.unread else ()
        return (*unread, *lost, *too_large, *unruled, *self.pictures.remarks)

    def origin(self) -> Literal["text", "ocr", "mixed"]:
        if not self.pictures.recognised:
            return "text"
        return "mixed" if self.printed else "ocr"


_A4 = Frame(0.0, 0.0, 595.0, 842.0)


def _sheets(document: Renewed, options: ReadOptions, known: _Known) -> Iterator[Sheet]:
    """The pages in order; neighbours whose pictures must be read are read together."""
    waiting: list[Picture] = []
    for number in range(1, document.pages + 1):
        try:
            sheet, seen, mark = read_sheet(document.at(number), number, known.decoder, options.limits)
        except PdfiumError:
            known.damaged.append(number)
            sheet, seen, mark = Sheet(number, _A4), Graphics(), None
        except TooLarge as error:
            known.left_out.append((number, error))
            sheet, seen, mark = Sheet(number, _A4), Graphics(), None
        if mark is not None:
            known.same[mark] += 1
            options.limits.check("repeats", known.same[mark])
        if seen.too_many:
            known.unruled.append(number)
        known.frames.append(sheet.frame)
        known.shown += [Shown(number, overlay.box, overlay.text) for overlay in sheet.over]
        picture = wanted(sheet, seen, options)
        if picture and left_out(number, document.pages, options.max_pages):
            known.unread.append(number)
            yield picture.as_is
            continue
        if picture:
            waiting.append(picture)
            continue
        known.printed += bool(sheet.lines or sheet.tables)
        yield from known.pictures.read(waiting)
        waiting = []
        yield known.pictures.completed(sheet, seen) if number == 1 else sheet
    yield from known.pictures.read(waiting)

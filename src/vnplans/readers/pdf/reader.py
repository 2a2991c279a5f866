"""The path of a PDF: each page to a sheet, by its text or its picture; sheets to blocks; signatures to stamps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Literal

from pypdfium2 import PdfiumError

from vnplans.errors import DamagedFile
from vnplans.frame import Frame
from vnplans.pages import Pages, Remark
from vnplans.readers.options import ReadOptions, left_out, pages_left_out
from vnplans.readers.pdf import pdfium
from vnplans.readers.pdf.encoding import Decoder
from vnplans.readers.pdf.graphics import Graphics
from vnplans.readers.pdf.opening import open_pdf
from vnplans.readers.pdf.pictures import Picture, Pictures, wanted
from vnplans.readers.pdf.sheet import read_sheet
from vnplans.readers.sheet.flow import blocks_of
from vnplans.readers.sheet.sheet import Sheet
from vnplans.readers.signed.stamps import Shown, stamps_of

__all__ = ["blocks_of", "read"]


def read(data: bytes, options: ReadOptions) -> Pages:
    """The pages of a PDF. Pages without believable text are read as pictures. Raises EncryptedFile or DamagedFile."""
    known = _Known(Pictures(data, options))
    with pdfium.IN_TURN, closing(open_pdf(data)) as document:
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
        remarks=known.remarks(),
    )


@dataclass(slots=True)
class _Known:
    """What is kept of each page once its lines are blocks."""

    pictures: Pictures
    decoder: Decoder = field(default_factory=Decoder)
    frames: list[Frame] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    """Pages that are pictures and were not to be read (`max_pages`)."""
    printed: int = 0

    def remarks(self) -> tuple[Remark, ...]:
        """What is to be said of the file. Raises DamagedFile if not one page could be opened."""
        if len(self.damaged) == len(self.frames):
            raise DamagedFile("không mở được trang nào của tệp PDF", "no page of the PDF could be opened")
        lost = (
            Remark("damaged_page", "error", "trang bị hỏng, phải bỏ qua", "the page is damaged and was left out", n)
            for n in self.damaged
        )
        left = (pages_left_out(self.left),) if self.left else ()
        return (*left, *lost, *self.pictures.remarks)

    def origin(self) -> Literal["text", "ocr", "mixed"]:
        if not self.pictures.recognised:
            return "text"
        return "mixed" if self.printed else "ocr"


def _sheets(document: Any, options: ReadOptions, known: _Known) -> Iterator[Sheet]:
    """The pages in order; neighbours whose pictures must be read are read together."""
    waiting: list[Picture] = []
    for number in range(1, len(document) + 1):
        try:
            sheet, seen = read_sheet(document, number, known.decoder)
        except PdfiumError:
            known.damaged.append(number)
            sheet, seen = Sheet(number, Frame(0.0, 0.0, 595.0, 842.0)), Graphics()
        known.frames.append(sheet.frame)
        known.shown += [Shown(number, overlay.box, overlay.text) for overlay in sheet.over]
        picture = wanted(sheet, seen, options)
        if picture and left_out(number, len(document), options.max_pages):
            known.left.append(number)
            yield picture.sheet
            continue
        if picture:
            waiting.append(picture)
            continue
        known.printed += bool(sheet.lines or sheet.tables)
        yield from known.pictures.read(waiting)
        waiting = []
        yield sheet
    yield from known.pictures.read(waiting)

"""A Word file that is a folder for pictures: scanned pages pasted one below another, read as the pictures they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from vnplans.errors import MissingExtra, VnplansError
from vnplans.pages import Block, Pages, Remark
from vnplans.readers.options import Inner
from vnplans.readers.word.names import OFFICE, VML
from vnplans.readers.word.package import Parts

__all__ = ["FEW_LETTERS", "of_pages", "with_pictures"]

FEW_LETTERS = 100
"""A file with fewer letters may have its text in pictures."""
_SMALL = 30_000
"""Bytes: a coat of arms or a ruler is smaller, a scanned page larger."""
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_DATA = VML + "imagedata"


def of_pages(parts: Parts) -> list[bytes]:
    """The pictures of the body that may be pages, in order, each once."""
    rids = (e.get(OFFICE + "embed") or e.get(OFFICE + "id") for e in parts.document.iter(_BLIP, _DATA))
    blobs = (parts.blob(rid) for rid in dict.fromkeys(rids))
    return [blob for blob in blobs if blob and len(blob) >= _SMALL]


OCR_IS_OFF = Remark(
    "ocr_off",
    "warning",
    "chữ nằm trong ảnh, mà nhận dạng chữ đã tắt",
    "the text stands in pictures, and OCR is off",
)


def with_pictures(pages: Pages, pictures: list[bytes], inner: Inner) -> Pages:
    """The pages with the text of the pictures behind their own text; a picture counts as a page (or several: TIFF).

    A picture that cannot be read is a remark. Raises MissingExtra where no OCR engine is installed.
    """
    blocks: list[Block] = list(pages.blocks)
    remarks: list[Remark] = []
    sizes: list[tuple[float, float]] = []
    for picture in _read(pictures, inner, remarks):
        before = len(sizes)
        sizes += picture.page_sizes
        blocks += (replace(block, page=block.page and block.page + before) for block in picture.blocks)
        remarks += picture.remarks
    origin: Literal["mixed", "ocr"] = "mixed" if pages.blocks else "ocr"
    read = replace(pages, blocks=tuple(blocks), page_count=len(sizes), page_sizes=tuple(sizes), text_origin=origin)
    return read.with_remarks(*remarks)


def _read(pictures: list[bytes], inner: Inner, remarks: list[Remark]) -> Iterator[Pages]:
    for picture in pictures:
        try:
            yield inner(picture)
        except MissingExtra:
            raise
        except VnplansError as error:
            remarks.append(Remark("picture_unread", "warning", error.message_vi, error.message_en))

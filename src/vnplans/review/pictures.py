"""The pages of a PDF or a picture file as JPEG pictures, one at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from pypdfium2 import raw

from vnplans.review.letters import Letters, read_letters

__all__ = ["PICTURED", "PagePicture", "pictures"]

_DPI = 110
_WIDEST, _TALLEST = 1700, 3600
"""Pixels; larger pages are drawn smaller."""
_QUALITY = 68
PICTURED = ("application/pdf", "image/")
"""Media types whose pages can be shown as pictures begin so."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """`size` is that of the page in points, in the coordinates of quotes; `letters` is None for a scan."""

    number: int
    jpeg: bytes
    pixels: tuple[int, int]
    size: tuple[float, float]
    letters: Letters | None = None


def pictures(data: bytes, media_type: str, sizes: tuple[tuple[float, float], ...], most: int) -> Iterator[PagePicture]:
    """At most `most` pages in order, each closed before the next. `sizes` are those of `Pages`, needed for pictures.

    Pages that cannot be drawn are left out; a file that cannot be opened gives none.
    """
    if media_type == "application/pdf":
        return _of_pdf(data, most)
    return _of_image(data, sizes, most) if media_type.startswith("image/") else iter(())


def _of_pdf(data: bytes, most: int) -> Iterator[PagePicture]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()  # the numbers of signed acts are drawn by form fields
        for number in range(1, min(len(document), most) + 1):
            try:
                yield _drawn(document, number)
            except pypdfium2.PdfiumError:
                continue
    finally:
        document.close()


def _drawn(document: Any, number: int) -> PagePicture:
    page = document[number - 1]
    try:
        letters = read_letters(page)
        wide, high = page.get_size()
        turn = (letters.frame.turn - page.get_rotation()) % 360 if letters.text else 0
        scale = min(_DPI / 72, _WIDEST / max(wide, 1), _TALLEST / max(high, 1))
        bitmap = page.render(scale=scale, rotation=turn)
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()
    finally:
        page.close()
    return PagePicture(number, _jpeg(image), image.size, letters.frame.size, letters if letters.text else None)


def _of_image(data: bytes, sizes: tuple[tuple[float, float], ...], most: int) -> Iterator[PagePicture]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            for number, frame in enumerate(islice(ImageSequence.Iterator(picture), min(most, len(sizes))), 1):
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                upright.thumbnail((_WIDEST, _TALLEST))
                yield PagePicture(number, _jpeg(upright), upright.size, sizes[number - 1])
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        return


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()

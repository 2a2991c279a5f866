"""Pictures: .jpg, .png, .bmp and .tif with one or many pages."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from vnplans.errors import DamagedFile
from vnplans.limits import Limits
from vnplans.pages import Pages, Remark
from vnplans.readers.ocr import DPI, PageImage, available, recognise_sheets
from vnplans.readers.options import ReadOptions, left_out, pages_left_out
from vnplans.readers.sheet.flow import blocks_of
from vnplans.readers.sheet.placement import as_given

__all__ = ["read"]

_MEDIA_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff", "BMP": "image/bmp"}
A4 = (595.3, 841.9)


def read(data: bytes, options: ReadOptions) -> Pages:
    """One page for each frame. Raises DamagedFile, TooLarge, and MissingExtra where no OCR engine is installed."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            media_type = _MEDIA_TYPES.get(picture.format or "", "image/*")
            _weigh(picture, options.limits)
            return _read(picture, media_type, options)
    except Image.DecompressionBombError as error:
        raise options.limits.over("pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise DamagedFile("tệp ảnh bị hỏng", "a damaged picture") from error


_STRIPS = (273, 324)
"""TIFF's StripOffsets and TileOffsets: where in the file the pixels of a frame lie."""


def _weigh(picture: Image.Image, limits: Limits) -> None:
    """Raise TooLarge by what the headers say, before a pixel is unpacked."""
    places: Counter[object] = Counter()
    for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
        limits.check("pages", number)
        limits.check("pixels", frame.width * frame.height)
        wide, high = (length / 72 * DPI for length in _page_size(frame, frame.info.get("dpi")))
        limits.check("scaled_pixels", round(wide * high))
        tags = getattr(frame, "tag_v2", {})
        if place := next((tags[tag] for tag in _STRIPS if tag in tags), None):
            places[place] += 1
            limits.check("repeats", places[place])
    picture.seek(0)


def _read(picture: Image.Image, media_type: str, options: ReadOptions) -> Pages:
    sizes: list[tuple[float, float]] = []
    if options.ocr == "never":
        remark = Remark("ocr_off", "warning", "ảnh không được đọc vì đã tắt nhận dạng chữ", "a picture, and OCR is off")
        for _ in _frames(picture, sizes):
            pass
        return Pages((), "image", media_type, len(sizes), tuple(sizes), text_origin="ocr", remarks=(remark,))
    left: list[int] = []
    count = getattr(picture, "n_frames", 1)

    def wanted() -> Iterator[PageImage]:
        for frame in _frames(picture, sizes):
            if left_out(frame.number, count, options.max_pages):
                left.append(frame.number)
            else:
                yield frame

    readings = list(recognise_sheets(wanted(), options))
    return Pages(
        as_given(
            blocks_of(sheet for reading in readings for sheet in reading.sheets),
            {reading.sheets[0].number: reading.placement for reading in readings},
        ),
        f"image/{available(options)}",
        media_type,
        page_count=len(sizes),
        page_sizes=tuple(sizes),
        text_origin="ocr",
        remarks=(
            *((pages_left_out(left),) if left else ()),
            *(remark for reading in readings for remark in reading.remarks),
        ),
    )


def _frames(picture: Image.Image, sizes: list[tuple[float, float]]) -> Iterator[PageImage]:
    """Each frame upright as its EXIF says, with the size of its page; `sizes` gathers them."""
    for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
        upright = ImageOps.exif_transpose(frame).convert("RGB")
        sizes.append(_page_size(upright, frame.info.get("dpi")))
        yield PageImage(upright, number, sizes[-1])


def _page_size(picture: Image.Image, dpi: tuple[float, float] | None) -> tuple[float, float]:
    """In points, by the stated resolution if a page of that size makes sense, else as wide (or tall) as A4."""
    if dpi and dpi[0] and dpi[1]:
        width, height = picture.width / float(dpi[0]) * 72, picture.height / float(dpi[1]) * 72
        if min(width, height) > 250 and max(width, height) < 3600:
            return round(width, 1), round(height, 1)
    short = A4[0] / min(picture.size)
    return round(picture.width * short, 1), round(picture.height * short, 1)

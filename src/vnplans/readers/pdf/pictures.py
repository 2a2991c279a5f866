"""Pages whose text is missing or not to be believed: their pictures, given to OCR."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from vnplans.errors import MissingExtra
from vnplans.limits import Limits
from vnplans.pages import Block, Remark
from vnplans.readers.layer import judge
from vnplans.readers.options import ReadOptions
from vnplans.readers.pdf.graphics import Graphics
from vnplans.readers.pdf.opening import Renewed
from vnplans.readers.pdf.second_look import completed, unexplained
from vnplans.readers.sheet.overlay import fill_in
from vnplans.readers.sheet.placement import Placement, as_given
from vnplans.readers.sheet.sheet import Sheet

if TYPE_CHECKING:
    from PIL import Image

    from vnplans.readers.ocr import Reading

__all__ = ["Picture", "Pictures", "wanted"]

_DPI = 200
_DRAWN = 60
"""A page without text and pictures that has so many objects shows letters drawn as outlines."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to be read as a picture, what its annotations show on it, and why its text will not do."""

    sheet: Sheet
    reason: str
    reason_en: str
    text: Sheet | None = None
    """Its text, where that is better than nothing."""

    @property
    def as_is(self) -> Sheet:
        """What of the page can be read without OCR."""
        return self.text or self.sheet


def wanted(sheet: Sheet, seen: Graphics, options: ReadOptions) -> Picture | None:
    """The picture of a page that must be read; None where the page's text will do or there is nothing on it."""
    verdict = judge(sheet.text(), seen.pictured)
    empty = not sheet.lines and not sheet.tables
    if empty and seen.pictured < 0.05 and seen.drawn < _DRAWN:
        return None
    if verdict.believable and options.ocr != "always":
        return None
    blank = Sheet(sheet.number, sheet.frame, sheet.rules, over=sheet.over, shown=sheet.over)
    return Picture(blank, verdict.reason, verdict.reason_en, sheet if verdict.state == "misnamed" else None)


class Pictures:
    """The pages of a document that OCR reads, in order."""

    def __init__(self, data: bytes, options: ReadOptions) -> None:
        self.data = data
        self.options = options
        self.remarks: list[Remark] = []
        self.recognised = 0
        self._placed: dict[int, Placement] = {}

    def read(self, pictures: Sequence[Picture]) -> Iterator[Sheet]:
        """The sheets of neighbouring pages; without OCR only what their annotations show, and a Remark."""
        if not pictures:
            return
        if self.options.ocr == "never":
            yield from self._unread(pictures, "đã tắt nhận dạng chữ", "OCR is off")
            return
        from vnplans.readers import ocr  # noqa: PLC0415  numpy and Pillow, for pictures only

        document = Renewed(self.data)  # again: that of the reader is flattened, and shows its annotations
        limits = self.options.limits
        sheets = [picture.sheet for picture in pictures]
        images = (
            ocr.PageImage(_render(document.at(one.number), one, ocr.DPI, limits), one.number, one.size)
            for one in sheets
        )
        try:
            for picture, reading in zip(pictures, ocr.recognise_sheets(images, self.options), strict=True):
                yield from self._sheets(picture, reading)
        except MissingExtra as missing:
            yield from self._unread(pictures, missing.message_vi, missing.message_en)
        finally:
            document.close()

    def completed(self, sheet: Sheet, seen: Graphics) -> Sheet:
        """A typed page with what of its head stands there as a picture; as it is where nothing does."""
        regions = unexplained(sheet, seen)
        if not regions:
            return sheet
        if self.options.ocr == "never":
            return self._not_looked(sheet, "đã tắt nhận dạng chữ", "OCR is off")
        from vnplans.readers.ocr.regions import read_regions  # noqa: PLC0415  numpy and Pillow, for pictures only

        document = Renewed(self.data)
        try:
            image = _render(document.at(sheet.number), sheet, _DPI, self.options.limits, annotated=True)
            read = list(read_regions(image, sheet.size, sheet.number, regions, self.options))
        except MissingExtra as missing:
            return self._not_looked(sheet, missing.message_vi, missing.message_en)
        finally:
            document.close()
        whole = completed(sheet, read)
        if whole is None:
            return sheet
        self.recognised += 1
        said, said_en = (
            "đọc từ ảnh ở đầu trang phần chữ còn thiếu",
            "what its head lacked was read from a picture there",
        )
        self.remarks.append(Remark("ocr", "info", said, said_en, sheet.number))
        return whole

    def _not_looked(self, sheet: Sheet, vi: str, en: str) -> Sheet:
        said, said_en = "đầu trang có ảnh chưa đọc", "a picture in the head of the page was not read"
        self.remarks.append(Remark("ocr_needed", "review", f"{said}: {vi}", f"{said_en}: {en}", sheet.number))
        return sheet

    def _sheets(self, picture: Picture, reading: Reading) -> Iterator[Sheet]:
        """The recognised sheets, the first with the stamped numbers of the page's annotations in their gaps."""
        self.recognised += 1
        self.remarks += reading.remarks
        number = picture.sheet.number
        self.remarks.append(
            Remark(
                "ocr",
                "info",
                f"đọc từ ảnh của trang: {picture.reason}",
                f"read from its picture: {picture.reason_en}",
                number,
            )
        )
        sheet = reading.sheets[0]
        lines, shown = fill_in(sheet.lines, picture.sheet.over)
        self._placed[number] = reading.placement
        yield replace(sheet, lines=lines, over=picture.sheet.over, shown=[*sheet.shown, *shown])
        yield from reading.sheets[1:]

    def _unread(self, pictures: Sequence[Picture], vi: str, en: str) -> Iterator[Sheet]:
        for picture in pictures:
            how, how_en = ("chỉ đọc được một phần", "read in part") if picture.text else ("chưa đọc được", "not read")
            said = f"trang {how} ({picture.reason}): {vi}"
            said_en = f"the page was {how_en} ({picture.reason_en}): {en}"
            self.remarks.append(Remark("ocr_needed", "review", said, said_en, picture.sheet.number))
            yield picture.as_is

    def as_given(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks with their boxes on the pages as given, not as they were set upright for OCR."""
        return as_given(blocks, self._placed) if self._placed else blocks


def _render(document: Any, sheet: Sheet, dpi: float, limits: Limits, *, annotated: bool = False) -> Image.Image:
    """The page with or without its annotations, turned as its sheet is read, in fewer dots per inch where that would be
    a picture of monstrous size."""
    page = document[sheet.number - 1]
    wide, high = page.get_size()
    scale = min(dpi / 72, (limits.rendered_pixels / max(wide * high, 1.0)) ** 0.5)
    turn = (sheet.frame.turn - page.get_rotation()) % 360
    bitmap = page.render(scale=scale, rotation=turn, draw_annots=annotated, may_draw_forms=annotated)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    return image

"""Pictures as documents. OCR itself needs an engine."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

from vnplans.errors import DamagedFile, MissingExtra, WrongRequest
from vnplans.readers import ReadOptions, ocr, read
from vnplans.readers.ocr import available, engines, recognise_page
from vnplans.readers.ocr.picture import Grey
from vnplans.readers.ocr.sheet import sheet_of
from vnplans.readers.ocr.tessdata import EngineFailed, Mode, parse_tsv
from vnplans.readers.ocr.words import PixelWord
from vnplans.readers.sheet.placement import Placement
from vnplans.readers.sheet.ruled import Rules

needs_engine = pytest.mark.skipif(engines.choose("auto") is None, reason="no OCR engine is installed")


def picture(*lines: str) -> Image.Image:
    page = Image.new("RGB", (1654, 2339), "white")
    for i, text in enumerate(lines):
        ImageDraw.Draw(page).text((250, 300 + 80 * i), text, font=ImageFont.load_default(42), fill="black")
    return page


def encoded(form: str, *pages: Image.Image) -> bytes:
    stream = io.BytesIO()
    pages[0].save(stream, form, dpi=(200, 200), **({"save_all": True, "append_images": pages[1:]} if pages[1:] else {}))
    return stream.getvalue()


def test_a_cut_off_picture_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read(encoded("PNG", picture("x"))[:60])


def test_without_ocr_a_picture_has_no_text_and_says_so() -> None:
    pages = read(encoded("PNG", picture("x")), ReadOptions(ocr="never"))
    assert pages.blocks == ()
    assert [remark.code for remark in pages.remarks] == ["ocr_off"]


def test_no_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "ENGINES", ())
    assert available(ReadOptions()) is None
    with pytest.raises(MissingExtra, match=r"vnplans\[ocr\].*tesseract-ocr"):
        recognise_page(picture("x"), 1, (595.0, 842.0), ReadOptions())


def test_an_engine_that_left_is_named_with_what_to_use() -> None:
    with pytest.raises(WrongRequest, match=r"không còn dùng trueocr: .*auto \| tesserocr \| tesseract"):
        ReadOptions(ocr_engine="trueocr")  # type: ignore[arg-type]


def test_an_engine_that_fails_loses_the_page_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        @staticmethod
        def installed() -> bool:
            return True

        @staticmethod
        def version() -> str:
            return "1"

        @staticmethod
        def read_words(grey: Grey, mode: Mode) -> list[PixelWord]:
            raise EngineFailed("broken")

    monkeypatch.setattr(engines, "ENGINES", (engines.Engine("tesseract", Broken),))
    pages = read(encoded("PNG", picture("x")))
    assert pages.blocks == ()
    assert [remark.code for remark in pages.remarks] == ["ocr_failed"]


@pytest.mark.parametrize("engine", engines.ENGINES, ids=["tesserocr", "libtesseract", "tesseract"])
def test_every_way_to_tesseract_reads_with_the_model_of_the_package(engine: engines.Engine) -> None:
    if not engine.installed():
        pytest.skip("not installed")
    grey = np.asarray(picture("ban", "nhanh").convert("L"))
    modes: tuple[Mode, ...] = ("page", "block")
    for mode in modes:
        assert [word.text for word in engine.read(grey, mode)] == ["ban", "nhanh"]
    assert engine.read(grey[:200]) == []


@pytest.mark.parametrize("engine", engines.ENGINES[:2], ids=["tesserocr", "libtesseract"])
def test_a_page_that_takes_too_long_is_given_up(engine: engines.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    if not engine.installed():
        pytest.skip("not installed")
    monkeypatch.setattr(engine.module, "SECONDS_A_PAGE", 0.001)
    with pytest.raises(EngineFailed):
        engine.read(np.asarray(picture(*["noi dung van ban"] * 20).convert("L")))


def test_tsv_gives_words_with_boxes_and_confidence() -> None:
    table = (
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
        "4\t1\t1\t1\t2\t0\t10\t20\t200\t30\t-1\t\n"
        "5\t1\t1\t1\t2\t1\t10\t20\t50\t30\t96.5\tKẾ\n"
        '5\t1\t1\t1\t2\t2\t70\t20\t40\t30\t90\t"a\n'
        "5\t1\t1\t1\t2\t3\t120\t20\t40\t30\t95\t \n"
    )
    assert [(w.text, w.box, w.confidence, w.line) for w in parse_tsv(table)] == [
        ("KẾ", (10, 20, 60, 50), 0.965, (1, 1, 2)),
        ('"a', (70, 20, 110, 50), 0.9, (1, 1, 2)),
    ]


@needs_engine
def test_every_page_of_a_tiff_is_read_in_order() -> None:
    pages = read(encoded("TIFF", picture("Trang thu nhat."), picture("Trang thu hai.")))
    assert pages.page_count == 2
    assert pages.media_type == "image/tiff"
    assert pages.text_origin == "ocr"
    assert [block.page for block in pages.blocks] == [1, 2]
    assert pages.page_sizes[0] == pytest.approx((595.4, 842.0), abs=0.2)
    assert all(block.confidence and block.box for block in pages.blocks)
    for block in pages.blocks:
        assert [block.text[word.start : word.end] for word in block.words] == block.text.split()
        assert {word.page for word in block.words} == {block.page}
    assert [sure is not None and sure > 0.5 for sure in pages.page_confidence()] == [True, True]
    quote = pages.quote(1, 0, 5, rule="test")
    assert pages.confidence(quote) == pages.blocks[1].words[0].confidence


@needs_engine
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_is_read_upright(quarters: int) -> None:
    lines = ["noi dung van ban thu nhat cua trang nay", "dong thu hai cua van ban gom nhieu tu"] * 8
    turned = picture(*lines).rotate(90 * quarters, expand=True)
    size = (842.0, 595.0) if quarters % 2 else (595.0, 842.0)
    blocks = recognise_page(turned, 1, size, ReadOptions())
    assert "van ban" in " ".join(block.text for block in blocks)
    for block in blocks:
        assert block.box is not None
        assert 0 <= block.box[0] < block.box[2] <= size[0] + 1
        assert 0 <= block.box[1] < block.box[3] <= size[1] + 1


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_pdf_page_with_a_rotate_entry_is_rendered_as_it_is_shown(
    quarters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scanner lays the picture down and says in /Rotate how it is to be turned: size and picture are those shown."""
    page = Image.new("RGB", (1654, 2339), "white")
    ImageDraw.Draw(page).rectangle((0, 0, 400, 200), fill="black")
    lying = encoded("PDF", page.rotate(90 * quarters, expand=True))
    document = pdfium.PdfDocument(lying)
    document[0].set_rotation(90 * quarters)
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    given: list[ocr.PageImage] = []

    def seen(images: Iterable[ocr.PageImage], options: ReadOptions) -> Iterator[ocr.Reading]:
        for image in images:
            given.append(image)
            placement = Placement(image.size, image.image.size)
            yield ocr.Reading((sheet_of([], Rules(), [], placement, image.number),), placement)

    monkeypatch.setattr(ocr, "recognise_sheets", seen)
    pages = read(stream.getvalue())
    (shown,) = given
    assert shown.size == pages.page_sizes[0] == pytest.approx((595.4, 842.0), abs=1)
    assert shown.image.width < shown.image.height
    corner = shown.image.convert("L").crop((30, 30, 60, 60)).getextrema()
    assert corner == (0, 0)

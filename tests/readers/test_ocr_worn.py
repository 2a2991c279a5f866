"""Scans as they come: coarse, faxed, photographed, on coloured paper, two pages on a sheet. Reading needs an engine."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from vnplans.pages import Block
from vnplans.readers import ReadOptions
from vnplans.readers.ocr import engines, recognise_page
from vnplans.readers.ocr.halves import pages_beside
from vnplans.readers.ocr.picture import Grey, Prepared, is_blank, prepare
from vnplans.readers.ocr.tessdata import Mode
from vnplans.readers.ocr.words import PixelWord
from vnplans.readers.sheet.placement import Placement
from vnplans.text import clean

ROOT = Path(__file__).parents[2]
A4 = (595.0, 842.0)
needs_engine = pytest.mark.skipif(engines.choose("auto") is None, reason="no OCR engine is installed")


def worn() -> ModuleType:
    """benchmarks/worn.py"""
    spec = spec_from_file_location("worn", ROOT / "benchmarks" / "worn.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page() -> Iterator[tuple[Image.Image, list[str]]]:
    """A page of the samples at 300 dpi, and its words."""
    document = pdfium.PdfDocument(ROOT / "samples" / "plan-nd30.pdf")
    first = document[0]
    words = clean(first.get_textpage().get_text_range()).split()
    yield first.render(scale=300 / 72).to_pil().convert("RGB"), words
    document.close()


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    return [word for block in blocks for word in block.text.split()]


@needs_engine
@pytest.mark.parametrize("setting", ["100 dpi", "fax", "telephone", "pink paper"])
def test_a_worn_page_is_read(setting: str, page: tuple[Image.Image, list[str]]) -> None:
    picture, truth = page
    read = words_of(recognise_page(worn().SETTINGS[setting](picture), 1, A4, ReadOptions()))
    assert sum(word in read for word in truth) > 0.96 * len(truth)


@needs_engine
def test_two_pages_on_a_sheet_are_read_one_after_the_other(page: tuple[Image.Image, list[str]]) -> None:
    picture, _ = page
    blocks = recognise_page(worn().two_up(picture), 1, (2 * A4[0], A4[1]), ReadOptions())
    half = len(blocks) // 2
    assert [block.text for block in blocks[:half]] == [block.text for block in blocks[half:]]
    assert all(block.box and block.box[2] < A4[0] for block in blocks[:half])
    assert all(block.box and block.box[0] > A4[0] for block in blocks[half:])
    assert all(word.box[0] > A4[0] for block in blocks[half:] for word in block.words)


def sheet(*boxes: tuple[int, int, int, int], size: tuple[int, int] = (2339, 1654)) -> Prepared:
    """A landscape sheet with bars of print in the boxes."""
    picture = Image.new("L", size, 255)
    pen = ImageDraw.Draw(picture)
    for x0, top, x1, bottom in boxes:
        for y in range(top, bottom, 40):
            for x in range(x0, x1, 35):
                pen.rectangle((x, y, x + 22, y + 16), fill=0)
    return Prepared(np.asarray(picture), Placement((842.0, 595.0), size))


LEFT, RIGHT = (120, 120, 1050, 1500), (1290, 120, 2220, 1500)


def test_two_full_pages_with_white_between_them_are_parted_there() -> None:
    left, right = pages_beside(sheet(LEFT, RIGHT))
    assert left.placement.left == 0.0
    assert right.placement.left == pytest.approx(421, abs=15)
    assert left.placement.pixels[0] + right.placement.pixels[0] == 2339


@pytest.mark.parametrize(
    "prepared",
    [
        sheet((120, 120, 2220, 1500)),  # one landscape page
        sheet(LEFT, RIGHT, (1000, 700, 1400, 760)),  # a line that crosses
        sheet((120, 120, 1050, 500), (1290, 120, 2220, 500)),  # columns of a letterhead or of signatures
        sheet(LEFT),
        sheet((120, 120, 700, 2200), (900, 120, 1500, 2200), size=(1654, 2339)),  # columns of an upright page
    ],
)
def test_one_page_is_not_parted(prepared: Prepared) -> None:
    assert pages_beside(prepared) == (prepared,)


def test_the_blank_back_of_a_sheet_is_given_to_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing:
        @staticmethod
        def installed() -> bool:
            return True

        @staticmethod
        def version() -> str:
            return "1"

        @staticmethod
        def read_words(grey: Grey, mode: Mode) -> list[PixelWord]:
            raise AssertionError("read")

    monkeypatch.setattr(engines, "ENGINES", (engines.Engine("tesseract", Refusing),))
    grain = np.random.default_rng(0).normal(235, 4, (2339, 1654, 1)).repeat(3, 2)
    back = Image.fromarray(np.uint8(np.clip(grain, 0, 255)))
    assert recognise_page(back, 1, A4, ReadOptions()) == ()


def test_a_page_number_is_no_blank() -> None:
    picture = Image.new("RGB", (1654, 2339), "white")
    ImageDraw.Draw(picture).text((827, 120), "2", fill="black", font_size=36)
    assert not is_blank(prepare(picture, A4).grey)

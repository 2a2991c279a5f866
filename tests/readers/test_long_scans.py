"""Long scans: the first and the last pages where only some are wanted; pages that were recognised are kept."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from vnplans.errors import WrongRequest
from vnplans.readers import ReadOptions, read
from vnplans.readers.ocr import engines
from vnplans.readers.options import left_out

ROOT = Path(__file__).parents[2]
needs_engine = pytest.mark.skipif(engines.choose("auto") is None, reason="no OCR engine is installed")


class Kept:
    """Pages kept in memory."""

    def __init__(self, *, refused: int = 0) -> None:
        self.pages: dict[str, bytes] = {}
        self.begun: list[str] = []
        self._refused = refused

    def get(self, key: str) -> bytes | None:
        return self.pages.get(key)

    def put(self, key: str, page: bytes) -> None:
        self.pages[key] = page

    def begin(self, key: str) -> bool:
        self.begun.append(key)
        return len(self.begun) != self._refused


def scan(form: str, count: int) -> bytes:
    pages = []
    for number in range(1, count + 1):
        page = Image.new("L", (1000, 1400), "white")
        ImageDraw.Draw(page).text((150, 200), f"Page number {number}00", font=ImageFont.load_default(42), fill="black")
        pages.append(page)
    stream = io.BytesIO()
    pages[0].save(stream, form, save_all=True, append_images=pages[1:], resolution=120, dpi=(120, 120))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("count", "most", "read_pages"),
    [
        (150, 20, [*range(1, 16), *range(146, 151)]),
        (20, 20, list(range(1, 21))),
        (5, 4, [1, 2, 3, 5]),
        (5, 1, [1]),
        (5, None, [1, 2, 3, 4, 5]),
    ],
)
def test_which_pages_are_read(count: int, most: int | None, read_pages: list[int]) -> None:
    assert [n for n in range(1, count + 1) if not left_out(n, count, most)] == read_pages


def test_less_than_one_page_is_refused() -> None:
    with pytest.raises(WrongRequest, match="max_pages"):
        ReadOptions(max_pages=0)


@needs_engine
@pytest.mark.parametrize("form", ["PDF", "TIFF"])
def test_the_first_and_the_last_pages_with_a_note(form: str) -> None:
    pages = read(scan(form, 6), ReadOptions(max_pages=4))
    assert pages.page_count == 6
    numbers = [n for n in range(1, 7) if any(f"{n}00" in block.text for block in pages.blocks)]
    assert numbers == [1, 2, 3, 6]
    (remark,) = [r for r in pages.remarks if r.code == "pages_left_out"]
    assert "trang 4 đến 5" in remark.message and "pages 4 to 5" in (remark.message_en or "")
    assert all(block.page in (1, 2, 3, 6) for block in pages.blocks)


@needs_engine
def test_kept_pages_are_not_recognised_again(monkeypatch: pytest.MonkeyPatch) -> None:
    data, kept = scan("PDF", 3), Kept()
    first = read(data, ReadOptions(kept=kept))
    assert len(kept.pages) == len(kept.begun) == 3
    monkeypatch.setattr(engines.Engine, "read", None)  # nobody recognises
    again = read(data, ReadOptions(kept=kept))
    assert again.blocks == first.blocks
    assert len(kept.begun) == 3


@needs_engine
def test_a_kept_page_says_all_that_was_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its tilt, confidences, rules and tables, to the last digit."""
    data, kept = (ROOT / "samples" / "scan.pdf").read_bytes(), Kept()
    first = read(data, ReadOptions(ocr="always", kept=kept))
    monkeypatch.setattr(engines.Engine, "read", None)
    assert read(data, ReadOptions(ocr="always", kept=kept)) == first


@needs_engine
def test_a_page_that_is_refused_is_blank_and_said() -> None:
    pages = read(scan("PDF", 3), ReadOptions(kept=Kept(refused=2)))
    text = " ".join(block.text for block in pages.blocks)
    assert "100" in text and "300" in text and "200" not in text
    assert [(r.page, r.severity) for r in pages.remarks if r.code == "ocr_failed"] == [(2, "error")]

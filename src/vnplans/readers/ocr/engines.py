"""Which engine reads, and what to install where there is none."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Literal

from PIL import Image

from vnplans.errors import MissingExtra
from vnplans.readers.ocr import tesseract, trueocr
from vnplans.readers.ocr.words import PixelWord
from vnplans.readers.options import ReadOptions

__all__ = ["available", "choose", "demand", "read", "read_block", "read_line"]

_INSTALLED: dict[str, Callable[[], bool]] = {
    "tesseract": tesseract.installed,
    "trueocr": lambda: find_spec("trueocr") is not None,
}
_READ: dict[str, Callable[[Image.Image], list[PixelWord]]] = {
    "tesseract": tesseract.read_words,
    "trueocr": trueocr.read_words,
}
_READ_LINE: dict[str, Callable[[Image.Image], list[PixelWord]]] = {
    "tesseract": lambda picture: tesseract.read_words(picture, mode=7),
    "trueocr": lambda picture: trueocr.read_words(picture, mode="line"),
}
_READ_BLOCK: dict[str, Callable[[Image.Image], list[PixelWord]]] = {
    "tesseract": lambda picture: tesseract.read_words(picture, mode=6),
    "trueocr": trueocr.read_words,
}
_PACKAGES = "tesseract-ocr, tesseract-ocr-vie"
_EXTRA = "pip install 'vnplans[ocr]'"


def choose(wanted: Literal["auto", "tesseract", "trueocr"]) -> str | None:
    """The wanted engine, or for "auto" the best one, if it is installed."""
    names = list(_INSTALLED) if wanted == "auto" else [wanted]
    return next((name for name in names if _INSTALLED[name]()), None)


def available(options: ReadOptions) -> str | None:
    """The engine that would read ("tesseract", "trueocr"); None where none is installed or OCR is not wanted."""
    return None if options.ocr == "never" else choose(options.ocr_engine)


def demand(wanted: Literal["auto", "tesseract", "trueocr"]) -> str:
    """As `choose`; raises MissingExtra, saying what to install."""
    engine = choose(wanted)
    if engine is None:
        raise MissingExtra(
            f"chưa có bộ nhận dạng chữ: cài gói hệ thống {_PACKAGES}, hoặc {_EXTRA}",
            f"no OCR engine: install the system packages {_PACKAGES}, or {_EXTRA}",
        )
    return engine


def read_line(picture: Image.Image, engine: str) -> list[PixelWord]:
    """The words of a grey picture that holds one line, by the named engine."""
    return _READ_LINE[engine](picture)


def read_block(picture: Image.Image, engine: str) -> list[PixelWord]:
    """The words of a grey picture whose lines stand under one another."""
    return _READ_BLOCK[engine](picture)


def read(picture: Image.Image, engine: str) -> list[PixelWord]:
    """The words of a grey picture, by the named engine."""
    return _READ[engine](picture)

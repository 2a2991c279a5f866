"""Which engine reads, and what to install where there is none.

All are Tesseract with the model that the package brings, so they read the same; they differ in time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from vnplans.errors import NoOcr
from vnplans.readers.ocr import libtesseract, tesseract, tesserocr
from vnplans.readers.ocr.picture import Grey
from vnplans.readers.ocr.tessdata import Mode
from vnplans.readers.ocr.words import PixelWord
from vnplans.readers.options import OcrEngine, ReadOptions

__all__ = ["ENGINES", "Engine", "available", "choose", "demand", "named"]


class Way(Protocol):
    """A module that reads: `read_words` raises tessdata.EngineFailed."""

    def installed(self) -> bool: ...

    def version(self) -> str:
        """Of what reads; "" where it does not say."""

    def read_words(self, grey: Grey, mode: Mode) -> list[PixelWord]: ...


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to Tesseract: `name` is that of `ReadOptions.ocr_engine`."""

    name: OcrEngine
    module: Way

    def installed(self) -> bool:
        return self.module.installed()

    def read(self, grey: Grey, mode: Mode = "page") -> list[PixelWord]:
        """The words of a grey picture. Raises tessdata.EngineFailed."""
        return self.module.read_words(grey, mode)


ENGINES = (Engine("tesserocr", tesserocr), Engine("tesseract", libtesseract), Engine("tesseract", tesseract))
"""The quickest first."""
_PACKAGE = "tesseract-ocr"
_EXTRA = "pip install 'vnplans[ocr]'"


def choose(wanted: OcrEngine) -> Engine | None:
    """The wanted engine, or for "auto" the quickest one, if it is installed."""
    return next((e for e in ENGINES if wanted in ("auto", e.name) and e.installed()), None)


def available(options: ReadOptions) -> str | None:
    """The engine that would read ("tesserocr", "tesseract"); None where none is installed or OCR is not wanted."""
    engine = None if options.ocr == "never" else choose(options.ocr_engine)
    return engine.name if engine else None


def named(options: ReadOptions) -> str | None:
    """The engine that would read and its version, "tesseract 5.3.0"; None as `available`."""
    engine = None if options.ocr == "never" else choose(options.ocr_engine)
    return f"{engine.name} {engine.module.version()}".rstrip() if engine else None


def demand(wanted: OcrEngine) -> Engine:
    """As `choose`; raises NoOcr, saying what to install."""
    engine = choose(wanted)
    if engine is None:
        raise NoOcr(
            f"chưa có bộ nhận dạng chữ: {_EXTRA}, hoặc cài gói hệ thống {_PACKAGE}",
            f"no OCR engine: {_EXTRA}, or install the system package {_PACKAGE}",
        )
    return engine

"""What a caller may choose about reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["ReadOptions"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`ocr`: read pictures of pages when a page has no believable text (auto), for every page (always), or never.
    `ocr_engine`: auto takes Tesseract where it is installed, else trueocr."""

    ocr: Literal["auto", "always", "never"] = "auto"
    ocr_engine: Literal["auto", "tesseract", "trueocr"] = "auto"

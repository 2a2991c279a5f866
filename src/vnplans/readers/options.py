"""What a caller may choose about reading, and what a reader is given besides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from vnplans.errors import WrongRequest
from vnplans.pages import Pages

__all__ = ["Inner", "Ocr", "OcrEngine", "ReadOptions"]

Inner = Callable[[bytes], Pages]
"""Reads a file of any form that stands inside another, with the options of the outer one; raises as `readers.read`."""

Ocr = Literal["auto", "always", "never"]
OcrEngine = Literal["auto", "tesseract", "trueocr"]


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`ocr`: read pictures of pages when a page has no believable text (auto), for every page (always), or never.
    `ocr_engine`: auto takes Tesseract where it is installed, else trueocr. Raises WrongRequest for any other value."""

    ocr: Ocr = "auto"
    ocr_engine: OcrEngine = "auto"

    def __post_init__(self) -> None:
        for name, value, known in (("ocr", self.ocr, Ocr), ("ocr_engine", self.ocr_engine, OcrEngine)):
            if value not in get_args(known):
                choices = " | ".join(get_args(known))
                raise WrongRequest(f"{name} là một trong: {choices}", f"{name} is one of: {choices}")

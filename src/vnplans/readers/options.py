"""What a caller may choose about reading, and what a reader is given besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from vnplans.errors import WrongRequest
from vnplans.limits import Limits
from vnplans.pages import Pages

__all__ = ["Inner", "Ocr", "OcrEngine", "ReadOptions"]


class Inner(Protocol):
    """Reads a file of any form that stands inside another, with the options of the outer one and what is left of its
    limits; `among`: so many stand inside it. Raises as `readers.read`."""

    def __call__(self, data: bytes, among: int = 1) -> Pages: ...


Ocr = Literal["auto", "always", "never"]
OcrEngine = Literal["auto", "tesserocr", "tesseract"]

_GONE: Mapping[str, tuple[str, str]] = {"trueocr": ("không còn dùng trueocr: ", "trueocr is no longer used: ")}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`ocr`: read pictures of pages when a page has no believable text (auto), for every page (always), or never.
    `ocr_engine`: the package tesserocr (extra `ocr`), or Tesseract as the system has it; auto takes the first of them
    that is installed. Both read the same words. `limits`: how much a file may ask for.
    Raises WrongRequest for any other value, and says what to use."""

    ocr: Ocr = "auto"
    ocr_engine: OcrEngine = "auto"
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        for name, value, known in (("ocr", self.ocr, Ocr), ("ocr_engine", self.ocr_engine, OcrEngine)):
            if value not in get_args(known):
                choices = " | ".join(get_args(known))
                vi, en = _GONE.get(value, ("", ""))
                raise WrongRequest(f"{vi}{name} là một trong: {choices}", f"{en}{name} is one of: {choices}")

"""What a caller may choose about reading, and what a reader is given besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from vnplans.errors import WrongRequest
from vnplans.limits import Limits
from vnplans.pages import Pages, Remark

__all__ = ["Inner", "KeptPages", "Ocr", "OcrEngine", "ReadOptions", "left_out", "pages_left_out"]


class Inner(Protocol):
    """Reads a file of any form that stands inside another, with the options of the outer one and what is left of its
    limits; `among`: so many stand inside it. Raises as `readers.read`."""

    def __call__(self, data: bytes, among: int = 1) -> Pages: ...


class KeptPages(Protocol):
    """Pages that were recognised before, by a key made of their picture; what they say only the reader knows."""

    def get(self, key: str) -> bytes | None:
        """The page as `put` was given it; None where it is not kept."""

    def put(self, key: str, page: bytes) -> None:
        """Keep a page. Called as soon as it is recognised."""

    def begin(self, key: str) -> bool:
        """A page is begun. False: it was begun so often without an end that it is to be left out."""


Ocr = Literal["auto", "always", "never"]
OcrEngine = Literal["auto", "tesserocr", "tesseract"]

_GONE: Mapping[str, tuple[str, str]] = {"trueocr": ("không còn dùng trueocr: ", "trueocr is no longer used: ")}


def left_out(number: int, count: int, most: int | None) -> bool:
    """Does a page of `count` stand between the first and the last that `max_pages` lets be read? Three in four of them
    are first ones: the head, the tasks; a quarter are last ones: the signature."""
    if most is None or count <= most:
        return False
    last = most // 4
    return most - last < number <= count - last


def pages_left_out(pages: Sequence[int]) -> Remark:
    """What is told of pages that were not to be read."""
    vi = f"trang {pages[0]} đến {pages[-1]}: {len(pages)} trang ảnh chưa đọc, vì chỉ đọc những trang đầu và cuối"
    en = f"pages {pages[0]} to {pages[-1]}: {len(pages)} pictures were not read, only the first and the last are"
    return Remark("pages_left_out", "review", vi, en, pages[0])


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`ocr`: read pictures of pages when a page has no believable text (auto), for every page (always), or never.
    `ocr_engine`: the package tesserocr (extra `ocr`), or Tesseract as the system has it; auto takes the first of them
    that is installed. Both read the same words. `limits`: how much a file may ask for. `max_pages`: of a document's
    pages that are pictures so many are read at most, the first and the last. `kept`: where recognised pages are kept,
    for whoever reads a file more than once.
    Raises WrongRequest for any other value, and says what to use."""

    ocr: Ocr = "auto"
    ocr_engine: OcrEngine = "auto"
    limits: Limits = field(default_factory=Limits)
    max_pages: int | None = None
    kept: KeptPages | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, value, known in (("ocr", self.ocr, Ocr), ("ocr_engine", self.ocr_engine, OcrEngine)):
            if value not in get_args(known):
                choices = " | ".join(get_args(known))
                vi, en = _GONE.get(value, ("", ""))
                raise WrongRequest(f"{vi}{name} là một trong: {choices}", f"{en}{name} is one of: {choices}")
        if self.max_pages is not None and self.max_pages < 1:
            raise WrongRequest("max_pages ít nhất là 1", "max_pages is 1 at least")

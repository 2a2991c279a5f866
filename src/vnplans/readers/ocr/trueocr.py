"""The trueocr package (extra `ocr`): Vietnamese line recogniser on ONNX Runtime, weights in its wheel."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Literal

from PIL import Image

from vnplans.readers.ocr.words import PixelWord
from vnplans.text import clean

__all__ = ["read_words"]


@cache
def _model() -> Any:
    # Imported here: the extra may be missing, and onnxruntime and OpenCV are slow to load
    return import_module("trueocr").load_model(threads=1, auto_rotate=False)


def read_words(picture: Image.Image, mode: Literal["page", "line"] = "page") -> list[PixelWord]:
    """The words of a picture. trueocr gives lines: a word's box is its share of the line's, by letters."""
    words = []
    for number, line in enumerate(_model().predict(picture, mode=mode, save=False).lines):
        words += _share(clean(line["text"]), line["bbox"], float(line["confidence"]), number)
    return words


def _share(text: str, box: list[int], confidence: float, number: int) -> list[PixelWord]:
    if not text:
        return []
    x0, top, x1, bottom = box
    step = (x1 - x0) / len(text)
    words, at = [], 0
    for part in text.split(" "):
        left = x0 + at * step
        words.append(PixelWord(part, (left, top, left + len(part) * step, bottom), confidence, (number,)))
        at += len(part) + 1
    return words

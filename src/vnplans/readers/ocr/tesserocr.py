"""Tesseract in the tesserocr package (extra `ocr`): its wheel holds the library, and one handle is kept per thread."""

from __future__ import annotations

import threading
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import Any

import numpy as np

from vnplans.readers.ocr.picture import DPI, Grey
from vnplans.readers.ocr.tessdata import LANGUAGE, MODES, SECONDS_A_PAGE, TESSDATA, EngineFailed, Mode, parse_tsv
from vnplans.readers.ocr.words import PixelWord

__all__ = ["installed", "read_words", "version"]

_KEPT = threading.local()


def installed() -> bool:
    """Is the package there?"""
    return find_spec("tesserocr") is not None


def version() -> str:
    """Of the package, which brings its own library."""
    return metadata.version("tesserocr")


def read_words(grey: Grey, mode: Mode = "page") -> list[PixelWord]:
    """The words of a picture. Raises EngineFailed."""
    try:
        return _read(_handle(), np.ascontiguousarray(grey), mode)
    except (RuntimeError, ValueError) as error:
        raise EngineFailed("tesserocr") from error


def _handle() -> Any:
    # Imported here: the extra may be missing
    if not hasattr(_KEPT, "handle"):
        module = import_module("tesserocr")
        if hasattr(module, "set_leptonica_log_level"):  # it writes its doubts of odd pictures to stderr
            module.set_leptonica_log_level(module.LeptLogLevel.NONE)
        _KEPT.handle = module.PyTessBaseAPI(path=TESSDATA, lang=LANGUAGE, oem=module.OEM.LSTM_ONLY)
    return _KEPT.handle


def _read(handle: Any, grey: Grey, mode: Mode) -> list[PixelWord]:
    height, width = grey.shape
    handle.SetPageSegMode(MODES[mode])
    handle.SetImageBytes(grey.tobytes(), width, height, 1, width)
    handle.SetSourceResolution(DPI)
    try:
        if not handle.Recognize(int(SECONDS_A_PAGE * 1000)):
            raise EngineFailed("tesserocr")
        return parse_tsv(handle.GetTSVText(0))
    finally:
        handle.Clear()

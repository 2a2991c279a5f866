"""The system's Tesseract library by its C interface, one handle kept per thread: no process is started for a page."""

from __future__ import annotations

import ctypes
import threading
from contextlib import suppress
from ctypes import c_char_p, c_int, c_void_p
from functools import cache

import numpy as np

from vnplans.readers.ocr.picture import DPI, Grey
from vnplans.readers.ocr.tessdata import LANGUAGE, MODES, SECONDS_A_PAGE, TESSDATA, EngineFailed, Mode, parse_tsv
from vnplans.readers.ocr.words import PixelWord

__all__ = ["installed", "read_words", "version"]

_FILES = ("libtesseract.so.5", "libtesseract.5.dylib")
_LSTM_ONLY = 1
_SILENT = 6
"""Leptonica's severity "none": it writes its doubts of odd pictures to stderr."""
_FUNCTIONS: dict[str, tuple[type | None, tuple[type, ...]]] = {
    "setMsgSeverity": (c_int, (c_int,)),
    "TessVersion": (c_char_p, ()),
    "TessBaseAPICreate": (c_void_p, ()),
    "TessBaseAPIInit2": (c_int, (c_void_p, c_char_p, c_char_p, c_int)),
    "TessBaseAPIEnd": (None, (c_void_p,)),
    "TessBaseAPIDelete": (None, (c_void_p,)),
    "TessBaseAPISetPageSegMode": (None, (c_void_p, c_int)),
    "TessBaseAPISetImage": (None, (c_void_p, c_char_p, c_int, c_int, c_int, c_int)),
    "TessBaseAPISetSourceResolution": (None, (c_void_p, c_int)),
    "TessBaseAPIRecognize": (c_int, (c_void_p, c_void_p)),
    "TessBaseAPIGetTsvText": (c_void_p, (c_void_p, c_int)),
    "TessBaseAPIClear": (None, (c_void_p,)),
    "TessDeleteText": (None, (c_void_p,)),
    "TessMonitorCreate": (c_void_p, ()),
    "TessMonitorDelete": (None, (c_void_p,)),
    "TessMonitorSetDeadlineMSecs": (None, (c_void_p, c_int)),
}
"""What each function gives and takes, as capi.h of Tesseract 5 has it."""


class _Kept(threading.local):
    """The handle of a thread, closed with it."""

    handle: int | None = None

    def __del__(self) -> None:
        library = _library() if self.handle else None  # without one, also where the interpreter is at its end
        if library:
            library.TessBaseAPIEnd(self.handle)
            library.TessBaseAPIDelete(self.handle)


_KEPT = _Kept()


@cache
def _library() -> ctypes.CDLL | None:
    """The library where it is there, of version 5, with all that is called; its functions typed."""
    for file in _FILES:
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(file)
            for name, (given, taken) in _FUNCTIONS.items():
                function = getattr(library, name)
                function.restype, function.argtypes = given, taken
            library.setMsgSeverity(_SILENT)
            if library.TessVersion().startswith(b"5."):
                return library
    return None


def installed() -> bool:
    """Is the library there?"""
    return _library() is not None


def version() -> str:
    """Of the library."""
    library = _library()
    return "" if library is None else str(library.TessVersion().decode("ascii", "replace"))


def read_words(grey: Grey, mode: Mode = "page") -> list[PixelWord]:
    """The words of a picture. Raises EngineFailed."""
    library = _library()
    if library is None:
        raise EngineFailed("libtesseract")
    handle = _handle(library)
    monitor = library.TessMonitorCreate()
    height, width = grey.shape
    try:
        library.TessBaseAPISetPageSegMode(handle, MODES[mode])
        library.TessBaseAPISetImage(handle, np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
        library.TessBaseAPISetSourceResolution(handle, DPI)
        library.TessMonitorSetDeadlineMSecs(monitor, int(SECONDS_A_PAGE * 1000))
        if library.TessBaseAPIRecognize(handle, monitor):
            raise EngineFailed("libtesseract")
        return parse_tsv(_text(library, handle))
    finally:
        library.TessMonitorDelete(monitor)
        library.TessBaseAPIClear(handle)


def _handle(library: ctypes.CDLL) -> int:
    if _KEPT.handle is None:
        _one_thread()
        handle = library.TessBaseAPICreate()
        if library.TessBaseAPIInit2(handle, TESSDATA.encode(), LANGUAGE.encode(), _LSTM_ONLY):
            library.TessBaseAPIDelete(handle)
            raise EngineFailed("libtesseract")
        _KEPT.handle = handle
    return _KEPT.handle


def _one_thread() -> None:
    """More threads inside one page make it slower; pages run side by side instead. Holds for the calling thread.

    Tesseract asks for four threads by name, so a number does not help: no region is to run in parallel at all.
    """
    for file in ("libgomp.so.1", "libomp.dylib"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(file).omp_set_max_active_levels(c_int(0))


def _text(library: ctypes.CDLL, handle: int) -> str:
    text = library.TessBaseAPIGetTsvText(handle, 0)
    if not text:
        raise EngineFailed("libtesseract")
    try:
        return ctypes.string_at(text).decode("utf-8", "replace")
    finally:
        library.TessDeleteText(text)

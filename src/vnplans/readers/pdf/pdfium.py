"""The few functions of PDFium that are called once a character, bound so that a call costs little.

pypdfium2's own bindings return typed pointers, which cost more than the work behind them; here handles are integers.
PDFium is not safe for threads: these calls keep the interpreter's lock, and documents are read in turn.
"""

from __future__ import annotations

import ctypes
import re
import threading
import zlib
from typing import Any

from pypdfium2 import raw

__all__ = [
    "IN_TURN",
    "address",
    "char_box",
    "char_object",
    "char_origin",
    "char_unicode",
    "count_form_objects",
    "count_objects",
    "count_segments",
    "draw_mode",
    "fill_colour",
    "font_name",
    "form_object",
    "marked_content",
    "object_bounds",
    "object_matrix",
    "object_style",
    "object_type",
    "page_object",
    "picture_mark",
    "segment",
    "stroke_colour",
]

IN_TURN = threading.RLock()
"""Whoever has a document open holds this: threads that use PDFium at the same time end the process."""
_FLAGS_BOLD = 1 << 18
_FLAGS_ITALIC = 1 << 6
_INVISIBLE = 3
_FILL_AND_STROKE = 2


def _bind(function: Any, result: Any, *arguments: Any) -> Any:
    pointer = ctypes.cast(function, ctypes.c_void_p).value
    assert pointer is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(pointer)


_void, _int = ctypes.c_void_p, ctypes.c_int
char_unicode = _bind(raw.FPDFText_GetUnicode, ctypes.c_uint, _void, _int)
char_box = _bind(raw.FPDFText_GetLooseCharBox, _int, _void, _int, _void)
char_object = _bind(raw.FPDFText_GetTextObject, _void, _void, _int)
char_origin = _bind(raw.FPDFText_GetCharOrigin, _int, _void, _int, _void, _void)
_char_matrix = _bind(raw.FPDFText_GetMatrix, _int, _void, _int, _void)
_char_size = _bind(raw.FPDFText_GetFontSize, ctypes.c_double, _void, _int)
_render_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, _int, _void)
_font = _bind(raw.FPDFTextObj_GetFont, _void, _void)
_font_name = _bind(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _void, _void, ctypes.c_size_t)
_font_flags = _bind(raw.FPDFFont_GetFlags, _int, _void)
_font_angle = _bind(raw.FPDFFont_GetItalicAngle, _int, _void, _void)


count_objects = _bind(raw.FPDFPage_CountObjects, _int, _void)
page_object = _bind(raw.FPDFPage_GetObject, _void, _void, _int)
object_type = _bind(raw.FPDFPageObj_GetType, _int, _void)
marked_content = _bind(raw.FPDFPageObj_GetMarkedContentID, _int, _void)
count_form_objects = _bind(raw.FPDFFormObj_CountObjects, _int, _void)
form_object = _bind(raw.FPDFFormObj_GetObject, _void, _void, ctypes.c_ulong)
count_segments = _bind(raw.FPDFPath_CountSegments, _int, _void)
_picture_data = _bind(raw.FPDFImageObj_GetImageDataRaw, ctypes.c_ulong, _void, _void, ctypes.c_ulong)
_bounds = _bind(raw.FPDFPageObj_GetBounds, _int, _void, _void, _void, _void, _void)
_matrix = _bind(raw.FPDFPageObj_GetMatrix, _int, _void, _void)
_draw_mode = _bind(raw.FPDFPath_GetDrawMode, _int, _void, _void, _void)
_fill = _bind(raw.FPDFPageObj_GetFillColor, _int, _void, _void, _void, _void, _void)
_stroke = _bind(raw.FPDFPageObj_GetStrokeColor, _int, _void, _void, _void, _void, _void)
_segment = _bind(raw.FPDFPath_GetPathSegment, _void, _void, _int)
_segment_type = _bind(raw.FPDFPathSegment_GetType, _int, _void)
_segment_close = _bind(raw.FPDFPathSegment_GetClose, _int, _void)
_segment_point = _bind(raw.FPDFPathSegment_GetPoint, _int, _void, _void, _void)


def address(handle: Any) -> int:
    """The integer handle of a pypdfium2 object or of a raw pointer."""
    return ctypes.cast(getattr(handle, "raw", handle), _void).value or 0


def font_name(font: int) -> str:
    """The base font name, subset prefix included; '' where the file names none."""
    buffer = ctypes.create_string_buffer(256)
    length = _font_name(font, ctypes.addressof(buffer), 256)
    return buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")


def _font_style(font: int) -> tuple[str, bool, bool]:
    """Name of the family (no subset prefix, no style), bold, italic."""
    name = font_name(font)
    if name[6:7] == "+":
        name = name[7:]
    lowered = name.lower()
    name = re.split(r"[,-](?=[A-Z][a-z])", name)[0]
    flags = _font_flags(font)
    angle = ctypes.c_int()
    _font_angle(font, ctypes.addressof(angle))
    bold = "bold" in lowered or "black" in lowered or "heavy" in lowered or bool(flags & _FLAGS_BOLD)
    italic = "italic" in lowered or "oblique" in lowered or bool(flags & _FLAGS_ITALIC) or angle.value != 0
    return name, bold, italic


def object_style(
    text_page: int, index: int, text_object: int, fonts: dict[int, tuple[str, bool, bool]]
) -> tuple[str, float, bool, bool, int, bool, bool]:
    """Font name, size in points, bold, italic, turn (degrees, a multiple of 90), visible and white of one character.

    `fonts` caches what is asked once a font.
    """
    font = _font(text_object)
    if font not in fonts:
        fonts[font] = _font_style(font)
    name, bold, italic = fonts[font]
    matrix = raw.FS_MATRIX()
    _char_matrix(text_page, index, ctypes.addressof(matrix))
    mode = _render_mode(text_object)
    scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
    turn = 0
    if abs(matrix.b) > abs(matrix.a):
        turn = 90 if matrix.b > 0 else 270
    elif matrix.a < 0:
        turn = 180
    slanted = turn == 0 and matrix.d > 0 and 0.15 < matrix.c / matrix.d < 0.6
    size = abs(_char_size(text_page, index)) * scale
    white = min(fill_colour(text_object)[:3]) > 250
    return name, size, bold or mode == _FILL_AND_STROKE, italic or slanted, turn, mode != _INVISIBLE, white


def _four(kind: Any) -> tuple[Any, tuple[int, ...]]:
    values = (kind * 4)()
    start = ctypes.addressof(values)
    return values, tuple(start + i * ctypes.sizeof(kind) for i in range(4))


def object_bounds(item: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of an object; zeros where PDFium knows none."""
    values, at = _four(ctypes.c_float)
    _bounds(item, *at)
    return values[0], values[1], values[2], values[3]


def object_matrix(item: int) -> tuple[float, float, float, float, float, float]:
    """The object's own matrix."""
    m = raw.FS_MATRIX()
    _matrix(item, ctypes.addressof(m))
    return m.a, m.b, m.c, m.d, m.e, m.f


def picture_mark(item: int) -> int:
    """What tells a picture from others: the checksum of its bytes as they lie in the file."""
    size = _picture_data(item, None, 0)
    buffer = ctypes.create_string_buffer(size)
    _picture_data(item, ctypes.addressof(buffer), size)
    return zlib.crc32(buffer)


def draw_mode(item: int) -> tuple[bool, bool]:
    """Is a path filled, is it stroked?"""
    values, at = _four(ctypes.c_int)
    _draw_mode(item, at[0], at[1])
    return bool(values[0]), bool(values[1])


def fill_colour(item: int) -> tuple[int, int, int, int]:
    """Red, green, blue, alpha, each 0 to 255; black where the object has none of its own."""
    values, at = _four(ctypes.c_uint)
    return (values[0], values[1], values[2], values[3]) if _fill(item, *at) else (0, 0, 0, 255)


def stroke_colour(item: int) -> tuple[int, int, int, int]:
    """As fill_colour, of the stroke."""
    values, at = _four(ctypes.c_uint)
    return (values[0], values[1], values[2], values[3]) if _stroke(item, *at) else (0, 0, 0, 255)


def segment(item: int, index: int) -> tuple[int, bool, float, float]:
    """Kind, does it close its part, and the point of one segment of a path, in the path's own coordinates."""
    handle = _segment(item, index)
    values, at = _four(ctypes.c_float)
    _segment_point(handle, at[0], at[1])
    return _segment_type(handle), bool(_segment_close(handle)), values[0], values[1]

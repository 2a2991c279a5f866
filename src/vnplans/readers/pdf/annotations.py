"""What annotations draw over a page: stamped numbers and days, visible signatures, comments.

Signed files keep the number and the day out of the page's own text: they are appearances of widgets. The page is
flattened in memory, and what came with that is placed where the eye sees it.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pypdfium2 import raw

from vnplans.frame import Frame
from vnplans.pages import Box
from vnplans.readers.pdf.words import Glyph, page_glyphs, place_words, turns_of
from vnplans.readers.sheet.lines import Line, lines_of
from vnplans.readers.sheet.overlay import Overlay
from vnplans.readers.sheet.words import Style, Word
from vnplans.text import clean

__all__ = ["overlays"]

_TYPED = {raw.FPDF_ANNOT_FREETEXT: b"Contents", raw.FPDF_ANNOT_WIDGET: b"V"}
_UNSEEN = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}


def overlays(
    document: Any, page: Any, number: int, glyphs: Sequence[Glyph], frame: Frame
) -> tuple[list[Overlay], list[Box]]:
    """What the annotations of a page show, and the boxes, in the page's own coordinates, of those that show no text: a
    picture perhaps. `page` is flattened in memory; `glyphs` are those it had before."""
    seen = _annotations(page)
    boxes = [box for box, _ in seen]
    if not boxes or raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return [], []
    again = document[number - 1]
    text_page = again.get_textpage()
    added = _added(page_glyphs(text_page), glyphs)
    text_page.close()
    again.close()
    groups: dict[int, list[Glyph]] = {}
    for glyph in added:
        index = _owner(glyph, boxes) if glyph[6] else None
        if glyph[6] is None:
            for group in groups.values():
                group.append(glyph)
        else:
            groups.setdefault(-1 if index is None else index, []).append(glyph)
    found = []
    for index, group in sorted(groups.items()):
        words = place_words(group, frame, turns_of(group))[0]
        if words:
            lines = tuple(lines_of(words, number))
            box = frame.place_box(*boxes[index]) if index >= 0 else (0.0, 0.0, 0.0, 0.0)
            found.append(Overlay(box, lines))
    silent = [(box, text) for index, (box, text) in enumerate(seen) if index not in groups]
    typed = [_typed(frame.place_box(*box), text, number) for box, text in silent if text]
    return found + typed, [box for box, text in silent if not text]


def _typed(box: Box, text: str, number: int) -> Overlay:
    """What was typed into a field or note that has no appearance."""
    size = min(12.0, box[3] - box[1])
    style = Style("", size, bold=False, italic=False, turn=0, visible=True)
    word = Word(clean(text), *box, box[1] + (box[3] - box[1] + 0.7 * size) / 2, style)
    return Overlay(box, (Line([word], number),))


def _string(annotation: Any, key: bytes) -> str:
    buffer = ctypes.create_string_buffer(2048)
    length = raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), 2048)
    return buffer.raw[: max(0, min(length, 2048) - 2)].decode("utf-16-le", "replace").strip()


def _annotations(page: Any) -> list[tuple[Box, str]]:
    """Rectangles of the visible annotations that are no links, in the page's own coordinates; what was typed there."""
    found = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        rectangle = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, rectangle)
        if raw.FPDFAnnot_GetSubtype(annotation) not in _UNSEEN:
            x0, x1 = sorted((rectangle.left, rectangle.right))
            y0, y1 = sorted((rectangle.bottom, rectangle.top))
            key = _TYPED.get(raw.FPDFAnnot_GetSubtype(annotation))
            found.append(((x0, y0, x1, y1), _string(annotation, key) if key and x1 > x0 and y1 > y0 else ""))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def _added(after: Sequence[Glyph], before: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs that flattening brought, blanks between them kept."""
    known = Counter((g[0], round(g[1]), round(g[5])) for g in before if g[6])
    added: list[Glyph] = []
    for glyph in after:
        if glyph[6] is None:
            if added and added[-1][6] is not None:
                added.append(glyph)
            continue
        key = (glyph[0], round(glyph[1]), round(glyph[5]))
        if known[key]:
            known[key] -= 1
        else:
            added.append(glyph)
    return added


def _owner(glyph: Glyph, boxes: Sequence[Box]) -> int | None:
    """The smallest annotation in which the glyph stands."""
    x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
    around = [
        ((x1 - x0) * (y1 - y0), index)
        for index, (x0, y0, x1, y1) in enumerate(boxes)
        if x0 - 2 <= x <= x1 + 2 and y0 - 2 <= y <= y1 + 2
    ]
    return min(around)[1] if around else None

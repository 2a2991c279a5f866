"""What annotations draw over a page: stamped numbers and days, visible signatures, comments.

Signed files keep the number and the day out of the page's own text: they are appearances of widgets. The page is
flattened in memory, and what came with that is placed where the eye sees it.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from vnplans.calendar import BARE_PARTS
from vnplans.frame import Frame
from vnplans.pages import Box
from vnplans.readers.pdf.words import Glyph, Style, Word, page_glyphs, place_words
from vnplans.readers.sheet.lines import Line, lines_of
from vnplans.text import bare, clean

__all__ = ["Overlay", "fill_in", "overlays"]

_TYPED = {raw.FPDF_ANNOT_FREETEXT: b"Contents", raw.FPDF_ANNOT_WIDGET: b"V"}
_UNSEEN = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}
_FILLING = re.compile(r"[\d./\- ]{1,12}[a-zđ]?|\d{1,5}[./-][\w./&()-]{2,30}", re.IGNORECASE)
_BEFORE_BLANK = re.compile(rf"(?:so|{BARE_PARTS}|so ki hieu|so ky hieu)\s*:?$")
_AFTER_BLANK = re.compile(rf"[/\-]\s?\w|{BARE_PARTS}\b")
_GLUED_NUMBER = re.compile(r"(s[oố]\s*:?)([/-].+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Overlay:
    """One annotation with the lines it shows."""

    box: Box
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def fills(self) -> bool:
        """Is it a number or a day put into a gap of the print?"""
        return len(self.lines) == 1 and bool(_FILLING.fullmatch(self.text))


def overlays(document: Any, page: Any, number: int, glyphs: Sequence[Glyph], frame: Frame) -> list[Overlay]:
    """What the annotations of a page show. `page` is flattened in memory; `glyphs` are those it had before."""
    seen = _annotations(page)
    boxes = [box for box, _ in seen]
    if not boxes or raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return []
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
        words = place_words(group, frame)[0]
        if words:
            lines = tuple(lines_of(words, number))
            box = frame.place_box(*boxes[index]) if index >= 0 else (0.0, 0.0, 0.0, 0.0)
            found.append(Overlay(box, lines))
    silent = [(box, text) for index, (box, text) in enumerate(seen) if text and index not in groups]
    return found + [_typed(frame.place_box(*box), text, number) for box, text in silent]


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


def fill_in(lines: Sequence[Line], stamped: Sequence[Overlay]) -> tuple[list[Line], list[Overlay]]:
    """The lines with stamped numbers and days in their gaps, and the overlays that fit no gap."""
    result = list(lines)
    left: list[Overlay] = []
    for overlay in stamped:
        if not (overlay.fills and _fill(result, overlay.lines[0])):
            left.append(overlay)
    return result, left


def _fill(lines: list[Line], stamp: Line) -> bool:
    """Put the stamp's words into the line whose gap it fills; False if there is none."""
    best: tuple[float, int, int] | None = None
    for index, line in enumerate(lines):
        distance = abs(line.base - stamp.base)
        if distance > 1.4 * line.size or not line.x0 - 5 < stamp.middle < line.x1 + 80:
            continue
        for at, words in _gaps(line, stamp):
            before, after = bare(words[at - 1].text) if at else "", bare(" ".join(w.text for w in words[at : at + 2]))
            named = bool(_BEFORE_BLANK.search(before)) + bool(_AFTER_BLANK.match(after))
            if named and (best is None or distance - 8 * named < best[0]):
                best = (distance - 8 * named, index, at)
    if best is None:
        return False
    _, index, at = best
    line = lines[index]
    words = _split_number(line.words, stamp)
    at = min(at, len(words)) if len(words) == len(line.words) else at
    for word in stamp.words:
        word.base = line.base
        word.top, word.bottom = line.top, line.bottom
    if at < len(words) and words[at].text[:1] in "/-.":
        words[at].glued = True
    lines[index] = Line([*words[:at], *stamp.words, *words[at:]], line.page)
    return True


def _gaps(line: Line, stamp: Line) -> list[tuple[int, list[Word]]]:
    """The place among the line's words where the stamp stands, and its neighbours."""
    words = _split_number(line.words, stamp)
    at = sum(1 for w in words if (w.x0 + w.x1) / 2 < stamp.middle)
    near = [at]
    near += [i for i in (at - 1, at + 1) if 0 <= i <= len(words)]
    return [(i, words) for i in near if _open(words, i, stamp)]


def _open(words: Sequence[Word], at: int, stamp: Line) -> bool:
    """Is there room for the stamp before word `at`, give or take its own width?"""
    left = words[at - 1].x1 if at else 0.0
    right = words[at].x0 if at < len(words) else left + 200
    return left - 12 < stamp.middle < right + 12


def _split_number(words: list[Word], stamp: Line) -> list[Word]:
    """The words, with one like "Số:/KH-UBND" under the stamp cut in two."""
    out: list[Word] = []
    for word in words:
        match = _GLUED_NUMBER.fullmatch(word.text)
        if match and word.x0 - 20 < stamp.middle < word.x1 + 5:
            cut = word.x0 + (word.x1 - word.x0) * len(match[1]) / len(word.text)
            out.append(Word(match[1], word.x0, word.top, cut, word.bottom, word.base, word.style, word.glued))
            out.append(Word(match[2], cut, word.top, word.x1, word.bottom, word.base, word.style))
        else:
            out.append(word)
    return out

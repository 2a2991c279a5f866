"""Serial, day and month that are written by hand into print: read when sure, else left blank and named in a Remark.

A wrong number is worse than none, and an engine reads ink as any print. So what stands at such a place counts only if
the engine and the digit reader agree, or the ink has the height and stance of print, or the digit reader is very sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from vnplans.pages import Remark
from vnplans.readers.ocr.digits import OTHER, read_digits
from vnplans.readers.ocr.ink import Ink, ink_at
from vnplans.readers.ocr.picture import INK, LEAST_INK, Grey
from vnplans.readers.ocr.places import Kind, Place, find_places, number_lines, symbol_start
from vnplans.readers.ocr.words import PixelLine, PixelWord, measured_lines, without_doubles
from vnplans.regex import regex

__all__ = ["read_places"]

LineReader = Callable[[Grey], list[PixelWord]]

SURE = 0.85
"""The share of the digit reader's votes that a reading needs on its own, where no print runs into the ink."""
SURE_CUT = 0.95
"""The same where ink and print touch, so that the ink was cut out of both."""
BEYOND_DOUBT = 0.93
"""A reading with a smaller share is to be looked at."""
FAR = 0.5
"""How far ahead of the next reading it must be."""
REFUTED = 0.6
"""The share of another reading with which the digit reader contradicts the engine's reading of print."""
AGREED = 0.4
"""The share it needs where the engine read the same digits."""
AGREED_FIRST = 0.3
"""The same for its own first reading."""
AGREED_PRINT = 0.2
"""The same for ink that has the height and stance of print and that the engine was sure of."""
WELL_READ = 0.75
# What an engine makes of printed digits; it counts only where the digit reader agrees
_LOOK_ALIKES = str.maketrans("lI|][!ỊÌoOØøSsŠš", "1111111100005555")
_SYMBOL = regex(r"[/-]\s?(?:(?:19|20)\d\d/\s?)?[A-ZĐ][\w&]*(?:[-/,&]\s?[A-ZĐ][\w&]*)*")
_PLAIN = regex(r"\d{1,5}")
_NUMBERLIKE = regex(r"\d[\d./ ]*[a-zđ]?")
_POSSIBLE: dict[Kind, Callable[[str], bool]] = {
    "serial": lambda text: len(text) <= 5 and int(text) > 0 and not text.startswith("00"),
    "day": lambda text: len(text) <= 2 and 1 <= int(text) <= 31,
    "month": lambda text: len(text) <= 2 and 1 <= int(text) <= 12,
}
_NAMES: dict[Kind, tuple[str, str]] = {
    "serial": ("số văn bản", "serial number"),
    "day": ("ngày ban hành", "day of issue"),
    "month": ("tháng ban hành", "month of issue"),
}


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The digits to stand at a place ("": none), how sure, and the readings that were weighed."""

    text: str
    confidence: float
    readings: tuple[tuple[str, float], ...]
    keep: bool = False
    """The engine's words stay as they are."""
    unsure: bool = False
    """It stands on the digit reader alone, and not beyond doubt."""


def read_places(
    lines: Sequence[PixelLine], grey: Grey, page: int, read_line: LineReader, inked: Grey | None = None
) -> tuple[list[PixelWord], list[Remark]]:
    """The words of the page with its handwritten places settled, and a Remark for each of them.

    `grey` is the picture in which the lines were found, without rules and streaks; `read_line` reads one line of it;
    `inked` is the same picture with what was taken out of it for its colour.
    """
    lines = measured_lines(without_doubles([word for line in lines for word in line.words]))
    lines, places = _anchored(lines, grey, read_line)
    words = [word for line in lines for word in line.words]
    remarks = []
    for found in places:
        place, ink, verdict = _settled(found, grey, inked, read_line)
        stands = place.after[0].text.endswith(place.after[1])  # else a stroke was put before the year of the symbol
        if (verdict.keep and stands) or any(word not in words for word in place.words):
            continue
        serial = place.kind == "serial" and not ink.empty
        words = _replaced(words, _without_ink(place, ink, grey, read_line) if serial else place, ink, verdict)
        if not ink.empty and (verdict.unsure or not (ink.printed and verdict.text)):
            remarks.append(_remark(place, verdict, page))
    return words, remarks


def _settled(place: Place, grey: Grey, inked: Grey | None, read_line: LineReader) -> tuple[Place, Ink, _Verdict]:
    """What stands at a place, its ink, and the place with what an engine read there. Ink with a colour of its own is
    looked at alone, and with the print around it."""
    ink = ink_at(grey, place)
    if inked is not None:
        alone = ink_at(np.where(inked < grey - np.minimum(grey, _DARKER), inked, np.uint8(255)), place)
        if not alone.empty and np.count_nonzero(alone.strip < INK) > LEAST_INK // 2:
            whole = ink_at(inked, place)
            read = replace(place, read=_read_strip(whole.strip, place.em, read_line))
            tried = [(read, found, _judge(read, found)) for found in (replace(alone, whole=True), whole)]
            return next((one for one in tried if one[2].text), tried[0])
    return place, ink, _judge(place, ink)


_DARKER = 60
"""By so many steps ink of a colour is darker than where it was taken out."""


def _read_strip(strip: Grey, em: float, read_line: LineReader) -> str:
    return " ".join(word.text for word in read_line(_doubled(np.pad(strip, round(0.4 * em), constant_values=255))))


def _anchored(
    lines: Sequence[PixelLine], grey: Grey, read_line: LineReader
) -> tuple[Sequence[PixelLine], Sequence[Place]]:
    """The lines and their places; a number line whose "Số:" was not read is read again by itself."""
    size = grey.shape[1], grey.shape[0]
    places = find_places(lines, *size)
    if _has_anchor(places):
        return lines, places
    for line in number_lines(lines, *size)[:2]:
        fresh = _read_again(line.words, line.em, line.base, grey, read_line)
        others = measured_lines(w for o in lines for w in o.words if w not in line.words)
        again = [*others, *measured_lines(fresh)]
        found = find_places(again, *size)
        if _has_anchor(found):
            return again, found
    return lines, places


def _has_anchor(places: Iterable[Place]) -> bool:
    return any(place.before for place in places if place.kind == "serial")


def _read_again(
    words: Sequence[PixelWord], em: float, base: float, grey: Grey, read_line: LineReader
) -> list[PixelWord]:
    """The words of a line cut out and enlarged."""
    left = max(0, round(min(w.box[0] for w in words) - em))
    right = min(grey.shape[1], round(max(w.box[2] for w in words) + 0.5 * em))
    top, bottom = max(0, round(base - 1.1 * em)), min(grey.shape[0], round(base + 0.5 * em))
    return [
        replace(
            word,
            box=(word.box[0] / 2 + left, word.box[1] / 2 + top, word.box[2] / 2 + left, word.box[3] / 2 + top),
            line=words[0].line,
        )
        for word in read_line(_doubled(grey[top:bottom, left:right]))
    ]


def _doubled(grey: Grey) -> Grey:
    picture = Image.fromarray(grey)
    return np.asarray(picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC))


def _without_ink(place: Place, ink: Ink, grey: Grey, read_line: LineReader) -> Place:
    """The place with its symbol read again, the ink beside it taken away."""
    clean = grey.copy()
    x0, top, x1, bottom = (round(v) for v in ink.box)
    clean[top:bottom, x0:x1] = 255
    fresh = _read_again(place.words, place.em, place.base, clean, read_line)
    text = " ".join(word.text for word in fresh)
    start = symbol_start(text)
    word, old = place.after
    sure = fresh[-1].confidence if fresh else 0.0
    dated = old[:2].lstrip("/").isdigit()  # the year goes with the ink
    kept = bool(_SYMBOL.fullmatch(old)) and sure <= word.confidence
    if start is None or dated or kept or old.endswith(text[start:]):
        return place
    return replace(place, after=(replace(word, confidence=sure), text[start:]))


def _judge(place: Place, ink: Ink) -> _Verdict:
    """What stands at a place."""
    engine = re.sub(r"\s", "", place.read)
    digits = engine.translate(_LOOK_ALIKES)
    plain = bool(_PLAIN.fullmatch(digits)) and _POSSIBLE[place.kind](digits)
    if ink.empty:
        printed_month = place.kind == "month" and plain and place.confidence > WELL_READ
        return _Verdict("", 1.0, (), keep=not engine or printed_month)
    readings = tuple(read_digits(ink.strip))
    share = dict(readings).get(digits, 0.0)
    first = bool(readings) and readings[0][0] == digits
    looks_printed = ink.printed and place.confidence > WELL_READ
    if plain and share >= (AGREED_PRINT if looks_printed else AGREED_FIRST if first else AGREED):
        return _Verdict(digits, max(share, place.confidence), readings, keep=digits == engine)
    refuted = plain and bool(readings) and readings[0][0] != digits and readings[0][1] >= REFUTED
    if looks_printed and _NUMBERLIKE.fullmatch(place.read) and (not plain or (place.kind == "month" and not refuted)):
        return _Verdict(engine, place.confidence, readings, keep=True)
    best, sure = readings[0] if readings else ("", 0.0)
    long_enough = len(best) >= sum(char.isdigit() for char in digits)
    ahead = sure - max((share for _, share in readings[1:]), default=0.0) >= FAR
    possible = long_enough and OTHER not in best and _POSSIBLE[place.kind](best)
    if sure >= (SURE if ink.whole else SURE_CUT) and ahead and possible:
        return _Verdict(best, sure, readings, unsure=sure < BEYOND_DOUBT)
    return _Verdict("", 0.0, readings)


def _replaced(words: Iterable[PixelWord], place: Place, ink: Ink, verdict: _Verdict) -> list[PixelWord]:
    """The words with the place's own put right: printed neighbours without the ink, the digits between them."""
    right, after = place.after
    gone = {*place.words}
    out = [word for word in words if word not in gone and word.box != right.box]
    if place.before:
        left, before = place.before
        x0, top, x1, bottom = left.box
        out.append(replace(left, text=before, box=(x0, top, min(x1, max(place.x0, x0 + 1)), bottom)))
    if verdict.text:
        out.append(PixelWord(verdict.text, ink.box, verdict.confidence, right.line))
    a, b, c, d = right.box
    out.append(PixelWord(after, (max(a, min(place.x1, c - 1)), b, c, d), right.confidence, right.line))
    return [word for word in out if word.text]


def _remark(place: Place, verdict: _Verdict, page: int) -> Remark:
    vi, en = _NAMES[place.kind]
    seen = ", ".join(f"{text} ({share:.2f})" for text, share in verdict.readings[:3]) or "?"
    candidates = tuple(text for text, _ in verdict.readings[:3])
    if verdict.unsure:
        said, said_en = f"{vi} viết tay, có thể là {seen}", f"{en} by hand, probably {seen}"
        return Remark("handwritten", "warning", said, said_en, page, candidates)
    if verdict.text:
        said, said_en = f"{vi} viết tay, đọc là {verdict.text}", f"{en} by hand, read as {seen}"
        return Remark("handwritten", "info", said, said_en, page, candidates)
    said, said_en = f"{vi} viết tay, chưa đọc chắc: {seen}", f"{en} by hand, not sure: {seen}"
    return Remark("handwritten", "review", said, said_en, page, candidates)

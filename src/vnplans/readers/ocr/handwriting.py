"""Serial, day and month that are written by hand into print: read when sure, else left blank and named in a Remark.

A wrong number is worse than none, and an engine reads ink as any print. So what stands at such a place counts only if
the engine and the digit reader agree, or the ink has the height and stance of print, or the digit reader is very sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from vnplans.pages import Remark
from vnplans.readers.ocr.digits import OTHER, read_digits
from vnplans.readers.ocr.ink import Ink, ink_at
from vnplans.readers.ocr.looks import LABEL, as_digits, looks
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
COMPATIBLE = 0.6
"""The share of readings that do not contradict the engine, for print that it was sure of."""
_SYMBOL = regex(r"[/-]\s?(?:(?:19|20)\d\d/\s?)?[A-ZĐ][\w&]*(?:[-/,&]\s?[A-ZĐ][\w&]*)*")
_PLAIN = regex(r"\d{1,5}")
_NUMBERLIKE = regex(r"\d[\d./ ]*[a-zđ]?")
_POSSIBLE: dict[Kind, Callable[[str], bool]] = {
    "serial": lambda text: len(text) <= 5 and int(text) > 0 and not text.startswith("00"),
    "day": lambda text: len(text) <= 2 and 1 <= int(text) <= 31,
    "month": lambda text: len(text) <= 2 and 1 <= int(text) <= 12,
}
_NAMES: dict[Kind, tuple[str, str, str]] = {
    "serial": ("số văn bản", "serial number", "/number"),
    "day": ("ngày ban hành", "day of issue", "/issued_on"),
    "month": ("tháng ban hành", "month of issue", "/issued_on"),
}
"""What stands at a place, in both languages, and the value that it is a part of."""


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
        if place.kind == "serial" and not ink.empty:
            place, rest = _without_ink(place, ink, grey, read_line)
            if rest and verdict.text:
                verdict = _Verdict("", 0.0, verdict.readings)
        words = _replaced(words, place, ink, verdict)
        if not ink.empty and (verdict.unsure or not (ink.printed and verdict.text)):
            remarks.append(_remark(place, verdict, page))
    return words, remarks


def _settled(place: Place, grey: Grey, inked: Grey | None, read_line: LineReader) -> tuple[Place, Ink, _Verdict]:
    """What stands at a place, its ink, and the place with what an engine read there. Ink with a colour of its own is
    looked at alone, and with the print around it."""
    ink = ink_at(grey, place)
    if inked is not None:
        pen = np.where(inked < grey - np.minimum(grey, _DARKER), inked, np.uint8(255))
        alone = ink_at(pen, place, alone=True)
        if not alone.empty and np.count_nonzero(alone.strip < INK) > LEAST_INK // 2:
            whole = ink_at(inked, place)
            read = replace(place, read=_read_strip(whole.strip, place.em, read_line))
            partly = not ink.empty and np.count_nonzero(ink.strip < INK) > _REST * np.count_nonzero(alone.strip < INK)
            inks = [] if partly else [replace(alone, whole=True)]
            if partly or whole.strip.shape[1] > alone.strip.shape[1] - _LOST * place.em:  # else its end was cut off
                inks.append(whole)
            tried = [(read, found, _judge(read, found)) for found in inks]
            return next((one for one in tried if one[2].text), tried[0])
    verdict = _judge(place, ink)
    if not (verdict.text or verdict.keep or ink.empty) and place.kind != "serial":
        shorter = ink_at(grey, place, tail=True)
        again = _judge(place, shorter) if 0 < shorter.strip.shape[1] < ink.strip.shape[1] else verdict
        if again.text and _begins_with_tail(verdict.readings, again.text):
            return place, shorter, again
    if not (verdict.text or verdict.keep or ink.empty):
        verdict = _looked_again(place, ink, verdict, looks(place, ink.strip, grey, read_line))
    return place, ink, verdict


_REST = 0.15
"""The share of a pen's ink that may be left in the picture without it: with more, not all of the ink had its colour."""
_LOST = 0.1
"""Ems by which the ink of a place may be narrower where print is in the way."""
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
    """The words of a line, cut out and read enlarged."""
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


def _without_ink(place: Place, ink: Ink, grey: Grey, read_line: LineReader) -> tuple[Place, bool]:
    """The place with its symbol read again, the ink beside it taken away; and whether a digit still stands before the
    symbol, so that the ink was not all of the serial."""
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
    label = LABEL.match(text)
    rest = start is not None and (
        any(char.isdigit() for char in text[label.end() if label else 0 : start]) or _lost_its_head(old, text[start:])
    )
    if start is None or dated or kept or old.endswith(text[start:]):
        return place, rest and not dated
    return replace(place, after=(replace(word, confidence=sure), text[start:])), rest


def _lost_its_head(before: str, after: str) -> bool:
    """Did a symbol lose a sign when the ink was taken away, which was none of its own: "OKH-NHNN", "/KH-NHNN"?"""
    one, two = (text.lstrip(_STROKES) for text in (before, after))
    return one != two and one.endswith(two) and before[:1] not in _STROKES


_STROKES = "/⁄|-– "


def _begins_with_tail(readings: Sequence[tuple[str, float]], digits: str) -> bool:
    """Were these digits read behind the "g" of "tháng" or the "y" of "ngày", which look like a 9 or like no digit? One
    digit behind what is none may be two."""
    first = readings[0][0] if readings else ""
    return first[1:] == digits and (first[0] == "9" or (first[0] == OTHER and len(digits) > 1))


def _judge(place: Place, ink: Ink) -> _Verdict:
    """What stands at a place."""
    engine = re.sub(r"\s", "", place.read)
    digits = as_digits(engine, place.kind)
    plain = bool(_PLAIN.fullmatch(digits)) and _POSSIBLE[place.kind](digits)
    if ink.empty:
        printed_month = place.kind == "month" and plain and place.confidence > WELL_READ
        return _Verdict("", 1.0, (), keep=not engine or printed_month)
    readings = tuple(read_digits(ink.strip))
    if place.kind != "serial":
        readings = _without_print(readings)
    share = dict(readings).get(digits, 0.0)
    first = bool(readings) and readings[0][0] == digits
    looks_printed = ink.printed and place.confidence > WELL_READ
    agreed = AGREED_PRINT if looks_printed else AGREED_FIRST if first else AGREED
    near = _compatible(readings, digits) if looks_printed else 0.0
    if plain and (share >= agreed or near >= COMPATIBLE) and not _one_more(readings, digits):
        return _Verdict(digits, max(share, place.confidence), readings, keep=digits == engine)
    refuted = plain and bool(readings) and readings[0][0] != digits and readings[0][1] >= REFUTED
    impossible = place.kind != "serial" and bool(_PLAIN.fullmatch(digits))  # no month is "22"
    kept = not impossible if not plain else place.kind == "month" and not refuted
    if looks_printed and _NUMBERLIKE.fullmatch(place.read) and kept:
        return _Verdict(engine, place.confidence, readings, keep=True)
    best, sure = _best(readings, place.kind)
    least = len(digits) if plain or place.kind == "serial" else 0
    long_enough = len(best) >= sum(char.isdigit() for char in digits[:least])
    ahead = sure - max((share for text, share in readings if text != best), default=0.0) >= FAR
    high, across = ink.strip.shape  # a digit alone is higher than wide: else two stand one over the other
    crowded = len(best) == 1 and (across > high or dict(readings)[best] < BEYOND_DOUBT)
    contradicted = looks_printed and plain and len(digits) == len(best)
    if sure >= (SURE if ink.whole else SURE_CUT) and ahead and long_enough and not (crowded or contradicted):
        return _Verdict(best, sure, readings, unsure=dict(readings)[best] < BEYOND_DOUBT)
    return _Verdict("", 0.0, readings)


def _without_print(readings: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The readings of a day or a month, likeliest first: marks beside two digits are of the print around them."""
    shares: dict[str, float] = {}
    for text, share in readings:
        digits = text.strip(OTHER)
        key = digits if len(digits) == _TWO and OTHER not in digits else text
        shares[key] = shares.get(key, 0.0) + share
    return tuple(sorted(shares.items(), key=lambda one: -one[1]))


_TWO = 2


def _best(readings: Sequence[tuple[str, float]], kind: Kind) -> tuple[str, float]:
    """The likeliest reading that may stand at such a place, and its share of the votes for what may stand there; no
    month is "0", and a vote for a mark that was not made out speaks against no digit."""
    possible = [text for text, _ in readings if OTHER not in text and _POSSIBLE[kind](text)]
    if not possible:
        return "", 0.0
    best = possible[0]
    if kind == "serial":
        return best, dict(readings)[best]
    out = sum(share for text, share in readings if OTHER not in text and text not in possible)
    return best, min(_compatible(readings, best) / max(1.0 - out, 0.5), 1.0)


def _compatible(readings: Iterable[tuple[str, float]], digits: str) -> float:
    """The share of the readings that are these digits, but for marks that were not made out."""
    return sum(
        share
        for text, share in readings
        if len(text) == len(digits) and all(a in (b, OTHER) for a, b in zip(text, digits, strict=True))
    )


def _one_more(readings: Iterable[tuple[str, float]], digits: str) -> bool:
    """Is another reading as likely that has a digit more?"""
    return any(
        share >= AGREED_PRINT
        and len(text) == len(digits) + 1
        and any(text[:i] + text[i + 1 :] == digits for i in range(len(text)))
        for text, share in readings
        if OTHER not in text
    )


def _looked_again(place: Place, ink: Ink, verdict: _Verdict, seen: Iterable[str]) -> _Verdict:
    """What was not sure at first, where the engine reads the place alone, or in its line at another scale, as the digit
    reader does."""
    readings = verdict.readings
    read = [as_digits(text, place.kind) for text in (place.read, *seen)]
    first, ahead = _best(readings, place.kind)
    votes = Counter(text for text in read if _PLAIN.fullmatch(text) and _POSSIBLE[place.kind](text))
    for digits, count in votes.most_common(2):
        shared = _compatible(readings, digits)
        if not ink.whole:  # print runs into the strip
            shared = max(shared, _compatible([(text.rstrip(OTHER), share) for text, share in readings], digits))
        if digits != first and ahead > max(shared, COMPATIBLE):
            continue
        least = next((least for votes_, least in _AGAIN if count >= votes_), 1.0)
        if shared >= (least if ink.printed or place.kind != "serial" else max(least, AGREED_FIRST)) and not _one_more(
            readings, digits
        ):
            return _Verdict(digits, max(shared, SURE), readings, unsure=not ink.printed or count < _MANY)
    return verdict


_MANY = 4
_AGAIN = ((6, 0.05), (_MANY, 0.1), (3, 0.2), (2, 0.5), (1, 0.75))
"""How many of the engine's six readings must be the same digits for what share of the digit reader's votes."""


_LABEL = "Số:"
_BENT_LABEL = regex(r"S[^\s:ốÔỐô]:")
"""The label of a number line whose vowel no letter is left of: "S%:"."""


def _replaced(words: Iterable[PixelWord], place: Place, ink: Ink, verdict: _Verdict) -> list[PixelWord]:
    """The words with the place's own put right: printed neighbours without the ink, the digits between them."""
    right, after = place.after
    gone = {*place.words}
    out = [word for word in words if word not in gone and word.box != right.box]
    if place.before:
        left, before = place.before
        x0, top, x1, bottom = left.box
        text = _LABEL if place.kind == "serial" and _BENT_LABEL.fullmatch(before) else before
        engine = left.engine if text == before else left.engine or before
        out.append(replace(left, text=text, engine=engine, box=(x0, top, min(x1, max(place.x0, x0 + 1)), bottom)))
    if verdict.text:
        out.append(PixelWord(verdict.text, ink.box, verdict.confidence, right.line))
    a, b, c, d = right.box
    out.append(PixelWord(after, (max(a, min(place.x1, c - 1)), b, c, d), right.confidence, right.line))
    return [word for word in out if word.text]


def _remark(place: Place, verdict: _Verdict, page: int) -> Remark:
    vi, en, field = _NAMES[place.kind]
    seen = ", ".join(f"{text} ({share:.2f})" for text, share in verdict.readings[:3]) or "?"
    candidates = tuple(text for text, _ in verdict.readings[:3])
    if verdict.unsure:
        said, said_en = f"{vi} viết tay, có thể là {seen}", f"{en} by hand, probably {seen}"
        return Remark("handwritten", "warning", said, said_en, page, candidates, field)
    if verdict.text:
        said, said_en = f"{vi} viết tay, đọc là {verdict.text}", f"{en} by hand, read as {seen}"
        return Remark("handwritten", "info", said, said_en, page, candidates, field)
    said, said_en = f"{vi} viết tay, chưa đọc chắc: {seen}", f"{en} by hand, not sure: {seen}"
    return Remark("handwritten", "review", said, said_en, page, candidates, field)

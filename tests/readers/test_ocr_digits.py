"""The digit reader, and what is made of ink at a handwritten place."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from vnplans.readers.ocr.digits import OTHER, read_digits
from vnplans.readers.ocr.handwriting import read_places
from vnplans.readers.ocr.words import PixelWord, measured_lines

Grey = NDArray[np.uint8]


def printed(text: str) -> Grey:
    picture = Image.new("L", (60 + 30 * len(text), 80), 255)
    ImageDraw.Draw(picture).text((25, 15), text, font=ImageFont.load_default(40), fill=0)
    return np.asarray(picture)


def by_pen(digits: str) -> list[tuple[int, int]]:
    """The way of a pen that writes a 1 with an upstroke or a crossed 7."""
    return {"1": [(0, 20), (16, 0), (14, 38)], "7": [(0, 2), (20, 0), (8, 38)]}[digits]


@pytest.mark.parametrize("text", ["25", "04", "138", "2605", "7"])
def test_printed_digits_are_read(text: str) -> None:
    assert read_digits(printed(text))[0][0] == text


def test_an_empty_strip_has_no_reading() -> None:
    assert read_digits(np.full((40, 60), 255, np.uint8)) == []


def test_letters_are_not_taken_for_digits() -> None:
    best, sure = read_digits(printed("KH"))[0]
    assert OTHER in best or sure < 0.9


def page(serial: str, *, pen: str = "", shift: int = 0) -> tuple[list[PixelWord], Grey]:
    """A letterhead line 'Số: <ink> /CT-UBND' as the engine read it, and its picture."""
    grey = np.full((2339, 1654), 255, np.uint8)
    picture = Image.fromarray(grey)
    draw = ImageDraw.Draw(picture)
    if pen:
        for i, digit in enumerate(pen):
            track = [(420 + 30 * i + x, 268 + shift + y) for x, y in by_pen(digit)]
            draw.line(track, fill=0, width=5, joint="curve")
    words = [PixelWord("Số:", (345, 268, 396, 300), 0.96, (1,)), PixelWord("/CT-UBND", (500, 275, 675, 300), 0.9, (1,))]
    if serial:
        words.insert(1, PixelWord(serial, (415, 264, 480, 308), 0.5, (1,)))
    others = [PixelWord("nhân", (300 + 90 * i, 500, 374 + 90 * i, 525), 0.95, (2,)) for i in range(8)]
    return words + others, np.asarray(picture)


def text_of(words: list[PixelWord]) -> str:
    return " ".join(w.text for w in sorted(words, key=lambda w: w.box[0]) if w.line == (1,))


def nothing(grey: Grey) -> list[PixelWord]:
    """An engine that reads no line again."""
    return []


def test_ink_misread_as_print_never_becomes_a_number() -> None:
    words, grey = page("4471", pen="")
    draw = Image.fromarray(grey)
    ImageDraw.Draw(draw).line([(420, 300), (440, 262), (430, 310), (470, 265), (465, 305)], fill=0, width=6)
    settled, remarks = read_places(measured_lines(words), np.asarray(draw), 1, nothing)
    assert "4471" not in text_of(settled)
    assert [(r.code, r.page) for r in remarks] == [("handwritten", 1)]


def test_a_serial_by_pen_is_read_when_the_reader_is_sure() -> None:
    words, grey = page("##", pen="17")
    settled, remarks = read_places(measured_lines(words), grey, 1, nothing)
    assert text_of(settled) == "Số: 17 /CT-UBND"
    assert [(r.code, r.severity) for r in remarks] == [("handwritten", "info")]


def test_a_blank_serial_stays_blank() -> None:
    words, grey = page("")
    settled, remarks = read_places(measured_lines(words), grey, 1, nothing)
    assert text_of(settled) == "Số: /CT-UBND"
    assert remarks == []


def test_digits_that_both_readers_see_stay_the_words_read() -> None:
    words, _ = page("17", pen="17")
    settled, remarks = read_places(measured_lines(words), page("17", pen="17")[1], 1, nothing)
    assert set(settled) == set(words)
    assert remarks == []

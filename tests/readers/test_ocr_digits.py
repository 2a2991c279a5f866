"""The digit reader, and what is made of ink at a handwritten place."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from vnplans.readers.ocr import handwriting
from vnplans.readers.ocr.digits import OTHER, read_digits
from vnplans.readers.ocr.handwriting import (
    _begins_with_tail,
    _best,
    _judge,
    _looked_again,
    _lost_its_head,
    _Verdict,
    read_places,
)
from vnplans.readers.ocr.ink import Ink, ink_at
from vnplans.readers.ocr.places import Kind, Place
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


# What is weighed at a place


def place(kind: Kind, read: str, sure: float = 0.95) -> Place:
    label, end = PixelWord("ngày", (0, 0, 40, 25), 0.95), PixelWord("tháng", (90, 0, 140, 25), 0.95)
    between = (PixelWord(read, (50, 0, 80, 25), sure),) if read else ()
    return Place(kind, 45, 85, 36, 25, (label, "ngày"), (end, "tháng"), between, read)


def ink(*, by_print: bool = True, whole: bool = True, wide: int = 24) -> Ink:
    return Ink(np.zeros((25, wide), np.uint8), (50, 0, 80, 25), by_print, whole)


@pytest.mark.parametrize(
    ("kind", "votes", "best"),
    [
        ("month", {"01": 0.7, "0": 0.13, "0?": 0.1}, ("01", 0.92)),  # there is no month 0
        ("day", {"11": 0.77, "?1": 0.08, "1": 0.06}, ("11", 0.85)),
        ("day", {"42": 0.9, "12": 0.06}, ("12", 0.12)),
        ("serial", {"0": 0.6, "04": 0.3}, ("04", 0.3)),
        ("day", {"??": 1.0}, ("", 0.0)),
    ],
)
def test_only_what_may_stand_at_a_place_is_weighed(
    kind: Kind, votes: dict[str, float], best: tuple[str, float]
) -> None:
    text, share = _best(tuple(votes.items()), kind)
    assert (text, round(share, 2)) == best


def judged(monkeypatch: pytest.MonkeyPatch, votes: dict[str, float], at: Place, of: Ink) -> str:
    monkeypatch.setattr(handwriting, "read_digits", lambda grey: list(votes.items()))
    return _judge(at, of).text


def test_marks_that_were_not_made_out_do_not_contradict_surely_read_print(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = {"?0": 0.64, "0": 0.2, "10": 0.15}
    assert judged(monkeypatch, votes, place("month", "10"), ink()) == "10"
    assert judged(monkeypatch, votes, place("day", "10"), ink(by_print=False)) == ""


def test_digits_that_may_lack_one_are_not_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = {"41": 0.59, "411": 0.32}
    assert judged(monkeypatch, votes, place("serial", "41"), ink(by_print=False, wide=50)) == ""


@pytest.mark.parametrize(
    ("kind", "votes", "text"),
    [
        ("day", {"05??": 0.88, "05?": 0.09, "05???": 0.02}, "05"),  # print of "tháng" in the strip
        ("month", {"?11": 0.9, "11": 0.07}, "11"),
        ("day", {"0?": 0.97}, ""),  # a digit may be the mark
        ("day", {"1?2": 0.97}, ""),
        ("day", {"95??": 0.99}, ""),  # no day
        ("day", {"15?": 0.6, "16?": 0.39}, ""),
        ("serial", {"05??": 0.99}, ""),  # a serial may have four digits
    ],
)
def test_marks_beside_two_digits_are_of_the_print_around_them(
    kind: Kind, votes: dict[str, float], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert judged(monkeypatch, votes, place(kind, ""), ink(by_print=False, whole=False, wide=40)) == text


def test_a_label_without_its_vowel_is_the_label_of_a_number() -> None:
    words, grey = page("##", pen="17")
    words[0] = PixelWord("S%:", words[0].box, 0.6, (1,))
    settled, _ = read_places(measured_lines(words), grey, 1, nothing)
    assert text_of(settled) == "Số: 17 /CT-UBND"
    assert [word.engine for word in settled if word.text == "Số:"] == ["S%:"]


def test_one_digit_wider_than_high_is_two(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(monkeypatch, {"5": 1.0}, place("serial", ""), ink(by_print=False, wide=30)) == ""
    assert judged(monkeypatch, {"5": 1.0}, place("serial", ""), ink(by_print=False, wide=18)) == "5"


@pytest.mark.parametrize(
    ("votes", "seen", "text"),
    [
        ({"11": 0.6, "1": 0.2}, ("1]", "J]", "?", "lãi", ""), "11"),  # twice, and half of the votes
        ({"28": 0.72, "2?": 0.14}, ("26", "28", "28", "28", "28"), "28"),
        ({"28": 0.3, "20": 0.3}, ("", "", "28", "", ""), ""),  # once, and not sure
        ({"01": 0.7, "0?": 0.1}, ("07", "07", "01", "01", "07"), "01"),  # what the digit reader refuses is not taken
        ({"45": 0.9}, ("45", "45", "45", "45", "45"), ""),  # no such day
        ({"11": 0.5, "111": 0.4}, ("11", "11", "11", "11", "11"), ""),
    ],
)
def test_a_second_look_settles_what_both_readers_see(votes: dict[str, float], seen: tuple[str, ...], text: str) -> None:
    unsure = _Verdict("", 0.0, tuple(votes.items()))
    assert _looked_again(place("day", ""), ink(), unsure, seen).text == text


def test_a_month_that_cannot_be_is_no_print(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(monkeypatch, {"02": 0.99}, place("month", "22"), ink()) == "02"
    assert judged(monkeypatch, {"02": 0.5, "22": 0.4}, place("month", "22"), ink()) == ""
    assert judged(monkeypatch, {"12": 0.5, "?2": 0.4}, place("month", "12."), ink()) == "12."


@pytest.mark.parametrize(
    ("read", "rest", "tailed"),
    [
        ("910", "10", True),  # the "g" of "tháng" looks like a 9
        ("99", "9", True),
        ("?21", "21", True),  # the "y" of "ngày" like no digit
        ("?1", "1", False),  # may be an 11
        ("11", "1", False),
        ("210", "10", False),
        ("10", "10", False),
        ("", "1", False),
    ],
)
def test_a_letter_before_the_digits(read: str, rest: str, tailed: bool) -> None:
    assert _begins_with_tail([(read, 0.6)] if read else [], rest) == tailed


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("OKH-NHNN", "/KH-NHNN", True),  # "5/" was read as one letter
        ("ZQĐ-UBND", "QĐ-UBND", True),
        ("/KH-UBND", "/KH-UBND", False),
        ("KH-UBND", "/KH-UBND", False),  # only the stroke was lost
        ("/OKH-UBND", "/KH-UBND", False),  # behind the stroke nothing is of the serial
        ("-CV/TU", "CV/TU", False),
    ],
)
def test_a_symbol_that_held_a_digit(before: str, after: str, lost: bool) -> None:
    assert _lost_its_head(before, after) == lost


def test_the_last_letter_of_a_word_is_cut_from_the_ink_behind_it() -> None:
    grey = np.full((400, 400), 255, np.uint8)
    grey[184:207, 128:144] = 20  # the "g" of "tháng", its tail below the line
    grey[176:200, 160:172] = 20
    left, right = PixelWord("tháng", (60, 175, 124, 205), 0.95), PixelWord("năm", (230, 175, 300, 205), 0.95)
    at = Place("month", 125, 225, 36, 200, (left, "tháng"), (right, "năm"), (), "")
    assert ink_at(grey, at).box[0] == 128
    assert ink_at(grey, at, tail=True).box[0] == 160
    grey[184:207, 128:144] = 255
    grey[174:200, 130:138] = 20  # a 1
    assert ink_at(grey, at, tail=True).box[0] == 130


def test_a_light_stroke_beside_a_dark_one_is_ink_too() -> None:
    grey = np.full((400, 400), 255, np.uint8)
    grey[175:200, 150:158] = 190  # light
    grey[175:200, 166:172] = 20
    left, right = PixelWord("ngày", (60, 175, 120, 205), 0.95), PixelWord("tháng", (230, 175, 300, 205), 0.95)
    at = Place("day", 125, 225, 36, 200, (left, "ngày"), (right, "tháng"), (), "")
    assert ink_at(grey, at).box[0] == 150
    grey[175:200, 150:158] = 240  # the paper
    assert ink_at(grey, at).box[0] == 166

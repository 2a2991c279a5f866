"""Pictures made ready: seals, tilt, specks, rules, tables."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw

from vnplans.pages import Box
from vnplans.readers.ocr.picture import ink_of, lies_sideways, prepare, skew_of, turned
from vnplans.readers.ocr.rules import find_rules, without_rules
from vnplans.readers.ocr.tables import find_tables
from vnplans.readers.sheet.placement import Placement

A4 = (595.0, 842.0)
SIZE = (1654, 2339)


def striped(angle: float = 0.0) -> Image.Image:
    """A page of text-like lines of short bars."""
    picture = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(picture)
    for y in range(300, 2000, 60):
        for x in range(200, 1400, 40):
            pen.rectangle((x, y, x + 24 + (x * y) % 9, y + 18), fill="black")
    return picture.rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC)


def test_red_is_taken_out_black_stays_and_blue_is_kept_beside_it() -> None:
    picture = striped()
    pen = ImageDraw.Draw(picture)
    pen.ellipse((300, 2050, 600, 2300), outline=(220, 40, 50), width=12)
    pen.line((800, 2100, 1000, 2200), fill=(30, 40, 160), width=8)
    prepared = prepare(picture, A4)
    ink = ink_of(prepared.grey)
    assert not ink[2060:2300, 290:620].any()
    assert not ink[2090:2210, 790:1010].any()
    assert ink[300:318, 205:220].all()
    assert prepared.inked is not None
    inked = ink_of(prepared.inked)
    assert inked[2090:2210, 790:1010].any()
    assert inked[300:318, 205:220].all()
    assert not inked[2060:2300, 290:620].any()


@pytest.mark.parametrize(
    ("ink", "mode"),
    [((30, 40, 160), "RGB"), ((25, 25, 30), "RGB"), ((30, 40, 160), "L")],
    ids=["the act itself is blue", "nearly black", "grey picture"],
)
def test_a_page_of_one_colour_keeps_all_its_ink(ink: tuple[int, int, int], mode: str) -> None:
    picture = striped()
    pen = ImageDraw.Draw(picture)
    for y in range(300, 2000, 60):
        pen.line((200, y + 30, 1400, y + 30), fill=ink, width=9)
    prepared = prepare(picture.convert(mode), A4)
    assert prepared.inked is None
    assert ink_of(prepared.grey)[330, 400:1200].all()


def test_the_coloured_fringes_of_black_print_stay() -> None:
    channels = striped().split()
    shifted = Image.merge(
        "RGB", (channels[0], ImageChops.offset(channels[1], 1, 0), ImageChops.offset(channels[2], 1, 1))
    )
    assert prepare(shifted, A4).inked is None


def test_print_under_a_blue_stamp_stays() -> None:
    clean = striped()
    stamp = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(stamp).rectangle((250, 500, 700, 700), outline=(60, 80, 190), width=10)
    ink = ink_of(prepare(ImageChops.multiply(clean, stamp), A4).grey)
    before = ink_of(prepare(clean, A4).grey)
    assert ink[480:720, 240:720].sum() == pytest.approx(before[480:720, 240:720].sum(), rel=0.05)


@pytest.mark.parametrize("angle", [-3.0, -1.0, 0.0, 1.5, 4.0])
def test_the_tilt_of_a_page_is_found(angle: float) -> None:
    grey = np.asarray(striped(angle).convert("L"))
    assert skew_of(grey) == pytest.approx(-angle, abs=0.2)


def test_grey_paper_and_faint_print_become_white_and_black() -> None:
    faint = striped().convert("L").point(lambda v: 120 + v * 90 // 255).convert("RGB")
    ink = ink_of(prepare(faint, A4).grey)
    assert ink[300:318, 205:220].all()
    assert ink[2100:2300].sum() == 0


def test_single_dots_of_a_fax_go() -> None:
    picture = striped()
    for x in range(100, 1600, 97):
        picture.putpixel((x, 2200), (0, 0, 0))
    assert ink_of(prepare(picture, A4).grey)[2150:2250].sum() == 0


def test_a_page_on_its_side_is_known() -> None:
    upright = np.asarray(striped().convert("L"))
    assert not lies_sideways(upright)
    assert lies_sideways(np.rot90(upright))


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_boxes_go_back_to_the_page_as_given(quarters: int) -> None:
    picture = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(picture).rectangle((200, 300, 215, 310), fill="black")
    given = picture.rotate(90 * quarters, expand=True)  # counter-clockwise
    size = A4 if quarters % 2 == 0 else (A4[1], A4[0])
    prepared = turned(prepare(given, size), (4 - quarters) % 4)
    rows, columns = np.nonzero(ink_of(prepared.grey))
    sx, sy = prepared.placement.scale
    upright: Box = (columns.min() * sx, rows.min() * sy, columns.max() * sx, rows.max() * sy)
    assert upright == pytest.approx((72, 108, 77.4, 111.6), abs=1.5)
    x0, top, x1, bottom = prepared.placement.as_given(upright)
    black = np.asarray(given.convert("L")) < 100
    ys, xs = np.nonzero(black)
    scale = size[0] / given.width
    assert (x0, top, x1, bottom) == pytest.approx(
        (xs.min() * scale, ys.min() * scale, xs.max() * scale, ys.max() * scale), abs=2.0
    )


def test_a_tilted_box_covers_its_words() -> None:
    placement = Placement(A4, SIZE, 0, 2.0)
    x0, top, x1, bottom = placement.as_given((100.0, 100.0, 200.0, 110.0))
    assert x1 - x0 >= 99
    assert bottom - top >= 12


def ruled(streak: bool = False) -> np.ndarray:
    """Three rows, two columns, the first row one cell across; a streak down the whole page if asked for."""
    picture = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(picture)
    for y in (500, 600, 700, 800):
        pen.line((200, y, 1400, y), fill=0, width=3)
    for x in (200, 1400):
        pen.line((x, 500, x, 800), fill=0, width=3)
    pen.line((500, 600, 500, 800), fill=0, width=3)
    if streak:
        pen.line((900, 0, 900, 2330), fill=0, width=5)
    return np.asarray(picture)


@pytest.mark.parametrize("streak", [False, True])
def test_cells_and_spans_of_a_ruled_table(streak: bool) -> None:
    rules, streaks = find_rules(ruled(streak))
    assert len(streaks) == streak
    (table,) = find_tables(rules)
    assert [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells] == [
        (0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1),
    ]  # fmt: skip
    assert table.box == pytest.approx((200, 500, 1400, 800), abs=3)


def test_rules_and_streaks_are_erased_and_ink_beside_them_stays() -> None:
    grey = ruled(streak=True).copy()
    grey[640:660, 600:640] = 0
    rules, streaks = find_rules(grey)
    clear = without_rules(grey, rules, streaks, [table.box for table in find_tables(rules)])
    assert ink_of(clear).sum() == 20 * 40


def test_an_underline_is_no_table() -> None:
    picture = Image.new("L", SIZE, 255)
    ImageDraw.Draw(picture).line((700, 300, 1000, 300), fill=0, width=3)
    rules, streaks = find_rules(np.asarray(picture))
    assert find_tables(rules) == []
    assert ink_of(without_rules(np.asarray(picture), rules, streaks, [])).any()

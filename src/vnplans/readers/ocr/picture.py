"""A picture of a page made ready for recognition: seals, pens, uneven light and specks taken out, text set level.

Works on grey numpy arrays (0 black, 255 white).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from vnplans.readers.sheet.placement import Placement

__all__ = [
    "DPI",
    "INK",
    "LEAST_INK",
    "Grey",
    "Mask",
    "Prepared",
    "ink_of",
    "is_blank",
    "lies_sideways",
    "prepare",
    "skew_of",
    "turned",
]

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

DPI = 200
"""Dots per inch at which a page is best rendered for recognition: more is slower and no better."""
INK = 150
"""Darker than this is ink, once the paper is white."""
COLOUR = 45
COLOUR_SHARE = 0.3
"""By how much the channels of coloured ink differ, in steps and against the brightest."""
MOST_COLOUR = 0.35
"""Of the ink of a page: where more is coloured, its print is."""
FRINGE = 0.6
"""Of the coloured ink: where more than this is beside black print, it is its fringe."""
SOFT = 90
"""Beside coloured ink what is lighter than this is its edge; what is darker is print below it."""
LEAST_INK = 100
"""Pixels: a digit has more."""
STEP = 3
"""Every third pixel across and down is enough to measure a page by."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A grey picture, upright and level, and how it lies on the page."""

    grey: Grey
    placement: Placement
    inked: Grey | None = None
    """The same with the pens and blue stamps that were taken out for their colour; None where none were."""


def prepare(picture: Image.Image, page_size: tuple[float, float]) -> Prepared:
    """The picture at about 200 dots an inch, without colour, specks and tilt."""
    scaled = _at_scale(picture, page_size)
    red = grey_of(scaled)
    coloured = _coloured(scaled, red)
    grey = evened(red)
    inked = None
    if coloured is not None:
        inked, grey = grey, np.where(coloured, np.uint8(255), grey)
    grey = without_specks(grey)
    return levelled(Prepared(grey, Placement(page_size, grey.shape[::-1]), inked))


def _at_scale(picture: Image.Image, page_size: tuple[float, float]) -> Image.Image:
    """Resampled to 200 dpi where it is much coarser or finer."""
    dpi = picture.width / page_size[0] * 72
    if 0.85 * DPI < dpi < 1.3 * DPI:
        return picture
    size = (max(1, round(page_size[0] / 72 * DPI)), max(1, round(page_size[1] / 72 * DPI)))
    return picture.resize(size, Image.Resampling.LANCZOS if dpi > DPI else Image.Resampling.BICUBIC)


def grey_of(picture: Image.Image) -> Grey:
    """Brightness of the red channel: red seals and stamps turn as white as the paper."""
    if picture.mode in ("1", "L", "I;16", "I", "F"):
        return np.asarray(picture.convert("L"))
    if picture.mode == "RGB":
        return np.asarray(picture.getchannel("R"))
    rgb = picture.convert("RGBA")
    paper = Image.new("RGBA", rgb.size, "white")
    return np.asarray(Image.alpha_composite(paper, rgb).getchannel("R"))


def _coloured(picture: Image.Image, red: Grey) -> Mask | None:
    """Where ink is of another colour than the print, with its soft edges; None where none is, or where so much is that
    the act itself must be printed in it."""
    if picture.mode != "RGB":
        return None
    some = np.asarray(picture)[::STEP, ::STEP].astype(np.int16)
    dark = some[..., 0] < INK
    if np.count_nonzero(_is_colour(some.max(2), some.min(2)) & dark) < LEAST_INK // STEP**2:
        return None
    channels = picture.split()
    most = np.asarray(ImageChops.lighter(ImageChops.lighter(*channels[:2]), channels[2]))
    least = np.asarray(ImageChops.darker(ImageChops.darker(*channels[:2]), channels[2]))
    found = _is_colour(most.astype(np.int16), least.astype(np.int16)) & (red < INK)
    core = _around(found, 1) == ALL  # fringes of black print are thin
    if np.count_nonzero(core) < LEAST_INK:
        return None
    if np.count_nonzero(found) > MOST_COLOUR * np.count_nonzero(red < INK):
        return None
    beside_print = (_around((red < SOFT) & ~found, 3) > 0) & core
    if np.count_nonzero(beside_print) > FRINGE * np.count_nonzero(core):
        return None  # a scanner whose colours are out of line
    soft: Mask = (_around(core, 3) > 0) & (found | (red > SOFT))
    return soft


ALL = 255


def _around(mask: Mask, reach: int) -> Grey:
    """How much of the square around each pixel is set: 0 for nothing, ALL for the whole."""
    picture = Image.fromarray(mask.view(np.uint8) * np.uint8(ALL))
    return np.asarray(picture.filter(ImageFilter.BoxBlur(reach)))


def _is_colour(most: NDArray[np.int16], least: NDArray[np.int16]) -> Mask:
    """By the brightest and the darkest channel: neither black nor grey, and no tint of the paper."""
    return (most - least > COLOUR) & (most - least > COLOUR_SHARE * most)


def evened(grey: Grey) -> Grey:
    """The paper made white and the ink black: shadows, yellow paper and light print evened out.

    What shines through from the back of the sheet is far lighter than the ink of the front, and goes with the paper.
    """
    paper = _paper(grey)
    some = _shares()[paper[::STEP, ::STEP], grey[::STEP, ::STEP]]
    inked = some[some < 0.75]
    dark = float(np.percentile(inked, 25)) if len(inked) > 50 else 0.3
    levels = np.clip((_shares() - dark) / max(0.9 - dark, 0.2) * 255, 0, 255).astype(np.uint8)
    return levels[paper, grey]


@cache
def _shares() -> NDArray[np.float64]:
    """How bright a pixel is against the paper around it, by the brightness of the paper and its own."""
    both = np.arange(256.0)
    shares: NDArray[np.float64] = both / np.maximum(both, 40.0)[:, None]
    return shares


def _paper(grey: Grey) -> Grey:
    """The brightness of the paper around each pixel: the bright end of each tile, made smooth."""
    side = 16
    some = grey[::2, ::2]
    height, width = (length // side * side for length in some.shape)
    if not height or not width:
        return np.full(grey.shape, max(int(grey.max()), 1), np.uint8)
    tiles = some[:height, :width].reshape(height // side, side, width // side, side).swapaxes(1, 2)
    place = round(0.9 * side * side)
    bright = np.partition(tiles.reshape(*tiles.shape[:2], -1), place, axis=2)[..., place]
    # A tile in the middle of a black bar or picture takes its paper from around it
    bright = np.maximum(bright, np.median(bright) * 0.6).astype(np.uint8)
    return np.asarray(Image.fromarray(bright).resize(grey.shape[::-1], Image.Resampling.BICUBIC))


def without_specks(grey: Grey) -> Grey:
    """Fax noise: dots of one or two pixels with nothing near them turn white."""
    ink = ink_of(grey)
    padded = np.pad(ink.view(np.uint8), 2)
    columns = padded[1:-3] + padded[2:-2] + padded[3:-1]
    near = columns[:, 1:-3] + columns[:, 2:-2] + columns[:, 3:-1]
    y, x = np.nonzero(ink & (near <= 4))
    around, wide = np.zeros(len(y), np.uint8), padded.shape[1]
    corner = y * wide + x
    for down in range(5):
        for across in range(5):
            around += padded.ravel()[corner + down * wide + across]
    alone = around == near[y, x]
    if not alone.any():
        return grey
    clear = grey.copy()
    clear[y[alone], x[alone]] = 255
    return clear


def ink_of(grey: Grey) -> Mask:
    """Where there is ink."""
    return grey < INK


def is_blank(grey: Grey) -> bool:
    """Is there less ink than a page number has? The back of a sheet, mostly."""
    return int(np.count_nonzero(ink_of(grey))) < LEAST_INK


def levelled(prepared: Prepared, least: float = 0.25) -> Prepared:
    """Turned so that its lines run level, if they are off by more than `least` degrees."""
    tilt = skew_of(prepared.grey)
    if abs(tilt) <= least:
        return prepared
    placement = replace(prepared.placement, tilt=prepared.placement.tilt + tilt)
    inked = None if prepared.inked is None else _rotated(prepared.inked, tilt)
    return Prepared(_rotated(prepared.grey, tilt), placement, inked)


def _rotated(grey: Grey, tilt: float) -> Grey:
    return np.asarray(Image.fromarray(grey).rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255))


def skew_of(grey: Grey, reach: float = 6.0) -> float:
    """Degrees, counter-clockwise, that set the lines level: the turn whose rows of ink differ most from one another."""
    y, x = np.nonzero(ink_of(grey[::STEP, ::STEP]))
    if len(y) < 500:
        return 0.0
    if len(y) > 60_000:
        chosen = np.random.default_rng(0).choice(len(y), 60_000, replace=False)
        y, x = y[chosen], x[chosen]
    coarse = max(np.arange(-reach, reach + 0.1, 0.5), key=lambda a: _sharpness(x, y, a))
    fine = max(np.arange(coarse - 0.5, coarse + 0.51, 0.1), key=lambda a: _sharpness(x, y, a))
    return float(round(fine, 1)) if _sharpness(x, y, fine) > 1.03 * _sharpness(x, y, 0.0) else 0.0


def _sharpness(x: NDArray[np.intp], y: NDArray[np.intp], degrees: float) -> float:
    rows = np.round(y - x * math.tan(math.radians(degrees))).astype(np.int64)
    profile = np.bincount(rows - rows.min()).astype(np.float64)
    return float((np.diff(profile) ** 2).sum())


def lies_sideways(grey: Grey) -> bool:
    """Does the text run down the page? Then its columns differ more from one another than its rows."""
    y, x = np.nonzero(ink_of(grey[::STEP, ::STEP]))
    if len(y) < 500:
        return False
    return bool(_sharpness(y, x, 0.0) / grey.shape[0] > 1.3 * _sharpness(x, y, 0.0) / grey.shape[1])


def turned(prepared: Prepared, quarters: int) -> Prepared:
    """The picture turned counter-clockwise by quarters, and set level again."""
    grey = np.ascontiguousarray(np.rot90(prepared.grey, quarters))
    inked = None if prepared.inked is None else np.ascontiguousarray(np.rot90(prepared.inked, quarters))
    turns = (prepared.placement.quarter_turns + quarters) % 4
    return levelled(Prepared(grey, Placement(prepared.placement.page_size, grey.shape[::-1], turns), inked))

"""A picture of a page made ready for recognition: seals, uneven light and specks taken out, text set level.

Works on grey numpy arrays (0 black, 255 white).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vnplans.readers.sheet.placement import Placement

__all__ = ["DPI", "Grey", "Mask", "Prepared", "ink_of", "lies_sideways", "prepare", "skew_of", "turned"]

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

DPI = 200
"""Dots per inch at which a page is best rendered for recognition: more is slower and no better."""
INK = 150
"""Darker than this is ink, once the paper is white."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A grey picture, upright and level, and how it lies on the page."""

    grey: Grey
    placement: Placement


def prepare(picture: Image.Image, page_size: tuple[float, float]) -> Prepared:
    """The picture at about 200 dots an inch, without colour, specks and tilt."""
    grey = evened(grey_of(_at_scale(picture, page_size)))
    grey = without_specks(grey)
    return levelled(Prepared(grey, Placement(page_size, grey.shape[::-1])))


def _at_scale(picture: Image.Image, page_size: tuple[float, float]) -> Image.Image:
    """Resampled to 200 dpi where it is much coarser or finer."""
    dpi = picture.width / page_size[0] * 72
    if 0.85 * DPI < dpi < 1.3 * DPI:
        return picture
    size = (max(1, round(page_size[0] / 72 * DPI)), max(1, round(page_size[1] / 72 * DPI)))
    return picture.resize(size, Image.Resampling.LANCZOS if dpi > DPI else Image.Resampling.BICUBIC)


def grey_of(picture: Image.Image) -> Grey:
    """Brightness of the red channel: red seals and stamps turn as white as the paper, black and blue ink stay."""
    if picture.mode in ("1", "L", "I;16", "I", "F"):
        return np.asarray(picture.convert("L"))
    if picture.mode == "RGB":
        return np.asarray(picture.getchannel("R"))
    rgb = picture.convert("RGBA")
    paper = Image.new("RGBA", rgb.size, "white")
    return np.asarray(Image.alpha_composite(paper, rgb).getchannel("R"))


def evened(grey: Grey) -> Grey:
    """The paper made white and the ink black: shadows, yellow paper and light print evened out.

    What shines through from the back of the sheet is far lighter than the ink of the front, and goes with the paper.
    """
    paper = _paper(grey)
    share = grey / np.maximum(paper, 40.0)
    inked = share[share < 0.75]
    dark = float(np.percentile(inked, 25)) if len(inked) > 200 else 0.3
    level = (share - dark) / max(0.9 - dark, 0.2)
    return np.asarray(np.clip(level * 255, 0, 255), np.uint8)


def _paper(grey: Grey) -> NDArray[np.float32]:
    """The brightness of the paper around each pixel: the bright end of each tile, made smooth."""
    step = 32
    height, width = (side // step * step for side in grey.shape)
    if not height or not width:
        return np.full(grey.shape, max(int(grey.max()), 1), np.float32)
    tiles = grey[:height, :width].reshape(height // step, step, width // step, step).swapaxes(1, 2)
    bright = np.percentile(tiles.reshape(*tiles.shape[:2], -1), 90, axis=2)
    # A tile in the middle of a black bar or picture takes its paper from around it
    bright = np.maximum(bright, np.median(bright) * 0.6)
    small = Image.fromarray(bright.astype(np.uint8))
    return np.asarray(small.resize(grey.shape[::-1], Image.Resampling.BICUBIC), np.float32)


def without_specks(grey: Grey) -> Grey:
    """Fax noise: dots of one or two pixels with nothing near them turn white."""
    ink = ink_of(grey)
    close = _sums(ink, 1)
    alone = ink & (_sums(ink, 2) == close) & (close <= 4)
    if not alone.any():
        return grey
    return np.where(alone, np.uint8(255), grey)


def ink_of(grey: Grey) -> Mask:
    """Where there is ink."""
    return grey < INK


def _sums(mask: Mask, reach: int) -> NDArray[np.uint8]:
    """How many of the pixels up to `reach` away (a square of at most 15 by 15) are set."""
    steps, (high, wide) = range(2 * reach + 1), mask.shape
    padded = np.pad(mask.view(np.uint8), reach)
    columns = reduce(np.add, (padded[step : step + high] for step in steps))
    return reduce(np.add, (columns[:, step : step + wide] for step in steps))


def levelled(prepared: Prepared, least: float = 0.25) -> Prepared:
    """Turned so that its lines run level, if they are off by more than `least` degrees."""
    tilt = skew_of(prepared.grey)
    if abs(tilt) <= least:
        return prepared
    picture = Image.fromarray(prepared.grey).rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    placement = replace(prepared.placement, tilt=prepared.placement.tilt + tilt)
    return Prepared(np.asarray(picture), placement)


def skew_of(grey: Grey, reach: float = 6.0) -> float:
    """Degrees, counter-clockwise, that set the lines level: the turn whose rows of ink differ most from one another."""
    step = 3
    y, x = np.nonzero(ink_of(grey[::step, ::step]))
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
    step = 3
    y, x = np.nonzero(ink_of(grey[::step, ::step]))
    if len(y) < 500:
        return False
    return bool(_sharpness(y, x, 0.0) / grey.shape[0] > 1.3 * _sharpness(x, y, 0.0) / grey.shape[1])


def turned(prepared: Prepared, quarters: int) -> Prepared:
    """The picture turned counter-clockwise by quarters, and set level again."""
    grey = np.ascontiguousarray(np.rot90(prepared.grey, quarters))
    turns = (prepared.placement.quarter_turns + quarters) % 4
    return levelled(Prepared(grey, Placement(prepared.placement.page_size, grey.shape[::-1], turns)))

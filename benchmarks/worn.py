"""Pages as they come from scanners, fax machines and telephones, made from clean pictures of 300 dots an inch."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

__all__ = ["SETTINGS", "Setting"]

FULL = 300
"""Dots an inch of the clean picture."""
Setting = Callable[[Image.Image], Image.Image]
Light = NDArray[np.float32]


def at(dpi: int) -> Setting:
    """A good scan at so many dots an inch."""
    return lambda page: page.resize((page.width * dpi // FULL, page.height * dpi // FULL), Image.Resampling.LANCZOS)


def tired(page: Image.Image) -> Image.Image:
    """Light print, a tilt, grain and JPEG."""
    page = at(200)(page.rotate(0.8, Image.Resampling.BICUBIC, fillcolor="white")).filter(ImageFilter.GaussianBlur(0.8))
    return _jpeg(_grained(np.asarray(page, np.float32) * 0.65 + 75, 12), 45)


def fax(page: Image.Image) -> Image.Image:
    """Black and white, 204 by 196 dots an inch, with specks."""
    grey = np.array(at(200)(page).convert("L"))
    grey[np.random.default_rng(1).random(grey.shape) < 0.001] = 0
    return Image.fromarray(grey > 150)


def telephone(page: Image.Image) -> Image.Image:
    """Taken aslant on a dark table, one side in the shadow."""
    wide, high = page.width * 3 // 4, page.height * 3 // 4
    around = Image.new("RGB", (wide + 300, high + 300), (70, 55, 45))
    around.paste(page.resize((wide, high), Image.Resampling.LANCZOS), (150, 150))
    seen = around.transform(
        around.size,
        Image.Transform.QUAD,
        (40, 20, 0, around.height, around.width, around.height - 30, around.width - 60, 0),
        Image.Resampling.BICUBIC,
    )
    shadow = np.linspace(1.0, 0.55, seen.width, dtype=np.float32)[None, :, None]
    return _jpeg(_grained(np.asarray(seen, np.float32) * shadow, 6), 70)


def on_paper(colour: tuple[int, int, int]) -> Setting:
    """On coloured paper."""
    share = np.asarray(colour, np.float32) / 255
    return lambda page: _jpeg(_grained(np.asarray(at(200)(page), np.float32) * share, 8), 75)


def two_up(page: Image.Image) -> Image.Image:
    """Two pages side by side on one sheet, as a book lies on the glass."""
    small = at(200)(page)
    sheet = Image.new("RGB", (2 * small.width, small.height), "white")
    sheet.paste(small, (0, 0))
    sheet.paste(small, (small.width, 0))
    return sheet


def _grained(light: Light, strength: float) -> Image.Image:
    noise = np.random.default_rng(0).normal(0, strength, (*light.shape[:2], 1))
    return Image.fromarray(np.uint8(np.clip(light + noise, 0, 255)))


def _jpeg(picture: Image.Image, quality: int) -> Image.Image:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return Image.open(stream).convert("RGB")


SETTINGS: dict[str, Setting] = {
    "200 dpi": at(200),
    "100 dpi": at(100),
    "150 dpi": at(150),
    "300 dpi": at(300),
    "tired": tired,
    "fax": fax,
    "telephone": telephone,
    "yellow paper": on_paper((250, 232, 160)),
    "pink paper": on_paper((245, 190, 200)),
    "blue paper": on_paper((165, 200, 240)),
    "two on a sheet": two_up,
}
"""What may become of a page, by name."""

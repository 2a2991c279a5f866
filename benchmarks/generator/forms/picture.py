"""Blocks -> a PDF of pictures, as an office scanner makes it: turned a little, grey, noisy, JPEG, with a red seal."""

from __future__ import annotations

import io
import math
import unicodedata
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from generator.act import Block, Cell, Columns, Grid, Text
from generator.forms.pdf import pdf
from generator.words import Chance

_FONTS = Path("/usr/share/fonts/truetype")
PENS = ("breip/Breip.ttf", "rufscript/Rufscript010.ttf", "liberation2/LiberationSerif-Italic.ttf")
"""Faces for what a hand writes; the last is no hand, and on every machine that can make the PDF."""
_INK = (25, 40, 130)


def picture(blocks: list[Block], chance: Chance) -> bytes:
    blank, written = _without_pen(_composed(blocks))
    document = pdfium.PdfDocument(pdf(blank, chance))
    noise = np.random.default_rng(chance.noise())
    dpi = chance.one((150, 200, 200, 300))
    colour = chance.often(0.4)
    pages: list[Image.Image] = []
    sealed = chance.number(0, len(document) - 1)
    for number, page in enumerate(document):
        sheet = page.render(scale=dpi / 72).to_pil().convert("RGB")
        if number == 0 and written:
            _write(sheet, page, written, chance)
        if number == sealed:
            _seal(sheet, chance, dpi)
        sheet = sheet.rotate(chance.number(-8, 8) / 10, fillcolor=(255, 255, 255), resample=Image.Resampling.BICUBIC)
        pages.append(_scanned(sheet if colour else sheet.convert("L"), noise))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=chance.number(40, 80))
    return _timeless(out.getvalue())


def _scanned(sheet: Image.Image, noise: np.random.Generator) -> Image.Image:
    grain = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
    grain = np.clip(grain * 0.97 + noise.normal(0, 6, grain.shape) - 2, 0, 255)
    specks = noise.random(grain.shape[:2]) < 0.0002
    grain[specks] = 60
    return Image.fromarray(grain.astype(np.uint8))


def _composed(blocks: list[Block]) -> list[Block]:
    """The blocks with each letter and its marks as one: a printer shows decomposed text as any other, where the PDF
    writer would set the marks beside their letters."""

    def letters(text: str) -> str:
        return unicodedata.normalize("NFC", text)

    def composed(text: Text) -> Text:
        strong = len(letters(text.text[: text.strong]))
        return replace(text, text=letters(text.text), strong=strong, pen=letters(text.pen))

    def cells(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, text=letters(cell.text)) for cell in row)

    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Text):
            out.append(composed(block))
        elif isinstance(block, Columns):
            rows = tuple((tuple(map(composed, left)), tuple(map(composed, right))) for left, right in block.rows)
            out.append(replace(block, rows=rows))
        elif isinstance(block, Grid):
            out.append(replace(block, header=cells(block.header), rows=tuple(map(cells, block.rows))))
        else:
            out.append(block)
    return out


def _without_pen(blocks: list[Block]) -> tuple[list[Block], str]:
    """The blocks with a gap for what a hand writes in the letterhead, and those words."""
    words = ""

    def gap(text: Text) -> Text:
        nonlocal words
        if not text.pen:
            return text
        words = text.pen
        return replace(text, text=text.text.replace(text.pen, "\u00a0" * 8, 1))

    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Columns):
            rows = tuple((tuple(map(gap, left)), tuple(map(gap, right))) for left, right in block.rows)
            out.append(replace(block, rows=rows))
        else:
            out.append(block)
    return out, words


def _write(sheet: Image.Image, page: pdfium.PdfPage, words: str, chance: Chance) -> None:
    """The words in blue ink behind "Số:", each sign a little off the line."""
    text = page.get_textpage()
    found = text.search("Số").get_next()
    if found is None:
        return
    scale = sheet.width / page.get_width()
    after = found[0] + found[1]
    if text.get_text_range(after, 1) == ":":
        after += 1
    _, bottom, right, top = text.get_charbox(after - 1, loose=True)
    size = round((top - bottom) * scale * 1.1)
    path = next(p for p in (_FONTS / name for name in (chance.one(PENS[:2]), PENS[2])) if p.exists())
    font = ImageFont.truetype(str(path), size)
    draw = ImageDraw.Draw(sheet)
    x = right * scale + size * 0.25
    for sign in words:
        y = (page.get_height() - top) * scale + chance.number(-2, 2) * scale * 0.5
        draw.text((x, y), sign, font=font, fill=_INK)
        x += draw.textlength(sign, font=font) * chance.number(95, 115) / 100


def _seal(sheet: Image.Image, chance: Chance, dpi: int) -> None:
    """A round red seal in the lower right, through which the words below can be read."""
    layer = Image.new("RGBA", sheet.size)
    draw = ImageDraw.Draw(layer)
    radius = dpi * 0.7
    x, y = sheet.width * 0.6, sheet.height * chance.number(55, 85) / 100
    for r in (radius, radius * 0.93, radius * 0.6):
        draw.ellipse((x - r, y - r, x + r, y + r), outline=(200, 30, 40, 150), width=max(2, dpi // 80))
    star = [
        (x + radius * s * math.cos(a), y + radius * s * math.sin(a))
        for n in range(10)
        for a, s in [(math.pi * (n / 5 - 0.5), 0.25 if n % 2 == 0 else 0.1)]
    ]
    draw.polygon(star, fill=(200, 30, 40, 130))
    sheet.paste(layer, mask=layer)


def _timeless(data: bytes) -> bytes:
    """Without the day on which Pillow wrote it; the length of the file stays."""
    for key in (b"/CreationDate (D:", b"/ModDate (D:"):
        at = data.find(key)
        if at >= 0:
            start = at + len(key)
            data = data[:start] + b"20260101000000" + data[start + 14 :]
    return data

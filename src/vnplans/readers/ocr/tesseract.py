"""The Tesseract program (Debian: tesseract-ocr and tesseract-ocr-vie), one process a page."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from functools import cache

from PIL import Image

from vnplans.readers.ocr.words import PixelWord
from vnplans.text import clean

__all__ = ["installed", "read_words"]

SECONDS_A_PAGE = 180


@cache
def installed() -> bool:
    """Is the program there, with Vietnamese?"""
    if shutil.which("tesseract") is None:
        return False
    answer = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return "vie" in answer.stdout.split()


def read_words(picture: Image.Image, mode: int = 3) -> list[PixelWord]:
    """The words of a picture. `mode` is Tesseract's page segmentation: 3 a page, 6 one block, 7 one line.

    Raises subprocess.SubprocessError when the program fails or takes longer than SECONDS_A_PAGE.
    """
    stream = io.BytesIO()
    picture.save(stream, "PPM")
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", str(mode), "--dpi", "200", "tsv"]
    # More threads inside one page make it 3.7 times slower; pages run side by side instead
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    answer = subprocess.run(
        command, input=stream.getvalue(), capture_output=True, env=environment, timeout=SECONDS_A_PAGE, check=True
    )
    return parse_tsv(answer.stdout.decode("utf-8", "replace"))


def parse_tsv(table: str) -> list[PixelWord]:
    """Words of Tesseract's TSV output."""
    words = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = clean(row["text"] or "")
        if row["level"] != "5" or not text or float(row["conf"]) < 0:
            continue
        left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
        line = tuple(int(row[key]) for key in ("block_num", "par_num", "line_num"))
        words.append(PixelWord(text, (left, top, left + width, top + height), float(row["conf"]) / 100, line))
    return words

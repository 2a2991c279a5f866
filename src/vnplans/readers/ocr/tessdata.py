"""What every way to Tesseract shares: its Vietnamese model, how pages are cut into lines, and its table of words."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal

from vnplans.readers.ocr.words import PixelWord
from vnplans.text import clean

__all__ = ["LANGUAGE", "MODES", "SECONDS_A_PAGE", "TESSDATA", "EngineFailed", "Mode", "parse_tsv"]

TESSDATA = str(Path(__file__).parents[2] / "data" / "tessdata")
"""The folder of the model that the package brings: every engine reads the same words with it."""
LANGUAGE = "vie"
SECONDS_A_PAGE = 180.0

Mode = Literal["page", "block", "line"]
"""What a picture holds: a page of any layout, lines under one another, or one line."""
MODES: dict[Mode, int] = {"page": 3, "block": 6, "line": 7}
"""Tesseract's page segmentation modes."""

COLUMNS = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)


class EngineFailed(Exception):
    """An engine gave up on a picture, or took longer than SECONDS_A_PAGE; caught where a page is recognised."""


def parse_tsv(table: str) -> list[PixelWord]:
    """Words of Tesseract's table of a page, with or without its head."""
    words = []
    for row in csv.DictReader(io.StringIO(table), COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE):
        text = clean(row["text"] or "")
        if row["level"] != "5" or not text or float(row["conf"]) < 0:
            continue
        left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
        line = tuple(int(row[key]) for key in ("block_num", "par_num", "line_num"))
        words.append(PixelWord(text, (left, top, left + width, top + height), float(row["conf"]) / 100, line))
    return words

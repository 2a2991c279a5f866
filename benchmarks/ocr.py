#!/usr/bin/env python3
"""OCR engines on pages whose text is known: words right, seconds a page, peak memory.

    python benchmarks/ocr.py FILE.pdf... [--pages 3] [--noise] [--skew DEGREES]

Takes PDFs with a text layer, renders their pages at 200 dpi (with a scanner's noise and tilt if asked for), reads the
pictures with each installed engine in a process of its own, one page at a time, and compares with the text layer.
"Words right" is the share of the layer's words that were read letter for letter (marks included), counted as a bag;
"folded" leaves tones and marks out. Pages of fewer than 50 words are passed over.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from vnplans.readers.ocr import DPI, available, recognise_page
from vnplans.readers.options import ReadOptions
from vnplans.text import bare, clean

ENGINES = ("tesseract", "trueocr")
ROW = "{:<12}{:>7}{:>12}{:>10}{:>14}{:>12}"


def worn(picture: Image.Image, noise: bool, skew: float) -> Image.Image:
    """The picture as a tired scanner gives it."""
    if skew:
        picture = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor="white")
    if noise:
        rng = np.random.default_rng(0)
        grain = np.asarray(picture, np.float32) * 0.85 + 25 + rng.normal(0, 14, (picture.height, picture.width, 1))
        grain[rng.random(grain.shape[:2]) < 0.0006] = 0
        picture = Image.fromarray(np.uint8(np.clip(grain, 0, 255)))
    return picture


def pages(files: list[str], most: int, noise: bool, skew: float):
    """(picture, size in points, words of the text layer) of the first pages of each file."""
    for file in files:
        document = pdfium.PdfDocument(file)
        for number in range(min(most, len(document))):
            page = document[number]
            words = clean(page.get_textpage().get_text_range()).split()
            if len(words) >= 50:
                picture = page.render(scale=DPI / 72, draw_annots=False).to_pil().convert("RGB")
                yield worn(picture, noise, skew), page.get_size(), words
        document.close()


def shared(truth: list[str], read: list[str]) -> int:
    return sum((Counter(truth) & Counter(read)).values())


def work(engine: str, files: list[str], most: int, noise: bool, skew: float) -> None:
    """In the process of one engine: measure and print JSON."""
    options = ReadOptions(ocr="always", ocr_engine=engine)  # type: ignore[arg-type]
    count = seconds = total = right = folded = 0.0
    for picture, size, truth in pages(files, most, noise, skew):
        start = time.perf_counter()
        blocks = recognise_page(picture, 1, size, options)
        seconds += time.perf_counter() - start
        read = [word for block in blocks if not (block.cell and block.cell.repeated) for word in block.text.split()]
        count, total = count + 1, total + len(truth)
        right += shared(truth, read)
        folded += shared([bare(w) for w in truth], [bare(w) for w in read])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    result = [count, seconds / max(count, 1), right / max(total, 1), folded / max(total, 1), peak / 1024, child / 1024]
    json.dump(result, sys.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--noise", action="store_true")
    parser.add_argument("--skew", type=float, default=0.0)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.engine:
        work(given.engine, given.files, given.pages, given.noise, given.skew)
        return
    print(ROW.format("engine", "pages", "s a page", "right", "right folded", "peak MB"))
    for engine in ENGINES:
        if not available(ReadOptions(ocr_engine=engine)):  # type: ignore[arg-type]
            print(f"{engine:<12}not installed")
            continue
        command = [sys.executable, str(Path(__file__).resolve()), *sys.argv[1:], "--engine", engine]
        single = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        answer = subprocess.run(command, capture_output=True, text=True, check=True, env=single)
        count, each, right, folded, peak, child = json.loads(answer.stdout)
        memory = f"{peak:.0f}+{child:.0f}" if child > 30 else f"{peak:.0f}"
        print(ROW.format(engine, int(count), f"{each:.2f}", f"{right:.3f}", f"{folded:.3f}", memory))


if __name__ == "__main__":
    main()

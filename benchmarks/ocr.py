#!/usr/bin/env python3
"""OCR engines on pages whose text is known: words and tones right, processor seconds a page, memory.

    python benchmarks/ocr.py FILE.pdf... [--pages 3] [--settings "200 dpi" fax ...] [--engines tesserocr ...]

Takes PDFs with a text layer, renders their pages, wears them as benchmarks/worn.py has it, reads the pictures with each
installed engine in a process of its own, one page at a time, and compares with the text layer. "Words" is the share of
the layer's words that were read letter for letter (marks included), counted as a bag; "tones" is the share of them
among those whose bare letters are right. Seconds are of the processor, with those of the engine's own processes. Pages
of fewer than 50 words are passed over.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pypdfium2 as pdfium
from PIL import Image
from worn import FULL, SETTINGS

from vnplans.readers.ocr import engines, recognise_page
from vnplans.readers.options import ReadOptions
from vnplans.text import bare, clean

ENGINES = {engine.module.__name__.rpartition(".")[2]: engine for engine in engines.ENGINES}
ROW = "{:<15}{:<16}{:>6}{:>9}{:>9}{:>10}{:>12}"
Page = tuple[Image.Image, tuple[float, float], list[str]]


def pages(files: list[str], most: int) -> Iterator[Page]:
    """(picture, size in points, words of the text layer) of the first pages of each file."""
    for file in files:
        document = pdfium.PdfDocument(file)
        for number in range(min(most, len(document))):
            page = document[number]
            words = clean(page.get_textpage().get_text_range()).split()
            if len(words) >= 50:
                picture = page.render(scale=FULL / 72, draw_annots=False).to_pil().convert("RGB")
                yield picture, page.get_size(), words
        document.close()


def shared(truth: list[str], read: list[str]) -> int:
    return sum((Counter(truth) & Counter(read)).values())


def processor() -> float:
    return sum(os.times()[:4])


def work(engine: str, setting: str, files: list[str], most: int) -> None:
    """In the process of one engine: measure and print JSON."""
    engines.ENGINES = (ENGINES[engine],)
    count = seconds = total = right = folded = 0.0
    for clear, (width, height), words in pages(files, most):
        picture = SETTINGS[setting](clear)
        copies = 2 if setting == "two on a sheet" else 1
        start = processor()
        blocks = recognise_page(picture, 1, (width * copies, height), ReadOptions())
        seconds += processor() - start
        read = [word for block in blocks if not (block.cell and block.cell.repeated) for word in block.text.split()]
        truth = words * copies
        count, total = count + copies, total + len(truth)
        right += shared(truth, read)
        folded += shared([bare(w) for w in truth], [bare(w) for w in read])
    memory = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    json.dump([count, right / max(total, 1), right / max(folded, 1), seconds / max(count, 1), *memory], sys.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--settings", nargs="+", choices=SETTINGS, default=list(SETTINGS))
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(given.engines[0], given.settings[0], given.files, given.pages)
        return
    print(ROW.format("engine", "setting", "pages", "words", "tones", "s a page", "peak MB"))
    for engine in given.engines:
        if not ENGINES[engine].installed():
            print(f"{engine:<15}not installed")
            continue
        for setting in given.settings:
            command = [sys.executable, __file__, *given.files, "--pages", str(given.pages), "--work"]
            answer = subprocess.run(
                [*command, "--engines", engine, "--settings", setting], stdout=subprocess.PIPE, text=True, check=True
            )
            count, right, tones, each, peak, child = json.loads(answer.stdout)
            memory = f"{peak:.0f}+{child:.0f}" if child > 30 else f"{peak:.0f}"
            print(ROW.format(engine, setting, int(count), f"{right:.3f}", f"{tones:.3f}", f"{each:.2f}", memory))


if __name__ == "__main__":
    main()

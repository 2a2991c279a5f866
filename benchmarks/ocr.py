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
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from worn import FULL, SETTINGS

from vnplans.readers.ocr import engines, recognise_page
from vnplans.readers.options import ReadOptions
from vnplans.text import bare, clean

ENGINES = {engine.module.__name__.rpartition(".")[2]: engine for engine in engines.ENGINES}
ROW = "{:<16}{:<15}{:>6}{:>9}{:>9}{:>10}{:>12}"


@dataclass(frozen=True)
class Page:
    """A worn picture on disk, its size in points, and the words that stand on it."""

    picture: str
    size: tuple[float, float]
    words: list[str]
    count: int


def worn_pages(files: list[str], most: int, setting: str, folder: Path) -> Iterator[Page]:
    """The first pages of each file, worn and written into the folder: wearing them takes memory of its own."""
    copies = 2 if setting == "two on a sheet" else 1
    for file in files:
        document = pdfium.PdfDocument(file)
        for number in range(min(most, len(document))):
            page = document[number]
            words = clean(page.get_textpage().get_text_range()).split()
            if len(words) >= 50:
                clear = page.render(scale=FULL / 72, draw_annots=False).to_pil().convert("RGB")
                picture = folder / f"{Path(file).stem}-{number}.png"
                SETTINGS[setting](clear).save(picture, compress_level=1)
                width, height = page.get_size()
                yield Page(str(picture), (width * copies, height), words * copies, copies)
        document.close()


def shared(truth: list[str], read: list[str]) -> int:
    return sum((Counter(truth) & Counter(read)).values())


def processor() -> float:
    return sum(os.times()[:4])


def own_peak() -> float:
    """MB, of this process alone: `getrusage` tells that of the process which started it, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


def work(engine: str, listed: str) -> None:
    """In the process of one engine: measure and print JSON."""
    engines.ENGINES = (ENGINES[engine],)
    count = seconds = total = right = folded = 0.0
    for page in (Page(**row) for row in json.loads(Path(listed).read_text(encoding="utf-8"))):
        picture = Image.open(page.picture)
        picture.load()
        start = processor()
        blocks = recognise_page(picture, 1, page.size, ReadOptions())
        seconds += processor() - start
        read = [word for block in blocks if not (block.cell and block.cell.repeated) for word in block.text.split()]
        count, total = count + page.count, total + len(page.words)
        right += shared(page.words, read)
        folded += shared([bare(w) for w in page.words], [bare(w) for w in read])
    memory = [own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]
    json.dump([count, right / max(total, 1), right / max(folded, 1), seconds / max(count, 1), *memory], sys.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--pages", type=int, default=3)
    parser.add_argument("--settings", nargs="+", choices=SETTINGS, default=list(SETTINGS))
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--work", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(given.engines[0], given.work)
        return
    print(ROW.format("setting", "engine", "pages", "words", "tones", "s a page", "peak MB"))
    for setting in given.settings:
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder, "pages.json")
            found = [asdict(page) for page in worn_pages(given.files, given.pages, setting, Path(folder))]
            listed.write_text(json.dumps(found), encoding="utf-8")
            for engine in given.engines:
                print(measured(engine, setting, str(listed)), flush=True)


def measured(engine: str, setting: str, listed: str) -> str:
    """The row of an engine on a list of pages."""
    if not ENGINES[engine].installed():
        return f"{setting:<16}{engine:<15}not installed"
    command = [sys.executable, __file__, "-", "--work", listed, "--engines", engine]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    count, right, tones, each, peak, child = json.loads(answer.stdout)
    memory = f"{peak:.0f}+{child:.0f}" if child > 30 else f"{peak:.0f}"
    return ROW.format(setting, engine, int(count), f"{right:.3f}", f"{tones:.3f}", f"{each:.2f}", memory)


if __name__ == "__main__":
    main()

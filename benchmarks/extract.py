#!/usr/bin/env python3
"""CPU time of understanding (Pages to Directive) beside another state of the code, the two in alternation.

    python benchmarks/extract.py OTHER [ROUNDS]     OTHER: the root of another checkout, of an older commit say

Each round is a process of its own: it reads the files, warms up on the samples, then times the real corpus where that
lies beside the repository (../shared), else the samples a second time. Scans are left out: OCR would hide the figure.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORMS = {".docx", ".doc", ".pdf", ".rtf", ".odt", ".html", ".txt"}


def documents() -> tuple[list[Path], list[Path]]:
    """Files to warm up with, and files to time."""
    samples = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in FORMS)
    folders = [ROOT.parent / "shared" / name for name in ("corpus", "fresh/files")]
    corpus = sorted(p for folder in folders if folder.is_dir() for p in folder.iterdir() if p.suffix in FORMS)
    return samples, corpus or samples


def once() -> None:
    """Time this process's code and print CPU seconds and the number of documents."""
    import time  # noqa: PLC0415

    from vnplans.errors import VnplansError  # noqa: PLC0415
    from vnplans.pipeline import parse_pages, read_bytes, source_of  # noqa: PLC0415
    from vnplans.readers.options import ReadOptions  # noqa: PLC0415

    def pages_of(paths: list[Path]) -> list[tuple[object, object]]:
        out: list[tuple[object, object]] = []
        for path in paths:
            data = path.read_bytes()
            try:
                pages = read_bytes(data, path.name, ReadOptions(ocr="never"))
            except VnplansError:
                continue
            if pages.text_origin == "text":
                out.append((pages, source_of(pages, data, path.name)))
        return out

    warm, timed = (pages_of(paths) for paths in documents())
    for pages, source in warm:
        parse_pages(pages, source)  # type: ignore[arg-type]
    start = time.process_time()
    for pages, source in timed:
        parse_pages(pages, source)  # type: ignore[arg-type]
    print(time.process_time() - start, len(timed))


def run(tree: Path) -> tuple[float, int]:
    """CPU seconds and documents of one process with the code of a checkout."""
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    command = [sys.executable, __file__, "--once"]
    out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
    return float(out[0]), int(out[1])


def main() -> int:
    if sys.argv[1:] == ["--once"]:
        once()
        return 0
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    other, rounds = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) == 3 else 5
    pairs = [(run(other), run(ROOT)) for _ in range(rounds)]
    ratios = [there[0] / here[0] for there, here in pairs]
    print(f"{pairs[0][1][1]} documents, {rounds} rounds, CPU seconds, median (least to most)")
    for name, side in (("other", 0), ("this", 1)):
        seconds = [pair[side][0] for pair in pairs]
        print(f"{name:>6}  {statistics.median(seconds):.2f}  ({min(seconds):.2f} to {max(seconds):.2f})")
    print(f"times as fast  {statistics.median(ratios):.2f}  ({min(ratios):.2f} to {max(ratios):.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Speed and memory beside what a user would use instead.

    python benchmarks/read.py [--rounds N]

Prints the README's table. Each job runs in a process of its own, the jobs of a set in alternation; seconds are the
process's CPU time from bytes to result, medians over the rounds; memory is the process's peak. No page is recognised
from its picture (`ocr="never"`): pdfplumber does not either. The files are those of the corpus beside the repository
(../shared), where there is one, else those of samples/.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PDF_KINDS = {"born_digital", "signed"}
LONG = 250


def vnplans_directive() -> Callable[[bytes], object]:
    from vnplans import ReadOptions, parse_all

    return lambda data: parse_all(data, options=ReadOptions(ocr="never"))


def vnplans_pages() -> Callable[[bytes], object]:
    from vnplans import ReadOptions, read

    return lambda data: read(data, options=ReadOptions(ocr="never"))


def pdfplumber_words_and_tables() -> Callable[[bytes], object]:
    import pdfplumber

    def run(data: bytes) -> list[object]:
        out: list[object] = []
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                out.append((page.extract_words(), page.extract_tables()))
                page.close()
        return out

    return run


def python_docx_paragraphs_and_cells() -> Callable[[bytes], object]:
    import docx

    def run(data: bytes) -> list[str]:
        document = docx.Document(io.BytesIO(data))
        out = [paragraph.text for paragraph in document.paragraphs]
        out += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return out

    return run


JOBS: dict[str, Callable[[], Callable[[bytes], object]]] = {
    "vnplans, bytes to Directive": vnplans_directive,
    "vnplans, bytes to Pages": vnplans_pages,
    "pdfplumber, words and tables": pdfplumber_words_and_tables,
    "python-docx, paragraphs and row.cells": python_docx_paragraphs_and_cells,
}
PDF_JOBS = [name for name in JOBS if not name.startswith("python-docx")]
DOCX_JOBS = [name for name in JOBS if not name.startswith("pdfplumber")]


def work(job: str, paths: list[str]) -> None:
    """Run one job over the files and print CPU seconds and peak memory. The first file is read once before, to load."""
    run = JOBS[job]()
    run(Path(paths[0]).read_bytes())
    spent = 0.0
    for path in paths:
        data = Path(path).read_bytes()
        start = time.process_time()
        run(data)
        spent += time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([spent, peak]))


def measured(job: str, paths: list[Path]) -> tuple[float, float]:
    command = [sys.executable, __file__, "--work", job, *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return float(seconds), float(peak)


def compared(jobs: list[str], paths: list[Path], rounds: int) -> dict[str, tuple[float, float]]:
    """Job -> median seconds and highest peak in MB, the jobs taken in turn."""
    seen: dict[str, list[tuple[float, float]]] = {job: [] for job in jobs}
    for _ in range(rounds):
        for job in jobs:
            seen[job].append(measured(job, paths))
    return {job: (statistics.median(s for s, _ in runs), max(m for _, m in runs)) for job, runs in seen.items()}


def files(suffix: str) -> list[Path]:
    """Files of the corpus (PDFs with text only), else the samples."""
    table = SHARED / "corpus.tsv"
    if table.exists():
        rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[1:]]
        kinds = PDF_KINDS if suffix == ".pdf" else {"docx"}
        return sorted(SHARED / "corpus" / name for name, kind, *_ in rows if kind in kinds and name.endswith(suffix))
    return sorted(path for path in (ROOT / "samples").glob(f"*{suffix}") if path.stem != "scan")


def pages(paths: list[Path]) -> int:
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(path)) for path in paths)


def joined(paths: list[Path], folder: Path) -> Path:
    """One PDF of 250 pages, of the pages of the others over and over."""
    import pypdfium2

    out = pypdfium2.PdfDocument.new()
    while len(out) < LONG:
        for path in paths:
            source = pypdfium2.PdfDocument(path)
            out.import_pages(source, list(range(min(len(source), LONG - len(out)))))
            if len(out) >= LONG:
                break
    target = folder / "long.pdf"
    out.save(target)
    return target


def rows(title: str, results: dict[str, tuple[float, float]], units: int, unit: str) -> list[str]:
    slowest = next(reversed(results.values()))[0]
    out = []
    for job, (seconds, peak) in results.items():
        speed = slowest / seconds
        pace = f"{units / seconds:.0f} {unit}/s"
        out.append(f"| {title} | {job} | {seconds:.2f} | {pace} | {speed:.1f} | {peak:.0f} MB |")
    return out


def main(rounds: int) -> None:
    pdfs, documents = files(".pdf"), files(".docx")
    lines = ["| files | job | CPU s | speed | times as fast | peak |", "|---|---|---|---|---|---|"]
    lines += rows(f"{len(pdfs)} PDFs", compared(PDF_JOBS, pdfs, rounds), pages(pdfs), "pages")
    lines += rows(f"{len(documents)} DOCX", compared(DOCX_JOBS, documents, rounds), len(documents), "files")
    with tempfile.TemporaryDirectory() as folder:
        long = joined(pdfs, Path(folder))
        lines += rows(f"a PDF of {LONG} pages", compared(PDF_JOBS, [long], 1), LONG, "pages")
    print("\n".join(lines))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        work(arguments.work[0], arguments.work[1:])
    else:
        main(arguments.rounds)

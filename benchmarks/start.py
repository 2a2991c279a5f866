"""The start of `vnplans parse` on one page, against another checkout.

python benchmarks/start.py OTHER [FILE] [--runs 15]

Whole processes in alternation, all from bytecode (as installed packages are), processor time (user + system) and clock.
"wheel" is this tree as a wheel installs it: with its tables compiled.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "vnplans", "parse"]


def wheel(folder: Path) -> Path:
    """This tree built and unpacked."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(source: Path, file: Path, bytecode: Path) -> tuple[float, float]:
    """Processor time and clock of one process, in milliseconds."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(source), "PYTHONPYCACHEPREFIX": str(bytecode)}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*COMMAND, str(file)], cwd=bytecode, env=environment, check=True, stdout=subprocess.DEVNULL)
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return 1000 * spent, 1000 * (ended - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, help="the other checkout")
    parser.add_argument("file", type=Path, nargs="?", default=ROOT / "samples" / "letter.docx")
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    file = arguments.file.resolve()
    with tempfile.TemporaryDirectory() as made:
        trees = {"other": arguments.other.resolve() / "src", "this": ROOT / "src", "wheel": wheel(Path(made))}
        spent: dict[str, list[tuple[float, float]]] = {name: [] for name in trees}
        for source in trees.values():
            run(source, file, Path(made))  # writes the bytecode
        for _ in range(arguments.runs):
            for name, source in trees.items():
                spent[name].append(run(source, file, Path(made)))
    print(f"{file.name}, medians of {arguments.runs} runs, ms")
    medians = {name: tuple(map(median, zip(*runs, strict=True))) for name, runs in spent.items()}
    for name, (processor, clock) in medians.items():
        less = f"{processor - medians['other'][0]:+8.0f} against the other" if name != "other" else ""
        print(f"{name:6} processor {processor:5.0f}  clock {clock:5.0f} {less}")


if __name__ == "__main__":
    main()

"""Writes tests/readings anew; `git diff` then shows what reads otherwise."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src"), str(HERE.parent / "benchmarks")]

from whole_reading import write  # noqa: E402

if __name__ == "__main__":
    write()

"""A run of its own process, to be killed: python killed_run.py OUT IN WORKERS [SECONDS]."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import hostile_reader

from vnplans.archive import FileLimits, Settings, convert_to

if __name__ == "__main__":
    out, folder, workers, *seconds = sys.argv[1:]
    limits = FileLimits(seconds=float(seconds[0]) if seconds else 2.0, memory_mib=400, files_per_worker=40)
    summary = convert_to(out, [folder], Settings(workers=int(workers), limits=limits, work=hostile_reader.act))
    sys.exit(0 if summary.finished else 3)

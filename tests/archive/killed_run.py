"""A run of its own process, to be killed: python killed_run.py OUT IN WORKERS [SECONDS [FILES]]. The first SIGINT
ends it at a safe point, the second at once, as the command does."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).parent))

import hostile_reader

from vnplans.archive import FileLimits, Settings, convert_to


def main() -> int:
    out, folder, workers, *numbers = sys.argv[1:]
    stop = threading.Event()

    def on_signal(_: int, __: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGINT, on_signal)
    told = dict(zip(("seconds", "files"), map(float, numbers), strict=False))
    files = int(told.get("files", 40))
    limits = FileLimits(seconds=told.get("seconds", 2.0), memory_mib=400, files_per_worker=files)
    settings = Settings(workers=int(workers), limits=limits, work=hostile_reader.act)
    try:
        summary = convert_to(out, [folder], settings, stop=stop)
    except KeyboardInterrupt:
        return 130
    return 0 if summary.finished else 3


if __name__ == "__main__":
    sys.exit(main())

"""A hundred light workers on Dask: what the process that was started and the scheduler themselves can carry.

The workers read nothing: they hand back a record as soon as they are asked, and lay it into the shared folder as real
ones do. So the clock says little on a small machine; processor time of the run and of the scheduler says what each can
carry with a processor of its own. Every file has its hash asked for first, as if all had copies: the dearest case.

python benchmarks/hundred.py FILES    (or benchmarks/convert.py hundred)
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "archive"))

WORKERS, PROCESSES = 100, 2


# a process of workers


def _light(job, lane=None):  # type: ignore[no-untyped-def]
    """A record that any reader might have given."""
    import hostile_reader  # noqa: PLC0415

    from vnplans.archive.job import Read  # noqa: PLC0415
    from vnplans.archive.worker import _record  # noqa: PLC0415
    from vnplans.readers import ReadOptions  # noqa: PLC0415

    number = int(Path(job.path).stem)
    if not _made:
        text = "KH 1 2024-03-05 UBND tỉnh An Hòa|Về việc số 1|Giao Sở Nội vụ chủ trì;Báo cáo kết quả"
        _made.append(_record(hostile_reader.act(text.encode(), "a", ReadOptions())[0], "a"))
    made, sha256 = _made[0], hashlib.sha256(job.path.encode()).hexdigest()
    sketch = hashlib.sha512(sha256.encode()).digest() * 4
    facts = replace(made.facts, sha256=sha256, serial=number, figures=str(number), sketch=sketch)
    return Read(sha256, (replace(made, facts=facts, tally=replace(made.tally, year=2000 + number % 20)),), 0.001, 0.001)


_made: list = []  # type: ignore[type-arg]


def _hashed(job):  # type: ignore[no-untyped-def]
    from vnplans.archive.job import Hashed  # noqa: PLC0415

    return Hashed(hashlib.sha256(job.path.encode()).hexdigest())


async def _work(address: str, count: int) -> None:
    from distributed import Worker  # noqa: PLC0415

    from vnplans.archive import cluster_worker  # noqa: PLC0415

    cluster_worker.lane_for = lambda orders: True  # type: ignore[assignment,return-value]
    cluster_worker._through = lambda lane, job: _light(job)  # type: ignore[assignment]
    cluster_worker._hashed = _hashed
    workers = [Worker(address, nthreads=1, memory_limit=0, dashboard=False) for _ in range(count)]
    await asyncio.gather(*workers)
    await asyncio.gather(*(worker.finished() for worker in workers))


# the measure


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def hundred(folder: Path, count: int = 100_000) -> None:
    """Prints what the run and the scheduler took for each file."""
    from convert import HOSTILE  # noqa: PLC0415

    from vnplans.archive import Moment, convert_to  # noqa: PLC0415

    kho, told = folder / "kho", folder / "scheduler.json"
    for number in range(count):
        path = kho / f"{number // 1000}" / f"{number:07}.txt"
        if not number % 1000:
            path.parent.mkdir(parents=True)
        path.touch()
    python = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    path = os.pathsep.join((str(ROOT / "tests" / "archive"), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")))
    environment = os.environ | {"PYTHONPATH": path}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen([*python, "--scheduler-file", str(told)], cwd=folder, **quiet)  # type: ignore[call-overload]
    others = []
    try:
        while not told.exists():
            time.sleep(0.1)
        address = json.loads(told.read_text(encoding="utf-8"))["address"]
        for _ in range(PROCESSES):
            command = [sys.executable, __file__, "--workers", address, str(WORKERS // PROCESSES)]
            others.append(subprocess.Popen(command, cwd=folder, **quiet))  # type: ignore[call-overload]
        marks: list[tuple[str, int, float, float, float]] = []

        def watch(run: Moment) -> None:
            now = (time.monotonic(), time.process_time(), _cpu_of(scheduler.pid))
            marks.append((run.counts.phase, run.counts.records, *now))

        settings = replace(HOSTILE, cluster=address)
        summary = convert_to(folder / "ra", [kho], settings, on_tick=watch)
        last = (time.monotonic(), time.process_time(), _cpu_of(scheduler.pid))
    finally:
        for process in (*others, scheduler):
            process.kill()
            process.wait()
    reading = [m for m in marks if m[0] == "reading" and m[1]]
    first, end = reading[0], reading[-1]
    files = end[1] - first[1]
    clock, run, sched = (end[i] - first[i] for i in (2, 3, 4))
    print(f"{summary.records} records of {summary.files} files by {WORKERS} workers: {files / clock:.0f} files/s")
    for what, took in (("the run", run), ("the scheduler", sched)):
        rate = files / max(took, 1e-9)
        print(f"  {what}: {1000 * took / files:.3f} ms of the processor a file, so it carries {rate:.0f} files/s")
    wrote = last[1] - end[3]
    print(f"  the outputs: {1000 * wrote / files:.3f} ms of the processor a record")
    size = sum(f.stat().st_size for f in (folder / "ra" / ".vnplans").glob("journal.sqlite*"))
    bundles = len(list((folder / "ra" / ".vnplans" / "bundles").glob("*.rows")))
    print(f"  journal {size / files / 1024:.1f} KiB a file; {files / max(1, bundles):.0f} files a bundle")


if __name__ == "__main__":
    if sys.argv[1] == "--workers":
        asyncio.run(_work(sys.argv[2], int(sys.argv[3])))
    else:
        with tempfile.TemporaryDirectory(prefix="vnplans-bench-") as made:
            hundred(Path(made), int(sys.argv[1]))

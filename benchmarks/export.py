"""Export of many tasks: seconds, peak memory, size, for each format; PostgreSQL brought up to date twice.

    python benchmarks/export.py [--tasks 100000] [--only xlsx,sql]

Each format runs in a process of its own, so that its peak memory is its own. The records are invented, in acts of
100 tasks with evidence for each task and deadline. PostgreSQL is a server made for the run (see
tests/export/postgres_server.py).
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import sqlalchemy as sa  # noqa: E402
from export.postgres_server import MISSING, binaries, server  # noqa: E402
from export.records import many  # noqa: E402

from vnplans import export  # noqa: E402
from vnplans.export import jsonl  # noqa: E402


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server made for the run is stopped
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--only", default=",".join(export.FORMATS) + ",read,postgresql")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        to, out = chosen.one.split("=", 1)
        print(json.dumps(one(to, out, chosen.tasks)))
        return
    print(f"{chosen.tasks} tasks\n{'':12} {'seconds':>8} {'peak MB':>8} {'size MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen.only.split(","):
            if name == "postgresql":
                postgresql(chosen.tasks)
            else:
                measured(name, str(Path(folder) / ("x.zip" if name == "edxml" else f"x.{name}")), chosen.tasks)


def one(to: str, out: str, tasks: int) -> dict[str, float]:
    """Export in this process; `read` reads JSON Lines back."""
    records = many(tasks)
    if to == "read":
        export.write(records, "jsonl", out)
        begun = time.perf_counter()
        count = sum(len(d.tasks) for d in jsonl.read(Path(out)))
        assert count == tasks
    else:
        begun = time.perf_counter()
        export.write(records, to, out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = Path(out).stat().st_size / 1e6 if "://" not in out else 0.0
    return {"seconds": time.perf_counter() - begun, "peak": peak, "size": size}


def measured(to: str, out: str, tasks: int, label: str | None = None) -> None:
    command = [sys.executable, __file__, "--tasks", str(tasks), "--one", f"{to}={out}"]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    print(f"{label or to:12} {told['seconds']:8.1f} {told['peak']:8.0f} {told['size']:8.1f}", flush=True)


def postgresql(tasks: int) -> None:
    """Twice the same: as many rows after the second as after the first, and what people wrote still there."""
    programs = binaries()
    if programs is None:
        print(f"postgresql   skipped: {MISSING}")
        return
    with server(programs) as pattern:
        url = pattern.format("postgres")
        engine = sa.create_engine(url)
        measured("sql", url, tasks, "postgresql")
        with engine.begin() as connection:
            connection.execute(sa.text("UPDATE tasks SET status = 'Hoàn thành', remarks = 'của người dùng'"))
        measured("sql", url, tasks, "  again")
        query = (
            "SELECT count(*), count(*) FILTER (WHERE status = 'Hoàn thành' AND remarks = 'của người dùng') FROM tasks"
        )
        with engine.begin() as connection:
            rows, kept = connection.execute(sa.text(query)).one()
            version = connection.execute(sa.text("SHOW server_version")).scalar()
        engine.dispose()
        print(f"  PostgreSQL {version}: {rows} rows, {kept} with their edited columns")


if __name__ == "__main__":
    main()

"""What workers of a cluster leave in the shared folder, and what a run makes of it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import hostile_reader
import pytest
from small_archive import fill

from vnplans.archive import FileLimits, SchedulerLost, Settings, convert_to
from vnplans.archive.abilities import Abilities
from vnplans.archive.bundles import Bundles, is_shared, leave, share
from vnplans.archive.job import Failed, Job, Read
from vnplans.archive.session import Moment
from vnplans.archive.worker import Orders, handle
from vnplans.errors import Reason

distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
# Dask and its parts warn of their own; none of it is ours
pytestmark = pytest.mark.filterwarnings("default")

LOCAL = Settings(workers=2, limits=FileLimits(seconds=5.0, memory_mib=256), work=hostile_reader.act)
OUTPUTS = ("directives.jsonl", "failures.jsonl", "files.jsonl")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Two workers that outlive several runs."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield str(cluster.scheduler_address)


def contents(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in OUTPUTS}


def counts_read(out: Path, kho: Path, settings: Settings) -> int:
    """How many files a run reads."""
    read = [0]
    convert_to(
        out, [kho], settings, on_tick=lambda run: read.append(run.counts.records + sum(run.counts.failures.values()))
    )
    return read[-1]


# a bundle by itself


def verdicts(tmp_path: Path) -> tuple[list[Job], list[Read | Failed]]:
    paths = sorted(fill(tmp_path / "kho", 3, seed=1).rglob("*.txt"))
    jobs = [Job(n, str(path), path.name, None, stamp=f"dấu {n}") for n, path in enumerate(paths)]
    work, can = hostile_reader.act, Abilities(None, None, {})
    orders = Orders(work, LOCAL.options, FileLimits(memory_mib=4096), can, str(tmp_path), str(tmp_path))
    told = [verdict for job in jobs[:2] if isinstance(verdict := handle(job, orders), Read | Failed)]
    return jobs, [*told, Failed(Reason("crash", "sập", "crashed"), "ab" * 32)]


def test_a_bundle_gives_back_what_was_laid_into_it(tmp_path: Path) -> None:
    jobs, before = verdicts(tmp_path)
    folder = str(tmp_path / "bó")
    after = leave(folder, "dấu in", jobs, before)
    bundles = Bundles(folder)
    (name,) = bundles.names()
    print_, rows = bundles.rows(name)
    assert print_ == "dấu in"
    assert [row.verdict for row in rows] == after
    assert [(row.path, row.stamp) for row in rows] == [(os.fsencode(job.path), job.stamp) for job in jobs]
    for old, new in zip(before, after, strict=True):
        if isinstance(old, Read) and isinstance(new, Read):
            assert [bundles.line(record) for record in new.records] == [record.line for record in old.records]
            assert all(record.line == b"" for record in new.records)


def test_a_name_that_is_not_utf8_is_kept(tmp_path: Path) -> None:
    jobs, told = verdicts(tmp_path)
    odd = replace(jobs[0], path=os.fsdecode(b"/kho/K\xea.txt"))
    leave(str(tmp_path / "bó"), "", [odd, *jobs[1:]], told)
    bundles = Bundles(str(tmp_path / "bó"))
    assert bundles.rows(bundles.names().pop())[1][0].path == b"/kho/K\xea.txt"


def test_another_folder_of_the_same_name_is_not_taken_for_the_shared_one(tmp_path: Path) -> None:
    token = share(str(tmp_path / "bó"))
    assert share(str(tmp_path / "bó")) == token
    assert is_shared(str(tmp_path / "bó"), token)
    assert not is_shared(str(tmp_path / "bó"), "khác")
    assert not is_shared(str(tmp_path / "không có"), token)


# a run with them


def test_records_go_to_the_shared_folder_and_come_out_the_same(cluster: str, tmp_path: Path) -> None:
    kho = fill(tmp_path / "kho", 60, seed=2, hostile=0.05)
    convert_to(tmp_path / "một máy", [kho], LOCAL)
    out, on_dask = tmp_path / "cụm", replace(LOCAL, cluster=cluster)
    convert_to(out, [kho], on_dask)
    assert contents(out) == contents(tmp_path / "một máy")
    with closing(sqlite3.connect(out / ".vnplans" / "journal.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM records WHERE line IS NOT NULL").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM records WHERE bundle IS NOT NULL").fetchone()[0] > 50


def test_what_a_run_that_died_did_not_take_in_is_not_read_again(cluster: str, tmp_path: Path) -> None:
    """The journal is gone altogether; the bundles have its rows."""
    kho, out = fill(tmp_path / "kho", 60, seed=2, hostile=0.05), tmp_path / "ra"
    convert_to(out, [kho], replace(LOCAL, cluster=cluster))
    before = contents(out)
    for file in (out / ".vnplans").glob("journal.sqlite*"):
        file.unlink()
    assert counts_read(out, kho, LOCAL) == 0
    assert contents(out) == before


def test_a_bundle_that_is_gone_is_read_again(cluster: str, tmp_path: Path) -> None:
    kho, out = fill(tmp_path / "kho", 30, seed=2), tmp_path / "ra"
    convert_to(out, [kho], replace(LOCAL, cluster=cluster))
    before = contents(out)
    gone = next((out / ".vnplans" / "bundles").glob("*.rows"))
    gone.unlink()
    assert 0 < counts_read(out, kho, LOCAL) < 30
    assert contents(out) == before


def test_prune_takes_away_bundles_that_nothing_needs(cluster: str, tmp_path: Path) -> None:
    kho, out = fill(tmp_path / "kho", 30, seed=2), tmp_path / "ra"
    convert_to(out, [kho], replace(LOCAL, cluster=cluster))
    for path in kho.rglob("*.txt"):
        path.write_text(path.read_text(encoding="utf-8") + " sửa", encoding="utf-8")
    convert_to(out, [kho], LOCAL)
    before = contents(out)
    convert_to(out, [kho], replace(LOCAL, prune=True))
    assert contents(out) == before
    assert [p.name for p in (out / ".vnplans" / "bundles").iterdir()] == ["mark"]


def test_workers_that_do_not_see_the_folder_send_the_records(
    cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnplans.archive.session.share", lambda folder: "dấu mà không máy nào thấy")
    kho, out = fill(tmp_path / "kho", 20, seed=2), tmp_path / "ra"
    convert_to(out, [kho], replace(LOCAL, cluster=cluster))
    assert len((out / "directives.jsonl").read_bytes().splitlines()) == 20
    assert Bundles(str(out / ".vnplans" / "bundles")).names() == set()


def test_copies_are_read_once(cluster: str, tmp_path: Path) -> None:
    kho = fill(tmp_path / "kho", 10, seed=2)
    for number in range(6):
        for path in sorted(kho.rglob("văn bản*.txt")):
            path.with_name(f"bản sao {number} {path.name}").write_bytes(path.read_bytes())
    assert counts_read(tmp_path / "ra", kho, replace(LOCAL, cluster=cluster)) == 10
    moved = kho.rename(tmp_path / "kho mới")
    assert counts_read(tmp_path / "ra", moved, replace(LOCAL, cluster=cluster)) == 0


def test_the_dataset_is_written_by_the_workers(cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    import pyarrow.parquet  # noqa: PLC0415

    kho, out = fill(tmp_path / "kho", 30, seed=2), tmp_path / "ra"
    monkeypatch.setattr("vnplans.archive.parquet.write_part", None)  # here it cannot be
    convert_to(out, [kho], replace(LOCAL, cluster=cluster, parquet=True))
    tables = [pyarrow.parquet.ParquetFile(p).read() for p in (out / "parquet").rglob("*.parquet")]
    records = [json.loads(line) for table in tables for line in table["record"].to_pylist()]
    lines = [json.loads(line) for line in (out / "directives.jsonl").read_bytes().splitlines()]
    assert sorted(map(str, records)) == sorted(map(str, lines))


# a scheduler that dies


def started(*arguments: str, scratch: Path) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    environment = os.environ | {"PYTHONPATH": path}
    return subprocess.Popen(command, env=environment, cwd=scratch, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def below(pid: int) -> set[int]:
    """All processes that a process started, and those that they started."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            parent = int(status.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(status.parent.name))
    found, todo = set[int](), [pid]
    while todo:
        todo += [child for child in children.get(todo.pop(), []) if child not in found]
        found |= set(todo)
    return found


def is_gone(pid: int) -> bool:
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc")
def test_a_scheduler_that_dies_is_no_fault_of_a_file_and_its_workers_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnplans.archive.cluster._GONE", 3.0)
    kho, out, told = fill(tmp_path / "kho", 60, seed=2), tmp_path / "ra", tmp_path / "scheduler.json"
    for path in kho.rglob("*.txt"):
        path.write_text(f"SLOW 0.2 {path.read_text(encoding='utf-8')}", encoding="utf-8")
    scheduler = started(
        "dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(told), scratch=tmp_path
    )
    worker = started(
        "dask_worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-dashboard", scratch=tmp_path
    )
    try:
        ends = time.monotonic() + 60
        while not told.exists() and time.monotonic() < ends:
            time.sleep(0.1)
        address = json.loads(told.read_text(encoding="utf-8"))["address"]
        pids: set[int] = set()

        def kill(run: Moment) -> None:
            if run.counts.records >= 3 and not pids:
                pids.update({worker.pid}, below(worker.pid))
                scheduler.send_signal(signal.SIGKILL)

        with pytest.raises(SchedulerLost):
            convert_to(out, [kho], replace(LOCAL, cluster=address), on_tick=kill)
        assert len(pids) > 2  # nanny, worker, its lane
        files = [json.loads(line) for line in (out / "files.jsonl").read_bytes().splitlines()]
        assert files and {file["status"] for file in files} == {"read"}
        ends = time.monotonic() + 60
        while not all(map(is_gone, pids)) and time.monotonic() < ends:
            worker.poll()
            time.sleep(0.2)
        assert all(map(is_gone, pids))
    finally:
        for process in (scheduler, worker):
            process.kill()
            process.wait()
    assert counts_read(out, kho, LOCAL) <= 60 - len(files)
    assert len((out / "directives.jsonl").read_bytes().splitlines()) == 60

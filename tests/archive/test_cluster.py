"""On Dask with two worker processes, one of them killed in the middle, and on file systems that are not local."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import signal
import socket
import threading
import time
import zipfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import hostile_reader
import pytest
from small_archive import fill

from vnplans.archive import ArchiveBusy, FileLimits, Settings, convert_to
from vnplans.archive.abilities import Abilities
from vnplans.archive.job import Job
from vnplans.archive.session import Moment
from vnplans.archive.walk import Walk
from vnplans.archive.worker import Orders
from vnplans.readers import ReadOptions

pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
# Dask and its parts warn of their own; none of it is ours
pytestmark = pytest.mark.filterwarnings("default")

import fsspec  # noqa: E402

from vnplans.archive.cluster import Cluster  # noqa: E402
from vnplans.archive.cluster_worker import lane_for  # noqa: E402
from vnplans.archive.lease import leased  # noqa: E402

LIMITS = FileLimits(seconds=5.0, memory_mib=256)
LOCAL = Settings(workers=2, limits=LIMITS, work=hostile_reader.act)
ON_DASK = Settings(workers=2, limits=LIMITS, work=hostile_reader.act, cluster="local")
OUTPUTS = ("directives.jsonl", "failures.jsonl", "files.jsonl")


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    """Documents, some that do harm, and a container of both."""
    folder = fill(tmp_path / "kho", 40, seed=21, hostile=0.1)
    for path in folder.rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        if text.startswith("KH"):
            path.write_text(f"SLOW 0.05 {text}", encoding="utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "KH 700 2024-01-01 UBND tỉnh A|Trong tệp nén|việc một")
        archive.writestr("b.txt", "CRASH")
    (folder / "nén.zip").write_bytes(packed.getvalue())
    return folder


def dask_workers() -> list[int]:
    """Processes that Dask started below this one and that carry out jobs."""
    pids = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            parent = next(x for x in status.read_text(encoding="utf-8").splitlines() if x.startswith("PPid:"))
            command = status.with_name("cmdline").read_bytes()
        except (OSError, StopIteration):
            continue
        if int(parent.split()[1]) == os.getpid() and b"spawn_main" in command:
            pids.append(int(status.parent.name))
    return sorted(pids)


def test_a_cluster_that_loses_a_worker_gives_the_same_records(kho: Path, tmp_path: Path) -> None:
    convert_to(tmp_path / "một máy", [kho], LOCAL)
    killed: list[int] = []

    def kill_one(run: Moment) -> None:
        if run.counts.done >= 8 and not killed:
            killed.append(dask_workers()[0])
            os.kill(killed[0], signal.SIGKILL)

    out = tmp_path / "cụm"
    summary = convert_to(out, [kho], ON_DASK, on_tick=kill_one)
    assert killed
    assert summary.finished
    for name in OUTPUTS:
        assert (out / name).read_bytes() == (tmp_path / "một máy" / name).read_bytes()


def test_a_cluster_goes_on_where_one_machine_stopped(kho: Path, tmp_path: Path) -> None:
    """The resume key is the same."""
    out = tmp_path / "out"
    convert_to(out, [kho], LOCAL)
    read: list[int] = []
    convert_to(out, [kho], ON_DASK, on_tick=lambda run: read.append(run.counts.records))
    assert not any(read)


def test_a_worker_that_outlives_a_run_reads_by_the_orders_of_the_next() -> None:
    can = Abilities(None, None, {})
    first = Orders(hostile_reader.act, ReadOptions(), LIMITS, can, "", "")
    other = first._replace(options=ReadOptions(ocr="never"))
    lane = lane_for(first)
    assert lane_for(first) is lane
    scratch = lane.scratch
    assert lane_for(other) is not lane
    assert not scratch.exists()
    lane_for(other).close()


def test_inputs_and_outputs_on_another_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """URLs all the way; the journal stays on this machine, and a second run reads nothing."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kho = fill(tmp_path / "kho", 6, seed=4)
    out = f"local://{tmp_path}/ra"
    summary = convert_to(out, [f"file://{kho}"], LOCAL)
    assert (summary.read, summary.failed) == (6, 0)
    lines = (tmp_path / "ra" / "directives.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)["source"]["name"].startswith("file://") for line in lines)
    assert not (tmp_path / "ra" / ".vnplans").exists()
    read: list[int] = []
    convert_to(out, [f"file://{kho}"], LOCAL, on_tick=lambda run: read.append(run.counts.records))
    assert not any(read)


def test_outputs_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kho = fill(tmp_path / "kho", 5, seed=4)
    settings = Settings(workers=1, limits=LIMITS, work=hostile_reader.act, parquet=True)
    convert_to("memory://kho/ra", [kho], settings)
    fs = fsspec.filesystem("memory")
    there = fs.find("/kho/ra")
    assert sum("/parquet/type=KH/year=20" in p for p in there) == sum(p.endswith(".parquet") for p in there) > 1
    assert sorted(Path(p).name for p in there if not p.endswith(".parquet")) == [
        "directives.jsonl",
        "failures.csv",
        "failures.jsonl",
        *(["failures.xlsx"] if find_spec("xlsxwriter") else []),
        "files.jsonl",
        "report.html",
    ]


def test_many_small_jobs_travel_in_one_task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    send = Cluster._send

    def watch(self: Cluster, jobs: list[Job]) -> None:
        sizes.append(sum(not job.only_hash for job in jobs))
        send(self, jobs)

    monkeypatch.setattr(Cluster, "_send", watch)
    kho = fill(tmp_path / "kho", 600, seed=5)
    summary = convert_to(tmp_path / "ra", [kho], ON_DASK)
    assert (summary.read, summary.failed) == (600, 0)
    assert sum(sizes) == 600
    assert max(sizes) >= 50 and len(sizes) < 100


def test_a_cluster_without_workers_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr("vnplans.archive.cluster._NOBODY", 0.5)
    kho, stop, said = fill(tmp_path / "kho", 3, seed=5), threading.Event(), list[str]()

    def listen(run: Moment) -> None:
        said.extend(vi for vi, _ in run.counts.notices if "không có máy đọc" in vi)
        if said:
            stop.set()

    with distributed.LocalCluster(n_workers=0, dashboard_address=None) as cluster:
        settings = replace(ON_DASK, cluster=cluster.scheduler_address)
        assert not convert_to(tmp_path / "ra", [kho], settings, on_tick=listen, stop=stop).finished
    assert said


# two runs into one folder elsewhere


def test_a_lease_keeps_a_second_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vnplans.archive.lease._SETTLES", 0.05)
    with leased("memory://kho/chung"):
        with pytest.raises(ArchiveBusy, match=str(os.getpid())), leased("memory://kho/chung/"):
            pass
        with leased("memory://kho/khác"):
            pass
    with leased("memory://kho/chung"):
        pass
    assert fsspec.filesystem("memory").find("/kho/chung") == []


def test_a_lease_that_nobody_renews_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vnplans.archive.lease._SETTLES", 0.05)
    dead = {"holder": "x", "host": "máy khác", "process": 1, "renewed": time.time() - 121}
    with fsspec.filesystem("memory").open("/kho/cũ/vnplans.lease", "wb") as stream:
        stream.write(json.dumps(dead).encode())
    with leased("memory://kho/cũ"):
        pass


def test_a_lease_of_a_process_that_was_killed_is_taken_over_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vnplans.archive.lease._SETTLES", 0.05)
    process = multiprocessing.get_context("spawn").Process(target=int)
    process.start()
    process.join()
    dead = {"holder": "x", "host": socket.gethostname(), "process": process.pid, "renewed": time.time()}
    with fsspec.filesystem("memory").open("/kho/vừa chết/vnplans.lease", "wb") as stream:
        stream.write(json.dumps(dead).encode())
    with leased("memory://kho/vừa chết"):
        pass


def test_a_run_whose_lease_another_took_ends_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that began in the same moment: the second wrote its lease after the first had looked."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("vnplans.archive.lease._SETTLES", 0.05)
    monkeypatch.setattr("vnplans.archive.lease._SOON", 0.1)
    monkeypatch.setattr("vnplans.archive.lease._RENEWED", 0.1)
    kho = fill(tmp_path / "kho", 40, seed=4)
    for path in kho.rglob("*.txt"):
        path.write_text(f"SLOW 0.2 {path.read_text(encoding='utf-8')}", encoding="utf-8")
    other = {"holder": "x", "host": "máy khác", "process": 7, "renewed": time.time() + 60}
    taken = json.dumps(other).encode()

    def take(run: Moment) -> None:
        if run.counts.records:
            (tmp_path / "ra" / "vnplans.lease").write_bytes(taken)

    with pytest.raises(ArchiveBusy, match="máy khác"):
        convert_to(f"local://{tmp_path}/ra", [kho], LOCAL, on_tick=take)
    assert [path.name for path in (tmp_path / "ra").iterdir()] == ["vnplans.lease"]
    assert (tmp_path / "ra" / "vnplans.lease").read_bytes() == taken


def test_a_store_is_listed_as_a_disk_is(tmp_path: Path) -> None:
    """Folder by folder, depth first, by the bytes of the names; hidden things and outputs of our own passed over."""
    names = ["a/1.txt", "a/z/2.txt", "a-b.txt", "a.txt", "b/.ẩn/3.txt", "b/4.txt", ".ẩn.txt", "ra/khác.txt"]
    names += [f"ra/{name}" for name in OUTPUTS] + ["ra/parquet/type=KH/year=2024/part-00000.parquet"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    fs = fsspec.filesystem("memory")
    for name in names:
        fs.pipe(f"/liệt kê/{name}", name.encode())
    here, there = Walk([tmp_path]), Walk(["memory://liệt kê"])
    local = [found.name.removeprefix(f"{tmp_path}/") for found in here]
    assert [found.name.removeprefix("memory:///liệt kê/") for found in there] == local
    assert local == ["a/1.txt", "a/z/2.txt", "a-b.txt", "a.txt", "b/4.txt", "ra/khác.txt"]
    assert there.passed == here.passed


def test_a_folder_by_two_spellings_has_one_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kho, read = fill(tmp_path / "kho", 3, seed=4), list[int]()
    convert_to(f"local://{tmp_path}/ra", [kho], LOCAL)
    convert_to(f"local://{tmp_path}/ra/", [kho], LOCAL, on_tick=lambda run: read.append(run.counts.records))
    assert not any(read)

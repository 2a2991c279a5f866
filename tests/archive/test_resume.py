"""Cut off at any instant and started again, a run gives what an undisturbed one gives, byte for byte."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import hostile_reader
import pytest
from small_archive import fill

from vnplans.archive import ArchiveBusy, FileLimits, OutOfSpace, Settings, convert, convert_to
from vnplans.archive.journal import Journal
from vnplans.archive.lock import locked
from vnplans.archive.scratch import path_of
from vnplans.archive.session import Moment
from vnplans.readers import ReadOptions

QUICK = FileLimits(seconds=2.0, memory_mib=400)
SETTINGS = Settings(workers=2, limits=QUICK, work=hostile_reader.act)
OUTPUTS = ("directives.jsonl", "failures.jsonl", "files.jsonl", "report.html")
DRIVE = Path(__file__).with_name("killed_run.py")


def outputs(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in OUTPUTS}


def slowed(folder: Path, seconds: float) -> None:
    """Let each good document take a while, so that kills hit the middle."""
    for path in folder.rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        if text.startswith("KH"):
            path.write_text(f"SLOW {seconds} {text}", encoding="utf-8")


def started(out: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(DRIVE), str(out), str(folder), "2"], stderr=subprocess.DEVNULL)


def worker_pids(out: Path) -> list[int]:
    try:
        scratch = path_of(out / ".vnplans")
        return [int(f.name) for f in scratch.iterdir() if f.name.isdigit()] if scratch else []
    except OSError:
        return []


def read_so_far(out: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{out / '.vnplans' / 'journal.sqlite'}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM results").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_killed_five_times_and_resumed(tmp_path: Path) -> None:
    """200 documents, 4 % hostile; main killed three times, workers twice, at moments drawn from a seed."""
    folder = fill(tmp_path / "kho", 200, seed=5, hostile=0.04)
    slowed(folder, 0.02)
    convert_to(tmp_path / "yên", [folder], SETTINGS)
    rng = random.Random(11)
    out = tmp_path / "giết"
    had = 0
    for victim in ("main", "worker", "main", "worker", "main"):
        process = started(out, folder)
        wait_for(lambda had=had: read_so_far(out) > had)
        time.sleep(rng.uniform(0, 0.4))
        if victim == "worker":
            for pid in rng.sample(worker_pids(out), k=min(1, len(worker_pids(out)))):
                _kill(pid)
            time.sleep(rng.uniform(0, 0.3))
        pids = worker_pids(out)
        process.kill()
        process.wait()
        wait_for(lambda pids=pids: not any(Path(f"/proc/{p}").exists() for p in pids))
        assert had <= read_so_far(out)
        had = read_so_far(out)
        assert had < 200, "the kills came too late to mean anything"
    assert started(out, folder).wait(60) == 0
    assert outputs(out) == outputs(tmp_path / "yên")
    names = [json.loads(line)["file"] for line in (out / "files.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(names) == len(set(names)) == 200


def test_a_killed_run_leaves_no_process_and_no_temporary_file(tmp_path: Path) -> None:
    folder = fill(tmp_path / "kho", 40, seed=6)
    slowed(folder, 0.2)
    out = tmp_path / "out"
    process = started(out, folder)
    wait_for(lambda: read_so_far(out) > 2)
    scratch, pids = path_of(out / ".vnplans"), worker_pids(out)
    assert scratch is not None
    process.kill()
    process.wait()
    wait_for(lambda: not any(Path(f"/proc/{p}").exists() for p in pids))
    assert pids
    wait_for(lambda: not scratch.exists())


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def wait_for(condition: object, seconds: float = 30.0) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_workers_killed_at_random_cost_no_file(tmp_path: Path) -> None:
    folder = fill(tmp_path / "kho", 60, seed=3)
    slowed(folder, 0.05)
    convert_to(tmp_path / "yên", [folder], SETTINGS)
    out, rng = tmp_path / "giết", random.Random(2)
    process = started(out, folder)
    for _ in range(6):
        time.sleep(rng.uniform(0.1, 0.5))
        if pids := worker_pids(out):
            _kill(rng.choice(pids))
    assert process.wait(60) == 0
    assert outputs(out) == outputs(tmp_path / "yên")


@pytest.mark.parametrize("workers", [1, 3])
def test_the_order_is_the_same_whatever_the_number_of_workers(archive: Path, tmp_path: Path, workers: int) -> None:
    rng = random.Random(workers)
    for path in archive.rglob("*.txt"):
        path.write_text(f"SLOW {rng.uniform(0, 0.05)} {path.read_text(encoding='utf-8')}", encoding="utf-8")
    settings = Settings(workers=workers, limits=QUICK, work=hostile_reader.act)
    convert_to(tmp_path / "out", [archive], settings)
    names = [json.loads(x)["source"]["name"] for x in (tmp_path / "out" / "directives.jsonl").read_bytes().splitlines()]
    assert names == sorted(names, key=str.encode)
    assert len(names) == 20


def test_nothing_is_read_twice(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert_to(out, [archive], SETTINGS)
    first = outputs(out)
    seen: list[int] = []
    convert_to(out, [archive], SETTINGS, on_tick=lambda run: seen.append(run.counts.records))
    assert outputs(out) == first
    assert not any(seen)


def test_a_changed_file_and_a_new_one_are_read(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert_to(out, [archive], SETTINGS)
    files = sorted(archive.rglob("*.txt"))
    files[3].write_text(files[3].read_text(encoding="utf-8") + " sửa", encoding="utf-8")
    (archive / "mới.txt").write_text("KH 99 2024-03-15 UBND tỉnh A|Mới|việc mới", encoding="utf-8")
    files[5].unlink()
    read: list[int] = []
    convert_to(out, [archive], SETTINGS, on_tick=lambda run: read.append(run.counts.records))
    assert read[-1] == 2
    convert_to(tmp_path / "fresh", [archive], SETTINGS)
    fresh = (tmp_path / "fresh" / "directives.jsonl").read_bytes()
    now = (out / "directives.jsonl").read_bytes()
    assert now.startswith(fresh), "what is not there any more stands at the end"
    assert str(files[5]).encode() in now.removeprefix(fresh)
    convert_to(out, [archive], replace(SETTINGS, prune=True))
    assert outputs(out) == outputs(tmp_path / "fresh")


def test_a_renamed_file_keeps_its_result_under_its_new_name(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert_to(out, [archive], SETTINGS)
    moved = sorted(archive.rglob("*.txt"))[0].rename(archive / "đổi tên.txt")
    read: list[int] = []
    convert_to(out, [archive], SETTINGS, on_tick=lambda run: read.append(run.counts.records))
    assert not any(read)
    assert str(moved) in (out / "directives.jsonl").read_text(encoding="utf-8")


def test_failed_files_are_read_again_only_when_asked(tmp_path: Path) -> None:
    kho, out = tmp_path / "kho", tmp_path / "out"
    kho.mkdir()
    (kho / "a.txt").write_text("LOCKED", encoding="utf-8")
    assert convert_to(out, [kho], SETTINGS).failed == 1
    counts: list[int] = []

    def watch(run: Moment) -> None:
        counts.append(sum(run.counts.failures.values()))

    convert_to(out, [kho], SETTINGS, on_tick=watch)
    assert not any(counts)
    again = Settings(workers=1, limits=QUICK, work=hostile_reader.act, retry_failed=True)
    assert convert_to(out, [kho], again, on_tick=watch).failed == 1
    assert counts[-1] == 1


def test_a_stop_is_clean_and_says_that_it_is_not_finished(tmp_path: Path) -> None:
    folder = fill(tmp_path / "kho", 60, seed=8)
    slowed(folder, 0.1)
    stop = threading.Event()

    def after_some(run: Moment) -> None:
        if run.counts.done >= 5:
            stop.set()

    out = tmp_path / "out"
    summary = convert_to(out, [folder], SETTINGS, on_tick=after_some, stop=stop)
    assert not summary.finished
    assert 5 <= summary.read < 60
    assert all(json.loads(line) for line in (out / "directives.jsonl").read_bytes().splitlines())
    assert convert_to(out, [folder], SETTINGS).read == 60


def test_a_full_disk_under_the_journal_is_resumable(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    commit = Journal.commit
    calls = iter(range(100))

    def full(self: Journal) -> None:
        if next(calls) == 1:
            raise sqlite3.OperationalError("database or disk is full")
        commit(self)

    monkeypatch.setattr(Journal, "commit", full)
    with pytest.raises(OutOfSpace):
        convert_to(out, [archive], SETTINGS)
    assert convert_to(out, [archive], SETTINGS).read == 20


def test_outputs_that_meet_a_full_disk_leave_the_old_ones(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    convert_to(out, [archive], SETTINGS)
    before = outputs(out)
    (archive / "mới.txt").write_text("KH 99 2024-03-15 UBND tỉnh A|Mới|việc mới", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutOfSpace):
            convert_to(out, [archive], SETTINGS)
    assert outputs(out) == before
    assert not list(out.glob(".*.part"))
    assert convert_to(out, [archive], SETTINGS).read == 21


def test_a_journal_of_another_form_is_begun_anew(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / ".vnplans").mkdir(parents=True)
    with sqlite3.connect(out / ".vnplans" / "journal.sqlite") as db:
        db.execute("CREATE TABLE results(other TEXT)")
    db.close()
    assert convert_to(out, [archive], SETTINGS).read == 20


def test_two_runs_never_share_a_folder(archive: Path, tmp_path: Path) -> None:
    with locked(tmp_path / "out" / ".vnplans"), pytest.raises(ArchiveBusy):
        convert_to(tmp_path / "out", [archive], SETTINGS)


def test_other_options_are_another_result(archive: Path, tmp_path: Path) -> None:
    convert_to(tmp_path / "out", [archive], SETTINGS)
    other = Settings(workers=1, limits=QUICK, work=hostile_reader.act, options=ReadOptions(ocr="never"))
    read: list[int] = []
    convert_to(tmp_path / "out", [archive], other, on_tick=lambda run: read.append(run.counts.records))
    assert read[-1] == 20


def test_outcomes_come_in_order_and_early(archive: Path) -> None:
    first = sorted(archive.rglob("*.txt"))[0]
    last = sorted(archive.rglob("*.txt"))[-1]
    last.write_text(f"SLOW 1.5 {last.read_text(encoding='utf-8')}", encoding="utf-8")
    stream = convert([archive], settings=SETTINGS)
    began = time.monotonic()
    outcome = next(stream)
    assert outcome.source is not None
    assert outcome.source.name == str(first)
    rest = list(stream)
    assert len(rest) == 19
    assert time.monotonic() - began > 1.0, "the slow file was waited for"

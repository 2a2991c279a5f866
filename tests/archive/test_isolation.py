"""Whatever a file does to its reader becomes its own failure, and the others are read."""

from __future__ import annotations

import os
import time
from multiprocessing import util
from pathlib import Path

import hostile_reader
import pytest

from vnplans.archive import FileLimits, OutOfSpace, Settings, convert, convert_to, worker
from vnplans.archive.deaths import Death, belief
from vnplans.errors import NotFound
from vnplans.limits import Limits
from vnplans.models import Outcome
from vnplans.readers import ReadOptions

QUICK = FileLimits(seconds=2.0, memory_mib=400, files_per_worker=50)
SETTINGS = Settings(workers=2, limits=QUICK, work=hostile_reader.act)
GOOD = "KH 12 2024-03-15 UBND tỉnh Bình Minh|Về cải cách hành chính|Giao Sở Nội vụ chủ trì;Báo cáo quý"


def outcomes(folder: Path, **files: str) -> dict[str, Outcome]:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    names = [f.name.removesuffix(".txt") for f in sorted(folder.iterdir())]
    return dict(zip(names, convert([folder], settings=SETTINGS), strict=True))


def test_each_way_to_fail_has_its_code_and_the_rest_is_read(tmp_path: Path) -> None:
    found = outcomes(
        tmp_path / "kho",
        a1=GOOD,
        b_hang="HANG",
        c_crash="CRASH",
        d_abort="ABORT",
        e_bomb="BOMB",
        f_locked="LOCKED",
        g_bug="BUG",
        h_deep="DEEP",
        i_blank=" ",
        j_stubborn="STUBBORN",
        z9=GOOD + " khác",
    )
    codes = {name: o.failure.code if o.failure else "" for name, o in found.items()}
    assert codes == {
        "a1": "",
        "b_hang": "timeout",
        "c_crash": "crash",
        "d_abort": "crash",
        "e_bomb": "memory",
        "f_locked": "encrypted",
        "g_bug": "crash",
        "h_deep": "crash",
        "i_blank": "no_text",
        "j_stubborn": "timeout",
        "z9": "",
    }
    for outcome in found.values():
        if failure := outcome.failure:
            assert failure.sha256 and failure.message_vi and failure.message_en
            assert failure.file.startswith(str(tmp_path / "kho"))
    assert [t.content for t in found["a1"].directives[0].tasks] == ["Giao Sở Nội vụ chủ trì", "Báo cáo quý"]


def test_a_burning_processor_is_a_timeout_by_its_own_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("BURN", encoding="utf-8")
    limits = FileLimits(seconds=60, cpu_seconds=1)
    (outcome,) = convert([tmp_path], settings=Settings(workers=1, limits=limits, work=hostile_reader.act))
    assert outcome.failure is not None
    assert outcome.failure.code == "timeout"
    assert "CPU" in outcome.failure.message_vi


def test_programs_a_reader_started_end_with_it(tmp_path: Path) -> None:
    mark = f"{time.time_ns()}"
    os.environ["CHILD_SECONDS"] = f"600 or {mark}"
    try:
        found = outcomes(tmp_path / "kho", a="CHILD", b=GOOD)
    finally:
        del os.environ["CHILD_SECONDS"]
    assert found["a"].failure is not None
    left = [p for p in Path("/proc").glob("[0-9]*/cmdline") if mark.encode() in _read(p)]
    assert left == []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_a_full_disk_stops_the_run_and_is_no_failure_of_the_file(tmp_path: Path) -> None:
    kho, out = tmp_path / "kho", tmp_path / "out"
    kho.mkdir()
    (kho / "a.txt").write_text(GOOD, encoding="utf-8")
    (kho / "b.txt").write_text("FULL", encoding="utf-8")
    with pytest.raises(OutOfSpace):
        convert_to(out, [kho], SETTINGS)
    (kho / "b.txt").write_text(GOOD + " khác", encoding="utf-8")
    summary = convert_to(out, [kho], SETTINGS)
    assert (summary.finished, summary.read, summary.failed) == (True, 2, 0)


def test_an_input_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"không có\.txt"):
        convert([tmp_path / "không có.txt"], settings=SETTINGS)


def test_a_file_over_the_size_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * (2**20 + 1))
    settings = Settings(workers=1, options=ReadOptions(limits=Limits(file_size=2**20)), work=hostile_reader.act)
    (outcome,) = convert([tmp_path], settings=settings)
    assert outcome.failure is not None
    assert outcome.failure.code == "too_large"


@pytest.mark.parametrize(
    ("exit_code", "attempt", "code"),
    [
        (-11, 0, None),  # a crash may come from what an earlier file left behind
        (-11, 1, "crash"),
        (-9, 0, None),  # killed from outside
        (-9, 3, None),
        (-9, 4, "memory"),
        (-24, 0, "timeout"),
        (-14, 0, "timeout"),
        (3, 1, "crash"),
    ],
)
def test_when_a_death_is_the_fault_of_the_file(exit_code: int, attempt: int, code: str | None) -> None:
    failed = belief(Death.of_exit(exit_code), attempt, QUICK)
    assert (failed.code if failed else None) == code


def test_nothing_temporary_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    util.get_temp_dir()  # multiprocessing keeps one while this process lives: not in the folder looked at
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tạm"))
    (tmp_path / "tạm").mkdir()
    outcomes(tmp_path / "kho", a=GOOD, b="CRASH", c="HANG")
    assert list((tmp_path / "tạm").iterdir()) == []


def test_workers_that_begin_from_nothing_read_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, which cannot fork."""
    monkeypatch.setattr("vnplans.archive.lanes._START", "spawn")
    found = outcomes(tmp_path / "kho", a=GOOD, b="CRASH", c=GOOD + " khác")
    assert [o.failure.code if o.failure else "" for o in found.values()] == ["", "crash", ""]


def test_time_in_which_others_had_the_processor_is_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beat = worker.beat_of(str(tmp_path), 1)
    monkeypatch.setattr("vnplans.archive.worker.waited", lambda pid: 0)
    worker._tell(beat, page=False)
    then = time.time() - 100
    os.utime(beat, (then, then))
    told = worker.told_by(beat)
    assert told is not None and (told.pid, told.page) == (os.getpid(), False) and 99 < told.seconds < 110
    monkeypatch.setattr("vnplans.archive.worker.waited", lambda pid: 90 * 10**9)
    told = worker.told_by(beat)
    assert told is not None and 9 < told.seconds < 20
    assert worker.told_by(worker.beat_of(str(tmp_path), 2)) is None

"""vnplans watch as a process: it is killed, stopped, started again, and nothing is lost or doubled."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vnplans.cli import app
from vnplans.cli.exits import ExitCode

from .made import act

KILLS = 8
FILES = 12
RUN = CliRunner()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "đến"
    folder.mkdir()
    return folder


def started(inbox: Path, target: Path, *more: str) -> subprocess.Popen[str]:
    code = "from vnplans.cli import main\nif __name__ == '__main__':\n    main()\n"
    script = target.with_name("run.py")
    script.write_text(code, encoding="utf-8")
    command = [sys.executable, str(script), "watch", str(inbox), "--to", "sql", "-o", str(target), "--settle", "0.2"]
    return subprocess.Popen([*command, *more], stderr=subprocess.PIPE, text=True, start_new_session=True)


def rows(target: Path) -> list[tuple[str, str]]:
    if not target.exists():
        return []
    query = "SELECT number, content FROM tasks JOIN directives ON directives.id = directive_id"
    with closing(sqlite3.connect(target)) as base:
        return sorted(base.execute(query).fetchall())


def awaited(target: Path, count: int, seconds: float = 60) -> list[tuple[str, str]]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            found = rows(target)
        except sqlite3.OperationalError:  # it is being made
            found = []
        if len(found) >= count:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{rows(target)} after {seconds} s")


def ended(process: subprocess.Popen[str], seconds: float = 30) -> tuple[int, str]:
    _, said = process.communicate(timeout=seconds)
    return process.returncode, said


def test_kills_at_any_moment_lose_and_double_nothing(inbox: Path, tmp_path: Path) -> None:
    chance = random.Random(15)
    target = tmp_path / "t.sqlite"
    waiting = list(range(1, FILES + 1))
    for _ in range(KILLS):
        for _ in range(chance.randint(1, 2)):
            if waiting:
                number = waiting.pop()
                (inbox / f"{number}.txt").write_bytes(act(number))
        process = started(inbox, target, "--poll", "0.2")
        time.sleep(chance.uniform(0.4, 3.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    for number in waiting:
        (inbox / f"{number}.txt").write_bytes(act(number))
    assert ended(started(inbox, target, "--once"), 120)[0] == ExitCode.OK
    clean = tmp_path / "clean.sqlite"
    assert ended(started(inbox, clean, "--once"), 120)[0] == ExitCode.OK
    assert rows(target) == rows(clean)
    assert len(rows(target)) == 2 * FILES
    assert "từ 0 tệp" in ended(started(inbox, target, "--once"))[1]


@pytest.mark.parametrize("more", [(), ("--poll", "0.3")], ids=["heard", "polled"])
def test_what_comes_flows_and_a_signal_ends_it(more: tuple[str, ...], inbox: Path, tmp_path: Path) -> None:
    target = tmp_path / "t.sqlite"
    (inbox / "1.txt").write_bytes(act(1))
    process = started(inbox, target, *more)
    try:
        assert len(awaited(target, 2)) == 2
        (inbox / "deep").mkdir()
        (inbox / "deep" / "2.txt").write_bytes(act(2))
        assert len(awaited(target, 4, 20)) == 4
    finally:
        process.send_signal(signal.SIGINT if more else signal.SIGTERM)
        code, said = ended(process)
    assert code == (ExitCode.INTERRUPTED if more else ExitCode.TERMINATED)
    lines = said.splitlines()
    assert lines[0].startswith("vnplans: theo dõi, ghi vào")
    assert ("nghe thay đổi" in lines[0]) == (not more)
    assert lines[-1] == f"vnplans: đã ghi 2 văn bản, 4 nhiệm vụ từ 2 tệp vào {target}"
    assert "Traceback" not in said


def test_a_signal_while_it_reads_ends_it_soon(inbox: Path, tmp_path: Path) -> None:
    target = tmp_path / "t.sqlite"
    for number in range(60):
        (inbox / f"{number}.txt").write_bytes(act(number))
    process = started(inbox, target, "--once")
    awaited(target, 2)
    process.send_signal(signal.SIGTERM)
    assert ended(process, 20)[0] == ExitCode.TERMINATED
    assert 0 < len(rows(target)) < 120
    assert ended(started(inbox, target, "--once"), 120)[0] == ExitCode.OK
    assert len(rows(target)) == 120


def test_once_names_what_failed_and_ends_with_1(inbox: Path, tmp_path: Path) -> None:
    (inbox / "hỏng.pdf").write_bytes(b"%PDF-1.7 nothing")
    (inbox / "1.txt").write_bytes(act(1))
    target = tmp_path / "t.sqlite"
    code, said = ended(started(inbox, target, "--once"), 60)
    assert code == ExitCode.FAILED
    assert "lỗi hỏng.pdf: " in said
    assert "1 tệp lỗi, xem" in said.splitlines()[-1]
    assert (tmp_path / "t.sqlite.failed.jsonl").exists()
    assert ended(started(inbox, target, "--once"), 60)[0] == ExitCode.OK
    assert ended(started(inbox, target, "--once", "--retry-failed"), 60)[0] == ExitCode.FAILED


def test_a_second_watcher_of_one_target_is_refused(inbox: Path, tmp_path: Path) -> None:
    target = tmp_path / "t.sqlite"
    (inbox / "1.txt").write_bytes(act(1))
    first = started(inbox, target)
    try:
        awaited(target, 2)
        code, said = ended(started(inbox, target, "--once"))
        assert code == ExitCode.STOPPED
        assert "một tiến trình khác đang theo dõi" in said
    finally:
        first.send_signal(signal.SIGTERM)
        assert ended(first)[0] == ExitCode.TERMINATED


def test_a_target_that_was_removed_is_written_again(inbox: Path, tmp_path: Path) -> None:
    target = tmp_path / "t.sqlite"
    (inbox / "1.txt").write_bytes(act(1))
    ended(started(inbox, target, "--once"), 60)
    target.unlink()
    ended(started(inbox, target, "--once"), 60)
    assert len(rows(target)) == 2


def test_a_target_that_cannot_be_written_ends_with_3(inbox: Path, tmp_path: Path) -> None:
    (inbox / "1.txt").write_bytes(act(1))
    target = tmp_path / "t.sqlite"
    target.write_text("ghi chép của ai đó\n" * 50)
    code, said = ended(started(inbox, target, "--once"), 60)
    assert code == ExitCode.STOPPED
    assert "chưa ghi được vào đích" in said
    assert target.read_text() == "ghi chép của ai đó\n" * 50


WRONG = [
    (("nowhere", "--to", "sql", "-o", "x.sqlite"), "nowhere: không có thư mục này"),
    ((".", "--to", "parquet", "-o", "x"), "parquet không phải đích cập nhật được; có: "),
    ((".", "--to", "sql", "-o", "x.sqlite", "--set", "color=red"), "định dạng sql không có tùy chọn color"),
    ((".", "--to", "sql", "-o", "x.sqlite", "--limit", "pages"), "giới hạn pages"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_usage(
    arguments: tuple[str, ...], said: str, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inbox)
    (inbox / "1.txt").write_bytes(act(1))
    run = RUN.invoke(app, ["watch", *arguments, "--once", "--settle", "0.1"])
    assert run.exit_code == ExitCode.USAGE
    assert said in run.stderr


def test_a_budget_of_a_file_holds_here_too(inbox: Path, tmp_path: Path) -> None:
    (inbox / "1.txt").write_bytes(act(1))
    out = str(tmp_path / "x.sqlite")
    arguments = ["watch", str(inbox), "--to", "sql", "-o", out, "--once", "--settle", "0.1"]
    run = RUN.invoke(app, [*arguments, "--limit", "file_size=10"])
    assert run.exit_code == ExitCode.FAILED
    assert "lỗi 1.txt" in run.stderr

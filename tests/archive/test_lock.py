"""One run in a folder at a time, whoever holds it and however that one ends."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from vnplans.archive.lock import ArchiveBusy, locked

HOLD = (
    "import sys, time; from pathlib import Path; from vnplans.archive.lock import locked\n"
    "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
)


def refused(folder: Path) -> bool:
    try:
        with locked(folder):
            return False
    except ArchiveBusy as error:
        assert str(folder) in str(error)
        return True


def test_a_second_hold_is_refused_and_the_folder_is_free_afterwards(tmp_path: Path) -> None:
    with locked(tmp_path / "out"):
        assert refused(tmp_path / "out")
        assert not refused(tmp_path / "other")
    assert not refused(tmp_path / "out")


def test_a_fault_inside_frees_the_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyError), locked(tmp_path):
        raise KeyError
    assert not refused(tmp_path)


def test_the_folder_of_a_killed_process_is_free_again(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        assert refused(tmp_path)
        process.kill()
        process.wait()
    assert not refused(tmp_path)


def test_another_thread_may_let_go(tmp_path: Path) -> None:
    """A stream of outcomes may be closed by another thread than the one that began it."""
    hold = locked(tmp_path)
    hold.__enter__()
    thread = threading.Thread(target=hold.__exit__, args=(None, None, None))
    thread.start()
    thread.join()
    assert not refused(tmp_path)


def test_a_folder_that_is_a_file_is_no_busy_one(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(OSError, match="out"), locked(tmp_path / "out"):
        pass

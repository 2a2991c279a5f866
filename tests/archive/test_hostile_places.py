"""One thing costs itself: links in circles, folders without rights, pipes, names that are no text, files that vanish or
change, shares that go away and come back."""

from __future__ import annotations

import errno
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import hostile_reader
import pytest
from small_archive import fill

from vnplans.archive import FileLimits, Moment, Settings, convert_to
from vnplans.archive.places import open_bytes
from vnplans.archive.walk import Walk

SETTINGS = Settings(workers=2, limits=FileLimits(seconds=5.0, memory_mib=400), work=hostile_reader.act)
GOOD = "KH 12 2024-03-15 UBND tỉnh Bình Minh|Về cải cách hành chính|Giao Sở Nội vụ chủ trì;Báo cáo quý"
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def told(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "files.jsonl").read_text(encoding="utf-8").splitlines()]


def codes(out: Path) -> dict[str, str | None]:
    return {Path(line["file"]).name: line["code"] or line["status"] for line in told(out)}


def test_links_pipes_and_sockets(archive: Path, tmp_path: Path) -> None:
    (archive / "a vòng.txt").symlink_to("a vòng.txt")
    (archive / "b một").symlink_to(archive / "b hai")
    (archive / "b hai").symlink_to(archive / "b một")
    (archive / "c đứt.docx").symlink_to("không có")
    (archive / "d trỏ.txt").symlink_to(sorted(archive.rglob("văn*.txt"))[0])
    (archive / "e thư mục").symlink_to(archive, target_is_directory=True)
    os.mkfifo(archive / "f ống.txt")
    at = Path.cwd()
    os.chdir(archive)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as plug:
            plug.bind("g.sock")
            summary = convert_to(tmp_path / "ra", [archive, archive / "f ống.txt"], SETTINGS)
    finally:
        os.chdir(at)
    assert (summary.read, summary.finished) == (20, True)
    found = codes(tmp_path / "ra")
    assert {name: code for name, code in found.items() if not name.startswith("văn")} == {
        "a vòng.txt": "not_found",
        "b một": "not_found",
        "b hai": "not_found",
        "c đứt.docx": "not_found",
        "d trỏ.txt": "duplicate",
        "e thư mục": "skipped",
        "f ống.txt": "skipped",
        "g.sock": "skipped",
    }


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """It took a file's place after it was listed."""
    os.mkfifo(tmp_path / "ống")
    began = time.monotonic()
    with pytest.raises(OSError, match="regular"), open_bytes(str(tmp_path / "ống")):
        pass
    assert time.monotonic() - began < 1


@pytest.mark.skipif(AS_ROOT, reason="nothing is forbidden to root")
def test_folders_and_files_without_rights(archive: Path, tmp_path: Path) -> None:
    closed, sealed = archive / "1", sorted(archive.rglob("2/*.txt"))[0]
    closed.chmod(0)
    sealed.chmod(0)
    try:
        summary = convert_to(tmp_path / "ra", [archive], SETTINGS)
    finally:
        closed.chmod(0o755)
        sealed.chmod(0o644)
    assert dict(summary.failures) == {"no_rights": 2}


def forbidden(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """As for somebody who is not root."""
    scandir = os.scandir

    def refuse(path: Any = ".") -> Any:
        if not isinstance(path, int) and os.fsencode(path) == os.fsencode(folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)


def test_a_folder_that_is_closed_today_keeps_its_records(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert_to(tmp_path / "ra", [archive], SETTINGS)
    forbidden(monkeypatch, archive / "1")
    summary = convert_to(tmp_path / "ra", [archive], SETTINGS)
    assert (summary.read, summary.records) == (20, 20)
    assert dict(summary.failures) == {"no_rights": 1}
    assert summary.missing == 0, "nothing is known of what lies there"


def test_a_thousand_nested_folders(tmp_path: Path) -> None:
    kho = tmp_path / "kho"
    kho.mkdir()
    (kho / "a.txt").write_text(GOOD, encoding="utf-8")
    at = Path.cwd()
    os.chdir(kho)
    try:
        for depth in range(1000):
            Path("d").mkdir()
            os.chdir("d")
            if depth == 900:
                Path("b.txt").write_text(GOOD + " khác", encoding="utf-8")
        for _ in range(3):  # past what a path may have
            long = "x" * 250
            for _ in range(10):
                Path(long).mkdir()
                os.chdir(long)
        Path("c.txt").write_text(GOOD + " nữa", encoding="utf-8")
    finally:
        os.chdir(at)
    try:
        summary = convert_to(tmp_path / "ra", [kho], SETTINGS)
    finally:
        subprocess.run(["rm", "-rf", str(kho)], check=True)  # too deep for Python, and for pytest's tidying
    assert summary.read == 2
    assert dict(summary.failures) == {"not_found": 1}
    assert "quá dài" in (tmp_path / "ra" / "failures.jsonl").read_text(encoding="utf-8")


def test_names_that_are_not_utf8_can_be_found_again(tmp_path: Path) -> None:
    kho = tmp_path / "kho"
    kho.mkdir()
    for raw in ("Kê\u0301 hoa\u0323ch.txt".encode("cp1258"), b"\xff\xfe it's.txt"):
        path = os.fsencode(kho) + b"/" + raw
        Path(os.fsdecode(path)).write_text(GOOD + repr(raw), encoding="utf-8")
    convert_to(tmp_path / "ra", [kho], SETTINGS)
    lines = told(tmp_path / "ra")
    assert [line["status"] for line in lines] == ["read", "read"]
    for line in lines:
        raw = line["path_bytes"].encode("ascii").decode("unicode_escape").encode("latin-1")
        assert Path(os.fsdecode(raw)).exists()


# files that vanish, grow, come back


def test_a_file_that_vanishes_is_no_property_of_its_content(archive: Path, tmp_path: Path) -> None:
    """It is listed, then gone, and there again at the next run."""
    out, path = tmp_path / "ra", sorted(archive.rglob("*.txt"))[7]
    text = path.read_bytes()

    def take_away(run: Moment) -> None:
        if run.counts.phase == "listing":
            return
        path.unlink(missing_ok=True)

    for each in archive.rglob("*.txt"):  # so that it is not read before it goes
        each.write_text("SLOW 0.05 " + each.read_text(encoding="utf-8"), encoding="utf-8")
    summary = convert_to(out, [archive], SETTINGS, on_tick=take_away)
    assert (summary.read, dict(summary.failures)) == (19, {"not_found": 1})
    path.write_bytes(text)
    summary = convert_to(out, [archive], SETTINGS)
    assert (summary.read, summary.failed) == (20, 0)


def test_a_file_that_grows_while_it_is_read(archive: Path, tmp_path: Path) -> None:
    path = sorted(archive.rglob("*.txt"))[0]
    stop = threading.Event()

    def grow() -> None:
        for _ in range(40):
            if stop.is_set():
                return
            with path.open("a", encoding="utf-8") as stream:
                stream.write(" thêm")
            time.sleep(0.05)

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        summary = convert_to(tmp_path / "ra", [archive], SETTINGS)
    finally:
        stop.set()
        thread.join()
    assert summary.read >= 19
    assert convert_to(tmp_path / "ra", [archive], SETTINGS).read == 20


def test_a_share_that_goes_away_pauses_the_run(tmp_path: Path) -> None:
    kho, away = fill(tmp_path / "kho", 30, seed=3), tmp_path / "xa"
    for path in kho.rglob("*.txt"):
        path.write_text("SLOW 0.05 " + path.read_text(encoding="utf-8"), encoding="utf-8")
    said: list[str] = []
    since: list[float] = []

    def unplug(run: Moment) -> None:
        if run.counts.records >= 5 and not away.exists() and not said:
            kho.rename(away)
            kho.mkdir()  # a mount point on which nothing is mounted
        if run.counts.paused is not None and not said:
            said.append(run.counts.paused)
            since.append(time.monotonic())
        if said and away.exists() and time.monotonic() - since[0] > 1.0:
            kho.rmdir()
            away.rename(kho)

    summary = convert_to(tmp_path / "ra", [kho], SETTINGS, on_tick=unplug)
    assert said == [str(kho)]
    assert (summary.read, summary.failed, summary.finished) == (30, 0, True)


def test_a_paused_run_can_be_stopped(tmp_path: Path) -> None:
    kho = fill(tmp_path / "kho", 10, seed=3)
    for path in kho.rglob("*.txt"):
        path.write_text("SLOW 0.1 " + path.read_text(encoding="utf-8"), encoding="utf-8")
    stop = threading.Event()

    def unplug(run: Moment) -> None:
        if run.counts.records >= 2:
            shutil.rmtree(kho, ignore_errors=True)
        if run.counts.paused is not None:
            stop.set()

    summary = convert_to(tmp_path / "ra", [kho], SETTINGS, on_tick=unplug, stop=stop)
    assert not summary.finished
    assert (summary.read >= 2, summary.failed) == (True, 0)


def test_what_the_walk_passes_over_is_counted(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".ẩn").write_text("", encoding="utf-8")
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    walk = Walk([tmp_path])
    assert len(list(walk)) == 1
    assert walk.passed["hidden"] == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("~$ke hoach.docx", "lock"),
        ("desktop.ini", "system"),
        ("Thumbs.db", "system"),
        ("cài đặt.ini", "settings"),
        ("2024.log", "log"),
        ("quét.py", "program"),
        ("hội nghị.MP4", "media"),
        ("tải.docx.crdownload", "temporary"),
        ("kế hoạch.docx", None),
        ("bảng.xlsx", None),
        ("log", None),
        (".py", None),
    ],
)
def test_what_is_no_document(tmp_path: Path, name: str, kind: str | None) -> None:
    kho = tmp_path / "kho"
    kho.mkdir()
    (kho / name).write_bytes(b"x" * 162)
    found = {f.name.rpartition("/")[2]: f.skip for f in Walk([kho])}
    assert found == ({} if name.startswith(".") else {name: kind})

"""However a stream of outcomes is left, its workers stop within a second and nothing temporary stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import hostile_reader
import pytest
from small_archive import fill

from vnplans.archive import FileLimits, Settings, convert, convert_to
from vnplans.errors import WrongRequest

LIMITS = FileLimits(seconds=30.0, memory_mib=400)

_HEAD = """
import os, sys, itertools
import hostile_reader, vnplans
from vnplans.archive import FileLimits, Settings
SETTINGS = Settings(workers=2, limits=FileLimits(seconds=30.0, memory_mib=400), work=hostile_reader.act)
def stream():
    return vnplans.convert(sys.argv[1], settings=SETTINGS)
"""
ENDINGS = {
    "next": "print(next(vnplans.convert(sys.argv[1], settings=SETTINGS)).source.name)",
    "next, kept to the end": "kept = stream(); next(kept)",
    "islice": "print(len(list(itertools.islice(stream(), 2))))",
    "break": "for outcome in stream():\n        break",
    "exception": "for outcome in stream():\n        raise KeyError('bug of the caller')",
    "sys.exit": "for outcome in stream():\n        sys.exit(7)",
    "a global": "global kept\n    kept = stream()\n    next(kept)",
    "a cycle": "kept = [stream()]\n    kept.append(kept)\n    next(kept[0])",
    "a context": "with stream() as outcomes:\n        next(outcomes)",
    "never begun": "stream()",
    "a thread": "import threading; s = stream(); t = threading.Thread(target=lambda: next(s)); t.start(); t.join()",
}


def script(folder: Path, body: str, *, guarded: bool = True) -> Path:
    path = folder / "gọi.py"
    call = "\nif __name__ == '__main__':\n    main()\n" if guarded else "\nmain()\n"
    path.write_text(f"{_HEAD}\ndef main():\n    {body}\n{call}", encoding="utf-8")
    return path


def run(
    path: Path, kho: Path, temporary: Path, python: str = sys.executable
) -> tuple[subprocess.CompletedProcess[str], float]:
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join(sys.path)}
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(path), str(kho)], capture_output=True, text=True, timeout=60, check=False, env=environment
    )
    return done, time.monotonic() - began


def workers_of(temporary: Path) -> list[str]:
    """Processes that have the folder for their temporary files."""
    left = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(temporary).encode() in environ.read_bytes():
                left.append(environ.parent.name)
        except OSError:
            continue
    return left


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    """Some good documents, then some that would be waited for."""
    folder = fill(tmp_path / "kho", 4, seed=1)
    for number in range(4):
        (folder / f"z{number}.txt").write_text(f"HANG {number}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_way_to_leave_a_stream(kho: Path, tmp_path: Path, ending: str) -> None:
    temporary = tmp_path / "tạm"
    done, seconds = run(script(tmp_path, ENDINGS[ending]), kho, temporary)
    assert seconds < 20, "it began, gave an outcome and ended"
    code = {"exception": 1, "sys.exit": 7}.get(ending, 0)
    assert done.returncode == code, done.stderr
    assert ("Traceback" in done.stderr) is (ending == "exception"), done.stderr
    time.sleep(1.0)
    assert workers_of(temporary) == []
    assert list(temporary.iterdir()) == []


def test_a_closed_stream_stops_its_workers_within_a_second(kho: Path) -> None:
    settings = Settings(workers=2, limits=LIMITS, work=hostile_reader.act)
    with convert(kho, settings=settings) as stream:
        next(stream)
        time.sleep(0.5)
        began = time.monotonic()
    assert time.monotonic() - began < 1.0
    assert list(stream) == []


def test_without_the_guard_the_error_says_so_at_once(kho: Path, tmp_path: Path) -> None:
    done, seconds = run(script(tmp_path, "list(stream())", guarded=False), kho, tmp_path / "tạm")
    assert done.returncode == 1
    assert 'if __name__ == "__main__"' in done.stderr.splitlines()[-1]
    assert seconds < 15
    assert list((tmp_path / "tạm").iterdir()) == []


@pytest.mark.parametrize("number", [0, -1])
def test_a_number_of_workers_below_one_is_refused(number: int) -> None:
    with pytest.raises(WrongRequest, match="workers"):
        convert([], workers=number)


def test_the_source_is_always_told(tmp_path: Path) -> None:
    kho = fill(tmp_path / "kho", 2, seed=1)
    (kho / "x.txt").write_text("LOCKED", encoding="utf-8")
    (kho / "y.ini").write_text("a=b", encoding="utf-8")
    (kho / "z.txt").symlink_to("z.txt")
    outcomes = list(convert(kho, settings=Settings(workers=1, limits=LIMITS, work=hostile_reader.act)))
    names = [Path(o.source.name or "").name for o in outcomes if o.source]
    assert names == ["văn bản 00000.txt", "văn bản 00001.txt", "x.txt", "y.ini", "z.txt"]
    assert [o.failure.code if o.failure else None for o in outcomes] == [None, None, "encrypted", None, "not_found"]


# lists for people, the display, the start


def test_a_finished_run_starts_quickly_and_writes_nothing(tmp_path: Path) -> None:
    """2,000 files here; benchmarks/convert.py memory measures 20,000."""
    kho, out = fill(tmp_path / "kho", 2000, seed=1), tmp_path / "ra"
    settings = Settings(workers=2, limits=LIMITS, work=hostile_reader.act)
    first = convert_to(out, [kho], settings)
    written = {p.name: p.stat().st_mtime_ns for p in out.iterdir() if p.is_file()}
    began = time.monotonic()
    again = convert_to(out, [kho], settings)
    assert time.monotonic() - began < 3
    assert {p.name: p.stat().st_mtime_ns for p in out.iterdir() if p.is_file()} == written
    assert (again.read, again.records, again.tasks, again.finished) == (2000, first.records, first.tasks, True)
    (out / "failures.csv").unlink()
    convert_to(out, [kho], settings)
    assert (out / "failures.csv").exists(), "what somebody took away is written again"


def test_the_list_for_manual_work_has_every_failed_file_and_its_copies(tmp_path: Path) -> None:
    kho, out = tmp_path / "kho", tmp_path / "ra"
    kho.mkdir()
    for name in ("=a.txt", "b.txt"):
        (kho / name).write_text("LOCKED", encoding="utf-8")
    (kho / "c.txt").symlink_to("c.txt")
    convert_to(out, [kho], Settings(workers=1, limits=LIMITS, work=hostile_reader.act))
    head, *rows = (out / "failures.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head == "Đường dẫn,Lý do,Chi tiết,Việc cần làm,Kích thước (KB),Số trang,Bản sao của"
    assert len(rows) == 3
    assert "mật khẩu" in rows[0] and rows[1].endswith("/=a.txt") and "Kiểm tra ổ mạng" in rows[2]
    assert len((out / "failures.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    if (out / "failures.xlsx").exists():
        openpyxl = pytest.importorskip("openpyxl")
        sheet = openpyxl.load_workbook(out / "failures.xlsx").active
        assert [cell.value for cell in sheet["B"]][1:] == ["Có mật khẩu hoặc đã mã hóa"] * 2 + [
            "Không còn ở đó hoặc chưa mở được"
        ]


def test_a_symbol_without_its_serial_is_no_number_in_the_report(tmp_path: Path) -> None:
    kho, out = tmp_path / "kho", tmp_path / "ra"
    kho.mkdir()
    (kho / "a.txt").write_text("KH  2024-03-15 UBND tỉnh A|Về|việc", encoding="utf-8")
    summary = convert_to(out, [kho], Settings(workers=1, limits=LIMITS, work=hostile_reader.act))
    assert summary.found["number"] == 0
    assert json.loads((out / "directives.jsonl").read_text(encoding="utf-8"))["number"]["text"] == "/KH-UBND"
    assert 'href="../kho/a.txt"' in (out / "report.html").read_text(encoding="utf-8")

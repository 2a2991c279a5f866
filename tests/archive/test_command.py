"""The command: exit codes, Ctrl-C, logs for people and for programs."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import vnplans
from vnplans.archive.progress import Counts, Progress
from vnplans.cli import app
from vnplans.cli.exits import ExitCode
from vnplans.cli.progress import described

TEXT = """ỦY BAN NHÂN DÂN
TỈNH BÌNH MINH
Số: {n}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bình Minh, ngày 15 tháng 3 năm 2024
KẾ HOẠCH
Cải cách hành chính năm 2024
1. Giao Sở Nội vụ chủ trì báo cáo kết quả trước ngày 30 tháng 6 năm 2024.
"""


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    folder = tmp_path / "kho"
    folder.mkdir()
    for n in range(1, 31):
        (folder / f"{n:02}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return folder


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "vnplans", "convert", *arguments, "--workers", "2"]


def done(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=120, check=False)


def test_a_folder_is_read_and_said_so(kho: Path, tmp_path: Path) -> None:
    (kho / "xấu.txt").write_bytes(b"\x75\xab\x5a\x01 encrypted")
    (kho / "cụt.docx").write_bytes(b"PK\x03\x04 cut off")
    run = done(str(kho), "-o", str(tmp_path / "out"))
    assert run.returncode == ExitCode.FAILED
    assert run.stdout == ""
    assert "32 tệp: 30 đọc được, 2 lỗi" in run.stderr
    assert "Lỗi: damaged 1, encrypted 1" in run.stderr
    assert "xấu.txt" in run.stderr
    again = done(str(kho), "-o", str(tmp_path / "out"), "--json-log")
    events = [json.loads(line) for line in again.stderr.splitlines()]
    assert events[-1]["event"] == "summary"
    assert (events[-1]["read"], events[-1]["failed"], events[-1]["finished"]) == (30, 2, True)


def test_the_public_function_reads_a_folder(kho: Path) -> None:
    outcomes = list(vnplans.convert(kho, workers=1, seconds=60))
    assert [o.directives[0].number and o.directives[0].number.serial for o in outcomes] == list(range(1, 31))


def test_an_envelope_is_read_whole_and_its_way_is_shown(tmp_path: Path) -> None:
    """Its header is a cross-check of the document inside, so the reader must see both."""
    text = base64.b64encode(TEXT.format(n=7).encode()).decode()
    part = f"<Attachment><ContentTransferEncoded>{text}</ContentTransferEncoded></Attachment>"
    name = "<AttachmentName>kế hoạch.txt</AttachmentName>"
    (tmp_path / "gói.edxml").write_text(
        "<edXML><edXMLHeader><Code><CodeNumber>7</CodeNumber><CodeNotation>KH-UBND</CodeNotation></Code></edXMLHeader>"
        f"<AttachmentEncoded>{part.replace('<Attachment>', '<Attachment>' + name)}</AttachmentEncoded></edXML>",
        encoding="utf-8",
    )
    (outcome,) = vnplans.convert([tmp_path], workers=1)
    source = outcome.directives[0].source
    assert (source.container, source.name) == (f"{tmp_path}/gói.edxml", "kế hoạch.txt")


def test_quiet_says_nothing(kho: Path, tmp_path: Path) -> None:
    listed = tmp_path / "danh sách.txt"
    listed.write_text(f"{kho / '01.txt'}\n\n{kho / '02.txt'}\n", encoding="utf-8")
    run = done("--from", str(listed), "-o", str(tmp_path / "out"), "--quiet")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert len((tmp_path / "out" / "directives.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are a thing of Unix")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(tmp_path: Path, number: signal.Signals, code: int) -> None:
    kho, out = tmp_path / "kho", tmp_path / "out"
    kho.mkdir()
    for n in range(1, 1500):
        (kho / f"{n:04}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    process = subprocess.Popen(
        command(str(kho), "-o", str(out)), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    scratch = out / ".vnplans" / "scratch"
    end = time.monotonic() + 60
    while not (scratch.exists() and any(f.name.isdigit() for f in Path(scratch.read_text()).iterdir())):
        assert time.monotonic() < end
        time.sleep(0.05)
    folder = Path(scratch.read_text(encoding="utf-8"))
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code, said
    assert f"vnplans convert {kho} -o {out}" in said
    assert "Traceback" not in said
    assert not folder.exists(), "temporary files are left"
    assert all(json.loads(line) for line in (out / "directives.jsonl").read_bytes().splitlines())


@pytest.mark.parametrize(
    "arguments",
    [
        ["-o", "out"],
        ["kho"],
        ["kho", "tcp://máy:8786", "-o", "out"],
        ["kho", "-o", "out", "--ocr", "maybe"],
        ["--from", "không có.txt", "-o", "out"],
    ],
)
def test_a_wrong_command_is_exit_2(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["convert", *arguments]).exit_code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (Progress(5, 10, 0, 0, 2.0, 2.5, ()), "5/10 tệp · 2.0/s · còn 2 s"),
        (Progress(5, 10, 2, 0, 0.5, 4000, ()), "5/10 tệp · 30.0/min · còn 1 h 06 min · lỗi 2"),
        (Progress(1, 2, 0, 0, 0.0, None, (("a.pdf", 61.0), ("b.pdf", 1.0))), "1/2 tệp · chậm: a.pdf (61 s)"),
    ],
)
def test_progress_in_one_line(progress: Progress, line: str) -> None:
    assert described(progress) == line


def test_the_rate_counts_only_what_is_read_now() -> None:
    counts = Counts()
    counts.total = 10
    counts.settle(before=True)
    counts.settle(before=True)
    assert counts.progress([]).rate == 0.0
    assert counts.progress([]).before == 2


def test_a_folder_that_cannot_be_made_is_said(kho: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    run = done(str(kho), "-o", str(tmp_path / "out"))
    assert run.returncode == ExitCode.STOPPED
    assert "không đọc hoặc ghi được" in run.stderr and "Traceback" not in run.stderr


def test_a_path_that_is_not_there_is_named(kho: Path, tmp_path: Path) -> None:
    run = done(str(kho), str(tmp_path / "absent.pdf"), "-o", str(tmp_path / "out"))
    assert run.returncode == ExitCode.FAILED
    assert "absent.pdf: không mở được tệp" in run.stderr


def test_a_broken_journal_is_said(kho: Path, tmp_path: Path) -> None:
    state = tmp_path / "out" / ".vnplans"
    state.mkdir(parents=True)
    (state / "journal.sqlite").write_bytes(b"this is no database" * 20)
    run = done(str(kho), "-o", str(tmp_path / "out"), "--lang", "en")
    assert run.returncode == ExitCode.USAGE
    assert "the journal is damaged" in run.stderr and "Traceback" not in run.stderr

"""Containers: read where they lie, member by member, with a checkpoint; each content once, wherever it lies."""

from __future__ import annotations

import hashlib
import io
import json
import mailbox
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections import Counter
from contextlib import closing, suppress
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import hostile_reader
import pytest
from PIL import Image

from vnplans import containers
from vnplans.archive import FileLimits, Moment, Settings, convert_to, worker
from vnplans.archive.scratch import path_of
from vnplans.errors import MissingExtra
from vnplans.limits import Limits
from vnplans.readers import ReadOptions

SETTINGS = Settings(workers=2, limits=FileLimits(seconds=4.0, memory_mib=400), work=hostile_reader.act)


def plan(number: int, words: str = "việc") -> str:
    return f"KH {number} 2024-03-15 UBND tỉnh Bình Minh|Về việc số {number}|{words} {number};báo cáo {number}"


def packed(files: dict[str, bytes | str], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def told(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "files.jsonl").read_text(encoding="utf-8").splitlines()]


def counted(out: Path) -> Counter[str]:
    return Counter(line["status"] for line in told(out))


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    folder = tmp_path / "kho"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_equal_zips_are_one_whatever_the_workers(kho: Path, tmp_path: Path, workers: int) -> None:
    data = packed({f"{n}.txt": f"SLOW 0.02 {plan(n)}" for n in range(9)})
    for name in "abcd":
        (kho / f"{name}.zip").write_bytes(data)
    (kho / "e.zip").write_bytes(packed({"trong.zip": data, "một.txt": plan(3)}))
    settings = replace(SETTINGS, workers=workers)
    for _ in range(2):
        summary = convert_to(tmp_path / "ra", [kho], settings)
        assert (summary.read, summary.duplicates, summary.failed) == (10, 4, 0)
    copies = [(line["file"].rpartition("/")[2], line["same_bytes_as"]) for line in told(tmp_path / "ra")][9:]
    assert copies[:3] == [(f"{name}.zip", f"{kho}/a.zip") for name in "bcd"]


def test_a_zip_larger_than_a_file_may_be(kho: Path, tmp_path: Path) -> None:
    """The limit is one of documents: what holds them may have any size."""
    noise = random.Random(1).randbytes(700_000)
    files: dict[str, bytes | str] = {f"{n}.txt": plan(n) for n in range(3)}
    (kho / "a.zip").write_bytes(packed({**files, "nhiễu 1.bin2": noise, "nhiễu 2.bin2": noise + b"x"}))
    settings = replace(SETTINGS, options=ReadOptions(limits=Limits(file_size=2**20)))
    summary = convert_to(tmp_path / "ra", [kho], settings)
    assert (summary.read, summary.failed) == (3, 2)
    (kho / "a.zip").write_bytes(packed({**files, "lớn.txt": b" " * (2**20 + 1)}))
    convert_to(tmp_path / "ra 2", [kho], settings)
    (failure,) = [json.loads(x) for x in (tmp_path / "ra 2" / "failures.jsonl").read_text("utf-8").splitlines()]
    assert failure["code"] == "too_large"
    assert "1 MiB" in failure["message_vi"] and "--limit file_size" in failure["message_vi"]


def test_a_large_file_does_not_fail_for_its_size_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each good piece of it that is read has the time of a page."""
    monkeypatch.setattr(worker, "_TOLD_BYTES", 3 * 2**20)
    told: list[int] = []
    assert (
        worker._hash(io.BytesIO(bytes(10 * 2**20)), lambda: told.append(1))
        == hashlib.sha256(bytes(10 * 2**20)).hexdigest()
    )
    assert len(told) == 3


def test_members_are_listed_in_batches_and_shared(kho: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, bytes | str] = {f"{n:04}.txt": plan(n) for n in range(1200)}
    (kho / "a.zip").write_bytes(packed(files, zipfile.ZIP_STORED))
    most = 0

    def watch(run: Moment) -> None:
        nonlocal most
        most = max(most, len(run.running()))

    summary = convert_to(tmp_path / "ra", [kho], SETTINGS, on_tick=watch)
    assert (summary.read, summary.files) == (1200, 1200)
    names = [line["file"] for line in told(tmp_path / "ra")]
    assert names == sorted(names)


def test_a_zip_that_is_cut_off_in_the_middle_goes_on_there(kho: Path, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {f"{n:03}.txt": f"SLOW 0.03 {plan(n)}" for n in range(120)}
    files["lồng.zip"] = packed({f"trong {n}.txt": f"SLOW 0.03 {plan(1000 + n)}" for n in range(40)})
    (kho / "a.zip").write_bytes(packed(files))
    out, drive = tmp_path / "ra", Path(__file__).with_name("killed_run.py")
    had = 0
    for least in (20, 60, 135):
        process = subprocess.Popen([sys.executable, str(drive), str(out), str(kho), "2", "5"])
        end = time.monotonic() + 40
        while (now := _results(out)) < least and process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.02)
        process.kill()
        process.wait()
        assert now >= had, "what was read is not read again"
        had = now
    read: list[int] = []
    limits = FileLimits(seconds=5.0, memory_mib=400, files_per_worker=40)
    settings = replace(SETTINGS, limits=limits)
    summary = convert_to(out, [kho], settings, on_tick=lambda run: read.append(run.counts.records))
    assert (summary.read, summary.failed) == (160, 0)
    assert read[-1] <= 160 - had + 2
    convert_to(tmp_path / "yên", [kho], settings)
    assert (out / "directives.jsonl").read_bytes() == (tmp_path / "yên" / "directives.jsonl").read_bytes()


def _results(out: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{out / '.vnplans' / 'journal.sqlite'}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM results WHERE status='read'").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_a_zip_that_changes_while_its_members_are_read(kho: Path, tmp_path: Path) -> None:
    """What was listed is not there any more: nothing is said of contents, the ZIP is read as it is now."""
    path = kho / "a.zip"
    files: dict[str, bytes | str] = {f"{n}.txt": f"SLOW 0.1 {plan(n)}{' ' * 50_000}" for n in range(20)}
    path.write_bytes(packed(files, zipfile.ZIP_STORED))
    other = packed({f"{n}.txt": plan(500 + n) for n in range(5)})

    def change(run: Moment) -> None:
        if run.counts.records >= 3 and path.read_bytes() != other:
            path.write_bytes(other)

    summary = convert_to(tmp_path / "ra", [kho], replace(SETTINGS, workers=1), on_tick=change)
    assert (summary.read, summary.failed, summary.finished) == (5, 0, True)


def test_one_bad_member_costs_itself(kho: Path, tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "a.txt": plan(1),
        "b.txt": "HANG",
        "c.txt": "CRASH",
        "d.txt": plan(2),
        "e.zip": b"PK\x03\x04 cut",
    }
    data = bytearray(packed({**files, "f.txt": plan(3) * 30}))
    at = data.index(b"f.txt") + 30
    data[at : at + 10] = bytes(10)  # damaged
    (kho / "a.zip").write_bytes(data)
    summary = convert_to(tmp_path / "ra", [kho], SETTINGS)
    assert (summary.read, dict(summary.failures)) == (2, {"timeout": 1, "crash": 1, "damaged": 2})


def test_bombs_cost_themselves(kho: Path, tmp_path: Path) -> None:
    (kho / "a.zip").write_bytes(packed({"bom.txt": b"0" * (40 * 2**20), "b.txt": plan(1)}))
    nested = packed({"đáy.txt": plan(2)})
    for depth in range(12):
        nested = packed({f"{depth}.zip": nested, f"{depth}.txt": plan(10 + depth)})
    (kho / "b.zip").write_bytes(nested)
    summary = convert_to(tmp_path / "ra", [kho], SETTINGS)
    assert dict(summary.failures) == {"too_large": 1}
    assert summary.read == 14, "nested ones are opened to the last"


def test_what_is_no_document_is_skipped(kho: Path, tmp_path: Path) -> None:
    (kho / "a.ini").write_text("[x]", encoding="utf-8")
    (kho / "~$b.docx").write_bytes(b"x" * 162)
    (kho / "c.zip").write_bytes(packed({"Thumbs.db": b"x", "d.py": "print()", "e.txt": plan(1), "~$f.doc": b"y"}))
    summary = convert_to(tmp_path / "ra", [kho], SETTINGS)
    assert (summary.read, summary.skipped, summary.failed) == (1, 5, 0)
    lines = {line["file"].rpartition("/")[2]: line for line in told(tmp_path / "ra")}
    assert lines["d.py"]["status"] == "skipped"
    assert lines["d.py"]["skipped_as"] == "program" and "mã nguồn" in lines["d.py"]["message"]


# 7z


def seven(files: dict[str, bytes | str], **options: Any) -> bytes:
    py7zr = pytest.importorskip("py7zr", reason="the extra [7z] is not installed")
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


def test_a_7z_archive_is_read_like_a_zip(kho: Path, tmp_path: Path) -> None:
    inner = packed({"một.txt": plan(1), "hai.txt": plan(2)})
    data = seven({"thư mục/ba.txt": plan(3), "lồng.zip": inner, "d.log": "x", "bốn.txt": plan(4)})
    (kho / "a.7z").write_bytes(data)
    (kho / "b.7z").write_bytes(data)
    (kho / "c.7z").write_bytes(data[:-20])
    (kho / "d.7z").write_bytes(seven({"kín.txt": plan(5)}, password="x"))
    summary = convert_to(tmp_path / "ra", [kho], SETTINGS)
    assert (summary.read, summary.skipped, summary.duplicates) == (4, 1, 1)
    assert dict(summary.failures) == {"damaged": 1, "encrypted": 1}
    names = [m.name for m in containers.unpack(data, "a.7z")]
    assert names == ["thư mục/ba.txt", "một.txt", "hai.txt", "d.log", "bốn.txt"]


def test_a_7z_bomb(kho: Path, tmp_path: Path) -> None:
    (kho / "a.7z").write_bytes(seven({"bom.txt": b"0" * (40 * 2**20)}))
    assert dict(convert_to(tmp_path / "ra", [kho], SETTINGS).failures) == {"too_large": 1}


def test_without_the_extra_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py7zr", None)
    with pytest.raises(MissingExtra, match=r"giải nén.*vnplans\[7z\]"):
        list(containers.unpack(b"7z\xbc\xaf\x27\x1c" + bytes(40), "a.7z"))


# mails


def mailed(number: int, *, body: str = "Gửi kèm.", logo: bool = False, attach: bool = True) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", f"Kế hoạch {number}"
    message.set_content(body)
    if attach:
        data = plan(number).encode()
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"kế hoạch {number}.txt")
    if logo:
        picture = io.BytesIO()
        Image.new("RGB", (120, 60), "red").save(picture, "PNG")
        message.add_attachment(picture.getvalue(), maintype="image", subtype="png", filename="image001.png")
    return message


def test_the_text_of_a_mail_is_read_beside_its_attachments(kho: Path, tmp_path: Path) -> None:
    long = plan(77, "giao Sở Nội vụ " * 30)
    (kho / "a.eml").write_bytes(mailed(1, body=long).as_bytes())
    (kho / "b.eml").write_bytes(mailed(2, logo=True).as_bytes())
    (kho / "c.eml").write_bytes(mailed(3, body=plan(78), attach=False).as_bytes())
    summary = convert_to(tmp_path / "ra", [kho], SETTINGS)
    assert (summary.read, summary.failed, summary.skipped) == (4, 0, 2)
    skipped = {line["file"]: line["skipped_as"] for line in told(tmp_path / "ra") if line["status"] == "skipped"}
    assert skipped == {"image001.png": "logo", "nội dung thư.txt": "note"}
    members = list(containers.unpack(mailed(2, logo=True).as_bytes(), "b.eml"))
    assert [m.name for m in members] == ["kế hoạch 2.txt"], "neither logo nor note is a document"


def test_folders_of_mails(kho: Path, tmp_path: Path) -> None:
    box = mailbox.mbox(kho / "thư.mbox")
    for number in range(1, 6):
        box.add(mailed(number, body="Kính gửi\n\nFrom nay thực hiện theo kế hoạch.\n" if number == 2 else "Gửi kèm."))
    box.close()
    maildir = mailbox.Maildir(kho / "hộp", create=True)
    for number in (11, 12):
        maildir.add(mailed(number))
    maildir.close()
    summary = convert_to(tmp_path / "ra", [kho], SETTINGS)
    assert (summary.read, summary.failed) == (7, 0)
    ways = {(line["container"] or "").removeprefix(f"{kho}/") for line in told(tmp_path / "ra")}
    assert {f"thư.mbox/thư {n}.eml" for n in range(1, 6)} <= ways
    members = list(containers.unpack((kho / "thư.mbox").read_bytes(), "thư.mbox"))
    assert [m.name for m in members] == [f"kế hoạch {n}.txt" for n in range(1, 6)]


def test_killed_workers_cost_no_member(kho: Path, tmp_path: Path) -> None:
    inner = packed({f"{n}.txt": f"SLOW 0.05 {plan(n)}" for n in range(40)})
    (kho / "a.zip").write_bytes(packed({"lồng.zip": inner, "b.txt": plan(99)}))
    rng, killed = random.Random(3), 0

    def kill(run: Moment) -> None:
        nonlocal killed
        scratch = path_of(tmp_path / "ra" / ".vnplans")
        if killed < 4 and scratch is not None and run.counts.records > killed * 5:
            pids = [int(f.name) for f in scratch.iterdir() if f.name.isdigit()]
            with suppress(ProcessLookupError, IndexError):
                os.kill(rng.choice(pids), signal.SIGKILL)
                killed += 1
            for spooled in (scratch / "spool").glob("?" * 64):  # and what lay in the spool is lost
                spooled.unlink()

    summary = convert_to(tmp_path / "ra", [kho], SETTINGS, on_tick=kill)
    assert killed == 4
    assert (summary.read, summary.failed) == (41, 0)

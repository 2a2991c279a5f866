"""What is published only grows, and an input that is not what it was is no reason to touch it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hostile_reader
import pytest
from small_archive import fill
from typer.testing import CliRunner

from vnplans.archive import FarFewer, FileLimits, Moment, Settings, convert_to
from vnplans.archive.progress import Counts
from vnplans.cli import app
from vnplans.cli.exits import ExitCode
from vnplans.cli.progress import described
from vnplans.errors import NotFound, WrongRequest

SETTINGS = Settings(workers=2, limits=FileLimits(seconds=5.0, memory_mib=400), work=hostile_reader.act)


def states(out: Path) -> dict[str, str]:
    lines = (json.loads(line) for line in (out / "files.jsonl").read_text(encoding="utf-8").splitlines())
    return {Path(line["file"]).name: line["status"] for line in lines}


def records(out: Path) -> list[str]:
    lines = (out / "directives.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["source"]["name"] for line in lines]


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.fixture
def done(archive: Path, tmp_path: Path) -> Path:
    """The archive as it was read once."""
    convert_to(tmp_path / "ra", [archive], SETTINGS)
    return tmp_path / "ra"


def test_a_stopped_rerun_publishes_all_that_was_published(archive: Path, done: Path) -> None:
    """Ctrl-C in the middle of a rerun that passes over what is known, with one new file to be read."""
    (archive / "0" / "a mới.txt").write_text("SLOW 1 KH 99 2024-03-15 UBND tỉnh A|Mới|việc", encoding="utf-8")
    stop = threading.Event()
    stop.set()
    assert not convert_to(done, [archive], SETTINGS, stop=stop).finished
    assert len(records(done)) == 20
    stop.clear()

    def at_once(run: Moment) -> None:
        if run.counts.phase == "reading":
            stop.set()

    assert not convert_to(done, [archive], SETTINGS, on_tick=at_once, stop=stop).finished
    assert len(records(done)) >= 20


def test_a_file_that_is_gone_keeps_its_record_until_it_is_pruned(archive: Path, done: Path) -> None:
    gone = sorted(archive.rglob("*.txt"))[4]
    gone.unlink()
    summary = convert_to(done, [archive], SETTINGS)
    assert (summary.read, summary.missing, summary.records) == (19, 1, 20)
    assert states(done)[gone.name] == "missing"
    assert records(done)[-1] == str(gone)
    pruned = convert_to(done, [archive], replace(SETTINGS, prune=True))
    assert (pruned.read, pruned.missing, pruned.records) == (19, 0, 19)
    gone.write_text("KH 7 2024-03-15 UBND tỉnh A|Về|việc", encoding="utf-8")
    assert convert_to(done, [archive], SETTINGS).read == 20


def test_a_gone_file_that_comes_back_is_read_no_more(archive: Path, done: Path) -> None:
    gone = sorted(archive.rglob("*.txt"))[4]
    text = gone.read_bytes()
    gone.unlink()
    convert_to(done, [archive], SETTINGS)
    gone.write_bytes(text)
    read: list[int] = []
    summary = convert_to(done, [archive], SETTINGS, on_tick=lambda run: read.append(run.counts.records))
    assert (summary.read, summary.missing) == (20, 0)
    assert not any(read)


def test_a_changed_file_shows_its_old_record_until_the_new_one_is_there(archive: Path, done: Path) -> None:
    path = sorted(archive.rglob("*.txt"))[0]
    path.write_text("KH 4321 2024-03-15 UBND tỉnh A|Mới|việc mới", encoding="utf-8")
    stop = threading.Event()

    def before_reading(run: Moment) -> None:
        if run.counts.phase == "reading":
            stop.set()

    convert_to(done, [archive], SETTINGS, on_tick=before_reading, stop=stop)
    assert len(records(done)) == 20
    convert_to(done, [archive], SETTINGS)
    assert len(records(done)) == 20
    assert "4321/KH" in (done / "directives.jsonl").read_text(encoding="utf-8")


def test_a_journal_of_an_earlier_version_is_begun_anew_and_said(archive: Path, done: Path) -> None:
    """Cut short, its run leaves the outputs of the earlier version."""
    with closing(sqlite3.connect(done / ".vnplans" / "journal.sqlite")) as db:
        db.execute("PRAGMA user_version=1")
    for path in archive.rglob("*.txt"):
        path.write_text("SLOW 0.2 " + path.read_text(encoding="utf-8"), encoding="utf-8")
    stop, said = threading.Event(), list[str]()

    def soon(run: Moment) -> None:
        said.extend(vi for vi, _ in run.counts.notices)
        if run.counts.records >= 3:
            stop.set()

    assert not convert_to(done, [archive], SETTINGS, on_tick=soon, stop=stop).finished
    assert any("phiên bản trước" in vi for vi in said)
    assert len(records(done)) == 20
    assert convert_to(done, [archive], SETTINGS).records == 20


def test_another_version_of_the_options_never_empties_the_outputs(archive: Path, done: Path) -> None:
    other = replace(SETTINGS, options=replace(SETTINGS.options, ocr="never"))
    stop = threading.Event()

    def soon(run: Moment) -> None:
        if run.counts.records >= 3:
            stop.set()

    convert_to(done, [archive], other, on_tick=soon, stop=stop)
    assert len(records(done)) == 20


@pytest.mark.parametrize("what", ["deleted", "unmounted", "nearly empty"])
def test_an_input_that_is_away_touches_nothing(archive: Path, done: Path, what: str) -> None:
    before = contents(done)
    shutil.rmtree(archive)
    if what != "deleted":
        archive.mkdir()
    if what == "nearly empty":
        fill(archive, 15, seed=1)
    with pytest.raises(NotFound if what == "deleted" else FarFewer) as raised:
        convert_to(done, [archive], SETTINGS)
    if isinstance(raised.value, FarFewer):
        (short,) = raised.value.shortfalls
        assert (short.has, short.had) == ((15, 20) if what == "nearly empty" else (0, 0))
    assert contents(done) == before
    if what == "nearly empty":
        summary = convert_to(done, [archive], replace(SETTINGS, allow_fewer=True))
        assert (summary.read, summary.missing, summary.records) == (15, 5, 20)


def test_four_fifths_are_enough(archive: Path, done: Path) -> None:
    for path in sorted(archive.rglob("*.txt"))[:4]:
        path.unlink()
    assert convert_to(done, [archive], SETTINGS).missing == 4


def test_one_of_two_inputs_that_is_away_is_seen(archive: Path, tmp_path: Path) -> None:
    other = fill(tmp_path / "nhỏ", 2, seed=2)
    convert_to(tmp_path / "ra", [archive, other], SETTINGS)
    for path in other.rglob("*.txt"):
        path.unlink()
    with pytest.raises(FarFewer, match="nhỏ"):
        convert_to(tmp_path / "ra", [archive, other], SETTINGS)


def test_another_input_into_the_same_folder_adds_to_it(archive: Path, done: Path, tmp_path: Path) -> None:
    other = fill(tmp_path / "kho 2025", 3, seed=9)
    summary = convert_to(done, [other], SETTINGS)
    assert (summary.read, summary.missing, summary.records) == (23, 0, 23)


def test_a_moved_archive_is_the_same_archive(archive: Path, done: Path, tmp_path: Path) -> None:
    moved = archive.rename(tmp_path / "kho mới")
    read: list[int] = []
    summary = convert_to(done, [moved], SETTINGS, on_tick=lambda run: read.append(run.counts.records))
    assert (summary.read, summary.missing, summary.duplicates) == (20, 0, 0)
    assert not any(read)


def test_one_input_by_two_spellings_is_one(archive: Path, done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive.parent)
    summary = convert_to(done, ["./kho/"], SETTINGS)
    assert (summary.read, summary.duplicates, summary.missing) == (20, 0, 0)


def test_a_list_of_files_may_name_some_that_are_gone(archive: Path, tmp_path: Path) -> None:
    names = [str(p) for p in sorted(archive.rglob("*.txt"))]
    summary = convert_to(tmp_path / "ra", [], SETTINGS, listed=[*names, str(archive / "vắng.txt")])
    assert (summary.read, summary.failed, dict(summary.failures)) == (20, 1, {"not_found": 1})
    with pytest.raises(FarFewer):
        convert_to(tmp_path / "ra", [], SETTINGS, listed=[*names[:2], *(f"/vắng/{i}" for i in range(9))])
    with pytest.raises(NotFound):
        convert_to(tmp_path / "ra", [], SETTINGS, listed=["/vắng/1", "/vắng/2"])


# progress, while it lists, reads and writes


def test_each_phase_is_told(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vnplans.archive.session._EVERY", 0.0)
    said: list[str] = []

    def listen(run: Moment) -> None:
        line = described(run.counts.progress(run.running()))
        if not said or said[-1] != run.counts.phase:
            said.append(run.counts.phase)
            assert {"listing": "đang liệt kê: ", "writing": "đang ghi kết quả: "}.get(run.counts.phase, "") in line

    convert_to(tmp_path / "ra", [archive], SETTINGS, on_tick=listen)
    assert said == ["listing", "reading", "writing"]


@pytest.mark.parametrize("phase", ["listing", "writing"])
def test_a_stop_while_files_are_listed_or_written_leaves_what_was_there(
    archive: Path, done: Path, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    monkeypatch.setattr("vnplans.archive.session._EVERY", 0.0)
    (archive / "mới.txt").write_text("KH 99 2024-03-15 UBND tỉnh A|Mới|việc", encoding="utf-8")
    before, stop = contents(done), threading.Event()

    def then(run: Moment) -> None:
        if run.counts.phase == phase:
            stop.set()

    assert not convert_to(done, [archive], SETTINGS, on_tick=then, stop=stop).finished
    assert contents(done) == before
    assert convert_to(done, [archive], SETTINGS).read == 21


def test_the_rate_is_that_of_the_last_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("vnplans.archive.progress.time", SimpleNamespace(monotonic=lambda: now[0]))
    counts = Counts()
    counts.total = 10_000
    for second in range(200):  # ten files a second, then one
        now[0] += 1.0
        for _ in range(10 if second < 100 else 1):
            counts.settle()
        rate = counts.progress([]).rate
    assert rate == pytest.approx(1.0, abs=0.05)


# where OUT lies


def test_outputs_in_the_input_itself(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`convert . -o .`"""
    monkeypatch.chdir(archive)
    assert convert_to(".", ["."], SETTINGS).read == 20
    assert convert_to(".", ["."], SETTINGS).files == 20


def test_outputs_inside_the_input_and_those_of_an_earlier_folder(archive: Path) -> None:
    convert_to(archive / "ra cũ", [archive], SETTINGS)
    shutil.rmtree(archive / "ra cũ" / ".vnplans")  # deleted to begin anew, or kept elsewhere
    (archive / "ra cũ" / "của tôi.txt").write_text("KH 5 2024-01-01 UBND tỉnh B|Về|việc", encoding="utf-8")
    said: list[str] = []

    def listen(run: Moment) -> None:
        said.extend(vi for vi, _ in run.counts.notices)

    summary = convert_to(archive / "ra", [archive], SETTINGS, on_tick=listen)
    assert (summary.files, summary.read) == (21, 21)
    assert any("ra cũ" in vi for vi in said)
    assert convert_to(archive / "ra", [archive], SETTINGS).files == 21


def test_a_report_of_somebody_else_is_not_written_over(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    out.mkdir()
    (out / "report.html").write_text("của tôi", encoding="utf-8")
    with pytest.raises(WrongRequest, match=r"report\.html"):
        convert_to(out, [archive], SETTINGS)
    assert contents(out) == {"report.html": "của tôi".encode()}


def test_a_url_below_a_hidden_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fsspec", reason="the extra [cluster] is not installed")
    kho = fill(tmp_path / ".ẩn" / "kho", 3, seed=1)
    (kho / ".trong").mkdir()
    (kho / ".trong" / "b.txt").write_text("KH 5 2024-01-01 UBND tỉnh B|Về|việc", encoding="utf-8")
    assert convert_to(tmp_path / "ra", [f"file://{kho}"], SETTINGS).files == 3


# the command


def command(*arguments: str | Path) -> Any:
    return CliRunner().invoke(app, ["convert", *map(str, arguments), "--workers", "1"])


def test_the_exit_codes(tmp_path: Path) -> None:
    kho, out = tmp_path / "kho", tmp_path / "ra"
    kho.mkdir()
    assert command(tmp_path / "kh", "-o", out).exit_code == ExitCode.USAGE
    run = command(kho, "-o", out)
    assert run.exit_code == ExitCode.FEWER
    assert "--allow-fewer" in run.stderr and "không có tệp nào" in run.stderr
    assert not out.exists()
    assert command(kho, "-o", out, "--allow-fewer").exit_code == ExitCode.OK


def test_what_convert_did_not_make_stays(archive: Path, done: Path, tmp_path: Path) -> None:
    """A record of the scratch folder that points elsewhere removes nothing."""
    precious = tmp_path / "scratch-abcdefgh"
    precious.mkdir()
    (precious / "mark").write_text("x", encoding="utf-8")
    state = done / ".vnplans"
    for told in ("../../scratch-abcdefgh", str(precious), "scratch-abcdefgh"):
        (state / "scratch.json").write_text(json.dumps({"folder": told, "mark": "x"}), encoding="utf-8")
        convert_to(done, [archive], SETTINGS)
        assert precious.is_dir()
    (state / "scratch-abcdefgh").symlink_to(precious)
    (state / "scratch.json").write_text(json.dumps({"folder": "scratch-abcdefgh", "mark": "x"}), encoding="utf-8")
    convert_to(done, [archive], SETTINGS)
    assert precious.is_dir()
    own = state / "scratch-mine_abc"
    own.mkdir()
    (own / "mark").write_text("another", encoding="utf-8")
    (state / "scratch.json").write_text(json.dumps({"folder": own.name, "mark": "x"}), encoding="utf-8")
    convert_to(done, [archive], SETTINGS)
    assert own.is_dir()
    assert [p.name for p in precious.iterdir()] == ["mark"]

"""A result stands as long as what it depended on does: what the machine can read, the limits, the pages."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import hostile_reader
import pytest
from PIL import Image, ImageDraw, ImageFont

from vnplans.archive import FileLimits, Settings, Summary, convert_to, worker
from vnplans.archive.abilities import Abilities, abilities
from vnplans.archive.job import Job, Read
from vnplans.archive.pages import Pages
from vnplans.archive.session import Moment
from vnplans.archive.worker import Orders
from vnplans.limits import Limits
from vnplans.readers import ReadOptions
from vnplans.readers.ocr import engines
from vnplans.readers.ocr.recognition import PageImage, recognise_sheets

LIMITS = FileLimits(seconds=3.0, memory_mib=400, page_seconds=1.0)
SETTINGS = Settings(workers=1, limits=LIMITS, work=hostile_reader.act)
GOOD = "KH 12 2024-03-15 UBND tỉnh Bình Minh|Về cải cách|Giao Sở Nội vụ chủ trì"
Machine = Callable[..., None]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Sets what is installed."""

    def install(ocr: str | None = None, office: str | None = None) -> None:
        real = abilities

        def here(options: ReadOptions, limits: FileLimits) -> Abilities:
            return replace(real(options, limits), ocr=None if options.ocr == "never" else ocr, office=office)

        monkeypatch.setattr("vnplans.archive.session.abilities", here)
        # the workers live in a server that remembers the environment it was started in: they are told by the orders
        monkeypatch.setattr("vnplans.archive.lanes._START", "spawn")
        if ocr is None:
            monkeypatch.delenv("OCR_ENGINE", raising=False)
        else:
            monkeypatch.setenv("OCR_ENGINE", ocr)

    return install


def run(out: Path, kho: Path, settings: Settings = SETTINGS) -> tuple[Summary, int]:
    """The summary, and how many were read or failed now."""
    fresh: list[int] = [0]

    def watch(moment: Moment) -> None:
        fresh.append(moment.counts.records + sum(moment.counts.failures.values()))

    return convert_to(out, [kho], settings, on_tick=watch), fresh[-1]


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "chữ.txt").write_text(GOOD, encoding="utf-8")
    (folder / "quét 1.txt").write_text("SCAN 2", encoding="utf-8")
    (folder / "quét 2.txt").write_text("SCAN 3", encoding="utf-8")
    return folder


def titles(out: Path) -> list[str]:
    return [json.loads(line)["title"] for line in (out / "directives.jsonl").read_text(encoding="utf-8").splitlines()]


def test_scans_without_an_engine_are_said_and_read_as_soon_as_there_is_one(
    kho: Path, tmp_path: Path, machine: Machine
) -> None:
    out = tmp_path / "ra"
    said: list[str] = []
    machine(ocr=None)
    first = convert_to(out, [kho], SETTINGS, on_tick=lambda m: said.extend(vi for vi, _ in m.counts.notices))
    assert dict(first.failures) == {"no_ocr": 2}
    assert any("chưa có bộ nhận dạng chữ" in vi for vi in said)
    assert run(out, kho)[1] == 0, "nothing has changed"
    machine(ocr="tesseract 5")
    summary, fresh = run(out, kho)
    assert (summary.read, summary.failed, fresh) == (3, 0, 2), "exactly the scans"
    machine(ocr="tesseract 6")
    assert run(out, kho)[1] == 2
    assert titles(out)[1:] == ["2 trang bằng tesseract 6", "3 trang bằng tesseract 6"]
    machine(ocr=None)
    summary, fresh = run(out, kho)
    assert (summary.read, fresh) == (3, 0), "what was read once is not lost with the engine"


def test_a_raised_limit_reads_exactly_what_it_stopped(tmp_path: Path) -> None:
    kho, out = tmp_path / "kho", tmp_path / "ra"
    kho.mkdir()
    (kho / "a.txt").write_text(GOOD, encoding="utf-8")
    (kho / "b.txt").write_text(f"SLOW 2.5 {GOOD}", encoding="utf-8")
    (kho / "c.txt").write_text("LOCKED", encoding="utf-8")
    (kho / "d.txt").write_bytes(b"x" * (2**20 + 1))
    tight = replace(SETTINGS, limits=replace(LIMITS, seconds=1.0), options=ReadOptions(limits=Limits(file_size=2**20)))
    assert dict(run(out, kho, tight)[0].failures) == {"timeout": 1, "encrypted": 1, "too_large": 1}
    assert run(out, kho, tight)[1] == 0
    summary, fresh = run(out, kho, replace(tight, limits=replace(tight.limits, seconds=8.0)))
    assert (summary.read, dict(summary.failures), fresh) == (2, {"encrypted": 1, "too_large": 1}, 1)
    assert run(out, kho, tight)[1] == 0, "a lower limit loses nothing"
    assert run(out, kho, replace(tight, options=ReadOptions(limits=Limits(file_size=2**21))))[1] == 1


def test_more_pages_read_the_long_scans_again(kho: Path, tmp_path: Path, machine: Machine) -> None:
    out = tmp_path / "ra"
    machine(ocr="tesseract 5")
    two = replace(SETTINGS, options=ReadOptions(max_pages=2))
    run(out, kho, two)
    assert run(out, kho, two)[1] == 0
    assert run(out, kho, replace(SETTINGS, options=ReadOptions(max_pages=9)))[1] == 1, "that of three pages"


def test_every_engine_says_its_version() -> None:
    """Whichever way leads to it: a result stands as long as the version does."""
    for engine in engines.ENGINES:
        if engine.installed():
            assert engine.module.version()[0].isdigit()
    assert engines.named(ReadOptions(ocr="never")) is None


@pytest.mark.parametrize(
    ("needs", "can", "stands"),
    [
        ("", {}, True),
        ('{"ocr": null}', {"ocr": "a 1"}, False),
        ('{"ocr": "a 1"}', {"ocr": "a 1"}, True),
        ('{"ocr": "a 1"}', {"ocr": None}, True),
        ('{"office": null}', {"office": "7.3"}, False),
        ('{"limits": {"seconds": 10}}', {"limits": {"seconds": 10.0}}, True),
        ('{"limits": {"seconds": 10}}', {"limits": {"seconds": 11.0}}, False),
        ('{"limits": {"seconds": 10}}', {"limits": {"seconds": None}}, False),
        ('{"pages": 150, "max_pages": 20}', {"limits": {"max_pages": None}}, False),
        ('{"pages": 10, "max_pages": 20}', {"limits": {"max_pages": None}}, True),
        ('{"pages": 150, "max_pages": null}', {"limits": {"max_pages": 20}}, True),
        ('{"pages": 150, "max_pages": 20}', {"limits": {"max_pages": 4}}, True),
        ('{"pages": 150, "max_pages": 20}', {"limits": {"max_pages": 21}}, False),
    ],
)
def test_when_a_result_stands(needs: str, can: dict[str, object], stands: bool) -> None:
    here = Abilities(None, None, {}) if not can else replace(Abilities(None, None, {}), **can)  # type: ignore[arg-type]
    assert here.still(needs) is stands


def test_a_long_scan_does_not_die_of_its_length(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty pages of 0.3 s each, where a file has 2 s and a page 1 s."""
    kho, out = tmp_path / "kho", tmp_path / "ra"
    kho.mkdir()
    (kho / "a.txt").write_text("SCAN 20", encoding="utf-8")
    machine(ocr="t")
    monkeypatch.setenv("OCR_SECONDS", "0.3")
    quick = replace(SETTINGS, limits=replace(LIMITS, seconds=2.0))
    assert run(out, kho, quick)[0].read == 1
    assert titles(out) == ["20 trang bằng t"]
    assert list((out / ".vnplans" / "pages").iterdir()) == [], "nothing is kept once it is read"


def test_a_page_that_hangs_is_left_out_and_the_others_are_recognised_once(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    kho, out, log = tmp_path / "kho", tmp_path / "ra", tmp_path / "trang"
    kho.mkdir()
    (kho / "a.txt").write_text("SCAN 6 4", encoding="utf-8")
    machine(ocr="t")
    monkeypatch.setenv("OCR_LOG", str(log))
    summary, _ = run(out, kho, replace(SETTINGS, limits=replace(LIMITS, seconds=1.5)))
    assert (summary.read, titles(out)) == (1, ["5 trang bằng t"])
    assert log.read_text(encoding="utf-8").split() == ["1", "2", "3", "5", "6"]


@pytest.mark.skipif(engines.choose("auto") is None, reason="no OCR engine is installed")
def test_the_pages_of_a_real_scan_are_kept_and_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Image.new("L", (1000, 1400), "white")
    ImageDraw.Draw(page).text((150, 200), "Page number 700", font=ImageFont.load_default(42), fill="black")
    path = tmp_path / "quét.pdf"
    page.save(path, "PDF", save_all=True, append_images=[page.transpose(Image.Transpose.ROTATE_180)], resolution=120)
    (tmp_path / "spool").mkdir()
    options, limits = ReadOptions(), FileLimits()
    can = abilities(options, limits)
    orders = Orders(worker.read, options, limits, can, str(tmp_path / "spool"), str(tmp_path / "pages"))
    first = worker.handle(Job(1, str(path), "quét.pdf", None), orders)
    assert isinstance(first, Read)
    assert json.loads(first.needs)["ocr"] == can.ocr
    kept = [p.name for p in (tmp_path / "pages" / first.sha256).iterdir() if p.name[0].isdigit()]
    assert sorted(name.partition("-")[0] for name in kept) == ["1", "2"]
    monkeypatch.setattr(engines.Engine, "read", None)  # nobody recognises
    again = worker.handle(Job(2, str(path), "quét.pdf", first.sha256), orders)
    assert isinstance(again, Read)
    assert again.records == first.records


class _Deed:
    """Unpickled, it leaves a file behind."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.mark,)


@pytest.mark.parametrize("engine", ["t", None])
def test_what_lies_among_kept_pages_runs_nothing(tmp_path: Path, engine: str | None) -> None:
    pages = Pages(tmp_path / "pages", engine, lambda: None)
    pages.put("1", b"{}\nhai d\xc3\xb2ng")
    assert pages.get("1") == b"{}\nhai d\xc3\xb2ng"
    assert Pages(tmp_path / "pages", "u", lambda: None).get("1") is None, "another engine recognised it"
    for number, page in enumerate((_Deed(tmp_path / "done"), (engine, _Deed(tmp_path / "done")), (engine, "trang"))):
        (tmp_path / "pages" / f"old {number}").write_bytes(pickle.dumps(page))
        assert pages.get(f"old {number}") is None
    assert not (tmp_path / "done").exists()


@pytest.mark.parametrize("kept", [b"", b"{}", b"[1]", b'{"sheets": [], "placement": 3}', b"\x80\x04N."])
def test_a_kept_page_that_is_none_is_recognised_again(
    kept: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Kept(Pages):
        def get(self, key: str) -> bytes | None:
            return kept

    monkeypatch.setattr(engines, "demand", lambda _: None)
    blank = PageImage(Image.new("L", (200, 300), "white"), 1, (200, 300))
    [reading] = recognise_sheets([blank], ReadOptions(kept=Kept(tmp_path, None, lambda: None)))
    assert reading.sheets[0].lines == []

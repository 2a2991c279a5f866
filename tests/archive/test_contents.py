"""Containers are opened, copies are read once, two forms of one act are linked, and every file is accounted for."""

from __future__ import annotations

import io
import json
import os
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any, get_args

import hostile_reader
import pytest

from vnplans.archive import FileLimits, Settings, convert, convert_to
from vnplans.archive.manual import FAILURES
from vnplans.archive.session import Moment
from vnplans.errors import FailureCode
from vnplans.readers import ReadOptions
from vnplans.tracker.facts import Facts, facts, likeness, same_act

SETTINGS = Settings(workers=2, limits=FileLimits(seconds=2.0, memory_mib=400), work=hostile_reader.act)
TASKS = (
    "Giao Sở Nội vụ chủ trì rà soát thủ tục hành chính của các cơ quan;"
    "Sở Tài chính bố trí kinh phí thực hiện kế hoạch theo quy định;"
    "Ủy ban nhân dân các xã, phường báo cáo kết quả trước ngày 15 hằng tháng"
)
OTHER = "Sở Y tế tổ chức tiêm chủng mở rộng; Trung tâm Kiểm soát bệnh tật giám sát;Công an tỉnh bảo đảm an ninh trật tự"


def plan(
    serial: str = "12", date: str = "2024-03-15", tasks: str = TASKS, title: str = "Về cải cách hành chính"
) -> str:
    return f"KH {serial} {date} UBND tỉnh Bình Minh|{title}|{tasks}"


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.txt" if isinstance(data, str) else f"{name}.zip", data)
    return out.getvalue()


def mailed(text: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "Kế hoạch"
    message.set_content("Gửi kèm.")
    message.add_attachment(text.encode(), maintype="application", subtype="octet-stream", filename="kế hoạch.txt")
    return message.as_bytes()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def named(out: Path) -> list[tuple[str | None, str]]:
    return [(d["source"]["container"], d["source"]["name"]) for d in lines(out / "directives.jsonl")]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A file, a ZIP in a ZIP with a bad member, a mail, and a copy of the file."""
    kho = tmp_path / "kho"
    kho.mkdir()
    (kho / "a.txt").write_text(plan("1"), encoding="utf-8")
    inner = zipped(p=plan("2"), q="HANG", r=plan("3"))
    (kho / "b.zip").write_bytes(zipped(m=plan("4"), n=inner, o=plan("1")))
    (kho / "c.eml").write_bytes(mailed(plan("5")))
    (kho / "d.txt").write_text(plan("1"), encoding="utf-8")
    return kho


def test_what_lies_in_containers_is_read_and_named(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = convert_to(out, [mixed], SETTINGS)
    at = str(mixed)
    assert named(out) == [
        (None, f"{at}/a.txt"),
        (f"{at}/b.zip", "m.txt"),
        (f"{at}/b.zip/n.zip", "p.txt"),
        (f"{at}/b.zip/n.zip", "r.txt"),
        (f"{at}/c.eml", "kế hoạch.txt"),
    ]
    assert [f["file"] for f in lines(out / "failures.jsonl")] == [f"{at}/b.zip/n.zip/q.txt"]
    copies = [(f["file"], f["same_bytes_as"]) for f in lines(out / "files.jsonl") if f["status"] == "duplicate"]
    assert copies == [("o.txt", f"{at}/a.txt"), (f"{at}/d.txt", f"{at}/a.txt")]
    assert (summary.read, summary.failed, summary.duplicates, summary.records) == (5, 1, 2, 5)


def test_a_container_is_not_opened_twice(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert_to(out, [mixed], SETTINGS)
    before = (out / "directives.jsonl").read_bytes()
    busy: list[int] = []

    def watch(run: Moment) -> None:
        busy.append(len(run.running()))

    again = convert_to(out, [mixed], SETTINGS, on_tick=watch)
    assert (again.read, again.failed, again.duplicates) == (5, 1, 2)
    assert not any(busy)
    assert (out / "directives.jsonl").read_bytes() == before


def test_only_the_failed_member_of_a_container_is_read_again(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert_to(out, [mixed], SETTINGS)
    records: list[int] = []
    settings = Settings(workers=1, limits=SETTINGS.limits, work=hostile_reader.act, retry_failed=True)
    summary = convert_to(out, [mixed], settings, on_tick=lambda run: records.append(run.counts.records))
    assert (summary.read, summary.failed) == (5, 1)
    assert not any(records)


def test_the_stream_gives_the_same_as_the_files(mixed: Path, tmp_path: Path) -> None:
    convert_to(tmp_path / "out", [mixed], SETTINGS)
    stream = list(convert([mixed], settings=SETTINGS))
    got = [(d.source.container, d.source.name) for o in stream for d in o.directives]
    assert got == named(tmp_path / "out")
    copies = [o.source for o in stream if o.source and not o.directives and o.source.same_as]
    assert [s.same_as for s in copies] == [[s.sha256] for s in copies]
    assert len(copies) == 2
    assert sum(o.failure is not None for o in stream) == 1


def test_a_damaged_container_is_one_failure(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(m=plan())[:-30])
    (outcome,) = convert([tmp_path], settings=SETTINGS)
    assert outcome.failure is not None
    assert outcome.failure.code == "damaged"


# the same act in two forms


def test_two_forms_of_one_act_are_kept_and_linked(tmp_path: Path) -> None:
    kho, out = tmp_path / "kho", tmp_path / "out"
    kho.mkdir()
    (kho / "1 dự thảo.txt").write_text(plan("", ""), encoding="utf-8")
    (kho / "2 bản ký.txt").write_text(plan("12", "2024-03-15", TASKS + " "), encoding="utf-8")
    (kho / "3 khác.txt").write_text(plan("13", "2024-04-01", OTHER, "Về tiêm chủng"), encoding="utf-8")
    convert_to(out, [kho], SETTINGS)
    sources = [d["source"] for d in lines(out / "directives.jsonl")]
    assert [s["same_as"] for s in sources] == [[sources[1]["sha256"]], [sources[0]["sha256"]], []]


def test_hundreds_of_forms_of_one_text_are_not_compared_pair_by_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kho, compared = tmp_path / "kho", []
    kho.mkdir()
    for n in range(60):
        (kho / f"{n}.txt").write_text(plan() + " " * n, encoding="utf-8")
    monkeypatch.setattr("vnplans.archive.link.same_act", lambda *pair: compared.append(pair))
    assert convert_to(tmp_path / "out", [kho], SETTINGS).records == 60
    assert compared == []


def fact(text: str) -> Facts:
    (record,) = hostile_reader.act(text.encode(), "a", ReadOptions())
    return facts(record)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (plan(), plan(tasks=TASKS.upper()), True),
        (plan(), plan(tasks=TASKS.replace("ế", "ê").replace("ủ", "u")), True),  # a scan loses tones
        (plan(), plan("", ""), True),  # a draft
        (plan(), plan("", "", OTHER), False),
        (plan(), plan("13"), False),  # another number
        (plan(), plan(date="2023-03-15"), False),  # the same number in another year
        (plan(), plan(tasks=OTHER), False),  # the same number and date, and nothing else
        (plan("", "", title="Kế hoạch năm 2023"), plan("", "", title="Kế hoạch năm 2024"), False),
    ],
)
def test_when_two_files_hold_one_act(one: str, other: str, same: bool) -> None:
    assert same_act(fact(one), fact(other)) is same
    assert same_act(fact(other), fact(one)) is same


def test_likeness_is_a_share() -> None:
    assert likeness(fact(plan()).sketch, fact(plan()).sketch) == 1.0
    assert likeness(fact(plan()).sketch, fact(plan(tasks=OTHER, title="Khác")).sketch) < 0.2
    assert likeness(b"", fact(plan()).sketch) == 0.0


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    kho = tmp_path / "kho"
    kho.mkdir()
    path = os.fsencode(kho) + b"/" + "Kê\u0301 hoa\u0323ch.txt".encode("cp1258")
    Path(os.fsdecode(path)).write_text(plan(), encoding="utf-8")
    (outcome,) = convert([kho], settings=SETTINGS)
    assert outcome.source is not None
    assert outcome.source.name == f"{kho}/Kế hoạch.txt"


def test_hidden_files_and_our_own_output_are_no_input(tmp_path: Path) -> None:
    (tmp_path / ".ẩn.txt").write_text(plan(), encoding="utf-8")
    (tmp_path / "a.txt").write_text(plan(), encoding="utf-8")
    out = tmp_path / "out"
    convert_to(out, [tmp_path], SETTINGS)
    assert convert_to(out, [tmp_path], SETTINGS).files == 1


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(plan(), encoding="utf-8")
    assert len(list(convert([tmp_path, tmp_path / "a.txt"], settings=SETTINGS))) == 1


# the report


def test_the_report_stands_alone_and_tells_what_happened(mixed: Path, tmp_path: Path) -> None:
    convert_to(tmp_path / "out", [mixed], SETTINGS)
    html = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<svg" in html
    assert not [mark for mark in ("<script", "<link", "src=", "@import", "url(") if mark in html]
    assert "Đọc quá lâu" in html
    assert "b.zip/n.zip/q.txt" in html
    assert "UBND tỉnh Bình Minh" in html


def test_every_failure_has_its_words() -> None:
    assert set(FAILURES) == set(get_args(FailureCode))


def test_words_of_documents_cannot_break_the_report(tmp_path: Path) -> None:
    kho = tmp_path / "kho"
    kho.mkdir()
    (kho / "a.txt").write_text("KH  2024-01-01 <script>alert(1)</script>|x|y", encoding="utf-8")
    convert_to(tmp_path / "out", [kho], SETTINGS)
    assert "<script" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")

"""vnplans review, as a person calls it."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import vnplans
from review.made import Shown, plan
from vnplans.cli import app
from vnplans.cli.exits import ExitCode

RUN = CliRunner()
SAMPLES = Path(__file__).parents[2] / "samples"


def page(out: Path) -> Shown:
    shown = Shown()
    shown.feed(out.read_text(encoding="utf-8"))
    return shown


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    read = [r for name in ("plan-nd30.pdf", "directive.docx") for r in vnplans.parse_all(SAMPLES / name)]
    path.write_text("\n".join(r.model_dump_json() for r in read), encoding="utf-8")
    return path


def test_a_document(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    done = RUN.invoke(app, ["review", str(SAMPLES / "directive.docx"), "-o", str(out)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert re.fullmatch(rf"vnplans: đã ghi 1 văn bản, \d+ nhiệm vụ vào {re.escape(str(out))}\n", done.stderr)
    assert page(out).pointers() == set(vnplans.parse(SAMPLES / "directive.docx").evidence)


def test_records_with_their_files_under_other_names(records: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files" / "deep"
    folder.mkdir(parents=True)
    shutil.copy(SAMPLES / "plan-nd30.pdf", folder / "khac.pdf")
    shutil.copy(SAMPLES / "directive.docx", folder)
    out = tmp_path / "page.html"
    done = RUN.invoke(app, ["review", str(records), "-o", str(out), "--files", str(tmp_path / "files")])
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("vnplans: đã ghi 2 văn bản")
    assert page(out).images
    assert "Các đoạn trích" not in page(out).words and "Không có tệp gốc" not in page(out).words


def test_records_without_their_files(records: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    (tmp_path / "plan-nd30.pdf").write_bytes(b"another file of that name")
    assert RUN.invoke(app, ["review", str(records), "-o", str(out), "--files", str(tmp_path)]).exit_code == 0
    assert page(out).words.count("Không có tệp gốc") == 2


def test_a_zip_shows_each_document_and_names_the_one_that_fails(tmp_path: Path) -> None:
    packed, out = tmp_path / "ho-so.zip", tmp_path / "page.html"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(SAMPLES / "directive.docx", "a.docx")
        archive.writestr("hong.pdf", b"%PDF-1.7 nothing")
        archive.write(SAMPLES / "letter.docx", "b.docx")
    done = RUN.invoke(app, ["review", str(packed), "-o", str(out)])
    assert done.exit_code == 0
    assert "hong.pdf" in done.output
    assert page(out).tags.count("article") == 2


def test_records_of_a_zip_find_their_files_in_it(tmp_path: Path) -> None:
    packed, records, out = tmp_path / "ho-so.zip", tmp_path / "in.jsonl", tmp_path / "page.html"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(SAMPLES / "letter.docx", "a.docx")
        archive.write(SAMPLES / "programme.pdf", "b.pdf")
    records.write_text("".join(r.model_dump_json() + "\n" for r in vnplans.parse_all(packed)), encoding="utf-8")
    assert RUN.invoke(app, ["review", str(records), "-o", str(out), "--files", str(tmp_path)]).exit_code == 0
    assert page(out).images
    assert "Không có tệp gốc" not in page(out).words


def test_a_file_that_cannot_be_read_leaves_the_old_page(tmp_path: Path) -> None:
    out, bad = tmp_path / "page.html", tmp_path / "bad.pdf"
    out.write_text("old", encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7 nothing")
    done = RUN.invoke(app, ["review", str(bad), str(tmp_path / "absent.docx"), "-o", str(out)])
    assert done.exit_code == ExitCode.USAGE
    assert "bad.pdf" in done.output and "absent.docx: không có tệp này" in done.output
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.pdf", "page.html"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    out, absent = tmp_path / "page.html", tmp_path / "absent.pdf"
    done = RUN.invoke(app, ["review", str(absent), str(SAMPLES / "directive.docx"), "-o", str(out)])
    assert done.exit_code == ExitCode.USAGE
    assert "absent.pdf" in done.output
    assert page(out).tags.count("article") == 1


def test_a_scan_without_recognition(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    done = RUN.invoke(app, ["review", str(SAMPLES / "scan.pdf"), "--ocr", "never", "-o", str(out)])
    assert done.exit_code == 0
    assert "đã tắt nhận dạng chữ" in page(out).words


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(plan().model_dump_json() + "\n{}\n", encoding="utf-8")
    done = RUN.invoke(app, ["review", str(path), "-o", str(tmp_path / "page.html")])
    assert done.exit_code == 1
    assert "dòng 2" in done.output

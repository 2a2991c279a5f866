"""The command line speaks Vietnamese, or English by choice, and never both in one line."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from vnplans.cli import COMMANDS, app
from vnplans.cli.speech import VARIABLE, both, halves, words
from vnplans.errors import DamagedFile
from vnplans.export import FORMATS

RUN = CliRunner()
SAMPLES = Path(__file__).parents[1] / "samples"
_TONED = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
# English words that no Vietnamese line holds; names of options and formats apart
_ENGLISH = re.compile(r"\b(?:the|cannot|file|files|for|with|written|read|needs|in place of)\b")
_NAMES = re.compile(r"--?[\w-]+|<[^>]*>|'[^']*'|\{\w+\}|\bfiles?\.\.\.|\S+\.\.\.")


def shown(*arguments: str) -> str:
    return RUN.invoke(app, list(arguments)).output


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_in_one_language(name: str) -> None:
    vietnamese = shown(*filter(None, (name, "--help")))
    english = shown(*filter(None, (name, "--lang", "en", "--help")))
    assert vietnamese.startswith("Cách dùng: ")
    assert english.startswith("Usage: ")
    for line in vietnamese.splitlines()[1:]:
        assert not _ENGLISH.search(_NAMES.sub(" ", line)), line
    assert not _TONED.search(english)
    assert "\N{SYMBOL FOR UNIT SEPARATOR}" not in vietnamese + english


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_the_choice(name: str) -> None:
    assert "--lang <vi|en>" in shown(name, "--help")


WRONG = [
    (("prase",), "không có lệnh 'prase'", "No such command 'prase'"),
    (("parse",), "thiếu 'files'", "Missing argument 'files'"),
    (("parse", "x", "--nope"), "không có tùy chọn --nope", "No such option: --nope"),
    (("parse", "x", "--lang", "fr"), "'--lang': không nhận 'fr'; chọn 'vi', 'en'", None),
    (("convert", "x", "--workers", "y"), "'--workers': cần một số nguyên", "valid integer"),
    (("convert", "x", "--workers", "-1"), "'--workers': cần số từ 0 trở lên", "greater than or equal to 0"),
    (("convert", "x"), "--out: cần thư mục kết quả", "an output folder"),
    (("schema", "x"), "thừa tham số: x", "unexpected extra argument"),
    (("export", "x", "--to"), "tùy chọn '--to' cần một giá trị", "requires an argument"),
    (("export", "nowhere.jsonl", "--to", "csv", "-o", "-"), "nowhere.jsonl: không có tệp này", "no such file"),
    (("export", str(SAMPLES), "--to", "csv", "-o", "-"), "là thư mục", "a folder"),
]


@pytest.mark.parametrize(("arguments", "vi", "en"), WRONG, ids=[" ".join(row[0])[-40:] for row in WRONG])
def test_wrong_usage_is_told_in_one_language(arguments: tuple[str, ...], vi: str, en: str | None) -> None:
    run = RUN.invoke(app, list(arguments))
    assert run.exit_code == 2
    assert run.stderr.splitlines()[-1].startswith("vnplans: ")
    assert vi in run.stderr
    if en is not None:
        english = RUN.invoke(app, [*arguments, "--lang=en"] if arguments[-1] != "--to" else ["--lang=en", *arguments])
        assert english.exit_code == 2
        assert en in english.stderr
        assert not _TONED.search(english.stderr)


def test_the_environment_chooses_and_the_option_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert shown("--help").startswith("Cách dùng")
    monkeypatch.setenv(VARIABLE, "en")
    assert shown("--help").startswith("Usage")
    assert shown("--lang", "vi", "--help").startswith("Cách dùng")
    assert words("một", "one") == "one"


def test_what_follows_two_dashes_is_no_choice() -> None:
    assert "không có tệp này" in shown("parse", "--", "--lang", "en")


def test_the_choice_ends_with_the_run() -> None:
    shown("--lang", "en", "--help")
    assert words("một", "one") == "một"


def test_an_error_is_vietnamese_and_holds_its_english() -> None:
    error = DamagedFile("tệp hỏng", "a damaged file", file="a.pdf")
    assert (str(error), error.message_en) == ("a.pdf: tệp hỏng", "a damaged file")


def test_a_text_of_both_comes_apart() -> None:
    assert halves(both("một", "one")) == ("một", "one")
    assert halves("auto | never") == ("auto | never", "auto | never")


INNER = {"now", "stamp", "tell", "took"}
"""Keywords of writers that are no options: the command line gives them itself."""


@pytest.mark.parametrize("to", FORMATS)
def test_every_option_of_a_format_is_one_of_export(to: str) -> None:
    writer = import_module(f"vnplans.export.{FORMATS[to].module}").write
    known = inspect.signature(import_module("vnplans.cli.export").export_command).parameters
    own = {p.name for p in inspect.signature(writer).parameters.values() if p.kind is p.KEYWORD_ONLY} - INNER
    assert own <= set(known)
    about = shown("export", "--help")
    for name in own:
        assert f"--{name.replace('_', '-')}" in about


@pytest.mark.parametrize("to", [name for name, row in FORMATS.items() if row.text])
def test_text_goes_to_standard_output(to: str, tmp_path: Path) -> None:
    source = str(SAMPLES / "letter.docx")
    out = tmp_path / f"x{FORMATS[to].suffix}"
    run = RUN.invoke(app, ["export", source, "--to", to, "-o", "-"])
    assert (run.exit_code, run.stderr) == (0, "vnplans: đã ghi 1 văn bản, 5 nhiệm vụ vào đầu ra chuẩn\n")
    assert RUN.invoke(app, ["export", source, "--to", to, "-o", str(out)]).exit_code == 0
    undated = re.compile(rb"DTSTAMP:\w+")
    assert undated.sub(b"", run.stdout_bytes) == undated.sub(b"", out.read_bytes())


@pytest.mark.parametrize("to", [name for name, row in FORMATS.items() if not row.text])
def test_what_is_no_text_needs_a_file(to: str) -> None:
    run = RUN.invoke(app, ["export", str(SAMPLES / "letter.docx"), "--to", to, "-o", "-"])
    assert (run.exit_code, run.stdout) == (2, "")
    assert f"{to} không ra đầu ra chuẩn được" in run.stderr


def test_documents_are_read_first_whatever_their_name(tmp_path: Path) -> None:
    odd = tmp_path / "văn bản.jsonl"
    odd.write_bytes((SAMPLES / "letter.docx").read_bytes())
    rtf = SAMPLES / "plan-nd30.rtf"
    bad = tmp_path / "hỏng.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    out = tmp_path / "out.jsonl"
    run = RUN.invoke(app, ["export", str(odd), str(bad), str(rtf), "--to", "jsonl", "-o", str(out)])
    assert run.exit_code == 1
    assert "hỏng.pdf" in run.stderr
    assert run.stderr.splitlines()[-1] == f"vnplans: đã ghi 2 văn bản, 25 nhiệm vụ vào {out}"
    again = RUN.invoke(app, ["export", str(out), "--to", "csv", "-o", "-"])
    assert again.stdout.count("1306/SYT-NVY") >= 5


def test_where_nothing_could_be_read_the_target_stays(tmp_path: Path) -> None:
    bad, out = tmp_path / "hỏng.pdf", tmp_path / "out.csv"
    bad.write_bytes(b"%PDF-1.7 nothing")
    out.write_text("old", encoding="utf-8")
    run = RUN.invoke(app, ["export", str(bad), "--to", "csv", "-o", str(out)])
    assert run.exit_code == 1
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hỏng.pdf", "out.csv"]


LAST = [
    (("parse", "letter.docx"), "vnplans: 1 tệp: 1 văn bản, 5 nhiệm vụ"),
    (("parse", "--explain", "letter.docx"), "vnplans: 1 tệp: 1 văn bản, 5 nhiệm vụ"),
    (("schema",), "vnplans: lược đồ của bản ghi, phiên bản 1.0"),
]


@pytest.mark.parametrize(("arguments", "last"), LAST)
def test_a_command_ends_with_what_it_wrote(arguments: tuple[str, ...], last: str) -> None:
    run = RUN.invoke(app, [str(SAMPLES / a) if a.endswith(".docx") else a for a in arguments])
    assert run.stderr.splitlines()[-1] == last


def test_diff_ends_with_its_counts(tmp_path: Path) -> None:
    lines = RUN.invoke(app, ["parse", str(SAMPLES / "letter.docx")]).stdout
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    run = RUN.invoke(app, ["diff", str(tmp_path / "a.jsonl"), str(tmp_path / "a.jsonl")])
    assert run.stderr == "vnplans: 1 văn bản có ở cả hai bên, 0 có khác; 0 thêm, 0 bớt\n"


def test_help_texts_of_commands_are_in_both() -> None:
    for row in COMMANDS.values():
        vi, en = halves(row.about)
        assert vi != en
    assert isinstance(typer.main.get_command(app), typer.core.TyperGroup)

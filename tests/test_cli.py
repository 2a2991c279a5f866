"""vnplans parse and schema as scripts see them, and the names that `import vnplans` gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import vnplans
from vnplans.cli import app
from vnplans.cli.exits import ExitCode
from vnplans.errors import WrongRequest
from vnplans.models import Directive

SAMPLES = Path(__file__).parents[1] / "samples"
PLAN = SAMPLES / "plan-nd30.docx"
ANNOUNCEMENT = SAMPLES / "announcement.txt"
RUN = CliRunner()


def test_every_record_is_a_line() -> None:
    run = RUN.invoke(app, ["parse", str(PLAN), str(ANNOUNCEMENT)])
    records = [Directive.model_validate_json(line) for line in run.stdout.splitlines()]
    assert run.exit_code == ExitCode.OK
    assert records == [*vnplans.parse_all(PLAN), *vnplans.parse_all(ANNOUNCEMENT)]
    assert len(records) == 3


@pytest.mark.parametrize(
    ("lang", "second", "last"),
    [
        ((), "absent.pdf: không có tệp này", "1 tệp: 1 văn bản, 20 nhiệm vụ; 2 tệp lỗi"),
        (("--lang", "en"), "absent.pdf: no such file", "1 files: 1 acts, 20 tasks; 2 files failed"),
    ],
)
def test_a_bad_file_is_said_and_stops_nothing(lang: tuple[str, ...], second: str, last: str, tmp_path: Path) -> None:
    bad = tmp_path / "cụt.docx"
    bad.write_bytes(b"PK\x03\x04 cut off")
    run = RUN.invoke(app, ["parse", *lang, str(bad), str(tmp_path / "absent.pdf"), str(PLAN)])
    assert run.exit_code == ExitCode.USAGE
    assert [json.loads(line)["source"]["name"] for line in run.stdout.splitlines()] == [PLAN.name]
    told = run.stderr.splitlines()
    assert str(bad) in told[0]
    assert second in told[1]
    assert told[2:] == [f"vnplans: {last}"]


def test_what_was_given_and_is_no_file_is_wrong_usage(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 cut off")
    absent, folder, page = str(tmp_path / "absent.docx"), str(tmp_path), str(tmp_path / "page.html")
    assert RUN.invoke(app, ["parse", str(PLAN), str(bad)]).exit_code == ExitCode.FAILED
    for given in (absent, folder):
        assert RUN.invoke(app, ["parse", str(PLAN), given]).exit_code == ExitCode.USAGE
        assert RUN.invoke(app, ["review", "-o", page, given]).exit_code == ExitCode.USAGE
        assert not Path(page).exists()
        assert RUN.invoke(app, ["export", "--to", "csv", "-o", page, str(PLAN), given]).exit_code == ExitCode.USAGE
        assert not Path(page).exists()
    shown = RUN.invoke(app, ["review", "-o", page, absent, str(PLAN)])
    assert (shown.exit_code, Path(page).exists()) == (ExitCode.USAGE, True)


def test_a_dash_is_standard_input() -> None:
    run = RUN.invoke(app, ["parse", "-"], input=PLAN.read_bytes())
    (line,) = run.stdout.splitlines()
    record = Directive.model_validate_json(line)
    assert record.source.name is None
    assert record.number == vnplans.parse(PLAN).number


def test_a_cut_word_file_is_called_cut(tmp_path: Path) -> None:
    cut = tmp_path / "cắt.doc"
    data = (SAMPLES / "plan-nd30.doc").read_bytes()
    cut.write_bytes(data[: len(data) // 3] + "Book".encode("utf-16-le"))
    run = RUN.invoke(app, ["parse", "--lang=en", str(cut)])
    assert run.exit_code == ExitCode.FAILED
    assert "truncated Office 97-2003 file" in run.stderr


def test_a_name_that_is_not_utf8_gives_a_record() -> None:
    record = vnplans.parse(PLAN.read_bytes(), name=os.fsdecode(b"k\xff.docx"))
    assert json.loads(record.model_dump_json())["source"]["name"] == "k\N{REPLACEMENT CHARACTER}.docx"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_behind_standard_output_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", "from vnplans.cli import main; main()", "parse", str(PLAN)]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith("vnplans: không ghi được kết quả (")


def test_a_docx_is_read_without_what_other_forms_and_commands_need() -> None:
    """They would double the time of a start."""
    heavy = {"PIL", "icalendar", "numpy", "pdfplumber", "pebble", "pypdfium2", "rich", "spacy", "viparse"}
    ours = {f"vnplans.{name}" for name in ("archive", "cli.convert", "containers.zips", "export", "nlp", "readers.ocr")}
    code = "import sys; from vnplans.cli import app; app(standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, "parse", str(PLAN)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert set(run.stderr.split()) & (heavy | ours) == set()
    assert "vnplans.readers.word.docx" in run.stderr


def test_the_version() -> None:
    assert RUN.invoke(app, ["--version"]).stdout == f"vnplans {vnplans.__version__}\n"


def test_a_view_for_people() -> None:
    shown = RUN.invoke(app, ["parse", "--pretty", str(PLAN)]).stdout
    plan = vnplans.parse(PLAN)
    assert plan.number is not None
    assert plan.number.text in shown
    assert all(task.content in shown for task in plan.tasks)


@pytest.mark.parametrize("option", ["--ocr", "--ocr-engine"])
def test_a_wrong_choice_is_wrong_usage(option: str) -> None:
    assert RUN.invoke(app, ["parse", str(PLAN), option, "maybe"]).exit_code == ExitCode.USAGE


def test_schema() -> None:
    assert json.loads(RUN.invoke(app, ["schema"]).stdout) == Directive.model_json_schema(mode="serialization")


def test_a_path_its_text_and_its_bytes_are_one_document() -> None:
    whole = vnplans.parse(PLAN)
    assert vnplans.parse(str(PLAN)) == whole
    assert vnplans.parse(PLAN.read_bytes(), name=PLAN.name) == whole


def test_options_that_do_not_exist_are_refused() -> None:
    with pytest.raises(WrongRequest, match="auto"):
        vnplans.ReadOptions(ocr="sometimes")  # type: ignore[arg-type]


def test_every_public_name_is_there() -> None:
    assert set(vnplans.__all__) <= set(dir(vnplans))
    assert all(getattr(vnplans, name) is not None for name in vnplans.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        vnplans.no_such_name  # noqa: B018


def test_importing_vnplans_loads_nothing_heavy() -> None:
    code = "import sys, vnplans; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "lxml", "docx", "numpy", "pdfplumber", "pypdfium2", "spacy", "PIL"} & set(loaded)

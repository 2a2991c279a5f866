"""What holds for every format: it is found, whole or not there, counted, lazy."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import weakref
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from vnplans import export
from vnplans.errors import MissingExtra, WrongRequest
from vnplans.export import jsonl
from vnplans.models import Directive

from .records import ACT, TASKS, draft, empty, many, plan, task

FILES = [name for name in export.FORMATS if name != "sql"]
BEFORE = {"ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}
"""What may stand at a target that is brought up to date; of other formats it is replaced, whatever it is."""


def out_path(folder: Path, to: str) -> Path:
    return folder / ("out.zip" if to == "edxml" else f"out{export.FORMATS[to].suffix}")


def old_file(out: Path, to: str) -> bytes:
    """What was there before: of a workbook one of ours, for no other is brought up to date."""
    if to == "xlsx":
        export.write([plan()], to, out)
    else:
        out.write_bytes(BEFORE.get(to, b"before"))
    return out.read_bytes()


def broken() -> Iterator[Directive]:
    yield from many(300)
    raise RuntimeError("the reader fell over")


@pytest.mark.parametrize("to", export.FORMATS)
def test_every_format_takes_every_record(to: str, tmp_path: Path) -> None:
    export.write([plan(), empty(), draft(), plan(tasks=[])], to, out_path(tmp_path, to))
    assert out_path(tmp_path, to).stat().st_size > 0


@pytest.mark.parametrize("to", FILES)
def test_no_records_give_an_empty_file(to: str, tmp_path: Path) -> None:
    export.write([], to, out_path(tmp_path / "new" / "folder", to))
    assert out_path(tmp_path / "new" / "folder", to).exists()


@pytest.mark.parametrize("to", FILES)
def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(to: str, tmp_path: Path) -> None:
    out = out_path(tmp_path, to)
    before = old_file(out, to)
    with pytest.raises(RuntimeError):
        export.write(broken(), to, out)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


_SMALL_DISK = """
import resource, signal, sys
from pathlib import Path
from export.records import many
from vnplans import export
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
try:
    export.write(many(5000), sys.argv[1], Path(sys.argv[2]))
except OSError as error:
    sys.exit(7)
"""


@pytest.mark.parametrize("to", FILES)
def test_a_full_disk_leaves_the_old_file(to: str, tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk."""
    out = out_path(tmp_path, to)
    before = old_file(out, to)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "TMPDIR": str(tmp_path.parent)}
    command = [sys.executable, "-c", _SMALL_DISK, to, str(out)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 7, done.stderr
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_link_is_followed_and_the_mode_kept(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_text("before")
    real.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(real)
    export.write([plan()], "markdown", link)
    assert link.is_symlink()
    assert "Kế hoạch" in real.read_text(encoding="utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


def test_progress_counts_tasks(tmp_path: Path) -> None:
    told: list[int] = []
    export.write(many(250), "jsonl", tmp_path / "x.jsonl", progress=told.append)
    assert told == [100, 200, 250]


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("xls", {}, r"không có định dạng 'xls'.*markdown", r"no format 'xls'.*markdown"),
    ("csv", {"preset": "trello"}, r"không có mẫu CSV 'trello'.*redmine", r"no CSV preset 'trello'.*redmine"),
    ("csv", {"color": "red"}, r"không có tùy chọn color.*preset", r"no option color.*preset"),
    ("xlsx", {"preset": "jira"}, r"không có tùy chọn preset", r"no option preset"),
    ("parquet", {"table": "people"}, r"không có bảng 'people'", r"no table 'people'"),
]


@pytest.mark.parametrize(("to", "options", "said", "in_english"), WRONG)
def test_what_does_not_exist_is_said_in_both_languages(
    to: str, options: dict[str, Any], said: str, in_english: str, tmp_path: Path
) -> None:
    with pytest.raises(WrongRequest, match=said) as raised:
        export.write([plan(), plan()], to, tmp_path / "out", **options)
    assert re.search(in_english, raised.value.message_en)
    assert not (tmp_path / "out").exists()


def test_a_missing_library_names_its_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for module in ("xlsx", "book.fresh"):
        monkeypatch.delitem(sys.modules, f"vnplans.export.{module}", raising=False)
    with pytest.raises(MissingExtra, match=r"pip install 'vnplans\[xlsx\]'"):
        export.write([plan()], "xlsx", tmp_path / "x.xlsx")


def counting(directives: Any, out: Path, *, label: str = "n") -> None:
    out.write_text(json.dumps({label: sum(len(d.tasks) for d in directives)}))


def test_another_package_adds_a_format(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = EntryPoint("count", f"{__name__}:counting", export.GROUP)

    def entry_points(group: str, name: str | None = None) -> list[EntryPoint]:
        return [found] if group == export.GROUP and name in (None, "count") else []

    monkeypatch.setattr(export, "entry_points", entry_points)
    assert "count" in export.formats()
    export.write([plan()], "count", tmp_path / "n.json", label="tasks")
    assert json.loads((tmp_path / "n.json").read_text()) == {"tasks": len(TASKS)}


def test_importing_the_package_loads_no_writer() -> None:
    code = "import sys, vnplans.export; print([m for m in ('xlsxwriter', 'pyarrow', 'sqlalchemy', 'icalendar') if m in sys.modules])"  # noqa: E501
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert shown.stdout.strip() == "[]"


@pytest.mark.parametrize("to", ["jsonl", "csv", "xlsx", "ics"])
def test_records_are_taken_one_by_one(to: str, tmp_path: Path) -> None:
    """While the last act is written the first ones are gone: nothing holds them."""
    alive: list[weakref.ref[Directive]] = []
    most = 0

    def watched() -> Iterator[Directive]:
        nonlocal most
        for directive in many(600):
            alive.append(weakref.ref(directive))
            most = max(most, sum(ref() is not None for ref in alive))
            yield directive

    export.write(watched(), to, out_path(tmp_path, to))
    assert most <= 3


def test_records_of_0_1_are_read_with_the_places_of_today(tmp_path: Path) -> None:
    old = plan(tasks=[task("II.1 bullet 2, clause 1", "Việc một"), task("Phụ lục I, row 7", "Việc hai")])
    export.write([old], "jsonl", tmp_path / "old.jsonl")
    (read,) = jsonl.read(tmp_path / "old.jsonl")
    assert [t.where for t in read.tasks] == ["II.1, gạch đầu dòng 2, ý 1", "Phụ lục I, dòng 7"]
    assert [t.id for t in read.tasks] == [f"{ACT}#{t.where}" for t in read.tasks]
    assert [t.content for t in read.tasks] == ["Việc một", "Việc hai"]

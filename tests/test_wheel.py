"""The compiled form of the tables holds what the TOML holds, and a wheel holds all that the package needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vnplans import knowledge, parse
from vnplans.knowledge import rows
from vnplans.knowledge.tables import TABLES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "vnplans"
PLAN = ROOT / "samples" / "plan-nd30.docx"


@contextmanager
def beside(folder: Path, name: str, data: bytes) -> Iterator[None]:
    """`knowledge` reads a folder that holds this one file."""
    (folder / name).write_bytes(data)
    caches = (knowledge._typed, knowledge._compiled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowledge, "_DATA", folder)
        for cached in caches:
            cached.cache_clear()
        yield
    for cached in caches:
        cached.cache_clear()


def test_compiled_rows_are_those_of_the_toml(tmp_path: Path) -> None:
    written = {name: rows(kind) for name, kind in TABLES.items()}
    with beside(tmp_path, "tables.json", knowledge.compiled()):
        for name, kind in TABLES.items():
            assert len(rows(kind)) == len(written[name])
            for one, other in zip(rows(kind), written[name], strict=True):
                assert repr(one) == repr(other)


def test_a_source_tree_holds_no_compiled_form() -> None:
    assert not (PACKAGE / "data" / "tables.json").exists()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('name = "Tờ gấp"\ncolour = "đỏ"', "unknown key 'colour'"),
        ('code = "TG"', "no 'name'"),
        ('name = "Tờ gấp"\njoint = "no"', "'joint' is no <class 'bool'>"),
        ('name = "Tờ gấp"\ncodes = "TG"', r"'codes' is no tuple\[str, ...\]"),
        ("name = 1", "'name' is no <class 'str'>"),
    ],
)
def test_a_wrong_row_is_not_compiled(row: str, fault: str, tmp_path: Path) -> None:
    wrong = f"[[row]]\n{row}\n".encode()
    with beside(tmp_path, "kinds.toml", wrong), pytest.raises(ValueError, match=rf"data/kinds\.toml: .*{fault}"):
        knowledge.compiled()


def test_a_value_is_one_of_those_declared(tmp_path: Path) -> None:
    wrong = b'[[row]]\nkind = "noun"\nword = "ra"\nexamples = []\n'
    with beside(tmp_path, "verbs.toml", wrong), pytest.raises(ValueError, match="'kind' is no"):
        knowledge.compiled()


def test_knowledge_needs_nothing_that_is_not_there_while_a_wheel_is_built() -> None:
    command = [sys.executable, "-S", "-c", "from vnplans.knowledge import compiled; compiled()"]
    subprocess.run(command, env={"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}, check=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree, unpacked as an installer would."""
    pytest.importorskip("hatchling")
    built, site = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("site")
    before = sorted(PACKAGE.rglob("*"))
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert sorted(PACKAGE.rglob("*")) == before  # nothing is written into the source tree
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(site)
    return site


def test_a_wheel_holds_every_file_and_the_tables_compiled(wheel: Path) -> None:
    files = {path.relative_to(PACKAGE) for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    tables = {Path("data", f"{name}.toml") for name in TABLES}
    held = {path.relative_to(wheel / "vnplans") for path in (wheel / "vnplans").rglob("*") if path.is_file()}
    assert held == files - tables | {Path("data", "tables.json")}


def test_an_installed_wheel_reads_a_plan(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vnplans", "parse", str(PLAN)]
    environment = {**os.environ, "PYTHONPATH": str(wheel), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == json.loads(parse(PLAN).model_dump_json())

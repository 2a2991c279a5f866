"""The README's code runs and prints what it says."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from vnplans.cli import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = re.findall(r"```python\n(.*?)```(?:\s*```text\n(.*?)```)?", README, re.S)


def test_the_readme_has_code() -> None:
    assert CODE


@pytest.mark.parametrize(("code", "printed"), CODE, ids=[str(n) for n in range(len(CODE))])
def test_code_prints_what_the_readme_says(code: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    if printed:
        assert out.getvalue().strip() == printed.strip()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\b(?:samples|benchmarks|examples)/[\w./-]+\w", README))))
def test_files_that_the_readme_names_exist(path: str) -> None:
    assert (ROOT / path).exists()


def test_commands_of_the_readme_exist() -> None:
    named = set(re.findall(r"^vnplans (\w+)", README, re.M)) | set(re.findall(r"&& vnplans (\w+)", README))
    assert named == set(COMMANDS)

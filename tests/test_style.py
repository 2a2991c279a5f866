"""The checkers that the project sets itself, as tests: one command runs everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


CHECKERS = [["ruff", "check", "--no-cache", "."], ["mypy", "--cache-dir"]]


@pytest.mark.parametrize("command", CHECKERS, ids=["ruff", "mypy"])
def test_checker_is_content(command: list[str], tmp_path: Path) -> None:
    extra = [str(tmp_path)] if command[0] == "mypy" else []
    done = subprocess.run(
        [sys.executable, "-m", *command, *extra], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]

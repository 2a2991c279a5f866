"""The checkers that the project sets itself, as tests: one command runs everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


KEPT_OUT = (".cache/", ".pages", ".pickle", ".pkl")
"""What a run keeps beside itself: pages of documents that are not ours."""


def test_nothing_that_a_run_keeps_is_tracked() -> None:
    try:
        done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git, or no clone")
    kept = [name for name in done.stdout.splitlines() if name.startswith(KEPT_OUT[0]) or name.endswith(KEPT_OUT[1:])]
    assert not kept


CHECKERS = [["ruff", "check", "--no-cache", "."], ["mypy", "--cache-dir"]]


@pytest.mark.parametrize("command", CHECKERS, ids=["ruff", "mypy"])
def test_checker_is_content(command: list[str], tmp_path: Path) -> None:
    extra = [str(tmp_path)] if command[0] == "mypy" else []
    done = subprocess.run(
        [sys.executable, "-m", *command, *extra], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]

"""Workers import the hostile reader by name, so this folder must be on the path."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_archive import fill


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Twenty good documents."""
    return fill(tmp_path / "kho", 20, seed=1)

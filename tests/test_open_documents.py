"""Documents written and labelled by hand (benchmarks/open): what is read rightly stays right, value for value."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from agree import read
from generator.scoring import Tally

OPEN = Path(__file__).parents[1] / "benchmarks" / "open"
NAMES = sorted(path.name for path in (OPEN / "docs").iterdir())
KNOWN: dict[str, dict[str, int]] = tomllib.loads((Path(__file__).parent / "open_faults.toml").read_text("utf-8"))
"""Of a document the values that are not read as its label says, counted by field."""


@pytest.mark.parametrize("name", NAMES)
def test_no_more_is_wrong_than_is_known(name: str) -> None:
    true = json.loads((OPEN / "labels" / f"{name}.json").read_text("utf-8"))
    wrong = Tally().add(true, read(OPEN / "docs" / name))
    counted = Counter(line.partition(":")[0] for line in wrong)
    assert counted <= Counter(KNOWN.get(name, {})), "\n".join(wrong)


def test_every_row_names_a_document() -> None:
    assert set(KNOWN) <= set(NAMES)

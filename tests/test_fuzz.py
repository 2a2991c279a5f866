"""The fuzzer itself: a few of its inputs in every run of the tests, hours of them by `python benchmarks/fuzz.py`."""

from __future__ import annotations

import random
from pathlib import Path

import fuzz
import pytest

SEEDS = sorted(
    path
    for path in (Path(__file__).parents[1] / "samples").iterdir()
    if path.suffix in fuzz.FORMS and "scan" not in path.stem
)


@pytest.mark.parametrize("path", SEEDS, ids=[path.name for path in SEEDS])
def test_damaged_samples_break_no_law(path: Path) -> None:
    data = path.read_bytes()
    assert fuzz.broken_law(data) is None
    for number in range(4):
        made = fuzz.changed(data, path.suffix, random.Random(f"test/{number}"))
        assert fuzz.broken_law(made) is None, number


def test_one_seed_makes_one_input() -> None:
    data = SEEDS[0].read_bytes()
    one, other = (fuzz.changed(data, SEEDS[0].suffix, random.Random("1/1")) for _ in range(2))
    assert one == other


def test_what_breaks_a_law_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("no such thing")

    monkeypatch.setattr("fuzz.read_each", broken)
    assert "KeyError" in (fuzz.broken_law(b"x") or "")

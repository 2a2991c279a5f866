"""Accuracy on the real files beside the repository: no figure of the text forms is below the floor."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from vnplans import parse_all
from vnplans.errors import VnplansError

ROOT = Path(__file__).parents[1]


def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floor", ROOT / "benchmarks" / "floor.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["floor"] = module  # its dataclass asks for it
    spec.loader.exec_module(module)
    return module


def test_text_forms_are_at_the_floor(shared: Path, tmp_path: Path) -> None:
    floor = benchmark()
    if not floor.FLOOR.exists():
        pytest.skip("no floor was recorded yet")
    kinds = {
        name: kind
        for name, kind, *_ in (row.split("\t") for row in (shared / "corpus.tsv").read_text("utf-8").splitlines()[1:])
    }
    group = floor.GROUPS["text"]
    _, wanted = group.arguments
    out = tmp_path / "directives.jsonl"
    with out.open("w", encoding="utf-8") as lines:
        for path in sorted((shared / "corpus").iterdir()):
            if kinds.get(path.name) in wanted.split(","):
                try:
                    lines.writelines(record.model_dump_json() + "\n" for record in parse_all(path))
                except VnplansError:
                    continue
    report = floor.score(out, group.arguments)
    recorded = json.loads(floor.FLOOR.read_text(encoding="utf-8"))["text"]
    assert not floor.below(report, recorded, group.slack)

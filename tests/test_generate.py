"""The generator of directives with truth: the same seed gives the same files, and they hold what the truth says."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from agree import below, label
from generate import generate
from generator.acts import document
from generator.habits import old_tones
from generator.scoring import Tally, folded

import vnplans

SEED, COUNT, FORMS = 20, 12, ["docx", "html"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("generated")
    generate(out, range(1, COUNT + 1), SEED, FORMS)
    return out


def truths(out: Path) -> list[tuple[Path, dict[str, Any]]]:
    files = sorted((out / "files").iterdir())
    return [(f, json.loads((out / "labels" / f"{f.name}.json").read_text(encoding="utf-8"))) for f in files]


def test_same_seed_same_bytes(made: Path, tmp_path: Path) -> None:
    generate(tmp_path, range(1, COUNT + 1), SEED, FORMS)
    for path in sorted(p for p in made.rglob("*") if p.is_file()):
        assert (tmp_path / path.relative_to(made)).read_bytes() == path.read_bytes(), path.name


def test_document_does_not_hang_on_those_before_it(made: Path, tmp_path: Path) -> None:
    generate(tmp_path, range(COUNT, COUNT + 1), SEED, FORMS)
    name = f"{COUNT:04}.{FORMS[(COUNT - 1) % len(FORMS)]}"
    assert (tmp_path / "files" / name).read_bytes() == (made / "files" / name).read_bytes()


def test_other_seed_other_words() -> None:
    assert document(SEED, 1).words() != document(SEED + 1, 1).words()


def test_files_hold_the_words_of_the_truth(made: Path) -> None:
    for path, truth in truths(made):
        blocks = "\n".join(block.text for block in vnplans.read(path).blocks)
        words = f" {folded(blocks)} "
        for task in truth["tasks"]:
            for text in (task["content"], (task["deadline"] or {}).get("text"), task["product"]):
                assert f" {folded(text)} " in words or not text, f"{path.name}: {text}"


@pytest.mark.parametrize("number", range(1, 60))
def test_truth_is_whole(number: int) -> None:
    act = document(SEED, number)
    assert isinstance(act.truth["directive"], bool)
    words = f" {folded(act.words())} "
    tasks: Any = act.truth["tasks"]
    assert len({(t["content"], t["where"]) for t in tasks}) == len(tasks)
    for task in tasks:
        assert f" {folded(task['content'])} " in words
        for name in task["lead"] + task["coordinating"]:
            assert f" {folded(name)} " in words, name
        deadline = task["deadline"]
        if deadline and deadline["start"] and deadline["end"]:
            assert deadline["start"] <= deadline["end"]
    if act.truth["directive"]:
        assert act.truth["title"] and act.truth["issuer"] and tasks
    else:
        assert not tasks


def test_index_names_every_file(made: Path) -> None:
    with (made / "index.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["file"] for row in rows] == [path.name for path, _ in truths(made)]


def test_truth_agrees_with_itself(made: Path) -> None:
    tally = Tally()
    assert [line for _, truth in truths(made) for line in tally.add(truth, truth)] == []
    assert set(tally.figures().values()) == {1.0}


def test_vnplans_agrees(made: Path) -> None:
    tally = Tally()
    for path, truth in truths(made):
        tally.add(truth, label(json.loads(vnplans.parse(path).model_dump_json())))
    figures = tally.figures()
    assert figures["header"] >= 0.95
    assert figures["tasks"] >= 0.9


def test_old_tones_spare_words_that_have_one_place_only() -> None:
    assert old_tones("Ủy ban hòa giải, quý II, hoàn thành") == "Uỷ ban hoà giải, quý II, hoàn thành"


def test_figures_below_the_least_are_named(made: Path) -> None:
    tally = Tally()
    for _, truth in truths(made):
        tally.add(truth, None)
    (line,) = below({"docx": tally}, "header=0.5,tasks=0.0")
    assert line.startswith("docx: header 0.0") and line.endswith("least 0.5")

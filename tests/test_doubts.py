"""What trains and measures doubt: judging, spoiling, other words, forgetting, the models' fit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from doubts.diagram import diagram
from doubts.figures import Judged, bins, figures, table, worst_first
from doubts.judge import judge, paired
from doubts.learn import Sample, crossed, fit
from doubts.mutate import MUTATIONS, mutated
from doubts.respell import respelt

from vnplans.pages import Block, Cell, Pages

ROOT = Path(__file__).parents[1]
TASK = "Rà soát danh sách hộ nghèo trên địa bàn xã, hoàn thành trước ngày 15/6/2024"
LABEL = {
    "number": "15/KH-UBND",
    "issuer": "Ủy ban nhân dân xã Đồng Tâm",
    "title": "Rà soát hộ nghèo năm 2024",
    "tasks": [
        {
            "content": TASK,
            "lead": ["Hội Nông dân xã"],
            "deadline": {"kind": "by", "start": None, "end": "2024-06-15"},
        },
        {"content": "Vận động mỗi thôn trồng một hàng cây ven đường liên thôn", "lead": [], "deadline": None},
    ],
}


def record(**values: object) -> dict[str, object]:
    lead = {"text": "Hội Nông dân xã", "name": "Hội Nông dân xã"}
    task = {"content": TASK, "lead_agencies": [lead], "deadline": {"kind": "by", "start": None, "end": "2024-06-15"}}
    return {
        "number": {"text": "15/KH-UBND", "serial": 15},
        "issuer": {"name": "UBND xã Đồng Tâm"},
        "title": "Rà soát hộ nghèo năm 2024",
        "tasks": [task],
        **values,
    }


def pages() -> Pages:
    letterhead = ("UBND XÃ ĐỒNG TÂM", "Số: 15/KH-UBND", "KẾ HOẠCH", "Rà soát hộ nghèo năm 2024")
    texts = [*letterhead, *("x" * 3 for _ in range(9)), "I. NHIỆM VỤ", "1. Hội Nông dân xã", TASK]
    cells = [Block("Việc", cell=Cell(0, 0, 0)), Block("Ai làm", cell=Cell(0, 0, 1))]
    return Pages((*map(Block, texts), *cells), "docx", "text/plain")


def test_a_record_is_judged_value_by_value() -> None:
    verdict = judge(LABEL, record())
    assert verdict.right == {
        "/number": True,
        "/issuer": True,
        "/title": True,
        "/tasks": False,
        "/tasks/0": True,
        "/tasks/0/content": True,
        "/tasks/0/lead_agencies": True,
        "/tasks/0/deadline": True,
    }
    assert (verdict.lost, verdict.lacking, verdict.faults) == (1, 0, 1)


def test_wrong_and_absent_values_are_told_apart() -> None:
    verdict = judge(LABEL, record(number={"text": "16/KH-UBND", "serial": 16}, title=None))
    assert verdict.right["/number"] is False
    assert "/title" not in verdict.right
    assert verdict.lacking == 1
    blank = judge(LABEL, record(number={"text": "/KH-UBND", "serial": None}))
    assert "/number" not in blank.right


def test_what_orders_nothing_has_only_invented_tasks() -> None:
    verdict = judge({"directive": False}, record())
    assert (verdict.right["/tasks"], verdict.right["/tasks/0"]) == (True, False)


def test_records_are_paired_by_their_number() -> None:
    first, second = record(number={"text": "1/KH-UBND"}), record()
    assert paired([LABEL], [first, second]) == [(LABEL, second)]


@pytest.mark.parametrize("way", MUTATIONS)
def test_spoilt_pages_are_pages(way: str) -> None:
    import random  # noqa: PLC0415

    spoilt = MUTATIONS[way](pages(), random.Random(3))
    assert all(block.text or block.cell for block in spoilt.blocks)


def test_the_same_seed_spoils_the_same_way() -> None:
    assert mutated(pages(), 5, 1) == mutated(pages(), 5, 1)
    assert len({mutated(pages(), seed, 1)[1] for seed in range(9)}) > 1


def test_other_words_stand_in_document_and_label_alike() -> None:
    for seed in range(30):
        changed, labels, ways = respelt(pages(), [LABEL], seed, 0)
        if "days" in ways:
            continue  # the day is another way to say the same: only the document changes
        text = changed.text()
        assert labels[0]["tasks"][0]["content"] in text, ways
        assert labels[0]["tasks"][0]["lead"][0] in text, ways
    assert LABEL["tasks"][0]["content"] == TASK  # type: ignore[index]


def test_forgetting_happens_in_its_own_process() -> None:
    code = (
        "from doubts.forget import forget, held; forget(3, 0.9, {});"
        "from vnplans.knowledge import rows; from vnplans.knowledge.tables import Verb; print(len(rows(Verb)))"
    )
    paths = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'benchmarks'}"}
    told = subprocess.run([sys.executable, "-c", code], env=paths, capture_output=True, text=True, check=True)
    from vnplans.knowledge import rows  # noqa: PLC0415
    from vnplans.knowledge.tables import Verb  # noqa: PLC0415

    assert 0 < int(told.stdout) < len(rows(Verb))


def test_a_model_learns_what_speaks_against_a_value() -> None:
    samples = [
        Sample({"odd": 1.0} if wrong else {"plain": 1.0}, not wrong, f"d{n}")
        for n in range(60)
        for wrong in ((n + 1) % 3 == 0,)
    ]
    model = fit(samples)
    assert model.weights["odd"] < 0 < model.weights["plain"]
    assert model.confidence({"odd": 1.0}) < 0.5 < model.confidence({"plain": 1.0})
    held_out = crossed(samples, penalty=1.0, folds=4)
    assert all((p > 0.5) == sample.right for p, sample in zip(held_out, samples, strict=True))


def test_figures_of_marks_and_of_what_to_open() -> None:
    said = {"": 0.9, "/issuer": 0.95, "/title": 0.4, "/tasks": 0.9, "/tasks/0": 0.99}
    one = Judged(said, {"/issuer": True, "/title": False, "/tasks": True, "/tasks/0": True}, 1)
    two = Judged({**said, "/title": 0.99}, {"/issuer": True, "/title": True}, 0, frozenset({"/issuer"}))
    header = figures([one, two], "header")
    assert (header.values, header.wrong, header.wrong_marked) == (4, 1, 1)
    assert (header.unmarked, header.unmarked_right, header.right_marked) == (2, 2, 1)
    assert worst_first([two, one]) == (0.5, 1.0)
    assert "needs_review 0/2" in table([one, two])
    assert [b.count for b in bins([(0.95, True), (1.0, False), (0.05, False)])] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert diagram({"a": header.bins}).startswith("<svg")

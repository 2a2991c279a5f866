"""A rule that fails costs its field, never the record."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import vnplans
from vnplans import assemble, checks, extract, pipeline
from vnplans.extract.findings import Finding, Found
from vnplans.models import Directive, Note

PLAN = Path(__file__).parents[1] / "samples" / "plan-nd30.docx"
FIELDS = sorted({**extract.HEAD, **extract.BODY})


def broken(*_: object) -> Iterator[Finding[Any]]:
    yield Found("never seen", ())
    raise KeyError("a row that is not there")


def break_field(monkeypatch: pytest.MonkeyPatch, name: str, *rules: Any) -> Directive:
    for part in ("HEAD", "BODY"):
        own = getattr(extract, part)
        monkeypatch.setattr(assemble, part, {k: rules if k == name else v for k, v in own.items()})
    return vnplans.parse(PLAN)


def faults(record: Directive) -> list[Note]:
    return [note for note in record.notes if note.code == "fault"]


@pytest.mark.parametrize("name", FIELDS)
def test_a_rule_that_raises_costs_its_field(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    whole = vnplans.parse(PLAN)
    record = break_field(monkeypatch, name, broken)
    (note,) = faults(record)
    assert (note.severity, note.field) == ("error", f"/{name}")
    assert "test_faults.broken" in note.message
    assert getattr(record, name) == Directive.model_fields[name].get_default(call_default_factory=True)
    assert not [p for p in record.evidence if p == f"/{name}" or p.startswith(f"/{name}/")]
    if name != "tasks" and name in extract.BODY:
        assert record.tasks == whole.tasks


def test_a_weaker_rule_still_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    record = break_field(monkeypatch, "number", broken, *extract.HEAD["number"])
    assert record.number == vnplans.parse(PLAN).number
    assert len(faults(record)) == 1


def test_a_value_that_the_model_refuses_costs_its_field(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> Iterator[Finding[Any]]:
        yield Found({"no": "place"}, ())

    record = break_field(monkeypatch, "place", wrong)
    assert record.place is None
    assert [note.field for note in faults(record)] == ["/place"]


def fails(*_: object) -> Any:
    raise RecursionError("too deep")


def test_zones_that_cannot_be_read_leave_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "acts", fails)
    record = vnplans.parse(PLAN)
    assert len(faults(record)) == 1
    assert not record.tasks


def test_a_page_that_cannot_be_asked_for_news_is_read_as_an_act(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(block.text for block in vnplans.read(PLAN).blocks).encode()
    tasks = vnplans.parse(text).tasks
    monkeypatch.setattr("vnplans.extract.announced.page.announced", fails)
    record = vnplans.parse(text)
    assert len(faults(record)) == 1
    assert record.tasks == tasks != []


def test_a_check_that_fails_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Directive) -> Iterator[Note]:
        raise ZeroDivisionError
        yield

    monkeypatch.setattr(checks, "RULES", (fails, *checks.RULES))
    assert len(faults(vnplans.parse(PLAN))) == 1


@pytest.mark.parametrize(
    "words", ["Giao", "Giao ", "Yêu cầu:", "Phân công :", "Đề nghị ", "Chủ trì, phối hợp với", "(", "-"]
)
def test_words_of_order_with_nothing_behind_them(words: str) -> None:
    text = f"KẾ HOẠCH\nTrồng cây năm 2024\nI. NHIỆM VỤ\n1. Sở Y tế rà soát hồ sơ.\n{words}\n2. {words}\n- {words}"
    assert not faults(vnplans.parse(text.encode()))


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch, collects: bool) -> None:
    """It waits while an act is understood, and is switched on again only where it was on; a fault changes nothing."""
    seen: list[bool] = []

    def look(*_: object) -> Iterator[Finding[Any]]:
        seen.append(gc.isenabled())
        yield from broken()

    before = gc.isenabled()
    (gc.enable if collects else gc.disable)()
    try:
        break_field(monkeypatch, "title", look)
        after = gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()
    assert (seen, after) == ([False], collects)

"""How likely each value is right: what has a confidence, what follows from it, and that it never costs a record."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnplans import parse
from vnplans.doubt import confidence as module
from vnplans.doubt import confident
from vnplans.doubt.confidence import CONTENT, DEADLINE, LEADS, LIST, TASK, WHOLE
from vnplans.doubt.features import HEADER_FIELDS, Facts, Ground
from vnplans.doubt.witness import fits, type_code_known
from vnplans.knowledge import rows
from vnplans.knowledge.tables import ConfidenceModel
from vnplans.models import REVIEW_BELOW, Agency, Directive, DocumentNumber, Note, Source, expected_faults
from vnplans.pages import Block, Pages

SAMPLES = Path(__file__).parents[1] / "samples"
SOURCE = Source(name="a.docx", sha256="0" * 64, media_type="text/plain", reader="text")
FIELDS = {*(f"/{name}" for name in HEADER_FIELDS), CONTENT, LEADS, DEADLINE, TASK, LIST, WHOLE}


@pytest.mark.parametrize("row", rows(ConfidenceModel), ids=lambda row: row.field or "record")
def test_a_model_was_trained(row: ConfidenceModel) -> None:
    assert row.field in FIELDS
    assert 0 <= row.wrong < row.values
    assert row.weights


def test_every_value_has_its_model() -> None:
    assert {row.field for row in rows(ConfidenceModel)} == FIELDS


@pytest.mark.parametrize("name", ["plan-nd30.docx", "letter.docx", "announcement.html", "draft-with-blanks.docx"])
def test_what_has_a_confidence(name: str) -> None:
    record = parse(SAMPLES / name)
    values = {f"/{field}" for field in HEADER_FIELDS if getattr(record, field) is not None}
    tasks = {
        f"/tasks/{index}{part}" for index in range(len(record.tasks)) for part in ("", "/lead_agencies", "/deadline")
    }
    assert set(record.confidence) == {"", "/tasks", *values, *tasks}
    assert all(0 <= value <= 1 for value in record.confidence.values())


def test_needs_review_follows_from_confidence() -> None:
    assert not Directive(source=SOURCE).needs_review
    assert not Directive(source=SOURCE, confidence={"": REVIEW_BELOW}).needs_review
    assert Directive(source=SOURCE, confidence={"": REVIEW_BELOW - 0.01}).needs_review
    note = Note(code="a", severity="review", message="xem lại")
    assert Directive(source=SOURCE, confidence={"": 1.0}, notes=[note]).needs_review


def test_expected_faults_count_each_value_once_and_a_list_as_what_it_may_have_lost() -> None:
    confidence = {
        "": 0.1,
        "/issuer": 0.8,
        "/tasks": 0.9,
        "/tasks/0": 0.5,
        "/tasks/0/lead_agencies": 0.5,
        "/tasks/0/deadline": 0.9,
    }
    assert expected_faults(confidence) == pytest.approx(0.2 + 3 * 0.1 + 0.5)


def test_a_feature_that_fails_costs_the_confidence_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Facts) -> dict[str, float]:
        raise KeyError("a feature")

    monkeypatch.setattr(module, "whole_features", broken)
    record = confident(
        Directive(source=SOURCE, title="Phòng chống cháy rừng"), Ground(Pages((Block("A"),), "text", "text/plain"))
    )
    assert record.confidence == {}
    assert [note.code for note in record.notes] == ["fault"]
    assert record.title == "Phòng chống cháy rừng"


@pytest.mark.parametrize(
    ("code", "name", "agrees"),
    [
        ("UBND", "Ủy ban nhân dân xã Đồng Tâm", True),
        ("SNNMT", "Sở Nông nghiệp và Môi trường tỉnh Lam Giang", True),
        ("SYT", "Sở Nội vụ tỉnh Lam Giang", False),
        ("UBND", "Sở Y tế tỉnh Lam Giang", False),
    ],
)
def test_the_code_of_a_symbol_fits_the_name(code: str, name: str, agrees: bool) -> None:
    assert fits(code, Agency(text=name, name=name)) is agrees


@pytest.mark.parametrize(("text", "known"), [("15/KH-UBND", True), ("15/TTrn-UBND", False), ("7-CT/TU", True)])
def test_a_type_has_such_a_code(text: str, known: bool) -> None:
    assert type_code_known(DocumentNumber(text=text)) is known

"""The import contract: every line that was ever written is read again, and the schema is on disk."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest
from pydantic import ValidationError

from vnplans import export
from vnplans.errors import DamagedFile
from vnplans.export import jsonl
from vnplans.models import Directive

from .records import draft, empty, plan

# a line as version 1.0 wrote it, kept as it was
OLDEST = (
    '{"schema_version":"1.0","number":{"text":"45/KH-UBND","serial":45,"year":null,"type_code":"KH",'
    '"issuer_code":"UBND"},"issued_on":"2024-03-05","tasks":[{"id":"sha256:abababababab#I.1","content":"Rà soát",'
    '"where":"I.1","lead_agencies":[{"text":"SNV","name":"Sở Nội vụ"}],"deadline":{"text":"trước ngày 30/6/2024",'
    '"kind":"by","end":"2024-06-30"}}],"source":{"sha256":"ab","media_type":"application/pdf","reader":"pdf"},'
    '"evidence":{"/number":[{"text":"45/KH-UBND","block":1,"start":0,"end":10,"page":1,"box":[1.0,2.0,3.0,4.0],'
    '"rule":"number.header_line"}]},"notes":[],"confidence":{},"needs_review":false}'
)


def test_a_record_goes_out_and_comes_back(tmp_path: Path) -> None:
    records = [plan(), draft(), empty()]
    export.write(records, "jsonl", tmp_path / "x.jsonl")
    assert list(jsonl.read(tmp_path / "x.jsonl")) == records


def test_a_file_goes_in_and_comes_out_the_same(tmp_path: Path) -> None:
    export.write([plan(), empty()], "jsonl", tmp_path / "a.jsonl")
    export.write(jsonl.read(tmp_path / "a.jsonl"), "jsonl", tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_the_oldest_line_is_read() -> None:
    record = Directive.model_validate_json(OLDEST)
    assert record.tasks[0].deadline is not None
    assert str(record.tasks[0].deadline.end) == "2024-06-30"
    assert record.evidence["/number"][0].box == (1.0, 2.0, 3.0, 4.0)


def test_a_newer_minor_version_is_read_without_its_new_fields() -> None:
    line = json.loads(OLDEST) | {"schema_version": "1.7", "a_field_of_tomorrow": {"x": 1}}
    record = Directive.model_validate_json(json.dumps(line))
    assert record.schema_version == "1.7"


@pytest.mark.parametrize("version", ["2.0", "0.9", "1", "11.0"])
def test_another_major_version_is_refused(version: str) -> None:
    line = json.loads(OLDEST) | {"schema_version": version}
    with pytest.raises(ValidationError, match="schema_version"):
        Directive.model_validate_json(json.dumps(line))


@pytest.mark.parametrize("bad", ["{", "[]", '{"schema_version":"1.0"}', '{"schema_version":"2.0","source":{}}', "\x00"])
def test_a_line_that_is_no_record_is_named_in_both_languages(bad: str, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(f"{OLDEST}\n\n{bad}\n", encoding="utf-8")
    with pytest.raises(DamagedFile, match=r"dòng 3 không phải") as raised:
        list(jsonl.read(tmp_path / "x.jsonl"))
    assert "line 3 is not" in raised.value.message_en


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(f"\n{OLDEST}\r\n\n", encoding="utf-8-sig")
    assert len(list(jsonl.read(tmp_path / "x.jsonl"))) == 1


def test_of_several_readings_of_an_act_the_last_is_taken(tmp_path: Path) -> None:
    export.write([plan(title="một"), draft(), plan(title="hai")], "jsonl", tmp_path / "x.jsonl")
    assert [record.title for record in jsonl.read_latest(tmp_path / "x.jsonl")] == [draft().title, "hai"]


def test_several_acts_of_one_file_are_all_taken(tmp_path: Path) -> None:
    """A submission and the draft behind it, neither with a number."""
    submission = draft().model_copy(update={"title": "tờ trình", "tasks": []})
    for records in ([draft(), submission], [draft(), draft().model_copy(update={"title": "dự thảo"})]):
        export.write(records, "jsonl", tmp_path / "x.jsonl")
        assert list(jsonl.read_latest(tmp_path / "x.jsonl")) == records


def test_the_schema_on_disk_is_the_schema_of_the_record() -> None:
    """If it is not: vnplans schema > src/vnplans/data/directive.schema.json"""
    text = resources.files("vnplans").joinpath("data", "directive.schema.json").read_text(encoding="utf-8")
    told, made = json.loads(text), Directive.model_json_schema(mode="serialization")
    assert told["$defs"]["Quote"].pop("description")
    made["$defs"]["Quote"].pop("description", None)  # older pydantic leaves it out
    assert told == made

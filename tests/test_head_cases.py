"""Odd letterheads, headings and closings: one row of tests/cases/head.toml each, read as a text file.

A row with `styled` instead of `text` gives the lines with their place and look, as readers of styled files make them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from text_act import styled

from vnplans.models import Directive
from vnplans.pipeline import parse_bytes, parse_pages, source_of

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "head.toml").read_text("utf-8"))["case"]


def _value(record: Directive, field: str) -> object:
    """A field as the cases write it: names and texts instead of models, "" for None."""
    view: dict[str, object] = {
        "number": record.number and record.number.text,
        "doc_type": record.doc_type and record.doc_type.name,
        "issuer": record.issuer and record.issuer.name,
        "parent": record.issuer and record.issuer.parent,
        "co_issuers": [a.name for a in record.co_issuers],
        "issued_on": record.issued_on and record.issued_on.isoformat(),
        "signer": record.signer and record.signer.name,
        "position": record.signer and record.signer.position,
        "authority": record.signer and record.signer.authority,
        "legal_bases": [c.number.text if c.number else c.title for c in record.legal_bases],
        "citations": [c.number.text if c.number else c.title for c in record.citations],
        "attachments": [a.label or a.title for a in record.attachments],
    }
    value = view[field] if field in view else getattr(record, field)
    return "" if value is None else value


def record_of(case: dict[str, Any]) -> Directive:
    """The first record of a case."""
    if "text" in case:
        return parse_bytes(case["text"].encode(), "case.txt")[0]
    made = styled(case["styled"])
    return parse_pages(made, source_of(made, case["styled"].encode(), "case.docx"))[0]


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_head_case(case: dict[str, Any]) -> None:
    record = record_of(case)
    expected = case["expect"]
    assert {field: _value(record, field) for field in expected} == expected

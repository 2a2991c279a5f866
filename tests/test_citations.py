"""Which documents a line rests on and which a sentence names: rows of tests/cases/citations.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from vnplans.extract.fields.citations import read_bases, read_citations
from vnplans.models import Citation

FILE = Path(__file__).parent / "cases" / "citations.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["case"]
BASES = [case for case in CASES if "bases" in case]
NAMED = [case for case in CASES if "named" in case]


def known_by(citation: Citation) -> str | None:
    return citation.number.text if citation.number else citation.title


@pytest.mark.parametrize("case", BASES, ids=[case["text"][:70] for case in BASES])
def test_what_a_line_rests_on(case: dict[str, Any]) -> None:
    assert [known_by(citation) for citation, _, _ in read_bases(case["text"])] == case["bases"]


@pytest.mark.parametrize("case", BASES, ids=[case["text"][:70] for case in BASES])
def test_a_line_with_another_clause_behind_it(case: dict[str, Any]) -> None:
    found = read_bases(f"{case['text'].rstrip(' .;')}; Sở Y tế báo cáo.")
    assert [known_by(citation) for citation, _, _ in found] == case["bases"]


@pytest.mark.parametrize(("before", "after"), [("", ""), ("Sở Y tế báo cáo. ", ""), ("", ". Sở Y tế báo cáo.")])
@pytest.mark.parametrize("case", NAMED, ids=[case["text"][:70] for case in NAMED])
def test_what_a_sentence_names(case: dict[str, Any], before: str, after: str) -> None:
    text = before + (case["text"].rstrip(".;") + after if after else case["text"])
    found = list(read_citations(text))
    assert [[known_by(citation), citation.relation] for citation, _, _ in found] == case["named"]
    for citation, start, end in found:
        assert text[start:end] == citation.text

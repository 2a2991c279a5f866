"""Every sample's record equals its true record, field by field; one act in several forms gives equal records."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import truth
from agree import label

from vnplans import parse_all, read
from vnplans.errors import VnplansError

DOCUMENTS = truth.documents()
ONE_ACT = {
    stem: [d for d in DOCUMENTS if d.stem == stem]
    for stem in {d.stem for d in DOCUMENTS}
    if sum(d.stem == stem for d in DOCUMENTS) > 1
}
# What may differ between the forms of one act: where words stand, and what the reader had to say of its file
OF_THE_FILE = frozenset({"source", "evidence", "notes", "outline", "confidence", "needs_review", "signatures"})


@cache
def records(document: Path) -> list[dict[str, Any]]:
    _needs_programs(document)
    return [json.loads(record.model_dump_json()) for record in parse_all(document)]


def _needs_programs(document: Path) -> None:
    if document.stem == "scan" and not shutil.which("tesseract"):
        pytest.skip("the scan's true record asks for Tesseract")
    if document.suffix == ".doc" and not shutil.which("soffice"):
        pytest.skip("msdoc2docx refuses this file, and LibreOffice is not installed")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_as_many_records_as_the_document_holds(document: Path) -> None:
    assert len(records(document)) == len(truth.truths(document))


@pytest.mark.parametrize("field", truth.FIELDS)
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_field(document: Path, field: str) -> None:
    got = [label(record) for record in records(document)]
    found = [truth.differences(g, t).get(field, []) for g, t in zip(got, truth.truths(document), strict=True)]
    assert not any(found), "\n".join(line for lines in found for line in lines)


@pytest.mark.parametrize("stem", sorted(ONE_ACT))
def test_the_forms_of_one_act_agree(stem: str) -> None:
    first, *others = ONE_ACT[stem]
    expected = [_of_the_act(record) for record in records(first)]
    for other in others:
        got = [_of_the_act(record) for record in records(other)]
        pairs = zip(got, expected, strict=True)
        differing = {key: (g[key], e[key]) for g, e in pairs for key in e if g[key] != e[key]}
        assert not differing, f"{other.name} differs from {first.name}"


def _of_the_act(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in OF_THE_FILE}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_quotes_hold(document: Path) -> None:
    _needs_programs(document)
    pages = read(document)
    for record in records(document):
        quotes = [quote for found in record["evidence"].values() for quote in found]
        quotes += [note["quote"] for note in record["notes"] if note["quote"]]
        assert quotes
        for quote in quotes:
            block = pages.blocks[quote["block"]]
            assert block.text[quote["start"] : quote["end"]] == quote["text"]
            assert (quote["page"], quote["box"]) == (block.page, list(block.box) if block.box else None)


SCALARS = ("number", "doc_type", "issuer", "issued_on", "place", "title", "signer", "urgency", "secrecy")
LISTS = ("recipients", "legal_bases", "citations", "tasks", "attachments", "targets", "co_issuers", "addressees")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_every_value_has_a_quote(document: Path) -> None:
    """Nothing is invented: what was read shows its words, each task's deadline and agencies too."""
    for record in records(document):
        evidence = record["evidence"]
        wanted = [f"/{name}" for name in SCALARS if record[name] is not None]
        wanted += [f"/{name}/{n}" for name in LISTS for n in range(len(record[name]))]
        for n, task in enumerate(record["tasks"]):
            wanted += [f"/tasks/{n}/{part}" for part in ("deadline", "deliverable") if task[part]]
            for role in ("lead_agencies", "coordinating_agencies"):
                wanted += [f"/tasks/{n}/{role}/{i}" for i in range(len(task[role]))]
        missing = [pointer for pointer in wanted if not any(evidence.get(p) for p in _upwards(pointer))]
        assert not missing


def _upwards(pointer: str) -> list[str]:
    """The pointer, and that of the list it stands in (a list read from one run of words has one quote)."""
    head, _, last = pointer.rpartition("/")
    return [pointer, head] if last.isdecimal() and head.count("/") > 1 else [pointer]


def test_a_sample_without_words_is_refused() -> None:
    with pytest.raises(VnplansError, match="tệp rỗng"):
        parse_all(b"  \n ", name="blank.txt")
